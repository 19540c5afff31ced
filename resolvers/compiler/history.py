"""Write: what of a statement reads what became of a student's rows, and is shown of it (AUD-2).

Whether the viewer reads the history of a column is a matter of the student alone
(`hub.policy.history`): it is worked out once, and each entry is then cut down to the columns that
are open. An entry of which nothing is left isn't there, and tells neither when nor by whom. Pure.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, NamedTuple

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
from resolvers.compiler.predicates import Row, any_of, flag
from resolvers.flags import names_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy import CTE, ColumnElement, Select

    from hub.policy import Clause
    from resolvers.plan import Recount

    Ways = Mapping[tuple[Clause, ...], int]

ENTRY: Any = Change.__table__
NONE: Any = literal_column("'{}'::jsonb")
NULL: Any = literal_column("'null'::jsonb")
EMPTY: Any = literal_column("'[]'::json")
_pages: ContextVar[dict[Recount, Written]] = ContextVar("pages")


class Written(NamedTuple):
    """What a statement has of a history: the columns that are open, the page, and the rows of which
    its entries are or which their keys name, by table and id.
    """

    opened: CTE
    entries: CTE
    page: CTE
    named: CTE


def answer(recount: Recount) -> Select[Any]:
    """What became of a student's rows, as a root: `json` is an object that says whether some of it
    is `open` to the viewer, whether the entry behind which the page begins was `found`, and the
    `entries`, the newest first; `seen` the student's id, where some of it is open.
    """
    found = written(recount)
    is_open = select(literal(1)).select_from(found.opened).exists()
    said = func.json_build_object(
        *("open", is_open),
        *("found", _found(recount, found.entries)),
        *("entries", _listed(found.page)),
        *("beside", literal(recount.student)),
    )
    return select(said.label("json"), case((is_open, cast(_student(recount), Text))).label("seen"))


def named_in(recount: Recount, table: str) -> Select[Any]:
    """The ids of a table's rows of which a page's entries are, or which their keys name."""
    named = written(recount).named
    return select(named.c.id).where(named.c.entity == table)


@contextmanager
def pages() -> Iterator[None]:
    """Within this a page is written once, so that whatever of a statement speaks of one speaks of
    the same; two statements that are made at once share nothing.
    """
    token = _pages.set({})
    try:
        yield
    finally:
        _pages.reset(token)


def written(recount: Recount) -> Written:
    """The parts of a page, of which a statement has one each."""
    known = _pages.get()
    if recount not in known:
        known[recount] = _written(recount)
    return known[recount]


def _written(recount: Recount) -> Written:
    opened = _open(recount)
    entries = _entries(opened, recount)
    page = _page(entries, recount)
    return Written(opened, entries, page, _named(page, recount))


def _student(recount: Recount) -> Any:
    return bindparam(recount.student, type_=Uuid())


def _after(recount: Recount) -> Any:
    return bindparam(recount.after, type_=Uuid())


def _cte(chosen: Any, name: str, recount: Recount) -> CTE:
    """A part of a page's statement: of two pages in one each has its own."""
    found: CTE = chosen.cte(f"{name}_{recount.student}").prefix_with("MATERIALIZED")
    return found


def _open(recount: Recount) -> CTE:
    """The columns whose history is open: `entity`, `name`, `free` (a free text), `shown`, and
    whether the viewer `keeps` them and is told who `signs`.
    """
    columns = told(recount.shape)
    ways = _numbered(each for one in columns for each in (one.reads, one.keeps, one.signs))
    standing = _standing(ways, recount)
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
                *(one.free, (one.table, one.column) in recount.shown),
            )
            for one in columns
        ]
    )
    holds = {name: standing.c.ways[known.c[name]].is_(true()) for name in ("keeps", "signs")}
    held = [each.label(name) for name, each in holds.items()]
    opened = select(known.c.entity, known.c.name, known.c.free, known.c.shown, *held)
    reads = standing.c.ways[known.c.reads].is_(true())
    return _cte(opened.select_from(known.join(standing, reads)), "opened", recount)


def _numbered(found: Iterable[tuple[Clause, ...]]) -> Ways:
    """Each set of clauses once, by its place among them, from 1."""
    return {each: at for at, each in enumerate(dict.fromkeys(found), start=1)}


def _standing(ways: Ways, recount: Recount) -> CTE:
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
    one = select(whom.c.id, *flags).where(whom.c.id == _student(recount))
    asked = _cte(one, "asked", recount)
    row = Row(asked, "student", {name: asked.c[name] for name in names}, of_student=True)
    hold: list[Any] = [any_of(each, row) for each in ways]
    standing = select(array(hold, type_=Boolean()).label("ways")).select_from(asked)
    return _cte(standing, "standing", recount)


def _entries(open_: CTE, recount: Recount) -> CTE:
    """The student's entries of which something is open, each with what is."""
    entry = ENTRY.alias("entry")
    parts = _parts(entry, open_)
    shown = or_(~_is_gone(entry), parts.c.keeps)
    staff = StaffMember.__table__.alias("author")
    name = policy.clauses("staff_member", "family_name", recount.shape)
    who = (
        select(func.concat_ws(" ", staff.c.given_name, staff.c.family_name))
        .where(staff.c.person_id == entry.c.person_id, any_of(name, Row(staff, "staff_member")))
        .correlate(entry)
        .scalar_subquery()
    )
    chosen = (
        select(
            *(entry.c[name] for name in ("id", "at", "entry", "kind", "entity", "row_id")),
            parts.c.shown.label("columns"),
            case((and_(parts.c.signs, parts.c.whole), entry.c.operation)).label("operation"),
            case((parts.c.signs, who)).label("by"),
            case((parts.c.whole, entry.c.reason)).label("reason"),
        )
        .select_from(entry.join(parts, true()))
        .where(
            entry.c.student_id == _student(recount),
            parts.c.shown.is_not(None),
            shown,
            ~_is_of_two(entry),
        )
    )
    return _cte(chosen, "entries", recount)


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


def _found(recount: Recount, entries: CTE) -> Any:
    if recount.after is None:
        return true()
    return select(literal(1)).where(entries.c.id == _after(recount)).select_from(entries).exists()


def _page(entries: CTE, recount: Recount) -> CTE:
    """A page of entries and the one behind it, if there is one."""
    page: Select[Any] = select(*entries.c)
    if recount.after is not None:
        last = entries.alias("behind")
        here = select(last.c.at, last.c.entry).where(last.c.id == _after(recount))
        page = page.where(tuple_(entries.c.at, entries.c.entry) < here.scalar_subquery())
    page = page.order_by(entries.c.at.desc(), entries.c.entry.desc())
    return _cte(page.limit(recount.first), "page", recount)


def _listed(page: CTE) -> Any:
    """The entries of a page as JSON."""
    each = func.row_to_json(page.table_valued())
    ordered = aggregate_order_by(each, page.c.at.desc(), page.c.entry.desc())
    listed: Any = func.coalesce(func.json_agg(ordered), EMPTY)
    return select(listed).select_from(page).scalar_subquery()


def _named(page: CTE, recount: Recount) -> CTE:
    """The rows of which the entries of a page are, those that a key in them names, and the student,
    where the page has any: `entity` (a table) and `id`.
    """
    kinds = {"entity": Text(), "name": Text(), "target": Text()}
    lead = values(*(column(name, kind) for name, kind in kinds.items()), name="lead")
    lead = lead.data(list(recount.leads))
    part = func.json_array_elements(page.c.columns).table_valued("said", name="part")
    part = part.render_derived()
    said: Any = part.c.said
    sides = func.unnest(array([said.op("->>")(side) for side in ("before", "after")]))
    key = sides.table_valued("key", name="side").render_derived()
    leads = and_(lead.c.entity == page.c.entity, lead.c.name == said.op("->>")("name"))
    keys = (
        select(lead.c.target.label("entity"), cast(key.c.key, Uuid()).label("id"))
        .select_from(page.join(part, true()).join(lead, leads).join(key, true()))
        .where(key.c.key.is_not(None))
    )
    rows = select(page.c.entity, page.c.row_id.label("id"))
    whose = select(literal("student"), _student(recount)).select_from(page)
    return _cte(rows.union(keys, whose), "named", recount)
