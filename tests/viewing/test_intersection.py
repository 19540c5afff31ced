"""What the policy opens to a pair is what it opens to both, on each row of each column (P-33)."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select, true

from hub import policy
from hub.models import Base
from hub.policy import Shape, templates
from hub.policy.viewpoint import Clock
from hub.sql import template_text
from resolvers import flags
from resolvers.compiler.predicates import Row, any_of, every_part_seen
from tests.conftest import EMPTY, copied
from tests.mutants.judge import LIST
from tests.oracle import worlds
from tests.oracle.arena import NOW
from tests.viewing.court import Court
from tests.viewing.pairs import both

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from uuid import UUID

    from hub.policy import Clause
    from hub.postgres import ConnectionFacts
    from tests.oracle.reading import Reading

SEEDS = (50, 62, 0)
"""Together they hold every relation and deny: the suite asks of the first, the full run of all."""
ASKED = 12
"""Pairs that are asked in each world, of all that its people make; each in both orders."""
WHO = ("person", "staff", "guardian", "student", "app")
PAIRS = """
SELECT mine.number, found.id
FROM unnest($1::int[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[])
  AS mine(number, person, staff, guardian, student, app)
JOIN unnest($1::int[], $7::uuid[], $8::uuid[], $9::uuid[], $10::uuid[], $11::uuid[])
  AS target(number, person, staff, guardian, student, app) USING (number)
CROSS JOIN LATERAL ({}) AS found
"""
PLACE = re.compile(r"%\((?:(my|their)_)?(\w+)\)s(?:::UUID)?")
SIDES = {"my": "mine", "their": "target"}


@pytest.mark.parametrize(
    "seed", [SEEDS[0], *(pytest.param(each, marks=pytest.mark.full) for each in SEEDS[1:])]
)
async def test_p33_rows_and_columns_are_the_intersection_of_both_readings(
    seed: int, facts: ConnectionFacts
) -> None:
    """Every column of every table, and towards whom each list is allowed; who of two views as whom
    changes nothing.
    """
    async with bench(facts, seed) as opened:
        checked = await opened.judged()
    print(f"{checked} readings of pairs are intersections", file=sys.stderr)
    assert checked > 0


async def test_p33_a_target_taken_for_the_viewer_is_noticed(
    facts: ConnectionFacts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A planted leak: what is said of the target is asked of the viewer a second time."""
    monkeypatch.setattr(templates, "TARGETS", {})
    async with bench(facts, SEEDS[0]) as opened:
        with pytest.raises(AssertionError):
            await opened.judged()


@asynccontextmanager
async def bench(facts: ConnectionFacts, seed: int) -> AsyncIterator[Bench]:
    """The pairs of a world, in a database of its own."""
    world = worlds.make(seed)
    async with copied(facts, EMPTY) as database:
        async with database.owner() as owner:
            await worlds.load(owner, world)
            await owner.execute("ANALYZE")
        async with database.acquire() as connection:
            yield Bench(Court(seed, Clock(worlds.TODAY, NOW), world, connection))


@dataclass(frozen=True)
class Question:
    """Columns of a table that are readable by the same clauses, or its list; `whole`, where each
    row that leads to one has to be seen (P-36).
    """

    table: str
    columns: tuple[str, ...]
    ways: tuple[Clause, ...]
    whole: tuple[Clause, ...] | None = None

    @property
    def turns_on_training(self) -> bool:
        """Whether training decides who reads of the table."""
        held = policy.SLICES.values()
        return bool(
            {policy.row_of(each.id) for each in held if self.table in each.tables}
            & set(policy.NEEDS_TRAINING)
        )

    def text(self) -> str:
        """The rows that answer it, its parameters by name."""
        table = "student" if self.columns == (LIST,) else self.table
        row = Row(Base.metadata.tables[table].alias("this"), table)
        seen = true() if self.whole is None else every_part_seen(row, self.whole)
        chosen = select(row.source.c.id).where(any_of(self.ways, row), seen)
        return template_text(chosen)[0]


def questions(table: str, trained: tuple[bool, ...]) -> Iterator[Question]:
    """What can be asked of a table, for a pair who could stand in every relation; where training
    decides nothing, once.
    """
    everything = frozenset(policy.RELATIONS)
    mine, theirs = trained
    shape = Shape(everything, mine, Shape(everything, theirs))
    found: dict[Any, list[str]] = {}
    for column in Base.metadata.tables[table].c.keys():
        lift = policy.WHOLE_ONLY.get((table, column))
        whole = policy.visible(lift.through, shape) if lift else None
        found.setdefault((policy.clauses(table, column, shape), whole), []).append(column)
    unlogged = tuple(each for each in policy.visible(table, shape) if not each.recorded)
    asked = [Question(table, tuple(columns), *ways) for ways, columns in found.items()]
    if below_students(table):
        asked.append(Question(table, (LIST,), flags.list_mask(unlogged, same=True) or ()))
    for question in asked:
        if question.ways and (question.turns_on_training or all(trained)):
            yield question


def below_students(table: str) -> bool:
    """Whether lists of the table stand below students: not of what may be of none."""
    key = Base.metadata.tables[table].c.get("student_id")
    return key is not None and not key.nullable


def _by_column(reading: Reading) -> dict[tuple[str, str], set[Any]]:
    found: dict[tuple[str, str], set[Any]] = defaultdict(set)
    for (table, key), columns in reading.columns.items():
        for column in columns:
            if (table, key, column) not in reading.silenced:
                found[table, column].add(key)
    return found


@dataclass
class Bench:
    """Pairs of the people of a world, and what the oracle lets both of each read."""

    court: Court

    @cached_property
    def pairs(self) -> list[tuple[int, int]]:
        """The pairs, by the numbers of their people; apps read otherwise, and view as nobody."""
        persons = [at for at, app in enumerate(self.court.who[-1]) if app is None]
        found = list(product(persons, persons))
        chosen = Random(self.court.seed).sample(found, min(ASKED, len(found)))
        return sorted({*chosen, *((target, viewer) for viewer, target in chosen)})

    async def judged(self) -> int:
        """Ask every question; how many rows were found readable, none of them wrongly."""
        found = 0
        for table in Base.metadata.tables:
            for trained in product((True, False), repeat=2):
                for question in questions(table, trained):
                    found += await self._judge(question, trained)
        return found

    async def _judge(self, question: Question, trained: tuple[bool, ...]) -> int:
        rows = await self._answered(question.text())
        found: dict[int, set[UUID]] = defaultdict(set)
        for number, key in rows:
            found[number].add(key)
        asked = [
            at
            for at, pair in enumerate(self.pairs)
            if not question.turns_on_training
            or tuple(self.court.trained[each] for each in pair) == trained
        ]
        for at, column in product(asked, question.columns):
            case = self.court.seed, self.pairs[at], question.table, column
            assert found[at] == self._wanted(at, question.table, column), case
        return len(rows)

    def _wanted(self, at: int, table: str, column: str) -> set[Any]:
        viewer, target = self.pairs[at]
        if column == LIST:
            lists = self.court.lists[viewer], self.court.lists[target]
            students = self.court.world["student"]
            return {row["id"] for row in students if all(each(table, row) for each in lists)}
        return self._shown[at].get((table, column), set())

    @cached_property
    def _shown(self) -> list[dict[tuple[str, str], set[Any]]]:
        """What both people of each pair read: rows by table and column."""
        one = self.court.readings
        return [_by_column(both(one[each], one[other])) for each, other in self.pairs]

    async def _answered(self, text: str) -> set[tuple[int, UUID]]:
        values, given = self.court.clock.parameters(), []

        def placed(match: re.Match[str]) -> str:
            if match[1] is not None:
                assert match[2] in WHO
                return f"{SIDES[match[1]]}.{match[2]}"
            given.append(values[match[2]])
            return f"${1 + 2 * len(WHO) + len(given)}"

        asked = PAIRS.format(PLACE.sub(placed, text))
        found = await self.court.connection.fetch(asked, *self._who, *given)
        return {(row["number"], row["id"]) for row in found}

    @cached_property
    def _who(self) -> list[list[Any]]:
        _, *keys = self.court.who
        sides = [[pair[side] for pair in self.pairs] for side in (0, 1)]
        columns = ([column[each] for each in side] for side in sides for column in keys)
        return [list(range(len(self.pairs))), *columns]
