"""The linter, the formatter, the type checker and the layers are green."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.tidy.tree import ROOT

SECONDS = 300
IMPORT_LINTER = "from importlinter.cli import lint_imports_command as run; run()"

TOOLS = {
    "ruff check": ("-m", "ruff", "check", "--quiet", "--output-format", "concise"),
    "ruff format": ("-m", "ruff", "format", "--check", "--output-format", "concise"),
    "mypy": ("-m", "mypy", "--no-error-summary"),
    "import-linter": ("-c", IMPORT_LINTER, "--no-logo"),
}


@pytest.mark.parametrize("tool", TOOLS)
def test_tool_finds_nothing(tool: str) -> None:
    done = subprocess.run(
        [sys.executable, *TOOLS[tool]],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    if done.returncode != 0:
        pytest.fail(f"{tool}:\n{done.stdout}{done.stderr}", pytrace=False)


def test_every_ignored_rule_of_ruff_has_a_reason() -> None:
    lines = Path(ROOT / "pyproject.toml").read_text().splitlines()
    start = lines.index("[tool.ruff.lint]")
    end = lines.index("[tool.ruff.lint.pydocstyle]")
    rules = [line.strip() for line in lines[start:end] if line.startswith('    "')]
    assert rules
    assert [line for line in rules if "# " not in line] == []
