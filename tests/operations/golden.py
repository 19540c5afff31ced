"""Golden operations: a document whose head names its viewer, and beside it the exact answer.

    # as nurse                          a persona's key, or any person's sourced id
    # viewing as counselor              as whom they view, likewise (P-33)
    # student demo-student as $id       a variable that holds this student's public id
    # school Creekside High School as $id         likewise of this school
    # variables {"first": 3}            other variables
    # sql                               the statement is kept too, in a `.sql`
    # because P-4: she must act         the rule that the answer keeps; closes the head

`GOLDEN=update pytest tests/operations` writes answers and statements anew; never in CI.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hub.district import personas
from hub.errors import Refusal

if TYPE_CHECKING:
    from hub.viewer import Viewer
    from schema.door import Door
    from tests.conftest import Hub

FOLDER = Path(__file__).parent


@dataclass
class Golden:
    """One golden operation: its file, its head, and the whole text as the door gets it."""

    path: Path
    text: str
    viewer: str = ""
    target: str = ""
    because: str = ""
    keeps_sql: bool = False
    students: dict[str, str] = field(default_factory=dict)
    schools: dict[str, str] = field(default_factory=dict)
    variables: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The domain and the promise, as in `health/a_teacher_reads_no_condition`."""
        return f"{self.path.parent.name}/{self.path.stem}"

    @property
    def document(self) -> str:
        """The operation without its head."""
        return self.text.partition(f"# because {self.because}\n")[2]

    @property
    def answer(self) -> Path:
        """Where the answer is kept."""
        return self.path.with_suffix(".json")

    @property
    def statement(self) -> Path:
        """Where the statement is kept, if it is."""
        return self.path.with_suffix(".sql")


def read(path: Path) -> Golden:
    """A golden operation from its file; ValueError where the head says something unknown."""
    golden = Golden(path, path.read_text(encoding="utf-8"))
    for line in golden.text.splitlines():
        word, _, rest = line.removeprefix("# ").partition(" ")
        if not line.startswith("# ") or (word == "as") is bool(golden.viewer):
            raise ValueError(f"{golden.name}: the head is not as it must be: {line}")
        _head(golden, word, rest)
        if golden.because:
            return golden
    raise ValueError(f"{golden.name}: the head names no rule.")


def _head(golden: Golden, word: str, rest: str) -> None:
    if word == "as":
        golden.viewer = rest
    elif word == "viewing":
        golden.target = rest.removeprefix("as ")
    elif word == "student":
        sourced_id, _, variable = rest.partition(" as $")
        golden.students[variable] = sourced_id
    elif word == "school":
        name, _, variable = rest.partition(" as $")
        golden.schools[variable] = name
    elif word == "variables":
        golden.variables = json.loads(rest)
    elif word == "sql":
        golden.keeps_sql = True
    elif word == "because":
        golden.because = rest
    else:
        raise ValueError(f"{golden.name}: the head has an unknown word: {word}")


@cache
def goldens() -> tuple[Golden, ...]:
    """Every golden operation, by name."""
    return tuple(read(path) for path in sorted(FOLDER.glob("*/*.graphql")))


def updating() -> bool:
    """Whether answers are written instead of compared; RuntimeError in CI, where they never are."""
    wanted = os.environ.get("GOLDEN") == "update"
    if wanted and os.environ.get("CI"):
        raise RuntimeError("CI compares golden files and never writes them.")
    return wanted


async def viewer_of(golden: Golden, hub: Hub) -> Viewer:
    """Who asks the operation, viewing as whom its head says."""
    who = sourced_id_of(golden.viewer)
    if golden.target:
        return await hub.viewing_as(who, sourced_id_of(golden.target))
    return await hub.viewer(who)


async def variables_of(golden: Golden, hub: Hub) -> dict[str, Any]:
    """The variables of the operation, its students and schools by their public ids."""
    found = dict(golden.variables)
    for variable, sourced_id in golden.students.items():
        found[variable] = await student_id(hub, sourced_id)
    for variable, name in golden.schools.items():
        found[variable] = await school_id(hub, name)
    return found


async def school_id(hub: Hub, name: str) -> str:
    """The public id of a school."""
    async with hub.database.owner() as owner:
        key = await owner.fetchval("SELECT id FROM school WHERE name = $1", name)
    assert key is not None, name
    return f"sch_{key}"


async def student_id(hub: Hub, sourced_id: str) -> str:
    """The public id of a student."""
    async with hub.database.owner() as owner:
        key = await owner.fetchval(
            "SELECT s.id FROM student s JOIN person p ON p.id = s.person_id"
            " WHERE p.sourced_id = $1",
            sourced_id,
        )
    assert key is not None, sourced_id
    return f"stu_{key}"


def sourced_id_of(viewer: str) -> str:
    """The sourced id behind a persona's key, or what was given if it is none."""
    return next((each.sourced_id for each in personas() if each.key == viewer), viewer)


async def answered(golden: Golden, hub: Hub, door: Door | None = None) -> str:
    """The answer as it is kept: without its request id, indented, keys in their own order."""
    try:
        viewer = await viewer_of(golden, hub)
        variables = await variables_of(golden, hub)
        answer = await (door or hub.door).execute(golden.text, viewer, variables=variables)
    except Refusal as refusal:
        told = {"code": refusal.code, "message": refusal.message, **refusal.details}
        return printed({"refused": told})
    body = json.loads(answer.body)
    del body["extensions"]["requestId"]
    return printed(body)


def printed(body: Any) -> str:
    """JSON as the golden files have it."""
    return json.dumps(body, indent=1, ensure_ascii=False) + "\n"


def compare(path: Path, found: str) -> None:
    """Compare with what is kept; write it instead where answers are updated."""
    if updating():
        path.write_text(found, encoding="utf-8")
    kept = path.read_text(encoding="utf-8") if path.exists() else ""
    assert found == kept, f"{path.relative_to(FOLDER)} is not what is answered now"
