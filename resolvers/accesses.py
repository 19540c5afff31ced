"""Which rows of the matrix an operation reads of students: what the log of readings says of it.

Beside each student's outermost row the statement hands out the student's id; the rows of the matrix
are the plan's, for all of them: what was asked of these students, also where a mask hid it. A
history, and each read beside it, has rows and students of its own. Pure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub import policy
from hub.policy.history import rows_of
from resolvers.flags import shown
from resolvers.plan import Child, Compare, Derived, Hop, Junction, Negation, Show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hub.policy import Clause
    from resolvers.plan import Filter, Plan, Read, RootField


def rows_read(plan: Plan) -> tuple[str, ...]:
    """The rows of the matrix that a plan reads of students, but for those of every directory."""
    own = (root for root in plan.roots if not root.beside)
    return tuple(sorted(set().union(*(_of_root(root) for root in own))))


def rows_beside(plan: Plan) -> dict[str, tuple[str, ...]]:
    """The same of each root that has a reading of its own, by its key: what its rows are read for
    is nothing that was asked of the students of the others.
    """
    return {root.key: tuple(sorted(_of_root(root))) for root in plan.roots if root.beside}


def _of_root(root: RootField) -> frozenset[str]:
    if root.recount is not None:
        return rows_of(root.recount.shape)
    reads = [item.read for item in root.items if isinstance(item, Child)]
    reads += [root.read] if root.read is not None else []
    return frozenset().union(*(_of(read, everyone=True) for read in reads))


def is_kept(read: Read) -> bool:
    """Whether the log says of whom a read's rows are: it or what hangs on the same students, or on
    no student's row, shows something that a reading of leaves a record.
    """
    return bool(_of(read, everyone=False))


def is_inner(read: Read, *, of_student: bool) -> bool:
    """Whether rows below a row are about the same student as it, who is in the log by that row."""
    assert read.type.table is not None
    return of_student and (read.subject is not None or not policy.has_student(read.type.table.name))


def _of(read: Read, *, everyone: bool) -> frozenset[str]:
    """What a read and those below it show; unless `everyone`'s, only of the same students."""
    assert read.type.table is not None
    table = read.type.table.name
    values = [item for item in shown(read) if isinstance(item, Show | Derived) and _is_read(item)]
    slices = set().union(*(_by_which(item, read) for item in values))
    if not values:
        slices = _by(read.type_visible)
    found = policy.kept_rows(slices | set(_filtered(read.where, table)))
    for item in shown(read):
        if isinstance(item, Child) and (
            everyone or is_inner(item.read, of_student=policy.has_student(table))
        ):
            found |= _of(item.read, everyone=everyone)
    return found


def _is_read(item: Show | Derived) -> bool:
    """Whether a value is of a slice, and of one that somebody of the shape can have."""
    return bool(item.slice) and not (isinstance(item, Derived) and item.reason is not None)


def _by_which(item: Show | Derived, read: Read) -> set[str]:
    """The slices by which a value may be shown; of one that is worked out, its own.

    One that is shown wherever its row is, is of its broadest slice, or where a directory holds
    that for some rows, of those by which the rows are visible.
    """
    if isinstance(item, Derived) or (item.clauses is None and policy.kept_rows((item.slice,))):
        return {item.slice}
    return _by(read.type_visible if item.clauses is None else item.clauses)


def _by(clauses: tuple[Clause, ...]) -> set[str]:
    """The slices by which something may be read; none where a directory says it of every row."""
    everywhere = (each.slice for each in clauses if each.term is None)
    if any(not policy.kept_rows((each,)) for each in everywhere):
        return set()
    return {each.slice for each in clauses}


def _filtered(where: Filter | None, table: str) -> Iterator[str]:
    """The slices by which rows are chosen: to be listed tells what they were asked for."""
    if isinstance(where, Compare):
        yield from policy.slices_of(table, where.column)[:1]
    elif isinstance(where, Junction):
        for part in where.parts:
            yield from _filtered(part, table)
    elif isinstance(where, Negation):
        yield from _filtered(where.part, table)
    elif isinstance(where, Hop):
        yield from (each.slice for each in where.visible[:1])
        yield from _filtered(where.inner, where.table)
