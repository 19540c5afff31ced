"""The rules are the matrix that was typed by hand, and each of its cells is kept by the hub."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from hub.identity import issue
from hub.models import Base
from hub.models.base import VERSION
from hub.models.codes import TokenKind
from hub.policy import SLICES
from hub.policy.catalogue import UNOPENED
from hub.policy.slices import STRUCTURE
from resolvers.catalog import ColumnField, Link
from schema.documents import FieldNotGranted
from tests.conftest import EMPTY, Hub, copied, hub_over
from tests.policy import cells, stands
from tests.policy.specification import (
    cells_of,
    matrix,
    parts,
    rules_as_matrix,
    slices_as_columns,
    slices_as_inputs,
    typed_cells,
    typed_columns,
    typed_inputs,
    ways_as_typed,
    ways_of,
)

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from hub.postgres import ConnectionFacts
    from hub.viewer import Viewer
    from schema.build import Built
    from tests.policy.cells import School, Tagged

Granted: TypeAlias = dict[str, frozenset[str]]
STANDINGS = [
    each for each in next(iter(matrix().values())) if each not in ("AU", "STAFF", "EV", "SCH")
]
DISTRICT_WIDE = ("NL", "SE", "PO")
"""Posts that reach every student; their near miss is a post that ended yesterday."""
ALWAYS = STRUCTURE | {"section_id"}
SILENT = {"26.open", "1a.preferred.family"}
"""Slices whose row condition changes a value and no marker."""


def test_p34_every_column_is_in_a_slice_or_of_a_table_nobody_reads() -> None:
    shown = (piece for piece in SLICES.values() if not piece.within)
    classified = {place for piece in shown for place in piece.columns}
    loose = [
        (table.name, column.name)
        for table in Base.metadata.tables.values()
        for column in table.c
        if table.name not in UNOPENED
        and (table.name, column.name) not in classified
        and column.name not in STRUCTURE | {"entry", "first_id", "person_id", "request_id", VERSION}
    ]
    assert loose == []


def test_the_rules_are_the_matrix_typed_by_hand() -> None:
    assert rules_as_matrix() == typed_cells()


def test_each_cell_is_open_in_every_way_to_its_standing() -> None:
    assert ways_of() == ways_as_typed()


def test_the_slices_are_the_columns_typed_by_hand() -> None:
    assert slices_as_columns() == typed_columns()
    assert slices_as_inputs() == typed_inputs()


@pytest.mark.parametrize("standing", STANDINGS)
async def test_rdy11_each_cell_opens_its_rows_and_no_others(
    standing: str, facts: ConnectionFacts, built: Built
) -> None:
    """Four students per standing: mine, nearly mine, not mine, mine under an order."""
    school, viewer = stands.make(standing)
    async with copied(facts, EMPTY) as database:
        async with database.owner() as owner:
            for table in Base.metadata.sorted_tables:
                rows = school.rows.get(table.name, [])
                if rows:
                    await owner.copy_records_to_table(
                        table.name, records=[tuple(r.values()) for r in rows], columns=list(rows[0])
                    )
        hub = await hub_over(database, built)
        checked = 0
        for who in cells.STUDENTS:
            person = viewer["person"] or viewer.get(f"person of {who}")
            if person is None:
                continue
            checked += await _check(hub, school, standing, who, person)
        if standing in DISTRICT_WIDE:
            await _ended(hub, school, viewer["person"])
    wanted = len(list(cells_of(standing)))
    print(f"{standing}: {wanted} cells, {checked} rows of 4 students", file=sys.stderr)
    assert checked > 0


async def _ended(hub: Hub, school: School, person: UUID | None) -> None:
    """Whose post ended yesterday reads nothing about anybody."""
    async with hub.database.owner() as owner:
        await owner.execute("UPDATE post SET ends_on = $1", cells.TODAY)
        token = await issue(owner, person, TokenKind.BEARER)  # type: ignore[arg-type]
    viewer = await hub.identity.viewer(token)
    assert set(await _shown(hub, viewer, school.tagged["mine"])) == {None}


async def _check(hub: Hub, school: School, standing: str, who: str, person: UUID) -> int:
    async with hub.database.owner() as owner:
        token = await issue(owner, person, TokenKind.BEARER)
    viewer = await hub.identity.viewer(token)
    granted = _granted_to(standing)
    if granted is not None and who == "mine":
        assert await _refused(hub, viewer, granted) > len(granted)
    shown = await _shown(hub, viewer, school.tagged[who], granted)
    for row, got in zip(school.tagged[who], shown, strict=True):
        wanted = _wanted(standing, who, row)
        case = (standing, who, row.table, sorted(row.tags), row.own)
        assert (got is None) == (wanted is None), case
        if got is not None and wanted is not None:
            keys = _keys(row.table)
            assert got - keys == wanted - keys, case
            # a key is shown by its link, and a link leads only to what is visible itself
            assert got & keys <= wanted, case
    return len(shown)


def _keys(table: str) -> frozenset[str]:
    columns = Base.metadata.tables[table].c
    return frozenset(column.name for column in columns if column.foreign_keys)


async def _shown(
    hub: Hub, viewer: Viewer, rows: list[Tagged], granted: Granted | None = None
) -> list[frozenset[str] | None]:
    """What the hub shows of each row: its readable columns, or None where it is absent."""
    found: list[frozenset[str] | None] = []
    for row in rows:
        entry = _entry(hub.door.built.catalog, row.table)
        fields = _fields(entry) if granted is None else _granted(entry, granted)
        value = await _node(hub, viewer, entry, row, fields)
        hidden = {each["field"] for each in (value or {}).get("withheld", ())}
        shown = frozenset(column for name, column in fields.items() if name not in hidden)
        found.append(None if value is None else shown - ALWAYS)
    return found


async def _node(
    hub: Hub, viewer: Viewer, entry: Any, row: Tagged, fields: dict[str, str]
) -> dict[str, Any] | None:
    """A row by its id; None where it, or for an app its type, is not there."""
    asked = {"id": f"{entry.prefix}_{row.id}"}
    try:
        answer = await hub.door.execute(_document(entry, fields), viewer, variables=asked)
    except FieldNotGranted:
        assert not fields, (entry.name, sorted(fields))
        return None
    value: dict[str, Any] | None = json.loads(answer.body)["data"]["node"]
    return value


def _granted(entry: Any, granted: Granted) -> dict[str, str]:
    """The fields of a type that an app is granted by the matrix: columns, and links whose key and
    whose type are.
    """
    mine = granted.get(entry.table.name)
    readable = frozenset() if mine is None else mine | STRUCTURE
    return {
        name: column
        for name, column in _fields(entry).items()
        if column in readable
        and (isinstance(entry.fields[name], ColumnField) or _target(entry, name) in granted)
    }


def _target(entry: Any, name: str) -> str:
    table: str = entry.fields[name].far.table.name
    return table


async def _refused(hub: Hub, viewer: Viewer, granted: Granted) -> int:
    """P-28: each field that no cell opens is refused, whatever its type and whoever's the row."""
    refused = 0
    for entry in hub.door.built.catalog.types.values():
        if entry.table is None:
            continue
        kept = _granted(entry, granted)
        for name in _fields(entry).keys() - kept.keys():
            document = _document(entry, {name: ""})
            with pytest.raises(FieldNotGranted):
                await hub.door.execute(document, viewer, variables={"id": f"{entry.prefix}_x"})
            refused += 1
    return refused


def _granted_to(standing: str) -> Granted | None:
    """Table -> columns that an app can ever read; None for persons, whose schema is whole."""
    if not standing.startswith("VA"):
        return None
    found: Granted = {}
    for slice_id in {*cells_of(standing), "S0"}:
        for (piece, table), (_, columns) in parts().items():
            if piece == slice_id:
                found[table] = found.get(table, frozenset()) | columns
    return found


def _entry(catalog: Any, table: str) -> Any:
    return next(e for e in catalog.types.values() if e.table is not None and e.table.name == table)


def _fields(entry: Any) -> dict[str, str]:
    """Field -> column, of columns and of the foreign keys that become links."""
    return {
        name: field.column.name if isinstance(field, ColumnField) else field.near.name
        for name, field in entry.fields.items()
        if name not in ("id", "version" if VERSION in entry.table.c else "")
        and (isinstance(field, ColumnField) or (isinstance(field, Link) and not field.many))
    }


def _document(entry: Any, fields: Collection[str]) -> str:
    """One document a table, so that a plan serves all of its rows."""
    chosen = " ".join(
        name if isinstance(entry.fields[name], ColumnField) else f"{name} {{ __typename }}"
        for name in fields
    )
    shown = f"... on {entry.name} {{ {chosen} withheld {{ field }} }}"
    return f"query Row($id: ID!) {{ node(id: $id) {{ {shown} }} }}"


def _wanted(standing: str, who: str, row: Tagged) -> frozenset[str] | None:
    """The columns that the matrix opens on a row of a student, by its tags."""
    nobody = standing not in DISTRICT_WIDE and who in ("near", "other")
    if nobody or (standing == "GD" and who == "ordered"):
        return None
    opened: set[str] = set()
    visible = False
    for slice_id, cell in cells_of(standing).items():
        part = parts().get((slice_id, row.table))
        if part is None or (cell == "own" and not row.own):
            continue
        condition, columns = part
        if standing == "GR" and slice_id in ("5.household", "6.family", "7.family"):
            continue
        if condition and condition not in row.tags and slice_id not in SILENT:
            continue
        visible, opened = True, opened | columns
    return frozenset(opened) - ALWAYS - {"person_id"} if visible else None


@pytest.fixture(scope="module", autouse=True)
def _schema_knows_every_standing() -> None:
    assert set(stands.POSTS) <= set(STANDINGS) | {"DS", "IT"}
