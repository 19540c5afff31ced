"""Work out what a row's hidden lines come to, for the computed fields of a student.

The lines are what the viewer may read. Where they may not read all that the rules ask of a line,
there is no value.
"""

from __future__ import annotations

from asyncio import to_thread
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hub.academics.averages import Graded, average_of, shown
from hub.academics.credits import Counted, credit_of
from hub.academics.lines import EXAMPLE, Line, Reason, rational
from hub.academics.progress import Seat, credit_in_progress, in_progress

if TYPE_CHECKING:
    from fractions import Fraction

HIGH_SCHOOL_FROM = 9
"""The grade from which a course is one of high school, where its kind of school is not recorded."""
BEFORE_HIGH_SCHOOL = ("ELEMENTARY", "MIDDLE")
THOUSANDTH = Decimal("0.001")


async def transcript_totals(source: dict[str, Any], _info: Any) -> dict[str, Any] | None:
    """Credits and averages of a student; None where a line, or something of it, is withheld."""
    lines = source["#transcript"]
    if lines is None or any(line["withheld"] for line in lines):
        return None
    return await to_thread(totals, [_line(each) for each in lines])


async def credits_in_progress(source: dict[str, Any], info: Any) -> dict[str, Any] | None:
    """Credits of today's classes; None unless all seats and marks of the student are readable."""
    seats, marks = source["#schedule"], source["#marks"]
    entire = source[info.path.key] and seats is not None and marks is not None
    if not entire or any(each["withheld"] for each in (*seats, *marks)):
        return None
    posted = {(each["section"]["id"], each["term"]["id"]) for each in marks}
    today = info.context.viewer.clock.today
    held = [_seat(each, posted) for each in seats]
    running = {each.key for each in in_progress(held, today)}
    return {
        "credits": _printed(credit_in_progress(held, today)),
        "seats": [
            {"seat": each.key, "credit": _printed(each.credit), "in_progress": each.key in running}
            for each in held
        ],
    }


def _seat(row: dict[str, Any], posted: set[tuple[str, str]]) -> Seat:
    section = row["section"]
    return Seat(
        key=row["id"],
        starts_on=date.fromisoformat(row["startsOn"]),
        ends_on=_day(row["endsOn"]),
        class_ends_on=_day(section["endsOn"]),
        credit=rational(Decimal(section["course"]["credit"])),
        posted=(section["id"], section["term"]["id"]) in posted,
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def totals(lines: list[Line]) -> dict[str, Any]:
    """The totals of some lines of one student, and what each of them adds."""
    credit, average = credit_of(lines, EXAMPLE), average_of(lines, EXAMPLE)
    weighted = average_of(lines, EXAMPLE, weighted=True)
    return {
        "credits_attempted": _printed(credit.attempted),
        "credits_earned": _printed(credit.earned),
        "average": shown(average.value, EXAMPLE),
        "weighted_average": shown(weighted.value, EXAMPLE),
        "pack": EXAMPLE.name,
        "source": EXAMPLE.source,
        "lines": [_told(*each) for each in zip(credit.lines, average.lines, strict=True)],
    }


def _told(counted: Counted, graded: Graded) -> dict[str, Any]:
    in_average = graded.reason is Reason.COUNTED
    return {
        "line": counted.line.key,
        "credit_attempted": _printed(counted.attempted),
        "credit_earned": _printed(counted.earned),
        "credit_reason": counted.reason.value,
        "points": _printed(graded.points) if in_average else None,
        "weight": _printed(graded.credit),
        "average_reason": graded.reason.value,
    }


def _printed(value: Fraction) -> Decimal:
    """A credit with three decimals, as credits are kept."""
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(THOUSANDTH)


def _line(row: dict[str, Any]) -> Line:
    level = row["schoolLevel"]
    early = row["gradeLevel"] < HIGH_SCHOOL_FROM if level is None else level in BEFORE_HIGH_SCHOOL
    return Line(
        key=row["id"],
        course=row["courseCode"],
        group=row["equivalenceGroup"],
        school_year=row["schoolYear"],
        term=row["termName"],
        mark=row["mark"],
        attempted=rational(Decimal(row["creditAttempted"])),
        earned=rational(Decimal(row["creditEarned"])),
        posted_on=date.fromisoformat(row["postedOn"]),
        completions=row["maxCompletions"],
        middle_school=early,
        honors=row["honors"],
        in_average=row["inAverage"],
        in_credit=row["inCredit"],
        college_record=row["collegeRecord"],
    )
