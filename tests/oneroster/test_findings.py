"""What an import doubts is kept as findings, at the row that a line became, without any value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.oneroster import Wishes, import_bundle
from tests.oneroster.bundles import Tables, contents, lines, seat, sound, user, write_folder
from tests.oneroster.database import TODAY, UNBOUND, Watched, imported, rows, tables_that_hold

if TYPE_CHECKING:
    from pathlib import Path

    import asyncpg

STATES = (
    "SELECT rule, state FROM finding WHERE source = 'oneroster' AND rule <> 'post_withheld' "
    "ORDER BY rule"
)


def _doubted() -> Tables:
    """A parent without a readable telephone, a formula, and a seat in a class that isn't there."""
    tables = sound()
    tables["users"].append(
        user("user-gil", "parent", "Gil", "Gray", phone="Quixotica", email="gil@mail.example")
    )
    tables["users"].append(user("user-hex", "parent", "=HYPERLINK(1)", "Hex"))
    tables["enrollments"].append(seat("seat-nil", "class-nil", "user-cleo", "student"))
    return tables


async def _changed(owner: asyncpg.Connection, folder: Path, tables: Tables) -> None:
    """Import changes of users alone."""
    changes = contents({"users": tables["users"]}, "users")
    path = write_folder(folder / "changes", changes)
    await import_bundle(owner, path, Watched(), Wishes(today=TODAY, limits=UNBOUND))


async def test_a_finding_names_the_line_and_the_row_that_it_became(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    tables = _doubted()
    await imported(owner, tmp_path, tables)
    gil = await owner.fetchval("SELECT id::text FROM guardian WHERE given_name = 'Gil'")
    question = (
        "SELECT rule, severity, entity, row_key, field, file, line FROM finding "
        "WHERE rule <> 'post_withheld' ORDER BY rule"
    )
    last = lines(tables, "users")
    assert await rows(owner, question) == [
        ("dangling_reference", "ERROR", "enrollments", None, "classSourcedId", "enrollments.csv",
         lines(tables, "enrollments")),
        ("formula_cell", "ERROR", "users", None, "givenName", "users.csv", last),
        ("phone_unreadable", "DOUBT", "guardian", gil, "phone", "users.csv", last - 1),
    ]  # fmt: skip
    assert await tables_that_hold(owner, "Quixotica") == []


async def test_a_finding_stays_with_its_row_and_is_resolved_once_it_is_gone(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await imported(owner, tmp_path, _doubted())
    tables = _doubted()
    tables["users"].insert(0, user("user-new", "parent", "Nia", "New"))
    del tables["users"][-1]
    await imported(owner, tmp_path, tables)
    assert await rows(owner, STATES) == [
        ("dangling_reference", "OPEN"),
        ("formula_cell", "RESOLVED"),
        ("phone_unreadable", "OPEN"),
    ]
    moved = await owner.fetchval("SELECT line FROM finding WHERE rule = 'phone_unreadable'")
    assert moved == lines(tables, "users")
    await imported(owner, tmp_path, sound())
    assert {state for _, state in await rows(owner, STATES)} == {"RESOLVED"}


async def test_changes_resolve_the_findings_of_the_rows_that_they_send(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await imported(owner, tmp_path, _doubted())
    others = sound()
    others["users"] = [others["users"][0]]
    await _changed(owner, tmp_path, others)
    before = [(rule, "OPEN") for rule, _ in await rows(owner, STATES)]
    assert await rows(owner, STATES) == before
    mended = user("user-gil", "parent", "Gil", "Gray", phone="3365331632")
    await _changed(owner, tmp_path, {"users": [mended]})
    assert await rows(owner, STATES) == [
        ("dangling_reference", "OPEN"),
        ("formula_cell", "OPEN"),
        ("phone_unreadable", "RESOLVED"),
    ]


async def test_a_dry_run_leaves_no_finding(owner: asyncpg.Connection, tmp_path: Path) -> None:
    path = write_folder(tmp_path / "bundle", contents(_doubted()))
    await import_bundle(owner, path, Watched(), Wishes(today=TODAY, dry=True))
    assert await owner.fetchval("SELECT count(*) FROM finding") == 0
