"""The files of the repository, as a clone has them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("admin", "hub", "migrations", "resolvers", "schema", "tests")
"""The folders at the top that hold Python."""

_HIDDEN_BUT_OURS = {".ci", ".gitignore"}
_MADE = {"__pycache__", "dist"}
_NOT_TEXT = {".png", ".ico", ".woff2", ".zip"}


@cache
def files() -> tuple[Path, ...]:
    """Every file, without what tools leave behind, sorted."""
    return tuple(sorted(_below(ROOT)))


def python_files() -> list[Path]:
    """Every Python file."""
    return [path for path in files() if path.suffix == ".py"]


def text_files() -> list[Path]:
    """Every file in which words can stand."""
    return [path for path in files() if path.suffix not in _NOT_TEXT]


def documents() -> list[Path]:
    """Every Markdown file."""
    return [path for path in files() if path.suffix == ".md"]


def name(path: Path) -> str:
    """The path within the repository."""
    return path.relative_to(ROOT).as_posix()


def is_migration(path: Path) -> bool:
    """Whether it is a version: long by nature, and never changed once it is out."""
    return path.parent == ROOT / "migrations" / "versions"


def _below(folder: Path) -> list[Path]:
    found: list[Path] = []
    for path in folder.iterdir():
        hidden = path.name.startswith(".") and path.name not in _HIDDEN_BUT_OURS
        if hidden or path.name in _MADE or path.name.endswith((".pyc", ".egg-info", "uv.lock")):
            continue
        found += _below(path) if path.is_dir() else [path]
    return found
