"""Why may they, why may they not, who could, and since when (P-45)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from hub.errors import BadInput, FieldWithheld, LimitExceeded
from tests.operations.golden import sourced_id_of, student_id

if TYPE_CHECKING:
    from tests.conftest import Hub

EXPLAIN = """
query Explain($field: String!, $student: ID, $person: ID, $on: Date) {
  explain(field: $field, student: $student, person: $person, on: $on) {
    field day readable suspended rows readableRows
    ways {
      standing title slice sliceTitle basis logged outcome beatenBy until change
      restsOn { table row startsOn endsOn }
    }
  }
}
"""
READERS = """
query Readers($field: String!, $student: ID, $on: Date) {
  readers(field: $field, student: $student, on: $on) { id name standings }
}
"""
OFFICER = "privacy_officer"


async def asked(hub: Hub, who: str, text: str, **variables: Any) -> Any:
    """The data of an operation of one persona; `student` is given by sourced id."""
    if "student" in variables:
        variables["student"] = await student_id(hub, variables["student"])
    if "person" in variables:
        variables["person"] = await staff_id(hub, variables["person"])
    viewer = await hub.viewer(sourced_id_of(who))
    answer = await hub.door.execute(text, viewer, variables=variables)
    return next(iter(json.loads(answer.body)["data"].values()))


async def staff_id(hub: Hub, who: str) -> str:
    """The public id of a persona in their first capacity."""
    async with hub.database.owner() as owner:
        row = await owner.fetchrow(
            "SELECT s.id AS stf, g.id AS gdn FROM person p"
            " LEFT JOIN staff_member s ON s.person_id = p.id"
            " LEFT JOIN guardian g ON g.person_id = p.id WHERE p.sourced_id = $1",
            sourced_id_of(who),
        )
    assert row is not None
    return f"stf_{row['stf']}" if row["stf"] else f"gdn_{row['gdn']}"


def outcomes(explanation: Any) -> dict[str, str]:
    """What becomes of each way, by its standing and slice."""
    return {f"{way['standing']} {way['slice']}": way["outcome"] for way in explanation["ways"]}


async def test_p45_an_allowed_reading_names_its_rows_its_grant_and_its_basis(demo: Hub) -> None:
    field = "HealthAlert.instruction"
    said = await asked(
        demo, OFFICER, EXPLAIN, field=field, student="demo-student", person="teacher"
    )
    assert said["readable"]
    assert said["rows"] == said["readableRows"] > 0
    way = next(each for each in said["ways"] if each["standing"] == "TR")
    assert (way["slice"], way["outcome"], way["basis"]) == ("11", "OPENS", ["LEI"])
    tables = {row["table"] for row in way["restsOn"]}
    assert {"section_staff", "section_enrollment"} <= tables
    assert way["until"] == min(row["endsOn"] for row in way["restsOn"] if row["endsOn"])


async def test_p45_a_refusal_names_what_would_change_it(demo: Hub) -> None:
    said = await asked(
        demo, OFFICER, EXPLAIN, field="Condition.name", student="demo-student", person="teacher"
    )
    assert not said["readable"]
    assert set(outcomes(said).values()) == {"NOT_HELD"}
    assert {way["change"] for way in said["ways"]} == {
        "The person would have to come to stand so to the student."
    }


async def test_p45_a_deny_is_named_with_the_order_on_which_it_rests(demo: Hub) -> None:
    said = await asked(
        demo,
        OFFICER,
        EXPLAIN,
        field="Student.enrollments",
        student="demo-restricted",
        person="restricted_father",
    )
    way = next(each for each in said["ways"] if each["standing"] == "GD")
    assert way["outcome"] == "DENIED"
    assert "an order withholds the whereabouts" in way["beatenBy"]
    assert "court_order" in {row["table"] for row in way["restsOn"]}


async def test_p37_lapsed_training_is_named(demo: Hub) -> None:
    said = await asked(
        demo,
        "untrained_teacher",
        EXPLAIN,
        field="IepSupport.instruction",
        student="demo-student",
    )
    assert not said["readable"]
    assert outcomes(said)["TR 17"] == "UNTRAINED"


async def test_p45_another_day_is_looked_at_by_that_days_rights(demo: Hub) -> None:
    given = {"field": "Score.points", "student": "demo-left-yesterday", "person": "teacher"}
    now = await asked(demo, OFFICER, EXPLAIN, **given)
    before = await asked(demo, OFFICER, EXPLAIN, **given, on="2026-09-15")
    later = await asked(demo, OFFICER, EXPLAIN, **given, on="2026-11-30")
    assert (outcomes(now)["TR.grace:own 28"], now["readable"]) == ("OPENS", True)
    assert outcomes(before)["TR:own 28"] == "OPENS"
    assert not later["readable"]


async def test_p23_whoever_asks_about_themselves_is_told_of_no_order(demo: Hub) -> None:
    """A standing that an order beats looks like one that the asker doesn't have."""
    said = await asked(
        demo, "restricted_father", EXPLAIN, field="Student.enrollments", student="demo-restricted"
    )
    assert not said["readable"]
    assert set(outcomes(said).values()) == {"NOT_HELD"}
    assert all(way["beatenBy"] == [] and way["restsOn"] == [] for way in said["ways"])
    assert (said["rows"], said["readableRows"]) == (None, None)


async def test_p23_an_unknown_student_and_one_who_is_not_theirs_are_alike(demo: Hub) -> None:
    field = "HealthAlert.instruction"
    other = await asked(demo, "guardian", EXPLAIN, field=field, student="demo-restricted")
    text = EXPLAIN.replace(
        "student: $student", 'student: "stu_00000000-0000-4000-8000-000000000000"'
    )
    text = text.replace("$student: ID, ", "")
    assert other is None
    assert await asked(demo, "guardian", text, field=field) is None


async def test_p45_a_teacher_is_told_by_which_standing_she_reads(demo: Hub) -> None:
    said = await asked(
        demo, "teacher", EXPLAIN, field="HealthAlert.instruction", student="demo-student"
    )
    assert said["readable"]
    assert outcomes(said)["TR 11"] == "OPENS"


@pytest.mark.parametrize("given", [{"person": "nurse"}, {"on": "2026-09-01"}])
async def test_p45_only_the_privacy_officer_asks_about_others_and_other_days(
    demo: Hub, given: dict[str, str]
) -> None:
    with pytest.raises(FieldWithheld):
        await asked(
            demo, "principal", EXPLAIN, field="Student.birthDate", student="demo-student", **given
        )
    with pytest.raises(FieldWithheld):
        await asked(demo, "principal", READERS, field="Student.birthDate", student="demo-student")


async def test_p45_who_could_read_an_alert(demo: Hub) -> None:
    field = "HealthAlert.instruction"
    found = await asked(demo, OFFICER, READERS, field=field, student="demo-student")
    names = {each["id"]: each["standings"] for each in found}
    assert "TR" in names[await staff_id(demo, "teacher")]
    assert "NU" in names[await staff_id(demo, "nurse")]
    for who in ("principal", "counselor", "guardian", "registrar", "former_teacher"):
        person = await staff_id(demo, who)
        said = await asked(demo, OFFICER, EXPLAIN, field=field, student="demo-student", person=who)
        assert said["readable"] == (person in names), who


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"field": "Student.shoeSize", "student": "demo-student"}, BadInput),
        ({"field": "Student.birthDate"}, BadInput),
    ],
)
async def test_what_cannot_be_explained_is_refused(
    demo: Hub, given: dict[str, str], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        await asked(demo, OFFICER, EXPLAIN, **given)


async def test_explanations_are_few_in_one_operation(demo: Hub) -> None:
    one = 'explain(field: "District.name") { readable }'
    with pytest.raises(LimitExceeded):
        await asked(demo, "teacher", "{" + " ".join(f"e{at}: {one}" for at in range(6)) + "}")
    assert await asked(demo, "teacher", "{" + one + "}") == {"readable": True}


async def test_p45_the_officer_is_told_by_which_agreement_an_app_reads(demo: Hub) -> None:
    """And what it could never read; among the readers it has its own name and id."""
    async with demo.database.owner() as owner:
        app = await owner.fetchval("SELECT 'app_' || id FROM vendor_app WHERE name LIKE 'Inkwell%'")
    student = await student_id(demo, "demo-student")
    viewer = await demo.viewer(sourced_id_of(OFFICER))
    found = {}
    for field in ("Mark.value", "HealthAlert.instruction"):
        about = {"field": field, "student": student, "person": app}
        answer = await demo.door.execute(EXPLAIN, viewer, variables=about)
        found[field] = json.loads(answer.body)["data"]["explain"]
    assert not found["HealthAlert.instruction"]["readable"]
    assert found["Mark.value"]["readable"]
    way = found["Mark.value"]["ways"][0]
    assert (way["standing"], way["slice"], way["basis"]) == ("VA:29", "29", ["VENDOR"])
    assert {"agreement", "agreement_scope", "school_enrollment"} <= {
        row["table"] for row in way["restsOn"]
    }
    assert way["until"] is not None
    readers = await asked(demo, OFFICER, READERS, field="Mark.value", student="demo-student")
    assert {"id": app, "name": "Inkwell Gradebook", "standings": ["VA"]} in readers


async def test_p45_readers_name_a_monitor_by_the_letter(demo: Hub) -> None:
    readers = await asked(demo, OFFICER, READERS, field="Iep.disability", student="demo-student")
    assert ["MO"] in [each["standings"] for each in readers if each["name"] == "Claire Dumont"]
