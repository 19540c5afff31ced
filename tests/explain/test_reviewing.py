"""Who of a school can read what is delicate, by the policy's own clauses (P-43); the policy as a
table; names and readings, which are the privacy officer's.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from hub.policy.matrix import matrix
from tests.explain.test_explanations import EXPLAIN, OFFICER, READERS, asked, staff_id
from tests.operations.golden import sourced_id_of, student_id

if TYPE_CHECKING:
    from tests.conftest import Hub

REVIEW = """
query Review($school: ID!) {
  accessReview(school: $school) {
    students
    lines { row people students standings { standing people students staff { id students } } }
  }
}
"""
TOLD = """
query Told($school: ID!, $today: Date!) {
  students(where: {enrollments: {school: {id: {eq: $school}}, startsOn: {lte: $today},
                                 or: [{endsOn: {isNull: true}}, {endsOn: {gt: $today}}]}}) {
    totalCount { count }
  }
}
"""
POLICY = "{ policy { standings { standing title } slices { slice cells { standing cell } } } }"
NAMED = "query Named($search: String, $ids: [ID!], $students: Boolean) {\
 named(search: $search, ids: $ids, students: $students) { id name gradeLevel } }"
READINGS = "query Of($student: ID!) { readings(student: $student) { entries { reader slices } } }"
HERS = "query Hers($student: ID!) { student(id: $student) { birthDate } }"


async def school_of(hub: Hub, who: str) -> str:
    """The school at which a persona holds a post."""
    async with hub.database.owner() as owner:
        found = await owner.fetchval(
            "SELECT o.school_id FROM post o JOIN staff_member s ON s.id = o.staff_id"
            " JOIN person p ON p.id = s.person_id"
            " WHERE p.sourced_id = $1 AND o.school_id IS NOT NULL LIMIT 1",
            sourced_id_of(who),
        )
    return f"sch_{found}"


def lines(review: Any) -> dict[str, dict[str, Any]]:
    """The standings of each line, by its row and their codes."""
    return {
        line["row"]: {each["standing"]: each for each in line["standings"]}
        for line in review["lines"]
    }


async def test_p43_a_principal_reviews_who_can_read_what_is_delicate(demo: Hub) -> None:
    """A nurse is counted with as many students as her own list of the school has."""
    school = await school_of(demo, "principal")
    review = await asked(demo, "principal", REVIEW, school=school)
    found = lines(review)
    nurse = await staff_id(demo, "nurse")
    (hers,) = [each for each in found["12"]["NU"]["staff"] if each["id"] == nurse]
    viewer = await demo.viewer(sourced_id_of("nurse"))
    day = viewer.clock.today.isoformat()
    answer = await demo.door.execute(TOLD, viewer, variables={"school": school, "today": day})
    counted = json.loads(answer.body)["data"]["students"]["totalCount"]["count"]
    assert hers["students"] == counted > 0
    for line in review["lines"]:
        assert 0 < line["students"] <= review["students"]
        assert line["people"] <= sum(each["people"] for each in line["standings"])
        for each in line["standings"]:
            assert each["people"] == len(each["staff"])
            assert max(one["students"] for one in each["staff"]) <= each["students"]


async def test_p43_a_review_names_whoever_the_readers_of_a_student_are(demo: Hub) -> None:
    """Of staff, whoever reads a student's diagnosis or medication stands on the list."""
    async with demo.database.owner() as owner:
        school = await owner.fetchval(
            "SELECT 'sch_' || e.school_id FROM school_enrollment e JOIN student s"
            " ON s.id = e.student_id JOIN person p ON p.id = s.person_id"
            " WHERE p.sourced_id = 'demo-student' AND e.ends_on IS NULL"
        )
    found = lines(await asked(demo, OFFICER, REVIEW, school=school))
    for row, field in (("12", "Condition.name"), ("13", "MedicationOrder.drug")):
        readers = await asked(demo, OFFICER, READERS, field=field, student="demo-student")
        listed = {one["id"] for each in found[row].values() for one in each["staff"]}
        others = {"AU", "GD", "MO"}  # what they wrote, as parents, by letter
        staff = {each["id"] for each in readers if set(each["standings"]) - others}
        assert {each for each in staff if each.startswith("stf_")} <= listed
    assert await staff_id(demo, "former_teacher") not in str(found)


async def test_p37_who_lacks_training_is_not_counted_for_special_education(demo: Hub) -> None:
    school = await school_of(demo, "untrained_teacher")
    found = lines(await asked(demo, OFFICER, REVIEW, school=school))
    untrained = await staff_id(demo, "untrained_teacher")
    listed = {row: {one["id"] for each in by.values() for one in each["staff"]}
              for row, by in found.items()}  # fmt: skip
    assert untrained in listed["11"]
    assert untrained not in listed["17"] | listed["18"]


@pytest.mark.parametrize("who", ["teacher", "nurse", "registrar", "counselor", "guardian"])
async def test_p43_nobody_but_its_principal_and_the_officer_reviews_a_school(
    demo: Hub, who: str
) -> None:
    school = await school_of(demo, "principal")
    assert await asked(demo, who, REVIEW, school=school) is None


async def test_p43_a_principal_reviews_no_other_school(demo: Hub) -> None:
    own = await school_of(demo, "principal")
    async with demo.database.owner() as owner:
        other = await owner.fetchval(
            "SELECT 'sch_' || id FROM school WHERE 'sch_' || id <> $1", own
        )
    assert await asked(demo, "principal", REVIEW, school=other) is None
    assert await asked(demo, OFFICER, REVIEW, school=other) is not None


async def test_the_policy_is_told_to_staff_as_the_command_prints_it(demo: Hub) -> None:
    told = await asked(demo, "teacher", POLICY)
    cells = {
        row["slice"]: {each["standing"]: each["cell"] for each in row["cells"]}
        for row in told["slices"]
    }
    assert cells == {
        piece: {name: cell for name, cell in row.items() if cell != "-"}
        for piece, row in matrix().items()
    }
    for who in ("guardian", "student"):
        assert await asked(demo, who, POLICY) is None


async def test_names_are_found_by_the_privacy_officer_alone(demo: Hub) -> None:
    found = await asked(demo, OFFICER, NAMED, search="Torres Ana", students=True)
    assert await student_id(demo, "demo-student") in {each["id"] for each in found}
    people = await asked(demo, OFFICER, NAMED, search="Obi", students=False)
    assert await staff_id(demo, "nurse") in {each["id"] for each in people}
    ids = [await staff_id(demo, "nurse"), await student_id(demo, "demo-student")]
    assert {each["id"] for each in await asked(demo, OFFICER, NAMED, ids=ids)} == set(ids)
    for who in ("principal", "registrar", "guardian"):
        assert await asked(demo, who, NAMED, search="Obi", students=False) is None
        assert await asked(demo, who, NAMED, ids=ids) is None


async def test_aud1_the_officer_reads_who_has_read_and_nobody_else_does(own_demo: Hub) -> None:
    async with own_demo.database.owner() as owner:
        await owner.execute(
            "INSERT INTO access (id, request_id, person_id, slices, students)"
            " SELECT uuidv7(), gen_random_uuid(), p.id, '{3}', ARRAY[s.id]"
            " FROM person p, student s JOIN person c ON c.id = s.person_id"
            " WHERE p.sourced_id = $1 AND c.sourced_id = 'demo-student'",
            sourced_id_of("nurse"),
        )
    told = await asked(own_demo, OFFICER, READINGS, student="demo-student")
    assert {"reader": "Grace Obi", "slices": ["3"]} in told["entries"]
    assert (await asked(own_demo, OFFICER, READINGS, student="demo-restricted"))["entries"] == []
    for who in ("registrar", "principal", "guardian"):
        assert await asked(own_demo, who, READINGS, student="demo-student") is None


async def test_p16_an_officers_own_child_is_closed_to_them_here_too(own_demo: Hub) -> None:
    """They ask about their child as a guardian does: about themselves, now, and told in short."""
    child = await student_id(own_demo, "demo-student")
    async with own_demo.database.owner() as owner:
        await owner.execute(
            "UPDATE guardian SET person_id = (SELECT id FROM person WHERE sourced_id = $1)"
            " WHERE person_id = (SELECT id FROM person WHERE sourced_id = 'demo-father')",
            sourced_id_of(OFFICER),
        )
    field = "HealthAlert.instruction"
    assert await asked(own_demo, OFFICER, READINGS, student="demo-student") is None
    assert await asked(own_demo, OFFICER, NAMED, ids=[child]) == []
    assert await asked(own_demo, OFFICER, READERS, field=field, student="demo-student") is None
    about = {"field": field, "student": "demo-student"}
    assert await asked(own_demo, OFFICER, EXPLAIN, **about, person="nurse") is None
    said = await asked(own_demo, OFFICER, EXPLAIN, **about)
    assert said["readable"]
    assert said["rows"] is None
