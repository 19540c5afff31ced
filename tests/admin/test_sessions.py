"""A session ends that nobody uses, and whoever comes back after it is led to where they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from admin.sessions import way_back
from hub.identity.tokens import digest
from hub.models.codes import TokenKind
from tests.admin.conftest import Text, signed_in, words
from tests.admin.signing_in import PARENT, later, someone, with_password

if TYPE_CHECKING:
    from tests.doors.conftest import Doors

LEFT = "SELECT expires_at - now() AS left, ends_at - now() AS most FROM token WHERE digest = $1"
STUDENTS = "/admin/students"


async def test_a_session_that_nobody_used_for_half_an_hour_is_over(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, PARENT)
    await browser.see("/admin")
    await later(own_doors, TokenKind.SESSION, "31 minutes")
    assert (await browser.http.get("/admin")).status_code == 401
    assert (await browser.http.get("/admin")).status_code == 401


async def test_use_moves_the_end_of_a_session_on_but_never_past_its_last_hour(
    own_doors: Doors,
) -> None:
    browser = await signed_in(own_doors, PARENT)
    kept = digest(browser.http.cookies["homeroom"])
    async with own_doors.database.owner() as owner:
        await later(own_doors, TokenKind.SESSION, "20 minutes")
        await browser.see("/admin")
        (row,) = await owner.fetch(LEFT, kept)
        assert row["left"].total_seconds() > 29 * 60
        await owner.execute(
            "UPDATE token SET expires_at = now() + interval '1 minute',"
            " ends_at = now() + interval '5 minutes' WHERE digest = $1",
            kept,
        )
        # another worker, which has not written its use down yet
        again = someone(own_doors)
        again.http.cookies.set("homeroom", browser.http.cookies["homeroom"])
        reception_forgets(own_doors)
        assert (await again.http.get("/admin")).status_code == 200
        (row,) = await owner.fetch(LEFT, kept)
        assert row["left"] == row["most"]
        assert row["left"].total_seconds() <= 300


def reception_forgets(doors: Doors) -> None:
    """As a worker that has just begun: it knows of no session's use."""
    route = next(each for each in doors.app.routes if getattr(each, "path", "") == "/admin/sign-in")
    route.endpoint.__self__.reception._used.clear()  # type: ignore[attr-defined]


async def test_the_use_of_a_session_is_written_at_most_once_a_minute(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, PARENT)
    await later(own_doors, TokenKind.SESSION, "10 minutes")
    version = "SELECT xmin::text FROM token WHERE digest = $1"
    kept = digest(browser.http.cookies["homeroom"])
    async with own_doors.database.owner() as owner:
        before = await owner.fetchval(version, kept)
        await browser.see("/admin")
        after = await owner.fetchval(version, kept)
        assert after != before
        for _ in range(3):
            reception_forgets(own_doors)
            await browser.see("/admin")
        assert await owner.fetchval(version, kept) == after


async def test_a_bearer_token_that_nobody_uses_lasts_its_time(own_doors: Doors) -> None:
    token = await own_doors.fresh_token("demo-teacher")
    async with own_doors.database.owner() as owner:
        (row,) = await owner.fetch(LEFT, digest(token))
    assert row["left"] == row["most"]
    assert row["left"].days == 29


@pytest.mark.parametrize("kind", list(TokenKind))
async def test_only_a_session_opens_a_page(doors: Doors, kind: TokenKind) -> None:
    cookie = {"cookie": f"homeroom={await doors.fresh_token(PARENT, kind)}"}
    response = await doors.http.get("/admin", headers=cookie)
    assert response.status_code == (200 if kind is TokenKind.SESSION else 401)


async def test_signing_in_gives_another_session_each_time(own_doors: Doors) -> None:
    await with_password(own_doors, PARENT, "lucia")
    browser = someone(own_doors)
    given = set()
    for _ in range(3):
        assert (await browser.sign_in("lucia")).status_code == 303
        given.add(browser.http.cookies["homeroom"])
    assert len(given) == 3
    for session in given - {browser.http.cookies["homeroom"]}:
        cookie = {"cookie": f"homeroom={session}"}
        assert (await own_doors.http.get("/admin", headers=cookie)).status_code == 401


async def test_a_session_that_was_brought_along_is_not_taken_up(own_doors: Doors) -> None:
    await with_password(own_doors, PARENT, "lucia")
    browser = someone(own_doors)
    browser.http.cookies.set("homeroom", "hr_fixed", domain="127.0.0.1", path="/")
    await browser.sign_in("lucia")
    assert "hr_fixed" not in [each.value for each in browser.http.cookies.jar]


async def test_whoever_comes_back_after_the_end_is_told_so_and_led_back(own_doors: Doors) -> None:
    await with_password(own_doors, PARENT, "lucia")
    browser = someone(own_doors)
    await browser.sign_in("lucia")
    await later(own_doors, TokenKind.SESSION, "31 minutes")
    ended = await browser.http.get(f"{STUDENTS}?after=x")
    assert ended.status_code == 401
    assert "Your sign-in has ended." in words(ended.text)
    link = next(
        each["href"] for each in Text(ended.text).named("a") if each.get("class") == "primary"
    )
    assert link == "/admin/sign-in?to=%2Fadmin%2Fstudents%3Fafter%3Dx"
    page = (await browser.http.get(link)).text
    back = await browser.send(page, "/admin/sign-in", name="lucia", password="wrong wrong wrong")
    fields = {"name": "lucia", "password": "four words nobody guesses"}
    back = await browser.send(back.text, "/admin/sign-in", **fields)
    assert (back.status_code, back.headers["location"]) == (303, f"{STUDENTS}?after=x")


@pytest.mark.parametrize(
    "said",
    [
        "https://elsewhere.example",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "/admin//elsewhere.example",
        "/admin/../graphql",
        "/admin/%2e%2e/graphql",
        "/admin@elsewhere.example",
        "/adminx",
        "/graphql",
        "javascript:alert(1)",
        "/admin\r\nset-cookie: x=1",
        "/admin/students#x",
        "/admin/sign-in",
        "/admin/sign-in/code",
        "/admin/link/hr_x",
        "/admin/password/hr_x",
        "/admin/" + "x" * 600,
        "/admin/\u017ftudents",
        "",
    ],
)
def test_nobody_is_led_anywhere_but_to_a_page_of_ours(said: str) -> None:
    assert way_back(said) == "/admin"


@pytest.mark.parametrize(
    "said", ["/admin", "/admin/students", "/admin/students/stu_1-2", "/admin/students?after=a%3D"]
)
def test_a_page_of_ours_is_gone_back_to(said: str) -> None:
    assert way_back(said) == said


async def test_a_way_back_that_was_put_into_the_form_leads_home(own_doors: Doors) -> None:
    await with_password(own_doors, PARENT, "lucia")
    browser = someone(own_doors)
    page = (await browser.http.get("/admin/sign-in?to=https://elsewhere.example")).text
    form, again = page.split('<form method="get" class="languages">')
    assert "elsewhere.example" not in form
    assert again.count("elsewhere.example") == 1, "it is asked again in another language"
    fields = {"name": "lucia", "password": "four words nobody guesses", "to": "//elsewhere.example"}
    response = await browser.send(page, "/admin/sign-in", **fields)
    assert response.headers["location"] == "/admin"


async def test_every_page_says_what_a_browser_may_not_do(doors: Doors) -> None:
    browser = await signed_in(doors, PARENT)
    for path in ("/admin", "/admin/sign-in", "/admin/password", "/admin/nowhere"):
        headers = (await browser.http.get(path)).headers
        assert headers["cache-control"] == "no-store"
        assert "script-src 'self'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "camera=()" in headers["permissions-policy"]
        assert "strict-transport-security" not in headers


async def test_over_https_the_browser_comes_back_over_https_alone(doors: Doors) -> None:
    for path in ("/admin", "/healthz", "/graphql"):
        response = await doors.http.get(f"https://hub.example{path}")
        assert response.headers["strict-transport-security"] == "max-age=31536000"
