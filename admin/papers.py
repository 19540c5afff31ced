"""A paper is opened by reading the column that names it, as the viewer, in that request.

What they may not read and what isn't there end at the same place: the door tells no key, nothing
more is asked, and the page is the same. A file is only ever given to be kept, never shown in the
window: what it holds came from outside.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from starlette.responses import Response

from admin.history import key_in
from admin.render import HEADERS, message
from admin.screen import Screen
from admin.screens import admitted, answered
from hub.papers import KINDS

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from hub.endpoints.signed_in import Reception

SEALED_OFF = {**HEADERS, "content-security-policy": "sandbox; default-src 'none'"}
"""The headers of a file: a browser that shows it all the same lets it do nothing."""


@dataclass(frozen=True)
class Named:
    """Which column names papers of a kind: the table, and the field as the document has it. A file
    is called after its kind, and never after whom it is about.
    """

    kind: str
    entity: str
    field: str

    @property
    def screen(self) -> Screen:
        """The address of such a paper, and the document that reads its key."""
        return Screen(f"/admin/papers/{self.kind}/{{id}}", f"papers/{self.kind}", subject="node")


PAPERS = (
    Named("order", "court_order", "documentKey"),
    Named("proposal", "court_order", "proposedDocumentKey"),
    Named("exemption", "immunization_exemption", "documentKey"),
    Named("document", "document", "fileKey"),
    Named("period", "period_consent", "paper"),
)


RIGHTS = Screen("/admin/papers/rights/{id}/{change}", "papers/rights", subject="history",
                takes=("after",))  # fmt: skip


class Opening:
    """Opens papers to whoever has a session and reads what names them."""

    def __init__(self, reception: Reception) -> None:
        self.reception = reception

    def opening(self, named: Named) -> Callable[[Request], Awaitable[Response]]:
        """The endpoint of a kind of paper."""

        async def open_paper(request: Request) -> Response:
            signed_in = await admitted(self.reception, request)
            found = await answered(named.screen, signed_in, request)
            node = found["node"] if found else {}
            key = node.get(named.field)
            if key is None:
                return message(404)
            return await self._given(named.kind, key, named.entity, node["id"])

        return open_paper

    async def rights(self, request: Request) -> Response:
        """The document by which rights were given or taken: the reason of an entry of the history
        begins with its key. The entry is looked for on the page of the history on which it stood.
        """
        signed_in = await admitted(self.reception, request)
        found = await answered(RIGHTS, signed_in, request)
        for each in found["history"]["changes"] if found else ():
            key = key_in(each["reason"])
            if key and each["id"] == request.path_params["change"]:
                return await self._given("rights", key, "student", request.path_params["id"])
        return message(404)

    async def _given(self, kind: str, key: str, entity: str, public_id: str) -> Response:
        row = UUID(public_id.partition("_")[2])
        kept = await self.reception.paper(key, entity, row)
        if kept is None:
            return message(404)
        name = f"{kind}.{KINDS[kept.media_type]}"
        headers = {**SEALED_OFF, "content-disposition": f'attachment; filename="{name}"'}
        return Response(kept.content, headers=headers, media_type=kept.media_type)
