"""Change: a row names the file of a paper, which is then that row's and no other's.

A key of the hub's own store opens a file to whoever reads the column that names it. So nobody may
name one that they have not sent in themselves: else who came upon a key could read what is behind
it by a row of their own. Keys of stores elsewhere open nothing here, and may be anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Text, and_, bindparam, func, or_, update

from hub.models.papers import KEY_PREFIX, Paper
from hub.policy.viewpoint import MY_PERSON
from hub.sql import written
from resolvers.mutations.asked import key
from resolvers.mutations.errors import Wrong, refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any
    from uuid import UUID

    from resolvers.mutations.work import Work

COLUMNS: Mapping[str, Mapping[str, str]] = {
    "court_order": {"document_key": "documentKey", "proposed_document_key": "documentKey"},
    "document": {"file_key": "fileKey"},
    "immunization_exemption": {"document_key": "documentKey"},
    "period_consent": {"paper": "paper"},
}
"""The columns that name a paper, by table, each with its field in what is entered."""
NOT_SENT = "This paper can't be named here: send it in again."


async def name(work: Work, table: str, row_id: UUID, said: Mapping[str, Any]) -> None:
    """Name the papers that a row says, now that it may be written.

    Raises Refused, in the same words for a file of somebody else's, one that another row names and
    one that isn't there.
    """
    for column, field in COLUMNS.get(table, {}).items():
        if said.get(column) is not None:
            await name_one(work, table, row_id, str(said[column]), field)


async def name_one(work: Work, table: str, row_id: UUID, paper: str, field: str) -> None:
    """Name one paper by a row. Raises Refused."""
    if not paper.startswith(KEY_PREFIX):
        return
    if not await work.find(NAME, paper=paper, entity=table, row_id=row_id):
        raise refused(field, Wrong.NOT_FOUND, NOT_SENT)


_PAPER = Paper.__table__
_ENTITY = bindparam("entity", type_=Text())
NAME = written(
    update(Paper)
    .values(
        entity=_ENTITY, row_id=key("row_id"), named_at=func.coalesce(_PAPER.c.named_at, func.now())
    )
    .where(
        _PAPER.c.key == bindparam("paper", type_=Text()),
        or_(
            and_(_PAPER.c.named_at.is_(None), _PAPER.c.person_id == MY_PERSON),
            and_(_PAPER.c.entity == _ENTITY, _PAPER.c.row_id == key("row_id")),
        ),
    )
    .returning(_PAPER.c.id)
)
"""One's own that nothing names yet, or this row's already."""
