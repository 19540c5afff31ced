"""The first page asks of each what their day does, and reads no more than it shows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from admin.home import PARTS
from admin.screen import Screen, document
from admin.screens import SCREENS, TABS
from tests.admin.conftest import Browser, part, signed_in, words
from tests.admin.test_screens import check_form
from tests.ledger.test_accesses import told
from tests.operations import golden
from tests.resolvers.test_one_statement import watched

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.conftest import Hub
    from tests.doors.conftest import Doors

    As = Callable[[str], Awaitable[Browser]]

__all__ = ["watched"]

DAYS = [
    ("teacher", ["sections-today", "children", "scopes"]),
    ("substitute", ["sections-today"]),
    ("nurse", ["medication", "visits", "problems", "immunizations"]),
    ("health-aide", ["medication", "visits"]),
    ("case-manager", ["sections-today", "plans"]),
    ("provider", ["services"]),
    ("counselor", ["caseload", "unscheduled"]),
    ("paraeducator", ["caseload"]),
    ("principal", ["rolls", "unscheduled", "incidents", "problems"]),
    ("office", ["rolls"]),
    (
        "registrar",
        [
            "immunizations",
            "rolls",
            "unscheduled",
            "guardians",
            "duplicates",
            "twins",
            "orders",
            "comings",
            "requests",
            "problems",
            "scopes",
        ],
    ),
    ("special-education", ["reviews", "problems"]),
    ("nurse-lead", ["openings", "problems"]),
    ("privacy-officer", ["openings", "requests"]),
    ("data-steward", ["findings", "problems"]),
    ("analyst", []),
    ("operator", []),
]
DAY = {
    "today": "2026-10-14",
    "since": "2026-10-14T07:00:00+00:00",
    "clock": "10:00:00",
    "weekday": 3,
    "lately": "2026-09-30",
    "soon": "2026-11-13",
}
HEADING = re.compile(r'<section[^>]*aria-labelledby="([a-z-]+)"')


@pytest.mark.parametrize(("who", "headings"), DAYS)
async def test_each_begins_with_what_their_day_asks(as_: As, who: str, headings: list[str]) -> None:
    page = await (await as_(f"demo-{who}")).see("/admin")
    check_form(page)
    assert set(headings) <= set(HEADING.findall(page))
    assert not set(HEADING.findall(page)) - set(headings) - {"sections-today", "children"}
    if not headings:
        assert "Nothing is asked of your work here today." in words(page)


def test_every_part_is_on_somebodys_first_page() -> None:
    shown = {heading for _, headings in DAYS for heading in headings}
    assert {part.folder.removeprefix("home/") for part in PARTS} == {
        "sections" if each == "sections-today" else each for each in shown
    }


async def test_a_teacher_reads_first_what_must_be_known_and_takes_the_roll_from_there(
    as_: As,
) -> None:
    today = part(await (await as_("demo-teacher")).see("/admin"), "sections-today")
    assert re.search(r"Taken at [^.]+\. Change the roll of Geometry A, period 1", today)
    assert re.search(r"Not taken\. Take roll of \w+", today)
    assert "Read first in Geometry A" in today
    assert re.search(r"Torres, Ana (called \w+ )?Court order", today)
    assert "Life-threatening No peanuts." in today
    for hidden in ("Allergy to peanuts", "Albuterol", "2011"):
        assert hidden not in today


async def test_a_nurse_sees_which_doses_are_still_to_give(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, "demo-nurse")
    before = part(await browser.see("/admin"), "medication")
    still, of = re.search(r"(\d+) of (\d+) still to give", before).groups()  # type: ignore[union-attr]
    assert int(still) >= 1
    async with own_doors.database.owner() as owner:
        await owner.execute(
            "INSERT INTO medication_administration (id, student_id, medication_order_id, given_at,"
            " outcome, confidential, entered_by) SELECT uuidv7(), o.student_id, o.id,"
            " d.fixed_today + time '09:00', 'Given.', false, o.entered_by"
            " FROM medication_order o, district d WHERE o.due_at IS NOT NULL"
            " AND o.starts_on <= d.fixed_today AND o.ends_on > d.fixed_today"
        )
    after = part(await browser.see("/admin"), "medication")
    assert f"0 of {of} still to give" in after
    assert "Nothing is left to give today." in after


async def test_iep11_a_case_manager_sees_who_has_not_confirmed_their_part(as_: As) -> None:
    plans = part(await (await as_("demo-case-manager")).see("/admin"), "plans")
    assert "Torres, Ana" in plans
    assert "Hill, Marcus" not in plans, "an IEP on a colleague's caseload"


async def test_p12_whoever_looks_into_openings_finds_them_and_nobody_else_does(as_: As) -> None:
    lead = part(await (await as_("demo-nurse-lead")).see("/admin"), "openings")
    assert "Victoria Stone" in lead
    principal = await (await as_("demo-principal")).see("/admin")
    assert "opened in an emergency" not in principal


async def test_p15_a_home_links_to_nobody_whom_its_reader_may_not_open(
    doors: Doors, as_: As
) -> None:
    for who, _ in DAYS:
        page = await (await as_(f"demo-{who}")).see("/admin")
        ids = sorted(set(re.findall(r"stu_[0-9a-f-]{36}", page)))[:40]
        for each in ids:
            answer = await doors.ask(
                f"demo-{who}", "query($id: ID!) { student(id: $id) { id } }", id=each
            )
            assert answer.json()["data"]["student"] == {"id": each}, (who, each)


READ = {
    "overview": {"1b", "2", "3", "5", "6", "8b", "11", "17", "EH"},
    "family": {"6", "7", "8b"},
    "health": {"11", "12", "13", "14", "15"},
    "behavior": {"20", "21"},
    "iep": {"17", "18", "19"},
    "schedule": {"27", "1b", "EH"},  # by school and grade the bell schedule is found
    "grades": {"29", "30"},
    "attendance": {"26", "25"},
    "timeline": {"1b", "6", "EH", "8b", "18"},
    "documents": {"DOC", "12", "18"},
    "disclosures": {"33"},
    "history": {
        *("2", "3", "4", "5", "6", "7", "8a", "8b", "10", "11", "12", "13", "14", "15", "17"),
        *("18", "19", "21", "25", "26", "27", "28", "29", "31", "504", "CNS", "EH", "EL", "SCR"),
        *("9", "TRN"),
    },
}
"""The rows of the matrix that each part of a student's record shows."""


@pytest.mark.parametrize("who", ["nurse", "teacher", "principal", "case_manager"])
async def test_aud1_a_tab_reads_no_row_of_the_matrix_that_it_does_not_show(
    demo: Hub, who: str
) -> None:
    viewer = await demo.viewer(golden.sourced_id_of(who))
    ana = await golden.student_id(demo, "demo-student")
    for tab in ("overview", *TABS):
        address = "/admin/students/{id}" + (f"/{tab}" if tab != "overview" else "")
        screen = next(each for each in SCREENS if each.path == address)
        asked = screen.asks({}, viewer.clock.today) if screen.asks else {}
        text = document(screen)
        for reading in await told(demo, viewer, text, id=ana, asGuardian=False, **asked):
            assert {each.split(".")[0] for each in reading.slices} <= READ[tab], tab


@pytest.mark.parametrize("who", ["nurse", "teacher", "registrar", "case_manager", "guardian"])
async def test_each_tab_is_one_document_and_one_statement(
    demo: Hub, watched: list[str], who: str
) -> None:
    viewer = await demo.viewer(golden.sourced_id_of(who))
    ana = await golden.student_id(demo, "demo-student")
    tabs = [each for each in SCREENS if each.path.startswith("/admin/students/{id}")]
    assert len(tabs) > len(TABS)
    for screen in tabs:
        asked = screen.asks({}, viewer.clock.today) if screen.asks else {}
        family = viewer.guardian_id is not None
        watched.clear()
        await demo.door.execute(
            document(screen), viewer, variables={"id": ana, "asGuardian": family, **asked}
        )
        assert len(watched) == 1, screen.path


@pytest.mark.parametrize(("who", "headings"), DAYS)
async def test_each_part_is_one_statement(
    demo: Hub, watched: list[str], who: str, headings: list[str]
) -> None:
    viewer = await demo.viewer(golden.sourced_id_of(who.replace("-", "_")))
    async with demo.database.owner() as owner:
        school = await owner.fetchval("SELECT 'sch_' || id FROM school LIMIT 1")
    for each in PARTS:
        heading = each.folder.removeprefix("home/")
        if heading in headings:
            asked = {**DAY, "schools": [school]}
            watched.clear()
            text = document(Screen("/admin", each.folder))
            await demo.door.execute(text, viewer, variables=asked)
            # a board takes a school's students besides
            assert len(watched) == (2 if heading == "unscheduled" else 1), each.folder
