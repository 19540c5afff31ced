"""graphql-core's printing: slower, over the same rows, for what SQL cannot print.

The statement's JSON is the root value; every planned field resolves by its response key. Computed
fields get their hidden fields from the same row and work in batches through a DataLoader.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLEnumType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLUnionType,
    OperationDefinitionNode,
    execute,
    execute_sync,
    get_named_type,
)
from strawberry.utils.str_converters import to_snake_case

from resolvers.catalog import Computed
from resolvers.loaders import LOADERS, Loaders
from schema.answer import Answer
from schema.build import Built
from schema.values import VALUES

WRITTEN = frozenset({"Date", "DateTime", "Time", "Decimal"})
"""Scalars that a statement writes as text."""


class AsWritten:
    """Prints a scalar that the statement has written already as it stands, any other as its type
    does: PostgreSQL leaves out the zeros at the end of a second's fraction, and Python does not.
    """

    def __init__(self, serialize: Callable[[Any], Any]) -> None:
        self.serialize = serialize

    def __call__(self, value: Any) -> Any:
        """The value as JSON has it."""
        return value if isinstance(value, str) else self.serialize(value)


class Printing:
    """Prints planned rows through graphql-core."""

    def __init__(self, built: Built) -> None:
        for named in built.graphql.type_map.values():
            _bind(named, built)

    def introspected(
        self,
        schema: GraphQLSchema,
        ast: DocumentNode,
        operation: OperationDefinitionNode,
        variables: Mapping[str, Any],
        request_id: UUID,
    ) -> Answer:
        """A schema's answer about itself: of that which the viewer sees."""
        name = operation.name.value if operation.name else None
        result = execute_sync(schema, ast, {}, variable_values=_raw(variables), operation_name=name)
        extensions = {"requestId": str(request_id)}
        body = {"data": result.data, "extensions": extensions}
        return Answer(json.dumps(body, separators=(",", ":")), {})

    async def printed(
        self,
        schema: GraphQLSchema,
        ast: DocumentNode,
        operation: OperationDefinitionNode,
        variables: Mapping[str, Any],
        data: str,
        context: Any,
    ) -> str:
        """The rows of one statement, printed field by field."""
        name = operation.name.value if operation.name else None
        running = execute(
            schema,
            ast,
            json.loads(data),
            context_value=Loaders(*context),
            variable_values=_raw(variables),
            operation_name=name,
        )
        result = running if isinstance(running, ExecutionResult) else await running
        if result.errors:
            raise result.errors[0].original_error or result.errors[0]
        return json.dumps(result.data, separators=(",", ":"), ensure_ascii=False)


def _raw(variables: Mapping[str, Any]) -> dict[str, Any]:
    """Coerced values back in the form in which a client sends them."""
    return {name: _raw_value(value) for name, value in variables.items()}


def _raw_value(value: Any) -> Any:
    if isinstance(value, dict):
        return _raw(value)
    if isinstance(value, list):
        return [_raw_value(item) for item in value]
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return getattr(value, "value", value)


def _bind(named: GraphQLNamedType, built: Built) -> None:
    """Let every field of a type resolve from planned rows."""
    if isinstance(named, GraphQLScalarType) and named.name in WRITTEN:
        given = named.coerce_output_value
        named.coerce_output_value = given if isinstance(given, AsWritten) else AsWritten(given)
    if isinstance(named, GraphQLInterfaceType | GraphQLUnionType):
        named.resolve_type = _type_name
    if not isinstance(named, GraphQLObjectType) or named.name.startswith("__"):
        return
    named.is_type_of = None
    entry = built.catalog.types.get(named.name)
    for name, field in named.fields.items():
        declared = entry.fields.get(name) if entry else None
        root = built.catalog.roots.get(name) if named.name == "Query" else None
        if root is not None and root.loader:
            field.resolve = LOADERS[root.loader]
        elif isinstance(declared, Computed):
            field.resolve = LOADERS[declared.loader]
        elif named.name in VALUES:
            field.resolve = _by_name(to_snake_case(name))
        else:
            field.resolve = _planned(field.type)


def _type_name(value: Any, *_: Any) -> str:
    return str(value["#type"])


def _planned(output: Any) -> Any:
    """A resolver that takes the value under the response key, in the form that its type prints."""
    named = get_named_type(output)
    parse = _enum_member(named) if isinstance(named, GraphQLEnumType) else None

    def resolve(source: Any, info: Any, **_: Any) -> Any:
        value = source.get(info.path.key)
        return value if parse is None or value is None else parse(value)

    return resolve


def _by_name(name: str) -> Any:
    return lambda source, _info: source[name]


def _enum_member(kind: GraphQLEnumType) -> Any:
    return lambda text: kind.values[text].value
