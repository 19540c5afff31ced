"""The documents, read: their code blocks, their tables, and the names that they give."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from tests.tidy.tree import ROOT

_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HEREDOC = re.compile(r"ask (\w+) <<'GRAPHQL'\n(.*?)^GRAPHQL$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A fenced block: its language and its text, which ends with a line break."""

    language: str
    text: str


@dataclass(frozen=True)
class Question:
    """A first query of the README: a persona's key, the document, and the answer below it."""

    who: str
    document: str
    answer: str


@cache
def document(name: str) -> str:
    """The text of a document at the top."""
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(text: str) -> list[Block]:
    """Every fenced block of a text that names its language."""
    return [Block(language, body) for language, body in _FENCE.findall(text)]


def questions() -> list[Question]:
    """The README's first queries, each with the block of JSON that follows it."""
    found, waiting = [], ""
    for block in blocks(document("README.md")):
        if block.language == "sh" and "<<'GRAPHQL'" in block.text:
            waiting = block.text
        elif block.language == "json" and waiting:
            who, query = _HEREDOC.findall(waiting)[0]
            found.append(Question(who, query, block.text))
            waiting = ""
    return found


def rows(text: str, heading: str) -> list[list[str]]:
    """The cells of the first table whose head begins with the column `heading`."""
    lines = text.splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith(f"| {heading} |"))
    found = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        found.append([cell.strip() for cell in line.strip("|").split("|")])
    return found


def section(text: str, heading: str) -> str:
    """What stands below a heading, up to the next one of its rank or above."""
    rank = heading.count("#")
    after = text.split(f"\n{heading}\n", 1)[1]
    return re.split(rf"^#{{1,{rank}}} ", after, maxsplit=1, flags=re.MULTILINE)[0]
