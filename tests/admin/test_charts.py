"""A chart says what its table says, of what its viewer may read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from admin.charts import HIGH, attendance, this_year
from tests.admin.conftest import Text, signed_in, student_id, words
from tests.admin.test_forms import fetch

if TYPE_CHECKING:
    from tests.doors.conftest import Doors

DAYS = """
SELECT to_char(day, 'YYYY-MM') AS month, count(DISTINCT day) FILTER (WHERE status = 'ABSENT')
    AS absent, count(DISTINCT day) AS days
FROM attendance_event a JOIN student s ON s.id = a.student_id JOIN person p ON p.id = s.person_id
WHERE p.sourced_id = 'demo-student' AND day >= '2026-07-01' GROUP BY 1 ORDER BY 1
"""


def entered(*days: tuple[str, str], more: bool = False) -> dict[str, object]:
    """An answer in which a student was absent or late on days, and on more than it holds."""
    nodes = [{"day": day, "status": status} for day, status in days]
    page = {"nodes": nodes, "pageInfo": {"hasNextPage": more}}
    return {"viewer": {"today": "2026-10-14"}, "student": {"attendance": page}}


def test_a_day_counts_once_and_as_absent_where_any_section_says_so() -> None:
    found = entered(
        ("2026-08-20", "TARDY"),
        ("2026-10-01", "ABSENT"),
        ("2026-10-01", "TARDY"),
        ("2026-10-02", "LEFT_EARLY"),
    )
    chart = attendance(found, {})["chart"]
    told = [(each.month, each.absent, each.late) for each in chart.bars]
    assert told == [("2026-08", 0, 1), ("2026-09", 0, 0), ("2026-10", 1, 1)]
    assert chart.most == 2
    assert [each.absent_high + each.late_high for each in chart.bars] == [HIGH / 2, 0, HIGH]


def test_without_a_day_there_is_no_chart() -> None:
    assert attendance(entered(), {})["chart"] is None


def test_of_a_part_of_the_days_no_sum_is_drawn() -> None:
    day = ("2026-10-01", "ABSENT")
    assert attendance(entered(day), {})["chart"] is not None
    assert attendance(entered(day, more=True), {})["chart"] is None


@pytest.mark.parametrize(
    ("today", "first"),
    [("2026-10-14", "2026-07-01"), ("2027-06-30", "2026-07-01"), ("2027-07-01", "2027-07-01")],
)
def test_a_school_year_is_counted_from_july(today: str, first: str) -> None:
    assert this_year({}, date.fromisoformat(today)) == {"since": first}


async def test_a_chart_has_a_title_a_description_and_a_table_of_the_same_numbers(
    doors: Doors,
) -> None:
    mother = await signed_in(doors, "demo-guardian")
    page = await mother.see(f"/admin/students/{await student_id(doors, 'demo-student')}/attendance")
    months = await fetch(doors, DAYS)
    assert months
    text = Text(page)
    (picture,) = text.named("svg")
    assert picture["role"] == "img"
    assert (picture["aria-labelledby"] or "").split() == ["chart-title", "chart-said"]
    for row in months:
        name = f"{date.fromisoformat(row['month'] + '-01'):%b %Y}"
        late = row["days"] - row["absent"]
        assert f"{name}: {row['absent']} absent, {late} late or gone early." in words(page)
        assert f"{name} {row['absent']} {late}" in words(page)


async def test_a_chart_of_nobody_is_no_page(doors: Doors) -> None:
    mother = await signed_in(doors, "demo-guardian")
    unknown = "/admin/students/stu_00000000-0000-0000-0000-000000000000/attendance"
    for query in ("", "?x=1", "?done=roll"):
        assert (await mother.http.get(f"{unknown}{query}")).status_code == 404
