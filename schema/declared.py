"""The words in which the domain files declare their types.

    @planned(models.HealthAlert, "alr", order=("starts_on",))
    class HealthAlert(Node):
        \"\"\"What to do for a student, in words that anyone can act on.\"\"\"
        instruction = column("What to do.")
        student = to_one("student_id", "The student whom it protects.")

The class's docstring is the type's description. Annotations come from the columns, when all
types are known (`schema.build`).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import Column
from sqlalchemy.orm import InstrumentedAttribute

from hub.models import Base
from hub.models.base import VERSION

CHANGED = (
    "How often it was changed: give it back with what you change. Read by whoever may write some "
    "of it."
)
Declared = TypeVar("Declared", bound=type)


@dataclass(frozen=True)
class ColumnOf:
    """A field that shows a column: the attribute's own name unless `of` says another."""

    description: str
    of: str | None = None


@dataclass(frozen=True)
class ToOne:
    """A field that follows this row's foreign key `key`."""

    key: str
    description: str


@dataclass(frozen=True)
class ToMany:
    """A field that leads to the rows whose foreign key is this row's id."""

    key: Column[Any]
    description: str
    paged: bool
    redacts: bool = False


@dataclass(frozen=True)
class FromViewer:
    """A field about the viewer: a parameter, or the one row to which a parameter points."""

    parameter: str
    description: str
    annotation: Any


@dataclass(frozen=True)
class ComputedBy:
    """A field worked out in Python by a batch function from the hidden fields in `needs`."""

    loader: str
    needs: str
    description: str
    annotation: Any
    entire: bool = False
    under: str = ""


@dataclass(frozen=True)
class Said:
    """A field that says the same of every row."""

    value: str
    description: str


Declaration = ColumnOf | ToOne | ToMany | FromViewer | ComputedBy | Said


@dataclass(frozen=True)
class PlannedType:
    """A declared type: its class, table, id prefix, default order, and declared fields."""

    python: type
    table: Any
    prefix: str
    order: tuple[str, ...]
    fields: dict[str, Declaration] = field(default_factory=dict)


PLANNED: dict[str, PlannedType] = {}
"""Every declared type by its GraphQL name, in the order of declaration."""


def column(description: str, of: str | None = None) -> Any:
    """Declare a field that shows a column of the type's table."""
    return ColumnOf(description, of)


def to_one(key: str, description: str) -> Any:
    """Declare a field that follows the foreign key column `key` of the type's table."""
    return ToOne(key, description)


def to_many(key: InstrumentedAttribute[Any], description: str, *, redacts: bool = False) -> Any:
    """Declare a short list of the rows whose foreign key `key` is this row's id.

    `redacts`: rows that the viewer may not see appear as an id-less redacted type instead.
    """
    return ToMany(_column(key), description, paged=False, redacts=redacts)


def paged(key: InstrumentedAttribute[Any], description: str) -> Any:
    """Declare a connection of the rows whose foreign key `key` is this row's id."""
    return ToMany(_column(key), description, paged=True)


def from_viewer(parameter: str, annotation: Any, description: str) -> Any:
    """Declare a field about the viewer, bound by the executor under the name `parameter`."""
    return FromViewer(parameter, description, annotation)


def computed(
    loader: str,
    needs: str,
    annotation: Any,
    description: str,
    *,
    entire: bool = False,
    under: str = "",
) -> Any:
    """Declare a field that the batch function `loader` works out from hidden fields of its row;
    `needs` is their selection, as in `{ id meetings { weekday } }`. `entire`: it would say
    something else without the rows of the student that a viewer may not see. `under`: whoever
    reads that slice has it, also where they may read none of the fields themselves.
    """
    return ComputedBy(loader, needs, description, annotation, entire, under)


def said(value: str, description: str) -> Any:
    """Declare a field that says `value` of every row."""
    return Said(value, description)


def planned(
    model: type[Base] | None, prefix: str, order: tuple[str, ...] = ()
) -> Callable[[Declared], Declared]:
    """Declare a class as a planned type over `model`; `order` names NOT NULL columns."""

    def declare(python: Declared) -> Declared:
        declared = {
            name: value for name, value in vars(python).items() if isinstance(value, Declaration)
        }
        table = model.__table__ if model is not None else None
        if table is not None and VERSION in table.c:
            declared["version"] = ColumnOf(CHANGED, VERSION)
        PLANNED[python.__name__] = PlannedType(python, table, prefix, order, declared)
        return python

    return declare


def _column(key: InstrumentedAttribute[Any]) -> Column[Any]:
    column: Column[Any] = key.property.columns[0]
    return column
