"""Enrollments: one primary school on any day, and nothing of an old school outlives the stay."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from resolvers.mutations.enrollment import _against

if TYPE_CHECKING:
    from tests.mutations.conftest import Entry, Office

STAY = "schoolEnrollment { id version startsOn endsOn isPrimary gradeLevel exitReason }"
PRESENT = """
SELECT 'enr_' || e.id AS id, e.row_version AS version, e.school_id, e.starts_on, e.ends_on, t.id
  AS student, d.fixed_today AS today FROM school_enrollment e JOIN student t ON t.id = e.student_id
JOIN person p ON p.id = t.person_id, district d
WHERE p.sourced_id = $1 ORDER BY e.starts_on DESC, e.is_primary DESC LIMIT 1
"""
OPEN = {
    "section_enrollment": "section_id IN (SELECT id FROM section WHERE school_id = $3)",
    "caseload": "kind = 'COUNSELOR' AND $3::uuid IS NOT NULL",
    "transport_assignment": "$3::uuid IS NOT NULL",
    "meal_benefit": "$3::uuid IS NOT NULL",
}
"""What hangs on a student's stay, by table."""
DAY = timedelta(days=1)


async def stay(office: Office, sourced_id: str) -> Any:
    """Where a student is enrolled, last of all."""
    (row,) = await office.fetch(PRESENT, sourced_id)
    return row


async def hanging(office: Office, at: Any, day: date) -> dict[str, int]:
    """How many rows of each table hang on a stay on a day or later."""
    return {
        table: (
            await office.fetch(
                f"SELECT count(*) FROM {table} WHERE student_id = $1"
                f" AND (ends_on IS NULL OR ends_on > $2) AND {where}",
                at["student"],
                day,
                at["school_id"],
            )
        )[0]["count"]
        for table, where in OPEN.items()
    }


async def elsewhere(office: Office, at: Any) -> tuple[str, str]:
    """Another school, and the registrar of it."""
    (row,) = await office.fetch(
        "SELECT s.id, q.sourced_id FROM school s JOIN post p ON p.school_id = s.id"
        " JOIN staff_member m ON m.id = p.staff_id JOIN person q ON q.id = m.person_id"
        " WHERE p.role = 'REGISTRAR' AND p.ends_on IS NULL AND s.id <> $1 ORDER BY s.name LIMIT 1",
        at["school_id"],
    )
    return f"sch_{row['id']}", row["sourced_id"]


async def recorded(office: Office) -> list[Any]:
    """What is on record, without what was there before."""
    return await office.fetch("SELECT entity, kind, operation FROM change ORDER BY entry")


async def test_p1_whoever_withdraws_ends_all_that_hangs_on_the_stay(office: Office) -> None:
    ana = await stay(office, "demo-student")
    today = ana["today"]
    before = await hanging(office, ana, today + DAY)
    assert min(before.values()) > 0
    given = {"id": ana["id"], "version": ana["version"], "exitReason": "MOVED_OUT_OF_STATE"}
    early = {**given, "lastDay": (ana["starts_on"] - 2 * DAY).isoformat()}
    assert (await office.enter("registrar", "withdraw", early)).codes == ["INVALID"]
    assert await recorded(office) == []

    entry = await office.enter("registrar", "withdraw", given, STAY)
    assert entry.errors == []
    assert entry.row is not None
    assert (entry.row["endsOn"], entry.row["version"]) == ((today + DAY).isoformat(), 2)
    assert set((await hanging(office, ana, today + DAY)).values()) == {0}
    changes = await recorded(office)
    assert {row["entity"] for row in changes} == {"school_enrollment", *OPEN}
    managed = await office.fetch(
        "SELECT FROM caseload WHERE student_id = $1 AND kind = 'CASE_MANAGER' AND ends_on IS NULL",
        ana["student"],
    )
    assert managed, "whoever manages the IEP hands it over (P-7)"

    longer = {**given, "version": 2, "lastDay": (today + 9 * DAY).isoformat()}
    assert (await office.enter("registrar", "withdraw", longer)).codes == ["CONFLICT"]


async def test_rdy2_a_transfer_leaves_no_day_without_a_primary_school(office: Office) -> None:
    dylan = await stay(office, "demo-classmate")
    school, _ = await elsewhere(office, dylan)
    tomorrow = dylan["today"] + DAY
    given = {
        "id": dylan["id"],
        "version": dylan["version"],
        "schoolId": school,
        "exitReason": "MOVED_WITHIN_DISTRICT",
        "entryCode": "TRANSFER_WITHIN_DISTRICT",
        "startsOn": tomorrow.isoformat(),
    }
    here = {**given, "schoolId": f"sch_{dylan['school_id']}"}
    assert (await office.enter("registrar", "transfer", here)).codes == ["INVALID"]
    unknown = {**given, "id": f"enr_{UUID(int=7)}"}
    assert (await office.enter("registrar", "transfer", unknown)).codes == ["NOT_FOUND"]
    assert await recorded(office) == []

    entry = await office.enter("registrar", "transfer", given, STAY)
    assert entry.errors == []
    assert entry.row is not None
    assert (entry.row["startsOn"], entry.row["gradeLevel"]) == (tomorrow.isoformat(), 10)
    (old,) = await office.fetch(
        "SELECT * FROM school_enrollment WHERE 'enr_' || id = $1", given["id"]
    )
    assert (old["ends_on"], old["exit_reason"]) == (tomorrow, "MOVED_WITHIN_DISTRICT")
    assert (await hanging(office, dylan, tomorrow))["section_enrollment"] == 0


async def test_whoever_transfers_from_today_on_reads_no_more_of_the_student(office: Office) -> None:
    ruth = await stay(office, "demo-witness")
    school, receiving = await elsewhere(office, ruth)
    given = {
        "id": ruth["id"],
        "version": ruth["version"],
        "schoolId": school,
        "exitReason": "MOVED_WITHIN_DISTRICT",
        "entryCode": "TRANSFER_WITHIN_DISTRICT",
        "gradeLevel": 9,
    }
    entry = await office.enter("registrar", "transfer", given, STAY)
    assert (entry.errors, entry.row) == ([], None)
    query = "query Q($id: ID!) { student(id: $id) { gradeLevel } }"
    student = f"stu_{ruth['student']}"
    assert (await office.read("registrar", query, id=student))["student"] is None
    assert (await office.read(receiving, query, id=student))["student"] == {"gradeLevel": 9}


async def test_rdy2_a_second_primary_school_is_refused_and_the_first_one_named(
    office: Office,
) -> None:
    ben = await stay(office, "demo-dropped")
    school, _ = await elsewhere(office, ben)
    (here,) = await office.fetch("SELECT name FROM school WHERE id = $1", ben["school_id"])
    given = {
        "studentId": f"stu_{ben['student']}",
        "schoolId": school,
        "gradeLevel": 10,
        "entryCode": "CONCURRENT",
    }
    nobody = {**given, "studentId": f"stu_{UUID(int=7)}"}
    assert (await office.enter("registrar", "enroll", nobody)).codes == ["NOT_FOUND"]
    second = await office.enter("registrar", "enroll", given)
    assert second.codes == ["CONFLICT"]
    assert here["name"] in second.errors[0]["message"]
    assert second.errors[0]["about"] == [ben["id"]]
    for bad in ({"gradeLevel": 13}, {"startsOn": "2004-08-12"}, {"startsOn": "2094-08-12"}):
        assert (await office.enter("registrar", "enroll", {**given, **bad})).codes == ["INVALID"]
    assert await recorded(office) == []

    beside = await office.enter("registrar", "enroll", {**given, "isPrimary": False}, STAY, key="b")
    assert beside.errors == []
    twice = await office.enter("registrar", "enroll", {**given, "isPrimary": False})
    assert twice.codes == ["CONFLICT"]
    left = {"id": ben["id"], "version": ben["version"], "exitReason": "MOVED_OUT_OF_STATE"}
    alone = await office.enter("registrar", "withdraw", left)
    assert alone.codes == ["CONFLICT"], "the second school is no primary one"
    assert [tuple(row) for row in await recorded(office)] == [
        ("school_enrollment", "ADDED", "enroll")
    ]


async def test_whoever_came_back_is_enrolled_by_the_district_and_once(office: Office) -> None:
    hannah = await stay(office, "demo-left-yesterday")
    school, _ = await elsewhere(office, hannah)
    given = {
        "studentId": f"stu_{hannah['student']}",
        "schoolId": f"sch_{hannah['school_id']}",
        "gradeLevel": 12,
        "entryCode": "RETURNING",
    }
    nearly = await office.enter("registrar", "enroll", given)
    assert nearly.codes == ["NOT_ALLOWED"]
    assert set(nearly.errors[0]["fields"]) >= {"schoolId", "gradeLevel", "startsOn", "isPrimary"}
    aside = await office.enter("district_registrar", "enroll", {**given, "isPrimary": False})
    assert aside.codes == ["CONFLICT"]
    both: tuple[Entry, Entry] = await asyncio.gather(
        office.enter("district_registrar", "enroll", given, STAY),
        office.enter("district_registrar", "enroll", {**given, "schoolId": school}, STAY),
    )
    assert sorted(entry.codes for entry in both) == [[], ["CONFLICT"]]
    (row,) = await office.fetch("SELECT grade_level FROM student WHERE id = $1", hannah["student"])
    assert row["grade_level"] == 12


async def test_cr1_no_seat_is_given_while_the_student_leaves(office: Office) -> None:
    grace = await stay(office, "demo-without-schedule")
    sections = await office.fetch(
        "SELECT 'sec_' || s.id AS id FROM section s, district d WHERE s.school_id = $1"
        " AND s.starts_on <= d.fixed_today AND s.ends_on > d.fixed_today + 1 LIMIT 12",
        grace["school_id"],
    )
    student = f"stu_{grace['student']}"
    left = {"id": grace["id"], "version": grace["version"], "exitReason": "MOVED_OUT_OF_STATE"}
    *entries, gone = await asyncio.gather(
        *(
            office.enter(
                "registrar", "addToSection", {"studentId": student, "sectionId": each["id"]}
            )
            for each in sections
        ),
        office.enter("registrar", "withdraw", left),
    )
    assert gone.errors == []
    assert {code for entry in entries for code in entry.codes} <= {"CONFLICT", "NOT_FOUND"}
    later = await hanging(office, grace, grace["today"] + DAY)
    assert later["section_enrollment"] == 0


async def test_cr1_a_seat_ends_with_a_stay_whose_end_is_known(office: Office) -> None:
    grace = await stay(office, "demo-without-schedule")
    (section,) = await office.fetch(
        "SELECT 'sec_' || s.id AS id FROM section s, district d WHERE s.school_id = $1"
        " AND s.starts_on <= d.fixed_today AND s.ends_on > d.fixed_today + 9 LIMIT 1",
        grace["school_id"],
    )
    last = grace["today"] + 5 * DAY
    left = {"id": grace["id"], "version": grace["version"], "exitReason": "MOVED_OUT_OF_STATE"}
    gone = await office.enter("registrar", "withdraw", {**left, "lastDay": last.isoformat()})
    assert gone.errors == []
    given = {"studentId": f"stu_{grace['student']}", "sectionId": section["id"]}
    seat = await office.enter("registrar", "addToSection", given, "sectionEnrollment { endsOn }")
    assert (seat.errors, seat.row) == ([], {"endsOn": (last + DAY).isoformat()})


def test_p23_a_school_is_named_to_whoever_may_read_it_and_to_nobody_else() -> None:
    row = {"told": False, "school_name": "North High", "id": UUID(int=7)}
    hidden, told = (_against("isPrimary", "At {there}.", {**row, "told": t}) for t in (False, True))
    assert (hidden.errors[0].message, hidden.errors[0].about) == ("At another school.", ())
    assert told.errors[0].message == "At North High."
