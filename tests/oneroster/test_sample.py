"""The public OneRoster 1.1 sample imports whole, and its defects are said.

It lies outside of the project: where it isn't, these tests don't run.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hub.oneroster import Wishes, import_bundle
from tests.oneroster.database import TODAY, Watched, counts, everything

if TYPE_CHECKING:
    import asyncpg

PROJECT = Path(__file__).resolve().parents[2]
SAMPLE = PROJECT.parent / "shared" / "data" / "oneroster" / "edfi-1.1"

pytestmark = pytest.mark.skipif(
    not SAMPLE.is_dir(), reason="../shared/data has no OneRoster sample"
)


async def test_the_sample_imports_whole_and_adds_up(owner: asyncpg.Connection) -> None:
    report = await import_bundle(owner, SAMPLE, Watched(), Wishes(today=TODAY))
    assert {count.file: count.read for count in report.files} == {
        "academicSessions": 3,
        "orgs": 2,
        "courses": 2,
        "classes": 2,
        "users": 10,
        "demographics": 8,
        "enrollments": 24,
    }
    assert all(count.applied == count.read for count in report.files)
    assert await counts(owner) == {
        "district": 1,
        "school": 1,
        "school_year": 1,
        "term": 3,
        "course": 2,
        "section": 2,
        "person": 10,
        "staff_member": 2,
        "student": 8,
        "student_identifier": 8,
        "demographics": 8,
        "post": 2,
        "school_enrollment": 8,
        "section_staff": 4,
        "section_enrollment": 20,
    }


async def test_the_sample_twice_changes_nothing(owner: asyncpg.Connection) -> None:
    await import_bundle(owner, SAMPLE, Watched(), Wishes(today=TODAY))
    before = await everything(owner)
    report = await import_bundle(owner, SAMPLE, Watched(), Wishes(today=TODAY))
    assert await everything(owner) == before
    assert all(count.unchanged == count.read for count in report.files)


async def test_the_samples_defects_are_said_by_file_line_and_reason(
    owner: asyncpg.Connection,
) -> None:
    report = await import_bundle(owner, SAMPLE, Watched(), Wishes(today=TODAY))
    assert report.refused == ()
    assert {(f.file, f.line, f.code) for f in report.doubtful} == {
        *(("courses", line, "subject_contradicted") for line in (2, 3)),
        *(("classes", line, "title_is_code") for line in (2, 3)),
        *(("users", line, "age_and_grade") for line in range(2, 10)),
        *(("users", line, "surplus_blank") for line in (10, 11)),
    }


async def test_cr1_the_samples_ends_are_inclusive_so_the_last_friday_of_fall_is_a_day_in_class(
    owner: asyncpg.Connection,
) -> None:
    report = await import_bundle(owner, SAMPLE, Watched(), Wishes(today=TODAY))
    assert {(c.file, c.ends.value) for c in report.conventions} == {
        ("academicSessions", "inclusive"),
        ("enrollments", "inclusive"),
    }
    seated = (
        "SELECT count(DISTINCT student_id) FROM section_enrollment "
        "WHERE daterange(starts_on, ends_on) @> $1::date"
    )
    days = {date(2020, 12, 18): 8, date(2020, 12, 19): 0, date(2021, 1, 4): 8, date(2021, 5, 28): 8}
    for day, students in days.items():
        assert await owner.fetchval(seated, day) == students


async def test_the_samples_teacher_has_a_roster_on_the_fixed_day(
    owner: asyncpg.Connection,
) -> None:
    await import_bundle(owner, SAMPLE, Watched(), Wishes(today=TODAY))
    roster = """
        SELECT count(*) FROM person
        JOIN staff_member member ON member.person_id = person.id
        JOIN section_staff staffed ON staffed.staff_id = member.id
        JOIN section_enrollment seat ON seat.section_id = staffed.section_id
        CROSS JOIN district
        WHERE person.sourced_id = '207270' AND staffed.role = 'LEAD'
          AND daterange(staffed.starts_on, staffed.ends_on) @> district.fixed_today
          AND daterange(seat.starts_on, seat.ends_on) @> district.fixed_today
    """
    assert await owner.fetchval(roster) == 5
