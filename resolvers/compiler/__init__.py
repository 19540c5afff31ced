"""Write: a Plan becomes one SQLAlchemy Core statement that answers with PostgreSQL's own JSON.

Each read is a select over its table with the flags of their student beside the rows; its children
are LATERAL joins that refer to their parent's rows and flags only. A page is cut in a sub-select.
Correlation is said by hand: SQLAlchemy correlates one level up by itself, and a reference from
deeper would silently join every student's rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer, Uuid, and_, bindparam, func, literal, literal_column, select, true

from hub.models.staff import Person, Token
from hub.policy.viewing import may_view_as
from hub.policy.viewpoint import THEIR_EPOCH, THEIR_PERSON
from resolvers.compiler import disclosures, history
from resolvers.compiler.nesting import box, connection, listed, nest, one
from resolvers.compiler.predicates import Row
from resolvers.compiler.rows import anchor
from resolvers.flags import shown
from resolvers.plan import Child

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement, Select

    from resolvers.plan import Plan, Read, RootField

    Seen = list[tuple[RootField, ColumnElement[str]]]


def statement(plan: Plan) -> Select[Any]:
    """The one statement of a plan.

    Its columns: `fresh` (the viewer's sign-in and epoch still hold), `found` (every cursor's row
    is there and visible), `data` (the answer as JSON text, in the order of the operation), and
    where readings of it are kept, `seen` (the tokens of whose record it is) and `beside` (those of
    the roots with readings of their own, by key).
    """
    with history.pages():
        return _statement(plan)


def _statement(plan: Plan) -> Select[Any]:
    source: Any = select(literal_column("1").label("one")).subquery()
    columns: list[ColumnElement[Any]] = []
    seen: Seen = []
    for root in plan.roots:
        answer = _root(root).lateral()
        source = source.join(answer, true(), isouter=True)
        columns.append(answer.c.json.label(root.key))
        seen += [(root, answer.c.seen)] if "seen" in answer.c else []
    data = select(*columns).select_from(source).subquery()
    json = func.row_to_json(data.table_valued())
    if plan.logs or plan.viewing_as:
        return _recorded(plan, columns, seen, source)
    if not seen:
        return select(fresh(), _found(plan), json.label("data"))
    whole = select(box(columns).label("data"), *_kept(seen)).select_from(source).subquery()
    return select(fresh(), _found(plan), *whole.c)


def _kept(seen: Seen) -> list[ColumnElement[Any]]:
    """What goes to the log of readings: the tokens of an operation's own roots, and of others."""
    own = [tokens for root, tokens in seen if not root.beside]
    apart = [(root.key, tokens) for root, tokens in seen if root.beside]
    found: list[ColumnElement[Any]] = [disclosures.together(own).label("seen")] if own else []
    if apart:
        pairs = (part for each in apart for part in each)
        found.append(func.json_build_object(*pairs).label("beside"))
    return found


def _recorded(
    plan: Plan,
    columns: list[ColumnElement[Any]],
    seen: Seen,
    source: Any,
) -> Select[Any]:
    """The answer beside the INSERTs that record it: one cannot happen without the others."""
    kept = _kept(seen)
    told = [fresh(viewing_as=plan.viewing_as), _found(plan), box(columns).label("data"), *kept]
    apart = any(root.beside for root, _ in seen)
    every = [disclosures.together([each for _, each in seen]).label("every")] if apart else []
    answer = select(*told, *every).select_from(source).cte("answer").prefix_with("MATERIALIZED")
    records = []
    if seen and plan.logs:
        tokens = answer.c.every if apart else answer.c.seen
        record = disclosures.written(answer, tokens, viewing_as=plan.viewing_as)
        records.append(("written", _counted(record, "record")))
    if plan.viewing_as:
        records.append(("viewed", _counted(disclosures.viewed(answer), "view")))
    counts = [written.label(name) for name, written in records]
    return select(*(answer.c[each.name] for each in told), *counts)


def _counted(record: Any, name: str) -> ColumnElement[int]:
    """How many rows an INSERT of the statement leaves."""
    rows = record.returning(literal_column("1").label("one")).cte(name)
    counted: ColumnElement[int] = select(func.count()).select_from(rows).scalar_subquery()
    return counted


def _root(root: RootField) -> Select[Any]:
    if root.recount is not None:
        return history.answer(root.recount)
    if root.read is None:
        return _about_viewer(root)
    if root.many and root.read.page is None:
        return listed(root.read)
    return connection(root.read, None, None) if root.many else one(root.read, None, None)


def _about_viewer(root: RootField) -> Select[Any]:
    """The viewer's own facts, from parameters; rows that hang on them are read as any other."""
    if root.bare is not None:
        return select(literal(root.bare).label("json"))
    start = select(literal_column("1").label("one")).subquery()
    nested = nest(root.items, Row(start, ""), start)
    seen = [disclosures.together(nested.seen).label("seen")] if nested.seen else []
    columns: list[ColumnElement[Any]] = [box(nested.columns).label("json"), *seen]
    return select(*columns).select_from(nested.source)


def fresh(*, viewing_as: bool = False) -> ColumnElement[Any]:
    """The token is valid now, by the database's own clock, and the viewer's facts are current; so
    are those of whom they view as, and they may (P-33).
    """
    token, person = Token.__table__.alias(), Person.__table__.alias()
    holds = and_(
        token.c.id == bindparam("my_token", type_=Uuid()),
        token.c.revoked_at.is_(None),
        token.c.expires_at > func.now(),
        person.c.suspended_at.is_(None),
        person.c.epoch == bindparam("my_epoch", type_=Integer()),
    )
    joined = token.join(person, person.c.id == token.c.person_id)
    fresh = select(literal(1)).select_from(joined).where(holds).exists()
    if not viewing_as:
        return fresh.label("fresh")
    target = Person.__table__.alias("target")
    current = and_(target.c.id == THEIR_PERSON, target.c.epoch == THEIR_EPOCH)
    there = select(literal(1)).select_from(target).where(current).exists()
    return and_(fresh, there, may_view_as()).label("fresh")


def _found(plan: Plan) -> ColumnElement[Any]:
    """Every cursor of the operation names a row that the viewer can see."""
    anchors = [anchor(read).exists() for root in plan.roots for read in _cursors(root)]
    return and_(true(), *anchors).label("found")


def _cursors(root: RootField) -> Iterator[Read]:
    if root.read is not None:
        yield from _with_cursor(root.read)
    for item in root.items:
        if isinstance(item, Child):
            yield from _with_cursor(item.read)


def _with_cursor(read: Read) -> Iterator[Read]:
    if read.page is not None and read.page.after is not None:
        yield read
    for item in shown(read):
        if isinstance(item, Child):
            yield from _with_cursor(item.read)
