"""Declared: undoing what one entered oneself, on the same day."""

from resolvers.mutations import undoing
from schema.mutations.declared import Shown, change

change(
    undoing.undo,
    "Undo what you entered yourself today, as long as nothing was built on it: a health alert, a "
    "visit, a dose, a medication given, an emergency contact, a score, a roll, a report of an "
    "incident. Both stay on record.",
    Shown(
        "student",
        "Student",
        "The student whom it was about, as you may read them; null where it was about several.",
    ),
    id="What you entered: its id, of whatever type.",
    reason="Why, for whoever asks later.",
)
