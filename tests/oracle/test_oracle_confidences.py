"""Promises of the oracle itself: programs, confidences, transcripts and former students."""

from __future__ import annotations

from datetime import date

import pytest

from tests.oracle.small_world import SmallWorld
from tests.oracle.test_oracle_itself import TODAY, reads


@pytest.fixture
def world() -> SmallWorld:
    return SmallWorld()


def test_p25_the_college_record_is_the_students_and_the_line_is_the_parents(
    world: SmallWorld,
) -> None:
    student = world.student(birth_date=date(2008, 6, 1), grade_level=11)
    mother, registrar = world.guardian(student), world.staff("REGISTRAR")
    line = world.add("transcript_line", student_id=student, college_record=False)
    college = world.add("transcript_line", student_id=student, college_record=True)
    assert "mark" in reads(world, mother, line)
    assert "mark" in reads(world, registrar, line)
    for who in (mother, registrar):
        assert not reads(world, who, college)
    assert "mark" in reads(world, student, college)


@pytest.mark.parametrize(
    ("born", "alone", "read"),
    [
        (date(2010, 10, 15), True, True),  # 14 today
        (date(2010, 10, 16), True, False),  # tomorrow
        (date(2010, 10, 15), False, False),
        (date(2008, 10, 15), False, True),  # 16 today
    ],
)
def test_p27_from_14_a_student_alone_reads_their_own_support(
    world: SmallWorld, born: date, *, alone: bool, read: bool
) -> None:
    student = world.student(birth_date=born)
    program = world.add("support_program", student_id=student, kind="HOMELESS", unaccompanied=alone)
    assert bool(reads(world, student, program)) is read


def test_row_10_a_named_counselor_reads_that_and_not_as_what(world: SmallWorld) -> None:
    student = world.student()
    program = world.add("support_program", student_id=student, kind="FOSTER", unaccompanied=False)
    counselor, other = world.staff("COUNSELOR"), world.staff("COUNSELOR")
    world.add("support_team_member", student_id=student, staff_id=counselor)
    assert reads(world, counselor, program) == {"starts_on", "ends_on"}
    assert not reads(world, other, program)
    world.change("support_team_member", "support_team_member 1", ends_on=TODAY)
    assert not reads(world, counselor, program)


def test_row_22_present_teachers_are_told_and_former_ones_are_not(world: SmallWorld) -> None:
    student = world.student()
    teacher = world.teacher(student, ends_on=date(2024, 10, 1))
    notice = world.add("safety_notice", student_id=student, ends_on=date(2027, 9, 1))
    assert "acts" in reads(world, teacher, notice, date(2024, 9, 30))
    assert not reads(world, teacher, notice, date(2024, 10, 1))
    assert not reads(world, world.guardian(student), notice)
    assert not reads(world, student, notice)


def test_row_23_the_team_reads_the_whole_and_a_parent_what_the_school_does(
    world: SmallWorld,
) -> None:
    student = world.student()
    principal, outsider = world.staff("PRINCIPAL"), world.staff("PRINCIPAL")
    record = world.add("threat_record", student_id=student)
    world.add("threat_team_member", student_id=student, staff_id=principal)
    assert "law_unit_note" in reads(world, principal, record)
    assert not reads(world, outsider, record)
    assert reads(world, world.guardian(student), record) == {
        "opened_on",
        "closed_on",
        "school_plan",
    }


def test_row_24_nobody_reads_a_note_but_its_author_until_the_author_tells(
    world: SmallWorld,
) -> None:
    student = world.student()
    counselor, principal = world.staff("COUNSELOR"), world.staff("PRINCIPAL")
    world.add("caseload", student_id=student, staff_id=counselor, kind="COUNSELOR")
    mother = world.guardian(student)
    note, young = (
        world.add("counseling_note", student_id=student, author_id=counselor, under_twelve=under)
        for under in (False, True)
    )
    told = world.add("counseling_disclosure", student_id=student, author_id=counselor)
    assert "body" in reads(world, counselor, note)
    for who in (principal, mother, student):
        assert not reads(world, who, note)
    assert "body" in reads(world, mother, young)
    assert not reads(world, principal, told)
    world.change("counseling_disclosure", told, staff_id=principal)
    assert "body" in reads(world, principal, told)
    assert world.ask(principal, TODAY).disclosed == {(student, "24")}


def test_row_31_teachers_read_results_in_the_subject_they_teach_the_student(
    world: SmallWorld,
) -> None:
    course = world.add("course", subject="Art")
    world.change("section", world.section, course_id=course)
    student = world.student()
    teacher = world.teacher(student)
    art, music = (
        world.add("assessment_result", student_id=student, subject=subject)
        for subject in ("Art", "Music")
    )
    assert "scale_score" in reads(world, teacher, art)
    assert not reads(world, teacher, music)


def test_row_34_a_registrar_keeps_the_record_of_who_left_and_is_nowhere_else(
    world: SmallWorld,
) -> None:
    student = world.student(birth_date=date(2010, 1, 1))
    registrar, principal = world.staff("REGISTRAR"), world.staff("PRINCIPAL")
    line = world.add("transcript_line", student_id=student, college_record=False)
    world.change("school_enrollment", "school_enrollment 1", ends_on=TODAY)
    assert "birth_date" in reads(world, registrar, student)
    assert "birth_date" not in reads(world, principal, student)
    assert "mark" in reads(world, registrar, line)
    assert "mark" in reads(world, principal, line)
    elsewhere = world.add("school")
    world.add("school_enrollment", student_id=student, school_id=elsewhere)
    assert not reads(world, registrar, student)
    assert not reads(world, principal, line)


def test_p18_no_location_hides_bus_school_of_a_course_and_who_read(world: SmallWorld) -> None:
    student = world.student()
    father = world.guardian(student)
    world.order(student, father, "NO_LOCATION")
    line = world.add("transcript_line", student_id=student, college_record=False)
    ride = world.add("transport_assignment", student_id=student)
    record = world.add("disclosure", student_id=student)
    paper = world.add("document", student_id=student, kind="ENROLLMENT", confidential=False)
    assert "mark" in reads(world, father, line)
    assert "school_name" not in reads(world, father, line)
    assert reads(world, father, record) == {"at", "slices", "bases", "purposes"}
    assert not reads(world, father, ride)
    assert not reads(world, father, paper)


def test_p12_an_opening_is_read_by_nurse_lead_privacy_officer_and_custodian(
    world: SmallWorld,
) -> None:
    student = world.student()
    opening = world.add("break_glass", student_id=student, staff_id=world.staff("PRINCIPAL"))
    for role in ("NURSE_LEAD", "PRIVACY_OFFICER", "REGISTRAR"):
        assert {"reason", "staff_id"} <= reads(world, world.staff(role), opening), role
    assert "reason" in reads(world, world.guardian(student), opening)
    for role in ("PRINCIPAL", "NURSE", "COUNSELOR", "ANALYST"):
        assert not reads(world, world.staff(role), opening), role
