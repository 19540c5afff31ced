"""Who may be on record twice is found by the checks, by an index, and merged by nobody (GUA-3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from hub.quality import check
from hub.quality.candidates import FIND

if TYPE_CHECKING:
    from tests.conftest import Hub

ADULTS = """SELECT a.id, count(*) AS children FROM guardian a
    JOIN guardianship g ON g.guardian_id = a.id, district d
    WHERE daterange(g.starts_on, g.ends_on) @> d.fixed_today
    GROUP BY a.id ORDER BY count(*) DESC, a.id LIMIT 8"""
FOUND = """SELECT first_id, second_id, reason, count(*) AS rows FROM guardian_candidate
    WHERE found_on = (SELECT fixed_today FROM district) GROUP BY 1, 2, 3"""
AS_ONE = """UPDATE guardian SET given_name = 'Ana Maria', family_name = 'Same', sort_name = $2,
    phone = $3, email = $4 WHERE id = $1"""
TOGETHER = """INSERT INTO household_guardian (household_id, guardian_id, starts_on)
    SELECT household_id, $2::uuid, '2020-01-01' FROM household_guardian h, district
    WHERE guardian_id = $1 AND daterange(starts_on, ends_on) @> fixed_today LIMIT 1"""


async def alike(owner: Any) -> list[Any]:
    """Four pairs: one name and number written otherwise, one address of mail, one name and home;
    and one name alone.
    """
    adults = list(await owner.fetch(ADULTS))
    keys = [row["id"] for row in adults]
    said = (
        ("same, one", "(415) 555-0100", "a@one.example"),
        ("same, one", "415.555.0100", None),
        ("same, two", None, "B@two.example"),
        ("other, two", None, "b@TWO.example"),
        ("same, three", None, None),
        ("same, three", "(415) 555-0102", None),
        ("same, four", "(415) 555-0103", None),
        ("same, four", "(415) 555-0104", None),
    )
    for key, values in zip(keys, said, strict=True):
        await owner.execute(AS_ONE, key, *values)
    await owner.execute("DELETE FROM household_guardian WHERE guardian_id = $1", keys[7])
    await owner.execute(TOGETHER, keys[4], keys[5])
    return adults


async def test_gua3_who_looks_alike_is_found_once_for_each_child_and_nobody_is_merged(
    own_demo: Hub,
) -> None:
    async with own_demo.database.owner() as owner:
        before = await owner.fetchval("SELECT count(*) FROM guardian")
        adults = await alike(owner)
        await check(owner)
        found = {(row[0], row[1]): (row[2], row[3]) for row in await owner.fetch(FOUND)}
        pairs = [adults[at : at + 2] for at in (0, 2, 4)]
        for pair, reason in zip(pairs, ("NAME_PHONE", "EMAIL", "NAME_ADDRESS"), strict=True):
            key = tuple(sorted(row["id"] for row in pair))
            assert found[key][0] == reason
            assert 0 < found[key][1] <= sum(row["children"] for row in pair)
        assert tuple(sorted(row["id"] for row in adults[6:8])) not in found
        await check(owner)
        again = {(row[0], row[1]): (row[2], row[3]) for row in await owner.fetch(FOUND)}
        assert again == found
        assert await owner.fetchval("SELECT count(*) FROM guardian") == before


async def test_gua3_a_pair_that_was_kept_apart_is_not_found_again(own_demo: Hub) -> None:
    async with own_demo.database.owner() as owner:
        pair = sorted(row["id"] for row in (await alike(owner))[:2])
        await check(owner)
        of_them = "(first_id, second_id) = ($1, $2)"
        kept = await owner.fetchval(
            "WITH gone AS (DELETE FROM guardian_candidate WHERE"
            f" {of_them} AND id <> (SELECT min(id::text)::uuid FROM guardian_candidate"
            f" WHERE {of_them}) RETURNING 1) SELECT count(*) FROM gone",
            *pair,
        )
        assert kept, "they have more than one child"
        await owner.execute(
            "UPDATE guardian_candidate SET decided_on = found_on, outcome = 'DIFFERENT',"
            f" decided_by = (SELECT min(id::text)::uuid FROM staff_member) WHERE {of_them}",
            *pair,
        )
        await check(owner)
        rows = await owner.fetchval(
            f"SELECT count(*) FROM guardian_candidate WHERE {of_them}",
            *pair,
        )
        assert rows == 1


@pytest.mark.parametrize("index", ["ix_guardian_email_in_lower_case", "ix_guardian_sort_name_id"])
async def test_gua3_who_looks_alike_is_looked_up_by_an_index(own_demo: Hub, index: str) -> None:
    async with own_demo.database.owner() as owner, owner.transaction():
        for way in ("hashjoin", "mergejoin", "seqscan"):
            await owner.execute(f"SET LOCAL enable_{way} = off")
        today = await owner.fetchval("SELECT fixed_today FROM district")
        plan = await owner.fetch("EXPLAIN " + FIND.replace("$1", f"'{today}'"))
    assert any(index in row[0] for row in plan)
