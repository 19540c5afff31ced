"""`homeroom schema`: the schema as its committed text."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

import typer

import schema
from hub.cli.running import refused
from hub.progress import Progress
from schema.build import build

COMMITTED = Path(schema.__file__).with_name("schema.graphql")
"""The schema as it was last committed: what clients were promised."""


def built_schema() -> str:
    """The schema of this version in GraphQL's own language, ending with a line break."""
    with Progress().step("building the schema"):
        return build().schema.as_str().rstrip("\n") + "\n"


def print_schema() -> None:
    """Print the schema of this version."""
    typer.echo(built_schema(), nl=False)


def check_schema() -> None:
    """Exit with 1, and print the difference, where the committed schema has drifted."""
    committed = COMMITTED.read_text(encoding="utf-8") if COMMITTED.exists() else ""
    built = built_schema()
    if committed == built:
        typer.echo("schema/schema.graphql is the schema of this version.")
        return
    lines = committed.splitlines(keepends=True), built.splitlines(keepends=True)
    typer.echo("".join(unified_diff(*lines, "schema/schema.graphql", "this version")), nl=False)
    refused(
        "The schema has drifted from its committed text. If that is meant: "
        "`homeroom schema > schema/schema.graphql`."
    )
