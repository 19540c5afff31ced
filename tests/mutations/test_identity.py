"""Two students on record are one child, and are two again: said by one person, confirmed by
another, and nothing of either record is lost (slice 1.same; SYN-3, CR-2, GUA-3).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hub.models import Base
from resolvers.mutations import records
from tests.mutations.conftest import entering
from tests.mutations.test_students import at_the_counter

if TYPE_CHECKING:
    from tests.mutations.conftest import Office
    from tests.mutations.one_child import One


async def test_syn3_what_is_said_of_two_students_changes_nothing_until_another_confirms_it(
    one: One,
) -> None:
    before = await one.everything()
    proposed = await one.said(reason="same birth certificate")
    assert proposed.errors == []
    assert proposed.row["kept"] == {"id": one.kept}
    assert await one.everything() == before
    assert (await one.confirmed("district_registrar")).codes == ["NEEDS_SECOND_PERSON"]
    assert (await one.confirmed(dryRun=True)).errors == []
    assert await one.everything() == before
    assert (await one.said()).codes == ["CONFLICT"]


async def test_syn3_one_record_holds_what_both_held_and_nothing_is_lost(one: One) -> None:
    tables = [*records.ABOUT]
    mine = {table: await one.of(one.kept, table) for table in tables}
    theirs = {table: await one.of(one.given_up, table) for table in tables}
    assert (await one.said()).errors == []
    confirmed = await one.confirmed()
    assert confirmed.errors == []
    for table in tables:
        now, left = await one.of(one.kept, table), await one.of(one.given_up, table)
        assert now | left >= mine[table] | theirs[table], table
        assert left <= theirs[table], table
        assert mine[table] <= now, table
        if table not in {*records.ONCE, *records.WINDOWS, "iep", "court_order"}:
            assert not left or any(
                each in records.WINDOWS for each in records.named(table).values()
            )


async def test_syn3_unmerged_both_records_are_what_they_were(one: One, office: Office) -> None:
    before = await one.everything()
    await one.said()
    await one.confirmed()
    assert await one.everything() != before
    given = {**await one.merge(), "reason": "cousins of one name"}
    undone = await office.enter("registrar", "unmergeStudents", given, "student { id }")
    assert undone.errors == []
    after = await one.everything()
    for table, rows in before.items():
        assert after[table] == rows, table
    assert await office.fetch("SELECT FROM student_merge WHERE confirmed_on IS NOT NULL") == []


async def test_what_only_one_record_can_be_right_about_is_settled_first(
    one: One, office: Office
) -> None:
    await one.said()
    await office.fetch(
        "INSERT INTO school_enrollment (student_id, school_id, school_year, grade_level,"
        " is_primary, entry_code, starts_on) SELECT substr($2, 5)::uuid, school_id, school_year,"
        " grade_level, true, 'R', starts_on FROM school_enrollment"
        " WHERE 'stu_' || student_id = $1 AND is_primary AND ends_on IS NULL",
        *(one.kept, one.given_up),
    )
    before = await one.everything()
    refused = await one.confirmed()
    assert refused.codes == ["CONFLICT"]
    assert {each.partition("_")[0] for each in refused.errors[0]["about"]} == {"enr"}
    assert await one.everything() == before


async def test_p23_what_a_registrar_may_not_read_stands_against_a_merge_without_a_word_of_it(
    one: One, office: Office
) -> None:
    await one.said()
    await office.fetch(
        "INSERT INTO iep (student_id, version, starts_on, annual_due_on, offered_on, consented_on)"
        " SELECT substr($2, 5)::uuid, 90, starts_on, annual_due_on, offered_on, consented_on"
        " FROM iep WHERE 'stu_' || student_id = $1 AND consented_on IS NOT NULL"
        " AND superseded_on IS NULL",
        *(one.kept, one.given_up),
    )
    (error,) = (await one.confirmed()).errors
    assert (error["code"], error["about"]) == ("CONFLICT", [])
    assert "IEP" not in error["message"]


async def test_gua3_a_guardian_in_both_records_holds_what_both_say(
    one: One, office: Office
) -> None:
    shared = """SELECT a.id, a.standing, b.id AS other FROM guardianship a
        JOIN guardianship b USING (guardian_id) WHERE 'stu_' || a.student_id = $1
        AND 'stu_' || b.student_id = $2 AND a.ends_on IS NULL AND b.ends_on IS NULL"""
    rights = """SELECT r.kind FROM guardian_right r WHERE r.guardianship_id = $1 AND
        (r.ends_on IS NULL OR r.ends_on > (SELECT fixed_today FROM district))"""
    (bond, *_) = await office.fetch(shared, one.kept, one.given_up)
    await office.fetch(
        "UPDATE guardianship SET standing = 'CONTACT_ONLY' WHERE 'stu_' || student_id = $1"
        " AND guardian_id = (SELECT guardian_id FROM guardianship WHERE id = $2)",
        *(one.given_up, bond["id"]),
    )
    await office.fetch(
        "DELETE FROM guardian_right WHERE guardianship_id = $1 AND kind <> 'PICKUP'", bond["other"]
    )
    assert bond["standing"] != "CONTACT_ONLY"
    both = [{row["kind"] for row in await office.fetch(rights, bond[x])} for x in ("id", "other")]
    assert both[0] - both[1]
    await one.said()
    assert (await one.confirmed()).errors == []
    (after,) = await office.fetch("SELECT standing FROM guardianship WHERE id = $1", bond["id"])
    assert after["standing"] == "CONTACT_ONLY"
    assert {row["kind"] for row in await office.fetch(rights, bond["id"])} <= both[1]


async def test_a_family_reads_the_other_record_only_once_two_persons_said_so(
    one: One, office: Office
) -> None:
    """And no more, once they are two again."""
    await office.fetch(
        "UPDATE guardianship SET ends_on = starts_on WHERE 'stu_' || student_id = $1", one.given_up
    )
    (mother,) = await office.fetch(
        "SELECT p.id, p.sourced_id, g.id AS guardian FROM person p JOIN guardian g"
        " ON g.person_id = p.id WHERE p.sourced_id = 'demo-cousin'"
    ) or await office.fetch(
        "SELECT p.id, p.sourced_id, g.id AS guardian FROM person p JOIN guardian g"
        " ON g.person_id = p.id WHERE p.sourced_id IS NOT NULL AND NOT EXISTS (SELECT FROM"
        " guardianship b WHERE b.guardian_id = g.id AND 'stu_' || b.student_id = $1)"
        " AND NOT EXISTS (SELECT FROM court_order o WHERE o.person_id = p.id) ORDER BY 2 LIMIT 1",
        one.kept,
    )
    await office.fetch(
        "INSERT INTO guardianship (student_id, guardian_id, relationship, standing, starts_on)"
        " VALUES (substr($1, 5)::uuid, $2, 'MOTHER', 'PARENT', '2026-08-01')",
        *(one.given_up, mother["guardian"]),
    )
    asked = "query Asked($id: ID!) { student(id: $id) { givenName } }"

    async def reads(student: str) -> bool:
        found = await office.read(mother["sourced_id"], asked, id=student)
        return found["student"] is not None

    await one.said()
    assert (await reads(one.given_up), await reads(one.kept)) == (True, False)
    assert (await one.confirmed()).errors == []
    assert (await reads(one.given_up), await reads(one.kept)) == (False, True)
    given = {**await one.merge(), "reason": "two girls of one name"}
    assert (await office.enter("registrar", "unmergeStudents", given)).errors == []
    assert (await reads(one.given_up), await reads(one.kept)) == (True, False)


async def test_syn3_a_key_that_changed_is_told_once(one: One, office: Office) -> None:
    told = "SELECT kind, 'stu_' || row_id, 'stu_' || other_id FROM outbox WHERE kind = $1"
    await one.said()
    assert await office.fetch(told, "MERGED") == []
    await one.confirmed()
    assert [tuple(each) for each in await office.fetch(told, "MERGED")] == [
        ("MERGED", one.given_up, one.kept)
    ]


async def test_what_was_entered_since_goes_back_with_what_it_hangs_on(
    one: One, office: Office
) -> None:
    """A dose of an order that came with the other record; a visit stands on its own."""
    (order,) = await office.fetch(
        "INSERT INTO medication_order (student_id, drug, dose, route, prescriber, starts_on)"
        " VALUES (substr($1, 5)::uuid, 'A', '1', 'ORAL', 'Dr. B', '2026-08-01') RETURNING id",
        one.given_up,
    )
    await one.said()
    await one.confirmed()
    given = {"medicationOrderId": f"med_{order['id']}", "outcome": "GIVEN"}
    assert (await office.enter("nurse", "recordMedication", given)).errors == []
    visit = {"studentId": one.kept, "complaint": "Headache"}
    assert (await office.enter("nurse", "recordVisit", visit)).errors == []
    visits = await one.of(one.kept, "health_visit")
    aunt = {"studentId": one.kept, "name": "Aunt", "relationship": "OTHER", "phone": "3365331632"}
    assert (await office.enter("registrar", "addEmergencyContact", aunt)).errors == []
    given = {**await one.merge(), "reason": "two of one name"}
    undone = await office.enter("registrar", "unmergeStudents", given, "left")
    left: Any = undone.row
    assert (left, undone.errors) == (1, [])
    assert await one.of(one.given_up, "medication_administration")
    assert await one.of(one.kept, "health_visit") == visits


async def test_what_the_data_steward_was_told_of_the_two_is_settled_by_the_merge(
    one: One, office: Office
) -> None:
    await office.fetch(
        "INSERT INTO finding (source, rule, severity, entity, place, row_key, first_seen_at,"
        " last_seen_at) SELECT 'entry', 'same_student', 'DOUBT', 'student',"
        " substr($1, 5) || ' ' || substr($2, 5), substr($1, 5), now(), now()",
        *(one.given_up, one.kept),
    )
    state = "SELECT state FROM finding WHERE rule = 'same_student'"
    await one.said()
    assert [row["state"] for row in await office.fetch(state)] == ["OPEN"]
    await one.confirmed()
    assert [row["state"] for row in await office.fetch(state)] == ["RESOLVED"]


async def test_p32_numbers_count_what_a_registrar_may_read_alone(one: One, office: Office) -> None:
    """A confidential visit to the nurse is in no sum."""
    await one.said()
    told = "moved left"
    counts = [
        json.loads(await office.sent("registrar", entering("confirmStudentMerge", told), given))
        for given in [{**await one.merge(), "dryRun": True}]
    ]
    await office.fetch(
        "INSERT INTO health_visit (student_id, arrived_at, complaint, confidential)"
        " VALUES (substr($1, 5)::uuid, '2026-10-01T17:00Z', 'x', true)",
        one.given_up,
    )
    given = {**await one.merge(), "dryRun": True}
    counts.append(
        json.loads(await office.sent("registrar", entering("confirmStudentMerge", told), given))
    )
    before, after = (each["data"]["confirmStudentMerge"] for each in counts)
    assert before == after
    assert before["moved"] > 0 < before["left"]


async def test_who_was_given_up_is_no_likely_twin_any_more(one: One, office: Office) -> None:
    """A new child of the same name and birth date is compared with who is kept."""
    (named,) = await office.fetch(
        "SELECT given_name, family_name, birth_date::text AS born FROM student"
        " WHERE 'stu_' || id = $1",
        one.given_up,
    )
    alike = {
        **await at_the_counter(office),
        "givenName": named["given_name"],
        "familyName": named["family_name"],
        "birthDate": named["born"],
    }
    asked = await office.enter("district_registrar", "createStudent", alike)
    assert [error["about"] for error in asked.errors] == [[one.given_up]]
    await one.said()
    await one.confirmed()
    assert (await office.enter("district_registrar", "createStudent", alike)).errors == []


def test_every_table_about_a_student_goes_or_stays_for_a_reason() -> None:
    about = {
        table.name
        for table in Base.metadata.sorted_tables
        for column in table.c
        if any(key.column.table.name == "student" for key in column.foreign_keys)
    }
    assert about == {*records.ABOUT, *records.STAYS}


async def test_whatever_the_database_holds_once_of_a_student_has_its_rule(office: Office) -> None:
    """A constraint that a merge may run into is one that it asks about first."""
    found = await office.fetch(
        "SELECT DISTINCT c.conrelid::regclass::text AS entity FROM pg_constraint c"
        " JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)"
        " WHERE c.contype IN ('u', 'x') AND a.attname = 'student_id'"
    )
    ruled = {*records.ONCE, *records.WINDOWS, *records.CLASHES, *records.STAYS}
    assert {row["entity"] for row in found} <= ruled


async def test_p32_the_other_one_is_shown_by_their_own_standing_alone(
    one: One, office: Office
) -> None:
    """The registrar of Ana's school learns that somebody may be Ana, and not who."""
    asked = "{ studentMerges { nodes { student { id } other { id } } } }"
    await one.said()
    await office.fetch("DELETE FROM post WHERE school_id IS NULL AND role = 'REGISTRAR'")
    await office.fetch("UPDATE person SET epoch = epoch + 1")
    (found,) = [
        each
        for each in (await office.read("registrar", asked))["studentMerges"]["nodes"]
        if one.kept in (each["student"] or {}).values()
    ]
    assert found == {"student": {"id": one.kept}, "other": None}
