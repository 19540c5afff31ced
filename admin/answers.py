"""An answer as templates read it: a value that isn't there is a gap that says why (P-35)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, NoReturn

from markupsafe import Markup

from admin.language import gettext, marked

WITHHELD, NOT_RECORDED, NONE = "WITHHELD", "NOT_RECORDED", "NOT_APPLICABLE"
WORDS = {
    WITHHELD: marked("Withheld"),
    NOT_RECORDED: marked("Not recorded"),
    NONE: marked("None"),
}
"""How each state of a field without a value is told."""
UNTRAINED = marked("your confidentiality training is not current")
TO_STAFF = marked("not part of your work with this student")
TO_FAMILY = marked("this sign-in does not open it")
OF_FIELDS = frozenset({"states", "withheld"})
"""In which fields an object says why others hold nothing."""


@dataclass(frozen=True)
class Gap:
    """A field without a value; whatever would be below it is the same gap."""

    state: str
    reason: str = ""

    @property
    def withheld(self) -> bool:
        """Whether the policy keeps the value from the viewer."""
        return self.state == WITHHELD

    @property
    def said(self) -> str:
        """The state in plain words."""
        return gettext(WORDS[self.state])

    @property
    def short(self) -> Markup:
        """The state alone, for a table's cell."""
        return self._marked(self.said)

    @property
    def why(self) -> str:
        """The state with its reason, where one is given."""
        return f"{self.said}: {gettext(self.reason)}" if self.reason else self.said

    def _marked(self, words: str) -> Markup:
        return _span(self.state, words)

    def __getitem__(self, _name: str) -> Gap:
        return self

    def __iter__(self) -> NoReturn:
        raise TypeError("A template must ask whether a list is a gap before it goes through it.")

    def __bool__(self) -> bool:
        return False

    def __html__(self) -> str:
        return self._marked(self.why)

    def __str__(self) -> str:
        return self.__html__()


@cache
def _span(state: str, words: str) -> Markup:
    """The words of a gap, as a page shows them."""
    kind = state.lower().replace("_", "-")
    return Markup('<span class="gap {}">{}</span>').format(kind, words)


@cache
def gap(state: str, reason: str = "") -> Gap:
    """The gap of a state for a reason: there are few, and a page has many of each."""
    return Gap(state, reason)


def rows_of(rows: Any) -> list[Any]:
    """The rows of a list; none where it is a gap."""
    return [] if isinstance(rows, Gap) else rows


def nodes_of(page: Any) -> list[Any]:
    """The rows of a page; none where it is a gap, or holds one."""
    return [] if isinstance(page, Gap) else rows_of(page["nodes"])


class Record(dict[str, Any]):
    """One object of an answer. A template reaches its fields by name; a wrong name is an error."""

    __slots__ = ()

    def __iter__(self) -> NoReturn:
        raise TypeError("A template went through an object: " + ", ".join(self.keys()))

    def __html__(self) -> NoReturn:
        raise TypeError("A template printed a whole object: " + ", ".join(self.keys()))


class Reading:
    """Turns an answer's JSON into records, with the reasons that its viewer is given."""

    def __init__(self, *, staff: bool) -> None:
        """Say whether the viewer is staff: others are told one constant reason."""
        self.staff = staff

    def read(self, value: Any) -> Any:
        """An answer's value, with gaps where nothing stands."""
        kind = type(value)
        if kind is list:
            return [self.read(item) for item in value]
        return self._record(value) if kind is dict else value

    def _record(self, fields: dict[str, Any]) -> Record:
        """An object. What it says of the states of its fields is told by their gaps alone."""
        told = Record()
        for name, value in fields.items():
            kind = type(value)
            if value is None:
                told[name] = self._gap(name, fields)
            elif kind is dict or (kind is list and name not in OF_FIELDS):
                told[name] = self.read(value)
            else:
                told[name] = value
        return told

    def _gap(self, name: str, fields: dict[str, Any]) -> Gap:
        """A field without a state is a link that leads nowhere: there is none."""
        for each in fields.get("withheld", ()):
            if each["field"] == name:
                return self._withheld(each["reason"])
        for each in fields.get("states", ()):
            if each["field"] == name:
                return gap(each["state"])
        return gap(NONE)

    def _withheld(self, reason: str) -> Gap:
        if not self.staff:
            return gap(WITHHELD, TO_FAMILY)
        return gap(WITHHELD, UNTRAINED if reason == "TRAINING_EXPIRED" else TO_STAFF)
