"""What a browser sends along: its session, that a form came from a page of ours, and from where."""

from __future__ import annotations

import re
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote

from admin.entered import Entered
from admin.keys import is_ours, key_for
from admin.left import FIELD
from admin.render import message, page
from hub.endpoints.bodies import taken
from hub.errors import Unauthenticated
from hub.identity.tokens import LIFETIMES
from hub.limits import FORM_FIELDS_MAX, SESSION_IDLE_MINUTES
from hub.models.codes import TokenKind

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1", "[::1]"})
HOME = "/admin"
WAY_CHARACTERS_MAX = 500
_WAY = re.compile(r"/admin(?:/(?!\.)[\w.~-]+)*(?:\?[\w.~%=&+-]*)?", re.ASCII)
_NO_WAY = re.compile(r"/admin/(?:sign-in|sign-out|link|password|static)(?:[/?]|$)")
VISIT_BYTES = 16
VIEWING = "-viewing"
"""The cookie that says as whom somebody views."""
SESSION_HOURS = int(LIFETIMES[TokenKind.SESSION].total_seconds()) // 3600


def session_of(request: Request) -> str:
    """The session that a browser sends; raises Unauthenticated if it sends none."""
    session = request.cookies.get(cookie(request))
    if not session:
        raise Unauthenticated("There is no session.")
    return session


def cookie(request: Request, what: str = "") -> str:
    """The cookie's name. Over https the browser itself binds it to this host alone."""
    name = f"homeroom{what}"
    return f"__Host-{name}" if request["scheme"] == "https" else name


def keep(
    response: Response, request: Request, token: str, kind: TokenKind = TokenKind.SESSION
) -> None:
    """Have the browser keep a session, or the token of a step on the way to one; an empty one is
    forgotten.
    """
    seconds = int(LIFETIMES[kind].total_seconds()) if token else 0
    _set(response, request, cookie(request), token, seconds)
    if viewed_as(request):
        forget(response, request, VIEWING)


def remember(
    response: Response, request: Request, what: str, said: str, seconds: int | None = None
) -> None:
    """Have the browser keep something beside its session, for some time or until it is closed."""
    _set(response, request, cookie(request, what), said, seconds)


def forget(response: Response, request: Request, what: str) -> None:
    """Have the browser forget it."""
    _set(response, request, cookie(request, what), "", 0)


def viewed_as(request: Request) -> str | None:
    """As whom the holder of the session views: the public id of a staff member."""
    return request.cookies.get(cookie(request, VIEWING)) or None


def no_longer(request: Request) -> Response:
    """That somebody may not view as whom they did; they view as nobody now."""
    response = message(403, "VIEW_AS_REFUSED")
    forget(response, request, VIEWING)
    return response


def from_here(request: Request) -> bool:
    """Whether a form was sent from a page of ours, as the browser says and no script can forge."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    here = f"{request.url.scheme}://{request.headers.get('host', '')}"
    return request.headers.get("origin") == here


def private(request: Request) -> bool:
    """Whether nobody on the way can read the session: https, or this very machine."""
    return request.url.scheme == "https" or request.url.hostname in LOOPBACK


def address_of(request: Request) -> str:
    """From which address a request comes; behind a proxy, as that says."""
    return "" if request.client is None else request.client.host


async def sent(request: Request) -> Entered:
    """The fields of a form, within limits; what is no form is one without fields."""
    body = await taken(request)
    try:
        pairs = parse_qsl(
            body.decode(), keep_blank_values=True, max_num_fields=FORM_FIELDS_MAX, errors="strict"
        )
    except ValueError:
        pairs = []
    return Entered(dict(pairs))


def visited(request: Request, secret: bytes, template: str, status: int, **values: Any) -> Response:
    """A page with a form, for whoever has no session: its key is sealed for this browser, by a
    cookie that says nothing of anybody. `keys` names those of forms that go to other addresses.
    """
    visit = request.cookies.get(cookie(request, "-visit"), "")
    fresh = "" if visit else token_urlsafe(VISIT_BYTES)
    keys = {
        name: key_for(secret, visit or fresh, path or request.url.path)
        for name, path in (("key", ""), *values.pop("keys", {}).items())
    }
    response = page(template, status, **keys, **values)
    if fresh:
        remember(response, request, "-visit", fresh)
    return response


def from_visit(request: Request, secret: bytes, entered: Entered) -> bool:
    """Whether a form came from a page that `visited` made, in this browser, at this address."""
    visit = request.cookies.get(cookie(request, "-visit"), "")
    return _came(request, secret, visit, entered)


def from_session(request: Request, secret: bytes, entered: Entered) -> bool:
    """Whether a form came from a page that was made for this session, at this address."""
    return _came(request, secret, request.cookies.get(cookie(request), ""), entered)


def way_back(said: str) -> str:
    """Where somebody was before they signed in: a page of ours, or the first one.

    Nothing but a plain path below /admin is taken: no host, no scheme, no way around.
    """
    plain = len(said) <= WAY_CHARACTERS_MAX and _WAY.fullmatch(said) and not _NO_WAY.match(said)
    return said if plain else HOME


def to_sign_in(way: str) -> str:
    """The address at which one signs in, and goes on from there to where one was."""
    return "/admin/sign-in" if way == HOME else f"/admin/sign-in?to={quote(way, safe='')}"


def turned_away(request: Request) -> Response:
    """Why there is no page for whoever has no session that holds, and the way to sign in and back.
    It says the same of an address that isn't there.
    """
    return page(
        "turned_away.html",
        401,
        ended=bool(request.cookies.get(cookie(request))),
        sign_in=to_sign_in(way_back(_here(request))),
        minutes=SESSION_IDLE_MINUTES,
        hours=SESSION_HOURS,
    )


def left_again(request: Request, carried: str) -> Response:
    """The page that keeps what was entered while its sender signs in anew."""
    values = {"left": carried, "field": FIELD, "sign_in": to_sign_in(HOME)}
    return page("left.html", 401, action=_here(request), **values)


def _here(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _came(request: Request, secret: bytes, whose: str, entered: Entered) -> bool:
    sealed = whose and is_ours(secret, whose, request.url.path, entered["key"])
    return bool(sealed) and from_here(request)


def _set(response: Response, request: Request, name: str, value: str, seconds: int | None) -> None:
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path="/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )
