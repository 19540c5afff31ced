"""A district goes into a real database whole, under all its constraints, or not at all."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import asyncpg
import pytest

from hub.district import District, NotEmpty, build, load
from hub.models import Base
from hub.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator

    Connection = asyncpg.Connection[asyncpg.Record]

pytestmark = pytest.mark.anyio
QUIET = Progress(quiet=True)
RULES = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
 WHERE connamespace = current_schema()::regnamespace
 UNION ALL
SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()
 ORDER BY 1, 2, 3
"""


class Counted:
    """A step that counts."""

    def __init__(self, label: str, total: int | None) -> None:
        self.label, self.total, self.done = label, total, 0

    def advance(self, units: int = 1) -> None:
        self.done += units


class Told:
    """A reporter that remembers its steps."""

    def __init__(self) -> None:
        self.steps: list[Counted] = []

    @contextmanager
    def step(self, label: str, total: int | None = None) -> Iterator[Counted]:
        self.steps.append(Counted(label, total))
        yield self.steps[-1]


@pytest.fixture(scope="module")
def district() -> District:
    return build("tests", 300)


async def test_every_row_lands_and_every_constraint_holds(
    owner: Connection, district: District
) -> None:
    before = await owner.fetch(RULES)
    report = await load(owner, district, QUIET)
    assert report.rows == {name: sum(1 for _ in district.rows(name)) for name in district.tables}
    for name in Base.metadata.tables:
        assert await owner.fetchval(f'SELECT count(*) FROM "{name}"') == report.rows[name]
    assert await owner.fetch(RULES) == before
    assert not await owner.fetchval("SELECT count(*) FROM pg_constraint WHERE NOT convalidated")


async def test_statistics_are_gathered(owner: Connection, district: District) -> None:
    await load(owner, district, QUIET)
    known = await owner.fetchval("SELECT reltuples FROM pg_class WHERE relname = 'student'")
    assert known == 300


async def test_progress_is_reported(owner: Connection, district: District) -> None:
    told = Told()
    report = await load(owner, district, told)
    loading = told.steps[0]
    assert loading.done == report.total
    assert loading.total
    assert 0.8 < loading.done / loading.total < 1.2


async def test_a_second_district_is_refused_and_changes_nothing(
    owner: Connection, district: District
) -> None:
    await load(owner, district, QUIET)
    with pytest.raises(NotEmpty, match="already holds a district"):
        await load(owner, build("others", 300), QUIET)
    assert await owner.fetchval("SELECT seed FROM district") == "tests"


async def test_rows_that_break_a_constraint_leave_the_database_as_it_was(
    owner: Connection, district: District
) -> None:
    before = await owner.fetch(RULES)
    posts = district.tables["post"]
    doubled = replace(posts, rows=lambda: iter([*posts.rows(), _again(next(posts.rows()))]))
    broken = replace(district, tables={**district.tables, "post": doubled})
    with pytest.raises(asyncpg.ExclusionViolationError):
        await load(owner, broken, QUIET)
    assert await owner.fetchval("SELECT count(*) FROM person") == 0
    assert await owner.fetch(RULES) == before


async def test_a_row_that_refers_to_nothing_is_refused(
    owner: Connection, district: District
) -> None:
    schools = district.tables["school"]
    missing = replace(schools, rows=lambda: iter(list(schools.rows())[1:]))
    broken = replace(district, tables={**district.tables, "school": missing})
    with pytest.raises(asyncpg.ForeignKeyViolationError):
        await load(owner, broken, QUIET)


def _again(row: tuple[object, ...]) -> tuple[object, ...]:
    """The same row under another key."""
    return (next(build("again", 300).rows("district"))[0], *row[1:])
