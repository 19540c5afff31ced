"""Sheets hold what their reader's screens hold, on as little paper as can be, without navigation.

What is printed is a page, so it is asked for here as one; where Chromium is (HOMEROOM_BROWSER) it
is printed, and the paper is read.
"""

from __future__ import annotations

import asyncio
import io
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from pypdf import PdfReader

from admin import releasing
from admin.answers import Reading
from hub.models.codes import TokenKind
from tests.admin.conftest import part, signed_in, student_id, words
from tests.admin.test_browser import CHROMIUM, _try, _window
from tests.admin.test_forms import fetch
from tests.admin.test_releasing import AUNT, OTHER, TODAY, order, tie

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.admin.conftest import Browser
    from tests.doors.conftest import Doors

    As = Callable[[str], Awaitable[Browser]]

ANA = "demo-student"
FULL = 35
"""Students of a full section."""
CLASS = """SELECT 'sec_' || c.id AS id, c.id AS key FROM section_enrollment e
    JOIN section c ON c.id = e.section_id JOIN student s ON s.id = e.student_id
    JOIN person p ON p.id = s.person_id
    WHERE p.sourced_id = 'demo-student' AND c.title = 'Geometry A' AND e.ends_on IS NULL"""
FILLED = """INSERT INTO section_enrollment SELECT (jsonb_populate_record(e,
    jsonb_build_object('id', gen_random_uuid(), 'student_id', n.student_id))).*
    FROM section_enrollment e, (SELECT DISTINCT s.student_id FROM school_enrollment s
        WHERE s.ends_on IS NULL AND s.school_id = (SELECT school_id FROM section WHERE id = $1)
        AND s.student_id NOT IN (SELECT student_id FROM section_enrollment WHERE section_id = $1)
        ORDER BY s.student_id LIMIT $2) n
    WHERE e.id = (SELECT id FROM section_enrollment WHERE section_id = $1 ORDER BY id LIMIT 1)"""
READINGS = "SELECT slices FROM access WHERE $1::text::uuid = ANY (students)"

printed = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="HOMEROOM_BROWSER is not set"),
]


def called(student: dict[str, Any]) -> list[tuple[str, str]]:
    """Whom a card says to call, in its order, with whether they may collect."""
    read = Reading(staff=True).read
    base: dict[str, Any] = {"courtOrders": [], "guardianships": [], "emergencyContacts": []}
    found = {"student": read({**base, **student}), "viewer": {"today": TODAY}}
    told = releasing.in_order(found, {})["called_in_order"]
    return [(str(each["name"]), each["may"]) for each in told]


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


class TestPaper:
    """What lies in the printer."""

    pytestmark = printed

    async def test_ops4_a_full_section_fits_on_two_sheets_and_each_repeats_its_heads(
        self, own_doors: Doors
    ) -> None:
        (section,) = await fetch(own_doors, CLASS)
        (held,) = await fetch(
            own_doors,
            "SELECT count(*) AS many FROM section_enrollment WHERE section_id = $1"
            " AND ends_on IS NULL",
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

    async def test_an_emergency_card_is_one_sheet_without_navigation(self, doors: Doors) -> None:
        path = f"/admin/students/{await student_id(doors, ANA)}/card"
        for who in ("demo-nurse", "demo-principal", "demo-registrar"):
            for paper in await papers(doors, who, path):
                said = text(paper)
                assert len(paper.pages) == 1, who
                assert "Emergency card: Ana Torres" in said
                assert "555-" in said
                assert not [each for each in NAVIGATION if each in said]

    async def test_a_ledger_is_printed_with_school_day_and_whom_it_is_for(
        self, doors: Doors
    ) -> None:
        path = f"/admin/students/{await student_id(doors, ANA)}/ledger"
        for paper in await papers(doors, "demo-guardian", path):
            said = text(paper)
            assert "Who read the record of Ana Torres" in said
            assert "Oct 14, 2026" in said
            assert "Opened in an emergency" in said
            assert not [each for each in NAVIGATION if each in said]

    async def test_a_sheet_is_printed_in_the_language_of_its_reader(self, doors: Doors) -> None:
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


async def test_links_lead_to_the_sheets(doors: Doors, as_: As) -> None:
    ana = await student_id(doors, ANA)
    (section,) = await fetch(doors, CLASS)
    teacher, guardian = await as_("demo-teacher"), await as_("demo-guardian")
    assert f"/admin/sections/{section['id']}/sheet" in await teacher.see(
        f"/admin/sections/{section['id']}"
    )
    assert f"/admin/students/{ana}/card" in await teacher.student(ANA)
    assert f"/admin/students/{ana}/ledger" in await guardian.student(ANA, "disclosures")


async def test_a_card_says_what_its_reader_may_read_and_names_what_is_withheld(
    doors: Doors, as_: As
) -> None:
    path = f"/admin/students/{await student_id(doors, ANA)}/card"
    nurse = words(await (await as_("demo-nurse")).see(path))
    assert "Albuterol" in nurse
    teacher = await (await as_("demo-teacher")).see(path)
    said = words(teacher)
    assert "No peanuts." in said
    assert "Albuterol" not in said
    assert "Medication at school: Withheld: not part of your work with this student" in said
    for page in (nurse, said):
        assert "Ask first." in page or "No." in page


async def test_p18_while_an_order_is_in_force_a_card_says_of_nobody_that_they_may_collect(
    doors: Doors, as_: As
) -> None:
    path = f"/admin/students/{await student_id(doors, ANA)}/card"
    for who in ("demo-teacher", "demo-principal", "demo-registrar"):
        calls = part(await (await as_(who)).see(path), "calls")
        assert "555-" in calls
        assert "May collect the child." not in calls
        assert "ask" in calls.lower()


def test_p18_an_order_against_one_adult_makes_paper_ask_about_every_other() -> None:
    student = {"guardianships": [tie(contactPriority=2)], "emergencyContacts": [AUNT]}
    assert called(student) == [("Lucia Torres", "Yes"), ("Carmen Ruiz", "Yes")]
    bound = {**student, "courtOrders": [order("NO_PICKUP", OTHER)]}
    assert called(bound) == [("Lucia Torres", "Ask first"), ("Carmen Ruiz", "Ask first")]


def test_a_card_calls_guardians_in_their_order_and_then_contacts_in_theirs() -> None:
    first = {"id": "gdn_3", "givenName": "Ida", "familyName": "First", "phone": "555"}
    before = {**AUNT, "name": "Earlier Aunt", "priority": 1}
    student = {
        "guardianships": [tie(contactPriority=2), tie(contactPriority=1, guardian=first)],
        "emergencyContacts": [AUNT, before],
    }
    named = [name for name, _ in called(student)]
    assert named == ["Ida First", "Lucia Torres", "Earlier Aunt", "Carmen Ruiz"]


async def test_whoever_may_not_see_somebody_gets_the_page_of_nobody(doors: Doors, as_: As) -> None:
    guardian = await as_("demo-guardian")
    other = await student_id(doors, "demo-restricted")
    for sheet in ("card", "ledger"):
        closed = await guardian.http.get(f"/admin/students/{other}/{sheet}")
        none = await guardian.http.get(f"/admin/students/stu_{uuid4()}/{sheet}")
        assert closed.status_code == none.status_code == 404
        assert closed.text == none.text
    missing = await guardian.http.get(f"/admin/sections/sec_{uuid4()}/sheet")
    assert missing.status_code == 404


async def test_a_roster_has_no_student_whom_its_reader_may_not_see(doors: Doors, as_: As) -> None:
    (section,) = await fetch(doors, CLASS)
    response = await (await as_("demo-data-steward")).http.get(
        f"/admin/sections/{section['id']}/sheet"
    )
    assert "Torres" not in response.text


async def test_printing_is_a_reading_that_is_on_record(own_doors: Doors) -> None:
    ana = await student_id(own_doors, ANA)
    browser = await signed_in(own_doors, "demo-registrar")
    await browser.see(f"/admin/students/{ana}/card")
    for _ in range(100):
        kept = await fetch(own_doors, READINGS, ana.removeprefix("stu_"))
        if kept:
            break
        await asyncio.sleep(0.1)
    read = {row for each in kept for row in each["slices"]}
    assert {"11", "5"} <= {each.split(".")[0] for each in read}
