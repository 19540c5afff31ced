"""Generic names at the top are ours alone: `schema`, `admin`, `tests` and `migrations`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.tidy.tree import ROOMS, ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping


def project() -> dict[str, Any]:
    """What pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


@cache
def provided() -> Mapping[str, list[str]]:
    """The names at the top of what is installed, each with its distributions."""
    return packages_distributions()


def test_the_wheel_names_its_packages() -> None:
    wheel = project()["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert sorted(wheel["packages"]) == sorted(set(ROOMS) - {"tests"})


def test_the_rooms_are_all_that_lies_at_the_top() -> None:
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and path.name[0] not in "._"}
    assert set(ROOMS) <= folders
    assert {name for name in folders if [*(ROOT / name).rglob("*.py")]} == set(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_no_other_distribution_provides_a_room(room: str) -> None:
    assert set(provided().get(room, ())) <= {"homeroom"}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_is_imported_from_here(room: str) -> None:
    spec = find_spec(room)
    assert spec is not None
    places = {Path(place).resolve() for place in spec.submodule_search_locations or ()}
    assert places == {ROOT / room}


def test_the_command_leads_somewhere() -> None:
    module, _, function = project()["project"]["scripts"]["homeroom"].partition(":")
    assert find_spec(module) is not None
    assert callable(getattr(__import__(module, fromlist=[function]), function))
