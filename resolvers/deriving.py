"""Plan fields that are worked out: which hidden items they need, and when they are withheld.

A value that is worked out tells something of each of its inputs: it is withheld wherever one of
them is, by the same clauses, and the marker is theirs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub import policy
from hub.errors import BadInput, LimitExceeded
from hub.limits import DERIVED_MAX, DERIVED_ROWS, EXPLANATIONS_MAX, PAGE_PRODUCT_MAX
from resolvers.flags import shown
from resolvers.plan import HIDDEN, Blank, Child, Derived, RootField, Show, Withheld

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hub.policy import Clause
    from resolvers.catalog import Computed, Root
    from resolvers.operation import Selection
    from resolvers.plan import Item
    from resolvers.planning import Place, Planning


def derived(
    planning: Planning, key: str, found: Computed, hidden: tuple[Item, ...], place: Place
) -> tuple[Item, ...]:
    """The items of a field that is worked out from `hidden` ones: these, and its own marker."""
    if place.rows > DERIVED_MAX:
        raise LimitExceeded(
            f"More than {DERIVED_MAX} rows of which something is worked out.", limit="page product"
        )
    planning.computed = True
    needed = tuple(each for each in hidden if isinstance(each, Blank | Child | Show))
    gone = next(_gone(needed), None)
    slice_id = gone.slice if gone else next((each.slice for each in needed if each.slice), "")
    entire = tuple(_entire(planning, needed)) if found.entire and not gone else ()
    reason = gone.reason if gone else None if all(entire) else planning.reason(slice_id)
    if reason is not None:
        planning.withheld.append(Withheld(place.below(key).path, slice_id, reason))
    names = tuple(each.key for each in needed)
    return (*hidden, Derived(key, names, slice_id, reason, tuple(dict.fromkeys(entire))))


def explanation(planning: Planning, root: Root, selection: Selection) -> RootField:
    """A root that a batch function works out: the statement says only that the viewer holds. It
    speaks of one viewer, and so not to whoever views as somebody, unless it is read by pairs.
    """
    if root.standings and not planning.shape.relations.intersection(root.standings):
        reason = planning.reason(root.slice)
        planning.withheld.append(Withheld((selection.key,), root.slice, reason))
    if planning.shape.target is not None and not root.paired:
        raise BadInput(f"`{selection.name}` can't be asked while viewing as somebody.")
    planning.computed = True
    planning.explanations += 1
    if planning.explanations > EXPLANATIONS_MAX:
        raise LimitExceeded(
            f"More than {EXPLANATIONS_MAX} explanations at once.", limit="explanations"
        )
    return RootField(selection.key, None, many=False, bare=selection.name)


def _entire(planning: Planning, items: Iterable[Item]) -> Iterator[tuple[Clause, ...]]:
    """For each column that is read of rows about the same student: the clauses that open it on all
    of them, be it a value or the key of a link.
    """
    for item in items:
        if not isinstance(item, Child) or item.read.subject is None:
            continue
        table = item.read.type.table
        assert table is not None
        for each in shown(item.read):
            column = each.column if isinstance(each, Show) else None
            column = each.near if isinstance(each, Child) and not each.many else column
            if column is not None:
                ways = policy.clauses(table.name, column, planning.shape)
                yield policy.on_each_side(ways, policy.of_every_row)


def is_hidden(key: str) -> bool:
    """Whether a response key is one that no client asked for."""
    return key.startswith(HIDDEN)


def whole_list(place: Place) -> None:
    """A list that a client has in pages is read whole where a value is worked out from it: refused
    for so many rows above it that together they would be too many.
    """
    if place.rows * DERIVED_ROWS > PAGE_PRODUCT_MAX:
        raise LimitExceeded(
            f"More than {PAGE_PRODUCT_MAX // DERIVED_ROWS} rows of which something is worked out.",
            limit="page product",
        )


def _gone(items: Iterable[Item]) -> Iterator[Blank]:
    """What of the items, or of the rows below them, nobody of this shape can have."""
    for item in items:
        if isinstance(item, Blank):
            yield item
        elif isinstance(item, Child):
            yield from _gone(shown(item.read))
