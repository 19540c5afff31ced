"""The pictures of main screens that the README shows, taken from a running demo.

    python -m tests.admin.pictures http://127.0.0.1:8000

Whoever a picture is of is signed in by a click on their name, and finds the screen by its links.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

from hub.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

DOCS = Path(__file__).parents[2] / "docs"
WIDTH = 1080
SCALE = 0.75
BYTES_MAX = 200_000
"""A picture is small enough for a page that shows several."""


@dataclass(frozen=True)
class Picture:
    """A screen as somebody sees it: their name among the demo's people, where they begin, and what
    they click. `high`: how many pixels of it are shown.
    """

    name: str
    who: str
    clicks: tuple[str, ...] = ()
    high: int = 720
    begin: str = "/admin"


def of_ana(name: str, who: str) -> Picture:
    """Ana's health, as somebody sees it who looks for her by her name."""
    return Picture(name, who, ("Torres, Ana", "Health"), 1300, "/admin/students?q=Ana+Torres")


PICTURES = (
    Picture("day-teacher", "Rosa Diaz", high=900),
    Picture("roll", "Rosa Diaz", ("Take roll",), 900),
    Picture("day-nurse", "Grace Obi", high=900),
    Picture("day-registrar", "Martin Okoro", high=900),
    Picture("iep", "Priya Nair", ("Torres, Ana", "IEP"), 1300),
    of_ana("student-teacher", "Rosa Diaz"),
    of_ana("student-nurse", "Grace Obi"),
    of_ana("student-guardian", "Lucia Torres"),
)


def taken(
    page: Page, url: str, wanted: tuple[Picture, ...] = PICTURES
) -> Iterator[tuple[str, bytes]]:
    """Each picture's name, and the picture."""
    for each in wanted:
        page.context.clear_cookies()
        page.set_viewport_size({"width": WIDTH, "height": each.high})
        page.goto(f"{url}/admin/sign-in")
        page.get_by_role("button", name=each.who).click()
        page.wait_for_url(f"{url}/admin")
        page.goto(f"{url}{each.begin}")
        for link in each.clicks:
            page.get_by_role("link", name=link).first.click()
        yield each.name, page.screenshot()


def take(url: str, save: Callable[[str, bytes], object]) -> None:
    """Take every picture with a browser, and save it."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where it runs

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_context(device_scale_factor=SCALE).new_page()
        with Progress().step("taking pictures", len(PICTURES)) as step:
            for name, picture in taken(page, url):
                save(name, picture)
                step.advance(1)
        browser.close()


if __name__ == "__main__":
    take(sys.argv[1].rstrip("/"), lambda name, picture: (DOCS / f"{name}.png").write_bytes(picture))
