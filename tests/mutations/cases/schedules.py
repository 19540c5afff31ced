"""Cases of periods without content: consents, and what the principal decides (SCH-1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.mutations.cases.declared import Bad, Case, No, Told, added, amended

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

SERVING = """
SELECT x.student_id, x.section_id FROM section_enrollment x
JOIN section s ON s.id = x.section_id JOIN course c ON c.id = s.course_id
JOIN section other ON other.school_id = s.school_id
JOIN section_enrollment y ON y.section_id = other.id
JOIN student ana ON ana.id = y.student_id JOIN person p ON p.id = ana.person_id
WHERE c.kind <> 'REGULAR' AND p.sourced_id = 'demo-student'
AND NOT EXISTS (SELECT FROM period_consent k WHERE k.student_id = x.student_id)
ORDER BY x.id LIMIT 1
"""
MADE = """
SELECT id, row_version FROM period_consent WHERE 'stu_' || student_id = $1 ORDER BY id LIMIT 1
"""
DECIDED = """
SELECT k.id FROM period_consent k JOIN section s ON s.id = k.section_id
WHERE k.decision IS NOT NULL AND k.row_version = 1 AND s.school_id IN (
    SELECT p.school_id FROM post p JOIN staff_member m ON m.id = p.staff_id
    JOIN person q ON q.id = m.person_id WHERE q.sourced_id = 'demo-principal')
ORDER BY k.id LIMIT 1
"""
SIGNED = {"signedBy": "Mei Lin", "paper": "Folder 7"}


async def serving(office: Office) -> Told:
    """A student of Ana's school in a section without content, to which nobody consented."""
    (row,) = await office.fetch(SERVING)
    student = f"stu_{row['student_id']}"
    given = {"studentId": student, "sectionId": f"sec_{row['section_id']}", **SIGNED}
    return Told(given, frozenset({student}))


async def consented(office: Office) -> Told:
    """The same with a consent that nobody has decided."""
    told = await serving(office)
    assert (await office.enter("registrar", "recordPeriodConsent", told.given)).errors == []
    (row,) = await office.fetch(MADE, told.given["studentId"])
    given = {"id": f"pcn_{row['id']}", "version": row["row_version"]}
    return Told(given, told.students)


async def undecided(office: Office) -> Told:
    """The same, to be approved; what is decided already stays so."""
    told = await consented(office)
    (row,) = await office.fetch(DECIDED)
    given = {**told.given, "decision": "APPROVED"}
    return Told(given, told.students, bad={"id": f"pcn_{row['id']}"})


CASES = (
    Case(
        "recordPeriodConsent",
        may="registrar",
        given=serving,
        bad=Bad({"consentedOn": "2099-01-01"}, "INVALID", "consentedOn"),
        nearly=No(
            "principal",
            "NOT_ALLOWED",
            "sectionId consentedOn signedBy paper",
            because="decides of it",
        ),
        never=No("analyst", "NOT_FOUND"),
        leaves=added("period_consent"),
    ),
    Case(
        "decidePeriod",
        may="principal",
        given=undecided,
        bad=Bad({"decision": "REFUSED"}, "CONFLICT", "id"),
        nearly=No("registrar", "NOT_ALLOWED", "decision", because="records the consent"),
        never=No("analyst", "NOT_FOUND"),
        leaves=amended("period_consent"),
    ),
    Case(
        "withdrawPeriodConsent",
        may="registrar",
        given=consented,
        bad=Bad({"withdrawnOn": "2001-01-01"}, "INVALID", "withdrawnOn"),
        nearly=No("principal", "NOT_ALLOWED", "withdrawnOn", because="decides of it"),
        never=No("analyst", "NOT_FOUND"),
        leaves=amended("period_consent"),
    ),
)
