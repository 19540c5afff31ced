"""REQ: a family asks to see or correct the record, is told by when, and is answered (IEP-13)."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from resolvers.mutations.schooling import business_days_after
from tests.mutations.test_openings import on

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

MONDAY = date(2024, 10, 7)
ASKED = """mutation Enter($input: AskToInspectInput!) { askToInspect(input: $input) {
    recordRequest { id askedOn dueOn latestOn } userErrors { code } } }"""
REQUESTS = """query Q($id: ID!) { student(id: $id) { recordRequests(first: 50) {
    nodes { id version words answer statement responder { familyName } withheld { field } } } } }"""
ROOT = """query Q { recordRequests(first: 200) { totalCount { count } nodes { id words } } }"""
CORRECT = """mutation Enter($input: RequestCorrectionInput!) { requestCorrection(input: $input) {
    recordRequest { id recordType } userErrors { path code message fields version about } } }"""
HERS = "Words that nobody else may read."
WRONG = {"words": HERS, "shouldSay": "Present."}
MARK = """SELECT m.id FROM mark m WHERE 'stu_' || m.student_id = $1 ORDER BY m.id LIMIT 1"""
CONFIDENTIAL = """SELECT v.id FROM health_visit v
WHERE 'stu_' || v.student_id = $1 AND v.confidential ORDER BY v.id LIMIT 1"""
KEPT = "SELECT count(*) AS found FROM record_request WHERE words = $1"


def october(*holidays: int) -> frozenset[date]:
    """The days of October and November 2024 on which schools teach."""
    days = (date(2024, 9, 23) + timedelta(each) for each in range(70))
    off = {date(2024, 10, each) for each in holidays}
    return frozenset(day for day in days if day.isoweekday() < 6 and day not in off)


def test_iep13_five_business_days_after_the_request() -> None:
    assert business_days_after(MONDAY, 5, october()) == date(2024, 10, 14)


def test_iep13_a_holiday_of_the_district_is_no_business_day() -> None:
    assert business_days_after(MONDAY, 5, october(14)) == date(2024, 10, 15)


def test_iep13_a_holiday_right_after_a_request_on_friday_is_none_either() -> None:
    assert business_days_after(date(2024, 10, 11), 5, october(14)) == date(2024, 10, 21)


def test_iep13_a_break_keeps_nobody_waiting() -> None:
    week_off = october(14, 15, 16, 17, 18)
    assert business_days_after(MONDAY, 5, week_off) == date(2024, 10, 14)


def test_iep13_weekdays_count_where_no_calendar_says_more() -> None:
    assert business_days_after(MONDAY, 5, frozenset()) == date(2024, 10, 14)
    assert business_days_after(date(2024, 11, 29), 2, october()) == date(2024, 12, 3)


@pytest.mark.parametrize(
    ("holiday", "due"), [(None, "2024-10-14"), (date(2024, 10, 14), "2024-10-15")]
)
async def test_iep13_a_request_names_the_day_by_which_the_record_is_shown(
    office: Office, holiday: date | None, due: str
) -> None:
    async with office.hub.database.owner() as owner:
        for day in sorted(october()):
            if day != holiday:
                await owner.execute(
                    "INSERT INTO calendar_day (school_id, day) SELECT id, $1 FROM school"
                    " ON CONFLICT DO NOTHING",
                    day,
                )
        if holiday:
            await owner.execute("DELETE FROM calendar_day WHERE day = $1", holiday)
    ana = await office.student("demo-student")
    told = await on(office, "guardian", MONDAY, ASKED, input={"studentId": ana})
    assert told["askToInspect"]["userErrors"] == []
    row = told["askToInspect"]["recordRequest"]
    assert (row["askedOn"], row["dueOn"], row["latestOn"]) == ("2024-10-07", due, "2024-11-21")


async def asked(office: Office, who: str, student: str, change: str, **said: Any) -> str:
    """The id of what somebody asks of a student's record."""
    given = {"studentId": student, **said}
    entry = await office.enter(who, change, given, "recordRequest { id }")
    assert entry.errors == [], entry.errors
    assert entry.row is not None
    return str(entry.row["id"])


async def read_by(office: Office, who: str, student: str) -> list[Any]:
    """The requests about a student that somebody reads."""
    found = (await office.read(who, REQUESTS, id=student))["student"]
    return [] if found is None or not found["recordRequests"] else found["recordRequests"]["nodes"]


async def test_what_a_family_writes_is_read_by_them_and_whoever_answers(office: Office) -> None:
    ana = await office.student("demo-student")
    made = await asked(office, "guardian", ana, "requestCorrection", **WRONG)
    # the privacy officer sees no students: what is asked of their records, all the same
    told = (await office.read("privacy_officer", ROOT))["recordRequests"]["nodes"]
    assert HERS in [each["words"] for each in told]
    for who in ("guardian", "registrar", "district_registrar"):
        (row,) = [each for each in await read_by(office, who, ana) if each["id"] == made]
        assert row["words"] == HERS, who
    others = "teacher nurse counselor principal office case_manager student restricted_father"
    for who in (*others.split(), "special_education"):
        assert await read_by(office, who, ana) == [], who
        root = (await office.read(who, ROOT))["recordRequests"]
        assert HERS not in json.dumps(root), who


async def test_p23_the_other_parent_reads_no_request_and_no_count_of_them(office: Office) -> None:
    """Two parents with all rights: what one asks is nothing that the other is told of."""
    ana = await office.student("demo-student")
    async with office.hub.database.owner() as owner:
        await owner.execute(
            "INSERT INTO guardianship (student_id, guardian_id, relationship, standing, starts_on)"
            " SELECT s.id, g.id, 'OTHER', 'PARENT', '2026-08-10' FROM student s, guardian g"
            " JOIN person p ON p.id = g.person_id"
            " WHERE 'stu_' || s.id = $1 AND p.sourced_id = 'demo-unvalidated-guardian'",
            ana,
        )
    made = await asked(office, "guardian", ana, "askToInspect", words=HERS)
    other = "unvalidated_guardian"
    assert (await office.read(other, REQUESTS, id=ana))["student"] is not None
    assert await read_by(office, other, ana) == []
    assert (await office.read(other, ROOT))["recordRequests"]["totalCount"]["count"] == 0
    node = "query N($id: ID!) { node(id: $id) { id } }"
    assert (await office.read(other, node, id=made))["node"] is None


async def test_p23_a_record_that_one_may_not_see_is_refused_as_one_that_there_is_not(
    office: Office,
) -> None:
    ana = await office.student("demo-student")
    dylan = await office.student("demo-classmate")
    (hidden,) = await office.fetch(CONFIDENTIAL, ana)
    (another,) = await office.fetch(MARK, dylan)
    unknown = "00000000-0000-4000-8000-000000000007"
    answers = {
        await office.sent("guardian", CORRECT, {"studentId": ana, **WRONG, "recordId": each})
        for each in (
            f"vis_{hidden['id']}",
            f"mrk_{another['id']}",
            f"vis_{unknown}",
            f"mrk_{unknown}",
        )
    }
    bodies = {json.dumps(json.loads(each)["data"]) for each in answers}
    assert len(bodies) == 1
    assert "NOT_FOUND" in bodies.pop()
    assert (await office.fetch(KEPT, HERS))[0]["found"] == 0


async def test_a_record_that_one_sees_can_be_named(office: Office) -> None:
    ana = await office.student("demo-student")
    (mark,) = await office.fetch(MARK, ana)
    given = {"studentId": ana, **WRONG, "recordId": f"mrk_{mark['id']}"}
    told = json.loads(await office.sent("guardian", CORRECT, given))["data"]["requestCorrection"]
    assert told["userErrors"] == []
    assert told["recordRequest"]["recordType"] == "mark"


async def test_a_refused_correction_keeps_the_familys_statement_once(office: Office) -> None:
    """34 CFR 99.21(b)(2): nobody states anything against what was granted, or waits."""
    ana = await office.student("demo-student")
    made = await asked(office, "guardian", ana, "requestCorrection", **WRONG)
    said = {"id": made, "version": 1, "statement": "I brought the note."}
    assert (await office.enter("guardian", "keepStatement", said)).codes == ["CONFLICT"]
    answer = {"id": made, "version": 1, "outcome": "REFUSED", "answer": "No note."}
    assert (await office.enter("registrar", "answerRequest", answer)).errors == []
    again = {**answer, "version": 2, "outcome": "GRANTED"}
    assert (await office.enter("registrar", "answerRequest", again)).codes == ["CONFLICT"]
    said["version"] = 2
    assert (await office.enter("guardian", "keepStatement", said)).errors == []
    said |= {"version": 3, "statement": "Another one."}
    assert (await office.enter("guardian", "keepStatement", said)).codes == ["CONFLICT"]
    for who in ("guardian", "registrar"):
        (row,) = [each for each in await read_by(office, who, ana) if each["id"] == made]
        assert (row["answer"], row["statement"]) == ("No note.", "I brought the note.")


async def test_p24_the_student_of_age_asks_and_the_parents_no_more(office: Office) -> None:
    zoe = await office.student("demo-adult-student")
    made = await asked(office, "adult_student", zoe, "askToInspect")
    (row,) = [each for each in await read_by(office, "adult_student", zoe) if each["id"] == made]
    assert row["withheld"] == []
    ana = await office.student("demo-student")
    mine = await office.enter("student", "askToInspect", {"studentId": ana})
    assert mine.codes == ["NOT_ALLOWED"]


async def test_p23_whoever_may_not_learn_the_school_is_not_told_who_answered(
    office: Office,
) -> None:
    """A father under no contact and no location asks: the answer names nobody of the school."""
    sofia = await office.student("demo-restricted")
    made = await asked(office, "restricted_father", sofia, "askToInspect", words=HERS)
    answer = {"id": made, "version": 1, "outcome": "GRANTED", "answer": "By mail."}
    assert (await office.enter("district_registrar", "answerRequest", answer)).errors == []
    (row,) = [e for e in await read_by(office, "restricted_father", sofia) if e["id"] == made]
    assert (row["answer"], row["responder"]) == ("By mail.", None)
    assert {each["field"] for each in row["withheld"]} == {"responder"}


async def test_p20_an_order_that_withholds_the_record_withholds_asking_here(
    office: Office,
) -> None:
    """Inspection on request goes through the custodian: the sign-in opens nothing."""
    ana = await office.student("demo-student")
    unknown = "stu_00000000-0000-4000-8000-000000000007"
    told = [
        await office.enter("restricted_father", "askToInspect", {"studentId": each})
        for each in (ana, unknown)
    ]
    assert told[0] == told[1]
    assert told[0].codes == ["NOT_FOUND"]
