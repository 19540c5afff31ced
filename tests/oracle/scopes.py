"""What somebody on staff saved to ask it again (S8): theirs, and nobody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.oracle.reading import Grant
from tests.oracle.specification import parts_of

if TYPE_CHECKING:
    from tests.oracle.facts import Facts
    from tests.oracle.reading import Sheet

REACHES = ("STAFF of saved scopes",)


def show_scopes(facts: Facts, sheet: Sheet) -> None:
    """Whoever holds a post now reads what they saved; they write the same."""
    if not facts.is_staff_now:
        return
    (part,) = parts_of("S8")
    for row in facts.rows("saved_scope"):
        if facts.me(row["staff_id"]):
            facts.draw("relation STAFF of saved scopes")
            sheet.show("saved_scope", row, Grant("STAFF", "S8"), part.columns)
