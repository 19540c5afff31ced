"""The naive oracle of what is written: which columns of which rows a person may write.

A column is writable if a cell of writes.csv holds under a standing that the person holds and no
deny takes away: the same facts, windows, denies and row conditions as in reading, other cells.
"""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from hub.models import Base
from tests.oracle import conditions, problems, scopes, showing, standings
from tests.oracle.facts import Facts
from tests.oracle.reading import Grant, Reading, Sheet
from tests.oracle.specification import FOLDER
from tests.oracle.staffing import leads

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from tests.oracle.facts import Case, Held, Key, Row, World
    from tests.oracle.reading import Place

VERSION = "row_version"
VERSIONED = frozenset(table.name for table in Base.metadata.tables.values() if VERSION in table.c)
REPORTED = frozenset(
    {"school_id", "occurred_on", "location", "category", "description", "reported_by"}
)
"""What whoever reports an incident writes of it: all but what becomes of it (20.report)."""
GIVEN_BY_PRINCIPALS = frozenset(
    "TEACHER COACH SUBSTITUTE COUNSELOR CASE_MANAGER PROVIDER PARAEDUCATOR OFFICE".split()
)
"""Posts that open nothing of a student that a principal may not read (S1.site)."""


@cache
def cells() -> dict[str, dict[str, str]]:
    """Standing -> slice -> cell, as writes.csv has them."""
    found: dict[str, dict[str, str]] = {}
    with (FOLDER / "writes.csv").open(newline="", encoding="utf-8") as file:
        for line in csv.DictReader(file):
            for standing in line["standings"].split():
                found.setdefault(standing, {})[line["slice"]] = line["cell"]
    return found


def writable_by(standing: str) -> tuple[tuple[str, str], ...]:
    """(slice, cell) for every slice that a standing writes."""
    return tuple(cells().get(standing, {}).items())


def writable(
    world: World, person_id: Key, today: date, now: datetime
) -> dict[Place, frozenset[str]]:
    """Every row of which a person may write something, with the columns."""
    facts = Facts(world, person_id, today, now, None)
    if facts.is_suspended:
        return {}
    held = {case.student["id"]: standings.held_towards(case) for case in facts.cases}
    return _written(facts, held)


def with_versions(reading: Reading, facts: Facts, held: Mapping[Key, set[Held]]) -> Reading:
    """A reading in which whoever may write some of a row reads its version, too."""
    tried, facts.drawn = facts.drawn, Counter()  # what only writing tries is not tried by reading
    for place in _written(facts, held):
        if place in reading.columns and place[0] in VERSIONED:
            reading.columns[place] |= {VERSION}
    facts.drawn = tried
    return reading


def _written(facts: Facts, held: Mapping[Key, set[Held]]) -> dict[Place, frozenset[str]]:
    if facts.app_id is not None:
        return {}
    sheet = Sheet()
    for case in facts.cases:
        towards = held[case.student["id"]]
        showing.show_student(case, towards, sheet, writable_by)
        for each in towards:
            _in_their_own_form(case, each, sheet)
    showing.show_guardians(facts, sheet)
    for incident in facts.rows("incident"):
        _incident(facts, incident, sheet)
    _bells(facts, sheet)
    for post in facts.rows("post"):
        _post(facts, post, sheet)
    for coverage in facts.rows("coverage"):
        _coverage(facts, coverage, sheet)
    for review in facts.rows("done_review"):
        _review(facts, review, sheet)
    problems.write_problems(facts, sheet)
    scopes.show_scopes(facts, sheet)
    return sheet.finish(Reading()).columns


def _in_their_own_form(case: Case, held: Held, sheet: Sheet) -> None:
    """What is written in slices of which nobody reads just these rows."""
    if _opens(case, held, "20.party"):
        _parties(case.facts, case.student["id"], held.standing, sheet)
    if _opens(case, held, "17.case"):
        _cases(case, held.standing, sheet)
    if _opens(case, held, "17.word"):
        _words(case, held.standing, sheet)
    if _opens(case, held, "18.plan"):
        _plans(case, held.standing, sheet)


def _opens(case: Case, held: Held, slice_: str) -> bool:
    """Whether a standing writes a slice of its own form, and nothing takes it away."""
    return slice_ in cells().get(held.standing, {}) and not showing.is_denied(case, held, slice_)


def _parties(facts: Facts, student_id: Key, standing: str, sheet: Sheet) -> None:
    """The student's parts in incidents that the person reported."""
    for part in facts.rows("incident_participation"):
        if part["student_id"] != student_id:
            continue
        if facts.me(facts.one("incident", part["incident_id"])["reported_by"]):
            columns = frozenset({"incident_id", "role"})
            sheet.show("incident_participation", part, Grant(standing, "20.party"), columns)


def _cases(case: Case, standing: str, sheet: Sheet) -> None:
    """Who manages the student's case, or aids them; not who counsels them."""
    for row in case.rows("caseload"):
        if row["kind"] != "COUNSELOR":
            columns = showing.columns_of("17.team", "caseload")
            sheet.show("caseload", row, Grant(standing, "17.case"), columns)


def _words(case: Case, standing: str, sheet: Sheet) -> None:
    """My own word about the student's IEP in effect."""
    for row in case.rows("iep_acknowledgement"):
        in_effect = conditions.holds("of_the_iep_in_effect", case, "iep_acknowledgement", row)
        if case.facts.me(row["staff_id"]) and in_effect:
            columns = showing.columns_of("17", "iep_acknowledgement")
            sheet.show("iep_acknowledgement", row, Grant(standing, "17.word"), columns)


def _plans(case: Case, standing: str, sheet: Sheet) -> None:
    """Every version of the student's IEP, with what it says; not the log of its services."""
    for table in ("iep", "iep_service", "iep_goal", "iep_support"):
        for row in case.rows(table):
            columns = showing.columns_of("18", table)
            sheet.show(table, row, Grant(standing, "18.plan"), columns)


def _incident(facts: Facts, incident: Row, sheet: Sheet) -> None:
    """An incident: by slice 20 towards any who took part, or as whoever reported it."""
    for part in facts.rows("incident_participation"):
        if part["incident_id"] != incident["id"]:
            continue
        for grant in sheet.grants_towards(part["student_id"]):
            if grant.slice == "20":
                columns = showing.columns_of("20", "incident")
                sheet.show("incident", incident, grant, columns)
    if facts.is_staff_now and facts.me(incident["reported_by"]):
        sheet.show("incident", incident, Grant("STAFF", "20.report"), REPORTED)


def _coverage(facts: Facts, coverage: Row, sheet: Sheet) -> None:
    """Coverage of a section at a school that I lead (P-10)."""
    section = facts.one("section", coverage["section_id"])
    if leads(facts, section["school_id"]):
        columns = showing.columns_of("S2.site", "coverage")
        sheet.show("coverage", coverage, Grant("STAFF", "S2.site"), columns)


def _review(facts: Facts, review: Row, sheet: Sheet) -> None:
    """A review of a school that I lead; any, as the privacy officer (P-43)."""
    columns = showing.columns_of("RVW", "done_review")
    if leads(facts, review["school_id"]):
        sheet.show("done_review", review, Grant("STAFF", "RVW.site"), columns)
    if any(facts.posts_now("PRIVACY_OFFICER")):
        sheet.show("done_review", review, Grant("PO", "RVW"), columns)


def _bells(facts: Facts, sheet: Sheet) -> None:
    """Bell schedules of a school that I lead or whose registrar I am, with their periods."""
    posts = (*facts.posts_now("PRINCIPAL"), *facts.posts_now("REGISTRAR"))
    mine = {post["school_id"] for post in posts}
    for bell in facts.rows("bell_schedule"):
        if mine & {bell["school_id"], None}:
            columns = showing.columns_of("S0", "bell_schedule")
            sheet.show("bell_schedule", bell, Grant("STAFF", "S0.bells"), columns)
            for period in facts.rows("bell_period"):
                if period["bell_schedule_id"] == bell["id"]:
                    columns = showing.columns_of("S0", "bell_period")
                    sheet.show("bell_period", period, Grant("STAFF", "S0.bells"), columns)


def _post(facts: Facts, post: Row, sheet: Sheet) -> None:
    """A post: of a kind that principals give, at a school that I lead; any, if I operate (2.3a)."""
    if post["role"] in GIVEN_BY_PRINCIPALS and leads(facts, post["school_id"]):
        columns = showing.columns_of("S1", "post")
        sheet.show("post", post, Grant("STAFF", "S1.site"), columns)
    if any(facts.posts_now("OPERATOR")):
        sheet.show("post", post, Grant("STAFF", "S1.all"), showing.columns_of("S1", "post"))
