"""Declared: explanations (P-45), which are worked out and have no rows of their own."""

from datetime import date
from enum import Enum
from typing import Any

import strawberry

from resolvers.catalog import Root
from schema.arguments import argument


@strawberry.enum(description="What becomes of a grant for the person who is asked about.")
class Outcome(Enum):
    """The outcomes of one way in."""

    OPENS = strawberry.enum_value("OPENS", description="The person reads by it.")
    NOT_HELD = strawberry.enum_value(
        "NOT_HELD", description="The person does not stand so to the student."
    )
    DENIED = strawberry.enum_value(
        "DENIED", description="The person stands so, and something denies it all the same."
    )
    UNTRAINED = strawberry.enum_value(
        "UNTRAINED", description="The person's confidentiality training is not current (P-37)."
    )
    NO_ROW = strawberry.enum_value("NO_ROW", description="Nothing is recorded.")
    OTHER_ROWS = strawberry.enum_value(
        "OTHER_ROWS", description="What is recorded is not among the rows that it opens."
    )


@strawberry.type(description="A row on which a standing or a deny rests.")
class RestsOn:
    """One row, without a value of it."""

    table: str = strawberry.field(description="The table of the row, as in `section_staff`.")
    row: str = strawberry.field(description="The row's key.")
    starts_on: date | None = strawberry.field(
        description="The first day on which it holds; null where it has no such date."
    )
    ends_on: date | None = strawberry.field(
        description="The first day on which it no longer holds; null while no end is set."
    )


@strawberry.type(description="One grant by which a field can be read, and what becomes of it.")
class WayIn:
    """A standing, the slice that it opens, its basis, and what would change it."""

    standing: str = strawberry.field(description="The relation's code in the policy, as in `TR`.")
    title: str = strawberry.field(description="The relation in words.")
    slice: str = strawberry.field(description="The id of the slice that it opens.")
    slice_title: str = strawberry.field(description="The slice in words.")
    basis: list[str] = strawberry.field(description="Codes of the legal basis.")
    logged: bool = strawberry.field(description="Whether each reading is put on record.")
    outcome: Outcome = strawberry.field(description="What becomes of it.")
    beaten_by: list[str] = strawberry.field(
        description="What denies it, in words; told to the privacy officer only."
    )
    rests_on: list[RestsOn] = strawberry.field(
        description="The rows on which it rests; told to the privacy officer only."
    )
    until: date | None = strawberry.field(
        description="The first day on which it no longer opens, by its rows; null if none is set."
    )
    change: str = strawberry.field(description="What would change it.")


@strawberry.type(description="Why somebody may or may not read a field (P-45).")
class Explanation:
    """The answer for one field, one person, one student and one day."""

    field: str = strawberry.field(description="The field that was asked about.")
    day: date = strawberry.field(description="The day on which the rights are looked at.")
    readable: bool = strawberry.field(description="Whether the person reads some of it.")
    suspended: bool = strawberry.field(
        description="Whether the person's sign-in is suspended, which refuses everything (P-9)."
    )
    rows: int | None = strawberry.field(
        description="How many rows there are; null unless the privacy officer asks."
    )
    readable_rows: int | None = strawberry.field(
        description="How many of them the person reads; null unless the privacy officer asks."
    )
    ways: list[WayIn] = strawberry.field(
        description="Every grant that opens the field to anybody, the furthest going first."
    )


@strawberry.type(description="Somebody who could read a field of a student on a day.")
class Reader:
    """One person."""

    id: strawberry.ID = strawberry.field(description="Their id as staff, guardian or student.")
    name: str = strawberry.field(description="Their name.")
    standings: list[str] = strawberry.field(description="The relations by which they could.")
    titles: list[str] = strawberry.field(description="The same relations in words.")


def _field_and_student(student: str) -> list[Any]:
    return [
        argument("field", str, "The field, as in `HealthAlert.instruction`.", optional=False),
        argument("student", strawberry.ID, student),
    ]


def _on() -> Any:
    return argument(
        "on", date, "The day whose rights are meant, instead of today; for the privacy officer."
    )


EXPLANATIONS: dict[str, tuple[Root, str, Any, list[Any]]] = {
    "explain": (
        Root("explain", None, "computed", loader="explain"),
        (
            "Why you may or may not read a field now; for the privacy officer why anybody may on "
            "any day. Null for a student or person whom there is not, for you."
        ),
        Explanation | None,
        [
            *_field_and_student("The student whom the field is about, if it is about one."),
            argument("person", strawberry.ID, "Whom to explain; for the privacy officer."),
            _on(),
        ],
    ),
    "readers": (
        Root("readers", None, "computed", loader="readers"),
        (
            "Everybody who could read a field of a student on a day; for the privacy officer. "
            "Null where there is no such student."
        ),
        list[Reader] | None,
        [*_field_and_student("The student whom the field is about."), _on()],
    ),
}
"""Root fields that are worked out: root, description, annotation and arguments by name."""
EXPLAINED = frozenset({"Explanation", "WayIn", "RestsOn", "Reader"})
"""The types of explanations, whose fields resolve by their own names."""
