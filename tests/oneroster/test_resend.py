"""SYN-9: the same bundle again changes nothing; a changed row is applied; a failure undoes all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hub.oneroster import Wishes, import_bundle
from hub.oneroster.bundle import open_bundle
from hub.oneroster.staging import Reading, stage
from tests.oneroster.bundles import KEPT, PASSWORD, contents, sound, write_folder, write_zip
from tests.oneroster.database import (
    TODAY,
    Watched,
    counts,
    everything,
    imported,
    tables_that_hold,
)
from tests.oneroster.test_defects import all_defects

if TYPE_CHECKING:
    from pathlib import Path

    import asyncpg

    from hub.database import Database


@pytest.mark.parametrize("tables", [sound(), all_defects()], ids=["sound", "with defects"])
async def test_syn9_the_same_bundle_twice_changes_nothing(
    owner: asyncpg.Connection, tmp_path: Path, tables: dict[str, list[dict[str, str]]]
) -> None:
    first = await imported(owner, tmp_path, tables)
    before = await everything(owner)
    second = await imported(owner, tmp_path, tables)
    assert await everything(owner) == before
    assert second.findings == first.findings
    for once, again in zip(first.files, second.files, strict=True):
        assert (again.applied, again.unchanged) == (0, once.applied + once.unchanged)
        assert again.refused == once.refused
    assert not any(row.made or row.changed for row in second.rows)


async def test_syn9_a_folder_and_its_archive_are_the_same_bundle(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await imported(owner, tmp_path, sound())
    before = await everything(owner)
    archive = write_zip(tmp_path / "sent.zip", contents(sound()))
    await import_bundle(owner, archive, Watched(), Wishes(today=TODAY))
    assert await everything(owner) == before


async def test_a_changed_row_is_applied_to_the_row_that_it_became(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await imported(owner, tmp_path, sound())
    question = "SELECT id FROM student WHERE given_name = $1"
    ada = await owner.fetchval(question, "Ada")
    tables = sound()
    tables["users"][0]["givenName"] = "Adela"
    report = await imported(owner, tmp_path, tables)
    assert await owner.fetchval(question, "Adela") == ada
    changed = {count.file: count.applied for count in report.files if count.applied}
    assert changed == {"users": 1, "demographics": 1}
    assert [(row.table, row.changed) for row in report.rows if row.changed] == [("student", 1)]


async def test_a_moved_term_moves_its_sections_and_seats(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await imported(owner, tmp_path, sound())
    tables = sound()
    for row in tables["academicSessions"]:
        row["startDate"] = row["startDate"].replace("08-17", "08-24")
    await imported(owner, tmp_path, tables)
    for table in ("section", "section_staff", "section_enrollment", "school_enrollment", "post"):
        found = await owner.fetchval(f"SELECT min(starts_on)::text FROM {table}")
        assert found == "2020-08-24"


async def test_what_was_entered_here_later_survives_an_unchanged_row(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await imported(owner, tmp_path, sound())
    await owner.execute("UPDATE guardianship SET standing = 'CONTACT_ONLY'")
    await owner.execute("UPDATE person SET suspended_at = now() WHERE sourced_id = 'user-ito'")
    before = await everything(owner)
    await imported(owner, tmp_path, sound())
    assert await everything(owner) == before


async def test_an_epoch_counts_only_for_persons_whose_relations_changed(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await imported(owner, tmp_path, sound())
    tables = sound()
    tables["enrollments"][5]["endDate"] = "2020-10-30"
    await imported(owner, tmp_path, tables)
    found = await owner.fetch("SELECT sourced_id, epoch FROM person WHERE epoch > 0 ORDER BY 1")
    assert [tuple(row) for row in found] == [("user-ito", 1)]


@pytest.mark.parametrize("after", [0, 10, 25, 45])
async def test_a_failure_while_writing_leaves_nothing(
    owner: asyncpg.Connection, tmp_path: Path, after: int
) -> None:
    path = write_folder(tmp_path / "b", contents(sound()))
    with pytest.raises(ConnectionAbortedError):
        await import_bundle(
            owner, path, Watched("Planning and writing", after), Wishes(today=TODAY)
        )
    assert await counts(owner) == {}
    await import_bundle(owner, path, Watched(), Wishes(today=TODAY))
    before = await everything(owner)
    tables = sound()
    for row in tables["users"]:
        row["familyName"] += "s"
    write_folder(path, contents(tables))
    with pytest.raises(ConnectionAbortedError):
        await import_bundle(owner, path, Watched("Planning and writing", after), Wishes())
    assert await everything(owner) == before


async def test_others_see_an_import_whole_or_not_at_all(empty: Database, tmp_path: Path) -> None:
    path = write_folder(tmp_path / "b", contents(sound()))
    async with empty.owner() as owner, empty.owner() as other:
        with pytest.raises(ConnectionAbortedError):
            await import_bundle(
                owner, path, Watched("Planning and writing", 40), Wishes(today=TODAY)
            )
        assert await counts(other) == {}
        await import_bundle(owner, path, Watched(), Wishes(today=TODAY))
        assert await counts(other) == KEPT


async def test_progress_is_told_step_by_step(owner: asyncpg.Connection, tmp_path: Path) -> None:
    progress = Watched()
    path = write_folder(tmp_path / "b", contents(sound()))
    report = await import_bundle(owner, path, progress, Wishes(today=TODAY))
    assert progress.labels == ["Reading the bundle", "Staging the rows", "Planning and writing"]
    assert progress.units == 2 * sum(count.read for count in report.files)


async def test_a_password_never_reaches_the_database_or_a_word_of_ours(
    owner: asyncpg.Connection, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    tables = all_defects()
    tables["orgs"][1]["metadata.adminPassword"] = PASSWORD
    assert PASSWORD.encode() in contents(tables)["users.csv"]
    report = await imported(owner, tmp_path, tables)
    assert await tables_that_hold(owner, PASSWORD) == []
    assert await tables_that_hold(owner, "Alder Unified") == ["district"]
    assert PASSWORD not in report.text() + repr(report) + "".join(capfd.readouterr())


async def test_a_password_is_dropped_before_staging(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    bundle = open_bundle(write_folder(tmp_path / "b", contents(all_defects())))
    async with owner.transaction():
        staged = await stage(owner, "users", bundle.files["users"], Reading(), Watched())
        texts = await owner.fetch("SELECT staged::text FROM oneroster_users AS staged")
        columns = await owner.fetch(
            "SELECT attname FROM pg_attribute WHERE attrelid = 'oneroster_users'::regclass"
        )
        await owner.execute("DROP TABLE oneroster_users")
    assert staged.header.credentials == ("password",)
    assert len(texts) == staged.read > 0
    assert not any(PASSWORD in row[0] for row in texts)
    assert "password" not in {row[0] for row in columns}


async def test_no_staging_table_outlives_an_import(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await imported(owner, tmp_path, sound())
    left = "SELECT count(*) FROM pg_class WHERE relpersistence = 't' AND relkind = 'r'"
    assert await owner.fetchval(left) == 0
