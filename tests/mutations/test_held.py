"""What two records say of one adult, and how it is sorted (GUA-3, GUA-8)."""

from __future__ import annotations

from typing import Any

import pytest

from hub.models.codes import RightKind, Standing
from resolvers.mutations.bonds import Bonds
from resolvers.mutations.held import EVERY, Held, least, most

FULL, CONTACT = Held(Standing.PARENT), Held(Standing.CONTACT_ONLY)
LISTED = frozenset({RightKind.RECORDS, RightKind.GRADES})
PICKUP = frozenset({RightKind.PICKUP})


@pytest.mark.parametrize(
    ("one", "other", "standing", "kinds", "confirmed", "then"),
    [
        (FULL, FULL, Standing.PARENT, EVERY, Standing.PARENT, EVERY),
        (FULL, Held(Standing.PARENT, LISTED), Standing.PARENT, LISTED, Standing.PARENT, EVERY),
        (FULL, CONTACT, Standing.CONTACT_ONLY, frozenset(), Standing.PARENT, EVERY),
        (
            FULL,
            Held(Standing.CONTACT_ONLY, PICKUP),
            Standing.CONTACT_ONLY,
            PICKUP,
            Standing.PARENT,
            EVERY,
        ),
        (
            FULL,
            Held(Standing.PARENT, revoked=PICKUP),
            Standing.PARENT,
            EVERY - PICKUP,
            Standing.PARENT,
            EVERY - PICKUP,
        ),
        (
            FULL,
            Held(Standing.CONTACT_ONLY, PICKUP, LISTED),
            Standing.CONTACT_ONLY,
            PICKUP,
            Standing.CONTACT_ONLY,
            PICKUP,
        ),
        (
            Held(Standing.CONTACT_ONLY, rejected=True),
            FULL,
            Standing.CONTACT_ONLY,
            frozenset(),
            Standing.CONTACT_ONLY,
            frozenset(),
        ),
        (
            Held(Standing.PARENT, PICKUP),
            Held(Standing.PARENT, LISTED),
            Standing.CONTACT_ONLY,
            frozenset(),
            Standing.PARENT,
            LISTED | PICKUP,
        ),
    ],
)
def test_gua3_the_rights_of_two_records_are_what_both_say_and_then_what_nobody_revoked(
    one: Held,
    other: Held,
    standing: Standing,
    kinds: frozenset[RightKind],
    confirmed: Standing,
    then: frozenset[RightKind],
) -> None:
    for mine, theirs in ((one, other), (other, one)):
        lesser, greater = least(mine, theirs), most(mine, theirs)
        assert (lesser.standing, lesser.kinds) == (standing, kinds)
        assert (greater.standing, greater.kinds) == (confirmed, then)
        assert lesser.kinds <= greater.kinds


def test_gua8_guardianships_move_but_for_those_of_a_child_of_both() -> None:
    def row(guardian: int, student: int, starts_on: int, ends_on: int | None) -> dict[str, Any]:
        now = starts_on <= 10 and (ends_on is None or ends_on > 10)
        over = ends_on is not None and ends_on <= 10
        dates = {"starts_on": starts_on, "ends_on": ends_on, "in_force": now, "over": over}
        return {"guardian_id": guardian, "student_id": student, **dates}

    alone, after = row(2, 1, 0, None), row(2, 2, 5, None)
    former, mine, theirs = row(1, 2, 0, 5), row(1, 3, 0, None), row(2, 3, 2, None)
    past, late, begun = row(2, 4, 0, 5), row(1, 5, 12, None), row(2, 5, 0, None)
    rows = [alone, after, former, mine, theirs, row(1, 4, 3, 8), past, late, begun]
    bonds = Bonds.of(rows, 1)  # type: ignore[arg-type]
    assert bonds == Bonds((alone, after), ((mine, theirs),), (late, begun))
