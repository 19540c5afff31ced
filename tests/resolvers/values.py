"""Values for the arguments of generated operations: literals or variables, drawn with dice."""

from __future__ import annotations

import json
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    get_named_type,
)

if TYPE_CHECKING:
    from random import Random

    from graphql import GraphQLInputType, GraphQLSchema

UNKNOWN = "00000000-0000-4000-8000-000000000000"
SCALARS: dict[str, tuple[Any, ...]] = {
    "Int": (0, 1, 9, 2026),
    "Boolean": (True, False),
    "String": ("A", "Geometry", "a_%b\\", "Ana"),
    "Date": ("2026-10-14", "2026-08-17", "2011-06-16"),
    "DateTime": ("2026-10-14T17:00:00+00:00", "2025-01-01T00:00:00Z"),
    "Time": ("08:30:00", "12:00:00"),
    "Decimal": ("5.0", "0.5"),
}
PLAIN_OPERATORS = {"eq", "ne", "in", "lt", "lte", "gt", "gte", "startsWith", "contains", "isNull"}


@dataclass
class Variables:
    """The variables that an operation declares, with what they are given."""

    declared: list[str] = field(default_factory=list)
    given: dict[str, Any] = field(default_factory=dict)

    def add(
        self, kind: str, value: Any, *, default: str | None = None, leave_out: bool = False
    ) -> str:
        """Declare a variable and return how it is named in the document."""
        name = f"v{len(self.declared)}"
        self.declared.append(f"${name}: {kind}" + (f" = {default}" if default else ""))
        if not leave_out:
            self.given[name] = value
        return f"${name}"


class Values:
    """Draws values; `left` are the fields of input types that no operation has named yet."""

    def __init__(
        self,
        dice: Random,
        schema: GraphQLSchema,
        prefixes: dict[str, str],
        left: set[tuple[str, str]],
    ) -> None:
        """`prefixes` are those of public ids, by the name of the type."""
        self.dice = dice
        self.types = schema.type_map
        self.prefixes = prefixes
        self.left = left
        self.ways = self._ways()

    def _ways(self) -> dict[str, list[tuple[str, str]]]:
        """The shortest way to each input type from the `where` of a connection."""
        names = (name.removesuffix("Connection") for name in self.types if "Connection" in name)
        ways: dict[str, list[tuple[str, str]]] = {f"{name}Where": [] for name in names}
        waiting = deque(ways)
        while waiting:
            name = waiting.popleft()
            kind = self.types[name]
            assert isinstance(kind, GraphQLInputObjectType)
            for field_name, each in kind.fields.items():
                below = get_named_type(each.type)
                if isinstance(below, GraphQLInputObjectType) and below.name not in ways:
                    ways[below.name] = [*ways[name], (name, field_name)]
                    waiting.append(below.name)
        return ways

    def toward_what_is_left(self) -> tuple[str, Any]:
        """A type, and a `where` of it that names input fields that no operation has named."""
        names = sorted({name for name, _ in self.left})
        if not names:
            return "", None
        name = self.dice.choice(names)
        kind = self.types[name]
        assert isinstance(kind, GraphQLInputObjectType)
        way = self.ways[name]
        of = (way[-1][0] if way else name).removesuffix("Where")
        value: Any = self._object(kind, of, 1 if way else 0)
        for owner, field_name in reversed(way):
            self.left.discard((owner, field_name))
            outer = self.types[owner]
            assert isinstance(outer, GraphQLInputObjectType)
            listed = isinstance(outer.fields[field_name].type, GraphQLList)
            value = {field_name: [value] if listed else value}
        return (way[0][0] if way else name).removesuffix("Where"), value

    def value(self, kind: GraphQLInputType, of: str, depth: int = 0) -> Any:
        """A value in the form in which variables are sent."""
        if isinstance(kind, GraphQLNonNull):
            kind = kind.of_type
        if isinstance(kind, GraphQLList):
            size = self.dice.choice((1, 2)) if depth < 3 else 1
            return [self.value(kind.of_type, of, depth + 1) for _ in range(size)]
        if isinstance(kind, GraphQLInputObjectType):
            return self._object(kind, of, depth)
        if isinstance(kind, GraphQLEnumType):
            return self.dice.choice(sorted(kind.values))
        named = get_named_type(kind).name
        return (
            f"{self.prefixes[of]}_{UNKNOWN}" if named == "ID" else self.dice.choice(SCALARS[named])
        )

    def _object(self, kind: GraphQLInputObjectType, of: str, depth: int) -> dict[str, Any]:
        if kind.name.endswith("Order"):
            return self._order(kind)
        of = kind.name.removesuffix("Where") if kind.name.endswith("Where") else of
        return {
            name: self.value(kind.fields[name].type, of, depth + 1)
            for name in self._names(kind, depth)
        }

    def _order(self, kind: GraphQLInputObjectType) -> dict[str, Any]:
        self.left -= {(kind.name, "field"), (kind.name, "direction")}
        field_kind = get_named_type(kind.fields["field"].type)
        assert isinstance(field_kind, GraphQLEnumType)
        return {
            "field": self.dice.choice(sorted(field_kind.values)),
            "direction": self.dice.choice(("ASC", "DESC")),
        }

    def _names(self, kind: GraphQLInputObjectType, depth: int) -> list[str]:
        """One or two fields of an input type, those first that no operation has named."""
        names = sorted(kind.fields)
        if depth >= 3 and kind.name.endswith("Where"):
            names = [name for name in names if _compares(kind, name)] or ["id"]
        fresh = [name for name in names if (kind.name, name) in self.left]
        size = 1 if depth > 1 else self.dice.choice((2, 3)) if fresh else self.dice.choice((1, 2))
        chosen = self.dice.sample(fresh or names, min(size, len(fresh or names)))
        self.left -= {(kind.name, name) for name in chosen}
        return chosen


def _compares(kind: GraphQLInputObjectType, name: str) -> bool:
    """Whether a field of a `where` compares a column, and does not lead on."""
    inner = get_named_type(kind.fields[name].type)
    return isinstance(inner, GraphQLInputObjectType) and set(inner.fields) <= PLAIN_OPERATORS


def literal(kind: GraphQLInputType, value: Any) -> str:
    """A value as GraphQL writes it."""
    if isinstance(kind, GraphQLNonNull):
        kind = kind.of_type
    if value is None:
        return "null"
    if isinstance(kind, GraphQLList):
        return "[" + ", ".join(literal(kind.of_type, each) for each in value) + "]"
    if isinstance(kind, GraphQLInputObjectType):
        pairs = (f"{name}: {literal(kind.fields[name].type, each)}" for name, each in value.items())
        return "{" + ", ".join(pairs) + "}"
    return str(value) if isinstance(kind, GraphQLEnumType) else json.dumps(value)
