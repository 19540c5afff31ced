"""Who notices a spoiled policy: the facts of some worlds, asked of SQL and of the oracle.

A question is a column of a table: on which rows is it readable? The policy's clauses are printed
as SQL for somebody who could stand in every relation, so that nothing is left out because of who
asks; one statement asks for everyone in a world at once, and the oracle knows the answer. Days
around today are asked as well, which puts a border where a window opens or closes.
"""

from __future__ import annotations

import re
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import false, or_, select

from hub import policy
from hub.models import Base
from hub.policy import Shape, forms
from hub.policy.viewpoint import Clock
from hub.sql import template_text
from resolvers import flags
from tests.conftest import EMPTY, copied
from tests.mutants.crowds import crowded
from tests.oracle import filters, worlds
from tests.oracle import policy as oracle
from tests.oracle.arena import NOW
from tests.oracle.facts import Facts
from tests.policy.specification import (
    rules_as_matrix,
    slices_as_columns,
    typed_cells,
    typed_columns,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Sequence
    from uuid import UUID

    from sqlalchemy import ColumnElement, FromClause

    from hub.database import Connection
    from hub.policy import Clause
    from hub.postgres import ConnectionFacts
    from tests.oracle.drawing import Row, World
    from tests.oracle.reading import Reading

Question: TypeAlias = "tuple[str, str]"
"""A table and one of its columns, or LIST, or MINE of `section`."""
LIST = "#list"
"""Towards which students a list of the table's rows is allowed at all, be there any or not."""
MINE = "#mine"
"""The sections that the root `mySections` lists."""
TEACHING = ("TC:section", "SB:section")
SEEDS = (50, 62, 0, *range(500, 509))
"""The worlds in which all is asked; the first three together hold every relation and deny."""
DAYS = (0, 1, -1, 2, 7)
"""The days on which each is asked, from today."""
WHO = ("my_person", "my_staff", "my_guardian", "my_student", "my_app")
EVERYONE = """
SELECT who.number, found.id
FROM unnest($1::int[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[])
  AS who(number, my_person, my_staff, my_guardian, my_student, my_app)
CROSS JOIN LATERAL ({}) AS found
"""
_PLACE = re.compile(r"%\((\w+)\)s(?:::UUID)?")


@dataclass
class Court:
    """A world in a database of its own, on one day."""

    seed: int
    clock: Clock
    world: World
    connection: Connection

    @cached_property
    def people(self) -> list[UUID]:
        """Who is asked for."""
        return worlds.people(self.world)

    @cached_property
    def readings(self) -> list[Reading]:
        """What the oracle lets each of them read."""
        return [
            oracle.readable(self.world, each, self.clock.today, self.clock.now)
            for each in self.people
        ]

    @cached_property
    def lists(self) -> list[Callable[[str, Row], bool]]:
        """Which lists the oracle allows each of them."""
        day = self.clock.today, self.clock.now
        return [filters.allowed_to(Facts(self.world, each, *day)) for each in self.people]

    @cached_property
    def who(self) -> list[list[Any]]:
        """Their numbers and the keys of their capacities, column by column."""
        keys = [
            {row["person_id"]: row["id"] for row in self.world[table]}
            for table in ("staff_member", "guardian", "student", "vendor_app")
        ]
        return [
            list(range(len(self.people))),
            self.people,
            *([each.get(person) for person in self.people] for each in keys),
        ]

    @cached_property
    def trained(self) -> list[bool]:
        """Whose training is current, as the viewer's facts say it (P-37)."""
        staff = {
            row["staff_id"]
            for row in self.world["training"]
            if row["kind"] == "CONFIDENTIALITY"
            and row["completed_on"] <= self.clock.today < row["expires_on"]
        }
        return [each in staff for each in self.who[2]]

    @cached_property
    def _apps(self) -> frozenset[int]:
        """The numbers of those who are a vendor's app."""
        return frozenset(at for at, app in enumerate(self.who[-1]) if app is not None)

    async def dissents(self, sql: str, question: Question, *, trained: bool | None) -> bool:
        """Whether SQL and the oracle differ for anyone of this training (None: whatever it is)."""
        found = await self._answered(sql)
        spared = self._apps if _of_persons(question) else frozenset()
        return any(
            {key for number, key in found if number == at} != self._wanted(at, question)
            for at in range(len(self.people))
            if at not in spared and trained in (None, self.trained[at])
        )

    def _wanted(self, at: int, question: Question) -> set[Any]:
        table, column = question
        if column == MINE:
            return _taught(self.world, self.who[2][at], self.clock)
        if column == LIST:
            allowed = self.lists[at]
            towards: set[UUID] = {row["id"] for row in self.world["student"] if allowed(table, row)}
            return towards
        silenced = self.readings[at].silenced
        shown = self.readings[at].columns
        return {
            key
            for (owner, key), columns in shown.items()
            if owner == table and column in columns and (owner, key, column) not in silenced
        }

    async def _answered(self, sql: str) -> set[tuple[int, UUID]]:
        values = self.clock.parameters()
        names: list[str] = []

        def placed(match: re.Match[str]) -> str:
            if match[1] in WHO:
                return f"who.{match[1]}"
            names.append(match[1])
            return f"${len(WHO) + 1 + len(names)}"

        text = EVERYONE.format(_PLACE.sub(placed, sql))
        rows = await self.connection.fetch(text, *self.who, *(values[each] for each in names))
        return {(row["number"], row["id"]) for row in rows}


async def noticed(courts: Sequence[Court], questions: Iterable[Question]) -> str | None:
    """Where the policy, as it stands now, differs from what was typed by hand, or from the
    oracle's; None if nowhere.
    """
    if (
        rules_as_matrix(vars(policy)["GRANTS"]) != typed_cells()
        or slices_as_columns() != typed_columns()
    ):
        return "the matrix as typed"
    asked = [
        (question, trained, readable(question, trained=trained))
        for question in questions
        for trained in _trainings(question)
    ]
    for court in courts:
        for question, trained, sql in asked:
            if await court.dissents(sql, question, trained=trained):
                return f"{'.'.join(question)} in world {court.seed} on {court.clock.today}"
    return None


def _trainings(question: Question) -> tuple[bool | None, ...]:
    """Training is asked about only where it decides."""
    table, column = question
    held = [each for each in policy.SLICES.values() if table in each.tables]
    rows = {policy.row_of(each.id) for each in held if column == LIST or each.holds(table, column)}
    return (True, False) if rows & TRAINED else (None,)


TRAINED = frozenset(policy.NEEDS_TRAINING)


def readable(question: Question, *, trained: bool | None) -> str:
    """The rows that answer a question for whoever stands in every relation; its parameters are
    named.
    """
    table, column = question
    shape = Shape(frozenset(policy.RELATIONS), trained is not False)
    if column == MINE:
        row = Base.metadata.tables["section"].alias("this")
        relations = [policy.RELATIONS[name] for name in TEACHING]
        chosen: ColumnElement[bool] = forms.subject_set(relations, (row.c.id,))
    elif column == LIST:
        row = Base.metadata.tables["student"].alias("this")
        unlogged = tuple(each for each in policy.visible(table, shape) if not each.logged)
        chosen = _any(flags.list_mask(unlogged, same=True) or (), row, "student")
    else:
        row = Base.metadata.tables[table].alias("this")
        chosen = _any(policy.clauses(table, column, shape), row, table)
    text, _ = template_text(select(row.c.id).where(chosen))
    return text


def _of_persons(question: Question) -> bool:
    """Whether every person reads it, and so no app: which is not for SQL to say, but for their
    shape.
    """
    grants = (each for each in vars(policy)["GRANTS"] if each.relation in policy.OF_PERSONS)
    return any(question in policy.SLICES[each.slice].columns for each in grants)


def _any(ways: tuple[Clause, ...], row: FromClause, table: str) -> ColumnElement[bool]:
    plain = [forms.probed(each, row, table) for each in ways if each.lift is None]
    lifted = [each for each in ways if each.lift is not None]
    return or_(false(), *plain, *([forms.lifted(lifted, row.c.id)] if lifted else []))


def _key(row: Row) -> UUID:
    found: UUID = row["id"]
    return found


def _taught(world: World, staff_id: UUID | None, clock: Clock) -> set[UUID]:
    """The sections that somebody teaches, helps in or covers today."""
    return {
        row["section_id"]
        for table in ("section_staff", "coverage")
        for row in world[table]
        if row["staff_id"] == staff_id
        and row["starts_on"] <= clock.today
        and (row["ends_on"] is None or clock.today < row["ends_on"])
    }


@asynccontextmanager
async def courts(facts: ConnectionFacts, seeds: Sequence[int]) -> AsyncIterator[list[Court]]:
    """Every world in a database of its own, on each of the days; today's come first."""
    async with AsyncExitStack() as stack:
        found = []
        for seed in seeds:
            database = await stack.enter_async_context(copied(facts, EMPTY))
            world = crowded(worlds.make(seed), seed)
            async with database.owner() as owner:
                await worlds.load(owner, world)
                await owner.execute("ANALYZE")
            connection = await stack.enter_async_context(database.acquire())
            for days in DAYS:
                clock = Clock(worlds.TODAY + timedelta(days), NOW + timedelta(days))
                found.append((days != 0, Court(seed, clock, world, connection)))
        yield [court for _, court in sorted(found, key=lambda each: each[0])]
