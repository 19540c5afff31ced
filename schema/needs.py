"""The hidden selection of a computed field, read from its text."""

from graphql import FieldNode, OperationDefinitionNode, SelectionSetNode, parse

from resolvers.operation import Selection


def hidden(text: str, under: str = "") -> tuple[Selection, ...]:
    """The selections of a text such as `{ id meetings { weekday } }`, under keys with a `#`; for a
    derivation with slices of its own with its name, since it reads other rows under the same
    field than what rests on the viewer's own. Where two computed fields of a type need
    other parts of the same field, one gives it another key: `{ seats: schedule { id } }`.
    """
    operation = parse(text).definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    return _selections(operation.selection_set, mark=f"#{under}/" if under else "#")


def _selections(chosen: SelectionSetNode, mark: str) -> tuple[Selection, ...]:
    found = []
    for node in chosen.selections:
        assert isinstance(node, FieldNode)
        below = _selections(node.selection_set, "") if node.selection_set else ()
        name = node.name.value
        key = node.alias.value if node.alias else name
        found.append(Selection(f"{mark}{key}", name, {}, _AnyType(below) if below else {}))
    return tuple(found)


class _AnyType(dict[str, tuple[Selection, ...]]):
    """The same selections whatever the type of the object."""

    def __init__(self, below: tuple[Selection, ...]) -> None:
        super().__init__({"": below})

    def get(self, key: str, default: object = None) -> tuple[Selection, ...]:
        del key, default
        return self[""]
