"""RULES.md lists each rule, slice and standing that is cited anywhere, with tests that exist."""

from __future__ import annotations

import csv
import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from hub.policy import SLICES
from tests.docs.reading import document, rows
from tests.tidy.tree import ROOT, name, text_files

if TYPE_CHECKING:
    from collections.abc import Iterator

FAMILIES = "AGG|ATT|AUD|CR|DIS|GP|GUA|IEP|IMM|OPS|P|RDY|SCH|SYN"
_CITED = re.compile(rf"(?<![\w-])({FAMILIES})-(\d+[a-z]?)(?![\w-])")
_IN_NAME = re.compile(
    rf"^(?:async )?def test_((?:(?:{FAMILIES.lower()})\d+[a-z]?_)+)", re.MULTILINE
)
_PROMISE = re.compile(r"^(?:async )?def (test_\w+)", re.MULTILINE)
_NAME = re.compile(r"`([\w/]+)`")
_TEST = re.compile(r"(?<![\w/])test_\w+\b(?!\.py)")
ROOMS = {"hub", "schema", "resolvers", "admin", "tests", "migrations"}
TABLES = ("rule", "slice", "standing")
LEAST_WORDS = 2


def cited(text: str) -> set[str]:
    """The rules that a text cites: `P-7` anywhere, or `p7` at the head of a test's name."""
    found = {f"{family}-{number}" for family, number in _CITED.findall(text)}
    for head in _IN_NAME.findall(text):
        for word in head.strip("_").split("_"):
            found.add(re.sub(r"([a-z]+)(\d+.*)", lambda got: f"{got[1].upper()}-{got[2]}", word))
    return found


def texts() -> Iterator[tuple[str, str]]:
    """Every text of our rooms, by its path."""
    for path in text_files():
        if path.relative_to(ROOT).parts[0] in ROOMS:
            yield name(path), path.read_text(encoding="utf-8")


@cache
def promises() -> frozenset[str]:
    """Every test, and every golden operation by its domain and promise."""
    found = {test for _, text in texts() for test in _PROMISE.findall(text)}
    for path in (ROOT / "tests" / "operations").glob("*/*.graphql"):
        found.add(f"{path.parent.name}/{path.stem}")
    return frozenset(found)


def standings() -> set[str]:
    """The standings of the matrix that was typed by hand."""
    with (ROOT / "tests" / "policy" / "matrix.csv").open(newline="", encoding="utf-8") as file:
        head = next(csv.reader(file))
    return set(head) - {"slice", "title", "basis", "rule"}


def listed(heading: str) -> list[list[str]]:
    """The rows of the tables of RULES.md whose head begins with this column."""
    text = document("RULES.md")
    found = []
    while f"| {heading} |" in text:
        found += rows(text, heading)
        text = text.partition(f"| {heading} |")[2]
    return found


def test_every_rule_that_is_cited_is_listed_and_no_other() -> None:
    found = {rule: path for path, text in texts() for rule in cited(text)}
    assert {rule: path for rule, path in found.items() if rule not in _first("rule")} == {}
    assert _first("rule") - set(found) == set()


def test_every_slice_is_listed_and_no_other() -> None:
    assert _first("slice") == set(SLICES)


def test_every_standing_is_listed_and_no_other() -> None:
    assert _first("standing") == standings()


@pytest.mark.parametrize("heading", TABLES)
def test_each_is_listed_once_says_what_it_is_and_names_a_test(heading: str) -> None:
    table = listed(heading)
    assert len(table) == len({cells[0] for cells in table})
    for cells in table:
        assert len(cells[1].split()) >= LEAST_WORDS or cells[1] in {"scores", "schedule"}, cells[0]
        assert _NAME.findall(cells[2]), cells[0]


def test_every_test_that_is_named_exists() -> None:
    named = set(_NAME.findall(re.sub(r"\]\([^)]*\)", "]", document("RULES.md"))))
    assert {each for each in named if each.startswith("test_") or "/" in each} - promises() == set()


@pytest.mark.parametrize("name", ["ARCHITECTURE.md", "CONVENTIONS.md", "README.md"])
def test_every_test_that_another_document_names_exists(name: str) -> None:
    assert set(_TEST.findall(document(name))) - promises() == set()


def test_what_is_cited_is_seen() -> None:
    said = "P-7 and IMM-7, UTF-8, SHA-256, FL-900001\nasync def test_p5_p36_who() -> None:"
    assert cited(said) == {"P-7", "IMM-7", "P-5", "P-36"}


def _first(heading: str) -> set[str]:
    return {cells[0] for cells in listed(heading)}
