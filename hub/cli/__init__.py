"""The command line: `homeroom COMMAND`, whose entry point is `main`."""

from __future__ import annotations

from hub.cli.commands import app


def main() -> None:
    """Run one command and end with its exit code: 0 done, 1 refused, 2 not understood."""
    app(prog_name="homeroom")


__all__ = ["app", "main"]
