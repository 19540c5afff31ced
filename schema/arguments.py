"""Declared: the arguments of lists and roots."""

from datetime import date
from typing import Any

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.unset import UNSET

from hub.limits import PAGE_ROWS_DEFAULT, PAGE_ROWS_MAX


def argument(
    name: str, annotation: Any, description: str, *, optional: bool = True
) -> StrawberryArgument:
    """One argument; optional ones have the default null."""
    kind = annotation | None if optional and not isinstance(annotation, str) else annotation
    return StrawberryArgument(
        python_name=name,
        graphql_name=None,
        type_annotation=StrawberryAnnotation(kind),
        description=description,
        default=None if optional else UNSET,
    )


def as_of() -> StrawberryArgument:
    """The day of facts, for a root or a list of dated rows and all below it."""
    return argument(
        "as_of",
        date,
        "Show the facts that hold on this day instead of today, here and below. "
        "It never widens what you may see.",
    )


def history() -> StrawberryArgument:
    """Rows of any dates."""
    return argument("history", bool, "Show rows whatever their dates, past and future ones too.")


def row_id() -> StrawberryArgument:
    """The id of one row."""
    return argument("id", strawberry.ID, "The object's id, as in `stu_<uuid>`.", optional=False)


def paging(
    where: type | None, order: type | None, *, searched: bool = False
) -> list[StrawberryArgument]:
    """The arguments of a connection; `searched` is one of people, who are found by name."""
    found = [
        argument(
            "first",
            int,
            f"Rows of the page: {PAGE_ROWS_DEFAULT} unless given, {PAGE_ROWS_MAX} at most.",
        ),
        argument("after", str, "The cursor behind which the page begins."),
    ]
    if where is not None:
        found.append(argument("where", where, "Only rows for which this holds."))
    if searched:
        found.append(
            argument(
                "search",
                str,
                "Only people whose name resembles this: any part of it, without regard to case, "
                "accents and a misspelled letter. The likest come first, unless `orderBy` says "
                "otherwise.",
            )
        )
    if order is not None:
        found.append(argument("order_by", order, "The order of rows; their id decides ties."))
    return found
