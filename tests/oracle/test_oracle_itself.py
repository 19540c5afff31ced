"""Promises of the oracle itself: the worked examples of the rules, in worlds made by hand."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time

import pytest

from hub.models import Base
from tests.oracle import specification, writing
from tests.oracle.conditions import CONDITIONS
from tests.oracle.policy import DRAWS
from tests.oracle.small_world import SmallWorld
from tests.oracle.standings import EXTENDS, STANDINGS

TODAY = date(2024, 10, 15)
ONLY_WRITTEN = {
    *("33.open", "33.review", "CNS.family", "REQ.ask", "REQ.ask.student", "REQ.answer"),
    *("S6.report", "S6.answer", "S7.answer", "27.bell", "27.consent", "27.approval"),
}
"""Slices that nobody reads as such: who writes them stands in writes.csv."""
NAME = {"given_name", "middle_name", "family_name", "sort_name", "grade_level"}


@pytest.fixture
def world() -> SmallWorld:
    return SmallWorld()


def reads(
    world: SmallWorld, who: str, row: str, today: date = TODAY, at: time = time(17)
) -> set[str]:
    """The columns that someone reads of a row, without keys; empty if the row is invisible."""
    columns = world.ask(who, today, at).columns.get((row.partition(" ")[0], row), frozenset())
    return set(columns) - {"id", "student_id"}


def test_every_column_of_every_table_is_in_a_slice() -> None:
    held = {(part.table, column) for part in specification.parts() for column in part.columns}
    lines = (specification.FOLDER / "slices.csv").read_text(encoding="utf-8").splitlines()[1:]
    others = [line.split(",") for line in lines if line.startswith(("KEY,", "INTERNAL,"))]
    kept = {(table, column) for _, table, column, _ in others}
    tables = Base.metadata.tables
    assert held | kept == {
        (name, column.name) for name, table in tables.items() for column in table.columns
    }
    assert not held & kept


def test_the_matrix_is_whole_and_its_words_are_known() -> None:
    matrix = specification.matrix()
    shown = {part.slice for part in specification.parts()}
    worked_out = {part.slice for part in specification.inputs()}
    assert shown | worked_out == set(matrix) | ONLY_WRITTEN
    assert not shown & worked_out
    assert {slice_ for cells in writing.cells().values() for slice_ in cells} >= ONLY_WRITTEN
    for slice_, cells in matrix.items():
        assert set(cells.values()) <= specification.CELLS, slice_
        assert set(cells) == set(STANDINGS) | {"EV", "SCH"}
    assert set(EXTENDS) < set(STANDINGS)


def test_p34_every_condition_on_rows_is_defined_and_used() -> None:
    tables = specification.tables_of_students()
    named = {part.rows for part in specification.parts() if part.table in tables and part.rows}
    assert named == set(CONDITIONS)


def test_p14_analyst_and_operator_read_nothing_of_students(world: SmallWorld) -> None:
    student = world.student()
    for role in ("ANALYST", "MONITOR", "DATA_STEWARD", "OPERATOR"):
        assert not reads(world, world.staff(role), student)


def test_p1_teacher_reads_until_the_day_the_seat_ends(world: SmallWorld) -> None:
    student = world.student()
    teacher = world.teacher(student, ends_on=date(2024, 10, 1))
    alert = world.add("health_alert", student_id=student)
    score = world.add("score", student_id=student, section_id=world.section)
    assert reads(world, teacher, alert, date(2024, 9, 30))
    assert "points" in reads(world, teacher, score, date(2024, 9, 30))
    assert not reads(world, teacher, alert, date(2024, 10, 1))


def test_p1_teacher_reads_scores_of_their_own_section_only(world: SmallWorld) -> None:
    student = world.student()
    teacher = world.teacher(student)
    other = world.add("section", school_id=world.school)
    world.add("section_enrollment", student_id=student, section_id=other)
    mine = world.add("score", student_id=student, section_id=world.section)
    theirs = world.add("score", student_id=student, section_id=other)
    assert reads(world, teacher, mine)
    assert not reads(world, teacher, theirs)


def test_p2_grace_keeps_own_section_for_fourteen_days_and_nothing_else(world: SmallWorld) -> None:
    student = world.student()
    teacher = world.teacher(student, ends_on=date(2024, 10, 1))
    alert = world.add("health_alert", student_id=student)
    mark = world.add("mark", student_id=student, section_id=world.section)
    assert reads(world, teacher, mark, date(2024, 10, 10))
    assert reads(world, teacher, student, date(2024, 10, 14)) >= NAME
    assert "photo_key" not in reads(world, teacher, student, date(2024, 10, 14))
    assert not reads(world, teacher, alert, date(2024, 10, 10))
    assert not reads(world, teacher, mark, date(2024, 10, 15))


def test_p2_no_grace_for_whoever_left_the_section_before_the_seat_ended(world: SmallWorld) -> None:
    student = world.student()
    teacher = world.teacher(student, ends_on=date(2024, 10, 1))
    mark = world.add("mark", student_id=student, section_id=world.section)
    world.change("section_staff", "section_staff 1", ends_on=date(2024, 9, 30))
    assert not reads(world, teacher, mark, date(2024, 10, 2))


def test_p3_before_start_the_teacher_reads_alert_and_accommodations_only(world: SmallWorld) -> None:
    student = world.student()
    teacher = world.teacher(student)
    alert = world.add("health_alert", student_id=student)
    iep = world.add("iep", student_id=student)
    support = world.add("iep_support", student_id=student, iep_id=iep)
    duty = world.add("iep_support", student_id=student, iep_id=iep, kind="RESPONSIBILITY")
    address = world.add("student_address", student_id=student)
    day = date(2024, 8, 7)
    assert reads(world, teacher, alert, day)
    assert reads(world, teacher, support, day)
    assert not reads(world, teacher, duty, day)
    assert not reads(world, teacher, iep, day)
    assert not reads(world, teacher, address, day)


@pytest.mark.parametrize(
    ("begin", "posted"),
    [
        (date(2024, 8, 12), date(2024, 8, 5)),  # Monday
        (date(2024, 8, 16), date(2024, 8, 9)),  # Friday
        (date(2024, 8, 17), date(2024, 8, 12)),  # Saturday
        (date(2024, 8, 18), date(2024, 8, 12)),  # Sunday
    ],
)
def test_p3_rosters_are_posted_five_weekdays_before(
    world: SmallWorld, begin: date, posted: date
) -> None:
    student = world.student()
    teacher = world.teacher(student, starts_on=begin)
    assert reads(world, teacher, student, posted) >= NAME
    assert not reads(world, teacher, student, date.fromordinal(posted.toordinal() - 1))


def test_p4_teacher_reads_the_alert_and_never_the_condition(world: SmallWorld) -> None:
    student = world.student()
    teacher = world.teacher(student)
    alert = world.add("health_alert", student_id=student)
    condition = world.add("condition", student_id=student)
    assert "instruction" in reads(world, teacher, alert)
    assert not reads(world, teacher, condition)


def test_p5_nurse_reads_doses_at_her_school_and_afterwards_what_she_wrote(
    world: SmallWorld,
) -> None:
    elsewhere = world.add("school")
    nurse = world.staff("NURSE")
    other_nurse = world.staff("NURSE", school_id=elsewhere)
    student = world.student()
    both = world.student()
    world.add("school_enrollment", student_id=both, school_id=elsewhere, is_primary=False)
    dose = world.add("medication_administration", student_id=student)
    written = world.add("medication_administration", student_id=student, entered_by=nurse)
    shared = world.add("medication_administration", student_id=both)
    assert reads(world, nurse, dose)
    assert not reads(world, other_nurse, dose)
    assert reads(world, nurse, shared)
    assert reads(world, other_nurse, shared)
    exit_day = date(2025, 1, 11)  # the day after the last one, 2025-01-10
    world.change("school_enrollment", "school_enrollment 1", ends_on=exit_day)
    assert reads(world, nurse, dose, date(2025, 1, 10))
    assert not reads(world, nurse, dose, exit_day)
    assert reads(world, nurse, written, exit_day)


def test_p5_only_whoever_was_a_nurse_keeps_what_they_wrote(world: SmallWorld) -> None:
    student = world.student()
    aide = world.staff("HEALTH_AIDE", ends_on=date(2024, 10, 1))
    written = world.add("condition", student_id=student, entered_by=aide)
    assert not reads(world, aide, written)
    world.add("post", staff_id=aide, role="NURSE", ends_on=date(2024, 10, 1))
    assert reads(world, aide, written)
    assert reads(world, aide, student) >= NAME


def test_p6_aide_reads_todays_orders_and_the_condition_of_their_plan_only(
    world: SmallWorld,
) -> None:
    student = world.student()
    aide = world.staff("HEALTH_AIDE")
    named = world.add("condition", student_id=student)
    other = world.add("condition", student_id=student)
    plan = world.add("care_plan", student_id=student, condition_id=named)
    world.add("care_plan_training", student_id=student, care_plan_id=plan, staff_id=aide)
    order = world.add("medication_order", student_id=student)
    ended = world.add("medication_order", student_id=student, ends_on=TODAY)
    assert "name" in reads(world, aide, named)
    assert not reads(world, aide, other)
    assert reads(world, aide, order) == {"drug", "dose", "route", "due_at", "starts_on", "ends_on"}
    assert not reads(world, aide, ended)


def test_p7_case_manager_handover_moves_the_iep(world: SmallWorld) -> None:
    student = world.student()
    leaving, coming = world.staff("CASE_MANAGER"), world.staff("CASE_MANAGER")
    day = date(2025, 2, 1)
    of_student = {"student_id": student, "kind": "CASE_MANAGER"}
    world.add("caseload", staff_id=leaving, ends_on=day, **of_student)
    world.add("caseload", staff_id=coming, starts_on=day, **of_student)
    iep = world.add("iep", student_id=student)
    assert reads(world, leaving, iep, date(2025, 1, 31))
    assert not reads(world, coming, iep, date(2025, 1, 31))
    assert not reads(world, leaving, iep, day)
    assert reads(world, coming, iep, day)


def test_p8_provider_reads_their_services_and_the_goals_linked_to_them(world: SmallWorld) -> None:
    student = world.student()
    provider = world.staff("PROVIDER")
    of_iep = {"student_id": student, "iep_id": world.add("iep", student_id=student)}
    mine = world.add("iep_service", provider_id=provider, **of_iep)
    theirs = world.add("iep_service", area="COUNSELING", **of_iep)
    my_goal = world.add("iep_goal", iep_service_id=mine, **of_iep)
    their_goal = world.add("iep_goal", iep_service_id=theirs, **of_iep)
    assert reads(world, provider, mine)
    assert reads(world, provider, my_goal)
    assert not reads(world, provider, theirs)
    assert not reads(world, provider, their_goal)
    assert not reads(world, provider, "iep 1")
    world.change("iep", "iep 1", superseded_on=TODAY)
    assert not reads(world, provider, student)


def test_p8_a_service_of_a_draft_or_one_declined_is_nobodys_to_deliver(world: SmallWorld) -> None:
    student, provider = world.student(), world.staff("PROVIDER")
    teacher = world.teacher(student)
    of_iep = {"student_id": student, "iep_id": world.add("iep", student_id=student)}
    declined = world.add("iep_service", provider_id=provider, declined_on=TODAY, **of_iep)
    goal = world.add("iep_goal", iep_service_id=declined, **of_iep)
    for who in (provider, teacher):
        assert not reads(world, who, declined)
        assert not reads(world, who, goal)
    assert not reads(world, provider, student)
    world.change("iep_service", declined, declined_on=None)
    assert reads(world, provider, goal)
    assert reads(world, teacher, goal)
    world.change("iep", "iep 1", consented_on=None, offered_on=TODAY)
    for who in (provider, teacher):
        assert not reads(world, who, declined)


def test_p8_a_service_that_ended_is_closed_while_another_goes_on(world: SmallWorld) -> None:
    student = world.student()
    provider = world.staff("PROVIDER")
    of_iep = {"student_id": student, "iep_id": world.add("iep", student_id=student)}
    ended = world.add("iep_service", provider_id=provider, ends_on=TODAY, **of_iep)
    goes_on = world.add("iep_service", provider_id=provider, **of_iep)
    goal = world.add("iep_goal", iep_service_id=ended, **of_iep)
    assert reads(world, provider, goes_on)
    assert not reads(world, provider, ended)
    assert not reads(world, provider, goal)


def test_p9_suspension_ends_reading_and_leaves_staffing(world: SmallWorld) -> None:
    student = world.student()
    teacher = world.teacher(student)
    colleague = world.staff("TEACHER")
    world.change("person", world.person_of(teacher), suspended_at=datetime(2024, 10, 1, tzinfo=UTC))
    assert not world.ask(teacher, TODAY).columns
    assert "staff_id" in reads(world, colleague, "section_staff 1")


def test_p10_substitute_reads_while_covering_and_not_the_day_after(world: SmallWorld) -> None:
    student = world.student()
    world.seat(student)
    substitute = world.staff("SUBSTITUTE")
    day, next_day = date(2025, 3, 4), date(2025, 3, 5)
    on_section = {"staff_id": substitute, "section_id": world.section}
    world.add("coverage", starts_on=day, ends_on=next_day, **on_section)
    score = world.add("score", student_id=student, section_id=world.section)
    assert reads(world, substitute, student, day) >= NAME
    assert not reads(world, substitute, score, day)
    assert not reads(world, substitute, student, next_day)
    world.change("coverage", "coverage 1", long_term=True)
    assert reads(world, substitute, score, day)


def test_p11_counselor_reads_their_range_and_of_others_name_and_schedule(world: SmallWorld) -> None:
    counselor = world.staff("COUNSELOR")
    span = {"staff_id": counselor, "school_id": world.school, "grade_level": 10}
    world.add("counselor_range", first="A", last="F", **span)
    mine = world.student(family_name="Field", grade_level=10)
    other_name = world.student(family_name="Gold", grade_level=10)
    other_grade = world.student(family_name="Adler", grade_level=11)
    assert "birth_date" in reads(world, counselor, mine)
    for student in (other_name, other_grade):
        seat = world.seat(student)
        assert reads(world, counselor, student) == NAME | {
            "preferred_name",
            "preferred_name_audience",
        }
        assert reads(world, counselor, seat)


def test_p12_principal_reads_health_for_an_hour_and_each_reading_is_logged(
    world: SmallWorld,
) -> None:
    student = world.student()
    principal = world.staff("PRINCIPAL")
    condition = world.add("condition", student_id=student)
    opened, expires = (datetime(2024, 10, 15, hour, tzinfo=UTC) for hour in (9, 10))
    who = {"student_id": student, "staff_id": principal}
    world.add("break_glass", opened_at=opened, expires_at=expires, **who)
    assert not reads(world, principal, condition, at=time(8, 59))
    assert reads(world, principal, condition, at=time(9))
    assert world.ask(principal, TODAY, time(9)).disclosed == {(student, "12")}
    assert not reads(world, principal, condition, at=time(10))
    assert not world.ask(principal, TODAY, time(10)).disclosed


def test_p13_registrar_reads_no_condition_iep_or_incident_but_what_they_reported(
    world: SmallWorld,
) -> None:
    student = world.student()
    registrar = world.staff("REGISTRAR")
    incident, reported = (world.add("incident", reported_by=who) for who in (None, registrar))
    parts = [
        world.add("incident_participation", student_id=student, incident_id=each)
        for each in (incident, reported)
    ]
    for table in (
        "condition",
        "care_plan",
        "medication_order",
        "iep",
        "evaluation",
        "incident_action",
    ):
        assert not reads(world, registrar, world.add(table, student_id=student)), table
    assert not reads(world, registrar, incident)
    assert not reads(world, registrar, parts[0])
    assert "description" in reads(world, registrar, reported)
    assert reads(world, registrar, parts[1])


def test_p30_contracted_provider_is_logged_and_an_employed_one_is_not(world: SmallWorld) -> None:
    student = world.student()
    provider = world.staff("PROVIDER")
    of_iep = {"student_id": student, "iep_id": world.add("iep", student_id=student)}
    service = world.add("iep_service", provider_id=provider, contracted=True, **of_iep)
    goal = world.add("iep_goal", iep_service_id=service, **of_iep)
    reading = world.ask(provider, TODAY)
    assert reading.disclosed == {(student, "18")}
    assert "goal" in reading.logged["iep_goal", goal]
    world.add("caseload", student_id=student, staff_id=provider, kind="CASE_MANAGER")
    assert not world.ask(provider, TODAY).disclosed


def test_p37_training_that_lapsed_closes_special_education_and_nothing_else(
    world: SmallWorld,
) -> None:
    student = world.student()
    teacher = world.teacher(student)
    iep = world.add("iep", student_id=student)
    support = world.add("iep_support", student_id=student, iep_id=iep)
    alert = world.add("health_alert", student_id=student)
    assert reads(world, teacher, iep)
    world.change("training", "training 1", expires_on=TODAY)
    assert reads(world, teacher, iep, date(2024, 10, 14))
    assert not reads(world, teacher, iep)
    assert not reads(world, teacher, support)
    assert reads(world, teacher, alert)


def test_every_draw_is_counted_under_a_known_name(world: SmallWorld) -> None:
    drawn: Counter[str] = Counter()
    student = world.student()
    world.ask(world.teacher(student), TODAY, drawn=drawn)
    assert drawn["relation TR"] == 1
    assert set(drawn) <= DRAWS
