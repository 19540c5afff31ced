"""Declared: rolls, scores and marks, of a whole section in one call."""

from resolvers.mutations import grades
from schema.mutations.declared import VERSION, Shown, change, row

SECTION = Shown("section", "Section", "The section, as you may read it.")

row(
    grades.Absence,
    student_id="Who.",
    status="How they were not there as planned.",
    reason="Why; the office enters it. Left out, what is recorded stays.",
    note="What is said about it. Left out, what is recorded stays.",
)
change(
    grades.take_attendance,
    "Take a section's roll, or take it again: whoever is not listed was present (row 25; ATT-4). "
    "Rows that you may write are, the others come back.",
    SECTION,
    section_id="Whose roll it is.",
    absences="Who was not there as planned.",
    day="The day: today, unless it is said.",
    reason="Why a roll of long ago changes (ATT-10).",
)
row(
    grades.ScoreOf,
    student_id="Whose score it is.",
    points="The points; left out where there are none.",
    missing="Whether the work was not handed in.",
    version="The version that you have read, if you have: the row comes back if it has changed.",
)
change(
    grades.enter_scores,
    "Enter scores of an assignment (row 28). Rows that you may write are, the others come back.",
    SECTION,
    assignment_id="The work that was set.",
    scores="The scores, a row for each student.",
)
row(grades.MarkOf, student_id="Whose mark it is.", value="The mark, as in A- or P.")
change(
    grades.post_marks,
    "Post the marks of a section (row 29; CR-11). Rows that you may write are, the others come "
    "back.",
    SECTION,
    section_id="The section.",
    marks="The marks, a row for each student.",
    term_id="The term: the section's own, unless it is said.",
)
change(
    grades.correct_mark,
    "Correct a posted mark as a new version, on a ground that the law knows (row 29; EC 49066).",
    Shown("mark", "Mark", "The new version, as you may read it."),
    id="The mark that was posted.",
    version=VERSION,
    value="What it should have been.",
    ground="On which ground.",
    reason="What happened, for whoever asks later.",
)
