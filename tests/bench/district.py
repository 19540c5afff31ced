"""The district that is measured, and whose records are asked for by whom."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hub.clock import district_clock
from hub.database import Database
from hub.district import build, load
from hub.identity import issue
from hub.models.codes import TokenKind
from hub.postgres import EmbeddedServer
from hub.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path
    from uuid import UUID

    from hub.database import Connection
    from hub.postgres import ConnectionFacts
    from hub.progress import Progress

SEED = "bench"
SUBJECTS = 32
"""How many records and how many rosters are asked for in turn."""

RECORDS = """
SELECT s.id AS subject, g.person_id AS viewer
FROM student s
JOIN guardianship k ON k.student_id = s.id
JOIN guardian g ON g.id = k.guardian_id
WHERE k.standing = 'PARENT' AND k.contact_priority = 1
  AND k.starts_on <= $1 AND (k.ends_on IS NULL OR k.ends_on > $1)
  AND NOT EXISTS (SELECT FROM staff_member m WHERE m.person_id = g.person_id)
  AND NOT EXISTS (SELECT FROM court_order c WHERE c.student_id = s.id)
  AND s.birth_date > $1 - interval '18 years'
ORDER BY EXISTS (SELECT FROM iep WHERE student_id = s.id)::int
       + EXISTS (SELECT FROM health_alert WHERE student_id = s.id)::int
       + EXISTS (SELECT FROM condition WHERE student_id = s.id)::int
       + EXISTS (SELECT FROM health_visit WHERE student_id = s.id)::int
       + EXISTS (SELECT FROM incident_participation WHERE student_id = s.id)::int
       + EXISTS (SELECT FROM mark WHERE student_id = s.id)::int DESC, s.id, g.id
LIMIT $2
"""
"""The fullest records, each with a parent who is nothing else in the district."""

ROSTERS = """
SELECT e.section_id AS subject, m.person_id AS viewer
FROM section_enrollment e
JOIN section_staff l ON l.section_id = e.section_id AND l.role = 'LEAD'
JOIN staff_member m ON m.id = l.staff_id
WHERE e.starts_on <= $1 AND (e.ends_on IS NULL OR e.ends_on > $1)
  AND l.starts_on <= $1 AND (l.ends_on IS NULL OR l.ends_on > $1)
  AND NOT EXISTS (SELECT FROM guardian g WHERE g.person_id = m.person_id)
  AND EXISTS (SELECT FROM training t WHERE t.staff_id = m.id AND t.expires_on > $1)
  AND EXISTS (SELECT FROM person p WHERE p.id = m.person_id AND p.suspended_at IS NULL)
GROUP BY 1, 2
ORDER BY abs(count(*) - 35), 1
LIMIT $2
"""
"""The classes nearest to 35 seats, each with a teacher who is no guardian here."""


@dataclass(frozen=True)
class Subject:
    """A record or roster, and the token of somebody who may read all of it."""

    key: UUID
    token: str


@dataclass(frozen=True)
class Subjects:
    """What is asked for, by operation."""

    record: tuple[Subject, ...]
    roster: tuple[Subject, ...]


@contextmanager
def scratch_server(folder: Path, progress: Progress) -> Iterator[ConnectionFacts]:
    """An embedded PostgreSQL over a folder, which may lose its data in a crash."""
    server = EmbeddedServer(folder, progress, durable=False)
    try:
        yield server.start()
    finally:
        server.stop()


async def prepared(facts: ConnectionFacts, students: int, progress: Progress) -> Subjects:
    """Migrate, load the district unless there is one, and issue the tokens."""
    database = Database(facts, Settings())
    await database.migrate(progress)
    async with database.owner() as owner:
        if not await owner.fetchval("SELECT EXISTS (SELECT FROM district)"):
            await load(owner, build(SEED, students, progress=progress), progress)
        with progress.step("vacuuming and analyzing"):
            await owner.execute("VACUUM (ANALYZE)")
            await owner.execute("CHECKPOINT")
        today = (await district_clock(owner)).read().today
        return Subjects(await _chosen(owner, RECORDS, today), await _chosen(owner, ROSTERS, today))


async def _chosen(owner: Connection, sql: str, today: date) -> tuple[Subject, ...]:
    rows = await owner.fetch(sql, today, SUBJECTS)
    return tuple(
        [
            Subject(row["subject"], await issue(owner, row["viewer"], TokenKind.BEARER))
            for row in rows
        ]
    )
