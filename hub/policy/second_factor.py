"""Allow: who has to show a second factor, as the grants say; no list of roles stands beside them.

It rests on a shape: on what somebody may stand in today. A teacher who becomes a case manager at
noon has a session that was good enough until then, and not afterwards.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from hub.policy import RELATIONS
from hub.policy.denies import row_of
from hub.policy.relations import Kind
from hub.policy.rules import GRANTS

if TYPE_CHECKING:
    from hub.policy import Shape
    from hub.policy.grants import Grant

ROWS = frozenset("8a 8b 12 13 14 18 19 20 21 22 23 24 33".split())
"""Rows of the matrix whose readers among staff show a second factor: court orders and rights,
health, special education, behavior and safety, counseling, and who read what."""
ONES_OWN = frozenset({"12.authored", "13.authored", "14.authored", "20.reported"})
"""Parts of these rows that hold what the reader entered, and nothing that they don't know."""
OF_STAFF = frozenset({Kind.STAFF, Kind.TEACHER_OF_RECORD, Kind.SCHOOL})
"""The capacities of staff; families, students and vendors' apps read by others."""
RECOVERERS = frozenset({"RG.all", "DS", "PO"})
"""Who lets somebody begin anew, two of them together: those who answer for the district's records
as a whole and teach nobody. The registrar knows how people are identified (GUA-1), the data steward
who is who, the privacy officer who may read what. A principal would vouch for their own staff."""
OVERSEERS = frozenset({"PO"})
"""Who reads when others signed in: who answers for the district's looking after its records (S2 of
the matrix names a school's principal and registrar too; nothing of their work asks for it)."""


@lru_cache(maxsize=4096)
def asks_for_second_factor(shape: Shape) -> bool:
    """Whether viewers of this shape show a second factor: staff who read one of `ROWS`, and
    whoever lets others begin anew, since their sign-in is as good as anybody's.
    """
    return recovers(shape) or any(
        grant.relation in shape.relations and _guarded(grant) for grant in GRANTS
    )


def recovers(shape: Shape) -> bool:
    """Whether viewers of this shape may, with a second person, let somebody begin anew."""
    return bool(RECOVERERS & shape.relations)


def oversees(shape: Shape) -> bool:
    """Whether viewers of this shape read when others signed in."""
    return bool(OVERSEERS & shape.relations)


def _guarded(grant: Grant) -> bool:
    of_staff = RELATIONS[grant.relation].kind in OF_STAFF
    return of_staff and row_of(grant.slice) in ROWS and grant.slice not in ONES_OWN
