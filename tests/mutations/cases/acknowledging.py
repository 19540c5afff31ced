"""Cases of word that somebody was told (rows 17, 22)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.mutations.cases.declared import Bad, Case, No, Told, added
from tests.mutations.test_acknowledging import FORGOTTEN, NOTICE, version

if TYPE_CHECKING:
    from tests.mutations.conftest import Office


async def plan(office: Office) -> Told:
    """Ana's IEP in effect, of which Rosa Diaz has not said that she knows it."""
    await office.fetch(FORGOTTEN)
    ana = await office.student("demo-student")
    return Told({"iepId": await version(office, 2)}, frozenset({ana}))


async def notice(office: Office) -> Told:
    """A notice of which nobody has said that they were told."""
    dylan = await office.student("demo-classmate")
    (row,) = await office.fetch(NOTICE, dylan)
    await office.fetch("DELETE FROM notice_receipt")
    return Told({"safetyNoticeId": f"ntc_{row['id']}"}, frozenset({dylan}), may=row["told"])


CASES = (
    Case(
        "acknowledgeIep",
        may="teacher",
        given=plan,
        bad=Bad({"iepId": "nobody"}, "INVALID", "iepId"),
        nearly=No("substitute", "NOT_ALLOWED", "studentId iepId", because="covers her class today"),
        never=No("other_case_manager", "NOT_FOUND"),
        leaves=added("iep_acknowledgement"),
    ),
    Case(
        "acknowledgeNotice",
        may="whoever was told",
        given=notice,
        bad=Bad({"safetyNoticeId": "nobody"}, "INVALID", "safetyNoticeId"),
        nearly=No(
            "principal",
            "NOT_ALLOWED",
            "studentId safetyNoticeId",
            because="issues notices and is told of none",
        ),
        never=No("father", "NOT_FOUND"),
        leaves=added("notice_receipt"),
    ),
)
