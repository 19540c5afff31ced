"""No file names a place of one machine or the host of a package registry."""

from __future__ import annotations

import re

import pytest

from tests.tidy.tree import name, text_files

MACHINE = re.compile(r"(?<![\w.<>*{}])/(?:work|root|home|Users)(?=[/\s\"'`).,]|$)")
REGISTRY = re.compile(
    r"pypi\.(?:org|io)|python[h]osted|registry\.npmjs|npmjs\.com|ghcr\.io|docker\.io|quay\.io"
    r"|(?:extra-)?index[-_]url|find[-_]links",
    re.IGNORECASE,
)


@pytest.mark.parametrize("pattern", [MACHINE, REGISTRY], ids=["machine", "registry"])
def test_no_file_names_a_place(pattern: re.Pattern[str]) -> None:
    found = [
        f"{name(path)}:{number}"
        for path in text_files()
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if pattern.search(line)
    ]
    assert found == []


def test_places_are_seen() -> None:
    for folder in ("work", "root", "home"):
        assert MACHINE.search(f'open("/{folder}/somebody")')
        assert MACHINE.search(f"below /{folder}")
        assert not MACHINE.search(f"below /{folder}room/x and a/{folder}/b")
    assert REGISTRY.search("https://files." + "python" + "hosted.org/simple")
