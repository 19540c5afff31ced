"""Cases of health alerts, visits, doses and medication (slices 11, 13-15)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.mutations.cases.declared import Bad, Case, No, Told, about, added, amended

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

ANA = "demo-student"
LATER = "2099-01-01T08:00:00Z"
ALERT = """
SELECT id, row_version FROM health_alert WHERE 'stu_' || student_id = $1 AND ends_on IS NULL
ORDER BY id LIMIT 1
"""
ORDER = """
SELECT o.id FROM medication_order o, district d WHERE 'stu_' || o.student_id = $1
AND NOT o.confidential AND o.starts_on <= d.fixed_today
AND (o.ends_on IS NULL OR o.ends_on > d.fixed_today) ORDER BY o.id LIMIT 1
"""


async def alert(office: Office) -> Told:
    """Another instruction for Ana."""
    ana = await office.student(ANA)
    (row,) = await office.fetch(ALERT, ana)
    given = {"id": f"alr_{row['id']}", "version": row["row_version"], "instruction": "Call first."}
    return Told(given, frozenset({ana}))


async def visit(office: Office) -> Told:
    """A visit of Ana's that the nurse has recorded is over."""
    ana = await office.student(ANA)
    said = {"studentId": ana, "complaint": "a headache"}
    entry = await office.enter("nurse", "recordVisit", said, "healthVisit { id }")
    assert entry.row is not None
    given = {"id": entry.row["id"], "version": 1, "treatment": "rested"}
    return Told(given, frozenset({ana}))


async def medication(office: Office) -> Told:
    """A dose of an order of Ana's."""
    ana = await office.student(ANA)
    (row,) = await office.fetch(ORDER, ana)
    given = {"medicationOrderId": f"med_{row['id']}", "outcome": "given"}
    return Told(given, frozenset({ana}))


CASES = (
    Case(
        "writeHealthAlert",
        may="nurse",
        given=about(ANA, instruction="No nuts.", severity="SERIOUS"),
        bad=Bad({"endsOn": "2001-01-01"}, "INVALID", "endsOn"),
        nearly=No(
            "health_aide",
            "NOT_ALLOWED",
            "studentId instruction severity dietary startsOn endsOn",
            because="acts on alerts and writes none",
        ),
        never=No("analyst", "NOT_FOUND"),
        leaves=added("health_alert"),
    ),
    Case(
        "changeHealthAlert",
        may="nurse",
        given=alert,
        bad=Bad({"instruction": " "}, "INVALID", "instruction"),
        nearly=No("teacher", "NOT_ALLOWED", "instruction", because="acts on it"),
        never=No("contracted_nurse", "NOT_FOUND"),
        leaves=amended("health_alert"),
    ),
    Case(
        "recordVisit",
        may="nurse",
        given=about(ANA, complaint="a headache"),
        bad=Bad({"arrivedAt": LATER}, "INVALID", "arrivedAt"),
        nearly=No("contracted_nurse", "NOT_FOUND", because="a nurse of another school"),
        never=No(
            "teacher",
            "NOT_ALLOWED",
            "studentId arrivedAt complaint confidential leftAt treatment",
        ),
        leaves=added("health_visit"),
    ),
    Case(
        "closeVisit",
        may="health_aide",
        given=visit,
        bad=Bad({"leftAt": LATER}, "INVALID", "leftAt"),
        nearly=No(
            "principal", "NOT_ALLOWED", "leftAt treatment", because="opened the record to read it"
        ),
        never=No("analyst", "NOT_FOUND"),
        leaves=amended("health_visit"),
    ),
    Case(
        "recordDose",
        may="registrar",
        given=about(ANA, vaccine="MMR", givenOn="2020-01-02", source="a yellow card"),
        bad=Bad({"givenOn": "2099-01-01"}, "INVALID", "givenOn"),
        nearly=No(
            "health_aide",
            "NOT_ALLOWED",
            "studentId vaccine givenOn source confidential",
            because="reads doses and records none",
        ),
        never=No("analyst", "NOT_FOUND"),
        leaves=added("immunization"),
    ),
    Case(
        "recordExemption",
        may="registrar",
        given=about(ANA, basis="REGISTRY", issuedOn="2026-09-01", endsOn="2027-09-01"),
        bad=Bad({"endsOn": "2026-09-02"}, "INVALID", "endsOn"),
        nearly=No(
            "health_aide",
            "NOT_ALLOWED",
            "studentId basis issuedOn endsOn documentKey",
            because="reads what a nurse records",
        ),
        never=No("contracted_nurse", "NOT_FOUND"),
        leaves=added("immunization_exemption"),
    ),
    Case(
        "recordMedication",
        may="health_aide",
        given=medication,
        bad=Bad({"givenAt": LATER}, "INVALID", "givenAt"),
        nearly=No(
            "principal",
            "NOT_ALLOWED",
            "studentId medicationOrderId givenAt outcome",
            because="opened the record to read it",
        ),
        never=No("contracted_nurse", "NOT_FOUND"),
        leaves=added("medication_administration"),
    ),
)
