"""Rows about what families ask of the custodian: open, overdue, granted, and refused."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hub.district.calendar import WEEK, weekdays_after
from hub.models.codes import PostRole
from hub.models.request_codes import RequestKind, RequestOutcome
from hub.models.requests import RecordRequest

if TYPE_CHECKING:
    from datetime import date

    from hub.district.people import Student
    from hub.district.town import Town

SHOWN_DAYS, SHOWN_LATEST, CORRECTED_DAYS = 5, 45, 30
"""By when: as `resolvers.mutations.requests` stamps it, where no holiday lies between."""


def write(town: Town) -> None:
    """Write what Ana's mother, Kai's parent and Zoe asked."""
    today, cast = town.calendar.today, town.cast.students
    ana, kai, zoe = (cast[each] for each in ("student", "no_pickup", "adult_student"))
    _inspect(town, ana, today - timedelta(2), words="What the health office wrote this year.")
    _inspect(town, kai, today - 2 * WEEK)
    _amend(town, ana, today - 8 * WEEK, RequestOutcome.REFUSED)
    _amend(town, zoe, today - 6 * WEEK, RequestOutcome.GRANTED)


def _inspect(town: Town, student: Student, asked_on: date, words: str | None = None) -> None:
    town.rows.add(
        RecordRequest,
        student_id=student.id,
        guardian_id=student.family.ties[0].adult.id,
        kind=RequestKind.INSPECT,
        words=words,
        asked_on=asked_on,
        due_on=weekdays_after(asked_on, SHOWN_DAYS),
        latest_on=asked_on + timedelta(SHOWN_LATEST),
    )


def _amend(town: Town, student: Student, asked_on: date, outcome: RequestOutcome) -> None:
    """A correction that was decided a week later; to a refusal the family keeps a statement."""
    refused = outcome is RequestOutcome.REFUSED
    of_age = student is town.cast.students["adult_student"]
    town.rows.add(
        RecordRequest,
        student_id=student.id,
        guardian_id=None if of_age else student.family.ties[0].adult.id,
        kind=RequestKind.AMEND,
        words="An absence is on record for a day at the dentist.",
        should_say="Excused: a medical appointment.",
        asked_on=asked_on,
        due_on=asked_on + timedelta(CORRECTED_DAYS),
        outcome=outcome,
        answer="No note of that day reached the office." if refused else None,
        answered_on=asked_on + WEEK,
        answered_by=town.staffed(PostRole.REGISTRAR)[0].id,
        statement="The note was handed in at the front desk." if refused else None,
        stated_on=asked_on + 2 * WEEK if refused else None,
    )
