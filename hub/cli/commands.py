"""What can be asked for: each command with its options.

A command imports its work when it is asked for, so that help and refusals come at once.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hub.cli.viewing import AsWhom

app = typer.Typer(
    help="Homeroom: a data hub for a school district, where every viewer sees their slice.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
policy = typer.Typer(help="What the policy says, and why.", no_args_is_help=True)
bundles = typer.Typer(help="Load records from elsewhere.", no_args_is_help=True)
app.add_typer(policy, name="policy")
app.add_typer(bundles, name="import")
exports = typer.Typer(help="Write records for elsewhere.", no_args_is_help=True)
app.add_typer(exports, name="export")
ledger = typer.Typer(help="Who read whose record, sealed.", no_args_is_help=True)
app.add_typer(ledger, name="ledger")

DataDir = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="DIR",
        help="Where the database and the secret key lie; else HOMEROOM_DATA_DIR, or .homeroom.",
    ),
]
Port = Annotated[
    int | None,
    typer.Option(
        min=0, max=65_535, help="The port; else HOMEROOM_PORT, or 8000. 0 takes a free one."
    ),
]
As = Annotated[
    str, typer.Option("--as", metavar="WHO", help="A persona's key, or a person's sourced id.")
]
Persona = Annotated[
    str | None,
    typer.Option("--as", metavar="PERSONA", help="A persona of the demo, such as registrar."),
]
Person = Annotated[
    str | None, typer.Option(metavar="SOURCED_ID", help="Anybody, by their sourced id.")
]
Token = Annotated[
    typer.FileText | None,
    typer.Option(help="A file with one's own bearer token; - reads stdin."),
]

SMALLEST = 300
"""The fewest students with whom a demo district has all of its named people."""


@contextmanager
def _starting() -> Iterator[None]:
    """Say that something happens while the larger rooms are loaded, which takes seconds."""
    from hub.memory import lasting
    from hub.progress import Progress

    with lasting(), Progress().step("starting Homeroom"):
        yield


def as_whom(persona: str | None, person: str | None, token: typer.FileText | None) -> AsWhom:
    """The one of the three as whom something is asked. Raises BadParameter for none or several."""
    from hub.cli.viewing import AsWhom

    if [persona, person, token].count(None) != 2:  # noqa: PLR2004 -- one of three is given
        raise typer.BadParameter("Say as whom: --as PERSONA, --person SOURCED_ID or --token FILE.")
    return AsWhom(persona, person, None if token is None else token.read().strip())


def _date(text: str) -> date:
    return date.fromisoformat(text)


@app.command()
def demo(
    data: DataDir = None,
    port: Port = None,
    students: Annotated[
        int | None,
        typer.Option(min=SMALLEST, help="How many students a new district has; else 3,000."),
    ] = None,
    seed: Annotated[
        str | None,
        typer.Option(help="From what a new district is drawn: the same seed, the same district."),
    ] = None,
) -> None:
    """Serve a synthetic district, made on the first run, and print how to ask it."""
    with _starting():
        from hub.cli.demo import serve_demo
        from hub.cli.running import run

    run(lambda settings: serve_demo(settings, students, seed), data, port=port)


@app.command()
def serve(
    data: DataDir = None,
    port: Port = None,
    workers: Annotated[
        int | None, typer.Option(help="Processes behind the port: one for each core to be used.")
    ] = None,
) -> None:
    """Serve the district that the database holds."""
    with _starting():
        from hub.cli.running import run
        from hub.cli.serving import serve_district

    run(serve_district, data, port=port, workers=workers)


@app.command()
def migrate(data: DataDir = None) -> None:
    """Bring the database's tables up to this version of Homeroom."""
    from hub.cli.loading import migrate_tables
    from hub.cli.running import run

    run(migrate_tables, data)


@bundles.command("oneroster")
def import_oneroster(  # noqa: PLR0913 -- an option is an argument
    path: Annotated[
        Path, typer.Argument(exists=True, help="The bundle: a folder or a zip archive.")
    ],
    today: Annotated[
        date | None,
        typer.Option(
            parser=_date, metavar="DATE", help="The day that the sample district takes for today."
        ),
    ] = None,
    ends: Annotated[
        str | None,
        typer.Option(
            metavar="inclusive|exclusive",
            help="How end dates count: as the last day, or as the day after it; else as the "
            "files show.",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Change nothing; report what would change.")
    ] = False,
    max_dropped: Annotated[
        float, typer.Option(metavar="PERCENT", help="How many enrollments may end.")
    ] = 5.0,
    max_guardians: Annotated[
        float, typer.Option(metavar="PERCENT", help="How many guardians may change.")
    ] = 10.0,
    data: DataDir = None,
) -> None:
    """Load OneRoster 1.1, 1.2 or School Data Sync CSV into a sample district; report every row."""
    from hub.cli.loading import import_bundle_at
    from hub.cli.running import run
    from hub.oneroster import Ends, Limits, Wishes

    if ends not in {None, *Ends}:
        raise typer.BadParameter("--ends is inclusive or exclusive.")
    limits = Limits(max_dropped, max_guardians)
    wishes = Wishes(today, Ends(ends) if ends else None, dry_run, limits)
    run(lambda settings: import_bundle_at(settings, path, wishes), data)


@exports.command("oneroster")
def export_oneroster(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
    persona: Persona = None,
    person: Person = None,
    version: Annotated[str, typer.Option(help="1.1 or 1.2.")] = "1.1",
    data: DataDir = None,
) -> None:
    """Write what somebody may see as OneRoster CSV; for demo and sample districts only."""
    with _starting():
        from hub.cli.export import Wanted, export_roster
        from hub.cli.running import run

    if (persona is None) == (person is None):
        raise typer.BadParameter("Say as whom: either --as PERSONA or --person SOURCED_ID.")
    wanted = Wanted(folder, persona, person, version)
    run(lambda settings: export_roster(settings, wanted), data)


@bundles.command("edfi")
def import_edfi(
    path: Annotated[
        Path,
        typer.Argument(
            exists=True, file_okay=False, metavar="DIR", help="The folder with the XML files."
        ),
    ],
    today: Annotated[
        date | None,
        typer.Option(
            parser=_date, metavar="DATE", help="The day that the sample district takes for today."
        ),
    ] = None,
    data: DataDir = None,
) -> None:
    """Load Ed-Fi interchange XML into a sample district, and report every record and element."""
    from hub.cli.quality import import_edfi_at
    from hub.cli.running import run

    run(lambda settings: import_edfi_at(settings, path, today), data)


@app.command()
def assign(
    file: Annotated[
        Path,
        typer.Argument(exists=True, dir_okay=False, metavar="FILE", help="A TOML sheet."),
    ],
    data: DataDir = None,
) -> None:
    """Record local assignments that no file names: nurses, case managers, trainings."""
    from hub.cli.quality import assign_sheet
    from hub.cli.running import run

    run(lambda settings: assign_sheet(settings, file), data)


@app.command()
def check(data: DataDir = None) -> None:
    """Look through the records for what is doubtful, and keep it as findings, without values."""
    from hub.cli.quality import check_records
    from hub.cli.running import run

    run(check_records, data)


@app.command()
def token(
    persona: Persona = None,
    person: Person = None,
    link: Annotated[
        bool, typer.Option("--link", help="A one-time link that signs a browser in, instead.")
    ] = False,
    port: Port = None,
    data: DataDir = None,
) -> None:
    """Print a bearer token on the last line; for demo and sample districts only."""
    from hub.cli.running import run
    from hub.cli.tokens import print_token

    if (persona is None) == (person is None):
        raise typer.BadParameter("Say who: either --as PERSONA or --person SOURCED_ID.")
    run(lambda settings: print_token(settings, persona, person, link=link), data, port=port)


@app.command()
def schema(
    check: Annotated[
        bool, typer.Option("--check", help="Compare with schema/schema.graphql; 1 if it differs.")
    ] = False,
    data: DataDir = None,  # noqa: ARG001 -- every command takes it; this one reads no data
) -> None:
    """Print the GraphQL schema."""
    with _starting():
        from hub.cli.sdl import check_schema, print_schema

    if check:
        check_schema()
    else:
        print_schema()


@policy.command()
def matrix(
    csv: Annotated[bool, typer.Option("--csv", help="As CSV, for a machine.")] = False,
    data: DataDir = None,  # noqa: ARG001 -- every command takes it; this one reads no data
) -> None:
    """Print who reads and writes which slice, from the rules: R reads all, R$ logged, own of one's
    own section, +W or +w written as well, - none.
    """
    from hub.cli.matrix import print_matrix

    print_matrix(as_csv=csv)


@policy.command()
def review(
    school: Annotated[str | None, typer.Option(metavar="NAME", help="One; else all.")] = None,
    names: Annotated[bool, typer.Option(help="Who they are.")] = False, data: DataDir = None,
) -> None:  # fmt: skip
    """Print, by school and standing, how many of the staff can read what is delicate (P-43)."""
    from hub.cli import review as reviews
    from hub.cli.running import run

    run(lambda settings: reviews.review(settings, school, names=names), data)


@policy.command()
def explain(
    field: Annotated[str, typer.Argument(metavar="TYPE.FIELD", help="Such as IepGoal.goal.")],
    who: Annotated[
        str | None,
        typer.Option("--as", metavar="WHO", help="As elsewhere; without it, whoever could."),
    ] = None,
    student: Annotated[
        str | None,
        typer.Option(metavar="ID", help="The student: a public id, or a sourced id."),
    ] = None,
    at: Annotated[
        date | None,
        typer.Option(parser=_date, metavar="DATE", help="The day that decides; else today."),
    ] = None,
    data: DataDir = None,
) -> None:
    """Say why somebody can or can't read a field, or who could. Shows no value of it."""
    with _starting():
        from hub.cli.explain import Asked, explain_field
        from hub.cli.running import run

    run(lambda settings: explain_field(settings, Asked(field, who, student, at)), data)


@app.command()
def plan(
    file: Annotated[typer.FileText, typer.Argument(help="A .graphql document; - reads stdin.")],
    who: As,
    variables: Annotated[
        str, typer.Option(metavar="JSON", help="The operation's variables.")
    ] = "{}",
    operation: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Which operation of the document."),
    ] = None,
    viewing_as: Annotated[
        str | None,
        typer.Option(metavar="WHO", help="As whom they view: what both may read is planned."),
    ] = None,
    data: DataDir = None,
) -> None:
    """Print how an operation is answered: its plan, its SQL, PostgreSQL's plan, time per room."""
    with _starting():
        from hub.cli.plan import Asked, print_plan
        from hub.cli.running import run

    asked = Asked(file.read(), variables, operation, viewing_as)
    run(lambda settings: print_plan(settings, asked, who), data)


@ledger.command("verify")
def verify_ledger(
    checkpoints: Annotated[
        Path | None,
        typer.Option(
            exists=True,
            dir_okay=False,
            metavar="FILE",
            help="The checkpoints that were published; else the file of HOMEROOM_CHECKPOINTS.",
        ),
    ] = None,
    data: DataDir = None,
) -> None:
    """Find what was changed, taken out or slipped in behind a seal; 1 if anything was."""
    with _starting():
        from hub.cli import ledger
        from hub.cli.running import run

    run(lambda settings: ledger.verify_ledger(settings, checkpoints), data)


@ledger.command("list")
def list_disclosures(
    student: Annotated[str, typer.Option(metavar="ID", help="The student's public id.")],
    law: Annotated[
        str | None,
        typer.Option(metavar="99.32|300.614", help="What one law has listed; else everything."),
    ] = None,
    persona: Persona = None,
    person: Person = None,
    token: Token = None,
    data: DataDir = None,
) -> None:
    """Print who read a student's record, as far as the viewer may see that."""
    with _starting():
        from hub.cli import ledger
        from hub.cli.running import run
        from hub.ledger.laws import LAWS

    if law not in {None, *LAWS}:
        raise typer.BadParameter(f"--law is {' or '.join(LAWS)}.")
    wanted = ledger.Wanted(student, law, as_whom(persona, person, token))
    run(lambda settings: ledger.list_disclosures(settings, wanted), data)
