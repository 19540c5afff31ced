"""Readings that have to be logged: the statement that shows them writes them down.

Each row hands out, beside its JSON, a text of `slice:basis:student` tokens for what it shows only
through a logged clause; the tokens travel up with the JSON, so that exactly what is answered is
recorded. The record is written in the same statement: no row, no data (34 CFR 99.32, 300.614).

A student's id by itself is a token as well: it says whose record was read at all, and goes to the
log of readings, which is written beside the road (`hub.ledger.accesses`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Text,
    Uuid,
    and_,
    bindparam,
    case,
    cast,
    func,
    insert,
    literal,
    literal_column,
    or_,
    select,
    union_all,
)

from hub import policy
from hub.models import Base
from hub.models.audit import Disclosure, ViewAs
from hub.models.guardians import Guardian
from hub.models.staff import StaffMember
from hub.models.vendors import Agreement, Engagement, Vendor, VendorApp
from hub.policy import forms
from hub.policy.templates import Theirs
from hub.policy.viewpoint import MY_APP, MY_STAFF, THEIR_STAFF
from hub.policy.windows import in_force
from resolvers.compiler.predicates import any_of
from resolvers.plan import Show

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy import ColumnElement

    from hub.policy import Clause
    from resolvers.compiler.predicates import Row
    from resolvers.plan import Item

    Tokens = list[ColumnElement[str]]

BY_LETTER = ("VENDOR", "AUDIT")
"""Bases of grants that rest on an agreement or engagement letter, which says for what."""


def own(items: tuple[Item, ...], row: Row, visible: tuple[Clause, ...] | None) -> Tokens:
    """The tokens of what a row itself shows, or is seen by, through logged clauses only."""
    shown = [item.clauses for item in items if isinstance(item, Show)]
    groups = dict.fromkeys(
        clauses for clauses in (visible, *shown) if any(each.recorded for each in clauses or ())
    )
    found: Tokens = []
    for clauses in groups:
        assert clauses is not None
        for kind in dict.fromkeys(kind for each in clauses for kind in _kinds(each)):
            found.append(_token(kind, clauses, row))
    return found


def kept(row: Row, visible: tuple[Clause, ...] | None) -> Tokens:
    """The token by which the log of readings knows of whom a row is; of an adult's or incident's,
    of each student by whose row it is readable.
    """
    if not row.kept:
        return []
    if policy.has_student(row.table):
        return [cast(_student(row), Text)]
    lift = policy.LIFTS.get(row.table)
    if lift is None or not policy.has_student(lift.through):
        return []
    lifted = [
        tuple(each for each in side if each.lift is not None)
        for side in policy.sides(visible or ())
    ]
    return [_of_each(lifted[0], lifted[1], row, literal(""))] if any(lifted) else []


def _student(row: Row) -> Any:
    return row.source.c.id if row.table == "student" else row.source.c.student_id


def _kinds(clause: Clause) -> list[tuple[str, str]]:
    """Row of the matrix and basis: what one token says. A pair may be recorded for either side."""
    return [
        (policy.row_of(each.slice), policy.basis(each.relation, each.slice))
        for each in (clause, clause.also)
        if each is not None and each.logged
    ]


def _token(kind: tuple[str, str], clauses: tuple[Clause, ...], row: Row) -> ColumnElement[str]:
    logged = tuple(each for each in clauses if kind in _kinds(each))
    free = tuple(each for each in clauses if not each.recorded)
    said = literal(":".join((*kind, "")))
    if not policy.has_student(row.table):
        only: ColumnElement[bool] = any_of(free, row).is_not(True)
        if any(each.also for each in logged):
            only = and_(any_of(logged, row), only)
        mine, theirs = (
            tuple(each for each in side if kind in _kinds(each)) for side in policy.sides(logged)
        )
        return case((only, _of_each(mine, theirs, row, said)))
    unseen = and_(any_of(logged, row), any_of(free, row).is_not(True))
    return case((unseen, said.concat(cast(_student(row), Text))))


def _of_each(
    of_viewer: tuple[Clause, ...],
    of_target: tuple[Clause, ...],
    row: Row,
    said: ColumnElement[str],
) -> Any:
    """The tokens of an adult or incident: of each student by whose row they are readable, to the
    viewer or to the target by one of these clauses.
    """
    lift = policy.LIFTS[row.table]
    through = Base.metadata.tables[lift.through].alias("disclosed")
    mine, theirs = (
        [forms.probed(each, through, lift.through) for each in side]
        for side in (of_viewer, of_target)
    )
    ways = or_(*mine, *map(Theirs, theirs))
    each = said.concat(cast(through.c.student_id, Text)).distinct()
    listed = select(func.string_agg(each, literal_column("','"))).select_from(through)
    leads = listed.where(through.c[lift.far] == row.source.c.id, ways)
    return leads.correlate(row.source).scalar_subquery()


def gathered(seen: ColumnElement[str], *, distinct: bool = False) -> Any:
    """The tokens of all rows as one text; rows that have none fall away."""
    some: Any = func.nullif(seen, "")
    some = some.distinct() if distinct else some
    return func.string_agg(some, literal_column("','")).label("seen")


def together(tokens: Sequence[ColumnElement[str]]) -> ColumnElement[str]:
    """Several tokens as one text; nulls fall away."""
    return func.concat_ws(",", *tokens)


def viewed(answer: Any) -> Any:
    """The INSERT that records who viewed as whom (P-33)."""
    table: Any = ViewAs.__table__
    row = select(bindparam("request_id", type_=Uuid()), MY_STAFF, THEIR_STAFF)
    columns = ["request_id", "viewer_id", "target_id"]
    return insert(table).from_select(columns, row.select_from(answer).where(answer.c.fresh))


def written(answer: Any, tokens: Any, *, viewing_as: bool) -> Any:
    """The INSERT that records what an answer discloses by its tokens: one row a student, with its
    slices.
    """
    each = func.string_to_array(tokens, ",")
    token = func.unnest(each).table_valued("token").render_derived()
    number, basis, student = (func.split_part(token.c.token, ":", at) for at in (1, 2, 3))
    person = bindparam("my_person", type_=Uuid())
    rows = (
        select(
            bindparam("request_id", type_=Uuid()),
            person,
            cast(student, Uuid),
            func.array_agg(number.distinct()),
            func.array_agg(basis.distinct()),
            func.array_agg(_purpose(number, basis, viewing_as=viewing_as).distinct()),
            _party(person),
        )
        .select_from(answer.join(token, literal(value=True)))
        .where(answer.c.fresh, token.c.token.contains(":"))
        .group_by(student)
    )
    table: Any = Disclosure.__table__
    columns = ["request_id", "person_id", "student_id", "slices", "bases", "purposes", "party"]
    return insert(table).from_select(columns, rows)


def _purpose(number: ColumnElement[str], basis: ColumnElement[str], *, viewing_as: bool) -> Any:
    """For what a row of the matrix was read: of its basis, or of the letters that list it; those
    of the target as well, where somebody views as them.
    """
    agreed, app = Agreement.__table__.alias("agreed"), VendorApp.__table__.alias("asking")
    engaged = Engagement.__table__.alias("engaged")
    of_vendor = agreed.join(app, app.c.vendor_id == agreed.c.vendor_id)
    mine = select(agreed.c.purpose).select_from(of_vendor).where(app.c.id == MY_APP)
    purposes = union_all(
        mine.where(*_lists(agreed, number)),
        *(
            select(engaged.c.purpose).where(engaged.c.staff_id == staff, *_lists(engaged, number))
            for staff in ((MY_STAFF, THEIR_STAFF) if viewing_as else (MY_STAFF,))
        ),
    ).subquery()
    said = select(func.string_agg(purposes.c.purpose.distinct(), literal_column("'; '")))
    by_letter = basis.in_(BY_LETTER)
    letters = case((by_letter, said.correlate_except(purposes).scalar_subquery()))
    return func.coalesce(letters, case(policy.PURPOSES, value=basis))


def _lists(letter: Any, number: ColumnElement[str]) -> tuple[Any, ...]:
    """The letter holds today, and lists a slice of this row of the matrix."""
    listed = func.unnest(letter.c.slices).table_valued("piece").render_derived()
    row = func.split_part(listed.c.piece, ".", 1) == number
    there = select(literal(1)).select_from(listed).where(row).correlate_except(listed).exists()
    return in_force(letter), there


def _party(person: ColumnElement[UUID]) -> ColumnElement[str | None]:
    """The reader's name today, so that the record tells it later; of an app, its vendor's."""
    vendor = (
        select(Vendor.name)
        .join(VendorApp, VendorApp.vendor_id == Vendor.id)
        .where(VendorApp.person_id == person)
        .scalar_subquery()
    )
    names = [
        select(func.concat_ws(" ", who.given_name, who.family_name))
        .where(who.person_id == person)
        .scalar_subquery()
        for who in (StaffMember, Guardian)
    ]
    return func.coalesce(vendor, *names)
