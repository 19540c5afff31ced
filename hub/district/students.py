"""Rows about students themselves: names, identifiers, demographics, households, addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.district import names
from hub.district.calendar import DAY
from hub.models.codes import AddressKind, IdentifierKind
from hub.models.staff import Person
from hub.models.students import (
    ConfidentialAddress,
    Demographics,
    FormerName,
    Household,
    HouseholdGuardian,
    HouseholdStudent,
    StudentAddress,
    StudentIdentifier,
)
from hub.models.students import Student as StudentRow
from hub.names import sort_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from hub.district.people import Family, Student
    from hub.district.people import Household as Home
    from hub.district.rows import Row
    from hub.district.town import Town

FORMER_NAME, SECOND_IDENTIFIER, PHOTO, NO_LANGUAGE = 0.015, 0.02, 0.7, 0.02
SUSPENDED = "suspended_teacher"
NOTES_ON_HOUSEHOLDS = 0.05
VALIDATED_DAYS_AGO = 45

_PERSON = ("id", "sourced_id", "epoch", "suspended_at")
_STUDENT = (
    "id",
    "person_id",
    "given_name",
    "middle_name",
    "family_name",
    "sort_name",
    "preferred_name",
    "preferred_name_audience",
    "grade_level",
    "photo_key",
    "birth_date",
)
_IDENTIFIER = ("id", "student_id", "kind", "value", "starts_on", "ends_on")
_DEMOGRAPHICS = ("id", "student_id", "sex", "hispanic", "races", "home_language")
_HOUSEHOLD_STUDENT = ("id", "household_id", "student_id", "starts_on", "ends_on")
_HOUSEHOLD_GUARDIAN = ("id", "household_id", "guardian_id", "starts_on", "ends_on")
_ADDRESS = (
    "id",
    "student_id",
    "household_id",
    "kind",
    "line1",
    "line2",
    "city",
    "state",
    "postal_code",
    "validated_on",
    "starts_on",
    "ends_on",
)


def write(town: Town) -> None:
    """Write the rows of students and of where they live."""
    rows, students = town.rows, len(town.students)
    persons = students + len(town.staff) + len(town.adults)
    rows.stream(Person, _PERSON, persons, lambda: _persons(town))
    rows.stream(StudentRow, _STUDENT, students, lambda: _students(town))
    rows.stream(StudentIdentifier, _IDENTIFIER, 2 * students, lambda: _identifiers(town))
    rows.stream(Demographics, _DEMOGRAPHICS, students, lambda: _demographics(town))
    rows.stream(HouseholdStudent, _HOUSEHOLD_STUDENT, students, lambda: _members(town))
    rows.stream(HouseholdGuardian, _HOUSEHOLD_GUARDIAN, students, lambda: _adults_at_home(town))
    rows.stream(StudentAddress, _ADDRESS, students, lambda: _addresses(town))
    _write_households(town)
    _write_former_names(town)


def since(student: Student) -> date:
    """Return the day from which the district knows a student."""
    return student.spells[0].starts_on


def _persons(town: Town) -> Iterator[Row]:
    """Everyone once, in whatever capacities."""
    for student in town.students:
        yield student.person_id, student.sourced_id, 0, None
    for staff in town.staff:
        suspended = town.calendar.now - 3 * DAY if staff.named == SUSPENDED else None
        yield staff.person_id, staff.sourced_id, 0, suspended
    for adult in town.adults:
        if adult.staff is None:
            yield adult.person_id, adult.sourced_id, 0, None


def _students(town: Town) -> Iterator[Row]:
    dice = town.keys.dice("student")
    for student in town.students:
        photo = f"photos/{dice.getrandbits(64):016x}" if dice.random() < PHOTO else None
        yield (
            student.id,
            student.person_id,
            student.given,
            student.middle,
            student.family_name,
            sort_name(student.family_name, student.given),
            student.preferred,
            student.audience,
            student.grade,
            photo,
            student.birth,
        )


def _identifiers(town: Town) -> Iterator[Row]:
    """A local and a state identifier each; some came back under a new local one."""
    dice, ids = town.keys.dice("student_identifier"), town.keys.random_ids("student_identifier")
    for student in town.students:
        start, local = since(student), 100_000 + student.number
        if dice.random() < SECOND_IDENTIFIER:
            before = start - 300 * DAY, start - 100 * DAY
            yield next(ids), student.id, IdentifierKind.LOCAL, f"L{9_000_000 + local}", *before
        yield next(ids), student.id, IdentifierKind.LOCAL, f"L{local}", start, None
        state = f"{8_000_000_000 + student.number * 13 + dice.randrange(13)}"
        yield next(ids), student.id, IdentifierKind.STATE, state, start, None


def _demographics(town: Town) -> Iterator[Row]:
    dice, ids = town.keys.dice("demographics"), town.keys.random_ids("demographics")
    for student in town.students:
        family = student.family
        language = None if dice.random() < NO_LANGUAGE else family.language
        if student.named:
            language = family.language
        yield next(ids), student.id, student.sex, family.hispanic, family.races, language


def _members(town: Town) -> Iterator[Row]:
    ids = town.keys.random_ids("household_student")
    for student in town.students:
        for home in student.family.households:
            yield next(ids), home.id, student.id, since(student), None


def _adults_at_home(town: Town) -> Iterator[Row]:
    ids = town.keys.random_ids("household_guardian")
    for family in town.families:
        start = min(since(student) for student in family.children)
        for tie in family.ties:
            if tie.household:
                starts_on = tie.starts_on or start
                yield next(ids), tie.household.id, tie.adult.id, starts_on, tie.ends_on


def _addresses(town: Town) -> Iterator[Row]:
    """Residence and, where it differs, mailing address; the old residence before a move."""
    ids = town.keys.random_ids("student_address")
    validated = town.calendar.current.starts_on + VALIDATED_DAYS_AGO * DAY
    for student in town.students:
        for home in student.family.households:
            start, checked = since(student), validated if home.validated else None
            whose = student.id, home.id
            if home.earlier and home.moved_on and home.moved_on > start:
                dates = start, home.moved_on
                yield next(ids), *whose, AddressKind.RESIDENCE, *home.earlier, None, *dates
                start = home.moved_on
            yield next(ids), *whose, AddressKind.RESIDENCE, *home.address, checked, start, None
            if home.mailing:
                yield next(ids), *whose, AddressKind.MAILING, *home.mailing, checked, start, None


def _write_households(town: Town) -> None:
    dice = town.keys.dice("household")
    for family in town.families:
        for home in homes(family):
            noted = dice.random() < NOTES_ON_HOUSEHOLDS
            town.rows.add(Household, id=home.id, note="Call before visiting." if noted else None)


def homes(family: Family) -> list[Home]:
    """Return all households of a family, also those in which no child lives."""
    apart = (tie.household for tie in family.ties if tie.household)
    return list(dict.fromkeys([*family.households, *apart]))


def _write_former_names(town: Town) -> None:
    dice = town.keys.dice("former_name")
    for student in town.students:
        if student.named == "student" or dice.random() < FORMER_NAME:
            same_given = student.named or dice.random() < 0.7  # noqa: PLR2004 - mostly a surname
            town.rows.add(
                FormerName,
                student_id=student.id,
                given_name=student.given if same_given else names.given_name(dice, student.sex),
                family_name="Vega" if student.named else names.family_name(dice),
                changed_on=since(student) + dice.randrange(1, 300) * DAY,
            )


def substitute_address(town: Town, student: Student) -> None:
    """Hide where a student lives behind a Safe-at-Home substitute address (Gov. Code 6207)."""
    home = student.family.households[0]
    line1, line2, city, state, postal_code = home.address
    town.rows.add(
        ConfidentialAddress,
        student_id=student.id,
        line1=line1,
        line2=line2,
        city=city,
        state=state,
        postal_code=postal_code,
        starts_on=since(student),
    )
    home.address = "PO Box 942", "Safe at Home", "Sacramento", "CA", "94203"
