"""Declared: changes of seats in sections."""

from resolvers.mutations import sections
from schema.mutations.declared import VERSION, Shown, change

SEAT = Shown("sectionEnrollment", "SectionEnrollment", "The seat, as you may read it.")
REASON = "Why, for whoever asks later."

change(
    sections.add_to_section,
    "Give a student a seat in a section, if one is free (row 27; SCH-5, SCH-9).",
    SEAT,
    student_id="Who takes it.",
    section_id="The section.",
    starts_on="The first day: today or the section's first, unless it is said.",
    reason=REASON,
)
change(
    sections.drop_from_section,
    "End a student's seat in a section (row 27; CR-1).",
    SEAT,
    id="The seat.",
    version=VERSION,
    ends_on="The first day on which the student no longer has it: today, unless it is said.",
    reason=REASON,
)
change(
    sections.move_between_sections,
    "End a seat and take one in another section on the same day, both or neither (row 27).",
    SEAT,
    id="The seat that ends.",
    version=VERSION,
    section_id="The section in which the student takes a seat.",
    on="The day: today, unless it is said.",
    reason=REASON,
)
