"""Documents: a text is parsed, and validated against the schema that its viewer sees."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    OperationDefinitionNode,
    get_variable_values,
    parse,
    specified_rules,
    validate,
)
from graphql.validation.rules import overlapping_fields_can_be_merged as overlapping

from hub.errors import BadRequest, LimitExceeded, Refusal
from hub.limits import DOCUMENT_TOKENS_MAX, ERRORS_MAX, VALIDATION_BUDGET
from resolvers.operation import field_count
from schema.narrowed import Seen, names_unknown
from schema.variables import given_values

# graphql-core's own budget lets one hostile document burn most of a second
overlapping.MAX_COMPLEXITY_BUDGET = VALIDATION_BUDGET


class Invalid(Refusal):
    """The document does not parse or does not fit the schema."""

    code = "GRAPHQL_VALIDATION_FAILED"
    words = "The document is not valid."

    def __init__(self, errors: list[GraphQLError]) -> None:
        super().__init__(self.words)
        self.errors = errors


class FieldNotGranted(Invalid):
    """An app names what no agreement lists, or what there is not: it can't tell which (P-28)."""

    code = "FIELD_NOT_GRANTED"
    words = "The document names what there is not for you."


@dataclass(frozen=True)
class Document:
    """A parsed and validated document; `roots` are the names of each operation's root fields."""

    ast: DocumentNode
    operations: Mapping[str, OperationDefinitionNode]
    roots: Mapping[str, frozenset[str]]

    def introspects(self, operation: OperationDefinitionNode) -> bool:
        """Whether an operation asks the schema about itself."""
        return not self.roots[name_of(operation)].isdisjoint(("__schema", "__type"))

    def introspects_only(self, operation: OperationDefinitionNode) -> bool:
        """Whether an operation asks nothing else."""
        return all(name.startswith("__") for name in self.roots[name_of(operation)])


def parsed(seen: Seen, text: str) -> Document:
    """The document of a text. Raises Invalid; FieldNotGranted for an app; LimitExceeded."""
    try:
        ast = parse(text, max_tokens=DOCUMENT_TOKENS_MAX, allow_empty_selection_sets=False)
    except GraphQLError as error:
        raise Invalid([error]) from error
    except RecursionError as error:
        raise LimitExceeded("The document is nested too deeply.", limit="depth") from error
    operations = {
        name_of(node): node for node in ast.definitions if isinstance(node, OperationDefinitionNode)
    }
    for operation in operations.values():
        field_count(ast, operation)
    errors = validate(
        seen.graphql,
        ast,
        specified_rules,
        max_errors=ERRORS_MAX,
        hide_suggestions=True,
        allow_empty_selection_sets=False,
    )
    if errors:
        raise _invalid(errors, seen)
    roots = {name: frozenset(root_names(ast, node)) for name, node in operations.items()}
    return Document(ast, operations, roots)


def coerced_values(
    seen: Seen, operation: OperationDefinitionNode, variables: Mapping[str, Any]
) -> dict[str, Any]:
    """The variables of an operation as its schema reads them; raises Invalid."""
    given = given_values(seen.graphql, operation, variables)
    if given is not None:
        return given
    # suggestions are not only unwanted: graphql-core fails over a name that grows in lower case
    got = get_variable_values(
        seen.graphql,
        operation.variable_definitions or (),
        dict(variables),
        max_errors=ERRORS_MAX,
        hide_suggestions=True,
    )
    if isinstance(got, list):
        raise _invalid(got, seen)
    return dict(got.coerced)


def _invalid(errors: list[GraphQLError], seen: Seen) -> Invalid:
    unknown = seen.narrow and names_unknown(errors)
    return (FieldNotGranted if unknown else Invalid)(errors[:ERRORS_MAX])


def chosen(document: Document, name: str | None) -> OperationDefinitionNode:
    """The operation that is to be executed. Raises BadRequest where it is not plain which."""
    operations = document.operations
    if name is None and len(operations) == 1:
        found = next(iter(operations.values()))
    else:
        found = operations.get(name or "")  # type: ignore[assignment]
    if found is None:
        raise BadRequest("`operationName` names no operation of the document.")
    return found


def name_of(operation: OperationDefinitionNode) -> str:
    """What an operation is called; empty where it has no name."""
    return operation.name.value if operation.name else ""


def root_names(ast: DocumentNode, operation: OperationDefinitionNode) -> set[str]:
    """The names of all root fields, also inside of fragments."""
    fragments = {
        node.name.value: node
        for node in ast.definitions
        if isinstance(node, FragmentDefinitionNode)
    }
    found: set[str] = set()
    waiting: list[Any] = [operation.selection_set]
    spread: set[str] = set()
    while waiting:
        for node in waiting.pop().selections:
            if node.kind == "field":
                found.add(node.name.value)
            elif node.kind == "inline_fragment":
                waiting.append(node.selection_set)
            elif node.name.value not in spread:
                spread.add(node.name.value)
                waiting.append(fragments[node.name.value].selection_set)
    return found
