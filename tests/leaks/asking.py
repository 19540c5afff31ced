"""Asking the matrix: units of one path and one type, and a hub over each school in turn."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from hub.identity import issue
from hub.models.codes import TokenKind
from tests.conftest import EMPTY, copied, hub_over
from tests.leaks import compared, ordered, refused, selected
from tests.leaks.sheet import Sheet
from tests.leaks.sight import Sight, types
from tests.oracle import loading

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
    from uuid import UUID

    from hub.database import Connection
    from hub.postgres import ConnectionFacts
    from resolvers.catalog import Catalog, TypeEntry
    from schema.build import Built
    from tests.conftest import Hub
    from tests.leaks.schools import Stage

    Ask = Callable[[Sight, TypeEntry], Awaitable[None]]
    Places = Callable[[Catalog, TypeEntry], list[str]]


class Kind(NamedTuple):
    """A way of asking: the paths it answers for, its places, and the asking itself."""

    paths: tuple[str, ...]
    places: Places
    ask: Ask


KINDS = (
    Kind(("node",), selected.node_places, selected.by_node),
    Kind(("nested",), selected.nested_places, selected.below_parents),
    Kind(("filter", "count"), compared.places, compared.by_filter),
    Kind(("sort",), ordered.places, ordered.by_order),
    Kind(("cursor",), ordered.places, ordered.by_cursor),
    Kind(("error",), refused.places, refused.by_error),
)


class Unit(NamedTuple):
    """One kind of asking about one type."""

    kind: Kind
    type: str


def units(catalog: Catalog) -> list[Unit]:
    """The whole matrix, but for who asks."""
    return [Unit(kind, entry.name) for kind in KINDS for entry in types(catalog)]


@dataclass
class Hall:
    """One database in which the schools come and go, and the sheet that is filled."""

    hub: Hub
    owner: Connection
    sheet: Sheet = field(default_factory=Sheet)

    async def ask(self, school: Stage, chosen: Iterable[Unit], persons: int | None = None) -> None:
        """Ask units as the viewers of a school; `persons` bounds how many of these."""
        chosen = list(chosen)
        for sight in await self.sights(school, school.persons[:persons]):
            for unit in chosen:
                await self._ask(sight, unit)

    async def sights(self, school: Stage, persons: Iterable[UUID]) -> list[Sight]:
        """Persons before their school, which is loaded."""
        await loading.clear(self.owner)
        await loading.load(self.owner, school.world)
        found = []
        for person in persons:
            token = await issue(self.owner, person, TokenKind.BEARER)
            viewer = await self.hub.identity.viewer(token)
            found.append(Sight(self.hub, school, self.sheet, viewer, person, self.owner))
        return found

    async def _ask(self, sight: Sight, unit: Unit) -> None:
        """Ask one unit, as far as the viewer's schema has it: what it lacks stays absent."""
        catalog = self.hub.door.built.catalog
        for path in unit.kind.paths:
            places = unit.kind.places(catalog, catalog.types[unit.type])
            self.sheet.open(sight.stage.standing, path, places)
        if unit.type in sight.catalog.types:
            await unit.kind.ask(sight, sight.catalog.types[unit.type])


@asynccontextmanager
async def hall(facts: ConnectionFacts, built: Built, first: Stage) -> AsyncIterator[Hall]:
    """A hall over a database of its own; its clock is the first school's."""
    async with copied(facts, EMPTY) as database, database.owner() as owner:
        await loading.load(owner, first.world)
        yield Hall(await hub_over(database, built), owner)
