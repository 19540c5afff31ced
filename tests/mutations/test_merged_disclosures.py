"""To whom a record was disclosed is told of the child, under whichever id (AUD-4, SYN-3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ledger.books import verified
from tests.mutations.one_child import APART, One

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

DISCLOSED = """
INSERT INTO disclosure (request_id, person_id, student_id, slices, bases, party)
SELECT gen_random_uuid(), (SELECT id FROM person LIMIT 1), substr($1, 5)::uuid, '{12}', '{EMERG}',
       $2::text RETURNING id
"""
LIST = """
query Read($id: ID!) { student(id: $id) { disclosures(first: 50) { nodes { party } } } }
"""


async def told_of(office: Office, *merges: One) -> dict[str, list[str]]:
    """To whom records of each of some students were disclosed."""
    found = await office.fetch("SELECT 'stu_' || student_id AS student, party FROM disclosure")
    students = {each for one in merges for each in (one.kept, one.given_up)}
    return {
        each: sorted(str(row["party"]) for row in found if row["student"] == each)
        for each in students
    }


async def test_aud4_what_was_disclosed_under_an_id_that_was_given_up_is_on_the_childs_list(
    one: One, office: Office
) -> None:
    """And the ledger verifies at each step; two again, each has what was read of that one."""
    await office.fetch(DISCLOSED, one.given_up, "Dr. Before")
    before = await told_of(office, one)
    await one.said()
    assert await told_of(office, one) == before
    await one.confirmed()
    merged = await told_of(office, one)
    assert merged[one.given_up] == []
    assert merged[one.kept] == sorted(before[one.kept] + before[one.given_up])
    read = await office.read("guardian", LIST, id=one.kept)
    assert {"party": "Dr. Before"} in read["student"]["disclosures"]["nodes"]
    await office.fetch(DISCLOSED, one.kept, "Dr. Since")
    assert (await verified(office.hub.database)).findings == []
    given = {**await one.merge(), "reason": "cousins of one name"}
    assert (await office.enter("registrar", "unmergeStudents", given)).errors == []
    before[one.kept] = sorted([*before[one.kept], "Dr. Since"])
    assert await told_of(office, one) == before
    assert (await verified(office.hub.database)).findings == []


async def test_aud4_of_three_who_are_one_each_takes_back_what_was_written_of_it(
    one: One, office: Office
) -> None:
    two = One(office)
    two.kept, two.given_up = await office.student("demo-foster"), one.kept
    for _ in range(2):
        await office.fetch(APART, "demo-foster")
    await office.fetch(DISCLOSED, one.given_up, "Dr. Before")
    lists = []
    for merge in (one, two):
        lists.append(await told_of(office, one, two))
        assert (await merge.said()).errors == []
        assert (await merge.confirmed()).errors == []
    assert (await told_of(office, one, two))[two.kept].count("Dr. Before") == 1
    assert (await verified(office.hub.database)).findings == []
    for merge in (two, one):
        given = {**await merge.merge(), "reason": "cousins of one name"}
        assert (await office.enter("registrar", "unmergeStudents", given)).errors == []
        assert await told_of(office, one, two) == lists.pop()
