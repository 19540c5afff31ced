"""Change: what may be told again under a key. The key is claimed in the transaction of the change:
whoever brings the same one at the same moment waits for that to end.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import LargeBinary, Text, bindparam, literal_column, select, update
from sqlalchemy.dialects.postgresql import JSONB, insert

from hub.models.audit import Retry
from hub.policy.viewpoint import MY_PERSON
from hub.sql import written
from resolvers.mutations.errors import UserError, Wrong
from resolvers.mutations.work import Outcome

if TYPE_CHECKING:
    from resolvers.mutations.work import Work

KEY = bindparam("key", type_=Text())
ASKED = bindparam("asked", type_=LargeBinary())
OUTCOME = bindparam("outcome", type_=JSONB())


@dataclass(frozen=True)
class Kept:
    """What was asked under a key before, and what became of it."""

    asked: bytes
    outcome: Outcome


async def claimed(work: Work, key: str, asked: bytes) -> Kept | None:
    """Claim a key for this change; what is kept, where it was claimed before."""
    values = {**work.values(), "key": key, "asked": asked}
    if await work.running.rows(_CLAIM, values):
        return None
    (row,) = await work.running.rows(_FIND, values)
    return Kept(row["asked"], _read(row["outcome"]))


async def remembered(work: Work, key: str, outcome: Outcome) -> None:
    """Keep what became of the change: ids, and what was wrong with which row."""
    await work.running.rows(_KEEP, {**work.values(), "key": key, "outcome": _text(outcome)})


def _text(outcome: Outcome) -> str:
    return json.dumps(asdict(outcome), default=str)


def _read(text: str) -> Outcome:
    said: dict[str, Any] = json.loads(text)
    errors = tuple(
        UserError(
            tuple(each["path"]),
            Wrong(each["code"]),
            each["message"],
            tuple(each["fields"]),
            each["version"],
            tuple((kind, UUID(row_id)) for kind, row_id in each.get("about", ())),
        )
        for each in said["errors"]
    )
    shown = UUID(said["shown"]) if said["shown"] else None
    return Outcome(shown, errors, said.get("counts", {}))


_RETRY: Any = Retry.__table__
_MINE = (_RETRY.c.person_id == MY_PERSON, _RETRY.c.key == KEY)
_CLAIM = written(
    insert(_RETRY)
    .values(person_id=MY_PERSON, key=KEY, asked=ASKED)
    .on_conflict_do_nothing(index_elements=[_RETRY.c.person_id, _RETRY.c.key])
    .returning(_RETRY.c.id)
)
_FIND = written(select(_RETRY.c.asked, _RETRY.c.outcome).where(*_MINE))
_KEEP = written(update(_RETRY).where(*_MINE).values(outcome=OUTCOME).returning(literal_column("1")))
