"""Commands for when the database is lost: what they are asked for, beside `hub.cli.commands`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hub.cli.commands import DataDir, app

NewFile = Annotated[Path, typer.Argument(metavar="FILE", help="A new file.")]
Backup = Annotated[
    Path, typer.Argument(exists=True, dir_okay=False, metavar="FILE", help="A backup.")
]


@app.command()
def backup(file: NewFile, data: DataDir = None) -> None:
    """Write the whole database, as it stands at one moment, to a file, while others go on."""
    from hub.cli.backup import back_up
    from hub.cli.running import run

    run(lambda settings: back_up(settings, file), data)


@app.command()
def restore(
    file: Backup,
    verify: Annotated[
        bool,
        typer.Option(
            "--verify",
            help="Then hold each table against the backup, and verify the ledger; 1 if it differs.",
        ),
    ] = False,
    verify_only: Annotated[
        bool, typer.Option("--verify-only", help="The same, and restore nothing.")
    ] = False,
    data: DataDir = None,
) -> None:
    """Put a backup back, into an empty database."""
    from hub.cli import backup as backups
    from hub.cli.running import run

    load, check = not verify_only, verify or verify_only
    run(lambda settings: backups.restore(settings, file, load=load, check=check), data)
