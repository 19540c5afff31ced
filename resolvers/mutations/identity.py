"""Change: two students on record are one child, and are two again (slice 1.same; SYN-3).

One person proposes it, and nothing follows: to take two children for one would open the record of
each to the other's family. Another person confirms it, and then what was on record of the one is on
record of who is kept. What a merge moved is on record row by row, and that is what puts it back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from sqlalchemy import ARRAY, Text, Uuid, any_, bindparam, or_, select, union_all

from hub.models.codes import ChangeKind, FindingState
from hub.models.enrollment import SchoolEnrollment
from hub.models.guardians import CourtOrder, Guardian, Guardianship
from hub.models.quality import Finding
from hub.models.staff import StaffMember
from hub.models.students import Student, StudentMerge
from hub.models.vendors import VendorApp
from hub.policy.windows import in_force
from hub.sql import written
from resolvers.mutations import following, lessening, records
from resolvers.mutations.asked import key
from resolvers.mutations.errors import Refused, UserError, Wrong, refused
from resolvers.mutations.following import Capacity
from resolvers.mutations.returning import back, merged_by
from resolvers.mutations.students import ENTRY, SAME_STUDENT
from resolvers.mutations.work import Outcome, Rehearsed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resolvers.mutations.work import Work

    Values = Mapping[str, Any]

ONE = "Name two students, who are one child."
ASKED = "One of the two is, or may be, given up for another already: look at `about`."
ELSEWHERE = "It takes somebody who may write of both students."
OWN = "You proposed it: another person has to confirm it."
GONE_ON = "Who was kept was given up for another student since: take that back first."
CONFIRMED = "Another person has confirmed that already."
OTHER_CAPACITY = "The one who is given up is on record as more than a student: keep that one."


@dataclass(frozen=True)
class MergeStudents:
    """Two students who are one child, and which of the two stands for both."""

    kept_id: Annotated[UUID, "Student"]
    given_up_id: Annotated[UUID, "Student"]
    reason: str | None = None


async def merge_students(work: Work, given: MergeStudents) -> UUID:
    """Propose that two students are one child (slice 1.same). It takes somebody who may write of
    both; what is on record stays as it is until another person confirms it.
    """
    if given.kept_id == given.given_up_id:
        raise refused("givenUpId", Wrong.INVALID, ONE)
    both = (given.kept_id, given.given_up_id)
    await work.find(STUDENTS, both=list(both))
    stamped = {"proposed_on": work.today, "proposed_by": work.viewer.staff_id}
    said = [
        {"student_id": one, "other_id": other, "kept_id": given.kept_id}
        for one, other in (both, both[::-1])
    ]
    paths = ["keptId", "givenUpId"]
    judged = await work.judge_each(StudentMerge, said, stamped=[stamped] * 2, paths=paths)
    errors = [each for each in judged if each is not None]
    if errors:
        unknown = [each for each in errors if each.code is Wrong.NOT_FOUND]
        raise Refused(*unknown) if unknown else refused("", Wrong.NOT_ALLOWED, ELSEWHERE)
    asked = await work.find(ASKED_OF, both=list(both))
    if asked:
        about = tuple(("StudentMerge", row["id"]) for row in asked)
        raise Refused(UserError(("input", "givenUpId"), Wrong.CONFLICT, ASKED, about=about))
    verdicts = await work.add_each(StudentMerge, said, [stamped] * 2, paths=paths)
    proposed = verdicts[0].id
    assert proposed is not None
    return proposed


@dataclass(frozen=True)
class ConfirmStudentMerge:
    """Two students of whom somebody else said that they are one child, as that was read."""

    id: Annotated[UUID, "StudentMerge"]
    version: int
    dry_run: bool = False


async def confirm_student_merge(work: Work, given: ConfirmStudentMerge) -> Outcome:
    """Confirm that two students are one child (slice 1.same; SYN-3): what is on record of the one
    is on record of who is kept from now on. A dry run goes the same road and back.
    """
    merge = await _merge(work, given.id)
    own = merge.get("proposed_by") == work.viewer.staff_id
    done = own or merge.get("confirmed_on") is not None
    said = {"confirmed_on": None if done else work.today}
    await _decide(work, given, said, {"confirmed_by": None if done else work.viewer.staff_id})
    if merge["confirmed_on"] is not None:
        raise refused("id", Wrong.CONFLICT, CONFIRMED)
    if own:
        raise refused("id", Wrong.NEEDS_SECOND_PERSON, OWN)
    given_up, kept = await _students(work, merge)
    if await work.find(CAPACITIES, id=given_up.person_id):
        raise refused("id", Wrong.CONFLICT, OTHER_CAPACITY)
    seen = await records.seen(work, given_up.id)
    going = await _put_together(work, given_up, kept)
    counts = {"moved": len(going.moved & seen), "left": len(going.left & seen)}
    outcome = Outcome(given.id, counts=counts)
    if given.dry_run:
        raise Rehearsed(outcome)
    return outcome


@dataclass(frozen=True)
class UnmergeStudents:
    """Two students of whom somebody said that they are one child, and how it was found that they
    are two.
    """

    id: Annotated[UUID, "StudentMerge"]
    version: int
    reason: str


async def unmerge_students(work: Work, given: UnmergeStudents) -> Outcome:
    """Take the merge of two students back, or that it was proposed (slice 1.same): what went goes
    back, with what hangs on it; what else was entered since stays with who was kept.
    """
    merge = await _merge(work, given.id)
    await _decide(work, given, {"confirmed_on": None}, {"confirmed_by": None})
    given_up, kept = await _students(work, merge)
    if await work.find(GONE, id=kept.id):
        raise refused("id", Wrong.CONFLICT, GONE_ON)
    counts = {"moved": 0, "left": 0}
    if merge["confirmed_on"] is not None:
        made = await merged_by(work, given.id)
        counts = await back(work, made, given_up.id, kept.id)
        await work.rename(Student, ChangeKind.UNMERGED, given_up.id, kept.id)
    both = [given.id, *(row["id"] for row in await work.find(BESIDE, id=given.id))]
    await work.take_back(StudentMerge, both, frozenset(), paths=["id"] * len(both))
    return Outcome(kept.id, counts=counts)


async def _merge(work: Work, merge_id: UUID) -> Values:
    """What was said of the two; nothing, where nobody said so."""
    found = await work.find(MERGE, id=merge_id)
    return found[0] if found else {}


async def _decide(
    work: Work, seen: ConfirmStudentMerge | UnmergeStudents, said: Values, stamped: Values
) -> None:
    """Write what becomes of the two. Confirming takes somebody who may write of both; to take it
    back, of the one: the other is at no school any more.
    """
    await work.amend(StudentMerge, seen.id, seen.version, said, stamped)
    if isinstance(seen, UnmergeStudents):
        return
    others = await work.find(BESIDE, id=seen.id)
    rows: list[tuple[UUID, None, Values]] = [(row["id"], None, said) for row in others]
    far = await work.amend_each(StudentMerge, rows, stamped=stamped, paths=["id"] * len(rows))
    if any(each.error for each in far):
        raise refused("id", Wrong.NOT_ALLOWED, ELSEWHERE)


async def _students(work: Work, merge: Values) -> tuple[Capacity, Capacity]:
    """Who is given up, and who is kept: nobody writes about either meanwhile."""
    found = await work.find(STUDENTS, both=[merge["student_id"], merge["other_id"]])
    given_up, kept = sorted(found, key=lambda row: row["id"] == merge["kept_id"])
    return Capacity(**given_up), Capacity(**kept)


async def _put_together(work: Work, given_up: Capacity, kept: Capacity) -> records.Going:
    """Let one record hold what both held."""
    against = await records.unsettled(work, given_up.id, kept.id)
    if against is not None:
        raise against
    shared = await work.find(SHARED, id=given_up.id, kept=kept.id)
    bonds = {row["id"]: row for row in await work.find(BONDS, both=[given_up.id, kept.id])}
    for row in shared:
        await lessening.lessen(work, bonds[row["mine"]], bonds[row["theirs"]])
    going = await records.hand_over(work, given_up.id, kept.id)
    for row in shared:
        adult = Capacity(row["guardian_id"], row["guardian_id"])
        await following.lessen_pickup(work, kept.id, adult, adult)
    for order in await work.find(ORDERS, id=given_up.person_id):
        stamped = {"person_id": kept.person_id}
        await work.amend_each(CourtOrder, [(order["id"], None, {})], stamped=stamped, paths=[""])
    for stay in await work.find(STAY, id=kept.id):
        grade = {"grade_level": stay["grade_level"]}
        await work.amend_each(Student, [(kept.id, None, {})], stamped=grade, paths=[""])
    doubts = await work.find(DOUBTED, one=str(kept.id), other=str(given_up.id))
    await work.amend_each(
        Finding,
        [(row["id"], None, {}) for row in doubts],
        stamped={"state": FindingState.RESOLVED},
        paths=[""] * len(doubts),
    )
    await following.end_sign_in(work, given_up)
    await work.rename(Student, ChangeKind.MERGED, given_up.id, kept.id)
    return going


_STUDENT, _MERGE = Student.__table__, StudentMerge.__table__
_BOND, _ORDER, _STAY = Guardianship.__table__, CourtOrder.__table__, SchoolEnrollment.__table__
_BOTH = any_(bindparam("both", type_=ARRAY(Uuid())))
STUDENTS = written(
    select(_STUDENT.c.id, _STUDENT.c.person_id)
    .where(_STUDENT.c.id == _BOTH)
    .order_by(_STUDENT.c.id)
    .with_for_update()
)
MERGE = written(select(*_MERGE.c).where(_MERGE.c.id == key("id")))
_SEEN = _MERGE.alias("seen")
BESIDE = written(
    select(_MERGE.c.id)
    .join(_SEEN, (_SEEN.c.id == key("id")) & (_SEEN.c.other_id == _MERGE.c.student_id))
    .where(_MERGE.c.other_id == _SEEN.c.student_id)
)
"""The same about the other one of the two."""
ASKED_OF = written(
    select(_MERGE.c.id)
    .where(
        _MERGE.c.student_id == _BOTH,
        or_(_MERGE.c.kept_id != _MERGE.c.student_id, _MERGE.c.other_id == _BOTH),
    )
    .order_by(_MERGE.c.id)
)
"""That one of two is given up, or that somebody said so of these two."""
GONE = written(
    select(_MERGE.c.id).where(
        _MERGE.c.student_id == key("id"),
        _MERGE.c.kept_id != key("id"),
        _MERGE.c.confirmed_on.is_not(None),
    )
)
"""That a student was given up."""
CAPACITIES = written(
    union_all(
        *(
            select(table.c.id).where(table.c.person_id == key("id"))
            for table in (StaffMember.__table__, Guardian.__table__, VendorApp.__table__)
        )
    )
)
"""What a person is beside being a student."""
_THEIRS = _BOND.alias("theirs")
SHARED = written(
    select(_BOND.c.id.label("mine"), _THEIRS.c.id.label("theirs"), _BOND.c.guardian_id)
    .join(_THEIRS, _THEIRS.c.guardian_id == _BOND.c.guardian_id)
    .where(
        _BOND.c.student_id == key("kept"),
        _THEIRS.c.student_id == key("id"),
        in_force(_BOND),
        in_force(_THEIRS),
    )
    .order_by(_BOND.c.id)
)
"""The guardianships of one adult in both records."""
BONDS = written(
    select(*_BOND.c).where(_BOND.c.student_id == _BOTH).order_by(_BOND.c.id).with_for_update()
)
ORDERS = written(select(_ORDER.c.id).where(_ORDER.c.person_id == key("id")).order_by(_ORDER.c.id))
"""What a court denies who is given up: it denies it who is kept, who is the same."""
_FINDING, _ONE, _OTHER = Finding.__table__, *(bindparam(x, type_=Text()) for x in ("one", "other"))
DOUBTED = written(
    select(_FINDING.c.id).where(
        _FINDING.c.source == ENTRY,
        _FINDING.c.rule == SAME_STUDENT,
        _FINDING.c.state == FindingState.OPEN,
        _FINDING.c.place.in_([_ONE + " " + _OTHER, _OTHER + " " + _ONE]),
    )
)
"""What the data steward was told of the two when one of them was entered."""
STAY = written(
    select(_STAY.c.grade_level).where(
        _STAY.c.student_id == key("id"), _STAY.c.is_primary, in_force(_STAY)
    )
)
"""The grade in which they are today."""
