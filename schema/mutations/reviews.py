"""Declared: saying that a review of access was done."""

from resolvers.mutations import reviews
from schema.mutations.declared import Shown, change

change(
    reviews.record_review,
    "Say that you went through who can read what is delicate at a school (`accessReview`; slice "
    "RVW; P-43): as its principal or the privacy officer, once a quarter.",
    Shown("doneReview", "DoneReview", "The review, as you may read it."),
    school_id="The school.",
    to_change="Of how many people somebody has to end or change a post, class or caseload.",
    note="What was found, without names.",
    reason="Why, for whoever asks later.",
)
