"""S6: whoever sees that something is wrong says so, and it is read by whoever answers for that kind
of record, and by nobody else.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from hub import policy
from hub.models import Base
from hub.policy import Shape
from resolvers.mutations.desks import DESKS, PAGES, address, desk_of
from resolvers.mutations.problems import TABLES

if TYPE_CHECKING:
    from schema.build import Built
    from tests.mutations.conftest import Office

STUDENT = "/admin/students/{id}"
SHOWS = "problem { id version state desk school { name } students screen }"
OPEN = "{ problems(first: 200) { nodes { id said answer states { field state } } } }"
MINE = "{ myProblems(first: 50) { nodes { id said state answer withheld { field } } } }"
READERS = {
    "REGISTRAR": "RG.all",
    "PRINCIPAL": "PR.all",
    "NURSE": "NU.all",
    "NURSE_LEAD": "NL",
    "SPECIAL_EDUCATION": "SE",
}
"""As what whoever holds a desk's post stands to every student."""
EVERYONE = {"EV", "STAFF", "SCH.district"}
ORDER = """
INSERT INTO court_order (student_id, person_id, guardian_id, kind, starts_at, document_key)
SELECT s.id, g.person_id, g.id, 'NO_PICKUP', now() - interval '30 years', 'd.pdf'
FROM guardian g JOIN person p ON p.id = g.person_id, student s JOIN person q ON q.id = s.person_id
WHERE p.sourced_id = $1 AND q.sourced_id = $2
"""
NOBODY = UUID("00000000-0000-4000-8000-000000000000")


async def report(office: Office, who: str, said: str, **more: Any) -> dict[str, Any]:
    """What somebody reports, as they read it."""
    given = {"said": said, "screen": STUDENT, **more}
    entry = await office.enter(who, "reportProblem", given, SHOWS)
    assert entry.errors == []
    assert entry.row is not None
    return entry.row


async def words(office: Office, who: str) -> set[str]:
    """What somebody reads of the words of reports."""
    nodes = (await office.read(who, OPEN))["problems"]["nodes"]
    return {each["said"] for each in nodes if each["said"] is not None}


async def test_a_report_is_read_at_the_desk_of_its_school_and_nowhere_else(office: Office) -> None:
    ana = await office.student("demo-student")
    row = await report(office, "teacher", "Her name is misspelled.", about=ana)
    assert (row["desk"], row["state"]) == ("REGISTRAR", "OPEN")
    said = "Her name is misspelled."
    for who in ("registrar", "district_registrar", "teacher"):
        assert said in await words(office, who), who
    for who in ("principal", "nurse", "counselor", "data_steward", "privacy_officer", "office",
                "guardian", "father", "student", "operator"):  # fmt: skip
        assert said not in await words(office, who), who


async def test_what_a_page_of_health_quotes_is_the_nurses_and_not_the_registrars(
    office: Office,
) -> None:
    ana = await office.student("demo-student")
    health = f"{STUDENT}/health"
    row = await report(office, "teacher", "The dose is wrong.", about=ana, screen=health)
    assert row["desk"] == "NURSE"
    assert "The dose is wrong." in await words(office, "nurse")
    assert "The dose is wrong." not in await words(office, "registrar")


async def test_p23_a_record_that_the_reporter_may_not_see_is_one_that_there_is_not(
    office: Office,
) -> None:
    """The same answer, but for what is each request's own: also to a father whom an order binds."""
    ivy = await office.student("demo-closed-to-father")
    document = (
        f"mutation E($input: ReportProblemInput!) {{ reportProblem(input: $input) {{ {SHOWS} "
    )
    document += "userErrors { path code message fields version about } } }"
    for who in ("counselor", "operator", "other_case_manager"):
        told = []
        for about in (ivy, f"stu_{NOBODY}"):
            given = {"said": "Wrong.", "screen": STUDENT, "about": about}
            answer = json.loads(await office.sent(who, document, given))
            told.append(answer["data"])
        assert told[0] == told[1], who
        assert told[0]["reportProblem"]["userErrors"][0]["code"] == "NOT_FOUND"
    assert await office.fetch("SELECT FROM problem WHERE said = 'Wrong.'") == []


async def test_a_parents_report_is_not_read_by_the_other_parent(office: Office) -> None:
    ana = await office.student("demo-student")
    row = await report(office, "guardian", "We have moved out.", about=ana)
    for who in ("father", "student", "teacher"):
        asked = "query Q($id: ID!) { node(id: $id) { id } }"
        assert (await office.read(who, asked, id=row["id"]))["node"] is None, who
    assert "We have moved out." in await words(office, "registrar")


async def test_the_reporter_sees_how_far_it_has_come_and_what_was_found(office: Office) -> None:
    ana = await office.student("demo-student")
    row = await report(office, "guardian", "The number is old.", about=ana)
    given = {"id": row["id"], "version": row["version"]}
    entry = await office.enter("registrar", "takeProblemInHand", given, "problem { version state }")
    assert entry.row == {"version": 2, "state": "IN_HAND"}
    told = {"id": row["id"], "version": 2, "state": "SETTLED", "answer": "It is the new one."}
    assert (await office.enter("registrar", "answerProblem", told)).errors == []
    found = await mine(office, "guardian", row["id"])
    assert (found["state"], found["answer"]) == ("SETTLED", "It is the new one.")
    late = await office.enter("registrar", "takeProblemInHand", {"id": row["id"], "version": 3})
    assert late.codes == ["CONFLICT"]


async def test_p18_an_order_withholds_the_answer_and_leaves_what_they_said(office: Office) -> None:
    """Any order binds, also one against a pickup: the answer may tell of the child as of now."""
    ana = await office.student("demo-student")
    row = await report(office, "father", "The number is old.", about=ana)
    told = {"id": row["id"], "version": 1, "state": "SETTLED", "answer": "It is the new one."}
    assert (await office.enter("registrar", "answerProblem", told)).errors == []
    assert (await mine(office, "father", row["id"]))["answer"] == "It is the new one."
    await office.fetch(ORDER, "demo-father", "demo-student")
    found = await mine(office, "father", row["id"])
    assert (found["said"], found["state"], found["answer"]) == (
        "The number is old.",
        "SETTLED",
        None,
    )


async def mine(office: Office, who: str, row_id: str) -> dict[str, Any]:
    """A report as its reporter reads it."""
    nodes = (await office.read(who, MINE))["myProblems"]["nodes"]
    found: dict[str, Any] = next(each for each in nodes if each["id"] == row_id)
    return found


async def test_whose_child_it_is_reads_no_report_as_staff(office: Office) -> None:
    """The counselor, were he the registrar: Owen is his own child (P-16)."""
    owen = await office.student("demo-open-to-father")
    row = await report(office, "registrar", "His name is misspelled.", about=owen)
    await office.fetch(
        "UPDATE post SET role = 'REGISTRAR' WHERE staff_id = (SELECT s.id FROM staff_member s"
        " JOIN person p ON p.id = s.person_id WHERE p.sourced_id = 'demo-counselor')"
    )
    await office.fetch("UPDATE person SET epoch = epoch + 1")
    ana = await office.student("demo-student")
    other = await report(office, "teacher", "Her name is misspelled.", about=ana)
    read = "query Q($id: ID!) { node(id: $id) { ... on Problem { said } } }"
    assert (await office.read("counselor", read, id=other["id"]))["node"] is not None
    assert (await office.read("counselor", read, id=row["id"]))["node"] is None


async def test_whoever_has_children_reads_reports_that_are_of_no_student(office: Office) -> None:
    """A deny is unknown of a row without a student, and takes nothing away."""
    row = await report(office, "teacher", "The page is slow.", screen="/admin")
    await office.fetch(
        "UPDATE post SET role = 'DATA_STEWARD', school_id = NULL WHERE staff_id = (SELECT s.id"
        " FROM staff_member s JOIN person p ON p.id = s.person_id"
        " WHERE p.sourced_id = 'demo-counselor')"
    )
    await office.fetch("UPDATE person SET epoch = epoch + 1")
    assert "The page is slow." in await words(office, "counselor")
    given = {"id": row["id"], "version": row["version"]}
    assert (await office.enter("counselor", "takeProblemInHand", given)).errors == []


async def test_it_goes_with_the_student_to_their_next_school(office: Office) -> None:
    ana = await office.student("demo-student")
    row = await report(office, "teacher", "Her name is misspelled.", about=ana)
    await office.fetch(
        "UPDATE school_enrollment e SET school_id = (SELECT id FROM school WHERE level = 'MIDDLE'"
        " ORDER BY id LIMIT 1) FROM student s JOIN person p ON p.id = s.person_id"
        " WHERE s.id = e.student_id AND p.sourced_id = 'demo-student' AND e.ends_on IS NULL"
    )
    await office.fetch("UPDATE person SET epoch = epoch + 1")
    read = "query Q($id: ID!) { node(id: $id) { id } }"
    assert (await office.read("registrar", read, id=row["id"]))["node"] is None
    assert (await office.read("district_registrar", read, id=row["id"]))["node"] is not None


async def test_what_concerns_no_record_is_the_data_stewards(office: Office) -> None:
    row = await report(office, "guardian", "The page is slow.", screen="/admin?tab=1")
    assert (row["desk"], row["school"], row["screen"]) == ("DATA_STEWARD", None, "/admin")
    assert "The page is slow." in await words(office, "data_steward")
    assert "The page is slow." not in await words(office, "registrar")


async def test_a_class_affects_whoever_sits_in_it_today(office: Office) -> None:
    read = "{ mySections(first: 1) { nodes { id roster(first: 0) { totalCount { count } } } } }"
    (section,) = (await office.read("teacher", read))["mySections"]["nodes"]
    screen = f"/admin/sections/{section['id']}"
    row = await report(office, "teacher", "The room is wrong.", about=section["id"], screen=screen)
    assert row["screen"] == "/admin/sections/{id}"
    (kept,) = await office.fetch("SELECT students FROM problem WHERE said = 'The room is wrong.'")
    assert kept["students"] == section["roster"]["totalCount"]["count"] > 0


@pytest.mark.parametrize("who", ["principal", "data_steward"])
async def test_who_leads_reads_how_much_is_open_and_no_word_of_it(office: Office, who: str) -> None:
    ana = await office.student("demo-student")
    row = await report(office, "teacher", "Her name is misspelled.", about=ana)
    read = """query Q($id: ID!) { node(id: $id) { ... on Problem {
        state screen students said answer entity rowKey staffMember { id } request
        withheld { field } } } }"""
    node = (await office.read(who, read, id=row["id"]))["node"]
    assert (node["state"], node["screen"], node["students"]) == ("OPEN", STUDENT, 1)
    hidden = {each["field"] for each in node["withheld"]}
    assert {"said", "answer", "entity", "rowKey", "staffMember", "request"} <= hidden


def test_no_report_lies_on_a_desk_that_may_not_read_what_it_is_about() -> None:
    for kind, desk in DESKS.items():
        table = TABLES[kind]
        held = Shape(frozenset({READERS[desk], *EVERYONE}), trained=True)
        for column in Base.metadata.tables[table].c:
            if column.name in {"id", "student_id", "person_id", "row_version"}:
                continue
            ways = policy.clauses(table, column.name, held)
            assert any(each.term is None for each in ways), (kind, desk, column.name)


def test_what_a_report_may_name_are_types_of_the_schema(built: Built) -> None:
    assert set(DESKS) <= set(built.catalog.types)
    for kind in DESKS:
        assert built.catalog.types[kind].table is Base.metadata.tables[TABLES[kind]], kind


def test_a_confidence_is_reported_to_nobody() -> None:
    for kind in ("CounselingNote", "ThreatRecord", "SupportProgram", "SurveyResponse"):
        assert desk_of(kind, STUDENT) is None


def test_p37_whoever_answers_for_special_education_is_trained() -> None:
    for trained in (True, False):
        held = Shape(frozenset({"STAFF", "EV"}), trained=trained)
        for ways in (
            policy.clauses("problem", "taken_by", held),
            policy.writable("problem", "answer", held),
        ):
            assert any(each.slice.startswith("S7") for each in ways) is trained
            assert any(each.slice.startswith("S6") for each in ways)


async def test_p37_what_a_page_of_an_iep_quotes_takes_training(office: Office) -> None:
    ana = await office.student("demo-student")
    screen = f"{STUDENT}/iep"
    row = await report(office, "case_manager", "A goal is missing.", about=ana, screen=screen)
    assert row["desk"] == "SPECIAL_EDUCATION"
    for who in ("registrar", "principal", "nurse", "teacher"):
        assert "A goal is missing." not in await words(office, who), who
    assert "A goal is missing." in await words(office, "special_education")
    await office.fetch("UPDATE training SET expires_on = completed_on + 1")
    await office.fetch("UPDATE person SET epoch = epoch + 1")
    assert "A goal is missing." not in await words(office, "special_education")
    assert "The schedule leaves out the second period." in await words(office, "registrar")


def test_an_address_names_nobody() -> None:
    key = "stu_0c8b2c1e-5a3f-4b1e-9c55-1f2e3d4c5b6a"
    assert address(f"/admin/students/{key}/health?q=Ana#x") == "/admin/students/{id}/health"
    assert address("https://elsewhere.example/") is None
    assert address("/admin/Ana Torres") is None
    assert {"health", "iep", "behavior", "grades"} <= set(PAGES)
