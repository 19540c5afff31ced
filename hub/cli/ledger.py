"""`homeroom ledger verify` and `homeroom ledger list`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from hub.cli.errors import CommandRefused
from hub.cli.listing import printed
from hub.cli.opening import opened
from hub.cli.running import REFUSED
from hub.cli.viewing import AsWhom, asking
from hub.ledger import verify
from hub.ledger.checkpoints import is_url, read
from hub.ledger.laws import BASES, LAWS
from hub.policy import SLICES
from hub.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from zoneinfo import ZoneInfo

    from hub.cli.rosters.asking import Asking, Node
    from hub.database import Database
    from hub.ledger import Checkpoint, Verdict
    from hub.settings import Settings
    from schema.build import Built

SEALED = "SELECT coalesce(max(total), 0) FROM seal"
STUDENT = """
query ($id: ID!) {
  student(id: $id) { givenName familyName disclosures(first: 0) { totalCount { count } } }
}
"""
ENTRIES = """
query ($id: ID!, $first: Int!, $after: String) {
  student(id: $id) {
    rows: disclosures(first: $first, after: $after) {
      nodes { at party slices bases purposes } pageInfo { hasNextPage endCursor }
    }
  }
}
"""


async def verify_ledger(settings: Settings, checkpoints: Path | None) -> None:
    """Verify a database's ledger and say what was found; exits with 1 on a finding.

    Raises CommandRefused where the checkpoints that were named can't be read.
    """
    published, unreadable = _checkpoints(settings, checkpoints)
    progress = Progress()
    async with opened(settings, progress) as database, database.owner() as owner:
        total = await owner.fetchval(SEALED)
        with progress.step("verifying the ledger", total) as step:
            verdict = await verify(owner, published, step.advance)
    for line in _told(verdict, unreadable):
        typer.echo(line)
    if verdict.findings:
        raise typer.Exit(REFUSED)


def _checkpoints(settings: Settings, named: Path | None) -> tuple[list[Checkpoint], int]:
    """The checkpoints of a file, and how many lines of it are none: by default of the file to
    which this hub publishes them.
    """
    kept = settings.checkpoints
    path = named or (None if kept is None or is_url(kept) else Path(kept).expanduser())
    if path is None or (named is None and not path.exists()):
        return [], 0
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError as error:
        raise CommandRefused(f"{path} can't be read: {error.strerror}.") from None
    found = list(read(lines))
    published = [each for each in found if each is not None]
    if named is not None and not published:
        raise CommandRefused(f"{path} holds no checkpoint.")
    return published, len(found) - len(published)


def _told(verdict: Verdict, unreadable: int) -> Iterator[str]:
    yield from verdict.findings
    if verdict.left_out:
        yield f"{verdict.left_out:,} more findings of these kinds are left out."
    rows = ", ".join(f"{record} {count:,}" for record, count in verdict.rows.items())
    read_again = f"{verdict.seals:,} seals were checked, and the rows under them: {rows}."
    yield f"{'NOT WELL' if verdict.findings else 'All well'}: {read_again}"
    waiting = {record: count for record, count in verdict.unsealed.items() if count}
    if waiting:
        told = ", ".join(f"{record} {count:,}" for record, count in waiting.items())
        yield f"Not sealed yet, and so not checked: {told}. A hub that runs seals each second."
    if verdict.checkpoints:
        yield f"{verdict.checkpoints:,} checkpoints were held against the chain."
    else:
        yield "No checkpoint was given: a chain that was cut off or remade as a whole looks well."
    if unreadable:
        yield f"{unreadable:,} lines of the checkpoints could not be read."


@dataclass(frozen=True)
class Wanted:
    """A list: of which student, by which law (None for all), as whom."""

    student: str
    law: str | None
    who: AsWhom


async def list_disclosures(settings: Settings, wanted: Wanted) -> None:
    """Print a student's list. Raises CommandRefused, and Refusal as the door does."""
    await printed(settings, lambda database, built: listed(database, built, wanted))


async def listed(database: Database, built: Built, wanted: Wanted) -> list[str]:
    """The list as its viewer reads it through the door, line by line."""
    async with asking(database, built, wanted.who) as (viewer, clock):
        return await _asked(viewer, wanted, clock.zone)


async def _asked(viewer: Asking, wanted: Wanted, zone: ZoneInfo) -> list[str]:
    student = (await viewer.ask(STUDENT, id=wanted.student))["student"]
    if student is None:
        raise CommandRefused(f"This viewer sees no student {wanted.student}.")
    if student["disclosures"] is None:
        raise CommandRefused(
            "This viewer doesn't read the disclosure record: the registrar of the student's "
            "school, the parents and the student of age do."
        )
    law = None if wanted.law is None else LAWS[wanted.law]
    rows = [row async for row in viewer.pages(ENTRIES, id=wanted.student)]
    mine = [row for row in rows if law is None or law.lists(row["slices"], row["bases"])]
    name = " ".join(each for each in (student["givenName"], student["familyName"]) if each)
    return [
        "Disclosure record" if law is None else law.title,
        f"{name or 'Student'}, {wanted.student}: {len(mine)} of {len(rows)} disclosures on record",
        *(line for row in mine for line in _entry(row, zone)),
    ]


def _entry(row: Node, zone: ZoneInfo) -> Iterator[str]:
    """One disclosure in words: when and to whom, what, for what, on what basis, on which lists."""
    at = datetime.fromisoformat(row["at"]).astimezone(zone)
    on = [law.id for law in LAWS.values() if law.lists(row["slices"], row["bases"])]
    yield ""
    yield f"{at:%Y-%m-%d %H:%M %Z}  {row['party'] or 'name withheld or not kept'}"
    yield f"  read:     {_worded(row['slices'], {key: each.title for key, each in SLICES.items()})}"
    yield f"  purpose:  {'; '.join(row['purposes']) or 'not kept'}"
    yield f"  basis:    {_worded(row['bases'], BASES) or 'not kept'}"
    yield f"  listed:   {', '.join(on) or 'on neither list'}"


def _worded(names: list[str], words: Mapping[str, str]) -> str:
    return "; ".join(f"{words[each]} ({each})" if each in words else each for each in names)
