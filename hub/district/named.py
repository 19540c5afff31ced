"""The families of the named students, as data: ages, homes, adults and how these stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hub.district import names
from hub.district.calendar import DAY, weekdays_after, years_before
from hub.district.people import Family, Household, Tie
from hub.district.personas import named_student, persona
from hub.district.population import Places, birth_for, enroll_twice, history, newcomer
from hub.models.codes import (
    NameAudience,
    Relationship,
    RightKind,
    Sex,
    Standing,
)
from hub.validation import State

if TYPE_CHECKING:
    from datetime import date
    from random import Random

    from hub.district.people import Adult
    from hub.district.town import Town

MOTHER, FATHER = Relationship.MOTHER, Relationship.FATHER


@dataclass(frozen=True, slots=True)
class Child:
    """A named student. `age` is in full years and days, `years` the school years here."""

    key: str
    sex: Sex
    age: tuple[int, int] | None = None
    advanced: bool = False
    years: int = 3
    preferred: tuple[str, NameAudience] | None = None


@dataclass(frozen=True, slots=True)
class Parent:
    """An adult: a persona's key or a name, and the home, by number; `since` and `until` in days."""

    who: str
    relationship: Relationship
    home: int | None = 0
    standing: Standing = Standing.PARENT
    validation: State = State.VALIDATED
    shares: bool = False
    since: int | None = None
    until: int | None = None
    collects: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """A named family. Its children live in the first `homes` households."""

    children: tuple[Child, ...]
    parents: tuple[Parent, ...]
    language: str = "English"
    race: str = "WHITE"
    hispanic: bool = False
    homes: int = 1


F, M = Sex.FEMALE, Sex.MALE
HOLDER, CONTACT = Standing.EDUCATION_RIGHTS_HOLDER, Standing.CONTACT_ONLY

GROUPS = (
    Group(
        (
            Child("student", F, (15, 120), preferred=("Anita", NameAudience.SCHOOL)),
            Child("two_homes", M, (13, 30), preferred=("Lio", NameAudience.EVERYONE)),
        ),
        (
            Parent("guardian", MOTHER, 0, shares=True),
            Parent("father", FATHER, 1),
            Parent("aunt", Relationship.AUNT_OR_UNCLE, None, CONTACT),
        ),
        language="Spanish",
        hispanic=True,
        homes=2,
    ),
    Group(
        (Child("teachers_child", M),),
        (
            Parent("teacher", MOTHER, shares=True),
            Parent("Miguel Diaz", FATHER, shares=True),
        ),
        hispanic=True,
    ),
    Group(
        (Child("closed_to_father", F), Child("open_to_father", M, (16, 60))),
        (Parent("Elena Park", MOTHER, 0), Parent("counselor", FATHER, 1)),
        race="ASIAN",
    ),
    Group(
        (Child("restricted", F),),
        (Parent("Ines Marin", MOTHER, 0), Parent("restricted_father", FATHER, 1, collects=False)),
    ),
    Group(
        (Child("no_pickup", M),),
        (Parent("Silke Brandt", MOTHER, 0), Parent("no_pickup_father", FATHER, 1, collects=False)),
    ),
    Group(
        (Child("unvalidated", M),),
        (Parent("unvalidated_guardian", MOTHER, validation=State.IMPORTED),),
        language="Arabic",
    ),
    Group(
        (Child("without_schedule", F, years=1),),
        (Parent("Mei Lin", MOTHER), Parent("Tao Lin", FATHER)),
        language="Mandarin",
        race="ASIAN",
    ),
    Group((Child("overdue_iep", M),), (Parent("Amy Brooks", MOTHER),)),
    Group(
        (Child("safe_at_home", F),),
        (Parent("Keiko Sato", MOTHER),),
        race="ASIAN",
    ),
    Group(
        (Child("dropped", M, advanced=True),),
        (Parent("Joan Carter", MOTHER, shares=True), Parent("Neil Carter", FATHER, shares=True)),
        race="BLACK",
    ),
    Group((Child("algebra_in_8", F, advanced=True),), (Parent("Farah Rahman", MOTHER),)),
    Group((Child("repeated", M),), (Parent("Lisa Moore", MOTHER), Parent("Todd Moore", FATHER))),
    Group((Child("student16", F, (16, 100)),), (Parent("Linh Nguyen", MOTHER),), race="ASIAN"),
    Group(
        (Child("adult_student", F, (18, 60)),),
        (Parent("parent_of_adult", MOTHER), Parent("parent_of_adult_without", FATHER, 1)),
        race="BLACK",
    ),
    Group(
        (Child("eighteen_today", M, (18, 0)),),
        (Parent("Diane Scott", MOTHER), Parent("Roy Scott", FATHER)),
    ),
    Group((Child("sixteen_today", F, (16, 0)),), (Parent("Sibel Demir", MOTHER),)),
    Group((Child("classmate", M),), (Parent("Gail Price", MOTHER), Parent("Ron Price", FATHER))),
    Group((Child("witness", F),), (Parent("Ngozi Okafor", MOTHER),), race="BLACK"),
    Group((Child("other_caseload", M),), (Parent("Tanya Hill", MOTHER),)),
    Group((Child("left_class", F),), (Parent("Yan Chen", MOTHER),), race="ASIAN"),
    Group(
        (Child("foster", M),),
        (
            Parent("Joyce Wilson", Relationship.FOSTER_PARENT, standing=HOLDER, since=300),
            Parent("Earl Simms", Relationship.FOSTER_PARENT, 1, HOLDER, since=900, until=300),
        ),
        race="BLACK",
    ),
    Group((Child("left_yesterday", F),), (Parent("Fay Cole", MOTHER), Parent("Ian Cole", FATHER))),
    Group((Child("starts_tomorrow", M, years=1),), (Parent("Jana Novak", MOTHER),)),
    Group((Child("two_schools", F),), (Parent("Ana Maria Flores", MOTHER),), hispanic=True),
)


def settle(town: Town, places: Places) -> None:
    """Settle the named families; each of their students takes a place of the first schools."""
    dice = town.keys.dice("named")
    for group in GROUPS:
        homes = [town.household(dice) for _ in range(2)]
        for home in homes:
            home.mailing = home.earlier = None
        surname = named_student(group.children[0].key).family_name
        lived_in = homes[: group.homes]
        family = Family(surname, group.language, [group.race], group.hispanic, lived_in, ties=[])
        town.families.append(family)
        family.ties.extend(_tie(town, dice, parent, family, homes) for parent in group.parents)
        for child in group.children:
            _child(town, dice, places, child, family)
    _histories(town)


def _tie(town: Town, dice: Random, parent: Parent, family: Family, homes: list[Household]) -> Tie:
    adult = _adult(town, dice, parent.who, family.language)
    home = None if parent.home is None else homes[parent.home]
    tie = Tie(adult, parent.relationship, parent.standing, home, parent.shares, parent.validation)
    tie.starts_on = _ago(town, parent.since)
    tie.ends_on = _ago(town, parent.until)
    tie.without = () if parent.collects else (RightKind.PICKUP,)
    return tie


def _adult(town: Town, dice: Random, who: str, language: str) -> Adult:
    """A parent by name; one who is a persona bears the persona's key and sourced id."""
    if " " in who:
        given, _, surname = who.rpartition(" ")
        return town.adult(dice, given, surname, language)
    known = persona(who)
    adult = town.adult(dice, known.given_name, known.family_name, language)
    adult.named, adult.sourced_id = who, known.sourced_id
    town.cast.adults[who] = adult
    return adult


def _child(town: Town, dice: Random, places: Places, child: Child, family: Family) -> None:
    known = named_student(child.key)
    birth = _born(town, dice, child, known.grade, family)
    student = newcomer(town, dice, family, known.grade, birth, places.claim(known.grade))
    student.given, student.sex = known.given_name, child.sex
    student.named, student.sourced_id = child.key, known.sourced_id
    student.advanced, student.middle = child.advanced, names.given_name(dice, child.sex)
    student.preferred, student.audience = child.preferred or (None, NameAudience.SCHOOL)
    student.absence, student.ability = 0.03, 0.9
    town.cast.students[child.key] = student
    history(town, student, child.years)


def _born(town: Town, dice: Random, child: Child, grade: int, family: Family) -> date:
    if child.age is None:
        return birth_for(town, dice, grade, family)
    years, days = child.age
    return years_before(town.calendar.today, years) - days * DAY


def _histories(town: Town) -> None:
    """What is particular about when named students came and left."""
    today, students = town.calendar.today, town.cast.students
    arrival = students["without_schedule"].spells[0]
    arrival.starts_on, arrival.entry_code = today - 9 * DAY, "NEW_TO_DISTRICT"
    coming = students["starts_tomorrow"].spells[0]
    coming.starts_on, coming.entry_code = weekdays_after(today, 1), "NEW_TO_DISTRICT"
    gone = students["left_yesterday"].spells[-1]
    gone.ends_on, gone.exit_reason = today, "MOVED_OUT_OF_STATE"
    enroll_twice(town, students["two_schools"])


def _ago(town: Town, days: int | None) -> date | None:
    return None if days is None else town.calendar.today - days * DAY
