"""Bind: the parameters of a plan get this request's values.

They are the client's, the viewer's, the clock's, and the keys that seal cursors.
"""

from __future__ import annotations

import hmac
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID

from hub.errors import BadCursor, BadInput, LimitExceeded
from hub.limits import SEARCH_CHARACTERS_MAX
from hub.names import folded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hub.viewer import Viewer
    from resolvers.plan import Parameter, Plan

BLOCK = 64
"""The block of SHA-256, by which HMAC pads its key."""
ID = re.compile(r"([a-z]{3})_([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\Z")
"""The one form of a public id."""
CURSOR_BYTES = 32
_INNER = bytes(each ^ 0x36 for each in range(256))
_OUTER = bytes(each ^ 0x5C for each in range(256))


def bound(
    plan: Plan, variables: Mapping[str, Any], viewer: Viewer, secret: bytes, request_id: UUID
) -> dict[str, Any]:
    """Every value that the plan's statement may ask for, by parameter name.

    Raises BadInput for an id of a wrong form or kind, BadCursor for a cursor of another list,
    viewer, order or filter.
    """
    values: dict[str, Any] = {**viewer.parameters(), "request_id": request_id}
    keys = cursor_keys(plan, variables, viewer, secret)
    for name, key in keys.items():
        values[f"{name}_inner"], values[f"{name}_outer"] = padded(key)
    for parameter in plan.parameters:
        values[parameter.name] = _value(parameter, variables, keys)
    return values


def cursor_keys(
    plan: Plan, variables: Mapping[str, Any], viewer: Viewer, secret: bytes
) -> dict[str, bytes]:
    """The key that seals each list's cursors: bound to viewer, list, order and filter values, and
    to whom they view as.
    """
    if not plan.cursors:
        return {}
    written = _written(plan, variables)
    target = viewer.target
    who = viewer.person_id if target is None else f"{viewer.person_id} as {target.person_id}"
    return {
        name: hmac.digest(secret, f"{who}|{signature}|{written}".encode(), sha256)
        for name, signature in plan.cursors
    }


def sealed(row_id: UUID, key: bytes) -> str:
    """The cursor of a row, as the statement makes it too."""
    raw = row_id.bytes + hmac.digest(key, row_id.bytes, sha256)[:16]
    return urlsafe_b64encode(raw).decode()


def padded(key: bytes) -> tuple[bytes, bytes]:
    """The two halves of an HMAC key, so that PostgreSQL can seal with its own sha256()."""
    block = key.ljust(BLOCK, b"\0")
    return block.translate(_INNER), block.translate(_OUTER)


def _written(plan: Plan, variables: Mapping[str, Any]) -> str:
    """The values of a filter bind its cursors too: all of the client's values but cursors."""
    return repr(
        [_given(each, variables) for each in plan.parameters if not each.form.startswith("cursor:")]
    )


def _given(parameter: Parameter, variables: Mapping[str, Any]) -> Any:
    if parameter.path is None:
        return parameter.literal
    value: Any = variables
    for step in parameter.path:
        if not isinstance(value, dict | list):
            break
        value = value[step]  # type: ignore[index]
    return getattr(value, "value", value)


def _value(parameter: Parameter, variables: Mapping[str, Any], keys: dict[str, bytes]) -> Any:
    value = _given(parameter, variables)
    form, _, detail = parameter.form.partition(":")
    if form == "id":
        return public_id(str(value), detail)
    if form == "cursor":
        return opened(str(value), keys[detail])
    if isinstance(value, str) and "\0" in value:
        raise BadInput("A text holds the character NUL, which no record can hold.")
    if form in ("starts", "contains"):
        return _pattern(str(value), form)
    if form == "name":
        return _name(str(value))
    return value


def public_id(text: str, prefix: str) -> UUID:
    """The key behind a public id such as `stu_<uuid>`; BadInput unless it is one of this type."""
    match = ID.match(text)
    if match is None or match[1] != prefix:
        raise BadInput(f"An id here has the form `{prefix}_` and a UUID in lower case.")
    return UUID(match[2])


def opened(cursor: str, key: bytes) -> UUID:
    """The row that a sealed cursor names; BadCursor if its seal is not from here."""
    try:
        raw = urlsafe_b64decode(cursor.encode("ascii"))
    except (UnicodeEncodeError, Base64Error, ValueError) as error:
        raise BadCursor("`after` is not a cursor.") from error
    row_id, seal = raw[:16], raw[16:]
    wanted = hmac.digest(key, row_id, sha256)[:16]
    canonical = urlsafe_b64encode(raw).decode() == cursor
    if not canonical or len(raw) != CURSOR_BYTES or not hmac.compare_digest(seal, wanted):
        raise BadCursor("`after` is a cursor of another list, order, filter or viewer.")
    return UUID(bytes=row_id)


def _name(value: str) -> str:
    """A name as those that are searched are kept: without case or accents."""
    if len(value) > SEARCH_CHARACTERS_MAX:
        raise LimitExceeded(
            f"`search` has more than {SEARCH_CHARACTERS_MAX} characters.", limit="search"
        )
    name = folded(value)
    if not any(letter.isalnum() for letter in name):
        raise BadInput("`search` has no letter or digit.", argument="search")
    return name


def _pattern(value: str, form: str) -> str:
    """A LIKE pattern in which the client's own signs stand for themselves."""
    for sign in ("\\", "%", "_"):
        value = value.replace(sign, f"\\{sign}")
    return f"{value}%" if form == "starts" else f"%{value}%"
