"""Two commands on a bare machine: `dev.py` makes its environment once and then steps aside."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parents[2]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A project of one file, whose lock names nothing, at a path with a space."""
    folder = tmp_path / "a clone"
    (folder / "hub").mkdir(parents=True)
    shutil.copy(HERE / "dev.py", folder)
    (folder / "requirements.lock").write_text("# nothing\n")
    (folder / "hub" / "cli.py").write_text(
        "import os, sys\ndef main(): print(sys.argv[1:], os.environ['HOMEROOM_DATA_DIR'])\n"
    )
    return folder


def dev(clone: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    # the Python below the environment, as a stranger would run it
    python = getattr(sys, "_base_executable", sys.executable)
    command = [python, clone / "dev.py", *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True, cwd=clone.parent)


def test_the_second_run_makes_nothing_and_a_new_lock_is_installed(clone: Path) -> None:
    first = dev(clone, "run", "--port", "9000")
    assert first.returncode == 0, first.stderr
    assert "Making the environment" in first.stderr
    assert first.stdout.strip() == f"['demo', '--port', '9000'] {clone / '.homeroom'}"

    second = dev(clone, "run", "--port", "9000")
    assert (second.stdout, second.stderr) == (first.stdout, "")

    (clone / "requirements.lock").write_text("# nothing new\n")
    assert "Making the environment" in dev(clone, "run").stderr


def test_a_failed_installation_is_tried_again(clone: Path) -> None:
    lock = clone / "requirements.lock"
    lock.write_text("homeroom-no-such-package @ file:///nowhere.whl\n")
    for _ in range(2):
        failed = dev(clone, "run")
        assert failed.returncode == 1
        assert "couldn't be installed" in failed.stderr


@pytest.mark.parametrize("arguments", [(), ("serve",)])
def test_anything_else_is_answered_with_the_two_commands(
    clone: Path, arguments: tuple[str, ...]
) -> None:
    answer = dev(clone, *arguments)
    assert answer.returncode == 1
    assert "dev.py run" in answer.stderr
    assert "dev.py test" in answer.stderr
    assert not (clone / ".venv").exists()
