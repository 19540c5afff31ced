"""What people report (S6, S7): to themselves, to whose desk it lies on, counted to who leads."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tests.oracle.denies import is_own_child
from tests.oracle.reading import Grant
from tests.oracle.specification import parts_of
from tests.oracle.staffing import leads

if TYPE_CHECKING:
    from tests.oracle.facts import Case, Facts, Row
    from tests.oracle.reading import Sheet

REACHES = (
    "EV of reports",
    "EV of answers",
    "STAFF of S6.desk",
    "STAFF of S7",
    "PR of reports",
    "DS of reports",
)


def show_problems(facts: Facts, sheet: Sheet) -> None:
    """Every report, as far as the viewer reads it."""
    if facts.app_id is not None:
        return
    cases = {case.student["id"]: case for case in facts.cases}
    for row in facts.rows("problem"):
        case = cases.get(row["student_id"])
        _show_own(facts, row, case, sheet)
        if not (case and _conflicts(case)):
            _show_to_staff(facts, row, case, sheet)


def write_problems(facts: Facts, sheet: Sheet) -> None:
    """Whoever reports says what is wrong; whoever answers for it says what became of it."""
    cases = {case.student["id"]: case for case in facts.cases}
    for row in facts.rows("problem"):
        case = cases.get(row["student_id"])
        if row["person_id"] == facts.person_id:
            sheet.show("problem", row, Grant("EV", "S6.report"), _columns("S6.report"))
        slice_ = _desk_slice(facts, row, case)
        if slice_ and not (case and _conflicts(case)):
            written = "S7.answer" if slice_ == "S7" else "S6.answer"
            sheet.show("problem", row, Grant("STAFF", written), _columns(written))


def _show_own(facts: Facts, row: Row, case: Case | None, sheet: Sheet) -> None:
    """What I said and how far it has come; the answer, unless an order binds me by now."""
    if row["person_id"] != facts.person_id:
        return
    facts.draw("relation EV of reports")
    sheet.show("problem", row, Grant("EV", "S6.mine"), _columns("S6.mine"))
    if case is None or not case.orders:
        facts.draw("relation EV of answers")
        sheet.show("problem", row, Grant("EV", "S6.reply"), _columns("S6.reply"))


def _show_to_staff(facts: Facts, row: Row, case: Case | None, sheet: Sheet) -> None:
    slice_ = _desk_slice(facts, row, case)
    if slice_:
        facts.draw(f"relation STAFF of {slice_}")
        sheet.show("problem", row, Grant("STAFF", slice_), _columns(slice_))
    if leads(facts, row["school_id"]) or _leads_all(facts):
        facts.draw("relation PR of reports")
        sheet.show("problem", row, Grant("STAFF", "S6.site"), _columns("S6.site"))
    if any(facts.posts_now("DATA_STEWARD")):
        facts.draw("relation DS of reports")
        sheet.show("problem", row, Grant("DS", "S6.all"), _columns("S6.all"))


def _desk_slice(facts: Facts, row: Row, case: Case | None) -> str:
    """By which slice I read it at my desk; of special education with current training (P-37)."""
    if not _on_my_desk(facts, row, case):
        return ""
    if row["desk"] != "SPECIAL_EDUCATION":
        return "S6.desk"
    return "S7" if facts.is_trained else ""


def _on_my_desk(facts: Facts, row: Row, case: Case | None) -> bool:
    """I hold the post that answers for it, in the district or where it lies: the student's school
    of today; the one that is named, if there is no student or they attend none.
    """
    schools = {row["school_id"]}
    if case is not None:
        attended = {each["school_id"] for each in case.now_rows("school_enrollment")}
        schools = attended or schools
    return any(
        post["school_id"] is None or post["school_id"] in schools
        for post in facts.posts_now(row["desk"])
    )


def _leads_all(facts: Facts) -> bool:
    return any(post["school_id"] is None for post in facts.posts_now("PRINCIPAL"))


def _conflicts(case: Case) -> bool:
    """An order binds me towards the student, or they are my own child (P-15, P-16)."""
    return bool(case.orders) or is_own_child(case)


@cache
def _columns(slice_: str) -> frozenset[str]:
    (part,) = parts_of(slice_)
    return part.columns
