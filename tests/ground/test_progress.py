"""Whatever takes longer than two seconds says what it is doing."""

from __future__ import annotations

import re
from io import StringIO

import pytest

from hub import progress
from hub.progress import Progress


class Terminal(StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_step_is_named_when_it_begins() -> None:
    stream = StringIO()
    with Progress(stream).step("loading attendance"):
        assert stream.getvalue() == "loading attendance\n"
    assert stream.getvalue() == "loading attendance\n"


def test_a_long_step_says_how_far_it_is_and_how_long_it_took(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(progress, "WORTH_SAYING_SECONDS", 0)
    monkeypatch.setattr(progress, "PLAIN_EVERY_SECONDS", 0)
    stream = StringIO()
    with Progress(stream).step("loading attendance", total=200) as step:
        step.advance(50)
        step.advance(150)
    *said, last = stream.getvalue().splitlines()
    assert said == [
        "loading attendance",
        "loading attendance: 25 %",
        "loading attendance: 100 %",
    ]
    assert re.fullmatch(r"loading attendance: 100 %, \d+\.\d s", last)


def test_a_step_without_a_total_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PLAIN_EVERY_SECONDS", 0)
    stream = StringIO()
    with Progress(stream).step("reading rows") as step:
        step.advance(12_345)
    assert stream.getvalue().splitlines()[-1] == "reading rows: 12,345"


def test_on_a_terminal_steps_lie_within_each_other_and_leave_what_took_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(progress, "WORTH_SAYING_SECONDS", 0)
    stream = Terminal()
    reporter = Progress(stream)
    with reporter.step("[loading]", total=2) as outer, reporter.step("attendance"):
        outer.advance()
    said = stream.getvalue()
    assert re.search(r"attendance, \d+\.\d s", said)
    assert re.search(r"\[loading\]: 50 %, \d+\.\d s", said)


def test_a_quiet_one_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress(quiet=True).step("loading attendance") as step:
        step.advance()
    assert capsys.readouterr() == ("", "")


def test_a_failing_step_lets_its_error_through() -> None:
    with pytest.raises(LookupError), Progress(StringIO()).step("loading attendance"):
        raise LookupError
