"""Rows about guardians: who they are, their rights per child, and whom to call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.district import names
from hub.district.calendar import DAY
from hub.district.students import since
from hub.models.codes import Relationship, RightKind, Standing
from hub.models.guardian_codes import PhoneType
from hub.models.guardians import EmergencyContact, GuardianRight, Guardianship
from hub.models.guardians import Guardian as GuardianRow
from hub.names import sort_name
from hub.validation import Facts, State, Step, after

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from random import Random
    from uuid import UUID

    from hub.district.people import Student, Tie
    from hub.district.rows import Row
    from hub.district.town import Town

_GUARDIAN = (
    "id",
    "person_id",
    "given_name",
    "family_name",
    "sort_name",
    "phone",
    "phone_type",
    "email",
    "language",
)
_GUARDIANSHIP = (
    "id",
    "student_id",
    "guardian_id",
    "relationship",
    "standing",
    "lives_with",
    "contact_priority",
    "shares_contact",
    "matched_on",
    "contact_verified_on",
    "identity_verified_on",
    "validated_until",
    "rejected_on",
    "starts_on",
    "ends_on",
)
_RIGHT = ("id", "guardianship_id", "student_id", "kind", "starts_on", "ends_on")
_CONTACT = (
    "id",
    "student_id",
    "guardian_id",
    "name",
    "phone",
    "relationship",
    "may_pick_up",
    "priority",
)
RIGHTS_OF_PARENTS = tuple(RightKind)
RIGHTS_OF_CONTACTS = (RightKind.PICKUP,)
PHONE_TYPES = (PhoneType.MOBILE, PhoneType.MOBILE, PhoneType.HOME, PhoneType.WORK, None)
NEIGHBOR, NEIGHBOR_MAY_COLLECT, NO_EMAIL = 0.4, 0.5, 0.06


def write(town: Town) -> None:
    """Write the rows of guardians and contacts."""
    rows = town.rows
    ties = sum(len(family.ties) * len(family.children) for family in town.families)
    rows.stream(GuardianRow, _GUARDIAN, len(town.adults), lambda: _guardians(town))
    rows.stream(Guardianship, _GUARDIANSHIP, ties, lambda: _guardianships(town))
    rows.stream(GuardianRight, _RIGHT, 6 * ties, lambda: _rights(town))
    rows.stream(EmergencyContact, _CONTACT, ties, lambda: _contacts(town))


def _guardians(town: Town) -> Iterator[Row]:
    dice = town.keys.dice("guardian")
    for number, adult in enumerate(town.adults):
        email = names.email(adult.given, adult.family, number, "example.org")
        yield (
            adult.id,
            adult.person_id,
            adult.given,
            adult.family,
            sort_name(adult.family, adult.given),
            adult.phone,
            PHONE_TYPES[number % len(PHONE_TYPES)],
            email if adult.named or dice.random() >= NO_EMAIL else None,
            adult.language,
        )


def _bonds(town: Town) -> Iterator[tuple[UUID, Student, int, Tie]]:
    """Every child with each of its adults, in order of priority, under the bond's key."""
    ids = town.keys.random_ids("guardianship")
    for family in town.families:
        for student in family.children:
            for priority, tie in enumerate(family.ties, 1):
                yield next(ids), student, priority, tie


def _guardianships(town: Town) -> Iterator[Row]:
    dates = {state: _checked(town, state) for state in State}
    for key, student, priority, tie in _bonds(town):
        yield (
            key,
            student.id,
            tie.adult.id,
            tie.relationship,
            tie.standing,
            tie.household in student.family.households,
            priority,
            tie.shares_contact,
            *dates[tie.validation],
            *_dates(student, tie),
        )


def _checked(town: Town, state: State) -> tuple[date | None, ...]:
    """The days by which a guardianship came to a state: of the district's first year, and of its
    present one where the check lasts (GUA-4).
    """
    first, current = town.calendar.years[0].starts_on, town.calendar.current
    begun = first if state is State.EXPIRED else current.starts_on
    steps = {
        Step.MATCH: State.IMPORTED,
        Step.VERIFY_CONTACT: State.MATCHED,
        Step.VERIFY_IDENTITY: State.CONTACT_VERIFIED,
        Step.VALIDATE: State.IDENTITY_VERIFIED,
    }
    facts = Facts()
    for number, (step, before) in enumerate(steps.items()):
        if state is before:
            break
        facts = after(step, facts, begun + number * DAY)
    return tuple(vars(facts).values())


def _dates(student: Student, tie: Tie) -> tuple[date, date | None]:
    """Parents stand to a child since its birth, contacts since the district knows it."""
    contact = tie.standing is Standing.CONTACT_ONLY
    return tie.starts_on or (since(student) if contact else student.birth), tie.ends_on


def _rights(town: Town) -> Iterator[Row]:
    ids = town.keys.random_ids("guardian_right")
    for key, student, _, tie in _bonds(town):
        contact = tie.standing is Standing.CONTACT_ONLY
        start, end = tie.starts_on or since(student), tie.ends_on
        for right in RIGHTS_OF_CONTACTS if contact else RIGHTS_OF_PARENTS:
            if right not in tie.without:
                yield next(ids), key, student.id, right, start, end


def _contacts(town: Town) -> Iterator[Row]:
    """The adults of the family, and for some a neighbor who is no guardian."""
    dice, ids = town.keys.dice("emergency_contact"), town.keys.random_ids("emergency_contact")
    for student in town.students:
        ties = [tie for tie in student.family.ties if tie.ends_on is None]
        for priority, tie in enumerate(ties, 1):
            adult = tie.adult
            name = f"{adult.given} {adult.family}"
            may_collect = RightKind.PICKUP not in tie.without
            whose = next(ids), student.id, adult.id, name, adult.phone
            yield *whose, tie.relationship, may_collect, priority
        if student.named == "student" or dice.random() < NEIGHBOR:
            yield *_neighbor(dice, next(ids), student), len(ties) + 1


def _neighbor(dice: Random, key: UUID, student: Student) -> Row:
    name = f"{names.given_name(dice, dice.choice((student.sex,)))} {names.family_name(dice)}"
    may_collect = bool(student.named) or dice.random() < NEIGHBOR_MAY_COLLECT
    return key, student.id, None, name, names.phone(dice), Relationship.OTHER, may_collect
