"""Write: rows are added or amended where the policy lets the viewer, in one statement with their
records. Pure.

The statement takes the rows as JSON, one object of column and value each, so that its text is the
same however many there are. It judges each by the clauses of the columns that the client says; of
rows that are amended, as they are and as they would be. Columns that the hub stamps (who entered
it, when) are nobody's to allow. What is refused is not written, and told beside what is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Text,
    Uuid,
    and_,
    bindparam,
    case,
    cast,
    column,
    delete,
    func,
    insert,
    literal,
    literal_column,
    null,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB, array

from hub import policy
from hub.models import Base
from hub.models.audit import Change, Outbox
from hub.models.base import VERSION
from hub.models.codes import ChangeKind
from hub.policy.moving import moved
from hub.policy.viewpoint import MY_PERSON
from hub.sql import Statement, written
from resolvers.compiler import fresh
from resolvers.compiler.predicates import Row, any_of

if TYPE_CHECKING:
    from sqlalchemy import CTE, ColumnElement, Select, Table

    from hub.policy import Clause, Shape

NUMBER = "ordinality"
"""The place of a row among those given, from 1."""
ROWS = bindparam("rows", type_=Text())
REQUEST = bindparam("request_id", type_=Uuid())
OPERATION = bindparam("operation", type_=Text())
REASON = bindparam("reason", type_=Text())
OLD, KEPT = bindparam("old", type_=Uuid()), bindparam("kept", type_=Uuid())


@dataclass(frozen=True)
class Touch:
    """What is written of a table: columns that the client says, and columns that the hub stamps.
    `counted`: a row that says already what is written counts the change all the same.
    """

    table: str
    said: frozenset[str]
    stamped: frozenset[str] = frozenset()
    counted: bool = False

    @property
    def columns(self) -> list[str]:
        """All columns that are written, in one order; a row that comes back has its old key."""
        return sorted((self.said | self.stamped) - {"id"})

    @property
    def kept(self) -> Table:
        """The table."""
        return Base.metadata.tables[self.table]


@lru_cache(maxsize=1024)
def judging(touch: Touch, shape: Shape) -> Statement:
    """Whether rows might be added: `ordinality`, `refused`, `seen`, `fresh` (see `adding`)."""
    judged = _judged(_proposed(touch), touch, shape)
    told = [judged.c[NUMBER], judged.c.refused, _student_seen(judged, shape), fresh()]
    return written(select(*told).order_by(judged.c[NUMBER]))


@lru_cache(maxsize=1024)
def adding(touch: Touch, shape: Shape) -> Statement:
    """Rows are added: `ordinality`, `id`, `refused` (the columns that the viewer may not write,
    as texts of names with spaces between), `done`, `seen` (the viewer may know of the student),
    and `fresh` as a reading statement says it.
    """
    judged = _judged(_proposed(touch), touch, shape)
    names = ["id", *touch.columns]
    allowed = select(*(judged.c[name] for name in names)).where(_allowed(judged))
    rows = insert(touch.kept).from_select(names, allowed).returning(*touch.kept.c).cte("done")
    after = func.to_jsonb(literal_column("done"))
    change = _change(touch, rows, ChangeKind.ADDED, null(), after)
    return written(_answer(judged, rows, [change], touch, _student_seen(judged, shape)))


@lru_cache(maxsize=1024)
def amending(touch: Touch, shape: Shape) -> Statement:
    """Rows are amended that are of the version that was seen: as `adding`, and `seen` (the viewer
    may see the row), `current` (nobody changed it since), `present_version`.

    A row that is not there is not in the answer. One that says already what is written stays as it
    is, and leaves no record (SYN-9), unless it is `counted`.
    """
    table, judged = touch.kept, _amendable(touch, shape)
    changes: dict[str, Any] = {name: judged.c[name] for name in touch.columns}
    if VERSION in table.c:
        changes[VERSION] = table.c[VERSION] + 1
    other = [judged.c[f"was_{each}"].is_distinct_from(judged.c[each]) for each in touch.columns]
    if touch.counted:
        other = [true()]
    rows = (
        update(table)
        .values(changes)
        .where(table.c.id == judged.c.id, _allowed(judged), judged.c.current, or_(*other))
        .returning(*table.c)
        .cte("done")
    )
    both = rows.join(judged, judged.c.id == rows.c.id)
    was = _object({name: judged.c[f"was_{name}"] for name in touch.columns})
    now = _object({name: rows.c[name] for name in touch.columns})
    change = _change(touch, rows, ChangeKind.AMENDED, was, now, both)
    told = [judged.c.seen, judged.c.current, judged.c.present_version]
    return written(_answer(judged, rows, [change], touch, *told))


def counting(touch: Touch, shape: Shape) -> Statement:
    """As `amending`, and rows that say already what is written count the change all the same."""
    return amending(replace(touch, counted=True), shape)


@lru_cache(maxsize=256)
def taking_back(touch: Touch, shape: Shape) -> Statement:
    """Rows are taken back by whoever may write what they say: as `amending`. What they said stays
    on record.
    """
    table, judged = touch.kept, _amendable(touch, shape, leaving=True)
    rows = (
        delete(table)
        .where(table.c.id == judged.c.id, _allowed(judged), judged.c.current)
        .returning(*table.c)
        .cte("done")
    )
    before = func.to_jsonb(literal_column("done"))
    change = _change(touch, rows, ChangeKind.TAKEN_BACK, before, null())
    told = [judged.c.seen, judged.c.current, judged.c.present_version]
    return written(_answer(judged, rows, [change], touch, *told))


@cache
def renaming(table: str, kind: ChangeKind) -> Statement:
    """On record and in the outbox, once: that a row is kept for another one, or that they are two
    again (SYN-3). Its parameters are `old`, the one that is given up, and `kept`.
    """
    of_both: dict[str, ColumnElement[Any]] = {
        "entity": literal(table),
        "row_id": OLD,
        "student_id": OLD if table == "student" else cast(null(), Uuid),
        "kind": literal(kind.value),
    }
    change: dict[str, ColumnElement[Any]] = {
        **of_both,
        "request_id": REQUEST,
        "person_id": MY_PERSON,
        "operation": OPERATION,
        "before": _object({"id": OLD if kind is ChangeKind.MERGED else KEPT}),
        "after": _object({"id": KEPT if kind is ChangeKind.MERGED else OLD}),
        "reason": REASON,
    }
    told = {**of_both, "other_id": KEPT}
    kept = [
        insert(model).from_select(list(said), select(*said.values())).returning(model.id).cte(name)
        for model, said, name in ((Change, change, "recorded"), (Outbox, told, "told"))
    ]
    return written(select(literal(1)).add_cte(*kept))


def _given(table: Table) -> Any:
    """The rows as they are said, by name of column."""
    recordset = func.jsonb_populate_recordset(
        literal_column(f"NULL::{table.name}"), cast(ROWS, JSONB)
    )
    named: list[Any] = [column(each.name, each.type) for each in table.c]
    return recordset.table_valued(*named, with_ordinality=NUMBER, name="given")


def _proposed(touch: Touch) -> CTE:
    """The rows as they would be, each with the key that it would get."""
    given, default = _given(touch.kept), touch.kept.c.id.server_default
    assert default is not None
    key = func.coalesce(given.c.id, default.arg).label("id")  # type: ignore[attr-defined]
    rest = (given.c[each.name] for each in touch.kept.c if each.name != "id")
    return _fixed(select(key, *rest, given.c[NUMBER]), "proposed")


def _judged(proposed: CTE, touch: Touch, shape: Shape) -> CTE:
    row = Row(proposed, touch.table)
    verdicts = [(names, any_of(clauses, row)) for clauses, names in _groups(touch, shape)]
    return _fixed(select(*proposed.c, _refused(verdicts)), "judged")


def _amendable(touch: Touch, shape: Shape, *, leaving: bool = False) -> CTE:
    """Each row as it would be, beside what it was, and whether it may become that; whether it may
    go, where it is `leaving`.
    """
    table, given = touch.kept, _given(touch.kept)
    keys = select(given.c.id)
    locked = select(table).where(table.c.id.in_(keys)).order_by(table.c.id).with_for_update()
    before = _fixed(locked, "before")
    as_said = [
        (before if leaving or each.name not in touch.columns else given)
        .c[each.name]
        .label(each.name)
        for each in table.c
    ]
    version = given.c[VERSION] if VERSION in table.c else null()
    joined = given.join(before, before.c.id == given.c.id)
    chosen = select(*as_said, version.label("seen_version"), given.c[NUMBER]).select_from(joined)
    after = _fixed(chosen, "after")
    old, new = Row(before, touch.table), Row(after, touch.table)
    verdicts = [
        (names, and_(any_of(clauses, old).is_(true()), any_of(clauses, new)))
        for clauses, names in _groups(touch, shape)
    ]
    present = before.c[VERSION] if VERSION in table.c else null()
    same = present == func.coalesce(after.c.seen_version, present) if VERSION in table.c else true()
    judged = select(
        *after.c,
        *(before.c[name].label(f"was_{name}") for name in touch.columns),
        _refused(verdicts),
        any_of(policy.visible(touch.table, shape), old).is_(true()).label("seen"),
        same.label("current"),
        present.label("present_version"),
    ).select_from(after.join(before, before.c.id == after.c.id))
    return _fixed(judged, "judged")


def _groups(touch: Touch, shape: Shape) -> list[tuple[tuple[Clause, ...], list[str]]]:
    """The columns that the client says, together where the same clauses open them."""
    found: dict[tuple[Clause, ...], list[str]] = {}
    for name in sorted(touch.said):
        found.setdefault(policy.writable(touch.table, name, shape), []).append(name)
    return list(found.items())


def _refused(verdicts: list[tuple[list[str], ColumnElement[bool]]]) -> ColumnElement[Any]:
    """The names of the columns that may not be written, a text for each group of them."""
    each = [
        case((condition.is_(true()), null()), else_=literal(" ".join(names), Text()))
        for names, condition in verdicts
    ]
    return func.array_remove(array[Any](each, type_=Text()), null()).label("refused")


def _allowed(judged: CTE) -> ColumnElement[bool]:
    return func.cardinality(judged.c.refused) == 0


def _student_seen(judged: CTE, shape: Shape) -> ColumnElement[bool]:
    """The viewer may know of the student whom a refused row is about: whoever may not is told
    what they are told of a student that there isn't (P-23).
    """
    if "student_id" not in judged.c:
        return true().label("seen")
    student = Base.metadata.tables["student"].alias("whom")
    visible = any_of(policy.visible("student", shape), Row(student, "student"))
    there = (
        select(literal(1))
        .select_from(student)
        .where(student.c.id == judged.c.student_id, visible)
        .correlate(judged)
        .exists()
    )
    return case((_allowed(judged), true()), else_=there).label("seen")


def _change(
    touch: Touch,
    rows: CTE,
    kind: ChangeKind,
    before: ColumnElement[Any],
    after: ColumnElement[Any],
    source: Any = None,
) -> CTE:
    """The record of each row that was written (AUD-2)."""
    said: dict[str, ColumnElement[Any]] = {
        "request_id": REQUEST,
        "person_id": MY_PERSON,
        "operation": OPERATION,
        "before": before,
        "after": after,
        "reason": REASON,
        **_told(touch, rows, kind),
    }
    chosen = select(*(value.label(name) for name, value in said.items()))
    chosen = chosen.select_from(rows if source is None else source)
    return insert(Change).from_select(list(said), chosen).returning(Change.id).cte("recorded")


def _outbox(touch: Touch, rows: CTE, kind: ChangeKind) -> CTE:
    """What the feed of changes will tell."""
    said = _told(touch, rows, kind)
    chosen = select(*(value.label(name) for name, value in said.items()))
    return insert(Outbox).from_select(list(said), chosen).returning(Outbox.id).cte("told")


def _told(touch: Touch, rows: CTE, kind: ChangeKind) -> dict[str, ColumnElement[Any]]:
    return {
        "entity": literal(touch.table),
        "row_id": rows.c.id,
        "student_id": _student(rows, touch),
        "kind": literal(kind.value),
    }


def _student(rows: CTE, touch: Touch) -> ColumnElement[Any]:
    if touch.table == "student":
        return rows.c.id
    return rows.c.student_id if "student_id" in rows.c else cast(null(), Uuid)


def _answer(
    judged: CTE, rows: CTE, kept: list[CTE], touch: Touch, *more: ColumnElement[Any]
) -> Select[Any]:
    done = select(rows.c.id).where(rows.c.id == judged.c.id).correlate(judged).exists()
    told = select(
        judged.c[NUMBER], judged.c.id, judged.c.refused, done.label("done"), *more, fresh()
    )
    kept = [*kept, _outbox(touch, rows, _kind(rows)), *moved(touch.table, rows, judged)]
    return told.order_by(judged.c[NUMBER]).add_cte(*kept)


def _kind(rows: CTE) -> ChangeKind:
    """What becomes of rows by the statement that writes them."""
    kinds = {"insert": ChangeKind.ADDED, "update": ChangeKind.AMENDED}
    return kinds.get(rows.element.__visit_name__, ChangeKind.TAKEN_BACK)


def _object(values: dict[str, Any]) -> ColumnElement[Any]:
    pairs = [part for name, value in values.items() for part in (literal(name), value)]
    return func.jsonb_build_object(*pairs)


def _fixed(chosen: Select[Any], name: str) -> CTE:
    """Worked out once, before anything is written."""
    return chosen.cte(name).prefix_with("MATERIALIZED")
