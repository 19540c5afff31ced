"""Change: a school's students go over into the next school year (slice EH; RDY-2), as a whole.

The old stay ends with the old year and the new one begins with the new: nobody's access moves
before that day. However many students there are, the statements are as many; what stands in the
way of one of them is told, and stops nobody else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from hub.models.codes import SchoolLevel
from hub.models.enrollment import Caseload, MealBenefit, SchoolEnrollment, TransportAssignment
from hub.models.schedules import StudentBellSchedule
from hub.models.sections import SectionEnrollment
from resolvers.mutations import leaving, stays
from resolvers.mutations.drafting import all_well
from resolvers.mutations.errors import Refused, UserError, Wrong, refused
from resolvers.mutations.work import Outcome, Rehearsed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from resolvers.mutations.work import Work

    Found = Mapping[str, Any]

LAST_GRADE = 12
GRADES = {
    SchoolLevel.ELEMENTARY: range(6),
    SchoolLevel.MIDDLE: range(6, 9),
    SchoolLevel.HIGH: range(9, LAST_GRADE + 1),
    SchoolLevel.OTHER: range(LAST_GRADE + 1),
}
"""The grades that a school teaches, unless the caller says otherwise."""
KINDS = PROMOTED, RETAINED, MOVED, COMPLETED, ENDED = (
    *("promoted", "retained", "moved", "completed", "ended"),
)
NOBODY = (
    "Nobody is enrolled here beyond the end of the year of whom you may write that: it may have "
    "been rolled over already."
)


@dataclass(frozen=True)
class NextSchool:
    """Where whoever enters a grade goes."""

    grade_level: int
    school_id: Annotated[UUID, "School"]


@dataclass(frozen=True)
class RollOver:
    """A school whose students go over into the next school year."""

    school_id: Annotated[UUID, "School"]
    year: int
    exit_reason: str
    completion_reason: str
    entry_code: str
    next_schools: tuple[NextSchool, ...] = ()
    retained_ids: tuple[Annotated[UUID, "Student"], ...] = ()
    dry_run: bool = False


@dataclass(frozen=True)
class Turn:
    """The end of the old year, the first day of the new one, and who goes where with it."""

    school_id: UUID
    ends_on: date
    starts_on: date
    grades: range
    next_schools: Mapping[int, UUID]
    retained: frozenset[UUID]


@dataclass(frozen=True)
class Move:
    """A stay that ends with the year, what becomes of its student, and where they go on: in a
    grade of a school, or nowhere. `leaves`: they are at no other school of the district.
    """

    stay: Found
    kind: str
    school_id: UUID | None = None
    grade: int | None = None
    leaves: bool = False

    @property
    def student_id(self) -> UUID:
        """Whose stay it is."""
        student: UUID = self.stay["student_id"]
        return student


async def roll_over(work: Work, given: RollOver) -> Outcome:
    """Roll a school over into the next school year (slice EH): each student whose stay lasts beyond
    the present one and about whom the viewer may write. A dry run goes the same road and back.
    """
    old, new = await _years(work, given.year)
    asked = {"school_id": given.school_id, "day": old["ends_on"]}
    await work.find(stays.LOCK_ALL, **asked)
    found: defaultdict[UUID, list[Found]] = defaultdict(list)
    for each in await work.find(stays.ALL, **asked):
        found[each["student_id"]].append(each)
    closed = await _closed(work, given, list(found), new["starts_on"])
    mine = {student: theirs for student, theirs in found.items() if student not in closed}
    if not mine:
        raise refused("schoolId", Wrong.NOT_ALLOWED, NOBODY)
    turn = await _turn(work, given, old["ends_on"], new["starts_on"])
    moves, errors = planned(turn, mine)
    errors += [each for each in closed.values() if each.code is Wrong.NOT_ALLOWED]
    errors += _not_retained(given, turn, mine)
    await _write(work, given, turn, new["year"], moves)
    counts = Counter(each.kind for each in moves)
    outcome = Outcome(given.school_id, tuple(errors), {kind: counts[kind] for kind in KINDS})
    if given.dry_run:
        raise Rehearsed(outcome)
    return outcome


async def _years(work: Work, year: int) -> tuple[Found, Found]:
    """The present school year and the one after it, which is to be that year."""
    here = await work.find(stays.YEARS, day=work.today)
    if len(here) < 2 or here[0]["starts_on"] > work.today:  # noqa: PLR2004 - this one and the next
        raise refused("year", Wrong.INVALID, "The next school year is not set up yet.")
    old, new = here[:2]
    if new["year"] != year:
        raise refused("year", Wrong.INVALID, f"The next school year is {new['year']}.")
    return old, new


async def _closed(
    work: Work, given: RollOver, students: Sequence[UUID], starts_on: date
) -> dict[UUID, UserError]:
    """The students about whom the viewer may not write: told apart are those whom they know."""
    said = [_stay(each, given.school_id, None, given.entry_code, starts_on) for each in students]
    judged = await work.judge_each(SchoolEnrollment, said, paths=["schoolId"] * len(said))
    return {
        student: replace(error, about=(("Student", student),))
        for student, error in zip(students, judged, strict=True)
        if error is not None
    }


async def _turn(work: Work, given: RollOver, ends_on: date, starts_on: date) -> Turn:
    """What the caller says of where students go, if there are such grades and schools."""
    named = [each.school_id for each in given.next_schools]
    schools = await work.find(stays.SCHOOLS, schools=[given.school_id, *named])
    levels = {each["id"]: each["level"] for each in schools}
    errors = []
    for at, each in enumerate(given.next_schools):
        where = f"nextSchools.{at}"
        if each.school_id not in levels:
            errors.append(_wrong(f"{where}.schoolId", Wrong.NOT_FOUND, "There is no such school."))
        if each.grade_level not in range(1, LAST_GRADE + 1):
            errors.append(_wrong(f"{where}.gradeLevel", Wrong.INVALID, "Nobody enters that grade."))
        if each.grade_level in {other.grade_level for other in given.next_schools[:at]}:
            errors.append(_wrong(where, Wrong.INVALID, "A school is named for that grade already."))
    if errors:
        raise Refused(*errors)
    return Turn(
        given.school_id,
        ends_on,
        starts_on,
        GRADES[SchoolLevel(levels[given.school_id])],
        {each.grade_level: each.school_id for each in given.next_schools},
        frozenset(given.retained_ids),
    )


def planned(
    turn: Turn, found: Mapping[UUID, Sequence[Found]]
) -> tuple[list[Move], list[UserError]]:
    """What becomes of each stay of these students at the school that lasts beyond the year, and
    what stands in the way. Pure.
    """
    moves: list[Move] = []
    errors: list[UserError] = []
    unnamed: defaultdict[int, list[UUID]] = defaultdict(list)
    for student, theirs in found.items():
        for stay in theirs:
            if not _ends(turn, stay):
                continue
            beside = [each for each in theirs if each["id"] != stay["id"]]
            move = _primary(turn, stay, beside) if stay["is_primary"] else Move(stay, ENDED)
            against = _against(turn, move, beside)
            if against is not None:
                errors.append(_about(student, Wrong.CONFLICT, against))
            elif move.kind == MOVED and move.school_id is None:
                unnamed[stay["grade_level"] + 1].append(student)
            else:
                moves.append(move)
    return moves, [*errors, *(_unnamed(*each) for each in sorted(unnamed.items()))]


def _ends(turn: Turn, stay: Found) -> bool:
    """The stay is at the school, begins before the year ends, and lasts beyond."""
    begun = stay["school_id"] == turn.school_id and stay["starts_on"] < turn.ends_on
    return begun and _lasts(stay, turn.ends_on)


def _primary(turn: Turn, stay: Found, beside: Sequence[Found]) -> Move:
    """Where a student goes from their primary school; a school is lacking where none is named."""
    grade = stay["grade_level"]
    if stay["student_id"] in turn.retained:
        return Move(stay, RETAINED, turn.school_id, grade)
    if grade is None or grade >= LAST_GRADE:
        leaves = not any(_lasts(each, turn.ends_on) for each in beside)
        return Move(stay, COMPLETED, leaves=leaves)
    here = turn.school_id if grade + 1 in turn.grades else None
    there = turn.next_schools.get(grade + 1, here)
    return Move(stay, PROMOTED if there == turn.school_id else MOVED, there, grade + 1)


def _against(turn: Turn, move: Move, beside: Sequence[Found]) -> str | None:
    """What stands against a move, in words; None where nothing does."""
    stay = move.stay
    if move.kind == ENDED:
        primary = [each for each in beside if each["is_primary"]]
        last = [each for each in primary if each["starts_on"] < turn.ends_on]
        return None if last else "They have no primary school (RDY-2): enroll them at one first."
    if stay["grade_level"] is None:
        return "Their enrollment says no grade: end it, and enroll them in one."
    if stay["ends_on"] is not None:
        return "The day on which they leave is recorded already, after the end of the year."
    later = [each for each in beside if _lasts(each, turn.starts_on)]
    if any(each["is_primary"] for each in later):
        return "They are enrolled for the next year already."
    if any(each["school_id"] == move.school_id for each in later):
        return "They attend that school beside this one: roll it over first."
    return None


def _lasts(stay: Found, day: date) -> bool:
    return stay["ends_on"] is None or stay["ends_on"] > day


def _unnamed(grade: int, students: Sequence[UUID]) -> UserError:
    """Nobody has said where whoever enters a grade goes."""
    message = f"The school has no grade {grade}: name the one to which these students go."
    about = tuple(("Student", each) for each in students)
    return UserError(("input", "nextSchools"), Wrong.INVALID, message, about=about)


def _not_retained(
    given: RollOver, turn: Turn, mine: Mapping[UUID, Sequence[Found]]
) -> list[UserError]:
    """Students to be retained who are none of the school's, or of whom the viewer may not write."""
    here = {
        student
        for student, theirs in mine.items()
        if any(each["is_primary"] and _ends(turn, each) for each in theirs)
    }
    message = "Nobody who goes on from here is that student, or none of whom you may write."
    return [
        _wrong(f"retainedIds.{at}", Wrong.NOT_FOUND, message)
        for at, each in enumerate(given.retained_ids)
        if each not in here
    ]


async def _write(work: Work, given: RollOver, turn: Turn, year: int, moves: Sequence[Move]) -> None:
    """End the old stays, begin the new ones, and end what hangs on those that have none here."""
    reasons = {COMPLETED: given.completion_reason}
    ended: list[tuple[UUID, None, Found]] = [
        (
            each.stay["id"],
            None,
            {"ends_on": turn.ends_on, "exit_reason": reasons.get(each.kind, given.exit_reason)},
        )
        for each in moves
    ]
    all_well(await work.amend_each(SchoolEnrollment, ended, paths=["schoolId"] * len(ended)))
    code, day = given.entry_code, turn.starts_on
    begun = [
        {**_stay(each.student_id, each.school_id, each.grade, code, day), "school_year": year}
        for each in moves
        if each.school_id is not None
    ]
    # judged above, as they are written
    said: list[Found] = [{} for _ in begun]
    all_well(await work.add_each(SchoolEnrollment, said, begun, paths=["schoolId"] * len(begun)))
    await leaving.all_ended(work, turn.school_id, turn.ends_on, _hanging(turn, moves))


def _hanging(turn: Turn, moves: Sequence[Move]) -> list[leaving.Hanging]:
    """What hangs on which stays. Whoever goes on here keeps counselor, bus and meals, and the seats
    of the new year.
    """
    here = [each.student_id for each in moves if each.school_id == turn.school_id]
    gone = [each for each in moves if each.school_id != turn.school_id]
    left = [each.student_id for each in gone]
    primary = [each.student_id for each in gone if each.kind != ENDED]
    leaves = [each.student_id for each in gone if each.leaves]
    return [
        (SectionEnrollment, leaving.SEATS_OF_THE_YEAR, here),
        (SectionEnrollment, leaving.SEATS_BEYOND, left),
        (Caseload, leaving.COUNSELED, left),
        (StudentBellSchedule, leaving.FOLLOWED, left),
        (TransportAssignment, leaving.RIDES, primary),
        (MealBenefit, leaving.MEALS, leaves),
    ]


def _stay(
    student_id: UUID, school_id: UUID | None, grade: int | None, entry_code: str, starts_on: date
) -> dict[str, Any]:
    return {
        "student_id": student_id,
        "school_id": school_id,
        "grade_level": grade,
        "is_primary": True,
        "entry_code": entry_code,
        "starts_on": starts_on,
        "ends_on": None,
    }


def _about(student: UUID, code: Wrong, message: str) -> UserError:
    """Something about one student, whom the viewer may see."""
    return UserError(("input", "schoolId"), code, message, about=(("Student", student),))


def _wrong(path: str, code: Wrong, message: str) -> UserError:
    return UserError(("input", *path.split(".")), code, message)
