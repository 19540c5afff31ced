"""What is worked out for somebody of rows that they need not read: by the pure rules, from what
inputs.csv says and nothing else.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hub.immunizations import Basis, Child, Dose, Exemption, status_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from tests.oracle.facts import Facts, Key, Row
    from tests.oracle.reading import Reading

IN_FOR_A_TIME = {"CONDITIONAL", "TRANSFER_GRACE", "HOMELESS_FOSTER_IMMEDIATE"}
TOLD = {
    "COMPLETE": "ADMITTED",
    "NO_RECORD": "OVERDUE",
    "OVERDUE": "OVERDUE",
    "TEMP_EXEMPT": "EXEMPT",
    "PERM_EXEMPT": "EXEMPT",
}


def statuses(facts: Facts, reading: Reading) -> dict[Key, tuple[str, date | None]]:
    """The immunization status of each student of whom the person has it, as it is told."""
    return {
        student["id"]: _told(facts, reading, student)
        for student in facts.rows("student")
        if "birth_date" in reading.inputs.get(("student", student["id"]), ())
    }


def _told(facts: Facts, reading: Reading, student: Row) -> tuple[str, date | None]:
    """In for a time is told alike whatever the reason, with a day that nobody can tell it by."""
    doses = [
        Dose(str(row["id"]), row["vaccine"], row["given_on"])
        for row in _used(facts, reading, "immunization", student)
    ]
    homeless = any(
        row["kind"] in ("HOMELESS", "FOSTER") and _holds(row, facts.today)
        for row in _used(facts, reading, "support_program", student)
    )
    exempt = tuple(
        Exemption(Basis(row["basis"]), row["issued_on"], row["ends_on"])
        for row in _used(facts, reading, "immunization_exemption", student)
    )
    born_on, grade = student["birth_date"], student["grade_level"]
    child = Child(born_on, grade, exempt, homeless_or_foster=homeless)
    found = status_of(doses, child, facts.today)
    if found.state.value not in IN_FOR_A_TIME:
        return TOLD[found.state.value], found.until
    month = facts.today.month % 12 + 1
    first = facts.today.replace(day=1, month=month, year=facts.today.year + (month == 1))
    days = [first, facts.today + timedelta(days=30), found.until]
    return "CONDITIONAL", min(day for day in days if day is not None)


def _used(facts: Facts, reading: Reading, table: str, student: Row) -> Iterator[Row]:
    for row in facts.of_student(table, student["id"]):
        if (table, row["id"]) in reading.inputs:
            yield row


def _holds(row: Row, today: date) -> bool:
    starts: date = row["starts_on"]
    ends: date | None = row["ends_on"]
    return starts <= today and (ends is None or today < ends)
