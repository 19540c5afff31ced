"""What is known of a viewer before a statement is planned: capacities, relations, training.

Facts are read once per token and day and kept until a statement says that the epoch has moved.
They decide only which clauses a statement has; whether a clause holds is decided in it.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import and_, literal, select

from hub.errors import ForProfit, NotAgreed, Unauthenticated, ViewAsRefused
from hub.identity.tokens import digest
from hub.limits import VIEWER_CACHE_MAX
from hub.models.codes import TokenKind, TrainingKind
from hub.models.staff import Training
from hub.policy import OF_PERSONS, RELATIONS, Shape
from hub.policy.forms import reach
from hub.policy.second_factor import asks_for_second_factor
from hub.policy.viewing import may_view_as
from hub.policy.viewpoint import MY_STAFF, TODAY
from hub.sql import Statement, written
from hub.viewer import Target, Viewer

if TYPE_CHECKING:
    from uuid import UUID

    import asyncpg

    from hub.clock import DistrictClock
    from hub.database import Database
    from hub.policy.viewpoint import Clock

CAPACITIES = """
SELECT t.id AS token_id, t.kind, t.strong, p.id AS person_id, p.epoch,
       s.id AS staff_id, g.id AS guardian_id, c.id AS student_id, a.id AS app_id
FROM token t
JOIN person p ON p.id = t.person_id
LEFT JOIN vendor_app a ON a.person_id = p.id
LEFT JOIN staff_member s ON s.person_id = p.id AND a.id IS NULL
LEFT JOIN guardian g ON g.person_id = p.id AND a.id IS NULL
LEFT JOIN student c ON c.person_id = p.id AND a.id IS NULL
WHERE t.digest = $1 AND t.revoked_at IS NULL AND t.expires_at > now()
  AND t.kind NOT IN ('LINK', 'CHOOSING') AND p.suspended_at IS NULL
"""


AGAIN = CAPACITIES.replace("t.digest = $1", "t.id = $1")

TARGET = """
SELECT p.id AS person_id, s.id AS staff_id, g.id AS guardian_id, c.id AS student_id, p.epoch
FROM staff_member s
JOIN person p ON p.id = s.person_id
LEFT JOIN guardian g ON g.person_id = p.id
LEFT JOIN student c ON c.person_id = p.id
WHERE s.id = $1
"""

ASKS_FOR_PROFIT = """
SELECT EXISTS (
    SELECT FROM vendor_app a
    JOIN vendor v ON v.id = a.vendor_id
    JOIN agreement g ON g.vendor_id = v.id
    WHERE a.id = $1 AND v.for_profit AND g.basis = 'DIRECTORY'
      AND g.starts_on <= $2 AND $2 < g.ends_on)
"""


class Running(Protocol):
    """A connection on which a change is made."""

    connection: Any


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
        for a suspended person (P-9), and for a session that showed too little of who it is for what
        its person may read today: all alike. Raises NotAgreed for an app none of whose
        agreements is in force today.
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

    async def viewing_as(self, viewer: Viewer, staff_id: UUID | None) -> Viewer:
        """The viewer as they view as a staff member, whose facts are read each time (P-33).

        Raises ViewAsRefused, which tells nothing of whom they name; None is nobody's id.
        """
        clock = viewer.clock
        asked = {"my_staff": viewer.staff_id, "their_staff": staff_id, **clock.parameters()}
        may = _may_view_as()
        async with self.database.acquire() as connection:
            allowed = await connection.fetchval(may.sql, *(asked[each] for each in may.parameters))
            row = await connection.fetchrow(TARGET, staff_id)
            if not allowed or row is None:
                raise ViewAsRefused
            target = await shape_of(connection, {**row, "app_id": None}, clock)
        return replace(viewer, shape=replace(viewer.shape, target=target), target=Target(**row))

    async def within(self, running: Running, viewer: Viewer) -> Viewer:
        """The viewer as the facts of a transaction that has not ended say; nothing is kept."""
        connection = running.connection
        row = await connection.fetchrow(AGAIN, viewer.token_id)
        if row is None:
            raise Unauthenticated("Sign in: the token is missing or no longer valid.")
        shape = await shape_of(connection, dict(row), viewer.clock)
        return replace(viewer, epoch=row["epoch"], shape=shape)

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
            del facts["kind"], facts["strong"]
            shape = await shape_of(connection, facts, clock)
            if kind is TokenKind.SESSION and not row["strong"] and asks_for_second_factor(shape):
                raise Unauthenticated("Sign in anew: what you may read asks for a second factor.")
            if facts["app_id"] is not None and "VA" not in shape.relations:
                raise await _not_agreed(connection, facts["app_id"], clock)
        return Viewer(**facts, shape=shape, clock=clock)


async def shape_of(
    connection: asyncpg.Connection[asyncpg.Record], facts: dict[str, Any], clock: Clock
) -> Shape:
    """Which relations the viewer can stand in today, and whether their training is current.

    What letters list is asked only of whoever has a letter.
    """
    mine = {
        "my_person": facts["person_id"],
        "my_staff": facts["staff_id"],
        "my_guardian": facts["guardian_id"],
        "my_student": facts["student_id"],
        "my_app": facts["app_id"],
        **clock.parameters(),
    }
    held, trained = await _held(connection, _reaches(), mine)
    if facts["app_id"] is not None:
        held -= OF_PERSONS
    for letter in LISTING & held:
        held |= (await _held(connection, _reaches(letter), mine))[0]
    return Shape(held, trained)


async def _held(
    connection: asyncpg.Connection[asyncpg.Record], statement: Statement, mine: dict[str, Any]
) -> tuple[frozenset[str], bool]:
    row = await connection.fetchrow(statement.sql, *(mine[name] for name in statement.parameters))
    assert row is not None
    return frozenset(name for name in RELATIONS if row.get(name)), bool(row["#trained"])


async def _not_agreed(
    connection: asyncpg.Connection[asyncpg.Record], app_id: UUID, clock: Clock
) -> NotAgreed:
    """Why an app reads nothing: it asks for profit, or nothing is agreed on today."""
    if await connection.fetchval(ASKS_FOR_PROFIT, app_id, clock.today):
        return ForProfit("Directory information is not given to whoever asks for profit.")
    return NotAgreed("No agreement with you is in force today.")


LISTING = frozenset({"VA", "MO"})
"""The relations to nobody that say that there is a letter; what it lists begins with theirs."""


@cache
def _may_view_as() -> Statement:
    return written(select(may_view_as()))


@cache
def _reaches(letter: str = "") -> Statement:
    """Ask for every relation that rests on no letter, or for those that a kind of letter lists."""
    asked = {
        name: each
        for name, each in RELATIONS.items()
        if each.listed is bool(letter) and name.startswith(letter)
    }
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
    reaches = (reach(relation).label(name) for name, relation in asked.items())
    return written(select(*reaches, trained.label("#trained")))
