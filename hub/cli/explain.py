"""`homeroom policy explain`: why somebody can or can't read a field, without showing its value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

import typer

from hub import policy
from hub.cli.errors import CommandRefused
from hub.cli.opening import clock_of, opened
from hub.cli.people import anyone
from hub.explain.evidence import rests_on
from hub.explain.question import Person, Question, about_student, place, viewer_of
from hub.explain.readers import readers
from hub.explain.ways import counted, ways
from hub.progress import Progress
from resolvers.binding import ID
from schema.build import build

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from hub.database import Connection
    from hub.explain.evidence import Evidence
    from hub.explain.ways import Way
    from hub.policy.viewpoint import Clock
    from hub.settings import Settings
    from resolvers.catalog import Catalog

    Told = tuple[Way, Sequence[Evidence]]

LAPSED = "confidentiality training isn't current (P-37)"


@dataclass(frozen=True)
class Asked:
    """What was asked: `Type.field`, a viewer, a student if the field is about one, and a day.

    Without a viewer, everybody who could read it is meant.
    """

    field: str
    who: str | None
    student: str | None
    at: date | None


async def explain_field(settings: Settings, asked: Asked) -> None:
    """Print who could read a field, on which basis, and what keeps the viewer from it."""
    progress = Progress()
    with progress.step("building the schema"):
        catalog = build().catalog
    async with opened(settings, progress) as database, database.owner() as owner:
        typer.echo(await explanation(owner, catalog, asked))


async def explanation(connection: Connection, catalog: Catalog, asked: Asked) -> str:
    """The text of an explanation.

    Raises BadInput for an unknown field, CommandRefused for an unknown person or student, or where
    no student is given and one is meant.
    """
    table, column = place(catalog, asked.field)
    if asked.student is None and about_student(table):
        raise CommandRefused(f"{asked.field} is about a student: say whom with --student.")
    district = await clock_of(connection)
    clock = replace(district, fixed=asked.at or district.fixed).read()
    subject = None
    if asked.student is not None and about_student(table):
        subject = await student_key(connection, asked.student)
    question = Question(table, column, subject)
    whose = f" of {asked.student}" if subject else ""
    if asked.who is None:
        return await _everybody(connection, f"{asked.field}{whose}", question, clock)
    person = await anyone(connection, asked.who)
    viewer = await viewer_of(connection, person, clock)
    count = await counted(connection, question, viewer)
    found = [
        (way, await rests_on(connection, way, question, viewer))
        for way in await ways(connection, question, viewer)
    ]
    title = f"{asked.field}{whose}, for {asked.who} on {viewer.clock.today}"
    return "\n".join(_told(title, person, count, question, found))


async def student_key(connection: Connection, given: str) -> UUID:
    """The key of a student given by public id or sourced id. Raises CommandRefused."""
    match = ID.match(given)
    if match is not None and match[1] == "stu":
        key = await connection.fetchval("SELECT id FROM student WHERE id = $1", UUID(match[2]))
    else:
        key = await connection.fetchval(
            "SELECT s.id FROM student s JOIN person p ON p.id = s.person_id"
            " WHERE p.sourced_id = $1",
            given,
        )
    if not isinstance(key, UUID):
        raise CommandRefused(f"No student has the id or sourced id {given}.")
    return key


def _told(
    title: str, person: Person, count: tuple[int, int], question: Question, found: Sequence[Told]
) -> Iterator[str]:
    readable, rows = (0 if person.suspended else count[0]), count[1]
    yield f"{title}: {'READABLE' if readable else 'NOT READABLE'}, {readable} of {rows} rows"
    if person.suspended:
        yield "The sign-in is suspended: every request is refused, whatever stands below (P-9)."
    if (question.table, question.column) in policy.WHOLE_ONLY:
        yield "Shown only where the viewer sees everyone who took part (P-36)."
    yield ""
    yield "What opens it, and what comes of that:"
    for way, rows_below in found:
        yield f"  {_way_told(way)}"
        yield from (f"    by {_row_told(row)}" for row in rows_below)
    if not found:
        yield "  Nothing: no grant opens it to anybody."


async def _everybody(connection: Connection, whose: str, question: Question, clock: Clock) -> str:
    if question.subject is None:
        raise CommandRefused(f"{whose} is about no student: say who is to read it with --as.")
    found = await readers(connection, question, clock)
    said = [f"{whose}, on {clock.today}: {len(found)} could read it", ""]
    return "\n".join(said + [f"  {each.name}: {', '.join(each.relations)}" for each in found])


def _row_told(row: Evidence) -> str:
    since = f" from {row.starts_on}" if row.starts_on else ""
    until = f" until {row.ends_on}" if row.ends_on else ""
    return f"{row.table} {row.id}{since}{until}"


def _way_told(way: Way) -> str:
    relation = policy.RELATIONS[way.clause.relation]
    piece = policy.SLICES[way.clause.slice]
    logged = ", logged" if way.clause.logged else ""
    said = f"{relation.name} ({relation.title}) reads {piece.id} ({piece.title})"
    return f"{_outcome(way)}: {said} [{way.basis}{logged}]"


def _outcome(way: Way) -> str:
    """In plain words what becomes of one grant."""
    rows = f"{way.rows} rows{f' of {way.clause.lift.through}' if way.clause.lift else ''}"
    if way.opens:
        return f"OPENS {way.opens} of {rows}"
    if not way.stands:
        return "not held"
    if way.beaten_by:
        return f"held, but {' and '.join(map(_deny_told, way.beaten_by))}"
    if not way.rows:
        return "held, but there is no row"
    condition = "meets the slice's condition" if not way.met else "is theirs"
    return f"held, but none of {rows} {condition}"


def _deny_told(name: str) -> str:
    return LAPSED if name == "training" else policy.DENIES[name].title
