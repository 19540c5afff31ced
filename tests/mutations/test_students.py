"""New students: entered once, by the registrar, who has looked at those who are likely the same."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from tests.mutations.conftest import Entry, Office

SHOWN = (
    "student { id givenName familyName gradeLevel birthDate enrollments { startsOn isPrimary } }"
)
CHILD = """
SELECT t.id, t.given_name, t.family_name, t.birth_date, e.school_id FROM student t
JOIN person p ON p.id = t.person_id LEFT JOIN school_enrollment e ON e.student_id = t.id
WHERE p.sourced_id = $1 ORDER BY e.starts_on DESC
"""


async def child(office: Office, sourced_id: str) -> Any:
    """A student as they are kept, with their last school."""
    return (await office.fetch(CHILD, sourced_id))[0]


async def at_the_counter(office: Office, **more: Any) -> dict[str, Any]:
    """What the registrar of the high school types for somebody new."""
    ana = await child(office, "demo-student")
    return {
        "givenName": "Juniper",
        "familyName": "Ashdown-Iverson",
        "birthDate": "2011-03-09",
        "schoolId": f"sch_{ana['school_id']}",
        "gradeLevel": 10,
        "entryCode": "NEW_TO_DISTRICT",
        **more,
    }


async def alike(office: Office, other: Any, **more: Any) -> dict[str, Any]:
    """What is typed for somebody who is here already."""
    same = {
        "givenName": other["given_name"],
        "familyName": other["family_name"],
        "birthDate": other["birth_date"].isoformat(),
    }
    return await at_the_counter(office, **{**same, **more})


async def test_a_registrar_enters_a_student_once_with_the_first_enrollment(office: Office) -> None:
    given = await at_the_counter(office)
    entry = await office.enter("registrar", "createStudent", given, SHOWN)
    assert entry.errors == []
    row: Any = entry.row
    assert (row["givenName"], row["gradeLevel"]) == ("Juniper", 10)
    assert [each["isPrimary"] for each in row["enrollments"]] == [True]
    again = await office.enter("registrar", "createStudent", given)
    assert (again.codes, again.errors[0]["about"]) == (["CONFLICT"], [row["id"]])
    query = "query Q($id: ID!) { student(id: $id) { familyName } }"
    assert (await office.read("principal", query, id=row["id"]))["student"] is not None


async def test_who_is_likely_the_same_is_looked_at_first(office: Office) -> None:
    ana = await child(office, "demo-student")
    born = ana["birth_date"]
    slips: list[dict[str, Any]] = [
        {"givenName": "Anna", "familyName": "Torrez"},
        {"givenName": ana["family_name"], "familyName": ana["given_name"]},
        {"familyName": "TÓRRES", "birthDate": born.replace(year=born.year + 1).isoformat()},
    ]
    for slip in slips:
        entry = await office.enter("registrar", "createStudent", await alike(office, ana, **slip))
        assert entry.codes == ["CONFLICT"], slip
        assert f"stu_{ana['id']}" in entry.errors[0]["about"]
        assert entry.errors[0]["path"] == ["input", "lookedAt"]
    assert await office.fetch("SELECT FROM change") == []
    others = entry.errors[0]["about"]
    looked = await alike(office, ana, **slips[-1], lookedAt=others)
    assert (await office.enter("registrar", "createStudent", looked)).errors == []


async def test_p23_who_is_elsewhere_is_told_to_the_steward_and_not_at_the_counter(
    office: Office,
) -> None:
    kai = await child(office, "demo-no-pickup")
    twin = await alike(office, kai, gradeLevel=9)
    other = await office.enter("registrar", "createStudent", await at_the_counter(office), SHOWN)
    found = await office.fetch("SELECT FROM finding WHERE source = 'entry'")
    assert (other.errors, found) == ([], [])
    district = await office.enter("district_registrar", "createStudent", twin)
    assert district.errors[0]["about"] == [f"stu_{kai['id']}"]
    entry = await office.enter("registrar", "createStudent", twin, SHOWN)
    assert entry.errors == []
    assert entry.row is not None
    query = '{ findings(where: {source: {eq: "entry"}}) { nodes { rule place rowKey } } }'
    (finding,) = (await office.read("data_steward", query))["findings"]["nodes"]
    assert finding["rowKey"] == entry.row["id"].removeprefix("stu_")
    assert finding["place"].endswith(str(kai["id"]))
    unread = await office.read("registrar", "{ findings { nodes { id } } }")
    assert unread["findings"]["nodes"] == []


async def test_in_august_a_registrar_enters_who_begins_later_and_whoever_never_came(
    office: Office,
) -> None:
    (day,) = await office.fetch(
        "SELECT (fixed_today + 6)::text AS first, fixed_today FROM district"
    )
    given = await at_the_counter(office, startsOn=day["first"])
    shown = SHOWN.replace("enrollments {", "enrollments(history: true) { id version")
    entry = await office.enter("registrar", "createStudent", given, shown)
    assert entry.errors == []
    row: Any = entry.row
    (stay,) = row["enrollments"]
    assert stay["startsOn"] == day["first"]
    again = await office.enter("registrar", "createStudent", given)
    assert again.errors[0]["about"] == [row["id"]]
    query = "query Q($id: ID!) { student(id: $id) { gradeLevel } }"
    assert (await office.read("principal", query, id=row["id"]))["student"] is None
    never = {"id": stay["id"], "version": 1, "exitReason": "NO_SHOW"}
    early = await office.enter("registrar", "withdraw", never)
    assert early.codes == ["INVALID"], "their first day is still to come"
    eve = (day["fixed_today"] + timedelta(5)).isoformat()
    assert (await office.enter("registrar", "withdraw", {**never, "lastDay": eve})).errors == []
    assert (await office.read("registrar", query, id=row["id"]))["student"] is None


async def test_who_can_be_no_student_is_not_entered(office: Office) -> None:
    given = await at_the_counter(office)
    for bad in (
        {"birthDate": "2029-01-01"},
        {"birthDate": "1911-03-09"},
        {"gradeLevel": 14},
        {"familyName": "  "},
        {"startsOn": "2004-08-12"},
    ):
        entry = await office.enter("registrar", "createStudent", {**given, **bad})
        assert entry.codes == ["INVALID"], bad
    nowhere = {**given, "schoolId": f"sch_{UUID(int=7)}"}
    assert (await office.enter("registrar", "createStudent", nowhere)).codes == ["NOT_FOUND"]
    assert await office.fetch("SELECT FROM change") == []


async def test_two_who_enter_the_same_child_at_once_enter_it_once(office: Office) -> None:
    given = await at_the_counter(office)
    both: list[Entry] = await asyncio.gather(
        *(office.enter("registrar", "createStudent", given, SHOWN) for _ in range(3))
    )
    assert sorted(entry.codes for entry in both) == [[], ["CONFLICT"], ["CONFLICT"]]
