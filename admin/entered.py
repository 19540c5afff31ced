"""What was entered into a form, and what is wrong with it, as templates read both."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


@dataclass(frozen=True)
class Wrong:
    """One thing that is wrong: at which field of the form (empty: with all of it), and what.
    `about` are the rows that stand against it, as far as the viewer sees them.
    """

    field: str
    said: str
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sent:
    """A file that came with a form and is kept: what it was called, its bytes, and its key."""

    called: str
    size: int
    key: str


@dataclass(frozen=True)
class Entered:
    """The fields of a form as they were sent; one that was not is an empty text. `papers` are the
    files that it carries, by field; the field itself holds the file's key as the page may have it.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    papers: Mapping[str, Sent] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, "").strip()

    def __bool__(self) -> bool:
        return bool(self.fields)

    def paper(self, name: str) -> str | None:
        """The key of the file that a field carries, as a change takes it."""
        found = self.papers.get(name)
        return None if found is None else found.key

    def number(self, name: str) -> int:
        """What was sent as a whole number; 0 where it is none, which no version is."""
        return int(self[name]) if self[name].isdecimal() else 0

    def each(self, prefix: str) -> Iterator[tuple[str, str]]:
        """What stands behind a prefix, with what was entered there: `status-` of `status-stu_1`."""
        for name in self.fields:
            if name.startswith(prefix):
                yield name.removeprefix(prefix), self[name]


def at(wrong: Iterable[Wrong], name: str) -> list[str]:
    """What is wrong at a field of a form."""
    return [each.said for each in wrong if each.field == name]
