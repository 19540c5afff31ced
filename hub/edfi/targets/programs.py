"""Targets: support programs, learners of English, 504 plans, meals, buses, and assessments."""

from __future__ import annotations

from hub.edfi.target import Check, Link, Target
from hub.edfi.targets.families import BEGIN, STUDENT

_KEY = "e.student, replace(e.program, '/', '%2F'), e.starts_on"
_ORDER = Check("dates_out_of_order", "e.ends_on <= e.starts_on", "EndDate")
_DATES = {"starts_on": "e.starts_on", "ends_on": "e.ends_on"}
_OWN = {"student_id": "k_student.row_id"}


def _support(rows: str, kind: str, unaccompanied: str) -> Target:
    return Target(
        "support_program",
        rows,
        f"concat_ws('/', '{kind}', {_KEY})",
        {**_OWN, "kind": f"'{kind}'", "unaccompanied": unaccompanied, **_DATES},
        {"student": STUDENT},
        checks=(_ORDER,),
    )


TARGETS = (
    _support("migrant", "MIGRANT", "false"),
    _support("homeless", "HOMELESS", "COALESCE(e.unaccompanied, false)"),
    Target(
        "english_learner",
        "english",
        f"concat_ws('/', {_KEY})",
        {**_OWN, "status": "'LEARNER'", **_DATES},
        {"student": STUDENT},
        checks=(_ORDER,),
    ),
    Target(
        "plan_504",
        "section_504",
        f"concat_ws('/', {_KEY})",
        {
            **_OWN,
            "adopted_on": "COALESCE(e.met_on, e.starts_on)",
            "impairment": "COALESCE(e.impairment, 'Not stated')",
            "review_due_on": "(COALESCE(e.met_on, e.starts_on) + interval '3 years')::date",
            **_DATES,
        },
        {"student": STUDENT},
        checks=(
            Check(
                "eligible_without_plan", "e.planned IS NOT TRUE", "AccommodationPlan", "not mapped"
            ),
            _ORDER,
            Check("review_reckoned", "true", "Section504MeetingDate", "doubtful"),
        ),
    ),
    Target(
        "meal_benefit",
        "(SELECT m.*, each.benefit FROM edfi_meals m LEFT JOIN LATERAL "
        "unnest(m.benefits) AS each(benefit) ON true WHERE m.ok)",
        f"concat_ws('/', {_KEY}, e.benefit)",
        {**_OWN, "benefit": "e.benefit", **_DATES},
        {"student": STUDENT},
        checks=(
            Check(
                "meal_without_benefit",
                "e.benefit IS NULL",
                "SchoolFoodServiceProgramService",
                "not mapped",
            ),
            _ORDER,
        ),
    ),
    Target(
        "transport_assignment",
        "bus",
        "e.student",
        {**_OWN, "route": "e.route", "stop": "'Not stated'"},
        {"student": STUDENT},
        once={"starts_on": BEGIN},
        checks=(
            Check("ride_without_route", "e.route IS NULL", "StudentBusDetails", "not mapped"),
            Check("no_school_year", f"{BEGIN} IS NULL"),
            Check("stop_not_recorded", "true", "StudentBusDetails", "doubtful"),
        ),
    ),
    Target(
        "",
        "assessment",
        "e.key",
        {"title": "e.title", "subjects": "e.subjects"},
        existing="(SELECT id FROM district)",
        entity="assessment",
    ),
    Target(
        "assessment_result",
        "result",
        "concat_ws('/', e.student, e.assessment, replace(e.key, '/', '%2F'))",
        {
            **_OWN,
            "name": "COALESCE(a.title, e.named)",
            "subject": "COALESCE(NULLIF(array_to_string(a.subjects, ', '), ''), 'Not stated')",
            "taken_on": "e.taken_on",
            "scale_score": "e.score",
        },
        {
            "student": STUDENT,
            "assessment": Link("assessment", "e.assessment", needed=False),
        },
        joins="LEFT JOIN edfi_assessment a ON a.ok AND a.key = e.assessment",
        checks=(
            Check(
                "dangling_reference",
                "k_assessment.row_id IS NULL",
                "AssessmentReference",
                "doubtful",
            ),
            Check("score_not_recorded", "e.score IS NULL", "ScoreResult", "doubtful"),
        ),
    ),
)
"""Being eligible under section 504 is no plan. A plan is reviewed after three years at the latest,
as a reevaluation is (34 CFR 104.35(d), 300.303); the files name no day."""
