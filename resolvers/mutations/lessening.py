"""Change: what one adult holds for a child whom one record or two of them name (GUA-3): what both
say, and, once it is confirmed that they are one, what either says and nobody revoked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hub.models.codes import ChangeKind, RightKind, Standing
from hub.models.guardians import GuardianRight, Guardianship
from resolvers.mutations.held import Held, least, most
from resolvers.mutations.rights import RIGHTS, add_rights, end_rights, unless_refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from uuid import UUID

    from resolvers.mutations.restoring import Made
    from resolvers.mutations.work import Work

    Values = Mapping[str, Any]

NONE: dict[UUID, Made] = {}


async def lessen(work: Work, mine: Values, theirs: Values) -> None:
    """Let the guardianship that is kept give what both give. One that was found untrue says nothing
    of how they stand.
    """
    rights = await work.find(RIGHTS, id=theirs["id"])
    unless_refused(await end_rights(work, _open(rights)))
    if theirs["rejected_on"] is not None:
        return
    other = _held(theirs, theirs["standing"], rights)
    rights = await work.find(RIGHTS, id=mine["id"])
    one = _held(mine, mine["standing"], rights)
    level = least(one, other)
    shares = mine["shares_contact"] and theirs["shares_contact"]
    await _stand(work, mine, level.standing, shares=shares)
    closing = [row for row in _open(rights) if row["kind"] not in level.kinds]
    unless_refused(await end_rights(work, closing))
    if level.standing is Standing.CONTACT_ONLY:
        new = sorted(level.kinds - one.open)
        unless_refused(await add_rights(work, mine["id"], mine, new))
    elif not one.open:
        ended = sorted(one.kinds - level.kinds)
        unless_refused(await add_rights(work, mine["id"], mine, ended, until=True))


async def close(work: Work, bond: Values) -> None:
    """Let a guardianship give nothing but contact: of the child only one of the two records says
    anything.
    """
    rights = await work.find(RIGHTS, id=bond["id"])
    unless_refused(await end_rights(work, _open(rights)))
    if bond["standing"] != Standing.CONTACT_ONLY:
        said = {"standing": Standing.CONTACT_ONLY}
        rows: list[tuple[UUID, None, Values]] = [(bond["id"], None, said)]
        unless_refused(await work.amend_each(Guardianship, rows, counted=True, paths=["id"]))


async def open_again(work: Work, mine: Values, theirs: Values, merge: Sequence[Made]) -> None:
    """Let the guardianship that is kept give what either gave before the merge, but for what was
    revoked.
    """
    touched = {each.row_id: each for each in merge}
    if mine["id"] not in touched:
        return
    was = touched[mine["id"]].before
    rights = await work.find(RIGHTS, id=mine["id"])
    one = _held(mine, Standing(was["standing"]), rights, touched)
    rights_given_up = await work.find(RIGHTS, id=theirs["id"])
    level = most(one, _held(theirs, theirs["standing"], rights_given_up, touched))
    await _stand(work, mine, level.standing, shares=was["shares_contact"])
    closed = [row for row in rights if row["id"] in touched and row["kind"] in level.kinds]
    added = [row["id"] for row in closed if touched[row["id"]].kind is ChangeKind.ADDED]
    ended = [row["id"] for row in closed if row["id"] not in added]
    await work.take_back(GuardianRight, added, frozenset({"kind"}), paths=["id"] * len(added))
    again = [(row_id, None, {"ends_on": touched[row_id].before["ends_on"]}) for row_id in ended]
    unless_refused(await work.amend_each(GuardianRight, again, paths=["id"] * len(again)))
    now = _held(mine, level.standing, await work.find(RIGHTS, id=mine["id"]))
    more = sorted(level.kinds - now.kinds)
    unless_refused(await add_rights(work, mine["id"], mine, more))


async def _stand(work: Work, bond: Values, standing: Standing, *, shares: bool) -> None:
    said = {"standing": standing, "shares_contact": shares}
    rows: list[tuple[UUID, None, Values]] = [(bond["id"], None, said)]
    unless_refused(await work.amend_each(Guardianship, rows, counted=True, paths=["id"]))


def _open(rights: Iterable[Values]) -> list[Values]:
    return [row for row in rights if row["open"]]


def _held(
    bond: Values, standing: Standing, rights: Sequence[Values], touched: Mapping[UUID, Made] = NONE
) -> Held:
    """What a record says; as if what was `touched` had not been."""
    fates = {row["id"]: touched[row["id"]].kind for row in rights if row["id"] in touched}
    said = [row for row in rights if fates.get(row["id"]) is not ChangeKind.ADDED]
    opened = {RightKind(row["kind"]) for row in said if row["open"] or row["id"] in fates}
    kinds = {RightKind(row["kind"]) for row in said}
    rejected = bond["rejected_on"] is not None
    return Held(Standing(standing), frozenset(opened), frozenset(kinds - opened), rejected)
