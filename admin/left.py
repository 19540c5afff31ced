"""What somebody had entered when their sign-in ended: the page that says so carries it, encrypted
for its person and its form, and they send it again once they have signed in anew.

The hub keeps nothing of it, and nothing is entered until its person has looked it over: whoever
else signs in at that browser can't open it.
"""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

from admin.entered import Entered
from hub.identity.factors import sealed, unsealed

if TYPE_CHECKING:
    from uuid import UUID

LABEL = b"homeroom what was entered"
FIELD = "left"
"""The field of a form that carries it."""
OF_THE_PAGE = frozenset({"key", "checked", FIELD})
"""What a page adds to what was entered, and is made anew."""


def left(secret: bytes, person_id: UUID, path: str, entered: Entered) -> str:
    """What was entered into the form at an address, for its person's eyes."""
    fields = {name: said for name, said in entered.fields.items() if name not in OF_THE_PAGE}
    whose = _whose(person_id, path)
    return urlsafe_b64encode(sealed(_key(secret), whose, json.dumps(fields))).decode()


def found(secret: bytes, person_id: UUID, path: str, carried: str) -> Entered | None:
    """What this person had entered there; None where it is another's, or another form's.

    What would be shown once more before it is entered (`Form.checked`) begins at its fields.
    """
    try:
        said = unsealed(_key(secret), _whose(person_id, path), urlsafe_b64decode(carried.encode()))
    except ValueError:
        return None
    return None if said is None else Entered({**json.loads(said), "change": "yes"})


def _key(secret: bytes) -> bytes:
    return hmac.new(secret, LABEL, sha256).digest()


def _whose(person_id: UUID, path: str) -> bytes:
    return b"\0".join([LABEL, person_id.bytes, path.encode()])
