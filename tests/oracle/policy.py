"""The naive oracle: what one person reads of a world, at a day and a moment.

A row is visible if a grant holds on one of the slices that hold its columns; a column of a
visible row is readable if a grant holds on a slice that holds the column. A grant is a cell of
matrix.csv under a standing that the person holds. Denies beat grants. Nobody's role wins over
another: each standing is asked by itself, and what they open is added up (P-15).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.oracle import conditions, denies, problems, scopes, standings
from tests.oracle.deriving import statuses
from tests.oracle.facts import WINDOWS, Facts
from tests.oracle.reading import Reading, Sheet
from tests.oracle.showing import show_guardians, show_incidents, show_student
from tests.oracle.staffing import (
    REACHES,
    show_facts_for_all,
    show_findings,
    show_letters,
    show_places,
    show_reviews,
    show_staff,
    show_viewings,
)
from tests.oracle.writing import with_versions

if TYPE_CHECKING:
    from collections import Counter
    from datetime import date, datetime

    from tests.oracle.facts import Key, World

DRAWS = frozenset(
    [
        f"relation {name}"
        for name in (*standings.STANDINGS, *REACHES, *problems.REACHES, *scopes.REACHES)
    ]
    + [f"deny {name}" for name in denies.DENIES]
    + [f"window {name}" for name in WINDOWS]
    + [f"rows {name}" for name in (*conditions.CONDITIONS, *conditions.OWN_ROWS)]
    + [f"silent {name}" for name in conditions.SILENT]
)
"""Every name that `drawn` can count; a name with no draw was never tried."""


def readable(
    world: World,
    person_id: Key,
    today: date,
    now: datetime,
    drawn: Counter[str] | None = None,
) -> Reading:
    """Everything that a person reads of a world; nothing at all while they are suspended (P-9).

    `today` is the server's day, `now` its moment (with a time zone). `drawn` counts each
    relation, deny, window and row condition that held.
    """
    facts = Facts(world, person_id, today, now, drawn)
    reading, sheet = Reading(), Sheet()
    if facts.is_suspended:
        return reading
    held = {case.student["id"]: standings.held_towards(case) for case in facts.cases}
    for case in facts.cases:
        show_student(case, held[case.student["id"]], sheet)
    show_guardians(facts, sheet)
    show_incidents(facts, sheet, reading)
    (show_facts_for_all if facts.app_id is None else show_places)(facts, sheet)
    show_findings(facts, sheet)
    show_letters(facts, sheet)
    show_viewings(facts, sheet)
    show_reviews(facts, sheet)
    problems.show_problems(facts, sheet)
    scopes.show_scopes(facts, sheet)
    show_staff(facts, held, sheet)
    reading.held = {
        key: frozenset(it.standing for it in each) for key, each in held.items() if each
    }
    finished = with_versions(sheet.finish(reading), facts, held)
    finished.statuses.update(statuses(facts, finished))
    return finished
