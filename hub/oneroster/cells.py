"""Guarding cells against spreadsheets, which run a cell that begins like a formula.

On the way out such a value gets an apostrophe in front of it, and on the way in the apostrophe
goes: what was written comes back. What comes in as a formula without one is refused.
"""

from __future__ import annotations

import re

_RISKY = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_FORMULA = re.compile(r"[=@].|[+\-].*(?:[|!=]|[A-Za-z]\w*\()", re.DOTALL)


def guarded(value: str) -> str:
    """The value as a cell that no spreadsheet runs; `unguarded` gives it back."""
    return f"'{value}" if _RISKY.match(value) else value


def unguarded(cell: str) -> str:
    """The value that a guarded cell stands for."""
    return cell[1:] if _GUARDED.match(cell) else cell


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would run the cell; a telephone number's + and a minus don't count."""
    return _FORMULA.match(cell) is not None
