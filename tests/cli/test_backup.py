"""`homeroom backup` and `homeroom restore`: all comes back, and what doesn't is found (RDY-13)."""

from __future__ import annotations

import asyncio
from contextlib import redirect_stdout
from dataclasses import dataclass
from hashlib import sha256
from io import StringIO
from typing import TYPE_CHECKING
from uuid import uuid4
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import typer

from hub import backup
from hub.backup import BackupRefused
from hub.backup.archive import MANIFEST, written
from hub.cli.backup import back_up, restore
from hub.cli.errors import CommandRefused
from hub.database import newest
from hub.papers import Papers
from hub.settings import Settings
from tests.cli.conftest import settings_over
from tests.conftest import DEMO, EMPTY, QUIET, Hub, copied, demo_template, hub_over
from tests.ledger.books import VIEW, disclose, sealed, verified

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from typer.testing import Result

    from hub.database import Connection, Database
    from hub.postgres import ConnectionFacts
    from schema.build import Built

STUDENTS = """
{ students(first: 50) { nodes { id givenName birthDate healthAlerts { instruction }
  enrollments { startsOn school { name } } } totalCount { count } } }
"""
FORM = """
SELECT format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS form
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
 UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
 UNION ALL SELECT format('%s %s', relname, relacl) FROM pg_class
            WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S')
 ORDER BY form
"""
WAITING = "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = $1::text::regclass)"


@dataclass
class Restored:
    """A district, its backup, the database into which that was restored, and what was said."""

    hub: Hub
    file: Path
    database: Database
    said: str

    async def compare(self) -> str:
        """What `restore --verify-only` prints, and that it exits with 1."""
        with redirect_stdout(StringIO()) as said, pytest.raises(typer.Exit) as ended:
            await restore(settings_over(self.database), self.file, load=False, check=True)
        assert ended.value.exit_code == 1
        return said.getvalue()


@pytest.fixture(scope="module")
async def restored(
    facts: ConnectionFacts, built: Built, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Restored]:
    """A district with a sealed ledger, restored; a test that changes it changes it back."""
    await demo_template(facts)
    file = tmp_path_factory.mktemp("backup") / "homeroom.backup"
    async with copied(facts, DEMO) as database, copied(facts, EMPTY) as other:
        await sealed(database, 4)
        await disclose(database, 3)
        hub = await hub_over(database, built)
        await hub.viewer("demo-teacher")
        await Papers(database).keep((await hub.viewer("demo-registrar")).person_id, PAPER)
        with redirect_stdout(StringIO()) as said:
            await back_up(settings_over(database), file)
            await restore(settings_over(other), file, load=True, check=True)
        yield Restored(hub, file, other, said.getvalue())


PAPER = b"%PDF-1.7\n" + bytes(range(256)) * 8192
"""Each byte that there is, in two megabytes."""


async def test_rdy13_the_bytes_of_a_paper_come_back(restored: Restored) -> None:
    async with restored.database.owner() as target:
        rows = await target.fetch("SELECT content, sha256, size FROM paper")
    assert [(each["content"], each["size"]) for each in rows] == [(PAPER, len(PAPER))]
    assert rows[0]["sha256"] == sha256(PAPER).digest()


async def _counts(connection: Connection) -> dict[str, int]:
    return {
        table.name: await connection.fetchval(f'SELECT count(*) FROM "{table.name}"')
        for table in await backup.tables_of(connection)
    }


async def test_rdy13_what_was_backed_up_comes_back_and_is_shown_to(restored: Restored) -> None:
    async with restored.hub.database.owner() as source, restored.database.owner() as target:
        counts = await _counts(source)
        assert counts == await _counts(target)
    with backup.opened(restored.file) as kept:
        assert {each.name: each.rows for each in kept.manifest.tables} == counts
        sums = {each.name: each.sha256 for each in kept.manifest.tables}
    lines = {line.split()[1]: line.split() for line in restored.said.splitlines() if line}
    for name, count in counts.items():
        row, digest = f"{count:,}", sums[name][:16]
        assert lines[name] == ["same", name, row, digest, row, digest]
    assert counts["student"] > 250
    assert "Ledger: 2 seals, 0 findings.\nAll well: " in restored.said


async def test_rdy13_a_restored_district_answers_the_same_bytes(
    restored: Restored, built: Built
) -> None:
    other = await hub_over(restored.database, built)
    other.tokens.update(restored.hub.tokens)
    request_id = uuid4()
    first, second = [
        await hub.door.execute(STUDENTS, await hub.viewer("demo-teacher"), request_id=request_id)
        for hub in (restored.hub, other)
    ]
    assert "healthAlerts" in first.body
    assert first.body == second.body


async def test_a_restored_database_has_every_constraint_index_and_right(
    restored: Restored,
) -> None:
    async with restored.hub.database.owner() as source, restored.database.owner() as target:
        assert await source.fetch(FORM) == await target.fetch(FORM)


def test_a_backup_is_for_its_owner_alone(restored: Restored) -> None:
    assert restored.file.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in restored.file.parent.iterdir()] == ["homeroom.backup"]


async def test_rdy13_a_row_changed_after_the_restore_is_found(restored: Restored) -> None:
    async with restored.database.owner() as owner:
        await owner.execute("UPDATE person SET epoch = epoch + 1 WHERE sourced_id = 'demo-nurse'")
        said = await restored.compare()
        await owner.execute("UPDATE person SET epoch = epoch - 1 WHERE sourced_id = 'demo-nurse'")
    differing = [line.split()[1] for line in said.splitlines() if line.startswith("DIFFERS")]
    assert differing == ["person"]
    assert "NOT WELL: 1 tables or sequences differ" in said


async def test_rdy13_a_sequence_and_a_ledger_that_differ_are_found(restored: Restored) -> None:
    async with restored.database.owner() as owner:
        await owner.execute("UPDATE disclosure SET party = party || '!' WHERE party = 'Reader 1'")
        was = await owner.fetchval("SELECT last_value FROM disclosure_entry_seq")
        await owner.execute("SELECT setval('disclosure_entry_seq', $1)", was + 1)
        said = await restored.compare()
        await owner.execute("SELECT setval('disclosure_entry_seq', $1)", was)
        await owner.execute("UPDATE disclosure SET party = 'Reader 1' WHERE party = 'Reader 1!'")
    assert "In disclosure, a row that seal 1 covers was edited." in said
    assert "DIFFERS  the sequence disclosure_entry_seq" in said


async def test_rdy13_a_row_that_lands_otherwise_is_found_at_once(
    restored: Restored, empty: Database, tmp_path: Path
) -> None:
    """A restore that altered what it wrote would be told by `--verify`, and go on from there."""
    async with empty.owner() as owner:
        await owner.execute(
            "CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS"
            " $$BEGIN NEW.epoch = NEW.epoch + 1; RETURN NEW; END$$;"
            "CREATE TRIGGER spoil BEFORE INSERT ON person FOR EACH ROW EXECUTE FUNCTION spoil()"
        )
    with redirect_stdout(StringIO()) as said, pytest.raises(typer.Exit) as ended:
        await restore(settings_over(empty), restored.file, load=True, check=True)
    assert ended.value.exit_code == 1
    assert "\nDIFFERS  person" in said.getvalue()
    await disclose(empty, 1)
    await sealed(empty)
    assert (await verified(empty)).findings == []
    again = tmp_path / "again"
    await back_up(settings_over(empty), again)
    with backup.opened(again) as kept:
        await kept.check(lambda _: None)


async def test_a_database_that_holds_rows_is_refused_and_left_alone(restored: Restored) -> None:
    async with restored.database.owner() as owner:
        before = await _counts(owner)
        with pytest.raises(CommandRefused, match=r"isn't empty .*restored into an empty database"):
            await restore(settings_over(restored.database), restored.file, load=True, check=True)
        assert await _counts(owner) == before


async def test_a_database_without_tables_is_given_them(
    facts: ConnectionFacts, empty: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "empty"
    await back_up(settings_over(empty), file)
    async with copied(facts, "template1") as bare:
        await restore(settings_over(bare), file, load=True, check=False)
    assert "Restored 0 rows" in capsys.readouterr().out


async def test_another_version_is_refused(
    restored: Restored, empty: Database, tmp_path: Path
) -> None:
    older = _rewritten(restored.file, tmp_path / "older", MANIFEST, newest(), "older")
    with pytest.raises(CommandRefused, match="holds tables of version older"):
        await restore(settings_over(empty), older, load=True, check=False)
    async with empty.owner() as owner:
        await owner.execute("UPDATE alembic_version SET version_num = 'older'")
    with pytest.raises(CommandRefused, match="tables are of version older"):
        await restore(settings_over(empty), restored.file, load=True, check=False)
    with pytest.raises(CommandRefused, match="run `homeroom migrate` first"):
        await back_up(settings_over(empty), tmp_path / "new")


async def test_rdy13_a_flipped_byte_is_found_before_anything_is_restored(
    restored: Restored, empty: Database, tmp_path: Path
) -> None:
    sound, damaged = restored.file.read_bytes(), tmp_path / "damaged"
    with ZipFile(restored.file) as archive:
        entries = [archive.getinfo(f"tables/{name}.copy") for name in ("person", "student")]
        entries += [max(archive.infolist(), key=lambda each: each.compress_size)]
        entries += [archive.getinfo(MANIFEST)]
    for entry in entries:
        at = entry.header_offset + 30 + len(entry.filename) + entry.compress_size // 2
        damaged.write_bytes(sound[:at] + bytes([sound[at] ^ 1]) + sound[at + 1 :])
        with pytest.raises(BackupRefused, match="is damaged"), backup.opened(damaged) as kept:
            await kept.check(lambda _: None)
    with pytest.raises(CommandRefused, match="is damaged"):
        await restore(settings_over(empty), damaged, load=True, check=False)
    async with empty.owner() as owner:
        assert set((await _counts(owner)).values()) == {0}


@pytest.mark.parametrize("part", [0, 0.5, 0.999])
def test_a_backup_that_was_cut_off_is_none(restored: Restored, tmp_path: Path, part: float) -> None:
    sound, cut = restored.file.read_bytes(), tmp_path / "cut"
    cut.write_bytes(sound[: int(len(sound) * part)])
    with pytest.raises(BackupRefused, match="no backup, or was cut off"), backup.opened(cut):
        pass


async def test_a_table_that_was_edited_in_the_file_is_found(
    restored: Restored, tmp_path: Path
) -> None:
    edited = _rewritten(
        restored.file, tmp_path / "edited", "tables/disclosure.copy", "Reader 1", "Reader 7"
    )
    with backup.opened(edited) as kept, pytest.raises(BackupRefused, match="isn't what was"):
        await kept.check(lambda _: None)


async def test_whoever_backs_up_needs_no_more_than_the_application_may(
    restored: Restored, tmp_path: Path
) -> None:
    facts = restored.hub.database.facts
    settings = Settings.model_validate({"database_url": facts.application.dsn})
    await back_up(settings, tmp_path / "file")
    with backup.opened(tmp_path / "file") as theirs, backup.opened(restored.file) as owners:
        assert theirs.manifest.sequences == owners.manifest.sequences
        tables = zip(theirs.manifest.tables, owners.manifest.tables, strict=True)
        assert [one for one, other in tables if one != other] == []


async def test_a_backup_is_of_one_moment(own_demo: Hub, tmp_path: Path) -> None:
    """What is written while a backup is under way isn't in it, even in tables it reaches later."""
    database = own_demo.database
    async with database.owner() as blocking, database.owner() as owner, database.owner() as other:
        before = await _counts(other)
        block = blocking.transaction()
        await block.start()
        await blocking.execute("LOCK TABLE student IN ACCESS EXCLUSIVE MODE")
        taking = asyncio.create_task(backup.back_up(owner, tmp_path / "file", newest(), QUIET))
        while not await other.fetchval(WAITING, "student"):
            assert not taking.done()
            await asyncio.sleep(0.01)
        await other.execute(VIEW)
        await block.rollback()
        manifest = await taking
        assert await _counts(other) != before
    assert {each.name: each.rows for each in manifest.tables} == before


def test_a_half_written_backup_has_another_name_and_is_none(tmp_path: Path) -> None:
    with pytest.raises(LookupError):
        _cut_short(tmp_path)
    assert list(tmp_path.iterdir()) == []


def _cut_short(folder: Path) -> None:
    """Write half a backup, look at it as whoever finds it after a crash would, and fail."""
    with written(folder / "file") as archive:
        archive.writestr("tables/person.copy", b"1\n")
        (draft,) = folder.iterdir()
        assert draft.name.endswith(".partial")
        assert draft.stat().st_mode & 0o777 == 0o600
        with pytest.raises(BackupRefused), backup.opened(draft):
            pass
        raise LookupError


def test_an_archive_without_a_manifest_is_none(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "file", "w") as archive:
        archive.writestr("tables/person.copy", b"1\n")
    with pytest.raises(BackupRefused, match="is damaged"), backup.opened(tmp_path / "file"):
        pass


async def test_a_file_that_is_there_is_not_overwritten(empty: Database, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("of yesterday")
    with pytest.raises(CommandRefused, match="is there already"):
        await back_up(settings_over(empty), file)
    assert file.read_text() == "of yesterday"
    with pytest.raises(CommandRefused, match="can't be written or read: No such file"):
        await back_up(settings_over(empty), tmp_path / "none" / "file")


def test_a_restore_names_what_is_wrong_with_its_file(
    homeroom: Callable[..., Result], tmp_path: Path
) -> None:
    assert homeroom("restore", str(tmp_path / "none")).exit_code == 2
    (tmp_path / "notes").write_text("nothing")
    said = homeroom("restore", str(tmp_path / "notes"))
    assert said.exit_code == 1
    assert "is no backup, or was cut off" in said.stderr
    assert not (tmp_path / "data").exists()


def _rewritten(file: Path, other: Path, entry: str, was: str, now: str) -> Path:
    """A copy of an archive in which one entry says something else, with sums to match."""
    with ZipFile(file) as source, ZipFile(other, "w", ZIP_DEFLATED) as target:
        for each in source.namelist():
            data = source.read(each)
            if each == entry:
                assert was.encode() in data
                data = data.replace(was.encode(), now.encode())
            target.writestr(each, data)
    return other
