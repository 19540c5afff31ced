"""The README says what is so: its queries, answers, people, settings, commands and links."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from graphql import parse, validate
from typer.main import get_command

from hub.cli import app
from hub.cli.explain import Asked, explanation
from hub.district import named_students, persona, personas
from hub.errors import Refusal
from hub.settings import Settings
from tests.docs.reading import Question, document, questions, rows
from tests.tidy.test_documents import broken_links
from tests.tidy.tree import ROOT

if TYPE_CHECKING:
    from schema.build import Built
    from tests.conftest import Hub

DOCUMENTS = ("README.md", "ARCHITECTURE.md", "CONVENTIONS.md", "RULES.md", "CHANGELOG.md",
             "SECURITY.md", "docs/operating.md")  # fmt: skip
ASKED = {"teacher", "nurse", "case_manager", "counselor", "registrar", "guardian"}
"""The kinds of users to whom the README shows a first query."""
EACH = [pytest.param(each, id=f"{at}-{each.who}") for at, each in enumerate(questions())]


def commands() -> set[str]:
    """Every command that `homeroom` has, those of groups with their group."""
    found: set[str] = set()
    for name, command in getattr(get_command(app), "commands", {}).items():
        below = getattr(command, "commands", None)
        found |= {f"{name} {each}" for each in below} if below else {name}
    return found


def unordered(value: Any) -> Any:
    """A value in which lists have no order: rows of one day are sorted by keys, which are drawn."""
    if isinstance(value, dict):
        return {name: unordered(each) for name, each in value.items()}
    if isinstance(value, list):
        return sorted((unordered(each) for each in value), key=json.dumps)
    return value


async def answered(question: Question, hub: Hub) -> Any:
    """What the hub says: the data, or the refusal in the form in which the door tells it."""
    viewer = await hub.viewer(persona(question.who).sourced_id)
    try:
        answer = await hub.door.execute(question.document, viewer)
    except Refusal as refusal:
        told = {**refusal.details, "code": refusal.code}
        return {"errors": [{"message": refusal.message, "extensions": told}]}
    return json.loads(answer.body)["data"]


@pytest.mark.parametrize("question", EACH)
def test_a_query_of_the_readme_fits_the_schema(question: Question, built: Built) -> None:
    assert validate(built.schema._schema, parse(question.document)) == []


@pytest.mark.parametrize("question", EACH)
async def test_a_query_of_the_readme_is_answered_as_it_says(question: Question, demo: Hub) -> None:
    said = json.loads(question.answer)
    assert unordered(await answered(question, demo)) == unordered(said)


TWENTY = rows(document("README.md"), "the privacy officer asks")


@pytest.mark.parametrize("row", TWENTY, ids=[row[0] for row in TWENTY])
async def test_p45_the_privacy_officers_questions_are_answered(row: list[str], demo: Hub) -> None:
    _, field, student, who, on, told = row
    day = date.fromisoformat(on) if on else None
    asked = Asked(field.strip("`"), who or None, student, day)
    async with demo.database.owner() as owner:
        assert told in await explanation(owner, demo.door.built.catalog, asked)


def test_the_privacy_officer_has_twenty_questions() -> None:
    assert len(TWENTY) == 20


def test_each_kind_of_user_has_a_first_query() -> None:
    assert {each.who for each in questions()} == ASKED


def test_the_people_are_those_of_the_demo_district() -> None:
    told = [[f"`{each.key}`", each.name, each.who] for each in personas()]
    assert rows(document("README.md"), "key") == told
    cases = [[each.name, str(each.grade), each.case] for each in named_students()]
    assert rows(document("README.md"), "name") == cases


def test_the_commands_are_those_that_there_are() -> None:
    told = [cells[0].strip("`") for cells in rows(document("README.md"), "command")]
    assert {each.removeprefix("homeroom ") for each in told} == commands()


def test_the_settings_are_those_that_there_are() -> None:
    told = [cells[0].strip("`") for cells in rows(document("README.md"), "variable")]
    assert told == [f"HOMEROOM_{name.upper()}" for name in Settings.model_fields]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_document_is_there_and_its_links_lead_somewhere(name: str) -> None:
    text = document(name)
    assert text.startswith("# ")
    assert broken_links(ROOT / name, text) == []


def test_the_license_is_the_apache_license() -> None:
    text = document("LICENSE")
    assert "Apache License" in text[:200]
    assert "END OF TERMS AND CONDITIONS" in text
    assert 'license = "Apache-2.0"' in document("pyproject.toml")


def test_the_changelog_knows_this_version() -> None:
    version = re.search(r'^version = "(.+)"$', document("pyproject.toml"), re.MULTILINE)
    assert version is not None
    assert f"## {version[1]}\n" in document("CHANGELOG.md")
