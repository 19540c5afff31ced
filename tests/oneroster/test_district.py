"""What a sound bundle becomes here, and that nothing is granted which the file doesn't say."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from hub.oneroster import DistrictRefused, Effect, Finding
from tests.oneroster.bundles import KEPT, sound, user
from tests.oneroster.database import TODAY, counts, everything, imported

if TYPE_CHECKING:
    from pathlib import Path

    import asyncpg

YEAR = (date(2020, 8, 17), date(2021, 5, 29))
FALL = (date(2020, 8, 17), date(2020, 12, 19))

STAFFED = """
SELECT person.sourced_id, section.title, staffed.role, staffed.starts_on, staffed.ends_on
FROM section_staff staffed JOIN section ON section.id = staffed.section_id
JOIN staff_member member ON member.id = staffed.staff_id
JOIN person ON person.id = member.person_id ORDER BY 2, 1
"""
SEATED = """
SELECT person.sourced_id, section.title, seat.starts_on, seat.ends_on, seat.school_year
FROM section_enrollment seat JOIN section ON section.id = seat.section_id
JOIN student ON student.id = seat.student_id
JOIN person ON person.id = student.person_id ORDER BY 2, 1
"""
POSTS = """
SELECT person.sourced_id, school.name, post.role, post.starts_on, post.ends_on
FROM post JOIN staff_member member ON member.id = post.staff_id
JOIN person ON person.id = member.person_id LEFT JOIN school ON school.id = post.school_id
ORDER BY 1, 2
"""
FAMILIES = """
SELECT child.sourced_id, adult.sourced_id, held.relationship, held.standing, held.starts_on,
    held.ends_on, held.validation_state, held.contact_priority
FROM guardianship held JOIN student ON student.id = held.student_id
JOIN person child ON child.id = student.person_id
JOIN guardian ON guardian.id = held.guardian_id
JOIN person adult ON adult.id = guardian.person_id ORDER BY 1, 2
"""


async def rows(owner: asyncpg.Connection, question: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in await owner.fetch(question)]


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


async def test_primary_teachers_and_lone_teachers_lead_and_others_co_teach(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await imported(owner, tmp_path, sound())
    assert await rows(owner, STAFFED) == [
        ("user-fir", "Algebra I, period 1", "SUPPORT", *YEAR),
        ("user-ito", "Algebra I, period 1", "LEAD", *YEAR),
        ("user-ito", "English I, period 3", "LEAD", *FALL),
        ("user-oak", "English I, period 3", "CO_TEACHER", *FALL),
    ]


async def test_a_handover_lets_each_teacher_lead_in_turn(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    tables = sound()
    teaching = [row for row in tables["enrollments"] if row["sourcedId"] == "seat-ito-alg"]
    teaching[0] |= {"endDate": "2020-10-30"}
    tables["enrollments"].append(
        teaching[0]
        | {"sourcedId": "seat-oak-alg", "userSourcedId": "user-oak"}
        | {"beginDate": "2020-10-31", "endDate": ""}
    )
    await imported(owner, tmp_path, tables)
    change = date(2020, 10, 31)
    staffed = await rows(owner, STAFFED)
    assert ("user-ito", "Algebra I, period 1", "LEAD", YEAR[0], change) in staffed
    assert ("user-oak", "Algebra I, period 1", "LEAD", change, YEAR[1]) in staffed


async def test_two_primary_teachers_both_lead_with_a_doubt(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    tables = sound()
    tables["enrollments"][6]["primary"] = "true"
    report = await imported(owner, tmp_path, tables)
    assert [f.line for f in report.doubtful if f.code == "two_leads"] == [7, 8]


async def test_posts_are_given_only_where_the_role_names_one_and_never_in_the_district(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await imported(owner, tmp_path, sound())
    assert await rows(owner, POSTS) == [
        ("user-fir", "Alder High", "PARAEDUCATOR", *YEAR),
        ("user-ito", "Alder High", "TEACHER", *YEAR),
        ("user-oak", "Alder High", "TEACHER", *YEAR),
    ]
    elm = "SELECT count(*) FROM staff_member WHERE family_name = 'Elm'"
    assert await owner.fetchval(elm) == 1


async def test_gua7_parents_get_a_standing_and_relatives_are_contacts(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await imported(owner, tmp_path, sound())
    start = YEAR[0]
    assert await rows(owner, FAMILIES) == [
        ("user-ada", "user-mum", "PARENT", "PARENT", start, None, "IMPORTED", 1),
        ("user-ada", "user-uncle", "OTHER", "CONTACT_ONLY", start, None, "IMPORTED", 2),
        ("user-ben", "user-mum", "PARENT", "PARENT", start, None, "IMPORTED", 1),
    ]
    assert await rows(owner, "SELECT phone, email FROM guardian ORDER BY sort_name") == [
        ("2135331699", None),
        ("2135331632 x218", "vera@quill.example"),
    ]


async def test_gua7_an_adult_whom_only_the_adults_own_row_names_is_a_contact(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    tables = sound()
    tables["users"].append(
        user("user-dad", "parent", "Gus", "Zárate", agentSourcedIds="user-cleo,user-none")
    )
    await imported(owner, tmp_path, tables)
    (found,) = [row for row in await rows(owner, FAMILIES) if row[0] == "user-cleo"]
    assert found[1:4] == ("user-dad", "PARENT", "CONTACT_ONLY")


async def test_an_agent_who_teaches_gets_no_guardianship(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    tables = sound()
    tables["users"][2]["agentSourcedIds"] = "user-ito,user-none"
    report = await imported(owner, tmp_path, tables)
    assert (await counts(owner))["guardianship"] == KEPT["guardianship"]
    assert [f.code for f in report.doubtful if f.line == 4] == [
        "agent_not_guardian",
        "dangling_reference",
    ]


async def test_students_have_names_grade_birth_date_and_identifiers(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await imported(owner, tmp_path, sound())
    question = (
        "SELECT given_name, middle_name, family_name, sort_name, grade_level, birth_date "
        "FROM student ORDER BY sort_name"
    )
    assert await rows(owner, question) == [
        ("Ada", "Wren", "Quill", "quill, ada", 9, date(2006, 3, 4)),
        ("Ben", None, "Quill", "quill, ben", 7, date(2008, 2, 29)),
        ("Cleo", None, "Zárate", "zarate, cleo", 9, date(2006, 7, 1)),
    ]
    question = "SELECT kind, value, starts_on, ends_on FROM student_identifier ORDER BY 2"
    assert await rows(owner, question) == [
        ("LOCAL", "0071", YEAR[0], None),
        ("LOCAL", "0072", YEAR[0], None),
        ("LOCAL", "0073", YEAR[0], None),
        ("STATE", "9000000072", YEAR[0], None),
    ]


async def test_demographics_keep_what_was_said_and_tell_what_was_not(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await imported(owner, tmp_path, sound())
    question = (
        "SELECT sex, hispanic, races FROM demographics JOIN student "
        "ON student.id = demographics.student_id ORDER BY sort_name"
    )
    assert await rows(owner, question) == [
        ("FEMALE", False, ["ASIAN", "WHITE"]),
        ("MALE", None, ["BLACK"]),
        (None, None, ["NOT_REPORTED"]),
    ]


async def test_school_enrollment_is_inferred_and_primary_where_there_is_one_school(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    tables = sound()
    tables["users"][0]["orgSourcedIds"] = "org-high,org-middle"
    report = await imported(owner, tmp_path, tables)
    question = (
        "SELECT given_name, school.name, held.school_year, held.grade_level, is_primary, "
        "held.starts_on, held.ends_on FROM school_enrollment held "
        "JOIN student ON student.id = student_id JOIN school ON school.id = school_id ORDER BY 1, 2"
    )
    assert await rows(owner, question) == [
        ("Ada", "Alder High", 2021, 9, False, *YEAR),
        ("Ada", "Alder Middle", 2021, 9, False, *YEAR),
        ("Ben", "Alder Middle", 2021, 7, True, *YEAR),
        ("Cleo", "Alder High", 2021, 9, True, *YEAR),
    ]
    said = Finding("users", 2, Effect.DOUBTFUL, "several_schools", "orgSourcedIds")
    assert said in report.doubtful


async def test_p9_an_account_that_is_switched_off_is_suspended_and_keeps_its_staffing(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    tables = sound()
    tables["users"][3]["enabledUser"] = "false"
    tables["users"][4]["enabledUser"] = "maybe"
    await imported(owner, tmp_path, tables)
    question = "SELECT sourced_id FROM person WHERE suspended_at IS NOT NULL ORDER BY 1"
    assert await rows(owner, question) == [("user-ito",), ("user-oak",)]
    assert (await counts(owner))["section_staff"] == KEPT["section_staff"]


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


async def test_nothing_is_invented(owner: asyncpg.Connection, tmp_path: Path) -> None:
    report = await imported(owner, tmp_path, sound())
    found = await counts(owner)
    assert not {"training", "calendar_day", "section_meeting", "token", "guardian_right"} & set(
        found
    )
    for said in ("no calendar", "P-37", "inferred", "credits"):
        assert said in report.text()
