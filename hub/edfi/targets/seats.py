"""Targets: who is enrolled where, sits in which section, was absent, and scored what."""

from __future__ import annotations

from hub.edfi.codes import ATTENDANCE, PRESENT
from hub.edfi.target import Check, Link, Target
from hub.edfi.targets.families import STUDENT
from hub.edfi.targets.staff import SECTION

_WORD = "split_part(e.category, '#', 2)"


def _listed(words: object) -> str:
    return "(" + ", ".join(f"'{word}'" for word in sorted(words)) + ")"  # type: ignore[call-overload]


_STATUS = (
    f"CASE {_WORD} "
    + " ".join(
        f"WHEN '{word}' THEN '{status}'" for word, status in (ATTENDANCE.words or {}).items()
    )
    + " END"
)
_CATEGORIES = (
    "tardy",
    "absent excused",
    "absent unexcused",
    "excused absence",
    "unexcused absence",
)
_MISPLACED = f"lower(e.reason) IN {_listed(_CATEGORIES)}"
"""A category where a reason belongs."""

_SECTION_EVIDENCE = (
    "SELECT n, student, section FROM edfi_section_attendance WHERE ok UNION ALL "
    "SELECT g.n, g.student, b.section FROM edfi_gradebook_score g "
    "JOIN edfi_gradebook_entry b ON b.key = g.entry WHERE g.ok"
)
_SCHOOL_EVIDENCE = (
    "SELECT a.n, a.student, a.school, t.starts_on, t.ends_on, y.year FROM edfi_school_attendance a "
    "JOIN source_row k ON k.source = 'edfi' AND k.entity = 'session' AND k.sourced_id = a.session "
    "JOIN term t ON t.id = k.row_id JOIN school_year y ON y.id = t.school_year_id WHERE a.ok "
    "UNION ALL SELECT s.n, s.student, k2.sourced_id, c.starts_on, c.ends_on, y.year "
    f"FROM ({_SECTION_EVIDENCE}) s JOIN source_row k ON k.source = 'edfi' "
    "AND k.entity = 'section' AND k.sourced_id = s.section JOIN section c ON c.id = k.row_id "
    "JOIN source_row k2 ON k2.source = 'edfi' AND k2.entity = 'school' AND k2.row_id = c.school_id "
    "JOIN term t ON t.id = c.term_id JOIN school_year y ON y.id = t.school_year_id "
    "UNION ALL SELECT r.n, r.student, r.school, r.starts_on, y.ends_on, y.year "
    "FROM edfi_registration r JOIN school_year y "
    "ON daterange(y.starts_on, y.ends_on) @> r.starts_on WHERE r.ok"
)

TARGETS = (
    Target(
        "school_enrollment",
        "student_school",
        "concat_ws('/', e.student, e.school, e.starts_on)",
        {
            "student_id": "k_student.row_id",
            "school_id": "k_school.row_id",
            "school_year": "COALESCE((SELECT min(year) FROM school_year y WHERE "
            "y.ends_on > e.starts_on), extract(year FROM e.starts_on + 150)::integer)",
            "grade_level": "e.grade",
            "is_primary": "COALESCE(e.is_primary, NOT EXISTS (SELECT FROM edfi_student_school o "
            "WHERE o.ok AND o.student = e.student AND o.n <> e.n AND daterange(o.starts_on, "
            "GREATEST(o.ends_on, o.starts_on)) && daterange(e.starts_on, "
            "GREATEST(e.ends_on, e.starts_on))))",
            "starts_on": "e.starts_on",
            "ends_on": "e.ends_on",
            "entry_code": "e.entry_code",
            "exit_reason": "e.exit_reason",
        },
        {
            "student": STUDENT,
            "school": Link("school", "e.school", "SchoolReference", "school"),
        },
        checks=(
            Check("dates_out_of_order", "e.ends_on <= e.starts_on", "ExitWithdrawDate"),
            Check("grade_not_recorded", "e.grade IS NULL", "EntryGradeLevel", "doubtful"),
        ),
    ),
    Target(
        "school_enrollment",
        f"(SELECT min(v.n) AS n, v.student, v.school, v.year, min(v.starts_on) AS starts_on, "
        f"max(v.ends_on) AS ends_on, count(*) OVER (PARTITION BY v.student, v.year) AS schools "
        f"FROM ({_SCHOOL_EVIDENCE}) v WHERE NOT EXISTS (SELECT FROM edfi_student_school s "
        "WHERE s.ok AND s.student = v.student) GROUP BY v.student, v.school, v.year)",
        "concat_ws('/', 'inferred', e.student, e.school, e.year)",
        {
            "student_id": "k_student.row_id",
            "school_id": "k_school.row_id",
            "school_year": "e.year",
            "is_primary": "e.schools = 1",
            "starts_on": "e.starts_on",
            "ends_on": "e.ends_on",
        },
        {"student": STUDENT, "school": Link("school", "e.school")},
        checks=(Check("enrollment_inferred", "true", "", "doubtful"),),
        main=False,
        inferred=True,
    ),
    Target(
        "section_enrollment",
        "student_section",
        "concat_ws('/', e.student, e.section, e.starts_on)",
        {
            "section_id": "section.id",
            "student_id": "k_student.row_id",
            "school_year": "school_year.year",
            "starts_on": "GREATEST(e.starts_on, section.starts_on)",
            "ends_on": "LEAST(COALESCE(e.ends_on, section.ends_on), section.ends_on)",
        },
        {"student": STUDENT, "section": SECTION},
        joins="LEFT JOIN section ON section.id = k_section.row_id "
        "LEFT JOIN term ON term.id = section.term_id "
        "LEFT JOIN school_year ON school_year.id = term.school_year_id",
        checks=(
            Check("dates_out_of_order", "e.ends_on <= e.starts_on", "EndDate"),
            Check(
                "dates_outside_class",
                "e.ends_on <= section.starts_on OR e.starts_on >= section.ends_on",
                "BeginDate",
            ),
        ),
    ),
    Target(
        "section_enrollment",
        f"(SELECT min(n) AS n, v.student, v.section FROM ({_SECTION_EVIDENCE}) v "
        "WHERE NOT EXISTS (SELECT FROM edfi_student_section s WHERE s.ok "
        "AND s.student = v.student AND s.section = v.section) GROUP BY v.student, v.section)",
        "concat_ws('/', 'inferred', e.student, e.section)",
        {
            "section_id": "section.id",
            "student_id": "k_student.row_id",
            "school_year": "school_year.year",
            "starts_on": "section.starts_on",
            "ends_on": "section.ends_on",
        },
        {"student": STUDENT, "section": SECTION},
        joins="LEFT JOIN section ON section.id = k_section.row_id "
        "LEFT JOIN term ON term.id = section.term_id "
        "LEFT JOIN school_year ON school_year.id = term.school_year_id",
        checks=(Check("seat_inferred", "true", "", "doubtful"),),
        main=False,
        inferred=True,
    ),
    Target(
        "attendance_event",
        "section_attendance",
        "concat_ws('/', e.student, e.section, e.day)",
        {
            "student_id": "k_student.row_id",
            "section_id": "section.id",
            "school_year": "school_year.year",
            "day": "e.day",
            "status": _STATUS,
            "reason": f"CASE {_WORD} WHEN 'Unexcused Absence' THEN 'UNEXCUSED' END",
        },
        {"student": STUDENT, "section": SECTION},
        joins="LEFT JOIN section ON section.id = k_section.row_id "
        "LEFT JOIN term ON term.id = section.term_id "
        "LEFT JOIN school_year ON school_year.id = term.school_year_id",
        checks=(
            Check(
                "present_is_no_event",
                f"{_WORD} IN {_listed(PRESENT)}",
                "AttendanceEvent/AttendanceEventCategory",
                "not mapped",
            ),
            Check(
                "code_without_place",
                f"{_STATUS} IS NULL",
                "AttendanceEvent/AttendanceEventCategory",
            ),
            Check(
                "day_outside_class",
                "NOT daterange(section.starts_on, section.ends_on) @> e.day",
                "AttendanceEvent/EventDate",
            ),
            Check(
                "value_in_wrong_column",
                _MISPLACED,
                "AttendanceEvent/AttendanceEventReason",
                "doubtful",
            ),
        ),
    ),
    Target(
        "assignment",
        "gradebook_entry",
        "e.key",
        {
            "section_id": "k_section.row_id",
            "title": "e.title",
            "due_on": "e.due_on",
            "points": "e.points",
        },
        {"section": SECTION},
    ),
    Target(
        "score",
        "gradebook_score",
        "concat_ws('/', e.student, e.entry)",
        {
            "student_id": "k_student.row_id",
            "section_id": "assignment.section_id",
            "assignment_id": "assignment.id",
            "school_year": "school_year.year",
            "points": "e.points",
            "missing": "COALESCE(e.missing, false)",
        },
        {
            "student": STUDENT,
            "entry": Link("assignment", "e.entry", "GradebookEntryReference", "gradebook_entry"),
        },
        joins="LEFT JOIN assignment ON assignment.id = k_entry.row_id "
        "LEFT JOIN section ON section.id = assignment.section_id "
        "LEFT JOIN term ON term.id = section.term_id "
        "LEFT JOIN school_year ON school_year.id = term.school_year_id",
    ),
)
"""Without enrollment files a student is enrolled, and seated, where attendance, scores or a
registration say so: for the sessions, or the section, that they name. The grade stays unsaid."""
