"""The walks of ARCHITECTURE.md, done on a copy: what is half done is refused, the whole isn't."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.docs.reading import Block, blocks, document, section
from tests.tidy.tree import ROOMS, ROOT

if TYPE_CHECKING:
    from pathlib import Path

BESIDE = ("pyproject.toml", "README.md", "RULES.md", "ARCHITECTURE.md")
"""What the walks or the tests of the copy need beside the rooms."""
REFUSALS = {
    "## One new column": {
        "test_p34_every_column_is_in_a_slice_or_of_a_table_nobody_reads",
        "test_every_column_of_every_table_is_in_a_slice",
        "test_every_column_that_is_no_key_is_shown",
        "test_a_seed_gives_the_same_world_again",
    },
    "## One new role": {
        "test_the_rules_are_the_matrix_typed_by_hand",
        "test_the_matrix_is_whole_and_its_words_are_known",
        "test_every_standing_is_listed_and_no_other",
    },
}
"""Which of the quick tests fail after the first step of a walk."""
QUICK = (
    "tests/policy/test_matrix.py::test_p34_every_column_is_in_a_slice_or_of_a_table_nobody_reads",
    "tests/policy/test_matrix.py::test_the_rules_are_the_matrix_typed_by_hand",
    "tests/policy/test_matrix.py::test_the_slices_are_the_columns_typed_by_hand",
    "tests/oracle/test_oracle_itself.py::test_every_column_of_every_table_is_in_a_slice",
    "tests/oracle/test_oracle_itself.py::test_the_matrix_is_whole_and_its_words_are_known",
    "tests/oracle/test_worlds.py::test_a_seed_gives_the_same_world_again",
    "tests/schema/test_declarations.py",
    "tests/resolvers/test_forms.py::test_no_form_is_kept_without_its_relation",
    "tests/docs/test_rules.py::test_every_standing_is_listed_and_no_other",
    "tests/docs/test_documents.py::test_the_people_are_those_of_the_demo_district",
    "tests/admin/test_words.py::test_every_text_has_words_in_spanish",
)
"""Tests without a database that look at every column and every role."""
COMMITTED = ("namePronunciation", "LIBRARIAN")
"""What the committed schema has once the walks are done."""
GENERATED = """
import sys
from itertools import islice

import pytest

from hub.cli.sdl import COMMITTED, built_schema
from hub.district import build
from tests.resolvers.test_forms import EVERY, test_a_relation_is_printed_as_it_is_kept

COMMITTED.write_text(built_schema())
for name in EVERY:
    test_a_relation_is_printed_as_it_is_kept(name)
assert all(
    len(row) == len(table.columns)
    for table in build("walk", 300).tables.values()
    for row in islice(table.rows(), 5)
)
sys.exit(pytest.main(sys.argv[1:]))
"""
"""What the walks leave to commands, rows of a district with every column, and then the tests."""
OPTIONS = (
    "--noconftest -q --tb=no --assert=plain -rfE -p no:cacheprovider -p no:xdist "
    "--override-ini=addopts="
)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the rooms, with the bytecode of what stays as it is."""
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room)
    for name in BESIDE:
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def steps(heading: str) -> list[Block]:
    """The steps of a walk: its blocks, in their order."""
    return blocks(section(document("ARCHITECTURE.md"), heading))


def take(tree: Path, step: Block) -> None:
    """Do one step in a tree: change the lines of a file, or type a column of the matrix."""
    if step.language == "csv":
        _add_column(tree / "tests" / "policy" / "matrix.csv", step.text)
        return
    head, _, lines = step.text.partition("\n")
    path = tree / head.removeprefix("@@ ")
    text = path.read_text(encoding="utf-8")
    old, new = _side(lines, "-"), _side(lines, "+")
    assert text.count(old) == 1, f"{head}: found {text.count(old)} times:\n{old}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def _side(lines: str, sign: str) -> str:
    """The lines of a diff before (`-`) or after (`+`) the change."""
    kept = (line for line in lines.splitlines(keepends=True) if line[0] in (" ", sign))
    return "".join(line[1:] for line in kept)


def _add_column(path: Path, text: str) -> None:
    cells = dict(csv.reader(text.splitlines()))
    standing = cells.pop("slice")
    with path.open(newline="", encoding="utf-8") as file:
        head, *table = csv.reader(file)
    assert set(cells) <= {row[0] for row in table}
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*head, standing])
        writer.writerows([*row, cells.get(row[0], "-")] for row in table)


def failing(tree: Path, *start: str, **more: str) -> set[str]:
    """Which of the quick tests fail in the tree; `start` is how Python comes to run them."""
    done = _python(tree, *start, *OPTIONS.split(), *QUICK, **more)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    assert " passed" in done.stdout, done.stdout + done.stderr
    return set(re.findall(r"^(?:FAILED|ERROR) \S+?::(\w+)", done.stdout, re.MULTILINE))


def _python(tree: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Python over the copy, which stands before whatever else is called `hub`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    kept.pop("CI", None)
    here = {**kept, "PYTHONPATH": str(tree), **more}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=tree, env=here, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("heading", REFUSALS)
def test_every_step_of_a_walk_names_what_there_is(heading: str, copy: Path) -> None:
    walk = steps(heading)
    for step in walk:
        take(copy, step)
    told = section(document("ARCHITECTURE.md"), heading)
    assert all(refusal in told for refusal in REFUSALS[heading])
    assert len(walk) > len(REFUSALS[heading])


def test_a_new_column_and_a_new_role_are_refused_until_each_room_knows_them(copy: Path) -> None:
    """Both walks at once, since each run of the copy costs seconds."""
    walks = [steps(heading) for heading in REFUSALS]
    for first, *_ in walks:
        take(copy, first)
    assert failing(copy, "-m", "pytest") == set().union(*REFUSALS.values())
    for _, *others in walks:
        for step in others:
            take(copy, step)
    assert failing(copy, "-c", GENERATED, GOLDEN="update") == set()
    schema = (copy / "schema" / "schema.graphql").read_text(encoding="utf-8")
    assert all(word in schema for word in COMMITTED)
    assert not any(word in document("schema/schema.graphql") for word in COMMITTED)
