"""Rows of reviews of access: most schools did that of the last quarter, and one did none."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hub.models.codes import PostRole
from hub.models.reviews import DoneReview
from hub.quarters import quarter_before, quarter_of

if TYPE_CHECKING:
    from hub.district.town import Town

BEFORE_ITS_END = timedelta(days=12)


def write(town: Town) -> None:
    """Add the review of the last quarter of each school but the first one."""
    ends = quarter_of(town.calendar.today)
    for number, school in enumerate(town.schools[1:]):
        town.rows.add(
            DoneReview,
            school_id=school.id,
            quarter_starts_on=quarter_before(ends),
            reviewed_on=ends - BEFORE_ITS_END,
            reviewed_by=school.holding(PostRole.PRINCIPAL)[0].id,
            to_change=number % 3,
            note="Substitutes whose days are over." if number % 3 else None,
        )
