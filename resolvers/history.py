"""Write: one statement that reads what became of a student's rows, and what is shown of it (AUD-2).

Whether the viewer reads the history of a column is a matter of the student alone
(`hub.policy.history`): it is worked out once, and each entry is then cut down to the columns that
are open. An entry of which nothing is left isn't there, and tells neither when nor by whom. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Boolean,
    Integer,
    Text,
    Uuid,
    and_,
    bindparam,
    case,
    cast,
    column,
    false,
    func,
    literal,
    literal_column,
    or_,
    select,
    true,
    tuple_,
    values,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by, array

from hub import policy
from hub.models.audit import Change
from hub.models.base import VERSION
from hub.models.codes import ChangeKind
from hub.models.staff import StaffMember
from hub.models.students import Student
from hub.policy import forms
from hub.policy.history import told
from hub.policy.slices import STRUCTURE
from hub.sql import Statement, written
from resolvers.compiler import fresh
from resolvers.compiler.predicates import Row, any_of, flag
from resolvers.flags import names_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import CTE, ColumnElement, Select

    from hub.policy import Clause, Shape
    from hub.policy.history import Told

    Ways = Mapping[tuple[Clause, ...], int]

STUDENT = bindparam("of_student", type_=Uuid())
AFTER = bindparam("after_change", type_=Uuid())
FIRST = bindparam("first", type_=Integer())
ENTRY: Any = Change.__table__
NONE: Any = literal_column("'{}'::jsonb")
NULL: Any = literal_column("'null'::jsonb")


@dataclass(frozen=True)
class Reading:
    """The statement for viewers of a shape, and the rows of the matrix that it reads of."""

    statement: Statement
    rows: tuple[str, ...]


@lru_cache(maxsize=256)
def reading(shape: Shape, shown: frozenset[tuple[str, str]]) -> Reading | None:
    """What reads a page of a student's history, as an answer's statement does: `fresh`, `found`
    (the entry behind which it begins is there), `data` (entries, the newest first), and `seen` (the
    student's id, where some of it is open). None where nobody of this shape reads any.

    `shown` are the columns that the schema shows, by table. Its parameters beside the viewer's are
    `of_student`, `after_change` (or null), and `first`.
    """
    columns = told(shape)
    if not any((each.table, each.column) in shown for each in columns):
        return None
    open_ = _open(columns, shown)
    entries = _entries(open_, shape)
    open_rows = select(literal(1)).select_from(open_).exists()
    seen = case((open_rows, cast(STUDENT, Text)))
    answer = select(
        fresh(viewing_as=shape.target is not None),
        _found(entries).label("found"),
        select(_listed(entries)).scalar_subquery().label("data"),
        seen.label("seen"),
    )
    slices = {clause.slice for each in columns for clause in each.reads}
    return Reading(written(answer), tuple(sorted(policy.kept_rows(slices))))


def _open(columns: tuple[Told, ...], shown: frozenset[tuple[str, str]]) -> CTE:
    """The columns whose history is open: `entity`, `name`, `free` (a free text), `shown`, and
    whether the viewer `keeps` them and is told who `signs`.
    """
    ways = _numbered(each for one in columns for each in (one.reads, one.keeps, one.signs))
    standing = _standing(ways)
    kinds: dict[str, Any] = {"reads": Integer(), "keeps": Integer(), "signs": Integer()}
    kinds |= {"free": Boolean(), "shown": Boolean()}
    known = values(
        column("entity", Text()),
        column("name", Text()),
        *(column(name, kind) for name, kind in kinds.items()),
        name="known",
    ).data(
        [
            (
                *(one.table, one.column),
                *(ways[one.reads], ways[one.keeps], ways[one.signs]),
                *(one.free, (one.table, one.column) in shown),
            )
            for one in columns
        ]
    )
    holds = {name: standing.c.ways[known.c[name]].is_(true()) for name in ("keeps", "signs")}
    return (
        select(
            known.c.entity,
            known.c.name,
            known.c.free,
            known.c.shown,
            *(each.label(name) for name, each in holds.items()),
        )
        .select_from(known.join(standing, standing.c.ways[known.c.reads].is_(true())))
        .cte("opened")
        .prefix_with("MATERIALIZED")
    )


def _numbered(found: Iterable[tuple[Clause, ...]]) -> Ways:
    """Each set of clauses once, by its place among them, from 1."""
    return {each: at for at, each in enumerate(dict.fromkeys(found), start=1)}


def _standing(ways: Ways) -> CTE:
    """Whether each set of clauses holds of the student, in one array; no row without the student.
    A relation is asked for once, however many sets name it.
    """
    whom = Student.__table__.alias("whom")
    bare = Row(whom, "student", of_student=True)
    names = sorted(set().union(*(names_in(each) for each in ways)))
    flags = [
        said(flag(name.removeprefix(policy.THEIRS), bare)).label(name)
        for named, said in forms.by_side(names)
        for name in named
    ]
    asked = select(whom.c.id, *flags).where(whom.c.id == STUDENT).cte("asked")
    asked = asked.prefix_with("MATERIALIZED")
    row = Row(asked, "student", {name: asked.c[name] for name in names}, of_student=True)
    hold: list[Any] = [any_of(each, row) for each in ways]
    standing = select(array(hold, type_=Boolean()).label("ways")).select_from(asked)
    return standing.cte("standing").prefix_with("MATERIALIZED")


def _entries(open_: CTE, shape: Shape) -> CTE:
    """The student's entries of which something is open, each with what is."""
    entry = ENTRY.alias("entry")
    parts = _parts(entry, open_)
    shown = or_(~_is_gone(entry), parts.c.keeps)
    staff = StaffMember.__table__.alias("author")
    name = policy.clauses("staff_member", "family_name", shape)
    who = (
        select(func.concat_ws(" ", staff.c.given_name, staff.c.family_name))
        .where(staff.c.person_id == entry.c.person_id, any_of(name, Row(staff, "staff_member")))
        .correlate(entry)
        .scalar_subquery()
    )
    return (
        select(
            *(entry.c[name] for name in ("id", "at", "entry", "kind", "entity", "row_id")),
            parts.c.shown.label("columns"),
            case((and_(parts.c.signs, parts.c.whole), entry.c.operation)).label("operation"),
            case((parts.c.signs, who)).label("by"),
            case((parts.c.whole, entry.c.reason)).label("reason"),
        )
        .select_from(entry.join(parts, true()))
        .where(
            entry.c.student_id == STUDENT,
            parts.c.shown.is_not(None),
            shown,
            ~_is_of_two(entry),
        )
        .cte("entries")
        .prefix_with("MATERIALIZED")
    )


def _parts(entry: Any, open_: CTE) -> Any:
    """What an entry says of open columns: those that it changed, or that a row had which came or
    went. A free text stands there only for whoever keeps it. `whole`: nothing else was changed.
    """
    columns = _changed(entry)
    name, was, now = columns.c.name, columns.c.was, columns.c.now
    readable = or_(~open_.c.free, open_.c.keeps)
    part = func.json_build_object(
        *("name", name, "withheld", ~readable),
        *("before", case((readable, was)), "after", case((readable, now))),
    )
    listed: Any = func.json_agg(aggregate_order_by(part, name))
    open_here = and_(open_.c.name == name, open_.c.entity == entry.c.entity)
    keeps = func.bool_and(func.coalesce(open_.c.keeps, false()))
    return (
        select(
            listed.filter(open_.c.shown).label("shown"),
            func.bool_or(open_.c.keeps).label("keeps"),
            func.bool_and(open_.c.signs).label("signs"),
            keeps.label("whole"),
        )
        .select_from(columns.join(open_, open_here, isouter=True))
        .correlate(entry)
        .lateral("parts")
    )


def _changed(entry: Any) -> Any:
    """The columns that an entry changed: `name`, `was` and `now` as JSON."""
    both = func.coalesce(entry.c.before, NONE).op("||")(func.coalesce(entry.c.after, NONE))
    names = func.jsonb_object_keys(both).table_valued("name").render_derived()
    name = names.c.name
    was, now = (func.coalesce(entry.c[side].op("->")(name), NULL) for side in ("before", "after"))
    other = and_(was.is_distinct_from(now), name.not_in(sorted(STRUCTURE | {VERSION})))
    chosen = select(name, was.label("was"), now.label("now")).select_from(names)
    return chosen.where(other).correlate(entry).lateral("changed")


def _is_gone(entry: Any) -> ColumnElement[bool]:
    """The row isn't there any more: what became of it last was that it was taken back."""
    last = ENTRY.alias("last")
    kind: Any = (
        select(last.c.kind)
        .where(last.c.row_id == entry.c.row_id, last.c.entity == entry.c.entity)
        .order_by(last.c.entry.desc())
        .limit(1)
        .correlate(entry)
        .scalar_subquery()
    )
    gone: ColumnElement[bool] = kind == ChangeKind.TAKEN_BACK.value
    return gone


def _is_of_two(entry: Any) -> ColumnElement[bool]:
    """The row was on record under another student too, with whom this one was one child for a
    time: what it said then may be of either (SYN-3).
    """
    other = ENTRY.alias("other")
    found = select(literal(1)).where(
        other.c.row_id == entry.c.row_id,
        other.c.entity == entry.c.entity,
        other.c.student_id.is_distinct_from(entry.c.student_id),
    )
    return found.correlate(entry).exists()


def _found(entries: CTE) -> ColumnElement[bool]:
    there = select(literal(1)).where(entries.c.id == AFTER).select_from(entries).exists()
    return or_(AFTER.is_(None), there)


def _listed(entries: CTE) -> Any:
    """A page of entries and the one behind it, if there is one, as JSON."""
    last = entries.alias("behind")
    anchor: Any = select(last.c.at, last.c.entry).where(last.c.id == AFTER).scalar_subquery()
    behind = or_(AFTER.is_(None), tuple_(entries.c.at, entries.c.entry) < anchor)
    page: Select[Any] = select(*(each for each in entries.c if each.name != "entry"))
    page = page.add_columns(entries.c.entry).where(behind)
    page = page.order_by(entries.c.at.desc(), entries.c.entry.desc()).limit(FIRST)
    some = page.subquery("page")
    each = func.row_to_json(some.table_valued())
    ordered = aggregate_order_by(each, some.c.at.desc(), some.c.entry.desc())
    return func.coalesce(func.json_agg(ordered), literal_column("'[]'::json"))
