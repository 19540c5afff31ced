"""Promises of the oracle itself about what a gap may tell: places, secrets, and empty values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.oracle.bridge import Naive, Pick
from tests.oracle.small_world import SmallWorld
from tests.oracle.test_oracle_itself import TODAY, reads

if TYPE_CHECKING:
    from schema.build import Built

LOCATING = pytest.mark.parametrize("kind", ["NO_LOCATION", "NO_CONTACT"])
GRADED = {"school_year", "points", "missing"}
MARKED = {"term_id", "school_year", "value", "version", "posted_at", "superseded_at", "reason"}
HAPPENED = {"occurred_on", "category", "status", "reported_by"}
WHERE = {"school_id", "location", "description"}
HUSHED = "CONFIDENTIAL_SERVICE"


@pytest.fixture
def world() -> SmallWorld:
    return SmallWorld()


def absent(world: SmallWorld, student: str, **values: object) -> str:
    return world.add("attendance_event", student_id=student, section_id=world.section, **values)


def naive(world: SmallWorld, built: Built, who: str) -> Naive:
    person: Any = world.person_of(who)
    return Naive(world.rows, world.ask(who, TODAY), built.catalog, TODAY, person)


@LOCATING
def test_p23_grades_are_read_without_the_section_that_would_tell_the_school(
    world: SmallWorld, kind: str
) -> None:
    student = world.student()
    father, mother = world.guardian(student), world.guardian(student)
    score = world.add("score", student_id=student, section_id=world.section)
    mark = world.add("mark", student_id=student, section_id=world.section)
    assert reads(world, father, score) == GRADED | {"section_id", "assignment_id"}
    assert reads(world, father, mark) == MARKED | {"section_id"}
    world.order(student, father, kind)
    assert reads(world, father, score) == GRADED
    assert reads(world, father, mark) == MARKED
    assert reads(world, mother, score) == GRADED | {"section_id", "assignment_id"}
    assert reads(world, student, mark) == MARKED | {"section_id"}


@LOCATING
def test_p23_an_incident_is_read_without_its_place_and_its_free_text(
    world: SmallWorld, kind: str
) -> None:
    student = world.student()
    father, mother = world.guardian(student), world.guardian(student)
    incident = world.add("incident")
    keys = {"student_id": student, "incident_id": incident}
    part, release = (
        world.add(table, **keys) for table in ("incident_participation", "incident_release")
    )
    assert reads(world, father, incident) == HAPPENED | WHERE
    world.order(student, father, kind)
    assert reads(world, father, incident) == HAPPENED
    assert reads(world, father, part) == {"incident_id", "role"}
    assert "body" in reads(world, father, release)
    assert reads(world, mother, incident) == HAPPENED | WHERE


def test_p18_orders_that_hide_no_location_leave_the_place_of_grades_and_incidents(
    world: SmallWorld,
) -> None:
    student = world.student()
    father = world.guardian(student)
    score = world.add("score", student_id=student, section_id=world.section)
    incident = world.add("incident")
    world.add("incident_participation", student_id=student, incident_id=incident)
    order = world.order(student, father, "NO_PICKUP")
    assert "section_id" in reads(world, father, score)
    assert reads(world, father, incident) == HAPPENED | WHERE
    world.change("court_order", order, document_key=None)
    assert not reads(world, father, score)
    assert not reads(world, father, incident)


def test_p22_a_place_is_read_through_a_sibling_whom_no_order_concerns(world: SmallWorld) -> None:
    restricted, sibling = world.student(), world.student()
    father = world.guardian(restricted, sibling)
    incident = world.add("incident")
    world.add("incident_participation", student_id=restricted, incident_id=incident)
    world.order(restricted, father, "NO_LOCATION")
    assert reads(world, father, incident) == HAPPENED
    world.add("incident_participation", student_id=sibling, incident_id=incident)
    assert reads(world, father, incident) == HAPPENED | WHERE


def test_p23_no_list_below_a_section_or_assignment_tells_whose_scores_they_are(
    world: SmallWorld, built: Built
) -> None:
    student = world.student()
    father = world.guardian(student)
    section: Any = world.section
    task: Any = world.add("assignment", section_id=section)
    world.add("score", student_id=student, section_id=section, assignment_id=task)
    world.add("mark", student_id=student, section_id=section)
    below = tuple((name, Pick(name[:-1].title(), ())) for name in ("scores", "marks"))
    lessons, work = Pick("Section", (), below), Pick("Assignment", (), below[:1])
    before = naive(world, built, father)
    assert len((before.object(lessons, section) or {})["scores"]) == 1
    world.order(student, father, "NO_LOCATION")
    after = naive(world, built, father)
    shown = after.object(lessons, section) or {}
    assert (shown["scores"], shown["marks"]) == (None, None)
    assert (after.object(work, task) or {})["scores"] is None


@pytest.mark.parametrize("secret", ["condition", "care_plan", "care_plan_part", None])
def test_p17_a_plan_and_its_parts_are_as_confidential_as_what_they_belong_to(
    world: SmallWorld, secret: str | None
) -> None:
    student = world.student()
    guardian = world.guardian(student)
    condition = world.add("condition", student_id=student)
    plan = world.add("care_plan", student_id=student, condition_id=condition)
    part = world.add("care_plan_part", student_id=student, care_plan_id=plan)
    rows = [condition, plan, part]
    if secret:
        world.change(secret, f"{secret} 1", confidential=True)
    hidden = [row for row in rows if not reads(world, guardian, row)]
    assert hidden == (rows[rows.index(f"{secret} 1") :] if secret else [])
    assert all(reads(world, student, row) for row in rows)


@pytest.mark.parametrize("secret", ["medication_order", "medication_administration"])
def test_p17_a_dose_is_as_confidential_as_its_order(world: SmallWorld, secret: str) -> None:
    student = world.student()
    guardian, nurse = world.guardian(student), world.staff("NURSE")
    order = world.add("medication_order", student_id=student, confidential=False)
    dose = world.add(
        "medication_administration",
        student_id=student,
        medication_order_id=order,
        confidential=False,
    )
    assert "outcome" in reads(world, guardian, dose)
    world.change(secret, f"{secret} 1", confidential=True)
    assert not reads(world, guardian, dose)
    assert bool(reads(world, guardian, order)) is (secret != "medication_order")
    assert "outcome" in reads(world, nurse, dose)


def test_p17_a_confidential_absence_looks_to_a_guardian_like_one_without_a_reason(
    world: SmallWorld, built: Built
) -> None:
    student = world.student()
    guardian = world.guardian(student)
    secret: Any = absent(world, student, reason=HUSHED, note="clinic")
    unsaid: Any = absent(world, student, reason=None)
    said: Any = absent(world, student, reason="ILLNESS", note="fever")
    pick = Pick("AttendanceEvent", ("note", "reason"))
    shown = [naive(world, built, guardian).object(pick, row) or {} for row in (secret, unsaid)]
    assert [{**each, "id": ""} for each in shown] == [
        {"id": "", "note": None, "reason": None, "withheld": []}
    ] * 2
    assert (naive(world, built, guardian).object(pick, said) or {})["note"] == "fever"
    assert (naive(world, built, student).object(pick, secret) or {})["reason"] == HUSHED
    assert reads(world, guardian, secret) == reads(world, guardian, unsaid)


def test_p35_a_preferred_name_not_for_the_family_looks_like_none(world: SmallWorld) -> None:
    hers, open_ = (
        world.student(preferred_name="Max", preferred_name_audience=audience)
        for audience in ("SCHOOL", "EVERYONE")
    )
    mother = world.guardian(hers, open_)
    reading = world.ask(mother, TODAY)
    assert "preferred_name" in reading.columns["student", hers]
    assert reading.silenced == {("student", hers, "preferred_name")}
    assert "preferred_name_audience" not in reads(world, mother, hers)


def test_p16_a_teacher_hears_the_preferred_name_of_their_own_child(world: SmallWorld) -> None:
    student = world.student(preferred_name="Max")
    person = world.person()
    mother = world.guardian(student, person=person)
    assert world.ask(mother, TODAY).silenced
    world.teacher(student, person=person)
    assert "preferred_name" in reads(world, mother, student)
    assert not world.ask(mother, TODAY).silenced


def test_p18_what_an_order_withholds_is_withheld_and_not_silenced(world: SmallWorld) -> None:
    student = world.student(preferred_name="Max")
    father = world.guardian(student)
    absence = absent(world, student, reason=HUSHED)
    order = world.order(student, father, "NO_LOCATION")
    assert world.ask(father, TODAY).silenced == {("student", student, "preferred_name")}
    assert not reads(world, father, absence)
    world.change("court_order", order, kind="NO_RECORDS")
    assert not world.ask(father, TODAY).silenced


def test_a_nurse_is_told_that_a_reason_which_is_not_healths_is_withheld(world: SmallWorld) -> None:
    student = world.student()
    nurse = world.staff("NURSE")
    today = absent(world, student, day=TODAY, reason="TRUANT")
    earlier = absent(world, student, reason="TRUANT")
    ill = absent(world, student)
    assert reads(world, nurse, today) == {"section_id", "day", "status", "school_year"}
    assert not reads(world, nurse, earlier)
    assert {"day", "reason"} < reads(world, nurse, ill)
    assert not world.ask(nurse, TODAY).silenced
