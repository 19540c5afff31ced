"""Applying a target: which rows are new, changed or as they were, and writing the first two.

All of it happens in the database, set by set, so that memory doesn't grow with the files.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import asyncpg

from hub.edfi.target import SOURCE, Link, Target
from hub.intake.merges import KEPT_FOR, STUDENTS_KEPT_FOR
from hub.models import Base

if TYPE_CHECKING:
    from uuid import UUID

_REFUSALS = (asyncpg.IntegrityConstraintViolationError, asyncpg.DataError)

_LINE = "(n >> 20 & 268435455)::integer"
"""The line of a record's number."""

MOVING = {
    "staff_member": "SELECT person_id FROM staff_member WHERE id = plan.row_id",
    "guardian": "SELECT person_id FROM guardian WHERE id = plan.row_id",
    "student": "SELECT person_id FROM student WHERE id = plan.row_id",
    "post": "SELECT person_id FROM staff_member WHERE id = plan.staff_id",
    "section_staff": "SELECT person_id FROM staff_member WHERE id = plan.staff_id",
    "iep_service": "SELECT person_id FROM staff_member WHERE id = plan.provider_id",
    "guardianship": "SELECT person_id FROM guardian WHERE id = plan.guardian_id",
}
"""Tables whose rows change in which relations somebody stands: whose epoch counts up."""
GIVEN_UP = {"guardian_id": KEPT_FOR, "student_id": STUDENTS_KEPT_FOR}
"""The columns by which a row is about somebody who may have been given up for another."""


async def apply(connection: asyncpg.Connection, target: Target, *, fresh: bool) -> Counter[str]:
    """Make and change a target's rows; how many were made, changed and unchanged.

    `fresh`: nobody was here before, whose relations might have moved.
    """
    planned = await connection.execute(plan_of(target))
    if planned == "SELECT 0":
        await connection.execute("DROP TABLE plan")
        return Counter()
    for column, kept_for in GIVEN_UP.items():
        if column in target.columns:
            await connection.execute(_follow(target, column, kept_for))
    expected = await _fates(connection)
    if expected.pop("said"):
        await connection.execute(_say(target))
    if not await _write(connection, target, expected):
        expected = await _fates(connection)
        del expected["said"]
    await _tie(connection, target, expected)
    if not target.inferred:
        await connection.execute(
            "INSERT INTO edfi_told SELECT n, fate <> 'unchanged' FROM plan WHERE refusal IS NULL"
        )
    if target.table == "person" and not fresh:
        await connection.execute(
            "INSERT INTO edfi_new_person SELECT row_id FROM plan WHERE refusal IS NULL "
            "AND place = 1 AND fate = 'made'"
        )
    if target.table in MOVING and not fresh:
        await connection.execute(_move(target))
    await connection.execute("DROP TABLE plan")
    return expected


async def _fates(connection: asyncpg.Connection) -> Counter[str]:
    """How many rows are kept, by fate; and as `said` of how many something is to be said."""
    found = await connection.fetch(
        "SELECT fate, count(*) FILTER (WHERE refusal IS NULL AND place = 1) AS kept, "
        "count(*) FILTER (WHERE refusal IS NOT NULL OR doubts <> '{}') AS said "
        "FROM plan GROUP BY fate"
    )
    counted = Counter({row["fate"]: row["kept"] for row in found if row["kept"]})
    counted["said"] = sum(row["said"] for row in found)
    return counted


def plan_of(target: Target) -> str:
    """The statement that judges every row: refused, made, changed, tied or unchanged."""
    values = {**target.columns, **target.once}
    shown = "".join(f', {sql} AS "{name}"' for name, sql in values.items())
    told = ", ".join(f'"{name}"' for name in target.columns) or "NULL"
    source = target.rows if " " in target.rows else f"edfi_{target.rows}"
    ok = "true" if " " in target.rows else "e.ok"
    return f"""
        CREATE TEMPORARY TABLE plan ON COMMIT DROP AS
        WITH linked AS (
            SELECT e.n, {target.key} AS source_key, {_refusal(target)}, {_doubt(target)},
                {target.existing} AS existing {shown}
            FROM {source} e {_joined(target)} {target.joins}
            WHERE {ok} AND ({target.when})
        ), placed AS (
            SELECT *, sha256(convert_to(ROW({told})::text, 'UTF8')) AS digest,
                row_number() OVER (PARTITION BY source_key, refusal IS NULL ORDER BY n) AS place
            FROM linked
        )
        SELECT placed.*, kept.row_id AS kept_id,
            CASE
                WHEN kept.row_id IS NOT NULL AND kept.digest = placed.digest THEN 'unchanged'
                WHEN kept.row_id IS NOT NULL THEN 'changed'
                WHEN placed.existing IS NOT NULL THEN 'tied'
                ELSE 'made'
            END AS fate,
            COALESCE(kept.row_id, placed.existing,
                CASE WHEN placed.place = 1 AND placed.refusal IS NULL
                    THEN {_new_key(target)} END) AS row_id
        FROM placed LEFT JOIN source_row kept
            ON kept.source = '{SOURCE}' AND kept.entity = '{target.kind}'
            AND kept.sourced_id = placed.source_key
    """


def _follow(target: Target, column: str, kept_for: str) -> str:
    """What is about somebody who was given up goes to who is kept; a row that is here stays with
    whom it has. The digest is of what was said.
    """
    there = f"SELECT kept.{column} FROM {target.table} kept WHERE kept.id = plan.kept_id"
    return (
        f"UPDATE plan SET {column} = COALESCE(({there}), merged.kept_id) "
        f"FROM ({kept_for}) merged WHERE plan.{column} = merged.given_up_id"
    )


def _new_key(target: Target) -> str:
    """As the table makes it: time-ordered keys for the big ones."""
    if not target.table:
        return "NULL::uuid"
    default = Base.metadata.tables[target.table].c.id.server_default
    return str(getattr(default, "arg", "gen_random_uuid()"))


def _joined(target: Target) -> str:
    return " ".join(
        f"LEFT JOIN source_row k_{name} ON k_{name}.source = '{SOURCE}' "
        f"AND k_{name}.entity = '{link.entity}' AND k_{name}.sourced_id = {link.key}"
        for name, link in target.links.items()
    )


def _refusal(target: Target) -> str:
    """The first reason against a row, and the path that it is about."""
    cases = [
        (f"k_{name}.row_id IS NULL", _missing(link), link.path)
        for name, link in target.links.items()
        if link.needed
    ]
    cases += [
        (check.when, f"'{check.code}'", check.path)
        for check in target.checks
        if check.effect != "doubtful"
    ]
    if not cases:
        return "NULL::text AS refusal, NULL::text AS about"
    reason = " ".join(f"WHEN {when} THEN {code}" for when, code, _ in cases)
    about = " ".join(f"WHEN {when} THEN '{path}'" for when, _, path in cases)
    return f"CASE {reason} END AS refusal, CASE {about} END AS about"


def _missing(link: Link) -> str:
    if not link.staged:
        return "'dangling_reference'"
    return (
        f"CASE WHEN EXISTS (SELECT FROM edfi_{link.staged} t "
        f"WHERE t.{link.staged_key} = {link.key} AND NOT t.ok) "
        "THEN 'depends_on_refused' ELSE 'dangling_reference' END"
    )


def _doubt(target: Target) -> str:
    cases = [check for check in target.checks if check.effect == "doubtful"]
    if not cases:
        return "NULL::text[] AS doubts"
    each = ", ".join(
        f"CASE WHEN {check.when} THEN '{check.code}|{check.path}' END" for check in cases
    )
    return f"array_remove(ARRAY[{each}], NULL) AS doubts"


def _say(target: Target) -> str:
    """Say what refuses rows, and what is doubtful about those that are kept."""
    effects = {check.code: check.effect for check in target.checks if check.effect == "not mapped"}
    kept = "refused" if target.main else "doubtful"
    effect = (
        "CASE refusal "
        + " ".join(f"WHEN '{code}' THEN '{said}'" for code, said in effects.items())
        + f" ELSE '{kept}' END"
        if effects
        else f"'{kept}'"
    )
    quiet = "AND false" if target.inferred else ""
    return f"""
        INSERT INTO edfi_said
        SELECT n, {effect}, refusal, NULLIF(about, ''), '{target.table}', NULL
        FROM plan WHERE refusal IS NOT NULL {quiet}
        UNION ALL
        SELECT n, 'doubtful', split_part(each, '|', 1), NULLIF(split_part(each, '|', 2), ''),
            '{target.table}', row_id
        FROM plan, unnest(doubts) each WHERE refusal IS NULL AND place = 1
    """


async def _write(connection: asyncpg.Connection, target: Target, expected: Counter[str]) -> bool:
    """Insert and update; False where the database refused rows, which alone are left out."""
    if not target.table or expected.total() == expected["unchanged"]:
        return True
    changing = expected["changed"] or target.table == "district"
    try:
        async with connection.transaction():
            await _write_rows(connection, target, "true", changing=bool(changing))
    except _REFUSALS:
        keys = await connection.fetch(
            "SELECT row_id FROM plan WHERE fate IN ('made', 'changed') AND refusal IS NULL "
            "AND place = 1 ORDER BY n"
        )
        await _halve(connection, target, [row["row_id"] for row in keys])
        return False
    return True


async def _halve(connection: asyncpg.Connection, target: Target, keys: list[UUID]) -> None:
    """Write rows half by half until those that the database refuses stand alone."""
    if not keys:
        return
    try:
        async with connection.transaction():
            await _write_rows(connection, target, "plan.row_id = ANY($1::uuid[])", keys)
    except _REFUSALS:
        if len(keys) == 1:
            await connection.execute(
                "WITH out AS (UPDATE plan SET refusal = 'database_refused' "
                "WHERE row_id = $1 RETURNING n) INSERT INTO edfi_said "
                f"SELECT n, '{'refused' if target.main else 'doubtful'}', 'database_refused' "
                "FROM out",
                keys[0],
            )
            return
        await _halve(connection, target, keys[: len(keys) // 2])
        await _halve(connection, target, keys[len(keys) // 2 :])


async def _write_rows(
    connection: asyncpg.Connection,
    target: Target,
    which: str,
    *values: object,
    changing: bool = True,
) -> None:
    made = [*target.columns, *target.once]
    names = ", ".join(f'"{name}"' for name in ("id", *made))
    picked = ", ".join(f'plan."{name}"' for name in ("row_id", *made))
    chosen = f"plan.refusal IS NULL AND plan.place = 1 AND {which}"
    if target.columns and changing:
        sets = ", ".join(f'"{name}" = plan."{name}"' for name in target.columns)
        await connection.execute(
            f"UPDATE {target.table} t SET {sets} FROM plan "
            f"WHERE t.id = plan.row_id AND (plan.fate = 'changed' "
            f"OR plan.fate = 'tied' AND '{target.table}' = 'district') AND {chosen}",
            *values,
        )
    await connection.execute(
        f"INSERT INTO {target.table} ({names}) SELECT {picked} FROM plan "
        f"WHERE plan.fate = 'made' AND {chosen}",
        *values,
    )


async def _tie(connection: asyncpg.Connection, target: Target, expected: Counter[str]) -> None:
    """Note which record became which row, with the digest of what it said.

    New ties go in the order of their index, which is then filled from one end.
    """
    chosen = (
        "FROM plan JOIN edfi_file f ON f.number = n >> 48 "
        "WHERE refusal IS NULL AND place = 1 AND row_id IS NOT NULL"
    )
    if expected["made"] or expected["tied"]:
        await connection.execute(
            "INSERT INTO source_row (source, entity, sourced_id, row_id, digest, inferred, file, "
            f"line) SELECT '{SOURCE}', '{target.kind}', source_key, row_id, digest, "
            f"{target.inferred}, f.name, {_LINE} {chosen} AND fate IN ('made', 'tied') "
            "ORDER BY source_key"
        )
    if expected["changed"]:
        await connection.execute(
            f"UPDATE source_row t SET digest = told.digest, file = told.name, line = told.line "
            f"FROM (SELECT source_key, digest, f.name, {_LINE} AS line {chosen} "
            f"AND fate = 'changed') told WHERE t.source = '{SOURCE}' "
            f"AND t.entity = '{target.kind}' AND t.sourced_id = told.source_key"
        )


def _move(target: Target) -> str:
    """Count up the epoch of persons whose relations may have changed."""
    return (
        "UPDATE person SET epoch = epoch + 1 WHERE id IN ("
        f"SELECT ({MOVING[target.table]}) FROM plan WHERE refusal IS NULL AND place = 1 "
        "AND fate IN ('made', 'changed')) AND NOT EXISTS (SELECT FROM edfi_new_person fresh "
        "WHERE fresh.id = person.id)"
    )
