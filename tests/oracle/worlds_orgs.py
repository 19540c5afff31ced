"""The places of a world: its district, schools, years, terms, courses, sections."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from hub.models.codes import DistrictKind, FindingSeverity, FindingState, SchoolLevel, TermKind
from hub.models.schedule_codes import CourseKind

if TYPE_CHECKING:
    from tests.oracle.drawing import Draw, Row


def places(draw: Draw) -> None:
    """One district with its calendar, its catalog and what its schools teach."""
    draw.must(
        "district",
        name="Small Unified",
        kind=DistrictKind.SAMPLE,
        timezone="America/Los_Angeles",
        fixed_today=draw.today,
        seed=None,
    )
    for name in ("Alder", "birch", "Cedar")[: draw.dice.randint(1, 3)]:
        draw.must("school", name=name, level=draw.code(SchoolLevel))
    for year in (2027, 2026)[: draw.dice.randint(1, 2)]:
        _school_year(draw, year)
    for title in ("Algebra 1", "Biology"):
        _course(draw, title)
    for school in draw.rows["school"]:
        _school(draw, school)


def findings(draw: Draw) -> None:
    """What is doubted of the rows that are there, and of lines that became none."""
    for student in draw.rows["student"][:2]:
        _finding(draw, row_key=str(student["id"]), file=draw.one(None, "Student.xml"))
    _finding(draw, row_key=None, file="Contact.xml")


def viewings(draw: Draw) -> None:
    """Who viewed as whom."""
    for target in draw.rows["staff_member"][:2]:
        viewer = draw.one(*draw.rows["staff_member"])
        draw.must(
            "view_as",
            at=draw.moment(-86_400, -60),
            request_id=draw.id(),
            viewer_id=viewer["id"],
            target_id=target["id"],
        )


def reviews(draw: Draw) -> None:
    """Reviews of access that were done, one at least. Drawn last, as bells are."""
    quarters = (date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1))
    for number, school in enumerate(draw.rows["school"]):
        for quarter in draw.dice.sample(quarters, 2 if number == 0 else draw.dice.randint(0, 2)):
            draw.must(
                "done_review",
                school_id=school["id"],
                quarter_starts_on=quarter,
                reviewed_on=quarter + timedelta(days=70),
                reviewed_by=draw.one(*draw.rows["staff_member"])["id"],
                to_change=draw.dice.randint(0, 3),
                note=draw.word_or_none(),
            )


def _finding(draw: Draw, *, row_key: str | None, file: str | None) -> None:
    draw.must(
        "finding",
        source=draw.one("edfi", "check"),
        rule=f"{draw.word()} {len(draw.rows['finding'])}",
        severity=draw.code(FindingSeverity),
        state=draw.code(FindingState),
        entity="student",
        place=row_key or "Contact.xml#1",
        row_key=row_key,
        field=draw.word_or_none(),
        file=file,
        line=None if file is None else draw.dice.randint(1, 900),
        first_seen_at=draw.moment(-86_400, -60),
        last_seen_at=draw.moment(-1, 0),
    )


def _school_year(draw: Draw, year: int) -> None:
    dates = {"starts_on": date(year - 1, 8, 10), "ends_on": date(year, 6, 12)}
    row = draw.must("school_year", year=year, name=f"{year - 1}-{year}", **dates)
    for name in ("Fall", "Spring")[: draw.dice.randint(1, 2)]:
        draw.must(
            "term", school_year_id=row["id"], name=name, kind=draw.code(TermKind), **draw.window()
        )


def _course(draw: Draw, title: str) -> None:
    draw.must(
        "course",
        code=title[:3].upper(),
        title=title,
        subject=draw.word(),
        credit=Decimal(draw.one("5.000", "10.000")),
        equivalence_group=title,
        max_completions=draw.one(1, 2),
        year_long=draw.chance(0.5),
        kind="REGULAR",
    )


def bells(draw: Draw) -> None:
    """Bell schedules of schools, with what they ask for; courses without content. Drawn last, so
    that what was drawn before stays as it was.
    """
    for course in draw.rows["course"]:
        course["kind"] = draw.one("REGULAR", "REGULAR", draw.code(CourseKind))
    for number, school in enumerate(draw.rows["school"]):
        for grades in ((0, 12), None)[: 2 if number == 0 else draw.dice.randint(0, 2)]:
            bell = draw.must(
                "bell_schedule",
                school_id=school["id"],
                name=draw.word(),
                first_grade=None if grades is None else grades[0],
                last_grade=None if grades is None else grades[1],
                **draw.window(now=0.8),
            )
            for period in draw.dice.sample(("1", "2", "3"), 2):
                weekday = draw.dice.randint(1, 5)
                draw.must(
                    "bell_period", bell_schedule_id=bell["id"], weekday=weekday, period=period
                )


def _school(draw: Draw, school: Row) -> None:
    for days in draw.dice.sample((-7, -1, 0, 1, 7), 2):
        draw.must("calendar_day", school_id=school["id"], day=draw.day(days))
    for _ in range(draw.dice.randint(1, 2)):
        section = _section(draw, school)
        for _ in range(draw.dice.randint(1, 2)):
            _meeting(draw, section)
            _assignment(draw, section)


def _section(draw: Draw, school: Row) -> Row:
    course = draw.one(*draw.rows["course"])
    return draw.must(
        "section",
        school_id=school["id"],
        course_id=course["id"],
        term_id=draw.one(*draw.rows["term"])["id"],
        title=course["title"],
        period=draw.one("1", "2", "3"),
        room=draw.word_or_none(),
        seat_limit=draw.one(None, 20, 30),
        **draw.window(now=0.76, ended=0.12, coming=0.1),
    )


def _meeting(draw: Draw, section: Row) -> None:
    draw.must(
        "section_meeting",
        section_id=section["id"],
        weekday=draw.dice.randint(1, 5),
        starts_at=time(draw.one(8, 10, 13)),
        ends_at=time(14, 30),
        room=draw.word_or_none(),
    )


def _assignment(draw: Draw, section: Row) -> None:
    draw.must(
        "assignment",
        section_id=section["id"],
        title=draw.word(),
        due_on=draw.day(-7, -1, 0, 1, 7),
        points=Decimal(draw.one("10.00", "20.00")),
    )
