"""A form with files is read as it arrives: within its limits, and none of it beyond them."""

from __future__ import annotations

import asyncio
import tracemalloc
from typing import TYPE_CHECKING

import pytest
from starlette.requests import Request

from hub.endpoints import multipart
from hub.endpoints.bodies import TooSlow
from hub.endpoints.multipart import FileTooLarge, Form, called_of, has_files, received
from hub.errors import TooLarge
from hub.limits import BODY_BYTES_MAX, FORM_FIELDS_MAX, PAPER_BODY_BYTES_MAX, PAPER_BYTES_MAX

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.types import Message

LINE, END = b"--xx", b"\r\n"
MIB = 1024 * 1024


def part(name: str, said: bytes, called: str | None = None) -> bytes:
    """One part of a form."""
    file = "" if called is None else f'; filename="{called}"'
    head = f'Content-Disposition: form-data; name="{name}"{file}'.encode()
    return LINE + END + head + END + END + said + END


def sending(chunks: Iterable[bytes], length: int | None = None, boundary: str = "xx") -> Request:
    """A request whose body comes in these pieces."""
    pieces = iter(chunks)

    async def receive() -> Message:
        await asyncio.sleep(0)
        body = next(pieces, None)
        return {"type": "http.request", "body": body or b"", "more_body": body is not None}

    headers = [(b"content-type", f"multipart/form-data; boundary={boundary}".encode())]
    if length is not None:
        headers.append((b"content-length", str(length).encode()))
    return Request({"type": "http", "method": "POST", "headers": headers}, receive)


async def form_of(*parts: bytes, end: bytes = LINE + b"--" + END) -> Form:
    """What is found in a form, that comes byte by byte."""
    body = b"".join(parts) + end
    request = sending(body[at : at + 1] for at in range(len(body)))
    assert has_files(request)
    return await received(request, ["paper"])


async def test_fields_and_the_files_that_are_asked_for_come_back() -> None:
    form = await form_of(
        part("court", "Süd <Court>".encode()),
        part("paper", b"%PDF-\r\n--x", "a.pdf"),
        part("other", b"unasked", "b.pdf"),
        part("paper", b"a second one", "c.pdf"),
    )
    assert form.fields == {"court": "Süd <Court>"}
    assert form.files.keys() == {"paper"}
    file = form.files["paper"]
    assert (file.called, bytes(file.content), file.size) == ("a.pdf", b"%PDF-\r\n--x", 10)


async def test_no_file_was_chosen() -> None:
    assert (await form_of(part("paper", b"", ""))).files == {}


@pytest.mark.parametrize(
    ("said", "called"),
    [
        ("C:\\Users\\Ana Torres\\order.pdf", "order.pdf"),
        ("../../etc/passwd", "passwd"),
        ("/order.pdf", "order.pdf"),
        ("a\r\nb\0c.pdf", "abc.pdf"),
        ("fdp.\u202eredro", "fdp.redro"),
        ("x" * 300, "x" * 100),
        ("../", ""),
    ],
)
def test_a_file_is_called_by_its_name_alone(said: str, called: str) -> None:
    assert called_of(said) == called


@pytest.mark.parametrize(
    "body", [b"", b"nothing like it", part("a", b"1"), part("a", b"\xff") + LINE + b"--"]
)
async def test_what_is_no_form_is_one_without_fields(body: bytes) -> None:
    assert await form_of(body, end=b"") == Form()


async def test_a_file_that_is_too_large_leaves_the_fields_and_no_bytes() -> None:
    head = part("court", b"Superior") + part("paper", b"", "a.pdf")[:-2]
    body = [head, *[b"x" * MIB] * 23, END + part("kind", b"NO_RECORDS") + LINE + b"--" + END]
    form = await received(sending(body), ["paper"])
    assert form.fields == {"court": "Superior", "kind": "NO_RECORDS"}
    file = form.files["paper"]
    assert (file.size, file.too_large, len(file.content)) == (23 * MIB, True, 0)


async def test_memory_stays_flat_whatever_comes() -> None:
    head = part("paper", b"", "a.pdf")[:-2]
    piece = b"x" * 65_536
    many = (PAPER_BODY_BYTES_MAX - MIB) // len(piece)

    def body() -> Iterable[bytes]:
        yield head
        for _ in range(many):
            yield piece
        yield END + LINE + b"--" + END

    tracemalloc.start()
    try:
        form = await received(sending(body()), ["paper"])
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert form.files["paper"].size == many * len(piece)
    assert most < 2 * PAPER_BYTES_MAX + 5 * MIB


async def test_a_form_beyond_the_hard_limit_is_not_read_on() -> None:
    with pytest.raises(FileTooLarge):
        await received(sending([], length=PAPER_BODY_BYTES_MAX + 1), ["paper"])
    taken = 0

    def body() -> Iterable[bytes]:
        nonlocal taken
        yield part("paper", b"", "a.pdf")[:-2]
        while True:
            taken += MIB
            yield b"x" * MIB

    with pytest.raises(FileTooLarge):
        await received(sending(body()), ["paper"])
    assert taken <= PAPER_BODY_BYTES_MAX + MIB


async def test_fields_have_the_limits_of_any_form() -> None:
    with pytest.raises(TooLarge):
        await received(sending([part("a", b"x" * (BODY_BYTES_MAX + 1))]), [])
    many = b"".join(part(f"a{number}", b"1") for number in range(FORM_FIELDS_MAX + 1))
    assert await received(sending([many + LINE + b"--"]), []) == Form()


async def test_a_form_that_comes_too_slowly_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multipart, "PAPER_SECONDS_MAX", 0.1)

    async def never() -> Message:
        await asyncio.Event().wait()
        raise AssertionError

    request = Request(sending([]).scope, never)
    with pytest.raises(TooSlow):
        await received(request, ["paper"])


async def test_a_boundary_without_end_is_refused() -> None:
    request = sending([part("a", b"1")], boundary="x" * 5_000)
    assert await received(request, []) == Form()
