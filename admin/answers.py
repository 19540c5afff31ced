"""An answer as templates read it: a value that isn't there is a gap that says why (P-35)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from markupsafe import Markup

from admin.language import gettext, marked

if TYPE_CHECKING:
    from collections.abc import Mapping

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
        kind = self.state.lower().replace("_", "-")
        return Markup('<span class="gap {}">{}</span>').format(kind, words)

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


def rows_of(rows: Any) -> list[Any]:
    """The rows of a list; none where it is a gap."""
    return [] if isinstance(rows, Gap) else rows


def nodes_of(page: Any) -> list[Any]:
    """The rows of a page; none where it is a gap, or holds one."""
    return [] if isinstance(page, Gap) else rows_of(page["nodes"])


class Record:
    """One object of an answer. A template reaches its fields by name; a wrong name is an error."""

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self._fields = fields

    def __getitem__(self, name: str) -> Any:
        return self._fields[name]

    def __getattr__(self, name: str) -> Any:
        """A field by its name, as templates ask for it first."""
        if name in self._fields:
            return self._fields[name]
        raise AttributeError(name)

    def __html__(self) -> NoReturn:
        raise TypeError("A template printed a whole object: " + ", ".join(self._fields))


class Reading:
    """Turns an answer's JSON into records, with the reasons that its viewer is given."""

    def __init__(self, *, staff: bool) -> None:
        """Say whether the viewer is staff: others are told one constant reason."""
        self.staff = staff

    def read(self, value: Any) -> Any:
        """An answer's value, with gaps where nothing stands."""
        if isinstance(value, list):
            return [self.read(item) for item in value]
        return self._record(value) if isinstance(value, dict) else value

    def _record(self, fields: dict[str, Any]) -> Record:
        states = {each["field"]: each["state"] for each in fields.get("states", ())}
        reasons = {each["field"]: each["reason"] for each in fields.get("withheld", ())}
        return Record(
            {
                name: self._gap(states.get(name), reasons.get(name))
                if value is None
                else self.read(value)
                for name, value in fields.items()
            }
        )

    def _gap(self, state: str | None, reason: str | None) -> Gap:
        """A field without a state is a link that leads nowhere: there is none."""
        if reason is None:
            return Gap(state or NONE)
        if not self.staff:
            return Gap(WITHHELD, TO_FAMILY)
        return Gap(WITHHELD, UNTRAINED if reason == "TRAINING_EXPIRED" else TO_STAFF)
