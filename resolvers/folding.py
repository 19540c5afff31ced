"""Constant folding: leaving out what the statement has already made sure of.

A predicate may be dropped only by implication between clauses on the same subject: every way in
which the outer rows are visible must also be a way to the inner value, with no further deny and no
further row condition. "Leave it out below a visible parent" without this is a leak.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hub.policy import LIFTS, RELATIONS, Anchor, on_each_side, sides

if TYPE_CHECKING:
    from hub.policy import Clause


def implied(known: tuple[Clause, ...], wanted: tuple[Clause, ...]) -> bool:
    """Whether on one row `wanted` holds wherever `known` does."""
    return bool(known) and all(
        any(have.implies(want) and not _loses_log(have, want) for want in wanted) for have in known
    )


def implied_below(
    known: tuple[Clause, ...], wanted: tuple[Clause, ...], *, terms: bool = True
) -> bool:
    """Whether `wanted` holds on a row about the same student below a row where `known` does.

    Only clauses anchored on the student, or on nothing, carry over; a row condition of either
    side speaks of its own table and never does. `terms=False`: row conditions do not matter.
    """
    return bool(known) and all(
        any(_carries(have, want, terms=terms) for want in wanted) for have in known
    )


def raised(
    known: tuple[Clause, ...], table: str, target: str, link: tuple[str, str]
) -> tuple[Clause, ...]:
    """What is known of a row to which a row of `table`, where `known` holds, leads by `link`.

    Rows without a student of their own are readable where *some* row that leads to them is. Where
    the one that we came from is such a row, its own ways are ways to its target: the same
    relation, denies and row condition, of that very row. Nothing where the link is no lift.
    """
    lift = LIFTS.get(target)
    is_lift = lift is not None and (lift.through, (lift.far, "id")) == (table, link)
    if not is_lift or any(each.lift is not None for side in sides(known) for each in side):
        return ()
    return on_each_side(known, lambda side: tuple(replace(each, lift=lift) for each in side))


def implied_by_lift(raised: tuple[Clause, ...], wanted: tuple[Clause, ...]) -> bool:
    """Whether `wanted` holds on a row of which `raised` is known; never where reading it is
    logged, since the row's own clauses say what is to be recorded.
    """
    return not any(each.recorded for each in wanted) and implied(raised, wanted)


def _carries(have: Clause, want: Clause, *, terms: bool) -> bool:
    anchors = {RELATIONS[have.relation].anchor, RELATIONS[want.relation].anchor}
    return (
        have.relation == want.relation
        and have.lift is None
        and want.lift is None
        and want.denies <= have.denies
        and (want.term is None or not terms)
        and anchors <= {Anchor.STUDENT, Anchor.NONE}
        and not want.logged
        and (
            want.also is None
            or (have.also is not None and _carries(have.also, want.also, terms=terms))
        )
    )


def _loses_log(have: Clause, want: Clause) -> bool:
    """Folding may not drop a clause whose reading has to be logged."""
    lost = want.logged and not have.logged
    return lost or (
        have.also is not None and want.also is not None and _loses_log(have.also, want.also)
    )
