"""The command that counts who has no complete schedule, beside `hub.cli.commands`."""

from __future__ import annotations

from hub.cli.commands import DataDir, Person, Persona, Token, app, as_whom


@app.command()
def schedules(
    persona: Persona = None, person: Person = None, token: Token = None, data: DataDir = None
) -> None:
    """Print how many students have no complete schedule now, by school, as far as the viewer reads
    their schedules.
    """
    from hub.cli.running import run
    from hub.cli.schedules import list_schedules

    who = as_whom(persona, person, token)
    run(lambda settings: list_schedules(settings, who), data)
