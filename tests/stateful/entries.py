"""What people enter in these days, and what the model makes of it."""

from __future__ import annotations

from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from tests.stateful.town import CLOSED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from random import Random
    from uuid import UUID

    from tests.oracle.drawing import Row
    from tests.stateful.town import Said, Town

LAWFUL = 0.8
"""How often somebody enters who may."""
ASKED = 15
LONG_TERM_DAYS = 20
NEW = "new"
"""The key of a row that is only proposed."""


async def visit(town: Town, random: Random) -> None:
    """A student comes to the health office."""
    row = {
        "student_id": random.choice(town.rows("student"))["id"],
        "complaint": "It is sore",
        "arrived_at": town.now,
        "left_at": None,
        "treatment": None,
        "confidential": random.random() < 0.2,
    }
    given = {
        "studentId": f"stu_{row['student_id']}",
        "complaint": row["complaint"],
        "confidential": row["confidential"],
    }
    await _added(town, random, "recordVisit", given, "health_visit", row)


async def back_to_class(town: Town, random: Random) -> None:
    """A student goes back, as somebody says who has read of them, or not lately."""
    row = random.choice(town.rows("health_visit"))
    version = row["row_version"] - (random.random() < 0.2)
    given = {"id": f"vis_{row['id']}", "version": version, "treatment": "Ice"}
    now = {"left_at": town.now, "treatment": "Ice"}
    early = town.now < row["arrived_at"]
    await _amended(town, random, "closeVisit", given, "health_visit", row, now, wrong=early)


async def alert(town: Town, random: Random) -> None:
    """Somebody writes what to do for a student."""
    row = {
        "student_id": random.choice(town.rows("student"))["id"],
        "instruction": "Let her sit down",
        "severity": "SERIOUS",
        "dietary": False,
        "starts_on": town.today,
        "ends_on": None,
    }
    given = {
        "studentId": f"stu_{row['student_id']}",
        "instruction": row["instruction"],
        "severity": row["severity"],
    }
    await _added(town, random, "writeHealthAlert", given, "health_alert", row)


async def order(town: Town, random: Random) -> None:
    """A court order with a document is filed: it withholds from this moment on (P-19)."""
    bond = random.choice(town.rows("guardianship"))
    guardian = town.row("guardian", bond["guardian_id"])
    kind = random.choice(("NO_RECORDS", "NO_CONTACT", "NO_PICKUP", "NO_LOCATION"))
    row = {
        "student_id": bond["student_id"],
        "guardian_id": guardian["id"],
        "person_id": guardian["person_id"],
        "kind": kind,
        "starts_at": town.now,
        "ends_on": None,
        "document_key": "scan-1",
        "case_number": None,
        "court": None,
        "order_text": None,
    }
    given = {
        "studentId": f"stu_{bond['student_id']}",
        "guardianId": f"gdn_{guardian['id']}",
        "kind": kind,
        "documentKey": "scan-1",
    }
    await _added(town, random, "fileOrder", given, "court_order", row)


async def coverage(town: Town, random: Random) -> None:
    """Somebody is to stand in for a teacher from today on: a grant."""
    row = {
        "section_id": random.choice(town.rows("section"))["id"],
        "staff_id": random.choice(town.rows("staff_member"))["id"],
        "starts_on": town.today,
        "ends_on": town.today + timedelta(days=random.randint(1, 4)),
    }
    given = {
        "sectionId": f"sec_{row['section_id']}",
        "staffId": f"stf_{row['staff_id']}",
        "endsOn": row["ends_on"].isoformat(),
        "reason": "The teacher is ill",
    }
    await _added(town, random, "assignCoverage", given, "coverage", row, stamped="contracted")


async def coverage_ends(town: Town, random: Random) -> None:
    """The teacher is back sooner: the grant ends."""
    row = random.choice(town.rows("coverage"))
    given = {"id": f"cov_{row['id']}", "version": row["row_version"], "reason": "Back"}
    ends_on = max(town.today, row["starts_on"])
    over = row["ends_on"] is not None and ends_on > row["ends_on"]
    long_term = _school_days(town, row["section_id"], row["starts_on"], ends_on) > LONG_TERM_DAYS
    await _amended(
        town,
        random,
        "endCoverage",
        given,
        "coverage",
        row,
        {"ends_on": ends_on},
        stamped={"long_term": long_term},
        wrong=over,
    )


def _school_days(town: Town, section_id: UUID, starts_on: date, ends_on: date) -> int:
    """The days of school between two days, at the school of a section (P-10)."""
    school = town.row("section", section_id)["school_id"]
    days = (day["day"] for day in town.rows("calendar_day") if day["school_id"] == school)
    return sum(starts_on <= day < ends_on for day in days)


async def seat_ends(town: Town, random: Random) -> None:
    """A student leaves a section: their teacher's reading ends with the grace."""
    row = random.choice(town.rows("section_enrollment"))
    version = row["row_version"] - (random.random() < 0.2)
    given = {"id": f"sen_{row['id']}", "version": version}
    now = {"ends_on": town.today}
    late = town.today < row["starts_on"]
    await _amended(
        town, random, "dropFromSection", given, "section_enrollment", row, now, wrong=late
    )


ENTRIES = (visit, back_to_class, alert, order, coverage, coverage_ends, seat_ends)


def somebody(town: Town, random: Random, may: Callable[[UUID], bool]) -> UUID:
    """Mostly somebody who may, as far as a few are asked; else anybody."""
    some = random.sample(people := town.people(), min(ASKED, len(people)))
    if random.random() < LAWFUL:
        return next((each for each in some if may(each)), some[0])
    return some[0]


async def _added(
    town: Town,
    random: Random,
    change: str,
    given: Mapping[str, Any],
    table: str,
    row: Row,
    *,
    stamped: str | None = None,
) -> None:
    """Enter a row: it is there if the oracle lets them say it, unless a rule is against it. A
    column that is `stamped` by a rule of the hub's own is taken over as it stands.
    """

    def proposed(person: UUID) -> Row:
        return {**_whole(town, table, row, person), "id": NEW}

    person = somebody(town, random, lambda each: town.may(each, table, proposed(each), row))
    whole = proposed(person)
    allowed = town.may(person, table, whole, row)
    said = await town.enter(person, change, given)
    _judged(said, allowed=allowed, about=(town.seed, change, person))
    if said.codes:
        return
    assert said.row_id is not None, "who may write a row may read it"
    kept = {**whole, "id": said.row_id}
    if stamped is not None:
        kept[stamped] = await town.stands(table, said.row_id, stamped)
    town.keep(table, kept, "ADDED")


async def _amended(
    town: Town,
    random: Random,
    change: str,
    given: Mapping[str, Any],
    table: str,
    row: Row,
    now: Row,
    *,
    stamped: Mapping[str, Any] = MappingProxyType({}),
    wrong: bool,
) -> None:
    """Amend a row: of the version that is there, by whoever may write it as it is and would be."""
    after = {**row, **now}

    def may(person: UUID) -> bool:
        return all(town.may(person, table, each, now) for each in (row, after))

    person = somebody(town, random, may)
    allowed = may(person)
    said = await town.enter(person, change, given)
    stale = given["version"] != row["row_version"]
    about = (town.seed, change, person)
    _judged(said, allowed=allowed, about=about)
    if allowed and stale:
        assert said.codes & {"STALE_VERSION", "INVALID", "CONFLICT"}, about
    if said.codes:
        return
    assert not wrong, about
    after = {**after, **stamped}
    if after != row:
        town.keep(table, {**after, "row_version": row["row_version"] + 1}, "AMENDED")


def _judged(said: Said, *, allowed: bool, about: Any) -> None:
    """Whoever may not is told so, and nobody else is."""
    if not allowed:
        assert said.codes & CLOSED, (about, said)
    elif said.codes:
        assert not said.codes & {"NOT_ALLOWED"}, (about, said)


def _whole(town: Town, table: str, row: Row, person: UUID) -> Row:
    """A proposed row with every column of its table: what isn't said is stamped, or none."""
    like = town.rows(table)[0]
    stamped = {"entered_by": town.staff(person), "row_version": 1, "long_term": False}
    return {name: row.get(name, stamped.get(name)) for name in like if name != "id"}
