"""`homeroom demo`: a synthetic district, served, with a token for everyone who is somebody."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import typer

from hub import district as synthetic
from hub.app import build_app
from hub.cli.banner import Demo, banner
from hub.cli.errors import CommandRefused
from hub.cli.opening import kind_held
from hub.cli.serving import listening, serve
from hub.database import open_database
from hub.district import named_students, personas
from hub.identity import issue_to
from hub.models.codes import DistrictKind, TokenKind
from hub.progress import Progress
from schema.build import build

if TYPE_CHECKING:
    from hub.database import Connection, Database
    from hub.district import District
    from hub.settings import Settings

HELD = """
SELECT d.name, d.kind, d.seed, d.fixed_today, (SELECT count(*) FROM student) AS students
FROM district d
"""
STUDENT = """
SELECT 'stu_' || s.id FROM student s JOIN person p ON p.id = s.person_id WHERE p.sourced_id = $1
"""


async def serve_demo(settings: Settings, students: int | None, seed: str | None) -> None:
    """Serve the demo district, made first where the database is empty; print how to ask it.

    Raises CommandRefused for a taken port, or a district that is no demo.
    """
    progress = Progress()
    with listening(settings) as (listener, url), ThreadPoolExecutor(1) as beside:
        # most of a second in which PostgreSQL starts
        built = beside.submit(build)
        async with open_database(settings, progress) as database:
            await ensure_district(database, students, seed, progress)
            async with database.owner() as owner:
                demo = await _described(owner, settings, url)
            note = _kept_note(demo, students, seed)

            def ready() -> None:
                typer.echo(banner(demo, note))

            with progress.step("building the schema"):
                app = build_app(database, settings, built=built.result(), sealing=True)
            await serve(app, settings, listener, ready)
    typer.echo(f"Stopped. The district stays in {demo.place}.", err=True)


async def ensure_district(
    database: Database, students: int | None, seed: str | None, progress: Progress
) -> None:
    """Bring a demo's tables up to this version, and load a district into an empty database.

    Raises CommandRefused for a district of another kind, which stays as it is.
    """
    kind = await kind_held(database)
    if kind not in (None, DistrictKind.DEMO):
        raise CommandRefused(
            f"This database holds a {kind.lower()} district, which the demo leaves alone. Serve it "
            "with `homeroom serve`, or give the demo another folder with --data DIR."
        )
    await database.migrate(progress)
    if kind is None:
        with progress.step("drawing the district"):
            district = synthetic.build(
                seed or synthetic.DEMO_SEED, students or synthetic.DEMO_STUDENTS
            )
        async with database.owner() as owner:
            await _load(owner, district, progress)


async def _load(owner: Connection, district: District, progress: Progress) -> None:
    try:
        await synthetic.load(owner, district, progress)
    except synthetic.NotEmpty as error:
        raise CommandRefused(str(error)) from None


async def _described(owner: Connection, settings: Settings, url: str) -> Demo:
    """What the banner tells, with a fresh token for each persona."""
    held = await owner.fetchrow(HELD)
    assert held is not None
    rows = await owner.fetch("SELECT sourced_id, id FROM person WHERE sourced_id LIKE 'demo-%'")
    ids = {row["sourced_id"]: row["id"] for row in rows}
    people = [ids[each.sourced_id] for each in personas()]
    made = await issue_to(owner, people, TokenKind.BEARER)
    return Demo(
        url=url,
        name=held["name"],
        students=held["students"],
        seed=held["seed"],
        today=held["fixed_today"],
        data=settings.data_dir,
        embedded=settings.database_url is None,
        ana=await owner.fetchval(STUDENT, named_students()[0].sourced_id),
        tokens={each.key: token for each, token in zip(personas(), made, strict=True)},
    )


def _kept_note(demo: Demo, students: int | None, seed: str | None) -> str:
    """What to say where the district isn't the one that was asked for; empty where it is."""
    asked = []
    if students not in (None, demo.students):
        asked.append(f"{students:,} students")
    if seed not in (None, demo.seed):
        asked.append(f"the seed {seed}")
    if not asked:
        return ""
    return (
        f"You asked for {' and '.join(asked)}, but this database already holds a district of "
        f"{demo.students:,} students, drawn from the seed {demo.seed}. It is kept as it is. For "
        "another one, name a new folder with --data DIR."
    )
