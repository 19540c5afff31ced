"""The order of keys that the GraphQL specification demands (6.3.2, CollectFields), read anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLObjectType,
    OperationDefinitionNode,
    VariableNode,
    get_named_type,
    is_abstract_type,
)

if TYPE_CHECKING:
    from graphql import DocumentNode, GraphQLSchema, SelectionSetNode


class Specified:
    """Walks an answer beside its document."""

    def __init__(
        self,
        schema: GraphQLSchema,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        variables: dict[str, Any],
    ) -> None:
        self.schema = schema
        self.fragments = {
            node.name.value: node
            for node in document.definitions
            if isinstance(node, FragmentDefinitionNode)
        }
        self.variables = {
            node.variable.name.value: getattr(node.default_value, "value", None)
            for node in operation.variable_definitions or ()
        } | variables
        self.reached: set[tuple[str, str]] = set()

    def object(self, kind: GraphQLObjectType, sets: list[SelectionSetNode], value: Any) -> None:
        """One object of an answer has the keys that its selections say, in their order."""
        grouped: dict[str, list[FieldNode]] = {}
        for each in sets:
            self._collect(kind, each, grouped, set())
        assert list(value) == list(grouped), f"{kind.name}: {list(value)}"
        for key, nodes in grouped.items():
            name = nodes[0].name.value
            self.reached.add((kind.name, name))
            if name == "__typename":
                assert value[key] == kind.name
            if name.startswith("__"):
                continue
            below = [node.selection_set for node in nodes if node.selection_set]
            if below:
                self._value(get_named_type(kind.fields[name].type), below, value[key])

    def _value(self, kind: Any, sets: list[SelectionSetNode], value: Any) -> None:
        if isinstance(value, list):
            for each in value:
                self._value(kind, sets, each)
        elif value is not None:
            if is_abstract_type(kind):
                names = (*getattr(kind, "fields", {}), "__typename")
                self.reached |= {(kind.name, name) for name in names}
                kind = self.schema.type_map[value["__typename"]]
            self.object(kind, sets, value)

    def _collect(
        self,
        kind: GraphQLObjectType,
        selections: SelectionSetNode,
        grouped: dict[str, list[FieldNode]],
        visited: set[str],
    ) -> None:
        for node in selections.selections:
            if not all(self._kept(each) for each in node.directives or ()):
                continue
            if isinstance(node, FieldNode):
                key = node.alias.value if node.alias else node.name.value
                grouped.setdefault(key, []).append(node)
                continue
            if isinstance(node, FragmentSpreadNode):
                if node.name.value in visited:
                    continue
                visited.add(node.name.value)
            spread: Any = node
            if isinstance(node, FragmentSpreadNode):
                spread = self.fragments[node.name.value]
            if self._applies(spread.type_condition, kind):
                self._collect(kind, spread.selection_set, grouped, visited)

    def _applies(self, condition: Any, kind: GraphQLObjectType) -> bool:
        if condition is None or condition.name.value == kind.name:
            return True
        named = self.schema.type_map[condition.name.value]
        return is_abstract_type(named) and self.schema.is_sub_type(named, kind)

    def _kept(self, directive: Any) -> bool:
        said = directive.arguments[0].value
        value = self.variables[said.name.value] if isinstance(said, VariableNode) else said.value
        return bool(value) is (directive.name.value == "include")


def in_specified_order(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation_name: str | None,
    variables: dict[str, Any],
    data: Any,
) -> set[tuple[str, str]]:
    """Check an answer against its document; the (type, field) pairs that it answers.

    Raises AssertionError where an object's keys are others, or in another order.
    """
    operation = next(
        node
        for node in document.definitions
        if isinstance(node, OperationDefinitionNode)
        and operation_name in (None, node.name.value if node.name else None)
    )
    walk = Specified(schema, document, operation, variables)
    assert schema.query_type is not None
    walk.object(schema.query_type, [operation.selection_set], data)
    return walk.reached
