"""What is known of a viewer before a statement is planned: capacities, relations, training.

Facts are read once per token and day and kept until a statement says that the epoch has moved.
They decide only which clauses a statement has; whether a clause holds is decided in it.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, literal, select

from hub.errors import Unauthenticated
from hub.identity.tokens import digest
from hub.limits import VIEWER_CACHE_MAX
from hub.models.codes import TokenKind, TrainingKind
from hub.models.staff import Training
from hub.policy import RELATIONS, Shape
from hub.policy.forms import reach
from hub.policy.viewpoint import MY_STAFF, TODAY
from hub.sql import Statement, written
from hub.viewer import Viewer

if TYPE_CHECKING:
    import asyncpg

    from hub.clock import DistrictClock
    from hub.database import Database
    from hub.policy.viewpoint import Clock

CAPACITIES = """
SELECT t.id AS token_id, t.kind, p.id AS person_id, p.epoch,
       s.id AS staff_id, g.id AS guardian_id, c.id AS student_id
FROM token t
JOIN person p ON p.id = t.person_id
LEFT JOIN staff_member s ON s.person_id = p.id
LEFT JOIN guardian g ON g.person_id = p.id
LEFT JOIN student c ON c.person_id = p.id
WHERE t.digest = $1 AND t.revoked_at IS NULL AND t.expires_at > now()
  AND t.kind <> 'LINK' AND p.suspended_at IS NULL
"""


class Identity:
    """Turns tokens into viewers, for one database."""

    def __init__(self, database: Database, clock: DistrictClock) -> None:
        self.database = database
        self.clock = clock
        self._known: OrderedDict[bytes, Viewer] = OrderedDict()

    async def viewer(
        self, token: str, *, kind: TokenKind = TokenKind.BEARER, again: bool = False
    ) -> Viewer:
        """The viewer whose token this is; `again` reads their facts anew.

        Raises Unauthenticated for a token that is unknown, expired, revoked or of another kind,
        and for a suspended person (P-9): all alike.
        """
        key = digest(kind.value + token)
        clock = self.clock.read()
        known = self._known.get(key)
        if known is None or again or known.clock.today != clock.today:
            known = await self._load(token, kind, clock)
            self._keep(key, known)
        if known.clock != clock:
            known = replace(known, clock=clock)
        return known

    def forget(self, token: str, kind: TokenKind) -> None:
        """Forget what was known of a token."""
        self._known.pop(digest(kind.value + token), None)

    def _keep(self, key: bytes, viewer: Viewer) -> None:
        self._known[key] = viewer
        self._known.move_to_end(key)
        while len(self._known) > VIEWER_CACHE_MAX:
            self._known.popitem(last=False)

    async def _load(self, token: str, kind: TokenKind, clock: Clock) -> Viewer:
        async with self.database.acquire() as connection:
            row = await connection.fetchrow(CAPACITIES, digest(token))
            if row is None or row["kind"] != kind.value:
                raise Unauthenticated("Sign in: the token is missing or no longer valid.")
            facts = dict(row)
            del facts["kind"]
            shape = await shape_of(connection, facts, clock)
        return Viewer(**facts, shape=shape, clock=clock)


async def shape_of(
    connection: asyncpg.Connection[asyncpg.Record], facts: dict[str, Any], clock: Clock
) -> Shape:
    """Which relations the viewer can stand in today, and whether their training is current."""
    statement = _reaches()
    mine = {
        "my_person": facts["person_id"],
        "my_staff": facts["staff_id"],
        "my_guardian": facts["guardian_id"],
        "my_student": facts["student_id"],
        **clock.parameters(),
    }
    row = await connection.fetchrow(statement.sql, *(mine[name] for name in statement.parameters))
    assert row is not None
    held = frozenset(name for name in RELATIONS if row[name])
    return Shape(held, trained=bool(row["#trained"]))


@cache
def _reaches() -> Statement:
    training = Training.__table__.alias()
    trained = (
        select(literal(1))
        .select_from(training)
        .where(
            and_(
                training.c.staff_id == MY_STAFF,
                training.c.kind == TrainingKind.CONFIDENTIALITY,
                training.c.completed_on <= TODAY,
                training.c.expires_on > TODAY,
            )
        )
        .exists()
    )
    reaches = (reach(relation).label(name) for name, relation in RELATIONS.items())
    return written(select(*reaches, trained.label("#trained")))
