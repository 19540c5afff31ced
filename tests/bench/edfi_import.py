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
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from hub.database import open_database
from hub.edfi import import_files
from hub.models import Base
from hub.progress import Progress
from hub.settings import Settings

if TYPE_CHECKING:
    import asyncpg

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


async def _imported(data: Path, folder: Path, progress: Progress) -> float:
    async with open_database(Settings(data_dir=data), progress) as database:
        await database.migrate(progress)
        async with database.owner() as owner:
            start = time.perf_counter()
            report = await import_files(owner, folder, progress, today=TODAY)
            seconds = time.perf_counter() - start
            await _dump(owner, data)
    print(f"{sum(each.read for each in report.files):,} records read in {seconds:.1f} s")
    return seconds


async def _dump(owner: asyncpg.Connection, data: Path) -> None:
    for table in Base.metadata.sorted_tables:
        await owner.copy_from_table(table.name, output=data / f"{table.name}.copy", format="binary")


async def _copied(data: Path, dumps: Path, progress: Progress) -> tuple[float, int]:
    seconds, rows = 0.0, 0
    async with open_database(Settings(data_dir=data), progress) as database:
        await database.migrate(progress)
        async with database.owner() as owner, owner.transaction():
            for table in Base.metadata.sorted_tables:
                start = time.perf_counter()
                done = await owner.copy_to_table(
                    table.name, source=dumps / f"{table.name}.copy", format="binary"
                )
                seconds += time.perf_counter() - start
                rows += int(done.split()[-1])
    return seconds, rows


async def measure(folder: Path, times: int) -> None:
    """Import, copy, and print both, their ratio, and the most memory that Python held."""
    progress = Progress()
    work = Path(tempfile.mkdtemp(prefix="homeroom-bench-"))
    try:
        if times > 1:
            folder = await asyncio.to_thread(repeat, folder, work / "files", times)
        seconds = await _imported(work / "imported", folder, progress)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        copied, rows = await _copied(work / "copied", work / "imported", progress)
        print(f"{rows:,} rows copied in {copied:.1f} s: ratio {copied / seconds:.2f}")
        print(f"Python held {peak:,} MiB at most")
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--times", type=int, default=1)
    asked = parser.parse_args()
    asyncio.run(measure(asked.folder, asked.times))
