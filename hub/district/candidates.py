"""Rows about guardians who may be on record twice: some still open, some looked at (GUA-3)."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hub.district.calendar import DAY
from hub.models.codes import PostRole
from hub.models.guardian_codes import CandidateOutcome, CandidateReason
from hub.models.guardians import GuardianCandidate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hub.district.people import Student
    from hub.district.town import Town

SHARE = 0.004
LEAST = 6
"""So many there are in any district, so that each reason occurs open and decided."""
FOUND_DAYS_AGO, DECIDED_DAYS_AGO = 40, 12
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


def _pairs(students: list[Student]) -> Iterator[tuple[Student, Student]]:
    return ((one, other) for one, other in pairwise(students) if one.family is not other.family)
