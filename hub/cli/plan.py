"""`homeroom plan`: how an operation is answered, room by room."""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import typer

from hub.cli.errors import CommandRefused
from hub.cli.opening import clock_of, opened, refuse_live
from hub.cli.people import anyone
from hub.cli.tree import tree
from hub.database import Database
from hub.identity import Identity, issue
from hub.identity.tokens import revoke
from hub.models.codes import TokenKind
from hub.progress import Progress
from resolvers.binding import bound
from schema.build import build
from schema.documents import Invalid, coerced_values
from schema.door import Door

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping

    from graphql import GraphQLError

    from hub.database import Connection
    from hub.settings import Settings
    from hub.sql import Statement
    from hub.viewer import Viewer
    from schema.build import Built
    from schema.door import Prepared

ROOMS = ("plan", "run", "print")


@dataclass(frozen=True)
class Asked:
    """An operation as it was handed to the command: a document, JSON of variables, a name, and as
    whom it is viewed.
    """

    text: str
    variables: str
    operation: str | None
    viewing_as: str | None = None

    def values(self) -> dict[str, Any]:
        """The variables. Raises CommandRefused unless they are a JSON object."""
        try:
            values = json.loads(self.variables)
        except ValueError:
            values = None
        if not isinstance(values, dict):
            raise CommandRefused('--variables is a JSON object, such as \'{"id": "stu_..."}\'.')
        return values


class Rehearsal(Database):
    """The database for statements that leave nothing behind: what they write is rolled back."""

    @asynccontextmanager
    async def acquire(self) -> AsyncIterator[Connection]:
        """A connection in a transaction that ends with the block."""
        async with super().acquire() as connection:
            transaction = connection.transaction()
            await transaction.start()
            try:
                yield connection
            finally:
                await transaction.rollback()


async def print_plan(settings: Settings, asked: Asked, who: str) -> None:
    """Print how an operation is answered; its answer isn't printed."""
    progress = Progress()
    with progress.step("building the schema"):
        built = build()
    async with opened(settings, progress) as database:
        async for line in rehearsed(database, built, asked, who):
            typer.echo(line)


async def rehearsed(database: Database, built: Built, asked: Asked, who: str) -> AsyncIterator[str]:
    """The lines of the account of an operation, which is run as somebody and rolled back.

    Raises CommandRefused, and Refusal as the door does.
    """
    variables = asked.values()
    async with database.owner() as owner:
        await refuse_live(owner, "operations are planned as somebody else")
        clock, person = await clock_of(owner), await anyone(owner, who)
        rehearsal = Rehearsal(database.facts, database.settings)
        door = Door(built, rehearsal, database.settings.key(), clock.zone)
        token = await issue(owner, person.person_id, TokenKind.BEARER)
        try:
            identity = Identity(database, clock)
            viewer = await identity.viewer(token)
            if asked.viewing_as is not None:
                target = await anyone(owner, asked.viewing_as)
                viewer = await identity.viewing_as(viewer, target.staff_id)
            async for line in _told(door, asked, variables, viewer):
                yield line
        finally:
            await rehearsal.close()
            await revoke(owner, token)


async def _told(
    door: Door, asked: Asked, variables: Mapping[str, Any], viewer: Viewer
) -> AsyncIterator[str]:
    timings = [await _timed(door, asked, variables, viewer) for _ in range(2)]
    prepared, values = _prepared(door, asked, variables, viewer)
    yield "PLAN"
    for root in prepared.plan.roots:
        for line in tree(root):
            yield line
    yield "\nSQL"
    yield prepared.statement.sql
    for number, name in enumerate(prepared.statement.parameters, 1):
        yield f"  ${number} {name}"
    yield "\nEXPLAIN (ANALYZE, BUFFERS), with the plan that every request gets"
    for line in await explained(door.database, prepared.statement, values):
        yield line
    yield "\nTIME PER ROOM, ms"
    yield "\n".join(_timings(*timings))


async def _timed(
    door: Door, asked: Asked, variables: Mapping[str, Any], viewer: Viewer
) -> Mapping[str, float]:
    try:
        answer = await door.execute(
            asked.text, viewer, variables=variables, operation_name=asked.operation
        )
    except Invalid as invalid:
        said = " ".join(map(_said, invalid.errors))
        raise CommandRefused(f"The document is not valid. {said}") from None
    return answer.timings


def _said(error: GraphQLError) -> str:
    """What is wrong, and where."""
    places = ", ".join(f"line {at.line}, column {at.column}" for at in error.locations or ())
    return f"{error.message}{f' ({places})' if places else ''}"


def _timings(first: Mapping[str, float], again: Mapping[str, float]) -> Iterator[str]:
    yield f"  {'':8}{'at first':>10}{'again':>10}"
    for room in ROOMS:
        yield f"  {room:8}{first.get(room, 0):>10.2f}{again.get(room, 0):>10.2f}"


def _prepared(
    door: Door, asked: Asked, variables: Mapping[str, Any], viewer: Viewer
) -> tuple[Prepared, dict[str, Any]]:
    """What the door prepared for the operation, and the values of its parameters."""
    document = door.document(asked.text, viewer)
    named = document.operations
    operation = named[asked.operation or ""] if len(named) > 1 else next(iter(named.values()))
    given = coerced_values(door.seen_by(viewer), operation, variables)
    prepared = door.prepared((asked.text, False), document, operation, given, viewer)
    values = bound(prepared.plan, given, viewer, door.secret, uuid4())
    return prepared, values


async def explained(
    database: Database, statement: Statement, values: Mapping[str, Any]
) -> list[str]:
    """PostgreSQL's account of running a statement, by the plan that every request gets."""
    arguments = ", ".join(literal(values[name]) for name in statement.parameters)
    called = f"planned({arguments})" if arguments else "planned"
    async with database.acquire() as connection:
        await connection.execute(f"PREPARE planned AS {statement.sql}")
        rows = await connection.fetch(f"EXPLAIN (ANALYZE, BUFFERS) EXECUTE {called}")
        await connection.execute("DEALLOCATE planned")
    return [row[0] for row in rows]


def literal(value: Any) -> str:
    """A value as SQL text; its type is that of the parameter for which it stands."""
    if value is None:
        return "NULL"
    if isinstance(value, bytes):
        return rf"'\x{value.hex()}'"
    text = value.isoformat() if isinstance(value, date | datetime | time) else str(value)
    return "'" + text.replace("'", "''") + "'"
