"""Taking a record: from its values by slot to a row of its temporary table, or the reason not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from hub.edfi.layout import Field, Group, Key, Made, Staged
from hub.edfi.paths import Node
from hub.intake.values import Unreadable, joined, text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hub.edfi.reading import Frame


KNOWN_MAX = 5_000
"""How many raw values of one column are remembered with what they were read as."""


class Doubted(Protocol):
    """Whoever hears what is wrong with a value of a record: the code, the path, if it refuses."""

    def __call__(self, code: str, path: str, *, refuses: bool) -> None:
        """Hear it."""


@dataclass(frozen=True, slots=True)
class Put:
    """One column as it is filled: the slots from which, and the nodes that only serve a check."""

    column: Field | Key | Group
    slots: tuple[int, ...]
    ref: int = -1
    tally: tuple[Node, ...] = ()
    known: dict[str | None, Any] | None = None
    """What raw values were read as without a doubt, where a column is one value."""


class Shape:
    """A staged record made ready: its tree, its columns, and how each is filled."""

    def __init__(self, staged: Staged) -> None:
        self.staged = staged
        self.tree = Node()
        self.names: list[str] = []
        self.kinds: list[str] = []
        self._slots: dict[str, int] = {}
        read = [each for each in staged.columns if not isinstance(each, Made)]
        self._puts = [self._prepare(column) for column in read]
        self._made = [self._make(each) for each in staged.columns if isinstance(each, Made)]
        self.tree.width = len(self._slots)

    def row(
        self, number: int, frame: Frame, knows: Callable[[str], bool], say: Doubted
    ) -> tuple[Any, ...]:
        """The row: its number, whether nothing refuses it, and the columns.

        `knows` tells whether a descriptor's word is on its list.
        """
        refused = False

        def heard(code: str, path: str, *, refuses: bool) -> None:
            nonlocal refused
            refused = refused or refuses
            say(code, path, refuses=refuses)

        values: list[Any] = []
        for put in self._puts:
            if put.known is None:
                values.extend(_filled(put, frame, knows, heard))
                continue
            raw = frame[put.slots[0]]
            if raw in put.known:
                values.append(put.known[raw])
            else:
                values.append(_learned(put, raw, knows, heard))
        for make, places in self._made:
            parts = [values[place] for place in places]
            values.append(make(*parts) if all(parts) else None)
        return number, not refused, *values

    def _make(self, made: Made) -> tuple[Callable[..., str], list[int]]:
        """What makes a column, and where what it is made of stands."""
        places = [self.names.index(name) for name in made.of]
        self._name((made.name, "text"))
        return made.make, places

    def _prepare(self, column: Field | Key | Group) -> Put:
        if isinstance(column, Group):
            return self._group(column)
        if isinstance(column, Key):
            self._name((column.name, "text"))
            if column.ref:
                self._name((f"{column.name}_ref", "text"))
            slots = tuple(self._slot(path) for path in column.paths)
            tally = self._tally(column.paths) if self.staged.evidence else ()
            return Put(column, slots, self._slot(column.ref) if column.ref else -1, tally)
        self._name((column.name, column.kind))
        slot = self._slot(column.path, many=column.many)
        tallied = column.checked or self.staged.evidence
        known: dict[str | None, Any] = {} if column.needed else {None: None, "": None}
        plain = not tallied and not column.many
        tally = self._tally((column.path,)) if tallied else ()
        return Put(column, (slot,), tally=tally, known=known if plain else None)

    def _group(self, group: Group) -> Put:
        kinds = group.kinds or ("text",) * len(group.names)
        self._name(*zip(group.names, kinds, strict=True))
        slot = self._slot(group.path)
        node = self.tree.at(group.path)
        node.group, node.width = True, len(group.inner)
        for place, path in enumerate(group.inner):
            below = node.at(path.removesuffix("*"))
            below.slot, below.many = place, path.endswith("*")
        return Put(group, (slot,))

    def _name(self, *named: tuple[str, str]) -> None:
        for name, kind in named:
            self.names.append(name)
            self.kinds.append(kind)

    def _slot(self, path: str, *, many: bool = False) -> int:
        if path not in self._slots:
            node = self.tree.at(path)
            node.slot = self._slots[path] = len(self._slots)
            node.many = many
        return self._slots[path]

    def _tally(self, paths: Sequence[str]) -> tuple[Node, ...]:
        return tuple(self.tree.at(path) for path in paths)


def _filled(put: Put, frame: Frame, knows: Callable[[str], bool], say: Doubted) -> tuple[Any, ...]:
    """The values of one column of the layout, which may be several of the table."""
    column = put.column
    for node, slot in zip(put.tally, put.slots, strict=False):
        node.seen += frame[slot] is not None
    if isinstance(column, Key):
        key, missing = _key(put, frame)
        ref = frame[put.ref] if put.ref >= 0 else None
        if column.needed and key is None and not ref:
            say("value_missing", column.paths[missing], refuses=True)
        return (key, ref) if column.ref else (key,)
    if isinstance(column, Group):
        return _picked(column, frame[put.slots[0]] or [], say)
    raw = frame[put.slots[0]]
    if raw and not column.many and "Descriptor#" in raw and not knows(raw):
        say("descriptor_unknown", column.path, refuses=False)
    return (_value(column, raw, say),)


def _learned(put: Put, raw: str | None, knows: Callable[[str], bool], say: Doubted) -> Any:
    """The value of a raw one that wasn't met before, and is noted where nothing is to be said.

    Of texts that say themselves only so many are noted, and of codes and dates no more either.
    """
    doubted = False

    def heard(code: str, path: str, *, refuses: bool) -> None:
        nonlocal doubted
        doubted = True
        say(code, path, refuses=refuses)

    field = put.column
    assert isinstance(field, Field)
    assert put.known is not None
    if raw and field.read is text and "Descriptor#" not in raw:
        return raw
    if raw and "Descriptor#" in raw and not knows(raw):
        heard("descriptor_unknown", field.path, refuses=False)
    value = _value(field, raw, heard)
    if not doubted and len(put.known) < KNOWN_MAX:
        put.known[raw] = value
    return value


def _key(put: Put, frame: Frame) -> tuple[str | None, int]:
    """The parts of a key as one text that no other parts make, and which part is missing."""
    parts = [frame[slot] for slot in put.slots]
    for place, part in enumerate(parts):
        if not part:
            return None, place
    if len(parts) == 1:
        return parts[0], 0
    return joined(*parts), 0


def _picked(group: Group, frames: Sequence[Frame], say: Doubted) -> tuple[Any, ...]:
    try:
        return group.pick(frames, partial(say, path=group.path, refuses=False))
    except Unreadable as reason:
        say(reason.code, group.path, refuses=False)
        return (None,) * len(group.names)


def _value(field: Field, raw: Any, say: Doubted) -> Any:
    if not raw:
        if field.needed:
            say("value_missing", field.path, refuses=True)
        return [] if field.many else None
    try:
        return [field.read(each) for each in raw] if field.many else field.read(raw)
    except Unreadable as reason:
        say(reason.code, field.path, refuses=field.needed or field.strict)
        return [] if field.many else None
