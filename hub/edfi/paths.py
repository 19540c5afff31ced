"""The tree of element paths: where each value of a record goes, and which have no place here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.edfi.errors import FilesRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

PATHS_MAX = 20_000
"""Different element paths of one import; the whole Ed-Fi standard has fewer."""


class Node:
    """One element path below a record.

    `slot` is its value's place in the frame, -1 for none; `many`: the value may repeat; `group`:
    it repeats with elements of its own, for which it opens a frame of `width` places.
    """

    __slots__ = ("children", "group", "many", "seen", "slot", "width")

    def __init__(self) -> None:
        self.children: dict[str, Node] = {}
        self.slot = -1
        self.many = False
        self.group = False
        self.width = 0
        self.seen = 0

    def child(self, name: str) -> Node:
        """The node of an element or attribute below this one, made where there is none."""
        if name not in self.children:
            self.children[name] = Node()
        return self.children[name]

    def at(self, path: str) -> Node:
        """The node at a path such as `Name/FirstName`."""
        node = self
        for name in path.split("/"):
            node = node.child(name)
        return node

    def unmapped(self, prefix: str = "") -> Iterator[tuple[str, int]]:
        """Each path below this one that held a value and has no place here, with how often."""
        for name, node in self.children.items():
            path = f"{prefix}/{name}" if prefix else name
            if node.seen:
                yield path, node.seen
            yield from node.unmapped(path)


class Census:
    """How many paths an import has met that nobody expected."""

    def __init__(self) -> None:
        self.strangers = 0

    def count(self, where: str) -> None:
        """Count one more. Raises FilesRefused where there are too many."""
        self.strangers += 1
        if self.strangers > PATHS_MAX:
            raise FilesRefused(f"{where}: more than {PATHS_MAX:,} kinds of elements.")

    def meet(self, node: Node, name: str, file: str, line: int) -> Node:
        """The new node of an element that no mapping names. Raises FilesRefused where too many."""
        self.count(f"{file}, line {line}")
        return node.child(name)
