"""The command that lists what people say is wrong, beside `hub.cli.commands`."""

from __future__ import annotations

from hub.cli.commands import DataDir, Person, Persona, Token, app, as_whom


@app.command()
def problems(
    persona: Persona = None, person: Person = None, token: Token = None, data: DataDir = None
) -> None:
    """Print which problems are open, by school and page, as far as the viewer may see them."""
    from hub.cli.problems import list_problems
    from hub.cli.running import run

    who = as_whom(persona, person, token)
    run(lambda settings: list_problems(settings, who), data)
