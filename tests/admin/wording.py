"""The words of our own pages: which texts are marked, what the catalogs say of them, and what
stands in a template without being marked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po
from jinja2 import nodes

from admin.language import CATALOGS
from admin.render import HERE, environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from babel.messages.catalog import Message

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
AT_HOLE = "\ufffc"
"""Stands where an expression stood."""


def templates() -> list[Path]:
    """Every template of a page."""
    return sorted([*(HERE / "templates").glob("*.html"), *(HERE / "screens").glob("*/*.html")])


def modules() -> list[Path]:
    """Every module of the window."""
    return sorted(HERE.rglob("*.py"))


def keys_of(message: Message | tuple[str, ...] | str, context: str | None) -> Key:
    """A text by its context and its forms."""
    forms = message if isinstance(message, tuple | list) else (str(message),)
    return context or "", tuple(str(each) for each in forms)


def extracted(path: Path) -> list[Key]:
    """The texts that a template or a module marks."""
    html = path.suffix == ".html"
    method, options = ("jinja2", TEMPLATES) if html else ("python", {})
    with path.open("rb") as file:
        found = extract(method, file, keywords=KEYWORDS, options=options)
        return [keys_of(message, context) for _, message, _, context in found]


def marked_texts() -> dict[Key, list[Path]]:
    """Every text that is marked, and where."""
    found: dict[Key, list[Path]] = {}
    for path in [*templates(), *modules()]:
        for key in extracted(path):
            places = found.setdefault(key, [])
            if path not in places:
                places.append(path)
    return found


def entries(path: Path) -> dict[Key, Message]:
    """What a catalog says, by its keys."""
    with path.open("rb") as file:
        return {
            keys_of(message.id, message.context): message  # type: ignore[arg-type] # a list
            for message in read_po(file, locale=path.parent.name, abort_invalid=True)
            if message.id
        }


def catalogs(language: str = "es") -> dict[str, dict[Key, Message]]:
    """Every catalog of a language, by the name of its file."""
    return {path.stem: entries(path) for path in sorted((CATALOGS / language).glob("*.po"))}


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
    tokens = list(environment().lex(source))
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
    yield from _constants(environment().parse(source))


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
