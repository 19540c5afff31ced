"""Declared: what became of a student's rows, which is worked out of records (AUD-2)."""

from datetime import datetime
from enum import Enum
from typing import Any

import strawberry

from hub.limits import HISTORY_ROWS_DEFAULT, HISTORY_ROWS_MAX
from resolvers.catalog import Root
from schema.arguments import argument
from schema.needs import hidden

NEEDS = """{
    sections { id title period }
    schools { id name }
    staff { id givenName familyName }
    guardians { id givenName familyName }
    student {
        schedule { id section { title period } }
        marks { id section { title period } }
        scores { id section { title period } }
        attendance { id section { title period } }
        enrollments { id school { name } }
        guardianships { id guardian { givenName familyName } }
        guardianRights { id kind }
        courtOrders { id kind }
        emergencyContacts { id name }
    }
}"""
"""What is read beside the entries of a page: what names the rows to which their keys lead, by type,
and below the student what tells the rows apart of which they are.
"""


@strawberry.enum(description="What became of a row.")
class RowChange(Enum):
    """The kinds of entries of a history."""

    ADDED = strawberry.enum_value("ADDED", description="It was entered.")
    AMENDED = strawberry.enum_value("AMENDED", description="Something of it was changed.")
    TAKEN_BACK = strawberry.enum_value(
        "TAKEN_BACK", description="It was taken back, as if it had never been."
    )


@strawberry.type(description="One field of a row, before and after somebody changed it.")
class FieldHistory:
    """Values are texts, as the field itself prints them; what a link leads to is named."""

    name: str = strawberry.field(description="The field, as in `endsOn`.")
    before: str | None = strawberry.field(
        description="What it said before; null if it said nothing, or is withheld."
    )
    after: str | None = strawberry.field(
        description="What it said from then on; null if nothing, or if it is withheld."
    )
    is_withheld: bool = strawberry.field(
        description=(
            "Whether a value is kept from you: a free text's from whoever may not write it, and "
            "the name of somebody or something of which you may not know."
        )
    )


@strawberry.type(description="What somebody did to one row of a student's record at one moment.")
class HistoryEntry:
    """One entry, of which only the fields are told that you read on every such row today."""

    id: strawberry.ID = strawberry.field(description="The entry's id, as in `chg_<uuid>`.")
    at: datetime = strawberry.field(description="The moment of it, in UTC.")
    kind: RowChange = strawberry.field(description="What became of the row.")
    type: str = strawberry.field(description="Of which type it is, as in `SectionEnrollment`.")
    row: strawberry.ID = strawberry.field(description="The row's id.")
    about: str | None = strawberry.field(
        description="What tells the row from others, such as a class; null where nothing does."
    )
    by: str | None = strawberry.field(
        description=(
            "The staff member who did it, by name; null where it was nobody whose name you may "
            "read, and to families in what isn't a class's."
        )
    )
    operation: str | None = strawberry.field(
        description="By which mutation; null unless you may write all that was changed."
    )
    reason: str | None = strawberry.field(
        description="Why, in their words; null if none was given, or you may not write all of it."
    )
    fields: list[FieldHistory] = strawberry.field(description="What was changed, by field.")


@strawberry.type(description="A page of what became of a student's rows (AUD-2).")
class History:
    """Read of the records, the newest first."""

    changes: list[HistoryEntry] = strawberry.field(description="The entries of the page.")
    last: strawberry.ID | None = strawberry.field(
        description="The entry behind which the next page begins; null on the last page."
    )


RECOUNTED: dict[str, tuple[Root, str, Any, list[Any]]] = {
    "history": (
        Root("history", None, "computed", loader="history", paired=True, needs=hidden(NEEDS)),
        (
            "Who entered or changed what of a student, the newest first: of each row the fields "
            "that you read on every such row today. Null where that is none, or for a student whom "
            "there is not, for you."
        ),
        History | None,
        [
            argument("student", strawberry.ID, "The student.", optional=False),
            argument(
                "first",
                int,
                f"Entries of the page: {HISTORY_ROWS_DEFAULT} unless given, "
                f"{HISTORY_ROWS_MAX} at most.",
            ),
            argument("after", strawberry.ID, "The entry behind which the page begins."),
        ],
    )
}
"""The root field of histories: root, description, annotation and arguments by name."""
RECOUNTING = frozenset({"FieldHistory", "History", "HistoryEntry"})
"""The types of a history, whose fields resolve by their own names."""
