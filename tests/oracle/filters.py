"""Filters drawn at random, as GraphQL text and as the oracle understands them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hub.models.base import VERSION
from resolvers.catalog import ColumnField, Link
from tests.oracle import answers, offices, showing, standings
from tests.oracle.facts import Facts, Held
from tests.oracle.specification import parts_of, readable_by
from tests.oracle.worlds import NOW

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from resolvers.catalog import TypeEntry
    from schema.build import Built
    from tests.oracle.bridge import Naive
    from tests.oracle.drawing import Row

NEVER_FILTERED = frozenset({("incident", "description")})
"""Free text that may name others is shown to whoever sees them all, and compared for nobody."""


@dataclass(frozen=True)
class Drawn:
    """A filter in both forms, and the (table, column) pairs that it names."""

    text: str = ""
    filter: Any = None
    names: tuple[tuple[str, str], ...] = ()


def drawn(random: Random, naive: Naive, type_name: str) -> Drawn:
    """No filter, or one of up to three comparisons, some negated, some across a link."""
    if random.random() < 0.3:
        return Drawn()
    inner = _condition(random, naive, type_name, depth=2)
    return Drawn(f", where: {inner.text}", inner.filter, inner.names)


def _condition(random: Random, naive: Naive, type_name: str, depth: int) -> Drawn:
    kind = random.random()
    if depth and kind < 0.25:
        inner = _condition(random, naive, type_name, depth - 1)
        return Drawn(f"{{not: {inner.text}}}", answers.Not(inner.filter), inner.names)
    if depth and kind < 0.45:
        return _junction(random, naive, type_name, depth)
    if depth and kind < 0.65:
        return _hop(random, naive, type_name, depth)
    return _comparison(random, naive, type_name)


def _junction(random: Random, naive: Naive, type_name: str, depth: int) -> Drawn:
    word, join = random.choice((("and", answers.All), ("or", answers.Any)))
    both = [_condition(random, naive, type_name, depth - 1) for _ in range(2)]
    text = f"{{{word}: [{both[0].text}, {both[1].text}]}}"
    return Drawn(text, join(tuple(each.filter for each in both)), both[0].names + both[1].names)


def _hop(random: Random, naive: Naive, type_name: str, depth: int) -> Drawn:
    entry = naive.catalog.types[type_name]
    links = [
        name for name, link in entry.fields.items() if isinstance(link, Link) and not link.redacts
    ]
    if not links:
        return _comparison(random, naive, type_name)
    name = random.choice(links)
    link = entry.fields[name]
    assert isinstance(link, Link)
    inner = _condition(random, naive, link.target, depth - 1)
    table = naive.catalog.types[link.target].table
    assert table is not None
    hop = answers.Hop(table.name, link.near.name, link.far.name, inner.filter)
    assert entry.table is not None
    # a link names the key on which it rests, on whichever side that lies
    key = (table.name, link.far.name) if link.many else (entry.table.name, link.near.name)
    return Drawn(f"{{{name}: {inner.text}}}", hop, ((table.name, "id"), key, *inner.names))


def _comparison(random: Random, naive: Naive, type_name: str) -> Drawn:
    entry = naive.catalog.types[type_name]
    names = [
        name
        for name, declared in entry.fields.items()
        if isinstance(declared, ColumnField)
        and declared.column.name != VERSION
        and name != "id"
        and declared.column.type.python_type is not list
    ]
    if not names:
        return Drawn("{}", answers.All())
    name = random.choice(names)
    declared = entry.fields[name]
    assert isinstance(declared, ColumnField)
    assert entry.table is not None
    column, table = declared.column.name, entry.table.name
    if random.random() < 0.15:
        said = random.random() < 0.5
        text = f"{{{name}: {{isNull: {str(said).lower()}}}}}"
        return Drawn(text, answers.Compare(column, "is_null", said), ((table, column),))
    value = random.choice([row[column] for row in naive.world[table]] or [None])
    operator = _operator(random, declared)
    if value is None:
        operator, value = "is_null", True
    text = f"{{{name}: {{{_camel(operator)}: {_literal(value, declared)}}}}}"
    return Drawn(text, answers.Compare(column, operator, value), ((table, column),))  # type: ignore[arg-type]


def order(random: Random, entry: TypeEntry, built: Built) -> tuple[str, tuple[str, ...], bool]:
    """An `orderBy` as GraphQL text, its column, and whether it descends; often none."""
    kind: Any = built.graphql.type_map.get(f"{entry.name}OrderField")
    offered = set(kind.values) if kind else set()
    sortable = [
        (name, field.column)
        for name, field in entry.fields.items()
        if isinstance(field, ColumnField)
        and field.column.name != VERSION
        and name != "id"
        and field.column.type.python_type in (str, int, date, datetime)
        and not getattr(field.column.type, "enum_class", None)
        and field.column.name.upper() in offered
    ]
    if random.random() < 0.5 or not sortable:
        return "", (), False
    _, column = random.choice(sortable)
    descending = random.random() < 0.5
    way = "DESC" if descending else "ASC"
    text = f", orderBy: {{field: {column.name.upper()}, direction: {way}}}"
    return text, (column.name,), descending


def _operator(random: Random, declared: ColumnField) -> str:
    kind = declared.column.type.python_type
    if kind is bool or getattr(declared.column.type, "enum_class", None):
        return random.choice(("eq", "ne"))
    return random.choice(("eq", "ne", "lt", "gte"))


def _camel(operator: str) -> str:
    return {"is_null": "isNull", "starts_with": "startsWith"}.get(operator, operator)


def _literal(value: Any, declared: ColumnField) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if getattr(declared.column.type, "enum_class", None):
        return str(getattr(value, "value", value))
    if isinstance(value, datetime):
        return f'"{value.isoformat()}"'
    if isinstance(value, date | time):
        return f'"{value.isoformat()}"'
    if isinstance(value, Decimal):
        return f'"{value}"'
    return str(value) if isinstance(value, int) else '"' + str(value).replace('"', '\\"') + '"'


def allowed(naive: Naive) -> Callable[[str, Row], bool]:
    """Whether the viewer's standings open any row of a table from a student's row: by the grants
    alone, be there such rows or not. From rows of other tables a hop is always allowed.

    Whoever has a post may have reported an incident of any student, and whoever nursed may have
    written of any: as far as the grants go, their standing opens the hop towards everyone.
    """
    people = [naive.person, *([naive.target] if naive.target else [])]
    each = [allowed_to(Facts(naive.world, person, naive.today, NOW)) for person in people]
    return lambda table, row: all(one(table, row) for one in each)


def allowed_to(facts: Facts) -> Callable[[str, Row], bool]:
    """The same for whoever the facts are about."""
    anyones = {Held("STAFF")} if facts.is_staff_now else set()
    anyones |= {Held("AU")} if offices.once_nursed(facts) else set()
    held = {
        case.student["id"]: (case, standings.held_towards(case) | anyones) for case in facts.cases
    }

    def is_allowed(table: str, row: Row) -> bool:
        if "birth_date" not in row:
            return True
        case, each_held = held[row["id"]]
        return any(
            table in {part.table for part in parts_of(slice_id)}
            and showing.is_listed(each, slice_id)
            and not showing.is_denied(case, each, slice_id)
            and not showing.is_logged(each, slice_id, cell)
            and (each.standing != "AU" or cell != "own" or _has_author(facts, table))
            for each in each_held
            for slice_id, cell in readable_by(each.standing)
        )

    return is_allowed


def _has_author(facts: Facts, table: str) -> bool:
    """Whether rows of a table say who wrote them: an author's own entries are in no other."""
    return any("entered_by" in row for row in facts.rows(table))


def names_hidden(condition: Drawn, naive: Naive) -> bool:
    """Whether the filter names something that is readable in no row of this world, or only where
    its reading is logged: the hub may refuse it only then.
    """
    logged = naive.reading.logged
    readable = {
        (table, column)
        for (table, key), columns in naive.reading.columns.items()
        for column in columns - frozenset(logged.get((table, key), ()))
    }
    return any(name in NEVER_FILTERED or name not in readable for name in condition.names)


__all__ = ["Drawn", "allowed", "allowed_to", "drawn", "names_hidden"]
