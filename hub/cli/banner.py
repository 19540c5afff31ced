"""What `homeroom demo` prints when it listens: who can ask, a first question, where, how to stop.

What has to be copied stands on lines of its own and is never wrapped.
"""

from __future__ import annotations

import json
import shlex
import shutil
import sys
from dataclasses import dataclass
from textwrap import fill
from typing import TYPE_CHECKING

from hub.district import personas

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path

WIDEST = 100
KEY_WIDTH = 26
FIRST_ASKER = "teacher"
FIRST_QUERY = (
    "{ viewer { standings } student(id: %s) { givenName familyName birthDate "
    "healthAlerts { instruction } conditions { name } ieps { disability } "
    "guardianships { guardian { phone } } withheld { field reason } } }"
)
"""One question about Ana that every persona may ask, and that few of them are answered alike."""


@dataclass(frozen=True)
class Demo:
    """A demo district that is being served; `ana` is a public id, `tokens` by persona key."""

    url: str
    name: str
    students: int
    seed: str
    today: date
    data: Path
    embedded: bool
    ana: str
    tokens: Mapping[str, str]

    @property
    def place(self) -> str:
        """Where the data lies."""
        return str(self.data) if self.embedded else "the database of HOMEROOM_DATABASE_URL"


def banner(demo: Demo, note: str = "") -> str:
    """The whole text, the most needed last; `note` is said before that."""
    return "\n".join(("", *_people(demo), "", *_question(demo), "", *_note(note), *_place(demo)))


def _people(demo: Demo) -> Iterator[str]:
    yield f"The people of {demo.name}, each with a token for 30 days:"
    for each in personas():
        yield ""
        yield f"{each.key:<{KEY_WIDTH}}{demo.tokens[each.key]}"
        yield _wrapped(f"{each.name}: {each.who}.", "    ")


def _question(demo: Demo) -> Iterator[str]:
    yield f"A first question about Ana, asked as the {FIRST_ASKER}; ask it with other tokens too:"
    yield ""
    yield curl(demo.url, demo.tokens[FIRST_ASKER], FIRST_QUERY % json.dumps(demo.ana))


def curl(url: str, token: str, query: str) -> str:
    """A command to paste into a shell, which asks one query."""
    body = json.dumps({"query": query})
    return (
        f"curl --silent {url}/graphql \\\n"
        f"  --header 'Authorization: Bearer {token}' \\\n"
        f"  --header 'Content-Type: application/json' \\\n"
        f"  --data '{body}'"
    )


def _note(note: str) -> Iterator[str]:
    if note:
        yield _wrapped(f"NOTE: {note}", "")
        yield ""


def _place(demo: Demo) -> Iterator[str]:
    sign_in = f"token --as {FIRST_ASKER} --link --port {demo.url.rpartition(':')[2]}"
    yield f"District  {demo.name}: {demo.students:,} invented students; today is {demo.today}"
    yield f"Data      {demo.place}"
    yield f"Screens   {demo.url}/admin, with the link that this prints:"
    yield f"          {shlex.quote(command())} {sign_in} --data {shlex.quote(str(demo.data))}"
    yield f"URL       {demo.url}/graphql"
    yield "Stop      Ctrl-C; the next `homeroom demo` goes on with the same data"


def command() -> str:
    """How `homeroom` is called from the same shell."""
    return "homeroom" if shutil.which("homeroom") else sys.argv[0]


def _wrapped(text: str, indent: str) -> str:
    width = min(WIDEST, shutil.get_terminal_size().columns)
    return fill(
        text, width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
    )
