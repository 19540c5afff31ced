"""Operations generated from the schema with a fixed seed, until every field of it is selected.

Each aims at a few fields of one type, which it reaches by `node` or along links; on its way it
draws arguments, variables, aliases, fragments, directives and further roots.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Any

from graphql import (
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_leaf_type,
)

from tests.resolvers.values import Values, Variables, literal

if TYPE_CHECKING:
    from graphql import GraphQLField, GraphQLNamedType

    from schema.build import Built

OPERATIONS = 560
Step = tuple[str, str]
GAPS = {"FieldState": "states", "Withheld": "withheld"}
"""What a student tells of fields without a value: there is always someone to whom it does."""
PAGED = ("history", "readings", "immunizationsDue", "incompleteSchedules")
EXPLAINING = ("explain", "readers", "accessReview", "foreseeOrder", *PAGED)
"""Root fields that are worked out."""
BEHIND = {("Query", name, "after") for name in PAGED}
MORE_ROOTS = (
    "viewer { today trained }",
    "more: schools(first: 1) { nodes { name } }",
    "__typename",
    'kind: __type(name: "Student") { kind name }',
    "district { name } district { timezone }",
)


@dataclass
class Generated:
    """One generated operation.

    It aims at a type by way of rows of `of`; `ids` say of which type the row is that a variable
    names, and `cursors` which variables take a cursor, shown under `page_` and their name.
    `known`: the way leads to a row that is there.
    """

    text: str
    aim: str
    of: str
    operation_name: str | None
    variables: dict[str, Any]
    ids: dict[str, str] = field(default_factory=dict)
    cursors: list[str] = field(default_factory=list)
    known: bool = True
    fields: set[Step] = field(default_factory=set)
    arguments: set[tuple[str, str, str]] = field(default_factory=set)


class Left:
    """What no operation has selected, given or named yet."""

    def __init__(self, schema: GraphQLSchema) -> None:
        kinds = list(_of_queries(schema).values())
        objects = [k for k in kinds if isinstance(k, GraphQLObjectType | GraphQLInterfaceType)]
        inputs = [kind for kind in kinds if isinstance(kind, GraphQLInputObjectType)]
        self.fields = {(k.name, name) for k in objects for name in (*k.fields, "__typename")}
        self.arguments = {
            (kind.name, name, argument)
            for kind in objects
            for name, each in kind.fields.items()
            for argument in each.args
        }
        self.inputs = {(kind.name, name) for kind in inputs for name in kind.fields}


class Generator:
    """Writes operations over one schema."""

    def __init__(self, built: Built, seed: str, fields: set[Step] | None = None) -> None:
        """`fields`: aim at these only."""
        self.schema = built.schema._schema
        self.dice = Random(seed)
        self.left = Left(self.schema)
        self.least = OPERATIONS
        if fields is not None:
            self.left.fields, self.least = set(fields), 0
            self.left.arguments.clear()
            self.left.inputs.clear()
        self.prefixes = {name: entry.prefix for name, entry in built.catalog.types.items()}
        self.roots = {name: root.target for name, root in built.catalog.roots.items()}
        self.values = Values(self.dice, self.schema, self.prefixes, self.left.inputs)
        self.ways = _ways(self.schema)
        self.operations: list[Generated] = []

    def generate(self) -> list[Generated]:
        """At least OPERATIONS operations, and as many as it takes to leave nothing out."""
        found, left = self.operations, self.left
        while len(found) < self.least or left.fields or left.arguments or left.inputs:
            made = self._operation(len(found))
            found.append(made)
            # what is selected by the way may have no rows there: only the aim's own fields count
            left.fields -= {each for each in made.fields if each[0] == made.aim and made.known}
            left.arguments -= made.arguments
        return found

    def _operation(self, number: int) -> Generated:
        named = self.left.fields or self.left.arguments
        of, where = ("", None) if named else self.values.toward_what_is_left()
        writing = _Writing(self, f"{of}Connection" if of else self._aim())
        writing.where = (of, where)
        body = [writing.way()]
        if self.dice.random() < 0.25:
            body.append(self.dice.choice(MORE_ROOTS))
        name = f"Operation{number}" if self.dice.random() < 0.6 else None
        made = writing.made
        declared = writing.variables.declared
        head = f"query {name or ''}" + (f"({', '.join(declared)})" if declared else "")
        text = "\n".join([f"{head} {{ {' '.join(body)} }}", *writing.fragments])
        if name and self.dice.random() < 0.1:
            text += "\nquery Another { viewer { today } }"
            made.operation_name = name
        made.text, made.variables = text, writing.variables.given
        return made

    def _aim(self) -> str:
        """The type at which the next operation aims: where something is left, if anything is."""
        names = sorted({name for name, *_ in (*self.left.fields, *self.left.arguments)})
        return self.dice.choice(names or sorted(set(self.ways) - {"Query"}))


class _Writing:
    """Writes one operation."""

    def __init__(self, generator: Generator, aim: str) -> None:
        self.generator, self.aim = generator, aim
        self.dice, self.left = generator.dice, generator.left
        self.variables = Variables()
        self.fragments: list[str] = []
        self.made = Generated("", aim, aim, None, {})
        self.keys = 0
        self.where: tuple[str, Any] = ("", None)

    def way(self) -> str:
        """The root field that leads to the aim, with all below it."""
        generator, aim = self.generator, self.aim
        if aim in ("Query", "Node"):
            return self._aimed_root()
        prefix = generator.prefixes.get(aim)
        if prefix and self.dice.random() < 0.6:
            condition = f"... on {aim} {self.selected(generator.schema.type_map[aim], aimed=True)}"
            return self._node(f"{{ __typename {condition} }}", aim)
        gaps = GAPS.get(aim)
        known = [("Query", "student"), ("Student", gaps)] if gaps else None
        path = known or self.dice.choice(generator.ways[aim])
        kinds = [kind.removesuffix("Connection").removesuffix("Edge") for kind, _ in path]
        self.made.of = next(
            (
                k
                for k in (aim.removesuffix("Connection").removesuffix("Edge"), *reversed(kinds))
                if generator.prefixes.get(k)
            ),
            "",
        )
        self.made.known = not prefix
        return self._along(path)

    def _aimed_root(self) -> str:
        if self.aim == "Node":
            of = self.dice.choice(sorted(n for n, p in self.generator.prefixes.items() if p))
            interface = self.generator.schema.type_map["Node"]
            self.made.of = of
            return self._node(self.selected(interface, aimed=True), of)
        names = self._fresh("Query") or sorted(self.generator.roots)
        name = self.dice.choice(names)
        if name == "__typename":
            return self.field("Query", name, "")
        self.made.of = str(self.generator.roots[name] or "Student")
        return self._along([("Query", name)])

    def _node(self, body: str, of: str) -> str:
        variable = self.variables.add("ID!", None)
        self.made.ids[variable.removeprefix("$")] = of
        self.made.fields.add(("Query", "node"))
        self.made.arguments.add(("Query", "node", "id"))
        return f"node(id: {variable}) {body}"

    def _along(self, path: list[Step]) -> str:
        kind_name, name = path[0]
        kind = self.generator.schema.type_map[kind_name]
        below = _named(kind, name)
        if len(path) == 1:
            body = "" if is_leaf_type(below) else self.selected(below, aimed=below.name == self.aim)
        else:
            body = "{ " + self._along(path[1:]) + self._beside(*path[1]) + " }"
        return self.field(kind_name, name, body)

    def _beside(self, kind_name: str, name: str) -> str:
        """Something else at a step of the way, so that siblings are answered too; beside a list
        of gaps several, so that there is something to tell.
        """
        leaves = _leaves(self.generator.schema.type_map[kind_name])
        gaps = name in ("states", "withheld")
        if not leaves or (not gaps and self.dice.random() < 0.5):
            return ""
        chosen = self.dice.sample(leaves, min(5 if gaps else 1, len(leaves)))
        return "".join(f" {self.field(kind_name, each, '')}" for each in chosen)

    def field(self, kind_name: str, name: str, body: str) -> str:
        """A field under its name or an alias, with arguments, a directive and what is below it."""
        if name == "__typename":
            self.made.fields.add((kind_name, name))
            return name
        kind = self.generator.schema.type_map[kind_name]
        definition = kind.fields[name]  # type: ignore[attr-defined]
        self.made.fields.add((kind_name, name))
        known = len(self.made.cursors)
        arguments = self._arguments(kind_name, name, definition)
        if len(self.made.cursors) > known:
            end = f"page_{self.made.cursors[-1]}: pageInfo {{ endCursor }}"
            body = f"{body.removesuffix('}')}{end} }}"
        alias = ""
        if arguments or self.dice.random() < 0.2:
            self.keys += 1
            alias = f"k{self.keys}: "
        return f"{alias}{name}{arguments}{self._directive()} {body}".strip()

    def _directive(self) -> str:
        drawn = self.dice.random()
        if drawn > 0.12:
            return ""
        if drawn < 0.04:
            return f" @include(if: {self.variables.add('Boolean!', value=True)})"
        if drawn < 0.08:
            return " @skip(if: false) @include(if: true)"
        return f" @skip(if: {self.variables.add('Boolean', value=False, default='false')})"

    def _arguments(self, kind_name: str, name: str, definition: GraphQLField) -> str:
        of = self._of(kind_name, name, definition)
        given: dict[str, str] = {}
        for argument, each in definition.args.items():
            key = (kind_name, name, argument)
            wanted = key in self.left.arguments or self.dice.random() < 0.15
            if kind_name == "Query" and name in EXPLAINING:
                given |= self._explained(argument, wanted=wanted)
            elif argument == "first":
                given[argument] = str(self.dice.choice((1, 2, 3)))
            elif argument == "id":
                variable = self.variables.add("ID!", None)
                self.made.ids[variable.removeprefix("$")] = of
                given[argument] = variable
            elif argument == "after" and wanted:
                given[argument] = self.variables.add("String", None)
                self.made.cursors.append(given[argument].removeprefix("$"))
            elif argument == "where" and of == self.where[0]:
                given[argument] = self.given(each.type, self.where[1])
            elif wanted and argument != "after":
                given[argument] = self.given(each.type, self.generator.values.value(each.type, of))
            if argument in given or key in BEHIND:
                self.made.arguments.add(key)
        pairs = ", ".join(f"{argument}: {value}" for argument, value in given.items())
        return f"({pairs})" if pairs else ""

    def _explained(self, argument: str, *, wanted: bool) -> dict[str, str]:
        """An argument of an explanation, of a queue, a board, a history or a log."""
        if argument == "field":
            return {argument: '"Student.birthDate"'}  # which every student has
        of = {"student": "Student", "person": "StaffMember", "school": "School",
              "schools": "School", "order": "CourtOrder"}.get(argument)  # fmt: skip
        if argument == "after" or (not wanted and (of is None or argument == "person")):
            return {}
        if argument == "first":
            return {argument: str(self.dice.choice((1, 2, 3)))}
        if of is None:
            return {argument: '"2026-10-14"'}
        variable = self.variables.add("ID" if argument == "person" else "ID!", None)
        self.made.ids[variable.removeprefix("$")] = of
        return {argument: f"[{variable}]" if argument == "schools" else variable}

    def given(self, kind: Any, value: Any) -> str:
        """The value of an argument: a literal, or a variable with or without a default."""
        if self.dice.random() < 0.5:
            return literal(kind, value)
        default = literal(kind, value) if self.dice.random() < 0.3 else None
        leave_out = default is not None and self.dice.random() < 0.5
        return self.variables.add(str(kind), value, default=default, leave_out=leave_out)

    def _of(self, kind_name: str, name: str, definition: GraphQLField) -> str:
        below = get_named_type(definition.type).name
        if kind_name == "Query":
            return str(self.generator.roots[name] or self.made.of or "Student")
        return below.removesuffix("Connection")

    def selected(self, kind: GraphQLNamedType, *, aimed: bool = False) -> str:
        """The selection of an object: of the aim what is left of it, else a few fields."""
        if isinstance(kind, GraphQLUnionType):
            parts = [f"... on {each.name} {self.selected(each)}" for each in kind.types]
            return "{ __typename " + " ".join(parts) + " }"
        names = self._chosen(kind, aimed=aimed)
        parts = [self._part(kind, name) for name in names]
        if isinstance(kind, GraphQLInterfaceType) or self.dice.random() < 0.2:
            parts.insert(
                self.dice.randrange(len(parts) + 1), self.field(kind.name, "__typename", "")
            )
        if self.dice.random() < 0.15:
            parts.append(parts[0])
        return "{ " + self._wrapped(kind, parts) + " }"

    def _chosen(self, kind: GraphQLNamedType, *, aimed: bool) -> list[str]:
        fresh = self._fresh(kind.name)
        leaves = [name for name in _leaves(kind) if name in fresh] or _leaves(kind)
        if aimed and fresh:
            return self.dice.sample(fresh, min(4, len(fresh)))
        if not leaves:
            return [self.dice.choice(fresh or sorted(kind.fields))]  # type: ignore[attr-defined]
        return self.dice.sample(leaves, min(self.dice.choice((1, 2)), len(leaves)))

    def _fresh(self, kind_name: str) -> list[str]:
        named = {name for kind, name, *_ in (*self.left.fields, *self.left.arguments)
                 if kind == kind_name}  # fmt: skip
        return sorted(named)

    def _part(self, kind: GraphQLNamedType, name: str) -> str:
        if name == "__typename":
            return self.field(kind.name, name, "")
        below = _named(kind, name)
        return self.field(kind.name, name, "" if is_leaf_type(below) else self.selected(below))

    def _wrapped(self, kind: GraphQLNamedType, parts: list[str]) -> str:
        """Some of the parts in a fragment: named, inline, or on the interface."""
        drawn = self.dice.random()
        if drawn > 0.35 or len(parts) < 2:
            return " ".join(parts)
        first, rest = " ".join(parts[:1]), " ".join(parts[1:])
        if drawn < 0.15:
            name = f"Part{len(self.fragments)}"
            self.fragments.append(f"fragment {name} on {kind.name} {{ {rest} }}")
            return f"{first} ...{name} ...{name}"
        if drawn < 0.25:
            return f"... {{ {first} }} ... on {kind.name} @include(if: true) {{ {rest} }}"
        if isinstance(kind, GraphQLObjectType) and kind.interfaces:
            return f"{first} ... on Node {{ id }} {rest}"
        return f"{first} ... on {kind.name} {{ {rest} }}"


def _named(kind: GraphQLNamedType, name: str) -> GraphQLNamedType:
    """The type of a field behind its lists and its NON-NULLs."""
    named: Any = get_named_type(kind.fields[name].type)  # type: ignore[attr-defined]
    below: GraphQLNamedType = named
    return below


def _leaves(kind: GraphQLNamedType) -> list[str]:
    fields: dict[str, GraphQLField] = kind.fields  # type: ignore[attr-defined]
    return sorted(name for name, each in fields.items() if is_leaf_type(get_named_type(each.type)))


def _of_queries(schema: GraphQLSchema) -> dict[str, GraphQLNamedType]:
    """The types that queries give and take, by name; what changes do is another trial."""
    node = schema.type_map["Node"]
    assert isinstance(node, GraphQLInterfaceType)
    queries = GraphQLSchema(schema.query_type, types=schema.get_possible_types(node))
    return {name: kind for name, kind in queries.type_map.items() if not name.startswith("__")}


def _ways(schema: GraphQLSchema) -> dict[str, list[list[Step]]]:
    """For each type the shortest ways to it from Query, a handful each."""
    assert schema.query_type is not None
    ways: dict[str, list[list[Step]]] = {"Query": [[]]}
    waiting = deque(["Query"])
    while waiting:
        name = waiting.popleft()
        kind = schema.type_map[name]
        for field_name, each in getattr(kind, "fields", {}).items():
            below = get_named_type(each.type)
            if is_leaf_type(below) or below.name == "Node":
                continue
            targets = below.types if isinstance(below, GraphQLUnionType) else (below,)
            for target in targets:
                longer = [[*way, (name, field_name)] for way in ways[name][:3]]
                _keep(ways, waiting, target.name, longer)
    return ways


def _keep(
    ways: dict[str, list[list[Step]]], waiting: deque[str], name: str, longer: list[list[Step]]
) -> None:
    if not ways.setdefault(name, []):
        waiting.append(name)
    best = min((len(way) for way in (*ways[name], *longer)), default=0)
    ways[name] = [way for way in (*ways[name], *longer) if len(way) <= best + 1][:8]
