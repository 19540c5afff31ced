"""What takes a grant away. A deny beats every grant, and it is asked per person and student.

Orders bind their person and their child, nobody else's reading (2.3a.4).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.oracle.standings import STAFF

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.oracle.facts import Case

DENIES = (
    "D-order provisional",
    "D-order NO_RECORDS",
    "D-order NO_CONTACT",
    "D-order NO_LOCATION",
    "D-order school",
    "D-restricted",
    "D-conflict",
    "D-own",
    "D-training",
    "D-redaction",
)

PLACES = frozenset("20.place 28.place 29.place 30.place 33.party DOC.family REQ.party".split())
"""What tells the school or section: of an incident, score, mark or course, of who read or answered
(P-23).
"""
LOCATION = frozenset({"1b", "5", "25", "26", "27", "TRN"}) | PLACES
"""Where the student is and when: what NO_LOCATION withholds, rows with every variant."""
CONTACT = LOCATION | {"6", "7"}
"""What NO_CONTACT withholds, rows with every variant."""
SPECIAL_EDUCATION = frozenset({"17", "18", "19", "504"})
TEACHER_OF_RECORD = frozenset({"TR", "TR.before", "TR.grace"})


def matrix_row(slice_: str) -> str:
    """The row of domain.md to which a slice belongs: 17 for 17.health, 1b for 1b.counselor."""
    return slice_.partition(".")[0]


def denies(case: Case, standing: str, slice_: str) -> Iterator[str]:
    """The names of the denies that take a slice away from a standing towards a student."""
    yield from _orders(case, slice_)
    if case.orders and slice_ in {"5.household", "6.family", "7.family"}:
        # A restricted guardian keeps 6.self and 7.self (GR).
        yield "D-restricted"
    if standing not in STAFF:
        return
    if case.orders:
        # P-15: whoever is under an order for a child never reads about it as staff.
        yield "D-conflict"
    if standing not in TEACHER_OF_RECORD and is_own_child(case):
        yield "D-own"
    if matrix_row(slice_) in SPECIAL_EDUCATION and not case.facts.is_trained:
        yield "D-training"


def _orders(case: Case, slice_: str) -> Iterator[str]:
    """What the orders in force withhold by themselves (P-18, P-21).

    NO_PICKUP, SUPERVISED_ONLY and NO_HEALTH_DECISION withhold no reading.
    """
    for order in case.orders:
        if order["document_key"] is None:
            yield "D-order provisional"
        if order["kind"] == "NO_RECORDS":
            yield "D-order NO_RECORDS"
        if order["kind"] == "NO_CONTACT" and _is_in(CONTACT, slice_):
            yield "D-order NO_CONTACT"
        if order["kind"] == "NO_LOCATION" and _is_in(LOCATION, slice_):
            yield "D-order NO_LOCATION"


def _is_in(names: frozenset[str], slice_: str) -> bool:
    """Whether a slice is named, by itself or by its row of the matrix."""
    return slice_ in names or matrix_row(slice_) in names


def is_own_child(case: Case) -> bool:
    """Whether the viewer is a guardian of the student now, or lives with them today (P-16).

    A contact is no guardian; the child may be of any age.
    """
    for row in case.now_rows("guardianship"):
        if case.facts.me_as_guardian(row["guardian_id"]) and row["standing"] != "CONTACT_ONLY":
            return True
    return any(
        row["household_id"] in case.facts.my_households
        for row in case.now_rows("household_student")
    )
