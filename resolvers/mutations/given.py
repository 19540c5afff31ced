"""What a client gives for a change: frozen dataclasses, made of what the schema has coerced.

A field's annotation says what it may hold: a key, which clients write as the public id of a type
(`Annotated[UUID, "Student"]`, or `ANY` for one of any type; `Named` says of which), a code, a text,
a number, a day, an instant, another dataclass, or many of them (`tuple[..., ...]`). Whether a text
is empty or too long is judged here, once for all changes.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from hub.errors import BadInput
from hub.limits import BATCH_ROWS_MAX, TEXT_CHARACTERS_MAX, YEARS
from hub.models.codes import Code
from resolvers.binding import public_id
from resolvers.mutations.errors import Refused, UserError, Wrong


class Kept(Enum):
    """What is not said, where null would be a value."""

    KEPT = "KEPT"


KEPT = Kept.KEPT
ANY = "Node"
"""In the place of a type's name: the public id of a row of any type."""


class Named(NamedTuple):
    """A row of any type by its public id, where a change has to know of which (`ANY`)."""

    type: str
    id: UUID


@dataclass(frozen=True)
class Field:
    """One field of an input: what it holds, and whether it may be left out or null.

    `kind` is a scalar's Python type, a code list or a dataclass; `of` the type whose id it is.
    """

    name: str
    kind: Any
    of: str | None
    many: bool
    nullable: bool
    required: bool


@cache
def fields_of(given: type) -> tuple[Field, ...]:
    """The fields of an input dataclass."""
    hints = get_type_hints(given, include_extras=True)
    return tuple(_field(each, hints[each.name]) for each in fields(given))


def _field(declared: Any, hint: Any) -> Field:
    required = declared.default is MISSING and declared.default_factory is MISSING
    parts = [hint]
    if get_origin(hint) in (Union, UnionType):
        parts = [each for each in get_args(hint) if each not in (NoneType, Kept)]
    nullable = NoneType in get_args(hint)
    (kind,) = parts
    many = get_origin(kind) is tuple
    kind = get_args(kind)[0] if many else kind
    of = None
    if get_origin(kind) is Annotated:
        kind, of = get_args(kind)
    return Field(declared.name, kind, of, many, nullable, required)


def made(given: type, said: dict[str, Any], prefixes: Any, path: tuple[str, ...]) -> Any:
    """The dataclass of what was said, by names of the schema; `prefixes` are those of public ids
    by type. Raises Refused with everything that is wrong at once.
    """
    values: dict[str, Any] = {}
    errors: list[UserError] = []
    for field in fields_of(given):
        name = in_schema(field.name)
        if name not in said or (said[name] is None and not field.nullable and not field.required):
            continue
        try:
            values[field.name] = _value(field, said[name], prefixes, (*path, name))
        except Refused as refusal:
            errors += refusal.errors
    if errors:
        raise Refused(*errors)
    return given(**values)


def _value(field: Field, value: Any, prefixes: Any, path: tuple[str, ...]) -> Any:
    if value is None:
        return None
    if not field.many:
        return _one(field, value, prefixes, path)
    if len(value) > BATCH_ROWS_MAX:
        raise _invalid(path, f"More than {BATCH_ROWS_MAX} at once.")
    found: list[Any] = []
    errors: list[UserError] = []
    for at, each in enumerate(value):
        try:
            found.append(_one(field, each, prefixes, (*path, str(at))))
        except Refused as refusal:
            errors += refusal.errors
    if errors:
        raise Refused(*errors)
    return tuple(found)


def _one(field: Field, value: Any, prefixes: Any, path: tuple[str, ...]) -> Any:
    if is_dataclass(field.kind):
        return made(field.kind, value, prefixes, path)  # type: ignore[arg-type]
    if field.of is not None:
        prefix = _prefix(field.of, str(value), prefixes)
        try:
            key = public_id(str(value), prefix)
        except BadInput as error:
            raise _invalid(path, error.message) from error
        if field.kind is Named:
            return Named(next(name for name in prefixes if prefixes[name] == prefix), key)
        return key
    if field.kind is str:
        return _text(value, path)
    if issubclass(field.kind, date) and value.year not in YEARS:
        raise _invalid(path, f"A day lies between {YEARS[0]} and {YEARS[-1]}.")
    if issubclass(field.kind, Code):
        return field.kind(getattr(value, "value", value))
    return value


def _prefix(of: str, value: str, prefixes: Any) -> str:
    """With what an id of the type begins; of any type, its own beginning if there is such a one."""
    own = value.partition("_")[0]
    if of != ANY:
        return str(prefixes[of])
    return own if own in prefixes.values() else "type"


def _text(value: str, path: tuple[str, ...]) -> str:
    if len(value) > TEXT_CHARACTERS_MAX:
        raise _invalid(path, f"More than {TEXT_CHARACTERS_MAX} characters.")
    if not value.strip():
        raise _invalid(path, "There is nothing in it.")
    if "\0" in value:
        raise _invalid(path, "It holds the character NUL, which no record can hold.")
    return value


def _invalid(path: tuple[str, ...], message: str) -> Refused:
    return Refused(UserError(path, Wrong.INVALID, message))


def in_schema(name: str) -> str:
    """A name of Python's as clients write it."""
    first, *rest = name.split("_")
    return first + "".join(each.capitalize() for each in rest)
