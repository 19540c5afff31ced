"""PostgreSQL's plans of the statements by hand, kept beside them."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from hub.clock import district_clock
from hub.database import Database
from hub.settings import Settings
from tests.bench.by_hand import RECORD, ROSTER

if TYPE_CHECKING:
    from hub.postgres import ConnectionFacts
    from tests.bench.district import Subject, Subjects

HERE = Path(__file__).parent
PAGE = """# PostgreSQL's plan of {name}.sql

EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) over {students:,} students, as
`python -m tests.bench --plans` writes it.

```
{plan}```
"""
_SECRET = re.compile(r"'(?:\\x)?[0-9a-f-]{36,}'")


async def write_plans(facts: ConnectionFacts, subjects: Subjects, students: int) -> None:
    """Write `record.plan.md` and `roster.plan.md`, as every request gets them."""
    database = Database(facts, Settings())
    async with database.acquire() as connection:
        clock = (await district_clock(connection)).read()
    values = clock.parameters()
    record = [clock.today, clock.now, values["adult_born_by"]]
    roster = [clock.today, clock.now]
    for name, sql, times, subject in (
        ("record", RECORD, record, subjects.record[0]),
        ("roster", ROSTER, roster, subjects.roster[0]),
    ):
        plan = await _explained(database, sql, subject, [f"'{each}'" for each in times])
        (HERE / f"{name}.plan.md").write_text(PAGE.format(name=name, plan=plan, students=students))
    await database.close()


async def _explained(database: Database, sql: str, subject: Subject, times: list[str]) -> str:
    token = sha256(subject.token.encode()).hexdigest()
    arguments = ", ".join([rf"'\x{token}'", f"'{subject.key}'", *times])
    async with database.acquire() as connection:
        await connection.execute(f"PREPARE by_hand AS {sql}")
        explain = f"EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) EXECUTE by_hand({arguments})"
        for _ in range(3):
            rows = await connection.fetch(explain)
        await connection.execute("DEALLOCATE by_hand")
    return "\n".join(_SECRET.sub("'...'", row[0]) for row in rows) + "\n"
