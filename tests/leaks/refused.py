"""Values that errors could tell: a refusal about what is stored reads as one about what isn't."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from hub.errors import Refusal
from tests.leaks import ways
from tests.leaks.compared import NOBODY
from tests.leaks.ordered import unseen
from tests.leaks.sheet import WHO
from tests.leaks.sight import columns, public, table_of

if TYPE_CHECKING:
    from resolvers.catalog import Catalog, TypeEntry
    from tests.leaks.sight import Sight


def places(_: Catalog, entry: TypeEntry) -> list[str]:
    """A cell for each column."""
    return [f"{entry.name}.{name}" for name in columns(entry)]


async def by_error(sight: Sight, entry: TypeEntry) -> None:
    """Each column compared with what a student's row holds, behind a cursor of a row that isn't
    to be seen; and the same about nothing that is stored. Both are refused in the same words.
    """
    built = sight.hub.door.built
    way = ways.filtered(built).get(entry.name)
    if way is None:
        return
    start, offered = sight.catalog.types[way.start], ways.comparable(built, entry)
    hidden = unseen(sight, start)
    for name, column in columns(entry).items():
        if name not in offered:
            continue
        where = way.where(f"{{{name}: {{eq: $value}}}}")
        kind = offered[name].fields["eq"].type
        document = (
            f"query E($value: {kind}, $after: String) "
            f"{{ {way.root}(first: 1, where: {where}, after: $after) {{ nodes {{ id }} }} }}"
        )
        told = ""
        for who in WHO:
            cell = sight.cell("error", f"{entry.name}.{name}", who)
            if told.startswith("FIELD_WITHHELD"):
                # said while planning, which knows no value and no row
                sight.sheet.note(cell, "refused")
                continue
            stored = _stored(sight, entry, column, who)
            there = hidden[who]["id"] if who in hidden else None
            texts = [
                await _text(sight, document, _given(entry, name, value), row_id)
                for value, row_id in ((stored, there), (_other(stored), there and NOBODY))
            ]
            _compare(sight, cell, document, texts)
            told = texts[0]


async def _text(sight: Sight, document: str, value: Any, row_id: UUID | None) -> str:
    """All that the client is told: code, message and details of the refusal."""
    after = None if row_id is None else sight.sealed(document, row_id, value=value)
    told = await sight.ask(document, value=value, after=after or "no cursor")
    if isinstance(told, Refusal):
        return f"{told.code} {told.message} {sorted(told.details.items())}"
    return f"answered {told}"


def _compare(sight: Sight, cell: Any, document: str, texts: list[str]) -> None:
    said, wanted = texts
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


def _given(entry: TypeEntry, name: str, value: Any) -> Any:
    """A value as a variable."""
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
