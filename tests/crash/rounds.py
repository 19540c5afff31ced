"""Rounds of a crash: people enter things, server or PostgreSQL is killed, and what was acknowledged
is looked for.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import asyncpg

from hub.database import Database
from hub.district import build as build_district
from hub.district import load as load_district
from hub.identity import issue
from hub.ledger import verify
from hub.ledger.checkpoints import read
from hub.models.codes import TokenKind
from hub.postgres import EmbeddedServer
from hub.postgres.postmaster import read_postmaster
from hub.settings import Settings
from tests.conftest import QUIET, SEED
from tests.crash.entering import District, Entering, Noted
from tests.crash.served import CHECKPOINTS, Server

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path


STUDENTS, CLIENTS, SEATS = 300, 8, 6
LEAST_SECONDS, MOST_SECONDS = 0.05, 0.6
"""How long people enter things before the next kill."""
VERIFY_EVERY = 20
"""After how many kills the whole ledger is verified again."""
PEOPLE = {"nurse": "demo-nurse", "registrar": "demo-registrar", "teacher": "demo-teacher"}


@dataclass(frozen=True)
class Told:
    """What a trial came to."""

    rounds: int
    visits: int
    seats: int
    rolls: int
    told_again: int
    full: int
    records: int
    broken: int


@dataclass
class Trial:
    """A district that is entered into, its PostgreSQL and its server."""

    data: Path
    server: Server
    district: District

    def kill_postgres(self) -> None:
        """Kill PostgreSQL's postmaster: the hub brings it up again."""
        postmaster = read_postmaster(self.data / "cluster")
        assert postmaster is not None
        os.kill(postmaster.pid, signal.SIGKILL)

    def kill_server(self) -> None:
        """Kill the hub, with which its PostgreSQL dies, and start it again."""
        self.server.kill()
        self.server.start()


async def played(
    trial: Trial, rounds: int, seed: int, progress: Callable[[], None] = lambda: None
) -> Told:
    """Play rounds; AssertionError names what was acknowledged and is not there."""
    dice = random.Random(seed)
    noted, stop = Noted(), asyncio.Event()
    people = [
        asyncio.create_task(
            Entering(trial.server.url, trial.district, noted, dice.randrange(2**32)).go_on(stop)
        )
        for _ in range(CLIENTS)
    ]
    for number in range(rounds):
        await asyncio.sleep(dice.uniform(LEAST_SECONDS, MOST_SECONDS))
        await asyncio.to_thread(trial.kill_server if number % 3 == 0 else trial.kill_postgres)
        await _answered(noted, people)
        await _seen(trial, noted)
        if number % VERIFY_EVERY == 0:
            await _verified(trial)
        progress()
    stop.set()
    await asyncio.gather(*people)
    await _seen(trial, noted)
    records = await _verified(trial)
    return Told(
        rounds,
        len(noted.visits),
        len(noted.seats),
        noted.rolls,
        noted.told_again,
        noted.full,
        records,
        await _broken(trial, kills=-(-rounds // 3)),
    )


async def _answered(noted: Noted, people: list[asyncio.Task[None]]) -> None:
    """Wait until something more is acknowledged after a kill."""
    before = len(noted.visits)
    async with asyncio.timeout(90):
        while len(noted.visits) <= before + CLIENTS:
            for each in people:
                if each.done():
                    each.result()
            await asyncio.sleep(0.02)


async def _seen(trial: Trial, noted: Noted) -> None:
    """Whatever was acknowledged is there, once, on record; and no section is too full."""
    visits, seats = set(noted.visits), set(noted.seats)
    async with _looking(trial.data) as connection:
        there = {row["id"] for row in await connection.fetch("SELECT id FROM health_visit")}
        seated = {row["id"] for row in await connection.fetch("SELECT id FROM section_enrollment")}
        assert visits - there == set()
        assert seats - seated == set()
        twice = await connection.fetch(
            "SELECT row_id FROM change WHERE kind = 'ADDED' GROUP BY row_id HAVING count(*) <> 1"
        )
        assert twice == []
        unrecorded = await connection.fetchval(
            "SELECT count(*) FROM unnest($1::uuid[]) AS told(id) WHERE NOT EXISTS"
            " (SELECT FROM change c WHERE c.row_id = told.id)",
            list(visits | seats),
        )
        assert unrecorded == 0
        over = await connection.fetch(
            "SELECT s.id FROM section s JOIN section_enrollment e ON e.section_id = s.id AND"
            " e.ends_on IS NULL WHERE s.id = $1 GROUP BY s.id HAVING count(*) > s.seat_limit",
            trial.district.section,
        )
        assert over == []


async def _verified(trial: Trial) -> int:
    """The ledger is well; how many of its rows are under seals."""
    published = read(_lines(trial.data / CHECKPOINTS))
    async with _looking(trial.data) as connection:
        verdict = await verify(connection, [each for each in published if each], lambda _: None)
    assert verdict.findings == []
    return sum(verdict.rows.values())


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


async def _broken(trial: Trial, kills: int) -> int:
    """Spans of the log of readings that say to be broken: one for each server that was killed."""
    async with _looking(trial.data) as connection:
        kinds = await connection.fetch("SELECT span_id, kind FROM access_span")
    broken = {row["span_id"] for row in kinds if row["kind"] == "BROKEN"}
    unended = {row["span_id"] for row in kinds if row["kind"] == "OPENED"} - broken
    assert len(broken) <= kills
    assert len(unended) <= 1
    return len(broken)


@asynccontextmanager
async def _looking(data: Path) -> AsyncIterator[asyncpg.Connection[asyncpg.Record]]:
    """A connection to the PostgreSQL that the hub runs."""
    shared = EmbeddedServer(data, QUIET)
    connection = await asyncpg.connect((await asyncio.to_thread(shared.start)).owner.dsn)
    try:
        yield connection
    finally:
        await connection.close()
        await asyncio.to_thread(shared.stop)


@asynccontextmanager
async def opened(data: Path) -> AsyncIterator[Trial]:
    """A trial in a folder, with a PostgreSQL that keeps what it says it keeps."""
    postgres = EmbeddedServer(data, QUIET)
    facts = postgres.start()
    database = Database(facts, Settings(data_dir=data))
    await database.open()
    await database.migrate(QUIET)
    async with database.owner() as owner:
        await load_district(owner, build_district(SEED, STUDENTS), QUIET)
        district = await _district(owner)
    await database.close()
    postgres.stop()
    server = Server(data)
    server.start()
    try:
        yield Trial(data, server, district)
    finally:
        server.close()


async def _district(owner: asyncpg.Connection[asyncpg.Record]) -> District:
    """The people and places of a trial; the section gets a few seats."""
    tokens = {}
    for who, sourced in PEOPLE.items():
        person = await owner.fetchval("SELECT id FROM person WHERE sourced_id = $1", sourced)
        tokens[who] = await issue(owner, person, TokenKind.BEARER)
    section = await owner.fetchrow(FREE)
    assert section is not None
    await owner.execute(
        "UPDATE section SET seat_limit = $2 + (SELECT count(*) FROM section_enrollment e"
        " WHERE e.section_id = $1 AND e.ends_on IS NULL) WHERE id = $1",
        section["id"],
        SEATS,
    )
    taught = await owner.fetchrow(ROSTER)
    patients = [row["id"] for row in await owner.fetch(PATIENTS)]
    assert taught is not None
    return District(
        tokens, patients, section["students"], section["id"], taught["id"], taught["students"]
    )


_TODAY = "WITH today AS (SELECT coalesce(fixed_today, current_date) AS day FROM district)"
_POSTED = """SELECT o.school_id FROM post o JOIN staff_member m ON m.id = o.staff_id
    JOIN person q ON q.id = m.person_id WHERE q.sourced_id = """
FREE = f"""
{_TODAY}
SELECT s.id, array_agg(t.id) AS students
FROM today, section s
JOIN school_enrollment e ON e.school_id = s.school_id AND e.ends_on IS NULL
JOIN student t ON t.id = e.student_id
WHERE s.starts_on <= today.day AND s.ends_on > today.day AND e.starts_on <= today.day
  AND s.school_id IN ({_POSTED} 'demo-registrar')
  AND NOT EXISTS (SELECT FROM section_enrollment x JOIN section o ON o.id = x.section_id
        WHERE x.student_id = t.id AND o.period = s.period AND o.term_id = s.term_id
          AND (x.ends_on IS NULL OR x.ends_on > today.day))
GROUP BY s.id HAVING count(*) > 6 ORDER BY s.id LIMIT 1
"""
ROSTER = f"""
{_TODAY}
SELECT s.id, array_agg(x.student_id) AS students
FROM today, section s JOIN section_staff w ON w.section_id = s.id AND w.role = 'LEAD'
JOIN staff_member m ON m.id = w.staff_id JOIN person p ON p.id = m.person_id
JOIN section_enrollment x ON x.section_id = s.id
WHERE p.sourced_id = 'demo-teacher' AND s.starts_on <= today.day AND s.ends_on > today.day
  AND w.ends_on IS NULL AND x.starts_on <= today.day
  AND (x.ends_on IS NULL OR x.ends_on > today.day)
GROUP BY s.id ORDER BY s.id LIMIT 1
"""
PATIENTS = f"""
{_TODAY}
SELECT e.student_id AS id FROM today, school_enrollment e
WHERE e.school_id IN ({_POSTED} 'demo-nurse') AND e.starts_on <= today.day AND e.ends_on IS NULL
ORDER BY e.student_id LIMIT 40
"""
