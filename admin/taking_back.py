"""Taking back what one entered a moment ago: the page that says it was entered offers it.

Which rows these are travels in the page's address, sealed for the session, so that no link that
somebody else made offers anything, and no statement is asked for a page that has nothing to offer.
Whether it may still be taken back, the hub says when the button is pressed (`undo`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from admin.keys import is_ours, key_for
from admin.screen import Screen
from admin.sessions import session_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

PATH = "/admin/undo"
SCREEN = Screen(PATH, "undone/refused")
SHOWN = {
    "addEmergencyContact": "emergencyContact",
    "logService": "serviceSession",
    "recordDose": "immunization",
    "recordMedication": "medicationAdministration",
    "recordVisit": "healthVisit",
    "reportIncident": "incident",
    "writeHealthAlert": "healthAlert",
}
"""The changes that forms make and that can be undone, with the field of the payload that says what
was added. A roll and scores can be undone too, and are entered anew on their own page instead."""
ENTRIES_MAX = 40
"""Entries that are offered together: as many as an address holds."""
ENTERED, SEAL = "entered", "seal"
_IDS = re.compile(r"[a-z]{3}_[0-9a-f-]{36}(?:\.[a-z]{3}_[0-9a-f-]{36})*")


def way_with(way: str, secret: bytes, session: str, ids: list[str]) -> str:
    """The address of a page that says that something was entered, with what it offers."""
    if not 0 < len(ids) <= ENTRIES_MAX:
        return way
    told = ".".join(ids)
    more = urlencode({ENTERED: told, SEAL: key_for(secret, session, _sealed(told))})
    return f"{way}{'&' if '?' in way else '?'}{more}"


def offered(request: Request, secret: bytes) -> dict[str, Any] | None:
    """What a page offers to take back: the fields of its form; None where there is nothing."""
    query: Mapping[str, str] = request.query_params
    told, seal = query.get(ENTERED, ""), query.get(SEAL, "")
    if not told or not held(secret, session_of(request), told, seal):
        return None
    return {"entered": told, "key": seal, "to": request.url.path, "number": told.count(".") + 1}


def held(secret: bytes, session: str, told: str, seal: str) -> bool:
    """Whether these entries were offered to this session."""
    return bool(_IDS.fullmatch(told)) and is_ours(secret, session, _sealed(told), seal)


def _sealed(told: str) -> str:
    return f"{PATH} {told}"
