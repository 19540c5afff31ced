"""Each named student is the case that the list says: those that broke MiSiS, and Ana."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from hub.district import NamedStudent, named_student, named_students
from tests.district.reading import Reading, Record, holds

if TYPE_CHECKING:
    from uuid import UUID

DAY = timedelta(days=1)


@pytest.fixture(params=["small", "usual"])
def reading(request: pytest.FixtureRequest) -> Reading:
    """Both districts: the cases exist in every one."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Reading)
    return found


def age(student: Record, today: date) -> int:
    """Full years."""
    born: date = student["birth_date"]
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def marks(reading: Reading, key: str, group: str) -> list[tuple[int, Any, str, str]]:
    """A named student's marks in an equivalence group: year, school, course code, value."""
    sections = {row["id"]: row for row in reading["section"]}
    courses = {row["id"]: row for row in reading["course"]}
    found = []
    for mark in reading.where("mark", student_id=reading.student(key)["id"]):
        section = sections[mark["section_id"]]
        course = courses[section["course_id"]]
        if course["equivalence_group"] == group and mark["term_id"] == section["term_id"]:
            found.append((mark["school_year"], section["school_id"], course["code"], mark["value"]))
    return sorted(found)


@pytest.mark.parametrize("case", named_students(), ids=lambda case: case.key)
def test_every_named_student_bears_name_and_grade(reading: Reading, case: NamedStudent) -> None:
    student = reading.student(case.key)
    assert (student["given_name"], student["family_name"]) == (case.given_name, case.family_name)
    assert student["grade_level"] == case.grade


def test_keys_of_named_students_are_unique_and_ana_comes_first() -> None:
    assert len({case.sourced_id for case in named_students()}) == len(named_students())
    assert named_students()[0].name == "Ana Torres"
    with pytest.raises(KeyError, match="two_homes"):
        named_student("nobody")


def test_two_homes_are_two_households_with_different_addresses(reading: Reading) -> None:
    leo = reading.student("two_homes")["id"]
    homes = {row["household_id"] for row in reading.now("household_student", student_id=leo)}
    addresses = reading.now("student_address", student_id=leo, kind="RESIDENCE")
    assert len(homes) == 2
    assert {row["household_id"] for row in addresses} == homes
    assert len({(row["line1"], row["postal_code"]) for row in addresses}) == 2


def test_dropped_class_ended_long_before_its_section(reading: Reading) -> None:
    """CR-1."""
    ben = reading.student("dropped")["id"]
    geometry = reading.seats("student")["Mathematics"]
    seat = reading.one("section_enrollment", student_id=ben, section_id=geometry["id"])
    assert seat["starts_on"] == geometry["starts_on"]
    assert seat["ends_on"] < min(geometry["ends_on"], reading.today - 14 * DAY)
    algebra = reading.seats("dropped")["Mathematics"]
    assert algebra["title"] == "Honors Algebra 2 A"
    taken = reading.one("section_enrollment", student_id=ben, section_id=algebra["id"])
    assert taken["starts_on"] == seat["ends_on"]
    posted = reading.where("mark", student_id=ben, section_id=geometry["id"])
    assert posted == []


def test_algebra_in_8_was_passed_at_a_middle_school_for_the_full_credit(reading: Reading) -> None:
    """CR-5, CR-6."""
    levels = {row["id"]: row["level"] for row in reading["school"]}
    ((year, school, code, value),) = marks(reading, "algebra_in_8", "ALG1")
    assert (year, levels[school], code, value) == (2026, "MIDDLE", "ALG1.M", "B")
    course = reading.one("course", code="ALG1.M")
    assert (course["year_long"], course["credit"]) == (True, 10)
    nadia = reading.student("algebra_in_8")["id"]
    assert reading.one("school_enrollment", student_id=nadia, school_year=2026)["grade_level"] == 8
    assert reading.seats("algebra_in_8")["Mathematics"]["title"] == "Honors Geometry A"


def test_repeated_course_was_passed_twice_and_can_not_be_repeated(reading: Reading) -> None:
    """CR-2."""
    found = marks(reading, "repeated", "BIO-A")
    assert [(year, value) for year, _, _, value in found] == [(2025, "C"), (2026, "B")]
    assert reading.one("course", code="BIO-A")["max_completions"] == 1


def test_student_without_schedule_is_enrolled_and_sits_nowhere(reading: Reading) -> None:
    """SCH-8."""
    grace = reading.student("without_schedule")["id"]
    assert reading.now("school_enrollment", student_id=grace)
    assert reading.where("section_enrollment", student_id=grace) == []


def test_overdue_iep_is_in_effect_past_its_annual_date(reading: Reading) -> None:
    """IEP-7."""
    iep = reading.one("iep", student_id=reading.student("overdue_iep")["id"])
    assert reading.states(iep["student_id"]) == {1: "IN_EFFECT"}
    assert iep["annual_due_on"] == reading.today - 14 * DAY


def test_overdue_iep_has_an_aide_by_contract(reading: Reading) -> None:
    tyler = reading.student("overdue_iep")["id"]
    (aide,) = reading.now("caseload", student_id=tyler, kind="AIDE")
    assert aide["contracted"]


def test_safe_at_home_shows_a_substitute_and_keeps_the_actual_address(reading: Reading) -> None:
    mina = reading.student("safe_at_home")["id"]
    shown = reading.where("student_address", student_id=mina)
    actual = reading.one("confidential_address", student_id=mina)
    assert {row["line1"] for row in shown} == {"PO Box 942"}
    assert actual["line1"] not in {row["line1"] for row in reading["student_address"]}


def test_teachers_child_has_an_iep_that_the_mother_reads_as_a_mother(reading: Reading) -> None:
    """P-16."""
    mateo = reading.student("teachers_child")["id"]
    assert reading.states(mateo) == {1: "IN_EFFECT"}
    assert ("COACH", reading.school("teachers_child")) in reading.posts("teacher")


def test_left_class_is_five_days_ago(reading: Reading) -> None:
    """P-2."""
    lily = reading.student("left_class")["id"]
    ended = [
        row["ends_on"]
        for row in reading.where("section_enrollment", student_id=lily, school_year=2027)
        if row["ends_on"]
    ]
    assert ended == [reading.today - 5 * DAY]


@pytest.mark.parametrize(
    ("key", "years"),
    [
        ("student", 15),
        ("student16", 16),
        ("adult_student", 18),
        ("eighteen_today", 18),
        ("sixteen_today", 16),
    ],
)
def test_ages_of_named_students(reading: Reading, key: str, years: int) -> None:
    """P-24."""
    student = reading.student(key)
    assert age(student, reading.today) == years
    assert (age(student, reading.today - DAY) < years) == key.endswith("today")


def test_student16_has_an_iep_in_effect_and_an_evaluation(reading: Reading) -> None:
    jade = reading.student("student16")["id"]
    assert reading.states(jade) == {1: "SUPERSEDED", 2: "IN_EFFECT"}
    assert reading.one("evaluation", student_id=jade)["report"]


def test_foster_parent_holds_the_education_rights(reading: Reading) -> None:
    """P-26."""
    andre = reading.student("foster")["id"]
    (holder,) = reading.now("guardianship", student_id=andre)
    assert (holder["standing"], holder["relationship"]) == (
        "EDUCATION_RIGHTS_HOLDER",
        "FOSTER_PARENT",
    )
    assert len(reading.where("guardianship", student_id=andre)) == 2
    assert reading.now("support_program", student_id=andre, kind="FOSTER")


def test_left_yesterday_and_starts_tomorrow_are_not_enrolled_today(reading: Reading) -> None:
    hannah, peter = (
        reading.student("left_yesterday")["id"],
        reading.student("starts_tomorrow")["id"],
    )
    ends = [row["ends_on"] for row in reading.where("school_enrollment", student_id=hannah)]
    (coming,) = reading.where("school_enrollment", student_id=peter)
    assert max(ends) == reading.today
    assert coming["starts_on"] == reading.today + DAY
    for student in (hannah, peter):
        assert not reading.now("school_enrollment", student_id=student)
        assert not reading.now("section_enrollment", student_id=student)


def test_the_nurse_has_written_about_a_student_who_left(reading: Reading) -> None:
    """P-5."""
    hannah, nurse = reading.student("left_yesterday")["id"], reading.staff("nurse")["id"]
    for table in ("health_alert", "condition", "care_plan", "health_visit"):
        assert reading.where(table, student_id=hannah, entered_by=nurse)


def test_two_schools_are_one_primary_and_one_besides(reading: Reading) -> None:
    iris = reading.student("two_schools")["id"]
    enrollments = reading.now("school_enrollment", student_id=iris)
    levels = {row["id"]: row["level"] for row in reading["school"]}
    assert {(levels[row["school_id"]], row["is_primary"]) for row in enrollments} == {
        ("MIDDLE", True),
        ("HIGH", False),
    }
    schools = {
        reading.one("section", id=row["section_id"])["school_id"]
        for row in reading.now("section_enrollment", student_id=iris)
    }
    assert len(schools) == 2


ANAS = (
    "school_enrollment caseload meal_benefit transport_assignment section_enrollment mark score "
    "attendance_event former_name student_identifier demographics household_student "
    "student_address guardianship guardian_right court_order emergency_contact health_alert "
    "condition care_plan care_plan_part care_plan_training medication_order "
    "medication_administration health_visit immunization break_glass incident_participation "
    "incident_action incident_release iep iep_service iep_goal iep_support iep_team_member "
    "evaluation iep_acknowledgement service_session english_learner "
    "screening transcript_line assessment_result counseling_note counseling_disclosure consent "
    "document survey_response disclosure problem record_request"
).split()
NOT_ANAS = set(
    "confidential_address adult_access support_program support_team_member plan_504 "
    "guardian_candidate plan_504_accommodation safety_notice notice_receipt threat_record "
    "threat_team_member change immunization_exemption outbox student_merge "
    "student_bell_schedule period_consent".split()
)


def test_ana_has_a_row_in_every_table_about_students_but_some(reading: Reading) -> None:
    about = {
        name for name, table in reading.district.tables.items() if "student_id" in table.columns
    }
    assert about == set(ANAS) | NOT_ANAS


@pytest.mark.parametrize("table", ANAS)
def test_ana_has(reading: Reading, table: str) -> None:
    assert reading.where(table, student_id=reading.student("student")["id"])


@pytest.fixture
def ana(reading: Reading) -> UUID:
    key: UUID = reading.student("student")["id"]
    return key


def test_anas_iep_in_effect_stands_between_a_superseded_one_and_a_draft(
    reading: Reading, ana: UUID
) -> None:
    assert reading.states(ana) == {1: "SUPERSEDED", 2: "IN_EFFECT", 3: "DRAFT"}
    in_effect = reading.one("iep", student_id=ana, version=2)
    goals = reading.where("iep_goal", iep_id=in_effect["id"])
    assert {"SPEECH", "COUNSELING", "HEALTH"} < {goal["area"] for goal in goals}
    supports = reading.where("iep_support", iep_id=in_effect["id"])
    assert {row["kind"] for row in supports} == {
        "ACCOMMODATION",
        "RESPONSIBILITY",
        "BEHAVIOR_STEP",
    }
    assert "HEALTH" in {row["area"] for row in supports}


def test_anas_care_plan_has_a_part_for_her_teacher(reading: Reading, ana: UUID) -> None:
    parts = reading.where(
        "care_plan_part", student_id=ana, assigned_to=reading.staff("teacher")["id"]
    )
    assert len(parts) == 1


def test_anas_conditions_differ_in_who_may_know_them(reading: Reading, ana: UUID) -> None:
    conditions = reading.where("condition", student_id=ana)
    assert Counter((row["iep_linked"], row["confidential"]) for row in conditions) == {
        (False, False): 1,
        (True, False): 1,
        (False, True): 1,
    }
    alerts = reading.now("health_alert", student_id=ana)
    assert {row["dietary"] for row in alerts} == {True, False}


@pytest.mark.parametrize(
    "table",
    [
        "condition",
        "care_plan",
        "care_plan_part",
        "medication_order",
        "medication_administration",
        "health_visit",
        "immunization",
    ],
)
def test_ana_has_open_and_confidential_rows_of(reading: Reading, ana: UUID, table: str) -> None:
    assert {row["confidential"] for row in reading.where(table, student_id=ana)} == {True, False}


def test_anas_incidents_are_one_with_two_others_and_one_alone(reading: Reading, ana: UUID) -> None:
    """P-36."""
    incidents = [
        row["incident_id"] for row in reading.where("incident_participation", student_id=ana)
    ]
    others = {
        len(reading.where("incident_participation", incident_id=incident)): incident
        for incident in incidents
    }
    assert set(others) == {1, 3}
    reporters = {
        count: reading.one("incident", id=incident)["reported_by"]
        for count, incident in others.items()
    }
    assert reporters == {1: reading.staff("office")["id"], 3: reading.staff("teacher")["id"]}
    assert reading.one("incident_release", student_id=ana)["incident_id"] == others[3]


def test_anas_absences_give_reasons_of_every_delicacy(reading: Reading, ana: UUID) -> None:
    events = reading.where("attendance_event", student_id=ana)
    assert {event["reason"] for event in events} == {
        "ILLNESS",
        "MEDICAL_APPOINTMENT",
        "CONFIDENTIAL_SERVICE",
        "COURT",
        None,
    }
    assert {event["status"] for event in events if event["day"] == reading.today} == {"TARDY"}


def test_anas_mark_in_geometry_was_corrected(reading: Reading, ana: UUID) -> None:
    geometry = reading.seats("student")["Mathematics"]["id"]
    posted = reading.where("mark", student_id=ana, section_id=geometry)
    assert sorted(mark["version"] for mark in posted) == [1, 2]


def test_anas_order_binds_someone_who_is_no_guardian(reading: Reading, ana: UUID) -> None:
    order = reading.one("court_order", student_id=ana)
    assert order["guardian_id"] is None
    assert not reading.where("guardian", person_id=order["person_id"])


def test_ana_has_a_preferred_name_for_school_and_leo_one_for_everyone(reading: Reading) -> None:
    for key, audience in (("student", "SCHOOL"), ("two_homes", "EVERYONE")):
        student = reading.student(key)
        assert student["preferred_name"]
        assert student["preferred_name_audience"] == audience


def test_anas_identifiers_are_local_and_state(reading: Reading, ana: UUID) -> None:
    kinds = {row["kind"] for row in reading.now("student_identifier", student_id=ana)}
    assert kinds == {"LOCAL", "STATE"}


def test_ana_is_counseled_managed_and_aided_by_personas(reading: Reading, ana: UUID) -> None:
    cases = {row["kind"]: row["staff_id"] for row in reading.now("caseload", student_id=ana)}
    assert cases == {
        "COUNSELOR": reading.staff("counselor")["id"],
        "CASE_MANAGER": reading.staff("case_manager")["id"],
        "AIDE": reading.staff("paraeducator")["id"],
    }


def test_anas_dose_is_due_today(reading: Reading, ana: UUID) -> None:
    """P-6."""
    orders = reading.where("medication_order", student_id=ana)
    assert any(order["due_at"] and holds(order, reading.today) for order in orders)
