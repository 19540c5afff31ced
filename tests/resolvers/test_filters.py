"""Filters: what may not be read may not be asked about either, on no hop and under no `not`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from hub.errors import FieldWithheld, LimitExceeded
from hub.limits import FILTER_LEAVES_MAX, FILTER_LIST_MAX
from schema.documents import Invalid
from tests.operations.golden import sourced_id_of

if TYPE_CHECKING:
    from hub.viewer import Viewer
    from tests.conftest import Hub

TEXT = """query($where: StudentWhere) {
    students(first: 1000, where: $where) {
        nodes { givenName familyName } totalCount { count } } }"""
CHILD = ["Mateo Diaz"]


async def found(hub: Hub, viewer: Viewer, where: dict[str, Any] | None) -> list[str]:
    """The students whom a filter finds; the count is the same."""
    answer = await hub.door.execute(TEXT, viewer, variables={"where": where})
    page = json.loads(answer.body)["data"]["students"]
    assert page["totalCount"]["count"] == len(page["nodes"])
    return sorted(f"{each['givenName']} {each['familyName']}" for each in page["nodes"])


HIDDEN: list[dict[str, Any]] = [
    {"birthDate": {"eq": "2011-06-16"}},
    {"not": {"birthDate": {"eq": "2011-06-16"}}},
    {"birthDate": {"isNull": False}},
    {"or": [{"familyName": {"eq": "Torres"}}, {"birthDate": {"isNull": True}}]},
    {"and": [{"not": {"or": [{"birthDate": {"isNull": True}}]}}]},
    {"conditions": {"name": {"contains": "a"}}},
    {"conditions": {"id": {"isNull": False}}},
    {"conditions": {}},
    {"not": {"conditions": {"name": {"contains": "a"}}}},
    {"addresses": {"city": {"startsWith": "A"}}},
    {"courtOrders": {"caseNumber": {"isNull": False}}},
    {"schedule": {"student": {"medicationOrders": {"drug": {"eq": "Insulin"}}}}},
    {"guardianships": {"guardian": {"emergencyContacts": {"phone": {"isNull": False}}}}},
    {
        "ieps": {"caseManager": {"trainings": {"kind": {"eq": "CONFIDENTIALITY"}}}},
        "evaluations": {},
    },
]


@pytest.mark.parametrize("where", HIDDEN)
async def test_p32_what_one_never_reads_is_refused_as_a_filter(
    demo: Hub, co_teacher: Viewer, where: dict[str, Any]
) -> None:
    with pytest.raises(FieldWithheld) as refused:
        await found(demo, co_teacher, where)
    assert set(refused.value.details) == {"field"}


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({"birthDate": {"isNull": False}}, CHILD),
        ({"birthDate": {"isNull": True}}, []),
        ({"birthDate": {"gt": "1900-01-01"}}, CHILD),
        ({"birthDate": {"ne": "1900-01-01"}}, CHILD),
        ({"birthDate": {"in": ["1900-01-01"]}}, []),
        ({"not": {"birthDate": {"in": ["1900-01-01"]}}}, CHILD),
        ({"not": {"birthDate": {"isNull": True}}}, CHILD),
        ({"not": {"birthDate": {"isNull": False}}}, []),
        ({"not": {"not": {"birthDate": {"isNull": False}}}}, CHILD),
        ({"not": {"not": {"not": {"birthDate": {"isNull": True}}}}}, CHILD),
        ({"not": {"or": [{"birthDate": {"isNull": True}}]}}, CHILD),
        ({"not": {"and": [{"birthDate": {"isNull": True}}, {"gradeLevel": {"gte": 0}}]}}, CHILD),
        ({"or": [{"birthDate": {"isNull": True}}, {"birthDate": {"isNull": False}}]}, CHILD),
        ({"conditions": {"name": {"eq": "Asthma"}}}, CHILD),
        ({"conditions": {}}, CHILD),
        ({"not": {"conditions": {"name": {"eq": "Scurvy"}}}}, CHILD),
        ({"not": {"conditions": {"name": {"eq": "Asthma"}}}}, []),
        ({"identifiers": {"kind": {"eq": "STATE"}}}, CHILD),
        ({"schedule": {"student": {"birthDate": {"isNull": False}}}}, CHILD),
        ({"not": {"schedule": {"student": {"birthDate": {"isNull": True}}}},
          "birthDate": {"isNull": False}}, CHILD),
    ],
)  # fmt: skip
async def test_p32_a_guard_stands_outside_of_every_operator(
    demo: Hub, teacher: Viewer, where: dict[str, Any], expected: list[str]
) -> None:
    """A teacher reads no student's birth date, condition or state id, and her own child's."""
    assert await found(demo, teacher, where) == expected


async def test_p32_a_link_to_an_invisible_row_is_no_match_either_way(
    demo: Hub, teacher: Viewer
) -> None:
    """Scores of other sections are not hers to read: nor to count by."""
    text = """query($w: StudentWhere) { students(first: 1000, where: $w) { nodes {
        scores(first: 40) { nodes { section { title } } } } } }"""
    other = {"scores": {"section": {"title": {"eq": "Chemistry A"}}}}
    answer = await demo.door.execute(text, teacher, variables={"w": other})
    for node in json.loads(answer.body)["data"]["students"]["nodes"]:
        assert {"section": {"title": "Chemistry A"}} in node["scores"]["nodes"]


async def test_a_silent_value_is_filtered_as_one_that_is_not_there(demo: Hub) -> None:
    """A preferred name for school only: for a guardian nothing is recorded (2.3a)."""
    mother = await demo.viewer(sourced_id_of("guardian"))
    assert await found(demo, mother, {"preferredName": {"isNull": True}}) == ["Ana Torres"]
    assert await found(demo, mother, {"preferredName": {"isNull": False}}) == ["Leo Torres"]
    assert await found(demo, mother, {"preferredName": {"eq": "Anita"}}) == []
    assert await found(demo, mother, {"preferredName": {"ne": "Lio"}}) == []
    assert await found(demo, mother, {"not": {"preferredName": {"eq": "Lio"}}}) == ["Ana Torres"]
    both = {"not": {"preferredName": {"eq": "Anita"}}}
    assert await found(demo, mother, both) == ["Ana Torres", "Leo Torres"]


async def test_free_text_of_incidents_is_no_filter(demo: Hub) -> None:
    """P-36: whether it may be read depends on all who took part."""
    counselor = await demo.viewer(sourced_id_of("counselor"))
    with pytest.raises(FieldWithheld):
        await demo.door.execute(
            '{ incidents(where: {description: {contains: "Ana"}}) { nodes { id } } }', counselor
        )


async def test_p36_no_filter_leads_through_other_participants(demo: Hub) -> None:
    counselor = await demo.viewer(sourced_id_of("counselor"))
    text = "{ incidents(where: {participations: {role: {eq: WITNESS}}}) { nodes { id } } }"
    with pytest.raises(Invalid):
        await demo.door.execute(text, counselor)


async def test_p12_an_opened_record_is_no_filter(demo: Hub) -> None:
    """A reading that must be recorded leaves no row to hang its record on."""
    principal = await demo.viewer(sourced_id_of("principal"))
    with pytest.raises(FieldWithheld):
        await found(demo, principal, {"conditions": {"name": {"eq": "Asthma"}}})


ALL: list[dict[str, Any] | None] = [
    None, {}, {"and": []}, {"not": {"or": []}}, {"familyName": {}}, {"and": [{}, {}]},
    {"familyName": None}, {"or": None}, {"or": [{}]},
]  # fmt: skip
NONE = [{"or": []}, {"familyName": {"in": []}}, {"id": {"in": []}}, {"not": {}},
        {"not": {"and": []}}]  # fmt: skip


@pytest.mark.parametrize("where", ALL)
async def test_a_filter_that_says_nothing_finds_everything(
    demo: Hub, registrar: Viewer, where: dict[str, Any] | None
) -> None:
    assert await found(demo, registrar, where) == await found(demo, registrar, None)


@pytest.mark.parametrize("where", NONE)
async def test_a_filter_that_nothing_meets_finds_nothing(
    demo: Hub, registrar: Viewer, where: dict[str, Any]
) -> None:
    assert await found(demo, registrar, where) == []


async def test_a_filter_and_its_opposite_part_the_list(demo: Hub, registrar: Viewer) -> None:
    """Where everything may be read, `not` is the rest: also where nothing is recorded."""
    everybody = await found(demo, registrar, None)
    left = await found(demo, registrar, {"not": {"enrollments": {"endsOn": {"isNull": True}}}})
    begun = {"enrollments": {"startsOn": {"lte": "2026-10-14"}}}
    coming = await found(demo, registrar, {"not": begun})
    for where in (
        {"preferredName": {"eq": "Anita"}},
        {"middleName": {"lt": "M"}},
        {"schedule": {"section": {"title": {"startsWith": "Geometry"}}}},
        {"gradeLevel": {"in": [9, 11]}, "familyName": {"gte": "M"}},
        {"or": [{"gradeLevel": {"eq": 9}}, {"middleName": {"isNull": True}}]},
    ):
        some, rest = (
            await found(demo, registrar, where),
            await found(demo, registrar, {"not": where}),
        )
        assert some
        assert rest
        # of who left the school a registrar reads no schedule (row 34), nor of who is to come
        unread = left + coming if "schedule" in where else []
        assert sorted(some + rest + unread) == everybody, where


async def test_every_part_of_a_filter_must_hold(demo: Hub, registrar: Viewer) -> None:
    tenth = set(await found(demo, registrar, {"gradeLevel": {"eq": 10}}))
    late = set(await found(demo, registrar, {"familyName": {"gte": "M"}}))
    both = {"gradeLevel": {"eq": 10}, "familyName": {"gte": "M"}}
    assert set(await found(demo, registrar, both)) == tenth & late
    either = {"or": [{"gradeLevel": {"eq": 10}}, {"familyName": {"gte": "M"}}]}
    assert set(await found(demo, registrar, either)) == tenth | late
    between = {"familyName": {"gte": "M", "lt": "P"}}
    assert set(await found(demo, registrar, between)) < late


async def test_comparisons_of_every_kind_are_answered(demo: Hub, registrar: Viewer) -> None:
    for text in (
        (
            '{ sections(where: {meetings: {startsAt: {gte: "08:30:00", lt: "09:00:00"}}})'
            " { nodes { id } } }"
        ),
        '{ courses(where: {credit: {gte: "5.0", in: ["5", "10.00"]}}) { nodes { id } } }',
        '{ students(where: {marks: {postedAt: {gt: "2026-01-01T00:00:00Z"}}}) { nodes { id } } }',
        "{ students(where: {demographics: {hispanic: {eq: true}}}) { nodes { id } } }",
        (
            '{ schoolYears(where: {startsOn: {lte: "2026-08-17"}, year: {ne: 2025}}) '
            "{ nodes { id } } }"
        ),
        "{ students(where: {enrollments: {isPrimary: {in: [true]}}}) { nodes { id } } }",
        "{ students(where: {attendance: {status: {in: [ABSENT, TARDY]}}}) { nodes { id } } }",
    ):
        (connection,) = json.loads((await demo.door.execute(text, registrar)).body)["data"].values()
        assert connection["nodes"], text


async def test_so_many_comparisons_are_answered(demo: Hub, registrar: Viewer) -> None:
    def where(count: int) -> dict[str, Any]:
        return {"or": [{"familyName": {"eq": str(at)}} for at in range(count)]}

    assert await found(demo, registrar, where(FILTER_LEAVES_MAX)) == []
    with pytest.raises(LimitExceeded) as refused:
        await found(demo, registrar, where(FILTER_LEAVES_MAX + 1))
    assert refused.value.details == {"limit": "filter"}


async def test_so_many_values_are_answered(demo: Hub, registrar: Viewer) -> None:
    names = ["Torres", *(str(at) for at in range(FILTER_LIST_MAX - 1))]
    assert "Ana Torres" in await found(demo, registrar, {"familyName": {"in": names}})
    with pytest.raises(LimitExceeded) as refused:
        await found(demo, registrar, {"familyName": {"in": [*names, "one more"]}})
    assert refused.value.details == {"limit": "filter list"}
