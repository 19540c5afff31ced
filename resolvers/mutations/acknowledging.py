"""Change: word that somebody was told: their part of a student's plan (row 17; 300.323(d)), or a
notice under Education Code 49079 (row 22). It is a record, and never a condition of reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from sqlalchemy import select

from hub.models.ieps import Iep, IepAcknowledgement
from hub.models.safety import NoticeReceipt, SafetyNotice
from hub.policy.windows import in_force
from hub.sql import written
from resolvers.mutations.asked import NOBODY, key

if TYPE_CHECKING:
    from resolvers.mutations.work import Work


@dataclass(frozen=True)
class AcknowledgeIep:
    """Whoever teaches the student says that they know their part of the IEP in effect."""

    iep_id: Annotated[UUID, "Iep"]


async def acknowledge_iep(work: Work, given: AcknowledgeIep) -> UUID:
    """Confirm one's part of the IEP in effect (row 17; IEP-11), once for each version."""
    found = next(iter(await work.find(IEP, id=given.iep_id)), None)
    said = {"student_id": found["student_id"] if found else NOBODY, "iep_id": given.iep_id}
    stamped = {"staff_id": work.viewer.staff_id, "acknowledged_at": work.now}
    return await work.add(IepAcknowledgement, said, stamped)


@dataclass(frozen=True)
class AcknowledgeNotice:
    """Whoever teaches the student says that they were told of a notice."""

    safety_notice_id: Annotated[UUID, "SafetyNotice"]


async def acknowledge_notice(work: Work, given: AcknowledgeNotice) -> UUID:
    """Confirm that one was told of a notice that holds today (row 22)."""
    found = next(iter(await work.find(NOTICE, id=given.safety_notice_id)), None)
    said = {
        "student_id": found["student_id"] if found else NOBODY,
        "safety_notice_id": given.safety_notice_id,
    }
    stamped = {"staff_id": work.viewer.staff_id, "received_at": work.now}
    return await work.add(NoticeReceipt, said, stamped)


_IEP, _NOTICE = Iep.__table__, SafetyNotice.__table__
IEP = written(select(_IEP.c.student_id).where(_IEP.c.id == key("id")))
"""Of whom an IEP is, for whoever turns out to be allowed to know."""
NOTICE = written(select(_NOTICE.c.student_id).where(_NOTICE.c.id == key("id"), in_force(_NOTICE)))
"""The same of a notice that holds today: one that doesn't is told of as none."""
