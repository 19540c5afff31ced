"""Things are entered over HTTP: once, by whoever may, under a key that may come back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.doors.conftest import refusal
from tests.operations.golden import sourced_id_of

if TYPE_CHECKING:
    import httpx

    from tests.doors.conftest import Doors

VISIT = """
mutation Visit($input: RecordVisitInput!) {
  recordVisit(input: $input) { healthVisit { id complaint } userErrors { code path } }
}
"""


async def _visit(doors: Doors, who: str, complaint: str, **headers: str) -> httpx.Response:
    async with doors.database.owner() as owner:
        student = await owner.fetchval(
            "SELECT s.id FROM student s JOIN person p ON p.id = s.person_id"
            " WHERE p.sourced_id = 'demo-student'"
        )
    given = {"studentId": f"stu_{student}", "complaint": complaint}
    body = json.dumps({"query": VISIT, "variables": {"input": given}})
    sent = await doors.headers(sourced_id_of(who)) | headers
    return await doors.http.post("/graphql", content=body, headers=sent)


async def _visits(doors: Doors) -> int:
    async with doors.database.owner() as owner:
        found: int = await owner.fetchval(
            "SELECT count(*) FROM health_visit WHERE complaint LIKE 'It is sore%'"
        )
        return found


async def test_a_key_is_a_persons_own(own_doors: Doors) -> None:
    key = {"idempotency-key": "8d2f"}
    await _visit(own_doors, "nurse", "It is sore", **key)
    theirs = await _visit(own_doors, "nurse_lead", "It is sore", **key)
    assert theirs.json()["data"]["recordVisit"]["userErrors"] == []
    assert await _visits(own_doors) == 2


async def test_a_replay_reads_under_the_policy_of_its_moment(own_doors: Doors) -> None:
    key = {"idempotency-key": "8d2f"}
    await _visit(own_doors, "nurse", "It is sore", **key)
    async with own_doors.database.owner() as owner:
        await owner.execute(
            "UPDATE post SET role = 'FOOD_SERVICE' WHERE staff_id = (SELECT s.id"
            " FROM staff_member s JOIN person p ON p.id = s.person_id"
            " WHERE p.sourced_id = 'demo-nurse')"
        )
        await owner.execute("UPDATE person SET epoch = epoch + 1 WHERE sourced_id = 'demo-nurse'")
    replay = await _visit(own_doors, "nurse", "It is sore", **key)
    assert replay.json()["data"]["recordVisit"]["healthVisit"] is None


@pytest.mark.parametrize("key", ["", "x" * 256, "a b"])
async def test_a_key_that_cannot_be_one_is_refused(own_doors: Doors, key: str) -> None:
    response = await _visit(own_doors, "nurse", "It is sore", **{"idempotency-key": key})
    refusal(response, 400, "BAD_REQUEST")
    assert await _visits(own_doors) == 0


async def test_an_operation_enters_one_thing(own_doors: Doors) -> None:
    two = VISIT.replace("recordVisit(", "one: recordVisit(", 1).replace(
        "}\n}", "}\n  two: recordVisit(input: $input) { userErrors { code } }\n}"
    )
    given = {"studentId": "stu_x", "complaint": "It is sore"}
    response = await own_doors.ask(sourced_id_of("nurse"), two, input=given)
    refusal(response, 400, "BAD_REQUEST")
    assert await _visits(own_doors) == 0


async def test_p33_whoever_views_as_somebody_enters_nothing(own_doors: Doors) -> None:
    async with own_doors.database.owner() as owner:
        target = await owner.fetchval(
            "SELECT s.id FROM staff_member s JOIN person p ON p.id = s.person_id"
            " WHERE p.sourced_id = 'demo-nurse'"
        )
    response = await _visit(
        own_doors, "principal", "It is sore", **{"homeroom-view-as": f"stf_{target}"}
    )
    refusal(response, 403, "VIEW_AS_READS")
    assert await _visits(own_doors) == 0


async def test_a_student_that_is_not_and_one_that_is_none_of_theirs_are_told_alike(
    own_doors: Doors,
) -> None:
    async with own_doors.database.owner() as owner:
        far = await owner.fetchval(
            "SELECT s.id FROM student s JOIN person p ON p.id = s.person_id"
            " WHERE p.sourced_id = 'demo-no-pickup'"
        )
    told = []
    for student in (far, "00000000-0000-4000-8000-000000000000"):
        given = {"studentId": f"stu_{student}", "complaint": "It is sore"}
        answer = (await own_doors.ask("demo-nurse", VISIT, input=given)).json()
        told.append(answer["data"])
    assert told[0] == told[1]
    assert told[0]["recordVisit"]["userErrors"] == [{"code": "NOT_FOUND", "path": ["input"]}]
