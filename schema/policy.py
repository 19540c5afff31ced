"""Declared: what is told of the policy itself, of reviews of it, and of readings (P-43, P-45)."""

from datetime import date, datetime
from enum import Enum
from typing import Any

import strawberry

from hub.limits import NAMED_MAX, READINGS_DEFAULT, READINGS_MAX
from resolvers.catalog import Root
from schema.arguments import argument


@strawberry.type(description="Somebody about whom the privacy officer may ask.")
class Named:
    """One student, staff member, guardian or app."""

    id: strawberry.ID = strawberry.field(description="Their id as student, staff, guardian or app.")
    name: str = strawberry.field(description="Their name.")
    grade_level: int | None = strawberry.field(description="Of a student: the grade; else null.")


@strawberry.type(description="A slice of the record: what is allowed or withheld as one.")
class PolicySlice:
    """One slice, by its id and in words."""

    slice: str = strawberry.field(description="The id of the slice, as in `12.part`.")
    title: str = strawberry.field(description="The slice in words.")


@strawberry.enum(description="What may be decided of a court order, or become of it.")
class OrderEvent(Enum):
    """What an order may come to."""

    DOCUMENT = strawberry.enum_value(
        "DOCUMENT", description="Its document is filed: it withholds what its kind does (P-21)."
    )
    LAPSE = strawberry.enum_value(
        "LAPSE", description="No document is filed, and it lapses (P-21)."
    )
    CONFIRMATION = strawberry.enum_value(
        "CONFIRMATION",
        description="A second person confirms what is proposed: it is lifted, or ends earlier.",
    )


@strawberry.type(description="What a person whom a court order binds would read of the child then.")
class Foreseen:
    """The difference that one event makes, by standings and denies alone."""

    event: OrderEvent = strawberry.field(description="What would be decided.")
    gained: list[PolicySlice] = strawberry.field(description="What they would read besides.")
    lost: list[PolicySlice] = strawberry.field(description="What they would no longer read.")
    kept: list[PolicySlice] = strawberry.field(description="What they read now and would then.")


@strawberry.type(description="A standing of the matrix: how somebody stands to a student.")
class PolicyStanding:
    """One column of the matrix."""

    standing: str = strawberry.field(description="The standing's code, as in `TR`.")
    title: str = strawberry.field(description="The standing in words.")


@strawberry.type(description="What one standing may do with one slice.")
class PolicyCell:
    """One cell of the matrix that isn't empty."""

    standing: str = strawberry.field(description="The standing's code, as in `TR`.")
    cell: str = strawberry.field(
        description=(
            "What it may: `R` reads all, `R$` and each reading is put on record, `own` of one's "
            "own section or entries, `c` where a letter lists it, `part` where only some who "
            "stand so do; with `W` or `w` (of one's own section) written as well."
        )
    )


@strawberry.type(description="Who reads and writes one slice, and on which basis.")
class PolicyRow:
    """One row of the matrix."""

    slice: str = strawberry.field(description="The id of the slice, as in `12.part`.")
    title: str = strawberry.field(description="The slice in words.")
    basis: list[str] = strawberry.field(description="Codes of the legal basis.")
    cells: list[PolicyCell] = strawberry.field(
        description="What each standing may; one that isn't there may nothing."
    )


@strawberry.type(description="The policy as a table: slices by standings, from the grants alone.")
class PolicyMatrix:
    """The matrix that `homeroom policy matrix` prints."""

    standings: list[PolicyStanding] = strawberry.field(description="Every standing, in order.")
    slices: list[PolicyRow] = strawberry.field(description="Every slice that somebody may read.")


@strawberry.type(description="A staff member in a review, with how many students they can read of.")
class ReviewedPerson:
    """One person in one standing."""

    id: strawberry.ID = strawberry.field(description="Their id as staff.")
    name: str = strawberry.field(description="Their name.")
    students: int = strawberry.field(description="Of how many students of the school.")
    changed_on: date | None = strawberry.field(
        description="The last day on which a post of theirs began or ended; null if none has."
    )


@strawberry.type(description="Those who can read a row of the matrix by one standing.")
class ReviewedStanding:
    """One standing of a line."""

    standing: str = strawberry.field(description="The relation's code in the policy.")
    title: str = strawberry.field(description="The relation in words.")
    contracted: bool = strawberry.field(description="Whether it is a contractor's.")
    slices: list[str] = strawberry.field(description="What of it they read, in words.")
    people: int = strawberry.field(description="How many people.")
    students: int = strawberry.field(description="Of how many students of the school.")
    staff: list[ReviewedPerson] = strawberry.field(description="Who they are, by name.")


@strawberry.type(description="Who can read one delicate row of the matrix (P-43).")
class ReviewLine:
    """One line of a review."""

    row: str = strawberry.field(description="The row of the matrix, as in `12`.")
    title: str = strawberry.field(description="The row in words.")
    people: int = strawberry.field(description="How many people, each once.")
    students: int = strawberry.field(description="Of how many students of the school, each once.")
    standings: list[ReviewedStanding] = strawberry.field(description="The same by standing.")


@strawberry.type(description="Who of the staff can read what is delicate at a school (P-43).")
class AccessReview:
    """Worked out of standings and denies at each reading: no row of a record is looked at."""

    day: date = strawberry.field(description="The day whose rights are counted: today.")
    students: int = strawberry.field(description="Students enrolled at the school today.")
    lines: list[ReviewLine] = strawberry.field(description="A line for each row that is delicate.")


@strawberry.type(description="That somebody of the district, or a family, read of a record.")
class LoggedReading:
    """One request that showed something of a student, or asked for it."""

    at: datetime = strawberry.field(description="The moment of it, in UTC.")
    reader: str | None = strawberry.field(description="Who read, by their name now.")
    viewed_as: str | None = strawberry.field(
        description="As whom they viewed; null where they read as themselves."
    )
    slices: list[str] = strawberry.field(description="Which rows of the matrix were asked for.")


@strawberry.type(description="A page of the readings of one record, the latest first.")
class LoggedReadings:
    """Of the log that is kept of each reading of more than a directory says."""

    entries: list[LoggedReading] = strawberry.field(description="The readings.")
    last: strawberry.ID | None = strawberry.field(
        description="Behind which the next page begins; null on the last page."
    )


TOLD: dict[str, tuple[Root, str, Any, list[Any]]] = {
    "named": (
        Root("named", None, "computed", ("PO",), "named", "33"),
        (
            "Whoever bears a name, to be asked about by `explain` and `readers`; for the privacy "
            f"officer, {NAMED_MAX} at most. Of one who isn't there, nothing is said."
        ),
        list[Named] | None,
        [
            argument("search", str, "A name, or part of one; the likest come first."),
            argument("students", bool, "Whether students are searched for, and not who may read."),
            argument("ids", list[strawberry.ID], "These, instead of a search."),
        ],
    ),
    "foreseeOrder": (
        Root("foreseeOrder", None, "computed", loader="foresee_order"),
        (
            "What the person whom a court order binds would read of the child, and no longer read, "
            "by each thing that may be decided of it; for whoever reads the order's text. Null for "
            "an order that there is not, for you."
        ),
        list[Foreseen] | None,
        [argument("order", strawberry.ID, "The order.", optional=False)],
    ),
    "policy": (
        Root("policy", None, "computed", ("STAFF",), "policy", "S0"),
        "Who may read and write what, by the rules alone; for whoever is on staff.",
        PolicyMatrix | None,
        [],
    ),
    "accessReview": (
        Root("accessReview", None, "computed", loader="access_review"),
        (
            "How many of the staff can read each delicate part of how many students' records, and "
            "who (P-43); for a school's principal and the privacy officer. Else null."
        ),
        AccessReview | None,
        [argument("school", strawberry.ID, "The school.", optional=False)],
    ),
    "readings": (
        Root("readings", None, "computed", ("PO",), "readings", "33"),
        (
            "Who read of a student's record within the district, and their family; for the privacy "
            "officer. What is read of names, schools and staff alone is not in the log."
        ),
        LoggedReadings | None,
        [
            argument("student", strawberry.ID, "Whose record.", optional=False),
            argument(
                "first",
                int,
                f"Readings of the page: {READINGS_DEFAULT} unless given, {READINGS_MAX} at most.",
            ),
            argument("after", strawberry.ID, "Behind which reading the page begins."),
        ],
    ),
}
"""Root fields about the policy: root, description, annotation and arguments by name."""
POLICY = frozenset(
    {
        "AccessReview",
        "Foreseen",
        "LoggedReading",
        "LoggedReadings",
        "Named",
        "PolicyCell",
        "PolicyMatrix",
        "PolicyRow",
        "PolicySlice",
        "PolicyStanding",
        "ReviewLine",
        "ReviewedPerson",
        "ReviewedStanding",
    }
)
"""The types of these roots, whose fields resolve by their own names."""
