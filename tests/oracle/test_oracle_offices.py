"""Promises of the oracle itself about single cells: what one office reads and another doesn't."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from tests.oracle.small_world import SmallWorld
from tests.oracle.test_oracle_itself import NAME, TODAY, reads


@pytest.fixture
def world() -> SmallWorld:
    return SmallWorld()


def test_p13_a_registrar_reads_doses_of_vaccine_and_no_time_of_a_visit(world: SmallWorld) -> None:
    student = world.student()
    teacher = world.teacher(student)
    registrar = world.staff("REGISTRAR")
    visit = world.add("health_visit", student_id=student)
    dose = world.add("immunization", student_id=student)
    assert reads(world, teacher, visit) == {"arrived_at", "left_at"}
    assert not reads(world, registrar, visit)
    assert reads(world, registrar, dose)


def test_p12_a_principal_who_opened_reads_visits_for_an_hour_and_it_is_logged(
    world: SmallWorld,
) -> None:
    student = world.student()
    principal = world.staff("PRINCIPAL")
    visit = world.add("health_visit", student_id=student)
    opened, expires = (datetime(2024, 10, 15, hour, tzinfo=UTC) for hour in (9, 10))
    who = {"student_id": student, "staff_id": principal}
    world.add("break_glass", opened_at=opened, expires_at=expires, **who)
    assert not reads(world, principal, visit, at=time(8, 59))
    assert "complaint" in reads(world, principal, visit, at=time(9))
    assert world.ask(principal, TODAY, time(9)).disclosed == {(student, "14")}
    assert not reads(world, principal, visit, at=time(10))


@pytest.mark.parametrize("role", ["NURSE", "NURSE_LEAD"])
def test_nurses_read_the_home_language_and_nothing_else_of_demographics(
    world: SmallWorld, role: str
) -> None:
    student = world.student()
    nurse, registrar = world.staff(role), world.staff("REGISTRAR")
    demographics = world.add("demographics", student_id=student)
    assert reads(world, nurse, demographics) == {"home_language"}
    assert "races" in reads(world, registrar, demographics)


def test_p10_a_long_term_substitute_teaches_and_grades_and_learns_no_more_of_the_child(
    world: SmallWorld,
) -> None:
    student = world.student()
    world.seat(student)
    substitute = world.staff("SUBSTITUTE")
    long_term = {"staff_id": substitute, "section_id": world.section, "long_term": True}
    world.add("coverage", **long_term)
    number = world.add("student_identifier", student_id=student, kind="LOCAL")
    language = world.add("demographics", student_id=student)
    counselor = world.add("caseload", student_id=student, kind="COUNSELOR")
    score = world.add("score", student_id=student, section_id=world.section)
    assert reads(world, substitute, student) >= NAME
    assert reads(world, substitute, score)
    for row in (number, language, counselor):
        assert not reads(world, substitute, row), row
    teacher = world.teacher(person=world.person())
    for row in (number, language, counselor):
        assert reads(world, teacher, row), row


@pytest.mark.parametrize("long_term", [True, False])
def test_p10_a_substitute_sees_where_the_student_is_today_in_every_section(
    world: SmallWorld, *, long_term: bool
) -> None:
    student = world.student()
    world.seat(student)
    substitute = world.staff("SUBSTITUTE")
    cover = {"staff_id": substitute, "section_id": world.section, "long_term": long_term}
    world.add("coverage", **cover)
    other = world.add("section", school_id=world.school)
    elsewhere = {"student_id": student, "section_id": other}
    today = world.add("attendance_event", day=TODAY, **elsewhere)
    yesterday = world.add("attendance_event", day=date(2024, 10, 14), **elsewhere)
    assert reads(world, substitute, today) == {"section_id", "day", "status", "school_year"}
    assert not reads(world, substitute, yesterday)


def test_a_counselor_reads_no_iep_and_a_liaison_no_list_of_actions(world: SmallWorld) -> None:
    student = world.student()
    counselor, liaison = world.staff("COUNSELOR"), world.staff("LIAISON")
    world.add("caseload", student_id=student, staff_id=counselor, kind="COUNSELOR")
    world.add("support_program", student_id=student)
    iep = world.add("iep", student_id=student)
    support = world.add("iep_support", student_id=student, iep_id=iep)
    action = world.add("incident_action", student_id=student)
    assert reads(world, counselor, support)
    assert reads(world, counselor, action)
    assert not reads(world, counselor, iep)
    assert reads(world, liaison, student) >= NAME
    assert not reads(world, liaison, action)


def test_p5_p36_whoever_wrote_of_a_student_reads_their_name_and_preferred_name(
    world: SmallWorld,
) -> None:
    student = world.student()
    nurse = world.staff("NURSE", ends_on=TODAY)
    teacher = world.staff("TEACHER")
    named = NAME | {"preferred_name", "preferred_name_audience"}
    assert not reads(world, nurse, student)
    assert not reads(world, teacher, student)
    world.add("health_alert", student_id=student, entered_by=nurse)
    incident = world.add("incident", reported_by=teacher)
    world.add("incident_participation", student_id=student, incident_id=incident)
    assert reads(world, nurse, student) == named
    assert reads(world, teacher, student) == named


def test_nobody_reads_which_letters_a_counselor_has(world: SmallWorld) -> None:
    counselor = world.staff("COUNSELOR")
    span = world.add("counselor_range", staff_id=counselor, school_id=world.school)
    world.change("counselor_range", span, first="A", last="F")
    principal = world.staff("PRINCIPAL", school_id=None)
    assert not reads(world, counselor, span)
    assert not reads(world, principal, span)
