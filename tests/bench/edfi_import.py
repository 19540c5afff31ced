"""How fast Ed-Fi files are imported, beside plain COPY of the rows that they become.

    python -m tests.bench.edfi_import FOLDER [--times N]

`--times` repeats the students, contacts and staff of the folder under other ids, in files of
their own, which are written beside the database and removed. The ratio is the time of COPY,
table by table into an empty database with its indexes and constraints, by the import's time.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import resource
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from hub.edfi import import_files
from hub.models import Base
from hub.postgres import EmbeddedServer
from hub.progress import Progress
from tests.bench.beside_copy import (
    GOAL,
    Cost,
    Measured,
    collect_rarely,
    copied,
    imported_and_copied,
)
from tests.bench.processor import MEGABYTE_KB, memory_mb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hub.postgres import ConnectionFacts

TODAY = date(2022, 3, 1)
REPEATED = (
    "Student.xml",
    "Contact.xml",
    "StaffAssociation.xml",
    "StudentSchoolAttendance.xml",
    "StudentSectionAttendance-Tardy.xml",
    "StudentDiscipline.xml",
    "StudentHealth.xml",
    "StudentProgram.xml",
    "StudentGradebook.xml",
)
_IDS = re.compile(
    r"(<(?:StudentUniqueId|ContactUniqueId|StaffUniqueId|PersonId|IncidentIdentifier|"
    r"DisciplineActionIdentifier|GradebookEntryIdentifier)>[^<]*|(?: id| ref)=\"[^\"]*)"
)


def repeat(folder: Path, into: Path, times: int) -> Path:
    """Copy a folder, with the records of `REPEATED` files so many times under other ids."""
    shutil.copytree(folder, into, copy_function=shutil.copyfile)
    for path in into.rglob("*.xml"):
        if path.name not in REPEATED:
            continue
        text = path.read_text(encoding="utf-8")
        start = text.index(">", text.index("<Interchange")) + 1
        end = text.rindex("</Interchange")
        with path.open("w", encoding="utf-8") as stream:
            stream.write(text[:end])
            for n in range(1, times):
                stream.write(_IDS.sub(rf"\g<1>x{n}", text[start:end]))
            stream.write(text[end:])
    return into


async def measure(facts: ConnectionFacts, folder: Path, work: Path, times: int) -> Measured:
    """Import once or twice into one database, and copy what is there into another."""
    progress = Progress()
    source, target = await imported_and_copied(facts, ("bench_import", "bench_copy"))
    costs = [Cost() for _ in range(times)]
    for cost in costs:
        with cost.of(source):
            report = await import_files(source, folder, progress, today=TODAY)
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE_KB
    beside = memory_mb(source.get_server_pid())
    print(f"{sum(each.read for each in report.files):,} records read", file=sys.stderr)
    with progress.step("copying the same rows"):
        tables = [table.name for table in Base.metadata.sorted_tables]
        rows, plain = await copied(source, target, work, tables)
    await source.close()
    await target.close()
    return Measured(rows, plain, tuple(costs), held, beside)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print; exits with 1 where the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--twice", action="store_true", help="import a second time")
    asked = parser.parse_args(arguments)
    collect_rarely()
    work, folder = Path(tempfile.mkdtemp(prefix="homeroom-bench-")), asked.folder
    server = EmbeddedServer(work / "server", Progress(), durable=False)
    try:
        if asked.times > 1:
            folder = repeat(folder, work / "files", asked.times)
        facts = server.start()
        measured = asyncio.run(measure(facts, folder, work, times=1 + asked.twice))
    finally:
        server.stop()
        shutil.rmtree(work, ignore_errors=True)
    sys.stdout.write(measured.report(f"{asked.times} x {asked.folder.name}"))
    sys.exit(measured.ratio < GOAL)


if __name__ == "__main__":
    main()
