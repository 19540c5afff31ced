"""Change: what hangs on a guardian who is given up goes to who is kept (GUA-3, GUA-8).

Whatever names a guardian goes with them, table by table as the models say, so that none can be
forgotten. Records of who read and wrote stay with who did.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Uuid, case, cast, func, null, or_, select

from hub.models import Base
from hub.models.guardians import AdultAccess, CourtOrder, EmergencyContact, GuardianCandidate
from hub.models.staff import Person
from hub.policy.windows import in_force
from hub.sql import Statement, written
from resolvers.mutations.asked import key
from resolvers.mutations.restoring import MODELS

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from resolvers.mutations.work import Work

OF_THEIR_OWN = frozenset({"guardianship", "guardian_candidate", "court_order"})
"""Tables that name a guardian, and of which there is more to decide than who it is."""
FOLLOWS: dict[str, str] = {
    table.name: column.name
    for table in Base.metadata.sorted_tables
    for column in table.c
    if table.name not in OF_THEIR_OWN
    and any(each.column.table.name == "guardian" for each in column.foreign_keys)
}
"""The column by which rows of a table follow."""
STAYS = {
    "access": "who read, and as whom, is on record as it was",
    "change": "so is who wrote",
    "disclosure": "so is to whom records were disclosed",
    "retry": "a key is told again by who told it, and they sign in no more",
    "token": "the sign-ins of who is given up end",
    "credential": "they sign in no more, and whoever is kept has their own",
    "second_factor": "the same",
    "paper": "who sent a file in is on record as it was",
    "problem": "who reported is on record as it was, and is told no more",
    "sign_in": "when somebody signed in is on record as it was",
    "recovery": "who let whom begin anew is on record as it was",
    "guardian": "it is the capacity in which they are given up",
    "staff_member": "who has another capacity is never given up",
    "student": "the same",
    "vendor_app": "the same",
}
"""Why rows of other tables that name a person stay with who is given up."""
AT_ONCE = frozenset({"emergency_contact"})
"""What follows before the merge is confirmed, also of a child whom both records name."""


@dataclass(frozen=True)
class Capacity:
    """A guardian, or a student, as they are kept: by that capacity and as a person."""

    id: UUID
    person_id: UUID


async def follow(
    work: Work, given_up: Capacity, kept: Capacity, *, waiting: Collection[UUID] = ()
) -> None:
    """Whatever names the one names the other from now on; of children who are `waiting`, only what
    opens nothing to anybody, and no home while there are such.
    """
    for table, column in FOLLOWS.items():
        rows = await work.find(hanging(table), id=given_up.id)
        going = [
            row["id"]
            for row in rows
            if table in AT_ONCE
            or not (waiting and (row["student_id"] is None or row["student_id"] in waiting))
        ]
        await work.amend_each(
            MODELS[table],
            [(row_id, None, {}) for row_id in going],
            stamped={column: kept.id},
            paths=[""] * len(going),
        )


async def bind(work: Work, given_up: Capacity, kept: Capacity) -> None:
    """What a court denies the one, it denies the other from now on (P-18)."""
    for row in await work.find(ORDERS, id=given_up.id, person=given_up.person_id):
        guardian_id = kept.id if row["guardian_id"] == given_up.id else row["guardian_id"]
        stamped = {"person_id": kept.person_id, "guardian_id": guardian_id}
        await work.amend_each(CourtOrder, [(row["id"], None, {})], stamped=stamped, paths=[""])


async def end_sign_in(work: Work, adult: Capacity) -> None:
    """They sign in no more, from the next statement on."""
    if await work.find(SIGNS_IN, id=adult.person_id):
        rows: list[tuple[UUID, None, dict[str, Any]]] = [(adult.person_id, None, {})]
        await work.amend_each(Person, rows, stamped={"suspended_at": work.now}, paths=[""])


async def ask_of(work: Work, given_up: Capacity, kept: Capacity) -> None:
    """Who else may be the one may be the other: let that be decided, unless it is asked already."""
    for row in await work.find(UNDECIDED, id=given_up.id, kept=kept.id):
        if row["asked"]:
            await work.take_back(GuardianCandidate, [row["id"]], frozenset(), paths=[""])
        else:
            stamped = {"first_id": row["lesser"], "second_id": row["greater"]}
            given: list[tuple[UUID, None, dict[str, Any]]] = [(row["id"], None, {})]
            await work.amend_each(GuardianCandidate, given, stamped=stamped, paths=[""])


async def lessen_access(work: Work, student_id: UUID, given_up: Capacity, kept: Capacity) -> None:
    """An adult student's record stays open by neither record, if by one of them only (P-24)."""
    asked = {"student_id": student_id, "kept": kept.id, "given_up": given_up.id}
    ended = await work.find(ACCESS, **asked)
    await work.amend_each(
        AdultAccess,
        [(row["id"], None, {}) for row in ended],
        stamped={"ends_on": work.today},
        paths=[""] * len(ended),
    )


async def lessen_pickup(work: Work, student_id: UUID, given_up: Capacity, kept: Capacity) -> None:
    """They may collect the child if every entry of either says so."""
    asked = {"student_id": student_id, "kept": kept.id, "given_up": given_up.id}
    rows = await work.find(CONTACTS, **asked)
    may = [row["id"] for row in rows if row["may_pick_up"]]
    if len(may) < len(rows):
        await work.amend_each(
            EmergencyContact,
            [(row_id, None, {}) for row_id in may],
            stamped={"may_pick_up": False},
            paths=[""] * len(may),
        )


@cache
def hanging(table: str) -> Statement:
    """The rows of a table that name a guardian, and which student each is about."""
    rows: Any = Base.metadata.tables[table]
    student = rows.c.student_id if "student_id" in rows.c else cast(null(), Uuid)
    return written(
        select(rows.c.id, student.label("student_id"))
        .where(rows.c[FOLLOWS[table]] == key("id"))
        .order_by(rows.c.id)
        .with_for_update()
    )


_ORDER, _PERSON, _ACCESS = CourtOrder.__table__, Person.__table__, AdultAccess.__table__
_CONTACT = EmergencyContact.__table__
_CANDIDATE, _ASKED = GuardianCandidate.__table__, GuardianCandidate.__table__.alias("asked")
ORDERS = written(
    select(_ORDER.c.id, _ORDER.c.guardian_id)
    .where(or_(_ORDER.c.person_id == key("person"), _ORDER.c.guardian_id == key("id")))
    .order_by(_ORDER.c.id)
    .with_for_update()
)
SIGNS_IN = written(
    select(_PERSON.c.id).where(_PERSON.c.id == key("id"), _PERSON.c.suspended_at.is_(None))
)
_THIRD = case(
    (_CANDIDATE.c.first_id == key("id"), _CANDIDATE.c.second_id), else_=_CANDIDATE.c.first_id
)
_LESSER, _GREATER = func.least(_THIRD, key("kept")), func.greatest(_THIRD, key("kept"))
UNDECIDED = written(
    select(
        _CANDIDATE.c.id,
        _LESSER.label("lesser"),
        _GREATER.label("greater"),
        select(_ASKED.c.id)
        .where(
            _ASKED.c.student_id == _CANDIDATE.c.student_id,
            _ASKED.c.first_id == _LESSER,
            _ASKED.c.second_id == _GREATER,
        )
        .correlate(_CANDIDATE)
        .exists()
        .label("asked"),
    )
    .where(
        _CANDIDATE.c.decided_on.is_(None),
        or_(_CANDIDATE.c.first_id == key("id"), _CANDIDATE.c.second_id == key("id")),
    )
    .order_by(_CANDIDATE.c.id)
    .with_for_update(of=_CANDIDATE)
)
"""Who else a guardian may be, and whether the same is asked of who is kept."""
_THEIRS = AdultAccess.__table__.alias("theirs")
ACCESS = written(
    select(_ACCESS.c.id)
    .where(
        _ACCESS.c.student_id == key("student_id"),
        _ACCESS.c.guardian_id == key("kept"),
        in_force(_ACCESS),
        ~select(_THEIRS.c.id)
        .where(
            _THEIRS.c.student_id == key("student_id"),
            _THEIRS.c.guardian_id == key("given_up"),
            in_force(_THEIRS),
        )
        .correlate(None)
        .exists(),
    )
    .with_for_update()
)
CONTACTS = written(
    select(_CONTACT.c.id, _CONTACT.c.may_pick_up)
    .where(
        _CONTACT.c.student_id == key("student_id"),
        or_(_CONTACT.c.guardian_id == key("kept"), _CONTACT.c.guardian_id == key("given_up")),
    )
    .order_by(_CONTACT.c.id)
    .with_for_update()
)
