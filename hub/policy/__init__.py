"""Allow: the one question, asked by everything that shows, filters, sorts, counts or pages.

    clauses(table, column, shape)   ->  who may read this column of a row, and when not
    visible(table, shape)           ->  when a row of the table exists for the viewer
    writable(table, column, shape)  ->  who may write it, asked of the row before and after

A clause holds where its relation does, none of its denies does, and its slice's row condition
does. A value is readable where one of its clauses holds. The answer is data; `hub.policy.forms`
prints it as SQL. Nothing here knows HTTP, GraphQL, or a row.

Whoever views as somebody reads what both do (P-33): their clauses are pairs, one of the viewer
and `also` one of the target, and a pair holds where both of its clauses do.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from hub.models import Base
from hub.models.base import VERSION
from hub.policy.catalogue import SLICES
from hub.policy.denies import NEEDS_TRAINING, denies, row_of
from hub.policy.families import DENYING, FAMILIES
from hub.policy.grants import PURPOSES
from hub.policy.offices import OFFICES
from hub.policy.relations import Anchor, Kind, Relation
from hub.policy.rules import GRANTS, WRITES
from hub.policy.slices import LIFTS, STRUCTURE, Lift
from hub.policy.staffing import STAFFING
from hub.policy.vendors import LETTERS, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from hub.policy.grants import Grant

RELATIONS: dict[str, Relation] = {
    relation.name: relation
    for relation in (*STAFFING, *OFFICES, *FAMILIES, *LETTERS, *listed(GRANTS))
}
"""Every relation on which a grant or a way in rests."""
DENIES: dict[str, Relation] = {relation.name: relation for relation in DENYING}
"""Every relation that denies."""
THEIRS = "their "
"""Before the name of a relation or deny: the target's standing, where somebody views as them."""
DIRECTORY = frozenset({"S0", "S1", "S2", "S3", "S4", "S5", "RVW", "1a", "1b", "1c"})
"""The rows of the matrix whose readings leave no record: facts of schools and staff, and by what a
student is called."""
OF_PERSONS = frozenset({"EV"})
"""What holds of every person, and not of a vendor's app: it reads what is listed (P-28)."""


@dataclass(frozen=True)
class Shape:
    """Which relations a viewer can stand in now, and whether their training is current; with the
    same of the `target`, where they view as somebody. `within`: the derivation whose inputs are
    asked for, and nothing that is shown.

    Two viewers of one shape get the same statement text.
    """

    relations: frozenset[str]
    trained: bool
    target: Shape | None = None
    within: str = ""


@dataclass(frozen=True)
class Clause:
    """One way in which a row or value is readable.

    `term` is the id of the slice whose row condition applies (None where it has none on this
    table); `lift` is set where the clause is about the row of `lift.through` that leads here.
    `also` is the target's clause, which has to hold as well.
    """

    relation: str
    denies: frozenset[str]
    term: str | None
    lift: Lift | None
    slice: str
    logged: bool
    also: Clause | None = None

    @property
    def recorded(self) -> bool:
        """Whether a reading by it leaves a record: by either side of a pair."""
        return self.logged or (self.also is not None and self.also.logged)

    def implies(self, other: Clause) -> bool:
        """Whether wherever this clause holds on a row, the other does too."""
        return (
            self.relation == other.relation
            and self.lift == other.lift
            and other.denies <= self.denies
            and other.term in (None, self.term)
            and (other.also is None or (self.also is not None and self.also.implies(other.also)))
        )

    def adds_nothing_to(self, other: Clause) -> bool:
        """Whether this clause can go where `other` stands: it neither reads nor spares more."""
        return self.implies(other) and (self.logged or not other.logged)


def inside(shape: Shape, derivation: str) -> Shape:
    """The shape of the same viewers where the inputs of a derivation are asked for."""
    target = shape.target and replace(shape.target, within=derivation)
    return replace(shape, target=target, within=derivation)


def clauses(table: str, column: str, shape: Shape) -> tuple[Clause, ...]:
    """Who may read `column` of `table`, for viewers of `shape`; empty means nobody."""
    if column in STRUCTURE:
        return visible(table, shape)
    if column == VERSION:
        return changeable(table, shape)
    return _readable(table, column, shape)


@lru_cache(maxsize=16384)
def _readable(table: str, column: str, shape: Shape) -> tuple[Clause, ...]:
    if shape.target is not None:
        mine = replace(shape, target=None)
        return both(_readable(table, column, mine), _readable(table, column, shape.target))
    every = _clauses(table, shape.within)
    held = (c for name, c in every if name == column and _held(c, shape))
    return weakest(tuple(held))


@lru_cache(maxsize=4096)
def writable(table: str, column: str, shape: Shape) -> tuple[Clause, ...]:
    """Who may write `column` of `table`, for viewers of `shape`; empty means nobody.

    Whoever views as somebody writes nothing (P-33).
    """
    if shape.target is not None:
        return ()
    held = (c for name, c in _granted(table, WRITES) if name == column and _held(c, shape))
    return weakest(tuple(held))


@lru_cache(maxsize=4096)
def changeable(table: str, shape: Shape) -> tuple[Clause, ...]:
    """Who may write some column of a row of `table`: whoever has to know its version."""
    if shape.target is not None:
        return ()
    found = dict.fromkeys(clause for _, clause in _granted(table, WRITES) if _held(clause, shape))
    return weakest(tuple(found))


@lru_cache(maxsize=4096)
def visible(table: str, shape: Shape) -> tuple[Clause, ...]:
    """When a row of `table` exists for the viewer: where any of its columns is readable."""
    if shape.target is not None:
        return both(visible(table, replace(shape, target=None)), visible(table, shape.target))
    every = _clauses(table, shape.within)
    found = dict.fromkeys(clause for _, clause in every if _held(clause, shape))
    return weakest(tuple(found))


def weakest(found: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """Without the clauses that say nothing new: they hold only where another one does."""
    kept: list[Clause] = []
    for clause in sorted(found, key=lambda each: (len(each.denies), each.term or "", each.logged)):
        if not any(clause.adds_nothing_to(other) for other in kept):
            kept.append(clause)
    return tuple(kept)


def marker(found: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """The clauses by which a value's state is told: those of silent slices without their row
    condition, so that a row that fails it looks like one with nothing recorded.
    """
    return on_each_side(found, _marker)


def _marker(found: tuple[Clause, ...]) -> tuple[Clause, ...]:
    return weakest(
        tuple(
            replace(each, term=None) if each.term and SLICES[each.term].silent else each
            for each in found
        )
    )


def of_every_row(found: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """The clauses that are about the student, or about all of them, and ask nothing of the row."""
    return tuple(
        each
        for each in found
        if RELATIONS[each.relation].anchor in (Anchor.STUDENT, Anchor.NONE)
        and each.term is None
        and each.lift is None
        and not each.logged
    )


def both(mine: tuple[Clause, ...], theirs: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """The pairs that hold where one of the viewer's clauses and one of the target's do (P-33)."""
    return tuple(replace(each, also=also) for each in mine for also in theirs)


def sides(found: tuple[Clause, ...]) -> tuple[tuple[Clause, ...], tuple[Clause, ...]]:
    """The viewer's clauses and the target's, of which some clauses are pairs; where they are not,
    they themselves and none. Either all clauses of a shape are pairs or none is.
    """
    if not found or found[0].also is None:
        return found, ()
    mine = dict.fromkeys(_alone(each) for each in found)
    theirs = dict.fromkeys(each.also for each in found if each.also is not None)
    return tuple(mine), tuple(theirs)


def products(found: tuple[Clause, ...]) -> list[tuple[tuple[Clause, ...], tuple[Clause, ...]]]:
    """Pairs as few conditions: some of the viewer's clauses, and the target's that each is paired
    with.
    """
    beside: dict[Clause, tuple[Clause, ...]] = {}
    for each in found:
        beside[_alone(each)] = (*beside.get(_alone(each), ()), *filter(None, (each.also,)))
    grouped: dict[tuple[Clause, ...], tuple[Clause, ...]] = {}
    for mine, theirs in beside.items():
        grouped[theirs] = (*grouped.get(theirs, ()), mine)
    return [(mine, theirs) for theirs, mine in grouped.items()]


def on_each_side(
    found: tuple[Clause, ...], change: Callable[[tuple[Clause, ...]], tuple[Clause, ...]]
) -> tuple[Clause, ...]:
    """`change` of clauses; where they are pairs, of either side by itself."""
    mine, theirs = sides(found)
    return both(change(mine), change(theirs)) if theirs else change(found)


def _alone(clause: Clause) -> Clause:
    return clause if clause.also is None else replace(clause, also=None)


@lru_cache(maxsize=4096)
def slices_of(table: str, column: str, within: str = "") -> tuple[str, ...]:
    """The slices that hold a column, broadest first; or those in which it is an input."""
    holding = (each for each in SLICES.values() if each.holds(table, column))
    return tuple(each.id for each in holding if each.within == within)


def opened(shape: Shape) -> list[str]:
    """The ids of the slices of which a viewer of this shape may read something."""
    return sorted(
        {
            grant.slice
            for grant in GRANTS
            if grant.relation in shape.relations
            and _trained_for(grant.relation, grant.slice, shape)
        }
    )


def kept_rows(slices: Iterable[str]) -> frozenset[str]:
    """The rows of the matrix of some slices whose readings are kept: 2 to 34, and those named
    between them; not what every directory says of people, schools and staff.
    """
    rows = {row_of(each) for each in slices if each}
    return frozenset(row for row in rows if row not in DIRECTORY)


def is_staff(relation: str) -> bool:
    """Whether the relation is one of staff."""
    return RELATIONS[relation].kind in (Kind.STAFF, Kind.TEACHER_OF_RECORD)


@cache
def basis(relation: str, slice_id: str) -> str:
    """On what a relation reads a slice: the basis of its grant."""
    return next(
        grant.basis for grant in GRANTS if (grant.relation, grant.slice) == (relation, slice_id)
    )


@cache
def version() -> str:
    """A digest of the policy: it changes with any grant, deny, slice or relation."""
    columns = {piece.id: sorted(piece.columns) for piece in SLICES.values()}
    denied = {
        grant: sorted(denies(RELATIONS[grant.relation], grant.slice))
        for grant in (*GRANTS, *WRITES)
    }
    said = repr((columns, denied, sorted(RELATIONS), sorted(DENIES)))
    return sha256(said.encode()).hexdigest()[:16]


def _held(clause: Clause, shape: Shape) -> bool:
    held = clause.relation in shape.relations
    return held and _trained_for(clause.relation, clause.slice, shape)


def _trained_for(relation: str, slice_id: str, shape: Shape) -> bool:
    """Staff read rows 17-19 and 504 only with current training (P-37)."""
    return shape.trained or not is_staff(relation) or row_of(slice_id) not in NEEDS_TRAINING


@cache
def _clauses(table: str, within: str) -> tuple[tuple[str, Clause], ...]:
    return _granted(table, GRANTS, within)


def _granted(
    table: str, grants: tuple[Grant, ...], within: str = ""
) -> tuple[tuple[str, Clause], ...]:
    """Every (column, clause) of a table, from the grants on the slices that hold its columns."""
    return tuple(
        (column, _clause(grant, table))
        for grant in grants
        if SLICES[grant.slice].within == within
        for owner, column in sorted(SLICES[grant.slice].columns)
        if owner == table
    )


def _clause(grant: Grant, table: str) -> Clause:
    relation, piece = RELATIONS[grant.relation], SLICES[grant.slice]
    lift = LIFTS.get(table)
    source = lift.through if lift and table not in piece.rows else table
    if source == table:
        lift = None
    return Clause(
        relation=grant.relation,
        denies=denies(relation, grant.slice) if has_student(source) else frozenset(),
        term=grant.slice if source in piece.rows else None,
        lift=lift,
        slice=grant.slice,
        logged=grant.logged or (relation.contracted and row_of(grant.slice) in NEEDS_TRAINING),
    )


def has_student(table: str) -> bool:
    """Whether rows of the table are about one student."""
    return table == "student" or "student_id" in Base.metadata.tables[table].columns


def may_lack_student(table: str) -> bool:
    """Whether rows of the table are about one student or about none."""
    key = Base.metadata.tables[table].columns.get("student_id")
    return key is not None and bool(key.nullable)


WHOLE_ONLY: dict[tuple[str, str], Lift] = {
    ("incident", "description"): LIFTS["incident"],
}
"""Free text shown only to whoever may see every row that leads to it: it may name the others
(P-36)."""

__all__ = [
    "DENIES",
    "LIFTS",
    "NEEDS_TRAINING",
    "OF_PERSONS",
    "PURPOSES",
    "RELATIONS",
    "SLICES",
    "THEIRS",
    "WHOLE_ONLY",
    "Anchor",
    "Clause",
    "Shape",
    "basis",
    "both",
    "changeable",
    "clauses",
    "has_student",
    "inside",
    "is_staff",
    "kept_rows",
    "marker",
    "may_lack_student",
    "of_every_row",
    "on_each_side",
    "opened",
    "products",
    "row_of",
    "sides",
    "slices_of",
    "version",
    "visible",
    "writable",
]
