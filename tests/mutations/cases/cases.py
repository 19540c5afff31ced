"""Cases of whose case a student is, and of who has it meanwhile (row 17)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tests.mutations.cases.declared import Bad, Case, No, Told, added, amended
from tests.mutations.test_cases import ASSIGNMENT, staff

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

PRIYA, HELEN = "demo-case-manager", "demo-other-case-manager"
HAS = """
SELECT c.student_id FROM caseload c JOIN staff_member m ON m.id = c.staff_id
JOIN person p ON p.id = m.person_id, district d WHERE p.sourced_id = $1
AND c.kind = 'CASE_MANAGER' AND (c.ends_on IS NULL OR c.ends_on > d.fixed_today)
"""


async def cases_of(office: Office, who: str) -> frozenset[str]:
    """Who is whose case, today or later."""
    return frozenset(f"stu_{row['student_id']}" for row in await office.fetch(HAS, who))


async def handed(office: Office) -> Told:
    """Jade, whom Priya Nair has, goes to Helen Ward."""
    jade = await office.student("demo-student16")
    (case,) = await office.fetch(ASSIGNMENT, PRIYA, jade)
    given = {
        "studentId": jade,
        "staffId": await staff(office, HELEN),
        "formerId": f"csl_{case['id']}",
        "version": case["row_version"],
        "reason": "balance of caseloads",
    }
    return Told(given, frozenset({jade}))


async def away(office: Office) -> Told:
    """Helen Ward has Priya Nair's cases, too, for some weeks."""
    students = await cases_of(office, PRIYA) - await cases_of(office, HELEN)
    given = {
        "colleagueId": await staff(office, PRIYA),
        "staffId": await staff(office, HELEN),
        "endsOn": "2099-01-08",
        "reason": "a leave",
    }
    return Told(given, students, added("caseload", len(students)))


async def back(office: Office) -> Told:
    """Priya Nair is back."""
    told = await away(office)
    if told.students:
        entry = await office.enter("special_education", "coverCaseload", told.given)
        assert entry.errors == []
    students = await cases_of(office, PRIYA) & await cases_of(office, HELEN)
    given = {name: told.given[name] for name in ("colleagueId", "staffId")}
    return Told(given, students, amended("caseload", len(students)))


CASES = (
    Case(
        "assignCase",
        may="special_education",
        given=handed,
        bad=Bad({"formerId": None}, "INVALID", "version"),
        nearly=No(
            "case_manager",
            "NOT_ALLOWED",
            "endsOn kind staffId startsOn studentId",
            because="has the case",
        ),
        never=No("father", "NOT_FOUND"),
        leaves=amended("caseload") + added("caseload"),
    ),
    Case(
        "coverCaseload",
        may="special_education",
        given=away,
        bad=Bad({"startsOn": "2020-01-01"}, "INVALID", "startsOn"),
        nearly=No("case_manager", "NOT_FOUND", because="has the cases"),
        never=No("office", "NOT_FOUND"),
        leaves=Counter(),
    ),
    Case(
        "endCaseloadCoverage",
        may="special_education",
        given=back,
        bad=Bad({"endsOn": "2020-01-01"}, "INVALID", "endsOn"),
        nearly=No("case_manager", "NOT_FOUND", because="has the cases"),
        never=No("office", "NOT_FOUND"),
        leaves=Counter(),
    ),
)
