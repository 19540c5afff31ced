"""What a request's headers say: who asks, in which media type, and which types they take."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from hub.errors import BadRequest, Refusal, Unauthenticated, Unsupported
from hub.limits import IDEMPOTENCY_KEY_CHARACTERS_MAX

if TYPE_CHECKING:
    from starlette.datastructures import Headers

GRAPHQL = "application/graphql-response+json"
"""The answer's type by GraphQL over HTTP: a refused operation has a status of 4xx."""
JSON = "application/json"
"""The older type: a well-formed request is answered with 200, whatever becomes of it."""
WRITTEN = (JSON, GRAPHQL)
"""What is written, first what whoever names neither gets: the audits of graphql-http want it so."""

_BEARER = re.compile(r"bearer +([A-Za-z0-9._~+/-]{1,200}=*) *", re.IGNORECASE)
_KEY = re.compile(rf"[\x21-\x7e]{{1,{IDEMPOTENCY_KEY_CHARACTERS_MAX}}}")
_QUALITY = re.compile(r"q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")
_UTF_8 = re.compile(r'charset="?utf-8"?', re.IGNORECASE)


class NotAcceptable(Refusal):
    """The client takes none of the media types that the door writes."""

    code = "NOT_ACCEPTABLE"
    status = 406


def bearer(headers: Headers) -> str:
    """The token of a request; raises Unauthenticated without exactly one bearer token."""
    given = headers.getlist("authorization")
    found = _BEARER.fullmatch(given[0]) if len(given) == 1 else None
    if found is None:
        raise Unauthenticated("There is no bearer token.")
    return found[1]


def viewed_as(headers: Headers) -> str | None:
    """As whom the client wants to view: the id of a staff member, as it was sent (P-33).

    Several of the header are an id that nobody has; None is the viewer alone.
    """
    given = headers.getlist("homeroom-view-as")
    return ",".join(given) if given else None


def key_of(headers: Headers) -> str | None:
    """The key under which the client may tell a change again; raises BadRequest for one that is
    empty, too long, or not of printable letters.
    """
    given = headers.getlist("idempotency-key")
    if not given:
        return None
    if len(given) == 1 and _KEY.fullmatch(given[0]):
        return given[0]
    raise BadRequest(
        f"`Idempotency-Key` is one text of 1 to {IDEMPOTENCY_KEY_CHARACTERS_MAX} printable ASCII "
        "characters."
    )


def chosen(headers: Headers) -> str | None:
    """The media type in which to answer, None if the client takes neither.

    Of two that are wanted alike it is the GraphQL type where that is named, else plain JSON.
    """
    return _chosen(",".join(headers.getlist("accept")).strip() or "*/*")


@lru_cache(maxsize=64)
def _chosen(accept: str) -> str | None:
    wanted = dict(filter(None, map(_range, accept.split(","))))
    best = max(
        WRITTEN, key=lambda each: (_quality(each, wanted), each == GRAPHQL and each in wanted)
    )
    return best if _quality(best, wanted) > 0 else None


def check_body_type(headers: Headers) -> None:
    """Raise Unsupported unless the body is uncompressed JSON in UTF-8."""
    given = headers.getlist("content-type")
    kind, *details = [part.strip() for part in (given or [""])[0].split(";")]
    understood = all(_UTF_8.fullmatch(detail) for detail in details)
    if len(given) != 1 or kind.lower() != JSON or not understood:
        raise Unsupported(f"Send the request as `Content-Type: {JSON}`, in UTF-8.")
    if headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise Unsupported("Send the request without compression.")


def _range(said: str) -> tuple[str, float] | None:
    """A media range of an Accept header with its quality; None where it can't be read."""
    name, *details = [part.strip().lower() for part in said.split(";")]
    weights = [detail for detail in details if detail.startswith("q=")]
    quality = _QUALITY.fullmatch(weights[0]) if weights else None
    if not name or (weights and quality is None):
        return None
    return name, float(quality[1]) if quality else 1.0


def _quality(kind: str, wanted: dict[str, float]) -> float:
    """How much the client wants a type: its narrowest range decides."""
    ranges = (kind, "application/*", "*/*")
    return next((wanted[each] for each in ranges if each in wanted), 0.0)
