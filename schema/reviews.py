"""Declared: reviews of access that were done."""

from hub.models import reviews as kept
from schema.declared import column, planned, to_one
from schema.withheld import Node


@planned(kept.DoneReview, "drv", order=("quarter_starts_on",))
class DoneReview(Node):
    """That somebody went through who can read what is delicate at a school (slice RVW; P-43)."""

    quarter_starts_on = column("The first day of the quarter of which it is the review.")
    reviewed_on = column("The day on which it was done.")
    to_change = column(
        "Of how many people somebody has to end or change a post, class or caseload."
    )
    note = column("What was found, without names; null where nothing was said.")
    school = to_one("school_id", "The school.")
    reviewer = to_one("reviewed_by", "Who did it.")
