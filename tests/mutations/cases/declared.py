"""What the six cases of a change say: who may and who not, what is wrong, what is on record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

Given = Mapping[str, Any]
Rows = Counter[tuple[str, str]]
"""How many records of each kind a change leaves, by table."""


@dataclass(frozen=True)
class Told:
    """What is given, and what only the district knows: about which students it is, of which rows
    it leaves more, who may, and what is bad.
    """

    given: dict[str, Any]
    students: frozenset[str] = frozenset()
    leaves: Rows = field(default_factory=Counter)
    may: str | None = None
    bad: Given = field(default_factory=dict)


@dataclass(frozen=True)
class No:
    """Who is refused, how, and all fields that are named; for whom it is near, `because` of what.

    `who` is a persona's key; with `elsewhere` behind it somebody of the same post at another
    school.
    """

    who: str
    code: str
    fields: str = ""
    because: str = ""


@dataclass(frozen=True)
class Bad:
    """What is given otherwise, by whoever may, and what is told of it at which path."""

    given: Given | Callable[[Given], Given]
    code: str
    path: str

    def of(self, told: Told) -> dict[str, Any]:
        """All that is given."""
        other = self.given(told.given) if callable(self.given) else self.given
        return {**told.given, **other, **told.bad}


@dataclass(frozen=True)
class Case:
    """A change in its six cases. `given` may enter what has to stand before."""

    change: str
    may: str
    given: Callable[[Office], Awaitable[Told]]
    bad: Bad
    nearly: No
    never: No
    leaves: Rows


def added(table: str, count: int = 1) -> Rows:
    """Records of rows that are added."""
    return Counter({("ADDED", table): count})


def amended(table: str, count: int = 1) -> Rows:
    """Records of rows that are amended."""
    return Counter({("AMENDED", table): count})


def taken_back(table: str, count: int = 1) -> Rows:
    """Records of rows that are taken back."""
    return Counter({("TAKEN_BACK", table): count})


def about(student: str, **given: Any) -> Callable[[Office], Awaitable[Told]]:
    """Something about a student who is named by their sourced id."""

    async def told(office: Office) -> Told:
        whom = await office.student(student)
        return Told({"studentId": whom, **given}, frozenset({whom}))

    return told
