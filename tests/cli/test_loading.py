"""`homeroom migrate` and `homeroom import`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hub.cli.demo import ensure_district
from hub.cli.errors import CommandRefused
from hub.cli.loading import import_bundle_at, migrate_tables
from hub.cli.tokens import print_token
from hub.oneroster import Wishes
from hub.progress import Progress
from tests.cli.conftest import settings_over
from tests.oneroster.bundles import contents, sound, write_folder
from tests.oneroster.database import TODAY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from typer.testing import Result

    from hub.database import Database
    from tests.conftest import Hub

HELD = "SELECT d.kind, d.fixed_today, (SELECT count(*) FROM student) AS students FROM district d"


async def test_a_bundle_is_imported_with_its_report_and_its_people_sign_in(
    capsys: pytest.CaptureFixture[str], empty: Database, tmp_path: Path
) -> None:
    settings = settings_over(empty)
    bundle = write_folder(tmp_path / "bundle", contents(sound()))
    await import_bundle_at(settings, bundle, Wishes(TODAY))
    report = capsys.readouterr().out
    assert report.startswith("OneRoster 1.1 bundle")
    async with empty.owner() as owner:
        assert tuple(await owner.fetchrow(HELD) or ()) == ("SAMPLE", TODAY, 3)
        person = await owner.fetchval("SELECT min(sourced_id) FROM person")
    await print_token(settings, None, person, link=False)
    assert capsys.readouterr().out.startswith("hr_")


async def test_a_bundle_that_cannot_be_read_is_refused_whole(
    empty: Database, tmp_path: Path
) -> None:
    with pytest.raises(CommandRefused, match="has no manifest"):
        await import_bundle_at(settings_over(empty), tmp_path, Wishes())
    async with empty.owner() as owner:
        assert await owner.fetchrow(HELD) is None


async def test_a_demo_district_takes_no_bundle(own_demo: Hub, tmp_path: Path) -> None:
    with pytest.raises(CommandRefused, match="demo district"):
        await import_bundle_at(
            settings_over(own_demo.database),
            write_folder(tmp_path / "bundle", contents(sound())),
            Wishes(),
        )


async def test_tables_of_another_version_are_refused_until_they_are_migrated(
    capsys: pytest.CaptureFixture[str], own_demo: Hub
) -> None:
    settings = settings_over(own_demo.database)
    async with own_demo.database.owner() as owner:
        head = await owner.fetchval("SELECT version_num FROM alembic_version")
        await owner.execute("UPDATE alembic_version SET version_num = 'older'")
        with pytest.raises(CommandRefused, match="run `homeroom migrate` first"):
            await print_token(settings, "teacher", None, link=False)
        await owner.execute("UPDATE alembic_version SET version_num = $1", head)
    await migrate_tables(settings)
    assert "The tables are those of this version." in capsys.readouterr().out


async def test_an_empty_database_says_how_to_fill_it(empty: Database) -> None:
    with pytest.raises(CommandRefused, match="load one with demo or import"):
        await print_token(settings_over(empty), "teacher", None, link=False)


async def test_the_demo_leaves_other_districts_alone(own_demo: Hub) -> None:
    quiet, version = Progress(quiet=True), "SELECT version_num FROM alembic_version"
    async with own_demo.database.owner() as owner:
        await owner.execute("UPDATE alembic_version SET version_num = 'older'")
        for kind in ("SAMPLE", "LIVE"):
            await owner.execute("UPDATE district SET kind = $1", kind)
            with pytest.raises(CommandRefused, match=f"holds a {kind.lower()} district"):
                await ensure_district(own_demo.database, None, None, quiet)
        assert await owner.fetchval(version) == "older", "its tables are not even migrated"


async def test_a_dry_run_prints_what_would_change_and_changes_nothing(
    capsys: pytest.CaptureFixture[str], empty: Database, tmp_path: Path
) -> None:
    bundle = write_folder(tmp_path / "bundle", contents(sound()))
    await import_bundle_at(settings_over(empty), bundle, Wishes(TODAY, dry=True))
    assert "DRY RUN" in capsys.readouterr().out
    async with empty.owner() as owner:
        assert await owner.fetchrow(HELD) is None


def test_an_import_that_counts_ends_otherwise_is_a_mistake_of_usage(
    homeroom: Callable[..., Result], tmp_path: Path
) -> None:
    found = homeroom("import", "oneroster", str(tmp_path), "--ends", "sometimes")
    assert found.exit_code == 2
    assert "inclusive or exclusive" in found.output


def test_an_export_says_as_whom(homeroom: Callable[..., Result], tmp_path: Path) -> None:
    assert homeroom("export", "oneroster", str(tmp_path / "out")).exit_code == 2
    found = homeroom("export", "oneroster", str(tmp_path / "out"), "--as", "registrar")
    assert found.exit_code == 1
    assert not (tmp_path / "out").exists()
