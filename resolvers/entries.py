"""Plan the page of a history: its entries, and the rows of which they are or which their keys name.

All of it is read in the one statement of the operation. What an entry is about is read as any other
row, as the same viewer: a name that they may not read is withheld here as well. Pure.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hub.errors import BadInput, LimitExceeded
from hub.limits import HISTORY_ROWS_DEFAULT, HISTORY_ROWS_MAX
from hub.policy.history import told
from resolvers.catalog import ColumnField, Link
from resolvers.operation import Given
from resolvers.plan import HIDDEN, Child, Recount, RootField

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from resolvers.catalog import Catalog, Root, TypeEntry
    from resolvers.operation import Selection
    from resolvers.plan import Read
    from resolvers.planning import Planning

    Reads = Callable[[TypeEntry, tuple[Selection, ...]], Read]

PREFIX = "chg"
"""With what the id of an entry begins."""
ALL = {"history": Given(value=True)}
"""Rows are named that hold no longer, too."""


def columns_of(catalog: Catalog) -> dict[tuple[str, str], tuple[str, str]]:
    """The columns that are shown: the name of their field, and the type to which it leads, if it
    does, by table and column. A key that leads to a type that isn't named isn't shown.
    """
    named = {catalog.roots[each.name].target for each in catalog.roots["history"].needs}
    found = {}
    for entry in catalog.types.values():
        for each in entry.fields.values() if entry.table is not None else ():
            assert entry.table is not None
            if isinstance(each, ColumnField):
                found[entry.table.name, each.column.name] = (each.name, "")
            elif isinstance(each, Link) and not each.many and each.target in named - {"Student"}:
                found[entry.table.name, each.near.name] = (each.name, each.target)
    return found


def recounted(
    planning: Planning, root: Root, selection: Selection, reads: Reads
) -> Iterator[RootField]:
    """The root of a history, and what is read with it; `reads` plans rows of a type by what is
    shown of them. Nothing is read for viewers of a shape who read no history at all.
    """
    recount = _recount(planning, selection)
    shown = {(each.table, each.column) for each in told(planning.shape)} & recount.shown
    if not shown:
        yield RootField(selection.key, None, many=False, bare=selection.name)
        return
    yield RootField(selection.key, None, many=False, recount=recount)
    for need in root.needs:
        yield _beside(planning, recount, need, recount.student, reads)


def _beside(
    planning: Planning, recount: Recount, need: Selection, key: str, reads: Reads
) -> RootField:
    """Rows that are read beside the entries: those that their keys name, or, below the student,
    those of which they are.
    """
    root = planning.catalog.roots[need.name]
    entry = planning.catalog.types[str(root.target)]
    many = root.kind == "page"
    chosen = need.only() if many else tuple(_hidden(each) for each in need.only())
    read = reads(entry, chosen)
    named = replace(read, named_in=recount) if many else _below(read, recount)
    return RootField(f"{HIDDEN}{key}/{need.name}", named, many=many)


def _below(student: Read, recount: Recount) -> Read:
    """The student of a history, with those rows alone of which its page has entries."""
    tables = {each.table for each in told(recount.shape)}
    lists = (
        each
        for each in student.items
        if isinstance(each, Child) and str(each.read.type.table) in tables
    )
    items = tuple(replace(each, read=replace(each.read, named_in=recount)) for each in lists)
    return replace(student, only_id=recount.student, items=items, named_in=recount)


def _hidden(listed: Selection) -> Selection:
    """A list below the student, whole and of any day."""
    return replace(listed, key=f"{HIDDEN}{listed.name}", arguments=ALL)


def _recount(planning: Planning, selection: Selection) -> Recount:
    columns = columns_of(planning.catalog)
    tables = {name: each.table for name, each in planning.catalog.types.items()}
    leads = (
        (*place, str(tables[target])) for place, (_, target) in sorted(columns.items()) if target
    )
    student, after = (selection.arguments.get(each) for each in ("student", "after"))
    assert isinstance(student, Given)
    return Recount(
        planning.shape,
        frozenset(columns),
        tuple(leads),
        planning.parameter(student, "id:stu"),
        planning.parameter(after, f"id:{PREFIX}") if isinstance(after, Given) else None,
        _size(selection) + 1,  # one more tells whether others follow
    )


def _size(selection: Selection) -> int:
    given = selection.arguments.get("first")
    return size_of(int(given.value) if isinstance(given, Given) else None)


def size_of(first: int | None) -> int:
    """How many entries a page has. Raises BadInput, LimitExceeded."""
    if first is not None and first < 1:
        raise BadInput("`first` is less than 1.", argument="first")
    if first is not None and first > HISTORY_ROWS_MAX:
        raise LimitExceeded(f"`first` is more than {HISTORY_ROWS_MAX}.", limit="history rows")
    return HISTORY_ROWS_DEFAULT if first is None else first
