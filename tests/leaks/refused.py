"""Values that errors could tell: a refusal about what is stored reads as one about what isn't."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from hub.errors import Refusal
from tests.leaks import ways
from tests.leaks.compared import AT_ONCE, NOBODY
from tests.leaks.ordered import unseen
from tests.leaks.sheet import WHO
from tests.leaks.sight import columns, public, table_of

if TYPE_CHECKING:
    from resolvers.catalog import Catalog, TypeEntry
    from tests.leaks.sheet import Cell
    from tests.leaks.sight import Sight
    from tests.leaks.ways import Way


def places(_: Catalog, entry: TypeEntry) -> list[str]:
    """A cell for each column."""
    return [f"{entry.name}.{name}" for name in columns(entry)]


async def by_error(sight: Sight, entry: TypeEntry) -> None:
    """Each column compared with what a student's row holds, behind a cursor of a row that isn't
    to be seen; and the same about nothing that is stored. Both are refused in the same words.

    Columns that may be compared stand in one document; the others are refused while planning,
    which knows no value and no row, and each by itself.
    """
    built = sight.seen
    way = ways.filtered(built).get(entry.name)
    if way is None:
        return
    offered = [name for name in columns(entry) if name in ways.comparable(built, entry)]
    named = way.names(sight.catalog)
    open_ = [
        name
        for name in offered
        if {(table_of(entry), columns(entry)[name]), *named} <= sight.comparable
    ]
    for at in range(0, len(open_), AT_ONCE):
        for who in WHO:
            await _provoke(sight, entry, way, open_[at : at + AT_ONCE], who)
    for name in offered:
        if name not in open_:
            told = await _provoke(sight, entry, way, [name], WHO[0])
            for who in WHO[1:]:
                if told.startswith("FIELD_WITHHELD"):
                    sight.sheet.note(sight.cell("error", f"{entry.name}.{name}", who), "refused")
                else:
                    await _provoke(sight, entry, way, [name], who)


async def _provoke(sight: Sight, entry: TypeEntry, way: Way, names: list[str], who: str) -> str:
    """Ask about what is stored for a student, and about what isn't; what is said to the first."""
    start = sight.catalog.types[way.start]
    hidden = unseen(sight, start).get(who)
    there = hidden["id"] if hidden else None
    stored = {name: _stored(sight, entry, columns(entry)[name], who) for name in names}
    nowhere = {name: _other(value) for name, value in stored.items()}
    document = _document(sight, entry, way, names)
    said = await _text(sight, document, _given(entry, stored), there)
    wanted = await _text(sight, document, _given(entry, nowhere), there and NOBODY)
    for name in names:
        cell = sight.cell("error", f"{entry.name}.{name}", who)
        _compare(sight, cell, document, said, wanted)
    return said


def _document(sight: Sight, entry: TypeEntry, way: Way, names: list[str]) -> str:
    offered = ways.comparable(sight.seen, entry)
    said = "".join(f"$v_{name}: {offered[name].fields['eq'].type}, " for name in names)
    parts = ", ".join(way.where(f"{{{name}: {{eq: $v_{name}}}}}") for name in names)
    return (
        f"query E({said}$after: String) {{ {way.root}"
        f"(first: 1, where: {{and: [{parts}]}}, after: $after) {{ nodes {{ id }} }} }}"
    )


async def _text(sight: Sight, document: str, given: dict[str, Any], row_id: UUID | None) -> str:
    """All that the client is told: code, message and details of the refusal."""
    after = None if row_id is None else sight.sealed(document, row_id, **given)
    told = await sight.ask(document, **given, after=after or "no cursor")
    if isinstance(told, Refusal):
        return f"{told.code} {told.message} {sorted(told.details.items())}"
    return f"answered {told}"


def _compare(sight: Sight, cell: Cell, document: str, said: str, wanted: str) -> None:
    sight.sheet.note(cell, "refused")
    sight.sheet.compare(cell, document, said, wanted)
    sight.sheet.compare(cell, document, said.startswith("answered"), typed=False)
    spoken = [each for each in sight.stage.texts if each in said]
    sight.sheet.compare(cell, document, spoken, [])


def _stored(sight: Sight, entry: TypeEntry, column: str, who: str) -> Any:
    """A value that a row of this student holds, rather of a row that isn't to be seen."""
    table = table_of(entry)
    rows = [
        row
        for row in sight.rows(table)
        if sight.stage.owner(table, row["id"]) == who and row[column] is not None
    ]
    rows.sort(key=lambda row: sight.guards(table, row, column))
    return rows[0][column] if rows else None


def _given(entry: TypeEntry, values: dict[str, Any]) -> dict[str, Any]:
    """Values as variables."""
    return {f"v_{name}": _spoken(entry, name, value) for name, value in values.items()}


def _spoken(entry: TypeEntry, name: str, value: Any) -> Any:
    if name == "id" and value is not None:
        return public(entry, value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _other(value: Any) -> Any:
    """A value of the same type that no row holds; codes and truths have too few of them."""
    makers: dict[type, Any] = {
        str: lambda: value if value.isupper() else f"{value} nowhere",
        UUID: lambda: NOBODY,
        int: lambda: value + 917,
        Decimal: lambda: value + 917,
        datetime: lambda: value + timedelta(days=917),
        date: lambda: value + timedelta(days=917),
        time: lambda: value.replace(minute=59),
    }
    return makers[type(value)]() if type(value) in makers else value
