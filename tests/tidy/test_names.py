"""Modules are named in the field's own words, and each says what it is for."""

from __future__ import annotations

import ast

from tests.tidy.tree import is_migration, name, python_files

BANNED = {"base", "common", "helper", "helpers", "manager", "managers", "misc", "service"}
BANNED |= {"services", "util", "utils"}
ALLOWED = {"hub/models/base.py"}
"""SQLAlchemy's own word for the root of all tables."""


def lacks_docstring(text: str) -> bool:
    """Whether a module has statements, but no docstring."""
    module = ast.parse(text)
    return bool(module.body) and ast.get_docstring(module) is None


def test_no_module_is_called_utils_helpers_services_or_the_like() -> None:
    found = [
        name(path)
        for path in python_files()
        if {path.stem, path.parent.name} & BANNED and name(path) not in ALLOWED
    ]
    assert found == []


def test_every_module_that_says_something_says_what_it_is_for() -> None:
    assert [name(path) for path in python_files() if lacks_docstring(path.read_text())] == []


def test_a_module_without_docstring_is_seen() -> None:
    assert lacks_docstring("x = 1")
    assert not lacks_docstring("")
    assert not lacks_docstring('"""What it is for."""\nx = 1')


def test_a_migration_is_named_by_date_and_reason() -> None:
    for path in filter(is_migration, python_files()):
        date, reason = path.stem[:10], path.stem[11:]
        assert date.replace("_", "").isdigit(), path.stem
        assert reason, path.stem
