"""Change: what is on record of one student goes to another, who is the same child (SYN-3).

Every table that names a student is here: by the models, so that none can be forgotten. What both
records say stands once, and the other one's row stays where it was, with what hangs on it. Nothing
is lost by that: it can be read there, and comes back if they are two children after all.
"""

from __future__ import annotations

from asyncio import to_thread
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import ARRAY, Uuid, and_, any_, bindparam, func, literal, or_, select

from hub import policy
from hub.models import Base
from hub.models.guardians import CourtOrder
from hub.models.ieps import Iep
from hub.policy.viewpoint import TODAY
from hub.sql import Statement, written
from resolvers.compiler.predicates import Row, any_of
from resolvers.mutations import disclosed
from resolvers.mutations.asked import key
from resolvers.mutations.errors import Refused, UserError, Wrong
from resolvers.mutations.restoring import MODELS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from sqlalchemy import ColumnElement

    from hub.policy import Shape
    from resolvers.mutations.work import Work

    Values = Mapping[str, Any]

STAYS = {
    "student_merge": "it says who is kept, about each of the two",
    "disclosure": "a row stays as it was written, and is told of who is kept (`disclosed`)",
    "break_glass": "it was the one record that somebody opened",
}
"""Tables that name a student and stay, and why."""
ABOUT: tuple[str, ...] = tuple(
    table.name
    for table in Base.metadata.sorted_tables
    if table.name not in STAYS
    and "student_id" in table.c
    and any(each.column.table.name == "student" for each in table.c.student_id.foreign_keys)
)
"""The tables whose rows go, each behind those that its rows name."""
ONCE: dict[str, tuple[str, ...]] = {
    "assessment_result": ("name", "subject", "taken_on"),
    "attendance_event": ("section_id", "day"),
    "demographics": (),
    "guardian_candidate": ("first_id", "second_id"),
    "immunization": ("vaccine", "given_on"),
    "incident_participation": ("incident_id",),
    "incident_release": ("incident_id",),
    "mark": ("section_id", "term_id"),
    "score": ("assignment_id",),
    "transcript_line": ("school_year", "term_name", "school_name", "course_code"),
}
"""By which columns two rows say the same thing of a child: both would count it twice (CR-2)."""
WINDOWS: dict[str, tuple[str, ...]] = {
    "caseload": ("staff_id", "kind"),
    "guardianship": ("guardian_id",),
    "household_student": ("household_id",),
    "section_enrollment": ("section_id",),
    "student_address": ("household_id", "kind"),
}
"""What holds once on a day, by which columns: where both do, that of who is kept does."""
IN_WORDS = {
    "school_enrollment": "a primary school",
    "court_order": "an order of one kind against one person",
    "guardianship": "one guardian, of whom the longer bond is not that of who is kept",
    "household_student": "one household, longer with who is given up",
    "section_enrollment": "a seat in one section, longer with who is given up",
    "student_address": "one address, longer with who is given up",
}
"""What only one of two records can be right about, or has to last on with who is kept: of that
which whoever merges may read."""
SETTLE = "On the same days both have {}: settle that first. Each of `about` is one of these."
HIDDEN = (
    "What is on record of the two can't be put together as it stands, and it is not yours to read: "
    "the data steward finds out whose it is."
)


@dataclass
class Going:
    """What became of the rows of who is given up: which went, and which stayed, by table."""

    moved: set[UUID] = field(default_factory=set)
    staying: dict[str, set[UUID]] = field(default_factory=dict)

    @property
    def left(self) -> set[UUID]:
        """The rows that stayed."""
        return set().union(*self.staying.values())


async def seen(work: Work, student_id: UUID) -> set[UUID]:
    """The rows about a student that whoever makes the change may read: what is told of numbers
    counts no others (P-32).
    """
    asked = await to_thread(seen_by, work.viewer.shape)
    return {row["id"] for each in asked for row in await work.find(each, id=student_id)}


async def unsettled(work: Work, given_up: UUID, kept: UUID) -> Refused | None:
    """What stands against one record for both: days on which both hold what only one can."""
    found: dict[tuple[str, UUID], None] = {}  # a set in its order
    for table, statement in CLASHES.items():
        rows = await work.find(statement, id=given_up, kept=kept)
        found |= dict.fromkeys((table, row["id"]) for row in rows)
    for table in WINDOWS:
        rows = await work.find(twofold(table), id=given_up, kept=kept)
        longer = (row for row in rows if not row["over"] and not row["covered"])
        found |= dict.fromkeys((table, row["id"]) for row in longer)
    if not found:
        return None
    told = {table: IN_WORDS[table] for table, _ in found if table in IN_WORDS}
    said = SETTLE.format(", and ".join(told.values())) if told else HIDDEN
    about = tuple((MODELS[table].__name__, row_id) for table, row_id in found if table in told)
    return Refused(UserError(("input", "id"), Wrong.CONFLICT, said, about=about))


async def hand_over(work: Work, given_up: UUID, kept: UUID) -> Going:
    """Let every row about the one be about the other from now on, but for what stays."""
    going = Going()
    await disclosed.hand_over(work, given_up, kept)
    for table in ABOUT:
        rows = await work.find(of_student(table), id=given_up)
        going.staying[table] = await _staying(work, table, given_up, kept)
        stays = hanging(table, rows, going.staying)
        moving = [row["id"] for row in rows if row["id"] not in stays]
        going.moved.update(moving)
        await _move(work, table, moving, kept)
    return going


async def _staying(work: Work, table: str, given_up: UUID, kept: UUID) -> set[UUID]:
    """The rows that say what is on record of who is kept already; what holds today ends."""
    if table in ONCE:
        return {row["id"] for row in await work.find(said_twice(table), id=given_up, kept=kept)}
    if table in OVER:
        return {row["id"] for row in await work.find(OVER[table], id=given_up, kept=kept)}
    if table not in WINDOWS:
        return set()
    rows = await work.find(twofold(table), id=given_up, kept=kept)
    for row in rows:
        if not row["over"]:
            ended = {"ends_on": max(row["starts_on"], work.today)}
            await work.amend_each(MODELS[table], [(row["id"], None, {})], stamped=ended, paths=[""])
    return {row["id"] for row in rows}


async def _move(work: Work, table: str, rows: Sequence[UUID], kept: UUID) -> None:
    if table == Iep.__tablename__:
        await _renumber(work, rows, kept)
        return
    given: list[tuple[UUID, None, Values]] = [(row_id, None, {}) for row_id in rows]
    stamped = {"student_id": kept}
    await work.amend_each(MODELS[table], given, stamped=stamped, paths=[""] * len(given))


async def _renumber(work: Work, ieps: Sequence[UUID], kept: UUID) -> None:
    """Versions of an IEP are counted on, in their order."""
    for row in await work.find(VERSIONS, kept=kept, rows=list(ieps)):
        stamped = {"student_id": kept, "version": row["version"]}
        await work.amend_each(Iep, [(row["id"], None, {})], stamped=stamped, paths=[""])


def hanging(table: str, rows: Sequence[Values], on: dict[str, set[UUID]]) -> set[UUID]:
    """Add to the rows of a table those that hang on one of these, of this or another table."""
    found = on.setdefault(table, set())
    names = named(table).items()
    while True:
        more = {row["id"] for row in rows if any(row[c] in on.get(t, ()) for c, t in names)}
        if more <= found:
            return found
        found |= more


@cache
def named(table: str) -> dict[str, str]:
    """The columns by which rows of a table name rows about the same student, and whose."""
    return {
        column.name: each.column.table.name
        for column in Base.metadata.tables[table].c
        for each in column.foreign_keys
        if each.column.table.name in ABOUT
    }


@lru_cache(maxsize=64)
def seen_by(shape: Shape) -> tuple[Statement, ...]:
    """What is asked for the rows about a student that a viewer of a shape may read."""
    tables = ((name, Base.metadata.tables[name].alias("about")) for name in ABOUT)
    return tuple(
        written(
            select(rows.c.id).where(
                rows.c.student_id == key("id"),
                any_of(policy.visible(name, shape), Row(rows, name)).is_(True),
            )
        )
        for name, rows in tables
    )


@cache
def of_student(table: str) -> Statement:
    """The rows about a student, with what they name and their section; nobody changes them
    meanwhile.
    """
    rows = Base.metadata.tables[table]
    beside = [each for each in rows.c if each.name in named(table) or each.name == "section_id"]
    return written(
        select(rows.c.id, *beside)
        .where(rows.c.student_id == key("id"))
        .order_by(rows.c.id)
        .with_for_update()
    )


@cache
def said_twice(table: str) -> Statement:
    """The rows about the one that say what another says about who is kept."""
    rows: Any = Base.metadata.tables[table]
    theirs = rows.alias("theirs")
    same = (theirs.c[name].is_not_distinct_from(rows.c[name]) for name in ONCE[table])
    there = (
        select(literal(1)).where(theirs.c.student_id == key("kept"), *same).correlate(rows).exists()
    )
    return written(select(rows.c.id).where(rows.c.student_id == key("id"), there))


@cache
def twofold(table: str) -> Statement:
    """The rows about the one that hold on a day on which the same holds about who is kept: whether
    each is `over`, and whether it is `covered` by one that lasts as long.
    """
    rows: Any = Base.metadata.tables[table]
    theirs = rows.alias("theirs")
    same = [theirs.c[name].is_not_distinct_from(rows.c[name]) for name in WINDOWS[table]]
    both = [theirs.c.student_id == key("kept"), *same, _on_one_day(theirs, rows)]
    longer = or_(theirs.c.ends_on.is_(None), theirs.c.ends_on >= rows.c.ends_on).is_(True)
    return written(
        select(
            rows.c.id,
            rows.c.starts_on,
            (rows.c.ends_on <= TODAY).is_(True).label("over"),
            select(literal(1)).where(*both, longer).correlate(rows).exists().label("covered"),
        )
        .where(
            rows.c.student_id == key("id"), select(literal(1)).where(*both).correlate(rows).exists()
        )
        .order_by(rows.c.id)
    )


def _on_one_day(theirs: Any, rows: Any) -> ColumnElement[bool]:
    """Both hold on one day; two that begin together are one seat, also where it held on none."""
    windows = (func.daterange(each.c.starts_on, each.c.ends_on) for each in (theirs, rows))
    one, other = windows
    return or_(one.op("&&")(other), theirs.c.starts_on == rows.c.starts_on)


def _both(table: Any, start: str, end: str, *same: str, when: Any = None) -> Any:
    """Rows about the one beside those about who is kept with which they overlap."""
    theirs = table.alias("theirs")
    of = func.tstzrange if table is CourtOrder.__table__ else func.daterange
    overlap = of(table.c[start], table.c[end]).op("&&")(of(theirs.c[start], theirs.c[end]))
    beside = [theirs.c[name] == table.c[name] for name in same]
    beside += [when(each) for each in (table, theirs)] if when else []
    on = and_(theirs.c.student_id == key("kept"), overlap, *beside)
    return select(table.c.id).join(theirs, on).where(table.c.student_id == key("id"))


_IEP, _ORDER = Iep.__table__, CourtOrder.__table__
_STAY = Base.metadata.tables["school_enrollment"]
_STAYS = _both(_STAY, "starts_on", "ends_on", when=lambda each: each.c.is_primary)
_PLANS = _both(
    _IEP, "starts_on", "superseded_on", when=lambda each: each.c.consented_on.is_not(None)
)
_ORDERS = _both(_ORDER, "starts_at", "decided_at", "person_id", "kind")
CLASHES: dict[str, Statement] = {
    "school_enrollment": written(_STAYS),
    "iep": written(_PLANS.where(or_(_IEP.c.superseded_on.is_(None), _IEP.c.superseded_on > TODAY))),
    "court_order": written(_ORDERS.where(_ORDER.c.decided_at.is_(None))),
}
"""What stands against a merge, whoever is kept."""
OVER: dict[str, Statement] = {"iep": written(_PLANS), "court_order": written(_ORDERS)}
"""What was over before, and stays."""
_MINE = Iep.__table__.alias("mine")
VERSIONS = written(
    select(
        _IEP.c.id,
        (
            func.row_number().over(order_by=_IEP.c.version)
            + select(func.coalesce(func.max(_MINE.c.version), 0))
            .where(_MINE.c.student_id == key("kept"))
            .scalar_subquery()
        ).label("version"),
    )
    .where(_IEP.c.id == any_(bindparam("rows", type_=ARRAY(Uuid()))))
    .order_by(_IEP.c.version)
)
"""Versions as they are counted with who is kept."""
