"""Refusals: what a client is told, with a stable code and no value of anybody's record."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """A request that is refused; `code` is stable, `status` is for HTTP before execution."""

    code = "REFUSED"
    status = 400

    def __init__(self, message: str, **details: Any) -> None:
        super().__init__(message)
        self.message = message
        self.details = details


class BadRequest(Refusal):
    """The body is not a GraphQL request."""

    code = "BAD_REQUEST"


class TooLarge(Refusal):
    """The body is larger than the limit."""

    code = "BODY_TOO_LARGE"
    status = 413


class Unsupported(Refusal):
    """The media type is none that the door reads or writes."""

    code = "UNSUPPORTED_MEDIA_TYPE"
    status = 415


class Unauthenticated(Refusal):
    """No token, or none that is valid now."""

    code = "UNAUTHENTICATED"
    status = 401


class NotAgreed(Refusal):
    """No agreement with the vendor whose app asks is in force (P-28), or it asks for directory
    information for profit (P-31).
    """

    code = "AGREEMENT_EXPIRED"
    status = 403


class ForProfit(NotAgreed):
    """Directory information is not given to whoever asks for profit (EC 49073)."""

    code = "DIRECTORY_FOR_PROFIT"


class ViewAsRefused(Refusal):
    """Whoever asks may not view as whom they name, or there is nobody of that name: they can't
    tell which (P-33).
    """

    code = "VIEW_AS_REFUSED"
    status = 403

    def __init__(self) -> None:
        super().__init__("You can't view as whom the request names.")


class ViewAsReads(Refusal):
    """Whoever views as somebody reads, and enters nothing (P-33)."""

    code = "VIEW_AS_READS"
    status = 403

    def __init__(self) -> None:
        super().__init__("Whoever views as somebody reads only: leave out the header to enter.")


class ReadOnly(Refusal):
    """The hub was told to enter nothing for now; what is asked for is answered as ever."""

    code = "READ_ONLY"
    status = 503

    def __init__(self) -> None:
        super().__init__(
            "Nothing can be entered for now, and nothing was: the hub only answers. Keep what has "
            "to be entered, and send it again, with the same Idempotency-Key, when whoever runs "
            "the hub says so."
        )


class BadInput(Refusal):
    """An argument has a value that cannot be meant."""

    code = "BAD_INPUT"


class LimitExceeded(Refusal):
    """The operation asks for more than a limit allows."""

    code = "LIMIT_EXCEEDED"


class FieldWithheld(Refusal):
    """A filter or sort names a field that the viewer may not read (P-32)."""

    code = "FIELD_WITHHELD"


class BadCursor(Refusal):
    """A cursor that is not from this viewer, field, order and filter, or whose row is gone."""

    code = "BAD_CURSOR"


class Clash(Exception):
    """A change that the tables refuse, by the name of the constraint; whoever changes says in
    words what that means.
    """

    def __init__(self, constraint: str) -> None:
        super().__init__(constraint)
        self.constraint = constraint


class Unavailable(Refusal):
    """The database is busy or away; the request may be tried again."""

    code = "UNAVAILABLE"
    status = 503
