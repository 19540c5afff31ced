"""Whatever is done to sealed rows, seals or the chain is found, and said where."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hub.ledger.checkpoints import Checkpoint, head
from tests.ledger.books import sealed, verified

if TYPE_CHECKING:
    from hub.database import Database
    from tests.conftest import Hub

WITHOUT_ENTRY = "id, at, request_id, person_id, student_id, slices, bases, purposes, party"
COPY = f"""
INSERT INTO disclosure (entry, {WITHOUT_ENTRY}) OVERRIDING SYSTEM VALUE
SELECT %s, uuidv7(), %s, request_id, person_id, student_id, slices, bases, purposes, party
FROM disclosure WHERE party = 'Reader 2'
"""


@pytest.fixture
async def database(own_demo: Hub) -> Database:
    """A district whose third seal covers three readers, Reader 1 to 3, and the fourth another."""
    await sealed(own_demo.database)
    await sealed(own_demo.database, 3)
    await sealed(own_demo.database)
    return own_demo.database


ANOTHER = "(SELECT id FROM student WHERE id <> student_id LIMIT 1)"
UNMERGED = (
    f"UPDATE disclosure SET first_id = student_id, student_id = {ANOTHER} WHERE party = 'Reader 2'"
)
TOLD_OF_ANOTHER = (
    "In disclosure, rows are told of another student than they were written of, without a merge of "
    "the two: 1."
)
NEVER_HANDED_OUT = (
    "In disclosure, rows bear numbers that were never handed out: 1, written beside the hub."
)
DONE = {
    "a value": (
        "UPDATE disclosure SET party = 'Nobody' WHERE party = 'Reader 2'",
        ["In disclosure, a row that seal 3 covers was edited."],
    ),
    "whose row it is": (
        f"UPDATE disclosure SET student_id = {ANOTHER} WHERE party = 'Reader 2'",
        ["In disclosure, a row that seal 3 covers was edited."],
    ),
    "whose row it is, as if two had been merged": (
        UNMERGED,
        [TOLD_OF_ANOTHER],
    ),
    "an element of a list": (
        "UPDATE disclosure SET slices = '{17}' WHERE party = 'Reader 2'",
        ["In disclosure, a row that seal 3 covers was edited."],
    ),
    "a moment by a microsecond": (
        "UPDATE disclosure SET at = at + interval '1 microsecond' WHERE party = 'Reader 2'",
        ["In disclosure, a row that seal 3 covers was edited."],
    ),
    "a null that becomes empty": (
        "UPDATE disclosure SET party = '' WHERE party = 'Reader 3'",
        ["In disclosure, a row that seal 3 covers was edited."],
    ),
    "two rows that change places": (
        ("UPDATE disclosure SET party = CASE party WHEN 'Reader 2' THEN 'Reader 3'"
        " ELSE 'Reader 2' END WHERE party IN ('Reader 2', 'Reader 3')"),
        ["In disclosure, a row that seal 3 covers was edited."],
    ),
    "a row deleted": (
        "DELETE FROM disclosure WHERE party = 'Reader 2'",
        ["In disclosure, a row was deleted from what seal 3 covers."],
    ),
    "two rows deleted": (
        "DELETE FROM disclosure WHERE party IN ('Reader 2', 'Reader 3')",
        ["In disclosure, 2 rows were deleted from what seal 3 covers."],
    ),
    "a row slipped in with a number from before": (
        "ALTER TABLE disclosure DROP CONSTRAINT uq_disclosure_entry;"
        + COPY % ("(SELECT through FROM seal WHERE number = 3)", "at"),
        ["In disclosure, a row was added to what seal 3 covers."],
    ),
    "a row slipped in below the first number": (
        COPY % ("-5", "at"),
        [
            NEVER_HANDED_OUT,
        ],
    ),
    "a row slipped in above the last number": (
        COPY % ("1000000", "at"),
        [
            NEVER_HANDED_OUT,
        ],
    ),
    "a seal's count": (
        "UPDATE seal SET count = 4 WHERE number = 3",
        [
            "Seal 3 (disclosure) was edited, or doesn't follow from the former.",
            "In disclosure, a row was deleted from what seal 3 covers.",
        ],
    ),
    "a seal's moment": (
        "UPDATE seal SET at = at - interval '1 day' WHERE number = 3",
        ["Seal 3 (disclosure) was edited, or doesn't follow from the former."],
    ),
    "a row with the digest of its seal": (
        (
            "DELETE FROM disclosure WHERE party IN ('Reader 2', 'Reader 3');"
            "UPDATE seal SET count = 1, digest = (SELECT sha256(sha256(convert_to("
            "to_json(r)::text, 'UTF8'))) FROM (SELECT at, bases, entry, id, party, person_id,"
            " purposes, request_id, slices, student_id FROM disclosure) r"
            " WHERE r.entry > seal.after AND r.entry <= seal.through) WHERE number = 3"
        ),
        ["Seal 3 (disclosure) was edited, or doesn't follow from the former."],
    ),
    "a seal's chain": (
        "UPDATE seal SET chain = sha256('x') WHERE number = 3",
        [
            "Seal 3 (disclosure) was edited, or doesn't follow from the former.",
            "Seal 4 (disclosure) was edited, or doesn't follow from the former.",
        ],
    ),
    "a seal's columns": (
        ("UPDATE seal SET columns = array_remove(columns, 'party') WHERE number = 3;"
        "UPDATE disclosure SET party = 'Nobody' WHERE party = 'Reader 2'"),
        [
            "Seal 3 (disclosure) was edited, or doesn't follow from the former.",
            "In disclosure, a row that seal 3 covers was edited.",
        ],
    ),
    "a column dropped": (
        "ALTER TABLE disclosure DROP COLUMN party; DELETE FROM seal WHERE number = 4",
        [
            "In disclosure, columns that seal 1 covers are gone.",
            "In disclosure, columns that seal 3 covers are gone.",
        ],
    ),
    "a seal's columns, so that they name a statement": (
        "UPDATE seal SET columns = ARRAY['at', 'entry', 'x\" FROM seal; --'] WHERE number = 3",
        [
            "Seal 3 (disclosure) was edited, or doesn't follow from the former.",
            "In disclosure, columns that seal 3 covers are gone.",
        ],
    ),
    "a seal taken out": (
        "DELETE FROM seal WHERE number = 3",
        ["Seal 3 was taken out of the chain, before seal 4."],
    ),
    "the first seals taken out": (
        "DELETE FROM seal WHERE number < 3",
        ["Seals 1-2 were taken out of the chain, before seal 3."],
    ),
}  # fmt: skip


async def test_aud3_nothing_is_found_where_nothing_was_done(database: Database) -> None:
    verdict = await verified(database)
    assert verdict.findings == []
    assert verdict.seals == 4


@pytest.mark.parametrize("done", DONE)
async def test_aud3_what_was_done_is_found_and_told(database: Database, done: str) -> None:
    statements, findings = DONE[done]
    async with database.owner() as owner:
        await owner.execute(statements)
    assert (await verified(database)).findings == findings


async def test_aud3_a_row_that_is_written_now_and_dated_back_is_found(database: Database) -> None:
    async with database.owner() as owner:
        await owner.execute(
            "INSERT INTO disclosure (at, request_id, person_id, student_id, slices)"
            " SELECT '2020-01-01', request_id, person_id, student_id, slices"
            " FROM disclosure LIMIT 1"
        )
    await sealed(database)
    (finding,) = (await verified(database)).findings
    assert finding.startswith("In disclosure, a row that seal 5 covers is dated 2020-01-01 ")


async def published(database: Database) -> Checkpoint:
    """The head now, as it is published."""
    async with database.acquire() as connection:
        checkpoint = await head(connection)
    assert checkpoint is not None
    return checkpoint


async def test_aud3_a_chain_that_ends_before_a_checkpoint_is_found(database: Database) -> None:
    checkpoint = await published(database)
    assert (await verified(database, [checkpoint])).findings == []
    async with database.owner() as owner:
        await owner.execute("DELETE FROM disclosure WHERE entry >"
                            " (SELECT after FROM seal WHERE number = 3);"
                            "DELETE FROM seal WHERE number >= 3")  # fmt: skip
    assert (await verified(database)).findings == [], "this is why checkpoints leave the database"
    (finding,) = (await verified(database, [checkpoint])).findings
    assert finding.startswith("The chain ends at seal 2, before the checkpoint of ")


async def test_aud3_a_chain_that_was_cut_off_and_grew_again_is_found(database: Database) -> None:
    checkpoint = await published(database)
    async with database.owner() as owner:
        await owner.execute("UPDATE disclosure SET party = 'Nobody' WHERE party = 'Reader 2';"
                            "DELETE FROM seal WHERE number >= 3")  # fmt: skip
    for _ in range(4):
        await sealed(database)
    assert (await verified(database)).findings == []
    assert (await verified(database, [checkpoint])).findings == [
        f"Seal 4 is not the one that was published on {checkpoint.at}."
    ]


async def test_many_findings_of_a_kind_are_counted(database: Database) -> None:
    checkpoint = await published(database)
    wrong = [replace(checkpoint, chain=f"{number:064x}") for number in range(30)]
    verdict = await verified(database, wrong)
    assert (len(verdict.findings), verdict.left_out) == (10, 20)


async def test_a_column_that_is_added_leaves_what_was_sealed_as_it_was(database: Database) -> None:
    async with database.owner() as owner:
        await owner.execute("ALTER TABLE disclosure ADD COLUMN added text DEFAULT 'x'")
        assert (await verified(database)).findings == []
        await sealed(database)
        assert (await verified(database)).findings == []
        await owner.execute(
            "UPDATE disclosure SET added = 'y' WHERE entry = (SELECT max(entry) FROM disclosure)"
        )
    assert (await verified(database)).findings == [
        "In disclosure, a row that seal 5 covers was edited."
    ]


async def test_verification_changes_nothing_and_goes_on_beside_writers(
    database: Database,
) -> None:
    async with database.owner() as owner:
        before = await owner.fetch("SELECT * FROM seal ORDER BY number")
        await verified(database)
        assert await owner.fetch("SELECT * FROM seal ORDER BY number") == before
