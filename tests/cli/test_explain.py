"""`homeroom policy explain` says what the door does, and why."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from hub.cli.errors import CommandRefused
from hub.cli.explain import Asked, explanation, student_key
from hub.errors import BadInput
from hub.explain.question import Question, place
from hub.explain.ways import counted

if TYPE_CHECKING:
    from tests.conftest import Hub

VIEWERS = (
    "teacher", "case_manager", "counselor", "nurse", "principal", "untrained_teacher", "guardian",
    "restricted_father",
)  # fmt: skip
STUDENTS = ("demo-student", "demo-restricted", "demo-closed-to-father")
FIELDS = {
    "Student.givenName": "givenName",
    "Student.birthDate": "birthDate",
    "Guardianship.relationship": "relationship",
    "EmergencyContact.name": "contact",
    "CourtOrder.kind": "kind",
    "HealthAlert.severity": "severity",
    "Condition.name": "condition",
    "MedicationOrder.drug": "drug",
    "Iep.number": "number",
    "IepSupport.instruction": "instruction",
    "Incident.occurredOn": "occurredOn",
    "Incident.description": "description",
}
"""Fields that hold a value in every row, by their response key below."""
EVERYTHING = """
query Everything($id: ID!) {
  student(id: $id) {
    givenName birthDate
    guardianships(history: true) { relationship }
    emergencyContacts { contact: name }
    courtOrders { kind }
    healthAlerts(history: true) { severity }
    conditions { condition: name }
    medicationOrders(history: true) { drug }
    ieps { number }
    supports(history: true) { instruction }
    participations { incident { occurredOn description } }
  }
}
"""


def values(answer: Any, key: str) -> int:
    """How many values an answer shows under a response key."""
    if isinstance(answer, list):
        return sum(values(below, key) for below in answer)
    if not isinstance(answer, dict):
        return 0
    below = sum(values(each, key) for each in answer.values())
    return below + (answer.get(key) is not None)


@pytest.mark.parametrize("who", VIEWERS)
async def test_p45_explain_counts_exactly_the_values_that_the_door_shows(
    demo: Hub, persona_ids: dict[str, str], who: str
) -> None:
    viewer = await demo.viewer(persona_ids[who])
    explained, shown = {}, {}
    async with demo.database.owner() as owner:
        for student in STUDENTS:
            key = await student_key(owner, student)
            answer = await demo.door.execute(EVERYTHING, viewer, variables={"id": f"stu_{key}"})
            data = json.loads(answer.body)["data"]
            for field, name in FIELDS.items():
                question = Question(*place(demo.door.built.catalog, field), key)
                readable, _ = await counted(owner, question, viewer)
                explained[student, field] = readable
                shown[student, field] = values(data, name)
    assert explained == shown
    assert any(shown.values())


async def explained(hub: Hub, asked: tuple[str, str, str | None], at: date | None = None) -> str:
    """What the command prints about a field, a viewer and a student."""
    async with hub.database.owner() as owner:
        return await explanation(owner, hub.door.built.catalog, Asked(*asked, at))


@pytest.mark.parametrize(
    ("asked", "title", "line"),
    [
        (
            ("HealthAlert.instruction", "teacher", "demo-student"),
            "HealthAlert.instruction of demo-student, for teacher on 2026-10-14: READABLE, ",
            "TR (teacher of record) reads 11 (Actionable health alert) [LEI]",
        ),
        (
            ("Student.birthDate", "teacher", "demo-student"),
            "Student.birthDate of demo-student, for teacher on 2026-10-14: NOT READABLE, 0 of 1",
            "not held: CM (case manager) reads 3 (Birth date) [NEED]",
        ),
        (
            ("Student.enrollments", "restricted_father", "demo-restricted"),
            ": NOT READABLE, 0 of ",
            "held, but an order withholds the whereabouts: GD (guardian) reads 1b ",
        ),
        (
            ("Student.givenName", "counselor", "demo-closed-to-father"),
            ": NOT READABLE, 0 of 1",
            "held, but an order binds the viewer and the viewer's own child: CN",
        ),
        (
            ("IepSupport.instruction", "untrained_teacher", "demo-student"),
            ": NOT READABLE, 0 of ",
            "held, but confidentiality training isn't current (P-37): TR (teacher of record)",
        ),
        (
            ("Incident.description", "guardian", "demo-student"),
            "Incident.description of demo-student",
            "Shown only where the viewer sees everyone who took part (P-36).",
        ),
        (
            ("Student.givenName", "suspended_teacher", "demo-student"),
            ": NOT READABLE, 0 of 1",
            "The sign-in is suspended: every request is refused, whatever stands below (P-9).",
        ),
        (
            ("Student.conditions", "teacher", "demo-student"),
            ": NOT READABLE, 0 of ",
            "not held: NU (nurse of the student's school) reads 12 ",
        ),
        (("School.name", "guardian", None), "School.name, for guardian", "EV (signed in) reads S0"),
        (
            ("IepGoal.goal", "demo-provider", "demo-student"),
            "IepGoal.goal of demo-student, for demo-provider",
            "RS (service provider) reads 18.delivered",
        ),
    ],
)
async def test_p45_an_explanation_names_grant_relation_and_deny(
    demo: Hub,
    asked: tuple[str, str, str | None],
    title: str,
    line: str,
) -> None:
    said = await explained(demo, asked)
    assert title in said.splitlines()[0]
    assert line in said


async def test_p2_another_day_is_explained_by_that_days_relations(demo: Hub) -> None:
    asked = ("HealthAlert.instruction", "former_teacher", "demo-student")
    assert "NOT READABLE" in await explained(demo, asked)
    before = await explained(demo, asked, date(2026, 9, 1))
    assert "on 2026-09-01: READABLE" in before


async def test_an_explanation_shows_no_value_of_the_record(demo: Hub) -> None:
    said = await explained(demo, ("Student.familyName", "teacher", "demo-student"))
    assert "READABLE, 1 of 1" in said
    assert "Torres" not in said


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (("Student.shoeSize", "teacher", "demo-student"), "no field Student.shoeSize"),
        (("Student", "teacher", "demo-student"), "write TYPE.FIELD"),
        (("Student.birthDate", "teacher", None), "say whom with --student"),
        (("Student.birthDate", "teacher", "demo-teacher"), "No student has the id"),
        (("Student.birthDate", "headmaster", "demo-student"), "There is no persona headmaster"),
        (("Section.nextMeeting", "teacher", None), "worked out from other fields"),
        (("Viewer.today", "teacher", None), "about the viewer"),
    ],
)
async def test_what_cannot_be_explained_is_refused_with_what_helps(
    demo: Hub, asked: tuple[str, str, str | None], why: str
) -> None:
    with pytest.raises((CommandRefused, BadInput), match=why):
        await explained(demo, asked)
