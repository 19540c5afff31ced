"""Declared: what the doses of a student come to, worked out at each reading and never stored."""

from datetime import date
from enum import Enum
from typing import Any

import strawberry

from hub.limits import PAGE_ROWS_DEFAULT, PAGE_ROWS_MAX
from resolvers.catalog import Root
from resolvers.due import KEEPERS
from schema.arguments import argument


@strawberry.enum(description="Whether the doses that a student has received let them attend.")
class ImmunizationState(Enum):
    """What is told of a status; which circumstances admit somebody for a time is not."""

    ADMITTED = strawberry.enum_value("ADMITTED", description="All doses for the grade are there.")
    CONDITIONAL = strawberry.enum_value(
        "CONDITIONAL", description="Doses are lacking, and the student attends for the time being."
    )
    OVERDUE = strawberry.enum_value(
        "OVERDUE", description="A dose is late, or nothing is on record."
    )
    EXEMPT = strawberry.enum_value("EXEMPT", description="A physician has exempted the student.")


@strawberry.enum(description="Why a dose counts as one of those that are needed, or doesn't.")
class DoseReason(Enum):
    """The reasons of verdicts."""

    COUNTS = strawberry.enum_value("COUNTS", description="It counts.")
    TOO_EARLY = strawberry.enum_value(
        "TOO_EARLY", description="It was given more than four days before the least age (IMM-1)."
    )
    NOT_ACCEPTED = strawberry.enum_value(
        "NOT_ACCEPTED", description="Its kind no longer counted on the day of it (IMM-2)."
    )
    SAME_DAY = strawberry.enum_value(
        "SAME_DAY", description="Another record of the same day counts instead (IMM-7)."
    )


@strawberry.enum(description="Why a dose is due.")
class DueReason(Enum):
    """What has to be done."""

    BEGIN = strawberry.enum_value("BEGIN", description="No dose of it is on record.")
    REPEAT = strawberry.enum_value("REPEAT", description="None of those on record counts.")
    CONTINUE = strawberry.enum_value("CONTINUE", description="The next of its series is wanted.")


@strawberry.type(description="Whether a student's doses let them attend today.")
class ImmunizationStatus:
    """Worked out of doses that the reader of it may not see (slice 16)."""

    state: ImmunizationState = strawberry.field(description="In, in for a time, late, or exempt.")
    due_on: date | None = strawberry.field(
        description=(
            "The day by which the next dose is wanted, or was; of whoever is in for a time, if "
            "that is earlier, the day on which the record is looked at again; the first day "
            "without an exemption; null where there is no such day."
        )
    )


@strawberry.type(description="What becomes of one dose.")
class JudgedDose:
    """One dose, by its id."""

    dose: strawberry.ID = strawberry.field(description="The id of the dose, as in `imm_<uuid>`.")
    given_on: date = strawberry.field(description="The day of it.")
    counts: bool = strawberry.field(description="Whether it is one of those that are needed.")
    reason: DoseReason = strawberry.field(description="Why it counts, or doesn't.")
    counts_from: date | None = strawberry.field(
        description="The first day on which one given too early would have counted; else null."
    )


@strawberry.type(description="What is asked of a student against one group of diseases.")
class ImmunizationRequirement:
    """One series of doses, by the rules of a state's pack."""

    vaccine: str = strawberry.field(description="The vaccine of the series, as in MMR.")
    needed: int = strawberry.field(description="How many doses that count are needed.")
    lacking: int = strawberry.field(description="How many of them are still to be given.")
    due: DueReason | None = strawberry.field(
        description="Why a dose is due; null where none is lacking."
    )
    next_due_on: date | None = strawberry.field(
        description="By when the next is wanted; null where none is lacking, or it is due at once."
    )
    doses: list[JudgedDose] = strawberry.field(
        description="Every dose that belongs to it, in the order in which they were given."
    )
    source: str = strawberry.field(description="Where the rule stands.")


@strawberry.type(description="A vaccine of which a student lacks a dose that is due.")
class DueDose:
    """What to ask the family for."""

    vaccine: str = strawberry.field(description="The vaccine, as in MMR.")
    lacking: int = strawberry.field(description="How many doses of it are still to be given.")
    reason: DueReason = strawberry.field(description="Why one is due.")
    due_on: date | None = strawberry.field(
        description="By when it is wanted, or was; null where it is due at once."
    )


@strawberry.type(description="A student who lacks a dose that is due.")
class StudentDue:
    """One student, and all that is due of them."""

    student: strawberry.ID = strawberry.field(description="The id of the student.")
    given_name: str | None = strawberry.field(description="Legal first name.")
    family_name: str | None = strawberry.field(description="Legal last name.")
    doses: list[DueDose] = strawberry.field(description="What is due, the soonest first.")


@strawberry.type(description="Whom to ask for immunizations at a school (slice 15).")
class ImmunizationQueue:
    """Worked out at each reading and never stored."""

    students: list[StudentDue] = strawberry.field(
        description="A page of the students, whoever's dose is due soonest first."
    )
    total: int = strawberry.field(description="How many students are in the whole queue.")
    last: strawberry.ID | None = strawberry.field(
        description="The student behind whom the next page begins; null on the last page."
    )


QUEUES: dict[str, tuple[Root, str, Any, list[Any]]] = {
    "immunizationsDue": (
        Root("immunizationsDue", None, "computed", KEEPERS, "immunizations_due", "15"),
        (
            "The students of a school today who lack a dose that is due by a day, for whoever "
            "keeps the records of immunizations there; of those whose doses you read."
        ),
        ImmunizationQueue | None,
        [
            argument("school", strawberry.ID, "The school.", optional=False),
            argument("through", date, "The last day that is looked at, instead of today."),
            argument(
                "first",
                int,
                f"Students of the page: {PAGE_ROWS_DEFAULT} unless given, {PAGE_ROWS_MAX} at most.",
            ),
            argument("after", strawberry.ID, "The student behind whom the page begins."),
        ],
    )
}
"""Root fields that are queues: root, description, annotation and arguments by name."""
IMMUNIZING = frozenset(
    {
        "DueDose",
        "ImmunizationQueue",
        "ImmunizationRequirement",
        "ImmunizationStatus",
        "JudgedDose",
        "StudentDue",
    }
)
"""The types of what doses come to, whose fields resolve by their own names."""
