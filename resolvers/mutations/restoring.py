"""Change: what requests changed is put back, row by row, from what is on record of them.

Nothing is put back over somebody's later word: which rows were changed since is told.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import ARRAY, BigInteger, Text, Uuid, any_, bindparam, cast, func, not_, or_, select
from sqlalchemy.dialects.postgresql import JSONB

from hub.models import Base
from hub.models.audit import Change
from hub.models.codes import ChangeKind
from hub.sql import Statement, written
from resolvers.mutations.asked import key
from resolvers.mutations.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from resolvers.mutations.work import Verdict, Work

MODELS: dict[str, type[Base]] = {
    str(each.class_.__tablename__): each.class_ for each in Base.registry.mappers
}
"""The models by their tables."""


@dataclass(frozen=True)
class Made:
    """What a request made of one row; `entry` numbers what is on record."""

    entry: int
    request_id: UUID
    entity: str
    row_id: UUID
    student_id: UUID | None
    kind: ChangeKind
    before: dict[str, Any]
    after: dict[str, Any]


async def made_by(work: Work, request_id: UUID, person_id: UUID) -> list[Made]:
    """What somebody changed in one request, in its order."""
    found = await work.find(MADE, request=request_id, by=person_id)
    return [
        Made(
            row["entry"],
            request_id,
            row["entity"],
            row["row_id"],
            row["student_id"],
            ChangeKind(row["kind"]),
            json.loads(row["before"] or "{}"),
            json.loads(row["after"] or "{}"),
        )
        for row in found
    ]


async def changed_since(work: Work, made: Sequence[Made]) -> set[tuple[str, UUID]]:
    """The rows that somebody changed afterwards, or that no longer say what was made of them (an
    import leaves no record).
    """
    if not made:
        return set()
    said: dict[str, dict[UUID, dict[str, Any] | None]] = {}
    for each in sorted(made, key=lambda one: one.entry):
        rows = said.setdefault(each.entity, {})
        gone = each.kind is ChangeKind.TAKEN_BACK
        rows[each.row_id] = None if gone else {**(rows.get(each.row_id) or {}), **each.after}
    asked = {
        "rows": [row_id for rows in said.values() for row_id in rows],
        "entry": max(each.entry for each in made),
        "requests": list({each.request_id for each in made}),
    }
    found = {(row["entity"], row["row_id"]) for row in await work.find(LATER, **asked)}
    for entity, rows in said.items():
        kept = [{"id": str(row_id), "after": after} for row_id, after in rows.items() if after]
        others = await work.find(otherwise(entity), said=json.dumps(kept))
        found |= {(entity, row["row_id"]) for row in others}
    return found


async def put_back(work: Work, made: Iterable[Made], *, judged: frozenset[str]) -> None:
    """Put rows back as they were, the last first. Of `judged` tables whoever does it may write what
    is put back; the others follow from that. Raises Refused.
    """
    for each in sorted(made, key=lambda one: -one.entry):
        verdict = await _put_back(work, each, judged=each.entity in judged)
        if verdict.error is not None and each.entity in judged:
            raise Refused(verdict.error)


async def _put_back(work: Work, made: Made, *, judged: bool) -> Verdict:
    model = MODELS[made.entity]
    if made.kind is ChangeKind.ADDED:
        verdicts = await work.take_back(model, [made.row_id], frozenset(), paths=["id"])
    elif made.kind is ChangeKind.TAKEN_BACK:
        verdicts = await work.add_each(model, [{}], [made.before], paths=["id"])
    else:
        said, stamped = (made.before, {}) if judged else ({}, made.before)
        row = (made.row_id, None, said)
        verdicts = await work.amend_each(model, [row], stamped=stamped, paths=["id"])
    return verdicts[0]


_CHANGE = Change.__table__
MADE = written(
    select(
        *(_CHANGE.c[name] for name in ("entry", "entity", "row_id", "student_id")),
        *(_CHANGE.c[name] for name in ("kind", "before", "after")),
    )
    .where(
        _CHANGE.c.request_id == key("request"),
        _CHANGE.c.person_id == key("by"),
        _CHANGE.c.kind.not_in([ChangeKind.MERGED, ChangeKind.UNMERGED]),
    )
    .order_by(_CHANGE.c.entry)
)
LATER = written(
    select(_CHANGE.c.entity, _CHANGE.c.row_id)
    .distinct()
    .where(
        _CHANGE.c.row_id == any_(bindparam("rows", type_=ARRAY(Uuid()))),
        _CHANGE.c.entry > bindparam("entry", type_=BigInteger()),
        not_(_CHANGE.c.request_id == any_(bindparam("requests", type_=ARRAY(Uuid())))),
    )
)
"""Rows that were changed after all that requests did, by others."""


@cache
def otherwise(entity: str) -> Statement:
    """The rows of a table that no longer say what was made of them, or are gone."""
    table = Base.metadata.tables[entity]
    given = func.jsonb_array_elements(cast(bindparam("said", type_=Text()), JSONB)).table_valued(
        "value", name="given"
    )
    said = cast(given.c.value, JSONB)
    row_id = cast(said["id"].astext, Uuid)
    holds = func.to_jsonb(table.table_valued()).op("@>")(said["after"])
    return written(
        select(row_id.label("row_id"))
        .select_from(given.outerjoin(table, table.c.id == row_id))
        .where(or_(table.c.id.is_(None), not_(holds)))
    )
