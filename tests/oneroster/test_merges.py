"""SYN-3, GUA-3: an import follows a merge of two guardians, and makes of one no two again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.oneroster.bundles import sound
from tests.oneroster.database import TODAY, counts, everything, imported, rows

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    import asyncpg

    from tests.oneroster.bundles import Tables

FAMILIES = """SELECT s.given_name, a.given_name, g.standing, g.ends_on IS NULL FROM guardianship g
    JOIN student s ON s.id = g.student_id JOIN guardian a ON a.id = g.guardian_id ORDER BY 1, 2"""
KEYS = "SELECT id, guardian_id FROM guardianship ORDER BY id"
ADULT = "SELECT given_name, family_name, phone, email FROM guardian WHERE given_name = $1"


async def merge(owner: asyncpg.Connection, kept: str, given_up: str, today: date = TODAY) -> None:
    """Let two guardians be one, as the hub leaves them."""
    ids = [
        await owner.fetchval("SELECT id FROM guardian WHERE given_name = $1", name)
        for name in (kept, given_up)
    ]
    await owner.execute(
        "INSERT INTO guardian_candidate (student_id, first_id, second_id, reason, found_on,"
        " decided_on, decided_by, outcome, kept_id) SELECT g.student_id, least($1::uuid, $2),"
        " greatest($1::uuid, $2), 'EMAIL', $3, $3, (SELECT min(id::text)::uuid FROM staff_member),"
        " 'SAME', $1 FROM guardianship g WHERE g.guardian_id = $2",
        *ids,
        today,
    )
    shared = "SELECT student_id FROM guardianship WHERE guardian_id = $1"
    await owner.execute(
        f"UPDATE guardianship SET ends_on = $3 WHERE guardian_id = $2 AND student_id IN ({shared})",
        *ids,
        today,
    )
    await owner.execute(
        "UPDATE person SET suspended_at = now() WHERE id IN"
        " (SELECT person_id FROM guardian WHERE id = $1)",
        ids[1],
    )
    await owner.execute(
        "UPDATE guardianship SET guardian_id = $1 WHERE guardian_id = $2"
        f" AND student_id NOT IN ({shared})",
        *ids,
    )


def cleos() -> Tables:
    """The sound district, in which the uncle is Cleo's, too."""
    tables = sound()
    tables["users"][2]["agentSourcedIds"] = "user-uncle"
    return tables


async def test_syn3_a_bundle_again_follows_a_merge_of_guardians(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await imported(owner, tmp_path, cleos())
    await merge(owner, "Vera", "Otto")
    before, keys = await everything(owner), await owner.fetch(KEYS)
    await imported(owner, tmp_path, cleos())
    assert await everything(owner) == before

    tables, vera = cleos(), await rows(owner, ADULT.replace("$1", "'Vera'"))
    tables["users"][8] |= {"role": "guardian", "sms": "+1 213 533 0000", "familyName": "Quillan"}
    await imported(owner, tmp_path, tables)
    assert await owner.fetch(KEYS) == keys, "none is made, and none is anybody else's"
    assert await rows(owner, ADULT.replace("$1", "'Vera'")) == vera
    assert await rows(owner, FAMILIES) == [
        ("Ada", "Otto", "PARENT", False),
        ("Ada", "Vera", "PARENT", True),
        ("Ben", "Vera", "PARENT", True),
        ("Cleo", "Vera", "PARENT", True),
    ]
    tables["users"][1]["agentSourcedIds"] = "user-uncle"
    for enabled in ("false", "true"):
        tables["users"][8]["enabledUser"] = enabled
        await imported(owner, tmp_path, tables)
    signs_in = "SELECT suspended_at IS NULL FROM person WHERE sourced_id = 'user-uncle'"
    assert await owner.fetchval(signs_in) is False
    assert (await counts(owner))["guardianship"] == len(keys), "Ben's is there already"


@pytest.mark.parametrize(
    ("gone", "stays"), [("user-uncle", "user-mum"), ("user-mum", "user-uncle")]
)
async def test_syn3_a_source_that_merges_them_as_well_ends_nobodys_guardianship(
    owner: asyncpg.Connection, tmp_path: Path, gone: str, stays: str
) -> None:
    """Whichever of the two it keeps."""
    await imported(owner, tmp_path, cleos())
    await merge(owner, "Vera", "Otto")
    keys, families = await owner.fetch(KEYS), await rows(owner, FAMILIES)
    tables = cleos()
    tables["users"] = [each for each in tables["users"] if each["sourcedId"] != gone]
    for child in tables["users"][:3]:
        child["agentSourcedIds"] = stays
    report = await imported(owner, tmp_path, tables)
    assert not [each for each in report.findings if each.code.endswith("refused")]
    assert (await owner.fetch(KEYS), await rows(owner, FAMILIES)) == (keys, families)
    signs_in = "SELECT suspended_at IS NULL FROM person WHERE sourced_id = 'user-mum'"
    assert await owner.fetchval(signs_in) is True
    before = await everything(owner)
    await imported(owner, tmp_path, tables)
    assert await everything(owner) == before
