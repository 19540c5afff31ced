"""People of the files, and of a sheet, get their slices through GraphQL on 2022-03-01."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from hub.edfi import import_files
from hub.local import SheetRefused, assign_file
from hub.quality import check
from tests.conftest import EMPTY, copied, hub_over
from tests.edfi.elements import student
from tests.edfi.interchange import TODAY, district, imported
from tests.oneroster.database import Watched, everything, rows

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import asyncpg

    from hub.postgres import ConnectionFacts
    from schema.build import Built
    from tests.conftest import Hub

SAMPLE = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "grand-bend"

SHEET = """
[[staff]]
id = "nurse"
given_name = "Nora"
family_name = "Field"

[[staff]]
id = "manager"
given_name = "Mike"
family_name = "Hart"

[[staff]]
id = "steward"
given_name = "Stella"
family_name = "Dean"

[[post]]
staff = "nurse"
role = "NURSE"
school = "{school}"
starts_on = 2021-08-23

[[post]]
staff = "steward"
role = "DATA_STEWARD"
starts_on = 2021-08-23

[[post]]
staff = "manager"
role = "CASE_MANAGER"
school = "{school}"
starts_on = 2021-08-23

[[caseload]]
staff = "manager"
student = "{student}"
kind = "CASE_MANAGER"
starts_on = 2021-08-30

[[training]]
staff = "manager"
kind = "CONFIDENTIALITY"
completed_on = 2021-08-01
expires_on = 2022-08-01
"""

RECORD = """
{ students { nodes {
  givenName gradeLevel birthDate
  immunizations { vaccine } ieps { status present: presentLevels } guardianships { relationship }
  participations { __typename } enrollments { school { name } }
  withheld { field reason } states { field state }
} } }
"""


REACHED = """
SELECT p.sourced_id, count(DISTINCT s.id) FROM person p
JOIN staff_member m ON m.person_id = p.id CROSS JOIN student s
WHERE p.sourced_id IN ('staff/207283', 'staff/207246', 'local/nurse') AND (EXISTS (
    SELECT FROM post JOIN school_enrollment e USING (school_id)
    WHERE post.staff_id = m.id AND e.student_id = s.id
      AND (daterange(e.starts_on, e.ends_on) @> $1::date OR post.role = 'PRINCIPAL'
           AND e.ends_on <= $1 AND NOT EXISTS (
               SELECT FROM school_enrollment n WHERE n.student_id = s.id
               AND daterange(n.starts_on, n.ends_on) @> $1::date))
) OR EXISTS (
    SELECT FROM incident i JOIN incident_participation t ON t.incident_id = i.id
    WHERE i.reported_by = m.id AND t.student_id = s.id
)) GROUP BY 1
"""
"""A counselor, a principal and a nurse reach whoever is enrolled at their schools today, and
whoever took part in an incident that they reported; a principal also who has left (row 34)."""


async def asked(hub: Hub, who: str, document: str) -> Any:
    """The data of an answer."""
    answer = await hub.door.execute(document, await hub.viewer(who))
    return json.loads(answer.body)["data"]


async def students(hub: Hub, who: str) -> dict[str, dict[str, Any]]:
    """The students whom somebody sees, by given name."""
    found = await asked(hub, who, RECORD)
    return {each["givenName"]: each for each in found["students"]["nodes"]}


def hidden(record: dict[str, Any]) -> set[str]:
    """The fields that are withheld of a record."""
    return {each["field"] for each in record["withheld"]}


@pytest.fixture(scope="module")
async def small(
    facts: ConnectionFacts, built: Built, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Hub]:
    """A hub over the small district with its sheet."""
    folder = tmp_path_factory.mktemp("edfi")
    sheet = folder / "local.toml"
    sheet.write_text(SHEET.format(school="1", student="500"), encoding="utf-8")
    async with copied(facts, EMPTY) as database:
        async with database.owner() as owner:
            await imported(owner, folder, district())
            await assign_file(owner, sheet)
            await check(owner)
        yield await hub_over(database, built)


async def test_p1_a_teacher_reads_whose_seat_was_inferred(small: Hub) -> None:
    found = await students(small, "staff/100")
    assert set(found) == {"Ana", "Cora"}
    assert {"birthDate", "immunizations", "ieps"} <= hidden(found["Ana"])
    assert {"field": "gradeLevel", "state": "NOT_RECORDED"} in found["Ana"]["states"]
    assert hidden(found["Cora"]).isdisjoint({"birthDate", "immunizations"})


async def test_p11_a_counselor_reads_the_schedule_of_the_school(small: Hub) -> None:
    found = await students(small, "staff/101")
    assert set(found) == {"Ana", "Cora"}
    assert {"immunizations", "ieps", "guardianships"} <= hidden(found["Ana"])


async def test_p12_a_principal_reads_discipline_and_no_dose(small: Hub) -> None:
    """Ben has left: the principal keeps his transcript (row 34), and so his name."""
    found = await students(small, "staff/102")
    assert set(found) == {"Ana", "Ben", "Cora"}
    assert "immunizations" in hidden(found["Ben"])
    assert len(found["Ana"]["participations"]) == 1
    assert "immunizations" in hidden(found["Ana"])


async def test_an_assigned_nurse_reads_doses_and_no_iep(small: Hub) -> None:
    found = await students(small, "local/nurse")
    assert set(found) == {"Ana", "Cora"}
    assert len(found["Ana"]["immunizations"]) == 2
    assert hidden(found["Ana"]) == {"ieps"}
    assert found["Ana"]["participations"] == []


async def test_an_assigned_case_manager_reads_the_iep_of_the_caseload_only(small: Hub) -> None:
    found = await students(small, "local/manager")
    assert set(found) == {"Ana"}
    assert found["Ana"]["ieps"] == [{"status": "IN_EFFECT", "present": None}]


async def test_a_superintendent_without_a_post_reads_nobody(small: Hub) -> None:
    assert await students(small, "staff/103") == {}


async def test_s3_the_data_steward_reads_findings_and_no_student(small: Hub) -> None:
    document = """
      { findings(first: 500, where: {state: {eq: OPEN}}) {
          nodes { source rule severity entity rowKey file line field } totalCount { count } }
        students { nodes { id } } }
    """
    found = await asked(small, "local/steward", document)
    assert found["students"]["nodes"] == []
    rules = {(each["source"], each["rule"]) for each in found["findings"]["nodes"]}
    assert {
        ("edfi", "link_without_legal_role"),
        ("edfi", "enrollment_inferred"),
        ("edfi", "code_without_place"),
        ("check", "student_without_emergency_contact"),
        ("check", "grade_not_recorded"),
    } <= rules
    assert "Ana" not in json.dumps(found)
    refused = next(e for e in found["findings"]["nodes"] if e["rule"] == "code_without_place")
    assert refused["file"] == "StaffAssociation.xml"
    assert refused["line"] > 1
    assert refused["rowKey"] is None


@pytest.mark.parametrize("who", ["staff/100", "staff/102", "local/nurse"])
async def test_s3_nobody_else_reads_findings(small: Hub, who: str) -> None:
    found = await asked(small, who, "{ findings { nodes { rule } } }")
    assert found["findings"] is None or found["findings"]["nodes"] == []


async def test_an_import_keeps_what_a_sheet_said(owner: asyncpg.Connection, tmp_path: Path) -> None:
    await imported(owner, tmp_path, district())
    sheet = tmp_path / "local.toml"
    sheet.write_text(SHEET.format(school="1", student="500"), encoding="utf-8")
    made = await assign_file(owner, sheet)
    assert made.counts["post"]["made"] == 3
    before = await everything(owner)
    again = await assign_file(owner, sheet)
    assert again.counts["post"]["unchanged"] == 3
    await imported(owner, tmp_path, district())
    assert await everything(owner) == before
    ours = "SELECT DISTINCT entity FROM source_row WHERE source = 'local' ORDER BY 1"
    assert [row[0] for row in await rows(owner, ours)] == [
        "caseload",
        "post",
        "staff_member",
        "training",
    ]


async def test_a_later_sheet_ends_an_assignment_and_counts_up_the_epoch(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await imported(owner, tmp_path, district())
    sheet = tmp_path / "local.toml"
    text = SHEET.format(school="1", student="500")
    sheet.write_text(text, encoding="utf-8")
    await assign_file(owner, sheet)
    epoch = "SELECT epoch FROM person WHERE sourced_id = 'local/manager'"
    before = await owner.fetchval(epoch)
    ended = text.replace("starts_on = 2021-08-30", "starts_on = 2021-08-30\nends_on = 2022-03-01")
    sheet.write_text(ended, encoding="utf-8")
    report = await assign_file(owner, sheet)
    assert report.counts["caseload"]["changed"] == 1
    assert await owner.fetchval(epoch) == before + 1


DEFECTS = {
    "[[post]] 1 doesn't say role": '[[post]]\nstaff = "100"\nstarts_on = 2021-08-23\n',
    "is none of": '[[post]]\nstaff = "100"\nrole = "KING"\nstarts_on = 2021-08-23\n',
    "nobody has the id": '[[post]]\nstaff = "7"\nrole = "NURSE"\nstarts_on = 2021-08-23\n',
    "no school has the id": '[[post]]\nstaff = "100"\nrole = "NURSE"\nschool = "7"\n'
    "starts_on = 2021-08-23\n",
    "ends before it begins": '[[post]]\nstaff = "100"\nrole = "NURSE"\n'
    "starts_on = 2021-08-23\nends_on = 2021-08-23\n",
    "may only say": '[[post]]\nstaff = "100"\nrole = "NURSE"\nstarts_on = 2021-08-23\nx = 1\n',
    "is not a date": '[[post]]\nstaff = "100"\nrole = "NURSE"\nstarts_on = "2021"\n',
    "A sheet has no": '[[king]]\nstaff = "100"\n',
    "is no TOML": "[[post]\n",
    "contradicts what is already kept": '[[post]]\nstaff = "100"\nrole = "TEACHER"\n'
    'school = "1"\nstarts_on = 2020-08-23\n',
}


@pytest.mark.parametrize("said", DEFECTS)
async def test_a_wrong_sheet_is_refused_by_its_entry_and_changes_nothing(
    owner: asyncpg.Connection, tmp_path: Path, said: str
) -> None:
    await imported(owner, tmp_path, district())
    before = await everything(owner)
    sheet = tmp_path / "local.toml"
    sheet.write_text(DEFECTS[said], encoding="utf-8")
    with pytest.raises(SheetRefused) as refused:
        await assign_file(owner, sheet)
    assert said in str(refused.value)
    assert await everything(owner) == before


async def test_gua3_checks_open_resolve_and_stay_dismissed(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    files = district()
    files["Student"] += [student("600", "Ana", "Lopez"), student("601", "Zed", "Alone")]
    await imported(owner, tmp_path, files)
    found = await check(owner)
    assert found["candidate_duplicate", "student"] == 2
    assert found["student_without_emergency_contact", "student"] == 3
    before = await rows(owner, "SELECT * FROM finding ORDER BY id")
    await check(owner)
    assert await rows(owner, "SELECT * FROM finding ORDER BY id") == before
    await owner.execute(
        "UPDATE finding SET state = 'DISMISSED' WHERE rule = 'candidate_duplicate' "
        "AND row_key = (SELECT id::text FROM student WHERE given_name = 'Ana' LIMIT 1)"
    )
    await owner.execute("UPDATE student SET given_name = 'Anna' WHERE given_name = 'Ana'")
    assert (await check(owner))["candidate_duplicate", "student"] == 1
    await owner.execute(
        "UPDATE student SET birth_date = birth_date + 1 WHERE id IN "
        "(SELECT id FROM student WHERE given_name = 'Anna' LIMIT 1)"
    )
    await check(owner)
    states = "SELECT state FROM finding WHERE rule = 'candidate_duplicate' ORDER BY 1"
    assert {row[0] for row in await rows(owner, states)} == {"DISMISSED", "RESOLVED"}


@pytest.fixture(scope="module")
async def grand_bend(
    facts: ConnectionFacts, built: Built, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Hub]:
    """A hub over the public sample, with a nurse at the elementary school and a case manager."""
    if not SAMPLE.is_dir():
        pytest.skip("../shared/data has no Ed-Fi sample")
    sheet = tmp_path_factory.mktemp("sheet") / "local.toml"
    async with copied(facts, EMPTY) as database:
        async with database.owner() as owner:
            await import_files(owner, SAMPLE, Watched(), today=TODAY)
            managed = await owner.fetchval(
                "SELECT min(sourced_id) FROM person JOIN student ON student.person_id = person.id "
                "JOIN iep ON iep.student_id = student.id AND iep.superseded_on IS NULL"
            )
            sheet.write_text(SHEET.format(school="255901107", student=managed), encoding="utf-8")
            await assign_file(owner, sheet)
        yield await hub_over(database, built)


async def test_grand_bend_its_people_get_their_slices(grand_bend: Hub) -> None:
    async with grand_bend.database.owner() as owner:
        teacher = await owner.fetchval(
            """
            SELECT min(p.sourced_id) FROM person p JOIN staff_member m ON m.person_id = p.id
            JOIN section_staff t ON t.staff_id = m.id JOIN section_enrollment e USING (section_id)
            WHERE daterange(t.starts_on, t.ends_on) @> $1::date
              AND daterange(e.starts_on, e.ends_on) @> $1::date
            """,
            TODAY,
        )
        reached = {row[0]: row[1] for row in await owner.fetch(REACHED, TODAY)}
    count = "{ students { totalCount { count } nodes { birthDate withheld { field } } } }"
    seen = {}
    for who in (teacher, "staff/207283", "staff/207246", "local/nurse", "local/manager"):
        found = await asked(grand_bend, who, count)
        seen[who] = found["students"]["totalCount"]["count"]
    assert 0 < seen[teacher] < 30
    assert {who: seen[who] for who in reached} == reached
    assert set(reached) == {"staff/207283", "staff/207246", "local/nurse"}
    assert seen["local/manager"] == 1
    iep = await asked(grand_bend, "local/manager", "{ ieps { nodes { status annualDueOn } } }")
    assert iep["ieps"]["nodes"] == [{"status": "IN_EFFECT", "annualDueOn": "2022-08-27"}]
    doses = await asked(
        grand_bend, "local/nurse", "{ students { nodes { immunizations { vaccine } } } }"
    )
    assert any(each["immunizations"] for each in doses["students"]["nodes"])
