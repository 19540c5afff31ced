"""The naive oracle's showing: which rows and columns grants open, one sheet a person.

Each standing is asked by itself, and denies beat its grants; nobody's role wins over another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.oracle import conditions, denies
from tests.oracle.reading import Grant, Reading, Sheet
from tests.oracle.specification import (
    incident_slices,
    inputs_of,
    matrix,
    parts_of,
    readable_by,
    tables_of_students,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.oracle.facts import Case, Facts, Held, Row
    from tests.oracle.specification import Part

    Cells = Callable[[str], tuple[tuple[str, str], ...]]


def show_student(case: Case, held: set[Held], sheet: Sheet, cells_by: Cells = readable_by) -> None:
    """The rows that hang on one student, as far as a grant holds and no deny takes it away.

    `cells_by` gives the slices and cells of a standing: those that it reads, or writes.
    """
    for each in held:
        for slice_, cell in cells_by(each.standing):
            if not is_listed(each, slice_) or is_denied(case, each, slice_):
                continue
            grant = Grant(each.standing, slice_, is_logged(each, slice_, cell))
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
            _use(case, slice_, sheet)


def _use(case: Case, slice_: str, sheet: Sheet) -> None:
    """The rows of which something is worked out for whoever reads the slice."""
    for part in inputs_of(slice_):
        for row, holds in _rows_of_part(case, part):
            if holds:
                sheet.use(part.table, row, part.columns)


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


def is_logged(held: Held, slice_: str, cell: str) -> bool:
    """Each reading of an R$ or c$ cell is logged, and of 17-19 through a contract (300.614)."""
    special_education = denies.matrix_row(slice_) in denies.SPECIAL_EDUCATION
    return cell.endswith("$") or (held.contracted and special_education)


def columns_of(slice_: str, table: str) -> frozenset[str]:
    """The columns of a table that a slice holds."""
    return frozenset().union(*(part.columns for part in parts_of(slice_) if part.table == table))
