"""Read: a document and its variables become a selection tree.

Fragments, aliases, @skip and @include are settled here; what is left names response keys, fields
and arguments. Values keep where they came from, so that a cached plan can take new variables.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    InlineFragmentNode,
    ListValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    Undefined,
    VariableNode,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
    value_from_ast,
)

from hub.errors import LimitExceeded
from hub.limits import ALIAS_BYTES_MAX, DEPTH_MAX, FIELDS_MAX

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graphql import DirectiveNode, DocumentNode, GraphQLInputType, GraphQLSchema, ValueNode

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Given:
    """A scalar that a client gave: its value, and its path among the variables if it has one."""

    value: Any
    path: Path | None = None


Argument = Given | dict[str, Any] | list[Any] | None


@dataclass(frozen=True)
class Selection:
    """One selected field: its response key, name, arguments, and selections per object type."""

    key: str
    name: str
    arguments: Mapping[str, Argument]
    children: Mapping[str, tuple[Selection, ...]]

    def only(self) -> tuple[Selection, ...]:
        """The selections below a field of one concrete type."""
        return next(iter(self.children.values()), ())


@dataclass(frozen=True)
class Reading:
    """What a document is read against: schema, fragments and coerced variables."""

    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Mapping[str, Any]


def read(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Mapping[str, Any],
) -> tuple[Selection, ...]:
    """The root selections of an operation, in the order in which they are answered."""
    fragments = {
        node.name.value: node
        for node in document.definitions
        if isinstance(node, FragmentDefinitionNode)
    }
    root = schema.get_root_type(operation.operation)
    assert root is not None
    reading = Reading(schema, fragments, variables)
    return _collect(reading, root, (operation.selection_set,), 1)


def _collect(
    reading: Reading,
    parent: GraphQLObjectType,
    sets: tuple[SelectionSetNode, ...],
    depth: int,
) -> tuple[Selection, ...]:
    if depth > DEPTH_MAX:
        raise LimitExceeded(f"Selections are nested deeper than {DEPTH_MAX}.", limit="depth")
    grouped: dict[str, list[FieldNode]] = {}
    for selections in sets:
        for node in _fields(reading, parent, selections, set()):
            grouped.setdefault(node.alias.value if node.alias else node.name.value, []).append(node)
    return tuple(_selection(reading, parent, key, nodes, depth) for key, nodes in grouped.items())


def _fields(
    reading: Reading, parent: GraphQLObjectType, selections: SelectionSetNode, spread: set[str]
) -> Iterator[FieldNode]:
    """The field nodes that apply to an object of type `parent`, fragments spread in place."""
    for node in selections.selections:
        if not _included(reading, node.directives or ()):
            continue
        if isinstance(node, FieldNode):
            yield node
        elif isinstance(node, InlineFragmentNode):
            condition = node.type_condition
            if condition is None or _applies(reading, condition.name.value, parent):
                yield from _fields(reading, parent, node.selection_set, spread)
        elif isinstance(node, FragmentSpreadNode) and node.name.value not in spread:
            spread.add(node.name.value)
            fragment = reading.fragments[node.name.value]
            if _applies(reading, fragment.type_condition.name.value, parent):
                yield from _fields(reading, parent, fragment.selection_set, spread)


def _applies(reading: Reading, condition: str, parent: GraphQLObjectType) -> bool:
    if condition == parent.name:
        return True
    named = reading.schema.get_type(condition)
    return bool(named and is_abstract_type(named) and reading.schema.is_sub_type(named, parent))


def _included(reading: Reading, directives: tuple[DirectiveNode, ...]) -> bool:
    for directive in directives:
        name = directive.name.value
        if name not in ("skip", "include"):
            continue
        node: Any = (directive.arguments or ())[0].value
        said = (
            reading.variables.get(node.name.value) if isinstance(node, VariableNode) else node.value
        )
        if bool(said) is (name == "skip"):
            return False
    return True


def _selection(
    reading: Reading, parent: GraphQLObjectType, key: str, nodes: list[FieldNode], depth: int
) -> Selection:
    if len(key.encode()) > ALIAS_BYTES_MAX:
        raise LimitExceeded(f"An alias is longer than {ALIAS_BYTES_MAX} bytes.", limit="alias")
    name = nodes[0].name.value
    if name == "__typename":
        return Selection(key, name, {}, {})
    field = parent.fields.get(name)
    if field is None:
        return Selection(key, name, {}, {})
    arguments = {
        argument: _argument(reading, nodes[0], argument, definition.type)
        for argument, definition in field.args.items()
    }
    below = tuple(node.selection_set for node in nodes if node.selection_set)
    children = {
        kind.name: _collect(reading, kind, below, depth + 1)
        for kind in (_possible(reading.schema, field.type) if below else ())
    }
    return Selection(key, name, arguments, children)


def _possible(schema: GraphQLSchema, output: Any) -> list[GraphQLObjectType]:
    named = get_named_type(output)
    if is_abstract_type(named):
        return list(schema.get_possible_types(named))
    return [named] if isinstance(named, GraphQLObjectType) else []


def _argument(reading: Reading, node: FieldNode, name: str, kind: GraphQLInputType) -> Argument:
    given = next((each.value for each in node.arguments or () if each.name.value == name), None)
    return None if given is None else _value(reading, given, kind)


def _value(reading: Reading, node: ValueNode, kind: GraphQLInputType) -> Argument:
    """The value of an argument's literal, with variables in their places."""
    while isinstance(kind, GraphQLNonNull):
        kind = kind.of_type
    if isinstance(node, VariableNode):
        name = node.name.value
        return _given(reading.variables.get(name), kind, (name,))
    if isinstance(kind, GraphQLList):
        return _list(reading, node, kind)
    if isinstance(node, ObjectValueNode) and isinstance(kind, GraphQLInputObjectType):
        return {
            field.name.value: _value(reading, field.value, kind.fields[field.name.value].type)
            for field in node.fields or ()
            if not _absent(reading, field.value)
        }
    value = value_from_ast(node, kind)
    return None if value is None or value is Undefined else Given(_plain(kind, value))


def _list(reading: Reading, node: ValueNode, kind: GraphQLList[Any]) -> Argument:
    items = (node.values or ()) if isinstance(node, ListValueNode) else (node,)
    if getattr(node, "kind", "") == "null_value":
        return None
    return [_value(reading, item, kind.of_type) for item in items]


def _absent(reading: Reading, node: ValueNode) -> bool:
    return isinstance(node, VariableNode) and node.name.value not in reading.variables


def _given(value: Any, kind: GraphQLInputType, path: Path) -> Argument:
    """A coerced variable's value, each scalar with its path."""
    while isinstance(kind, GraphQLNonNull):
        kind = kind.of_type
    if value is None or value is Undefined:
        return None
    if isinstance(kind, GraphQLList):
        items = value if isinstance(value, list) else [value]
        return [_given(item, kind.of_type, (*path, at)) for at, item in enumerate(items)]
    if isinstance(kind, GraphQLInputObjectType):
        return {
            name: _given(value[name], kind.fields[name].type, (*path, name))
            for name in kind.fields
            if name in value
        }
    return Given(_plain(kind, value), path)


def _plain(kind: Any, value: Any) -> Any:
    """Enum members become their names; scalars stay as coerced."""
    if isinstance(kind, GraphQLEnumType):
        return getattr(value, "value", value)
    return value


def field_count(document: DocumentNode, operation: OperationDefinitionNode) -> int:
    """How many fields an operation has once its fragments are spread, in one linear pass.

    Raises LimitExceeded above the limit; unknown and cyclic fragments count once and are left to
    validation.
    """
    fragments = {
        node.name.value: node
        for node in document.definitions
        if isinstance(node, FragmentDefinitionNode)
    }
    counted: dict[str, int] = {}

    def count(selections: SelectionSetNode | None) -> int:
        return sum(one(node) for node in (selections.selections if selections else ()))

    def one(node: Any) -> int:
        if isinstance(node, FragmentSpreadNode):
            return spread(node.name.value)
        here = 1 if isinstance(node, FieldNode) else 0
        return min(here + count(node.selection_set), FIELDS_MAX + 1)

    def spread(name: str) -> int:
        if name not in counted:
            counted[name] = 1
            found = fragments.get(name)
            counted[name] = min(1 + count(found.selection_set if found else None), FIELDS_MAX + 1)
        return counted[name]

    total = count(operation.selection_set)
    if total > FIELDS_MAX:
        raise LimitExceeded(f"The operation selects more than {FIELDS_MAX} fields.", limit="fields")
    return total


def structure(value: Any) -> Any:
    """What of a coerced variable shapes a statement: everything but the text of its strings.

    A public id keeps its prefix, since `node` chooses its type by it.
    """
    if isinstance(value, dict):
        return tuple((key, structure(item)) for key, item in value.items())
    if isinstance(value, list):
        return ("list", *(structure(item) for item in value))
    if isinstance(value, str) and not hasattr(value, "value"):
        return ("text", value[:4] if value[3:4] == "_" else "")
    if isinstance(value, bool | int) or value is None:
        return value
    return getattr(value, "value", type(value).__name__)


def form(selection: Selection) -> Any:
    """What of a selection shapes a statement, as `structure` says it of variables. Of what the
    text itself says the text has to be known besides.
    """
    arguments = tuple((name, _said(each)) for name, each in selection.arguments.items())
    children = ((name, tuple(map(form, each))) for name, each in selection.children.items())
    return selection.key, selection.name, arguments, tuple(children)


def _said(argument: Argument) -> Any:
    if isinstance(argument, dict):
        return tuple((name, _said(each)) for name, each in argument.items())
    if isinstance(argument, list):
        return ("list", *(_said(each) for each in argument))
    return None if argument is None else (argument.path, structure(argument.value))


__all__ = [
    "Argument",
    "Given",
    "Path",
    "Selection",
    "field_count",
    "form",
    "is_leaf_type",
    "read",
    "structure",
]
