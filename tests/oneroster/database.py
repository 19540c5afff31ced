"""Looking at the whole database: what an import left there, and importing into it."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from hub.models import Base
from hub.oneroster import Ends, ImportReport, Limits, Wishes, import_bundle
from tests.oneroster.bundles import Tables, contents, write_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import asyncpg

TODAY = date(2021, 3, 1)
YEAR = (date(2020, 8, 17), date(2021, 5, 29))
"""The sound district's school year, half-open."""
FALL = (date(2020, 8, 17), date(2020, 12, 19))

SEATED = """
SELECT person.sourced_id, section.title, seat.starts_on, seat.ends_on, seat.school_year
FROM section_enrollment seat JOIN section ON section.id = seat.section_id
JOIN student ON student.id = seat.student_id
JOIN person ON person.id = student.person_id ORDER BY 2, 1
"""
POSTS = """
SELECT person.sourced_id, school.name, post.role, post.starts_on, post.ends_on
FROM post JOIN staff_member member ON member.id = post.staff_id
JOIN person ON person.id = member.person_id LEFT JOIN school ON school.id = post.school_id
ORDER BY 1, 2, 4
"""


class Watched:
    """A progress that notes what it was told, and fails when it is told to."""

    def __init__(self, fail_in: str | None = None, after: int = 0) -> None:
        self.labels: list[str] = []
        self.units = 0
        self._fail_in = fail_in
        self._after = after

    @contextmanager
    def step(self, label: str, total: int | None = None) -> Iterator[Watched]:
        """Note the step; `total` is not needed."""
        del total
        self.labels.append(label)
        yield self

    def advance(self, units: int = 1) -> None:
        """Count, and fail where the step that must fail has come that far."""
        self.units += units
        self._after -= units
        if self.labels[-1:] == [self._fail_in] and self._after < 0:
            raise ConnectionAbortedError


UNBOUND = Limits(100, 100)
"""Limits that nothing reaches: a small district changes by large shares."""


async def imported(
    owner: asyncpg.Connection,
    folder: Path,
    tables: Tables,
    today: date | None = TODAY,
    ends: Ends | None = None,
) -> ImportReport:
    """Write the bundle to a folder and import it, without a brake."""
    path = write_folder(folder / "bundle", contents(tables))
    wishes = Wishes(today=today, ends=ends, limits=UNBOUND)
    return await import_bundle(owner, path, Watched(), wishes)


async def rows(owner: asyncpg.Connection, question: str) -> list[tuple[object, ...]]:
    """The rows of an answer."""
    return [tuple(row) for row in await owner.fetch(question)]


async def everything(owner: asyncpg.Connection) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    return {
        table: [tuple(row) for row in await owner.fetch(f"SELECT * FROM {table} ORDER BY 1")]
        for table in Base.metadata.tables
    }


async def facts(owner: asyncpg.Connection) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but findings: what a row that is only reported leaves as it was."""
    return {table: kept for table, kept in (await everything(owner)).items() if table != "finding"}


async def tables_that_hold(owner: asyncpg.Connection, word: str) -> list[str]:
    """The tables with a row in whose text a word stands, in any column."""
    question = "SELECT EXISTS (SELECT FROM {} AS kept WHERE position($1 IN kept::text) > 0)"
    tables = Base.metadata.tables
    return [table for table in tables if await owner.fetchval(question.format(table), word)]


async def counts(owner: asyncpg.Connection) -> dict[str, int]:
    """How many rows each table holds that holds any, without the rows' sources and findings."""
    found = {table: len(rows) for table, rows in (await facts(owner)).items()}
    return {table: count for table, count in found.items() if count and table != "source_row"}
