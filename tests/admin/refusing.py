"""What the hub says on pages in English: the sentences of what stands against a form, read from its
source, and the words of its lists of disclosures.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from admin.render import HERE
from hub.explain.answer import CHANGES
from hub.ledger.laws import BASES, LAWS, ROWS
from hub.policy import DENIES, RELATIONS, SLICES
from hub.policy.matrix import titles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROOT = HERE.parent
NO_FORM = frozenset("cases rollover".split())
"""Domains whose changes no form makes: who makes them reads English."""
IDENTITY = ("entrance", "passwords", "recovery", "sign_ins")
SENTENCE = re.compile(r"[A-Z].*[a-z].* .*\.", re.DOTALL)
NAMED = re.compile(r"\{\w*\}")
STATEMENT = re.compile(r"\b(?:SELECT|INSERT|UPDATE|WITH)\b")


def sources() -> list[Path]:
    """The modules that say something on a form."""
    domains = sorted((ROOT / "resolvers" / "mutations").glob("*.py"))
    identity = [ROOT / "hub" / "identity" / f"{name}.py" for name in IDENTITY]
    return [*(each for each in domains if each.stem not in NO_FORM), *identity]


def of_disclosures() -> list[str]:
    """The words in which a disclosure is told: lists of the law, bases and rows of the matrix."""
    return [*(law.title for law in LAWS.values()), *BASES.values(), *ROWS.values()]


def of_policy() -> list[str]:
    """The words in which the policy is told: standings, denies, slices, and what would change."""
    standings = [relation.title for relation in RELATIONS.values() if not relation.listed]
    standings += [*titles().values(), *(deny.title for deny in DENIES.values())]
    return [*standings, *(piece.title for piece in SLICES.values()), *CHANGES.values()]


def sentences(path: Path) -> set[str]:
    """The sentences of a module that are neither documentation nor raised as errors of the door;
    values stand in them as `{0}`, `{1}`.
    """
    tree = ast.parse(path.read_text())
    passed = {id(each) for node in ast.walk(tree) for each in _unsaid(node)}
    found = {_said(node) for node in ast.walk(tree) if id(node) not in passed}
    return {each for each in found if SENTENCE.fullmatch(each) and not STATEMENT.search(each)}


def _unsaid(node: ast.AST) -> Iterator[ast.AST]:
    """Texts that stand alone, parts of a text, and what an error of another kind says."""
    if isinstance(node, ast.Expr):
        yield node.value
        if isinstance(node.value, ast.Call) and _is_init(node.value):
            yield from ast.walk(node)
    elif isinstance(node, ast.JoinedStr):
        yield from node.values
    elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
        called = node.exc.func
        if isinstance(called, ast.Name) and called.id[0].isupper() and called.id != "Refused":
            yield from ast.walk(node)


def _is_init(call: ast.Call) -> bool:
    """Whether an error is being made of its text."""
    return isinstance(call.func, ast.Attribute) and call.func.attr == "__init__"


def _said(node: ast.AST) -> str:
    """A text, with its values as numbered places; empty where it is none."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        parts = NAMED.split(node.value)
    elif isinstance(node, ast.JoinedStr):
        texts = (
            str(each.value) if isinstance(each, ast.Constant) else "{}" for each in node.values
        )
        parts = NAMED.split("".join(texts))
    else:
        return ""
    places = [f"{{{at}}}" for at in range(len(parts) - 1)]
    return "".join(text + place for text, place in zip(parts, [*places, ""], strict=True))
