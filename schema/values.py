"""Declared: objects that are worked out, and have no row of their own."""

from datetime import datetime
from decimal import Decimal
from enum import Enum

import strawberry

from schema.explain import EXPLAINED
from schema.history import RECOUNTING
from schema.immunizing import IMMUNIZING
from schema.policy import POLICY
from schema.scheduling import SCHEDULING


@strawberry.type(description="A coming meeting of a section.")
class NextMeeting:
    """When and where a section meets next."""

    starts_at: datetime = strawberry.field(description="When it begins.")
    ends_at: datetime = strawberry.field(description="When it ends.")
    room: str | None = strawberry.field(description="Where; null where no room is set.")


@strawberry.enum(description="Why a line of a transcript counts as it does.")
class LineReason(Enum):
    """The reasons of credits and averages."""

    COUNTED = strawberry.enum_value("COUNTED", description="It counts in full.")
    CAPPED = strawberry.enum_value(
        "CAPPED", description="It counts in part: the course has earned the rest already (CR-9)."
    )
    NOT_PASSED = strawberry.enum_value("NOT_PASSED", description="It was not passed.")
    REPEATED = strawberry.enum_value(
        "REPEATED", description="Another line of the same course counts instead (CR-2, GP-2)."
    )
    MIDDLE_SCHOOL = strawberry.enum_value(
        "MIDDLE_SCHOOL", description="It was taken before high school (CR-6, GP-4)."
    )
    CONFLICTING = strawberry.enum_value(
        "CONFLICTING",
        description="Another line says otherwise of the same attempt; a person decides (CR-4d).",
    )
    EXCLUDED = strawberry.enum_value(
        "EXCLUDED", description="The course is left out by a flag of the line (GP-3)."
    )
    COLLEGE_RECORD = strawberry.enum_value(
        "COLLEGE_RECORD", description="It is a college's own record, not the school's (CR-20)."
    )
    UNGRADED = strawberry.enum_value(
        "UNGRADED", description="Its mark is no grade, so no average counts it (CR-19)."
    )
    NO_CREDIT = strawberry.enum_value(
        "NO_CREDIT", description="It carries no credit: that comes at the end of the course (CR-5)."
    )


@strawberry.enum(description="How far the district has checked that a guardianship is true.")
class ValidationState(Enum):
    """The states of `hub/validation.py`."""

    IMPORTED = strawberry.enum_value(
        "IMPORTED", description="Taken from another system; nobody has looked at it."
    )
    MATCHED = strawberry.enum_value(
        "MATCHED", description="Tied to one adult after a search for the same adult elsewhere."
    )
    CONTACT_VERIFIED = strawberry.enum_value(
        "CONTACT_VERIFIED", description="The adult was reached by the phone or e-mail on record."
    )
    IDENTITY_VERIFIED = strawberry.enum_value(
        "IDENTITY_VERIFIED", description="Staff have seen proof of who the adult is."
    )
    VALIDATED = strawberry.enum_value(
        "VALIDATED",
        description="Checked in full, through 30 June of the school year.",
    )
    EXPIRED = strawberry.enum_value(
        "EXPIRED", description="Was checked in full once; the check is due again (GUA-4)."
    )
    REJECTED = strawberry.enum_value("REJECTED", description="Checked and found untrue.")


@strawberry.type(description="What one line of a transcript adds to the totals, and why not more.")
class CountedLine:
    """One line, by its id."""

    line: strawberry.ID = strawberry.field(description="The id of the line, as in `tsl_<uuid>`.")
    credit_attempted: Decimal = strawberry.field(description="What it adds to credits attempted.")
    credit_earned: Decimal = strawberry.field(description="What it adds to credits earned.")
    credit_reason: LineReason = strawberry.field(description="Why it counts so in credits.")
    points: Decimal | None = strawberry.field(
        description="Grade points of its mark, not weighted; null where no average counts it."
    )
    weight: Decimal = strawberry.field(description="The credit by which its points are weighed.")
    average_reason: LineReason = strawberry.field(description="Why it counts so in averages.")


@strawberry.type(description="What the lines of a transcript come to, by one district's numbers.")
class TranscriptTotals:
    """Worked out at each reading and never stored; the sums of its lines (CR-21)."""

    credits_attempted: Decimal = strawberry.field(description="Credits attempted.")
    credits_earned: Decimal = strawberry.field(
        description="Credits earned; what is in progress is never in it (CR-8)."
    )
    average: Decimal | None = strawberry.field(
        description="Grade point average, not weighted; null where no line counts (GP-7)."
    )
    weighted_average: Decimal | None = strawberry.field(
        description="Grade point average in which honors weigh more; null where no line counts."
    )
    pack: str = strawberry.field(description="The name of the numbers by which it is worked out.")
    source: str = strawberry.field(description="Where these numbers come from.")
    lines: list[CountedLine] = strawberry.field(
        description="Every line that you may read, in the order of posting."
    )


@strawberry.type(description="A seat of today, and whether its class is still in progress.")
class SeatInProgress:
    """One seat, by its id."""

    seat: strawberry.ID = strawberry.field(description="The id of the seat, as in `sen_<uuid>`.")
    credit: Decimal = strawberry.field(description="Credits of the class if it is passed.")
    in_progress: bool = strawberry.field(
        description="False where the class has ended, or its final mark is posted (CR-1)."
    )


@strawberry.type(description="What the classes of today would earn if all of them were passed.")
class CreditsInProgress:
    """Worked out at each reading and never stored."""

    credits: Decimal = strawberry.field(description="The sum over seats that are in progress.")
    seats: list[SeatInProgress] = strawberry.field(description="Every seat of today.")


VALUES = (
    EXPLAINED
    | RECOUNTING
    | IMMUNIZING
    | POLICY
    | SCHEDULING
    | {
        "CountedLine",
        "CreditsInProgress",
        "NextMeeting",
        "SeatInProgress",
        "TranscriptTotals",
    }
)
"""Types whose fields resolve by their own names, from what a batch function returned."""
