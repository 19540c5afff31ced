"""One import from end to end: open, stage, plan, write, report; in one transaction."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from hub.oneroster.bundle import Bundle, open_bundle
from hub.oneroster.courses import plan_classes, plan_courses
from hub.oneroster.csv_text import decoded, records
from hub.oneroster.district import sample_district
from hub.oneroster.findings import Effect, Origin
from hub.oneroster.layout import FILES, LAYOUTS, UNMAPPED
from hub.oneroster.manifest import Manifest, read_manifest
from hub.oneroster.memberships import plan_memberships
from hub.oneroster.notes import notes
from hub.oneroster.orgs import plan_orgs
from hub.oneroster.people import plan_people
from hub.oneroster.plan import STAGES, Fate, Plan
from hub.oneroster.report import FileCount, ImportReport, RowCount
from hub.oneroster.seats import plan_seats
from hub.oneroster.sessions import plan_sessions
from hub.oneroster.staging import Progress, Row, Staged, stage, staged_rows, unstage
from hub.oneroster.writing import Written, kept_rows, write

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import asyncpg

    from hub.oneroster.conventions import Convention


async def import_bundle(
    connection: asyncpg.Connection, path: Path, progress: Progress, *, today: date | None
) -> ImportReport:
    """Import the OneRoster 1.1 CSV bundle at `path`, a folder or a zip archive.

    The connection is the owner's. The database has no district yet, which makes a sample one, or
    a sample district; `today` fixes its clock, None leaves the clock as it is. Everything happens
    in one transaction: a row that can't be kept is refused by itself and reported, and where this
    function raises, nothing was kept. The same bundle again changes nothing.

    Raises BundleRefused where the bundle can't be read as a whole, DistrictRefused where the
    database holds a demo, a live or another district; both are ImportRefused.
    """
    with progress.step("Reading the bundle"):
        bundle = open_bundle(path)
        manifest = read_manifest(bundle.files)
    async with connection.transaction():
        district_id, fixed_today = await sample_district(connection, today)
        staged = await _stage(connection, bundle, manifest, progress)
        plan = Plan(await kept_rows(connection), district_id)
        rows = {file.file: await staged_rows(connection, file.file) for file in staged}
        with progress.step("Mapping the rows"):
            conventions = _plan(plan, staged, rows, fixed_today)
        with progress.step("Writing", sum(1 for _ in plan.entries())) as step:
            written = await write(connection, plan, step)
        for file in staged:
            await unstage(connection, file.file)
    not_mapped = _count_unmapped(bundle, manifest)
    return ImportReport(
        bundle=bundle.name,
        system=manifest.system,
        today=fixed_today,
        files=(*_count(staged, plan, written), *not_mapped),
        rows=_row_counts(written),
        findings=tuple(sorted(plan.findings, key=lambda f: (FILES.index(f.file), f.line))),
        conventions=conventions,
        notes=notes(bundle, manifest, staged, plan, fixed_today),
    )


async def _stage(
    connection: asyncpg.Connection, bundle: Bundle, manifest: Manifest, progress: Progress
) -> list[Staged]:
    files = [file for file in LAYOUTS if file in manifest.listed]
    with progress.step("Staging the rows") as step:
        return [await stage(connection, file, bundle.files[file], step) for file in files]


def _plan(
    plan: Plan,
    staged: Sequence[Staged],
    rows: Mapping[str, list[Row]],
    today: date | None,
) -> tuple[Convention, ...]:
    """Plan every file in the order in which one refers to another."""
    for finding in (finding for file in staged for finding in file.findings):
        say = plan.refuse if finding.effect is Effect.REFUSED else plan.doubt
        say(Origin(finding.file, finding.line), finding.code)
    all_rows = {file: rows.get(file, []) for file in LAYOUTS}
    users, classes = all_rows["users"], all_rows["classes"]
    sessions = plan_sessions(plan, all_rows["academicSessions"])
    plan_orgs(plan, all_rows["orgs"], users)
    plan_courses(plan, all_rows["courses"], classes)
    plan_classes(plan, classes, all_rows["courses"])
    plan_people(plan, users, all_rows["demographics"], today or datetime.now(tz=UTC).date())
    enrollments = plan_seats(plan, all_rows["enrollments"], sessions)
    plan_memberships(plan, today)
    return sessions, enrollments


def _count(staged: Sequence[Staged], plan: Plan, written: Written) -> list[FileCount]:
    """Each row once: refused before applied, applied before unchanged."""
    counts = []
    for file in staged:
        refused = {origin for origin in plan.refused if origin.file == file.file}
        applied = {o for o in written.origins if o.file == file.file} - refused
        unchanged = file.read - len(refused) - len(applied)
        counts.append(FileCount(file.file, file.read, len(applied), unchanged, len(refused)))
    return counts


def _count_unmapped(bundle: Bundle, manifest: Manifest) -> list[FileCount]:
    counts = []
    for file in UNMAPPED:
        if file in manifest.listed:
            rows = sum(1 for _ in records(decoded(file, bundle.files[file])))
            counts.append(FileCount(file, max(rows - 1, 0), not_mapped=max(rows - 1, 0)))
    return counts


def _row_counts(written: Written) -> tuple[RowCount, ...]:
    counts = (RowCount(table, *(written.fates[table, fate] for fate in Fate)) for table in STAGES)
    return tuple(count for count in counts if count.made or count.changed or count.unchanged)
