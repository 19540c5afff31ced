"""Reads the variables of an operation as its schema does, and touches only what was given.

graphql-core walks every field of an input type, given or not: some hundred of a filter, and for
each filter of a request. What is given and fits is read here, one value after the other, by the
types' own readers; whatever doesn't fit is left to graphql-core, which says why.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLScalarType,
    GraphQLSchema,
    OperationDefinitionNode,
    Undefined,
    type_from_ast,
)
from graphql.utilities.coerce_input_value import coerce_default_value

DEPTH_MAX = 64
"""Deeper values are left to graphql-core, which refuses what is too deep for it."""


def given_values(
    schema: GraphQLSchema, operation: OperationDefinitionNode, variables: Mapping[str, Any]
) -> dict[str, Any] | None:
    """The variables that were given, coerced; a field that is left out and whose default is null
    stays left out. None where one doesn't fit, is missing, or has a default of its own.
    """
    found = {}
    for defined in operation.variable_definitions or ():
        name = defined.variable.name.value
        kind = type_from_ast(schema, defined.type)
        if name in variables:
            value = _read(variables[name], kind, 0)
            if value is Undefined:
                return None
            found[name] = value
        elif defined.default_value is not None or isinstance(kind, GraphQLNonNull):
            return None
    return found


def _read(value: Any, kind: Any, depth: int) -> Any:
    """A value by its type; Undefined where graphql-core has to look at it."""
    if isinstance(kind, GraphQLNonNull):
        return Undefined if value is None else _read(value, kind.of_type, depth)
    if value is None:
        return None
    if depth > DEPTH_MAX:
        return Undefined
    if isinstance(kind, GraphQLInputObjectType):
        return _object(value, kind, depth)
    if isinstance(kind, GraphQLList):
        items = value if isinstance(value, list) else [value]
        read = [_read(item, kind.of_type, depth + 1) for item in items]
        return Undefined if any(each is Undefined for each in read) else read
    return _leaf(value, kind)


def _leaf(value: Any, kind: Any) -> Any:
    if not isinstance(kind, GraphQLScalarType | GraphQLEnumType):
        return Undefined
    try:
        return kind.coerce_input_value(value)
    except Exception:  # noqa: BLE001 - whatever a reader raises, graphql-core tells it
        return Undefined


def _object(value: Any, kind: GraphQLInputObjectType, depth: int) -> Any:
    if not isinstance(value, dict) or kind.is_one_of:
        return Undefined
    fields, set_by_default = kind.fields, _set_by_default(kind)
    found = {}
    for name, given in value.items():
        field = fields.get(name)
        read = Undefined if field is None else _read(given, field.type, depth + 1)
        if read is Undefined:
            return Undefined
        found[name] = read
    for name, default in set_by_default:
        if name not in found:
            if default is Undefined:
                return Undefined
            found[name] = default
    return found


@lru_cache(maxsize=1024)
def _set_by_default(kind: GraphQLInputObjectType) -> tuple[tuple[str, Any], ...]:
    """The fields of an input type that have a value where they aren't given, by name: another
    default than null; Undefined stands for those that must be given.
    """
    found = []
    for name, field in kind.fields.items():
        default = coerce_default_value(field)
        if default is Undefined and isinstance(field.type, GraphQLNonNull):
            found.append((name, Undefined))
        elif default is not Undefined and default is not None:
            found.append((name, default))
    return tuple(found)
