"""Rows about guardians and students who may be on record twice: some still open, some looked at
(GUA-3).
"""

from __future__ import annotations

from itertools import islice, pairwise
from typing import TYPE_CHECKING

from hub.district.calendar import DAY
from hub.models.codes import PostRole
from hub.models.guardian_codes import CandidateOutcome, CandidateReason
from hub.models.guardians import GuardianCandidate
from hub.models.students import StudentMerge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hub.district.people import Student
    from hub.district.town import Town

SHARE = 0.004
LEAST = 6
"""So many there are in any district, so that each reason occurs open and decided."""
FOUND_DAYS_AGO, DECIDED_DAYS_AGO = 40, 12
SAID = 2
"""Pairs of students of whom somebody says that they are one child."""
REASONS = tuple(CandidateReason)


def write(town: Town) -> None:
    """Doubt whether adults of two families are one; every other pair has been looked at."""
    today = town.calendar.today
    students = [each for each in town.plain_students() if each.school_on(today)]
    count = max(LEAST, round(len(students) * SHARE))
    decided = {
        "decided_on": today - DECIDED_DAYS_AGO * DAY,
        "decided_by": town.staffed(PostRole.REGISTRAR)[0].id,
        "outcome": CandidateOutcome.DIFFERENT,
    }
    _one_child(town, students)
    for number, (one, other) in enumerate(_pairs(students[:: len(students) // count])):
        pair = sorted(each.family.ties[0].adult.id for each in (one, other))
        town.rows.add(
            GuardianCandidate,
            student_id=one.id,
            first_id=pair[0],
            second_id=pair[1],
            reason=REASONS[number // 2 % len(REASONS)],
            found_on=today - FOUND_DAYS_AGO * DAY,
            **(decided if number % 2 else {}),
        )


def _one_child(town: Town, students: list[Student]) -> None:
    """Some are said to be one child, and wait for a second person."""
    today = town.calendar.today
    proposer = town.staffed(PostRole.REGISTRAR)[0].id
    pairs = (pair for pair in _pairs(students) if len({e.school_on(today) for e in pair}) == 1)
    for one, other in islice(pairs, SAID):
        for each, beside in ((one, other), (other, one)):
            town.rows.add(
                StudentMerge,
                student_id=each.id,
                other_id=beside.id,
                kept_id=one.id,
                proposed_on=today - DECIDED_DAYS_AGO * DAY,
                proposed_by=proposer,
            )


def _pairs(students: list[Student]) -> Iterator[tuple[Student, Student]]:
    return ((one, other) for one, other in pairwise(students) if one.family is not other.family)
