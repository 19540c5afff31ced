"""Change: how two adults who are one stand to children, by what becomes of it (GUA-8). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    Values = Mapping[str, Any]


@dataclass(frozen=True)
class Bonds:
    """How two adults stand to children: what `moving` to who is kept means, of whom both have one
    today (`shared`: that of who is kept, and the other), and which can't be told apart.
    """

    moving: tuple[Values, ...]
    shared: tuple[tuple[Values, Values], ...]
    clashing: tuple[Values, ...]

    @classmethod
    def of(cls, rows: Sequence[Values], kept_id: UUID) -> Bonds:
        """What becomes of the guardianships of two adults. One that is over stays as it was, where
        the other one's was meanwhile.
        """
        mine = [row for row in rows if row["guardian_id"] == kept_id]
        moving: list[Values] = []
        shared: list[tuple[Values, Values]] = []
        clashing: list[Values] = []
        for row in rows:
            if row["guardian_id"] == kept_id:
                continue
            beside = [each for each in mine if _overlap(each, row)]
            now = [each for each in beside if each["in_force"] and row["in_force"]]
            if not beside:
                moving.append(row)
            elif now:
                shared.append((now[0], row))
            elif not row["over"]:
                clashing += [*beside, row]
        return cls(tuple(moving), tuple(shared), tuple(clashing))


def _overlap(one: Values, other: Values) -> bool:
    """Two guardianships of one child hold on a day in common."""
    starts_on = max(one["starts_on"], other["starts_on"])
    ends = [each["ends_on"] for each in (one, other) if each["ends_on"] is not None]
    return one["student_id"] == other["student_id"] and (not ends or starts_on < min(ends))
