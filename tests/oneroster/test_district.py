"""What a sound bundle becomes here: district, schools, years, courses and sections."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from hub.oneroster import DistrictRefused, Effect, Finding
from tests.oneroster.bundles import KEPT, seat, sound
from tests.oneroster.database import (
    FALL,
    POSTS,
    SEATED,
    TODAY,
    YEAR,
    counts,
    everything,
    imported,
    rows,
)

if TYPE_CHECKING:
    from pathlib import Path

    import asyncpg


async def test_a_sound_bundle_is_kept_whole(owner: asyncpg.Connection, tmp_path: Path) -> None:
    report = await imported(owner, tmp_path, sound())
    assert await counts(owner) == KEPT
    assert report.refused == ()
    assert report.doubtful == (Finding("users", 8, Effect.DOUBTFUL, "post_withheld", "role"),)
    assert all(count.applied == count.read for count in report.files)


async def test_an_empty_database_becomes_a_sample_district_with_a_fixed_clock(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    report = await imported(owner, tmp_path, sound())
    assert await rows(owner, "SELECT name, kind, fixed_today FROM district") == [
        ("Alder Unified", "SAMPLE", TODAY)
    ]
    assert report.today == TODAY


@pytest.mark.parametrize("kind", ["DEMO", "LIVE"])
async def test_a_demo_or_live_district_is_refused_and_left_alone(
    owner: asyncpg.Connection, tmp_path: Path, kind: str
) -> None:
    await owner.execute("INSERT INTO district (name, kind) VALUES ('Fir', $1)", kind)
    before = await everything(owner)
    with pytest.raises(DistrictRefused, match=f"holds a {kind.lower()} district"):
        await imported(owner, tmp_path, sound())
    assert await everything(owner) == before


async def test_a_sample_district_keeps_its_clock_where_no_day_is_given(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await imported(owner, tmp_path, sound())
    report = await imported(owner, tmp_path, sound(), today=None)
    assert report.today == TODAY
    report = await imported(owner, tmp_path, sound(), today=date(2020, 11, 2))
    assert await rows(owner, "SELECT fixed_today FROM district") == [(date(2020, 11, 2),)]


async def test_another_district_is_refused(owner: asyncpg.Connection, tmp_path: Path) -> None:
    await imported(owner, tmp_path, sound())
    before = await everything(owner)
    tables = sound()
    tables["orgs"][0]["sourcedId"] = "org-other"
    with pytest.raises(DistrictRefused, match="another sample district"):
        await imported(owner, tmp_path, tables)
    assert await everything(owner) == before


async def test_a_day_outside_the_bundles_years_is_said(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    report = await imported(owner, tmp_path, sound(), today=date(2026, 1, 1))
    assert "none of the bundle's school years" in report.text()


async def test_a_clock_that_is_not_fixed_is_said(owner: asyncpg.Connection, tmp_path: Path) -> None:
    assert "not fixed" in (await imported(owner, tmp_path, sound(), today=None)).text()


async def test_cr1_inclusive_ends_become_half_open(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    report = await imported(owner, tmp_path, sound())
    terms = "SELECT kind, starts_on, ends_on FROM term ORDER BY ends_on, kind"
    assert await rows(owner, terms) == [
        ("SEMESTER", *FALL),
        ("SEMESTER", date(2021, 1, 4), YEAR[1]),
        ("YEAR", *YEAR),
    ]
    assert await rows(owner, "SELECT year, name, starts_on, ends_on FROM school_year") == [
        (2021, "2020-2021", *YEAR)
    ]
    assert await rows(owner, SEATED) == [
        ("user-ben", "Algebra I, grade 7", *YEAR, 2021),
        ("user-ada", "Algebra I, period 1", *YEAR, 2021),
        ("user-cleo", "Algebra I, period 1", date(2020, 9, 1), date(2020, 10, 31), 2021),
        ("user-ada", "English I, period 3", *FALL, 2021),
    ]
    assert "enrollments.csv: inclusive" in report.text()


async def test_cr1_exclusive_ends_stay_as_they_are(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    tables = sound()
    for row in (*tables["academicSessions"], *tables["enrollments"]):
        if row.get("endDate"):
            row["endDate"] = str(date.fromisoformat(row["endDate"]).replace(day=1))
    tables["academicSessions"][1]["endDate"] = "2021-01-04"
    tables["enrollments"][1]["endDate"] = "2021-01-04"
    report = await imported(owner, tmp_path, tables)
    assert "academicSessions.csv: exclusive" in report.text()
    assert "enrollments.csv: exclusive" in report.text()
    seats = await rows(owner, SEATED)
    assert ("user-ada", "English I, period 3", FALL[0], date(2021, 1, 4), 2021) in seats


async def test_a_section_runs_from_its_first_term_to_its_last(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await imported(owner, tmp_path, sound())
    question = (
        "SELECT section.title, period, room, term.name, section.starts_on, section.ends_on "
        "FROM section JOIN term ON term.id = section.term_id ORDER BY 1"
    )
    assert await rows(owner, question) == [
        ("Algebra I, grade 7", "4", None, "2020-2021", *YEAR),
        ("Algebra I, period 1", "1, 2", "R12", "2020-2021", *YEAR),
        ("English I, period 3", "3", None, "Fall", *FALL),
    ]


async def test_courses_of_one_code_and_title_are_one_course(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    tables = sound()
    tables["courses"].append(tables["courses"][0] | {"sourcedId": "course-alg-2"})
    tables["classes"][2]["courseSourcedId"] = "course-alg-2"
    report = await imported(owner, tmp_path, tables)
    assert (await counts(owner))["course"] == 2
    assert report.refused == ()
    before = await everything(owner)
    await imported(owner, tmp_path, tables)
    assert await everything(owner) == before
    del tables["courses"][0]
    tables["classes"][0]["courseSourcedId"] = "course-alg-2"
    report = await imported(owner, tmp_path, tables)
    assert (report.refused, (await counts(owner))["course"]) == ((), 2)


async def test_courses_of_one_code_that_part_become_two(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    tables = sound()
    tables["courses"].append(tables["courses"][0] | {"sourcedId": "course-alg-2"})
    await imported(owner, tmp_path, tables)
    tables["courses"][2]["title"] = "Algebra, honors"
    report = await imported(owner, tmp_path, tables)
    assert report.refused == ()
    assert await rows(owner, "SELECT code, title FROM course ORDER BY 1, 2") == [
        ("ALG1", "Algebra I"),
        ("ALG1 (course-alg-2)", "Algebra, honors"),
        ("ENG1", "English I"),
    ]


async def test_a_year_without_a_row_of_its_own_is_made_from_its_terms(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    tables = sound()
    del tables["academicSessions"][0]
    report = await imported(owner, tmp_path, tables)
    assert await rows(owner, "SELECT year, name, starts_on, ends_on FROM school_year") == [
        (2021, "2020-2021", *YEAR)
    ]
    codes = {finding.code for finding in report.doubtful}
    assert {"school_year_made", "no_term_spans", "dangling_reference"} <= codes


async def test_a_session_without_a_year_takes_its_parents(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    tables = sound()
    tables["academicSessions"][1]["schoolYear"] = ""
    assert (await imported(owner, tmp_path, tables)).refused == ()


async def test_several_school_years_keep_apart(owner: asyncpg.Connection, tmp_path: Path) -> None:
    tables = sound()
    tables["academicSessions"].append(
        {"sourcedId": "term-2022", "title": "2021-2022", "type": "schoolYear"}
        | {"startDate": "2021-08-16", "endDate": "2022-05-27", "schoolYear": "2022"}
    )
    later = {"sourcedId": "class-later", "termSourcedIds": "term-2022"}
    tables["classes"] += [
        tables["classes"][0] | later,
        tables["classes"][0]
        | later
        | {"sourcedId": "class-both"}
        | {"termSourcedIds": "term-spring,term-2022"},
    ]
    tables["enrollments"] += [
        seat("seat-ada-later", "class-later", "user-ada", "student"),
        seat("seat-ito-later", "class-later", "user-ito", "teacher"),
    ]
    report = await imported(owner, tmp_path, tables)
    question = "SELECT school_year, is_primary FROM school_enrollment JOIN student ON student.id = "
    question += "student_id WHERE given_name = 'Ada' ORDER BY 1"
    assert await rows(owner, question) == [(2021, True), (2022, True)]
    posts = [row for row in await rows(owner, POSTS) if row[0] == "user-ito"]
    assert [row[3] for row in posts] == [YEAR[0], date(2021, 8, 16)]
    said = {(f.file, f.line, f.code) for f in report.doubtful}
    assert ("users", 2, "grade_of_other_year") in said
    assert ("classes", 6, "several_school_years") in said


async def test_without_school_years_people_are_kept_without_places(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    tables = sound()
    tables["academicSessions"] = []
    report = await imported(owner, tmp_path, tables)
    people = ("district", "school", "course", "person", "staff_member", "student", "guardian")
    assert await counts(owner) == {table: KEPT[table] for table in (*people, "demographics")}
    assert {f.code for f in report.doubtful} >= {"no_school_year"}
    assert {f.file for f in report.refused} == {"classes", "enrollments"}


async def test_without_a_district_row_the_district_is_called_a_sample(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    tables = sound()
    del tables["orgs"][0]
    report = await imported(owner, tmp_path, tables)
    assert await rows(owner, "SELECT name, kind FROM district") == [("Sample district", "SAMPLE")]
    assert "orgs.csv has no district" in report.text()


async def test_a_district_or_school_without_a_name_is_refused(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    tables = sound()
    tables["orgs"][0]["name"] = tables["orgs"][2]["name"] = ""
    report = await imported(owner, tmp_path, tables)
    assert [(f.line, f.code) for f in report.refused if f.file == "orgs"] == [
        (2, "value_missing"),
        (4, "value_missing"),
    ]


async def test_nothing_is_invented(owner: asyncpg.Connection, tmp_path: Path) -> None:
    report = await imported(owner, tmp_path, sound())
    found = await counts(owner)
    assert not {"training", "calendar_day", "section_meeting", "token", "guardian_right"} & set(
        found
    )
    for said in ("no calendar", "P-37", "inferred", "credits", "own phone"):
        assert said in report.text()
