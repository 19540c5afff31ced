"""What a decision rests on: the rows of a world, one person who asks, a day and a moment."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

Row: TypeAlias = "Mapping[str, Any]"
World: TypeAlias = "Mapping[str, Sequence[Row]]"
Key: TypeAlias = object

ADULT_AGE = 18
"""At 00:00 of this birthday the rights pass to the student (P-24)."""
OWN_ACCESS_AGE = 16
ALONE_ACCESS_AGE = 14
"""Homeless and in nobody's custody, a student reads so much from this age (P-27)."""
OWN_ACCESS_GRADE = 11
"""From this age, or in this grade (grade 10 is done), a student reads more of it (EC 49076)."""
GRACE = timedelta(days=14)
"""How long a teacher keeps their own rows after a seat has ended (P-2)."""

WINDOWS = (
    "now",
    "starts today",
    "ends today",
    "before",
    "grace",
    "opened",
    "once held",
    "under 18",
    "18 or older",
    "16 or grade 10 done",
    "14 and alone",
    "adult access",
    "order in force",
    "order to come",
    "order decided later",
    "order decided",
    "order lapsed",
    "trained",
    "vendor refused",
    "vendor by consent",
    "directory refused",
    "homeless without consent",
    "terms not on record",
    "signature lacking",
    "seat in scope",
)


@dataclass(frozen=True)
class Held:
    """A standing that a person holds: through which section if any, and whether contracted.

    `listed`: the slices to which the letter on which it rests narrows it.
    """

    standing: str
    section_id: Key = None
    contracted: bool = False
    listed: frozenset[str] | None = None


class Facts:
    """A world as one person stands before it, at a day and a moment of the server.

    A person has up to three capacities: staff member, guardian, student. An app of a vendor has
    that one.
    """

    def __init__(
        self,
        world: World,
        person_id: Key,
        today: date,
        now: datetime,
        drawn: Counter[str] | None = None,
    ) -> None:
        """Find the person's capacities and sort the rows by student."""
        self.world = world
        self.person_id = person_id
        self.today = today
        self.now = now
        self.drawn: Counter[str] = Counter() if drawn is None else drawn
        self.app_id = self._capacity("vendor_app")
        self.staff_id = None if self.app_id else self._capacity("staff_member")
        self.guardian_id = None if self.app_id else self._capacity("guardian")
        self.student_id = None if self.app_id else self._capacity("student")
        self._by_id: dict[str, dict[Key, Row]] = {}
        self._by_staff: dict[str, list[Row]] = {}
        self._by_student: dict[str, dict[Key, list[Row]]] = {}

    def rows(self, table: str) -> Sequence[Row]:
        """All rows of a table."""
        return self.world.get(table, ())

    def one(self, table: str, key: Key) -> Row:
        """The row with this primary key. Raises KeyError if the world lacks it."""
        if table not in self._by_id:
            self._by_id[table] = {row["id"]: row for row in self.rows(table)}
        return self._by_id[table][key]

    def my(self, table: str) -> list[Row]:
        """The rows of a table whose `staff_id` is the viewer."""
        if table not in self._by_staff:
            self._by_staff[table] = [row for row in self.rows(table) if self.me(row["staff_id"])]
        return self._by_staff[table]

    def of_student(self, table: str, student_id: Key) -> list[Row]:
        """The rows of a table that hang on one student (the student's own row in `student`)."""
        if table not in self._by_student:
            anchor = "id" if table == "student" else "student_id"
            sorted_rows: dict[Key, list[Row]] = defaultdict(list)
            for row in self.rows(table):
                sorted_rows[row[anchor]].append(row)
            self._by_student[table] = sorted_rows
        return self._by_student[table].get(student_id, [])

    @cached_property
    def cases(self) -> list[Case]:
        """Every student of the world, as the viewer stands to them."""
        return [Case(self, student) for student in self.rows("student")]

    def me(self, staff_id: Key) -> bool:
        """Whether a reference to a staff member is the viewer."""
        return staff_id is not None and staff_id == self.staff_id

    def me_as_guardian(self, guardian_id: Key) -> bool:
        """Whether a reference to a guardian is the viewer."""
        return guardian_id is not None and guardian_id == self.guardian_id

    def is_now(self, row: Row) -> bool:
        """Whether a dated row is in force: starts_on <= today < ends_on, or no end (2.3a.3)."""
        if row["ends_on"] == self.today:
            self.draw("window ends today")
            return False
        held = row["starts_on"] <= self.today and (
            row["ends_on"] is None or self.today < row["ends_on"]
        )
        if held:
            self.draw("window now")
        if held and row["starts_on"] == self.today:
            self.draw("window starts today")
        return bool(held)

    def posts_now(self, role: str | None = None) -> Iterator[Row]:
        """The posts that the viewer holds today, of one role or of all."""
        for post in self.my("post"):
            if role in (None, post["role"]) and self.is_now(post):
                yield post

    @cached_property
    def is_staff_now(self) -> bool:
        """Whether the viewer holds any post today."""
        return any(self.posts_now())

    @cached_property
    def is_suspended(self) -> bool:
        """Whether the viewer's sign-in is suspended: every request answers 401 (P-9)."""
        for person in self.rows("person"):
            if person["id"] == self.person_id and person["suspended_at"] is not None:
                return bool(person["suspended_at"] <= self.now)
        return False

    @cached_property
    def is_trained(self) -> bool:
        """Whether the viewer has a confidentiality training that has not lapsed (P-37)."""
        for row in self.my("training"):
            if row["kind"] == "CONFIDENTIALITY" and (
                row["completed_on"] <= self.today < row["expires_on"]
            ):
                self.draw("window trained")
                return True
        return False

    @cached_property
    def my_households(self) -> set[Key]:
        """The households of which the viewer is a member today, as a guardian."""
        return {
            row["household_id"]
            for row in self.rows("household_guardian")
            if self.me_as_guardian(row["guardian_id"]) and self.is_now(row)
        }

    def draw(self, name: str) -> None:
        """Count that a relation, deny, window or row condition held."""
        self.drawn[name] += 1

    def _capacity(self, table: str) -> Key:
        for row in self.rows(table):
            if row["person_id"] == self.person_id:
                return row["id"]
        return None


class Case:
    """One student, as the viewer of the facts stands to them."""

    def __init__(self, facts: Facts, student: Row) -> None:
        """Keep both; nothing is decided yet."""
        self.facts = facts
        self.student = student

    def rows(self, table: str) -> list[Row]:
        """The rows of a table that hang on this student."""
        return self.facts.of_student(table, self.student["id"])

    def now_rows(self, table: str) -> Iterator[Row]:
        """The dated rows of a table that hang on this student and are in force today."""
        for row in self.rows(table):
            if self.facts.is_now(row):
                yield row

    @property
    def is_me(self) -> bool:
        """Whether the student is the viewer."""
        return bool(self.student["id"] == self.facts.student_id)

    @property
    def is_adult(self) -> bool:
        """Whether the student is 18 today or was before."""
        return self.is_at_least(ADULT_AGE)

    def is_at_least(self, years: int) -> bool:
        """Whether the student has had that birthday, today included (P-24)."""
        return bool(self.student["birth_date"] <= years_before(self.facts.today, years))

    def is_enrolled_at(self, school_id: Key) -> bool:
        """Whether any enrollment of the student there is in force today, primary or not."""
        return any(row["school_id"] == school_id for row in self.now_rows("school_enrollment"))

    @cached_property
    def orders(self) -> list[Row]:
        """The court orders that bind the viewer towards this student now.

        An order binds from its start until someone has decided, not until its end (P-20): also
        until a decision whose moment is recorded and still to come. One without a document lapses
        on its day, unless that day is open (P-21).
        """
        return [
            order
            for order in self.rows("court_order")
            if order["person_id"] == self.facts.person_id and self._is_in_force(order)
        ]

    def _is_in_force(self, order: Row) -> bool:
        if self.facts.now < order["starts_at"]:
            self.facts.draw("window order to come")
            return False
        decided_at = order["decided_at"]
        if decided_at is not None and decided_at <= self.facts.now:
            self.facts.draw("window order decided")
            return False
        may_lapse = order["document_key"] is None and order["lapses_on"] is not None
        if may_lapse and order["lapses_on"] <= self.facts.today:
            self.facts.draw("window order lapsed")
            return False
        if decided_at is not None:
            self.facts.draw("window order decided later")
        self.facts.draw("window order in force")
        return True


def years_before(day: date, years: int) -> date:
    """The same day so many years earlier; 28 February stands for a 29th that year lacks."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def five_weekdays_before(day: date) -> date:
    """The day from which on rosters are posted (P-3): five weekdays earlier."""
    saturday, sunday = 5, 6
    back = {saturday: 5, sunday: 6}.get(day.weekday(), 7)
    return day - timedelta(days=back)


def earliest_end(*rows: Row) -> date | None:
    """The first day on which one of the dated rows no longer holds; None if all are open."""
    ends = [row["ends_on"] for row in rows if row["ends_on"] is not None]
    return min(ends, default=None)
