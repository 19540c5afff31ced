"""Targets: incidents with their parts and actions, immunizations, and IEPs."""

from __future__ import annotations

from hub.edfi.target import Check, Link, Target
from hub.edfi.targets.families import STUDENT

INCIDENT = Link("incident", "e.incident", "DisciplineIncidentReference", "incident")
_ENDED = "least(e.program_ends_on, e.exited_on + 1, e.ends_on)"
_NEXT = (
    "min(e.starts_on) OVER (PARTITION BY e.student ORDER BY e.starts_on "
    "RANGE BETWEEN '1 day' FOLLOWING AND UNBOUNDED FOLLOWING)"
)
_SUPERSEDED = f"least({_ENDED}, {_NEXT})"
"""A plan holds until it ends or the student's next one begins."""


def _participation(rows: str, *checks: Check) -> Target:
    return Target(
        "incident_participation",
        rows,
        "concat_ws('/', e.incident, e.student)",
        {
            "incident_id": "k_incident.row_id",
            "student_id": "k_student.row_id",
            "role": "e.role",
        },
        {"student": STUDENT, "incident": INCIDENT},
        checks=checks,
    )


TARGETS = (
    Target(
        "incident",
        "incident",
        "e.key",
        {
            "school_id": "k_school.row_id",
            "occurred_on": "e.day",
            "location": "e.location",
            "category": "COALESCE(e.category, 'Not stated')",
            "status": "CASE WHEN e.category IS NULL THEN 'REPORTED' ELSE 'CLASSIFIED' END",
            "description": "e.description",
            "reported_by": "(SELECT min(k.row_id::text)::uuid FROM edfi_incident_staff r "
            "JOIN source_row k ON k.source = 'edfi' AND k.entity = 'staff_member' "
            "AND k.sourced_id = r.staff WHERE r.ok AND r.incident = e.key "
            "AND EXISTS (SELECT FROM unnest(r.parts) part WHERE part LIKE '%#Reporter'))",
        },
        {"school": Link("school", "e.school", "SchoolReference", "school")},
    ),
    Target(
        "",
        "incident_staff",
        "concat_ws('/', e.incident, e.staff)",
        {"incident": "k_incident.row_id", "parts": "e.parts"},
        {
            "incident": INCIDENT,
            "staff": Link("staff_member", "e.staff", "StaffReference", "staff"),
        },
        existing="k_incident.row_id",
        entity="incident_staff",
        checks=(
            Check(
                "part_of_staff_without_place",
                "NOT EXISTS (SELECT FROM unnest(e.parts) part WHERE part LIKE '%#Reporter')",
                "DisciplineIncidentParticipationCode",
                "not mapped",
            ),
        ),
    ),
    _participation("incident_student"),
    _participation(
        "incident_other",
        Check(
            "second_part",
            "EXISTS (SELECT FROM edfi_incident_student o WHERE o.ok "
            "AND o.student = e.student AND o.incident = e.incident)",
            "DisciplineIncidentParticipationCode",
        ),
    ),
    Target(
        "incident_action",
        "action",
        "concat_ws('/', replace(e.number, '/', '%2F'), e.day, e.student)",
        {
            "incident_id": "k_incident.row_id",
            "student_id": "k_student.row_id",
            "kind": "e.kind",
            "starts_on": "e.day",
            "ordered_days": "e.ordered",
            "actual_days": "e.actual",
        },
        {"student": STUDENT, "incident": INCIDENT},
        joins="LEFT JOIN incident ON incident.id = k_incident.row_id",
        checks=(
            Check(
                "action_before_incident",
                "e.day < incident.occurred_on",
                "DisciplineDate",
                "doubtful",
            ),
            Check(
                "served_above_ordered",
                "e.actual > e.ordered",
                "ActualDisciplineActionLength",
                "doubtful",
            ),
            Check(
                "student_not_in_incident",
                "NOT EXISTS (SELECT FROM incident_participation p "
                "WHERE p.incident_id = incident.id AND p.student_id = k_student.row_id)",
                "StudentReference",
                "doubtful",
            ),
        ),
    ),
    Target(
        "immunization",
        "(SELECT h.n, h.student, h.doses, dose.vaccine, dose.given "
        "FROM (SELECT n, ok, student, vaccines || more_vaccines AS vaccines, "
        "given || more_given AS doses FROM edfi_health) h "
        "CROSS JOIN unnest(h.vaccines, h.doses) AS dose(vaccine, given) WHERE h.ok)",
        "concat_ws('/', e.student, replace(e.vaccine, '/', '%2F'), e.given)",
        {
            "student_id": "k_student.row_id",
            "vaccine": "e.vaccine",
            "given_on": "e.given",
            "source": "'Ed-Fi'",
        },
        {"student": STUDENT},
        checks=(
            Check(
                "given_before_birth",
                "e.given < (SELECT birth_date FROM student WHERE id = k_student.row_id)",
                "RequiredImmunization/ImmunizationDate",
                "doubtful",
            ),
        ),
    ),
    Target(
        "iep",
        "special_education",
        "concat_ws('/', e.student, replace(e.program, '/', '%2F'), e.program_starts_on)",
        {
            "student_id": "k_student.row_id",
            "starts_on": "e.starts_on",
            "consented_on": "e.starts_on",
            "superseded_on": f"CASE WHEN {_SUPERSEDED} IS NOT NULL "
            f"THEN greatest(e.starts_on, {_SUPERSEDED}) END",
            "annual_due_on": "COALESCE(e.reviewed_on + interval '1 year', "
            "e.starts_on + interval '1 year')::date",
            "disability": "e.disability",
            "placement": "e.placement",
        },
        {"student": STUDENT},
        once={
            "version": "COALESCE((SELECT max(version) FROM iep WHERE iep.student_id = "
            "k_student.row_id), 0) + row_number() OVER (PARTITION BY e.student "
            "ORDER BY e.starts_on, e.n)",
        },
        checks=(
            Check("dates_out_of_order", "e.ends_on <= e.starts_on", "IEPEndDate", "doubtful"),
            Check("dates_out_of_order", "e.program_ends_on <= e.program_starts_on", "EndDate"),
            Check(
                "special_education_above_school",
                "e.hours > e.school_hours",
                "SpecialEducationHoursPerWeek",
                "doubtful",
            ),
            Check(
                "two_plans_from_one_day",
                "dense_rank() OVER (PARTITION BY e.student, e.starts_on "
                "ORDER BY e.program, e.program_starts_on) > 1",
                "ProgramReference",
            ),
            Check("consent_reckoned", "true", "IEPBeginDate", "doubtful"),
            Check("disability_not_recorded", "e.disability IS NULL", "Disability", "doubtful"),
        ),
    ),
    Target(
        "iep_service",
        "(SELECT s.n, s.student, s.program, s.program_starts_on, s.starts_on, "
        "least(s.program_ends_on, s.exited_on + 1, s.ends_on) AS ends_on, "
        "service.area, service.provider FROM edfi_special_education s "
        "CROSS JOIN unnest(s.areas, s.providers) AS service(area, provider) WHERE s.ok)",
        "concat_ws('/', e.student, replace(e.program, '/', '%2F'), e.program_starts_on, e.area, "
        "e.provider)",
        {
            "student_id": "k_student.row_id",
            "iep_id": "k_iep.row_id",
            "area": "e.area",
            "provider_id": "k_provider.row_id",
            "starts_on": "e.starts_on",
            "ends_on": "e.ends_on",
        },
        {
            "student": STUDENT,
            "iep": Link(
                "iep",
                "concat_ws('/', e.student, replace(e.program, '/', '%2F'), e.program_starts_on)",
            ),
            "provider": Link(
                "staff_member",
                "e.provider",
                "SpecialEducationProgramService/ServiceProvider/StaffReference",
                "staff",
            ),
        },
        main=False,
    ),
)
