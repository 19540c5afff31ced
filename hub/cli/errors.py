"""What a command can't do."""

from __future__ import annotations


class CommandRefused(Exception):
    """A command that can't be done; the message says why, and what would help."""
