"""`homeroom export oneroster`: what a viewer may see, and an import of it changes nothing."""

from __future__ import annotations

import csv
from datetime import date
from typing import TYPE_CHECKING

import pytest

from hub.cli.errors import CommandRefused
from hub.cli.export import Wanted, exported
from hub.oneroster import Wishes, import_bundle
from tests.conftest import QUIET
from tests.oneroster.bundles import contents, sound, sound_12, write_folder
from tests.oneroster.database import TODAY, Watched, facts, rows
from tests.oneroster.test_sample import SAMPLE

if TYPE_CHECKING:
    from pathlib import Path

    from hub.database import Database
    from schema.build import Built
    from tests.conftest import Hub

WIDE = """
WITH held AS (
    INSERT INTO post (staff_id, school_id, role, starts_on)
    SELECT m.id, NULL, 'REGISTRAR', date '2020-01-01' FROM staff_member m
    JOIN person p ON p.id = m.person_id WHERE p.sourced_id = $1 RETURNING staff_id
)
UPDATE person SET epoch = epoch + 1
WHERE id IN (SELECT m.person_id FROM staff_member m JOIN held ON held.staff_id = m.id)
"""


def table(folder: Path, file: str) -> list[dict[str, str]]:
    """The rows of a file."""
    with (folder / f"{file}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


async def round_trip(
    database: Database, built: Built, bundle: Path, registrar: str, out: Path, version: str
) -> None:
    """Import, export as a registrar of the whole district, import: nothing is different, and no
    finding of the first import is resolved by it.
    """
    async with database.owner() as owner:
        await import_bundle(owner, bundle, Watched(), Wishes(TODAY))
        await owner.execute(WIDE, registrar)
        await exported(database, built, Wanted(out, None, registrar, version), QUIET)
        await owner.execute("DELETE FROM token")
        before = await facts(owner)
        report = await import_bundle(owner, out, Watched(), Wishes())
        assert report.refused == ()
        assert await facts(owner) == before
        assert await owner.fetchval("SELECT count(*) FROM finding WHERE state <> 'OPEN'") == 0
        assert all(count.applied == 0 for count in report.files)


@pytest.mark.parametrize("version", ["1.1", "1.2"])
async def test_rdy15_import_export_import_changes_nothing(
    empty: Database, built: Built, tmp_path: Path, version: str
) -> None:
    tables = sound()
    tables["courses"][0]["title"] = "'=Algebra"
    tables["classes"][1]["title"] = "'-1 English"
    bundle = write_folder(tmp_path / "in", contents(tables))
    await round_trip(empty, built, bundle, "user-elm", tmp_path / "out", version)
    titles = {row["title"] for row in table(tmp_path / "out", "courses")}
    assert titles == {"'=Algebra", "English I"}


async def test_rdy15_several_roles_come_back(empty: Database, built: Built, tmp_path: Path) -> None:
    files = sound_12()
    files["userProfiles.csv"] = files["userProfiles.csv"].splitlines(keepends=True)[0]
    bundle = write_folder(tmp_path / "in", files)
    async with empty.owner() as owner:
        await import_bundle(owner, bundle, Watched(), Wishes(TODAY))
        posts = "SELECT role, starts_on, ends_on FROM post ORDER BY 1, 2"
        before = await rows(owner, posts)
        await owner.execute(WIDE, "user-elm")
        wanted = Wanted(tmp_path / "out", None, "user-elm", "1.2")
        await exported(empty, built, wanted, QUIET)
    users = table(tmp_path / "out", "users")
    ito = [row["sourcedId"] for row in users if row["givenName"] == "Hana"]
    assert len(ito) == 2, "a capacity is a user: their ids can't be linked"
    roles = {row["role"] for row in table(tmp_path / "out", "roles") if row["userSourcedId"] in ito}
    assert roles == {"teacher", "counselor", "parent"}
    assert ("COUNSELOR", date(2020, 9, 1), date(2020, 12, 19)) in before


@pytest.mark.skipif(not SAMPLE.is_dir(), reason="../shared/data has no OneRoster sample")
async def test_rdy15_the_public_sample_comes_back_unchanged(
    empty: Database, built: Built, tmp_path: Path
) -> None:
    await round_trip(empty, built, SAMPLE, "207268", tmp_path / "out", "1.1")


async def test_an_export_holds_what_its_viewer_may_see_and_no_more(
    demo: Hub, built: Built, tmp_path: Path
) -> None:
    for key in ("co_teacher", "analyst", "restricted_father"):
        await exported(demo.database, built, Wanted(tmp_path / key, key, None, "1.1"), QUIET)
    students = table(tmp_path / "co_teacher", "users")
    assert 0 < sum(row["role"] == "student" for row in students) < 300
    assert {row["sex"] for row in table(tmp_path / "co_teacher", "demographics")} == {""}
    assert not [r for r in table(tmp_path / "analyst", "users") if r["role"] == "student"]
    assert table(tmp_path / "analyst", "demographics") == []
    father = tmp_path / "restricted_father"
    schools = {row["sourcedId"] for row in table(father, "orgs") if row["type"] == "school"}
    for row in table(father, "users"):
        assert not schools & set(row["orgSourcedIds"].split(","))
    assert table(father, "enrollments") == []


async def test_an_export_gives_no_more_than_the_door(
    own_demo: Hub, built: Built, tmp_path: Path, persona_ids: dict[str, str]
) -> None:
    viewer = await own_demo.viewer(persona_ids["teacher"])
    asked = "{ students(first: 1000) { nodes { id birthDate } } }"
    answer = await own_demo.door.execute(asked, viewer)
    wanted = Wanted(tmp_path / "out", "teacher", None, "1.2")
    said = await exported(own_demo.database, built, wanted, QUIET)
    for row in table(tmp_path / "out", "demographics"):
        assert f'"id":"{row["sourcedId"]}"' in answer.body
        assert not row["birthDate"] or row["birthDate"] in answer.body
    assert "birthDate" in said[1]


async def test_an_export_is_its_owners_alone_and_overwrites_nothing(
    demo: Hub, built: Built, tmp_path: Path
) -> None:
    wanted = Wanted(tmp_path / "out", "teacher", None, "1.1")
    await exported(demo.database, built, wanted, QUIET)
    assert {path.stat().st_mode & 0o077 for path in (tmp_path / "out").iterdir()} == {0}
    with pytest.raises(CommandRefused, match="new or empty folder"):
        await exported(demo.database, built, wanted, QUIET)
    with pytest.raises(CommandRefused, match=r"1\.1 and 1\.2"):
        await exported(demo.database, built, Wanted(tmp_path / "x", "teacher", None, "2"), QUIET)
