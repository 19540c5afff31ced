"""P-12: a record is opened in an emergency for an hour, on record at once and looked into."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from hub.policy.viewpoint import Clock
from resolvers.mutations.openings import sixth

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

REASON = "Unconscious in the gym; the paramedics ask what she takes."
HEALTH = """student {
    conditions { name } medicationOrders { drug } visits(first: 1) { nodes { complaint } }
    immunizations { vaccine } counselingNotes { id } ieps { id }
}"""
READ = f"query Q($id: ID!) {{ student(id: $id) {HEALTH.removeprefix('student')} }}"
OPENED = """
SELECT b.id, b.opened_at, b.expires_at, b.reviewed_at FROM break_glass b
JOIN change c ON c.row_id = b.id ORDER BY c.entry DESC LIMIT 1
"""
ANYBODY = """
SELECT t.id FROM student t JOIN school_enrollment e ON e.student_id = t.id AND e.ends_on IS NULL {}
WHERE NOT EXISTS (SELECT FROM break_glass b WHERE b.student_id = t.id) AND e.school_id IN
  (SELECT p.school_id FROM post p JOIN staff_member s ON s.id = p.staff_id
   JOIN person q ON q.id = s.person_id WHERE q.sourced_id = 'demo-principal')
ORDER BY t.id LIMIT 1
"""
CLOSED = ANYBODY.format(
    "JOIN condition c ON c.student_id = t.id JOIN medication_order m ON m.student_id = t.id"
    " JOIN counseling_note n ON n.student_id = t.id"
)
QUEUE = """query Q($today: Date!) { openings(where: {
    reviewedAt: {isNull: true}, escalatesOn: {lte: $today}
}) { nodes { id escalated } } }"""
ENTER = """mutation Enter($input: %sInput!) { %s(input: $input) { userErrors { code } } }"""
FRIDAY = date(2026, 11, 20)
"""The last school day before the week of Thanksgiving."""


async def on(office: Office, who: str, day: date, document: str, **variables: Any) -> Any:
    """What an operation answers to somebody on another day."""
    viewer = await office.viewer(who)
    clock = Clock(day, viewer.clock.now + (day - viewer.clock.today))
    answer = await office.hub.door.execute(
        document, replace(viewer, clock=clock), variables=variables
    )
    return json.loads(answer.body)["data"]


async def opened_on(office: Office, day: date) -> dict[str, Any]:
    """An opening of another record on a day: its id, and when it escalates."""
    (pupil,) = await office.fetch(ANYBODY.format(""))
    given = {"studentId": f"stu_{pupil['id']}", "emergency": "HEALTH", "reason": REASON}
    document = ENTER % ("OpenRecord", "openRecord")
    done = await on(office, "principal", day, document, input=given)
    assert done["openRecord"]["userErrors"] == []
    (row,) = await office.fetch(OPENED.replace("b.opened_at", "b.opened_at, b.escalates_on"))
    return {"id": f"brk_{row['id']}", "day": row["escalates_on"]}


async def waiting(office: Office, who: str, day: date) -> set[str]:
    """The openings that have escalated by a day, as somebody lists them."""
    found = (await on(office, who, day, QUEUE, today=day.isoformat()))["openings"]["nodes"]
    assert all(each["escalated"] for each in found)
    return {each["id"] for each in found}


async def unopened(office: Office) -> str:
    """A student of the principal's school whose record nobody has opened."""
    (row,) = await office.fetch(CLOSED)
    return f"stu_{row['id']}"


async def test_p12_a_principal_opens_a_record_for_an_hour_and_no_more_of_it(office: Office) -> None:
    student = await unopened(office)
    closed = (await office.read("principal", READ, id=student))["student"]
    assert closed["conditions"] is None
    given: dict[str, Any] = {"studentId": student, "emergency": "HEALTH", "reason": REASON}
    elsewhere = {**given, "studentId": await office.student("demo-no-pickup")}
    assert (await office.enter("principal", "openRecord", elsewhere)).codes == ["NOT_FOUND"]
    assert await office.fetch("SELECT FROM change") == []

    before = len(await office.fetch("SELECT FROM disclosure"))
    entry = await office.enter("principal", "openRecord", given, HEALTH)
    assert entry.errors == []
    assert entry.row is not None
    assert all(entry.row[name] for name in ("conditions", "medicationOrders"))
    assert {name for name, value in entry.row.items() if value is None} == {
        *("immunizations", "counselingNotes"),
    }
    (disclosed, *_) = await office.fetch("SELECT bases FROM disclosure ORDER BY at DESC")
    assert disclosed["bases"] == ["EMERG"]
    assert len(await office.fetch("SELECT FROM disclosure")) == before + 1

    (kept,) = await office.fetch(OPENED)
    assert (kept["expires_at"] - kept["opened_at"]).total_seconds() == 3600
    assert (await office.read("principal", READ, id=student))["student"]["conditions"]
    await office.fetch(
        "UPDATE break_glass SET expires_at = $2 WHERE id = $1", kept["id"], kept["opened_at"]
    )
    assert (await office.read("principal", READ, id=student))["student"] == closed


async def test_p12_the_privacy_officer_reads_an_opening_and_the_nurse_lead_reviews_it(
    office: Office,
) -> None:
    student = await unopened(office)
    given: dict[str, Any] = {"studentId": student, "emergency": "HEALTH", "reason": REASON}
    assert (await office.enter("principal", "openRecord", given)).errors == []
    (row,) = await office.fetch(OPENED)
    opening = {"id": f"brk_{row['id']}", "version": 1}
    query = "query Q($id: ID!) { node(id: $id) { ... on BreakGlass { reason reasonCode } } }"
    for who in ("privacy_officer", "nurse_lead"):
        read = await office.read(who, query, id=opening["id"])
        assert read["node"] == {"reason": REASON, "reasonCode": "HEALTH"}, who
    shown = "breakGlass { version reviewedAt }"
    done = await office.enter("nurse_lead", "reviewOpening", opening, shown)
    assert done.errors == []
    assert done.row is not None
    assert (done.row["version"], done.row["reviewedAt"] is not None) == (2, True)
    again = await office.enter("nurse_lead", "reviewOpening", {**opening, "version": 2})
    assert again.codes == ["CONFLICT"]


async def test_p12_an_opening_that_nobody_looks_into_in_five_school_days_escalates(
    office: Office,
) -> None:
    """A Friday and four days after a week without school; whoever looks on the fifth is in time."""
    left, seen = await opened_on(office, FRIDAY), await opened_on(office, FRIDAY)
    fifth, day = date(2026, 12, 3), date(2026, 12, 4)
    assert left["day"] == seen["day"] == day
    document = ENTER % ("ReviewOpening", "reviewOpening")
    given = {"id": seen["id"], "version": 1}
    done = await on(office, "nurse_lead", fifth, document, input=given)
    assert done["reviewOpening"]["userErrors"] == []
    for who in ("nurse_lead", "privacy_officer"):
        assert not await waiting(office, who, fifth) & {left["id"], seen["id"]}, who
        assert await waiting(office, who, day) & {left["id"], seen["id"]} == {left["id"]}, who
    for who in ("principal", "nurse", "office"):
        listed = await on(office, who, day, "{ openings { nodes { id } } }")
        assert listed == {"openings": {"nodes": []}}, who
    given = {"id": left["id"], "version": 1}
    done = await on(office, "nurse_lead", day, document, input=given)
    assert done["reviewOpening"]["userErrors"] == []
    assert left["id"] not in await waiting(office, "privacy_officer", day)
    await office.fetch("DELETE FROM calendar_day")
    assert (await opened_on(office, FRIDAY))["day"] == date(2026, 11, 27)


@pytest.mark.parametrize(
    ("known", "opened", "escalates"),
    [
        ((12, 13, 14, 15, 16, 19), 12, 19),
        ((16, 26, 27, 28, 29, 30), 16, 30),
        ((), 16, 23),
        ((), 17, 26),
        ((15, 16), 14, 22),
    ],
    ids=["a Monday", "a week off", "no calendar", "a Saturday without one", "the year's end"],
)
def test_p12_an_opening_escalates_on_the_sixth_school_day_or_weekday(
    known: tuple[int, ...], opened: int, escalates: int
) -> None:
    """Days of October 2026, which begins on a Thursday."""
    days = [date(2026, 10, each) for each in known]
    assert sixth(days, date(2026, 10, opened)) == date(2026, 10, escalates)
