"""Which relations a plan's rows must be asked about, and when a parent's answers serve.

A flag is the answer to "does the viewer stand so to this student?", computed once per row as a
Boolean beside it. Rows below it about the same student use it again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hub.policy import RELATIONS, THEIRS, Anchor, Clause, both, sides
from resolvers.plan import Child, Compare, Derived, Hop, Junction, Negation, Read, Show

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hub.policy import Shape
    from hub.policy.relations import Relation
    from resolvers.catalog import Root, TypeEntry
    from resolvers.plan import Filter, Item, Part, RootField


def student_key(entry_table: str, columns: object) -> str | None:
    """The column of a table that names its row's student, if it is about one."""
    if entry_table == "student":
        return "id"
    return "student_id" if "student_id" in columns else None  # type: ignore[operator]


def subject(entry: TypeEntry, target: TypeEntry, link: tuple[str, str]) -> tuple[str, str] | None:
    """The columns of both sides of a link that name their students, where both have one.

    What hangs on a student's row is about the same student, and the statement demands it: a goal
    that bears another student's id than its IEP stands below neither. A `link` by a column that
    names another student (who else may be the same child) leads to that one.
    """
    if entry.table is None or target.table is None:
        return None
    mine = student_key(entry.table.name, entry.table.c)
    theirs = student_key(target.table.name, target.table.c)
    if mine is None or theirs is None or (target.table.name == "student" and link[0] != mine):
        return None
    return (mine, theirs)


ALWAYS = Clause("EV", frozenset(), None, None, "", logged=False)
"""What holds of every row and person."""


def list_mask(visible: tuple[Clause, ...], *, same: bool) -> tuple[Clause, ...] | None:
    """When a list is allowed at all, judged on its parent: a function of grants, never of rows.

    Row conditions fall away, and a clause on one's own section counts by its relation to the
    student. Without a common student the list is always allowed. Of pairs, each side is judged
    by itself.
    """
    if not same:
        return None
    mine, theirs = (_list_mask(side) for side in sides(visible))
    if not any(each.also for each in visible):
        return mine
    if mine is None and theirs is None:
        return None
    return both((ALWAYS,) if mine is None else mine, (ALWAYS,) if theirs is None else theirs)


def _list_mask(visible: tuple[Clause, ...]) -> tuple[Clause, ...] | None:
    found = dict.fromkeys(
        replace(
            each, relation=each.relation.removesuffix(":own"), term=None, logged=False, slice=""
        )
        for each in visible
    )
    if any(RELATIONS[each.relation].anchor not in (Anchor.STUDENT, Anchor.NONE) for each in found):
        return None
    return tuple(found)


def reached_by(entry: TypeEntry, visible: tuple[Clause, ...], *, searched: bool) -> tuple[str, ...]:
    """The relations whose subjects a narrow viewer's root list is drawn from; none if wide. A
    narrow target's are among them.

    Students are drawn from whole schools too, where they aren't `searched`: few names are alike,
    but a school's pupils may be few among all that would have to be asked about.
    """
    if entry.table is None or student_key(entry.table.name, entry.table.c) is None:
        return ()
    mine, theirs = sides(visible)
    schools = entry.table.name == "student" and not theirs and not searched
    return (*_narrow(mine, schools=schools), *of_target(_narrow(theirs)))


def of_target(names: Iterable[str]) -> tuple[str, ...]:
    """The names of the target's relations and denies, of what is named so for the viewer."""
    return tuple(THEIRS + name for name in names)


def _narrow(visible: tuple[Clause, ...], *, schools: bool = False) -> tuple[str, ...]:
    names = dict.fromkeys(each.relation.removesuffix(":own") for each in visible)
    chosen = [RELATIONS[name] for name in names]
    narrow = all(
        each.anchor is Anchor.STUDENT and (not each.wide or (schools and each.school))
        for each in chosen
    )
    return tuple(names) if narrow and all(each.lift is None for each in visible) else ()


def standings(root: Root, shape: Shape) -> tuple[str, ...]:
    """The relations by one of which a root's rows are the viewer's; and the target's."""
    target = () if shape.target is None else of_target(root.standings)
    return (*root.standings, *target)


def gathered(read: Read) -> Read:
    """The read with the flags that it and the rows below it need, each on the row that owns it."""
    children = tuple(_gathered_item(item) for item in read.items)
    page = read.page
    if page is not None:
        page = replace(page, selections=tuple(_gathered_part(each) for each in page.selections))
    whole = replace(read, items=children, page=page)
    return replace(whole, flags=tuple(sorted(_needed(whole))))


def _gathered_item(item: Item) -> Item:
    return replace(item, read=gathered(item.read)) if isinstance(item, Child) else item


def _gathered_part(part: Part) -> Part:
    items = tuple(_gathered_item(item) for item in part.items)
    return replace(part, items=items, inner=tuple(_gathered_part(each) for each in part.inner))


def shown(read: Read) -> Iterator[Item]:
    """Every item that a read shows of its rows, in pages as well."""
    yield from read.items
    for part in read.page.selections if read.page else ():
        yield from part.items
        for inner in part.inner:
            yield from inner.items


def _needed(read: Read) -> set[str]:
    """The flags of a read's rows; none where they are not about one student."""
    assert read.type.table is not None
    if student_key(read.type.table.name, read.type.table.c) is None:
        return set()
    guards = (
        *(read.visible or ()),
        *(read.linked or ()),
        *(c for each in read.dated for c in each),
    )
    found = names_in(guards) | _filter_names(read.where)
    for item in shown(read):
        if isinstance(item, Show):
            found |= names_in((*(item.clauses or ()), *(item.marker or ())))
        elif isinstance(item, Derived):
            found |= names_in(tuple(each for ways in item.entire for each in ways))
        elif isinstance(item, Child):
            found |= names_in(item.clauses or ())
            if item.read.subject is not None:
                found |= set(item.read.flags)
    return found


def _filter_names(where: Filter | None) -> set[str]:
    if isinstance(where, Compare):
        return names_in((*(where.clauses or ()), *(where.value or ())))
    if isinstance(where, Junction):
        return set().union(*(_filter_names(part) for part in where.parts))
    if isinstance(where, Negation):
        return _filter_names(where.part)
    if isinstance(where, Hop):
        inner = names_in((*where.visible, *(where.linked or ()))) | _filter_names(where.inner)
        return names_in(where.allowed or ()) | (inner if where.subject is not None else set())
    return set()


def names_in(clauses: tuple[Clause, ...]) -> set[str]:
    """The student relations and denies of clauses that are judged on the row itself."""
    mine, theirs = sides(clauses)
    return _names_of(mine).union(of_target(_names_of(theirs)))


def _names_of(clauses: tuple[Clause, ...]) -> set[str]:
    return {
        name
        for each in clauses
        if each.lift is None
        for name in (each.relation, *each.denies)
        if name not in RELATIONS or _is_of_student(RELATIONS[name])
    }


def _is_of_student(relation: Relation) -> bool:
    """Whether what is known of a row's student tells whether the relation holds."""
    if relation.anchor is Anchor.SEAT:
        return relation.seats is not None
    return relation.anchor in (Anchor.STUDENT, Anchor.NONE)


def logs(roots: tuple[RootField, ...]) -> bool:
    """Whether any value of the plan may be shown through a clause that has to be logged."""
    return any(_logs(root.read) for root in roots if root.read) or any(
        isinstance(item, Child) and _logs(item.read) for root in roots for item in root.items
    )


def _logs(read: Read) -> bool:
    return any(each.recorded for each in read.visible or ()) or any(
        (isinstance(item, Show) and any(each.recorded for each in item.clauses or ()))
        or (isinstance(item, Child) and _logs(item.read))
        for item in shown(read)
    )
