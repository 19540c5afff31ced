"""The district that is measured, and the cells of what is asked in it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from hub.clock import district_clock
from hub.database import Database
from hub.district import build, load
from hub.postgres import EmbeddedServer
from hub.settings import Settings
from tests.bench.cells import SUBJECTS, Casting
from tests.bench.viewers import SEVERAL_ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from hub.postgres import ConnectionFacts
    from hub.progress import Progress
    from tests.bench.cells import Cell

SEED = "bench"


@contextmanager
def scratch_server(
    folder: Path, progress: Progress, *, durable: bool = False
) -> Iterator[ConnectionFacts]:
    """An embedded PostgreSQL over a folder, which may lose its data in a crash unless `durable`."""
    server = EmbeddedServer(folder, progress, durable=durable)
    try:
        yield server.start()
    finally:
        server.stop()


async def prepared(
    facts: ConnectionFacts,
    students: int,
    names: Sequence[tuple[str, str]],
    subjects: int,
    progress: Progress,
) -> list[Cell]:
    """Migrate, load the district unless there is one, and make the cells (query, viewer)."""
    database = Database(facts, Settings())
    await database.migrate(progress)
    async with database.owner() as owner:
        if not await owner.fetchval("SELECT EXISTS (SELECT FROM district)"):
            await load(owner, build(SEED, students, progress=progress), progress)
        today = (await district_clock(owner)).read().today
        await owner.execute(SEVERAL_ROLES, today, SUBJECTS)
        with progress.step("vacuuming and analyzing"):
            await owner.execute("VACUUM (ANALYZE)")
            await owner.execute("CHECKPOINT")
        casting = Casting(owner, today, subjects)
        return [await casting.cell(query, viewer) for query, viewer in names]
