"""The code lists that a district sends: known words, and how many of them have a code here."""

from __future__ import annotations

from collections import defaultdict

from hub.edfi.codes import KEPT, MAPPED
from hub.edfi.errors import FilesRefused
from hub.edfi.paths import Node

WORDS_MAX = 200_000
"""Words of all lists together; the standard's own have 6,000."""


class Descriptors:
    """Every word of every list that was read, and which values of records are none of them."""

    def __init__(self) -> None:
        self.words: dict[str, set[str]] = defaultdict(set)
        """By descriptor, such as `Relation`."""
        self.count = 0

    def take(self, record: str, word: str) -> bool:
        """Note a word, and whether it has a place here. Raises FilesRefused for too many."""
        name = record.removesuffix("Descriptor")
        words = self.words[name]
        if word not in words:
            words.add(word)
            self.count += 1
        if self.count > WORDS_MAX:
            raise FilesRefused(f"The code lists have more than {WORDS_MAX:,} words.")
        return name in KEPT or word in MAPPED.get(name, ())

    def knows(self, uri: str) -> bool:
        """Whether the word is on its list, as far as that list was read at all."""
        space, _, word = uri.partition("#")
        name = space.rpartition("/")[2].removesuffix("Descriptor")
        return name not in self.words or word in self.words[name]


def tree() -> Node:
    """The paths of a word of a list: only its code has a place here."""
    node = Node()
    node.at("CodeValue").slot = 0
    node.width = 1
    return node
