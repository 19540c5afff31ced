"""A plan as an indented tree. Knows no kind of node: whatever a plan is made of is printed."""

from __future__ import annotations

from dataclasses import MISSING, Field, fields, is_dataclass
from typing import TYPE_CHECKING, Any

from hub.policy import Clause
from resolvers.catalog import TypeEntry

if TYPE_CHECKING:
    from collections.abc import Iterator

INDENT = "  "
QUIET = frozenset({"prefix", "form", "open_ended"})
"""What says nothing to whoever reads a plan."""


def tree(node: Any, depth: int = 0, label: str = "") -> Iterator[str]:
    """The lines of a node: what it is with its plain attributes, and below it all others."""
    parts = [each for each in fields(node) if _says_something(node, each)]
    plain = [each for each in parts if _is_plain(getattr(node, each.name))]
    said = " ".join(f"{each.name}={_written(getattr(node, each.name))}" for each in plain)
    yield f"{INDENT * depth}{label}{type(node).__name__} {said}".rstrip()
    for each in parts:
        if each not in plain:
            yield from _below(getattr(node, each.name), each.name, depth + 1)


def _says_something(node: Any, field: Field[Any]) -> bool:
    value = getattr(node, field.name)
    default = () if field.default is MISSING else field.default
    return field.name not in QUIET and value != default and value is not None


def _is_plain(value: Any) -> bool:
    """Whether a value is written on its node's own line."""
    if isinstance(value, tuple):
        return all(isinstance(item, str) for item in value)
    return not is_dataclass(value) or isinstance(value, TypeEntry)


def _written(value: Any) -> str:
    if isinstance(value, TypeEntry):
        return value.name
    return ",".join(value) if isinstance(value, tuple) else str(value)


def _below(value: Any, name: str, depth: int) -> Iterator[str]:
    """The lines of what isn't written on one: a node, clauses, or a list of either."""
    if is_dataclass(value):
        yield from tree(value, depth, f"{name}: ")
        return
    if all(isinstance(item, Clause) for item in value):
        yield f"{INDENT * depth}{name}: {' | '.join(map(_clause, value))}"
        return
    for item in value:
        if is_dataclass(item):
            yield from tree(item, depth)
        else:
            yield f"{INDENT * depth}{name}: {_written(item)}"


def _clause(clause: Clause) -> str:
    """A clause in one word: relation, what beats it, row condition, the row that leads here; and
    the target's, where it is one of a pair.
    """
    parts = [clause.relation, *(f"-{name.replace(' ', '_')}" for name in sorted(clause.denies))]
    if clause.term:
        parts.append(f"?{clause.term}")
    if clause.lift:
        parts.append(f"@{clause.lift.through}")
    parts += ["$"] if clause.logged else []
    parts += ["&", _clause(clause.also)] if clause.also else []
    return " ".join(parts)
