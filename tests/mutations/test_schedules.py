"""SCH-1: a period without content counts with the family's consent and the principal's approval."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.mutations.cases.schedules import SIGNED, consented, serving

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

GAPS = """query($id: ID!) { student(id: $id) { scheduleGaps {
    complete gaps { rule reason period } } } }"""
REGULAR = """
SELECT x.student_id, x.section_id FROM section_enrollment x JOIN person p ON p.sourced_id = $1
JOIN student t ON t.person_id = p.id AND t.id = x.student_id
JOIN section s ON s.id = x.section_id, district d
WHERE x.starts_on <= d.fixed_today AND (x.ends_on IS NULL OR x.ends_on > d.fixed_today)
  AND s.starts_on <= d.fixed_today AND s.ends_on > d.fixed_today ORDER BY x.id LIMIT 1
"""
MADE = "SELECT id, row_version FROM period_consent WHERE 'stu_' || student_id = $1"


async def gaps(office: Office, student: str) -> Any:
    """What is lacking of a student's schedule, as the registrar reads it."""
    found = (await office.read("registrar", GAPS, id=student))["student"]["scheduleGaps"]
    return found["complete"], [each["reason"] for each in found["gaps"]]


async def test_sch1_a_period_counts_once_the_principal_has_approved_it(office: Office) -> None:
    told = await serving(office)
    student = told.given["studentId"]
    assert await gaps(office, student) == (False, ["NO_CONSENT"])
    assert (await office.enter("registrar", "recordPeriodConsent", told.given)).errors == []
    assert await gaps(office, student) == (False, ["NOT_APPROVED"])
    (row,) = await office.fetch(MADE, student)
    given = {"id": f"pcn_{row['id']}", "version": row["row_version"]}
    decided = {**given, "decision": "APPROVED"}
    assert (await office.enter("principal", "decidePeriod", decided)).errors == []
    assert await gaps(office, student) == (True, [])
    withdrawn = {**given, "version": given["version"] + 1}
    assert (await office.enter("registrar", "withdrawPeriodConsent", withdrawn)).errors == []
    assert await gaps(office, student) == (False, ["NO_CONSENT"])


async def test_sch1_what_a_principal_refuses_stays_a_gap_and_can_be_asked_anew(
    office: Office,
) -> None:
    told = await consented(office)
    (student,) = told.students
    refused = {**told.given, "decision": "REFUSED"}
    assert (await office.enter("principal", "decidePeriod", refused)).errors == []
    assert await gaps(office, student) == (False, ["REFUSED"])
    (row,) = await office.fetch(
        "SELECT section_id FROM period_consent WHERE 'pcn_' || id = $1", told.given["id"]
    )
    again = {"studentId": student, "sectionId": f"sec_{row['section_id']}", **SIGNED}
    assert (await office.enter("registrar", "recordPeriodConsent", again)).errors == []
    twice = await office.enter("registrar", "recordPeriodConsent", again)
    assert twice.codes == ["CONFLICT"]


async def test_sch1_a_class_with_content_takes_no_consent(office: Office) -> None:
    (row,) = await office.fetch(REGULAR, "demo-student")
    given = {"studentId": f"stu_{row['student_id']}", "sectionId": f"sec_{row['section_id']}"}
    entry = await office.enter("registrar", "recordPeriodConsent", {**given, **SIGNED})
    assert entry.codes == ["CONFLICT"]


async def test_sch1_a_consent_is_to_a_section_in_which_the_student_sits(office: Office) -> None:
    told = await serving(office)
    ana = await office.student("demo-student")
    given = {**told.given, "studentId": ana}
    assert (await office.enter("registrar", "recordPeriodConsent", given)).codes == ["CONFLICT"]


async def test_sch1_a_consent_that_is_withdrawn_is_not_approved(office: Office) -> None:
    told = await consented(office)
    assert (await office.enter("registrar", "withdrawPeriodConsent", told.given)).errors == []
    late = {**told.given, "version": told.given["version"] + 1, "decision": "APPROVED"}
    assert (await office.enter("principal", "decidePeriod", late)).codes == ["CONFLICT"]
