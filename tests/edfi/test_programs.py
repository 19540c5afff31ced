"""Programs, meals, buses, assessments and doses come in as far as the files say them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tests.edfi.elements import coded, element, organization_ref, refer, student_ref
from tests.edfi.interchange import district, imported
from tests.oneroster.database import everything, rows

if TYPE_CHECKING:
    from pathlib import Path

    import asyncpg

    from tests.edfi.interchange import Files

BEGIN, END = date(2021, 8, 30), date(2021, 12, 18)


def _program(name: str, student: str, *more: str) -> str:
    return element(
        f"Student{name}ProgramAssociation",
        student_ref(student),
        refer("Program", element("ProgramName", name)),
        element("BeginDate", "2021-08-30"),
        *more,
    )


def _meal(word: str) -> str:
    name = "SchoolFoodServiceProgramService"
    return element(name, coded(name, word))


def _with(records: list[str], **files: list[str]) -> Files:
    made = district()
    made["StudentProgram"] += records
    return made | files


async def _counted(owner: asyncpg.Connection, tmp_path: Path, files: Files, name: str) -> list[int]:
    """Applied, refused and not mapped of one file; the same files again change nothing."""
    report = await imported(owner, tmp_path, files)
    kept = await everything(owner)
    again = await imported(owner, tmp_path, files)
    assert await everything(owner) == kept
    assert sum(each.applied for each in again.files) == 0
    counts = {each.file: each for each in report.files}[f"{name}.xml"]
    assert counts.read == counts.applied + counts.refused + counts.not_mapped
    return [counts.applied, counts.refused, counts.not_mapped]


async def test_support_programs_and_learners_of_english_hold_on_their_dates(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    files = _with(
        [
            _program("MigrantEducation", "500", element("EndDate", "2021-12-17")),
            _program("Homeless", "501", element("HomelessUnaccompaniedYouth", "true")),
            _program("LanguageInstruction", "502"),
            _program("LanguageInstruction", "503", element("EndDate", "2021-08-01")),
        ]
    )
    assert await _counted(owner, tmp_path, files, "StudentProgram") == [4, 1, 1]
    of = "JOIN student s ON s.id = student_id ORDER BY s.sort_name, kind"
    assert await rows(
        owner, f"SELECT kind, unaccompanied, starts_on, ends_on FROM support_program {of}"
    ) == [
        ("MIGRANT", False, BEGIN, END),
        ("HOMELESS", True, BEGIN, None),
    ]
    assert await rows(owner, "SELECT status, level, starts_on FROM english_learner") == [
        ("LEARNER", None, BEGIN)
    ]


async def test_a_504_plan_is_kept_where_there_is_one_and_eligibility_alone_is_none(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    eligible = coded("Section504Disability", "Dyslexia"), element("AccommodationPlan", "false")
    planned = (
        element("AccommodationPlan", "true"),
        element("Section504MeetingDate", "2021-09-15"),
        coded("Section504Disability", "Dyslexia"),
    )
    files = _with(
        [_program("Section504", "500", *planned), _program("Section504", "501", *eligible)]
    )
    assert await _counted(owner, tmp_path, files, "StudentProgram") == [2, 0, 2]
    assert await rows(owner, "SELECT adopted_on, impairment, review_due_on FROM plan_504") == [
        (date(2021, 9, 15), "Dyslexia", date(2024, 9, 15))
    ]


async def test_a_meal_benefit_is_free_or_reduced_and_the_full_price_is_none(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    files = _with(
        [
            _program("SchoolFoodService", "500", _meal("Free Lunch"), _meal("Free Breakfast")),
            _program("SchoolFoodService", "501", _meal("Reduced Price Lunch")),
            _program("SchoolFoodService", "502", _meal("Full Price Lunch")),
            _program("SchoolFoodService", "503"),
        ]
    )
    assert await _counted(owner, tmp_path, files, "StudentProgram") == [3, 0, 3]
    assert await rows(owner, "SELECT benefit FROM meal_benefit ORDER BY 1") == [
        ("FREE",),
        ("REDUCED",),
    ]


async def test_a_ride_has_a_route_and_says_that_its_stop_is_not_recorded(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    rides = [
        element(
            "StudentTransportation",
            student_ref(student),
            refer(
                "TransportationEducationOrganization",
                element("EducationOrganizationId", "9"),
                identity="EducationOrganization",
            ),
            *bus,
        )
        for student, *bus in (
            ("500", element("StudentBusDetails", element("BusNumber", "7"))),
            ("501", element("StudentBusDetails", coded("BusRoute", "R2"))),
            ("502",),
        )
    ]
    files = _with([], StudentTransportation=rides)
    assert await _counted(owner, tmp_path, files, "StudentTransportation") == [2, 0, 1]
    found = await rows(owner, "SELECT route, stop FROM transport_assignment ORDER BY 1")
    assert found == [("7", "Not stated"), ("R2", "Not stated")]
    noted = "SELECT severity, count(*) FROM finding WHERE rule = 'stop_not_recorded' GROUP BY 1"
    assert await rows(owner, noted) == [("NOTICE", 2)]


async def test_a_result_is_named_by_its_assessment(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    key = element("AssessmentIdentifier", "ACT"), element("Namespace", "uri://x/Assessment")
    taken = element(
        "StudentAssessment",
        element("StudentAssessmentIdentifier", "1"),
        element("AdministrationDate", "2021-12-01T16:00:00"),
        element(
            "ScoreResult",
            element("Result", "B"),
            coded("AssessmentReportingMethod", "Letter grade/mark"),
        ),
        element(
            "ScoreResult",
            element("Result", "27"),
            coded("AssessmentReportingMethod", "Composite Score"),
        ),
        student_ref("500"),
        refer("Assessment", *key),
    )
    known = element(
        "Assessment",
        *key,
        element("AssessmentTitle", "The ACT"),
        coded("AcademicSubject", "Reading"),
    )
    files = _with([], AssessmentMetadata=[known], StudentAssessment=[taken])
    assert await _counted(owner, tmp_path, files, "StudentAssessment") == [1, 0, 0]
    result = "SELECT name, subject, taken_on, scale_score, level FROM assessment_result"
    assert await rows(owner, result) == [("The ACT", "Reading", date(2021, 12, 1), 27, None)]


async def test_a_dose_without_a_readable_day_is_said_and_costs_itself_only(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    def vaccine(word: str, *days: str) -> str:
        given = (element("ImmunizationDate", day) for day in days)
        return element("RequiredImmunization", coded("ImmunizationType", word), *given)

    doses = vaccine("MMR", "2010-01-02"), vaccine("IPV"), vaccine("VAR", "02/03/2010")
    record = element("StudentHealth", student_ref("501"), organization_ref("9"), *doses)
    files = _with([], StudentHealth=[record])
    assert await _counted(owner, tmp_path, files, "StudentHealth") == [1, 0, 0]
    assert await rows(owner, "SELECT vaccine FROM immunization") == [("MMR",)]
    said = "SELECT rule, file, line, field FROM finding WHERE file = 'StudentHealth.xml' ORDER BY 1"
    path = "StudentHealth/RequiredImmunization"
    assert await rows(owner, said) == [
        ("date_unreadable", "StudentHealth.xml", 3, path),
        ("dose_without_date", "StudentHealth.xml", 3, path),
    ]
