"""The mutants: each grant, deny, relation, window, mask and row condition, spoiled in turn."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from hub import policy
from hub.models import Base
from hub.policy import SLICES, templates
from hub.policy.denies import denies as denying
from hub.policy.relations import Kind
from hub.policy.rules import GRANTS
from hub.policy.slices import STRUCTURE
from tests.mutants.excuses import IMPLIED, excuse
from tests.mutants.judge import LETTER, MINE, NEVER_ASKED, Touched, clauses, every_question
from tests.mutants.positions import subjects
from tests.mutants.sites import dropped, sites, spoiled
from tests.resolvers.forms import OF_LETTERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import ColumnElement

    from hub.policy import Clause
    from hub.policy.grants import Grant
    from hub.policy.relations import Facts, Relation
    from tests.mutants.excuses import Excuse
    from tests.mutants.judge import Question
    from tests.mutants.sites import Site


@dataclass(frozen=True)
class Mutant:
    """One thing wrong in the policy: what, how it is planted, and what it touches."""

    name: str
    plant: Callable[[ExitStack], None]
    touched: Touched
    excuse: Excuse | None = None

    @contextmanager
    def planted(self) -> Iterator[None]:
        """The policy with this one thing wrong."""
        with ExitStack() as stack:
            if self.touched.kind is None:
                stack.callback(forget)
            self.plant(stack)
            if self.touched.kind is None:
                forget()
            yield


def forget() -> None:
    """No clause that was worked out from another policy may serve."""
    policy._clauses.cache_clear()
    policy._readable.cache_clear()
    policy.visible.cache_clear()
    policy.slices_of.cache_clear()


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
            Touched(None, places=SLICES[grant.slice].columns - NEVER_ASKED),
        )
        for grant in GRANTS
    ]


def _without_grant(grant: Grant) -> Callable[[ExitStack], None]:
    left = tuple(each for each in GRANTS if each != grant)
    return _patched(patch.object(policy, "GRANTS", left))


def denies() -> list[Mutant]:
    """Each deny no longer asked of one kind of relation, for guardians of one slice; but where a
    wider one is asked as well.
    """
    found: dict[tuple[Kind, str | None, str], None] = {}
    for grant in GRANTS:
        relation = policy.RELATIONS[grant.relation]
        slice_id = grant.slice if relation.kind is Kind.GUARDIAN else None
        asked = denying(relation, grant.slice)
        for name in asked:
            if IMPLIED.get(name) not in asked:
                found[relation.kind, slice_id, name] = None
    return [
        Mutant(
            f"deny {name} not asked of {kind.value}, {slice_id or 'any slice'}",
            _without_deny(kind, slice_id, name),
            _denied_at(kind, slice_id, name),
        )
        for kind, slice_id, name in found
    ]


def _denied_at(kind: Kind, slice_id: str | None, name: str) -> Touched:
    """Of one slice, all that it has: a clause that another one made needless while both asked for
    the deny is there again when it doesn't.
    """
    touched = _where(lambda each: _is_denied(each, kind, slice_id, name))
    if slice_id is None:
        return touched
    return replace(touched, places=touched.places | (SLICES[slice_id].columns - NEVER_ASKED))


def _is_denied(clause: Clause, kind: Kind, slice_id: str | None, name: str) -> bool:
    of_kind = policy.RELATIONS[clause.relation].kind is kind
    return of_kind and name in clause.denies and slice_id in (None, clause.slice, "")


def _without_deny(kind: Kind, slice_id: str | None, name: str) -> Callable[[ExitStack], None]:
    def fewer(relation: Relation, of: str) -> frozenset[str]:
        spared = relation.kind is kind and slice_id in (None, of)
        return denying(relation, of) - ({name} if spared else set())

    return _patched(patch.object(policy, "denies", fewer))


def deny_relations() -> list[Mutant]:
    """Each part of each denying relation."""
    every = policy.DENIES
    return [mutant for each in every.values() for mutant in _of_relation(each, every, "denies")]


def relations() -> list[Mutant]:
    """Each part of each relation on which a grant rests; of those that letters list, which differ
    by their slice alone, some stand for all.
    """
    every = policy.RELATIONS
    chosen = (
        each
        for each in every.values()
        if each.facts().tables is not None and (not each.listed or each.name in OF_LETTERS)
    )
    return [mutant for each in chosen for mutant in _of_relation(each, every, "relations")]


def _of_relation(relation: Relation, owner: dict[str, Relation], kind: str) -> list[Mutant]:
    return [
        Mutant(
            f"relation {relation.name}: {site.told}",
            _respelled(relation, owner, site),
            Touched(kind, relation.name),
            excuse(relation.name, site.told),
        )
        for site in sites(subjects(relation.facts()))
    ]


def _respelled(
    relation: Relation, owner: dict[str, Relation], site: Site
) -> Callable[[ExitStack], None]:
    def wrong() -> Facts:
        facts = relation.facts()
        found = spoiled(subjects(facts), site).subquery()
        keys = tuple(found.c[f"key{at}"] for at in range(len(facts.subject)))
        return replace(facts, tables=found, subject=keys, holds=(), key=None, apart=None)

    def plant(stack: ExitStack) -> None:
        wronged = replace(relation, facts=wrong, seats=None)
        stack.enter_context(patch.dict(owner, {relation.name: wronged}))
        kept = {form: made for form, made in templates._MADE.items() if form[0] != relation.name}
        stack.enter_context(patch.object(templates, "_MADE", kept))

    return plant


def row_conditions() -> list[Mutant]:
    """Each row condition of each slice that somebody reads left out or spoiled in one part; of
    those that are written alone the oracle of writes knows.
    """
    found = []
    read = {each.slice for each in GRANTS}
    for piece in (each for each in SLICES.values() if each.id in read):
        for table, condition in piece.rows.items():
            row = Base.metadata.tables[table].alias("this")
            for site in (dropped(condition(row)), *sites(condition(row))):
                name = f"rows {piece.id} of {table}: {site.told}"
                touched = Touched("rows", (piece.id, table))
                plant = _otherwise(piece.id, table, site)
                found.append(Mutant(name, plant, touched, excuse(piece.id, site.told)))
    return found


def _otherwise(slice_id: str, table: str, site: Site) -> Callable[[ExitStack], None]:
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
            Touched(None, places=frozenset({(table, column)}) - NEVER_ASKED),
        )
        for piece in SLICES.values()
        for table, column in sorted(piece.columns)
        if column not in STRUCTURE and any(each.slice == piece.id for each in GRANTS)
    ]
    trained = _where(lambda each: policy.row_of(each.slice) in policy.NEEDS_TRAINING)
    return [*found, Mutant("training is not asked", _always_trained, trained)]


def _without_column(slice_id: str, place: Question) -> Callable[[ExitStack], None]:
    piece = SLICES[slice_id]
    less = replace(piece, columns=piece.columns - {place})
    return _patched(patch.dict(SLICES, {slice_id: less}))


def _always_trained(stack: ExitStack) -> None:
    stack.enter_context(patch.object(policy, "NEEDS_TRAINING", frozenset()))


def _where(concerns: Callable[[Clause], bool]) -> Touched:
    """The places with a clause that is concerned."""
    places = frozenset(
        place
        for place in every_question()
        if place[1] not in (MINE, LETTER) and any(map(concerns, clauses(place, trained=True)))
    )
    return Touched(None, places=places)


__all__ = ["Mutant", "everything"]
