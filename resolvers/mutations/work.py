"""Change: the rows of one change are written, each by the statement that asks the policy for it.

Whatever a domain writes goes through `add` and `amend`: there is no way around the policy, and
none that leaves no record. What a rule has to know beside (how many seats are taken) it reads by
`find`, and shows to nobody.
"""

from __future__ import annotations

import json
from asyncio import to_thread
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from hub.models.base import VERSION
from hub.policy.moving import moves
from resolvers.mutations import papers, rows
from resolvers.mutations.errors import Refused, UserError, Wrong
from resolvers.mutations.given import KEPT, in_schema
from resolvers.mutations.rows import NUMBER, Touch

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from hub.models import Base
    from hub.models.codes import ChangeKind
    from hub.policy import Shape
    from hub.sql import Statement
    from hub.viewer import Viewer

    Values = Mapping[str, Any]
    Writing = Callable[[Touch, Shape], Statement]

ABSENT = "There is no such row, or none that you may see."
NOT_YOURS = "You may not write the fields that are named; nothing was written."
STALE = "Somebody else has changed this since you read it: read it again."
MADE_MAX = 1024
_MADE: set[tuple[Writing, Touch, Shape]] = set()
"""Statements that have been made: as many as are kept of each way to write."""


class Runs(Protocol):
    """Runs statements on one transaction."""

    async def rows(self, statement: Statement, values: Values) -> list[Mapping[str, Any]]:
        """The rows of a statement."""


class Moved(Exception):
    """The viewer's sign-in ended or their facts moved since they were read: nothing happened."""


@dataclass(frozen=True)
class Verdict:
    """What became of one row: its id where it was written, else what is wrong with it."""

    id: UUID | None
    error: UserError | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of a change: the id of the row that its payload shows, what was wrong with rows
    that were entered one by one, and how many of which kind there were.
    """

    shown: UUID | None
    errors: tuple[UserError, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)


class Rehearsed(Exception):
    """A change went its road to see what would come of it: nothing of it happens."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self.outcome = outcome


@dataclass
class Work:
    """One change: who makes it, in which words of the work, and why. What is written may move the
    facts of whoever writes it: `identify` reads these anew.
    """

    running: Runs
    viewer: Viewer
    request_id: UUID
    operation: str
    reason: str | None = None
    identify: Callable[[Any, Viewer], Awaitable[Viewer]] | None = None

    @property
    def today(self) -> date:
        """The district's day."""
        return self.viewer.clock.today

    @property
    def now(self) -> datetime:
        """The instant of the change, in UTC."""
        return self.viewer.clock.now

    async def add(
        self, model: type[Base], said: Values, stamped: Values | None = None, *, path: str = ""
    ) -> UUID:
        """Add a row: columns that the client says, and columns that the hub stamps.

        Raises Refused; what is wrong with the row is told at `path`.
        """
        (verdict,) = await self.add_each(model, [said], [stamped or {}], paths=[path])
        return _written(verdict)

    async def add_each(
        self,
        model: type[Base],
        said: Sequence[Values],
        stamped: Sequence[Values],
        *,
        paths: Sequence[str],
    ) -> list[Verdict]:
        """Add rows that have the same columns, each if it may be: what became of each."""
        return await self._each(rows.adding, model, said, stamped, paths)

    async def judge_each(
        self,
        model: type[Base],
        said: Sequence[Values],
        *,
        stamped: Sequence[Values] = (),
        paths: Sequence[str],
    ) -> list[UserError | None]:
        """Whether rows might be added: None, or what is wrong with them. Nothing is written."""
        beside = stamped or [{} for _ in said]
        return [each.error for each in await self._each(rows.judging, model, said, beside, paths)]

    async def amend(
        self,
        model: type[Base],
        row_id: UUID,
        version: int | None,
        said: Values,
        stamped: Values | None = None,
        *,
        path: str = "",
    ) -> UUID:
        """Amend a row of the version that the client has seen; None for whatever it is by now.

        Raises Refused.
        """
        given = [(row_id, version, said)]
        (verdict,) = await self.amend_each(model, given, stamped=stamped, paths=[path])
        return _written(verdict)

    async def amend_each(
        self,
        model: type[Base],
        given: Sequence[tuple[UUID, int | None, Values]],
        *,
        stamped: Values | None = None,
        counted: bool = False,
        paths: Sequence[str],
    ) -> list[Verdict]:
        """Amend the same columns of rows, each if it may be: what became of each. `counted`: what
        hangs on a row changes, so that it does even where it says the same.
        """
        said = [
            {"id": row_id, **({VERSION: version} if version is not None else {}), **values}
            for row_id, version, values in given
        ]
        return await self._each(
            rows.counting if counted else rows.amending,
            model,
            said,
            [stamped or {} for _ in said],
            paths,
            ("id", VERSION),
        )

    async def take_back(
        self,
        model: type[Base],
        given: Sequence[UUID],
        columns: frozenset[str],
        *,
        paths: Sequence[str],
    ) -> list[Verdict]:
        """Take rows back, each if all of these columns may be written: as if it had never been,
        but for the record.
        """
        said = [{**dict.fromkeys(columns), "id": row_id} for row_id in given]
        none: list[Values] = [{} for _ in said]
        return await self._each(rows.taking_back, model, said, none, paths, ("id", VERSION))

    async def rename(self, model: type[Base], kind: ChangeKind, old: UUID, kept: UUID) -> None:
        """Say that a row is kept for another one (MERGED), or no longer is (SYN-3)."""
        await self.find(rows.renaming(model.__tablename__, kind), old=old, kept=kept)

    async def find(self, statement: Statement, **given: Any) -> list[Mapping[str, Any]]:
        """Rows that a rule has to know, whoever may see them: for no one's eyes. `given` are the
        statement's own parameters; the viewer's and the clock's have their names.
        """
        return await self.running.rows(statement, {**self.values(), **given})

    async def _each(
        self,
        write: Writing,
        model: type[Base],
        said: Sequence[Values],
        stamped: Sequence[Values],
        paths: Sequence[str],
        keys: tuple[str, ...] = (),
    ) -> list[Verdict]:
        if not said:
            return []
        touch = Touch(model.__tablename__, frozenset(said[0]) - set(keys), frozenset(stamped[0]))
        text = json.dumps([{**a, **b} for a, b in zip(said, stamped, strict=True)], default=str)
        values = {**self.values(), "rows": text}
        statement = await _statement(write, touch, self.viewer.shape)
        answered = await self.running.rows(statement, values)
        if answered and not answered[0]["fresh"]:
            raise Moved
        if moves(touch.table) and self.identify is not None:
            self.viewer = await self.identify(self.running, self.viewer)
        by_number = {row[NUMBER]: row for row in answered}
        verdicts = [_verdict(by_number.get(at), path) for at, path in enumerate(paths, start=1)]
        if write is not rows.taking_back:
            for verdict, each in zip(verdicts, said, strict=True):
                if verdict.id is not None:
                    await papers.name(self, touch.table, verdict.id, each)
        return verdicts

    def values(self) -> dict[str, Any]:
        """The values of the parameters of every statement of the change."""
        return {
            **self.viewer.parameters(),
            "request_id": self.request_id,
            "operation": self.operation,
            "reason": self.reason,
        }


async def _statement(write: Writing, touch: Touch, shape: Shape) -> Statement:
    """The statement that writes so; in a thread where it has to be made: the first one takes a
    second, in which nobody else is kept waiting.
    """
    if (write, touch, shape) in _MADE:
        return write(touch, shape)
    made = await to_thread(write, touch, shape)
    if len(_MADE) >= MADE_MAX:
        _MADE.clear()
    _MADE.add((write, touch, shape))
    return made


def _verdict(row: Mapping[str, Any] | None, path: str) -> Verdict:
    where = ("input", *(path.split(".") if path else ()))
    if row is None or not row.get("seen", True):
        return Verdict(None, UserError(where, Wrong.NOT_FOUND, ABSENT))
    if row["refused"]:
        named = sorted(name for group in row["refused"] for name in group.split())
        fields = tuple(in_schema(name) for name in named)
        return Verdict(None, UserError(where, Wrong.NOT_ALLOWED, NOT_YOURS, fields))
    if row.get("current") is False:
        said = UserError(where, Wrong.STALE_VERSION, STALE, version=row["present_version"])
        return Verdict(None, said)
    return Verdict(row.get("id"))


def _written(verdict: Verdict) -> UUID:
    if verdict.error is not None:
        raise Refused(verdict.error)
    assert verdict.id is not None
    return verdict.id


def said_of(given: object, *, but: tuple[str, ...] = ("id", "version")) -> dict[str, object]:
    """The fields of an input that were said, by column."""
    return {
        name: value for name, value in vars(given).items() if value is not KEPT and name not in but
    }
