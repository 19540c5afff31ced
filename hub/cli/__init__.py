"""The command line: `homeroom COMMAND`, whose entry point is `main`."""

from __future__ import annotations

import gc

from hub.cli import hearing, outage, scheduling, signing_in
from hub.cli.commands import app

COLLECT_AFTER = 100_000
"""Objects between two looks for garbage: starting makes a million that stay."""


def main() -> None:
    """Run one command and end with its exit code: 0 done, 1 refused, 2 not understood."""
    gc.set_threshold(COLLECT_AFTER, 50, 100)
    app(prog_name="homeroom")


__all__ = ["app", "hearing", "main", "outage", "scheduling", "signing_in"]
