"""From the bytes of a form with files to its fields and files, as they arrive.

Nothing is written to a disk, and nothing is unpacked. Of a file that is larger than may be kept,
and of one that nobody asks for, the rest is read and thrown away, so that the form can be answered
with everything else that it holds.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from hub.endpoints.bodies import TooSlow
from hub.endpoints.requests import longer
from hub.errors import TooLarge
from hub.limits import (
    BODY_BYTES_MAX,
    FILE_NAME_CHARACTERS_MAX,
    FORM_FIELDS_MAX,
    PAPER_BODY_BYTES_MAX,
    PAPER_BYTES_MAX,
    PAPER_SECONDS_MAX,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from python_multipart.multipart import MultipartCallbacks
    from starlette.requests import Request

MEDIA_TYPE = b"multipart/form-data"
_PATH = re.compile(r"^.*[/\\]", re.DOTALL)
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What has no place in a name: control characters, and those that turn its direction."""


class FileTooLarge(TooLarge):
    """The form is larger than what is read of one, even to throw it away."""

    code = "FILE_TOO_LARGE"


@dataclass
class File:
    """A file of a form: what it was called (no path), how many bytes came, and these, unless they
    are more than may be kept.
    """

    called: str
    size: int = 0
    content: bytearray = field(default_factory=bytearray)

    @property
    def too_large(self) -> bool:
        """Whether more came than may be kept."""
        return self.size > PAPER_BYTES_MAX

    def add(self, piece: bytes) -> None:
        """Take what came of it; of one that is too large nothing is held."""
        self.size += len(piece)
        if self.too_large:
            self.content = bytearray()
        else:
            self.content += piece


@dataclass
class Form:
    """What came in a form: its fields, and its files by the field in which each was chosen."""

    fields: dict[str, str] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)


def has_files(request: Request) -> bool:
    """Whether a form is sent in the way in which files are."""
    said, _ = parse_options_header(request.headers.get("content-type"))
    return said == MEDIA_TYPE


async def received(request: Request, files: Collection[str]) -> Form:
    """The form of a body, with the files that were chosen in these fields; what is no form is one
    without fields. Raises FileTooLarge, TooLarge (its fields), TooSlow.
    """
    said = request.headers.get("content-length", "")
    if said.isdecimal() and int(said[:20]) > PAPER_BODY_BYTES_MAX:
        raise _too_large()
    _, options = parse_options_header(request.headers.get("content-type"))
    reading = _Reading(frozenset(files))
    longer(request, PAPER_SECONDS_MAX)
    try:
        parser = MultipartParser(options.get(b"boundary", b""), reading.callbacks)
        async with asyncio.timeout(PAPER_SECONDS_MAX):
            came = 0
            async for chunk in request.stream():
                came += len(chunk)
                if came > PAPER_BODY_BYTES_MAX:
                    raise _too_large()
                parser.write(chunk)
        return reading.form if reading.ended else Form()
    except TimeoutError:
        raise TooSlow(f"The form did not arrive within {PAPER_SECONDS_MAX:.0f} s.") from None
    except (FormParserError, UnicodeDecodeError):
        return Form()


class _Reading:
    """Takes the pieces of a form as the parser finds them."""

    def __init__(self, wanted: frozenset[str]) -> None:
        self.form = Form()
        self.ended = False
        self._wanted = wanted
        self._held = 0
        self._name = ""
        self._header = b""
        self._said = b""
        self._disposition = b""
        self._text: bytearray | None = None
        self._file: File | None = None

    @property
    def callbacks(self) -> MultipartCallbacks:
        """What the parser calls."""
        return {
            "on_part_begin": self._begin,
            "on_header_field": self._header_field,
            "on_header_value": self._header_value,
            "on_header_end": self._header_end,
            "on_headers_finished": self._named,
            "on_part_data": self._data,
            "on_part_end": self._end,
            "on_end": self._all,
        }

    def _begin(self) -> None:
        self._disposition, self._text, self._file = b"", None, None

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._said += data[start:end]

    def _header_end(self) -> None:
        if self._header.lower() == b"content-disposition":
            self._disposition = self._said
        self._header = self._said = b""

    def _named(self) -> None:
        _, options = parse_options_header(self._disposition)
        self._name = options.get(b"name", b"").decode()
        if b"filename" not in options:
            self._text = bytearray()
            self._hold(len(self._name))
            return
        called = called_of(options[b"filename"].decode(errors="replace"))
        if called and self._name in self._wanted and self._name not in self.form.files:
            self._file = self.form.files[self._name] = File(called)

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._file is not None:
            self._file.add(data[start:end])
        elif self._text is not None:
            self._hold(end - start)
            self._text += data[start:end]

    def _end(self) -> None:
        if self._text is not None:
            self.form.fields[self._name] = self._text.decode()
            if len(self.form.fields) > FORM_FIELDS_MAX:
                raise FormParserError("The form has more fields than one has.")

    def _all(self) -> None:
        self.ended = True

    def _hold(self, more: int) -> None:
        self._held += more
        if self._held > BODY_BYTES_MAX:
            raise TooLarge(f"The fields are larger than {BODY_BYTES_MAX // 1024} KiB.")


def called_of(said: str) -> str:
    """What a file was called, without its path; empty where none was chosen."""
    return _UNSEEN.sub("", _PATH.sub("", said)).strip()[:FILE_NAME_CHARACTERS_MAX]


def _too_large() -> FileTooLarge:
    return FileTooLarge(f"The form is larger than {PAPER_BODY_BYTES_MAX // 1024 // 1024} MB.")
