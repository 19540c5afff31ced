"""Cases of versions of an IEP, from a draft to the one in effect (row 18)."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from tests.mutations.cases.declared import Bad, Case, No, Told, added, amended, taken_back
from tests.mutations.test_plans import CONTENT, PRIYA, latest, today

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

COLUMNS = "startsOn annualDueOn disability placement presentLevels caseManagerId"
PARTS = ("iep_service", "iep_goal", "iep_support")
WRITTEN = added("iep_service", 2) + added("iep_goal", 2) + added("iep_support")
"""The parts of what is written here."""
TEXT = {**CONTENT, "placement": "Resource room"}
HERS = """
SELECT i.student_id, max(i.version) AS number FROM iep i JOIN caseload c
ON c.student_id = i.student_id AND c.kind = 'CASE_MANAGER' AND c.ends_on IS NULL
JOIN staff_member m ON m.id = c.staff_id JOIN person p ON p.id = m.person_id
WHERE p.sourced_id = 'demo-case-manager' GROUP BY i.student_id
HAVING bool_and(i.consented_on IS NOT NULL) ORDER BY i.student_id LIMIT 1
"""


async def whole(office: Office) -> tuple[str, int]:
    """A student of Priya Nair's of whom there is no draft, and the number of the last version."""
    (row,) = await office.fetch(HERS)
    return f"stu_{row['student_id']}", row["number"]


async def parts(office: Office, iep: str) -> dict[str, int]:
    """How many parts of each kind a version has."""
    found = {}
    for table in PARTS:
        rows = await office.fetch(f"SELECT FROM {table} WHERE 'iep_' || iep_id = $1", iep)
        found[table] = len(rows)
    return found


async def in_a_week(office: Office) -> str:
    return (await today(office) + timedelta(days=7)).isoformat()


async def new(office: Office) -> Told:
    """A version for somebody of whom there is no draft."""
    student, _ = await whole(office)
    given = {"studentId": student, "startsOn": await in_a_week(office), **TEXT}
    return Told(given, frozenset({student}))


async def anew(office: Office) -> Told:
    """Ana's draft says something else."""
    ana = await office.student("demo-student")
    draft = await latest(office, ana, 3)
    given = {**draft, "startsOn": await in_a_week(office), **TEXT}
    gone = [taken_back(*each) for each in (await parts(office, draft["id"])).items()]
    return Told(given, frozenset({ana}), sum(gone, Counter()))


async def amendment(office: Office) -> Told:
    """A version in effect is amended as it stands."""
    student, number = await whole(office)
    current = await latest(office, student, number)
    copies = [added(*each) for each in (await parts(office, current["id"])).items()]
    given = {**current, "startsOn": (await today(office)).isoformat()}
    return Told(given, frozenset({student}), sum(copies, Counter()))


async def draft(office: Office) -> Told:
    """Ana's draft."""
    ana = await office.student("demo-student")
    return Told(await latest(office, ana, 3), frozenset({ana}))


async def offer(office: Office) -> Told:
    """All but one service of Ana's offer."""
    ana = await office.student("demo-student")
    given: dict[str, Any] = await latest(office, ana, 3)
    await office.enter(PRIYA, "offerIep", given)
    given = await latest(office, ana, 3)
    sql = "SELECT id FROM iep_service WHERE 'iep_' || iep_id = $1 ORDER BY id LIMIT 1"
    (service,) = await office.fetch(sql, given["id"])
    return Told({**given, "declinedIds": [f"svc_{service['id']}"]}, frozenset({ana}))


async def another_offer(office: Office) -> Told:
    """Another version that was put before Ana's family."""
    ana = await office.student("demo-student")
    said = {"studentId": ana, "startsOn": await in_a_week(office), **TEXT}
    draft = await office.enter(PRIYA, "draftIep", said, "iep { id version }")
    assert draft.row is not None
    offer = await office.enter(PRIYA, "offerIep", draft.row, "iep { id version }")
    assert offer.row is not None
    return Told({**offer.row, "reason": "They ask for another school."}, frozenset({ana}))


def yesterday(given: Any) -> dict[str, str]:
    """A first day that is over."""
    return {"startsOn": (date.fromisoformat(given["startsOn"]) - timedelta(days=1)).isoformat()}


CASES = (
    Case(
        "draftIep",
        may=PRIYA,
        given=new,
        bad=Bad({"annualDueOn": "2030-01-01"}, "INVALID", "annualDueOn"),
        nearly=No(
            "special_education",
            "NOT_ALLOWED",
            f"studentId {COLUMNS}",
            because="assigns cases and reads plans",
        ),
        never=No("guardian", "NOT_FOUND"),
        leaves=added("iep") + WRITTEN,
    ),
    Case(
        "redraftIep",
        may=PRIYA,
        given=anew,
        bad=Bad({"annualDueOn": "2030-01-01"}, "INVALID", "annualDueOn"),
        nearly=No(
            "special_education",
            "NOT_ALLOWED",
            f"{COLUMNS} offeredOn",
            because="assigns cases and reads plans",
        ),
        never=No("restricted_father", "NOT_FOUND"),
        leaves=amended("iep") + WRITTEN,
    ),
    Case(
        "amendIep",
        may=PRIYA,
        given=amendment,
        bad=Bad(yesterday, "INVALID", "startsOn"),
        nearly=No(
            "special_education",
            "NOT_ALLOWED",
            f"studentId {COLUMNS}",
            because="assigns cases and reads plans",
        ),
        never=No("guardian", "NOT_FOUND"),
        leaves=added("iep"),
    ),
    Case(
        "offerIep",
        may=PRIYA,
        given=draft,
        bad=Bad({"offeredOn": "2099-01-01"}, "INVALID", "offeredOn"),
        nearly=No("other_case_manager", "NOT_FOUND", because="has the cases of others"),
        never=No("special_education", "NOT_ALLOWED", "offeredOn"),
        leaves=amended("iep"),
    ),
    Case(
        "recordConsent",
        may=PRIYA,
        given=offer,
        bad=Bad({"consentedOn": "2099-01-01"}, "INVALID", "consentedOn"),
        nearly=No("guardian", "NOT_ALLOWED", "supersededOn", because="is asked to agree"),
        never=No("restricted_father", "NOT_FOUND"),
        leaves=amended("iep", 2) + amended("iep_service"),
    ),
    Case(
        "declineIep",
        may=PRIYA,
        given=another_offer,
        bad=Bad({"declinedOn": "2099-01-01"}, "INVALID", "declinedOn"),
        nearly=No("guardian", "NOT_ALLOWED", "declinedOn", because="is asked to agree"),
        never=No("restricted_father", "NOT_FOUND"),
        leaves=amended("iep"),
    ),
)
