"""What the tests of the resolvers share: a door that folds nothing, and plans without answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

import pytest

from hub.clock import district_clock
from schema.documents import coerced_values
from schema.door import Door
from tests.conftest import SECRET, Hub
from tests.operations.golden import sourced_id_of

if TYPE_CHECKING:
    from hub.viewer import Viewer
    from schema.build import Built
    from schema.door import Prepared

Planned = Callable[..., "Prepared"]
Asked = Callable[..., Awaitable[Any]]


@pytest.fixture(scope="session")
async def unfolded(demo: Hub, built: Built) -> Door:
    """A door over the demo district that keeps every predicate."""
    async with demo.database.acquire() as connection:
        clock = await district_clock(connection)
    return Door(built, demo.database, SECRET, clock.zone, fold=False)


def prepared(
    door: Door, text: str, viewer: Viewer, variables: Mapping[str, Any] | None = None
) -> Prepared:
    """The plan and statement of an operation, as the door makes and keeps them."""
    document = door.document(text, viewer)
    (operation,) = document.operations.values()
    coerced = coerced_values(door.seen_by(viewer), operation, variables or {})
    return door.prepared((text, False), document, operation, coerced, viewer)


@pytest.fixture(scope="session")
async def nurse(demo: Hub) -> Viewer:
    """The nurse of two schools."""
    return await demo.viewer(sourced_id_of("nurse"))


@pytest.fixture(scope="session")
async def registrar(demo: Hub) -> Viewer:
    """The registrar of the high school."""
    return await demo.viewer(sourced_id_of("registrar"))


@pytest.fixture(scope="session")
async def teacher(demo: Hub) -> Viewer:
    """A teacher of the high school, who is a mother there too."""
    return await demo.viewer(sourced_id_of("teacher"))


@pytest.fixture(scope="session")
async def co_teacher(demo: Hub) -> Viewer:
    """A co-teacher who is nothing else."""
    return await demo.viewer(sourced_id_of("co_teacher"))
