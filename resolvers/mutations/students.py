"""Change: new students. Whoever enters one has looked at those who are likely the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from hub.models.codes import FindingSeverity
from hub.models.enrollment import SchoolEnrollment
from hub.models.quality import Finding
from hub.models.staff import Person
from hub.models.students import Student
from hub.names import sort_name
from resolvers.mutations import likeness
from resolvers.mutations.enrollment import graded, school_year
from resolvers.mutations.errors import Refused, UserError, Wrong, refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resolvers.mutations.work import Work

    Values = Mapping[str, Any]

AGES = range(2, 23)
"""How old students are on their first day, in years: special education begins before school and
lasts up to 22 (34 CFR 300.101)."""
ENTRY, SAME_STUDENT = "entry", "same_student"
"""Who finds what about a new student, and by which rule."""
NOT_YOURS = (
    "The registrar of the school at which they begin, or of the district, enters a new student: "
    "nothing was written."
)
ALIKE = (
    "Students who are likely the same are here already: look at each. If the child is one of them, "
    "enroll or transfer that one; if not, say of each that it is another child (`lookedAt`)."
)


@dataclass(frozen=True)
class CreateStudent:
    """A child who is new to the district, and where they begin."""

    given_name: str
    family_name: str
    birth_date: date
    school_id: Annotated[UUID, "School"]
    grade_level: int
    entry_code: str
    middle_name: str | None = None
    starts_on: date | None = None
    looked_at: tuple[Annotated[UUID, "Student"], ...] = ()


async def create_student(work: Work, given: CreateStudent) -> UUID:
    """Enter a new student with their first enrollment, at their primary school (rows 1 and 3,
    slice EH): all of it or nothing.
    """
    starts_on = given.starts_on or work.today
    graded(given.grade_level)
    _old_enough(given.birth_date, starts_on)
    year = await school_year(work, starts_on)
    await work.find(likeness.LOCK, birth_date=given.birth_date)
    named, placed = _student(given), _stay(given, starts_on)
    person = await work.add(Person, {}, {"sourced_id": None})
    student = await work.add(Student, {}, {**named, "person_id": person})
    placed["student_id"] = student
    await work.add(SchoolEnrollment, {}, {**placed, "school_year": year})
    await _allowed(work, student, named, placed)
    asked = {"name": named["sort_name"], "birth_date": given.birth_date, "id": student}
    seen = [row["id"] for row in await work.find(likeness.seen(work.viewer.shape), **asked)]
    if not set(seen) <= set(given.looked_at):
        about = tuple(("Student", each) for each in seen)
        raise Refused(UserError(("input", "lookedAt"), Wrong.CONFLICT, ALIKE, about=about))
    everyone = [row["id"] for row in await work.find(likeness.ANYBODY, **asked)]
    await _doubted(work, student, [each for each in everyone if each not in seen])
    return student


async def _allowed(work: Work, student: UUID, named: Values, placed: Values) -> None:
    """Ask the policy about what was just written, as it stands: before, there was nobody to whom
    the viewer could have stood in any way.
    """
    key: Values = {"id": student}
    errors = [
        *await work.judge_each(Student, [named], stamped=[key], paths=[""]),
        *await work.judge_each(SchoolEnrollment, [placed], paths=[""]),
    ]
    if any(errors):
        fields = sorted({name for error in errors if error for name in error.fields})
        raise Refused(UserError(("input",), Wrong.NOT_ALLOWED, NOT_YOURS, tuple(fields)))


async def _doubted(work: Work, student: UUID, others: list[UUID]) -> None:
    """Leave to the data steward whom the writer may not know of: they are told nothing, so that
    no name and birth date can be tried to learn who is in the district (P-23).
    """
    said = {
        "source": ENTRY,
        "rule": SAME_STUDENT,
        "severity": FindingSeverity.DOUBT,
        "entity": "student",
        "row_key": str(student),
        "first_seen_at": work.now,
        "last_seen_at": work.now,
    }
    stamped = [{**said, "place": f"{student} {other}"} for other in others]
    paths = [""] * len(others)
    await work.add_each(Finding, [{} for _ in others], stamped, paths=paths)


def _old_enough(birth_date: date, starts_on: date) -> None:
    before = (starts_on.month, starts_on.day) < (birth_date.month, birth_date.day)
    if starts_on.year - birth_date.year - before not in AGES:
        said = f"Students are {AGES[0]} to {AGES[-1]} years old on their first day: look again."
        raise refused("birthDate", Wrong.INVALID, said)


def _student(given: CreateStudent) -> dict[str, Any]:
    return {
        "given_name": given.given_name.strip(),
        "middle_name": given.middle_name,
        "family_name": given.family_name.strip(),
        "sort_name": sort_name(given.family_name.strip(), given.given_name.strip()),
        "grade_level": given.grade_level,
        "birth_date": given.birth_date,
    }


def _stay(given: CreateStudent, starts_on: date) -> dict[str, Any]:
    return {
        "school_id": given.school_id,
        "grade_level": given.grade_level,
        "is_primary": True,
        "entry_code": given.entry_code,
        "starts_on": starts_on,
        "ends_on": None,
    }
