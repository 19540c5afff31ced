"""Work out how far a guardianship has been checked, and which step may come next (GUA-1 to GUA-5).

Pure functions over frozen data. The state follows from the days on which somebody checked
something, so that a validation expires by the clock and no job has to run. What stands beside the
machine, a court order and a likely duplicate, is no state here: whoever may read how far a
guardianship is checked need not be somebody who may know of these.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

LAPSES = (7, 1)
"""Month and day on which a validation no longer holds: it does until 30 June (GUA-4)."""


class State(StrEnum):
    """How far a guardianship has been checked."""

    IMPORTED = "IMPORTED"
    MATCHED = "MATCHED"
    CONTACT_VERIFIED = "CONTACT_VERIFIED"
    IDENTITY_VERIFIED = "IDENTITY_VERIFIED"
    VALIDATED = "VALIDATED"
    EXPIRED = "EXPIRED"
    REJECTED = "REJECTED"


class Step(StrEnum):
    """What somebody does about a guardianship."""

    MATCH = "MATCH"
    VERIFY_CONTACT = "VERIFY_CONTACT"
    VERIFY_IDENTITY = "VERIFY_IDENTITY"
    VALIDATE = "VALIDATE"
    REJECT = "REJECT"
    CHANGE_CONTACT = "CHANGE_CONTACT"


class Lack(StrEnum):
    """Why a step may not be taken."""

    REJECTED = "REJECTED"
    MATCHED_ALREADY = "MATCHED_ALREADY"
    NOT_MATCHED = "NOT_MATCHED"
    CONTACT_NOT_VERIFIED = "CONTACT_NOT_VERIFIED"
    CONTACT_NOT_VERIFIED_ANEW = "CONTACT_NOT_VERIFIED_ANEW"
    IDENTITY_NOT_VERIFIED = "IDENTITY_NOT_VERIFIED"
    VALIDATED_ALREADY = "VALIDATED_ALREADY"


@dataclass(frozen=True)
class Facts:
    """On which days a guardianship was checked. `validated_until` is the first day on which the
    check no longer holds, the others are the days of the step itself.
    """

    matched_on: date | None = None
    contact_verified_on: date | None = None
    identity_verified_on: date | None = None
    validated_until: date | None = None
    rejected_on: date | None = None


def state_of(facts: Facts, day: date) -> State:
    """The state on a day. Steps count as far as none is missing before them; what was validated
    stays so to its day, also where the way to reach the adult has changed since.
    """
    if _done(facts.rejected_on, day):
        return State.REJECTED
    if facts.validated_until is not None:
        return State.VALIDATED if day < facts.validated_until else State.EXPIRED
    if not _done(facts.matched_on, day):
        return State.IMPORTED
    if not _done(facts.contact_verified_on, day):
        return State.MATCHED
    if not _done(facts.identity_verified_on, day):
        return State.CONTACT_VERIFIED
    return State.IDENTITY_VERIFIED


def _done(on: date | None, day: date) -> bool:
    return on is not None and on <= day


def lack(step: Step, facts: Facts, day: date) -> Lack | None:
    """Why a step may not be taken on a day; None where it may."""
    state = state_of(facts, day)
    if step is Step.MATCH:
        again = state is State.REJECTED or facts.matched_on is None
        return None if again else Lack.MATCHED_ALREADY
    if step is Step.CHANGE_CONTACT:
        return None
    if state is State.REJECTED:
        return Lack.REJECTED
    if step is Step.VERIFY_CONTACT:
        return _before_contact(facts)
    if step is Step.VERIFY_IDENTITY:
        return _before_identity(facts)
    return _before_validation(facts, state) if step is Step.VALIDATE else None


def _before_contact(facts: Facts) -> Lack | None:
    return Lack.NOT_MATCHED if facts.matched_on is None else None


def _before_identity(facts: Facts) -> Lack | None:
    missing = Lack.CONTACT_NOT_VERIFIED if facts.contact_verified_on is None else None
    return _before_contact(facts) or missing


def _before_validation(facts: Facts, state: State) -> Lack | None:
    """Whoever was validated before has to be reached anew, as the address is verified each year
    (5 CCR 432); the document that showed who they are need not be seen again.
    """
    if state is State.VALIDATED:
        return Lack.VALIDATED_ALREADY
    missing = _before_identity(facts)
    if missing is not None:
        return missing
    if facts.identity_verified_on is None:
        return Lack.IDENTITY_NOT_VERIFIED
    lapsed, reached = facts.validated_until, facts.contact_verified_on
    if lapsed is not None and reached is not None and reached < lapsed:
        return Lack.CONTACT_NOT_VERIFIED_ANEW
    return None


def after(step: Step, facts: Facts, day: date) -> Facts:
    """The facts once a step was taken on a day on which it may be. A match after a rejection
    begins from the beginning.
    """
    return {
        Step.MATCH: lambda: Facts(matched_on=day),
        Step.VERIFY_CONTACT: lambda: replace(facts, contact_verified_on=day),
        Step.VERIFY_IDENTITY: lambda: replace(facts, identity_verified_on=day),
        Step.VALIDATE: lambda: replace(facts, validated_until=lapses_after(day)),
        Step.REJECT: lambda: replace(facts, rejected_on=day),
        Step.CHANGE_CONTACT: lambda: replace(facts, contact_verified_on=None),
    }[step]()


def lapses_after(day: date) -> date:
    """The day on which a validation of `day` lapses: the next 1 July, so that it holds through
    30 June (GUA-4).
    """
    this_year = date(day.year, *LAPSES)
    return this_year if day < this_year else date(day.year + 1, *LAPSES)
