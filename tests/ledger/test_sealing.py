"""What is sealed, and when, while others write and other processes seal."""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING, Any

import asyncpg
import pytest

from hub.database import AWAY
from hub.ledger import Sealer, verify
from hub.ledger.sealing import LOCK
from hub.models.audit import Recorded
from hub.models.base import Base
from hub.rights import OF_THE_SERVER, RECORDS, RENAMED
from tests.ledger.books import DISCLOSE, VIEW, another, disclose, sealed, total, verified

if TYPE_CHECKING:
    from hub.database import Database
    from tests.conftest import Hub


@pytest.fixture
def database(own_demo: Hub) -> Database:
    """A demo district of one's own."""
    return own_demo.database


def test_every_record_is_told_to_the_ledger() -> None:
    models: set[Any] = {mapper.class_ for mapper in Base.registry.mappers}
    recorded = {str(model.__tablename__) for model in models if issubclass(model, Recorded)}
    assert set(RECORDS) == recorded


async def test_aud3_rows_are_sealed_once_and_verify(database: Database) -> None:
    async with database.acquire() as connection:
        sealer = Sealer()
        there = await connection.fetchval("SELECT count(*) FROM disclosure")
        assert await sealer.seal(connection) >= there > 0
        assert await sealer.seal(connection) == 0
        await connection.execute(DISCLOSE, 7)
        await connection.execute(VIEW)
        assert await sealer.seal(connection) == 8
    verdict = await verified(database)
    assert verdict.findings == []
    assert verdict.seals == 4
    assert verdict.rows["disclosure"] == there + 7
    assert set(verdict.unsealed.values()) == {0}


async def test_many_rows_take_several_seals(database: Database) -> None:
    await sealed(database)
    await disclose(database, 25)
    async with database.acquire() as connection:
        assert await Sealer(entries_max=10).seal(connection) == 25
    async with database.owner() as owner:
        counts = await owner.fetch("SELECT count FROM seal ORDER BY number DESC LIMIT 3")
    assert [row["count"] for row in counts] == [5, 10, 10]
    assert (await verified(database)).findings == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {record} SET at = now()",
        "DELETE FROM {record}",
        "TRUNCATE {record}",
        "INSERT INTO {record} (at, id) VALUES ('2020-01-01', gen_random_uuid())",
        "INSERT INTO {record} (entry) OVERRIDING SYSTEM VALUE VALUES (1)",
        "INSERT INTO {record} DEFAULT VALUES",
    ],
)
@pytest.mark.parametrize("record", RECORDS)
async def test_p38_the_application_only_adds_and_never_says_when(
    database: Database, record: str, statement: str
) -> None:
    last = statement.endswith("DEFAULT VALUES")
    refusal = asyncpg.NotNullViolationError if last else asyncpg.InsufficientPrivilegeError
    async with database.acquire() as connection:
        with pytest.raises(refusal):
            await connection.execute(statement.format(record=record))


async def test_p38_the_application_can_not_change_a_seal(database: Database) -> None:
    await sealed(database)
    async with database.acquire() as connection:
        for statement in ("UPDATE seal SET count = 0", "DELETE FROM seal", "TRUNCATE seal"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(statement)


async def test_the_rights_stay_when_the_tables_are_migrated_again(database: Database) -> None:
    async with database.owner() as owner:
        rights = await owner.fetch(
            "SELECT table_name, column_name, privilege_type FROM"
            " information_schema.column_privileges WHERE grantee = $1 AND table_name = ANY($2)",
            database.application_role,
            RECORDS,
        )
    inserted = {row[:2] for row in map(tuple, rights) if row[2] == "INSERT"}
    assert {record for record, _ in inserted} == set(RECORDS)
    assert not {column for _, column in inserted} & set(OF_THE_SERVER)
    renamed = {row[:2] for row in map(tuple, rights) if row[2] == "UPDATE"}
    assert renamed == {(record, name) for record, names in RENAMED.items() for name in names}
    assert {row["privilege_type"] for row in rights} == {"INSERT", "SELECT", "UPDATE"}


async def test_a_row_that_commits_late_is_waited_for_by_the_sealer_alone(
    database: Database,
) -> None:
    """The early number commits last: whoever sealed by what can be seen would lose it."""
    await sealed(database)
    before = await total(database)
    sealer = Sealer()
    async with another(database) as late, database.acquire() as connection:
        held = late.transaction()
        await held.start()
        await late.execute(DISCLOSE, 1)
        await disclose(database, 3)
        assert await sealer.seal(connection) == 0
        assert sealer.waiting
        await disclose(database, 2)
        assert await sealer.seal(connection) == 0
        await held.commit()
        assert await sealer.seal(connection) == 4
        assert await sealer.seal(connection) == 2
        assert not sealer.waiting
    assert await total(database) == before + 6
    assert (await verified(database)).findings == []


async def test_a_row_that_is_taken_back_leaves_no_gap(database: Database) -> None:
    await sealed(database)
    async with another(database) as late, database.acquire() as connection:
        held = late.transaction()
        await held.start()
        await late.execute(DISCLOSE, 5)
        await held.rollback()
        await disclose(database, 1)
        assert await Sealer().seal(connection) == 1
    assert (await verified(database)).findings == []


async def test_who_only_reads_a_record_keeps_nothing_from_being_sealed(
    database: Database,
) -> None:
    await sealed(database)
    async with another(database) as reader, reader.transaction():
        await reader.fetch("SELECT FROM disclosure")
        await disclose(database, 2)
        async with database.acquire() as connection:
            assert await Sealer().seal(connection) == 2


async def _write(database: Database, seed: int) -> int:
    """Write in transactions of any length, some taken back; how many rows were kept."""
    dice, kept = random.Random(seed), 0
    async with another(database) as connection:
        for _ in range(12):
            transaction, rows = connection.transaction(), 0
            await transaction.start()
            for _ in range(dice.randint(1, 3)):
                await connection.execute(DISCLOSE, each := dice.randint(1, 4))
                rows += each
                await asyncio.sleep(dice.random() / 25)
            if dice.random() < 0.2:
                await transaction.rollback()
            else:
                await transaction.commit()
                kept += rows
    return kept


async def _seal(database: Database, stop: asyncio.Event) -> int:
    rows, sealer = 0, Sealer(entries_max=50)
    async with another(database) as connection:
        while not stop.is_set():
            rows += await sealer.seal(connection)
            await asyncio.sleep(0.003)
    return rows


async def test_writers_and_two_sealers_at_once_lose_and_repeat_no_row(
    database: Database,
) -> None:
    await sealed(database)
    before, stop = await total(database), asyncio.Event()
    sealers = [asyncio.create_task(_seal(database, stop)) for _ in range(2)]
    kept = await asyncio.gather(*(_write(database, seed) for seed in range(8)))
    stop.set()
    rows = sum(await asyncio.gather(*sealers))
    async with database.acquire() as connection:
        rows += await Sealer().seal(connection)
    assert rows == sum(kept) == await total(database) - before
    verdict = await verified(database)
    assert verdict.findings == []
    assert verdict.unsealed["disclosure"] == 0


async def test_a_second_sealer_leaves_the_work_to_the_first(database: Database) -> None:
    await disclose(database)
    async with another(database) as first, database.acquire() as connection:
        async with first.transaction():
            await first.execute("SELECT pg_advisory_xact_lock($1)", LOCK)
            assert await Sealer().seal(connection) == 0
        assert await Sealer().seal(connection) > 0


async def test_a_sealer_that_is_killed_in_between_leaves_a_chain_that_holds(
    database: Database,
) -> None:
    await sealed(database)
    await disclose(database, 40)
    async with another(database) as doomed, database.owner() as owner:
        process = await doomed.fetchval("SELECT pg_backend_pid()")
        work = asyncio.create_task(Sealer(entries_max=1).seal(doomed))
        async with asyncio.timeout(20):
            while await owner.fetchval("SELECT count(*) FROM seal") < 8:
                pass
        await owner.execute("SELECT pg_terminate_backend($1)", process)
        with pytest.raises(AWAY):
            await work
    left = (await verified(database)).unsealed["disclosure"]
    assert 0 < left < 40
    async with database.acquire() as connection:
        assert await Sealer().seal(connection) == left
    assert (await verified(database)).findings == []


async def test_a_record_joins_by_its_name(database: Database) -> None:
    records = (*RECORDS, "note")
    async with database.owner() as owner:
        await owner.execute(
            "CREATE TABLE note (entry bigint GENERATED ALWAYS AS IDENTITY,"
            " at timestamptz DEFAULT clock_timestamp(), body jsonb)"
        )
        await owner.execute("""INSERT INTO note (body) VALUES ('{"a": null}'), ('{}')""")
        await Sealer(records).seal(owner)
        well = await verify(owner, (), lambda _: None, records)
        await owner.execute("UPDATE note SET body = '{}' WHERE entry = 1")
        edited = await verify(owner, (), lambda _: None, records)
    assert (well.findings, well.rows["note"]) == ([], 2)
    (number,) = {each["number"] for each in await _seals(database, "note")}
    assert edited.findings == [f"In note, a row that seal {number} covers was edited."]


async def _seals(database: Database, record: str) -> list[asyncpg.Record]:
    async with database.owner() as owner:
        found = await owner.fetch("SELECT * FROM seal WHERE record = $1", record)
        return list(found)
