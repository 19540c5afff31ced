"""Change: where a student is enrolled (slice EH). A student has one primary school on any day
(RDY-2), and counts once however many they attend (AGG-9).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from hub.models.enrollment import SchoolEnrollment
from hub.models.students import Student
from resolvers.mutations import stays
from resolvers.mutations.asked import NOBODY
from resolvers.mutations.errors import Refused, UserError, Wrong, refused, with_all_fields
from resolvers.mutations.leaving import ended

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from resolvers.mutations.work import Work

    Found = Mapping[str, Any]

GRADES = range(13)
"""0 is kindergarten, 12 the last."""


@dataclass(frozen=True)
class Enroll:
    """A student of the district begins at a school."""

    student_id: Annotated[UUID, "Student"]
    school_id: Annotated[UUID, "School"]
    grade_level: int
    entry_code: str
    starts_on: date | None = None
    is_primary: bool = True


async def enroll(work: Work, given: Enroll) -> UUID:
    """Enroll a student (slice EH): from today on, unless a day is said."""
    starts_on = given.starts_on or work.today
    graded(given.grade_level)
    year = await school_year(work, starts_on)
    await work.find(stays.LOCK, student_id=given.student_id)
    said = _stay(
        given.student_id, given, starts_on, grade=given.grade_level, primary=given.is_primary
    )
    (error,) = await work.judge_each(SchoolEnrollment, [said], paths=[""])
    if error:
        raise Refused(error)
    await fits(work, said)
    enrollment = await work.add(SchoolEnrollment, said, {"school_year": year})
    await _in_grade(work, said)
    return enrollment


@dataclass(frozen=True)
class Withdraw:
    """A student leaves a school; `last_day` is the last one on which they are enrolled there."""

    id: Annotated[UUID, "SchoolEnrollment"]
    version: int
    exit_reason: str
    last_day: date | None = None


async def withdraw(work: Work, given: Withdraw) -> UUID:
    """End an enrollment and what hangs on it (slice EH; P-1, P-5): after today, unless a day is
    said. Whoever never came has the day before their first one as the last.
    """
    ends_on = (given.last_day or work.today) + timedelta(days=1)
    stay = await _locked(work, given.id)
    beside = await _others(work, stay, ends_on)
    said = {"ends_on": _at_least(stay, ends_on), "exit_reason": given.exit_reason}
    enrollment = await work.amend(SchoolEnrollment, given.id, given.version, said)
    assert stay is not None
    _within(stay, ends_on, "lastDay")
    if stay["is_primary"] and beside and not any(each["is_primary"] for each in beside):
        raise _against(
            "id",
            "They would be left without a primary school (RDY-2): transfer them to {there}, "
            "or withdraw them there first.",
            beside[0],
        )
    await ended(work, stay, ends_on, leaves=not beside)
    return enrollment


@dataclass(frozen=True)
class Transfer:
    """A student changes from one school of the district to another."""

    id: Annotated[UUID, "SchoolEnrollment"]
    version: int
    school_id: Annotated[UUID, "School"]
    exit_reason: str
    entry_code: str
    starts_on: date | None = None
    grade_level: int | None = None


async def transfer(work: Work, given: Transfer) -> UUID:
    """End an enrollment and begin one at another school on the same day, both or neither (slice
    EH): by whoever may write the student's enrollments before the first of them ends.
    """
    starts_on = given.starts_on or work.today
    graded(given.grade_level)
    year = await school_year(work, starts_on)
    stay = await _locked(work, given.id)
    old = stay or {"student_id": NOBODY, "is_primary": True, "grade_level": None}
    grade = old["grade_level"] if given.grade_level is None else given.grade_level
    said = _stay(old["student_id"], given, starts_on, grade=grade, primary=old["is_primary"])
    # asked while the student is still here: once they have left, nothing of theirs is writable
    (closed,) = await work.judge_each(SchoolEnrollment, [said], paths=[""])
    beside = await _others(work, stay, starts_on)
    left = {"ends_on": _at_least(stay, starts_on), "exit_reason": given.exit_reason}
    try:
        await work.amend(SchoolEnrollment, given.id, given.version, left)
    except Refused as refusal:
        raise with_all_fields(refusal, closed) from refusal
    assert stay is not None
    if closed:
        raise Refused(closed)
    if given.school_id == stay["school_id"]:
        raise refused("schoolId", Wrong.INVALID, "They are at this school already.")
    _within(stay, starts_on, "startsOn")
    _clear(said, beside)
    await ended(work, stay, starts_on, leaves=False)
    # judged above, as it is written
    enrollment = await work.add(SchoolEnrollment, {}, {**said, "school_year": year})
    await _in_grade(work, said)
    return enrollment


def graded(grade: int | None) -> None:
    """Refuse a grade that there isn't."""
    if grade is not None and grade not in GRADES:
        raise refused("gradeLevel", Wrong.INVALID, "A grade is 0 (kindergarten) to 12.")


async def school_year(work: Work, starts_on: date) -> int:
    """The school year of an enrollment that begins on a day; refused where that is no day on
    which one begins: before the present year, or in one that nobody has set up.
    """
    here = await work.find(stays.YEARS, day=work.today)
    if here and starts_on < min(here[0]["starts_on"], work.today):
        said = "That is before this school year: look at the day again."
        raise refused("startsOn", Wrong.INVALID, said)
    for year in here:
        if starts_on < year["ends_on"]:
            return int(year["year"])
    said = "No school year is set up for that day yet: look at the day again."
    raise refused("startsOn", Wrong.INVALID, said)


async def fits(work: Work, said: Found) -> None:
    """Refuse what contradicts where the student is enrolled from its first day on. To be asked
    once it is known that the viewer may write it.
    """
    stay = {"id": NOBODY, "student_id": said["student_id"]}
    _clear(said, await _others(work, stay, said["starts_on"]))


def _clear(said: Found, beside: Sequence[Found]) -> None:
    """Refuse a second stay at a school, a second primary school, and a day without one (RDY-2)."""
    for each in beside:
        if each["school_id"] == said["school_id"]:
            raise _against(
                "schoolId",
                "They are enrolled at {there} on these days already: withdraw them there "
                "first, if this is to take its place.",
                each,
            )
    primary = [each for each in beside if each["is_primary"]]
    if said["is_primary"] and primary:
        raise _against(
            "isPrimary",
            "The student has a primary school on these days, {there} (RDY-2): transfer them from "
            "there, or enroll them here beside it (isPrimary: false).",
            primary[0],
        )
    if not said["is_primary"] and not any(
        each["starts_on"] <= said["starts_on"] for each in primary
    ):
        raise refused(
            "isPrimary",
            Wrong.CONFLICT,
            "Whoever is enrolled has one primary school (RDY-2), and on that day they have none: "
            "enroll them here with isPrimary: true.",
        )


def _against(path: str, said: str, stay: Found) -> Refused:
    """A refusal because of another stay, which is named to whoever may read where it is."""
    if not stay["told"]:
        message = said.replace("{there}", "another school")
        return refused(path, Wrong.CONFLICT, message)
    message = said.replace("{there}", stay["school_name"])
    about = (("SchoolEnrollment", stay["id"]),)
    return Refused(UserError(("input", path), Wrong.CONFLICT, message, about=about))


def _within(stay: Found, ends_on: date, path: str) -> None:
    """Refuse to end a stay before it begins, and to end later what has ended: the seats and
    programs behind it are gone.
    """
    if ends_on < stay["starts_on"]:
        said = "They begin later: whoever never came has the day before their first as the last."
        raise refused(path, Wrong.INVALID, said)
    if stay["ends_on"] is not None and stay["ends_on"] < ends_on:
        said = "They left before that day already: enroll them again from the day they came back."
        raise refused(path, Wrong.CONFLICT, said)


def _at_least(stay: Found | None, ends_on: date) -> date:
    """An end that can be written: what is wrong with it is told to whoever may write it."""
    first: date = ends_on if stay is None else stay["starts_on"]
    return max(ends_on, first)


def _stay(
    student_id: UUID, given: Any, starts_on: date, *, grade: int | None, primary: bool
) -> dict[str, Any]:
    return {
        "student_id": student_id,
        "school_id": given.school_id,
        "grade_level": grade,
        "is_primary": primary,
        "entry_code": given.entry_code,
        "starts_on": starts_on,
        "ends_on": None,
    }


async def _locked(work: Work, stay_id: UUID) -> Found | None:
    """A stay, with nobody else changing where its student is; None where there is none."""
    found = await work.find(stays.STAY, id=stay_id)
    if not found:
        return None
    await work.find(stays.LOCK, student_id=found[0]["student_id"])
    return (await work.find(stays.STAY, id=stay_id))[0]


async def _others(work: Work, stay: Found | None, day: date) -> Sequence[Found]:
    """Where else the student is enrolled on a day or later."""
    if stay is None:
        return []
    asked = {"student_id": stay["student_id"], "id": stay["id"], "day": day}
    return await work.find(stays.others(work.viewer.shape), **asked)


async def _in_grade(work: Work, said: Found) -> None:
    """Whoever is in a grade at their primary school from today on is in that grade."""
    if not said["is_primary"] or said["starts_on"] > work.today or said["grade_level"] is None:
        return
    stamped = {"grade_level": said["grade_level"]}
    await work.amend_each(Student, [(said["student_id"], None, {})], stamped=stamped, paths=[""])
