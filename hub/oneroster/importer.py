"""One import from end to end: open, stage, plan and write by chunks, report; in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from hub.intake.counts import FileCount, RowCount
from hub.intake.district import sample_district
from hub.intake.merges import given_up, kept_for, students_kept_for
from hub.oneroster.brake import Limits, Share, brake, note_held, shares
from hub.oneroster.bundle import Bundle, open_bundle
from hub.oneroster.conventions import Convention, Ends
from hub.oneroster.csv_text import records, text_lines
from hub.oneroster.errors import EndsInDoubt
from hub.oneroster.layout import COLUMNS, FILES
from hub.oneroster.loading import Loading
from hub.oneroster.manifest import Manifest, read_manifest
from hub.oneroster.notes import notes
from hub.oneroster.ours import own_names
from hub.oneroster.plan import STAGES, Fate, Plan
from hub.oneroster.recording import record_findings
from hub.oneroster.report import ImportReport
from hub.oneroster.staging import Reading, Staged, stage, unstage
from hub.oneroster.writing import Writer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import asyncpg

    from hub.intake.steps import Progress


@dataclass(frozen=True, slots=True)
class Wishes:
    """How an import is to be done."""

    today: date | None = None
    """The day that the sample district takes for today; None leaves the clock as it is."""
    ends: Ends | None = None
    """How end dates are counted, where the files leave it in doubt or are wrong about it."""
    dry: bool = False
    """Change nothing, and say what would be changed."""
    limits: Limits = field(default_factory=Limits)


async def import_bundle(
    connection: asyncpg.Connection, path: Path, progress: Progress, wishes: Wishes | None = None
) -> ImportReport:
    """Import the bundle at `path`, a folder or a zip archive of OneRoster 1.1 or 1.2 CSV files,
    or of School Data Sync 2.1.

    The connection is the owner's. The database has no district yet, which makes a sample one, or
    a sample district. Everything happens in one transaction: a row that can't be kept is refused
    by itself and reported, and where this function raises, nothing was kept. The same bundle again
    changes nothing.

    Raises BundleRefused where the bundle can't be read as a whole, DistrictRefused where the
    database holds a demo, a live or another district, EndsInDoubt where nobody says how end dates
    are counted, BrakePulled where too much would end or change; all are ImportRefused.
    """
    wishes = wishes or Wishes()
    with progress.step("Reading the bundle"):
        bundle = open_bundle(path)
        manifest = read_manifest(bundle.files)
    transaction = connection.transaction()
    await transaction.start()
    try:
        report = await _import(connection, bundle, manifest, progress, wishes)
    except BaseException:
        await transaction.rollback()
        raise
    await (transaction.rollback() if wishes.dry else transaction.commit())
    return report


async def _import(
    connection: asyncpg.Connection,
    bundle: Bundle,
    manifest: Manifest,
    progress: Progress,
    wishes: Wishes,
) -> ImportReport:
    district_id, fixed_today = await sample_district(connection, wishes.today)
    today = fixed_today or datetime.now(tz=UTC).date()
    fresh = not await connection.fetchval("SELECT EXISTS (SELECT FROM source_row)")
    plan = Plan(district_id, today, fresh=fresh)
    plan.delta = manifest.delta
    if not fresh:
        plan.merged, plan.given_up = await kept_for(connection), await given_up(connection)
        plan.students = await students_kept_for(connection)
        await note_held(connection, today)
    staged = await _stage(plan, connection, bundle, manifest, progress)
    told = wishes.ends or (Ends(manifest.own_ends) if manifest.own_ends in set(Ends) else None)
    writer = Writer(connection, plan, differing=wishes.dry)
    loading = Loading(writer, manifest, staged, told, fixed_today)
    conventions = await loading.load(progress)
    await writer.tell_sign_ins()
    if not wishes.dry:
        await record_findings(connection, plan, staged, manifest)
    for file in staged:
        await unstage(connection, file)
    touched = () if fresh else await shares(connection, today, wishes.limits)
    if not wishes.dry:
        _refuse_doubt(conventions)
        brake(touched)
    return _report(
        bundle, manifest, staged, writer, _Told(conventions, touched, fixed_today, wishes)
    )


async def _stage(
    plan: Plan,
    connection: asyncpg.Connection,
    bundle: Bundle,
    manifest: Manifest,
    progress: Progress,
) -> dict[str, Staged]:
    own = await own_names(connection, manifest.own_district) if manifest.own_district else None
    reading = Reading(manifest.dialect, own, plan.note)
    with progress.step("Staging the rows") as step:
        return {
            file: await stage(connection, file, bundle.files[file], reading, step)
            for file in COLUMNS
            if file in manifest.listed
        }


def _refuse_doubt(conventions: Iterable[Convention]) -> None:
    """Raise EndsInDoubt where a file leaves open how it counts ends."""
    doubtful = [f"{each.file}.csv: {each.because}" for each in conventions if not each.certain]
    if doubtful:
        raise EndsInDoubt(
            "Whether an end date is the last day or the day after it is in doubt, and nothing was "
            f"imported ({'; '.join(doubtful)}). Say --ends inclusive where the last day is named, "
            "or --ends exclusive where the day after it is."
        )


@dataclass(frozen=True, slots=True)
class _Told:
    """What a report says beside rows."""

    conventions: tuple[Convention, ...]
    shares: tuple[Share, ...]
    today: date | None
    wishes: Wishes


def _report(
    bundle: Bundle, manifest: Manifest, staged: dict[str, Staged], writer: Writer, told: _Told
) -> ImportReport:
    plan, written = writer.plan, writer.written
    return ImportReport(
        bundle=bundle.name,
        system=manifest.system,
        today=told.today,
        files=(*_count(staged.values(), plan), *_count_unmapped(bundle, manifest)),
        rows=_row_counts(writer),
        findings=tuple(sorted(plan.findings, key=lambda f: (FILES.index(f.file), f.line))),
        conventions=told.conventions,
        notes=notes(bundle, manifest, tuple(staged.values()), plan, told.today),
        dialect=manifest.dialect.name,
        dry=told.wishes.dry,
        shares=told.shares,
        diffs=tuple(written.diffs) if told.wishes.dry else (),
        unlisted=plan.unlisted,
    )


def _count(staged: Iterable[Staged], plan: Plan) -> list[FileCount]:
    """Each row once: refused before applied, applied before unchanged."""
    counts = []
    for file in staged:
        refused, applied = plan.tally.counts(file.file)
        rest = file.read - refused - applied
        if file.file == "userProfiles":
            counts.append(FileCount(file.file, file.read, applied, 0, refused, rest))
        else:
            counts.append(FileCount(file.file, file.read, applied, rest, refused))
    return counts


def _count_unmapped(bundle: Bundle, manifest: Manifest) -> list[FileCount]:
    counts = []
    for file in manifest.dialect.unmapped:
        if file in manifest.listed:
            rows = sum(1 for _ in records(text_lines(file, bundle.files[file])))
            counts.append(FileCount(file, max(rows - 1, 0), not_mapped=max(rows - 1, 0)))
    return counts


def _row_counts(writer: Writer) -> tuple[RowCount, ...]:
    fates = writer.written.fates
    counts = (RowCount(table, *(fates[table, fate] for fate in Fate)) for table in STAGES)
    return tuple(c for c in counts if c.made or c.changed or c.unchanged or c.ended)
