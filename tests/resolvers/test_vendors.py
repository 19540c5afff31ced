"""What a vendor's app and a monitor are told: what their letters list, and that it is on record."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from hub.errors import NotAgreed
from hub.identity import issue
from hub.models.codes import TokenKind
from schema.documents import FieldNotGranted
from tests.operations.golden import student_id

if TYPE_CHECKING:
    from hub.viewer import Viewer
    from tests.conftest import Hub

GRADEBOOK, ASSESSMENT, YEARBOOK = "demo-gradebook-app", "demo-assessment-app", "demo-yearbook-app"
DAY = timedelta(days=1)
NAMES = "{ students(first: 1000) { nodes { id } totalCount { count } } }"
SCHEMA = "{ __schema { types { name fields { name } inputFields { name } enumValues { name } } } }"


async def data(hub: Hub, viewer: Viewer, text: str, **variables: Any) -> Any:
    """The data of one operation."""
    return json.loads((await hub.door.execute(text, viewer, variables=variables)).body)["data"]


async def ids(hub: Hub, viewer: Viewer) -> set[str]:
    """The public ids of all students of a viewer."""
    return {node["id"] for node in (await data(hub, viewer, NAMES))["students"]["nodes"]}


async def change(hub: Hub, statement: str, *values: Any) -> None:
    """Change facts as the owner, and let nobody go on by what was known."""
    async with hub.database.owner() as owner:
        await owner.execute(statement, *values)
        await owner.execute("UPDATE person SET epoch = epoch + 1")
    hub.identity._known.clear()


async def recorded(hub: Hub, viewer: Viewer, text: str) -> tuple[Any, list[Any]]:
    """The data of an operation, and what it left in the disclosure record."""
    body = json.loads((await hub.door.execute(text, viewer)).body)
    async with hub.database.owner() as owner:
        rows = await owner.fetch(
            "SELECT 'stu_' || student_id AS student, slices, bases, purposes, party"
            " FROM disclosure WHERE request_id = $1 ORDER BY student_id",
            body["extensions"]["requestId"],
        )
    return body["data"], [dict(row) for row in rows]


async def test_p28_what_is_not_granted_is_absent_from_an_apps_schema(demo: Hub) -> None:
    """Types, fields, filters and orders: those of slices 1a, 1b, 27, 28 and 29, and of places."""
    found = await data(demo, await demo.viewer(GRADEBOOK), SCHEMA)
    types = {each["name"]: each for each in found["__schema"]["types"]}
    names = {
        kind: {field["name"] for field in types[kind]["fields"]} for kind in ("Student", "Query")
    }
    assert names["Student"] == {
        "id", "withheld", "states", "givenName", "middleName", "familyName", "sortName",
        "gradeLevel", "photoKey", "enrollments", "schedule", "scores", "marks",
    }  # fmt: skip
    assert names["Query"] == {
        "viewer", "node", "district", "student", "students", "section", "sections", "school",
        "schools", "courses", "schoolYears",
    }  # fmt: skip
    assert not types.keys() & {"HealthAlert", "Iep", "Guardian", "StaffMember", "Explanation"}
    where = {field["name"] for field in types["StudentWhere"]["inputFields"]}
    assert where == names["Student"] - {"withheld", "states"} | {"and", "or", "not"}
    assert "SectionOrderField" in types
    assert "StudentOrderField" not in types, "no field is readable of every student it may see"
    whole = await data(demo, await demo.viewer("demo-nurse"), SCHEMA)
    assert {each["name"] for each in whole["__schema"]["types"]} > set(types)


NAMED = [
    ("{ students { nodes { %s } } }", "birthDate", {}),
    ("{ students { nodes { %s { instruction } } } }", "healthAlerts", {}),
    ("{ students(where: {%s: {isNull: true}}) { nodes { id } } }", "birthDate", {}),
    ("{ students(where: {%s: {id: {isNull: true}}}) { nodes { id } } }", "ieps", {}),
    ("{ students(where: {not: {%s: {isNull: true}}}) { totalCount { count } } }", "birthDate", {}),
    ("{ students(orderBy: {field: %s}) { nodes { id } } }", "BIRTH_DATE", {}),
    ("{ %s(first: 1) { totalCount { count } } }", "healthAlerts", {}),
    ('{ node(id: "stu_x") { ... on %s { id } } }', "HealthAlert", {}),
    ("query($w: StudentWhere) { students(where: $w) { nodes { id } } }", "birthDate",
     {"w": {"%s": {"isNull": True}}}),
    ("query($o: StudentOrder) { students(orderBy: $o) { nodes { id } } }", "BIRTH_DATE",
     {"o": {"field": "%s"}}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "variables"), NAMED)
async def test_p28_p32_naming_what_is_not_granted_is_like_naming_what_there_is_not(
    demo: Hub, text: str, name: str, variables: dict[str, Any]
) -> None:
    viewer = await demo.viewer(GRADEBOOK)
    told = []
    for each in (name, "nOthing"):
        given = json.loads(json.dumps(variables).replace("%s", each))
        with pytest.raises(FieldNotGranted) as refusal:
            await demo.door.execute(text.replace("%s", each), viewer, variables=given)
        assert refusal.value.code == "FIELD_NOT_GRANTED"
        told.append([error.message.replace(each, "*") for error in refusal.value.errors])
    assert told[0] == told[1]


async def test_p28_the_id_of_a_type_that_is_not_granted_is_like_none(demo: Hub) -> None:
    viewer = await demo.viewer(GRADEBOOK)
    key = "00000000-0000-4000-8000-000000000000"
    said = set()
    for prefix in ("alr", "zzz"):
        with pytest.raises(Exception, match="`id`") as refusal:
            await data(demo, viewer, f'{{ node(id: "{prefix}_{key}") {{ id }} }}')
        said.add(str(refusal.value))
    assert len(said) == 1


async def test_p28_an_agreement_opens_until_the_day_on_which_it_ends(own_demo: Hub) -> None:
    today = own_demo.identity.clock.read().today
    ends = "UPDATE agreement SET ends_on = $1 WHERE function = 'LEARNING'"
    await change(own_demo, ends, today + DAY)
    assert await ids(own_demo, await own_demo.viewer(GRADEBOOK))
    await change(own_demo, ends, today)
    with pytest.raises(NotAgreed) as refusal:
        await own_demo.viewer(GRADEBOOK)
    assert (refusal.value.status, refusal.value.code) == (403, "AGREEMENT_EXPIRED")


async def test_p28_an_agreement_without_all_terms_on_record_opens_nothing(own_demo: Hub) -> None:
    await change(own_demo, "UPDATE agreement SET terms_on = NULL WHERE basis <> 'DIRECTORY'")
    with pytest.raises(NotAgreed):
        await own_demo.viewer(ASSESSMENT)


async def test_p28_a_slice_is_read_of_whom_its_own_agreement_is_about(own_demo: Hub) -> None:
    """Two agreements of one vendor: what one lists is not read of the other's students."""
    await change(
        own_demo,
        "WITH a AS (INSERT INTO agreement (vendor_id, basis, function, purpose, slices, terms_on,"
        " starts_on, ends_on) SELECT vendor_id, basis, function, 'Camp', ARRAY['3'], terms_on,"
        " starts_on, ends_on FROM agreement WHERE slices @> '{28}' RETURNING id)"
        " INSERT INTO agreement_scope (agreement_id, school_id, grade_level)"
        " SELECT a.id, s.id, 9 FROM a, school s WHERE s.level = 'HIGH'",
    )
    text = "{ students(first: 1000) { nodes { gradeLevel birthDate withheld { field } } } }"
    found = await data(own_demo, await own_demo.viewer(GRADEBOOK), text)
    nodes = found["students"]["nodes"]
    assert {node["gradeLevel"] for node in nodes} > {9}
    for node in nodes:
        assert (node["birthDate"] is not None) is (node["gradeLevel"] == 9)
        assert bool(node["withheld"]) is (node["gradeLevel"] != 9)


async def test_p28_one_plan_serves_all_apps_with_the_same_slices(own_demo: Hub) -> None:
    await change(own_demo, "UPDATE agreement SET slices = '{1a,1b}', basis = 'SCHOOL_OFFICIAL'")
    await change(own_demo, "UPDATE agreement SET terms_on = starts_on")
    own_demo.door._plans.clear()
    for app in (GRADEBOOK, ASSESSMENT, YEARBOOK):
        assert await ids(own_demo, await own_demo.viewer(app))
    assert len(own_demo.door._plans) == 1


async def test_p29_a_refusal_takes_the_student_from_one_vendor_only(demo: Hub) -> None:
    ruth = await student_id(demo, "demo-witness")
    found = {app: await ids(demo, await demo.viewer(app)) for app in (GRADEBOOK, ASSESSMENT)}
    assert ruth not in found[GRADEBOOK]
    assert ruth in found[ASSESSMENT]
    assert (await student_id(demo, "demo-student")) in found[GRADEBOOK] & found[ASSESSMENT]


async def test_p29_a_vendor_that_is_no_school_official_reads_by_consent(own_demo: Hub) -> None:
    await change(own_demo, "UPDATE agreement SET basis = 'CONSENT' WHERE slices @> '{28}'")
    assert await ids(own_demo, await own_demo.viewer(GRADEBOOK)) == set()
    ana = await student_id(own_demo, "demo-student")
    await change(
        own_demo,
        "INSERT INTO consent (student_id, vendor_id, kind, state, starts_on) SELECT $1, vendor_id,"
        " 'VENDOR', 'GIVEN', starts_on FROM agreement WHERE slices @> '{28}'",
        ana.removeprefix("stu_"),
    )
    assert await ids(own_demo, await own_demo.viewer(GRADEBOOK)) == {ana}


async def test_p30_each_student_of_an_apps_page_is_one_record_of_its_request(demo: Hub) -> None:
    """With the vendor's name and the agreement's purpose (34 CFR 300.614)."""
    text = "{ students(first: 1000) { nodes { id givenName supports { instruction } } } }"
    found, records = await recorded(demo, await demo.viewer(ASSESSMENT), text)
    shown = [node["id"] for node in found["students"]["nodes"] if node["supports"]]
    assert len(found["students"]["nodes"]) > len(shown) > 3
    assert [record.pop("student") for record in records] == sorted(shown)
    assert records[0] == {
        "slices": ["17"],
        "bases": ["VENDOR"],
        "purposes": ["The state's tests in grade 10"],
        "party": "Summit Measures",
    }
    assert all(record == records[0] for record in records)


async def test_p31_who_opted_out_or_is_homeless_without_consent_is_left_out(own_demo: Hub) -> None:
    before = await ids(own_demo, await own_demo.viewer(YEARBOOK))
    one, other, consenting = sorted(before)[:3]
    homeless = (
        "INSERT INTO support_program (student_id, kind, unaccompanied, starts_on)"
        " VALUES ($1, 'HOMELESS', false, '2026-09-01')"
    )
    said = (
        "INSERT INTO consent (student_id, kind, state, starts_on)"
        " VALUES ($1, 'DIRECTORY', $2, '2026-09-01')"
    )
    await change(own_demo, said, one[4:], "REFUSED")
    await change(own_demo, homeless, other[4:])
    await change(own_demo, homeless, consenting[4:])
    await change(own_demo, said, consenting[4:], "GIVEN")
    answer = await data(own_demo, await own_demo.viewer(YEARBOOK), NAMES)
    assert {node["id"] for node in answer["students"]["nodes"]} == before - {one, other}
    assert answer["students"]["totalCount"]["count"] == len(before) - 2
    _, records = await recorded(own_demo, await own_demo.viewer(YEARBOOK), NAMES)
    assert records == [], "directory information is not recorded (99.32(d)(4))"


async def test_p44_a_letter_opens_nothing_before_two_have_signed(own_demo: Hub) -> None:
    operator = "demo-operator"
    assert await ids(own_demo, await own_demo.viewer(operator)) == set()
    await change(
        own_demo,
        "UPDATE engagement SET second_signer_id = (SELECT second_signer_id FROM engagement"
        " WHERE kind = 'MONITOR') WHERE kind = 'SUPPORT'",
    )
    found, records = await recorded(own_demo, await own_demo.viewer(operator), NAMES)
    assert len(found["students"]["nodes"]) == len(records) > 0
    assert records[0]["purposes"] == ["A slow list of students"]
    assert records[0]["bases"] == ["AUDIT"]


@pytest.mark.parametrize(
    ("slices", "text", "row"),
    [
        ("{6}", "{ guardians(first: 3) { nodes { givenName } } }", "6"),
        ("{20}", "{ incidents(first: 3) { nodes { category } } }", "20"),
        ("{1a,20}",
         "{ students { nodes { participations { incident { category } } } } }", "20"),
        ("{20}",
         "{ incidents { nodes { participations { ... on IncidentParticipation { id } } } } }",
         "20"),
    ],
)  # fmt: skip
async def test_p44_what_has_no_student_of_its_own_is_recorded_for_those_who_lead_to_it(
    own_demo: Hub, slices: str, text: str, row: str
) -> None:
    await change(own_demo, "UPDATE engagement SET slices = $1", slices.strip("{}").split(","))
    found, records = await recorded(own_demo, await own_demo.viewer("demo-monitor"), text)
    assert next(iter(found.values()))["nodes"]
    assert [record for record in records if row in record["slices"]]


async def test_p9_an_app_that_is_suspended_is_not_let_in(own_demo: Hub) -> None:
    viewer = await own_demo.viewer(GRADEBOOK)
    await change(
        own_demo, "UPDATE person SET suspended_at = now() WHERE sourced_id = $1", GRADEBOOK
    )
    with pytest.raises(Exception, match="Sign in"):
        await own_demo.door.execute(NAMES, viewer)


async def test_an_app_is_in_no_other_capacity(own_demo: Hub) -> None:
    """Were its person also a guardian, it would read by its agreement all the same."""
    async with own_demo.database.owner() as owner:
        person = await owner.fetchval("SELECT id FROM person WHERE sourced_id = $1", GRADEBOOK)
        await owner.execute(
            "INSERT INTO staff_member (person_id, given_name, family_name, sort_name)"
            " VALUES ($1, 'A', 'B', 'b, a')",
            person,
        )
        token = await issue(owner, person, TokenKind.BEARER)
    viewer = await own_demo.identity.viewer(token)
    assert viewer.staff_id is None
    assert "EV" not in viewer.shape.relations
