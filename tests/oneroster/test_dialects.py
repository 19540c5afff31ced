"""OneRoster 1.2 and School Data Sync 2.1: roles in a file of their own, several per person."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from hub.oneroster import Ends, Wishes, import_bundle
from hub.oneroster.layout import COLUMNS, ONEROSTER_12, SDS_21, header_of
from tests.oneroster.bundles import HEADERS_12, KEPT, PASSWORD, sound_12, write_folder
from tests.oneroster.database import (
    POSTS,
    TODAY,
    YEAR,
    Watched,
    counts,
    everything,
    rows,
    tables_that_hold,
)
from tests.oneroster.test_sample import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

    import asyncpg

SDS = PROJECT.parent / "shared" / "data" / "oneroster" / "sds-2.1"
needs_sample = pytest.mark.skipif(not SDS.is_dir(), reason="../shared/data has no SDS sample")


def test_every_header_of_version_12_is_known_to_the_last_column() -> None:
    assert set(ONEROSTER_12.headers) == set(HEADERS_12)
    for file, names in HEADERS_12.items():
        assert ",".join(ONEROSTER_12.headers[file]) == names
        header = header_of(file, names.split(","), ONEROSTER_12)
        assert (header.unknown, header.absent) == ((), ())


def test_a_column_that_the_specification_has_and_the_file_lacks_is_named() -> None:
    names = [name for name in HEADERS_12["roles"].split(",") if name != "endDate"]
    assert header_of("roles", names, ONEROSTER_12).absent == ("endDate",)


def test_no_kept_column_is_unknown_to_every_dialect() -> None:
    for file, columns in COLUMNS.items():
        known = {
            name
            for dialect in (ONEROSTER_12, SDS_21)
            if file in dialect.headers
            for name in dialect.specified(file)
        }
        from_11 = {"role", "orgSourcedIds"} if file == "users" else set()
        composed = {"sourcedId", "status", "dateLastModified"}
        assert set(columns) <= known | from_11 | composed


async def test_a_bundle_of_version_12_is_kept_whole_with_several_roles_a_person(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    path = write_folder(tmp_path / "b", sound_12())
    report = await import_bundle(owner, path, Watched(), Wishes(TODAY))
    more = {"person": 9, "guardian": 3, "guardianship": 4, "post": 4}
    assert await counts(owner) == KEPT | more
    assert [(f.file, f.line, f.code) for f in report.refused] == [
        ("userProfiles", 3, "dangling_reference")
    ]
    ito = [row[1:] for row in await rows(owner, POSTS) if row[0] == "user-ito"]
    assert ito == [
        ("Alder High", "TEACHER", *YEAR),
        ("Alder Middle", "COUNSELOR", date(2020, 9, 1), date(2020, 12, 19)),
    ]
    cleo = (
        "SELECT person.sourced_id, standing FROM guardianship JOIN student s ON s.id = student_id "
        "JOIN guardian g ON g.id = guardian_id JOIN person ON person.id = g.person_id "
        "WHERE s.given_name = 'Cleo'"
    )
    assert await rows(owner, cleo) == [("user-ito", "PARENT")]
    assert await owner.fetchval("SELECT preferred_name FROM student WHERE given_name = 'Ada'") == (
        "Addie"
    )
    assert await tables_that_hold(owner, PASSWORD) == []
    counted = {count.file: count for count in report.files}
    assert (counted["userProfiles"].not_mapped, counted["userProfiles"].refused) == (1, 1)
    assert counted["roles"].applied == counted["roles"].read - counted["roles"].unchanged


async def test_syn9_version_12_twice_changes_nothing(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    path = write_folder(tmp_path / "b", sound_12())
    await import_bundle(owner, path, Watched(), Wishes(TODAY))
    before = await everything(owner)
    report = await import_bundle(owner, path, Watched(), Wishes(TODAY))
    assert await everything(owner) == before
    assert all(count.applied == 0 for count in report.files)


async def test_a_role_that_ends_takes_its_post_along(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    path = write_folder(tmp_path / "b", sound_12())
    await import_bundle(owner, path, Watched(), Wishes(TODAY))
    roles = sound_12()["roles.csv"].split(b"\r\n")
    kept = [line for line in roles if b"user-fir" not in line or not line]
    fir = next(line for line in roles if b"user-fir" in line)
    lost = b"\r\n".join([*kept[:-1], fir.replace(b"org-high", b"org-middle"), b""])
    (path / "roles.csv").write_bytes(lost)
    await import_bundle(owner, path, Watched(), Wishes(TODAY))
    fir_posts = [(row[1], row[-1]) for row in await rows(owner, POSTS) if row[0] == "user-fir"]
    # a class there keeps the first post alive: the role at the other school comes beside it
    assert ("Alder Middle", YEAR[1]) in fir_posts


@needs_sample
async def test_school_data_sync_imports_and_adds_up(owner: asyncpg.Connection) -> None:
    report = await import_bundle(owner, SDS, Watched(), Wishes(date(2022, 3, 1)))
    assert report.dialect == "School Data Sync 2.1"
    assert {count.file: count.read for count in report.files} == {
        "academicSessions": 2,
        "orgs": 4,
        "courses": 3,
        "classes": 2,
        "users": 8,
        "roles": 7,
        "relationships": 3,
        "demographics": 6,
        "enrollments": 6,
        "userFlags": 3,
    }
    assert {(c.file, c.ends) for c in report.conventions} >= {("academicSessions", Ends.INCLUSIVE)}
    families = (
        "SELECT s.given_name, g.given_name, standing FROM guardianship "
        "JOIN student s ON s.id = student_id JOIN guardian g ON g.id = guardian_id ORDER BY 1"
    )
    assert await rows(owner, families) == [
        ("Alice", "Bob", "PARENT"),
        ("Fred", "Jean", "CONTACT_ONLY"),
        ("Jack", "Jean", "PARENT"),
    ]
    races = "SELECT given_name, races, hispanic FROM demographics JOIN student s "
    assert await rows(owner, races + "ON s.id = student_id ORDER BY 1") == [
        ("Alice", ["WHITE"], None),
        ("Fred", ["ASIAN"], None),
        ("Jack", ["NOT_REPORTED"], True),
    ]
    assert await tables_that_hold(owner, "P@ssword123") == []


@needs_sample
async def test_school_data_sync_twice_changes_nothing(owner: asyncpg.Connection) -> None:
    first = await import_bundle(owner, SDS, Watched(), Wishes(TODAY))
    before = await everything(owner)
    report = await import_bundle(owner, SDS, Watched(), Wishes(TODAY))
    assert await everything(owner) == before
    assert report.findings == first.findings
    assert all(count.applied == 0 for count in report.files)
