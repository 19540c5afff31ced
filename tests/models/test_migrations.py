"""The migrations make what the models say, and can be taken back."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import text

from hub.database import MIGRATIONS, newest
from hub.district import build, load
from hub.models import Base
from hub.models.codes import IepStatus, PlanStatus
from hub.plans import iep_status, plan_504_status
from tests.conftest import QUIET, SEED, STUDENTS
from tests.models.catalogs import tables

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    import asyncpg
    from sqlalchemy import Connection as SyncConnection

    from hub.database import Database
    from tests.conftest import Hub

MERGED = """
INSERT INTO student_merge (student_id, other_id, kept_id, proposed_on, proposed_by, confirmed_on,
    confirmed_by)
SELECT pair.one, pair.other, $2, '2026-10-01', staff.ids[1], '2026-10-02', staff.ids[2]
FROM (VALUES ($1::uuid, $2::uuid), ($2, $1)) AS pair (one, other),
     (SELECT array_agg(id) AS ids FROM staff_member) AS staff
"""
DISCLOSED = """
INSERT INTO disclosure (request_id, person_id, student_id, slices, party)
SELECT gen_random_uuid(), (SELECT id FROM person LIMIT 1), student, '{12}', 'Reader'
FROM unnest($1::uuid[]) AS student
"""
MODELS = "models"
"""A schema beside the migrated one, in which the models make their tables themselves."""


async def alembic(database: Database, run: Callable[[Config], None]) -> None:
    """Run a command of alembic on a database, as its owner."""

    def on(connection: SyncConnection) -> None:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        config.attributes["connection"] = connection
        run(config)

    async with database.owner_through_sqlalchemy() as connection:
        await connection.run_sync(on)
        await connection.commit()


async def made_by_the_models(database: Database) -> None:
    """Let the models make their tables in a schema of their own."""
    async with database.owner_through_sqlalchemy() as connection:
        await connection.execute(text(f"CREATE SCHEMA {MODELS}"))
        await connection.execute(text(f"SET search_path = {MODELS}, public"))
        await connection.run_sync(lambda sync: Base.metadata.create_all(sync, checkfirst=False))
        await connection.commit()


async def test_alembic_finds_nothing_to_migrate(empty: Database) -> None:
    await alembic(empty, command.check)


async def test_the_migrations_make_what_the_models_say(empty: Database) -> None:
    """Alembic compares neither checks nor exclusions: without this, one could be missing."""
    await made_by_the_models(empty)
    async with empty.owner() as owner:
        migrated, said = await tables(owner, "public"), await tables(owner, MODELS)
    kinds = {definition[0] for definition in said.constraints.values()}
    assert kinds >= set("cfpux"), "checks, foreign keys, primary keys, unique ones, exclusions"
    assert migrated.columns == said.columns
    assert migrated.constraints == said.constraints
    assert migrated.indexes == said.indexes


async def test_a_missing_constraint_is_seen(empty: Database) -> None:
    await made_by_the_models(empty)
    async with empty.owner() as owner:
        await owner.execute("ALTER TABLE post DROP CONSTRAINT ex_post_window")
        migrated, said = await tables(owner, "public"), await tables(owner, MODELS)
    assert said.constraints.keys() - migrated.constraints.keys() == {"post.ex_post_window"}
    assert said.indexes.keys() - migrated.indexes.keys() == {"post.ex_post_window"}


async def test_a_populated_database_goes_down_to_nothing_and_up_again(own_demo: Hub) -> None:
    database = own_demo.database
    async with database.owner() as owner:
        before = await tables(owner, "public")
        assert await owner.fetchval("SELECT count(*) FROM student") == STUDENTS

    await alembic(database, lambda config: command.downgrade(config, "base"))
    async with database.owner() as owner:
        assert await _left(owner) == ["alembic_version"]

    await database.migrate(QUIET)
    async with database.owner() as owner:
        assert await tables(owner, "public") == before
        await load(owner, build(SEED, STUDENTS), QUIET)
        assert await owner.fetchval("SELECT count(*) FROM student") == STUDENTS


async def _left(owner: asyncpg.Connection[asyncpg.Record]) -> list[str]:
    rows = await owner.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return [row["tablename"] for row in rows]


def test_the_newest_revision_is_the_head_of_the_scripts() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert newest() == ScriptDirectory.from_config(config).get_current_head()


async def test_syn3_disclosures_from_before_are_told_of_who_is_kept_and_back(own_demo: Hub) -> None:
    """Two students were given up, one for another, before the list was told of the child."""
    database = own_demo.database
    async with database.owner() as owner:
        one, other, kept = await owner.fetchval(
            "SELECT (array_agg(id ORDER BY id))[:3] FROM student"
        )
        for pair in ((one, other), (other, kept)):
            await owner.execute(MERGED, *pair)
        await owner.execute(DISCLOSED, [one, other, kept, kept])
    await alembic(database, lambda config: command.downgrade(config, "2026_11_23_sign_in"))
    assert await _disclosed(database) == {one: 1, other: 1, kept: 2}
    await database.migrate(QUIET)
    assert await _disclosed(database) == {kept: 4}
    async with database.owner() as owner:
        first = await owner.fetch("SELECT first_id FROM disclosure WHERE party = 'Reader'")
    assert sorted((row["first_id"] for row in first), key=str) == [one, other, None, None]
    await alembic(database, lambda config: command.downgrade(config, "2026_11_23_sign_in"))
    assert await _disclosed(database) == {one: 1, other: 1, kept: 2}


async def _disclosed(database: Database) -> Counter[UUID]:
    async with database.owner() as owner:
        rows = await owner.fetch("SELECT student_id FROM disclosure WHERE party = 'Reader'")
    return Counter(row["student_id"] for row in rows)


async def test_how_far_plans_have_come_outlives_the_way_down_and_up(own_demo: Hub) -> None:
    """What was a flag is dates, and a flag again, and dates."""
    database = own_demo.database
    before = await _statuses(database)
    assert {status for _, status in before} == {*IepStatus, *PlanStatus} - {IepStatus.DECLINED}
    await alembic(database, lambda config: command.downgrade(config, "2026_11_22_statuses"))
    async with database.owner() as owner:
        flags = await owner.fetch(
            "SELECT id, status FROM iep UNION ALL SELECT id, status FROM plan_504"
        )
    assert {(row["id"], row["status"]) for row in flags} == before
    await database.migrate(QUIET)
    assert await _statuses(database) == before


async def _statuses(database: Database) -> set[tuple[UUID, str]]:
    """How far each plan has come, by its dates."""
    async with database.owner() as owner:
        today = await owner.fetchval("SELECT fixed_today FROM district")
        ieps = await owner.fetch(
            "SELECT id, starts_on, offered_on, consented_on, declined_on, superseded_on FROM iep"
        )
        plans = await owner.fetch("SELECT id, adopted_on, starts_on, ends_on FROM plan_504")
    found = {(each.pop("id"), iep_status(today, **each)) for each in map(dict, ieps)}
    return {
        *found,
        *((each.pop("id"), plan_504_status(today, **each)) for each in map(dict, plans)),
    }
