"""Declared: what is lacking of students' schedules, worked out at each reading and never stored."""

from enum import Enum
from typing import Any

import strawberry

from hub.limits import BOARD_SCHOOLS_MAX, PAGE_ROWS_DEFAULT, PAGE_ROWS_MAX, UNSCHEDULED_MAX
from resolvers.catalog import Root
from resolvers.unscheduled import PLANNERS
from schema.arguments import argument


@strawberry.enum(description="Why a student's schedule is not complete.")
class ScheduleGapReason(Enum):
    """The reasons of gaps, as `hub.academics.schedules` has them."""

    NO_CLASSES = strawberry.enum_value(
        "NO_CLASSES", description="The student sits in no section at all (SCH-8)."
    )
    NO_CLASS = strawberry.enum_value(
        "NO_CLASS", description="No section in a period that the bell schedule asks for (SCH-2)."
    )
    NO_CONSENT = strawberry.enum_value(
        "NO_CONSENT", description="A period without content, without written consent (SCH-1)."
    )
    NOT_APPROVED = strawberry.enum_value(
        "NOT_APPROVED",
        description="A period without content, consented to and not decided by the principal.",
    )
    REFUSED = strawberry.enum_value(
        "REFUSED", description="A period without content that the principal refused (SCH-1)."
    )
    TWO_AT_ONCE = strawberry.enum_value(
        "TWO_AT_ONCE",
        description=(
            "Two sections in one period (SCH-5). It is told of, and does not count as incomplete."
        ),
    )


@strawberry.type(description="Something that is lacking of a student's schedule.")
class ScheduleGap:
    """One gap, by its rule."""

    rule: str = strawberry.field(description="The id of the rule, as in SCH-2.")
    reason: ScheduleGapReason = strawberry.field(description="What is lacking.")
    period: str | None = strawberry.field(description="The period; null where it is all of them.")
    weekdays: list[int] = strawberry.field(
        description="The ISO weekdays that are meant, 1 is Monday; empty where it is each."
    )
    sections: list[strawberry.ID] = strawberry.field(
        description="The sections that are meant; empty where there is none."
    )


@strawberry.type(description="How complete a student's schedule is today.")
class ScheduleGaps:
    """What is lacking of one schedule (SCH-1, SCH-2)."""

    complete: bool = strawberry.field(
        description="Whether nothing is lacking: two sections at once are told of and no lack."
    )
    bell_schedule: str | None = strawberry.field(
        description=(
            "The name of the bell schedule by which it is judged; null where none is recorded for "
            "the student: then SCH-2 can't be told."
        )
    )
    gaps: list[ScheduleGap] = strawberry.field(description="What is lacking, by period.")


@strawberry.type(description="A student whose schedule is not complete.")
class StudentUnscheduled:
    """One student, and all that is lacking."""

    student: strawberry.ID = strawberry.field(description="The id of the student.")
    given_name: str | None = strawberry.field(description="Legal first name.")
    family_name: str | None = strawberry.field(description="Legal last name.")
    grade_level: int | None = strawberry.field(description="Years of school.")
    gaps: list[ScheduleGap] = strawberry.field(description="What is lacking, by period.")


@strawberry.type(description="Who has no complete schedule at a school now (SCH-1, SCH-2, RDY-4).")
class ScheduleBoard:
    """Worked out at each reading and never stored."""

    school: strawberry.ID = strawberry.field(description="The id of the school.")
    students: list[StudentUnscheduled] = strawberry.field(
        description="A page of the students, by name; those without any section first."
    )
    total: int = strawberry.field(description="How many students are on the whole board.")
    nowhere: int = strawberry.field(description="How many of these sit in no section (SCH-8).")
    looked_at: int = strawberry.field(
        description="Students of the school whose whole schedule you read: who is on it is of them."
    )
    unchecked: int = strawberry.field(
        description=(
            "How many of these no bell schedule is recorded for: of them only SCH-1 and SCH-8 can "
            "be told."
        )
    )
    escalates: bool = strawberry.field(
        description=f"Whether there are more than {UNSCHEDULED_MAX} (SCH-8)."
    )
    last: strawberry.ID | None = strawberry.field(
        description="The student behind whom the next page begins; null on the last page."
    )


BOARDS: dict[str, tuple[Root, str, Any, list[Any]]] = {
    "incompleteSchedules": (
        Root("incompleteSchedules", None, "computed", PLANNERS, "incomplete_schedules", "27"),
        (
            "The students of schools today without a complete schedule, a board for each school, "
            "for whoever plans schedules: of those whose whole schedule you read. A student of "
            "several schools is on the board of the primary one."
        ),
        list[ScheduleBoard] | None,
        [
            argument(
                "schools",
                list[strawberry.ID],
                f"The schools, {BOARD_SCHOOLS_MAX} at most.",
                optional=False,
            ),
            argument(
                "first",
                int,
                f"Students of the page: {PAGE_ROWS_DEFAULT} unless given, {PAGE_ROWS_MAX} at most.",
            ),
            argument(
                "after",
                strawberry.ID,
                "The student behind whom the page begins, where one school is asked for.",
            ),
        ],
    )
}
"""Root fields that are boards: root, description, annotation and arguments by name."""
SCHEDULING = frozenset({"ScheduleBoard", "ScheduleGap", "ScheduleGaps", "StudentUnscheduled"})
"""The types of what is lacking, whose fields resolve by their own names."""
