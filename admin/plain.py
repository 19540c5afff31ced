"""Plain forms: what one change asks for, as data; all of them share a page.

The template of each says what it is about: a heading, whom it concerns, what stands on record now
(`now`, by field), what can be chosen (`offers`, by field) and what follows from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from admin.answers import Gap
from admin.days import NO_DAY, day_typed
from admin.entered import Wrong
from admin.forms import Form, Given
from admin.language import marked
from admin.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from admin.answers import Record
    from admin.entered import Entered

    Path = Mapping[str, str]

NO_NUMBER = marked("Write a whole number, as in 30.")


class Kind(Enum):
    """How a field is filled in, by the name under which `plain.html` draws it."""

    LINE = "line"
    LINES = "lines"
    DAY = "day"
    NUMBER = "number"
    ONE = "one"
    LIST = "list"
    TICKS = "ticks"
    YES = "yes"
    PAPER = "paper"


@dataclass(frozen=True)
class Field:
    """One part of a change: its name there, what stands beside its field, and what is said where
    it is empty (nothing: it may be). `codes` are what can be chosen, where the schema says it. A
    `kept` one shows what stands on record, to be changed; emptied, it is emptied there.
    """

    name: str
    label: str
    kind: Kind = Kind.LINE
    hint: str = ""
    needed: str = ""
    codes: tuple[str, ...] = ()
    kept: bool = False

    def sent(self, entered: Entered) -> Any:
        """What was filled in as the change takes it; None where nothing was. Raises ValueError,
        with what to say, where it is nothing that the field can hold.
        """
        typed = entered[self.name]
        match self.kind:
            case Kind.TICKS:
                return [code for code, ticked in entered.each(f"{self.name}-") if ticked]
            case Kind.PAPER:
                return entered.paper(self.name)
            case Kind.YES:
                return {"yes": True, "no": False}.get(typed)
            case Kind.DAY if typed:
                return _day(typed)
            case Kind.NUMBER if typed:
                return _number(typed)
        return typed or None

    def emptied(self, entered: Entered) -> bool:
        """Whether what stood on record is to go. What somebody may not read, no form had."""
        return self.kept and self.name in entered.fields and not entered[self.name]

    def standing(self, record: Record) -> Any:
        """What its field holds at first; a gap that is withheld where it isn't shown at all."""
        held = record[self.name] if self.kept else ""
        if isinstance(held, Gap):
            return held if held.withheld else ""
        return {True: "yes", False: "no"}[held] if isinstance(held, bool) else held


def _day(typed: str) -> str:
    day = day_typed(typed)
    if day is None:
        raise ValueError(NO_DAY)
    return day


def _number(typed: str) -> int:
    if not typed.isdecimal():
        raise ValueError(NO_NUMBER)
    return int(typed)


@dataclass(frozen=True)
class Plain:
    """A form that makes one change. The address's id becomes the part `of` of it; what is changed
    rather than added is `versioned`. `makes` and `opens` are as of `Given` and `Screen`, and `adds`
    is what its template is given besides.
    """

    path: str
    folder: str
    subject: str
    change: str
    fields: tuple[Field, ...]
    then: Callable[[Path], str]
    of: str = "id"
    versioned: bool = True
    checked: bool = False
    makes: str = ""
    opens: Callable[[dict[str, Any]], bool] | None = None
    adds: Callable[[dict[str, Any], Mapping[str, str]], dict[str, Any]] | None = None

    @property
    def form(self) -> Form:
        """The form as `admin/forms.py` shows and enters it."""
        screen = Screen(self.path, self.folder, subject=self.subject, adds=self._told,
                        opens=self.opens)  # fmt: skip
        papers = tuple(each.name for each in self.fields if each.kind is Kind.PAPER)
        return Form(screen, self._read, self.then, checked=self.checked, papers=papers)

    def _told(self, answer: dict[str, Any], query: Mapping[str, str]) -> dict[str, Any]:
        """What the page is given beside the answer: the fields, and what stands in them."""
        record: Record = answer[self.subject]
        now = {each.name: each.standing(record) for each in self.fields}
        shown = [each for each in self.fields if not isinstance(now[each.name], Gap)]
        version = record["version"] if self.versioned else None
        more = {} if self.adds is None else self.adds(answer, query)
        return {
            **more,
            "asks": shown,
            "now": now,
            "checks": self.checked,
            "version": version,
        }

    def _read(self, path: Path, entered: Entered) -> list[Given | Wrong]:
        said: dict[str, Any] = {self.of: path["id"]}
        if self.versioned:
            said["version"] = entered.number("version")
        wrong: list[Given | Wrong] = []
        for each in self.fields:
            try:
                value = each.sent(entered)
            except ValueError as error:
                wrong.append(Wrong(each.name, str(error)))
                continue
            if value in (None, []) and each.needed:
                wrong.append(Wrong(each.name, each.needed))
            elif value is not None or each.emptied(entered):
                said[each.name] = value
        return wrong or [Given(self.change, said, makes=self.makes)]
