"""Questions that the district's named people saved, as they would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.models.scope_codes import ScopeOrder
from hub.models.scopes import SavedScope

if TYPE_CHECKING:
    from hub.district.town import Town

SAVED = (
    ("registrar", "Ninth grade", 9, ScopeOrder.NAME),
    ("registrar", "Everybody, the oldest first", None, ScopeOrder.GRADE_DESCENDING),
    ("teacher", "Tenth grade", 10, None),
    ("teacher", "Everybody by grade", None, ScopeOrder.GRADE),
    ("teacher", "Juniors, from the last on", 11, ScopeOrder.NAME_DESCENDING),
)
"""Whose each is, its name, its grade, and its order."""


def write(town: Town) -> None:
    """Write the questions."""
    for key, name, grade, order in SAVED:
        town.rows.add(
            SavedScope,
            staff_id=town.cast.staff[key].id,
            name=name,
            grade_level=grade,
            sorted_by=order,
            saved_at=town.calendar.now,
        )
