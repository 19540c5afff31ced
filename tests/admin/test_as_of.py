"""A record as of another day: what held then, of what its reader may see today, and never more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from admin import as_of
from admin.as_of import HAPPENED, HELD
from admin.screen import document
from admin.screens import SCREENS, TABS
from tests.admin.conftest import part, signed_in, student_id, words
from tests.admin.test_forms import fetch
from tests.operations import golden
from tests.resolvers.test_one_statement import watched

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.admin.conftest import Browser
    from tests.conftest import Hub
    from tests.doors.conftest import Doors

    As = Callable[[str], Awaitable[Browser]]

__all__ = ["watched"]

ANA = "demo-student"
TODAY = "2026-10-14"
THEN = "2026-09-20"
LONG_AGO = "2015-01-01"
STOOD = "As it stood on Sep 20, 2026, as far as you may see it today."
DATED = ("", "family", "health", "iep", "schedule")
"""The parts of a record that are shown as of a day."""
ALLERGY = """INSERT INTO health_alert SELECT (jsonb_populate_record(a, jsonb_build_object(
    'id', gen_random_uuid(), 'instruction', 'Bees: an old plan.', 'starts_on', '2026-09-01'::date,
    'ends_on', '2026-10-01'::date))).* FROM health_alert a
    JOIN student s ON s.id = a.student_id JOIN person p ON p.id = s.person_id
    WHERE p.sourced_id = 'demo-student' ORDER BY a.id LIMIT 1"""
LIFTED = """UPDATE court_order SET starts_at = '2026-09-10T15:00:00Z',
    decided_at = '2026-10-02T15:00:00Z', lapses_on = NULL WHERE student_id = $1::text::uuid"""


async def at(browser: Browser, day: str, tab: str = "", child: str = ANA) -> str:
    """A part of a record as of a day."""
    path = f"/admin/students/{await student_id(browser.doors, child)}"
    return await browser.see(f"{path}/{tab}?asOf={day}" if tab else f"{path}?asOf={day}")


async def test_what_held_on_a_day_is_shown_and_what_began_later_is_not(own_doors: Doors) -> None:
    await fetch(own_doors, ALLERGY)
    browser = await signed_in(own_doors, "demo-teacher")
    assert "Bees: an old plan." not in await browser.student(ANA)
    then = await at(browser, THEN)
    assert STOOD in words(then)
    assert "Bees: an old plan." in part(then, "first")
    before = await at(browser, LONG_AGO)
    assert "Bees: an old plan." not in before
    assert "No peanuts." not in before
    assert "Creekside" not in part(before, "first")


async def test_the_day_goes_with_the_tabs_and_is_taken_away_by_its_chip(as_: As) -> None:
    browser = await as_("demo-registrar")
    page = await browser.student(ANA, f"family?asOf={THEN}")
    path = f"/admin/students/{await student_id(browser.doors, ANA)}"
    for tab in ("", "/health", "/grades"):
        assert f'href="{path}{tab}?asOf={THEN}"' in page
    assert "Show the record of today" in page
    assert f'<a href="{path}/family">' in page


@pytest.mark.parametrize("tab", TABS)
async def test_every_part_says_what_it_makes_of_the_day(as_: As, tab: str) -> None:
    page = words(await (await as_("demo-guardian")).student(ANA, f"{tab}?asOf={THEN}"))
    if tab in DATED:
        assert STOOD in page
        assert "Names are those of today." in page
    else:
        assert "shown as of Sep 20, 2026: it says what happened" in page
        assert "As of another day" not in page


async def test_what_has_no_days_is_left_out_and_named(as_: As) -> None:
    registrar, nurse = await as_("demo-registrar"), await as_("demo-nurse")
    family = words(await registrar.student(ANA, f"family?asOf={THEN}"))
    assert "Emergency contacts, and how guardians are reached, have no days" in family
    assert "555-" not in family
    assert "Lucia Torres" in family
    health = words(await nurse.student(ANA, f"health?asOf={THEN}"))
    assert "say their own day: they stand on the page of today" in health
    assert "Latest visits" not in health
    schedule = words(await registrar.student(ANA, f"schedule?asOf={THEN}"))
    assert "period and room are those of today" in schedule
    assert "What is lacking" not in schedule


async def test_nothing_is_entered_from_a_page_of_another_day(as_: As) -> None:
    registrar = await as_("demo-registrar")
    for tab in DATED:
        page = await at(registrar, THEN, tab)
        for form in ("/contact", "/withdraw", "/transfer", "/rights", "/revoke", "/move", "/seat"):
            assert not re.search(rf'href="/admin/[^"]*{form}"', page), (tab, form)


@pytest.mark.parametrize("who", ["teacher", "guardian", "nurse", "restricted-father"])
async def test_no_day_shows_what_is_withheld_today(as_: As, who: str) -> None:
    """Rights are always today's: of another day a reader sees no text that is closed to them."""
    browser = await as_(f"demo-{who}")
    child = "demo-restricted" if who == "restricted-father" else ANA
    closed = re.compile(r"Withheld: [^.<]+")
    for tab in DATED:
        today = words(await browser.student(child, tab))
        then = words(await at(browser, THEN, tab, child))
        for secret in SECRETS[who]:
            assert secret not in today
            assert secret not in then
        if closed.search(then):
            assert closed.search(today)


SECRETS = {
    "teacher": ("Albuterol", "Allergy to peanuts", "Ridgeline"),
    "guardian": ("Gabriel Vega", "Ridgeline"),
    "nurse": ("Ridgeline Avenue",),
    "restricted-father": ("Creekside", "555-"),
}
"""What of the child whom they look at each of these may not read."""


async def test_p20_a_court_order_stands_on_the_days_on_which_it_bound(own_doors: Doors) -> None:
    key = (await student_id(own_doors, ANA)).removeprefix("stu_")
    await fetch(own_doors, LIFTED, key)
    browser = await signed_in(own_doors, "demo-registrar")
    said = {
        day: "Court order" in part(await at(browser, day), "first")
        for day in ("2026-09-09", "2026-09-10", "2026-10-01", "2026-10-02")
    }
    assert list(said.values()) == [False, True, True, False]
    assert "Court order " not in part(await browser.student(ANA), "first")


async def test_what_is_no_day_is_said_and_the_record_is_todays(as_: As) -> None:
    browser = await as_("demo-teacher")
    page = await at(browser, "the%20first%20of%20May")
    assert "That is no day" in words(page)
    assert "As it stood" not in page
    assert "No peanuts." in part(page, "first")
    assert "As it stood" not in await at(browser, TODAY)
    ahead = words(await at(browser, "2026-12-24"))
    assert "As it is on record for Dec 24, 2026" in ahead


async def test_whoever_may_not_see_a_student_sees_them_as_of_no_day(doors: Doors, as_: As) -> None:
    guardian = await as_("demo-guardian")
    other = await student_id(doors, "demo-restricted")
    for tab in DATED:
        response = await guardian.http.get(f"/admin/students/{other}/{tab}?asOf={THEN}")
        assert response.status_code == 404


@pytest.mark.parametrize("tab", DATED)
async def test_a_page_of_today_asks_what_it_would_without_days(
    demo: Hub, watched: list[str], tab: str
) -> None:
    """One statement, today's in the text that it has without `asOf`."""
    viewer = await demo.viewer(golden.sourced_id_of("registrar"))
    ana = await golden.student_id(demo, ANA)
    address = "/admin/students/{id}" + (f"/{tab}" if tab else "")
    screen = next(each for each in SCREENS if each.path == address)
    text = document(screen)
    bare = re.sub(
        r"@skip\(if: \$then\)|, asOf: \$asOf|\$asOf: Date, \$then: Boolean = false, ", "", text
    )
    bare = re.sub(r"\w+ @include\(if: \$then\)", "", bare)
    assert "then" not in bare
    asked: list[list[str]] = []
    for said, given in (
        (bare, {}),
        (text, {"asOf": None, "then": False}),
        (text, {"asOf": THEN, "then": True}),
    ):
        watched.clear()
        await demo.door.execute(said, viewer, variables={"id": ana, "asGuardian": False, **given})
        asked.append(list(watched))
    plain, today, then = asked
    assert plain == today
    assert len(then) == 1


def test_every_part_of_a_record_says_what_it_makes_of_another_day() -> None:
    said = {
        screen.path.removeprefix("/admin/students/{id}").strip("/"): screen.then
        for screen in SCREENS
        if screen.path.startswith("/admin/students/{id}") and screen.then
    }
    assert said == {tab: HELD if tab in DATED else HAPPENED for tab in ("", *TABS)}
    for screen in SCREENS:
        if screen.asks is None:
            assert ("$asOf: Date" in document(screen)) == (screen.then == HELD), screen


def test_a_link_of_a_page_of_today_carries_no_day() -> None:
    assert as_of.told(HELD, {}, TODAY).tail == ""
    assert as_of.told(HELD, {"asOf": "9/20/2026"}, TODAY).tail == "?asOf=2026-09-20"
