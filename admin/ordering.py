"""The order of a list: what an address asks for, as the API's own `orderBy`, and where heads lead.

A column can be put in order where the API takes it; one that the viewer may not read on every row
is refused there, and no head offers what a row of the page withholds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    Query = Mapping[str, str]

DOWN = "-"
"""Stands before the name of a column whose last value comes first."""
LEFT = frozenset({"after", "done", "language", "order"})
"""What an address keeps no longer when its list is put in another order."""


@dataclass(frozen=True)
class Sorting:
    """How a list stands: by which `column`, `down` or up, at `path` with what else is asked.
    `named` are the columns by which it can be put in order; it may stand by another one at first.
    """

    path: str
    kept: Mapping[str, str]
    named: Collection[str]
    column: str
    down: bool

    def leads(self, name: str) -> bool:
        """Whether a column's head leads to another order."""
        return name in self.named or name != self.column

    def of(self, name: str) -> str:
        """How a column stands, as `aria-sort` says it; empty: the list isn't in its order."""
        if name != self.column:
            return ""
        return "descending" if self.down else "ascending"

    def to(self, name: str) -> str:
        """The address of the list in the order of a column; of the one that it stands in, the
        other way round.
        """
        turned = name == self.column and not self.down
        asked = {**self.kept, "order": f"{DOWN if turned else ''}{name}"}
        return f"{self.path}?{urlencode(asked)}"


def asked(orders: Mapping[str, str], query: Query) -> dict[str, Any] | None:
    """`orderBy` as an address asks for it; None: the list's own order. `orders` are the API's
    fields by the names that addresses have for them; a name of none asks for nothing.
    """
    order = query.get("order", "")
    field = orders.get(order.removeprefix(DOWN))
    if field is None:
        return None
    return {"field": field, "direction": "DESC" if order.startswith(DOWN) else "ASC"}


def told(path: str, orders: Mapping[str, str], first: str, query: Query) -> Sorting:
    """How the list of an address stands; `first` is the column of its own order, empty: none."""
    order = query.get("order", "")
    column = order.removeprefix(DOWN)
    kept = {name: value for name, value in query.items() if name not in LEFT and value}
    if column not in orders:
        return Sorting(path, kept, orders.keys(), first, down=False)
    return Sorting(path, kept, orders.keys(), column, down=order.startswith(DOWN))
