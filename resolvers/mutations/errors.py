"""What may be wrong with what somebody enters, in words for them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID


class Wrong(StrEnum):
    """The kinds of things that may be wrong; GraphQL enum names."""

    NOT_FOUND = "NOT_FOUND"
    NOT_ALLOWED = "NOT_ALLOWED"
    INVALID = "INVALID"
    STALE_VERSION = "STALE_VERSION"
    CONFLICT = "CONFLICT"
    FULL = "FULL"
    NEEDS_DOCUMENT = "NEEDS_DOCUMENT"
    NEEDS_SECOND_PERSON = "NEEDS_SECOND_PERSON"
    TOO_LATE = "TOO_LATE"


@dataclass(frozen=True)
class UserError:
    """One thing that is wrong: where in the input, of which kind, and in words.

    `fields` are what the viewer may not write; `version` is the present one of a row that somebody
    else has changed. `about` are rows that stand against it, of those that the viewer may see: of
    which type, and their keys.
    """

    path: tuple[str, ...]
    code: Wrong
    message: str
    fields: tuple[str, ...] = ()
    version: int | None = None
    about: tuple[tuple[str, UUID], ...] = ()


class Refused(Exception):
    """Nothing of the change happens; `errors` say why."""

    def __init__(self, *errors: UserError) -> None:
        super().__init__(*(error.code for error in errors))
        self.errors = errors


def refused(path: str, code: Wrong, message: str) -> Refused:
    """A refusal for one reason; `path` names fields with points between."""
    return Refused(UserError(("input", *path.split(".")) if path else ("input",), code, message))


def with_all_fields(refusal: Refused, *more: UserError | None) -> Refused:
    """A refusal that names the fields of further rows, too, which the viewer may not write either:
    a change of several rows tells all of them at once.
    """
    first = refusal.errors[0]
    if first.code is not Wrong.NOT_ALLOWED:
        return refusal
    others = [each.fields for each in more if each is not None and each.code is first.code]
    fields = tuple(sorted({*first.fields, *(name for each in others for name in each)}))
    return Refused(replace(first, fields=fields), *refusal.errors[1:])
