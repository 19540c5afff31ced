"""The matrix of the policy: who reads and writes which slice, worked out from the grants alone."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from hub.policy import RELATIONS, SLICES, row_of
from hub.policy.denies import denies
from hub.policy.grants import STANDINGS
from hub.policy.rules import GRANTS, WRITES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from hub.policy.grants import Grant

_STANDINGS = (
    "TR TR.before TR.grace CT CT.grading SB SL CN CN.school CM RS PA NU HA NL PR PR.opened SU TT "
    "PR.former RG.former RG.before "
    "PR.team RG OF SE LI FS TP PO DS AN MO IT GD GR ST ST16 ES AU STAFF EV SCH VA VA.directory"
)
COLUMNS = tuple(_STANDINGS.split())
"""The standings of domain.md 2.2 and 2.3a in the order of the table, also those without a grant.

GR is a guardian under an order: its column shows what is left of GD's.
"""
AUTHORED = ".authored"
"""How slices of what the viewer wrote end: in the table, a cell `own` of the row itself."""
OWN = ":own"
"""How relations to one's own section end."""
OTHERS = {
    "AN": "analyst",
    "IT": "operator",
    "GR": "guardian under a court order",
    "VA.directory": "app that gets directory information",
}
"""Standings without a relation of their name: analysts and operators read no student's row."""


def matrix() -> dict[str, dict[str, str]]:
    """Slice -> standing -> cell: R, c (if the letter lists it), own (section or entry), or -; R$
    and c$ where each reading is logged. With `+W` behind what is read (`+w` of one's own section)
    it is written, too; alone, W is of a part that is written and read as another one.

    A cell reads `part` where a standing rests on several relations and not all are granted.
    """
    basis = bases()
    table = {piece: dict.fromkeys(COLUMNS, "-") for piece in SLICES if piece in basis}
    for (row, column), cell in _cells(GRANTS, _read):
        table[row][column] = cell
    for (row, column), cell in _cells(WRITES, _written):
        read = table[row][column]
        table[row][column] = cell if read == "-" else f"{read}+{cell}"
    return table


def _cells(
    grants: Iterable[Grant], cell_of: Callable[[Grant], str]
) -> Iterator[tuple[tuple[str, str], str]]:
    """Place -> cell of what grants open."""
    relations: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for grant in grants:
        row, column = _place(grant)
        relations[row, column, cell_of(grant)].add(grant.relation.removesuffix(OWN))
    for (row, column, cell), found in relations.items():
        yield (row, column), cell if _whole(column, found) else "part"


def _read(grant: Grant) -> str:
    if grant.relation.endswith(OWN) or grant.slice.endswith(AUTHORED):
        return "own"
    return ("c" if grant.listed else "R") + ("$" if grant.logged else "")


def _written(grant: Grant) -> str:
    return "w" if grant.relation.endswith(OWN) else "W"


def bases() -> dict[str, str]:
    """The bases on which a slice is read or written, by slice."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for grant in (*GRANTS, *WRITES):
        found[_place(grant)[0]][grant.basis] = None
    return {piece: " ".join(names) for piece, names in found.items()}


def _place(grant: Grant) -> tuple[str, str]:
    """The row and column of the table in which a grant stands."""
    row = row_of(grant.slice) if grant.slice.endswith(AUTHORED) else grant.slice
    column = grant.relation.partition(":")[0].partition("/")[0].removesuffix(".all")
    if column.startswith("SCH."):
        column = "SCH"
    return row, "GR" if column == "GD" and _left_under_order(grant) else column


def _left_under_order(grant: Grant) -> bool:
    """Whether a guardian's grant only matters where an order has taken a broader one away."""
    if "order:any" in denies(RELATIONS[grant.relation], grant.slice):
        return False
    return any(
        "order:any" in denies(RELATIONS[other.relation], other.slice)
        for other in GRANTS
        if other.relation == grant.relation and row_of(other.slice) == row_of(grant.slice)
    )


def _whole(column: str, found: set[str]) -> bool:
    """Whether every relation of a standing was granted; those to a post stand for themselves."""
    if any(":" in name for name in found):
        return True
    return found >= set(STANDINGS.get(column, (column,))) or column == "GR"


def titles() -> dict[str, str]:
    """Standing -> its title in words; of one without a relation of its own, its first one's."""
    return {column: title_of(column) for column in COLUMNS}


def title_of(name: str) -> str:
    """A standing, or a relation, in words; of one that a letter lists, without the slice."""
    standing = name.partition(":")[0] if name in RELATIONS and RELATIONS[name].listed else name
    first = STANDINGS.get(standing, (standing,))[0]
    return RELATIONS[first].title if first in RELATIONS else OTHERS[first]
