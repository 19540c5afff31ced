"""A browser is signed in by a one-time link alone, and signed out for good."""

from __future__ import annotations

from http.cookies import SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from hub.identity.tokens import digest
from hub.models.codes import TokenKind
from tests.admin.conftest import OURS, signed_in, words
from tests.doors.conftest import HERE, refusal

if TYPE_CHECKING:
    import httpx

    from tests.doors.conftest import Doors

TEACHER = "demo-teacher"
PATHS = ["/admin", "/admin/sections", "/admin/students", "/admin/students/x", "/admin/sections/x"]


async def _link(doors: Doors, who: str = TEACHER) -> str:
    return f"/admin/link/{await doors.fresh_token(who, TokenKind.LINK)}"


@pytest.mark.parametrize("path", PATHS)
async def test_without_a_session_every_screen_is_the_same_page(doors: Doors, path: str) -> None:
    nowhere = "/admin/students/nobody"
    for cookie in ("", "homeroom=", "homeroom=hr_unknown", "__Host-homeroom=hr_unknown"):
        headers = {"cookie": cookie}
        said = await doors.http.get(nowhere, headers=headers)
        response = await doors.http.get(path, headers=headers)
        assert response.status_code == said.status_code == 401
        assert _without_way(response.text, path) == _without_way(said.text, nowhere)


def _without_way(page: str, path: str) -> str:
    """A page without the way back to where its reader was, which they know."""
    back = "?to=" + quote(path, safe="")
    return page.replace(back, "").replace(" and go back to where you were", "")


async def test_opening_the_link_does_not_use_it_up(doors: Doors) -> None:
    link = await _link(doors)
    for _ in range(3):
        response = await doors.http.get(link)
        assert response.status_code == 200
        assert "set-cookie" not in response.headers
        assert "Sign in to Homeroom" in words(response.text)
    assert (await doors.http.post(link, headers=OURS)).status_code == 303


async def test_the_link_page_tells_nothing_of_its_token(doors: Doors) -> None:
    good, bad = await doors.http.get(await _link(doors)), await doors.http.get("/admin/link/hr_x")
    assert (good.status_code, good.text) == (bad.status_code, bad.text)


async def test_a_link_works_once_and_looks_then_like_any_wrong_one(own_doors: Doors) -> None:
    doors = own_doors
    used, expired = await _link(doors), await _link(doors)
    assert (await doors.http.post(used, headers=OURS)).status_code == 303
    async with doors.database.owner() as owner:
        await owner.execute(
            "UPDATE token SET issued_at = now() - interval '1 day',"
            " expires_at = now() - interval '1 hour' WHERE digest = $1",
            digest(expired.rsplit("/", 1)[1]),
        )
    bearer = f"/admin/link/{await doors.token(TEACHER)}"
    pages = set()
    for link in (used, expired, bearer, "/admin/link/hr_unknown"):
        response = await doors.http.post(link, headers=OURS)
        assert response.status_code == 410
        assert "set-cookie" not in response.headers
        pages.add(response.text)
    assert len(pages) == 1


async def test_the_session_is_a_cookie_that_no_script_and_no_other_site_uses(doors: Doors) -> None:
    response = await doors.http.post(await _link(doors), headers=OURS)
    cookie = SimpleCookie(response.headers["set-cookie"])["homeroom"]
    assert cookie["httponly"] is True
    assert cookie["samesite"] == "lax"
    assert (cookie["path"], cookie["domain"]) == ("/", "")
    assert cookie["max-age"] == str(8 * 3600)


async def test_over_https_the_cookie_is_bound_to_its_host(doors: Doors) -> None:
    response = await doors.http.post(f"https://hub.example{await _link(doors)}", headers=OURS)
    cookie = SimpleCookie(response.headers["set-cookie"])["__Host-homeroom"]
    assert cookie["secure"] is True
    assert (cookie["path"], cookie["domain"]) == ("/", "")


async def test_no_session_is_made_over_an_open_connection(doors: Doors) -> None:
    link = await _link(doors)
    for method in ("GET", "POST"):
        response = await doors.http.request(method, f"http://hub.example{link}", headers=OURS)
        assert response.status_code == 426
    assert (await doors.http.post(link, headers=OURS)).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": "cross-site", "origin": HERE},
        {"origin": "http://elsewhere.example"},
        {"origin": "null"},
        {"origin": "https://127.0.0.1"},
        {"origin": "http://127.0.0.1:81"},
    ],
    ids=str,
)
async def test_a_form_from_elsewhere_signs_nobody_in_or_out(
    doors: Doors, headers: dict[str, str]
) -> None:
    link = await _link(doors)
    assert (await doors.http.post(link, headers=headers)).status_code == 403
    assert (await doors.http.post(link, headers={"origin": HERE})).status_code == 303
    browser = await signed_in(doors, TEACHER)
    assert (await browser.http.post("/admin/sign-out", headers=headers)).status_code == 403
    await browser.see("/admin")


async def test_signing_out_ends_every_copy_of_the_session(doors: Doors) -> None:
    browser = await signed_in(doors, TEACHER)
    copy = {"cookie": f"homeroom={browser.http.cookies['homeroom']}"}
    assert (await doors.http.get("/admin", headers=copy)).status_code == 200
    response = await browser.http.post("/admin/sign-out", headers=OURS)
    assert "Signed out" in words(response.text)
    assert not browser.http.cookies
    assert (await browser.http.get("/admin")).status_code == 401
    assert (await doors.http.get("/admin", headers=copy)).status_code == 401


async def test_signing_in_again_ends_the_session_before(doors: Doors) -> None:
    browser = await signed_in(doors, TEACHER)
    before = {"cookie": f"homeroom={browser.http.cookies['homeroom']}"}
    await browser.http.post(await _link(doors, "demo-nurse"), headers=OURS)
    assert "Grace Obi" in words(await browser.see("/admin"))
    assert (await doors.http.get("/admin", headers=before)).status_code == 401


async def test_a_session_is_no_bearer_token_and_a_bearer_token_no_session(doors: Doors) -> None:
    browser = await signed_in(doors, TEACHER)
    headers = {
        "authorization": f"Bearer {browser.http.cookies['homeroom']}",
        "content-type": "application/json",
    }
    refusal(
        await doors.http.post("/graphql", content=b"1", headers=headers), 401, "UNAUTHENTICATED"
    )
    for kind in (TokenKind.BEARER, TokenKind.LINK):
        cookie = {"cookie": f"homeroom={await doors.fresh_token(TEACHER, kind)}"}
        assert (await doors.http.get("/admin", headers=cookie)).status_code == 401


async def test_p9_a_suspended_person_sees_nothing_from_the_next_page_on(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, TEACHER)
    await browser.see("/admin")
    async with own_doors.database.owner() as owner:
        await owner.execute(
            "UPDATE person SET suspended_at = now(), epoch = epoch + 1 WHERE sourced_id = $1",
            TEACHER,
        )
    assert (await browser.http.get("/admin")).status_code == 401


async def test_a_busy_database_is_a_page_too(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = await signed_in(doors, TEACHER)

    async def away(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr("schema.door.Door.execute", away)
    response = await browser.http.get("/admin")
    assert response.status_code == 503
    assert "Try again" in words(response.text)


async def test_what_nobody_expected_is_a_page_that_tells_nothing(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = await signed_in(doors, TEACHER)

    async def fails(*_: object, **__: object) -> None:
        raise RuntimeError("Quillfeather")

    monkeypatch.setattr("schema.door.Door.execute", fails)
    response = await browser.http.get("/admin")
    assert response.status_code == 500
    assert "Something went wrong" in words(response.text)
    assert "Quillfeather" not in response.text


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("POST", "/admin", "GET"),
        ("GET", "/admin/sign-out", "POST"),
        ("PUT", "/admin/link/x", "GET"),
    ],
)
async def test_an_address_that_is_used_otherwise_is_a_page_with_405(
    doors: Doors, method: str, path: str, allow: str
) -> None:
    response: httpx.Response = await doors.http.request(method, path, headers=OURS)
    assert response.status_code == 405
    assert allow in response.headers["allow"]
    assert response.headers["content-type"] == "text/html; charset=utf-8"
