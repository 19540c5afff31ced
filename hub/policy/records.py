"""The slices of records: health, special education, behavior, learning."""

from __future__ import annotations

from hub.models import behavior, grades, health, ieps, schedules, sections, students
from hub.models.enrollment import Caseload, SupportProgram
from hub.policy import plans, terms
from hub.policy.slices import Slice, only, rows, whole

ROLL = "section_id day status school_year"
CONSENTED = "section_id consented_on withdrawn_on decision decided_on decided_by"
ORDERED = "drug dose route due_at starts_on ends_on"

_PLANS = (health.Condition, health.CarePlan, health.CarePlanPart)
_AUTHORED = (
    ("11", health.HealthAlert),
    ("12", health.Condition, health.CarePlan),
    ("13", health.MedicationOrder, health.MedicationAdministration),
    ("14", health.HealthVisit),
    ("15", health.Immunization),
)

_IMMUNIZATIONS = whole(health.Immunization, health.ImmunizationExemption)
_STATUS = (
    only(students.Student, "birth_date grade_level")
    | only(health.Immunization, "vaccine given_on")
    | only(health.ImmunizationExemption, "basis issued_on ends_on")
    | only(SupportProgram, "kind starts_on ends_on")
)

HEALTH = (
    Slice("11", "Actionable health alert", whole(health.HealthAlert)),
    Slice(
        "11.dietary",
        "Alerts about food",
        whole(health.HealthAlert),
        rows(terms.dietary, health.HealthAlert),
    ),
    Slice("12", "Conditions and care plans", whole(*_PLANS, health.CarePlanTraining)),
    Slice(
        "12.open",
        "Conditions and care plans, except confidential services",
        whole(*_PLANS),
        {
            "condition": terms.open_to_guardians,
            "care_plan": terms.open_plan,
            "care_plan_part": terms.open_part,
        },
    ),
    Slice(
        "12.iep",
        "Conditions linked to the IEP",
        whole(health.Condition),
        rows(terms.linked_to_iep, health.Condition),
    ),
    Slice(
        "12.part",
        "The part of a plan assigned to the viewer",
        whole(health.CarePlanPart),
        rows(terms.assigned_to_me, health.CarePlanPart),
    ),
    Slice("12.action", "Actions of a plan", only(health.CarePlanPart, "action care_plan_id")),
    Slice(
        "12.trained",
        "Plans on which the viewer is trained, with their condition",
        whole(*_PLANS),
        {
            "condition": terms.trained_condition,
            "care_plan": terms.trained_plan,
            "care_plan_part": terms.trained_part,
        },
    ),
    Slice(
        "13",
        "Medication orders and log",
        whole(health.MedicationOrder, health.MedicationAdministration),
    ),
    Slice(
        "13.open",
        "Medication, except confidential services",
        whole(health.MedicationOrder, health.MedicationAdministration),
        {
            "medication_order": terms.open_to_guardians,
            "medication_administration": terms.open_administration,
        },
    ),
    Slice(
        "13.today",
        "Today's medication orders: drug, dose, route, time",
        only(health.MedicationOrder, ORDERED),
        rows(terms.dated_now, health.MedicationOrder),
    ),
    Slice("13.log", "Medication log", whole(health.MedicationAdministration)),
    Slice("14", "Visits to the nurse", whole(health.HealthVisit)),
    Slice(
        "14.times",
        "When the student was with the nurse",
        only(health.HealthVisit, "arrived_at left_at"),
    ),
    Slice(
        "14.open",
        "Visits, except confidential services",
        whole(health.HealthVisit),
        rows(terms.open_to_guardians, health.HealthVisit),
    ),
    Slice("15", "Immunization doses and exemptions", _IMMUNIZATIONS),
    Slice(
        "15.open",
        "Immunization doses, except confidential services",
        _IMMUNIZATIONS,
        rows(terms.open_to_guardians, health.Immunization),
    ),
    Slice("16", "Immunization status", _STATUS, within="16"),
    Slice(
        "16.open",
        "Immunization status, by doses except confidential services",
        _STATUS,
        rows(terms.open_to_guardians, health.Immunization),
        within="16",
    ),
    Slice("SCR", "Screenings", whole(health.Screening)),
    Slice(
        "SCR.outcome",
        "What a screening found, without notes",
        only(health.Screening, "kind screened_on outcome"),
    ),
    *(
        Slice(
            f"{number}.authored",
            "What the viewer wrote",
            whole(*models),
            rows(terms.entered_by_me, *models),
        )
        for number, *models in _AUTHORED
    ),
)

_IN_EFFECT = {
    "iep": plans.iep_in_effect,
    "iep_service": plans.service_in_effect,
    "iep_goal": plans.goal_in_effect,
}

SPECIAL_EDUCATION = (
    Slice(
        "17",
        "IEP at a glance: accommodations, responsibilities, behavior plan steps",
        whole(ieps.IepSupport, ieps.IepAcknowledgement),
        rows(plans.of_iep_in_effect, ieps.IepSupport),
    ),
    Slice(
        "17.accommodations",
        "Accommodations",
        whole(ieps.IepSupport),
        rows(plans.accommodation, ieps.IepSupport),
    ),
    Slice(
        "17.health",
        "Supports in the field of health",
        whole(ieps.IepSupport),
        rows(plans.health_support, ieps.IepSupport),
    ),
    Slice(
        "17.team",
        "Case manager, aides and team",
        whole(Caseload, ieps.IepTeamMember),
        rows(terms.special_education_row, Caseload),
    ),
    Slice(
        "17.case",
        "Whose case a student is",
        whole(Caseload),
        rows(terms.special_education_row, Caseload),
    ),
    Slice(
        "17.word",
        "The viewer's own word that they know their part of the IEP in effect",
        whole(ieps.IepAcknowledgement),
        rows(plans.my_word, ieps.IepAcknowledgement),
    ),
    Slice(
        "18",
        "IEP in full",
        whole(ieps.Iep, ieps.IepService, ieps.IepGoal, ieps.ServiceSession, ieps.IepSupport),
    ),
    Slice(
        "18.plan",
        "Versions of an IEP with what they say",
        whole(ieps.Iep, ieps.IepService, ieps.IepGoal, ieps.IepSupport),
    ),
    Slice(
        "18.in_effect",
        "The IEP in effect",
        whole(ieps.Iep, ieps.IepService, ieps.IepGoal),
        dict(_IN_EFFECT),
    ),
    Slice(
        "18.delivered",
        "Services that the viewer delivers, and their goals",
        whole(ieps.IepService, ieps.IepGoal),
        {"iep_service": plans.delivered_by_me, "iep_goal": plans.goal_of_my_service},
    ),
    Slice(
        "18.sessions",
        "Sessions that the viewer gave, or should have",
        whole(ieps.ServiceSession),
        rows(plans.provided_by_me, ieps.ServiceSession),
    ),
    Slice(
        "18.health",
        "Services and goals in the field of health",
        whole(ieps.IepService, ieps.IepGoal),
        rows(terms.health_area, ieps.IepService, ieps.IepGoal),
    ),
    Slice("19", "Evaluations and referrals", whole(ieps.Evaluation)),
    Slice("19.status", "Field and status of evaluations", only(ieps.Evaluation, "area status")),
    Slice(
        "19.own",
        "The viewer's own evaluations",
        whole(ieps.Evaluation),
        rows(terms.evaluated_by_me, ieps.Evaluation),
    ),
    Slice(
        "19.health",
        "Evaluations in the field of health",
        whole(ieps.Evaluation),
        rows(terms.health_area, ieps.Evaluation),
    ),
)

BEHAVIOR = (
    Slice(
        "20",
        "Incident",
        whole(behavior.Incident, behavior.IncidentParticipation, behavior.IncidentRelease),
    ),
    Slice(
        "20.reported",
        "An incident that the viewer reported",
        whole(behavior.Incident, behavior.IncidentParticipation),
        {
            "incident": terms.reported_by_me,
            "incident_participation": terms.of_incident_reported_by_me,
        },
    ),
    Slice(
        "20.report",
        "What the viewer reports",
        only(behavior.Incident, "school_id occurred_on location category description reported_by"),
        {"incident": terms.reported_by_me},
    ),
    Slice(
        "20.party",
        "Who took part in what the viewer reports",
        whole(behavior.IncidentParticipation),
        {"incident_participation": terms.of_incident_reported_by_me},
    ),
    Slice(
        "20.family",
        "Incident without its place",
        only(behavior.Incident, "occurred_on category status reported_by")
        | whole(behavior.IncidentParticipation, behavior.IncidentRelease),
    ),
    Slice(
        "20.place",
        "Where an incident was, and its account",
        only(behavior.Incident, "school_id location description"),
    ),
    Slice("21", "Behavior history", whole(behavior.IncidentAction)),
)

LEARNING = (
    Slice("25", "Attendance", only(grades.AttendanceEvent, ROLL)),
    Slice(
        "25.today",
        "Today's attendance",
        only(grades.AttendanceEvent, ROLL),
        rows(terms.on_this_day, grades.AttendanceEvent),
    ),
    Slice("26", "Reasons of absence", only(grades.AttendanceEvent, "reason note")),
    Slice(
        "26.health",
        "Reasons of absence that concern the nurse",
        only(grades.AttendanceEvent, f"{ROLL} reason note"),
        rows(terms.health_reason, grades.AttendanceEvent),
    ),
    Slice(
        "26.open",
        "Reasons of absence, except confidential services",
        only(grades.AttendanceEvent, "reason note"),
        rows(terms.reason_open_to_guardians, grades.AttendanceEvent),
        silent=True,
    ),
    Slice("27", "Schedule", whole(sections.SectionEnrollment)),
    Slice(
        "27.now",
        "Where the student is today",
        only(sections.SectionEnrollment, "section_id"),
        rows(terms.dated_now, sections.SectionEnrollment),
    ),
    Slice(
        "27.day",
        "Own bell schedule, and consent to periods without content",
        whole(schedules.StudentBellSchedule) | only(schedules.PeriodConsent, CONSENTED),
    ),
    Slice(
        "27.paper",
        "Who signed such a consent, and where the paper is",
        only(schedules.PeriodConsent, "signed_by paper"),
    ),
    Slice(
        "27.bell",
        "Which bell schedule of their school a student follows as their own",
        only(schedules.StudentBellSchedule, "bell_schedule_id starts_on ends_on"),
    ),
    Slice(
        "27.consent",
        "What is recorded of a consent to a period without content",
        only(schedules.PeriodConsent, "section_id consented_on signed_by paper withdrawn_on"),
    ),
    Slice(
        "27.approval",
        "What is decided of a period without content",
        only(schedules.PeriodConsent, "decision"),
    ),
    Slice("28", "Scores", whole(grades.Score)),
    Slice(
        "28.family",
        "Scores without their section",
        only(grades.Score, "school_year points missing"),
    ),
    Slice("28.place", "The section of a score", only(grades.Score, "section_id assignment_id")),
    Slice("29", "Posted marks", whole(grades.Mark)),
    Slice(
        "29.family",
        "Posted marks without their section",
        only(
            grades.Mark,
            "term_id school_year value version posted_at superseded_at reason",
        ),
    ),
    Slice("29.place", "The section of a mark", only(grades.Mark, "section_id")),
)
