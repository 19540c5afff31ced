"""The words of our own pages: which texts are marked, what the catalogs say of them, and what
stands in a template without being marked.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from importlib import import_module
from typing import TYPE_CHECKING

from babel.messages.extract import DEFAULT_KEYWORDS, extract
from graphql import (
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    build_schema,
    get_named_type,
    is_enum_type,
    parse,
    visit,
)
from jinja2 import nodes

from admin.columns import TYPES
from admin.history import CODED as CODED_IN_HISTORIES
from admin.language import ENGLISH
from admin.render import HERE, environment
from admin.words import in_english

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from graphql import FieldNode, GraphQLEnumType, GraphQLSchema

Key = tuple[str, tuple[str, ...]]
"""A text's context (empty: none), and itself; with its plural, where it has one."""
KEYWORDS = {**DEFAULT_KEYWORDS, "marked": None}
TEMPLATES = {
    "extensions": "jinja2.ext.do",
    "newstyle_gettext": "true",
    "trim_blocks": "true",
    "lstrip_blocks": "true",
    "silent": "false",
}
LOOKED_UP = frozenset({"_", "gettext", "ngettext", "pgettext", "npgettext"})
READ = frozenset({"title", "alt", "aria-label", "aria-description", "placeholder", "label"})
"""Attributes that somebody reads or hears."""
SCHEMA = HERE.parent / "schema" / "schema.graphql"
CODED = re.compile(r"\b(\w+) \| code\b")
CODED_IN_PYTHON = {"role", "severity"}
"""Fields whose codes `words.roles` and the emergency pack say."""
CAPACITIES = ("GUARDIAN", "STUDENT")
"""What a viewer is whose capacity is no post."""
AT_HOLE = "\ufffc"
"""Stands where an expression stood."""


def templates() -> list[Path]:
    """Every template of a page."""
    return sorted([*(HERE / "templates").glob("*.html"), *(HERE / "screens").glob("*/*.html")])


def modules() -> list[Path]:
    """Every module of the window."""
    return sorted(HERE.rglob("*.py"))


def key_of(message: str | Sequence[str], context: str | None) -> Key:
    """A text by its context and its forms."""
    return context or "", (message,) if isinstance(message, str) else tuple(message)


def extracted(path: Path) -> list[Key]:
    """The texts that a template or a module marks."""
    html = path.suffix == ".html"
    method, options = ("jinja2", TEMPLATES) if html else ("python", {})
    with path.open("rb") as file:
        found = extract(method, file, keywords=KEYWORDS, options=options)
        return [key_of(message, context) for _, message, _, context in found]


def marked_texts() -> dict[Key, list[Path]]:
    """Every text that is marked, and where."""
    found: dict[Key, list[Path]] = {}
    for path in [*templates(), *modules()]:
        for key in extracted(path):
            places = found.setdefault(key, [])
            if path not in places:
                places.append(path)
    return found


@dataclass
class Unmarked(HTMLParser):
    """What of a template somebody would read that is not marked: `found`."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(bare(source))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        read = [value for name, value in attrs if name in READ]
        if tag == "input" and told.get("type") in {"submit", "button", "reset"}:
            read.append(told.get("value"))
        for value in read:
            self.handle_data(value or "")

    def handle_data(self, data: str) -> None:
        said = data.replace(AT_HOLE, "").strip()
        if any(each.isalpha() for each in said):
            self.found.append(said)


def bare(source: str) -> str:
    """A template's own text, with a hole for each expression, statement and translated block."""
    parts: list[str] = []
    inside = False
    tokens = list(environment(ENGLISH).lex(source))
    for at, (_, kind, value) in enumerate(tokens):
        if kind == "block_begin":
            name = next(text for _, each, text in tokens[at:] if each == "name")
            inside = name == "trans" or (inside and name != "endtrans")
        if kind == "data" and not inside:
            parts.append(value)
        elif kind in {"block_begin", "variable_begin"}:
            parts.append(AT_HOLE)
    return "".join(parts)


VISIBLE = re.compile(r"\w\s+\w|^\s*[A-Z][a-z]|\w[.!?:]$|, \w")
"""What looks like words, where a template says a text in an expression."""


def said_in_expressions(source: str) -> Iterator[str]:
    """Texts of expressions that look like words and are not looked up."""
    yield from _constants(environment(ENGLISH).parse(source))


def _constants(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Extends | nodes.FromImport | nodes.Include):
        return
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        if VISIBLE.search(node.value):
            yield node.value
        return
    looked_up = (
        isinstance(node, nodes.Call)
        and isinstance(node.node, nodes.Name)
        and node.node.name in LOOKED_UP
    )
    for each in node.iter_child_nodes():
        if looked_up and isinstance(each, nodes.Const):
            continue
        yield from _constants(each)


def codes_shown() -> dict[str, set[str]]:
    """The words of every code that a screen asks for and shows by the filter `code`, in English,
    with the lists in which each stands.
    """
    schema = build_schema(SCHEMA.read_text(), assume_valid=True)
    filtered = {
        name for path in templates() for name in CODED.findall(path.read_text())
    } | CODED_IN_PYTHON
    found: dict[str, set[str]] = {in_english(each): {"Viewer"} for each in CAPACITIES}
    for listed in [*_lists(schema, filtered), *_recounted(schema), *_offered(schema)]:
        for value in listed.values:
            found.setdefault(in_english(value), set()).add(listed.name)
    return found


def _lists(schema: GraphQLSchema, names: set[str]) -> list[GraphQLEnumType]:
    """The code lists of the fields with these names for which screens ask."""
    told = TypeInfo(schema)
    found: dict[str, GraphQLEnumType] = {}

    class Asked(Visitor):
        def enter_field(self, node: FieldNode, *_: object) -> None:
            kind = get_named_type(told.get_type())
            if is_enum_type(kind) and (node.alias or node.name).value in names:
                found[kind.name] = kind

    for path in sorted((HERE / "screens").glob("*/*.graphql")):
        visit(parse(path.read_text()), TypeInfoVisitor(told, Asked()))
    return list(found.values())


def _offered(schema: GraphQLSchema) -> list[GraphQLEnumType]:
    """The code lists of which plain forms offer something: what modules of work keep in tuples."""
    modules = (import_module(f"admin.work.{path.stem}") for path in modules_of_work())
    held = [each for module in modules for each in vars(module).values()]
    offered = [
        frozenset(each)
        for each in held
        if isinstance(each, tuple) and all(type(code) is str and code.isupper() for code in each)
    ]
    lists = [kind for kind in schema.type_map.values() if is_enum_type(kind)]
    found = [kind for kind in lists for each in offered if each <= kind.values.keys()]
    assert len(found) >= len(offered)
    return found


def modules_of_work() -> list[Path]:
    """The modules of what is entered on forms."""
    return [path for path in modules() if path.parent.name == "work"]


def _recounted(schema: GraphQLSchema) -> list[GraphQLEnumType]:
    """The code lists of the fields whose history pages say in words, of each type that it names."""
    kinds = (
        get_named_type(schema.type_map[name].fields[field].type)  # type: ignore[attr-defined]
        for name in TYPES
        for field in sorted(CODED_IN_HISTORIES)
        if field in schema.type_map[name].fields  # type: ignore[attr-defined]
    )
    return list({kind.name: kind for kind in kinds if is_enum_type(kind)}.values())


SENTENCE = re.compile(r"[A-Z][a-z']+ [\w']+.*|[A-Z][a-z]+[.:?]", re.DOTALL)
"""What a module says to somebody, and no name, path or statement."""


def unmarked_sentences(source: str) -> set[str]:
    """Sentences of a module that are neither marked, documentation, nor an error's."""
    passed: set[int] = set()
    tree = ast.parse(source)
    for node in ast.walk(tree):
        called = node.func if isinstance(node, ast.Call) else None
        looked_up = isinstance(called, ast.Name) and called.id in LOOKED_UP | {"marked"}
        if looked_up or isinstance(node, ast.Raise | ast.Assert):
            passed |= {id(each) for each in ast.walk(node)}
        elif isinstance(node, ast.Expr):
            passed.add(id(node.value))
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and id(node) not in passed
        if isinstance(node.value, str) and SENTENCE.match(node.value)
    }
