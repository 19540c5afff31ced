"""Checkpoints: the head of the chain, written where whoever owns the database can't change it.

One line of JSON each: `seal` (its number), `chain` (hex), `rows` (sealed up to it), `at` (UTC, when
it was published). To a file they are appended, and on the disk before they count as published; to
a URL each is POSTed as a body of its own, and a 2xx takes it.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from http.client import HTTPException
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.request import HTTPRedirectHandler, Request, build_opener

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from hub.database import Connection

ANSWER_SECONDS = 10.0
"""How long whoever takes checkpoints may take to say so."""
OURS_AND_READABLE = 0o640
HEAD = """
SELECT number, encode(chain, 'hex') AS chain, total FROM seal ORDER BY number DESC LIMIT 1
"""


@dataclass(frozen=True)
class Checkpoint:
    """The head of the chain at one moment."""

    seal: int
    chain: str
    rows: int
    at: str

    def line(self) -> str:
        """One line of a file, or a body."""
        return json.dumps(asdict(self)) + "\n"


async def head(connection: Connection) -> Checkpoint | None:
    """The chain's head now; None where nothing is sealed."""
    row = await connection.fetchrow(HEAD)
    if row is None:
        return None
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Checkpoint(row["number"], row["chain"], row["total"], now)


def is_url(place: str) -> bool:
    """Whether checkpoints are sent to a place, and not appended to it."""
    return place.startswith(("http://", "https://"))


def place_of(place: str) -> Callable[[Checkpoint], None]:
    """What publishes at a path, or at an http or https URL. It blocks, and raises OSError."""
    if is_url(place):
        return lambda checkpoint: _posted(place, checkpoint)
    path = Path(place).expanduser()
    return lambda checkpoint: _appended(path, checkpoint)


def _appended(path: Path, checkpoint: Checkpoint) -> None:
    """Append a line; one that an earlier crash left unfinished is ended first."""
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, OURS_AND_READABLE)
    with os.fdopen(descriptor, "r+b", buffering=0) as file:
        end = os.fstat(descriptor).st_size
        broken = end > 0 and os.pread(descriptor, 1, end - 1) != b"\n"
        file.write((b"\n" if broken else b"") + checkpoint.line().encode())
        os.fsync(descriptor)


class _NoRedirect(HTTPRedirectHandler):
    """Refuses redirects, which urllib would follow without the body."""

    def redirect_request(self, *_: Any) -> None:
        """Follow none: the answer counts as a failure."""


def _posted(url: str, checkpoint: Checkpoint) -> None:
    """Send a checkpoint; any answer but a 2xx raises HTTPError, which is an OSError."""
    body = checkpoint.line().encode()
    request = Request(url, body, {"Content-Type": "application/json"})  # noqa: S310 -- operator's
    try:
        build_opener(_NoRedirect).open(request, timeout=ANSWER_SECONDS).close()
    except HTTPException as error:
        raise OSError("The receiver of checkpoints doesn't speak HTTP.") from error


def read(lines: Iterable[str]) -> Iterator[Checkpoint | None]:
    """The checkpoints of a file, line by line; None for a line that is none."""
    for line in lines:
        if line.strip():
            yield _understood(line)


def _understood(line: str) -> Checkpoint | None:
    try:
        said = json.loads(line)
        found = Checkpoint(said["seal"], said["chain"], said["rows"], said["at"])
    except (ValueError, TypeError, KeyError):
        return None
    kinds = (int, str, int, str)
    values = (found.seal, found.chain, found.rows, found.at)
    return found if all(map(isinstance, values, kinds)) and 0 < found.seal < 2**63 else None
