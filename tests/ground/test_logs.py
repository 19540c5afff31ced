"""No name, number or literal of anyone can get into a log."""

from __future__ import annotations

import json
import logging
from io import StringIO
from typing import TYPE_CHECKING

import pytest
import structlog

from hub.logs import KEYS, REFUSED, configure_logs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NAME = "Quillfeather"


@pytest.fixture
def written() -> Iterator[Callable[[], list[dict[str, object]]]]:
    stream = StringIO()
    handlers, level = logging.root.handlers[:], logging.root.level
    configure_logs("info", stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    structlog.reset_defaults()
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)


def test_a_request_is_one_line_of_json(written: Callable[[], list[dict[str, object]]]) -> None:
    structlog.get_logger().info(
        "request.answered", route="/students/{id}", status=200, duration_ms=1.5, rows=3
    )
    (line,) = written()
    assert line.pop("timestamp")
    assert line == {
        "event": "request.answered",
        "level": "info",
        "route": "/students/{id}",
        "status": 200,
        "duration_ms": 1.5,
        "rows": 3,
    }


def test_a_key_that_is_not_listed_is_dropped(
    written: Callable[[], list[dict[str, object]]],
) -> None:
    structlog.contextvars.bind_contextvars(email=NAME)
    structlog.get_logger().info("request.answered", name=NAME, variables={"name": NAME})
    structlog.contextvars.clear_contextvars()
    assert NAME not in json.dumps(written())


@pytest.mark.parametrize("key", sorted(KEYS.keys() - {"timestamp", "level"}))
@pytest.mark.parametrize("value", [f"{NAME} 2011-04-05", {"name": NAME}, [NAME], None])
def test_a_listed_key_takes_only_its_form(
    written: Callable[[], list[dict[str, object]]], key: str, value: object
) -> None:
    structlog.get_logger().info(**{"event": "request.answered", key: value})
    (line,) = written()
    assert line.get(key, REFUSED) == REFUSED  # structlog itself drops an event of None


def test_of_an_exception_only_kind_and_place_are_told(
    written: Callable[[], list[dict[str, object]]],
) -> None:
    try:
        int(NAME)
    except ValueError:
        structlog.get_logger().exception("request.failed", code="INTERNAL")
        logging.getLogger("uvicorn.error").exception("failed for %s", NAME)
    ours, library = written()
    assert ours["error"] == library["error"] == "builtins.ValueError"
    assert str(ours["place"]).startswith("tests.ground.test_logs:")
    assert library["logger"] == "uvicorn.error"
    assert NAME not in json.dumps([ours, library])
