"""Viewing as somebody over HTTP: for whom, refused alike, on record, never out of date (P-33)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import asyncpg
import pytest

from hub.endpoints.signed_in import Reception
from schema.door import StaleViewer
from tests.conftest import SECRET
from tests.doors.conftest import refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx

    from schema.build import Built
    from tests.doors.conftest import Doors

STUDENTS = "{ students(first: 200) { nodes { id birthDate } totalCount { count } } }"
SEEN = "{ viewer { viewingAs standings } students(first: 1) { nodes { id } } }"
DOSES = """
{ students(first: 200) { nodes { id healthAlerts { id } immunizations { id } } } }
"""
NAMES = "query Names($after: String) { students(first: 2, after: $after) { edges { cursor } } }"


async def _public_id(doors: Doors, sourced_id: str, table: str = "staff_member") -> str:
    """The id of a person in one of their capacities."""
    prefix = {"staff_member": "stf", "guardian": "gdn", "student": "stu"}[table]
    async with doors.database.owner() as owner:
        key = await owner.fetchval(
            f"SELECT c.id FROM {table} c JOIN person p ON p.id = c.person_id"
            " WHERE p.sourced_id = $1",
            sourced_id,
        )
    assert key is not None, (sourced_id, table)
    return f"{prefix}_{key}"


async def _view(
    doors: Doors, who: str, target: str, query: str = SEEN, **variables: Any
) -> httpx.Response:
    """What somebody is answered who views as the holder of an id."""
    headers = await doors.headers(who) | {"homeroom-view-as": target}
    body = json.dumps({"query": query, "variables": variables})
    return await doors.http.post("/graphql", content=body, headers=headers)


async def _viewings(doors: Doors) -> list[dict[str, Any]]:
    """What is on record of who viewed as whom, the first first."""
    async with doors.database.owner() as owner:
        return [dict(row) for row in await owner.fetch("SELECT * FROM view_as ORDER BY at, id")]


def _bytes(response: httpx.Response) -> tuple[object, ...]:
    """All that a client sees of a response but its request's id."""
    text = response.text.replace(response.headers["x-request-id"], "")
    headers = {k: v for k, v in response.headers.items() if k != "x-request-id"}
    return response.status_code, headers, text


async def test_p33_whoever_may_not_and_whoever_is_nobody_are_refused_in_the_same_bytes(
    doors: Doors,
) -> None:
    """Not told apart: who asks without the post, and whom they name, be there somebody or not."""
    nurse = await _public_id(doors, "demo-nurse")
    asking = ("demo-teacher", "demo-nurse", "demo-nurse-lead", "demo-guardian", "demo-student",
              "demo-gradebook-app", "demo-analyst", "demo-monitor")  # fmt: skip
    guardian = await _public_id(doors, "demo-guardian", "guardian")
    targets = (
        f"stf_{uuid4()}",
        guardian,
        f"stf_{guardian.removeprefix('gdn_')}",
        await _public_id(doors, "demo-student", "student"),
        await _public_id(doors, "demo-suspended-teacher"),
        nurse.upper(),
        nurse.removeprefix("stf_"),
        f"{nurse},{nurse}",
        "demo-nurse",
        "",
    )
    answers = [await _view(doors, who, nurse) for who in asking]
    answers += [await _view(doors, "demo-counselor", target) for target in targets]
    refusal(answers[0], 403, "VIEW_AS_REFUSED")
    assert {str(_bytes(answer)) for answer in answers} == {str(_bytes(answers[0]))}


@pytest.mark.parametrize(
    "who", ["demo-counselor", "demo-principal", "demo-registrar", "demo-privacy-officer"]
)
async def test_p33_four_posts_may_view_as_another_of_the_staff(doors: Doors, who: str) -> None:
    target = await _public_id(doors, "demo-nurse")
    response = await _view(doors, who, target)
    assert response.status_code == 200
    viewer = response.json()["data"]["viewer"]
    plain = (await doors.ask(who, SEEN)).json()["data"]["viewer"]
    assert viewer == {"viewingAs": target, "standings": plain["standings"]}
    assert plain["viewingAs"] is None


async def test_p33_the_anonymous_are_told_nothing_of_a_target(doors: Doors) -> None:
    target = await _public_id(doors, "demo-nurse")
    headers = {"content-type": "application/json", "homeroom-view-as": target}
    refusal(await doors.http.post("/graphql", content=b"{}", headers=headers), 401,
            "UNAUTHENTICATED")  # fmt: skip


async def test_p33_what_is_refused_is_logged_without_whom_it_named(
    doors: Doors, logged: Callable[[], list[dict[str, object]]]
) -> None:
    target = f"stf_{uuid4()}"
    await _view(doors, "demo-counselor", target)
    (line,) = logged()
    assert line["code"] == "VIEW_AS_REFUSED"
    assert target.removeprefix("stf_") not in json.dumps(line)


async def test_p33_viewing_as_oneself_changes_nothing(doors: Doors) -> None:
    oneself = await _public_id(doors, "demo-counselor")
    viewed = await _view(doors, "demo-counselor", oneself, DOSES)
    plain = await doors.ask("demo-counselor", DOSES)
    assert viewed.json()["data"] == plain.json()["data"]


async def test_p33_a_counselor_viewing_as_the_nurse_reads_alerts_of_hers_and_no_doses(
    doors: Doors,
) -> None:
    """The students, and of each the alerts, that both read; of doses those of the counselor's own
    child alone, which he reads as a father.
    """
    nurse = await _public_id(doors, "demo-nurse")
    read = {}
    for name, response in {
        "both": await _view(doors, "demo-counselor", nurse, DOSES),
        "counselor": await doors.ask("demo-counselor", DOSES),
        "nurse": await doors.ask("demo-nurse", DOSES),
    }.items():
        nodes = response.json()["data"]["students"]["nodes"]
        read[name] = {node["id"]: node for node in nodes}
    assert set(read["both"]) == set(read["counselor"]) & set(read["nurse"])
    assert 0 < len(read["both"]) < len(read["nurse"])
    for student, node in read["both"].items():
        for field in ("immunizations", "healthAlerts"):
            mine, theirs = (read[who][student][field] for who in ("counselor", "nurse"))
            unread = mine is None or theirs is None
            assert node[field] == (None if unread else [each for each in mine if each in theirs])
    dosed = [{s for s, node in of.items() if node["immunizations"]} for of in read.values()]
    assert len(dosed[0]) == len(dosed[1]) == 1 < len(dosed[2])
    assert any(node["healthAlerts"] for node in read["both"].values())


async def test_p33_two_people_view_as_each_other_and_read_the_same(doors: Doors) -> None:
    """A counselor and a registrar: whichever of the two asks, filter, order and count are one."""
    one, other = "demo-counselor", "demo-registrar"
    answers = [
        await _view(doors, one, await _public_id(doors, other), STUDENTS),
        await _view(doors, other, await _public_id(doors, one), STUDENTS),
    ]
    first, second = (answer.json()["data"] for answer in answers)
    assert first == second
    assert first["students"]["totalCount"]["count"] == len(first["students"]["nodes"]) > 0


async def test_p33_a_request_leaves_one_row_under_its_own_id(own_doors: Doors) -> None:
    before = await _viewings(own_doors)
    target = await _public_id(own_doors, "demo-nurse")
    response = await _view(own_doors, "demo-counselor", target)
    (row,) = (await _viewings(own_doors))[len(before) :]
    assert str(row["request_id"]) == response.json()["extensions"]["requestId"]
    assert f"stf_{row['viewer_id']}" == await _public_id(own_doors, "demo-counselor")
    assert f"stf_{row['target_id']}" == target
    await own_doors.ask("demo-counselor", SEEN)
    await _view(own_doors, "demo-teacher", target)
    assert len(await _viewings(own_doors)) == len(before) + 1


async def test_p33_no_row_no_data(own_doors: Doors) -> None:
    """The record can't be kept: nothing is answered."""
    target = await _public_id(own_doors, "demo-nurse")
    async with own_doors.database.owner() as owner:
        await owner.execute("ALTER TABLE view_as ADD CHECK (false) NOT VALID")
    response = await _view(own_doors, "demo-counselor", target)
    assert response.status_code >= 500
    assert "data" not in response.json()
    assert (await own_doors.ask("demo-counselor", SEEN)).status_code == 200


async def test_p33_the_record_can_be_added_to_and_not_changed(own_doors: Doors) -> None:
    async with own_doors.database.acquire() as connection:
        for statement in (
            "DELETE FROM view_as",
            "UPDATE view_as SET at = now()",
            "DELETE FROM disclosure",
            "UPDATE disclosure SET party = NULL",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(statement)


POSTS_END = (
    "UPDATE post SET ends_on = starts_on + 1 FROM staff_member s JOIN person p"
    " ON p.id = s.person_id WHERE post.staff_id = s.id AND p.sourced_id = '{}'"
)


@pytest.mark.parametrize(
    "moved",
    [
        "UPDATE person SET suspended_at = now() WHERE sourced_id = 'demo-nurse'",
        POSTS_END.format("demo-nurse"),
        POSTS_END.format("demo-counselor"),
    ],
)
async def test_p33_the_end_of_either_sides_right_bites_on_the_next_request(
    own_doors: Doors, moved: str
) -> None:
    target = await _public_id(own_doors, "demo-nurse")
    assert (await _view(own_doors, "demo-counselor", target)).status_code == 200
    async with own_doors.database.owner() as owner:
        await owner.execute(moved)
    refusal(await _view(own_doors, "demo-counselor", target), 403, "VIEW_AS_REFUSED")


@pytest.mark.parametrize("first", ["viewing", "alone"])
async def test_p33_a_cursor_serves_only_whoever_views_as_the_same(doors: Doors, first: str) -> None:
    nurse, teacher = [await _public_id(doors, each) for each in ("demo-nurse", "demo-teacher")]

    async def ask(target: str | None, **variables: Any) -> httpx.Response:
        if target is None:
            return await doors.ask("demo-counselor", NAMES, **variables)
        return await _view(doors, "demo-counselor", target, NAMES, **variables)

    made = nurse if first == "viewing" else None
    page = (await ask(made)).json()["data"]["students"]
    cursor = page["edges"][0]["cursor"]
    assert (await ask(made, after=cursor)).status_code == 200
    for other in {nurse, teacher, None} - {made}:
        refusal(await ask(other, after=cursor), 400, "BAD_CURSOR")


async def test_p33_no_explanation_is_given_while_viewing_as_somebody(doors: Doors) -> None:
    """It speaks of one viewer: it would tell more than both may read."""
    target = await _public_id(doors, "demo-nurse")
    student = await _public_id(doors, "demo-student", "student")
    query = 'query($id: ID!) { explain(field: "Student.givenName", student: $id) { field } }'
    refusal(await _view(doors, "demo-privacy-officer", target, query, id=student), 400, "BAD_INPUT")


async def test_p33_the_targets_facts_that_moved_are_read_anew(
    own_doors: Doors, built: Built
) -> None:
    """Their epoch is part of what a statement is fresh by: a new standing is in the next answer,
    and so is a statement that was under way when it moved.
    """
    teacher = await _public_id(own_doors, "demo-teacher")
    reception = Reception(own_doors.database, built, SECRET)
    await reception.open()
    token = await own_doors.token("demo-principal")
    signed_in = await reception.admit(token, view_as=teacher)
    before = signed_in.viewer
    async with own_doors.database.owner() as owner:
        await owner.execute("UPDATE person SET epoch = epoch + 1 WHERE sourced_id = 'demo-teacher'")
    with pytest.raises(StaleViewer):
        await signed_in.door.execute(SEEN, before)
    await signed_in.ask(SEEN, request_id=uuid4())
    assert signed_in.viewer.target is not None
    assert before.target is not None
    assert signed_in.viewer.target.epoch == before.target.epoch + 1
