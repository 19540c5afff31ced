"""Each golden operation is answered as it is kept, byte for byte."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from schema.documents import coerced_values
from tests.operations.golden import (
    FOLDER,
    Golden,
    answered,
    compare,
    goldens,
    read,
    updating,
    variables_of,
    viewer_of,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Hub

DOMAINS = {
    "students", "guardians", "health", "behavior", "ieps", "sections", "grades", "staff", "orgs",
    "audit", "consents", "counseling", "problems", "programs", "quality", "requests", "safety",
    "schedules", "scopes", "transcripts", "vendors",
}  # fmt: skip
EACH = [pytest.param(golden, id=golden.name) for golden in goldens()]
WITH_SQL = [pytest.param(golden, id=golden.name) for golden in goldens() if golden.keeps_sql]


@pytest.mark.parametrize("golden", EACH)
async def test_golden_answer(golden: Golden, demo: Hub) -> None:
    compare(golden.answer, await answered(golden, demo))


@pytest.mark.parametrize("golden", WITH_SQL)
async def test_golden_statement(golden: Golden, demo: Hub) -> None:
    door = demo.door
    viewer = await viewer_of(golden, demo)
    document = door.document(golden.text, viewer)
    (operation,) = document.operations.values()
    seen = door.seen_by(viewer)
    coerced = coerced_values(seen, operation, await variables_of(golden, demo))
    made = door.prepared((golden.text, False), document, operation, coerced, viewer)
    compare(golden.statement, made.statement.sql + "\n")


def test_every_domain_has_golden_operations() -> None:
    assert {golden.path.parent.name for golden in goldens()} == DOMAINS


def test_about_ten_keep_their_statement() -> None:
    assert len(WITH_SQL) >= 10


def test_every_operation_has_a_twin_that_is_answered_otherwise() -> None:
    """One document, at least two viewers or students: what one gets, the other does not."""
    twins: dict[str, list[Golden]] = {}
    for golden in goldens():
        twins.setdefault(golden.document, []).append(golden)
    for several in twins.values():
        answers = {golden.answer.read_text(encoding="utf-8") for golden in several}
        assert len(several) > 1 < len(answers), several[0].name


def test_no_answer_is_kept_without_its_operation() -> None:
    expected = {golden.answer for golden in goldens()}
    expected |= {golden.statement for golden in goldens() if golden.keeps_sql}
    assert {*FOLDER.glob("*/*.json"), *FOLDER.glob("*/*.sql")} == expected


def test_promises_are_named_in_words() -> None:
    for golden in goldens():
        assert re.fullmatch(r"[a-z]+(_[a-z]+){2,}", golden.path.stem), golden.name


def test_golden_files_are_never_written_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOLDEN", "update")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(RuntimeError):
        updating()


@pytest.mark.parametrize(
    "head", ["{ a }", "# because P-1\n", "# as nurse\n# whom\n", "# as nurse\n{ a }\n"]
)
def test_a_head_that_says_something_else_is_refused(head: str, tmp_path: Path) -> None:
    path = tmp_path / "promise.graphql"
    path.write_text(head)
    with pytest.raises(ValueError, match="head"):
        read(path)
