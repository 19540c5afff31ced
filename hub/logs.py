"""Logs that can't tell on anyone: JSON lines of a fixed set of keys, each with a fixed form.

Queries carry names, birth dates and diagnoses as literals, and so do the messages of exceptions.
Therefore nothing free gets through: a key that isn't listed is dropped, a value that doesn't have
its key's form is replaced, and of an exception only its class and place are told.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from typing import TYPE_CHECKING, TextIO

import structlog

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping
    from types import TracebackType

    from structlog.typing import EventDict, WrappedLogger

REFUSED = "refused"
"""What stands in the log where a value didn't have the form of its key."""


def _text(pattern: str) -> Callable[[object], bool]:
    form = re.compile(pattern, re.ASCII)
    return lambda value: isinstance(value, str) and form.fullmatch(value) is not None


def _number(value: object) -> bool:
    return isinstance(value, (int, float))


KEYS: dict[str, Callable[[object], bool]] = {
    "timestamp": _text(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z"),
    "level": _text(r"[a-z]{1,10}"),
    "event": _text(r"[a-z_]{1,40}(\.[a-z_]{1,40}){0,3}"),
    "request_id": _text(r"[0-9a-f-]{8,36}"),
    "code": _text(r"[A-Z][A-Z_]{0,60}"),
    # a route's template ("/students/{id}"), never the path that was asked for; 504 is a section
    # of the law, by which schools call a plan
    "route": _text(r"(/([a-z_{}-]|504){0,40}){1,8}"),
    "method": _text(r"[A-Z]{3,7}"),
    "operation_kind": _text(r"query|mutation|subscription"),
    "status": _number,
    "duration_ms": _number,
    "rows": _number,
    "bytes": _number,
    "statements": _number,
    "cached": _number,
    "logger": _text(r"[A-Za-z_.]{1,80}"),
    "error": _text(r"[A-Za-z_][A-Za-z0-9_.]{0,80}"),
    "place": _text(r"[A-Za-z0-9_.<>]{1,120}:\d{1,6}"),
}
"""Every key that may be logged, and the form that its value must have."""


def guard(_logger: WrappedLogger, _method: str, entry: EventDict) -> EventDict:
    """Keep the listed keys, refuse what hasn't their form, reduce an exception to its kind."""
    entry.update(_kind_of(entry.pop("exc_info", None)))
    return {
        key: entry[key] if has_form(entry[key]) else REFUSED
        for key, has_form in KEYS.items()
        if key in entry
    }


def configure_logs(level: str, stream: TextIO | None = None) -> None:
    """Log JSON lines from `level` ("debug" to "error") up, to standard error unless told otherwise.

    The libraries' own logging goes through the same guard; run uvicorn with `log_config=None` and
    `access_log=False`, so that it leaves this alone.
    """
    out = sys.stderr if stream is None else stream
    threshold = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[structlog.processors.add_log_level, *_FINISH],
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        logger_factory=structlog.WriteLoggerFactory(out),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(out)
    handler.setFormatter(_LibraryFormatter())
    logging.basicConfig(handlers=[handler], level=max(threshold, logging.WARNING), force=True)


class _LibraryFormatter(logging.Formatter):
    """One line about a library's message: who spoke and about which kind of error, not the text."""

    def format(self, record: logging.LogRecord) -> str:
        entry: MutableMapping[str, object] = {
            "event": "library.message",
            "level": record.levelname.lower(),
            "logger": record.name,
            "exc_info": record.exc_info,
        }
        for process in _FINISH:
            entry = process(None, record.name, entry)  # type: ignore[assignment]
        return str(entry)


def _kind_of(exc_info: object) -> dict[str, str]:
    """The class of an exception and the module and line that raised it."""
    error = sys.exception() if exc_info is True else exc_info
    if isinstance(error, tuple):
        error = error[1]
    if not isinstance(error, BaseException):
        return {}
    kind = type(error)
    return {"error": f"{kind.__module__}.{kind.__qualname__}", **_place(error.__traceback__)}


def _place(trace: TracebackType | None) -> dict[str, str]:
    if trace is None:
        return {}
    while trace.tb_next is not None:
        trace = trace.tb_next
    return {"place": f"{trace.tb_frame.f_globals.get('__name__', '')}:{trace.tb_lineno}"}


_ENCODER = json.JSONEncoder()
_FINISH = (
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    guard,
    # what the guard lets through is text and numbers: an encoder that is made once will do
    structlog.processors.JSONRenderer(lambda entry, **_: _ENCODER.encode(entry)),
)
