"""`homeroom ledger verify` and `homeroom ledger list`: what they say, and to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import typer

from hub.cli.errors import CommandRefused
from hub.cli.ledger import Wanted, list_disclosures, listed, verify_ledger
from hub.cli.viewing import AsWhom
from hub.identity import issue
from hub.ledger import place_of
from hub.models.codes import TokenKind
from tests.cli.conftest import settings_over
from tests.ledger.books import disclose, sealed
from tests.ledger.test_verifying import published
from tests.operations.golden import student_id

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from typer.testing import Result

    from schema.build import Built
    from tests.conftest import Hub

RECORD = """
INSERT INTO disclosure (at, request_id, person_id, student_id, slices, bases, purposes, party)
SELECT timestamptz '2026-10-09 15:05Z', gen_random_uuid(), (SELECT id FROM person LIMIT 1),
       $1::text::uuid, '{12,13}', '{EMERG}', '{an emergency of health or safety}', 'Victoria Stone'
"""
LISTED = """\
Requests for and disclosures of education records (34 CFR 99.32)
Ana Torres, {student}: 1 of 2 disclosures on record

2026-10-09 08:05 PDT  Victoria Stone
  read:     Conditions and care plans (12); Medication orders and log (13)
  purpose:  an emergency of health or safety
  basis:    an emergency of health or safety, 34 CFR 99.36 (EMERG)
  listed:   99.32"""


async def test_aud3_a_ledger_that_is_well_is_said_with_its_counts(
    own_demo: Hub, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    await sealed(own_demo.database, 4)
    file = tmp_path / "checkpoints"
    place_of(str(file))(await published(own_demo.database))
    await disclose(own_demo.database, 3)
    await verify_ledger(settings_over(own_demo.database), file)
    said = capsys.readouterr().out
    assert "All well: 2 seals were checked, and the rows under them: disclosure " in said
    assert "Not sealed yet, and so not checked: disclosure 3." in said
    assert "1 checkpoints were held against the chain." in said


async def test_aud3_a_finding_is_said_and_ends_with_one(
    own_demo: Hub, capsys: pytest.CaptureFixture[str]
) -> None:
    await sealed(own_demo.database)
    async with own_demo.database.owner() as owner:
        await owner.execute("UPDATE view_as SET request_id = gen_random_uuid()")
    with pytest.raises(typer.Exit) as ended:
        await verify_ledger(settings_over(own_demo.database), None)
    assert ended.value.exit_code == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "In view_as, a row that seal 2 covers was edited."
    assert said[1].startswith("NOT WELL: 2 seals were checked")
    assert said[2].startswith("No checkpoint was given")


async def test_aud3_checkpoints_are_looked_for_where_the_hub_leaves_them(
    own_demo: Hub, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    await sealed(own_demo.database)
    file = tmp_path / "checkpoints"
    checkpoint = await published(own_demo.database)
    place_of(str(file))(checkpoint)
    async with own_demo.database.owner() as owner:
        await owner.execute("DELETE FROM seal WHERE number = $1", checkpoint.seal)
    settings = settings_over(own_demo.database).model_copy(update={"checkpoints": str(file)})
    with pytest.raises(typer.Exit):
        await verify_ledger(settings, None)
    assert capsys.readouterr().out.startswith("The chain ends at seal 1, before the checkpoint of ")


async def test_a_file_without_checkpoints_is_refused(own_demo: Hub, tmp_path: Path) -> None:
    file = tmp_path / "notes"
    file.write_text("nothing\n")
    with pytest.raises(CommandRefused, match="holds no checkpoint"):
        await verify_ledger(settings_over(own_demo.database), file)


async def test_aud4_a_registrar_prints_the_list_of_one_law(own_demo: Hub, built: Built) -> None:
    student = await student_id(own_demo, "demo-student")
    async with own_demo.database.owner() as owner:
        await owner.execute(RECORD, student.removeprefix("stu_"))
    for law, count in (("99.32", 1), ("300.614", 1), (None, 2)):
        lines = await listed(own_demo.database, built, Wanted(student, law, AsWhom("registrar")))
        assert lines[1].endswith(f": {count} of 2 disclosures on record")
    lines = await listed(own_demo.database, built, Wanted(student, "99.32", AsWhom("registrar")))
    assert "\n".join(lines) == LISTED.format(student=student)


async def test_aud4_a_list_is_what_its_viewer_reads(
    own_demo: Hub, built: Built, persona_ids: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    student = await student_id(own_demo, "demo-student")

    async def told(who: str) -> str:
        return "\n".join(await listed(own_demo.database, built, Wanted(student, None, AsWhom(who))))

    assert "Leo Brandeis" in await told("guardian")
    with pytest.raises(CommandRefused, match="doesn't read the disclosure record"):
        await told("teacher")
    with pytest.raises(CommandRefused, match="sees no student"):
        await told("privacy_officer")
    async with own_demo.database.owner() as owner:
        person = await owner.fetchval(
            "SELECT id FROM person WHERE sourced_id = $1", persona_ids["registrar"]
        )
        token = await issue(owner, person, TokenKind.BEARER)
        await owner.execute("UPDATE district SET kind = 'LIVE'")
    with pytest.raises(CommandRefused, match="live district"):
        await told("registrar")
    settings = settings_over(own_demo.database)
    await list_disclosures(settings, Wanted(student, None, AsWhom(token=token)))
    assert "Leo Brandeis" in capsys.readouterr().out


def test_a_list_needs_one_viewer_and_a_law_that_there_is(
    homeroom: Callable[..., Result],
) -> None:
    for arguments in (
        [],
        ["--as", "registrar", "--person", "x"],
        ["--as", "registrar", "--law", "99.31"],
    ):
        assert homeroom("ledger", "list", "--student", "stu_x", *arguments).exit_code == 2
