"""A world's twin for one person: it differs in everything that they may not read.

Values that are withheld from the person are rewritten, and rows that they can't see go away; what
they may read, and why, stays as it is. A change that PostgreSQL's constraints refuse, or that
would change what the person may read, is not made.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import asyncpg

from hub.models import Base
from hub.models.base import written
from tests.oracle import policy, worlds
from tests.oracle.arena import NOW
from tests.oracle.facts import Facts

if TYPE_CHECKING:
    from random import Random
    from uuid import UUID

    from sqlalchemy import Column

    from hub.database import Connection
    from tests.oracle.drawing import Row, World
    from tests.oracle.reading import Reading

CHANGES = 60
"""How many changes are tried for one person, in halves where some of them would be noticed."""
NEVER_CHANGED = frozenset({"token", "disclosure", "district", "person", "alembic_version"})
"""Tables of sign-in and of the record of reading, and the clock: no part of any slice."""
LETTERS = frozenset(
    {"vendor", "vendor_app", "agreement", "agreement_scope", "engagement", "engagement_scope"}
)
"""What an app or a monitor reads by: it makes the schema or the markers that they are shown."""
STANDINGS = frozenset({"counselor_range", "section_staff", "coverage"})
"""One's own are standings, and make the markers that one is shown. Nobody reads ranges, nor the
others who holds no post, so that they look as if they were withheld from the very person. So are
one's own bonds and household: of a child whose record an order closes, or who is one's own (P-15).
"""
WORDS = ("quartz", "River", "steel 7", "Zed")
Change = tuple[str, "UUID", str, Any]
"""A table, a row, a column and its new value; a column of "" takes the row away."""


async def estranged(
    connection: Connection,
    world: World,
    person: UUID,
    random: Random,
    *,
    inputs: bool = False,
) -> list[Change]:
    """Change the world in this database for one person; what was changed.

    `connection` is the owner's, and its transaction the caller's to roll back. `inputs`: also what
    is worked out for them may become something else; otherwise it stays as it is.
    """

    def readable(twin: World) -> Reading:
        found = policy.readable(twin, person, worlds.TODAY, NOW)
        told = {} if inputs else found.statuses
        return replace(found, inputs={}, statuses=told)

    before = readable(world)
    who = Facts(world, person, worlds.TODAY, NOW)
    spared = LETTERS if who.app_id or who.my("engagement") else frozenset()
    open_to_change = {n: r for n, r in world.items() if n not in spared}
    for table in STANDINGS:
        open_to_change[table] = [row for row in world[table] if not who.me(row["staff_id"])]
    open_to_change |= _not_of_ones_own(world, who)
    places = candidates(open_to_change, before, random)
    twin = deepcopy(world)
    made: list[Change] = []
    waiting = [places]
    while waiting:
        batch = waiting.pop()
        tried = [each for each in batch if _lawful_here(twin, each)]
        altered = _altered(twin, tried)
        if readable(altered) == before:
            accepted = [each for each in tried if await _accepted(connection, each)]
            twin = _altered(twin, accepted)
            made += accepted
        elif len(tried) > 1:
            half = len(tried) // 2
            waiting += [tried[:half], tried[half:]]
    assert readable(twin) == before
    return made


def _not_of_ones_own(world: World, who: Facts) -> World:
    """The bonds and households of others: who is one's own child follows from one's own (P-15)."""
    bonds = ("guardianship", "household_guardian")
    mine = {
        row["household_id"]
        for row in world["household_guardian"]
        if who.me_as_guardian(row["guardian_id"])
    }
    return {
        **{
            name: [row for row in world[name] if not who.me_as_guardian(row["guardian_id"])]
            for name in bonds
        },
        "household_student": [
            row for row in world["household_student"] if row["household_id"] not in mine
        ],
    }


def candidates(world: World, reading: Reading, random: Random) -> list[Change]:
    """Changes of what a reading does not show, in no order."""
    found: list[Change] = []
    for name, rows in world.items():
        if name in NEVER_CHANGED:
            continue
        columns = written(Base.metadata.tables[name])
        for row in rows:
            readable = reading.columns.get((name, row["id"]))
            if readable is None and random.random() < 0.3:
                found.append((name, row["id"], "", None))
            for column in columns:
                silenced = (name, row["id"], column.name) in reading.silenced
                if _changeable(column) and (
                    readable is None or silenced or column.name not in readable
                ):
                    found.append(
                        (name, row["id"], column.name, _other(row[column.name], column, random))
                    )
    random.shuffle(found)
    return found[:CHANGES]


def _changeable(column: Column[Any]) -> bool:
    return not column.primary_key and not column.foreign_keys and column.name != "kind"


def _other(value: Any, column: Column[Any], random: Random) -> Any:
    """Another value of a column's type."""
    if column.nullable and value is not None and random.random() < 0.3:
        return None
    codes = getattr(column.type, "enum_class", None)
    if codes is not None:
        return random.choice([each.value for each in codes])
    kind = column.type.python_type
    days = timedelta(random.choice((-9, -1, 1, 9)))
    makers: dict[type, Any] = {
        bool: lambda: not value,
        int: lambda: (value or 0) + 1,
        Decimal: lambda: (value or Decimal(0)) + 1,
        date: lambda: (value or worlds.TODAY) + days,
        datetime: lambda: (value or NOW) + days,
        time: lambda: time(random.randrange(24), 30),
        str: lambda: random.choice(WORDS),
    }
    return makers[kind]() if kind in makers else value


def _lawful_here(world: World, change: Change) -> bool:
    """Whether the row is still there, and nothing refers to it where it is to go."""
    table, key, column, _ = change
    if all(row["id"] != key for row in world[table]):
        return False
    return column != "" or not any(
        row[other.name] == key
        for name, rows in world.items()
        for other in Base.metadata.tables[name].columns
        if any(each.column.table.name == table for each in other.foreign_keys)
        for row in rows
    )


def _altered(world: World, changes: list[Change]) -> World:
    """The world with these changes, its other rows shared."""
    gone = {(table, key) for table, key, column, _ in changes if column == ""}
    values: dict[tuple[str, UUID], Row] = {}
    for table, key, column, value in changes:
        values.setdefault((table, key), {})[column] = value
    return {
        table: [
            {**row, **{k: v for k, v in values.get((table, row["id"]), {}).items() if k}}
            for row in rows
            if (table, row["id"]) not in gone
        ]
        for table, rows in world.items()
    }


async def _accepted(connection: Connection, change: Change) -> bool:
    """Make a change; whether PostgreSQL's constraints let it stand."""
    table, key, column, value = change
    try:
        async with connection.transaction():
            if column == "":
                await connection.execute(f'DELETE FROM "{table}" WHERE id = $1', key)
            else:
                await connection.execute(
                    f'UPDATE "{table}" SET "{column}" = $1 WHERE id = $2', value, key
                )
            await connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except (asyncpg.IntegrityConstraintViolationError, asyncpg.DataError):
        return False
    return True
