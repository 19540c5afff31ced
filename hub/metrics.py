"""What the hub tells whoever watches over it: how much is asked, how long it takes, and what waits.

Counted by route and status alone: no number is about a person, a school or a document.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, start_http_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from threading import Thread
    from wsgiref.simple_server import WSGIServer

HOST = "127.0.0.1"
"""Whoever scrapes is on the same machine, or comes through a proxy that knows who they are."""
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 20.0)


class Metrics:
    """The numbers of one server, since it started."""

    def __init__(self, free: Callable[[], int], waiting: Callable[[], int]) -> None:
        """How many connections are `free` and readings `waiting` is asked when somebody looks."""
        self.registry = CollectorRegistry()
        self._answered = Counter(
            "homeroom_requests",
            "Requests that were answered, by route and status; 499 where the client left.",
            ("route", "status"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "homeroom_request_seconds",
            "How long they took, from their first byte to the last of the answer.",
            ("route",),
            buckets=BUCKETS,
            registry=self.registry,
        )
        self._gauge("connections_free", "Database connections that no request uses.", free)
        self._gauge("readings_waiting", "Readings that are not in the log yet.", waiting)

    def _gauge(self, name: str, about: str, read: Callable[[], int]) -> None:
        Gauge(f"homeroom_{name}", about, registry=self.registry).set_function(read)

    def answered(self, route: str, status: int, seconds: float) -> None:
        """Count a request."""
        self._answered.labels(route, status).inc()
        self._seconds.labels(route).observe(seconds)


@contextmanager
def served(metrics: Metrics, ports: Sequence[int]) -> Iterator[int]:
    """Serve the numbers at the first free of these ports of this machine as long as the block
    runs, in the text form of Prometheus; the port, which is any free one for 0.

    Raises OSError where all are taken.
    """
    server, thread = _at_first_free(metrics, ports)
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _at_first_free(metrics: Metrics, ports: Sequence[int]) -> tuple[WSGIServer, Thread]:
    *others, last = ports
    for port in others:
        with suppress(OSError):
            return start_http_server(port, addr=HOST, registry=metrics.registry)
    return start_http_server(last, addr=HOST, registry=metrics.registry)
