"""The arguments of a list: size, order, cursor, and the day on which its facts must hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub import policy
from hub.errors import BadInput, FieldWithheld, LimitExceeded
from hub.limits import PAGE_ROWS_DEFAULT, PAGE_ROWS_MAX
from resolvers.folding import implied
from resolvers.operation import Given
from resolvers.plan import Page, Part, Search

if TYPE_CHECKING:
    from collections.abc import Callable

    from hub.policy import Clause
    from resolvers.catalog import TypeEntry
    from resolvers.operation import Argument, Selection
    from resolvers.plan import Item
    from resolvers.planning import Planning

    Items = Callable[[tuple[Selection, ...], tuple[str, ...]], tuple[Item, ...]]
    Sort = tuple[tuple[str, ...], bool]

NAME = "sort_name"
"""The column that is searched: a name without case or accents."""
CURSORS = frozenset({"cursor", "startCursor", "endCursor"})
"""The fields of a connection that hold a cursor."""


def first(selection: Selection) -> int:
    """The page size: `first`, at most PAGE_ROWS_MAX; refused outside of 0 to that."""
    given = selection.arguments.get("first")
    if not isinstance(given, Given):
        return PAGE_ROWS_DEFAULT
    size = int(given.value)
    if size < 0:
        raise BadInput("`first` is negative.", argument="first")
    if size > PAGE_ROWS_MAX:
        raise LimitExceeded(f"`first` is more than {PAGE_ROWS_MAX}.", limit="page rows")
    return size


def as_of(planning: Planning, selection: Selection, inherited: str) -> str:
    """The parameter of the day on which facts must hold: `asOf` here or above, else today."""
    given = selection.arguments.get("asOf")
    return planning.parameter(given) if isinstance(given, Given) else inherited


def history(selection: Selection) -> bool:
    """Whether rows are wanted whatever their dates."""
    given = selection.arguments.get("history")
    return isinstance(given, Given) and bool(given.value)


def order(
    planning: Planning, entry: TypeEntry, visible: tuple[Clause, ...], selection: Selection
) -> Sort:
    """The sort columns and direction. What the client names must be readable on every row that
    can be visible; a default column that is not is left out.
    """
    asked = selection.arguments.get("orderBy")
    if not isinstance(asked, dict):
        default = (name for name in entry.order if _sortable(planning, entry, visible, name))
        return tuple(default), False
    column = str(_scalar(asked.get("field"))).lower()
    if not _sortable(planning, entry, visible, column):
        raise FieldWithheld("`orderBy` names a field that is withheld from you.", field=column)
    return (column,), _scalar(asked.get("direction")) == "DESC"


def search(
    planning: Planning, entry: TypeEntry, visible: tuple[Clause, ...], selection: Selection
) -> Search | None:
    """The names that are searched for; refused unless names are read on every row that can be
    visible, and without a record: being found, and where, tells them.
    """
    given = selection.arguments.get("search")
    if not isinstance(given, Given) or given.value is None:
        return None
    assert entry.table is not None
    read = policy.clauses(entry.table.name, NAME, planning.shape)
    if not implied(visible, tuple(each for each in read if not each.logged)):
        raise FieldWithheld(
            "`search` looks into names, which are withheld from you.", field="search"
        )
    parameter = planning.parameter(given, "name")
    return Search(parameter, first=selection.arguments.get("orderBy") is None)


def _sortable(
    planning: Planning, entry: TypeEntry, visible: tuple[Clause, ...], column: str
) -> bool:
    assert entry.table is not None
    if (entry.table.name, column) in policy.WHOLE_ONLY:
        return False
    return not visible or implied(visible, policy.clauses(entry.table.name, column, planning.shape))


def _scalar(argument: Argument) -> object:
    return argument.value if isinstance(argument, Given) else None


def page(
    planning: Planning,
    entry: TypeEntry,
    selection: Selection,
    size: int,
    sort: Sort,
    items: Items,
) -> Page:
    """What of the connection is selected, and how its cursors are bound.

    A cursor's signature is the field's type, order and the filter as it was written: a cursor of
    another list is refused.
    """
    after = selection.arguments.get("after")
    name = f"c{len(planning.cursors)}"
    asked = (_unvalued(selection.arguments.get(each)) for each in ("where", "search"))
    signature = repr((entry.name, sort, *asked))
    if after is not None or _tells_cursors(selection):
        planning.cursors.append((name, signature))
    parameter = planning.parameter(after, f"cursor:{name}") if isinstance(after, Given) else None
    parts = tuple(_part(each, items, ()) for each in selection.only())
    return Page(size, parameter, name, parts)


def _tells_cursors(selection: Selection) -> bool:
    """Whether a cursor is selected anywhere in a connection: deriving its key costs a hash."""
    return any(
        each.name in CURSORS or (each.name in ("edges", "pageInfo") and _tells_cursors(each))
        for each in selection.only()
    )


def _unvalued(argument: Argument) -> object:
    """An argument without the values of variables: those bind a cursor at each request, so that
    a plan made for other values, or by another worker, seals alike.
    """
    if isinstance(argument, dict):
        return {name: _unvalued(value) for name, value in argument.items()}
    if isinstance(argument, list):
        return [_unvalued(value) for value in argument]
    if isinstance(argument, Given):
        return argument.path or argument.value
    return argument


def _part(selection: Selection, items: Items, path: tuple[str, ...]) -> Part:
    here = (*path, selection.key)
    typename = next(iter(selection.children), "")
    if selection.name in ("nodes", "node"):
        return Part(selection.key, selection.name, items=items(selection.only(), here))
    inner = tuple(_part(each, items, here) for each in selection.only())
    return Part(selection.key, selection.name, inner=inner, typename=typename)
