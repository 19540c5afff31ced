"""Paper: sheets as Chromium prints them have what the page has, on as few sheets as can be, and no
navigation.

Runs where HOMEROOM_BROWSER is set.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from hub.models.codes import TokenKind
from tests.admin.conftest import student_id
from tests.admin.test_browser import CHROMIUM, _try, _window
from tests.admin.test_forms import fetch
from tests.admin.test_sheets import ANA, CLASS

if TYPE_CHECKING:
    from tests.doors.conftest import Doors

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="HOMEROOM_BROWSER is not set"),
]
FULL = 35
"""Students of a full section."""
FILLED = """INSERT INTO section_enrollment SELECT (jsonb_populate_record(e,
    jsonb_build_object('id', gen_random_uuid(), 'student_id', n.student_id))).*
    FROM section_enrollment e, (SELECT DISTINCT s.student_id FROM school_enrollment s
        WHERE s.ends_on IS NULL AND s.school_id = (SELECT school_id FROM section WHERE id = $1)
        AND s.student_id NOT IN (SELECT student_id FROM section_enrollment WHERE section_id = $1)
        ORDER BY s.student_id LIMIT $2) n
    WHERE e.id = (SELECT id FROM section_enrollment WHERE section_id = $1 ORDER BY id LIMIT 1)"""


async def papers(doors: Doors, who: str, path: str, **how: str) -> list[PdfReader]:
    """A page as it is printed for somebody, on A4 and on Letter."""
    link = await doors.fresh_token(who, TokenKind.LINK)
    made: list[bytes] = []

    def person(url: str) -> None:
        with _window(url, **how) as window:
            window.sign_in(link)
            window.page.goto(url + path)
            made.extend(window.page.pdf(format=size) for size in ("A4", "Letter"))

    await _try(doors, person)
    return [PdfReader(io.BytesIO(each)) for each in made]


def text(paper: PdfReader) -> str:
    """Its words, with single spaces."""
    return " ".join(" ".join(page.extract_text() for page in paper.pages).split())


NAVIGATION = ("My sections", "Sign out", "Release check", "Something is wrong", "Print this sheet",
              "Skip to the content", "English")  # fmt: skip


async def test_ops4_a_full_section_fits_on_two_sheets_and_each_repeats_its_heads(
    own_doors: Doors,
) -> None:
    (section,) = await fetch(own_doors, CLASS)
    (held,) = await fetch(
        own_doors,
        "SELECT count(*) AS many FROM section_enrollment WHERE section_id = $1 AND ends_on IS NULL",
        section["key"],
    )
    await fetch(own_doors, FILLED, section["key"], FULL - held["many"])
    path = f"/admin/sections/{section['id']}/sheet"
    for paper in await papers(own_doors, "demo-teacher", path):
        said = text(paper)
        assert f"{FULL} students whom you may see" in said
        assert "Torres, Ana" in said
        assert "No peanuts." in said
        assert said.count("555-") >= FULL
        assert "Printed on Oct 14, 2026 for Rosa Diaz" in said
        assert not [each for each in NAVIGATION if each in said]
        assert len(paper.pages) <= 2
        for page in paper.pages:
            assert "Whom to call" in page.extract_text()


async def test_an_emergency_card_is_one_sheet_without_navigation(doors: Doors) -> None:
    path = f"/admin/students/{await student_id(doors, ANA)}/card"
    for who in ("demo-nurse", "demo-principal", "demo-registrar"):
        for paper in await papers(doors, who, path):
            said = text(paper)
            assert len(paper.pages) == 1, who
            assert "Emergency card: Ana Torres" in said
            assert "555-" in said
            assert not [each for each in NAVIGATION if each in said]


async def test_a_ledger_is_printed_with_school_day_and_whom_it_is_for(doors: Doors) -> None:
    path = f"/admin/students/{await student_id(doors, ANA)}/ledger"
    for paper in await papers(doors, "demo-guardian", path):
        said = text(paper)
        assert "Who read the record of Ana Torres" in said
        assert "Oct 14, 2026" in said
        assert "Opened in an emergency" in said
        assert not [each for each in NAVIGATION if each in said]


async def test_a_sheet_is_printed_in_the_language_of_its_reader(doors: Doors) -> None:
    path = f"/admin/students/{await student_id(doors, ANA)}/card"
    link = await doors.fresh_token("demo-principal", TokenKind.LINK)
    said: list[str] = []

    def person(url: str) -> None:
        with _window(url, locale="es-US") as window:
            window.sign_in(link, "Iniciar sesión")
            window.page.goto(url + path)
            said.append(text(PdfReader(io.BytesIO(window.page.pdf(format="Letter")))))

    await _try(doors, person)
    assert "Tarjeta de emergencia: Ana Torres" in said[0]
    assert "Whom to call" not in said[0]
