"""Where a condition can be spoiled: a part dropped, or a comparison moved by its edge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import false, true
from sqlalchemy.sql import operators, visitors
from sqlalchemy.sql.elements import BinaryExpression, BooleanClauseList

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

EDGES = {
    operators.lt: operators.le,
    operators.le: operators.lt,
    operators.gt: operators.ge,
    operators.ge: operators.gt,
}
"""An interval that closes an instant too late or too early: what half-open dates get wrong."""


@dataclass(frozen=True)
class Site:
    """One way to spoil a condition: the `number`th that a walk through it meets.

    `widens` says whether more holds after it, less (False), or either (None).
    """

    number: int
    told: str
    widens: bool | None


def sites(condition: ColumnElement[bool]) -> list[Site]:
    """Every way to spoil a condition."""
    walk = _Walk(None)
    walk.through(condition)
    return [Site(number, *said) for number, said in enumerate(walk.said)]


def spoiled(condition: ColumnElement[bool], site: Site) -> ColumnElement[bool]:
    """The condition with that one thing wrong; the rest of it stays as it is."""
    return _Walk(site.number).through(condition)


def dropped(condition: ColumnElement[bool]) -> Site:
    """The whole condition left out."""
    return Site(-1, f"without {_short(condition)}", widens=True)


class _Walk:
    """A walk that names each site, and rewrites the one that it was sent for."""

    def __init__(self, wanted: int | None) -> None:
        self.wanted = wanted
        self.said: list[tuple[str, bool | None]] = []

    def through(self, condition: ColumnElement[bool]) -> ColumnElement[bool]:
        """The condition, rewritten where the walk was sent for something."""
        if self.wanted == -1:
            return true()
        found: ColumnElement[bool] = visitors.replacement_traverse(condition, {}, self._meet)
        return found

    def _meet(self, element: Any, **_: Any) -> Any:
        if isinstance(element, BooleanClauseList):
            return self._without_one(element)
        if isinstance(element, BinaryExpression) and element.operator in EDGES:
            return self._past_the_edge(element)
        return None

    def _without_one(self, element: BooleanClauseList) -> Any:
        both = element.operator is operators.and_
        found = None
        for at, part in enumerate(element.clauses):
            if self._is_here(f"without {_short(part)}", both):
                rest = [each for other, each in enumerate(element.clauses) if other != at]
                found = BooleanClauseList._construct_raw(
                    element.operator, [*rest, true() if both else false()]
                )
        return found

    def _past_the_edge(self, element: BinaryExpression[Any]) -> Any:
        wider = element.operator in (operators.lt, operators.gt)
        if not self._is_here(f"edge of {_short(element)}", wider):
            return None
        return BinaryExpression(
            element.left, element.right, EDGES[element.operator], type_=element.type
        )

    def _is_here(self, told: str, widens: bool | None) -> bool:  # noqa: FBT001
        self.said.append((told, widens))
        return self.wanted == len(self.said) - 1


def _short(condition: Any) -> str:
    """A condition in one short line."""
    return " ".join(str(condition).split())[:90]
