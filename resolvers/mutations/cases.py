"""Change: whose case a student is (row 17; P-7), and who has it while a colleague is away.

An assignment opens the whole of a student's special education; what a colleague covers has an end
from the beginning.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from sqlalchemy import Date, and_, bindparam, func, or_, select

from hub.models.codes import CaseloadKind, PostRole
from hub.models.enrollment import Caseload, SchoolEnrollment
from hub.models.staff import Post
from hub.models.students import Student
from hub.sql import written
from resolvers.mutations.asked import key
from resolvers.mutations.errors import Refused, Wrong, refused, with_all_fields
from resolvers.mutations.staff import not_over

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from resolvers.mutations.errors import UserError
    from resolvers.mutations.work import Verdict, Work

    Found = Mapping[str, Any]

CARRYING = (PostRole.CASE_MANAGER, PostRole.PROVIDER, PostRole.COUNSELOR)
"""Whose post lets them have a case: a therapist manages cases of speech alone, and a counselor
coordinates plans under section 504.
"""


@dataclass(frozen=True)
class AssignCase:
    """A student's case is given to somebody, and the former case manager's assignment ends."""

    student_id: Annotated[UUID, "Student"]
    staff_id: Annotated[UUID, "StaffMember"]
    starts_on: date | None = None
    former_id: Annotated[UUID, "Caseload"] | None = None
    version: int | None = None
    reason: str | None = None


async def assign_case(work: Work, given: AssignCase) -> UUID:
    """Give a student a case manager (P-7): from today on, unless a day is said. The former one's
    assignment, of the version that was read, ends at the start of that day.
    """
    if (given.former_id is None) is not (given.version is None):
        raise refused("version", Wrong.INVALID, "Say which assignment ends, and its version.")
    await work.find(LOCK, id=given.student_id)
    starts_on = given.starts_on or work.today
    said = {
        "student_id": given.student_id,
        "staff_id": given.staff_id,
        "kind": CaseloadKind.CASE_MANAGER,
        "starts_on": starts_on,
        "ends_on": None,
    }
    if given.former_id is not None:
        (closed,) = await work.judge_each(Caseload, [said], paths=[""])
        try:
            await _ended(work, given.former_id, given, starts_on)
        except Refused as refusal:
            raise with_all_fields(refusal, closed) from refusal
    asked = {"staff_id": given.staff_id, "student_id": given.student_id, "day": starts_on}
    (posts,) = await work.find(POSTS, **asked)
    case = await work.add(Caseload, said, {"contracted": bool(posts["contracted"])})
    not_over(work, "startsOn", starts_on)
    if not posts["held"]:
        message = "They hold no post at the student's school by which they could have a case."
        raise refused("staffId", Wrong.CONFLICT, message)
    if await work.find(OTHERS, student_id=given.student_id, case=case):
        message = "The student has a case manager: say whose assignment ends (`formerId`)."
        raise refused("formerId", Wrong.CONFLICT, message)
    return case


async def _ended(work: Work, former_id: UUID, given: AssignCase, ends_on: date) -> None:
    """End the former assignment: the student's own, and not after its end."""
    was = next(iter(await work.find(FORMER, id=former_id)), None)
    await work.amend(Caseload, former_id, given.version, {"ends_on": ends_on}, path="formerId")
    of_theirs = was is not None and was["student_id"] == given.student_id
    if was is None or not of_theirs or was["kind"] != CaseloadKind.CASE_MANAGER:
        raise refused("formerId", Wrong.INVALID, "That makes nobody the student's case manager.")
    if was["ends_on"] is not None and was["ends_on"] < ends_on:
        raise refused("formerId", Wrong.CONFLICT, "That assignment has ended by then.")


@dataclass(frozen=True)
class CoverCaseload:
    """A colleague has somebody's cases as well, for days that are said."""

    colleague_id: Annotated[UUID, "StaffMember"]
    staff_id: Annotated[UUID, "StaffMember"]
    ends_on: date
    starts_on: date | None = None
    reason: str | None = None


async def cover_caseload(work: Work, given: CoverCaseload) -> UUID:
    """Let somebody have an absent colleague's cases (P-7, P-10): all of them, or none."""
    starts_on = given.starts_on or work.today
    window = {"starts_on": starts_on, "ends_on": given.ends_on}
    cases = await work.find(
        CASES, colleague_id=given.colleague_id, staff_id=given.staff_id, **window
    )
    (posts,) = await work.find(ANYWHERE, staff_id=given.staff_id, day=starts_on)
    said = [{**each, "staff_id": given.staff_id} for each in map(dict, cases)]
    stamped = [
        {"kind": CaseloadKind.CASE_MANAGER, "contracted": bool(posts["contracted"])} for _ in cases
    ]
    written_rows = await work.add_each(
        Caseload, said, stamped, paths=["colleagueId" for _ in cases]
    )
    _all_or_nothing([each.error for each in written_rows])
    not_over(work, "startsOn", starts_on)
    if given.ends_on <= starts_on:
        raise refused("endsOn", Wrong.INVALID, "It can't end before it begins.")
    if not posts["held"]:
        message = "They hold no post by which they could have a case."
        raise refused("staffId", Wrong.CONFLICT, message)
    return given.staff_id


@dataclass(frozen=True)
class EndCaseloadCoverage:
    """A colleague is back; `ends_on` is the first day without whoever covered for them."""

    colleague_id: Annotated[UUID, "StaffMember"]
    staff_id: Annotated[UUID, "StaffMember"]
    ends_on: date | None = None
    reason: str | None = None


async def end_caseload_coverage(work: Work, given: EndCaseloadCoverage) -> UUID:
    """End coverage of a colleague's cases (P-7): today, unless a day is said."""
    ends_on = given.ends_on or work.today
    pair = {"colleague_id": given.colleague_id, "staff_id": given.staff_id}
    covered = await work.find(COVERED, **pair, day=ends_on)
    verdicts: list[Verdict] = await work.amend_each(
        Caseload,
        [(row["id"], None, {"ends_on": max(ends_on, row["starts_on"])}) for row in covered],
        paths=["colleagueId" for _ in covered],
    )
    _all_or_nothing([each.error for each in verdicts])
    not_over(work, "endsOn", ends_on)
    return given.staff_id


def _all_or_nothing(errors: Sequence[UserError | None]) -> None:
    """Whoever may not give these cases is told what they are told of nobody's: an office that
    counts students would learn else who has a case manager.
    """
    if not errors or any(errors):
        raise refused("colleagueId", Wrong.NOT_FOUND, "There are no such cases, or none of yours.")


_CASE, _OWN, _POST = Caseload.__table__, Caseload.__table__.alias("own"), Post.__table__
_STUDENT, _ENROLLED = Student.__table__, SchoolEnrollment.__table__
_DAY = bindparam("day", type_=Date())
_STARTS_ON, _ENDS_ON = bindparam("starts_on", type_=Date()), bindparam("ends_on", type_=Date())
_MANAGES = _CASE.c.kind == CaseloadKind.CASE_MANAGER
LOCK = written(
    select(_STUDENT.c.id).where(_STUDENT.c.id == key("id")).with_for_update(key_share=True)
)
"""Nobody else gives the student a case manager until this change has ended."""
FORMER = written(
    select(_CASE.c.student_id, _CASE.c.kind, _CASE.c.ends_on).where(_CASE.c.id == key("id"))
)
OTHERS = written(
    select(_CASE.c.id).where(
        _CASE.c.student_id == key("student_id"),
        _MANAGES,
        _CASE.c.ends_on.is_(None),
        _CASE.c.id != key("case"),
    )
)
"""Whoever else has the case, without an end."""
_HELD = (
    func.count(_POST.c.id).label("held"),
    func.coalesce(func.bool_and(_POST.c.contracted), False).label("contracted"),
)
_CARRIES = (
    _POST.c.staff_id == key("staff_id"),
    _POST.c.role.in_(CARRYING),
    _POST.c.starts_on <= _DAY,
    or_(_POST.c.ends_on.is_(None), _POST.c.ends_on > _DAY),
)
POSTS = written(
    select(*_HELD).where(
        *_CARRIES,
        or_(
            _POST.c.school_id.is_(None),
            _POST.c.school_id.in_(
                select(_ENROLLED.c.school_id).where(
                    _ENROLLED.c.student_id == key("student_id"),
                    _ENROLLED.c.starts_on <= _DAY,
                    or_(_ENROLLED.c.ends_on.is_(None), _ENROLLED.c.ends_on > _DAY),
                )
            ),
        ),
    )
)
"""By how many posts somebody could have the student's case, and whether all are an agency's."""
ANYWHERE = written(select(*_HELD).where(*_CARRIES))
"""The same of anybody's case."""
CASES = written(
    select(
        _CASE.c.student_id,
        func.greatest(_CASE.c.starts_on, _STARTS_ON).label("starts_on"),
        func.least(_CASE.c.ends_on, _ENDS_ON).label("ends_on"),
    ).where(
        _CASE.c.staff_id == key("colleague_id"),
        _MANAGES,
        _CASE.c.starts_on < _ENDS_ON,
        or_(_CASE.c.ends_on.is_(None), _CASE.c.ends_on > _STARTS_ON),
        ~select(_OWN.c.id)
        .where(
            _OWN.c.student_id == _CASE.c.student_id,
            _OWN.c.staff_id == key("staff_id"),
            _OWN.c.kind == CaseloadKind.CASE_MANAGER,
            _OWN.c.starts_on < _ENDS_ON,
            or_(_OWN.c.ends_on.is_(None), _OWN.c.ends_on > _STARTS_ON),
        )
        .correlate(_CASE)
        .exists(),
    )
)
"""The days on which somebody has a case, within a window; but cases that the other has anyway."""
COVERED = written(
    select(_CASE.c.id, _CASE.c.starts_on)
    .join_from(_CASE, _OWN, _OWN.c.student_id == _CASE.c.student_id)
    .where(
        _CASE.c.staff_id == key("staff_id"),
        _MANAGES,
        _CASE.c.ends_on > _DAY,
        _OWN.c.staff_id == key("colleague_id"),
        _OWN.c.kind == CaseloadKind.CASE_MANAGER,
        _OWN.c.starts_on <= _CASE.c.starts_on,
        and_(or_(_OWN.c.ends_on.is_(None), _OWN.c.ends_on >= _CASE.c.ends_on)),
    )
)
"""What somebody covers of a colleague's cases: assignments with an end, within the colleague's."""
