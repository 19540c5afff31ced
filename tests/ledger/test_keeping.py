"""The ledger is kept beside the server, and its head leaves the database."""

from __future__ import annotations

import asyncio
import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest
from structlog.testing import capture_logs

from hub.app import build_app
from hub.ledger import Checkpoint, kept, place_of
from hub.ledger.checkpoints import read
from hub.ledger.keeping import FORGET_SECONDS, RETRY_SECONDS, Keeper
from hub.settings import Settings
from tests.ledger.books import disclose, sealed, total, verified

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hub.database import Database
    from schema.build import Built
    from tests.conftest import Hub

CHECKPOINT = Checkpoint(7, "ab" * 32, 12, "2026-10-14T17:00:00+00:00")


@pytest.fixture
def database(own_demo: Hub) -> Database:
    """A demo district of one's own."""
    return own_demo.database


class Receiver(HTTPServer):
    """Takes what is posted, and answers with one status."""

    def __init__(self, status: int) -> None:
        super().__init__(("127.0.0.1", 0), _Answering)
        self.status = status
        self.bodies: list[bytes] = []


class _Answering(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        self.server.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(self.server.status)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def receiving(status: int = 204) -> Iterator[tuple[Receiver, str]]:
    """Somebody else's machine that takes checkpoints."""
    with Receiver(status) as receiver:
        thread = threading.Thread(target=receiver.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield receiver, f"http://127.0.0.1:{receiver.server_port}/checkpoints"
        finally:
            receiver.shutdown()
            thread.join()


async def until(database: Database, rows: int) -> None:
    """Wait until so many rows are sealed."""
    for _ in range(200):
        if await total(database) >= rows:
            return
        await asyncio.sleep(0.05)
    pytest.fail("nothing was sealed")


async def test_rows_are_sealed_within_seconds_and_published(
    database: Database, tmp_path: Path
) -> None:
    file = tmp_path / "checkpoints"
    await sealed(database)
    before = await total(database)
    async with kept(database, str(file)):
        await disclose(database, 3)
        await until(database, before + 3)
        await disclose(database, 2)
    checkpoints = [each for each in read(file.read_text().splitlines()) if each is not None]
    assert checkpoints[-1].rows == before + 5, "an orderly stop seals and publishes the rest"
    verdict = await verified(database, checkpoints)
    assert (verdict.findings, verdict.checkpoints) == ([], len(checkpoints))


async def test_the_application_keeps_the_ledger_where_it_is_told_to(
    database: Database, built: Built, tmp_path: Path
) -> None:
    settings = Settings(data_dir=tmp_path, checkpoints=str(tmp_path / "published"))
    app = build_app(database, settings, built=built, sealing=True)
    async with app.router.lifespan_context(app):
        await disclose(database)
    assert await total(database) > 0
    lines = (tmp_path / "published").read_text().splitlines()
    checkpoints = [each for each in read(lines) if each is not None]
    assert 0 < len(lines) == len(checkpoints), "each line is a head, however often it was sealed"
    assert checkpoints[-1].rows == await total(database), "and the last one has every row"
    verdict = await verified(database, checkpoints)
    assert (verdict.findings, verdict.checkpoints) == ([], len(checkpoints))


async def test_a_head_is_published_once(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "checkpoints"
    keeper = Keeper(database, str(file))
    assert await keeper.publish() == RETRY_SECONDS, "nothing is sealed yet"
    await sealed(database)
    await keeper.publish()
    assert await keeper.publish() == RETRY_SECONDS
    assert file.read_text().count("\n") == 1


async def test_a_checkpoint_is_posted_as_one_line_of_json(database: Database) -> None:
    await sealed(database)
    with receiving() as (receiver, url):
        await Keeper(database, url).publish()
    (body,) = receiver.bodies
    (checkpoint,) = read([body.decode()])
    assert checkpoint is not None
    assert checkpoint.rows == await total(database)
    assert set(json.loads(body)) == {"seal", "chain", "rows", "at"}


@pytest.mark.parametrize("status", [302, 404, 500])
async def test_a_receiver_that_refuses_gets_it_again(database: Database, status: int) -> None:
    await sealed(database)
    with receiving(status) as (receiver, url):
        keeper = Keeper(database, url)
        with pytest.raises(OSError, match=str(status)):
            await keeper.publish()
        receiver.status = 200
        await keeper.publish()
        assert len(receiver.bodies) == 2


async def test_no_failure_of_the_ledger_reaches_the_hub(database: Database, tmp_path: Path) -> None:
    await sealed(database)
    before = await total(database)
    nowhere = str(tmp_path / "no folder" / "checkpoints")
    with capture_logs() as logs:
        async with kept(database, nowhere):
            await disclose(database)
            await until(database, before + 1)
            async with database.owner() as owner:
                await owner.execute("ALTER TABLE seal RENAME TO away")
            await asyncio.sleep(2.2)
            async with database.owner() as owner:
                await owner.execute("ALTER TABLE away RENAME TO seal")
            await disclose(database)
            await until(database, before + 2)
    said = sorted(entry["event"] for entry in logs)
    assert said == ["ledger.not_published", "ledger.not_sealed"], "each failure is told once"


def test_a_line_that_a_crash_left_unfinished_costs_no_other(tmp_path: Path) -> None:
    file = tmp_path / "checkpoints"
    publish = place_of(str(file))
    publish(CHECKPOINT)
    with file.open("a") as opened:
        opened.write('{"seal": 8, "cha')
    publish(CHECKPOINT)
    publish(CHECKPOINT)
    assert [*read(file.read_text().splitlines())] == [CHECKPOINT, None, CHECKPOINT, CHECKPOINT]


@pytest.mark.parametrize(
    "line",
    [
        "[]",
        "7",
        '{"seal": 1}',
        '{"seal": "1", "chain": "", "rows": 1, "at": ""}',
        '{"seal": 1e400, "chain": "", "rows": 1, "at": ""}',
        '{"seal": 99999999999999999999, "chain": "", "rows": 1, "at": ""}',
    ],
)
def test_what_is_no_checkpoint_is_none(line: str) -> None:
    assert [*read([line, "", "  "])] == [None]


async def test_a_key_is_kept_for_a_day_and_then_forgotten(database: Database) -> None:
    async with database.owner() as owner:
        await owner.execute(
            "INSERT INTO retry (person_id, key, asked, kept_at)"
            " SELECT p.id, hours::text, '', now() - make_interval(hours => hours)"
            " FROM (SELECT id FROM person LIMIT 1) p, unnest(ARRAY[0, 24, 26, 400]) hours"
        )
    assert await Keeper(database).forget() == FORGET_SECONDS
    async with database.owner() as owner:
        left = await owner.fetch("SELECT key FROM retry ORDER BY kept_at DESC")
    assert [row["key"] for row in left] == ["0", "24"]


async def test_who_tried_is_forgotten_after_a_day_and_a_known_place_when_its_time_is_over(
    database: Database,
) -> None:
    async with database.owner() as owner:
        await owner.execute(
            "INSERT INTO attempt (key, level, last_at, free_at, known_until)"
            " SELECT convert_to(key, 'UTF8'), 1, now() - hours * interval '1 hour', now(),"
            " now() + known * interval '1 hour' FROM (VALUES ('now', 0, NULL), ('today', 23, NULL),"
            " ('before', 25, NULL), ('known', 400, 1), ('over', 400, -1))"
            " AS tried(key, hours, known)"
        )
    assert await Keeper(database).forget() == FORGET_SECONDS
    async with database.owner() as owner:
        left = await owner.fetch("SELECT key FROM attempt ORDER BY last_at DESC")
    assert [bytes(row["key"]) for row in left] == [b"now", b"today", b"known"]
