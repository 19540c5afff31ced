"""What SQLAlchemy takes as raw SQL is a constant, in every room that a client's values pass."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from tests.tidy.tree import name, python_files

if TYPE_CHECKING:
    from collections.abc import Iterator

RAW = {"literal_column", "op", "prefix_with", "suffix_with", "text", "with_hint"}
LIKE = {"contains", "icontains", "ilike", "like"}
ROOMS = ("admin/", "hub/endpoints/", "hub/explain/", "hub/policy/", "resolvers/", "schema/")
OURS = {
    "literal_column(str(limit))",
    "literal_column(str(limit + 1))",
    "literal_column(f'subject.key{at}')",
    "literal_column(f'NULL::{table.name}')",
    "column.like(value)",
}
"""Numbers and names of our own, and the one pattern, whose signs are escaped."""


def raw(text: str) -> Iterator[str]:
    """The calls in a module that take raw SQL, or LIKE's signs, from something not constant."""
    for node in ast.walk(ast.parse(text)):
        if not (isinstance(node, ast.Call) and node.args):
            continue
        called = getattr(node.func, "attr", getattr(node.func, "id", ""))
        fixed = all(isinstance(each, ast.Constant) for each in node.args)
        plain = not any(each.arg == "autoescape" for each in node.keywords)
        if not fixed and (called in RAW or (called in LIKE and plain)):
            yield ast.unparse(node)


def test_no_raw_sql_takes_anything_but_constants() -> None:
    found = {
        (name(path), call)
        for path in python_files()
        if name(path).startswith(ROOMS)
        for call in raw(path.read_text(encoding="utf-8"))
    }
    assert {each for each in found if each[1] not in OURS} == set()


def test_raw_sql_is_seen() -> None:
    assert list(raw("column.op(given)(1)")) == ["column.op(given)"]
    assert list(raw("column.contains(given)")) == ["column.contains(given)"]
    assert list(raw("text('SELECT 1'); column.contains(given, autoescape=True)")) == []
