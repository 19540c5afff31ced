"""What the measurements come to: the hub beside each other server, with geometric means."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import geometric_mean
from typing import TYPE_CHECKING

from tests.bench.cells import NOBODY
from tests.bench.compared import BY_HAND, HUB, IDIOMATIC, OPEN_HUB, POSTGRAPHILE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.bench.compared import Compared
    from tests.bench.rounds import Measured


LEAST = 0.001
"""The figure of a server that answered nothing, so that a mean can be taken."""
TICK_MS = 0.01
"""CPU that is too little to be told."""


@dataclass(frozen=True)
class Ratio:
    """One figure of a cell at a number of connections."""

    cell: str
    connections: int
    value: float


@dataclass(frozen=True)
class Comparison:
    """A row of figures with what it says, and the goals that it is held against.

    `mean_goal` is of the geometric mean, `worst_goal` of the least figure.
    """

    title: str
    said: str
    ratios: tuple[Ratio, ...]
    mean_goal: float | None
    worst_goal: float | None

    def mean(self, connections: int) -> float:
        """The geometric mean at a number of connections."""
        return geometric_mean(self._at(connections))

    def worst(self, connections: int) -> float:
        """The smallest figure at a number of connections."""
        return min(self._at(connections))

    def _at(self, connections: int) -> list[float]:
        return [each.value for each in self.ratios if each.connections == connections]


def comparisons(measured: Sequence[Measured], cells: Sequence[Compared]) -> list[Comparison]:
    """All comparisons for which something was measured."""
    alike = {each.cell.name for each in cells if each.cell.asks_alike}
    found = [
        Comparison(
            "hub ÷ by hand",
            "requests a second of the hub, over those of the statement by hand for the same "
            "viewer; where nobody in particular asks, both are without authorization",
            _over(measured, _is_the_hub, BY_HAND, _speed),
            0.90,
            0.75,
        ),
        Comparison(
            "hub ÷ open hub",
            "requests a second of the hub, over those of the hub without authorization, which is "
            "asked the same and shows the same rows: one less what authorization costs",
            _over(measured, lambda each: each.kind == HUB and each.cell in alike, OPEN_HUB, _speed),
            0.80,
            0.65,
        ),
        Comparison(
            "hub ÷ open hub, where a filter names the rows",
            "the same where the hub without authorization has to be told whose rows are meant: "
            "its filter costs too, so that authorization costs more than one less these",
            _over(
                measured, lambda each: each.kind == HUB and each.cell not in alike, OPEN_HUB, _speed
            ),
            None,
            None,
        ),
        Comparison(
            "hub ÷ PostGraphile",
            "requests a second of the hub, over those of PostGraphile with row-level security",
            _over(measured, lambda each: each.kind == HUB, POSTGRAPHILE, _speed),
            5,
            2.5,
        ),
        Comparison(
            "hub ÷ idiomatic, by CPU",
            "requests by second of CPU (server and PostgreSQL) of the hub, over those of "
            "idiomatic Strawberry",
            _over(measured, lambda each: each.kind == HUB, IDIOMATIC, _by_cpu),
            20,
            20,
        ),
    ]
    return [each for each in found if each.ratios]


def _is_the_hub(each: Measured) -> bool:
    return each.kind == (OPEN_HUB if each.viewer == NOBODY else HUB)


def _speed(each: Measured) -> float:
    return each.per_second


def _by_cpu(each: Measured) -> float:
    return 1 / max(each.cpu_ms, TICK_MS) if each.per_second else 0


def _over(
    measured: Sequence[Measured],
    chosen: Callable[[Measured], bool],
    other: str,
    figure: Callable[[Measured], float],
) -> tuple[Ratio, ...]:
    others = {
        (each.cell, each.connections): each
        for each in measured
        if each.kind == other and each.per_second
    }
    return tuple(
        Ratio(each.cell, each.connections, max(figure(each) / figure(beside), LEAST))
        for each in measured
        if chosen(each) and (beside := others.get((each.cell, each.connections)))
    )
