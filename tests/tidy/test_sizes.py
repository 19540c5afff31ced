"""No function above 70 lines, no file above 400, no line above 100 characters."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from tests.tidy.tree import ROOT, is_migration, name, python_files, text_files

if TYPE_CHECKING:
    from pathlib import Path

FUNCTION_LINES_MAX = 70
FILE_LINES_MAX = 400
LINE_CHARACTERS_MAX = 100
LINES_ARE_FREE = {".css", ".csv", ".graphql", ".html", ".json", ".lock", ".md", ".sql", ".svg"}
"""Tables, prose, and what machines write: a line there is as long as what it says."""
PRINTED = {"schema/schema.graphql"}

_PRAGMA = re.compile(r"\s*# (noqa|type: ignore|pragma)\b.*$")


def long_functions(text: str) -> list[str]:
    """The functions of a module that are too long, as `name (lines)`."""
    return [
        f"{node.name} ({lines})"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or 0) - node.lineno + 1) > FUNCTION_LINES_MAX
    ]


def long_lines(text: str) -> list[int]:
    """The numbers of the lines that are too long; what only tools read doesn't count.

    A line of a single word can't be broken.
    """
    return [
        number
        for number, line in enumerate(text.splitlines(), 1)
        if len(_PRAGMA.sub("", line)) > LINE_CHARACTERS_MAX and len(line.split()) > 1
    ]


def test_no_function_is_above_70_lines() -> None:
    found = {
        name(path): functions
        for path in python_files()
        if not is_migration(path) and (functions := long_functions(path.read_text()))
    }
    assert found == {}


def test_no_module_template_or_style_sheet_is_above_400_lines() -> None:
    found = {
        name(path): lines
        for path in text_files()
        if _is_written_by_hand(path) and (lines := _lines(path)) > FILE_LINES_MAX
    }
    assert found == {}


def test_no_line_is_above_100_characters() -> None:
    found = {
        name(path): numbers
        for path in text_files()
        if _has_lines(path) and (numbers := long_lines(path.read_text()))
    }
    assert found == {}


def test_the_measures_see_what_is_too_long() -> None:
    body = "    pass\n" * FUNCTION_LINES_MAX
    assert long_functions(f"def short():\n{body[9:]}") == []
    assert long_functions(f"class Deep:\n  async def long():\n{body}") == ["long (71)"]
    assert long_lines(f"x {'y' * 98}\nx {'y' * 99}\nx {'y' * 98}  # noqa: E501\n") == [2]
    assert long_lines("y" * 101) == []


def test_the_tree_that_is_measured_is_the_whole_one() -> None:
    measured = {name(path) for path in python_files()}
    assert {"dev.py", "hub/models/base.py", "tests/conftest.py"} <= measured
    assert ROOT / "pyproject.toml" in text_files()


def _has_lines(path: Path) -> bool:
    return path.suffix not in LINES_ARE_FREE and name(path) not in PRINTED


def _is_written_by_hand(path: Path) -> bool:
    return path.suffix in {".css", ".html", ".js", ".py"} and not is_migration(path)


def _lines(path: Path) -> int:
    return len(path.read_text().splitlines())
