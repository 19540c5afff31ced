"""A small Ed-Fi district, written by the suite: two schools, two teachers, five students."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hub.edfi import EdfiReport, import_files
from tests.edfi.elements import (
    DATES,
    FALL,
    NAMESPACE,
    SPRING,
    absent,
    assignment,
    coded,
    contact,
    element,
    incident_of,
    link,
    offering_of,
    organization_ref,
    part_of,
    person_ref,
    refer,
    school_of,
    school_ref,
    section_of,
    section_ref,
    session_of,
    special_education,
    staff,
    student,
    student_ref,
    tardy,
    teaches,
)
from tests.oneroster.database import Watched

if TYPE_CHECKING:
    from pathlib import Path

    import asyncpg

TODAY = date(2022, 3, 1)
Files = dict[str, list[str]]


def district() -> Files:
    """The files by name, each a list of records. Every call makes new lists."""
    return {**_places(), **_people(), **_events()}


def _places() -> Files:
    return {
        "EducationOrganization": [
            element(
                "LocalEducationAgency",
                element("NameOfInstitution", "Little Bend ISD"),
                element("LocalEducationAgencyId", "9"),
            ),
            school_of("1", "Little Bend High", "High School"),
            school_of("2", "Little Bend Middle", "Middle School"),
            element("Program", element("ProgramName", "Homeless")),
            element(
                "Course",
                element("CourseCode", "MATH"),
                element("CourseTitle", "Mathematics"),
                coded("AcademicSubject", "Mathematics"),
                organization_ref("1"),
            ),
            element(
                "ClassPeriod",
                school_ref(),
                element("ClassPeriodName", "01"),
                element(
                    "MeetingTime",
                    element("StartTime", "08:35:00"),
                    element("EndTime", "09:25:00"),
                ),
            ),
        ],
        "EducationOrgCalendar": [
            *(session_of(name, school) for name in DATES for school in "12"),
        ],
        "MasterSchedule": [
            *map(offering_of, DATES),
            section_of("MATH-1", SPRING),
            section_of("MATH-0", FALL),
            element(
                "BellSchedule",
                element("BellScheduleName", "Normal"),
                school_ref(),
                refer("ClassPeriod", school_ref(), element("ClassPeriodName", "01")),
            ),
        ],
    }


def _people() -> Files:
    return {
        "StaffAssociation": [
            staff("100", "Ruth", "Park", person_ref("P1")),
            staff("101", "Carl", "Boone"),
            staff("102", "Paula", "Reed"),
            staff("103", "Sam", "Hale"),
            assignment("100", "Teacher"),
            assignment("101", "Counselor"),
            assignment("102", "Principal"),
            assignment("103", "Superintendent", "9"),
            teaches("100"),
        ],
        "Student": [
            student("500", "Ana", "Lopez"),
            student("501", "Ben", "Lopez"),
            student("502", "Cora", "Park"),
            student("503", "Dan", "Ortiz"),
            student("504", "Eve", "Stone"),
        ],
        "Contact": [
            contact("900", "Maria", "Lopez"),
            contact("901", "Ruth", "Park", person_ref("P1")),
            contact("902", "Uma", "Ortiz"),
            link("500", "900", "Mother"),
            link("501", "900", "Mother"),
            link("502", "901", "Mother", element("LegalGuardian", "true")),
            link("503", "902", "Aunt"),
        ],
    }


def _events() -> Files:
    return {
        "StudentSchoolAttendance": [
            absent("500", "2022-01-10"),
            absent("501", "2021-09-10", FALL),
            absent("502", "2022-02-01"),
        ],
        "StudentSectionAttendance": [tardy("500", "2022-02-07")],
        "StudentDiscipline": [
            incident_of(),
            part_of("StudentDisciplineIncidentBehaviorAssociation", "500", "Perpetrator"),
            part_of("StudentDisciplineIncidentNonOffenderAssociation", "502", "Victim"),
        ],
        "StudentHealth": [
            element(
                "StudentHealth",
                student_ref("500"),
                organization_ref("9"),
                element(
                    "RequiredImmunization",
                    coded("ImmunizationType", "MMR"),
                    element("ImmunizationDate", "2009-06-01"),
                    element("ImmunizationDate", "2012-06-01"),
                ),
            )
        ],
        "StudentProgram": [
            special_education("500"),
            element(
                "StudentCTEProgramAssociation",
                student_ref("503"),
                element("BeginDate", "2021-08-30"),
            ),
        ],
    }


def enrollment_files() -> Files:
    """What the Grand Bend copy lacks: enrollment as the standard has it."""
    return {
        "StudentEnrollment": [
            element(
                "StudentSchoolAssociation",
                student_ref("500"),
                school_ref("2"),
                element("EntryDate", "2021-08-23"),
                coded("EntryGradeLevel", "Ninth grade", "GradeLevel"),
            ),
            element(
                "StudentSectionAssociation",
                student_ref("504"),
                section_ref(),
                element("BeginDate", "2022-01-04"),
            ),
            element(
                "StudentEducationOrganizationAssociation",
                student_ref("500"),
                organization_ref("9"),
                coded("Sex", "Female"),
                element("HispanicLatinoEthnicity", "true"),
                coded("Race", "White"),
                coded("Race", "Asian"),
            ),
        ]
    }


def text_of(name: str, records: list[str]) -> str:
    """A file's text."""
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f'{head}<Interchange{name} xmlns="{NAMESPACE}">\n' + "\n".join(
        [*records, f"</Interchange{name}>\n"]
    )


def write(folder: Path, files: Files) -> Path:
    """Write files below a folder, which is made."""
    folder.mkdir(exist_ok=True)
    for name, records in files.items():
        (folder / f"{name}.xml").write_text(text_of(name, records), encoding="utf-8")
    return folder


async def imported(
    owner: asyncpg.Connection, folder: Path, files: Files, today: date | None = TODAY
) -> EdfiReport:
    """Write files and import them."""
    return await import_files(owner, write(folder / "edfi", files), Watched(), today=today)
