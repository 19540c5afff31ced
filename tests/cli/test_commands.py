"""Commands refuse in one sentence, and help before anything is opened."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from typer.main import get_command

from hub.cli import app

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from typer._click.core import Command
    from typer.testing import Result

COMMANDS = {
    "demo", "serve", "migrate", "token", "schema", "plan", "policy matrix", "policy explain",
    "policy review",
    "import oneroster", "import edfi", "export oneroster", "assign", "check", "password",
    "ledger verify", "ledger list", "backup", "restore", "problems", "schedules",
}  # fmt: skip


def commands(command: Command, name: str = "") -> Iterator[tuple[str, Command]]:
    """Every command that does something, by what one types."""
    below = getattr(command, "commands", None)
    if below is None:
        yield name.strip(), command
        return
    for each, child in below.items():
        yield from commands(child, f"{name} {each}")


def test_the_commands_are_those_that_are_promised() -> None:
    assert {name for name, _ in commands(get_command(app))} == COMMANDS


@pytest.mark.parametrize(("name", "command"), [*commands(get_command(app))])
def test_every_command_takes_a_data_folder_and_explains_itself(name: str, command: Command) -> None:
    options = {option for parameter in command.params for option in parameter.opts}
    assert "--data" in options, name
    unexplained = [each.name for each in command.params if not getattr(each, "help", "")]
    assert command.help
    assert not unexplained, name


def test_help_comes_without_loading_the_hub() -> None:
    asked = "import sys, hub.cli; print([m for m in ('sqlalchemy', 'asyncpg') if m in sys.modules])"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "arguments",
    [
        ["token", "--as", "teacher"],
        ["serve", "--port", "0"],
        ["policy", "explain", "Student.birthDate", "--as", "teacher", "--student", "x"],
    ],
)
def test_a_folder_without_a_database_is_named_and_not_made(
    homeroom: Callable[..., Result], tmp_path: Path, arguments: list[str]
) -> None:
    folder = tmp_path / "mistyped"
    said = homeroom(*arguments, "--data", str(folder))
    assert said.exit_code == 1
    assert f"There is no database in {folder}." in said.stderr
    assert "Traceback" not in said.output
    assert not folder.exists()


def test_settings_that_cannot_be_used_are_named_and_their_values_kept(
    homeroom: Callable[..., Result],
) -> None:
    said = homeroom("migrate", HOMEROOM_PORT="many", HOMEROOM_SECRET_KEY="short and secret")
    assert said.exit_code == 1
    assert "HOMEROOM_PORT" in said.stderr
    assert "HOMEROOM_SECRET_KEY" in said.stderr
    assert "short and secret" not in said.output


def test_a_database_that_does_not_answer_is_one_sentence(homeroom: Callable[..., Result]) -> None:
    said = homeroom("migrate", HOMEROOM_DATABASE_URL="mysql://root:hunter2@nowhere/x")
    assert (said.exit_code, said.stdout) == (1, "")
    assert said.stderr.startswith("homeroom: The database URL must look like postgresql://")
    assert "hunter2" not in said.output


def test_a_command_that_is_not_understood_exits_with_two(homeroom: Callable[..., Result]) -> None:
    for arguments in (
        ["token"],
        ["token", "--as", "nurse", "--person", "x"],
        ["import", "oneroster"],
    ):
        assert homeroom(*arguments).exit_code == 2
