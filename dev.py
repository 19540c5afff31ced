#!/usr/bin/env python3
"""Homeroom on a bare machine: nothing is needed but Python 3.11 or newer, with pip.

    python3 dev.py run [--port N] [--data DIR] [--students N]    a demo district, served
    python3 dev.py test [ARGUMENTS OF PYTEST]                    the whole suite

Both make the environment in .venv first if requirements.lock has changed since the last time.
Inside the environment they are `homeroom demo` and `pytest`.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

OLDEST_PYTHON = (3, 11)
ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
HOMEROOM = VENV / "bin" / "homeroom"
STAMP = VENV / "installed-lock.sha256"

# The shell reads line 2 as a command and never comes further; Python reads it as a text.
# (A plain #! line breaks at a space and at 127 characters.)
LAUNCHER = f"""#!/bin/sh
'''exec' "{PYTHON}" "$0" "$@"
' '''
import sys

from hub.cli import main

sys.exit(main())
"""


def main(arguments: list[str]) -> None:
    """Make the environment if need be, then become the command that was asked for."""
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if command not in {"run", "test"}:
        sys.exit((__doc__ or "").strip())
    check_python()
    try:
        with one_at_a_time():
            make_environment()
        become(command, rest)
    except OSError as error:
        sys.exit(f"Can't go on: {error}")


def become(command: str, rest: list[str]) -> None:
    """Replace this process by `homeroom demo` or `pytest`."""
    if command == "run":
        os.environ.setdefault("HOMEROOM_DATA_DIR", str(ROOT / ".homeroom"))
        os.execv(HOMEROOM, [str(HOMEROOM), "demo", *rest])
    os.chdir(ROOT)
    # the whole suite runs on all cores; whoever names tests gets just those, one after another
    os.execv(VENV / "bin" / "pytest", ["pytest", *(rest or ["-n", "auto", "--dist", "worksteal"])])


def check_python() -> None:
    """Leave with advice where Homeroom can't run."""
    if os.name != "posix":
        sys.exit("Homeroom runs on Linux and macOS; on Windows, inside WSL.")
    if sys.version_info >= OLDEST_PYTHON:
        return
    newer = [name for minor in range(19, 10, -1) if shutil.which(name := f"python3.{minor}")]
    advice = f"Try: {newer[0]} dev.py ..." if newer else "Install a newer one first."
    found = ".".join(map(str, sys.version_info[:3]))
    sys.exit(f"Homeroom needs Python 3.11 or newer; this is Python {found}. {advice}")


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let a second `dev.py` wait until the first has made the environment."""
    import fcntl  # here, so that Windows gets as far as being told

    folder = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def make_environment() -> None:
    """Install what the lock names, each file checked against its hash, unless it is there."""
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if not (PYTHON.exists() and STAMP.exists() and STAMP.read_text() == wanted):
        STAMP.unlink(missing_ok=True)
        say("Making the environment in .venv (once; it takes about a minute) ...")
        install(installer())
        STAMP.write_text(wanted)
        say("The environment is ready.")
    link_project()


def installer() -> list[str]:
    """Make .venv if there is none, and say which pip fills it.

    Debian splits `ensurepip` from Python, so that a venv with a pip of its own can't be made
    there without python3-venv: this Python's pip does as well, working on .venv from outside.
    """
    have_pip = importlib.util.find_spec("pip") is not None
    if not PYTHON.exists():
        make_venv(with_pip=not have_pip)
    if have_pip:
        return [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    return [str(PYTHON), "-m", "pip"]


def make_venv(*, with_pip: bool) -> None:
    """Make an empty .venv, or leave with advice where this Python has no means to."""
    missing = [
        name
        for name in ("venv", *(["ensurepip"] if with_pip else []))
        if importlib.util.find_spec(name) is None
    ]
    if missing:
        sys.exit(
            f"This Python ({sys.executable}) has neither pip nor the module {missing[0]}.\n"
            "On Debian and Ubuntu: apt-get install python3-pip python3-venv\n"
            "On Fedora: dnf install python3-pip. Elsewhere: install Python from python.org."
        )
    options = [] if with_pip else ["--without-pip"]
    make = [sys.executable, "-m", "venv", "--clear", *options, str(VENV)]
    if subprocess.run(make, check=False).returncode != 0:
        sys.exit("The environment couldn't be made; see above.")


def install(pip: list[str]) -> None:
    """Run pip, with its own account of progress on standard error.

    Wheels only: a source package would be built by tools that no hash pins.
    """
    options = ["--require-hashes", "--only-binary=:all:", "--no-input"]
    options.append("--disable-pip-version-check")
    done = subprocess.run(
        [*pip, "install", *options, "--requirement", str(LOCK)],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
    )
    if done.returncode != 0:
        sys.exit(
            "The packages couldn't be installed; pip says why above. The package index has to be\n"
            "within reach, and every package needs a wheel for this Python and this machine."
        )


def link_project() -> None:
    """Let .venv import this folder and give it the command `homeroom`.

    What an editable install does, without fetching a build tool that the lock doesn't pin.
    """
    for site in VENV.glob("lib/python3*/site-packages"):
        write(site / "homeroom.pth", f"{ROOT}\n", 0o644)
    write(HOMEROOM, LAUNCHER, 0o755)


def write(path: Path, text: str, mode: int) -> None:
    """Write a file, unless it says so already."""
    if not path.exists() or path.read_text() != text:
        path.write_text(text)
        path.chmod(mode)


def say(line: str) -> None:
    """Tell the person at the keyboard."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
