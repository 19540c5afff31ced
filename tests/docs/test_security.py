"""docs/security-tests.md: each hole and each line of the checklist has tests that exist."""

from __future__ import annotations

import re

from tests.docs.reading import document, rows
from tests.docs.test_rules import promises

TABLE = document("docs/security-tests.md")
LINES = 33
"""Lines of the checklist."""
NOT_BUILT = {"5"}
"""Lines of what the hub doesn't do yet: no test can keep them."""
_TEST = re.compile(r"`(test_\w+)`")


def test_every_test_that_is_listed_against_a_hole_exists() -> None:
    named = set(_TEST.findall(TABLE))
    assert named - promises() == set()


def test_every_hole_names_a_test() -> None:
    found = rows(TABLE, "hole")
    assert len(found) == len({hole for hole, _ in found})
    assert [hole for hole, tests in found if not _TEST.search(tests)] == []


def test_every_line_of_the_checklist_is_there_and_names_a_test() -> None:
    found = rows(TABLE, "line")
    assert [line for line, *_ in found] == [str(number) for number in range(1, LINES + 1)]
    assert {line for line, _, kept in found if not _TEST.search(kept)} == NOT_BUILT
