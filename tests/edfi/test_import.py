"""What Ed-Fi files say becomes rows, once; what they don't say stays unsaid."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from hub.intake.errors import ImportRefused
from tests.edfi.elements import (
    assignment,
    element,
    link,
    special_education,
    staff,
    student,
    tardy,
    word,
)
from tests.edfi.interchange import district, enrollment_files, imported
from tests.oneroster.database import counts, everything, rows

if TYPE_CHECKING:
    from pathlib import Path

    import asyncpg

    from hub.edfi import EdfiReport


def said(report: EdfiReport, effect: str) -> set[tuple[str, str, int]]:
    """What was said with an effect: file, code and how often."""
    return {(s.file, s.code, s.count) for s in report.said if s.effect == effect}


async def test_every_record_is_counted_once_and_unmapped_ones_are_named(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    report = await imported(owner, tmp_path, district())
    for each in report.files:
        told = each.applied + each.unchanged + each.refused + each.not_mapped
        assert told == each.read, each.file
    by_file = {each.file: each for each in report.files}
    assert by_file["StudentProgram.xml"].applied == 1
    assert by_file["StudentProgram.xml"].not_mapped == 1
    assert by_file["StudentSchoolAttendance.xml"].not_mapped == 3
    paths = {path: whole for path, _, whole in report.unmapped}
    assert paths["StudentCTEProgramAssociation"]
    assert paths["StudentCTEProgramAssociation/BeginDate"]
    assert not paths["StudentSchoolAttendanceEvent/AttendanceEvent/EventDate"]


async def test_the_small_district_becomes_rows(owner: asyncpg.Connection, tmp_path: Path) -> None:
    await imported(owner, tmp_path, district())
    assert await counts(owner) == {
        "district": 1,
        "school": 2,
        "school_year": 1,
        "term": 2,
        "course": 1,
        "section": 2,
        "section_meeting": 10,
        "person": 11,
        "staff_member": 4,
        "post": 3,
        "section_staff": 1,
        "student": 5,
        "student_identifier": 5,
        "guardian": 3,
        "guardianship": 4,
        "emergency_contact": 4,
        "household": 3,
        "household_student": 4,
        "household_guardian": 3,
        "student_address": 4,
        "school_enrollment": 3,
        "section_enrollment": 1,
        "attendance_event": 1,
        "incident": 1,
        "incident_participation": 2,
        "immunization": 2,
        "iep": 1,
    }


async def test_syn9_the_same_files_again_change_nothing(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    files = {**district(), **enrollment_files()}
    await imported(owner, tmp_path, files)
    before = await everything(owner)
    report = await imported(owner, tmp_path, files)
    assert await everything(owner) == before
    assert sum(each.applied for each in report.files) == 0
    assert sum(each.unchanged for each in report.files) > 0


async def test_a_changed_record_changes_its_row_and_no_other(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    files = district()
    await imported(owner, tmp_path, files)
    files["Student"][0] = student("500", "Anna", "Lopez")
    report = await imported(owner, tmp_path, files)
    assert {count.table: count.changed for count in report.rows if count.changed} == {"student": 1}
    assert {each.file: each.applied for each in report.files if each.applied} == {"Student.xml": 1}


async def test_enrollment_is_inferred_only_where_a_file_gives_evidence_and_is_marked(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await imported(owner, tmp_path, district())
    spring = (date(2022, 1, 4), date(2022, 5, 28))
    fall = (date(2021, 8, 23), date(2021, 12, 18))
    question = """
        SELECT p.sourced_id, e.starts_on, e.ends_on, e.grade_level, r.inferred, r.file, r.line > 1
        FROM school_enrollment e JOIN student s ON s.id = e.student_id
        JOIN person p ON p.id = s.person_id JOIN source_row r ON r.row_id = e.id ORDER BY 1
    """
    evidence = (None, True, "StudentSchoolAttendance.xml", True)
    assert await rows(owner, question) == [
        ("student/500", *spring, *evidence),
        ("student/501", *fall, *evidence),
        ("student/502", *spring, *evidence),
    ]
    seats = "SELECT s.inferred FROM section_enrollment e JOIN source_row s ON s.row_id = e.id"
    assert await rows(owner, seats) == [(True,)]


async def test_enrollment_that_a_file_states_is_not_inferred(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await imported(owner, tmp_path, {**district(), **enrollment_files()})
    stated = """
        SELECT school.name, e.grade_level, r.inferred FROM school_enrollment e
        JOIN student s ON s.id = e.student_id JOIN person p ON p.id = s.person_id
        JOIN school ON school.id = e.school_id JOIN source_row r ON r.row_id = e.id
        WHERE p.sourced_id = 'student/500'
    """
    assert await rows(owner, stated) == [("Little Bend Middle", 9, False)]
    facts = "SELECT sex, hispanic, races FROM demographics"
    assert await rows(owner, facts) == [("FEMALE", True, ["WHITE", "ASIAN"])]


async def test_p15_a_teacher_who_is_a_mother_is_one_person(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await imported(owner, tmp_path, district())
    both = "SELECT count(*) FROM staff_member JOIN guardian USING (person_id)"
    assert await owner.fetchval(both) == 1


async def test_p17_gua6_gua7_parents_stand_as_parents_and_an_aunt_is_a_contact(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    files = district()
    files["Contact"].append(link("504", "902", "Aunt", element("LegalGuardian", "false")))
    files["Contact"].append(link("504", "901", "Mother", element("LegalGuardian", "false")))
    report = await imported(owner, tmp_path, files)
    stands = "SELECT relationship, standing, count(*) FROM guardianship GROUP BY 1, 2 ORDER BY 1"
    assert await rows(owner, stands) == [
        ("AUNT_OR_UNCLE", "CONTACT_ONLY", 2),
        ("MOTHER", "PARENT", 4),
    ]
    assert ("Contact.xml", "legal_role_denied", 1) in said(report, "doubtful")
    assert ("Contact.xml", "link_without_legal_role", 3) in said(report, "doubtful")


async def test_siblings_share_a_household_and_strangers_at_one_address_do_not(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await imported(owner, tmp_path, district())
    together = """
        SELECT array_agg(p.sourced_id ORDER BY p.sourced_id) FROM household_student h
        JOIN student s ON s.id = h.student_id JOIN person p ON p.id = s.person_id
        GROUP BY household_id ORDER BY 1
    """
    assert await rows(owner, together) == [
        (["student/500", "student/501"],),
        (["student/502"],),
        (["student/503"],),
    ]


async def test_ends_are_the_last_day_so_that_friday_is_still_in_class(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await imported(owner, tmp_path, district())
    ends = "SELECT DISTINCT ends_on FROM section_staff UNION SELECT ends_on FROM section"
    assert {row[0] for row in await rows(owner, ends)} == {date(2021, 12, 18), date(2022, 5, 28)}


async def test_administrators_and_posts_without_a_school_are_refused(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    files = district()
    files["StaffAssociation"].append(assignment("102", "Principal", "9"))
    report = await imported(owner, tmp_path, files)
    assert said(report, "refused") == {
        ("StaffAssociation.xml", "code_without_place", 1),
        ("StaffAssociation.xml", "post_without_school", 1),
    }


async def test_defects_are_said_by_file_line_and_reason(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    files = district()
    files["Student"] += [
        student("500", "Ana", "Again"),
        student("505", "Fay", "Young", born="2031-01-01"),
        student("506", "Gus", "", born="2008-01-01"),
        student("507", "Hal", "Old", born="01/02/2008"),
    ]
    files["StudentSectionAttendance"] += [tardy("999", "2022-02-08"), tardy("506", "2022-02-08")]
    files["StudentProgram"].append(
        special_education(
            "501",
            element("SpecialEducationHoursPerWeek", "25.00"),
            element("SchoolHoursPerWeek", "10.00"),
        )
    )
    files["Contact"].append(link("502", "777", "Mother"))
    files["Contact"].append(
        link("501", "902", "Aunt").replace(word("Relation", "Aunt"), word("Sex", "Female"))
    )
    report = await imported(owner, tmp_path, files)
    refused = {(s.file, s.code, s.path) for s in report.said if s.effect == "refused"}
    assert refused == {
        ("StaffAssociation.xml", "code_without_place",
         "StaffEducationOrganizationAssignmentAssociation/StaffClassification"),
        ("Student.xml", "duplicate_row", None),
        ("Student.xml", "birth_date_unlikely", "BirthData/BirthDate"),
        ("Student.xml", "value_missing", "Student/Name/LastSurname"),
        ("Student.xml", "date_unreadable", "Student/BirthData/BirthDate"),
        ("StudentSectionAttendance.xml", "dangling_reference", "StudentReference"),
        ("StudentSectionAttendance.xml", "depends_on_refused", "StudentReference"),
        ("Contact.xml", "dangling_reference", "ContactReference"),
        ("Contact.xml", "value_in_wrong_column", "StudentContactAssociation/Relation"),
    }  # fmt: skip
    lines = {s.code: s.lines for s in report.said if s.file == "Student.xml"}
    text = (tmp_path / "edfi" / "Student.xml").read_text(encoding="utf-8").splitlines()
    assert [text[line - 1] for line in lines["duplicate_row"]] == ["<Student>"]
    doubts = {code for _, code, _ in said(report, "doubtful")}
    assert {"special_education_above_school", "value_in_wrong_column"} <= doubts
    assert await owner.fetchval("SELECT count(*) FROM student") == 5


async def test_the_report_and_the_findings_repeat_no_value(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    files = district()
    files["Student"].append(student("Quixotica", "Quixotica", "", born="Quixotica"))
    files["StaffAssociation"].append(staff("Quixotica", "", "Quixotica"))
    report = await imported(owner, tmp_path, files)
    assert "Quixotica" not in report.text()
    kept = await owner.fetchval("SELECT string_agg(finding::text, '') FROM finding")
    assert "value_missing" in kept
    assert "Quixotica" not in kept


async def test_findings_of_an_import_open_stay_and_are_resolved(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    files = district()
    sound = len(files["Student"])
    files["Student"].append(student("506", "Gus", ""))
    state = "SELECT state FROM finding WHERE rule = 'value_missing'"
    await imported(owner, tmp_path, files)
    assert await rows(owner, state) == [("OPEN",)]
    first = await rows(owner, "SELECT * FROM finding ORDER BY id")
    await imported(owner, tmp_path, files)
    assert await rows(owner, "SELECT * FROM finding ORDER BY id") == first
    del files["Student"][sound:]
    await imported(owner, tmp_path, files)
    assert await rows(owner, state) == [("RESOLVED",)]


async def test_what_the_database_refuses_costs_that_row_only(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    files = district()
    files["StaffAssociation"].append(
        files["StaffAssociation"][4].replace("2018-02-09", "2019-02-09")
    )
    report = await imported(owner, tmp_path, files)
    assert ("StaffAssociation.xml", "database_refused", 1) in said(report, "refused")
    assert await owner.fetchval("SELECT count(*) FROM post") == 3


async def test_another_district_is_refused(owner: asyncpg.Connection, tmp_path: Path) -> None:
    files = district()
    await imported(owner, tmp_path, files)
    files["EducationOrganization"][0] = files["EducationOrganization"][0].replace(">9<", ">8<")
    before = await everything(owner)
    with pytest.raises(ImportRefused, match="another sample district"):
        await imported(owner, tmp_path, files)
    assert await everything(owner) == before
