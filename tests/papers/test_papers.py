"""A file has a key of its own, is given by the row that names it, and purged if none does."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from hub.errors import ReadOnly
from hub.limits import PAPER_DAYS, PAPERS_DAY_MAX, PAPERS_OF_ONE_AT_ONCE
from hub.models.papers import KEY_PREFIX
from hub.papers import KINDS, Papers, Receiving, kind_of, purge
from hub.papers.keeping import Altered

if TYPE_CHECKING:
    from uuid import UUID

    from hub.database import Database
    from tests.conftest import Hub

PDF = b"%PDF-1.7 a paper"
NAME = "UPDATE paper SET entity = 'court_order', row_id = $2, named_at = now() WHERE key = $1"
AGE = "UPDATE paper SET kept_at = now() - make_interval(days => $1, mins => 1)"


async def registrar(hub: Hub) -> UUID:
    """Somebody who sends papers in."""
    return (await hub.viewer("demo-registrar")).person_id


async def kept(hub: Hub, content: bytes = PDF) -> str:
    """The key of a file that was sent in."""
    key = await Papers(hub.database).keep(await registrar(hub), content)
    assert key is not None
    return key


async def change(database: Database, sql: str, *values: object) -> None:
    """Do to the database what nothing of the hub does."""
    async with database.owner() as owner:
        await owner.execute(sql, *values)


async def test_a_file_is_given_by_the_row_that_names_it_and_by_nothing_else(own_demo: Hub) -> None:
    papers, row = Papers(own_demo.database), uuid4()
    key, other = await kept(own_demo), await kept(own_demo)
    assert key.startswith(KEY_PREFIX)
    assert len(key) >= len(KEY_PREFIX) + 43, "256 random bits"
    assert key != other
    assert await papers.given(key, "court_order", row) is None, "nothing names it yet"
    await change(own_demo.database, NAME, key, row)
    found = await papers.given(key, "court_order", row)
    assert found is not None
    assert (found.content, found.media_type) == (PDF, "application/pdf")
    for said, entity, at in (
        (key, "document", row),
        (key, "court_order", uuid4()),
        (other, "court_order", row),
        (f" {key}", "court_order", row),
        (key.upper(), "court_order", row),
        ("orders/79.pdf", "court_order", row),
    ):
        assert await papers.given(said, entity, at) is None, (said, entity)


async def test_a_file_whose_bytes_were_changed_behind_it_is_not_given(own_demo: Hub) -> None:
    key, row = await kept(own_demo), uuid4()
    await change(own_demo.database, NAME, key, row)
    await change(own_demo.database, "UPDATE paper SET content = $1", PDF[::-1])
    with pytest.raises(Altered):
        await Papers(own_demo.database).given(key, "court_order", row)


async def test_a_file_that_nothing_names_goes_after_its_days_and_a_named_one_stays(
    own_demo: Hub,
) -> None:
    named, loose = await kept(own_demo), await kept(own_demo)
    await change(own_demo.database, NAME, named, uuid4())
    await change(own_demo.database, AGE, PAPER_DAYS)
    fresh = await kept(own_demo)
    await purge(own_demo.database)
    async with own_demo.database.owner() as owner:
        left = {row["key"] for row in await owner.fetch("SELECT key FROM paper")}
    assert left == {named, fresh}
    assert loose not in left


async def test_one_person_sends_so_many_files_a_day_and_others_theirs(own_demo: Hub) -> None:
    papers, one = Papers(own_demo.database), await registrar(own_demo)
    for _ in range(PAPERS_DAY_MAX):
        assert await papers.keep(one, PDF) is not None
    assert await papers.keep(one, PDF) is None
    assert await papers.keep((await own_demo.viewer("demo-nurse")).person_id, PDF) is not None
    await change(own_demo.database, AGE, 1)
    assert await papers.keep(one, PDF) is not None


async def test_nobody_keeps_all_others_waiting(own_demo: Hub) -> None:
    papers, one = Papers(own_demo.database), uuid4()
    turns = [papers.receiving(one) for _ in range(PAPERS_OF_ONE_AT_ONCE)]
    for each in turns:
        await each.__aenter__()
    with pytest.raises(Receiving):
        await papers.receiving(one).__aenter__()
    async with papers.receiving(uuid4()):
        pass
    for each in turns:
        await each.__aexit__(None, None, None)
    async with papers.receiving(one):
        pass


async def test_a_hub_that_only_answers_takes_no_file(own_demo: Hub) -> None:
    with pytest.raises(ReadOnly):
        await Papers(own_demo.database, read_only=True).receiving(uuid4()).__aenter__()


BEGINS = {
    "application/pdf": b"%PDF-1.4\n",
    "image/jpeg": b"\xff\xd8\xff\xe0\0\x10JFIF",
    "image/png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "image/tiff": b"II*\0\x08\0\0\0",
    "image/heic": b"\0\0\0\x18ftypheic\0\0\0\0",
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_of_the_kind_that_its_own_first_bytes_say(kind: str) -> None:
    assert kind_of(BEGINS[kind]) == kind
    assert kind_of(b"\n" + BEGINS[kind]) is None
    assert kind_of(BEGINS[kind][:3] if kind != "image/jpeg" else b"\xff\xd8") is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<!doctype html><script>%PDF-1.7</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"PK\x03\x04",
        b"GIF89a%PDF-",
        b"MZ\x90\0",
        b"\0\0\0\x18ftypisom",
        b"%!PS-Adobe",
    ],
)
def test_whatever_else_it_is_it_is_none_that_is_kept(content: bytes) -> None:
    assert kind_of(content) is None
