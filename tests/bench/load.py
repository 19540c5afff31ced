"""Keep-alive connections that each send the next request when the answer is in."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle
from typing import TYPE_CHECKING, cast

import uvloop

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HOST = "127.0.0.1"
GRACE_SECONDS = 90
"""How long answers under way at the end are waited for: a slow server with many connections has
one under way on each.
"""


@dataclass(frozen=True)
class Load:
    """What is to be sent where, over how many connections, for how long: again and again, or each
    request `once`, until it is answered.
    """

    port: int
    requests: Sequence[bytes]
    connections: int
    seconds: float
    once: bool = False


@dataclass
class Outcome:
    """The seconds of every answered request, how many got no answer, how many were told again, and
    how long it all took.
    """

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    refused: int = 0
    told_again: int = 0


class Caller(asyncio.Protocol):
    """One connection: sends, waits for the whole answer, notes how long it took, sends again. Who
    is `patient` tells a server that is busy the same again: its answer took all that time.
    """

    def __init__(
        self, requests: Iterator[bytes], ends: float, outcome: Outcome, *, patient: bool
    ) -> None:
        self.requests, self.ends, self.outcome = requests, ends, outcome
        self.patient = patient
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.answer = bytearray()
        self.missing = -1

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send the first request."""
        self.transport = cast("asyncio.Transport", transport)  # uvloop's is none by class
        self._send()

    def data_received(self, data: bytes) -> None:
        """Go on when as many bytes have come as the head has said."""
        self.answer += data
        if self.missing < 0:
            self.missing = whole(self.answer)
        if 0 <= self.missing <= len(self.answer):
            busy = self.patient and self.answer.startswith(b"HTTP/1.1 503")
            if self.answer.startswith(b"HTTP/1.1 200"):
                self.outcome.latencies.append(time.perf_counter() - self.sent)
            elif busy:
                self.outcome.told_again += 1
            else:
                self.outcome.refused += 1
            self._write() if busy else self._send()

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell that no more comes of this connection."""
        del exc
        if not self.done.done():
            self.done.set_result(None)

    def _send(self) -> None:
        following = None if time.perf_counter() > self.ends else next(self.requests, None)
        if following is None:
            self.transport.close()
            return
        self.sent, self.asked = time.perf_counter(), following
        self._write()

    def _write(self) -> None:
        self.answer.clear()
        self.missing = -1
        self.transport.write(self.asked)


def whole(answer: bytes | bytearray) -> int:
    """How many bytes an answer has in all; -1 while its head isn't complete."""
    end = answer.find(b"\r\n\r\n")
    if end < 0:
        return -1
    head = bytes(answer[:end]).lower()
    _, _, rest = head.partition(b"content-length:")
    return end + 4 + int(rest.split(b"\r\n", 1)[0])


def run(load: Load) -> Outcome:
    """Put the load on; called in a process of its own."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(_run(load))


async def _run(load: Load) -> Outcome:
    outcome, started = Outcome(), time.perf_counter()
    requests = iter(load.requests) if load.once else cycle(load.requests)
    ends = started + load.seconds
    loop = asyncio.get_running_loop()
    caller = partial(Caller, requests, ends, outcome, patient=load.once)
    callers = [
        (await loop.create_connection(caller, HOST, load.port))[1] for _ in range(load.connections)
    ]
    left = load.seconds + GRACE_SECONDS
    _, waiting = await asyncio.wait([caller.done for caller in callers], timeout=left)
    outcome.refused += len(waiting)
    outcome.seconds = time.perf_counter() - started
    return outcome
