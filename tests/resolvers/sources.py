"""Reads where each SELECT of a statement's text gets its rows, to find what would multiply them.

SQLAlchemy adds a table that it can't correlate to the inner FROM, silently: other students' rows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|\$\d+(?:::[A-Z]+(?: WITH TIME ZONE)?)?|[\w.]+|\S")
AFTER_FROM = {"WHERE", "GROUP", "ORDER", "LIMIT", "OFFSET", "UNION", "HAVING", "RETURNING"}
JOINING = {"JOIN", "LEFT", "OUTER", "INNER", "CROSS", "FULL", "RIGHT"}

Token: TypeAlias = "str | list[Token]"


@dataclass
class Source:
    """One element of a FROM: its alias, and whether it is a sub-select or a lateral one."""

    alias: str
    inside: list[Token] | None = None
    lateral: bool = False
    on: list[Token] = field(default_factory=list)


def nested(sql: str) -> list[Token]:
    """The tokens of a text, those in brackets as lists of their own."""
    stack: list[list[Token]] = [[]]
    for token in TOKEN.findall(sql):
        if token == "(":
            stack.append([])
        elif token == ")":
            closed = stack.pop()
            stack[-1].append(closed)
        else:
            stack[-1].append(token)
    (whole,) = stack
    return whole


def froms(tokens: list[Token]) -> Iterator[list[Token]]:
    """What stands behind each FROM at this level, up to the next clause."""
    start: int | None = None
    for at, token in enumerate([*tokens, "WHERE"]):
        if start is not None and isinstance(token, str) and token in AFTER_FROM:
            yield tokens[start:at]
            start = None
        elif token == "FROM" and tokens[at - 1] != "DISTINCT":
            start = at + 1


def sources(chosen: list[Token]) -> tuple[list[Source], list[str]]:
    """The elements of one FROM, and what is wrong with how they are joined."""
    found: list[Source] = []
    wrong: list[str] = []
    parts = _parts(chosen)
    for part in parts:
        source = _source(part)
        if found and not source.on:
            wrong.append(f"{source.alias} is joined to nothing")
        if found and source.on == ["true"]:
            wrong += _unbound(source, found)
        found.append(source)
    return found, wrong


def _unbound(source: Source, left: list[Source]) -> list[str]:
    """A source joined ON true multiplies rows unless it is lateral and speaks of what is left."""
    single = len(left) == 1 or all(each.lateral for each in left[1:])
    if single and left[0].inside == ["SELECT", "1", "AS", "one"]:
        return []
    spoken = {str(token).partition(".")[0] for token in flat(source.inside or [])}
    if source.lateral and spoken & {each.alias for each in left}:
        return []
    return [f"{source.alias} is joined on true and speaks of nothing before it"]


def _parts(chosen: list[Token]) -> list[list[Token]]:
    """A FROM, cut where an element begins."""
    parts: list[list[Token]] = [[]]
    for token in chosen:
        if token == "," or (isinstance(token, str) and token in JOINING):
            if parts[-1]:
                parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _source(part: list[Token]) -> Source:
    words = [*part]
    lateral = words[0] == "LATERAL"
    words = words[1:] if lateral else words
    inside = words[0] if isinstance(words[0], list) else None
    if len(words) > 1 and isinstance(words[1], list):
        # a function in a FROM may speak of what stands before it
        inside, lateral = words[1], True
    on = words[words.index("ON") + 1 :] if "ON" in words else []
    named = words[: words.index("ON")] if "ON" in words else words
    alias = named[named.index("AS") + 1] if "AS" in named else named[0]
    return Source(str(alias), inside, lateral, on)


def flat(tokens: list[Token]) -> Iterator[str]:
    """Every token, those in brackets too."""
    for token in tokens:
        if isinstance(token, list):
            yield from flat(token)
        else:
            yield token


def multiplied(sql: str) -> list[str]:
    """What in a statement could multiply rows: a FROM with two elements and no condition between
    them, an alias declared twice, or declared anew where it is already known.
    """
    wrong: list[str] = []
    derived: list[str] = []

    def walk(tokens: list[Token], known: frozenset[str], *, asked: bool = False) -> None:
        """`asked`: inside of a relation, of which each printing has its own aliases again."""
        mine: set[str] = set()
        for chosen in froms(tokens):
            found, bad = sources(chosen)
            wrong.extend(bad)
            names = [each.alias for each in found]
            derived.extend(each.alias for each in found if each.inside and not asked)
            if len(names) != len(set(names)):
                wrong.append(f"one FROM has an alias twice: {names}")
            if known & set(names) and not _of_one_row(tokens):
                wrong.append(f"{known & set(names)} declared anew inside")
            mine |= set(names)
        for at, token in enumerate(tokens):
            if isinstance(token, list):
                before = tokens[at - 1] if at else ""
                apart = before in ("FROM", "JOIN", "AS", "MATERIALIZED")
                inner = known if apart else known | mine
                walk(token, inner, asked=asked or before in ("EXISTS", "array"))

    walk(nested(sql), frozenset())
    wrong.extend(
        f"{alias} stands in two places" for alias in set(derived) if derived.count(alias) > 1
    )
    return wrong


def _of_one_row(tokens: list[Token]) -> bool:
    """A SELECT of the row with one id: the row that a cursor names."""
    words = [str(token) for token in tokens]
    return any(
        word.endswith(".id") and words[at + 1] == "=" and words[at + 2].startswith("$")
        for at, word in enumerate(words[:-2])
    )
