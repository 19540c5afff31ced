"""How those who teach, counsel and support stand to a student: in words, and in loops and ifs.

"Now" means: the row's dates hold today. A standing through a section remembers which one, so
that cells saying own can ask for rows of that section.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.oracle.drawing import followed
from tests.oracle.facts import GRACE, Held, earliest_end, five_weekdays_before

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.oracle.facts import Case, Row


def teacher_of_record(case: Case) -> Iterator[Held]:
    """TR: I lead now a section in which the student sits now, while it runs (P-1)."""
    for staff, seat, section in _shared_sections(case, "LEAD"):
        if _all_now(case, staff, seat, section):
            yield Held("TR", section["id"])


def teacher_before(case: Case) -> Iterator[Held]:
    """TR.before: the three will hold together, from five weekdays before that day on (P-3)."""
    for rows in _shared_sections(case, "LEAD"):
        begin = max(row["starts_on"] for row in rows)
        end = earliest_end(*rows)
        never = end is not None and end <= begin
        if not never and five_weekdays_before(begin) <= case.facts.today < begin:
            case.facts.draw("window before")
            yield Held("TR.before", rows[2]["id"])


def teacher_in_grace(case: Case) -> Iterator[Held]:
    """TR.grace: the seat or its section ended less than 14 days ago, I led until then (P-2)."""
    today = case.facts.today
    for staff, seat, section in _shared_sections(case, "LEAD"):
        end = earliest_end(seat, section)
        if end is None or not end <= today < end + GRACE:
            continue
        led_until_then = staff["starts_on"] < end and (
            staff["ends_on"] is None or staff["ends_on"] >= end
        )
        if led_until_then and seat["starts_on"] < end:
            case.facts.draw("window grace")
            yield Held("TR.grace", section["id"])


def co_teacher(case: Case) -> Iterator[Held]:
    """CT: as TR, but as a co-teacher or for support."""
    for staff, seat, section in _shared_sections(case, "CO_TEACHER", "SUPPORT"):
        if _all_now(case, staff, seat, section):
            yield Held("CT", section["id"])


def grading_co_teacher(case: Case) -> Iterator[Held]:
    """CT.grading: a CT whose place in the section says that they may grade (2.3a.5)."""
    for staff, seat, section in _shared_sections(case, "CO_TEACHER", "SUPPORT"):
        if staff["may_grade"] and _all_now(case, staff, seat, section):
            yield Held("CT.grading", section["id"])


def substitute(case: Case) -> Iterator[Held]:
    """SB: I cover now a section in which the student sits now, for 20 days at most (P-10)."""
    for cover, seat, section in _covered_sections(case):
        if not cover["long_term"] and _all_now(case, cover, seat, section):
            yield Held("SB", section["id"], contracted=cover["contracted"])


def long_term_substitute(case: Case) -> Iterator[Held]:
    """SL: the same for more than 20 school days (2.3a)."""
    for cover, seat, section in _covered_sections(case):
        if cover["long_term"] and _all_now(case, cover, seat, section):
            yield Held("SL", section["id"], contracted=cover["contracted"])


def counselor(case: Case) -> Iterator[Held]:
    """CN: the student is on my caseload now, or in my range at a school of theirs (P-11)."""
    for row in _my_caseload(case, "COUNSELOR"):
        del row
        yield Held("CN")
    for span in case.facts.my("counselor_range"):
        if case.facts.is_now(span) and _is_in_range(case, span):
            yield Held("CN")


def counselor_of_school(case: Case) -> Iterator[Held]:
    """CN.school: I hold a counselor's post now at a school that the student attends (P-11)."""
    for post in case.facts.posts_now("COUNSELOR"):
        if post["school_id"] is not None and case.is_enrolled_at(post["school_id"]):
            yield Held("CN.school")


def case_manager(case: Case) -> Iterator[Held]:
    """CM: the student is on my caseload as a case manager now (P-7)."""
    for row in _my_caseload(case, "CASE_MANAGER"):
        del row
        yield Held("CM")


def aide(case: Case) -> Iterator[Held]:
    """PA: the student is on my caseload as an aide now."""
    for row in _my_caseload(case, "AIDE"):
        yield Held("PA", contracted=row["contracted"])


def provider(case: Case) -> Iterator[Held]:
    """RS: I deliver now a service of the student's IEP in effect, which was not declined (P-8)."""
    for service in case.rows("iep_service"):
        iep = case.facts.one("iep", service["iep_id"])
        if (
            case.facts.me(service["provider_id"])
            and case.facts.is_now(service)
            and service["declined_on"] is None
            and followed(iep, case.facts.today)
        ):
            yield Held("RS", contracted=service["contracted"])


def _shared_sections(case: Case, *roles: str) -> Iterator[tuple[Row, Row, Row]]:
    """My place in a section, the student's seat in it, and the section itself."""
    for seat in case.rows("section_enrollment"):
        for staff in case.facts.my("section_staff"):
            if staff["section_id"] == seat["section_id"] and staff["role"] in roles:
                yield staff, seat, case.facts.one("section", seat["section_id"])


def _covered_sections(case: Case) -> Iterator[tuple[Row, Row, Row]]:
    """My window on a section, the student's seat in it, and the section itself."""
    for seat in case.rows("section_enrollment"):
        for cover in case.facts.my("coverage"):
            if cover["section_id"] == seat["section_id"]:
                yield cover, seat, case.facts.one("section", seat["section_id"])


def _all_now(case: Case, *rows: Row) -> bool:
    return all(case.facts.is_now(row) for row in rows)


def _my_caseload(case: Case, kind: str) -> Iterator[Row]:
    for row in case.rows("caseload"):
        if row["kind"] == kind and case.facts.me(row["staff_id"]) and case.facts.is_now(row):
            yield row


def _is_in_range(case: Case, span: Row) -> bool:
    """Whether the student is in an alphabet range: "A" to "Be" holds Abad and Berg, not Bo."""
    name = case.student["family_name"]
    return (
        case.is_enrolled_at(span["school_id"])
        and span["grade_level"] in (None, case.student["grade_level"])
        and span["first"] <= name[: len(span["first"])].upper()
        and name[: len(span["last"])].upper() <= span["last"]
    )
