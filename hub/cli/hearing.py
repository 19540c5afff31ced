"""The command that lists what people say is wrong, beside `hub.cli.commands`."""

from __future__ import annotations

from typing import Annotated

import typer

from hub.cli.commands import DataDir, app


@app.command()
def problems(
    persona: Annotated[
        str | None,
        typer.Option("--as", metavar="PERSONA", help="A persona of the demo, such as registrar."),
    ] = None,
    person: Annotated[
        str | None,
        typer.Option(metavar="SOURCED_ID", help="Anybody, by their sourced id."),
    ] = None,
    token: Annotated[
        typer.FileText | None,
        typer.Option(help="A file with one's own bearer token; - reads stdin."),
    ] = None,
    data: DataDir = None,
) -> None:
    """Print which problems are open, by school and page, as far as the viewer may see them."""
    from hub.cli.problems import list_problems
    from hub.cli.running import run
    from hub.cli.viewing import AsWhom

    if [persona, person, token].count(None) != 2:  # noqa: PLR2004 -- one of three is given
        raise typer.BadParameter("Say as whom: --as PERSONA, --person SOURCED_ID or --token FILE.")
    who = AsWhom(persona, person, None if token is None else token.read().strip())
    run(lambda settings: list_problems(settings, who), data)
