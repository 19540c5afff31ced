"""GUA-9: what stands against a launch is counted by queries, school by school."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.operations.golden import goldens, sourced_id_of

if TYPE_CHECKING:
    from tests.conftest import Hub

NAME = "guardians/the_launch_counters_of_a_school_and_their_rows"
(LAUNCH,) = (each for each in goldens() if each.name == NAME)
HERE = """EXISTS (SELECT FROM school_enrollment e JOIN school c ON c.id = e.school_id
    WHERE e.student_id = {} AND c.name = $1 AND daterange(e.starts_on, e.ends_on) @> $2::date)"""
COUNTED = {
    "students": f"""SELECT count(*) FROM student s WHERE {HERE.format("s.id")} AND s.id NOT IN (
        SELECT student_id FROM guardianship WHERE validated_until > $2::date
        AND rejected_on IS NULL AND standing <> 'CONTACT_ONLY'
        AND daterange(starts_on, ends_on) @> $2::date)""",
    "guardianships": f"""SELECT count(*) FROM guardianship g WHERE {HERE.format("g.student_id")}
        AND daterange(starts_on, ends_on) @> $2::date AND rejected_on IS NULL
        AND coalesce(validated_until, '1900-01-01') <= $2::date""",
    "guardianCandidates": f"""SELECT count(*) FROM guardian_candidate d
        WHERE {HERE.format("d.student_id")} AND decided_on IS NULL""",
    "courtOrders": f"""SELECT count(*) FROM court_order o WHERE {HERE.format("o.student_id")}
        AND document_key IS NULL AND decided_at IS NULL
        AND coalesce(lapses_on, '2100-01-01') > $2::date""",
}
PROVISIONAL = """INSERT INTO court_order
    (student_id, person_id, guardian_id, kind, starts_at, lapses_on)
    SELECT g.student_id, a.person_id, a.id, 'NO_LOCATION', now() - interval '400 days', '2026-10-20'
    FROM guardianship g JOIN guardian a ON a.id = g.guardian_id ORDER BY g.id LIMIT 9"""


async def counted(hub: Hub, who: str, school: str, today: str) -> dict[str, int]:
    """The counters as somebody asks for them, each traced to its rows."""
    viewer = await hub.viewer(sourced_id_of(who))
    given = {"school": school, "today": today}
    text = LAUNCH.text.replace("first: 2", "first: 300")
    answer: Any = json.loads((await hub.door.execute(text, viewer, variables=given)).body)
    for name, page in answer["data"].items():
        assert len(page["nodes"]) == page["totalCount"]["count"], name
    return {name: page["totalCount"]["count"] for name, page in answer["data"].items()}


async def test_gua9_each_counter_is_the_number_of_rows_that_are_kept(own_demo: Hub) -> None:
    found: dict[str, dict[str, int]] = {}
    async with own_demo.database.owner() as owner:
        await owner.execute(PROVISIONAL)
        today = await owner.fetchval("SELECT fixed_today FROM district")
        schools = [row["name"] for row in await owner.fetch("SELECT name FROM school")]
        for school in schools:
            kept = {name: await owner.fetchval(sql, school, today) for name, sql in COUNTED.items()}
            found[school] = await counted(own_demo, "district_registrar", school, str(today))
            assert found[school] == kept
        for name in COUNTED:
            assert sum(each[name] for each in found.values()), name
        own = [await counted(own_demo, "registrar", school, str(today)) for school in schools]
    for school, mine in zip(schools, own, strict=True):
        assert mine in (found[school], dict.fromkeys(COUNTED, 0)), "their own school and no other"
    assert sum(each["guardianships"] > 0 for each in own) == 1
