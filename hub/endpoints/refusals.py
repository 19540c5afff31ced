"""A refusal as a GraphQL answer: few errors, each with a code, a request id and no value."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hub.endpoints.wording import without_values
from hub.errors import ReadOnly, Refusal, Unauthenticated, Unavailable, Unsupported
from hub.limits import ERRORS_MAX
from schema.documents import Invalid

if TYPE_CHECKING:
    from uuid import UUID

SIGN_IN = "Sign in: the token is missing or no longer valid."
"""The same words for a token that is missing, unknown, expired or revoked, and for a suspended
person (P-9)."""
CLOSING = frozenset({408, 413})
"""Statuses after which a client may still be sending what nobody will read."""


class Internal(Refusal):
    """Something that should not happen; the log has the place under the request's id."""

    code = "INTERNAL"
    status = 500

    def __init__(self) -> None:
        super().__init__("Something went wrong here; quote the request id.")


class NotFound(Refusal):
    """Nothing has this address."""

    code = "NOT_FOUND"
    status = 404

    def __init__(self) -> None:
        super().__init__("There is nothing at this address.")


class MethodNotAllowed(Refusal):
    """The address is not answered in this way; the Allow header says how it is."""

    code = "METHOD_NOT_ALLOWED"
    status = 405

    def __init__(self) -> None:
        super().__init__("This address does not take this method.")


def errors(refusal: Refusal, request_id: UUID) -> bytes:
    """The body that tells a refusal."""
    extensions = {**refusal.details, "code": refusal.code, "requestId": str(request_id)}
    said = [{**each, "extensions": extensions} for each in _told(refusal)]
    return json.dumps({"errors": said[:ERRORS_MAX]}, separators=(",", ":")).encode()


def headers(refusal: Refusal) -> dict[str, str]:
    """The headers that a refusal needs besides."""
    found = {"connection": "close"} if refusal.status in CLOSING else {}
    if isinstance(refusal, Unauthenticated):
        found["www-authenticate"] = 'Bearer realm="homeroom"'
    if isinstance(refusal, Unsupported):
        found |= {"accept-post": "application/json", "accept-encoding": "identity"}
    if isinstance(refusal, Unavailable):
        found["retry-after"] = "1"
    if isinstance(refusal, ReadOnly):
        found["retry-after"] = "60"
    return found


def _told(refusal: Refusal) -> list[dict[str, Any]]:
    if isinstance(refusal, Unauthenticated):
        return [{"message": SIGN_IN}]
    if not isinstance(refusal, Invalid):
        return [{"message": refusal.message}]
    told = []
    for error in refusal.errors:
        each: dict[str, Any] = {"message": without_values(error.message)}
        if error.locations:
            each["locations"] = [
                {"line": place.line, "column": place.column} for place in error.locations
            ]
        if error.path:
            each["path"] = error.path
        told.append(each)
    return told
