"""Promises of the oracle itself about families, court orders, and students of age."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from tests.oracle import specification
from tests.oracle.small_world import SmallWorld
from tests.oracle.test_oracle_itself import NAME, TODAY, reads


@pytest.fixture
def world() -> SmallWorld:
    return SmallWorld()


def score_of(world: SmallWorld, student: str) -> str:
    return world.add("score", student_id=student, section_id=world.section)


def test_p15_restricted_father_reads_nothing_of_his_child_as_a_counselor(
    world: SmallWorld,
) -> None:
    student, other = world.student(), world.student()
    person = world.person()
    counselor = world.staff("COUNSELOR", person=person)
    for each in (student, other):
        world.add("caseload", student_id=each, staff_id=counselor, kind="COUNSELOR")
    father = world.guardian(person=person)
    enrollment, other_enrollment = "school_enrollment 1", "school_enrollment 2"
    assert "exit_reason" in reads(world, counselor, enrollment)
    world.order(student, father, "NO_PICKUP")
    assert not reads(world, counselor, enrollment)
    assert not reads(world, counselor, student)
    assert "exit_reason" in reads(world, counselor, other_enrollment)


def test_p15_a_teacher_under_an_order_loses_even_their_own_section(world: SmallWorld) -> None:
    student = world.student()
    person = world.person()
    teacher = world.teacher(student, person=person)
    score = score_of(world, student)
    assert reads(world, teacher, score)
    world.order(student, world.guardian(person=person), "SUPERVISED_ONLY")
    assert not reads(world, teacher, score)


def test_p16_own_child_yields_the_parents_view_and_the_teachers_own_section(
    world: SmallWorld,
) -> None:
    student = world.student()
    person = world.person()
    principal = world.staff("PRINCIPAL", person=person)
    orders = world.add("court_order", student_id=student, person_id=world.person())
    household = world.add("household")
    assert "order_text" in reads(world, principal, orders)
    guardian = world.guardian(person=person)
    world.add("household_guardian", household_id=household, guardian_id=guardian)
    world.add("household_student", household_id=household, student_id=student)
    assert not reads(world, principal, orders)
    world.add("section_staff", staff_id=principal, section_id=world.section)
    seat = world.seat(student)
    assert reads(world, principal, seat)
    world.add("guardianship", student_id=student, guardian_id=guardian)
    iep = world.add("iep", student_id=student)
    assert ("GD", "18") in world.ask(principal, TODAY).why["iep", iep]
    assert ("PR", "18") not in world.ask(principal, TODAY).why["iep", iep]


def test_p16_a_pickup_contact_gives_no_slice_and_takes_none(world: SmallWorld) -> None:
    student = world.student()
    person = world.person()
    principal = world.staff("PRINCIPAL", person=person)
    contact = world.guardian(student, person=person)
    world.change("guardianship", "guardianship 1", standing="CONTACT_ONLY")
    assert "birth_date" in reads(world, principal, student)
    world.change("post", "post 1", ends_on=TODAY)
    assert not reads(world, contact, student)


def test_p17_both_parents_read_and_a_missing_validation_denies_nothing(world: SmallWorld) -> None:
    student = world.student()
    mother, father = world.guardian(student), world.guardian(student)
    world.change("guardianship", "guardianship 2", rejected_on=TODAY)
    score = score_of(world, student)
    assert reads(world, mother, score)
    assert reads(world, father, score)


def test_p17_confidential_services_are_withheld_from_guardians(world: SmallWorld) -> None:
    student = world.student()
    guardian = world.guardian(student)
    visit = world.add("health_visit", student_id=student, confidential=True)
    absence = world.add(
        "attendance_event",
        student_id=student,
        section_id=world.section,
        reason="CONFIDENTIAL_SERVICE",
    )
    assert not reads(world, guardian, visit)
    silent = {("attendance_event", absence, name) for name in ("reason", "note")}
    assert world.ask(guardian, TODAY).silenced >= silent
    assert "reason" in reads(world, student, absence)
    assert not world.ask(student, TODAY).silenced


@pytest.mark.parametrize("kind", ["NO_PICKUP", "SUPERVISED_ONLY", "NO_HEALTH_DECISION"])
def test_p18_some_orders_leave_records_and_narrow_contact_to_oneself(
    world: SmallWorld, kind: str
) -> None:
    student = world.student()
    father, mother = world.guardian(student), world.guardian(student)
    world.change("guardianship", "guardianship 2", shares_contact=True)
    score = score_of(world, student)
    seat = world.seat(student)
    assert "phone" in reads(world, father, mother)
    world.order(student, father, kind)
    assert reads(world, father, score)
    assert reads(world, father, seat)
    assert "phone" in reads(world, father, father)
    assert not reads(world, father, mother)


@pytest.mark.parametrize("kind", ["NO_LOCATION", "NO_CONTACT"])
def test_p18_location_is_withheld_where_grades_are_not(world: SmallWorld, kind: str) -> None:
    student = world.student()
    father = world.guardian(student)
    score = score_of(world, student)
    seat = world.seat(student)
    absence = world.add("attendance_event", student_id=student, section_id=world.section)
    world.order(student, father, kind)
    assert reads(world, father, score)
    assert reads(world, father, student) == NAME | {"birth_date", "preferred_name"}
    for row in (seat, absence, "school_enrollment 1"):
        assert not reads(world, father, row), row
    assert bool(reads(world, father, father)) is (kind == "NO_LOCATION")


def test_p18_no_records_withholds_everything(world: SmallWorld) -> None:
    student = world.student()
    father = world.guardian(student)
    world.order(student, father, "NO_RECORDS")
    world.add("iep", student_id=student)
    tables_of_students = specification.tables_of_students()
    assert not [
        place for place in world.ask(father, TODAY).columns if place[0] in tables_of_students
    ]


def test_p19_an_order_binds_from_the_second_it_starts(world: SmallWorld) -> None:
    student = world.student()
    father = world.guardian(student)
    day = date(2024, 11, 4)
    starts_at = datetime(2024, 11, 4, 18, 40, tzinfo=UTC)
    world.order(student, father, "NO_RECORDS", starts_at=starts_at)
    assert reads(world, father, student, day, time(18, 39, 59))
    assert not reads(world, father, student, day, time(18, 40, 0))
    assert not reads(world, father, student, day, time(18, 40, 1))


def test_p20_an_order_binds_until_someone_decided_not_until_its_end(world: SmallWorld) -> None:
    student = world.student()
    father = world.guardian(student)
    order = world.order(student, father, "NO_RECORDS", ends_on=date(2025, 3, 1))
    assert not reads(world, father, student, date(2025, 3, 3))
    world.change("court_order", order, decided_at=datetime(2025, 3, 4, tzinfo=UTC))
    assert reads(world, father, student, date(2025, 3, 5))


def test_p20_an_order_binds_until_the_second_of_a_decision_that_is_still_to_come(
    world: SmallWorld,
) -> None:
    student = world.student()
    father = world.guardian(student)
    day, decided_at = date(2025, 3, 4), datetime(2025, 3, 4, 18, 40, tzinfo=UTC)
    world.order(student, father, "NO_RECORDS", decided_at=decided_at)
    assert not reads(world, father, student, day, time(18, 39, 59))
    assert reads(world, father, student, day, time(18, 40, 0))
    assert reads(world, father, student, day, time(18, 40, 1))


def test_p21_an_order_without_a_document_withholds_everything_until_it_lapses(
    world: SmallWorld,
) -> None:
    student = world.student()
    father = world.guardian(student)
    lapses_on = date(2025, 3, 10)
    order = world.order(student, father, "NO_PICKUP", document_key=None, lapses_on=lapses_on)
    assert not reads(world, father, student, date(2025, 3, 9))
    assert reads(world, father, student, lapses_on)
    world.change("court_order", order, lapses_on=None)  # counsel extended it
    assert not reads(world, father, student, lapses_on)


def test_p22_an_order_binds_for_one_child_and_one_person(world: SmallWorld) -> None:
    restricted, sibling = world.student(), world.student()
    father, mother = world.guardian(restricted, sibling), world.guardian(restricted, sibling)
    household = world.add("household")
    world.add("household_guardian", household_id=household, guardian_id=father)
    members = [
        world.add("household_student", household_id=household, student_id=each)
        for each in (restricted, sibling)
    ]
    world.order(restricted, father, "NO_RECORDS")
    assert not reads(world, father, restricted)
    assert not reads(world, father, members[0])
    assert reads(world, father, sibling)
    assert reads(world, father, members[1])
    assert reads(world, mother, restricted)


def test_p23_a_restricted_father_learns_neither_address_nor_school_nor_order(
    world: SmallWorld,
) -> None:
    new_school = world.add("school")
    student = world.student(school=new_school)
    father = world.guardian(student)
    own, hers = world.add("household"), world.add("household")
    world.add("household_guardian", household_id=own, guardian_id=father)
    address = world.add("student_address", student_id=student, household_id=own)
    her_address = world.add("student_address", student_id=student, household_id=hers)
    principal = world.staff("PRINCIPAL", school_id=new_school)
    assert reads(world, father, address)
    assert not reads(world, father, her_address)
    assert reads(world, father, "post 1")
    order = world.order(student, father, "NO_LOCATION")
    for row in (address, her_address, order, "school_enrollment 1", "post 1", principal):
        assert not reads(world, father, row), row


def test_p23_an_unknown_student_and_a_forbidden_one_are_both_absent(world: SmallWorld) -> None:
    student = world.student()
    father = world.guardian(student)
    world.order(student, father, "NO_RECORDS")
    columns = world.ask(father, TODAY).columns
    assert ("student", student) not in columns
    assert ("student", "student 9") not in columns


def test_p24_rights_pass_to_the_student_at_the_18th_birthday(world: SmallWorld) -> None:
    student = world.student(birth_date=date(2007, 5, 20), grade_level=12)
    guardian = world.guardian(student)
    address = world.add("emergency_contact", student_id=student, name="An uncle")
    before, birthday = date(2025, 5, 19), date(2025, 5, 20)
    assert reads(world, guardian, student, before)
    assert not reads(world, guardian, student, birthday)
    assert not reads(world, student, address, before)
    assert "phone" in reads(world, student, address, birthday)


def test_p24_a_dependency_claim_keeps_the_guardian_reading_while_it_lasts(
    world: SmallWorld,
) -> None:
    student = world.student(birth_date=date(2006, 5, 20), grade_level=12)
    guardian, other = world.guardian(student), world.guardian(student)
    ends_on = date(2025, 1, 1)
    world.add(
        "adult_access",
        student_id=student,
        guardian_id=guardian,
        kind="DEPENDENCY",
        ends_on=ends_on,
    )
    assert reads(world, guardian, student, date(2024, 12, 31))
    assert not reads(world, guardian, student, ends_on)
    assert not reads(world, other, student)


@pytest.mark.parametrize(
    ("birth_date", "grade_level", "may"),
    [
        (date(2008, 10, 16), 10, False),
        (date(2008, 10, 15), 10, True),
        (date(2009, 6, 1), 11, True),
    ],
)
def test_ec_49076_from_16_or_after_grade_10_students_read_their_iep(
    world: SmallWorld, birth_date: date, grade_level: int, *, may: bool
) -> None:
    student = world.student(birth_date=birth_date, grade_level=grade_level)
    iep = world.add("iep", student_id=student)
    assert bool(reads(world, student, iep)) is may


def test_p24_a_birthday_on_29_february_comes_on_1_march(world: SmallWorld) -> None:
    student = world.student(birth_date=date(2008, 2, 29))
    guardian = world.guardian(student)
    world.change("guardianship", "guardianship 1", ends_on=None)
    assert reads(world, guardian, student, date(2026, 2, 28))
    assert not reads(world, guardian, student, date(2026, 3, 1))


def test_p24_on_29_february_whoever_was_born_on_the_28th_is_of_age(world: SmallWorld) -> None:
    of_age = world.student(birth_date=date(2010, 2, 28))
    younger = world.student(birth_date=date(2010, 3, 1))
    guardian = world.guardian(of_age, younger)
    for guardianship in ("guardianship 1", "guardianship 2"):
        world.change("guardianship", guardianship, ends_on=None)
    assert not reads(world, guardian, of_age, date(2028, 2, 29))
    assert reads(world, guardian, younger, date(2028, 2, 29))


def test_p36_other_pupils_are_redacted_and_the_description_with_them(world: SmallWorld) -> None:
    student, other = world.student(), world.student()
    guardian, principal = world.guardian(student), world.staff("PRINCIPAL")
    incident = world.add("incident")
    mine, theirs = (
        world.add("incident_participation", student_id=each, incident_id=incident)
        for each in (student, other)
    )
    release = world.add("incident_release", student_id=student, incident_id=incident)
    reading = world.ask(guardian, TODAY)
    assert reading.redacted == {theirs}
    assert reads(world, guardian, mine)
    assert not reads(world, guardian, theirs)
    assert not reads(world, guardian, other)
    assert "occurred_on" in reads(world, guardian, incident)
    assert "description" not in reads(world, guardian, incident)
    assert "body" in reads(world, guardian, release)
    assert "description" in reads(world, principal, incident)
    assert not world.ask(principal, TODAY).redacted


def test_p36_a_reporter_reads_their_incident_and_not_their_own_childs_part(
    world: SmallWorld,
) -> None:
    student, other = world.student(), world.student()
    person = world.person()
    teacher = world.staff("TEACHER", person=person)
    incident = world.add("incident", reported_by=teacher)
    own_part, other_part = (
        world.add("incident_participation", student_id=each, incident_id=incident)
        for each in (student, other)
    )
    assert reads(world, teacher, own_part)
    assert reads(world, teacher, student) >= NAME
    assert "description" in reads(world, teacher, incident)
    father = world.guardian(person=person)
    world.order(student, father, "NO_CONTACT")
    assert "occurred_on" in reads(world, teacher, incident)
    assert "description" not in reads(world, teacher, incident)
    assert not reads(world, teacher, own_part)
    assert reads(world, teacher, other_part)
    assert world.ask(teacher, TODAY).redacted == {own_part}
