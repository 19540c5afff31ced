"""What is entered: the rolls of one morning, and marks of a thousand students."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hub.identity.tokens import issue_to
from hub.models.codes import TokenKind
from tests.bench.load import HOST

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from uuid import UUID

    import asyncpg

    Owner = asyncpg.Connection[asyncpg.Record]

ABSENT = (3, 11)
"""Which of a roll's students, by their place, are not there."""
CORRECTED = (3, 7)
"""Which of them are not there when the roll is taken again; the first of them came late."""
CLASS = 35
MARKS = 1_000
IN_FORCE = "{0}.starts_on <= $1 AND ({0}.ends_on IS NULL OR {0}.ends_on > $1)"

CLASSES = f"""
SELECT c.id AS section, m.person_id AS person,
       array_agg(DISTINCT e.student_id ORDER BY e.student_id) AS students,
       EXISTS (
           SELECT FROM section_meeting t
           WHERE t.section_id = c.id AND t.starts_at < '09:00'
       ) AS at_eight
FROM section c
JOIN section_enrollment e ON e.section_id = c.id
JOIN section_staff l ON l.section_id = c.id AND l.role = 'LEAD'
JOIN staff_member m ON m.id = l.staff_id
WHERE {IN_FORCE.format("c")} AND {IN_FORCE.format("e")} AND {IN_FORCE.format("l")}
  AND NOT EXISTS (SELECT FROM court_order o WHERE o.person_id = m.person_id)
  AND EXISTS (SELECT FROM person p WHERE p.id = m.person_id AND p.suspended_at IS NULL)
GROUP BY c.id, m.person_id
HAVING count(DISTINCT e.student_id) > {max(ABSENT)}
ORDER BY abs(count(DISTINCT e.student_id) - {CLASS}), c.id
"""
"""The classes of today, each with a teacher and who sits in it."""

TOLD = "{ section { id } userErrors { path code } }"
ROLL = f"mutation($i: TakeAttendanceInput!) {{ takeAttendance(input: $i) {TOLD} }}"
POST = f"mutation($i: PostMarksInput!) {{ postMarks(input: $i) {TOLD} }}"


@dataclass(frozen=True)
class Class:
    """A class with its teacher's token."""

    section: UUID
    token: str
    students: Sequence[UUID]
    at_eight: bool


@dataclass(frozen=True)
class Entry:
    """One change, as each server is asked for it."""

    hub: bytes
    by_hand: bytes


async def classes(owner: Owner, today: date) -> list[Class]:
    """The classes of today, those nearest to 35 first."""
    found = {row["section"]: row for row in await owner.fetch(CLASSES, today)}.values()
    people = list(dict.fromkeys(row["person"] for row in found))
    tokens = dict(zip(people, await issue_to(owner, people, TokenKind.BEARER), strict=True))
    return [
        Class(row["section"], tokens[row["person"]], row["students"], row["at_eight"])
        for row in found
    ]


def roll(each: Class) -> Entry:
    """A roll with two who are absent."""
    return _roll(each, [(at, "ABSENT") for at in ABSENT])


def roll_again(each: Class) -> Entry:
    """The same roll, corrected: one came late, one was there, another is missing."""
    return _roll(each, list(zip(CORRECTED, ("TARDY", "ABSENT"), strict=True)))


def _roll(each: Class, absent: Sequence[tuple[int, str]]) -> Entry:
    said = [(each.students[at % len(each.students)], status) for at, status in absent]
    given = {
        "sectionId": f"sec_{each.section}",
        "absences": [{"studentId": f"stu_{key}", "status": status} for key, status in said],
    }
    by_hand = [{"student_id": str(key), "status": status} for key, status in said]
    return _entry(each, ROLL, given, "roll", by_hand)


def marks(each: Class) -> Entry:
    """A mark for everybody in the class."""
    said = [(key, "ABCD"[at % 4]) for at, key in enumerate(each.students)]
    given = {
        "sectionId": f"sec_{each.section}",
        "marks": [{"studentId": f"stu_{key}", "value": value} for key, value in said],
    }
    by_hand = [{"student_id": str(key), "value": value} for key, value in said]
    return _entry(each, POST, given, "marks", by_hand)


def _entry(
    each: Class, document: str, given: dict[str, Any], route: str, said: list[dict[str, str]]
) -> Entry:
    hub = {"query": document, "variables": {"i": given}}
    by_hand = {"section": str(each.section), "said": said}
    return Entry(_post("/graphql", each.token, hub), _post(f"/{route}", each.token, by_hand))


def _post(path: str, token: str, body: dict[str, Any]) -> bytes:
    sent = json.dumps(body).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(sent)}\r\n\r\n"
    )
    return head.encode() + sent


def of_marks(found: Sequence[Class]) -> Iterator[Class]:
    """The first classes, until they have a thousand students."""
    left = MARKS
    for each in found:
        if left <= 0:
            return
        left -= len(each.students)
        yield each


async def cleared(owner: Owner, today: date, found: Sequence[Class]) -> None:
    """Take away the rolls of today, and the marks of a thousand, so that they can be entered."""
    for table in ("attendance_event", "roll_submission"):
        await owner.execute(f"DELETE FROM {table} WHERE day = $1", today)
    keys = [each.section for each in of_marks(found)]
    await owner.execute("DELETE FROM mark WHERE section_id = ANY($1)", keys)
