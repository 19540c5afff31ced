"""The forms, as data: a path, what is shown, the change, and how fields become what is entered.

A form is a screen whose page has fields. What is sent goes through the same door as any client's
mutation. What is wrong comes back with everything that was entered, named at the top and again at
its field; what was saved is shown on the page to which the browser goes then.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from starlette.responses import RedirectResponse

from admin import left
from admin.entered import Entered, Wrong
from admin.keys import is_ours, key_for
from admin.language import marked
from admin.render import HEADERS, message
from admin.screens import admitted, answered, read, said, shown
from admin.sessions import from_here, left_again, session_of
from admin.taking_back import SHOWN, way_with
from admin.uploads import Uploads
from hub.errors import BadInput, Unauthenticated
from schema.documents import Invalid

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from admin.screen import Screen
    from hub.endpoints.signed_in import Reception, SignedIn

    Told = dict[str, Any]

SEE_OTHER, UNPROCESSABLE = 303, 422
UNSHOWN = frozenset({"id", "version", "studentId", "sectionId"})
"""Parts of a change that a form takes from its address: no field shows them."""
SIGNED_IN_ANEW = marked(
    "What you wrote before is below. Nothing of it is entered yet: look it over."
)
MISSING = marked("An answer is missing here, or it is none that can be chosen.")


@dataclass(frozen=True)
class Given:
    """What was entered, as a change takes it; `fields` says at which field of the form each part
    of it was, by the path that an error names. The empty path is the field of all of it. `name` is
    what the change is about, where a form makes several: a key of retries holds it, so that one
    more of them on the same page leaves the others what they were. `counts` are what a dry run of
    the change tells of it, which is shown before it is entered; none: it has no dry run. `makes`
    is the row of its answer to whose page the browser goes then.
    """

    change: str
    input: dict[str, Any]
    fields: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    name: str = ""
    counts: tuple[str, ...] = ()
    makes: str = ""

    @property
    def document(self) -> str:
        """The mutation that enters it."""
        kind = self.change[0].upper() + self.change[1:]
        names = dict.fromkeys(filter(None, (self.makes, SHOWN.get(self.change))))
        made = (f"{each} {{ id }}" for each in names)
        told = " ".join((*self.counts, *made, "userErrors { path message about }"))
        return (
            f"mutation {kind}($input: {kind}Input!) {{ {self.change}(input: $input) {{ {told} }} }}"
        )

    def field(self, path: list[str]) -> str:
        """The form's field of which an error speaks: the one named nearest to its path."""
        for end in range(len(path), -1, -1):
            found = self.fields.get(tuple(path[:end]))
            if found is not None:
                return found
        shown = path and path[0] in self.input and path[0] not in UNSHOWN
        return path[0] if shown else ""


@dataclass(frozen=True)
class Form:
    """One thing to enter: `screen` shows it, `read` makes changes of the path's and the form's
    fields (and says what is wrong with a field that can't become one), and `then` is where the
    browser goes when all of them were saved. Of a `chained` form each change builds on the former
    one, and none follows one that was refused. What can't be taken back is `checked`: it is shown
    once more, with what a dry run says of it, and entered when that page is sent. `about` is the
    variable of the screen's document that takes what stands against it, to be shown beside it.
    `papers` are the fields in which a file is chosen.

    `beside` stands in the place of `read` where a change writes a whole of which the form is a
    part: it is given the screen's answer as well. `turned` is what a button that enters nothing
    makes of the fields; None where another one was pressed. `then` finds what was made as `made`.
    """

    screen: Screen
    read: Callable[[Mapping[str, str], Entered], Sequence[Given | Wrong]]
    then: Callable[[Mapping[str, str]], str]
    chained: bool = False
    checked: bool = False
    about: str = ""
    beside: Callable[[Mapping[str, str], Entered, Told], Sequence[Given | Wrong]] | None = None
    turned: Callable[[Entered], Entered | None] | None = None
    papers: tuple[str, ...] = ()


class Forms:
    """Shows forms to whoever has a session, and enters what they send."""

    def __init__(self, reception: Reception, secret: bytes) -> None:
        self.reception = reception
        self.secret = secret
        self.uploads = Uploads(reception, secret)

    def showing(self, form: Form) -> Callable[[Request], Awaitable[Response]]:
        """The endpoint that shows a form."""

        async def show(request: Request) -> Response:
            signed_in = await self._admitted(request)
            return await self._form(form, signed_in, request, Entered(), [])

        return show

    def entering(self, form: Form) -> Callable[[Request], Awaitable[Response]]:
        """The endpoint to which a form is sent."""

        async def enter(request: Request) -> Response:
            if not from_here(request):
                return message(403)
            entered, wrong = await self.uploads.taken(request, form.papers)
            try:
                return await self._sent(form, request, entered, wrong)
            except Unauthenticated:
                return await self._left(request, entered)

        return enter

    async def _sent(
        self, form: Form, request: Request, entered: Entered, wrong: list[Wrong]
    ) -> Response:
        """What becomes of a form with whose files something is `wrong`, or nothing. Raises
        Unauthenticated where its sender's session has ended.
        """
        signed_in = await self._admitted(request)
        if entered[left.FIELD]:
            return await self._found(form, signed_in, request, entered)
        if not is_ours(self.secret, session_of(request), request.url.path, entered["key"]):
            return message(403)
        if wrong:
            at = {each.field for each in wrong}
            found = form.read(request.path_params, entered)
            wrong += [each for each in found if isinstance(each, Wrong) and each.field not in at]
            return await self._form(form, signed_in, request, entered, wrong)
        return await self._entered(form, signed_in, request, entered)

    async def _entered(
        self, form: Form, signed_in: SignedIn, request: Request, entered: Entered
    ) -> Response:
        """Where the browser goes when all of it is saved, or the form with what is wrong."""
        turned = form.turned(entered) if form.turned else None
        if turned is not None:
            return await self._form(form, signed_in, request, turned, [])
        wrong: list[Wrong] = []
        made: dict[str, str] = {}
        added: list[str] = []
        changes = await self._changes(form, signed_in, request, entered)
        if changes is None:
            return message(404)
        if form.checked and not entered["checked"] and not _wrong(changes):
            wrong, counts = await _rehearsed(signed_in, request, entered, changes)
            return await self._form(form, signed_in, request, entered, wrong, counts=counts)
        for number, given in enumerate(changes):
            if wrong and form.chained:
                break
            if isinstance(given, Wrong):
                wrong.append(given)
                continue
            key = f"{entered['key']}:{given.name or number}"
            told, refused = await _asked(signed_in, request, key, given)
            wrong += refused
            added += _added(given, told)
            if given.makes and not refused:
                made["made"] = told[given.makes]["id"]
        if wrong:
            return await self._form(form, signed_in, request, entered, wrong)
        way = form.then({**request.path_params, **made})
        way = way_with(way, self.secret, session_of(request), added)
        return RedirectResponse(way, SEE_OTHER, HEADERS)

    async def _changes(
        self, form: Form, signed_in: SignedIn, request: Request, entered: Entered
    ) -> Sequence[Given | Wrong] | None:
        """What was entered, as changes; None where there is nothing for this viewer to change."""
        if form.beside is None:
            return form.read(request.path_params, entered)
        data = await answered(form.screen, signed_in, request)
        if data is None:
            return None
        return form.beside(request.path_params, entered, read(signed_in, data))

    async def _left(self, request: Request, entered: Entered) -> Response:
        """What becomes of a form whose sender's session has ended. Raises Unauthenticated where it
        was none of theirs, or there was no session.
        """
        session, path = session_of(request), request.url.path
        person = await self.reception.whose(session)
        if entered[left.FIELD]:
            return left_again(request, entered[left.FIELD])
        if person is None or not is_ours(self.secret, session, path, entered["key"]):
            raise Unauthenticated("The session has ended.")
        return left_again(request, left.left(self.secret, person, path, entered))

    async def _found(
        self, form: Form, signed_in: SignedIn, request: Request, entered: Entered
    ) -> Response:
        """The form with what its person had entered before they signed in anew."""
        person, path = signed_in.viewer.person_id, request.url.path
        found = left.found(self.secret, person, path, entered[left.FIELD])
        if found is None:
            return message(403)
        found = self.uploads.opened(found, form.papers, person, path)
        return await self._form(form, signed_in, request, found, [], done=SIGNED_IN_ANEW)

    async def _form(
        self,
        form: Form,
        signed_in: SignedIn,
        request: Request,
        entered: Entered,
        wrong: list[Wrong],
        **more: Any,
    ) -> Response:
        against = [row for each in wrong for row in each.about]
        told = {form.about: against} if form.about else None
        data = await answered(form.screen, signed_in, request, told)
        if data is None:
            return message(404)
        around: dict[str, Any] = {
            "key": key_for(self.secret, session_of(request), request.url.path),
            "checking": bool(entered) and not wrong and not entered["change"],
            "counts": {},
            **({} if wrong else said(request, self.secret)),
        }
        return shown(
            form.screen,
            signed_in,
            data,
            status=UNPROCESSABLE if wrong else 200,
            given=request.query_params,
            entered=entered,
            wrong=wrong,
            **around | more,
        )

    async def _admitted(self, request: Request) -> SignedIn:
        return await admitted(self.reception, request)


def _wrong(changes: Sequence[Given | Wrong]) -> bool:
    return any(isinstance(each, Wrong) for each in changes)


async def _rehearsed(
    signed_in: SignedIn,
    request: Request,
    entered: Entered,
    changes: Sequence[Given | Wrong],
) -> tuple[list[Wrong], dict[str, Any]]:
    """What is wrong with changes, and what they count, as far as a dry run tells it."""
    wrong: list[Wrong] = []
    counts: dict[str, Any] = {}
    for given in changes:
        if isinstance(given, Wrong) or not given.counts or entered["change"]:
            continue
        tried = replace(given, input={**given.input, "dryRun": True})
        told, refused = await _asked(signed_in, request, None, tried)
        counts |= {name: told[name] for name in given.counts if name in told}
        wrong += refused
    return wrong, counts


async def enter(signed_in: SignedIn, request: Request, key: str, given: Given) -> list[Wrong]:
    """Make a change, and what is wrong with it: nothing where all of it is saved."""
    _, wrong = await _asked(signed_in, request, key, given)
    return wrong


async def _asked(
    signed_in: SignedIn, request: Request, key: str | None, given: Given
) -> tuple[dict[str, Any], list[Wrong]]:
    """Ask the door for a change: what it tells of it, and what is wrong with it."""
    try:
        answer = await signed_in.ask(
            given.document,
            variables={"input": given.input},
            request_id=request.state.request_id,
            key=key,
        )
    except (BadInput, Invalid):
        return {}, [Wrong(given.field([]), MISSING)]
    told = json.loads(answer.body)["data"][given.change]
    errors = told["userErrors"]
    wrong = [
        Wrong(given.field(each["path"][1:]), each["message"], tuple(each["about"]))
        for each in errors
    ]
    return told, wrong


def _added(given: Given, told: dict[str, Any]) -> list[str]:
    """The id of what a change added that can be taken back, as far as its writer may see it."""
    row = told.get(SHOWN.get(given.change, ""))
    return [row["id"]] if row else []
