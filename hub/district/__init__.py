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

from hub.district.district import (
    DEMO_SEED,
    DEMO_STUDENTS,
    DEMO_TODAY,
    District,
    build,
)
from hub.district.loader import LoadReport, NotEmpty, load
from hub.district.personas import (
    NamedStudent,
    Persona,
    named_student,
    named_students,
    persona,
    personas,
)
from hub.district.population import SMALLEST

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
