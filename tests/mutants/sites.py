"""Where a condition can be spoiled: a part dropped, or a comparison moved by its edge."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from sqlalchemy import ClauseElement, Column, CompoundSelect, Join, Select, false, true, union_all
from sqlalchemy.sql import operators, visitors
from sqlalchemy.sql.elements import BinaryExpression, BindParameter, BooleanClauseList, Null

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sqlalchemy import ColumnElement

EDGES = {
    operators.lt: operators.le,
    operators.le: operators.lt,
    operators.gt: operators.ge,
    operators.ge: operators.gt,
}
"""An interval that closes an instant too late or too early: what half-open dates get wrong."""
Spoilt = TypeVar("Spoilt", bound=ClauseElement)


@dataclass(frozen=True)
class Site:
    """One way to spoil a condition or query: the `number`th that a walk through it meets."""

    number: int
    told: str


def sites(element: ClauseElement) -> list[Site]:
    """Every way to spoil a condition, or the conditions of a query."""
    met: Counter[str] = Counter()
    found = []
    for number, (told, _, _) in enumerate(_Walk(element).ways):
        met[told] += 1
        again = f" ({met[told]})" if met[told] > 1 else ""
        found.append(Site(number, told + again))
    return found


def spoiled(element: Spoilt, site: Site) -> Spoilt:
    """The condition or query with that one thing wrong; the rest of it stays as it is."""
    found: Spoilt = _Walk(element).rewritten(site.number)
    return found


def dropped(condition: ColumnElement[bool]) -> Site:
    """The whole condition left out."""
    return Site(-1, f"without {_short(condition)}")


class _Walk:
    """A walk that names each way to spoil an element, with what would stand in its place.

    The order in which SQLAlchemy rewrites what a query selects from is a set's; ways are therefore
    numbered in the order in which it is iterated.
    """

    def __init__(self, element: Any) -> None:
        self.element = element
        self.ways: list[tuple[str, Any, Callable[[], Any]]] = []
        met: set[int] = set()
        for each in visitors.iterate(element):
            if id(each) not in met:
                met.add(id(each))
                self._name(each)

    def rewritten(self, number: int) -> Any:
        """The element, spoiled in one way."""
        if number == -1:
            return true()
        _, place, rewrite = self.ways[number]
        instead, met = rewrite(), []

        def meet(element: Any, **_: Any) -> Any:
            if element is not place:
                return None
            met.append(element)
            return instead

        found = visitors.replacement_traverse(self.element, {}, meet)
        assert met, f"nothing was spoiled: {self.ways[number][0]}"
        return found

    def _name(self, element: Any) -> None:
        for kind, ways in _KINDS.items():
            if isinstance(element, kind):
                for told, rewrite in ways(element):
                    self.ways.append((told, element, rewrite))


Ways: TypeAlias = "Iterator[tuple[str, Callable[[], Any]]]"


def _fewer(parts: Iterable[Any], rest: Callable[[list[Any]], Any]) -> Ways:
    every = list(parts)
    for at, part in enumerate(every):
        if _is_never(part):
            continue
        kept = every[:at] + every[at + 1 :]
        yield f"without {_short(part)}", partial(rest, kept)


def _is_never(part: Any) -> bool:
    """A column that can't be NULL is compared to it: without that, nothing is otherwise (a letter
    always ends, and a window is asked in the same words of all facts).
    """
    compares = isinstance(part, BinaryExpression) and part.operator is operators.is_
    if not (compares and isinstance(part.right, Null)):
        return False
    return all(isinstance(each, Column) and not each.nullable for each in part.left.base_columns)


def _parts(element: BooleanClauseList) -> Ways:
    """A part of AND or OR."""
    nothing = true() if element.operator is operators.and_ else false()
    return _fewer(
        element.clauses,
        lambda kept: BooleanClauseList._construct_raw(element.operator, [*kept, nothing]),
    )


def _conditions(element: Select[Any]) -> Ways:
    """A condition of a query."""

    def rest(kept: list[Any]) -> Any:
        found: Any = element._clone()
        found._where_criteria = tuple(kept)
        return found

    return _fewer(element._where_criteria, rest)


def _branches(element: CompoundSelect[Any]) -> Ways:
    """A branch of a union."""
    return _fewer(element.selects, lambda kept: union_all(*kept))


def _joins(element: Join) -> Ways:
    """On what two tables are joined; parts of an AND are met by themselves."""
    if not isinstance(element.onclause, BooleanClauseList):
        yield f"without {_short(element.onclause)}", partial(_crossed, element)


def _crossed(element: Join) -> Any:
    return Join(element.left, element.right, true(), isouter=element.isouter)


def _comparisons(element: BinaryExpression[Any]) -> Ways:
    """A comparison past its edge, or with one value less."""
    values = element.right
    if element.operator in EDGES:
        edge = EDGES[element.operator]
        moved = partial(BinaryExpression, element.left, values, edge, type_=element.type)
        yield f"edge of {_short(element)}", moved
    elif element.operator is operators.in_op and isinstance(values, BindParameter):
        yield from _fewer(list(values.value or ()), element.left.in_)


_KINDS: dict[type, Callable[[Any], Ways]] = {
    BooleanClauseList: _parts,
    BinaryExpression: _comparisons,
    Select: _conditions,
    CompoundSelect: _branches,
    Join: _joins,
}


def _short(condition: Any) -> str:
    """A condition in one short line."""
    return " ".join(str(condition).split())[:120]
