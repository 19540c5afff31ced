"""One screen, as data: a path, a document, a template, and the subject without which it is 404."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from admin.render import HERE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from admin.as_of import Then

    Query = Mapping[str, str]

_SPREAD = re.compile(r"\.\.\.(\w+)")


@dataclass(frozen=True)
class Screen:
    """One screen: `folder` names its document and template, `subject` the field that may be null,
    `takes` the query parameters that become variables, `dated` that the days of `admin/days.py`
    do. `asks` makes further variables of the address's query, and `adds` what the template is
    given beside the answer, of the answer and the query. `orders` are the columns by which its list
    can be put in order, each with the API's name, and `first` the one by which it stands at first.
    `opens` says of an answer whether it is one for whoever asked: what is there to be written is
    for whoever may write of it. `then` is what it makes of another day than today
    (`admin/as_of.py`).
    """

    path: str
    folder: str
    subject: str | None = None
    takes: tuple[str, ...] = ()
    dated: bool = False
    asks: Callable[[Query, date], dict[str, Any]] | None = None
    adds: Callable[[dict[str, Any], Query], dict[str, Any]] | None = None
    orders: tuple[tuple[str, str], ...] = ()
    first: str = ""
    opens: Callable[[dict[str, Any]], bool] | None = None
    then: Then = ""

    def refuses(self, query: Query) -> bool:
        """Whether what is asked in the address may be what the door refused: such a page is shown
        without an answer, and says so. One about a subject has nothing to show without it.
        """
        if self.subject is not None:
            return False
        return self.asks is not None and "after" not in query and any(query.values())


@cache
def document(screen: Screen) -> str:
    """A screen's document with the shared fragments that it spreads."""
    text = (HERE / "screens" / f"{screen.folder}.graphql").read_text()
    found: dict[str, str] = {}
    waiting = _SPREAD.findall(text)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = (HERE / "screens" / "fragments" / f"{name}.graphql").read_text()
            waiting += _SPREAD.findall(found[name])
    return "\n".join([text, *found.values()])
