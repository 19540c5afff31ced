"""Whatever a bundle's cells hold, an import ends in a report that adds up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.oneroster import Ends
from tests.oneroster.bundles import HEADERS, sound
from tests.oneroster.database import everything, imported

if TYPE_CHECKING:
    import asyncpg
    import pytest

# fmt: off
WORDS = (
    "", "tobedeleted", "active", "true", "false", "maybe", "student", "teacher", "aide",
    "parent", "relative", "administrator", "schoolYear", "semester", "district", "school",
    "department", "2020-08-17", "2021-05-28", "20-08-17", "2199-12-31", "9999-12-31", "2021",
    "0000", "KG", "09", "13", "{Local:}", "{State:1}", "user-ada", "user-mum", "class-alg",
    "term-year", "org-high", "course-alg", "term-none",
)
# fmt: on
CELLS = st.sampled_from(WORDS) | st.text(max_size=40)
CHANGES = st.lists(
    st.sampled_from([(f, c) for f, names in HEADERS.items() for c in names.split(",")]).flatmap(
        lambda place: st.tuples(
            st.just(place[0]), st.just(place[1]), st.integers(0, 30), st.booleans(), CELLS
        )
    ),
    min_size=1,
    max_size=12,
)


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(changes=CHANGES)
async def test_an_import_never_chokes_and_twice_changes_nothing(
    owner: asyncpg.Connection,
    tmp_path_factory: pytest.TempPathFactory,
    changes: list[tuple[str, str, int, bool, str]],
) -> None:
    tables = sound()
    for file, column, place, is_copy, cell in changes:
        row = tables[file][place % len(tables[file])]
        if is_copy:
            row = dict(row)
            tables[file].append(row)
        row[column] = cell
    folder = tmp_path_factory.mktemp("bundle")
    attempt = owner.transaction()
    await attempt.start()
    try:
        first = await imported(owner, folder, tables, ends=Ends.INCLUSIVE)
        kept = await everything(owner)
        second = await imported(owner, folder, tables, ends=Ends.INCLUSIVE)
        assert await everything(owner) == kept
        assert second.findings == first.findings
        assert all(count.read == len(tables[count.file]) for count in first.files)
    finally:
        await attempt.rollback()
