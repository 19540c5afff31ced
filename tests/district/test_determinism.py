"""The same seed, size and day give the same rows, byte for byte."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date

import pytest

from hub.district import DEMO_TODAY, build
from tests.district.reading import digest

STUDENTS = 300
PRINT_DIGEST = (
    "from tests.district.reading import digest\n"
    "from hub.district import build\n"
    f"print(digest(build('tests', {STUDENTS})))\n"
)


def digest_of_another_process(hash_seed: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-c", PRINT_DIGEST],
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
    )
    return ran.stdout.strip()


def test_processes_with_different_hash_seeds_draw_the_same_rows() -> None:
    drawn = {digest_of_another_process(hash_seed) for hash_seed in ("1", "4242")}
    assert drawn == {digest(build("tests", STUDENTS))}


def test_rows_are_the_same_when_read_again() -> None:
    district = build("tests", STUDENTS)
    assert digest(district) == digest(district)


def test_another_seed_draws_another_district() -> None:
    assert digest(build("tests", STUDENTS)) != digest(build("others", STUDENTS))


def test_the_named_people_keep_their_keys_when_the_district_grows() -> None:
    def named(students: int) -> dict[object, object]:
        district = build("tests", students)
        persons = {row[0]: row[1] for row in district.rows("person")}
        return {
            persons[row[1]]: row[0]
            for row in district.rows("student")
            if str(persons[row[1]]).startswith("demo-")
        }

    assert named(STUDENTS) == named(2 * STUDENTS)


def test_fewer_students_than_the_named_people_need_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 300"):
        build("tests", 299)


@pytest.mark.parametrize("today", [date(2026, 10, 17), date(2026, 9, 1), date(2027, 3, 3)])
def test_a_day_on_which_nobody_could_stand_as_named_is_refused(today: date) -> None:
    with pytest.raises(ValueError, match="choose a school day between"):
        build("tests", STUDENTS, today)


def test_another_school_day_of_the_first_semester_will_do() -> None:
    today = date(2025, 11, 5)
    assert today != DEMO_TODAY
    assert next(build("tests", STUDENTS, today).rows("district"))[4] == today
