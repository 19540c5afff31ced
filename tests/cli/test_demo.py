"""`homeroom demo` from the first start to the last stop, as somebody at a terminal meets it."""

from __future__ import annotations

import json
import shlex
import signal
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from hub.cli.commands import SMALLEST
from hub.district import personas, population
from tests.cli.conftest import started
from tests.ground.conftest import gone, until

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from typer.testing import Result

STUDENTS = "300"
LAST_LINE = "Stop "


@dataclass
class Demo:
    """A demo that listens: its process, what it printed, and where its data lies."""

    process: subprocess.Popen[str]
    text: str
    data: Path
    seconds: float

    @property
    def url(self) -> str:
        """Where it answers."""
        return next(
            line.split()[1].removesuffix("/graphql")
            for line in self.text.splitlines()
            if line.startswith("URL ")
        )

    @property
    def tokens(self) -> dict[str, str]:
        """Token by persona."""
        lines = (line.split() for line in self.text.splitlines())
        return {words[0]: words[1] for words in lines if len(words) == 2 and words[1][:3] == "hr_"}

    def stop(self, how: signal.Signals) -> str:
        """Stop it and give what it said on standard error; its exit code must be 0."""
        self.process.send_signal(how)
        _, said = self.process.communicate(timeout=60)
        assert self.process.returncode == 0, said
        return said


def demo(data: Path, *options: str) -> Demo:
    """Start a demo and wait until it listens."""
    began = time.monotonic()
    process = started("demo", "--data", str(data), "--port", "0", *options)
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if line.startswith(LAST_LINE):
            return Demo(process, "".join(lines), data, time.monotonic() - began)
    raise AssertionError(process.communicate()[1])


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's data folder, kept from one start to the next."""
    return tmp_path_factory.mktemp("demo") / "data"


@pytest.fixture(scope="module")
def first(data: Path) -> Iterator[Demo]:
    """The first start over an empty folder."""
    running = demo(data, "--students", STUDENTS, "--seed", "cli")
    yield running
    running.process.kill()
    running.process.communicate()
    until(lambda: gone(data), "PostgreSQL outlived the demo")


def ask(url: str, token: str, query: str) -> Any:
    """The answer to a query."""
    headers = {"Authorization": f"Bearer {token}"}
    response = httpx.post(f"{url}/graphql", json={"query": query}, headers=headers, timeout=30)
    return response.json()


def test_every_persona_has_a_token_and_says_who_they_are_to_whom(first: Demo) -> None:
    assert list(first.tokens) == [each.key for each in personas()]
    assert len(set(first.tokens.values())) == len(personas())
    words = " ".join(first.text.split())
    assert all(f"{each.name}: {each.who}." in words for each in personas())


def test_the_first_question_can_be_pasted_and_is_answered(first: Demo) -> None:
    pasted = "curl" + first.text.split("\ncurl")[1].split("\n\n")[0]
    words = shlex.split(pasted)
    headers = [words[at + 1].split(": ") for at, word in enumerate(words) if word == "--header"]
    assert words[:2] == ["curl", "--silent"]
    body = words[words.index("--data") + 1]
    answer = httpx.post(words[2], content=body, headers=dict(headers), timeout=30).json()
    assert "errors" not in answer
    ana = answer["data"]["student"]
    assert ana["givenName"] == "Ana"
    assert ana["healthAlerts"]
    assert {"field": "birthDate", "reason": "NOT_GRANTED"} in ana["withheld"]
    query = json.loads(body)["query"]
    mother = ask(first.url, first.tokens["guardian"], query)["data"]["student"]
    assert mother["birthDate"]


def test_the_end_says_where_the_data_lies_and_how_to_stop(first: Demo) -> None:
    end = first.text.splitlines()[-6:]
    assert [line[:10].strip() for line in end] == ["District", "Data", "Screens", "", "URL", "Stop"]
    assert "300 invented students" in end[0]
    assert str(first.data) in end[1]
    assert "Ctrl-C" in end[-1]


def test_other_commands_share_the_running_server(
    first: Demo, homeroom: Callable[..., Result]
) -> None:
    said = homeroom("token", "--as", "nurse", "--data", str(first.data))
    assert said.exit_code == 0, said.stderr
    token = said.stdout.splitlines()[-1]
    answer = ask(first.url, token, "{ viewer { staffMember { familyName } } }")
    assert answer["data"]["viewer"]["staffMember"]["familyName"] == "Obi"


def test_the_printed_link_opens_the_screens(first: Demo, homeroom: Callable[..., Result]) -> None:
    lines = first.text.splitlines()
    at = next(at for at, line in enumerate(lines) if line.startswith("Screens "))
    said = homeroom(*shlex.split(lines[at + 1])[1:])
    assert said.exit_code == 0, said.stderr
    link = said.stdout.splitlines()[-1]
    with httpx.Client(timeout=30) as browser:
        assert browser.get(link).status_code == httpx.codes.OK
        redeemed = browser.post(link, headers={"Origin": first.url})
        assert redeemed.status_code == httpx.codes.SEE_OTHER
        assert browser.get(f"{first.url}/admin").status_code == httpx.codes.OK


@pytest.mark.parametrize("command", ["demo", "serve"])
def test_a_port_in_use_is_told_at_once_and_nothing_is_made(
    first: Demo, homeroom: Callable[..., Result], tmp_path: Path, command: str
) -> None:
    port = first.url.rpartition(":")[2]
    said = homeroom(command, "--port", port, "--data", str(tmp_path / "other"))
    assert (said.exit_code, said.stdout) == (1, "")
    assert f"homeroom: 127.0.0.1:{port} is in use" in said.stderr
    assert not (tmp_path / "other").exists()


def test_too_few_students_are_refused_before_anything_is_made(
    homeroom: Callable[..., Result], tmp_path: Path
) -> None:
    assert SMALLEST == population.SMALLEST
    said = homeroom("demo", "--students", str(SMALLEST - 1), "--data", str(tmp_path / "other"))
    assert said.exit_code == 2
    assert "greater than or equal to 300" in said.stderr
    assert not (tmp_path / "other").exists()


def test_a_second_start_loads_nothing_keeps_the_data_and_stops_cleanly(first: Demo) -> None:
    token = first.tokens["case_manager"]
    count = "{ students { nodes { id } totalCount { count } } }"
    before = ask(first.url, token, count)["data"]
    assert "Stopped. The district stays in" in first.stop(signal.SIGINT)
    until(lambda: gone(first.data), "PostgreSQL outlived the demo")
    second = demo(first.data, "--students", "400", "--seed", "other")
    try:
        assert ask(second.url, token, count)["data"] == before
        said = " ".join(second.text.split())
        assert "You asked for 400 students and the seed other" in said
        assert "holds a district of 300 students, drawn from the seed cli. It is kept" in said
    finally:
        said = second.stop(signal.SIGTERM)
    assert "Traceback" not in said
    assert "loading the district" not in said
    until(lambda: gone(first.data), "PostgreSQL outlived the demo")


def test_serve_prints_no_token_and_stops_cleanly_in_the_background(first: Demo) -> None:
    if first.process.poll() is None:
        first.stop(signal.SIGINT)
    serving = started("serve", "--port", "0", "--data", str(first.data), behind=True)
    assert serving.stdout is not None
    line = serving.stdout.readline()
    serving.terminate()
    rest, said = serving.communicate(timeout=60)
    assert line.startswith("Serving a demo district at http://127.0.0.1:")
    assert "hr_" not in line + rest + said
    assert serving.returncode == 0
    until(lambda: gone(first.data), "PostgreSQL outlived the hub")
