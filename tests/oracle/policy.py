"""The naive oracle: what one person reads of a world, at a day and a moment.

A row is visible if a grant holds on one of the slices that hold its columns; a column of a
visible row is readable if a grant holds on a slice that holds the column. A grant is a cell of
matrix.csv under a standing that the person holds. Denies beat grants. Nobody's role wins over
another: each standing is asked by itself, and what they open is added up (P-15).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.oracle import conditions, denies, standings
from tests.oracle.facts import WINDOWS, Facts
from tests.oracle.reading import Grant, Reading, Sheet
from tests.oracle.specification import (
    incident_slices,
    matrix,
    parts_of,
    readable_by,
    tables_of_students,
)
from tests.oracle.staffing import (
    REACHES,
    show_facts_for_all,
    show_findings,
    show_letters,
    show_places,
    show_staff,
    show_viewings,
)

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from tests.oracle.facts import Case, Held, Key, Row, World
    from tests.oracle.specification import Part

    Cells = Callable[[str], tuple[tuple[str, str], ...]]

DRAWS = frozenset(
    [f"relation {name}" for name in (*standings.STANDINGS, *REACHES)]
    + [f"deny {name}" for name in denies.DENIES]
    + [f"window {name}" for name in WINDOWS]
    + [f"rows {name}" for name in (*conditions.CONDITIONS, *conditions.OWN_ROWS)]
    + [f"silent {name}" for name in conditions.SILENT]
)
"""Every name that `drawn` can count; a name with no draw was never tried."""


def readable(
    world: World,
    person_id: Key,
    today: date,
    now: datetime,
    drawn: Counter[str] | None = None,
) -> Reading:
    """Everything that a person reads of a world; nothing at all while they are suspended (P-9).

    `today` is the server's day, `now` its moment (with a time zone). `drawn` counts each
    relation, deny, window and row condition that held.
    """
    facts = Facts(world, person_id, today, now, drawn)
    reading, sheet = Reading(), Sheet()
    if facts.is_suspended:
        return reading
    held = {case.student["id"]: standings.held_towards(case) for case in facts.cases}
    for case in facts.cases:
        show_student(case, held[case.student["id"]], sheet)
    show_guardians(facts, sheet)
    show_incidents(facts, sheet, reading)
    (show_facts_for_all if facts.app_id is None else show_places)(facts, sheet)
    show_findings(facts, sheet)
    show_letters(facts, sheet)
    show_viewings(facts, sheet)
    show_staff(facts, held, sheet)
    reading.held = {
        key: frozenset(it.standing for it in each) for key, each in held.items() if each
    }
    return sheet.finish(reading)


def show_student(case: Case, held: set[Held], sheet: Sheet, cells_by: Cells = readable_by) -> None:
    """The rows that hang on one student, as far as a grant holds and no deny takes it away.

    `cells_by` gives the slices and cells of a standing: those that it reads, or writes.
    """
    for each in held:
        for slice_, cell in cells_by(each.standing):
            if not is_listed(each, slice_) or is_denied(case, each, slice_):
                continue
            grant = Grant(each.standing, slice_, _is_logged(each, slice_, cell))
            sheet.hold(case.student["id"], grant)
            for part in parts_of(slice_):
                for row, holds in _rows_of_part(case, part):
                    if cell == "own" and not _is_own(case, each, row):
                        continue
                    if holds:
                        sheet.show(part.table, row, grant, part.columns)
                    elif slice_ in conditions.SILENT:
                        case.facts.draw(f"silent {slice_}")
                        sheet.silence(part.table, row, part.columns)


def show_guardians(facts: Facts, sheet: Sheet) -> None:
    """A guardian is readable if one of their guardianships is visible, whatever its dates."""
    for row in facts.rows("guardianship"):
        for grant in sheet.grants_on("guardianship", row["id"]):
            guardian = facts.one("guardian", row["guardian_id"])
            sheet.show("guardian", guardian, grant, columns_of(grant.slice, "guardian"))


def show_incidents(facts: Facts, sheet: Sheet, reading: Reading) -> None:
    """An incident is readable under whatever slice 20 or its variants open towards a participant.

    Or if the viewer, a staff member with a post now, reported it: no deny applies to what they
    reported, but denies hide the participations. Its description is withheld from whoever
    doesn't see every participation (P-36).
    """
    for incident in facts.rows("incident"):
        everyone = [
            part
            for part in facts.rows("incident_participation")
            if part["incident_id"] == incident["id"]
        ]
        grants = set(_grants_on_incident(facts, sheet, incident, everyone))
        if not grants:
            continue
        hidden = {
            part["id"]
            for part in everyone
            if not sheet.grants_on("incident_participation", part["id"])
        }
        reading.redacted |= hidden
        for grant in grants:
            columns = columns_of(grant.slice, "incident")
            if hidden:
                facts.draw("deny D-redaction")
                columns -= {"description"}
            sheet.show("incident", incident, grant, columns)


def _grants_on_incident(
    facts: Facts, sheet: Sheet, incident: Row, everyone: list[Row]
) -> Iterator[Grant]:
    for part in everyone:
        for grant in sheet.grants_towards(part["student_id"]):
            if grant.slice in incident_slices():
                yield grant
    reported = facts.is_staff_now and facts.me(incident["reported_by"])
    if reported and matrix()["20.reported"]["STAFF"] == "R":
        yield Grant("STAFF", "20.reported")


def _rows_of_part(case: Case, part: Part) -> Iterator[tuple[Row, bool]]:
    """The rows of a slice's part that hang on the student, and whether each meets its condition."""
    if part.table not in tables_of_students():
        return  # guardians, incidents and staff hang on no student: they are shown below
    for row in case.rows(part.table):
        yield row, conditions.holds(part.rows, case, part.table, row)


def _is_own(case: Case, held: Held, row: Row) -> bool:
    """What a cell saying own asks: the section of the standing; for AU, the viewer's entry."""
    if held.standing == "AU":
        own = case.facts.me(row.get("entered_by"))
        name = "own entry"
    else:
        own = row["section_id"] == held.section_id
        name = "own section"
    if own:
        case.facts.draw(f"rows {name}")
    return own


def is_denied(case: Case, held: Held, slice_: str) -> bool:
    """Whether a deny takes the slice from whoever stands so."""
    names = set(denies.denies(case, held.standing, slice_))
    for name in names:
        case.facts.draw(f"deny {name}")
    return bool(names)


def is_listed(held: Held, slice_: str) -> bool:
    """Whether the letter on which a standing rests lists the slice, if it rests on one."""
    return held.listed is None or slice_ in held.listed


def _is_logged(held: Held, slice_: str, cell: str) -> bool:
    """Each reading of an R$ or c$ cell is logged, and of 17-19 through a contract (300.614)."""
    special_education = denies.matrix_row(slice_) in denies.SPECIAL_EDUCATION
    return cell.endswith("$") or (held.contracted and special_education)


def columns_of(slice_: str, table: str) -> frozenset[str]:
    """The columns of a table that a slice holds."""
    return frozenset().union(*(part.columns for part in parts_of(slice_) if part.table == table))
