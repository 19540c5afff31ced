"""As of a day: what of a student's record held then, as an address asks for it.

A screen declares it in one word. One that shows what held (`HELD`) hands the day to the API's own
`asOf`, which chooses facts and never widens who reads them; its document leaves out, by
`@skip(if: $then)`, what has no days. One that tells what happened (`HAPPENED`) isn't narrowed, and
its page says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlencode

from admin.days import NO_DAY, day_typed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    Query = Mapping[str, str]

Then = Literal["", "held", "happened"]
"""What a screen makes of another day; empty: it knows of none."""
HELD: Then = "held"
HAPPENED: Then = "happened"
NAME = "asOf"
"""What an address calls the day."""


@dataclass(frozen=True)
class AsOf:
    """The day of a page, in ISO form; empty: today's, and nothing is said of another one. `wrong`
    is why what was typed is no day, `ahead` that the day is to come.
    """

    day: str
    wrong: str
    ahead: bool
    held: bool

    @property
    def then(self) -> bool:
        """Whether the page shows what held on another day than today."""
        return self.held and bool(self.day)

    @property
    def tail(self) -> str:
        """What links to other parts of the record carry on."""
        return "?" + urlencode({NAME: self.day}) if self.day else ""


def asked(query: Query, today: date) -> dict[str, Any]:
    """The variables of a screen that shows what held: `asOf`, null where it is of today."""
    day = _day(query, today.isoformat())
    return {"asOf": day or None, "then": bool(day)}


def told(then: Then, query: Query, today: str) -> AsOf:
    """What a page says of its day; `today` is the district's, in ISO form."""
    typed, day = query.get(NAME, "").strip(), _day(query, today)
    wrong = NO_DAY if typed and day_typed(typed) is None else ""
    return AsOf(day, wrong, day > today, then == HELD)


def _day(query: Query, today: str) -> str:
    """The day that an address asks for; empty: none, none that is one, or today."""
    day = day_typed(query.get(NAME, "").strip()) or ""
    return "" if day == today else day
