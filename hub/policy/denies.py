"""Denies: what beats every grant. Each is a relation between viewer and student."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.policy.relations import Kind

if TYPE_CHECKING:
    from hub.policy.relations import Relation

WITHOUT_CONTACT = frozenset({"1b", "5", "6", "7", "25", "26", "27", "TRN"})
"""Rows of the matrix that `no_contact` withholds (2.3a, reading 4)."""
WITHOUT_LOCATION = frozenset({"1b", "5", "25", "26", "27", "TRN"})
"""Rows of the matrix that `no_location` withholds."""
PLACES = frozenset("20.place 28.place 29.place 30.place 33.party DOC.family REQ.party".split())
"""Parts of other rows from which a school or timetable can be told (P-18, P-23)."""
OWN_ONLY_UNDER_ORDER = frozenset({"5.household", "6.family", "7.family"})
"""Slices that a guardian under any order loses; `6.self` and `7.self` remain (column GR)."""
NEEDS_TRAINING = frozenset({"17", "18", "19", "504", "S7"})
"""Rows of the matrix that staff read only with current training (P-37); a plan under section 504
is read as rows 17 and 18 (2.3a), and what is reported of any of them (S7) may quote it."""


def row_of(slice_id: str) -> str:
    """The row of the matrix to which a sub-slice belongs: `12.part` is of row 12."""
    return "1b" if slice_id.startswith("1b") else slice_id.split(".", maxsplit=1)[0]


def denies(relation: Relation, slice_id: str) -> frozenset[str]:
    """The denying relations that beat this relation's reading of this slice."""
    if relation.kind is Kind.GUARDIAN:
        return frozenset(_orders(slice_id))
    if relation.kind is Kind.STAFF:
        return frozenset({"order:any", "own child"})
    if relation.kind is Kind.TEACHER_OF_RECORD:
        return frozenset({"order:any"})
    return frozenset()


def _orders(slice_id: str) -> list[str]:
    """Which orders withhold the slice from a guardian (P-18)."""
    row = row_of(slice_id)
    found = ["order:all"]
    if slice_id in OWN_ONLY_UNDER_ORDER:
        found.append("order:any")
    if row in WITHOUT_LOCATION or slice_id in PLACES:
        found.append("order:location")
    elif row in WITHOUT_CONTACT:
        found.append("order:contact")
    return found
