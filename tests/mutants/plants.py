"""The mutants: each grant, deny, relation, window, mask and row condition, spoiled in turn."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from sqlalchemy import and_, true

from hub import policy
from hub.identity import facts as identity_facts
from hub.models import Base
from hub.policy import SLICES, Shape, templates
from hub.policy.denies import denies as denying
from hub.policy.relations import Kind
from hub.policy.rules import GRANTS
from hub.policy.slices import STRUCTURE
from tests.mutants.judge import LIST, MINE, TEACHING
from tests.mutants.sites import dropped, sites, spoiled
from tests.resolvers.forms import OF_LETTERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import ColumnElement

    from hub.policy import Clause
    from hub.policy.grants import Grant
    from hub.policy.relations import Relation
    from tests.mutants.judge import Question
    from tests.mutants.sites import Site

QUESTIONS = 4
"""How many columns are asked about one mutant: those that fewest other clauses open."""
NEVER_ASKED = {("incident", "description")}
"""Shown by the statement's own rule (P-36), not by clauses alone."""


@dataclass(frozen=True)
class Mutant:
    """One thing wrong in the policy: what, how it is planted, and where it should show."""

    name: str
    plant: Callable[[ExitStack], None]
    questions: tuple[Question, ...]

    @contextmanager
    def planted(self) -> Iterator[None]:
        """The policy with this one thing wrong."""
        with ExitStack() as stack:
            stack.callback(forget)
            self.plant(stack)
            forget()
            yield


def forget() -> None:
    """Nothing that was worked out from another policy may serve."""
    policy._clauses.cache_clear()
    policy._readable.cache_clear()
    policy.visible.cache_clear()
    policy.slices_of.cache_clear()
    identity_facts._reaches.cache_clear()


def everything() -> list[Mutant]:
    """Every mutant of the policy as it stands."""
    return [*grants(), *denies(), *deny_relations(), *relations(), *row_conditions(), *masks()]


def _patched(change: Any) -> Callable[[ExitStack], None]:
    """A plant that is one patch."""

    def plant(stack: ExitStack) -> None:
        stack.enter_context(change)

    return plant


def grants() -> list[Mutant]:
    """Each grant left out."""
    return [
        Mutant(
            f"grant {grant.relation} x {grant.slice} left out",
            _without_grant(grant),
            _questions(lambda each, grant=grant: _is_of(each, grant)),  # type: ignore[misc]
        )
        for grant in GRANTS
    ]


def _is_of(clause: Clause, grant: Grant) -> bool:
    return (clause.relation, clause.slice) == (grant.relation, grant.slice)


def _without_grant(grant: Grant) -> Callable[[ExitStack], None]:
    left = tuple(each for each in GRANTS if each != grant)
    return _patched(patch.object(policy, "GRANTS", left))


def denies() -> list[Mutant]:
    """Each deny no longer asked of one kind of relation, for guardians of one slice."""
    found: dict[tuple[Kind, str | None, str], None] = {}
    for grant in GRANTS:
        relation = policy.RELATIONS[grant.relation]
        slice_id = grant.slice if relation.kind is Kind.GUARDIAN else None
        for name in denying(relation, grant.slice):
            found[relation.kind, slice_id, name] = None
    return [
        Mutant(
            f"deny {name} not asked of {kind.value}, {slice_id or 'any slice'}",
            _without_deny(kind, slice_id, name),
            _questions(lambda each, of=(kind, slice_id, name): _is_denied(each, *of)),  # type: ignore[misc]
        )
        for kind, slice_id, name in found
    ]


def _is_denied(clause: Clause, kind: Kind, slice_id: str | None, name: str) -> bool:
    of_kind = policy.RELATIONS[clause.relation].kind is kind
    return of_kind and name in clause.denies and slice_id in (None, clause.slice)


def _without_deny(kind: Kind, slice_id: str | None, name: str) -> Callable[[ExitStack], None]:
    def fewer(relation: Relation, of: str) -> frozenset[str]:
        spared = relation.kind is kind and slice_id in (None, of)
        return denying(relation, of) - ({name} if spared else set())

    return _patched(patch.object(policy, "denies", fewer))


def deny_relations() -> list[Mutant]:
    """Each part of each denying relation."""
    return [
        each
        for relation in policy.DENIES.values()
        for each in _of_relation(
            relation,
            policy.DENIES,
            _questions(lambda one, name=relation.name: name in one.denies),  # type: ignore[misc]
        )
    ]


def relations() -> list[Mutant]:
    """Each part of each relation on which a grant rests; of those that letters list, which differ
    by their slice alone, some stand for all.
    """
    return [
        each
        for relation in policy.RELATIONS.values()
        if relation.facts().tables is not None
        and (not relation.listed or relation.name in OF_LETTERS)
        for each in _of_relation(
            relation,
            policy.RELATIONS,
            _of_relation_asked(relation.name),
        )
    ]


def _of_relation_asked(name: str) -> tuple[Question, ...]:
    """Columns that the relation opens, lists that it allows, or the sections that are mine."""
    if name in TEACHING:
        return (("section", MINE),)
    found = _questions(lambda each: each.relation == name)
    lists = _questions(lambda each: each.relation == f"{name}:own")
    return found or tuple(dict.fromkeys((table, LIST) for table, _ in lists))


def _of_relation(
    relation: Relation, owner: dict[str, Relation], questions: tuple[Question, ...]
) -> list[Mutant]:
    condition = and_(true(), *relation.facts().holds)
    return [
        Mutant(
            f"relation {relation.name}: {site.told}",
            _respelled(relation, owner, site),
            questions,
        )
        for site in sites(condition)
    ]


def _respelled(
    relation: Relation, owner: dict[str, Relation], site: Site
) -> Callable[[ExitStack], None]:
    def wrong() -> Any:
        facts = relation.facts()
        return replace(facts, holds=(spoiled(and_(true(), *facts.holds), site),))

    def plant(stack: ExitStack) -> None:
        wronged = replace(relation, facts=wrong, seats=None)
        stack.enter_context(patch.dict(owner, {relation.name: wronged}))
        kept = {form: made for form, made in templates._MADE.items() if form[0] != relation.name}
        stack.enter_context(patch.object(templates, "_MADE", kept))

    return plant


def row_conditions() -> list[Mutant]:
    """Each row condition of each slice left out or spoiled in one part."""
    found = []
    for piece in SLICES.values():
        for table, condition in piece.rows.items():
            questions = _questions(_in_slice(piece.id), table)
            row = Base.metadata.tables[table].alias("this")
            for site in (dropped(condition(row)), *sites(condition(row))):
                name = f"rows {piece.id} of {table}: {site.told}"
                found.append(Mutant(name, _looser(piece.id, table, site), questions))
    return found


def _in_slice(slice_id: str) -> Callable[[Clause], bool]:
    return lambda each: slice_id in (each.term, each.slice)


def _looser(slice_id: str, table: str, site: Site) -> Callable[[ExitStack], None]:
    piece = SLICES[slice_id]
    condition = piece.rows[table]

    def wrong(row: Any) -> ColumnElement[bool]:
        return spoiled(condition(row), site)

    wronged = replace(piece, rows={**piece.rows, table: wrong})
    return _patched(patch.dict(SLICES, {slice_id: wronged}))


def masks() -> list[Mutant]:
    """Each column left out of each slice that holds it; training no longer asked."""
    found = [
        Mutant(
            f"mask {piece.id}: {table}.{column} left out",
            _without_column(piece.id, (table, column)),
            ((table, column),),
        )
        for piece in SLICES.values()
        for table, column in sorted(piece.columns - NEVER_ASKED)
        if column not in STRUCTURE and any(each.slice == piece.id for each in GRANTS)
    ]
    trained = _questions(lambda each: policy.row_of(each.slice) in policy.NEEDS_TRAINING)
    return [*found, Mutant("training is not asked", _always_trained, trained)]


def _without_column(slice_id: str, place: Question) -> Callable[[ExitStack], None]:
    piece = SLICES[slice_id]
    less = replace(piece, columns=piece.columns - {place})
    return _patched(patch.dict(SLICES, {slice_id: less}))


def _always_trained(stack: ExitStack) -> None:
    stack.enter_context(patch.object(policy, "NEEDS_TRAINING", frozenset()))


def _questions(
    concerns: Callable[[Clause], bool], table: str | None = None
) -> tuple[Question, ...]:
    """The columns that a clause opens and fewest others do; of different tables where possible."""
    places: list[tuple[int, Question]] = []
    for place, ways in _open().items():
        if any(concerns(each) for each in ways) and place not in NEVER_ASKED:
            places.append((len(ways), place))
    ranked = [place for _, place in sorted(places) if table in (None, place[0])]
    seen: Counter[str] = Counter()
    turns = []
    for place in ranked:
        turns.append((seen[place[0]], place))
        seen[place[0]] += 1
    turns.sort(key=lambda each: each[0])
    return tuple(place for _, place in turns[:QUESTIONS])


@cache
def _open() -> dict[Question, tuple[Clause, ...]]:
    """Every column with the clauses that open it to somebody who stands in every relation."""
    shape = Shape(frozenset(policy.RELATIONS), trained=True)
    return {
        place: policy.clauses(*place, shape)
        for place in sorted({place for piece in SLICES.values() for place in piece.columns})
        if place[1] not in STRUCTURE
    }


__all__ = ["Mutant", "everything", "forget"]


def every_question() -> list[Question]:
    """Every column that somebody may read, but those that are shown by rules of their own."""
    open_to_somebody = [p for p, ways in _open().items() if ways and p not in NEVER_ASKED]
    about_students = {table for table, _ in open_to_somebody if policy.has_student(table)}
    lists = [(table, LIST) for table in sorted(about_students - {"student"})]
    return [*open_to_somebody, *lists, ("section", MINE)]
