"""However small the chunks in which a bundle is planned and written, it comes to the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hub.oneroster import Wishes, import_bundle, staging
from tests.bench.bundle import CLASSES, write_bundle
from tests.bench.importing import measure
from tests.conftest import QUIET
from tests.oneroster.bundles import sound
from tests.oneroster.database import TODAY, Watched, counts, everything, imported
from tests.oneroster.test_changes import state
from tests.oneroster.test_defects import all_defects

if TYPE_CHECKING:
    from pathlib import Path

    import asyncpg

    from hub.postgres import ConnectionFacts


@pytest.mark.parametrize("rows", [1, 3])
async def test_chunks_of_any_size_come_to_the_same(
    owner: asyncpg.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    attempt = owner.transaction()
    await attempt.start()
    first = await imported(owner, tmp_path, all_defects())
    whole = await state(owner)
    await attempt.rollback()
    monkeypatch.setattr(staging, "CHUNK_ROWS", rows)
    report = await imported(owner, tmp_path, all_defects())
    assert await state(owner) == whole
    assert report.files == first.files
    assert set(report.findings) == set(first.findings)
    kept = await everything(owner)
    await imported(owner, tmp_path, all_defects())
    assert await everything(owner) == kept


async def test_a_failure_in_the_middle_of_the_chunks_leaves_nothing(
    owner: asyncpg.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "CHUNK_ROWS", 2)
    path = write_bundle(tmp_path / "b", 4)
    with pytest.raises(ConnectionAbortedError):
        await import_bundle(owner, path, Watched("Planning and writing", 24), Wishes(TODAY))
    assert await counts(owner) == {}
    await imported(owner, tmp_path, sound())


async def test_the_bundle_that_is_measured_is_sound(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    path = write_bundle(tmp_path / "b", 40)
    report = await import_bundle(owner, path, Watched(), Wishes(TODAY))
    assert report.findings == ()
    found = await counts(owner)
    assert (found["student"], found["section_enrollment"]) == (40, 40 * CLASSES)


async def test_what_is_measured_is_a_copy_of_every_row(
    facts: ConnectionFacts, tmp_path: Path
) -> None:
    measured = await measure(facts, write_bundle(tmp_path / "b", 3), QUIET, times=2)
    rows_of_a_student = 8 + CLASSES  # two persons, what hangs on them, and the seats
    places = 4 + 2 * CLASSES
    staff = 3 + CLASSES
    assert measured.rows == 2 * (places + staff + 3 * rows_of_a_student)
    assert "| import |" in measured.report("3 students")
