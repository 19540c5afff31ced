"""Change: whoever reviews who can read what is delicate says that it was done (P-43)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from hub.models.reviews import DoneReview
from hub.quarters import quarter_of
from resolvers.mutations.errors import Wrong, refused

if TYPE_CHECKING:
    from resolvers.mutations.work import Work

NO_COUNT = "Nobody or more: it can't be fewer than none."


@dataclass(frozen=True)
class RecordReview:
    """The review of a school in the present quarter: of how many people something has to change."""

    school_id: Annotated[UUID, "School"]
    to_change: int
    note: str | None = None
    reason: str | None = None


async def record_review(work: Work, given: RecordReview) -> UUID:
    """Record that this quarter's review was done (RVW; P-43). The table takes one a quarter."""
    # the table refuses such a count before anybody is told why: whether they may write comes first
    said = {
        "school_id": given.school_id,
        "to_change": max(given.to_change, 0),
        "note": given.note,
    }
    stamped = {
        "quarter_starts_on": quarter_of(work.today),
        "reviewed_on": work.today,
        "reviewed_by": work.viewer.staff_id,
    }
    made = await work.add(DoneReview, said, stamped)
    if given.to_change < 0:
        raise refused("toChange", Wrong.INVALID, NO_COUNT)
    return made
