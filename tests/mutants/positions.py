"""Who stands how to whom, and which rows meet which condition: each asked of SQL by itself.

From these sets follows who reads what: a clause holds where its relation does, none of its denies
does, and its row condition does. That they follow is put to the test where it matters: whatever
is found here is asked of the hub's own statement before it counts (`tests.mutants.judge`).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import literal, select

from hub import policy
from hub.models import Base
from hub.policy.relations import Anchor
from hub.sql import template_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Select

    from hub.policy import Clause
    from hub.policy.relations import Facts, Relation
    from tests.mutants.assembly import Asker, Assembly, Key

Held: TypeAlias = "dict[int, frozenset[Any]]"
"""Asker -> the subjects to whom a relation holds, or the rows that meet a condition."""
NOBODY: frozenset[Any] = frozenset()
MEMBERS = """
SELECT DISTINCT who.number, {keys}
FROM asker AS who
CROSS JOIN LATERAL ({members}) AS found
JOIN place ON place.id = found.key0 AND place.world = who.world
WHERE who.stage = {stage}
"""
HOLDERS = "SELECT who.number FROM asker AS who WHERE who.stage = {stage} AND EXISTS ({members})"
ROWS = """
SELECT who.number, found.id
FROM asker AS who
JOIN place ON place.world = who.world AND place.owner = '{table}'
JOIN LATERAL ({asked}) AS found ON found.id = place.id
WHERE who.stage = {stage}
"""


async def standing(assembly: Assembly, relation: Relation, stage: int) -> Held:
    """To whom a relation holds, for each asker of one day."""
    facts = relation.facts()
    if facts.tables is None:
        # every person, and no app (P-28)
        return {it.number: frozenset([()]) for it in assembly.at(stage) if not it.is_app}
    text, _ = template_text(subjects(facts))
    keys = ", ".join(f"found.key{at}" for at in range(len(facts.subject)))
    form = HOLDERS if relation.anchor is Anchor.NONE else MEMBERS
    return _gathered(await assembly.rows(form.format(keys=keys, members=text, stage=stage)))


def subjects(facts: Facts) -> Select[Any]:
    """The subjects of a relation, as one query."""
    named: list[Any] = [each.label(f"key{at}") for at, each in enumerate(facts.subject)]
    chosen: Any = select(*(named or [literal(1).label("held")]))
    return chosen.select_from(facts.tables).where(*facts.holds)  # type: ignore[no-any-return]


async def meeting(assembly: Assembly, slice_id: str, table: str, stage: int) -> Held:
    """Which rows meet a slice's condition, for each asker of one day."""
    row = Base.metadata.tables[table].alias("this")
    asked, _ = template_text(select(row.c.id).where(policy.SLICES[slice_id].rows[table](row)))
    sql = ROWS.format(asked=asked, table=table, stage=stage)
    return {
        number: frozenset(key for (key,) in rows)
        for number, rows in _gathered(await assembly.rows(sql)).items()
    }


def _gathered(rows: Iterable[tuple[Any, ...]]) -> Held:
    found: dict[int, set[Key]] = defaultdict(set)
    for number, *key in rows:
        found[number].add(tuple(key))
    return {number: frozenset(keys) for number, keys in found.items()}


@dataclass(frozen=True)
class Positions:
    """All relations, denies and row conditions on one day."""

    relations: dict[str, Held]
    denies: dict[str, Held]
    rows: dict[tuple[str, str], Held]
    _opened: dict[tuple[int, Clause, str], frozenset[Any]] = field(default_factory=dict)

    def changed(self, kind: str, name: Any, held: Held) -> Positions:
        """The same, but for one of them."""
        parts: dict[str, Any] = {
            "relations": self.relations,
            "denies": self.denies,
            "rows": self.rows,
        }
        parts[kind] = {**parts[kind], name: held}
        return Positions(**parts)

    def opened(self, asker: Asker, clauses: Iterable[Clause], table: str) -> set[Any]:
        """The rows of a table in which any of the clauses holds for somebody."""
        found: set[Any] = set()
        for clause in clauses:
            if self.relations[clause.relation].get(asker.number):
                found |= self._by(asker, clause, table)
        return found

    def _by(self, asker: Asker, clause: Clause, table: str) -> frozenset[Any]:
        known = (asker.number, clause, table)
        if known not in self._opened:
            self._opened[known] = frozenset(self._asked(asker, clause, table))
        return self._opened[known]

    def _asked(self, asker: Asker, clause: Clause, table: str) -> set[Any]:
        source = clause.lift.through if clause.lift else table
        number, place = asker.number, asker.place
        keyed = place.keyed(source, policy.RELATIONS[clause.relation].anchor)
        found: set[Any] = set()
        for key in self.relations[clause.relation][number]:
            found.update(keyed.get(key, ()))
        for name in clause.denies:
            for key in self.denies[name].get(number, ()):
                found.difference_update(place.keyed(source, Anchor.STUDENT).get(key, ()))
        if clause.term:
            found &= self.rows[clause.term, source].get(number, NOBODY)
        if clause.lift:
            return {place.by_id(source)[each][clause.lift.far] for each in found}
        return found


async def positions(assembly: Assembly, stage: int) -> Positions:
    """How everybody stands on one day, by the policy as it is now."""
    return Positions(
        {name: await standing(assembly, each, stage) for name, each in policy.RELATIONS.items()},
        {name: await standing(assembly, each, stage) for name, each in policy.DENIES.items()},
        {
            (piece.id, table): await meeting(assembly, piece.id, table, stage)
            for piece in policy.SLICES.values()
            for table in piece.rows
        },
    )
