"""A picture says what the table beside it says: counts of what its viewer may read, or none."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from admin import pictures, timelines
from admin.answers import WITHHELD, Gap
from tests.admin.conftest import Text, part, signed_in
from tests.admin.test_forms import fetch

if TYPE_CHECKING:
    from tests.doors.conftest import Doors

ANA = "demo-student"
GRADES = """
SELECT s.grade_level AS grade, count(DISTINCT s.id) AS students
FROM student s JOIN school_enrollment e ON e.student_id = s.id
JOIN post p ON p.school_id = e.school_id JOIN staff_member m ON m.id = p.staff_id
JOIN person q ON q.id = m.person_id
WHERE q.sourced_id = 'demo-principal' AND p.role = 'PRINCIPAL'
  AND e.starts_on <= '2026-10-14' AND (e.ends_on IS NULL OR e.ends_on > '2026-10-14')
GROUP BY 1 ORDER BY 1
"""
STAYS = """
SELECT count(*) AS stays FROM school_enrollment e JOIN student s ON s.id = e.student_id
JOIN person p ON p.id = s.person_id WHERE p.sourced_id = 'demo-student'
"""


def bars(page: str) -> list[tuple[str, str]]:
    """Each row of a page's pictures: what it counts, and how much."""
    found = re.findall(r'<text x="0"[^>]*>([^<]*)</text>\s*<text class="count"[^>]*>([^<]*)<', page)
    return [(said.strip(), count.strip()) for said, count in found]


def tabled(page: str) -> list[tuple[str, str]]:
    """The same of the tables beside them."""
    found = re.findall(r"<figcaption>.*?</figcaption>", page, re.DOTALL)
    rows = [each for table in found for each in
            re.findall(r'<th scope="row">([^<]*)</th><td>([^<]*)</td>', table)]  # fmt: skip
    return [(said.strip(), count.strip()) for said, count in rows]


def test_a_bar_is_as_wide_as_its_share_of_the_highest() -> None:
    picture = pictures.drawn([("Sep 2026", 2), ("Oct 2026", 4)])
    assert picture is not None
    assert [each.wide for each in picture.rows] == [pictures.WIDE / 2, pictures.WIDE]
    assert picture.high == 2 * pictures.ROW


def test_of_nothing_there_is_no_picture() -> None:
    assert pictures.drawn([]) is None
    assert pictures.drawn([("Sep 2026", 0)]) is None


def incidents(*rows: tuple[str, Any], more: bool = False) -> dict[str, Any]:
    """An answer with incidents of days and kinds."""
    nodes = [{"occurredOn": day, "category": kind} for day, kind in rows]
    page = {"nodes": nodes, "pageInfo": {"hasNextPage": more}}
    return {"viewer": {"today": "2026-10-14"}, "incidents": page}


def test_incidents_are_counted_by_month_and_by_kind_and_a_withheld_kind_is_named_so() -> None:
    rows = [("2026-08-20", "Fighting"), ("2026-10-01", "Fighting"), ("2026-10-02", Gap(WITHHELD))]
    found = pictures.incidents(incidents(*rows), {})
    by_month = [(each.said, each.count) for each in found["by_month"].rows]
    assert by_month == [("Aug 2026", 1), ("Sep 2026", 0), ("Oct 2026", 2)]
    kinds = [(each.said, each.count) for each in found["by_kind"].rows]
    assert kinds == [("Fighting", 2), ("Withheld", 1)]


def test_of_a_part_of_the_incidents_no_sum_is_drawn() -> None:
    found = pictures.incidents(incidents(("2026-10-01", "Fighting"), more=True), {})
    assert (found["by_month"], found["by_kind"]) == (None, None)


def test_marks_stand_from_best_to_worst() -> None:
    nodes = [{"value": value, "term": {"name": "Quarter 1"}}
             for value in ("B", "A-", "F", "A", "A+", "B")]  # fmt: skip
    page = {"nodes": nodes, "pageInfo": {"hasNextPage": False}}
    ((term, picture),) = pictures.marks({"section": {"marks": page}}, {})["terms"]
    assert term == "Quarter 1"
    told = [(each.said, each.count) for each in picture.rows]
    assert told == [("A+", 1), ("A", 1), ("A-", 1), ("B", 2), ("F", 1)]
    page["pageInfo"] = {"hasNextPage": True}
    assert pictures.marks({"section": {"marks": page}}, {})["terms"] == []


def test_an_average_weighs_points_by_credit_and_leaves_out_what_does_not_count() -> None:
    lines = [("a", "4", "5"), ("b", "2", "10"), ("c", Gap("NOT_APPLICABLE"), "5"), ("d", "3", "5")]
    nodes = [
        {"id": key, "schoolYear": 2026, "termName": term, "postedOn": day}
        for key, term, day in (
            ("d", "Spring", "2026-06-01"), ("a", "Fall", "2025-12-20"),
            ("b", "Fall", "2025-12-20"), ("c", "Fall", "2025-12-20"),
        )
    ]  # fmt: skip
    student = {
        "transcript": {"nodes": nodes, "pageInfo": {"hasNextPage": False}},
        "transcriptTotals": {
            "lines": [{"line": key, "points": points, "weight": weight}
                      for key, points, weight in lines]
        },
    }  # fmt: skip
    picture = pictures.averages({"student": student}, {})["averages"]
    told = [(each.said, each.count) for each in picture.rows]
    assert told == [("2025-26, Fall", Decimal("2.67")), ("2025-26, Spring", Decimal("3.00"))]
    assert picture.rows[1].wide == pictures.WIDE * 0.75, "the widest is the best average, not ours"
    student["transcriptTotals"] = Gap(WITHHELD)
    assert pictures.averages({"student": student}, {})["averages"] is None


def test_a_timeline_goes_from_the_first_day_to_a_month_behind_today() -> None:
    today = date(2026, 10, 14)
    stretches = [
        timelines.Stretch("Second", "2026-01-01", None),
        timelines.Stretch("First", "2025-01-01", "2026-01-01", (("2025-06-01", "review due"),)),
    ]
    drawn = timelines.drawn(stretches, today)
    assert drawn is not None
    first, second = drawn.stretches
    assert (first.said, first.left) == ("First", 0)
    assert second.left == pytest.approx(first.left + first.wide, abs=0.2)
    assert second.left + second.wide == pytest.approx(timelines.WIDE, abs=0.2)
    assert second.left < drawn.now < timelines.WIDE
    assert first.left < first.points[0] < second.left
    assert [year for year, _ in drawn.years] == [2026]
    assert timelines.drawn([], today) is None


async def test_students_by_grade_are_those_enrolled_at_the_principals_school(doors: Doors) -> None:
    principal = await signed_in(doors, "demo-principal")
    page = await principal.see("/admin/students-by-grade")
    rows = await fetch(doors, GRADES)
    assert rows
    shown = {said: int(count) for said, count in bars(page)}
    assert tabled(page) == bars(page)
    for row in rows:
        assert shown[f"Grade {row['grade']}"] >= row["students"], "may see others besides"


async def test_a_school_is_chosen_by_its_address_and_nonsense_is_told(doors: Doors) -> None:
    registrar = await signed_in(doors, "demo-registrar")
    page = await registrar.see("/admin/students-by-grade")
    school = re.search(r"students-by-grade\?school=(sch_[0-9a-f-]+)", page)
    assert school
    one = await registrar.see(f"/admin/students-by-grade?school={school[1]}")
    whole, some = dict(bars(page)), dict(bars(one))
    assert all(int(count) <= int(whole[said]) for said, count in some.items())
    nonsense = await registrar.see("/admin/students-by-grade?school=nonsense")
    assert "can’t be counted here" in nonsense  # noqa: RUF001
    assert not bars(nonsense)


async def test_a_family_counts_its_own_children_and_nobody_else(doors: Doors) -> None:
    mother = await signed_in(doors, "demo-guardian")
    counts = [int(count) for _, count in bars(await mother.see("/admin/students-by-grade"))]
    answer = await doors.ask("demo-guardian", "{ students { totalCount { count } } }")
    assert sum(counts) == answer.json()["data"]["students"]["totalCount"]["count"]


async def test_incidents_are_those_that_the_viewer_may_read(doors: Doors) -> None:
    asked = (
        '{ incidents(first: 1000, where: { occurredOn: { gte: "2026-07-01" } })'
        " { totalCount { count } } }"
    )
    for who in ("demo-principal", "demo-guardian", "demo-teacher"):
        page = await (await signed_in(doors, who)).see("/admin/incidents-of-the-year")
        answer = await doors.ask(who, asked)
        count = answer.json()["data"]["incidents"]["totalCount"]["count"]
        assert tabled(page) == bars(page)
        drawn = part(page, "kinds") if count else ""
        assert bool(drawn) == bool(count)
        assert sum(int(each) for _, each in bars(page)) == 2 * count


async def test_the_marks_of_a_section_are_drawn_for_its_teacher(doors: Doors) -> None:
    teacher = await signed_in(doors, "demo-teacher")
    section = re.search(r'<a href="(/admin/sections/[^"]+)">Geometry A</a>',
                        await teacher.see("/admin"))  # fmt: skip
    assert section
    assert f'href="{section[1]}/distribution"' in await teacher.see(section[1])
    page = await teacher.see(f"{section[1]}/distribution")
    assert bars(page)
    assert tabled(page) == bars(page)
    for picture in Text(page).named("svg"):
        assert picture["role"] == "img"
        assert len((picture["aria-labelledby"] or "").split()) == 2
    nurse = await (await signed_in(doors, "demo-nurse")).see(f"{section[1]}/distribution")
    assert not bars(nurse)


async def test_averages_by_term_are_for_whoever_reads_the_transcript(doors: Doors) -> None:
    counselor = await (await signed_in(doors, "demo-counselor")).student(ANA, "grades")
    assert bars(counselor)
    teacher = await (await signed_in(doors, "demo-teacher")).student(ANA, "grades")
    assert "Withheld: not part of your work with this student" in part(teacher, "averages")
    assert not bars(teacher)


async def test_a_timeline_holds_every_stay_and_no_order_for_whoever_sees_none(doors: Doors) -> None:
    registrar = await (await signed_in(doors, "demo-registrar")).student(ANA, "timeline")
    (row,) = await fetch(doors, STAYS)
    stays = re.findall(
        r"<tr>", registrar[registrar.index('id="stays-table') :].split("</table>")[0]
    )
    assert len(stays) == row["stays"] + 1
    assert 'id="stays-drawn-title"' in registrar
    mother = await (await signed_in(doors, "demo-guardian")).student(ANA, "timeline")
    assert "Withheld: this sign-in does not open it" in part(mother, "orders")
    assert "orders-drawn" not in mother
    assert 'id="plans-drawn-title"' in mother
