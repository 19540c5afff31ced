"""Declared: opening a record in an emergency, and looking into it."""

from resolvers.mutations import openings
from schema.mutations.declared import VERSION, Shown, change

change(
    openings.open_record,
    "Open a student's conditions, medication and visits to the health office in an emergency, for "
    "an hour (rows 12-14; P-12). It is on record at once, each reading too, and the nurse lead "
    "and the privacy officer are told.",
    Shown("student", "Student", "The student, as you may read them for that hour."),
    student_id="Whose record.",
    emergency="What kind of emergency it is.",
    reason="What is happening, in 20 characters or more.",
)
change(
    openings.review_opening,
    "Say that an opening in an emergency was looked into (P-12).",
    Shown("breakGlass", "BreakGlass", "The opening, as you may read it."),
    id="The opening.",
    version=VERSION,
    reason="What was found, for whoever asks later.",
)
