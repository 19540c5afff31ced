"""A school goes over into the next year as a whole; nobody's access moves before its first day."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from hub.turning import turn
from tests.mutations.test_openings import on
from tests.resolvers.test_one_statement import Watched

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pytest

    from tests.mutations.conftest import Office

ROLL = """mutation Enter($input: RollOverInput!) { rollOver(input: $input) {
    promoted retained moved completed ended school { id }
    userErrors { path code fields about }
} }"""
NEXT = """
INSERT INTO school_year (year, name, starts_on, ends_on)
SELECT year + 1, 'next', ends_on, (ends_on + interval '1 year')::date FROM school_year
ORDER BY year DESC LIMIT 1 RETURNING year, starts_on
"""
PLACES = """
SELECT DISTINCT ON (s.level) s.level, s.id, q.sourced_id AS registrar FROM school s
JOIN post p ON p.school_id = s.id AND p.role = 'REGISTRAR' AND p.ends_on IS NULL
JOIN staff_member m ON m.id = p.staff_id JOIN person q ON q.id = m.person_id
ORDER BY s.level, q.sourced_id <> 'demo-registrar', s.name
"""
GOING_ON = """
SELECT * FROM school_enrollment WHERE school_id = $1 AND starts_on < $2
AND (ends_on IS NULL OR ends_on > $2) ORDER BY id
"""
OWN = """
SELECT g.guardian_id, g.student_id FROM guardianship g JOIN school_enrollment e
ON e.student_id = g.student_id AND e.school_id = $1 AND e.is_primary AND e.ends_on IS NULL
WHERE e.grade_level = 9 AND g.ends_on IS NULL AND g.standing <> 'CONTACT_ONLY'
AND NOT EXISTS (SELECT FROM court_order o WHERE o.student_id = g.student_id)
AND (SELECT count(*) FROM guardianship o WHERE o.guardian_id = g.guardian_id) = 1
ORDER BY g.id LIMIT 1
"""
READ = "query Q($id: ID!) { student(id: $id) { id } }"
LEAVE = "mutation W($input: WithdrawInput!) { withdraw(input: $input) { userErrors { code } } }"
DAY = timedelta(days=1)


async def rolled(
    office: Office, who: str, given: dict[str, Any], key: str | None = None
) -> dict[str, Any]:
    """What came of rolling a school over: counts, the school, errors."""
    viewer = await office.viewer(who)
    answer = await office.hub.door.execute(ROLL, viewer, variables={"input": given}, key=key)
    said: dict[str, Any] = json.loads(answer.body)["data"]["rollOver"]
    return said


async def opened(office: Office, level: str) -> tuple[Any, Any, dict[str, Any]]:
    """The next year, a school of each level with its registrar, and what to enter for one."""
    (year,) = await office.fetch(NEXT)
    places = {each["level"]: each for each in await office.fetch(PLACES)}
    given = {
        "schoolId": f"sch_{places[level]['id']}",
        "year": year["year"],
        "exitReason": "YEAR_END",
        "completionReason": "COMPLETED",
        "entryCode": "CONTINUING",
    }
    return year, places, given


def codes(said: dict[str, Any]) -> list[str]:
    """The kinds of what was wrong."""
    return [each["code"] for each in said["userErrors"]]


def counts(said: dict[str, Any]) -> dict[str, int]:
    """How many went where."""
    return {
        name: value
        for name, value in said.items()
        if name not in ("school", "userErrors") and value
    }


def about(said: dict[str, Any], code: str, path: str = "schoolId") -> set[UUID]:
    """The students about whom something was told."""
    return {
        UUID(student[4:])
        for each in said["userErrors"]
        if each["code"] == code and each["path"][1] == path
        for student in each["about"]
    }


async def recorded(office: Office) -> list[Any]:
    """What is on record, counted."""
    return await office.fetch(
        "SELECT entity, kind, operation, count(*), count(DISTINCT request_id) AS requests"
        " FROM change GROUP BY 1, 2, 3 ORDER BY 1, 2 DESC"
    )


async def test_rdy2_a_school_rolls_over_as_a_whole_once(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    year, places, given = await opened(office, "HIGH")
    school = places["HIGH"]["id"]
    before = await office.fetch(GOING_ON, school, year["starts_on"])
    ana = await office.student("demo-student")
    given["retainedIds"] = [ana]
    other = places["ELEMENTARY"]["registrar"]
    for who in ("teacher", "counselor", "principal", "guardian", "student", other):
        assert codes(await rolled(office, who, given)) == ["NOT_ALLOWED"], who
    nowhere = f"sch_{UUID(int=7)}"
    for bad, code in (
        ({"year": given["year"] - 1}, "INVALID"),
        ({"year": given["year"] + 1}, "INVALID"),
        ({"schoolId": nowhere}, "NOT_ALLOWED"),
        ({"nextSchools": [{"gradeLevel": 9, "schoolId": nowhere}]}, "NOT_FOUND"),
        ({"nextSchools": [{"gradeLevel": 13, "schoolId": given["schoolId"]}]}, "INVALID"),
        ({"nextSchools": [{"gradeLevel": 9, "schoolId": given["schoolId"]}] * 2}, "INVALID"),
    ):
        assert codes(await rolled(office, "registrar", {**given, **bad})) == [code], bad
    dry = await rolled(office, "registrar", {**given, "dryRun": True}, key="a")
    assert (dry["school"], dry["retained"], dry["moved"]) == (None, 1, 0)
    assert await recorded(office) == []
    assert await office.fetch(GOING_ON, school, year["starts_on"]) == before

    database = Watched(office.hub.database.facts, office.hub.database.settings)
    database.sent = []
    monkeypatch.setattr(office.hub.door, "database", database)
    done = await rolled(office, "registrar", given, key="b")
    assert len(database.sent) < 32
    assert done["school"] == {"id": given["schoolId"]}
    assert (counts(done), codes(done)) == (counts(dry), codes(dry)) == (counts(done), [])
    assert await rolled(office, "registrar", given, key="b") == done
    went = counts(done)
    assert sum(went.values()) == len(before)
    assert min(went[name] for name in ("promoted", "completed", "ended")) > 0
    stays = [
        tuple(each) for each in await recorded(office) if each["entity"] == "school_enrollment"
    ]
    assert stays == [
        ("school_enrollment", "AMENDED", "rollOver", len(before), 1),
        ("school_enrollment", "ADDED", "rollOver", went["promoted"] + went["retained"], 1),
    ]
    kept = (await office.fetch("SELECT (SELECT count(*) FROM outbox), count(*) FROM change"))[0]
    assert kept[0] == kept[1]
    assert codes(await rolled(office, "registrar", given)) == ["NOT_ALLOWED"]
    await database.close()
    await as_planned(office, before, year, UUID(ana[4:]))


async def as_planned(office: Office, before: Iterable[Any], year: Any, retained: UUID) -> None:
    """Each stay ended with the year; whoever goes on has one that begins with the next."""
    for old in before:
        (now,) = await office.fetch("SELECT * FROM school_enrollment WHERE id = $1", old["id"])
        completed = old["is_primary"] and old["grade_level"] == 12
        reason = "COMPLETED" if completed else "YEAR_END"
        assert (now["ends_on"], now["exit_reason"]) == (year["starts_on"], reason)
        new = await office.fetch(
            "SELECT * FROM school_enrollment WHERE student_id = $1 AND starts_on >= $2",
            old["student_id"],
            year["starts_on"],
        )
        assert len(new) == (old["is_primary"] and not completed)
        for each in new:
            grade = old["grade_level"] + (old["student_id"] != retained)
            assert (each["school_id"], each["grade_level"]) == (old["school_id"], grade)
            assert (each["school_year"], each["is_primary"]) == (year["year"], True)
            assert (each["starts_on"], each["ends_on"]) == (year["starts_on"], None)


async def test_p16_a_registrars_own_child_is_left_to_another_registrar(office: Office) -> None:
    _, places, given = await opened(office, "HIGH")
    (own,) = await office.fetch(OWN, places["HIGH"]["id"])
    await office.fetch(
        "UPDATE guardian SET person_id = (SELECT id FROM person WHERE sourced_id = $2)"
        " WHERE id = $1",
        own["guardian_id"],
        "demo-registrar",
    )
    said = await rolled(office, "registrar", given)
    assert codes(said) == ["NOT_ALLOWED"]
    assert about(said, "NOT_ALLOWED") == {own["student_id"]}
    assert "endsOn" in said["userErrors"][0]["fields"]
    left = await rolled(office, "district_registrar", given)
    assert (counts(left), codes(left)) == ({"promoted": 1}, [])


async def test_what_hangs_on_a_stay_ends_with_it_and_goes_on_with_whoever_stays(
    office: Office,
) -> None:
    year, places, given = await opened(office, "HIGH")
    school, day = places["HIGH"]["id"], year["starts_on"]
    chosen = {
        each["grade_level"]: each["student_id"]
        for each in await office.fetch(GOING_ON, school, day)
        if each["is_primary"]
    }
    goes_on, done = chosen[10], chosen[12]
    seats = await office.fetch(
        "WITH chosen AS (SELECT id FROM section WHERE school_id = $1 ORDER BY id LIMIT 2),"
        " longer AS (UPDATE section SET ends_on = $2::date + 30 WHERE id IN (SELECT id FROM chosen)"
        " RETURNING id)"
        " INSERT INTO section_enrollment (section_id, student_id, school_year, starts_on)"
        " SELECT id, student, $4::int, starts_on FROM chosen, unnest($3::uuid[]) student,"
        " unnest(ARRAY[$2::date - 3, $2::date + 3]) starts_on"
        " RETURNING id, student_id, starts_on",
        school,
        day,
        [goes_on, done],
        year["year"],
    )
    for table, more, said in (
        ("meal_benefit", "benefit", "'FREE'"),
        ("transport_assignment", "route, stop", "'7', 'Pier'"),
    ):
        await office.fetch(f"DELETE FROM {table} WHERE student_id = ANY($1)", [goes_on, done])
        await office.fetch(
            f"INSERT INTO {table} (student_id, starts_on, {more})"
            f" SELECT student, $2::date - 30, {said} FROM unnest($1::uuid[]) student",
            [goes_on, done],
            day,
        )
    assert codes(await rolled(office, "registrar", given)) == []
    left = {
        each["id"]: each["ends_on"]
        for each in await office.fetch("SELECT id, ends_on FROM section_enrollment")
    }
    for seat in seats:
        later = seat["starts_on"] > day
        if later and seat["student_id"] == done:
            assert seat["id"] not in left, "it would never begin"
        else:
            assert left[seat["id"]] == (None if later else day)
    for table in ("meal_benefit", "transport_assignment"):
        kept = await office.fetch(
            f"SELECT student_id, ends_on FROM {table} WHERE student_id = ANY($1)", [goes_on, done]
        )
        assert {each["student_id"]: each["ends_on"] for each in kept} == {goes_on: None, done: day}
    managed = "SELECT count(*) FROM caseload WHERE kind = 'CASE_MANAGER' AND ends_on = $1"
    assert (await office.fetch(managed, day))[0]["count"] == 0, "handed over, never dropped (P-7)"


async def test_p1_nobodys_access_moves_before_the_first_day_of_the_new_year(
    office: Office,
) -> None:
    """What stands in the way of some students stops nobody else, and is told of each."""
    year, places, given = await opened(office, "MIDDLE")
    middle, high, day = places["MIDDLE"], places["HIGH"], year["starts_on"]
    primary = [
        each for each in await office.fetch(GOING_ON, middle["id"], day) if each["is_primary"]
    ]
    eighth = [each["student_id"] for each in primary if each["grade_level"] == 8]
    ungraded, leaving, *_ = [each for each in primary if each["grade_level"] == 6]
    change = "UPDATE school_enrollment SET {} WHERE id = $1"
    await office.fetch(change.format("grade_level = NULL"), ungraded["id"])
    await office.fetch(change.format("ends_on = $2"), leaving["id"], day + 9 * DAY)
    beside = (
        "INSERT INTO school_enrollment (student_id, school_id, school_year, is_primary, starts_on)"
        " SELECT $1::uuid, $2::uuid, $3::int, false, $4::date"
        " WHERE NOT EXISTS (SELECT FROM school_enrollment"
        " WHERE student_id = $1 AND school_id = $2 AND ends_on IS NULL)"
    )
    both = eighth[0]
    begun = day - 300 * DAY
    await office.fetch(beside, both, high["id"], given["year"] - 1, begun)
    hannah = UUID((await office.student("demo-left-yesterday"))[4:])
    await office.fetch(beside, hannah, middle["id"], given["year"] - 1, begun)
    given["retainedIds"] = [await office.student("demo-student")]

    first = await rolled(office, "district_registrar", given)
    against = {ungraded["student_id"], leaving["student_id"], hannah}
    assert about(first, "CONFLICT") == against
    assert about(first, "INVALID", "nextSchools") == set(eighth)
    assert about(first, "NOT_FOUND", "retainedIds") == set()
    assert sorted(codes(first)) == ["CONFLICT"] * 3 + ["INVALID", "NOT_FOUND"]
    assert first["promoted"] == len(primary) - len(eighth) - 2
    assert first["moved"] == 0
    given |= {
        "retainedIds": [],
        "nextSchools": [{"gradeLevel": 9, "schoolId": f"sch_{high['id']}"}],
    }
    second = await rolled(office, middle["registrar"], given)
    attending = about(second, "CONFLICT") - against
    assert both in attending <= set(eighth)
    assert counts(second) == {"moved": len(eighth) - len(attending)}

    beyond = {**given, "schoolId": f"sch_{high['id']}", "nextSchools": []}
    assert (await rolled(office, high["registrar"], beyond))["ended"] >= len(attending)
    assert counts(await rolled(office, middle["registrar"], given)) == {"moved": len(attending)}
    went = next(each for each in eighth if each not in attending)
    await moves_on_the_day(office, went, middle["registrar"], high["registrar"], day)


async def grades(office: Office) -> dict[UUID, tuple[int | None, int]]:
    """Each student's grade, and the epoch of what they may read."""
    rows = await office.fetch(
        "SELECT s.id, s.grade_level, p.epoch FROM student s JOIN person p ON p.id = s.person_id"
    )
    return {row["id"]: (row["grade_level"], row["epoch"]) for row in rows}


async def test_rdy2_whoever_was_rolled_over_is_in_the_next_grade_from_its_first_day_on(
    office: Office,
) -> None:
    year, places, given = await opened(office, "HIGH")
    imported = "UPDATE school_enrollment SET grade_level = 3 WHERE ends_on IS NULL RETURNING id"
    assert await office.fetch(f"{imported}, student_id")
    await office.fetch(
        "UPDATE school_enrollment e SET grade_level = s.grade_level FROM student s"
        " WHERE s.id = e.student_id AND e.school_id = $1",
        places["HIGH"]["id"],
    )
    assert (await rolled(office, places["HIGH"]["registrar"], given))["promoted"]
    entered = await office.fetch(
        "SELECT student_id, grade_level FROM school_enrollment WHERE starts_on = $1"
        " AND id IN (SELECT row_id FROM change)",
        year["starts_on"],
    )
    following = {row["student_id"]: row["grade_level"] for row in entered}
    before = await grades(office)
    await turn(office.hub.database)
    assert await grades(office) == before, "the year is not over"
    await office.fetch("UPDATE district SET fixed_today = $1", year["starts_on"])
    for _ in range(2):
        await turn(office.hub.database)
        for student, (grade, epoch) in (await grades(office)).items():
            was, then = before[student]
            assert grade == following.get(student, was), "what was imported is its source's"
            assert epoch == then + (grade != was)


async def moves_on_the_day(
    office: Office, student: UUID, leaves: str, takes: str, day: Any
) -> None:
    """The old school's registrar reads of the student to the eve; the new one's reads and writes
    from that day on.
    """
    stays = await office.fetch(
        "SELECT id, row_version, starts_on, ends_on FROM school_enrollment WHERE student_id = $1"
        " AND (ends_on IS NULL OR ends_on = $2) ORDER BY starts_on",
        student,
        day,
    )
    old, new = [{"id": f"enr_{e['id']}", "version": e["row_version"]} for e in stays]
    assert (stays[0]["ends_on"], stays[1]["starts_on"]) == (day, day)
    eve, reason = day - DAY, {"exitReason": "MOVED_OUT_OF_STATE"}
    for who, on_day, there in (
        (leaves, eve, True),
        (takes, eve, False),
        (leaves, day, False),
        (takes, day, True),
    ):
        found = await on(office, who, on_day, READ, id=f"stu_{student}")
        assert (found["student"] is not None) == there, (who, on_day)
    for who, on_day, stay, code in (
        (takes, eve, new, "NOT_FOUND"),
        (leaves, day, new, "NOT_FOUND"),
        (leaves, day, old, "NOT_FOUND"),
        (takes, day, new, None),
    ):
        given = {**stay, **reason, "lastDay": (day + 3 * DAY).isoformat()}
        done = await on(office, who, on_day, LEAVE, input=given)
        found = [each["code"] for each in done["withdraw"]["userErrors"]]
        assert found == ([code] if code else []), (who, on_day)
