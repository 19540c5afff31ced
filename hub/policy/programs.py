"""The slices of programs and course history: meals, support, transport, plans, transcripts."""

from __future__ import annotations

from hub.models import enrollment, grades, programs, students, transcripts
from hub.policy import plans, terms
from hub.policy.slices import Slice, only, rows, whole

LINE = (
    "school_year term_name grade_level course_code course_title subject mark credit_attempted "
    "credit_earned college_record posted_on equivalence_group max_completions school_level honors "
    "in_average in_credit"
)

PROGRAMS = (
    Slice("9", "Free and reduced meals", whole(enrollment.MealBenefit)),
    Slice(
        "10",
        "Homeless, foster and migrant students, with their support team",
        whole(enrollment.SupportProgram, enrollment.SupportTeamMember),
    ),
    Slice(
        "10.flag",
        "That a student is supported today, and not as what",
        only(enrollment.SupportProgram, "starts_on ends_on"),
        rows(terms.dated_now, enrollment.SupportProgram),
    ),
    Slice("TRN", "Bus, stop and times", whole(enrollment.TransportAssignment)),
    Slice(
        "TRN.now",
        "Bus, stop and times of today",
        whole(enrollment.TransportAssignment),
        rows(terms.dated_now, enrollment.TransportAssignment),
    ),
    Slice("EL", "English learner: status, level, supports", whole(programs.EnglishLearner)),
    Slice(
        "504",
        "Plan under section 504",
        whole(programs.Plan504, programs.Plan504Accommodation),
    ),
    Slice(
        "504.in_effect",
        "The plan under section 504 in effect",
        whole(programs.Plan504),
        rows(plans.plan_in_effect, programs.Plan504),
    ),
    Slice(
        "504.supports",
        "Accommodations of the plan under section 504 in effect",
        whole(programs.Plan504Accommodation),
        rows(plans.of_plan_in_effect, programs.Plan504Accommodation),
    ),
    Slice(
        "504.health",
        "Accommodations of such a plan in the field of health",
        whole(programs.Plan504Accommodation),
        rows(plans.health_of_plan, programs.Plan504Accommodation),
    ),
)

HISTORY = (
    Slice(
        "30",
        "Transcript",
        whole(transcripts.TranscriptLine),
        rows(terms.of_the_high_school, transcripts.TranscriptLine),
    ),
    Slice(
        "30.family",
        "Transcript without its schools",
        only(transcripts.TranscriptLine, LINE),
        rows(terms.of_the_high_school, transcripts.TranscriptLine),
    ),
    Slice(
        "30.place",
        "The school of a course",
        only(transcripts.TranscriptLine, "school_name"),
        rows(terms.of_the_high_school, transcripts.TranscriptLine),
    ),
    Slice(
        "30.college",
        "A college's own record of a dual enrollment",
        whole(transcripts.TranscriptLine),
        rows(terms.of_the_college, transcripts.TranscriptLine),
    ),
    Slice(
        "34",
        "Former students: transcript",
        whole(transcripts.TranscriptLine),
        rows(terms.of_the_high_school, transcripts.TranscriptLine),
    ),
    Slice(
        "34.record",
        "Former students: what a registrar is asked for",
        only(students.Student, "birth_date")
        | whole(
            students.StudentIdentifier,
            students.FormerName,
            enrollment.SchoolEnrollment,
            grades.Mark,
        ),
    ),
    Slice("31", "Results of assessments", whole(transcripts.AssessmentResult)),
    Slice(
        "31.subject",
        "Results in a subject that the viewer teaches the student",
        whole(transcripts.AssessmentResult),
        rows(terms.of_my_subject, transcripts.AssessmentResult),
    ),
    Slice(
        "31.level",
        "Level reached in an assessment",
        only(transcripts.AssessmentResult, "name subject taken_on level"),
    ),
)
