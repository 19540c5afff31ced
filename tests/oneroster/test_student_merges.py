"""SYN-3: an import follows a merge of two students, and makes of one child no two again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.oneroster.bundles import sound
from tests.oneroster.database import TODAY, everything, imported, rows

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    import asyncpg

SEATS = """SELECT s.given_name, c.title, e.ends_on::text FROM section_enrollment e
    JOIN student s ON s.id = e.student_id JOIN section c ON c.id = e.section_id ORDER BY 1, 2"""
STAYS = """SELECT s.given_name, o.name FROM school_enrollment e
    JOIN student s ON s.id = e.student_id JOIN school o ON o.id = e.school_id ORDER BY 1, 2"""
MOVED = (
    "section_enrollment",
    "guardianship",
    "guardian_right",
    "student_identifier",
)


async def merge_students(
    owner: asyncpg.Connection, kept: str, given_up: str, today: date = TODAY
) -> None:
    """Let two students be one, as the hub leaves them; the stays of the one stay behind."""
    ids = [
        await owner.fetchval("SELECT id FROM student WHERE given_name = $1", name)
        for name in (kept, given_up)
    ]
    two = ", ".join(f"(SELECT {end}(id::text)::uuid FROM staff_member)" for end in ("min", "max"))
    await owner.execute(
        "INSERT INTO student_merge (student_id, other_id, kept_id, proposed_on, confirmed_on,"
        f" proposed_by, confirmed_by) SELECT a, b, $1, $3, $3, {two}"
        " FROM (VALUES ($1::uuid, $2::uuid), ($2, $1)) AS pair (a, b)",
        *ids,
        today,
    )
    for table in MOVED:
        await owner.execute(f"UPDATE {table} SET student_id = $1 WHERE student_id = $2", *ids)
    await owner.execute(
        "UPDATE person SET suspended_at = now() WHERE id IN"
        " (SELECT person_id FROM student WHERE id = $1)",
        ids[1],
    )


async def test_syn3_a_bundle_again_follows_a_merge_of_students(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    """Cleo is Ada, and has a seat of her own; then she gets another one."""
    await imported(owner, tmp_path, sound())
    await merge_students(owner, "Ada", "Cleo")
    before = await everything(owner)
    await imported(owner, tmp_path, sound())
    assert await everything(owner) == before

    tables, (seats, stays) = sound(), (await rows(owner, SEATS), await rows(owner, STAYS))
    cleo = next(each for each in tables["users"] if each["givenName"] == "Cleo")
    theirs = [e for e in tables["enrollments"] if e["userSourcedId"] == cleo["sourcedId"]]
    assert theirs
    assert not [name for name, *_ in seats if name == "Cleo"]
    theirs[0]["endDate"] = "2020-11-06"
    cleo |= {"familyName": "Quillan", "enabledUser": "true"}
    report = await imported(owner, tmp_path, tables)
    assert not [each for each in report.findings if each.code.endswith("refused")]
    assert set(await rows(owner, SEATS)) ^ set(seats) == {
        ("Ada", "Algebra I, period 1", day) for day in ("2020-10-31", "2020-11-07")
    }
    assert await rows(owner, STAYS) == stays
    signs_in = f"SELECT suspended_at IS NULL FROM person WHERE sourced_id = '{cleo['sourcedId']}'"
    assert await owner.fetchval(signs_in) is False

    classes = {e["classSourcedId"] for e in theirs}
    other = next(e for e in tables["enrollments"] if e["classSourcedId"] not in classes)
    new = {**theirs[0], "sourcedId": "seat-new", "classSourcedId": other["classSourcedId"]}
    tables["enrollments"].append(new)
    await imported(owner, tmp_path, tables)
    assert not [name for name, *_ in await rows(owner, SEATS) if name == "Cleo"]
    assert len(await rows(owner, SEATS)) == len(seats) + 1
