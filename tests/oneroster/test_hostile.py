"""Hostile files: each is reported with file and line, and changes nothing of what is kept."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.oneroster import BundleRefused, Wishes, import_bundle, plan
from hub.oneroster.bundle import RATIO_FROM_BYTES, open_bundle
from hub.oneroster.cells import guarded, is_formula, unguarded
from tests.oneroster.bundles import contents, sound, write_folder, write_zip
from tests.oneroster.database import TODAY, Watched, everything, facts, imported

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import asyncpg


class Hostile(NamedTuple):
    """What is done to users.csv, and the finding of its line."""

    name: str
    damage: Callable[[bytes], bytes]
    line: int
    code: str


def _cell(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def damaged(content: bytes) -> bytes:
        assert old in content
        return content.replace(old, new, 1)

    return damaged


def _twice(content: bytes) -> bytes:
    return content + content.splitlines(keepends=True)[1]


ROWS = (
    Hostile("formula", _cell(b"Ada,Quill", b"=1+2,Quill"), 2, "formula_cell"),
    Hostile("call", _cell(b"Ada,Quill", b"+cmd|' /C calc'!A0,Quill"), 2, "formula_cell"),
    Hostile("at", _cell(b"Ada,Quill", b"@SUM(1),Quill"), 2, "formula_cell"),
    Hostile("zero byte", _cell(b"Ada,Quill", b"A\0da,Quill"), 2, "record_unreadable"),
    Hostile("open quote", _cell(b"user-ada", b'"user-ada'), 2, "record_unreadable"),
    Hostile("row twice", _twice, 11, "duplicate_sourced_id"),
)


@pytest.mark.parametrize("hostile", ROWS, ids=[each.name for each in ROWS])
async def test_a_hostile_row_is_reported_and_changes_nothing(
    owner: asyncpg.Connection, tmp_path: Path, hostile: Hostile
) -> None:
    await imported(owner, tmp_path, sound())
    before = await facts(owner)
    files = contents(sound())
    files["users.csv"] = hostile.damage(files["users.csv"])
    path = write_folder(tmp_path / "hostile", files)
    report = await import_bundle(owner, path, Watched(), Wishes())
    assert await facts(owner) == before
    assert (hostile.line, hostile.code) in {(f.line, f.code) for f in report.refused}
    assert f"users.csv line {hostile.line}" in report.text()


async def test_dates_of_two_digits_are_reported_and_change_nothing(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await imported(owner, tmp_path, sound())
    before = await facts(owner)
    files = contents(sound())
    files["demographics.csv"] = files["demographics.csv"].replace(b"2006-03-04", b"03/04/06")
    files["enrollments.csv"] = files["enrollments.csv"].replace(b"2020-09-01", b"9/1/20")
    report = await import_bundle(owner, write_folder(tmp_path / "h", files), Watched(), Wishes())
    assert await facts(owner) == before
    assert {(f.file, f.line, f.code) for f in report.refused} >= {
        ("demographics", 2, "date_unreadable"),
        ("enrollments", 4, "date_unreadable"),
    }


async def test_lines_that_end_in_carriage_returns_alone_are_read_and_said(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await imported(owner, tmp_path, sound())
    before = await everything(owner)
    files = {name: text.replace(b"\r\n", b"\r") for name, text in contents(sound()).items()}
    report = await import_bundle(owner, write_folder(tmp_path / "h", files), Watched(), Wishes())
    assert await everything(owner) == before
    assert "Lines end in carriage returns alone" in report.text()


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda text: text.decode().encode("latin-1"), "line 4: .*UTF-8"),
        (lambda text: text.decode().encode("utf-16"), "UTF-16"),
        (lambda text: text[: text.index(b"Tom") + 2], "line 6: the file ends in the middle"),
        (lambda text: text[: text.index(b'"user-mum,') + 5], "line 2: the file ends in the mid"),
        (lambda text: b"x" * 300_000 + text, "has a line of more than"),
        (lambda _: b"", "has no column"),
    ],
    ids=["latin", "wide", "half a file", "half a quote", "one long line", "empty"],
)
async def test_a_hostile_file_refuses_the_bundle_and_changes_nothing(
    owner: asyncpg.Connection, tmp_path: Path, damage: Callable[[bytes], bytes], words: str
) -> None:
    await imported(owner, tmp_path, sound())
    before = await everything(owner)
    files = contents(sound())
    files["users.csv"] = damage(files["users.csv"])
    with pytest.raises(BundleRefused, match=rf"users\.csv.*{words}"):
        await import_bundle(owner, write_folder(tmp_path / "h", files), Watched(), Wishes())
    assert await everything(owner) == before


async def test_rows_that_cannot_be_read_end_nothing_for_being_absent(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await imported(owner, tmp_path, sound())
    before = await facts(owner)
    files = contents(sound())
    files["enrollments.csv"] = files["enrollments.csv"].replace(b"seat-ada-alg", b"=seat-ada-alg")
    report = await import_bundle(owner, write_folder(tmp_path / "h", files), Watched(), Wishes())
    assert await facts(owner) == before
    assert "Nothing was ended for being absent from enrollments.csv" in report.text()


async def test_a_file_of_nothing_but_defects_is_counted_whole_and_listed_in_part(
    owner: asyncpg.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "FINDINGS_KEPT", 5)
    files = contents(sound())
    files["enrollments.csv"] += b"broken\r\n" * 50
    report = await import_bundle(
        owner, write_folder(tmp_path / "h", files), Watched(), Wishes(TODAY)
    )
    counted = {count.file: count for count in report.files}["enrollments"]
    assert (counted.read, counted.refused) == (58, 50)
    assert len(report.refused) == 5
    assert "and 45 more of the same reasons" in report.text()


def test_an_archive_that_unpacks_to_a_hundred_times_its_size_is_refused(tmp_path: Path) -> None:
    swollen = contents(sound()) | {"users.csv": b"0" * (RATIO_FROM_BYTES + 1)}
    with pytest.raises(BundleRefused, match=r"users\.csv would unpack to more than 100 times"):
        open_bundle(write_zip(tmp_path / "bomb.zip", swollen))


async def test_an_archive_within_an_archive_is_not_opened(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("users.csv", b"0" * 10_000_000)
    path = write_zip(tmp_path / "b.zip", contents(sound()) | {"inner.zip": inner.getvalue()})
    report = await import_bundle(owner, path, Watched(), Wishes(TODAY))
    assert "not opened: 1." in report.text()


@given(st.text(alphabet="'=+-@\ta", max_size=6) | st.text(max_size=20))
def test_a_guarded_cell_is_no_formula_and_comes_back(value: str) -> None:
    assert unguarded(guarded(value)) == value
    assert not guarded(value).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("cell", ["=1", "@SUM(A1)", "+SUM(1)", "-2+3+cmd|'x'!A0"])
def test_a_formula_is_known(cell: str) -> None:
    assert is_formula(cell)


@pytest.mark.parametrize("cell", ["+1 213 533 1699", "-", "-4", "+1 (213) 533-1699 x2", "'=x"])
def test_a_telephone_number_is_no_formula(cell: str) -> None:
    assert not is_formula(cell)
