"""The synthetic district: seeded, deterministic, of any size from 300 students, by COPY.

- `build(seed, students, today)` draws a district. Nothing is written anywhere; the rows of a
  table are `district.rows("student")`, tuples in the order of `district.tables["student"].columns`.
- `await load(connection, district, progress)` loads it into an empty, migrated database, through
  a connection of the role that owns the tables, in one transaction, and returns a `LoadReport`.
- `personas()` are the people who can sign in and `named_students()` the students who are cases;
  each is found in the database by `person.sourced_id`. They exist in every district.

All people are invented, phone numbers are of the range set aside for fiction, and mail goes to
example.org.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from hub.district.personas import (
    NamedStudent,
    Persona,
    named_student,
    named_students,
    persona,
    personas,
)

if TYPE_CHECKING:
    from hub.district.district import DEMO_SEED, DEMO_STUDENTS, DEMO_TODAY, District, build
    from hub.district.loader import LoadReport, NotEmpty, load
    from hub.district.population import SMALLEST

DRAWING = {
    "DEMO_SEED": "district",
    "DEMO_STUDENTS": "district",
    "DEMO_TODAY": "district",
    "District": "district",
    "build": "district",
    "LoadReport": "loader",
    "NotEmpty": "loader",
    "load": "loader",
    "SMALLEST": "population",
}
"""What is needed to draw and load a district: a second start only names its people."""


def __getattr__(name: str) -> Any:
    """Import what draws a district when it is first asked for."""
    if name not in DRAWING:
        raise AttributeError(name)
    return getattr(import_module(f"hub.district.{DRAWING[name]}"), name)


__all__ = [
    "DEMO_SEED",
    "DEMO_STUDENTS",
    "DEMO_TODAY",
    "SMALLEST",
    "District",
    "LoadReport",
    "NamedStudent",
    "NotEmpty",
    "Persona",
    "build",
    "load",
    "named_student",
    "named_students",
    "persona",
    "personas",
]
