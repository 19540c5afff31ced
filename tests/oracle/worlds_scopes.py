"""What the people of a world saved to ask it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.oracle.drawing import Draw


def scopes(draw: Draw) -> None:
    """Some questions of whoever is on staff."""
    for _ in range(draw.dice.randint(2, 4)):
        draw.must(
            "saved_scope",
            staff_id=draw.one(*draw.rows["staff_member"])["id"],
            name=draw.word(),
            grade_level=draw.one(None, 0, 9),
            school_id=draw.one(None, *(each["id"] for each in draw.rows["school"])),
            sorted_by=draw.one(None, "NAME", "GRADE_DESCENDING"),
            saved_at=draw.moment(-86_400, -60),
        )
