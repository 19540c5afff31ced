"""Reading CSV so that one bad record costs one record: UTF-8, any line ending, line numbers."""

from __future__ import annotations

import codecs
import csv
import io
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from hub.oneroster.errors import BundleRefused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hub.oneroster.bundle import Source

LINES_PER_RECORD = 20
"""A quoted value may hold line breaks; a record of more lines has a quotation mark too many."""
LINE_CHARACTERS = 200_000
"""The longest line that is read: a file without line breaks is no table."""

_MARKS = ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))
_BLOCK = 1 << 16


class CsvRecord(NamedTuple):
    """One record and the line on which it begins; no values where it can't be read."""

    line: int
    values: list[str] | None
    open_end: bool = False
    """It is the file's last line and no line break follows it."""


def text_lines(file: str, source: Source) -> Iterator[str]:
    """The lines of a file with their ends, without its byte order mark, as they are read.

    Raises BundleRefused, naming the line, where the file isn't UTF-8.
    """
    with source.open() as stream:
        head = stream.read(2)
    for mark, encoding in _MARKS:
        if head == mark:
            raise BundleRefused(f"{file}.csv is {encoding}: save it as UTF-8.")
    with source.open() as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
        try:
            while line := text.readline(LINE_CHARACTERS):
                if len(line) == LINE_CHARACTERS:
                    raise BundleRefused(f"{file}.csv has a line of more than {len(line):,} signs.")
                yield line
        except UnicodeDecodeError:
            raise BundleRefused(
                f"{file}.csv, line {_undecodable(source)}: this is not UTF-8. Export the bundle "
                "again as UTF-8."
            ) from None


def _undecodable(source: Source) -> int:
    """The line on which a file stops to be UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    breaks, ended_in_return = 0, False
    with source.open() as stream:
        while block := stream.read(_BLOCK):
            try:
                decoder.decode(block)
            except UnicodeDecodeError as error:
                block = block[: error.start]
                return 1 + breaks + _breaks(block, after_return=ended_in_return)
            breaks += _breaks(block, after_return=ended_in_return)
            ended_in_return = block.endswith(b"\r")
    return 1 + breaks


def _breaks(block: bytes, *, after_return: bool) -> int:
    pairs = block.count(b"\r\n") + (after_return and block.startswith(b"\n"))
    return block.count(b"\n") + block.count(b"\r") - pairs


def records(lines: Iterable[str]) -> Iterator[CsvRecord]:
    """The records of a CSV text that aren't blank; lines are counted from 1, the header's."""
    ahead: deque[str] = deque()
    source = iter(lines)
    number = 0
    while True:
        line = ahead.popleft() if ahead else next(source, "")
        if not line:
            return
        number += 1
        bare = line.rstrip("\r\n")
        if '"' not in line and "\0" not in line:
            if bare:
                yield CsvRecord(number, bare.split(","), len(bare) == len(line))
            continue
        _fill(ahead, source)
        values, used = _record([line, *ahead])
        last = [line, *ahead][used - 1]
        for _ in range(used - 1):
            ahead.popleft()
        yield CsvRecord(number, values, not last.endswith(("\r", "\n")))
        number += used - 1


def _fill(ahead: deque[str], source: Iterator[str]) -> None:
    while len(ahead) < LINES_PER_RECORD - 1 and (line := next(source, "")):
        ahead.append(line)


def _record(lines: list[str]) -> tuple[list[str] | None, int]:
    """The values of the record that begins with the first line, and how many lines it has."""
    reader = csv.reader(lines, strict=True)
    try:
        values = next(reader)
    except csv.Error:
        return None, 1
    if any("\0" in value for value in values):
        return None, reader.line_num
    return values, reader.line_num
