"""Reading CSV so that one bad record costs one record: UTF-8, any line ending, line numbers."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hub.oneroster.errors import BundleRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

LINES_PER_RECORD = 20
"""A quoted value may hold line breaks; a record of more lines has a quotation mark too many."""

_MARKS = ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))


@dataclass(frozen=True, slots=True)
class CsvRecord:
    """One record and the line on which it begins; no values where it can't be read."""

    line: int
    values: list[str] | None


def decoded(file: str, content: bytes) -> str:
    """The text of a file, without its byte order mark. Raises BundleRefused, naming the line."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            raise BundleRefused(f"{file}.csv is {encoding}: save it as UTF-8.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = len(
            content[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        )
        raise BundleRefused(
            f"{file}.csv, line {line}: this is not UTF-8. Export the bundle again as UTF-8."
        ) from None


def records(text: str) -> Iterator[CsvRecord]:
    """The records of a CSV text that aren't blank; lines are counted from 1, the header's."""
    lines = list(io.StringIO(text, newline=""))
    start = 0
    while start < len(lines):
        values, used = _record(lines, start)
        if values != []:
            yield CsvRecord(start + 1, values)
        start += used


def _record(lines: list[str], start: int) -> tuple[list[str] | None, int]:
    """The values of the record that begins at `start`, and how many lines it has."""
    reader = csv.reader(lines[start : start + LINES_PER_RECORD], strict=True)
    try:
        values = next(reader)
    except csv.Error:
        return None, 1
    if any("\0" in value for value in values):
        return None, reader.line_num
    return values, reader.line_num
