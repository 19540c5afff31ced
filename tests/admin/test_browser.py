"""A person with a browser: signs in by a link, reads, goes by keyboard, and leaves nothing behind.

Runs where HOMEROOM_BROWSER is set (to a Chromium's path, or to 1 for the one on the search path).
"""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anyio
import pytest

from hub.models.codes import TokenKind
from tests.admin.conftest import student_id
from tests.admin.pictures import BYTES_MAX, DOCS, take
from tests.admin.signing_in import PASSWORD, code_of, later, link_for
from tests.doors.conftest import listening

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page, Request

    from tests.doors.conftest import Doors

CHROMIUM = os.environ.get("HOMEROOM_BROWSER", "")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WHOLE = """() => {
  const [whole, drawn] = ['.picture svg', '.picture .qrline'].map(
    each => document.querySelector(each).getBoundingClientRect());
  return whole.width > 200 && whole.width === whole.height && drawn.left > whole.left
    && drawn.right < whole.right && drawn.bottom < whole.bottom;
}"""
"""Whether nothing of the picture for a phone is cut off."""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="HOMEROOM_BROWSER is not set"),
]


@dataclass
class Window:
    """A browser's page, and everything that it asked for or complained about."""

    page: Page
    url: str
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Keep what the page says and asks for."""
        self.page.on("console", lambda said: self.complaints.append(said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("requestfailed", self._failed)
        self.page.on("request", lambda request: self.asked.append(request.url))

    def _failed(self, request: Request) -> None:
        """Keep what failed; what the browser itself gave up on leaving a page has not."""
        if "ERR_ABORTED" not in str(request.failure):
            self.complaints.append(request.url)

    def sign_in(self, link: str, button: str = "Sign in") -> None:
        """Open a link and press the button."""
        self.page.goto(f"{self.url}/admin/link/{link}")
        self.page.get_by_role("button", name=button).click()
        self.page.wait_for_url(f"{self.url}/admin")

    def content(self) -> str:
        """What the page's main part says."""
        return self.page.locator("main").inner_text()

    def tabbed(self, most: int = 200) -> Iterator[str]:
        """Where the keyboard's focus goes, from the top of the page on."""
        for _ in range(most):
            self.page.keyboard.press("Tab")
            yield self.page.evaluate(
                "() => { const e = document.activeElement; return e === document.body ? '' :"
                " e.getAttribute('href') || e.textContent.trim(); }"
            )


@contextmanager
def _window(url: str, **context: Any) -> Iterator[Window]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where it runs

    path = CHROMIUM if Path(CHROMIUM).is_file() else shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        window = Window(browser.new_context(**context).new_page(), url)
        window.watch()
        yield window
        browser.close()
    assert not window.complaints
    assert all(each.startswith(f"{url}/admin") for each in window.asked), window.asked


async def _try(doors: Doors, person: Callable[[str], None]) -> None:
    """Let a person with a browser do something with the hub at a URL."""
    async with listening(doors.app) as port:
        await anyio.to_thread.run_sync(person, f"http://127.0.0.1:{port}")


async def test_a_teacher_and_a_nurse_open_one_student_and_see_different_slices(
    doors: Doors,
) -> None:
    teacher = await doors.fresh_token("demo-teacher", TokenKind.LINK)
    nurse = await doors.fresh_token("demo-nurse", TokenKind.LINK)
    ana = await student_id(doors, "demo-student")

    def person(url: str) -> None:
        with _window(url) as window:
            window.sign_in(teacher)
            window.page.get_by_role("link", name="Geometry A", exact=True).click()
            assert "No peanuts." in window.content()
            window.page.get_by_role("link", name="Torres, Ana").click()
            assert window.page.url == f"{url}/admin/students/{ana}"
            assert "No peanuts." in window.content()
            window.page.get_by_role("link", name="Health").click()
            window.page.wait_for_url("**/health")
            assert "No peanuts." in window.content()
            assert "Albuterol" not in window.content()
            window.page.get_by_role("button", name="Sign out").click()
            window.page.get_by_text("Signed out").first.wait_for()
            window.sign_in(nurse)
            window.page.goto(f"{url}/admin/students/{ana}/health")
            assert "Albuterol" in window.content()
            window.page.get_by_role("link", name="Grades").click()
            window.page.wait_for_url("**/grades")
            assert "Geometry A" not in window.page.locator("[aria-labelledby=marks]").inner_text()

    await _try(doors, person)


async def test_everything_is_reached_by_keyboard(doors: Doors) -> None:
    link = await doors.fresh_token("demo-teacher", TokenKind.LINK)

    def person(url: str) -> None:
        with _window(url) as window:
            window.page.goto(f"{url}/admin/link/{link}")
            assert next(each for each in window.tabbed(5) if each == "Sign in")
            window.page.keyboard.press("Enter")
            window.page.wait_for_url(f"{url}/admin")
            _all_reached(window)
            _enter(window, "Geometry A")
            _all_reached(window)
            _enter(window, "Torres, Ana")
            _all_reached(window)
            window.page.reload()
            assert next(window.tabbed()) == "#content"
            window.page.keyboard.press("Enter")
            assert window.page.evaluate("document.activeElement.id") == "content"

    await _try(doors, person)


def _all_reached(window: Window) -> None:
    wanted = set(
        window.page.eval_on_selector_all("a", "all => all.map(each => each.getAttribute('href'))")
    )
    reached = set()
    for focused in window.tabbed(len(wanted) + 60):
        reached.add(focused)
    assert wanted <= reached, wanted - reached
    assert "Sign out" in reached


def _enter(window: Window, name: str) -> None:
    """Follow a link by the keyboard alone."""
    before = window.page.url
    window.page.get_by_role("link", name=name, exact=True).focus()
    window.page.keyboard.press("Enter")
    window.page.wait_for_url(lambda now: now != before)


async def test_a_phone_shows_every_screen_without_scrolling_sideways(doors: Doors) -> None:
    link = await doors.fresh_token("demo-teacher", TokenKind.LINK)
    ana = await student_id(doors, "demo-student")

    def person(url: str) -> None:
        with _window(url, viewport={"width": 360, "height": 740}) as window:
            window.sign_in(link)
            section = window.page.get_by_role("link", name="Geometry A", exact=True)
            paths = [section.get_attribute("href"), "/admin/students", f"/admin/students/{ana}"]
            for path in ("/admin", *paths):
                window.page.goto(f"{url}{path}")
                width = window.page.evaluate("document.documentElement.scrollWidth")
                assert width == 360, path

    await _try(doors, person)


async def test_the_pictures_of_the_readme_can_be_taken_anew_and_are_small(doors: Doors) -> None:
    taken: dict[str, bytes] = {}
    async with listening(doors.app) as port:
        await anyio.to_thread.run_sync(take, f"http://127.0.0.1:{port}", taken.__setitem__)
    assert {f"{name}.png" for name in taken} == {each.name for each in DOCS.glob("*.png")}
    assert all(len(picture) < BYTES_MAX for picture in taken.values())
    readme = (DOCS.parent / "README.md").read_text(encoding="utf-8")
    assert all(f"docs/{name}.png" in readme for name in taken)


async def test_a_nurse_signs_in_by_password_and_phone_and_comes_back_after_the_end(
    own_doors: Doors,
) -> None:
    link = await link_for(own_doors, "demo-nurse", "grace")
    ana = await student_id(own_doors, "demo-student")

    def person(url: str) -> None:
        with _window(url) as window:
            page = window.page
            page.goto(f"{url}{link}")
            page.get_by_label("New password").fill(PASSWORD)
            page.get_by_label("The same again").fill(PASSWORD)
            page.get_by_role("button", name="Keep this password").click()
            page.get_by_role("link", name="Sign in").click()
            _by_password(window)
            secret = page.locator("code.secret").inner_text().replace(" ", "")
            assert page.evaluate(WHOLE)
            page.get_by_label("Code").fill(code_of(secret))
            page.get_by_role("button", name="Go on").click()
            page.wait_for_url(f"{url}/admin")
            page.goto(f"{url}/admin/students/{ana}/health")
            assert "Albuterol" in window.content()
            anyio.from_thread.run(later, own_doors, TokenKind.SESSION, "31 minutes")
            _turned_away(window)
            page.get_by_role("link", name="Sign in and go back").click()
            _by_password(window)
            page.get_by_label("Code").fill(code_of(secret, 1))
            page.get_by_role("button", name="Go on").click()
            page.wait_for_url(f"{url}/admin/students/{ana}/health")
            assert "Albuterol" in window.content()
            page.get_by_role("button", name="Sign out").click()
            page.get_by_text("Signed out").first.wait_for()
            page.go_back()
            assert "Albuterol" not in page.content()
            window.complaints = [each for each in window.complaints if "401" not in each]

    await _try(own_doors, person)


def _by_password(window: Window) -> None:
    window.page.get_by_label("User name").fill("Grace")
    window.page.get_by_label("Password").fill(PASSWORD)
    window.page.get_by_role("button", name="Sign in", exact=True).click()
    window.page.get_by_label("Code").wait_for()


def _turned_away(window: Window) -> None:
    """What a page is after the end of its session, which a browser complains of too."""
    window.page.reload()
    assert "Your sign-in has ended." in window.content()


async def test_every_page_on_the_way_in_is_reached_by_keyboard_and_fits_a_phone(
    own_doors: Doors,
) -> None:
    link = await link_for(own_doors, "demo-nurse", "grace")

    def person(url: str) -> None:
        with _window(url, viewport={"width": 360, "height": 740}) as window:
            page = window.page
            page.goto(f"{url}{link}")
            _fits(window, "Keep this password")
            page.get_by_label("New password").fill(PASSWORD)
            page.get_by_label("The same again").fill(PASSWORD)
            page.keyboard.press("Enter")
            page.get_by_role("heading", name="The password is set").wait_for()
            page.goto(f"{url}/admin/sign-in")
            _fits(window, "Sign in", "Grace Obi")
            _by_password(window)
            _fits(window, "Go on")
            page.get_by_label("Code").fill("1")
            page.keyboard.press("Enter")
            page.get_by_text("There is a problem").wait_for()
            assert page.title().startswith("Error: ")
            _fits(window, "Go on", "The code is not right.")
            window.complaints = [each for each in window.complaints if "422" not in each]

    await _try(own_doors, person)


def _fits(window: Window, *names: str) -> None:
    assert window.page.evaluate("document.documentElement.scrollWidth") == 360
    reached = set(window.tabbed(120))
    for name in names:
        assert any(name in each for each in reached) or name in window.content(), name
    assert names[0] in reached
