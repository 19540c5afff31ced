"""Posts and coverage: who gives them, and that what they open is open and closed at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.mutations.session import Sessions
from tests.mutations.test_cases import staff
from tests.mutations.test_grades import roster

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

POST = "post { id version role endsOn school { id } }"
COVERAGE = "coverage { id version longTerm contracted startsOn endsOn }"
VISITS = "query Q($id: ID!) { student(id: $id) { visits { nodes { id } } } }"
SCHOOL = """
SELECT o.school_id FROM post o JOIN staff_member m ON m.id = o.staff_id
JOIN person p ON p.id = m.person_id WHERE p.sourced_id = $1
"""
DAYS = """
SELECT c.day::text AS day FROM calendar_day c JOIN section s ON s.school_id = c.school_id
CROSS JOIN district d
WHERE 'sec_' || s.id = $1 AND c.day >= d.fixed_today ORDER BY c.day
"""


async def school(office: Office, who: str = "demo-principal") -> str:
    """The public id of the school at which somebody holds a post."""
    (row, *_) = await office.fetch(SCHOOL, who)
    return f"sch_{row['school_id']}"


async def posted(office: Office, who: str, role: str = "NURSE", **more: Any) -> Any:
    """An entry that gives Helen Ward a post at the high school."""
    given = {
        "staffId": await staff(office, "demo-other-case-manager"),
        "role": role,
        "schoolId": await school(office),
        "reason": "the nurse is on leave",
        **more,
    }
    return await office.enter(who, "assignPost", given, POST)


async def visits(sessions: Sessions, student: str) -> int:
    """How many visits to the nurse Helen Ward reads of a student."""
    found = await sessions.ask("demo-other-case-manager", VISITS, id=student)
    return len(found["student"]["visits"]["nodes"]) if found["student"] else 0


async def test_p43_a_post_opens_records_at_once_and_closes_them_at_once(office: Office) -> None:
    ana, sessions = await office.student("demo-student"), await Sessions.opened(office)
    assert await visits(sessions, ana) == 0
    entry = await posted(office, "operator")
    assert entry.errors == []
    assert await visits(sessions, ana) > 0
    ended = {"id": entry.row["id"], "version": 1, "reason": "she is back"}
    assert (await office.enter("principal", "endPost", ended)).codes == ["NOT_ALLOWED"]
    assert (await office.enter("operator", "endPost", {**ended, "version": 3})).errors[0][
        "version"
    ] == 1
    later = {**ended, "endsOn": "2020-01-01"}
    assert (await office.enter("operator", "endPost", later)).codes == ["INVALID"]
    assert (await office.enter("operator", "endPost", ended)).errors == []
    assert await visits(sessions, ana) == 0
    again = {**ended, "version": 2, "endsOn": "2099-01-01"}
    assert (await office.enter("operator", "endPost", again)).codes == ["CONFLICT"]
    kept = await office.fetch("SELECT kind, operation, reason FROM change ORDER BY at")
    assert [tuple(row.values()) for row in kept] == [
        ("ADDED", "assignPost", "the nurse is on leave"),
        ("AMENDED", "endPost", "she is back"),
    ]
    assert len(await office.fetch("SELECT FROM outbox")) == len(kept)


async def test_p43_a_principal_gives_posts_that_open_no_more_than_her_own(office: Office) -> None:
    entry = await posted(office, "principal", "NURSE")
    assert entry.codes == ["NOT_ALLOWED"]
    assert set(entry.errors[0]["fields"]) == {
        "staffId",
        "schoolId",
        "role",
        "contracted",
        "startsOn",
        "endsOn",
    }
    elsewhere = await school(office, "demo-contracted-nurse")
    for more in ({"schoolId": elsewhere}, {"schoolId": None}):
        assert (await posted(office, "principal", "COUNSELOR", **more)).codes == ["NOT_ALLOWED"]
    for who in ("registrar", "special_education", "privacy_officer", "father"):
        assert (await posted(office, who, "COUNSELOR")).codes == ["NOT_ALLOWED"], who
    mine = await staff(office, "demo-principal")
    itself = await posted(office, "principal", "COUNSELOR", staffId=mine)
    assert itself.codes == ["NEEDS_SECOND_PERSON"]
    early = await posted(office, "principal", "COUNSELOR", startsOn="2020-01-01")
    assert early.codes == ["INVALID"]
    assert (await posted(office, "principal", "COUNSELOR", reason=" ")).codes == ["INVALID"]
    assert await office.fetch("SELECT FROM change") == []
    first = await posted(office, "principal", "COUNSELOR")
    assert (first.errors, first.row["role"], first.row["version"]) == ([], "COUNSELOR", 1)
    assert (await posted(office, "principal", "COUNSELOR")).codes == ["CONFLICT"]


async def days(office: Office, section: str) -> list[str]:
    """The school days of a section's school from today on."""
    return [row["day"] for row in await office.fetch(DAYS, section)]


async def assigned(office: Office, who: str = "principal", **more: Any) -> Any:
    """An entry by which Beth Morgan, a substitute, covers a class of Rosa Diaz's for two days."""
    section, _, _ = await roster(office)
    given = {
        "sectionId": section,
        "staffId": await staff(office, "demo-long-substitute"),
        "endsOn": (await days(office, section))[2],
        **more,
    }
    return await office.enter(who, "assignCoverage", given, COVERAGE)


async def test_p10_a_substitute_reads_from_the_first_day_to_the_last(office: Office) -> None:
    """What a principal assigns is open on the next request, and closed on the one after."""
    section, _, _ = await roster(office)
    sessions = await Sessions.opened(office)
    query = "query Q($id: ID!) { section(id: $id) { roster { nodes { student { givenName } } } } }"
    who = "demo-long-substitute"

    async def seen() -> int:
        found = await sessions.ask(who, query, id=section)
        return len(found["section"]["roster"]["nodes"])

    assert await seen() == 0
    entry = await assigned(office)
    assert entry.errors == []
    assert entry.row["longTerm"] is False
    assert await seen() > 0
    ended = {"id": entry.row["id"], "version": 1}
    for other in ("teacher", "registrar", "substitute"):
        assert (await office.enter(other, "endCoverage", ended)).codes[0] in (
            "NOT_ALLOWED",
            "NOT_FOUND",
        ), other
    late = {**ended, "endsOn": "2099-01-01"}
    assert (await office.enter("principal", "endCoverage", late)).codes == ["CONFLICT"]
    assert (await office.enter("principal", "endCoverage", ended)).errors == []
    assert await seen() == 0
    stale = await office.enter("principal", "endCoverage", {**ended, "endsOn": "2098-01-01"})
    assert [(each["code"], each["version"]) for each in stale.errors] == [("STALE_VERSION", 2)]
    kept = await office.fetch("SELECT kind, operation FROM change ORDER BY at")
    assert [tuple(row.values()) for row in kept] == [
        ("ADDED", "assignCoverage"),
        ("AMENDED", "endCoverage"),
    ]


async def test_p10_twenty_school_days_are_the_most_unless_more_are_meant(office: Office) -> None:
    section, _, _ = await roster(office)
    coming = await days(office, section)
    twenty_one = {"endsOn": coming[21]}
    assert (await assigned(office, **twenty_one)).codes == ["INVALID"]
    for who in ("teacher", "registrar", "special_education", "guardian"):
        assert (await assigned(office, who)).codes == ["NOT_ALLOWED"], who
    for bad in (
        {"startsOn": "2020-01-01"},
        {"endsOn": "2020-01-01"},
        {"endsOn": "2099-01-01", "longTerm": True},
    ):
        assert (await assigned(office, **bad)).codes == ["INVALID"], bad
    nobody = await staff(office, "demo-registrar")
    assert (await assigned(office, staffId=nobody)).codes == ["CONFLICT"]
    assert await office.fetch("SELECT FROM change") == []
    assert (await assigned(office, endsOn=coming[20])).row["longTerm"] is False
    assert (await assigned(office)).codes == ["CONFLICT"]
    other = await staff(office, "demo-co-teacher")
    entry = await assigned(office, staffId=other, longTerm=True, **twenty_one)
    assert (entry.errors, entry.row["longTerm"]) == ([], True)
    sooner = {"id": entry.row["id"], "version": 1, "endsOn": coming[20]}
    ended = await office.enter("principal", "endCoverage", sooner, COVERAGE)
    assert (ended.errors, ended.row["longTerm"]) == ([], False)  # type: ignore[index]
