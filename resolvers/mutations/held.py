"""Change: what an adult on record twice may do for one child, by the lesser and the greater of both
records (GUA-3, P-17). Pure.
"""

from __future__ import annotations

from dataclasses import dataclass

from hub.models.codes import RightKind, Standing
from resolvers.mutations.rights import OF_CONTACTS

EVERY = frozenset(RightKind)
_RANKS = (Standing.CONTACT_ONLY, Standing.EDUCATION_RIGHTS_HOLDER, Standing.PARENT)


@dataclass(frozen=True)
class Held:
    """How one record has an adult stand to a child: by which standing, with which rights open,
    which revoked (held once, and no more), and whether it was found untrue.
    """

    standing: Standing
    open: frozenset[RightKind] = frozenset()
    revoked: frozenset[RightKind] = frozenset()
    rejected: bool = False

    @property
    def kinds(self) -> frozenset[RightKind]:
        """The rights that they hold: all that nobody ended, where nobody has said which (P-17)."""
        if self.open or self.standing is Standing.CONTACT_ONLY:
            return self.open
        return EVERY - self.revoked


@dataclass(frozen=True)
class Level:
    """A standing, and the rights that go with it."""

    standing: Standing
    kinds: frozenset[RightKind]


def least(one: Held, other: Held) -> Level:
    """What both records say: who has the record by one of them alone has it by neither."""
    kinds = one.kinds & other.kinds
    if kinds and Standing.CONTACT_ONLY not in (one.standing, other.standing):
        return Level(min(one.standing, other.standing, key=_RANKS.index), kinds)
    return Level(Standing.CONTACT_ONLY, kinds & OF_CONTACTS)


def most(one: Held, other: Held) -> Level:
    """What either record says, but for what was revoked by one of them: that takes the document
    that gives it back. Where one was found untrue, no more than both say.
    """
    if one.rejected or other.rejected:
        return least(one, other)
    revoked = one.revoked | other.revoked
    kinds = (one.kinds | other.kinds) - revoked
    if RightKind.RECORDS in revoked:
        return Level(Standing.CONTACT_ONLY, kinds & OF_CONTACTS)
    return Level(max(one.standing, other.standing, key=_RANKS.index), kinds)
