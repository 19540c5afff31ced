"""Findings of the district: what the checks would doubt about its named people."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hub.models.codes import FindingSeverity, FindingState
from hub.models.quality import Finding

if TYPE_CHECKING:
    from hub.district.town import Town

SINCE = timedelta(days=12)

FOUND = (
    (
        "unvalidated",
        "student_without_validated_guardian",
        FindingSeverity.NOTICE,
        FindingState.OPEN,
    ),
    ("two_homes", "student_without_address", FindingSeverity.DOUBT, FindingState.RESOLVED),
    ("classmate", "candidate_duplicate", FindingSeverity.DOUBT, FindingState.DISMISSED),
    (
        "foster",
        "student_without_emergency_contact",
        FindingSeverity.ERROR,
        FindingState.RESOLVED,
    ),
)
"""About whom, by which rule, how grave, and what became of it."""


def write(town: Town) -> None:
    """Doubt Omar's guardian, who was never validated (GUA-1), and what was mended since."""
    cast, now = town.cast.students, town.calendar.now
    for key, rule, severity, state in FOUND:
        town.rows.add(
            Finding,
            source="check",
            rule=rule,
            severity=severity,
            state=state,
            entity="student",
            place=str(cast[key].id),
            row_key=str(cast[key].id),
            first_seen_at=now - SINCE,
            last_seen_at=now,
        )
