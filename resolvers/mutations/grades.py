"""Change: rolls, scores and marks of a whole section in one call. Rows that may be written are,
and those that may not come back, each with its reason (OPS-3).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from hub.limits import ROLL_OPEN_DAYS
from hub.models.codes import AbsenceReason, AttendanceStatus, MarkReason
from hub.models.grades import AttendanceEvent, Mark, RollSubmission, Score
from resolvers.mutations import gradebook
from resolvers.mutations.asked import NOBODY
from resolvers.mutations.errors import Refused, UserError, Wrong, refused
from resolvers.mutations.given import KEPT, Kept
from resolvers.mutations.work import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from resolvers.mutations.work import Verdict, Work

    Values = Mapping[str, Any]

NOT_HERE = "The student has no seat here on that day, or none that you may write about."
NOBODY_HERE = "Nobody sits here on that day about whom you may write."


@dataclass(frozen=True)
class Absence:
    """Who was not there as planned."""

    student_id: Annotated[UUID, "Student"]
    status: AttendanceStatus
    reason: AbsenceReason | Kept | None = KEPT
    note: str | Kept | None = KEPT


@dataclass(frozen=True)
class TakeAttendance:
    """A section's roll: whoever is not listed was present (ATT-4)."""

    section_id: Annotated[UUID, "Section"]
    absences: tuple[Absence, ...]
    day: date | None = None
    reason: str | None = None


async def take_attendance(work: Work, given: TakeAttendance) -> Outcome:
    """Take a section's roll, or take it again (row 25): today's unless a day is said."""
    day = given.day or work.today
    _may_still(work, day, given.reason)
    await work.find(gradebook.LOCK, id=given.section_id)
    seats = await open_seats(work, given.section_id, day)
    if not seats:
        raise refused("sectionId", Wrong.NOT_ALLOWED, NOBODY_HERE)
    kept = {student: row for student, row in seats.items() if row["id"] is not None}
    errors = [
        *await _said(work, given, day, seats, kept),
        *await _gone(work, given, kept),
    ]
    await _submitted(work, given.section_id, day, next(iter(seats.values()))["roll_id"])
    return Outcome(given.section_id, tuple(errors))


def _may_still(work: Work, day: date, reason: str | None) -> None:
    if day > work.today:
        raise refused("day", Wrong.INVALID, "That day is still to come.")
    if (work.today - day).days > ROLL_OPEN_DAYS and reason is None:
        raise refused(
            "reason", Wrong.TOO_LATE, f"After {ROLL_OPEN_DAYS} days say why it changes (ATT-10)."
        )


async def open_seats(work: Work, section_id: UUID, day: date) -> dict[UUID, Values]:
    """Who has a seat and may be written about; of anybody else not even the seat is told (P-23)."""
    seats = await work.find(gradebook.SEATS, section_id=section_id, day=day)
    said = [
        {"student_id": row["student_id"], "section_id": section_id, "day": day, "status": "ABSENT"}
        for row in seats
    ]
    judged = await work.judge_each(AttendanceEvent, said, paths=["absences"] * len(said))
    return {
        row["student_id"]: row for row, error in zip(seats, judged, strict=True) if error is None
    }


async def _said(
    work: Work,
    given: TakeAttendance,
    day: date,
    seats: Mapping[UUID, Values],
    kept: Mapping[UUID, Values],
) -> list[UserError]:
    """Write who was not there: new, or otherwise than before."""
    errors: list[UserError] = []
    added: list[tuple[str, int, Values]] = []
    amended: list[tuple[str, UUID, Values]] = []
    for at, absence in enumerate(given.absences):
        path = f"absences.{at}"
        said = _columns(absence)
        if absence.student_id not in seats:
            errors.append(_absent(f"{path}.studentId"))
        elif absence.student_id in kept:
            amended.append((path, kept[absence.student_id]["id"], said))
        else:
            key = {"student_id": absence.student_id, "section_id": given.section_id, "day": day}
            added.append((path, seats[absence.student_id]["school_year"], {**key, **said}))
    return [*errors, *await _added(work, added), *await _amended(work, amended)]


async def _added(work: Work, rows: Sequence[tuple[str, int, Values]]) -> list[UserError]:
    verdicts: list[Verdict] = []
    for group in gradebook.alike(rows, lambda row: frozenset(row[2])):
        verdicts += await work.add_each(
            AttendanceEvent,
            [said for _, _, said in group],
            [{"school_year": year} for _, year, _ in group],
            paths=[path for path, _, _ in group],
        )
    return [each.error for each in verdicts if each.error]


async def _amended(work: Work, rows: Sequence[tuple[str, UUID, Values]]) -> list[UserError]:
    verdicts: list[Verdict] = []
    for group in gradebook.alike(rows, lambda row: frozenset(row[2])):
        verdicts += await work.amend_each(
            AttendanceEvent,
            [(row_id, None, said) for _, row_id, said in group],
            paths=[path for path, _, _ in group],
        )
    return [each.error for each in verdicts if each.error]


async def _gone(work: Work, given: TakeAttendance, kept: Mapping[UUID, Values]) -> list[UserError]:
    """Whoever was marked before and is no longer listed was present: the exception goes."""
    there = [row for student, row in kept.items() if student not in _named(given)]
    verdicts: list[Verdict] = []
    for group in gradebook.alike(there, _recorded):
        keys, paths = [row["id"] for row in group], ["absences"] * len(group)
        columns = _recorded(group[0])
        verdicts += await work.take_back(AttendanceEvent, keys, columns, paths=paths)
    return [each.error for each in verdicts if each.error]


def _recorded(event: Values) -> frozenset[str]:
    """What is said of an absence: whoever takes it back has to be allowed to say all of it."""
    said = {name for name in ("reason", "note") if event[name] is not None}
    return frozenset({"student_id", "status", "day", *said})


async def _submitted(work: Work, section_id: UUID, day: date, roll: UUID | None) -> None:
    """The roll itself is nobody's to allow: whoever may write a row of it takes it."""
    stamped = {"submitted_at": work.now, "submitted_by": work.viewer.staff_id}
    if roll is not None:
        await work.amend_each(RollSubmission, [(roll, None, {})], stamped=stamped, paths=[""])
    else:
        await work.add(RollSubmission, {}, {"section_id": section_id, "day": day, **stamped})


def _named(given: TakeAttendance) -> set[UUID]:
    return {each.student_id for each in given.absences}


def _columns(absence: Absence) -> dict[str, Any]:
    """What is said of an absence; reason and note are columns of their own (row 26)."""
    said: dict[str, Any] = {"status": absence.status}
    if absence.reason is not KEPT:
        said["reason"] = absence.reason
    if absence.note is not KEPT:
        said["note"] = absence.note
    return said


def _absent(path: str) -> UserError:
    return UserError(("input", *path.split(".")), Wrong.NOT_FOUND, NOT_HERE)


@dataclass(frozen=True)
class ScoreOf:
    """A student's points; `missing` where the work was not handed in."""

    student_id: Annotated[UUID, "Student"]
    points: Decimal | None = None
    missing: bool = False
    version: int | None = None


@dataclass(frozen=True)
class EnterScores:
    """The scores of an assignment."""

    assignment_id: Annotated[UUID, "Assignment"]
    scores: tuple[ScoreOf, ...]


async def enter_scores(work: Work, given: EnterScores) -> Outcome:
    """Enter scores of an assignment (row 28), new ones or otherwise than before: each row that
    may be written is.
    """
    found = await work.find(gradebook.ASSIGNMENT, id=given.assignment_id)
    if not found:
        raise refused("assignmentId", Wrong.NOT_FOUND, "There is no such assignment.")
    kept = {
        row["student_id"]: row["id"]
        for row in await work.find(gradebook.SCORES, assignment_id=given.assignment_id)
    }
    closed = await _closed_scores(work, given, found[0])
    errors = [*closed, *_points_wrong(given, found[0]["points"], {each.path for each in closed})]
    bad = {each.path[2] for each in errors}
    rows = [(at, each) for at, each in enumerate(given.scores) if str(at) not in bad]
    new = [(at, each) for at, each in rows if each.student_id not in kept]
    old = [(at, each) for at, each in rows if each.student_id in kept]
    errors += await _scored(work, given, found[0], new)
    verdicts = await work.amend_each(
        Score,
        [(kept[each.student_id], each.version, _points(each)) for _, each in old],
        paths=[f"scores.{at}" for at, _ in old],
    )
    errors += [each.error for each in verdicts if each.error]
    if len(errors) == len(given.scores):
        raise Refused(*errors)
    return Outcome(found[0]["section_id"], tuple(errors))


async def _closed_scores(work: Work, given: EnterScores, assignment: Values) -> list[UserError]:
    """Rows that the viewer may not write: told before anything that is recorded of them."""
    said = [_score(given, assignment, each) for each in given.scores]
    paths = [f"scores.{at}" for at in range(len(said))]
    judged = await work.judge_each(Score, said, paths=paths)
    return [each for each in judged if each]


def _score(given: EnterScores, assignment: Values, score: ScoreOf) -> dict[str, Any]:
    return {
        "student_id": score.student_id,
        "section_id": assignment["section_id"],
        "assignment_id": given.assignment_id,
        **_points(score),
    }


async def _scored(
    work: Work, given: EnterScores, assignment: Values, new: list[tuple[int, ScoreOf]]
) -> list[UserError]:
    said = [_score(given, assignment, each) for _, each in new]
    stamped = [{"school_year": assignment["year"]} for _ in new]
    paths = [f"scores.{at}" for at, _ in new]
    verdicts = await work.add_each(Score, said, stamped, paths=paths)
    return [each.error for each in verdicts if each.error]


def _points(score: ScoreOf) -> dict[str, Any]:
    return {"points": score.points, "missing": score.missing}


def _points_wrong(
    given: EnterScores, most: Decimal | None, but: set[tuple[str, ...]]
) -> list[UserError]:
    """Points below none, or of what was not handed in; or a student twice; rows `but` left out."""
    found, seen = [], set()
    for at, each in enumerate(given.scores):
        where = ("input", "scores", str(at))
        if where in but:
            continue
        if each.student_id in seen:
            found.append(UserError(where, Wrong.INVALID, "The student is listed twice."))
        elif each.points is not None and (each.points < 0 or each.missing):
            said = "Points are none or more, and none where the work is missing."
            found.append(UserError(where, Wrong.INVALID, said))
        elif each.points is not None and most is not None and each.points > 2 * most:
            said = "More than twice the points of the assignment."
            found.append(UserError(where, Wrong.INVALID, said))
        seen.add(each.student_id)
    return found


@dataclass(frozen=True)
class MarkOf:
    """A student's mark."""

    student_id: Annotated[UUID, "Student"]
    value: str


@dataclass(frozen=True)
class PostMarks:
    """The marks of a section for a term."""

    section_id: Annotated[UUID, "Section"]
    marks: tuple[MarkOf, ...]
    term_id: Annotated[UUID, "Term"] | None = None


async def post_marks(work: Work, given: PostMarks) -> Outcome:
    """Post marks of a section (row 29): each row that may be written is, and whoever has one
    already keeps it (CR-11).
    """
    found = await work.find(gradebook.SECTION, id=given.section_id)
    if not found:
        raise refused("sectionId", Wrong.NOT_FOUND, "There is no such section.")
    term_id = given.term_id or found[0]["term_id"]
    posted = await work.find(gradebook.POSTED, section_id=given.section_id, term_id=term_id)
    said = [_mark(given, term_id, each) for each in given.marks]
    paths = [f"marks.{at}" for at in range(len(said))]
    # rights first: whether a mark was posted is told to nobody who may post none
    judged = await work.judge_each(Mark, said, paths=paths)
    closed = {at: error for at, error in enumerate(judged) if error}
    wrong_marks = gradebook.marks_wrong(
        [(each.student_id, each.value) for each in given.marks],
        {row["student_id"] for row in posted},
    )
    errors = {**wrong_marks, **closed}
    rows = [(at, each) for at, each in enumerate(given.marks) if at not in errors]
    verdicts = await work.add_each(
        Mark,
        [said[at] for at, _ in rows],
        [{"school_year": found[0]["year"], "posted_at": work.now, "version": 1} for _ in rows],
        paths=[f"marks.{at}" for at, _ in rows],
    )
    wrong = [*errors.values(), *(each.error for each in verdicts if each.error)]
    if len(wrong) == len(given.marks):
        raise Refused(*wrong)
    return Outcome(given.section_id, tuple(wrong))


def _mark(given: PostMarks, term_id: UUID, mark: MarkOf) -> dict[str, Any]:
    return {
        "student_id": mark.student_id,
        "section_id": given.section_id,
        "term_id": term_id,
        "value": mark.value,
    }


@dataclass(frozen=True)
class CorrectMark:
    """A mark that was posted wrongly, and on what ground the law lets it be changed."""

    id: Annotated[UUID, "Mark"]
    version: int
    value: str
    ground: MarkReason
    reason: str


async def correct_mark(work: Work, given: CorrectMark) -> UUID:
    """Correct a posted mark as a new version (row 29, CR-11): only for clerical or mechanical
    mistake, fraud, bad faith or incompetency (EC 49066). The old one stays.
    """
    if given.value not in gradebook.SCALE:
        raise refused("value", Wrong.INVALID, "That is not a mark.")
    found = await work.find(gradebook.MARK, id=given.id)
    old = found[0] if found else None
    said = {
        "student_id": old["student_id"] if old else NOBODY,
        "section_id": old["section_id"] if old else NOBODY,
        "term_id": old["term_id"] if old else NOBODY,
        "value": given.value,
        "reason": f"{given.ground.value}: {given.reason}",
    }
    stamped = {
        "school_year": old["school_year"] if old else 0,
        "posted_at": work.now,
        "version": given.version + 1,
    }
    if old is None or old["version"] != given.version or old["superseded_at"] is not None:
        (error,) = await work.judge_each(Mark, [said], paths=["id"])
        raise Refused(error or _stale(old))
    new = await work.add(Mark, said, stamped, path="id")
    stamp = {"superseded_at": work.now}
    await work.amend_each(Mark, [(given.id, None, {})], stamped=stamp, paths=["id"])
    return new


def _stale(old: Values | None) -> UserError:
    said = UserError(("input", "version"), Wrong.STALE_VERSION, gradebook.CORRECTED)
    return replace(said, version=old["latest"] if old else None)
