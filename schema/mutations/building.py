"""Declare: the Mutation type, with an input and a payload for each change that is declared."""

from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any

import strawberry
from strawberry.types.unset import UNSET

from resolvers.mutations.given import Field, fields_of
from schema.arguments import argument
from schema.declared import PLANNED
from schema.mutations import (
    acknowledging,
    behavior,
    bells,
    cases,
    consents,
    enrollment,
    grades,
    guardians,
    health,
    identity,
    ieps,
    merging,
    openings,
    orders,
    plans,
    problems,
    programs,
    requests,
    reviews,
    rights,
    schedules,
    scopes,
    sections,
    staff,
    students,
    undoing,
    validation,
)
from schema.mutations.declared import CHANGES, ROWS, Declared

DOMAINS = (
    students,
    enrollment,
    guardians,
    orders,
    rights,
    validation,
    merging,
    identity,
    health,
    openings,
    sections,
    schedules,
    bells,
    grades,
    behavior,
    staff,
    cases,
    acknowledging,
    ieps,
    plans,
    programs,
    problems,
    scopes,
    consents,
    requests,
    reviews,
    undoing,
)
"""The files of changes; each declares its own when it is imported."""
SCALARS = (str, int, bool, date, datetime, time, Decimal)
PLENTY = "What is wrong with what was entered; empty where nothing is."


@strawberry.enum(description="What is wrong with something that was entered.")
class UserErrorCode(Enum):
    """The kinds of things that may be wrong."""

    NOT_FOUND = strawberry.enum_value(
        "NOT_FOUND", description="There is no such row, or none that you may see."
    )
    NOT_ALLOWED = strawberry.enum_value(
        "NOT_ALLOWED", description="You may see it, and not write the fields that are named."
    )
    INVALID = strawberry.enum_value("INVALID", description="It can't be meant as it stands.")
    STALE_VERSION = strawberry.enum_value(
        "STALE_VERSION", description="Somebody else has changed it since you read it."
    )
    CONFLICT = strawberry.enum_value(
        "CONFLICT", description="It contradicts what is recorded already."
    )
    FULL = strawberry.enum_value("FULL", description="No seat is left.")
    NEEDS_DOCUMENT = strawberry.enum_value(
        "NEEDS_DOCUMENT", description="It takes a document that shows it."
    )
    NEEDS_SECOND_PERSON = strawberry.enum_value(
        "NEEDS_SECOND_PERSON", description="It takes another person than who asked for it."
    )
    TOO_LATE = strawberry.enum_value("TOO_LATE", description="The time for it is over.")


@strawberry.type(description="Something that is wrong with what was entered.")
class UserError:
    """One thing that is wrong."""

    path: list[str] = strawberry.field(
        description="Where: names of fields from `input` on, and places in lists from 0."
    )
    code: UserErrorCode = strawberry.field(description="Of which kind it is.")
    message: str = strawberry.field(description="What is wrong, and what to do.")
    fields: list[str] = strawberry.field(description="The fields that you may not write.")
    version: int | None = strawberry.field(
        description="The present version of a row that somebody else has changed."
    )
    about: list[strawberry.ID] = strawberry.field(
        description="Rows that stand against it, of those that you may see: ask for them by `node`."
    )


def mutation(codes: dict[type, Any]) -> type:
    """The type of all changes; `codes` are the schema's enums by code list."""
    inputs: dict[type, Any] = {}
    annotations: dict[str, Any] = {}
    fields: dict[str, Any] = {}
    for name, declared in CHANGES.items():
        given = _input(declared.given, declared.said, codes, inputs)
        annotations[name] = _payload(declared)
        fields[name] = strawberry.field(description=declared.description, name=name)
        fields[name].arguments = [
            argument("input", given, "What is entered.", optional=False),
        ]
    python = type(
        "Mutation", (), {"__annotations__": annotations, "__module__": __name__, **fields}
    )
    said = "What can be entered. An operation enters one thing, as a whole or not at all."
    return strawberry.type(python, description=said)


def _payload(declared: Declared) -> type:
    name = f"{_upper(declared.name)}Payload"
    shown = declared.shown
    annotations = {
        shown.field: PLANNED[shown.type].python | None,
        **{each: int | None for each, _ in shown.counts},
        "user_errors": list[UserError],
    }
    fields = {
        shown.field: strawberry.field(description=shown.description, name=shown.field),
        **{each: strawberry.field(description=said) for each, said in shown.counts},
        "user_errors": strawberry.field(description=PLENTY),
    }
    python = type(name, (), {"__annotations__": annotations, "__module__": __name__, **fields})
    return strawberry.type(python, description=f"What became of `{declared.name}`.")


def _input(given: type, said: dict[str, str], codes: Any, inputs: dict[type, Any]) -> Any:
    """The input type of a dataclass, made once."""
    if given not in inputs:
        known = fields_of(given)
        assert said.keys() == {each.name for each in known}, given
        annotations = {each.name: _annotation(each, codes, inputs) for each in known}
        fields = {
            each.name: strawberry.field(
                description=said[each.name], **({} if each.required else {"default": UNSET})
            )
            for each in known
        }
        name = f"{given.__name__}Input"
        python = type(name, (), {"__annotations__": annotations, "__module__": __name__, **fields})
        said_of = (given.__doc__ or "").strip()
        inputs[given] = strawberry.input(python, description=said_of)
    return inputs[given]


def _annotation(field: Field, codes: Any, inputs: dict[type, Any]) -> Any:
    kind = field.kind
    if field.of is not None:
        kind = strawberry.ID
    elif kind in codes:
        kind = codes[kind]
    elif kind not in SCALARS:
        kind = _input(kind, ROWS[kind], codes, inputs)
    kind = list[kind] if field.many else kind  # type: ignore[valid-type]
    return kind if field.required and not field.nullable else kind | None


def _upper(name: str) -> str:
    return name[0].upper() + name[1:]


__all__ = ["CHANGES", "mutation"]
