"""Change: to whom a record was disclosed is told of the child, under whichever id (34 CFR 99.32).

The rows stay as they were written, which the ledger's seals say (`hub.rights.RENAMED`), and no
change of theirs is on record beside the merge itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, literal_column, select, update

from hub.models.audit import Disclosure
from hub.models.students import StudentMerge
from hub.sql import written
from resolvers.mutations.asked import key

if TYPE_CHECKING:
    from uuid import UUID

    from resolvers.mutations.work import Work

_SAID: Any = Disclosure.__table__
_MERGE = StudentMerge.__table__
_FIRST = select(_MERGE.c.student_id.label("id"), _MERGE.c.kept_id).where(
    _MERGE.c.confirmed_on.is_not(None), _MERGE.c.student_id != _MERGE.c.kept_id
)
_BEFORE = select(key("id").label("id")).cte("before", recursive=True)
_STEP = _FIRST.subquery()
BEFORE = _BEFORE.union(select(_STEP.c.id).join(_BEFORE, _BEFORE.c.id == _STEP.c.kept_id))
"""A student, and all who were given up for that one, one for another."""
HAND_OVER = written(
    update(_SAID)
    .where(_SAID.c.student_id == key("id"))
    .values(student_id=key("kept"), first_id=func.coalesce(_SAID.c.first_id, _SAID.c.student_id))
    .returning(literal_column("1"))
)
TAKE_BACK = written(
    update(_SAID)
    .where(_SAID.c.student_id == key("kept"), _SAID.c.first_id.in_(select(BEFORE.c.id)))
    .values(student_id=key("id"), first_id=func.nullif(_SAID.c.first_id, key("id")))
    .returning(literal_column("1"))
)


async def hand_over(work: Work, given_up: UUID, kept: UUID) -> None:
    """Tell what was disclosed of the one among what was disclosed of who is kept."""
    await work.find(HAND_OVER, id=given_up, kept=kept)


async def take_back(work: Work, given_up: UUID, kept: UUID) -> None:
    """Tell what was disclosed under the one's id, or one's who was given up for it, of that one."""
    await work.find(TAKE_BACK, id=given_up, kept=kept)
