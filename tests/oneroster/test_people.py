"""Whom a sound bundle brings, and that nothing is granted which the file doesn't say."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hub.oneroster import Effect, Finding
from tests.oneroster.bundles import KEPT, sound, user
from tests.oneroster.database import FALL, POSTS, YEAR, counts, imported, rows

if TYPE_CHECKING:
    from pathlib import Path

    import asyncpg

STAFFED = """
SELECT person.sourced_id, section.title, staffed.role, staffed.starts_on, staffed.ends_on
FROM section_staff staffed JOIN section ON section.id = staffed.section_id
JOIN staff_member member ON member.id = staffed.staff_id
JOIN person ON person.id = member.person_id ORDER BY 2, 1
"""
FAMILIES = """
SELECT child.sourced_id, adult.sourced_id, held.relationship, held.standing, held.starts_on,
    held.ends_on, held.matched_on, held.contact_priority
FROM guardianship held JOIN student ON student.id = held.student_id
JOIN person child ON child.id = student.person_id
JOIN guardian ON guardian.id = held.guardian_id
JOIN person adult ON adult.id = guardian.person_id ORDER BY 1, 2
"""


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
        ("user-ada", "user-mum", "PARENT", "PARENT", start, None, None, 1),
        ("user-ada", "user-uncle", "OTHER", "CONTACT_ONLY", start, None, None, 2),
        ("user-ben", "user-mum", "PARENT", "PARENT", start, None, None, 1),
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


async def test_identifiers_of_other_systems_are_left_out_with_a_doubt(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    tables = sound()
    tables["users"][0]["userIds"] = "{LDAP:aq},{Local},{Local:0071}"
    report = await imported(owner, tmp_path, tables)
    assert [f.code for f in report.doubtful if f.line == 2] == [
        "identifier_type_unknown",
        "identifier_unreadable",
    ]
    assert (await counts(owner))["student_identifier"] == KEPT["student_identifier"]


async def test_an_unreadable_flag_is_kept_as_not_said_with_a_doubt(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    tables = sound()
    tables["demographics"][1] |= {"blackOrAfricanAmerican": "some", "sex": "boy"}
    report = await imported(owner, tmp_path, tables)
    assert {f.code for f in report.doubtful if f.file == "demographics"} == {
        "flag_unreadable",
        "sex_unknown",
    }
    question = "SELECT sex, races FROM demographics JOIN student ON student.id = student_id "
    assert await rows(owner, question + "WHERE given_name = 'Ben'") == [(None, ["NOT_REPORTED"])]


async def test_transitional_kindergarten_is_kept_as_kindergarten_with_a_doubt(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    tables = sound()
    tables["users"][1]["grades"] = "TK"
    tables["demographics"][1]["birthDate"] = "2016-02-29"
    report = await imported(owner, tmp_path, tables)
    said = Finding("users", 3, Effect.DOUBTFUL, "grade_read_as_kindergarten", "grades")
    assert said in report.doubtful
    assert await rows(owner, "SELECT name, level FROM school ORDER BY 1") == [
        ("Alder High", "HIGH"),
        ("Alder Middle", "OTHER"),
    ]
