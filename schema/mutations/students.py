"""Declared: new students."""

from resolvers.mutations import students
from schema.mutations.declared import Shown, change

change(
    students.create_student,
    "Enter a student who is new to the district, with their first enrollment, or nothing of it "
    "(rows 1 and 3, slice EH). Where students whom you may read are likely the same, by name and "
    "birth date, nothing is entered and `about` names them, until `lookedAt` holds all of them: "
    "send it without to search. Of students whom you may not read nothing is told, and the data "
    "steward finds out.",
    Shown("student", "Student", "The student, as you may read them."),
    given_name="The legal given name.",
    family_name="The legal family name.",
    birth_date="The day of birth, as the document has it.",
    school_id="The school at which they begin, which answers for them.",
    grade_level="The grade: 0 is kindergarten, 12 the last.",
    entry_code="How the student came, in the district's codes.",
    middle_name="The legal middle name, if there is one.",
    starts_on="The first day: today, unless it is said.",
    looked_at="The students who are likely the same, and are not: you have looked at them.",
)
