"""Declared: `where` and `orderBy` of every type, derived from its columns and links."""

from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any

import strawberry
from sqlalchemy import Column, UniqueConstraint

from hub.models.base import VERSION, sort_key
from schema.declared import PLANNED, ColumnOf, PlannedType, ToMany, ToOne
from schema.query import ROOTS

LISTED = frozenset(root.target for root, _ in ROOTS.values() if root.kind == "page")
"""Types that a root field lists."""
EQUALITY = {
    "eq": "It equals this value.",
    "ne": "It does not equal this value; nothing recorded does not match.",
    "in": "It is one of these values.",
    "is_null": "True: nothing is recorded. False: something is.",
}
ORDER = {
    "lt": "It is less than this value.",
    "lte": "It is this value or less.",
    "gt": "It is more than this value.",
    "gte": "It is this value or more.",
}
TEXT = {
    "starts_with": "It begins with this text, letter for letter.",
    "contains": "This text stands in it, letter for letter.",
}


def comparison(name: str, kind: Any, *, ordered: bool = False, text: bool = False) -> type:
    """An input type that compares one scalar: its operators, all of which must hold."""
    operators = {**EQUALITY, **(ORDER if ordered else {}), **(TEXT if text else {})}
    annotations: dict[str, Any] = {}
    fields: dict[str, Any] = {}
    for operator, description in operators.items():
        attribute = "in_" if operator == "in" else operator
        annotations[attribute] = _operand(operator, kind)
        fields[attribute] = strawberry.field(
            description=description, default=None, name="in" if operator == "in" else None
        )
    return _input(name, annotations, fields, "Comparisons that must all hold.")


def _operand(operator: str, kind: Any) -> Any:
    if operator == "is_null":
        return bool | None
    return (list[kind] if operator == "in" else kind) | None


def _input(name: str, annotations: dict[str, Any], fields: dict[str, Any], said: str) -> type:
    python = type(name, (), {"__annotations__": annotations, "__module__": __name__, **fields})
    return strawberry.input(python, description=said)


SCALARS: dict[type, type] = {
    str: comparison("TextFilter", str, ordered=True, text=True),
    int: comparison("IntFilter", int, ordered=True),
    bool: comparison("BooleanFilter", bool),
    date: comparison("DateFilter", date, ordered=True),
    datetime: comparison("DateTimeFilter", datetime, ordered=True),
    time: comparison("TimeFilter", time, ordered=True),
    Decimal: comparison("DecimalFilter", Decimal, ordered=True),
}
IDS = comparison("IdFilter", strawberry.ID)


@strawberry.enum(description="Which way an order runs.")
class Direction(Enum):
    """Up or down."""

    ASC = strawberry.enum_value("ASC", description="From the least to the greatest, nulls last.")
    DESC = strawberry.enum_value("DESC", description="From the greatest to the least, nulls first.")


class Inputs:
    """The `where` and `orderBy` types of all planned types; `codes` are the enums by code list."""

    def __init__(self, codes: dict[type, type]) -> None:
        self.codes = codes
        self.lists = {
            kind: comparison(f"{enum.__name__}Filter", enum) for kind, enum in codes.items()
        }
        self.where = {name: _blank(f"{name}Where") for name in PLANNED}
        self.order = {name: self._order(planned) for name, planned in PLANNED.items()}
        for name, planned in PLANNED.items():
            self._fill(name, planned)

    def _fill(self, name: str, planned: PlannedType) -> None:
        python = self.where[name]
        annotations: dict[str, Any] = {
            "and_": list[python] | None,  # type: ignore[valid-type]
            "or_": list[python] | None,  # type: ignore[valid-type]
            "not_": python | None,
            "id": IDS | None,
        }
        said = {
            "and_": "All of these hold.",
            "or_": "At least one of these holds.",
            "not_": "This does not hold; what you may not read matches neither way.",
            "id": "Which objects.",
        }
        for field, declared in planned.fields.items():
            annotation = self._annotation(planned, field, declared)
            if annotation is not None:
                annotations[field] = annotation | None
                said[field] = _said(declared)
        python.__annotations__ = annotations
        for field, description in said.items():
            plain = field.removesuffix("_") if field.endswith("_") else None
            setattr(
                python, field, strawberry.field(description=description, default=None, name=plain)
            )
        strawberry.input(python, description=f"What must hold of a row ({name}); all of it.")

    def _annotation(self, planned: PlannedType, field: str, declared: Any) -> Any:
        if isinstance(declared, ColumnOf):
            if declared.of == VERSION:
                return None
            return self._comparison(planned.table.c[declared.of or field])
        if isinstance(declared, ToOne):
            return self.where[target(planned.table.c[declared.key])]
        if isinstance(declared, ToMany) and not declared.redacts:
            return self.where[type_of(declared.key.table.name)]
        return None

    def _comparison(self, column: Column[Any]) -> Any:
        enum = getattr(column.type, "enum_class", None)
        if enum is not None:
            return self.lists[enum]
        return None if column.type.python_type is list else SCALARS[column.type.python_type]

    def _order(self, planned: PlannedType) -> type | None:
        listed = planned.python.__name__ in LISTED
        names = [
            field
            for field, declared in planned.fields.items()
            if isinstance(declared, ColumnOf)
            and declared.of != VERSION
            and _sorts(planned.table.c[declared.of or field], listed=listed)
        ]
        if not names:
            return None
        name = planned.python.__name__
        members = {
            field.upper(): strawberry.enum_value(
                field.upper(), description=planned.fields[field].description
            )
            for field in names
        }
        made: Any = Enum(f"{name}OrderField", members)  # type: ignore[misc]
        field_enum = strawberry.enum(
            made,
            description=f"By what rows can be sorted ({name}).",
        )
        annotations = {"field": field_enum, "direction": Direction}
        fields = {
            "field": strawberry.field(description="The field to sort by."),
            "direction": strawberry.field(description="Up or down.", default=Direction.ASC),
        }
        return _input(f"{name}Order", annotations, fields, f"An order of rows ({name}).")


def _sorts(column: Column[Any], *, listed: bool) -> bool:
    """A column sorts pages if it has an order and, where a root field lists the whole district,
    an index of its sort key and the id carries the cursor. Below a row there are few to be sorted.
    """
    sortable = column.type.python_type in (str, int, date, datetime)
    return sortable and (not listed or _carried(column))


def _carried(column: Column[Any]) -> bool:
    table: Any = column.table
    key = [str(part) for part in (*sort_key(column), table.c.id)]
    leads = [[str(part) for part in index.expressions][: len(key)] for index in table.indexes]
    alone = [[each.name for each in c.columns] for c in table.constraints if _unique(c)]
    return key in leads or (not column.nullable and [column.name] in alone)


def _unique(constraint: Any) -> bool:
    return isinstance(constraint, UniqueConstraint)


def _blank(name: str) -> type:
    return type(name, (), {"__module__": __name__})


def _said(declared: Any) -> str:
    if isinstance(declared, ToMany):
        return f"Some row that you may see, of these: {declared.description}"
    return str(declared.description)


def type_of(table: str) -> str:
    """The GraphQL type over a table."""
    return next(
        name
        for name, each in PLANNED.items()
        if each.table is not None and each.table.name == table
    )


def target(column: Column[Any]) -> str:
    """The GraphQL type to which a foreign key leads."""
    key = next(iter(column.foreign_keys))
    return type_of(key.column.table.name)
