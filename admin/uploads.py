"""Files that are chosen in a form: each is kept when it first comes, whatever else is wrong.

From then on the form carries its key, sealed for its person and its address, so that an error at
another field, a page that asks once more and a session that has ended lose none. The key itself is
on no page: who has one could name it.
"""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from admin.entered import Entered, Sent, Wrong
from admin.keys import is_ours
from admin.language import gettext, marked
from admin.sessions import sent, session_of
from admin.words import bytes_said
from hub.endpoints.multipart import has_files, received
from hub.errors import Unauthenticated
from hub.identity.factors import sealed, unsealed
from hub.limits import PAPER_BYTES_MAX
from hub.papers import kind_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from starlette.requests import Request

    from hub.endpoints.multipart import File
    from hub.endpoints.signed_in import Reception

LABEL = b"homeroom paper"
CHOSEN, REMOVED = "-file", "-remove"
"""What stands behind a field's name where a file is chosen for it, and where one is taken out."""
EMPTY = marked("The file is empty. See whether it is the right one, and choose it again.")
OF_NO_KIND = marked(
    "The file is no PDF and no picture (JPEG, PNG, TIFF, HEIC). Save it as a PDF, and choose that."
)
ENOUGH = marked("You have sent as many papers as one may in a day. Send this one tomorrow.")


class Uploads:
    """Takes files in."""

    def __init__(self, reception: Reception, secret: bytes) -> None:
        self.reception = reception
        self.secret = secret

    async def taken(self, request: Request, names: Collection[str]) -> tuple[Entered, list[Wrong]]:
        """What was entered into a form that has files in the fields of these names, and what is
        wrong with those. Raises Unauthenticated where nobody's session sends it.
        """
        if not names:
            return await sent(request), []
        # before anything is read: whoever has no session sends no files
        person = await self._sender(request)
        if not has_files(request):
            return self.opened(await sent(request), names, person, request.url.path), []
        async with self.reception.papers.receiving(person):
            form = await received(request, [f"{each}{CHOSEN}" for each in names])
            entered = self.opened(Entered(form.fields), names, person, request.url.path)
            if not is_ours(self.secret, session_of(request), request.url.path, entered["key"]):
                return entered, []
            wrong: list[Wrong] = []
            for name in names:
                file = form.files.get(f"{name}{CHOSEN}")
                if file is not None:
                    found = await self._kept(file, person, (entered["key"], name))
                    if isinstance(found, str):
                        wrong.append(Wrong(name, found))
                    else:
                        entered = self._carrying(entered, name, found, person, request.url.path)
        return entered, wrong

    def opened(self, entered: Entered, names: Collection[str], person: UUID, path: str) -> Entered:
        """What was entered, with the files that it carries; what carries none is no field."""
        fields, papers = dict(entered.fields), {}
        for name in names:
            carried, removed = fields.pop(name, ""), fields.pop(f"{name}{REMOVED}", "")
            found = self._unsealed(carried, name, person, path)
            if found is not None and not removed:
                fields[name], papers[name] = carried, found
        return replace(entered, fields=fields, papers=papers)

    async def _sender(self, request: Request) -> UUID:
        person = await self.reception.whose(session_of(request))
        if person is None:
            raise Unauthenticated("There is no session.")
        return person

    async def _kept(self, file: File, person: UUID, form: tuple[str, str]) -> Sent | str:
        """What was sent in, now that it is kept; or what is wrong with it. The key of the `form`
        and its field draw the file's, so that a second press of the button is the same change.
        """
        if file.too_large:
            return too_large(file.size)
        if not file.size:
            return EMPTY
        content = bytes(file.content)
        if kind_of(content) is None:
            return OF_NO_KIND
        said = "\0".join(form).encode() + sha256(content).digest()
        drawn = hmac.new(self._key, said, sha256).digest()
        key = await self.reception.keep(person, content, drawn)
        return ENOUGH if key is None else Sent(file.called, file.size, key)

    def _carrying(
        self, entered: Entered, name: str, found: Sent, person: UUID, path: str
    ) -> Entered:
        said = json.dumps([found.called, found.size, found.key])
        box = sealed(self._key, _whose(name, person, path), said)
        fields = {**entered.fields, name: urlsafe_b64encode(box).decode()}
        return replace(entered, fields=fields, papers={**entered.papers, name: found})

    def _unsealed(self, carried: str, name: str, person: UUID, path: str) -> Sent | None:
        try:
            box = urlsafe_b64decode(carried.encode())
        except ValueError:
            return None
        said = unsealed(self._key, _whose(name, person, path), box)
        return None if said is None else Sent(*json.loads(said))

    @property
    def _key(self) -> bytes:
        return hmac.new(self.secret, LABEL, sha256).digest()


def too_large(size: int) -> str:
    """What is said of a file of so many bytes."""
    return gettext(
        "The file is %(size)s. A paper may have %(most)s at most. Scan it in black and white, or "
        "at 150 dpi.",
        size=bytes_said(size),
        most=bytes_said(PAPER_BYTES_MAX),
    )


def _whose(name: str, person: UUID, path: str) -> bytes:
    return b"\0".join([LABEL, person.bytes, path.encode(), name.encode()])
