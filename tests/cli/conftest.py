"""Running commands: parsed in this process, over the suite's server, or as their own process."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from hub.cli import app
from hub.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from typer.testing import Result

    from hub.database import Database

MAIN = "from hub.cli import main; main()"


def settings_over(database: Database) -> Settings:
    """The settings by which a command finds a database of the suite."""
    facts = database.facts
    return Settings.model_validate(
        {"database_url": facts.application.dsn, "database_owner_url": facts.owner.dsn}
    )


@pytest.fixture
def homeroom(tmp_path: Path) -> Callable[..., Result]:
    """Run a command in this process, with a data folder that doesn't exist yet."""

    def run(*arguments: str, **variables: str) -> Result:
        data = {"HOMEROOM_DATA_DIR": str(tmp_path / "data")}
        return CliRunner().invoke(app, arguments, env={**data, **variables})

    return run


def started(*arguments: str, behind: bool = False, **variables: str) -> subprocess.Popen[str]:
    """Start a command as a process of its own; `behind`: as a script does with `&`."""
    shell = ["sh", "-c", 'trap "" INT; exec "$@"', "sh"] if behind else []
    return subprocess.Popen(
        [*shell, sys.executable, "-c", MAIN, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "HOMEROOM_LOG_LEVEL": "error", **variables},
    )
