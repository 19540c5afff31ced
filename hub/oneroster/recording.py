"""Recording what an import found, as findings that name the row that a line became."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.models.codes import FindingSeverity
from hub.oneroster.findings import NOTICES, Effect
from hub.oneroster.writing import SOURCE
from hub.quality import ONEROSTER, Found, record_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from uuid import UUID

    import asyncpg

    from hub.oneroster.findings import Finding
    from hub.oneroster.manifest import Manifest
    from hub.oneroster.plan import Plan

KEPT = {
    "academicSessions": ("term",),
    "orgs": ("school", "district"),
    "courses": ("course",),
    "classes": ("section",),
    "users": ("student", "guardian", "staff_member"),
    "demographics": ("demographics",),
    "enrollments": ("section_enrollment", "section_staff"),
}
"""By file the tables whose rows its lines become, the one first that a finding is shown at."""

Row = tuple[str, "UUID"]


async def record_findings(
    connection: asyncpg.Connection, plan: Plan, files: Iterable[str], manifest: Manifest
) -> None:
    """Record what was found while the rows were staged and planned; the files are still staged.

    What an earlier import found is resolved where a file is here as the whole truth and no longer
    gives it, or where a file of changes sends its row again; never by an export of our own, which
    says what is here and not what its source has mended.
    """
    staged = list(files)
    by_file: dict[str, list[Finding]] = {file: [] for file in staged}
    for finding in plan.findings:
        by_file.setdefault(finding.file, []).append(finding)
    found: list[Found] = []
    for file, told in by_file.items():
        lines = {each.line for each in told if each.effect is Effect.DOUBTFUL}
        kept = await _rows(connection, file, sorted(lines)) if file in staged else {}
        found += (_found(each, kept) for each in told)
    resolving = [] if manifest.own_district else [_resolving(file, manifest) for file in staged]
    within = " OR ".join(resolving) or "false"
    await record_rows(connection, ONEROSTER, found, within)


def _found(finding: Finding, kept: Mapping[int, Row]) -> Found:
    """A refused line became no row, whatever an earlier one of its identifier became."""
    refused = finding.effect is Effect.REFUSED
    table, key = (finding.file, None) if refused else kept.get(finding.line, (finding.file, None))
    return Found(
        finding.code,
        _severity(finding),
        table,
        None if key is None else str(key),
        finding.column,
        f"{finding.file}.csv",
        finding.line,
    )


def _severity(finding: Finding) -> FindingSeverity:
    if finding.effect is Effect.REFUSED:
        return FindingSeverity.ERROR
    return FindingSeverity.NOTICE if finding.code in NOTICES else FindingSeverity.DOUBT


async def _rows(connection: asyncpg.Connection, file: str, lines: Sequence[int]) -> dict[int, Row]:
    """Which row each line of a file became, with its table."""
    if not lines or file not in KEPT:
        return {}
    found = await connection.fetch(
        f"""
        SELECT DISTINCT ON (s.line) s.line, k.entity, k.row_id
        FROM oneroster_{file.lower()} s JOIN source_row k ON k.source = $1
            AND k.entity = ANY($2::text[]) AND k.sourced_id = s."sourcedId"
        WHERE s.line = ANY($3::integer[]) ORDER BY s.line, array_position($2::text[], k.entity)
        """,  # noqa: S608 -- the name is of the layout
        SOURCE,
        list(KEPT[file]),
        lines,
    )
    return {row["line"]: (row["entity"], row["row_id"]) for row in found}


def _resolving(file: str, manifest: Manifest) -> str:
    """Which findings a file may resolve, as a condition on them; no value stands in it."""
    own = f"finding.file = '{file}.csv'"
    if manifest.is_bulk(file):
        return f"({own})"
    tables = ", ".join(f"'{table}'" for table in KEPT.get(file, ()))
    sent = (
        f"SELECT k.row_id::text FROM oneroster_{file.lower()} s JOIN source_row k "  # noqa: S608 -- the same
        f"ON k.source = '{SOURCE}' AND k.entity IN ({tables}) AND k.sourced_id = s.\"sourcedId\""
    )
    return f"({own} AND finding.row_key IN ({sent}))" if tables else "false"
