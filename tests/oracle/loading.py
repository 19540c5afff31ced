"""How a world comes into a database and goes again. The connection is the owner's."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from hub.models import Base

if TYPE_CHECKING:
    import asyncpg

    from tests.oracle.drawing import World

    Connection: TypeAlias = asyncpg.Connection[asyncpg.Record]


def insert_order() -> list[str]:
    """All tables, each after those that it refers to."""
    return [table.name for table in Base.metadata.sorted_tables]


async def load(connection: Connection, world: World) -> None:
    """Copy a world into empty tables, in one transaction and under every constraint."""
    async with connection.transaction():
        for table in insert_order():
            rows = world[table]
            if not rows:
                continue
            columns = list(rows[0])
            await connection.copy_records_to_table(
                table,
                records=[tuple(row[name] for name in columns) for row in rows],
                columns=columns,
            )


async def clear(connection: Connection) -> None:
    """Empty all tables: for a world's few hundred rows, by DELETE a sixth of TRUNCATE's time."""
    emptied = (f'DELETE FROM "{table}"' for table in reversed(insert_order()))
    await connection.execute("; ".join(emptied))
