"""The committed schema is the schema of this version, and every part of it is described."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING, Any

import pytest
from graphql import build_schema
from graphql.utilities import BreakingChange, find_schema_changes

from hub.cli import sdl
from hub.cli.sdl import COMMITTED, built_schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from graphql import GraphQLSchema
    from typer.testing import Result

    from schema.build import Built


@pytest.fixture(scope="module")
def text() -> str:
    """The schema of this version, as `homeroom schema` prints it."""
    return built_schema()


def broken(before: GraphQLSchema, after: GraphQLSchema) -> list[str]:
    """What a client of `before` would miss in `after`."""
    changes = find_schema_changes(before, after)
    return [each.description for each in changes if isinstance(each, BreakingChange)]


def test_the_committed_schema_has_not_drifted(text: str) -> None:
    committed = COMMITTED.read_text().splitlines()
    drift = [*unified_diff(committed, text.splitlines(), lineterm="", n=0)]
    assert drift == [], "if that is meant: homeroom schema > schema/schema.graphql"
    assert COMMITTED.read_text() == text


def test_nothing_that_clients_were_promised_is_missing(built: Built) -> None:
    committed = COMMITTED.read_text()
    promised = build_schema(committed)
    assert broken(promised, built.schema._schema) == []
    more = build_schema(f"{committed}\nextend type Student {{ promised: String }}")
    assert broken(more, built.schema._schema) == ["Field Student.promised was removed."]


def test_the_command_prints_the_schema(homeroom: Callable[..., Result], text: str) -> None:
    said = homeroom("schema")
    assert (said.exit_code, said.stdout) == (0, text)


def test_a_drift_is_shown_and_fails(
    homeroom: Callable[..., Result],
    text: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    committed = tmp_path / "schema.graphql"
    monkeypatch.setattr(sdl, "COMMITTED", committed)
    monkeypatch.setattr(sdl, "built_schema", lambda: text)
    committed.write_text(text)
    assert homeroom("schema", "--check").exit_code == 0
    committed.write_text(text.replace("type Student implements", "type Pupil implements"))
    said = homeroom("schema", "--check")
    assert said.exit_code == 1
    assert "-type Pupil implements" in said.stdout
    assert "+type Student implements" in said.stdout
    assert "homeroom schema > schema/schema.graphql" in said.stderr


def undescribed(schema: GraphQLSchema) -> Iterator[str]:
    """Every type, field, argument, input field and enum value without a description."""
    for kind in schema.type_map.values():
        if not kind.name.startswith("__"):
            yield from _undescribed(kind.name, kind)
            for name, field in getattr(kind, "fields", {}).items():
                yield from _undescribed(f"{kind.name}.{name}", field)
                for argument, taken in getattr(field, "args", {}).items():
                    yield from _undescribed(f"{kind.name}.{name}({argument}:)", taken)
            for name, value in getattr(kind, "values", {}).items():
                yield from _undescribed(f"{kind.name}.{name}", value)


def _undescribed(label: str, part: Any) -> Iterator[str]:
    if not (part.description or "").strip():
        yield label


def test_every_type_field_argument_and_value_is_described() -> None:
    committed = COMMITTED.read_text()
    assert list(undescribed(build_schema(committed))) == []
    mute = build_schema(f"{committed}\nextend type Student {{ mute(of: Int): String }}")
    assert list(undescribed(mute)) == ["Student.mute", "Student.mute(of:)"]
