"""Declare: the schema as a vendor's app sees it, in which what it is not granted is absent (P-28).

The types are copies of the whole schema's, with the same resolvers and scalars and fewer fields.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
)

from hub.limits import APP_SCHEMA_CACHE_MAX
from resolvers.catalog import Catalog
from resolvers.granted import Granted

JUNCTIONS = frozenset({"and", "or", "not", "id"})
"""What every `where` has."""
_UNKNOWN = re.compile(
    r"Cannot query field|Unknown (?:argument|type)|not to include unknown field|does not exist in"
)


@dataclass(frozen=True)
class Seen:
    """A schema against which documents are validated, and what its names stand for."""

    graphql: GraphQLSchema
    catalog: Catalog
    narrow: bool = False


class Schemas:
    """The schemas of one hub: the whole one, and one for each shape of an app."""

    def __init__(self, whole: GraphQLSchema, catalog: Catalog) -> None:
        self.whole = Seen(whole, catalog)
        self._narrowed: OrderedDict[Hashable, Seen] = OrderedDict()

    def narrowed(self, shape: Any, granted: Callable[[Catalog, Any], Granted]) -> Seen:
        """The schema of a shape, of which `granted` says what of the catalog it has."""
        found = self._narrowed.get(shape)
        if found is None:
            found = narrowed(self.whole, granted(self.whole.catalog, shape))
            self._narrowed[shape] = found
            while len(self._narrowed) > APP_SCHEMA_CACHE_MAX:
                self._narrowed.popitem(last=False)
        return found


def names_unknown(errors: list[GraphQLError]) -> bool:
    """Whether some error is that a document names what the schema doesn't have."""
    return any(_UNKNOWN.search(error.message) for error in errors)


def narrowed(whole: Seen, left: Granted) -> Seen:
    """The schema that has what is granted, and only the types to which that leads."""
    narrowing = _Narrowing(whole.graphql, whole.catalog, left)
    types = [
        narrowing.type(whole.graphql.type_map[name])
        for name, entry in left.catalog.types.items()
        if entry.table is not None
    ]
    query = narrowing.type(whole.graphql.query_type)
    schema = GraphQLSchema(query, types=types, directives=whole.graphql.directives)
    return Seen(schema, left.catalog, narrow=True)


@dataclass
class _Narrowing:
    """Copies the types of a schema, each once, without the fields that are not granted."""

    whole: GraphQLSchema
    full: Catalog
    granted: Granted
    made: dict[str, Any] = field(default_factory=dict)

    def type(self, kind: Any) -> Any:
        """The copy of a type; scalars and code lists stay as they are."""
        if isinstance(kind, GraphQLNonNull | GraphQLList):
            return type(kind)(self.type(kind.of_type))
        if kind.name not in self.made:
            self.made[kind.name] = self._copied(kind)
        return self.made[kind.name]

    def _copied(self, kind: Any) -> Any:
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            given = {
                **kind.to_kwargs(),
                "fields": lambda: self._fields(kind),
                "interfaces": lambda: [self.type(each) for each in kind.interfaces],
            }
            return type(kind)(**given)  # type: ignore[arg-type]
        if isinstance(kind, GraphQLUnionType):
            members = [each for each in kind.types if each.name in self.granted.catalog.types]
            given = {**kind.to_kwargs(), "types": lambda: [self.type(each) for each in members]}
            return GraphQLUnionType(**given)  # type: ignore[arg-type]
        if isinstance(kind, GraphQLInputObjectType):
            inputs = {**kind.to_kwargs(), "fields": lambda: self._inputs(kind)}
            return type(kind)(**inputs)  # type: ignore[arg-type]
        if isinstance(kind, GraphQLEnumType) and kind.name.endswith("OrderField"):
            return self._order(kind)
        return kind

    def _fields(self, kind: Any) -> dict[str, Any]:
        """The fields of a type that are granted, each with the arguments that are left."""
        gone = self._gone(kind.name)
        return {
            name: type(each)(
                **{
                    **each.to_kwargs(),
                    "type_": self.type(each.type),
                    "args": self._arguments(each.args),
                }
            )
            for name, each in kind.fields.items()
            if name not in gone
        }

    def _gone(self, name: str) -> set[str]:
        catalog = self.granted.catalog
        if name == "Query":
            return set(self.full.roots) - set(catalog.roots)
        if name not in catalog.types:
            return set()
        return set(self.full.types[name].fields) - set(catalog.types[name].fields)

    def _arguments(self, arguments: dict[str, Any]) -> dict[str, Any]:
        """The arguments of a field; an order by nothing is none, and names are searched only
        where they sort.
        """
        orders = self._orders(arguments["orderBy"].type) if "orderBy" in arguments else frozenset()
        gone = set() if orders else {"orderBy"}
        gone |= set() if "SORT_NAME" in orders else {"search"}
        return {
            name: type(each)(**{**each.to_kwargs(), "type_": self.type(each.type)})
            for name, each in arguments.items()
            if name not in gone
        }

    def _orders(self, kind: Any) -> frozenset[str]:
        name = str(kind).rstrip("!").removesuffix("Order")
        offered = self.whole.type_map[f"{name}OrderField"]
        return self.granted.orders.get(name, frozenset()) & set(offered.values)  # type: ignore[attr-defined]

    def _inputs(self, kind: GraphQLInputObjectType) -> dict[str, Any]:
        kept = None
        if kind.name.endswith("Where"):
            kept = JUNCTIONS | self.granted.filters[kind.name.removesuffix("Where")]
        return {
            name: type(each)(**{**each.to_kwargs(), "type_": self.type(each.type)})
            for name, each in kind.fields.items()
            if kept is None or name in kept
        }

    def _order(self, kind: GraphQLEnumType) -> GraphQLEnumType:
        """The fields by which rows can be sorted; their values are their names."""
        allowed = self.granted.orders[kind.name.removesuffix("OrderField")]
        values = {
            name: GraphQLEnumValue(name, description=each.description)
            for name, each in kind.values.items()
            if name in allowed
        }
        return GraphQLEnumType(kind.name, values, description=kind.description)
