"""requirements.lock: what pyproject.toml asks for, each file by its hash, from no named index."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.tidy.test_packages import project
from tests.tidy.tree import ROOT

if TYPE_CHECKING:
    from packaging.markers import Marker

LOCK = (ROOT / "requirements.lock").read_text()
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}$")


def locked(text: str) -> dict[str, list[str]]:
    """Each locked requirement (`name==version ; marker`) with its hashes."""
    found: dict[str, list[str]] = {}
    for line in text.replace("\\\n", " ").splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            requirement, *hashes = re.split(r"\s+(?=--hash)", line.strip())
            found[requirement] = hashes
    return found


def wanted() -> list[Requirement]:
    """What the project and its developers ask for."""
    asked = project()
    groups = asked["dependency-groups"]
    return [Requirement(each) for each in (*asked["project"]["dependencies"], *groups["dev"])]


def test_the_lock_pins_each_file_by_its_hash() -> None:
    for requirement, hashes in locked(LOCK).items():
        assert re.fullmatch(r"[\w.-]+==[\w.!+]+( ; .+)?", requirement), requirement
        assert hashes, requirement
        assert all(_HASH.fullmatch(each) for each in hashes), requirement


def test_the_lock_names_no_index_and_no_address() -> None:
    options = re.findall(r"^\s*(-[\w-]+)", LOCK, re.MULTILINE)
    assert set(options) == {"--hash"}
    assert "://" not in LOCK


def test_the_lock_holds_all_that_is_asked_for() -> None:
    pins = {canonicalize_name(pin.name): pin for pin in map(Requirement, locked(LOCK))}
    for asked in wanted():
        pin = pins.get(canonicalize_name(asked.name))
        assert pin is not None, f"{asked} is missing: write requirements.lock anew"
        [version] = pin.specifier
        assert asked.specifier.contains(version.version), f"{asked}, but the lock has {pin}"


def test_the_lock_leaves_out_no_system_on_which_a_package_is_asked_for() -> None:
    pins = {canonicalize_name(pin.name): pin for pin in map(Requirement, locked(LOCK))}
    for system in ("linux", "darwin"):
        for asked in wanted():
            pin = pins[canonicalize_name(asked.name)]
            if _applies(asked.marker, system):
                assert _applies(pin.marker, system), f"{asked.name} on {system}"


def _applies(marker: Marker | None, system: str) -> bool:
    return marker is None or marker.evaluate({"sys_platform": system})
