"""Sessions that stay open while somebody else changes what their people may read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from hub.endpoints.signed_in import Reception
from tests.conftest import SECRET

if TYPE_CHECKING:
    from tests.mutations.conftest import Office


@dataclass
class Sessions:
    """People who signed in before, each asked as an endpoint asks them: by what is known of them,
    until a statement says that it isn't so any more.
    """

    office: Office
    reception: Reception

    @classmethod
    async def opened(cls, office: Office) -> Sessions:
        """A reception over the office's database."""
        reception = Reception(office.hub.database, office.hub.door.built, SECRET)
        await reception.open()
        return cls(office, reception)

    async def ask(self, who: str, document: str, **variables: Any) -> Any:
        """What a query answers to whoever has this sourced id."""
        if who not in self.office.hub.tokens:
            await self.office.hub.viewer(who)
        signed_in = await self.reception.admit(self.office.hub.tokens[who])
        answer = await signed_in.ask(document, variables=variables, request_id=uuid4())
        # no server runs beside, whose task would write the log before readers have to wait for it
        await self.reception.accesses.finish()
        return json.loads(answer.body)["data"]
