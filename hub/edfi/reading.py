"""Reading XML as a stream: one record at a time, without document types, entities or surprises.

Expat is driven directly, so that each record has its line. A document type is refused as soon as
it begins: without one there is no entity to expand and nothing external to fetch.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn, Protocol, TypeAlias
from xml.etree.ElementTree import TreeBuilder
from xml.parsers import expat

from hub.edfi.errors import FilesRefused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from hub.edfi.paths import Census, Node

CHUNK_BYTES = 256 * 1024
TEXT_CHARACTERS = 64 * 1024
"""The longest text of one element."""
TOKEN_BYTES = 1024 * 1024
"""How far reading may go without a tag, a text or a comment ending."""
DEPTH_MAX = 40
RECORD_VALUES_MAX = 20_000
"""The most elements of one record."""
RECORD_BYTES = 4 * 1024 * 1024
"""How long a record may be read without ending."""
LINE_BITS, PLACE_BITS = 28, 20
"""A record's number tells its file, its line, and its place on the line, in 63 bits."""

_NAMESPACE = re.compile(r"http://ed-fi\.org/[\w.\-/]*")
_ENCODINGS = ("utf-8", "us-ascii", "ascii")
_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff", b"\x00<", b"<\x00")
_RECORD = 2
"""The depth at which records stand: the interchange is above them."""
_TOO_MUCH = "elements lie too deep within each other, or a record is too long"
_WORDS = {
    expat.errors.codes[expat.errors.XML_ERROR_INVALID_TOKEN]: (
        "a character that is not UTF-8 or not allowed in XML, or a broken tag"
    ),
    expat.errors.codes[expat.errors.XML_ERROR_PARTIAL_CHAR]: "it is not UTF-8",
    expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS]: "the file ends too early: it was cut",
    expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN]: "it ends within a tag: it was cut",
    expat.errors.codes[expat.errors.XML_ERROR_TAG_MISMATCH]: "a closing tag doesn't match",
    expat.errors.codes[expat.errors.XML_ERROR_UNDEFINED_ENTITY]: "it names an unknown entity",
}

Frame: TypeAlias = "list[Any]"
"""A record's values by slot: text, a list where a value repeats, frames where a group does."""


class Reader(Protocol):
    """Whoever takes the records of a file."""

    census: Census

    def tree(self, name: str, file: str, line: int) -> Node:
        """The tree of a record's paths, by the record's name."""

    def record(self, name: str, number: int, frame: Frame) -> None:
        """Take one record; `number` tells where it stands."""


def line_of(number: int) -> int:
    """The line of a record's number."""
    return number >> PLACE_BITS & (1 << LINE_BITS) - 1


def file_of(number: int) -> int:
    """The file of a record's number."""
    return number >> PLACE_BITS + LINE_BITS


def read(file: str, index: int, stream: BinaryIO, reader: Reader) -> Iterator[int]:
    """Read a file and hand each record to `reader`; yields how many bytes a step took.

    Raises FilesRefused, naming the line, where it isn't well-formed UTF-8 XML of an interchange.
    """
    walk = _Walk(file, index, reader)
    fed = 0
    try:
        while chunk := stream.read(CHUNK_BYTES):
            if fed == 0 and chunk.startswith(_MARKS):
                walk.refuse("this is not UTF-8: export it as UTF-8")
            fed += len(chunk)
            walk.parser.Parse(chunk, False)  # noqa: FBT003 -- expat has no name for it
            walk.check_open()
            if fed - max(walk.parser.CurrentByteIndex, 0) > TOKEN_BYTES:
                walk.refuse(f"a tag or comment of more than {TOKEN_BYTES:,} bytes")
            yield len(chunk)
        walk.parser.Parse(b"", True)  # noqa: FBT003 -- the same
    except expat.ExpatError as error:
        said = _WORDS.get(error.code, expat.ErrorString(error.code))
        walk.refuse(said, error.lineno)


class _Walk:
    """One file on its way through expat.

    Between records its handlers are ours; within one they are a tree builder's, written in C, and
    the tree is walked once it is whole.
    """

    def __init__(self, file: str, index: int, reader: Reader) -> None:
        self.file, self.index, self.reader = file, index, reader
        self.number, self.line, self.place, self.values = 0, 0, 0, 0
        self.begun = 0
        """The byte with which the open record begins."""
        self.open: Element | None = None
        self.rooted = False
        self.parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.buffer_size = TEXT_CHARACTERS
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._doctype
        parser.ExternalEntityRefHandler = self._doctype
        parser.StartElementHandler = self._start

    def refuse(self, reason: str, line: int = 0) -> NoReturn:
        """Raise FilesRefused with the line."""
        line = line or self.parser.CurrentLineNumber
        raise FilesRefused(f"{self.file}, line {line}: {reason}. Nothing was imported.")

    def check_open(self) -> None:
        """Raise FilesRefused where the record that is being read is no record any more."""
        if self.open is None:
            return
        if self.parser.CurrentByteIndex - self.begun > RECORD_BYTES:
            self.refuse(f"a record of more than {RECORD_BYTES:,} bytes")
        depth, last = _RECORD, self.open
        while len(last):
            depth, last = depth + 1, last[-1]
        long = sum(1 for _ in islice(self.open.iter(), RECORD_VALUES_MAX + 2))
        if depth > DEPTH_MAX or long > RECORD_VALUES_MAX + 1:
            self.refuse(_TOO_MUCH)

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.casefold() not in _ENCODINGS:
            self.refuse("the encoding is not UTF-8: export it as UTF-8")

    def _doctype(self, *_: object) -> NoReturn:
        self.refuse("it declares a document type or an entity, and Ed-Fi files have neither")

    def _root(self, tag: str, attributes: dict[str, str]) -> None:
        if not tag.rpartition(":")[2].startswith("Interchange"):
            self.refuse("the first element is no Ed-Fi interchange")
        if not any(map(_NAMESPACE.fullmatch, attributes.values())):
            self.refuse("the first element doesn't name the Ed-Fi namespace")
        self.rooted = True

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin the interchange, or a record."""
        if not self.rooted:
            self._root(tag, attributes)
            return
        parser, builder = self.parser, TreeBuilder()
        line, self.begun = parser.CurrentLineNumber, parser.CurrentByteIndex
        self.place = self.place + 1 if line == self.line else 0
        self.line, self.values = line, 0
        if line >> LINE_BITS or self.place >> PLACE_BITS:
            self.refuse("too many lines, or too many records on one")
        self.number = (self.index << LINE_BITS | line) << PLACE_BITS | self.place
        self.open = record = builder.start(tag, attributes)
        close = builder.end

        def end(tag: str) -> None:
            if close(tag) is record:
                self._end(record)

        parser.StartElementHandler = builder.start
        parser.CharacterDataHandler = builder.data
        parser.EndElementHandler = end

    def _end(self, record: Element) -> None:
        """Take the record that has ended; what follows is the space before the next one."""
        parser, self.open = self.parser, None
        parser.StartElementHandler = self._start
        parser.CharacterDataHandler = parser.EndElementHandler = None
        name = record.tag.rpartition(":")[2]
        node = self.reader.tree(name, self.file, self.line)
        frame: Frame = [None] * node.width
        self._fill(record, node, frame, _RECORD)
        self.reader.record(name, self.number, frame)

    def _fill(self, element: Element, node: Node, frame: Frame, depth: int) -> None:
        """Put an element's attributes and what lies below it into the frame."""
        self.values += len(element)
        if depth > DEPTH_MAX or self.values > RECORD_VALUES_MAX:
            self.refuse(_TOO_MUCH)
        for key, value in element.items():
            self._put(self._below(node, f"@{key}"), value.strip(), frame)
        if not len(element) and element.text:
            self._put(node, self._text(element.text), frame)
        children = node.children
        for child in element:
            below = children.get(child.tag) or self._below(node, child.tag)
            if len(child) or below.group or child.keys():
                self._inner(child, below, frame, depth + 1)
            elif (text := child.text) and (text := self._text(text)):
                slot = below.slot
                if slot < 0:
                    below.seen += 1
                elif frame[slot] is None and not below.many:
                    frame[slot] = text
                else:
                    self._put(below, text, frame)

    def _inner(self, element: Element, node: Node, frame: Frame, depth: int) -> None:
        """Put an element that has elements or attributes; a group has a frame of its own."""
        if not node.group:
            self._fill(element, node, frame, depth)
            return
        group: Frame = [None] * node.width
        self._fill(element, node, group, depth)
        self._append(frame, node.slot, group)

    def _text(self, text: str) -> str:
        if len(text) > TEXT_CHARACTERS:
            self.refuse(f"a text of more than {TEXT_CHARACTERS:,} characters")
        return text.strip()

    def _below(self, node: Node, tag: str) -> Node:
        found = node.children.get(tag)
        if found is None:
            name = tag.rpartition(":")[2]
            found = node.children.get(name)
        return found or self.reader.census.meet(node, name, self.file, self.line)

    def _put(self, node: Node, value: str, frame: Frame) -> None:
        slot = node.slot
        if not value:
            return
        if slot < 0 or node.group:
            node.seen += 1
        elif node.many:
            self._append(frame, slot, value)
        elif frame[slot] is None:
            frame[slot] = value
        else:
            node.seen += 1

    def _append(self, frame: Frame, slot: int, value: str | Frame) -> None:
        kept = frame[slot]
        if kept is None:
            frame[slot] = [value]
        else:
            kept.append(value)
