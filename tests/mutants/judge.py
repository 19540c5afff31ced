"""Who notices a spoiled policy: what was typed by hand, or the oracle in some worlds.

A question is a column of a table: in which rows is it readable? Where a mutant changes who stands
how, and what follows from that is not what the oracle says, the hub's own statement is asked
about that viewer and those rows; a mutant is noticed if that answer too is not the oracle's.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import and_, false, or_, select

from hub import policy
from hub.models import Base
from hub.policy import Shape, forms
from hub.policy.slices import STRUCTURE
from hub.policy.viewpoint import MY_PERSON
from hub.sql import template_text
from resolvers import flags
from tests.mutants.excuses import NARROWER
from tests.mutants.positions import NOBODY, meeting, positions, standing
from tests.policy.specification import (
    rules_as_matrix,
    slices_as_columns,
    slices_as_inputs,
    typed_cells,
    typed_columns,
    typed_inputs,
    ways_as_typed,
    ways_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import ColumnElement, FromClause

    from hub.policy import Clause
    from tests.mutants.assembly import Asker, Assembly
    from tests.mutants.positions import Held, Positions

Question: TypeAlias = "tuple[str, str]"
"""A table and one of its columns (UNRECORDED, an INPUT, or neither), or LIST, or MINE of `section`,
or LETTER of `person`."""
LIST = "#list"
"""Towards which students a list of the table's rows is allowed at all, be there any or not."""
MINE = "#mine"
"""The sections that the root `mySections` lists."""
LETTER = "#letter"
"""Whether any letter of an engagement is in force: without one, no letters are asked for."""
INPUT = "#of "
"""Behind a column, and before the name of a derivation: the rows of which that is made."""
UNRECORDED = "#unrecorded"
"""Behind a column: the rows in which it is read without any record, by a clause that asks none."""
TEACHING = ("TC:section", "SB:section")
NEVER_ASKED = {("incident", "description")}
"""Shown by the statement's own rule (P-36), not by clauses alone."""
VERDICT = """
SELECT found.id
FROM asker AS who
JOIN place ON place.world = who.world AND place.owner = '{table}'
JOIN LATERAL ({asked}) AS found ON found.id = place.id
WHERE who.number = $1
"""


@dataclass(frozen=True)
class Touched:
    """What a mutant changes: a relation or deny by its name, the condition of a slice on the rows
    of a table, or (None) which clauses there are, at the places named.
    """

    kind: str | None
    name: Any = None
    places: frozenset[Question] = frozenset()


@dataclass
class Court:
    """The assembly, and how everybody stands in it by the policy as it should be."""

    assembly: Assembly
    right: dict[int, Positions] = field(default_factory=dict)

    @property
    def stages(self) -> list[int]:
        """The days on which it sits."""
        return sorted({each.stage for each in self.assembly.askers})

    async def as_it_should_be(self, stage: int) -> Positions:
        """How everybody stands on one day; asked first while no mutant is planted."""
        if stage not in self.right:
            self.right[stage] = await positions(self.assembly, stage)
        return self.right[stage]

    async def noticed(self, touched: Touched, stage: int) -> str | None:
        """Where the policy as it stands now differs from what was typed by hand, or on one day
        from the oracle's; None if nowhere. How everybody should stand has to be known by then.
        """
        if touched.kind is None and _differs_from_the_typed():
            return "the matrix as typed"
        return await self._dissent(touched, stage)

    async def is_covered(self, touched: Touched, cover: str | None) -> bool:
        """Whether a mutant makes no difference beyond what another relation makes up for."""
        if cover is not None and not _reads_as_much(touched, cover):
            return False
        for stage in self.stages:
            held: dict[Any, Held] = getattr(self.right[stage], str(touched.kind))
            now, before = await self._asked(touched, stage), held[touched.name]
            made_up = held[_instead(touched, cover)] if cover else {}
            for number in now.keys() | before.keys():
                moved = now.get(number, NOBODY) ^ before.get(number, NOBODY)
                if moved - made_up.get(number, NOBODY):
                    return False
        return True

    async def _dissent(self, touched: Touched, stage: int) -> str | None:
        right = self.right[stage]
        if touched.kind is None:
            return await self._search(self.assembly.at(stage), right, touched.places)
        before: Held = getattr(right, touched.kind)[touched.name]
        now = await self._asked(touched, stage)
        moved = [
            each
            for each in self.assembly.at(stage)
            if now.get(each.number, NOBODY) != before.get(each.number, NOBODY)
        ]
        if not moved:
            return None
        wrong = right.changed(touched.kind, touched.name, now)
        return await self._search(moved, wrong, _concerned(touched))

    async def _asked(self, touched: Touched, stage: int) -> Held:
        if touched.kind == "rows":
            piece, table = touched.name
            return await meeting(self.assembly, piece, table, stage)
        relation = vars(policy)[str(touched.kind).upper()][touched.name]
        return await standing(self.assembly, relation, stage)

    async def _search(
        self, askers: list[Asker], held: Positions, places: Iterable[Question]
    ) -> str | None:
        """The first place that somebody reads otherwise than the oracle says."""
        for question in sorted(places):
            for asker in askers:
                disputed = expected(asker, question) ^ follows(asker, held, question)
                if disputed and await self.convicts(asker, question, disputed):
                    return f"{'.'.join(question)} by {asker.told}"
        return None

    async def convicts(self, asker: Asker, question: Question, rows: set[Any] | None) -> bool:
        """Whether the hub's statement differs from the oracle (on these rows; None: on any).

        Raises AssertionError where it doesn't and should: then what follows from the positions
        isn't what the hub does.
        """
        table = "student" if question[1] == LIST else question[0]
        sql = VERDICT.format(asked=written(asker, question), table=table)
        answer = await self.assembly.rows(sql, asker.number)
        said = {key for (key,) in answer} ^ expected(asker, question)
        assert rows is None or said == rows, (question, asker.told, said, rows)

        return bool(said)


def _differs_from_the_typed() -> bool:
    grants = vars(policy)["GRANTS"]
    return (
        rules_as_matrix(grants) != typed_cells()
        or ways_of(grants) != ways_as_typed()
        or slices_as_columns() != typed_columns()
        or slices_as_inputs() != typed_inputs()
    )


def expected(asker: Asker, question: Question) -> set[Any]:
    """The rows that the oracle says."""
    table, column = question
    if column == MINE:
        return asker.taught
    if column == LETTER:
        return {asker.person} if asker.engaged else set()
    if column == LIST:
        students = asker.place.world["student"]
        return {row["id"] for row in students if asker.lists(table, row)}
    if INPUT in column:
        return asker.used.get((table, column.partition(INPUT)[0]), set())
    if column.endswith(UNRECORDED):
        plain = (table, column.removesuffix(UNRECORDED))
        return asker.shown.get(plain, set()) - asker.recorded.get(plain, set())
    return asker.shown.get(question, set())


def follows(asker: Asker, held: Positions, question: Question) -> set[Any]:
    """The rows that follow from how people stand."""
    table, column = question
    if column == MINE:
        return {
            key for name in TEACHING for (key,) in held.relations[name].get(asker.number, NOBODY)
        }
    if column == LETTER:
        return {asker.person} if held.relations["MO"].get(asker.number) else set()
    ways = clauses(question, trained=asker.trained)
    return held.opened(asker, ways, "student" if column == LIST else table)


def clauses(question: Question, *, trained: bool, app: bool = False) -> tuple[Clause, ...]:
    """The ways to a column, for whoever could stand in every relation: nothing is left out
    because of who asks.
    """
    table, column = question
    shape = _shape(trained, app)
    if INPUT in column:
        shown, _, derivation = column.partition(INPUT)
        return policy.clauses(table, shown, policy.inside(shape, derivation))
    if column.endswith(UNRECORDED):
        ways = policy.clauses(table, column.removesuffix(UNRECORDED), shape)
        return tuple(each for each in ways if not each.logged)
    if column != LIST:
        return policy.clauses(table, column, shape)
    unlogged = tuple(each for each in policy.visible(table, shape) if not each.logged)
    return flags.list_mask(unlogged, same=True) or ()


@cache
def _shape(trained: bool, app: bool) -> Shape:  # noqa: FBT001
    held = frozenset(policy.RELATIONS) - (policy.OF_PERSONS if app else frozenset())
    return Shape(held, trained)


def written(asker: Asker, question: Question) -> str:
    """The hub's statement of the rows that answer a question."""
    table, column = question
    name = "student" if column == LIST else table
    row = Base.metadata.tables[name].alias("this")
    if column == MINE:
        relations = [policy.RELATIONS[each] for each in TEACHING]
        chosen: ColumnElement[bool] = forms.subject_set(relations, (row.c.id,))
    elif column == LETTER:
        chosen = and_(row.c.id == MY_PERSON, forms.reach(policy.RELATIONS["MO"]))
    else:
        chosen = _any(clauses(question, trained=asker.trained, app=asker.is_app), row, name)
    text, _ = template_text(select(row.c.id).where(chosen))
    return text


def _any(ways: tuple[Clause, ...], row: FromClause, table: str) -> ColumnElement[bool]:
    plain = [forms.probed(each, row, table) for each in ways if each.lift is None]
    lifted = [each for each in ways if each.lift is not None]
    return or_(false(), *plain, *([forms.lifted(lifted, row.c.id)] if lifted else []))


def _instead(touched: Touched, cover: str) -> Any:
    """The name of what covers: a relation, or a slice with the condition on the same table."""
    return (cover, touched.name[1]) if touched.kind == "rows" else cover


def _reads_as_much(touched: Touched, cover: str) -> bool:
    """Whether wherever a relation reads (or denies), what covers it reads (or denies) too."""
    for question in _concerned(touched):
        ways = clauses(question, trained=True)
        for way in ways:
            if touched.kind == "denies":
                if touched.name in way.denies and cover not in way.denies:
                    return False
                continue
            if touched.kind == "rows" and way.term == touched.name[0]:
                renamed = replace(way, term=cover)
            elif way.relation == touched.name:
                renamed = replace(way, relation=cover)
            else:
                continue
            if not any(_adds_nothing(renamed, each) for each in ways):
                return False
    return True


def _adds_nothing(way: Clause, other: Clause) -> bool:
    """Whether one way can go where another stands, be its rows fewer."""
    narrower = way.term is not None and NARROWER.get(way.term) == other.term
    return (replace(way, term=other.term) if narrower else way).adds_nothing_to(other)


def _concerned(touched: Touched) -> frozenset[Question]:
    """The questions whose clauses ask for what a mutant changes."""
    return _all_concerned().get((touched.kind, touched.name), frozenset())


@cache
def _all_concerned() -> dict[tuple[str | None, Any], frozenset[Question]]:
    found: dict[tuple[str | None, Any], set[Question]] = {}

    def add(kind: str, name: Any, question: Question) -> None:
        found.setdefault((kind, name), set()).add(question)

    for question in every_question():
        if question[1] == MINE:
            for name in TEACHING:
                add("relations", name, question)
            continue
        if question[1] == LETTER:
            add("relations", "MO", question)
            continue
        for way in (*clauses(question, trained=True), *clauses(question, trained=False)):
            add("relations", way.relation, question)
            for name in way.denies:
                add("denies", name, question)
            if way.term:
                source = way.lift.through if way.lift else question[0]
                add("rows", (way.term, source), question)
    return {key: frozenset(questions) for key, questions in found.items()}


@cache
def every_question() -> tuple[Question, ...]:
    """Every column that somebody may read, but those that are shown by rules of their own."""
    columns = {place for piece in policy.SLICES.values() for place in piece.columns}
    asked = {
        place
        for place in columns - NEVER_ASKED
        if place[1] not in STRUCTURE and clauses(place, trained=True)
    }
    recorded = {
        (table, f"{column}{UNRECORDED}")
        for table, column in asked
        if any(each.logged for each in clauses((table, column), trained=True))
    }
    inputs = {
        (table, f"{column}{INPUT}{piece.within}")
        for piece in policy.SLICES.values()
        for table, column in piece.columns
        if piece.within and column not in STRUCTURE
    }
    tables = {table for table, _ in asked if not policy.may_lack_student(table)}
    about_students = {table for table in tables if policy.has_student(table)}
    lists = {(table, LIST) for table in about_students - {"student"}}
    return (*sorted(asked | inputs | recorded | lists), ("section", MINE), ("person", LETTER))


def apart(held: Positions, askers: Iterable[Asker]) -> Iterator[tuple[Asker, Question]]:
    """Whoever reads otherwise than the oracle says, by how they stand."""
    for asker in askers:
        for question in every_question():
            if expected(asker, question) != follows(asker, held, question):
                yield asker, question
