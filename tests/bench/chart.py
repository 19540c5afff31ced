"""The chart of a run: how fast each server is beside hand-written SQL, as a small SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from tests.bench.cells import NOBODY
from tests.bench.compared import BY_HAND, HUB, IDIOMATIC, OPEN_HUB, POSTGRAPHILE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tests.bench.rounds import Measured

SHOWN = {HUB: "#1f5fa8", POSTGRAPHILE: "#b26a00", IDIOMATIC: "#8a8a8a"}
"""Which servers have a bar, in which color; each is distinct in gray as well."""
LEFT, RIGHT, TOP, BAR, GAP, WIDTH = 150, 60, 54, 9, 8, 760
FULL = 1.2
"""The speed, as a part of hand-written SQL's, at which a bar ends at the right edge."""
GOAL = 0.90


def chart(measured: Sequence[Measured], connections: int, students: int) -> str:
    """The chart at a number of connections: a group of bars for each query and viewer."""
    return "\n".join(_drawn(_groups(measured, connections), connections, students)) + "\n"


def _groups(measured: Sequence[Measured], connections: int) -> dict[str, dict[str, float]]:
    """By cell, each server's speed as a part of hand-written SQL's."""
    found: dict[str, dict[str, float]] = {}
    at = [each for each in measured if each.connections == connections]
    full = {each.cell: each.per_second for each in at if each.kind == BY_HAND and each.per_second}
    for each in at:
        kind = HUB if (each.kind, each.viewer) == (OPEN_HUB, NOBODY) else each.kind
        if kind in SHOWN and each.cell in full:
            found.setdefault(each.cell, {})[kind] = each.per_second / full[each.cell]
    return found


def _drawn(
    groups: Mapping[str, Mapping[str, float]], connections: int, students: int
) -> Iterator[str]:
    height = TOP + sum(len(bars) * BAR + GAP for bars in groups.values()) + 10
    title = (
        f"Requests/s as a part of hand-written SQL's: {students:,} students, "
        f"{connections} connections"
    )
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'font-family="sans-serif" font-size="10" role="img">'
    )
    yield f"<title>{escape(title)}</title>"
    yield f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>'
    yield f'<text x="8" y="16" font-size="13">{escape(title)}</text>'
    yield from _legend()
    for part in (0.25, 0.5, GOAL, 1.0):
        yield (
            f'<path d="M{_x(part):.0f} {TOP - 6}V{height - 8}" stroke="#ccc"/>'
            f'<text x="{_x(part):.0f}" y="{TOP - 9}" text-anchor="middle">{part:.0%}</text>'
        )
    y = TOP
    for cell, bars in groups.items():
        yield f'<text x="{LEFT - 6}" y="{y + 8}" text-anchor="end">{escape(cell)}</text>'
        for kind, value in bars.items():
            yield _bar(y, kind, value)
            y += BAR
        y += GAP
    yield "</svg>"


def _legend() -> Iterator[str]:
    for number, (kind, color) in enumerate(SHOWN.items()):
        x = 8 + 110 * number
        yield (
            f'<rect x="{x}" y="24" width="10" height="9" fill="{color}"/>'
            f'<text x="{x + 14}" y="32">{kind}</text>'
        )


def _bar(y: int, kind: str, value: float) -> str:
    width = max(_x(min(value, FULL)) - LEFT, 1)
    return (
        f'<rect x="{LEFT}" y="{y}" width="{width:.0f}" height="{BAR - 1}" fill="{SHOWN[kind]}"/>'
        f'<text x="{LEFT + width + 3:.0f}" y="{y + 8}" fill="#333">{value:.2f}</text>'
    )


def _x(part: float) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * part / FULL
