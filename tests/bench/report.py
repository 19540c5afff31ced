"""The result as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bench.ratios import comparisons

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tests.bench.compared import Compared
    from tests.bench.ratios import Comparison
    from tests.bench.rounds import Measured, Plan
    from tests.bench.servers import Memory

HEAD = (
    "| query | viewer | connections | server | requests/s | p50 ms | p99 ms | CPU server ms "
    "| CPU PostgreSQL ms | refused |"
)


def report(
    measured: Sequence[Measured],
    cells: Sequence[Compared],
    memory: Mapping[str, Memory],
    plan: Plan,
    students: int,
) -> str:
    """The page of a run: ratios with their means, what was measured, memory."""
    return "\n".join(_lines(measured, cells, memory, plan, students)) + "\n"


def _lines(
    measured: Sequence[Measured],
    cells: Sequence[Compared],
    memory: Mapping[str, Memory],
    plan: Plan,
    students: int,
) -> Iterator[str]:
    yield "# A run of the benchmark"
    yield ""
    yield (
        f"Written by `python -m tests.bench`; what is compared, and how, is in "
        f"[benchmark.md](benchmark.md). {students:,} students, rounds of {plan.seconds:g} s: "
        f"{plan.rounds}."
    )
    yield ""
    yield "![The hub and others beside hand-written SQL](benchmark.svg)"
    for each in comparisons(measured, cells):
        yield from _ratios(each, plan.connections)
    yield from _answers(cells)
    yield from _memory(memory)
    yield from _measured(measured)


def _ratios(each: Comparison, connections: Sequence[int]) -> Iterator[str]:
    columns = [n for n in connections if any(found.connections == n for found in each.ratios)]
    yield from ("", f"## {each.title}", "", f"{each.said[0].upper()}{each.said[1:]}.", "")
    yield f"| query/viewer | {' | '.join(f'at {n}' for n in columns)} |"
    yield f"|-|{'-:|' * len(columns)}"
    figures = {(found.cell, found.connections): found.value for found in each.ratios}
    for cell in dict.fromkeys(found.cell for found in each.ratios):
        yield f"| {cell} | {' | '.join(_figure(figures.get((cell, n))) for n in columns)} |"
    means = " | ".join(f"**{each.mean(n):.2f}**" for n in columns)
    yield f"| geometric mean{_goal(each.mean_goal)} | {means} |"
    worst = " | ".join(f"{each.worst(n):.2f}" for n in columns)
    yield f"| least{_goal(each.worst_goal)} | {worst} |"


def _goal(goal: float | None) -> str:
    return "" if goal is None else f" (goal {goal:g})"


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _answers(cells: Sequence[Compared]) -> Iterator[str]:
    yield from ("", "## Answers", "", "The same bytes of `data` from the hub and by hand.", "")
    yield "| query/viewer | requests in turn | `data`, median kB | left out | no answer |"
    yield "|-|-:|-:|-:|-|"
    for each in cells:
        turns, size = len(each.cell.subjects), each.size / 1000
        silent = ", ".join(f"{kind}: {said}" for kind, said in each.silent.items())
        yield f"| {each.cell.name} | {turns} | {size:.1f} | {each.left_out or ''} | {silent} |"


def _memory(memory: Mapping[str, Memory]) -> Iterator[str]:
    yield from ("", "## Memory", "")
    yield "The server's process at its peak, and its connections' processes in PostgreSQL after it."
    yield from ("", "| server | process MB | PostgreSQL MB |", "|-|-:|-:|")
    for kind, each in memory.items():
        yield f"| {kind} | {each.server_mb:,.0f} | {each.postgres_mb:,.0f} |"


def _measured(measured: Sequence[Measured]) -> Iterator[str]:
    yield from ("", "## Measured", "", HEAD, "|-|-|-:|-|-:|-:|-:|-:|-:|-:|")
    for each in measured:
        yield (
            f"| {each.query} | {each.viewer} | {each.connections} | {each.kind} "
            f"| {each.per_second:,.0f} | {each.p50_ms:.2f} | {each.p99_ms:.2f} "
            f"| {each.server_cpu_ms:.2f} | {each.postgres_cpu_ms:.2f} "
            f"| {f'{each.refused:.0%}' if each.refused else ''} |"
        )
