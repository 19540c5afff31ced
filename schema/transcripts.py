"""Declared: course history as it was posted, and results of assessments."""

from hub.models import transcripts as kept
from schema.declared import column, planned, to_one
from schema.withheld import Node


@planned(kept.TranscriptLine, "tsl", order=("posted_on",))
class TranscriptLine(Node):
    """One course in a student's history, in the words of the day it was posted (slice 30)."""

    school_name = column("Where the course was taken, by its name then.")
    school_year = column("The calendar year in which the school year ended: 2025 for 2024-25.")
    term_name = column("In which part of that year.")
    grade_level = column("The student's grade then: 0 is kindergarten, 12 the last.")
    course_code = column("The course's number in the catalog then.")
    course_title = column("What the course was called then.")
    subject = column("The field of the course.")
    mark = column("The final mark.")
    credit_attempted = column("Credits that the course could earn.")
    credit_earned = column("Credits that this mark earned; sums over lines need the credit rules.")
    college_record = column(
        "Whether it is a college's own record of a dual enrollment, which is the student's alone."
    )
    posted_on = column("The day of posting.")
    equivalence_group = column(
        "Courses with the same word here earn credit once among them (CR-3), as the catalog had it."
    )
    max_completions = column(
        "How many passes earned credit then; 1 where the course was not repeatable (CR-2)."
    )
    school_level = column(
        "In what kind of school it was taken; null where that is not recorded (CR-6)."
    )
    honors = column("Whether it was an honors course, which weighs more in a weighted average.")
    in_average = column("Whether its mark counts in averages (GP-3).")
    in_credit = column("Whether it counts in credits (GP-3).")
    student = to_one("student_id", "Whose course it was.")


@planned(kept.AssessmentResult, "ass", order=("taken_on",))
class AssessmentResult(Node):
    """A result in one assessment (slice 31; in a subject taught 31.subject, the level 31.level)."""

    name = column("Which assessment.")
    subject = column("The field that it tests, named as courses name theirs.")
    taken_on = column("The day on which it was taken.")
    scale_score = column("Points on the assessment's own scale; null where it gives none.")
    level = column("The level that these points reach, 1 the lowest; null where none is set.")
    student = to_one("student_id", "Who took it.")
