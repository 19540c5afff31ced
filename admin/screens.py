"""The screens, as data: a path, a document, a template, and the subject without which it is 404."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from admin.answers import Reading
from admin.pack import TooLarge, pack
from admin.render import HERE, download, message, page
from admin.sessions import session_of
from hub.errors import BadCursor, BadInput
from hub.models.codes import TokenKind

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from hub.endpoints.signed_in import Reception, SignedIn

_SPREAD = re.compile(r"\.\.\.(\w+)")


@dataclass(frozen=True)
class Screen:
    """One screen: `folder` names its document and template, `subject` the field that may be null,
    `takes` the query parameters that become variables, `dated` that today is one.
    """

    path: str
    folder: str
    subject: str | None = None
    takes: tuple[str, ...] = ()
    dated: bool = False

    @property
    def name(self) -> str:
        """What templates and routes call it."""
        return self.folder.replace("/", "-")


DONE = {
    "roll": "The roll is taken.",
    "visit": "The visit is recorded.",
    "validated": "The guardian is validated for this child.",
}
"""What a page says at its top after something was saved, by the word in its address."""
SECTIONS = Screen("/admin/sections", "sections/list")
STUDENTS = Screen("/admin/students", "students/list", takes=("after",))
SCREENS = (
    Screen("/admin/guardianships", "guardians/list", takes=("after",), dated=True),
    SECTIONS,
    Screen("/admin/sections/{id}", "sections/detail", subject="section"),
    STUDENTS,
    Screen("/admin/students/{id}", "students/detail", subject="student"),
)


class Screens:
    """Shows screens to whoever has a session."""

    def __init__(self, reception: Reception) -> None:
        self.reception = reception

    def showing(self, screen: Screen) -> Callable[[Request], Awaitable[Response]]:
        """The endpoint of a screen."""

        async def show(request: Request) -> Response:
            signed_in = await self._admitted(request)
            found = await answered(screen, signed_in, request)
            if found is None:
                return message(404)
            return shown(screen, signed_in, found, done=_done(request))

        return show

    async def home(self, request: Request) -> Response:
        """The viewer's sections; for whoever has none, the students whom they may see."""
        signed_in = await self._admitted(request)
        found = await answered(SECTIONS, signed_in, request)
        if found is not None and found["mySections"]["nodes"]:
            return shown(SECTIONS, signed_in, found)
        found = await answered(STUDENTS, signed_in, request)
        return message(404) if found is None else shown(STUDENTS, signed_in, found)

    async def pack(self, request: Request) -> Response:
        """The emergency pack of the viewer's classes or school, as a file to print (OPS-4)."""
        signed_in = await self._admitted(request)

        async def asks(folder: str, variables: dict[str, Any]) -> dict[str, Any]:
            screen = Screen(request.url.path, folder)
            answer = await signed_in.ask(
                document(screen), variables=variables, request_id=request.state.request_id
            )
            data: dict[str, Any] = json.loads(answer.body)["data"]
            return data

        try:
            made = await pack(
                asks, request.query_params.get("school"), signed_in.viewer.clock.today
            )
        except (BadInput, BadCursor):
            made = None
        except TooLarge:
            return message(413)
        return message(404) if made is None else download(made, "emergency-pack.pdf")

    async def _admitted(self, request: Request) -> SignedIn:
        return await self.reception.admit(session_of(request), TokenKind.SESSION)


@cache
def document(screen: Screen) -> str:
    """A screen's document with the shared fragments that it spreads."""
    text = (HERE / "screens" / f"{screen.folder}.graphql").read_text()
    found: dict[str, str] = {}
    waiting = _SPREAD.findall(text)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = (HERE / "screens" / "fragments" / f"{name}.graphql").read_text()
            waiting += _SPREAD.findall(found[name])
    return "\n".join([text, *found.values()])


async def answered(screen: Screen, signed_in: SignedIn, request: Request) -> dict[str, Any] | None:
    """What the door says; None where there is nothing for this viewer, whatever the reason."""
    given = {
        name: request.query_params[name] for name in screen.takes if name in request.query_params
    }
    variables = {**request.path_params, **given}
    if screen.dated:
        variables["today"] = signed_in.viewer.clock.today.isoformat()
    try:
        answer = await signed_in.ask(
            document(screen), variables=variables, request_id=request.state.request_id
        )
    except (BadInput, BadCursor):
        return None
    data: dict[str, Any] = json.loads(answer.body)["data"]
    return None if screen.subject and data[screen.subject] is None else data


def shown(
    screen: Screen,
    signed_in: SignedIn,
    data: dict[str, Any],
    *,
    status: int = 200,
    **more: Any,
) -> Response:
    """The page of a screen, with what a form or a change adds to it."""
    reading = Reading(staff=signed_in.viewer.staff_id is not None)
    read = {name: reading.read(value) for name, value in data.items()}
    told = {"done": "", "recovers": signed_in.viewer.recovers}
    return page(f"{screen.folder}.html", status, **{**told, **read, **more})


def _done(request: Request) -> str:
    """What was saved a moment ago, where the address says so."""
    return DONE.get(request.query_params.get("done", ""), "")
