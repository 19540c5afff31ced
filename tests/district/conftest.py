"""Two districts: the smallest there is, and one of the usual size."""

from __future__ import annotations

import pytest

from hub.district import DEMO_SEED, build
from tests.district.reading import Reading

USUAL = 3000


@pytest.fixture(scope="session")
def small() -> Reading:
    """The smallest district."""
    return Reading(build("tests", 300))


@pytest.fixture(scope="session")
def usual() -> Reading:
    """A district of the usual size, whose shares of everything can be measured."""
    return Reading(build(DEMO_SEED, USUAL))
