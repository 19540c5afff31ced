"""The result as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bench.writes.turns import BY_HAND, HUB

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tests.bench.writes.turns import Took

WARM = "warming up"
HEAD = (
    "| entered | at once | server | entries | entries/s | p50 ms | p95 ms | CPU server ms "
    "| CPU PostgreSQL ms | waited for a lock | told again |"
)


def page(took: Sequence[Took], kept: Mapping[str, int], students: int) -> str:
    """The page of a run: ratios, what was measured, and the records that both left."""
    return "\n".join(_lines([each for each in took if each.name != WARM], kept, students)) + "\n"


def _lines(took: Sequence[Took], kept: Mapping[str, int], students: int) -> Iterator[str]:
    yield from ("# A run of the benchmark of changes", "")
    yield (
        "Written by `python -m tests.bench.writes`; what is compared is in "
        f"[benchmark.md](benchmark.md#changes). {students:,} students, a durable PostgreSQL."
    )
    yield from (
        "",
        "## Hub ÷ by hand",
        "",
        "| entered | at once | entries/s | CPU |",
        "|-|-:|-:|-:|",
    )
    for name, connections in dict.fromkeys((each.name, each.connections) for each in took):
        hub, hand = (_of(took, name, connections, kind) for kind in (HUB, BY_HAND))
        speed, cpu = hub.per_second / hand.per_second, _cpu(hub) / _cpu(hand)
        yield f"| {name} | {connections} | {speed:.2f} | {cpu:.2f} |"
    yield from ("", "## Measured", "", HEAD, "|-|-:|-|-:|-:|-:|-:|-:|-:|-:|-:|")
    for each in took:
        yield (
            f"| {each.name} | {each.connections} | {each.kind} | {each.entries:,} "
            f"| {each.per_second:,.0f} | {each.p50_ms:.1f} | {each.p95_ms:.1f} "
            f"| {each.server_cpu_ms:.2f} | {each.postgres_cpu_ms:.2f} | {each.waited:.1%} "
            f"| {each.told_again} |"
        )
    yield from ("", "## Records", "", "The same of both servers, keys and moments apart.", "")
    yield from ("| what | rows |", "|-|-:|")
    for what, rows in kept.items():
        yield f"| {what} | {rows:,} |"


def _of(took: Sequence[Took], name: str, connections: int, kind: str) -> Took:
    return next(e for e in took if (e.name, e.connections, e.kind) == (name, connections, kind))


def _cpu(each: Took) -> float:
    return each.server_cpu_ms + each.postgres_cpu_ms
