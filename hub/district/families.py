"""Families as chance makes them: who lives where, with whom, and who may be called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.district import names
from hub.district.keys import Odds
from hub.district.people import Family, Tie
from hub.models.codes import Race, Relationship, RightKind, Sex, Standing
from hub.validation import State

if TYPE_CHECKING:
    from random import Random

    from hub.district.people import Household
    from hub.district.town import Town

CHILDREN = Odds({1: 0.48, 2: 0.36, 3: 0.12, 4: 0.04})
"""Children at school in the district, by share of families."""

_TOGETHER, _SPLIT, _SINGLE, _KIN = "together", "split", "single", "kin"
_HOMES = Odds({_TOGETHER: 0.60, _SPLIT: 0.25, _SINGLE: 0.12, _KIN: 0.03})
_LANGUAGES = Odds(
    {
        "English": 0.60,
        "Spanish": 0.26,
        "Tagalog": 0.03,
        "Korean": 0.03,
        "Armenian": 0.02,
        "Mandarin": 0.02,
        "Vietnamese": 0.02,
        "Farsi": 0.01,
        "Arabic": 0.01,
    }
)
_RACES = Odds(
    {
        Race.WHITE: 0.44,
        Race.ASIAN: 0.15,
        Race.BLACK: 0.12,
        Race.TWO_OR_MORE: 0.10,
        Race.NOT_REPORTED: 0.14,
        Race.AMERICAN_INDIAN: 0.02,
        Race.PACIFIC_ISLANDER: 0.03,
    }
)
_VALIDATION = Odds(
    {
        State.VALIDATED: 0.88,
        State.IMPORTED: 0.04,
        State.CONTACT_VERIFIED: 0.03,
        State.MATCHED: 0.02,
        State.IDENTITY_VERIFIED: 0.01,
        State.EXPIRED: 0.02,
    }
)
_SHARES_TOGETHER, _SHARES_APART, _DECIDES_NOTHING = 0.85, 0.3, 0.08
_STEPPARENT, _RELATIVE, _SECOND_MOTHER = 0.2, 0.3, 0.02
_SAME_NAME, _FATHERS_NAME, _BOTH_NAMES = 0.7, 0.65, 0.1
_NOT_REPORTED = 0.04


def form(town: Town, dice: Random) -> Family:
    """Form a family, as yet without its children."""
    language = _LANGUAGES.draw(dice)
    surname = names.family_name(dice)
    family = Family(
        surname,
        language,
        races=_races(dice),
        hispanic=dice.random() < (0.95 if language == "Spanish" else 0.22),
        households=[],
        ties=[],
    )
    _ADULTS[_HOMES.draw(dice)](town, dice, family)
    if dice.random() < _RELATIVE:
        _relative(town, dice, family)
    family.surname = _childrens_name(dice, family)
    return family


def tie(
    town: Town,
    dice: Random,
    family: Family,
    relationship: Relationship,
    household: Household | None,
    surname: str | None = None,
) -> Tie:
    """Add an adult to a family as a parent, and return how they stand to its children."""
    sex = Sex.MALE if relationship is Relationship.FATHER else Sex.FEMALE
    if relationship not in (Relationship.FATHER, Relationship.MOTHER):
        sex = dice.choice((Sex.MALE, Sex.FEMALE))
    surname = surname or names.family_name(dice)
    adult = town.adult(dice, names.given_name(dice, sex), surname, family.language)
    made = Tie(adult, relationship, Standing.PARENT, household)
    made.validation = _VALIDATION.draw(dice)
    family.ties.append(made)
    return made


def _races(dice: Random) -> list[str] | None:
    race = _RACES.draw(dice)
    if race is Race.NOT_REPORTED:
        return None if dice.random() < _NOT_REPORTED else [race.value]
    if race is Race.TWO_OR_MORE:
        return [race.value, Race.WHITE.value, Race.ASIAN.value]
    return [race.value]


def _together(town: Town, dice: Random, family: Family) -> None:
    home = town.household(dice)
    family.households.append(home)
    second = Relationship.MOTHER if dice.random() < _SECOND_MOTHER else Relationship.FATHER
    shares = dice.random() < _SHARES_TOGETHER
    mothers_name = family.surname if dice.random() < _SAME_NAME else None
    for relationship, name in ((Relationship.MOTHER, mothers_name), (second, family.surname)):
        tie(town, dice, family, relationship, home, name).shares_contact = shares


def _split(town: Town, dice: Random, family: Family) -> None:
    for relationship, name in ((Relationship.MOTHER, None), (Relationship.FATHER, family.surname)):
        home = town.household(dice)
        family.households.append(home)
        parent = tie(town, dice, family, relationship, home, name)
        parent.shares_contact = dice.random() < _SHARES_APART
        if relationship is Relationship.FATHER and dice.random() < _DECIDES_NOTHING:
            parent.without = (RightKind.DECISIONS,)
    if dice.random() < _STEPPARENT:
        stepparent = tie(town, dice, family, Relationship.STEPPARENT, family.households[1])
        stepparent.standing = Standing.CONTACT_ONLY


def _single(town: Town, dice: Random, family: Family) -> None:
    home = town.household(dice)
    family.households.append(home)
    relationship = dice.choice((Relationship.MOTHER,) * 4 + (Relationship.FATHER,))
    tie(town, dice, family, relationship, home, family.surname)


def _kin(town: Town, dice: Random, family: Family) -> None:
    """Children who live with a relative or foster parent, who holds the education rights."""
    home = town.household(dice)
    family.households.append(home)
    relationship = dice.choice(
        (Relationship.GRANDPARENT, Relationship.AUNT_OR_UNCLE, Relationship.FOSTER_PARENT)
    )
    holder = tie(town, dice, family, relationship, home, family.surname)
    holder.standing = Standing.EDUCATION_RIGHTS_HOLDER


_ADULTS = {_TOGETHER: _together, _SPLIT: _split, _SINGLE: _single, _KIN: _kin}


def _relative(town: Town, dice: Random, family: Family) -> None:
    """A relative who may be called and may collect the children, and reads nothing."""
    relationship = dice.choice(
        (Relationship.AUNT_OR_UNCLE, Relationship.GRANDPARENT, Relationship.SIBLING)
    )
    tie(town, dice, family, relationship, None).standing = Standing.CONTACT_ONLY


def _childrens_name(dice: Random, family: Family) -> str:
    mother, surname = family.ties[0].adult.family, family.surname
    draw = dice.random()
    if mother == surname or draw < _FATHERS_NAME:
        return surname
    return f"{mother}-{surname}" if draw < _FATHERS_NAME + _BOTH_NAMES else mother
