"""No cell of the leak matrix shows what was not typed; no column, path or standing lacks one."""

from __future__ import annotations

import asyncio
import sys
from collections import defaultdict
from typing import TYPE_CHECKING, Any
from zlib import crc32

import pytest

from hub.models.base import VERSION
from resolvers.catalog import ColumnField, Link
from resolvers.catalog import Field as AnyField
from schema.documents import FieldNotGranted
from schema.narrowed import Seen
from tests.leaks import asking, schools, ways
from tests.leaks.sheet import PATHS, WHO
from tests.leaks.sight import columns, links, table_of, types
from tests.oracle.specification import tables_of_students
from tests.policy import cells
from tests.policy.specification import matrix, parts
from tests.policy.test_matrix import _wanted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hub.postgres import ConnectionFacts
    from schema.build import Built
    from tests.leaks.asking import Unit
    from tests.leaks.schools import Stage
    from tests.leaks.sheet import Sheet

SUITE = ("TR", "GD", "ES")
"""Who is asked in the suite: each unit of the matrix by one of them."""
ARGUMENTS = {
    "id": ("node", "nested"),
    "where": ("filter", "count", "error"),
    "orderBy": ("sort",),
    "search": (),  # refused unless names are read of every row: tests/resolvers/test_search.py
    "after": ("cursor", "error"),
    "first": (),  # how many rows of what is seen: no value
    "asOf": (),  # the day of a fact: tests/oracle and test_p8 keep that it never widens
    "history": (),  # the same
    "field": (),  # explain and readers, which show no value: tests/explain
    "student": (),  # and history, of which tests/resolvers/test_history.py asks every column
    "person": (),
    "on": (),
    "ids": (),  # named, which is the privacy officer's: tests/explain
    "students": (),
    "order": (),  # foreseeOrder, which shows no value: tests/explain
    "school": (),  # immunizationsDue, worked out of what `students` shows: tests/resolvers
    "schools": (),  # incompleteSchedules, likewise: tests/resolvers
    "through": (),
}
"""Every argument of the schema, with the paths on which it carries a value."""
FIELDS = {"ColumnField", "Link", "Constant", "Computed", "ViewerField", "ViewerLink"}
"""Kinds of fields: the first two are the places of this matrix; a constant says the same of every
row, a computed field rests on columns as the same viewer (tests/resolvers/test_totals.py), and
what the viewer is told about themselves is theirs.
"""
LISTED = {"nodes", "edges", "pageInfo", "totalCount"}
OPERATORS = {"eq", "ne", "in", "isNull", "lt", "lte", "gt", "gte", "startsWith", "contains"}
"""What compares: all of them behind the one guard of `resolvers/filters.py`."""
NOT_COMPARED = {
    "Disclosure.slices",
    "Disclosure.bases",
    "Disclosure.purposes",
    "Demographics.races",
    "Agreement.slices",
    "Engagement.slices",
    "EngagementScope.id",
    "EngagementScope.gradeLevel",
    *(f"District.{each}" for each in "id name kind timezone fixedToday seed".split()),
}
"""Columns that no filter compares: lists, the district, of which there is one, and what an
engagement covers, to which no list leads that could be filtered.
"""


def test_every_standing_of_the_matrix_has_a_school_or_a_reason() -> None:
    typed = set(next(iter(matrix().values())))
    assert typed == set(schools.STANDINGS) | set(schools.LABELS)


def test_every_column_and_every_key_of_a_link_is_in_a_slice_typed_by_hand(built: Built) -> None:
    typed = {(table, each) for (_, table), (_, names) in parts().items() for each in names}
    for entry in types(built.catalog):
        named = {(table_of(entry), each) for each in columns(entry).values()}
        for link in links(entry).values():
            named |= {(each.table.name, each.name) for each in (link.near, link.far)}
        assert named <= typed, entry.name


def test_every_argument_field_and_operator_of_the_schema_belongs_to_a_path(built: Built) -> None:
    kinds: dict[str, Any] = {
        name: each for name, each in built.graphql.type_map.items() if not name.startswith("__")
    }
    composite = [
        each for each in kinds.values() if hasattr(each, "interfaces") and each.name != "Mutation"
    ]
    assert {a for each in composite for f in each.fields.values() for a in f.args} == set(ARGUMENTS)
    assert {path for each in ARGUMENTS.values() for path in each} == set(PATHS)
    assert {path for kind in asking.KINDS for path in kind.paths} == set(PATHS)
    for name, each in kinds.items():
        if name.endswith("Connection"):
            assert set(each.fields) == LISTED, name
        if name.endswith("Filter"):
            assert set(each.fields) <= OPERATORS, name
    fields = {
        type(f).__name__ for each in built.catalog.types.values() for f in each.fields.values()
    }
    assert fields <= FIELDS
    assert {each.__name__ for each in AnyField.__args__} == FIELDS
    told = {root.kind for root in built.catalog.roots.values()}
    assert told == {"one", "page", "node", "viewer", "only", "computed"}


def test_every_column_is_compared_but_lists_and_the_district(built: Built) -> None:
    whole = Seen(built.graphql, built.catalog)
    reached = ways.filtered(whole)
    missing = {
        f"{entry.name}.{name}"
        for entry in types(built.catalog)
        for name, column in columns(entry).items()
        if column != VERSION  # nothing is compared with it
        if entry.name not in reached or name not in ways.comparable(whole, entry)
    }
    assert missing == NOT_COMPARED


@pytest.mark.parametrize("standing", [each for each in schools.STANDINGS if each != "AU"])
def test_what_is_expected_is_what_the_matrix_and_the_tags_of_each_school_say(standing: str) -> None:
    stage = schools.stage(standing)
    keys = {"id", "student_id", "section_id", "person_id", VERSION}
    readings = {person: stage.reading(person) for person in stage.persons}
    for person, who, row in _tagged(stage):
        wanted = _wanted(standing, who, row)
        found = readings[person].columns.get((row.table, row.id))
        case = (standing, who, row.table, sorted(row.tags))
        assert (found is None) == (wanted is None), case
        assert wanted is None or (found or frozenset()) - keys == wanted, case


def _tagged(stage: Stage) -> Iterable[tuple[Any, str, Any]]:
    """Rows of each student with the person who asks about them; what hangs on a student only."""
    for who in cells.STUDENTS:
        person = stage.person_before(who)
        for row in stage.school.tagged[who]:
            if person is not None and row.table in tables_of_students():
                yield person, who, row


def test_rdy11_p32_in_the_suite_each_column_by_each_path_is_as_typed(
    facts: ConnectionFacts, built: Built
) -> None:
    """Each column by each path as one standing: rather one that reads some of it."""
    staged = {each: schools.stage(each) for each in SUITE}
    sheet = asyncio.run(_asked(facts, built, staged, _chosen(built, staged)))
    print(sheet.totals(), file=sys.stderr)
    assert not sheet.findings, _told(sheet)
    assert _asked_of(sheet) == _every_place(built)


@pytest.mark.full
@pytest.mark.parametrize("standing", [*schools.STANDINGS, "AU"])
def test_rdy11_p32_each_cell_of_the_leak_matrix_is_as_typed(
    standing: str, facts: ConnectionFacts, built: Built
) -> None:
    """`pytest -m full tests/leaks`: every column by every path, as every standing."""
    staged = {standing: schools.stage(standing)}
    sheet = asyncio.run(_asked(facts, built, staged, {standing: asking.units(built.catalog)}))
    print(sheet.totals(), file=sys.stderr)
    assert not sheet.findings, _told(sheet)
    assert _asked_of(sheet) == _every_place(built)
    assert len(sheet.cells) == len(WHO) * len(_every_place(built))


@pytest.mark.parametrize("standing", ["VA", "VA.directory"])
async def test_p28_what_an_apps_schema_lacks_is_refused_by_each_name(
    standing: str, facts: ConnectionFacts, built: Built
) -> None:
    """So that a cell of the leak matrix may stay absent: no document reaches it."""
    stage = schools.stage(standing)
    async with asking.hall(facts, built, stage) as hall:
        (sight,) = await hall.sights(stage, stage.persons[:1])
        documents = list(ways.lacking(built.catalog, sight.catalog))
        assert len(documents) > 100
        for document in documents:
            with pytest.raises(FieldNotGranted):
                hall.hub.door.document(document, sight.viewer)


async def _asked(
    facts: ConnectionFacts, built: Built, staged: dict[str, Stage], chosen: dict[str, list[Unit]]
) -> Sheet:
    async with asking.hall(facts, built, next(iter(staged.values()))) as hall:
        for done, (standing, units) in enumerate(chosen.items(), 1):
            await hall.ask(staged[standing], units, persons=1)
            told = f"{len(hall.sheet.cells):,} cells, {len(hall.sheet.findings)} findings"
            print(f"leak matrix {done}/{len(chosen)} {standing}: {told}", file=sys.stderr)
    return hall.sheet


def _chosen(built: Built, staged: dict[str, Stage]) -> dict[str, list[Unit]]:
    """Each unit to one standing, spread evenly: by choice one that reads rows of its table."""
    tables: dict[str, set[str]] = {
        standing: {table for table, _ in stage.reading(stage.persons[0]).columns}
        for standing, stage in staged.items()
    }
    chosen: dict[str, list[Unit]] = defaultdict(list)
    for unit in asking.units(built.catalog):
        table = table_of(built.catalog.types[unit.type])
        readers = [each for each in staged if table in tables[each]] or list(staged)
        name = f"{unit.kind.paths} {unit.type}"
        chosen[readers[crc32(name.encode()) % len(readers)]].append(unit)
    return chosen


def _every_place(built: Built) -> set[tuple[str, str]]:
    """All paths and places, told from the schema and not from what was asked."""
    found = set()
    for entry in types(built.catalog):
        for name, field in entry.fields.items():
            if isinstance(field, ColumnField):
                found |= {(path, f"{entry.name}.{name}") for path in PATHS if path != "nested"}
            if isinstance(field, Link):
                below = columns(built.catalog.types[field.target])
                found |= {("nested", f"{entry.name}.{name}.{each}") for each in below}
    return found


def _asked_of(sheet: Sheet) -> set[tuple[str, str]]:
    return {(cell.path, cell.place) for cell in sheet.cells}


def _told(sheet: Sheet) -> str:
    """The first findings in full, and how many there are of each path."""
    first = "\n\n".join(str(each)[:1500] for each in sheet.findings[:5])
    return f"{len(sheet.findings)} findings\n{first}"
