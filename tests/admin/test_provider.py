"""Signing in at the district's own provider of identities, over HTTP with a real one."""

from __future__ import annotations

import socket
import subprocess
import sys
from contextlib import asynccontextmanager
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from hub.app import build_app
from hub.settings import Settings
from tests.admin.conftest import words
from tests.admin.signing_in import KITCHEN, NURSE, PARENT, SIGN_IN, Someone, someone
from tests.doors.conftest import HERE, KEY, Doors

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from schema.build import Built
    from tests.conftest import Hub

GO, BACK = "/admin/sign-in/provider", "/admin/sign-in/provider/back"
NOBODY = "The district's sign-in did not lead to anybody who may sign in here."


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """The issuer of a provider that runs as a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--require-nonce"]
    running = subprocess.Popen(
        [*command, "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    issuer = f"http://127.0.0.1:{port}"
    try:
        _answers(issuer)
        yield issuer
    finally:
        running.terminate()
        running.wait(10)


def _answers(issuer: str) -> None:
    until = monotonic() + 30
    while monotonic() < until:
        try:
            httpx.get(f"{issuer}/.well-known/openid-configuration").raise_for_status()
        except httpx.HTTPError:
            sleep(0.1)
        else:
            return
    raise TimeoutError("The provider does not answer.")


@asynccontextmanager
async def trusting(hub: Hub, built: Built, issuer: str, **settings: Any) -> AsyncIterator[Doors]:
    """The doors of a hub that trusts a provider."""
    ours = {"oidc_client_id": "homeroom", "oidc_client_secret": "told to the provider"}
    chosen = Settings(**{"secret_key": KEY, "oidc_issuer": issuer, **ours, **settings})
    app = build_app(hub.database, chosen, built=built)
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url=HERE) as http,
    ):
        yield Doors(app, hub.database, http)


def _agrees(address: str, who: str, **claims: Any) -> str:
    """Where the provider sends the browser of somebody who signs in there."""
    if claims:
        issuer = f"{urlsplit(address).scheme}://{urlsplit(address).netloc}"
        httpx.put(f"{issuer}/users/{who}", json=claims).raise_for_status()
    return _posted(address, sub=who)


def _posted(address: str, **form: str) -> str:
    sent = httpx.post(address, data=form)
    assert sent.status_code == 302, sent.text
    return sent.headers["location"]


async def _signs_in(browser: Someone, who: str, to: str = "", **claims: Any) -> httpx.Response:
    """Go to the provider, sign in there, and come back."""
    left = await browser.http.get(f"{GO}?to={to}" if to else GO)
    assert left.status_code == 303
    return await browser.http.get(_agrees(left.headers["location"], who, **claims))


async def test_whom_the_provider_names_is_signed_in_and_led_to_where_they_were(
    own_demo: Hub, built: Built, provider: str
) -> None:
    async with trusting(own_demo, built, provider) as doors:
        link = "Sign in with your district's account"
        assert link in words((await doors.http.get(SIGN_IN)).text)
        for who, reads in ((KITCHEN, "Frank Muller"), (PARENT, "Lucia Torres")):
            browser = someone(doors)
            response = await _signs_in(browser, who, to="/admin/students")
            assert (response.status_code, response.headers["location"]) == (303, "/admin/students")
            assert reads in words((await browser.http.get("/admin")).text)


async def test_the_way_there_has_state_nonce_and_a_challenge_and_goes_home_alone(
    own_demo: Hub, built: Built, provider: str
) -> None:
    async with trusting(own_demo, built, provider) as doors:
        seen = set()
        for _ in range(2):
            response = await someone(doors).http.get(f"{GO}?to=https://elsewhere.example")
            said = parse_qs(urlsplit(response.headers["location"]).query)
            assert said["code_challenge_method"] == ["S256"]
            assert said["response_type"] == ["code"]
            assert said["redirect_uri"] == [f"{HERE}{BACK}"]
            seen |= {said[each][0] for each in ("state", "nonce", "code_challenge")}
            cookie = response.headers["set-cookie"]
            assert "HttpOnly" in cookie
            assert said["state"][0] not in cookie
        assert len(seen) == 6
        browser = someone(doors)
        response = await _signs_in(browser, PARENT, to="https://elsewhere.example")
        assert response.headers["location"] == "/admin"


@pytest.mark.parametrize("said", [None, "amr=mfa"])
async def test_a_second_factor_is_asked_for_unless_the_provider_is_set_to_say_it_saw_one(
    own_demo: Hub, built: Built, provider: str, said: str | None
) -> None:
    async with trusting(own_demo, built, provider, oidc_strong=said) as doors:
        weak = await _signs_in(someone(doors), NURSE, amr=["pwd"])
        assert weak.headers["location"].startswith("/admin/sign-in/code")
        browser = someone(doors)
        strong = await _signs_in(browser, NURSE, amr=["pwd", "mfa"])
        if said is None:
            assert strong.headers["location"].startswith("/admin/sign-in/code")
            assert (await browser.http.get("/admin")).status_code == 401
        else:
            assert strong.headers["location"] == "/admin"
            assert "Grace Obi" in words((await browser.http.get("/admin")).text)


async def test_whoever_is_unknown_suspended_an_app_or_declines_sees_one_page(
    own_demo: Hub, built: Built, provider: str
) -> None:
    async with trusting(own_demo, built, provider) as doors:
        pages = set()
        for who in ("nobody", "demo-suspended-teacher", "demo-gradebook-app", "Demo-Nurse"):
            response = await _signs_in(someone(doors), who)
            assert response.status_code == 403
            pages.add(response.text)
        browser = someone(doors)
        left = (await browser.http.get(GO)).headers["location"]
        denied = _posted(left, action="deny")
        pages.add((await browser.http.get(denied)).text)
        assert len(pages) == 1
        assert NOBODY in words(pages.pop())
        async with doors.database.owner() as owner:
            assert await owner.fetchval("SELECT count(*) FROM credential") == 0


async def test_what_another_browser_began_or_was_used_is_worth_nothing(
    own_demo: Hub, built: Built, provider: str
) -> None:
    async with trusting(own_demo, built, provider) as doors:
        mine, theirs = someone(doors), someone(doors)
        left = (await mine.http.get(GO)).headers["location"]
        await theirs.http.get(GO)
        back = _agrees(left, PARENT)
        assert (await theirs.http.get(back)).status_code == 403
        assert (await someone(doors).http.get(back)).status_code == 403
        assert (await mine.http.get(back.replace("state=", "state=x"))).status_code == 403
        again = (await mine.http.get(GO)).headers["location"]
        back = _agrees(again, PARENT)
        assert (await mine.http.get(back)).status_code == 303
        assert (await mine.http.get(back)).status_code == 403
        forged = someone(doors)
        for value in ("x", "", "eA==", "\u017f"):
            headers = [(b"cookie", f"homeroom-provider={value}".encode())]
            assert (await forged.http.get(back, headers=headers)).status_code == 403


async def test_another_claim_may_be_the_sourced_id(
    own_demo: Hub, built: Built, provider: str
) -> None:
    async with trusting(own_demo, built, provider, oidc_claim="district_id") as doors:
        browser = someone(doors)
        response = await _signs_in(browser, "someone-1", district_id=PARENT)
        assert response.status_code == 303
        for claims in ({"district_id": 7}, {"district_id": "a\0"}, {"other": PARENT}):
            response = await _signs_in(someone(doors), PARENT, **claims)
            assert response.status_code == 403


async def test_signing_in_elsewhere_ends_the_session_before(
    own_demo: Hub, built: Built, provider: str
) -> None:
    async with trusting(own_demo, built, provider) as doors:
        browser = someone(doors)
        await _signs_in(browser, PARENT)
        before = {"cookie": f"homeroom={browser.http.cookies['homeroom']}"}
        await _signs_in(browser, KITCHEN)
        assert (await someone(doors).http.get("/admin", headers=before)).status_code == 401


async def test_a_provider_that_is_away_or_another_one_is_told_as_busy(
    own_demo: Hub, built: Built, provider: str
) -> None:
    localhost = provider.replace("127.0.0.1", "localhost")
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{closed.getsockname()[1]}"
        for issuer in (nobody, f"{localhost}/"):
            async with trusting(own_demo, built, issuer) as doors:
                assert (await someone(doors).http.get(GO)).status_code == 503


async def test_without_a_provider_there_is_no_such_way(doors: Doors) -> None:
    for path in (GO, BACK):
        assert (await doors.http.get(path)).status_code == 404
    assert "district's account" not in (await doors.http.get(SIGN_IN)).text


@pytest.mark.parametrize(
    "wrong",
    [
        {"oidc_issuer": "http://idp.example", "oidc_client_id": "x"},
        {"oidc_issuer": "https://idp.example"},
        {"oidc_issuer": "https://idp.example", "oidc_client_id": "x"},
        {"oidc_strong": "mfa"},
    ],
)
def test_settings_that_could_not_be_trusted_are_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"OIDC|https|claim"):
        Settings(**wrong)  # type: ignore[arg-type]
