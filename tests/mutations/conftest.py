"""What tests of changes stand on: a district that they may change, and a way to enter things."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from hub.district import personas
from tests.mutations.one_child import One
from tests.operations.golden import student_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.conftest import Hub

ERRORS = "userErrors { path code message fields version about }"


@dataclass
class Entry:
    """What an entry came to: the row that its payload shows, and what was wrong."""

    row: dict[str, Any] | None
    errors: list[dict[str, Any]]

    @property
    def codes(self) -> list[str]:
        """The kinds of what was wrong."""
        return [each["code"] for each in self.errors]


def entering(change: str, shows: str) -> str:
    """The document that enters something."""
    kind = change[0].upper() + change[1:]
    return (
        f"mutation Enter($input: {kind}Input!) {{ {change}(input: $input) {{ {shows} {ERRORS} }} }}"
    )


@dataclass
class Office:
    """A hub in which people enter things, each as a persona."""

    hub: Hub

    async def enter(
        self,
        who: str,
        change: str,
        given: Mapping[str, Any],
        shows: str = "",
        *,
        key: str | None = None,
    ) -> Entry:
        """Enter something as a persona; `shows` is the selection of the payload's row, as in
        `healthAlert { id version }`.
        """
        said = json.loads(await self.sent(who, entering(change, shows), given, key))["data"][change]
        row = next((value for name, value in said.items() if name != "userErrors"), None)
        return Entry(row, said["userErrors"])

    async def sent(
        self, who: str, document: str, given: Mapping[str, Any], key: str | None = None
    ) -> str:
        """The answer to what a persona enters."""
        viewer = await self.viewer(who)
        answer = await self.hub.door.execute(
            document, viewer, variables={"input": dict(given)}, key=key
        )
        return answer.body

    async def read(self, who: str, document: str, **variables: Any) -> Any:
        """What a query answers as a persona."""
        answer = await self.hub.door.execute(document, await self.viewer(who), variables=variables)
        return json.loads(answer.body)["data"]

    async def viewer(self, who: str) -> Any:
        """A persona, identified anew: their facts may have moved."""
        sourced = next((each.sourced_id for each in personas() if each.key == who), who)
        await self.hub.viewer(sourced)
        return await self.hub.identity.viewer(self.hub.tokens[sourced], again=True)

    async def student(self, sourced_id: str) -> str:
        """The public id of a student."""
        return await student_id(self.hub, sourced_id)

    async def fetch(self, sql: str, *values: Any) -> list[Any]:
        """Rows as they are kept."""
        async with self.hub.database.owner() as owner:
            return list(await owner.fetch(sql, *values))


@pytest.fixture
async def office(own_demo: Hub) -> Office:
    """A district of one's own, in which a test enters things."""
    return Office(own_demo)


@pytest.fixture
async def one(office: Office) -> One:
    """Two students who are one child."""
    return await One(office).made()
