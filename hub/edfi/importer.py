"""One import from end to end: find, stage, settle, apply, report; in one transaction."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from hub.edfi.applying import apply
from hub.edfi.folder import Source, sources
from hub.edfi.report import EdfiReport, said
from hub.edfi.staging import Staging, drop_tables, make_tables, settle
from hub.edfi.target import SOURCE
from hub.edfi.targets import DERIVED, TARGETS
from hub.edfi.words import NOTICES
from hub.intake.counts import FileCount, RowCount
from hub.intake.district import sample_district
from hub.intake.errors import DistrictRefused
from hub.quality import EDFI, record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    import asyncpg

    from hub.intake.steps import Progress


async def import_files(
    connection: asyncpg.Connection, folder: Path, progress: Progress, *, today: date | None
) -> EdfiReport:
    """Import the Ed-Fi interchange XML at and below `folder`.

    The connection is the owner's. The database has no district yet, which makes a sample one, or
    a sample district; `today` fixes its clock, None leaves the clock as it is. Everything happens
    in one transaction: a record that can't be kept is refused by itself and reported, and where
    this function raises, nothing was kept. The same files again change nothing.

    Raises FilesRefused where a file can't be read as a whole, DistrictRefused where the database
    holds a demo, a live or another district; both are ImportRefused.
    """
    name, files, strangers = sources(folder)
    async with connection.transaction():
        _, fixed_today = await sample_district(connection, today)
        staging = Staging()
        await _stage(connection, files, staging, progress)
        await _refuse_other_district(connection)
        lists = await _keep_lists(connection, files, staging)
        rows = await _apply(connection, progress)
        counts = await _count(connection, files, staging, lists)
        findings = await said(connection)
        await record(connection, EDFI, _FOUND)
        inferred = await _inferred(connection)
        await drop_tables(connection, staging, DERIVED)
    return EdfiReport(
        folder=name,
        today=fixed_today,
        files=counts,
        rows=rows,
        said=findings,
        unmapped=tuple(staging.unmapped()),
        inferred=inferred,
        strangers=strangers,
    )


_FOUND = f"""
    SELECT code, CASE WHEN effect = 'refused' THEN 'ERROR'
        WHEN code IN ({", ".join(f"'{code}'" for code in sorted(NOTICES))}) THEN 'NOTICE'
        ELSE 'DOUBT' END,
        COALESCE(NULLIF(entity, ''), split_part(named, '/', 1), ''), row_id::text, named, f.name,
        (n >> 20 & 268435455)::integer
    FROM edfi_said JOIN edfi_file f ON f.number = n >> 48 WHERE effect <> 'not mapped'
"""
"""Everything that was said, as findings."""


async def _stage(
    connection: asyncpg.Connection, files: Sequence[Source], staging: Staging, progress: Progress
) -> None:
    await connection.execute(
        "CREATE TEMPORARY TABLE edfi_file (number bigint, name text) ON COMMIT DROP"
    )
    await connection.copy_records_to_table(
        "edfi_file", records=[(n, file.name) for n, file in enumerate(files)]
    )
    await make_tables(connection, staging)
    with progress.step("Reading the files", sum(file.size for file in files)) as step:
        for number, file in enumerate(files):
            await staging.stage(connection, number, file, step)
        await staging.flush(connection)
    with progress.step("Settling keys"):
        await settle(connection, staging)
        for name, made in DERIVED.items():
            await connection.execute(
                f"CREATE TEMPORARY TABLE edfi_{name} ON COMMIT DROP AS {made}; ANALYZE edfi_{name}"
            )
        await connection.execute("CREATE TEMPORARY TABLE edfi_new_person (id uuid) ON COMMIT DROP")


async def _refuse_other_district(connection: asyncpg.Connection) -> None:
    """Raise DistrictRefused where earlier files were another district's."""
    other = await connection.fetchval(
        "SELECT EXISTS (SELECT FROM source_row r WHERE source = $1 AND entity = 'district' "
        "AND EXISTS (SELECT FROM edfi_agency) "
        "AND NOT EXISTS (SELECT FROM edfi_agency a WHERE a.key = r.sourced_id))",
        SOURCE,
    )
    if other:
        raise DistrictRefused(
            "This database already holds another sample district: import into an empty one."
        )


async def _keep_lists(
    connection: asyncpg.Connection, files: Sequence[Source], staging: Staging
) -> set[str]:
    """Note the digest of each file of code lists; the names of those that are as they were."""
    same = set()
    for number, file in enumerate(files):
        if staging.words[number]:
            digest = hashlib.sha256(staging.listed[number].digest()).digest()
            kept = await connection.fetchval(
                "SELECT digest FROM source_row WHERE source = $1 AND entity = 'code_list' "
                "AND sourced_id = $2",
                SOURCE,
                file.name,
            )
            if kept == digest:
                same.add(file.name)
                continue
            await connection.execute(
                "INSERT INTO source_row (source, entity, sourced_id, row_id, digest, file) "
                "SELECT $1, 'code_list', $2, id, $3, $2 FROM district "
                "ON CONFLICT (source, entity, sourced_id) DO UPDATE SET digest = excluded.digest",
                SOURCE,
                file.name,
                digest,
            )
    return same


async def _apply(connection: asyncpg.Connection, progress: Progress) -> tuple[RowCount, ...]:
    fates: dict[str, Counter[str]] = {}
    fresh = not await connection.fetchval("SELECT EXISTS (SELECT FROM person)")
    with progress.step("Writing", len(TARGETS)) as step:
        for target in TARGETS:
            counted = await apply(connection, target, fresh=fresh)
            if target.table:
                fates.setdefault(target.table, Counter()).update(counted)
            step.advance()
    return tuple(
        RowCount(table, each["made"], each["changed"] + each["tied"], each["unchanged"])
        for table, each in fates.items()
        if each
    )


async def _count(
    connection: asyncpg.Connection, files: Sequence[Source], staging: Staging, same: set[str]
) -> tuple[FileCount, ...]:
    """Each record once: refused before applied, applied before unchanged, the rest not mapped."""
    found = await connection.fetch(
        """
        WITH fate AS (
            SELECT n, bool_or(refused) AS refused, bool_or(changed) AS changed FROM (
                SELECT n, true AS refused, NULL::boolean AS changed FROM edfi_said
                WHERE effect = 'refused'
                UNION ALL SELECT n, NULL, changed FROM edfi_told
            ) each GROUP BY n
        )
        SELECT n >> 48 AS number, count(*) FILTER (WHERE refused) AS refused,
            count(*) FILTER (WHERE refused IS NULL AND changed) AS applied,
            count(*) FILTER (WHERE refused IS NULL AND NOT changed) AS unchanged
        FROM fate GROUP BY 1
        """
    )
    fates = {row["number"]: row for row in found}
    counts = []
    for number, file in enumerate(files):
        row, words = fates.get(number), staging.words[number]
        refused, applied, unchanged = (
            (row["refused"], row["applied"], row["unchanged"]) if row is not None else (0, 0, 0)
        )
        applied += 0 if file.name in same else words
        unchanged += words if file.name in same else 0
        read = staging.read[number]
        rest = read - applied - unchanged - refused
        counts.append(FileCount(file.name, read, applied, unchanged, refused, rest))
    return tuple(counts)


async def _inferred(connection: asyncpg.Connection) -> tuple[tuple[str, int], ...]:
    found = await connection.fetch(
        "SELECT entity, count(*) FROM source_row WHERE source = $1 AND inferred "
        "GROUP BY entity ORDER BY entity",
        SOURCE,
    )
    return tuple((row["entity"], row["count"]) for row in found)
