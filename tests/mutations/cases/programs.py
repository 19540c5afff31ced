"""Cases of plans under section 504, from a draft to their end (slice 504)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.mutations.cases.declared import Bad, Case, No, Told, added, amended, taken_back
from tests.mutations.test_plans import PRIYA, today

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

COLUMNS = "impairment startsOn reviewDueOn endsOn coordinatorId"
PART = "plan_504_accommodation"
LAST = """
SELECT id, row_version, adopted_on FROM plan_504 WHERE 'stu_' || student_id = $1
AND ends_on IS NULL ORDER BY adopted_on NULLS FIRST LIMIT 1
"""


async def content(office: Office) -> dict[str, Any]:
    """What a plan says."""
    return {
        "impairment": "Dyslexia",
        "startsOn": (await today(office)).isoformat(),
        "reviewDueOn": "2027-09-01",
        "accommodations": [{"area": "ACADEMIC", "instruction": "Texts are read aloud."}],
    }


async def plan(office: Office, *, adopted: bool) -> dict[str, Any]:
    """A plan of Jade's that is a draft, or was adopted: one that is there, or a new one."""
    jade = await office.student("demo-student16")
    found = await office.fetch(LAST, jade)
    if not found or (found[0]["adopted_on"] is not None and not adopted):
        given = {"studentId": jade, **await content(office)}
        assert (await office.enter(PRIYA, "draftPlan504", given)).errors == []
        found = await office.fetch(LAST, jade)
    said = {"id": f"pln_{found[0]['id']}", "version": found[0]["row_version"]}
    if adopted and found[0]["adopted_on"] is None:
        assert (await office.enter(PRIYA, "adoptPlan504", said)).errors == []
        said["version"] += 1
    return said


async def new(office: Office) -> Told:
    """A plan for Jade, who has no draft."""
    jade = await office.student("demo-student16")
    return Told({"studentId": jade, **await content(office)}, frozenset({jade}))


async def anew(office: Office) -> Told:
    """Jade's draft says something else."""
    said = {**await plan(office, adopted=False), **await content(office)}
    jade = await office.student("demo-student16")
    return Told({**said, "impairment": "Dysgraphia"}, frozenset({jade}))


async def draft(office: Office) -> Told:
    """Jade's draft."""
    jade = await office.student("demo-student16")
    return Told(await plan(office, adopted=False), frozenset({jade}))


async def adopted(office: Office) -> Told:
    """Jade's plan."""
    jade = await office.student("demo-student16")
    said = await plan(office, adopted=True)
    return Told({**said, "reason": "no longer needed"}, frozenset({jade}))


CASES = (
    Case(
        "draftPlan504",
        may=PRIYA,
        given=new,
        bad=Bad({"reviewDueOn": "2001-01-01"}, "INVALID", "reviewDueOn"),
        nearly=No(
            "special_education",
            "NOT_ALLOWED",
            f"studentId {COLUMNS}",
            because="assigns cases and reads plans",
        ),
        never=No("restricted_father", "NOT_FOUND"),
        leaves=added("plan_504") + added(PART),
    ),
    Case(
        "redraftPlan504",
        may=PRIYA,
        given=anew,
        bad=Bad({"reviewDueOn": "2001-01-01"}, "INVALID", "reviewDueOn"),
        nearly=No(
            "special_education", "NOT_ALLOWED", COLUMNS, because="assigns cases and reads plans"
        ),
        never=No("restricted_father", "NOT_FOUND"),
        leaves=amended("plan_504") + taken_back(PART) + added(PART),
    ),
    Case(
        "adoptPlan504",
        may=PRIYA,
        given=draft,
        bad=Bad({"adoptedOn": "2099-01-01"}, "INVALID", "adoptedOn"),
        nearly=No("other_case_manager", "NOT_FOUND", because="has the cases of others"),
        never=No("special_education", "NOT_ALLOWED", "adoptedOn"),
        leaves=amended("plan_504"),
    ),
    Case(
        "endPlan504",
        may=PRIYA,
        given=adopted,
        bad=Bad({"reason": " "}, "INVALID", "reason"),
        nearly=No("other_case_manager", "NOT_FOUND", because="has the cases of others"),
        never=No("special_education", "NOT_ALLOWED", "endsOn"),
        leaves=amended("plan_504"),
    ),
)
