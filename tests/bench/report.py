"""The result as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.rounds import Measured

HEAD = (
    "| operation | connections | server | requests/s | p50 ms | p99 ms | CPU server ms "
    "| CPU PostgreSQL ms |"
)
RATIOS = "| operation | connections | hub / by hand | hub / idiomatic |"


def report(measured: list[Measured], students: int, sizes: dict[str, int]) -> str:
    """The tables of a run: what was measured, and the hub's ratios."""
    return "\n".join(_lines(measured, students, sizes)) + "\n"


def _lines(measured: list[Measured], students: int, sizes: dict[str, int]) -> Iterator[str]:
    said = ", ".join(f"{name} {size / 1000:.1f} kB" for name, size in sizes.items())
    yield f"{students:,} students; `data` in the median: {said}."
    yield ""
    yield HEAD
    yield "|-|-:|-|-:|-:|-:|-:|-:|"
    for each in measured:
        yield (
            f"| {each.operation} | {each.connections} | {each.kind} | {each.per_second:,.0f} "
            f"| {each.p50_ms:.2f} | {each.p99_ms:.2f} | {each.server_cpu_ms:.2f} "
            f"| {each.postgres_cpu_ms:.2f} |"
        )
    yield ""
    yield RATIOS
    yield "|-|-:|-:|-:|"
    speeds = {(m.operation, m.connections, m.kind): m.per_second for m in measured}
    for each in (m for m in measured if m.kind == "hub"):
        place = each.operation, each.connections
        yield (
            f"| {each.operation} | {each.connections} "
            f"| {each.per_second / speeds[*place, 'by hand']:.2f} "
            f"| {each.per_second / speeds[*place, 'idiomatic']:.1f} |"
        )
