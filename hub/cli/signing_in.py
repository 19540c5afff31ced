"""The command by which whoever runs a hub lets people sign in, beside `hub.cli.commands`."""

from __future__ import annotations

from typing import Annotated

import typer

from hub.cli.commands import DataDir, Port, app


@app.command()
def password(
    person: Annotated[
        str,
        typer.Option(metavar="SOURCED_ID", help="Who, by sourced id or persona."),
    ],
    user_name: Annotated[
        str | None,
        typer.Option(
            "--user-name",
            metavar="NAME",
            help="Under which they sign in; else the one they have, their e-mail address as staff, "
            "or their sourced id.",
        ),
    ] = None,
    port: Port = None,
    data: DataDir = None,
) -> None:
    """Print a link, on the last line, by which a person chooses their own password within a day."""
    from hub.cli.passwords import print_link
    from hub.cli.running import run

    run(lambda settings: print_link(settings, person, user_name), data, port=port)
