"""The parameters through which a viewer and the clocks enter a statement.

The three clocks: `today` and `now` decide access and come from the server only; `as_of` (in the
planner) chooses which facts are shown and appears nowhere in this package.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from sqlalchemy import Date, DateTime, Integer, Uuid, bindparam

MY_PERSON = bindparam("my_person", type_=Uuid())
MY_STAFF = bindparam("my_staff", type_=Uuid())
MY_GUARDIAN = bindparam("my_guardian", type_=Uuid())
MY_STUDENT = bindparam("my_student", type_=Uuid())
MY_APP = bindparam("my_app", type_=Uuid())
THEIR_PERSON = bindparam("their_person", type_=Uuid())
THEIR_STAFF = bindparam("their_staff", type_=Uuid())
THEIR_EPOCH = bindparam("their_epoch", type_=Integer())
TARGETS = {
    "my_person": THEIR_PERSON,
    "my_staff": THEIR_STAFF,
    "my_guardian": bindparam("their_guardian", type_=Uuid()),
    "my_student": bindparam("their_student", type_=Uuid()),
    "my_app": bindparam("their_app", type_=Uuid()),
}
"""The parameters of whoever is viewed as, by those of the viewer in whose place they stand (P-33).
"""
TODAY = bindparam("today", type_=Date())
NOW = bindparam("now", type_=DateTime(timezone=True))
GRACE_FROM = bindparam("grace_from", type_=Date())
POSTED_UNTIL = bindparam("posted_until", type_=Date())
ADULT_BORN_BY = bindparam("adult_born_by", type_=Date())
FOURTEEN_BORN_BY = bindparam("fourteen_born_by", type_=Date())
SIXTEEN_BORN_BY = bindparam("sixteen_born_by", type_=Date())

FRIDAY = 5
"""The last weekday, as ISO counts them."""
GRACE_DAYS = 14
"""Days after a seat's end during which its teacher keeps their own marks (P-2)."""
POSTED_WEEKDAYS = 5
"""Weekdays before a seat's start at which its roster is posted (P-3)."""


@dataclass(frozen=True)
class Clock:
    """The server's day (in the district's time zone) and instant (UTC)."""

    today: date
    now: datetime

    def parameters(self) -> dict[str, date | datetime]:
        """The values of the clock's parameters in a statement."""
        return {"now": self.now, **days(self.today)}


@lru_cache(maxsize=8)
def days(today: date) -> dict[str, date]:
    """The days that follow from today, by parameter; not to be changed."""
    return {
        "today": today,
        "grace_from": today - timedelta(days=GRACE_DAYS),
        "posted_until": posted_until(today),
        "adult_born_by": born_by(today, 18),
        "fourteen_born_by": born_by(today, 14),
        "sixteen_born_by": born_by(today, 16),
    }


def born_by(today: date, years: int) -> date:
    """The latest birth date of whoever is `years` old on `today`.

    A child of 29 February comes of age on 1 March of a common year (P-24).
    """
    try:
        return today.replace(year=today.year - years)
    except ValueError:
        return date(today.year - years, 2, 28)


def posted_until(today: date) -> date:
    """The latest start day whose roster is posted by `today` (P-3)."""
    start = today
    while weekdays_before(start + timedelta(days=1), POSTED_WEEKDAYS) <= today:
        start += timedelta(days=1)
    return start


def weekdays_before(day: date, count: int) -> date:
    """The day that lies `count` weekdays before `day`."""
    while count:
        day -= timedelta(days=1)
        count -= day.isoweekday() <= FRIDAY
    return day
