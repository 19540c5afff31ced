"""The records that have a place here, as data: programs, meals, buses, and assessments."""

from __future__ import annotations

from hub.edfi import codes, values
from hub.edfi.layout import (
    Field,
    Key,
    Staged,
    organization,
    reference,
    student,
)
from hub.edfi.picks import BUSES, MEALS, SCORES

ASSESSMENT = ("AssessmentIdentifier", "Namespace")


def _program(name: str, table: str, *columns: Field) -> Staged:
    """A student's part in a program, from one day to another."""
    return Staged(
        f"Student{name}ProgramAssociation",
        table,
        (
            student(),
            Field("program", "ProgramReference/ProgramIdentity/ProgramName"),
            Field("starts_on", "BeginDate", values.day, "date", needed=True),
            Field("ends_on", "EndDate", values.day_after, "date", strict=True),
            *columns,
        ),
        ("student", "program", "starts_on"),
    )


_MEALS = _program("SchoolFoodService", "meals")

PROGRAMS = (
    _program("MigrantEducation", "migrant"),
    _program(
        "Homeless",
        "homeless",
        Field("unaccompanied", "HomelessUnaccompaniedYouth", values.flag, "boolean"),
    ),
    _program("LanguageInstruction", "english"),
    _program(
        "Section504",
        "section_504",
        Field("planned", "AccommodationPlan", values.flag, "boolean"),
        Field("impairment", "Section504Disability", codes.TEXT["Section504Disability"].code),
        Field("met_on", "Section504MeetingDate", values.day, "date"),
    ),
    Staged(_MEALS.record, _MEALS.table, (*_MEALS.columns, MEALS), _MEALS.unique),
    Staged(
        "StudentTransportation",
        "bus",
        (
            student(),
            organization(path="TransportationEducationOrganizationReference"),
            BUSES,
        ),
        ("student", "organization"),
    ),
    Staged(
        "Assessment",
        "assessment",
        (
            Key("key", ASSESSMENT),
            Field("title", "AssessmentTitle", needed=True),
            Field(
                "subjects",
                "AcademicSubject",
                codes.TEXT["AcademicSubject"].code,
                "text[]",
                many=True,
            ),
        ),
        ("key",),
    ),
    Staged(
        "StudentAssessment",
        "result",
        (
            Field("key", "StudentAssessmentIdentifier", needed=True),
            student(),
            reference("assessment", "AssessmentReference", *ASSESSMENT),
            Field("named", "AssessmentReference/AssessmentIdentity/AssessmentIdentifier"),
            Field("taken_on", "AdministrationDate", values.day_of, "date", needed=True),
            SCORES,
        ),
        ("key", "student", "assessment"),
    ),
)
