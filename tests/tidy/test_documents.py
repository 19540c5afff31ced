"""What the documents point at exists: links, headings, paths, commands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from typer.main import get_command

from hub.cli import app
from tests.tidy.tree import ROOT, documents, name

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_FENCE = re.compile(r"^(`{3,}|~{3,}).*?^\1$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(
    r"\[[^\]]*\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)|<(?:img|a)[^>]+(?:src|href)=\"([^\"]+)\""
)
_PATH = re.compile(
    r"(?<![\w/.<>$~-])((?:admin|hub|migrations|resolvers|schema|tests|\.ci)/[\w./*-]*[\w*/])"
)
_FILE = re.compile(r"`((?:[\w-]+\.(?:py|md|toml|lock))|LICENSE)`")
_COMMAND = re.compile(r"(?:^|[`$(]\s?|&& )homeroom ([a-z][a-z-]*)", re.MULTILINE)
_DEV = re.compile(r"dev\.py ([a-z]+)")


def links(text: str) -> list[str]:
    """The targets of a document's links and images, outside of its code."""
    prose = re.sub(r"`[^`\n]*`", "", _FENCE.sub("", text))
    return [inline or tag for inline, tag in _LINK.findall(prose)]


def anchors(text: str) -> set[str]:
    """The anchors of a document's headings, as code hosts make them."""
    headings = re.findall(r"^#+ +(.*?) *#*$", _FENCE.sub("", text), re.MULTILINE)
    plain = [re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings]
    return {heading.replace(" ", "-") for heading in plain}


def broken_links(document: Path, text: str) -> list[str]:
    """The relative links of a document that lead nowhere."""
    broken = []
    for link in links(text):
        place, _, anchor = link.partition("#")
        if re.match(r"[a-z]+:", link):
            continue
        target = (document.parent / place).resolve()
        there = _text(target) if place else text
        if not target.exists() or (anchor and anchor not in anchors(there)):
            broken.append(link)
    return broken


def missing_paths(text: str) -> list[str]:
    """The paths of our rooms that a text names and that don't exist; a `*` matches anything."""
    named = {found.rstrip(".") for found in _PATH.findall(text)} | set(_FILE.findall(text))
    return sorted(path for path in named if not _exists(path))


def unknown_commands(text: str) -> list[str]:
    """The commands that a text names and that `homeroom` or `dev.py` don't have."""
    known = set(getattr(get_command(app), "commands", {}))
    asked = [f"homeroom {word}" for word in _COMMAND.findall(text) if word not in known]
    return asked + [f"dev.py {word}" for word in _DEV.findall(text) if word not in {"run", "test"}]


def test_links_of_the_documents_lead_somewhere() -> None:
    assert _found(lambda path: broken_links(path, path.read_text())) == {}


def test_paths_that_the_documents_name_exist() -> None:
    assert _found(lambda path: missing_paths(path.read_text())) == {}


def test_commands_that_the_documents_name_exist() -> None:
    assert _found(lambda path: unknown_commands(path.read_text())) == {}


def test_what_leads_nowhere_is_seen() -> None:
    here = ROOT / "README.md"
    text = "# One Way\n[a](hub/no.py) [b](hub/models) [c](#one-way) [d](#two) ![e](x.png)\n"
    assert broken_links(here, text) == ["hub/no.py", "#two", "x.png"]
    assert links("`[a](b)` [c](d)\n```\n[e](f)\n```\n") == ["d"]
    assert missing_paths(
        "`hub/no.py`, hub/models/*.py, tests/no*.x; at /admin/students; `no.py`"
    ) == [
        "hub/no.py",
        "no.py",
        "tests/no*.x",
    ]
    assert unknown_commands("`homeroom demo`, `homeroom dance`, `python3 dev.py rest`") == [
        "homeroom dance",
        "dev.py rest",
    ]


def _found(check: Callable[[Path], list[str]]) -> dict[str, list[str]]:
    """What is wrong, by document; those that aren't written yet have nothing wrong."""
    return {name(path): wrong for path in documents() if (wrong := check(path))}


def _exists(path: str) -> bool:
    return any(ROOT.glob(path.rstrip("/"))) if "*" in path else (ROOT / path).exists()


def _text(path: Path) -> str:
    return path.read_text() if path.suffix == ".md" and path.exists() else ""
