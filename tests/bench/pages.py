"""`python -m tests.bench.pages`: each tab of a student beside its own document over the API.

A tab is one document, as any client could send it, and a template. Both are asked for in turn over
HTTP on one connection, as the same person of the same student.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from statistics import geometric_mean, median
from typing import TYPE_CHECKING, Any

import asyncpg

from admin.screen import document
from admin.screens import SCREENS
from hub.clock import district_clock
from hub.identity import issue
from hub.models.codes import TokenKind
from hub.progress import Progress
from tests.bench.compared import HUB
from tests.bench.district import prepared, scratch_server
from tests.bench.load import HOST
from tests.bench.servers import running

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from hub.postgres import ConnectionFacts
    from hub.progress import Step

PEOPLE = ("teacher", "nurse", "case-manager", "registrar", "guardian")
STUDENT = "SELECT s.id FROM student s JOIN person p ON p.id = s.person_id WHERE p.sourced_id = $1"
PERSON = "SELECT id FROM person WHERE sourced_id = $1"
GUARDIAN = "SELECT EXISTS (SELECT FROM guardian WHERE person_id = $1)"
TABS = tuple(each for each in SCREENS if each.subject == "student" and "students" in each.path)
WARMING = 5
OK = 200


@dataclass(frozen=True)
class Row:
    """One tab as one person: medians of both in milliseconds, and the page's weight in bytes."""

    who: str
    tab: str
    page_ms: float
    api_ms: float
    weight: int

    @property
    def ratio(self) -> float:
        """How many times as long the page takes as its document."""
        return self.page_ms / self.api_ms


@dataclass(frozen=True)
class Caller:
    """A person at a connection; a teacher may be somebody's guardian too."""

    connection: HTTPConnection
    bearer: str
    session: str
    guardian: bool

    def page(self, path: str) -> tuple[float, int]:
        """How long a page takes, and its weight."""
        return self._timed("GET", path, None, {"cookie": f"homeroom={self.session}"})

    def api(self, text: str, variables: dict[str, Any]) -> float:
        """How long a document takes."""
        body = json.dumps({"query": text, "variables": variables}).encode()
        headers = {"authorization": f"Bearer {self.bearer}", "content-type": "application/json"}
        return self._timed("POST", "/graphql", body, headers)[0]

    def _timed(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> tuple[float, int]:
        begins = time.perf_counter()
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        weight = len(answer.read())
        if answer.status != OK:
            raise RuntimeError(f"{method} {path} was answered with {answer.status}")
        return (time.perf_counter() - begins) * 1000, weight


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print the table and, if asked, write it."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.pages", description=__doc__)
    parser.add_argument("--students", type=int, default=60_000, help="how large the district is")
    parser.add_argument("--times", type=int, default=60, help="how often each is asked for")
    parser.add_argument("--out", type=Path, help="write benchmark-pages.md there")
    asked = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="homeroom-bench-"))
    progress = Progress()
    try:
        with scratch_server(folder, progress) as facts:
            asyncio.run(prepared(facts, asked.students, [], 1, progress))
            rows = list(measured(facts, asked.times, progress))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    said = told(rows, asked.students, asked.times)
    sys.stdout.write(said)
    if asked.out is not None:
        (asked.out / "benchmark-pages.md").write_text(said)


def measured(facts: ConnectionFacts, times: int, progress: Progress) -> Iterator[Row]:
    """Every tab as each of some people."""
    student, people, today = asyncio.run(_people(facts))
    with (
        running(HUB, facts.application.dsn) as server,
        progress.step("asking", len(people) * len(TABS)) as step,
    ):
        for who, known in people.items():
            connection = HTTPConnection(HOST, server.port)
            caller = Caller(connection, *known)
            yield from _tabs(who, caller, (student, today), times, step)
            connection.close()


def _tabs(
    who: str, caller: Caller, about: tuple[str, date], times: int, step: Step
) -> Iterator[Row]:
    student, today = about
    for screen in TABS:
        path, text = screen.path.replace("{id}", student), document(screen)
        asked = screen.asks({}, today) if screen.asks else {}
        variables = {"id": student, "asGuardian": caller.guardian, **asked}
        pages, answers, weight = [], [], 0
        for number in range(WARMING + times):
            took, weight = caller.page(path)
            answered = caller.api(text, variables)
            if number >= WARMING:
                pages.append(took)
                answers.append(answered)
        step.advance(1)
        tab = screen.path.partition("{id}/")[2] or "overview"
        yield Row(who, tab, median(pages), median(answers), weight)


async def _people(facts: ConnectionFacts) -> tuple[str, dict[str, tuple[str, str, bool]], date]:
    """A student, what is known of people who may read them (the tokens for the API and for pages,
    and whether they are guardians), and today.
    """
    owner = await asyncpg.connect(facts.owner.dsn)
    try:
        student = await owner.fetchval(STUDENT, "demo-student")
        found = {}
        for who in PEOPLE:
            person = await owner.fetchval(PERSON, f"demo-{who}")
            kinds = (TokenKind.BEARER, TokenKind.SESSION)
            bearer, session = [await issue(owner, person, each, strong=True) for each in kinds]
            found[who] = (bearer, session, await owner.fetchval(GUARDIAN, person))
        return f"stu_{student}", found, (await district_clock(owner)).read().today
    finally:
        await owner.close()


def told(rows: Sequence[Row], students: int, times: int) -> str:
    """The table, with what it comes to."""
    how = (
        f"Written by `python -m tests.bench.pages`: each tab of a student beside its own document "
        f"over the API, in turn, {times} times each, over HTTP on one connection; {students:,} "
        "students. Medians."
    )
    came = (
        f"Page ÷ document: {geometric_mean(each.ratio for each in rows):.2f} in geometric mean, "
        f"{max(each.ratio for each in rows):.2f} at most. The heaviest page weighs "
        f"{max(each.weight for each in rows) / 1000:.0f} KB."
    )
    lines = [
        "# A run of the benchmark of pages",
        "",
        how,
        "",
        came,
        "",
        "| who | tab | page ms | document ms | ratio | KB |",
        "|-|-|-:|-:|-:|-:|",
        *(
            f"| {each.who} | {each.tab} | {each.page_ms:.1f} | {each.api_ms:.1f} "
            f"| {each.ratio:.2f} | {each.weight / 1000:.0f} |"
            for each in rows
        ),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
