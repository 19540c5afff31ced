"""Rows about immunizations: every dose of every student, by the usual schedule."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hub.models.codes import PostRole
from hub.models.health import Immunization

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hub.district.rows import Row
    from hub.district.town import Town

SCHEDULE = (
    ("HepB", (0, 1, 6)),
    ("DTaP", (2, 4, 6, 16, 52)),
    ("Polio", (2, 4, 7, 52)),
    ("MMR", (12, 50)),
    ("Varicella", (13, 51)),
    ("Tdap", (136,)),
    ("HPV", (146, 152)),
)
"""Months of age at which the doses of a vaccine are usually given."""
REFUSED, MISSED, CONFIDENTIAL = 0.01, 0.012, 0.01
SOURCES = ("STATE_REGISTRY", "YELLOW_CARD", "PHYSICIAN_RECORD")
CONFIDENTIAL_VACCINE = "HPV"
MONTH = timedelta(days=30.44)
FROM_REGISTRY = 0.6
_COLUMNS = (
    "id",
    "student_id",
    "vaccine",
    "given_on",
    "source",
    "confidential",
    "entered_by",
)


def write(town: Town) -> None:
    """Write the rows of immunizations."""
    town.rows.stream(Immunization, _COLUMNS, 16 * len(town.students), lambda: _doses(town))


def _doses(town: Town) -> Iterator[Row]:
    """Doses up to today. A few families refuse all; some minors consented to HPV alone."""
    dice, ids = town.keys.dice("immunization"), town.keys.random_ids("immunization")
    draw, today, changed = dice.random, town.calendar.today, town.calendar.current.starts_on
    plan = [(vaccine, months * MONTH) for vaccine, doses in SCHEDULE for months in doses]
    for student in town.students:
        refused = not student.named and draw() < REFUSED
        alone = student.named == "student" or draw() < CONFIDENTIAL
        # where the nurse has changed, the one before the present one stands last
        *_, before = nurses = student.spells[-1].school.holding(PostRole.NURSE)
        late = timedelta(days=dice.randrange(25))
        for vaccine, age in () if refused else plan:
            given_on = student.birth + age + late
            if given_on > today or (draw() < MISSED and not student.named):
                continue
            registry = draw() < FROM_REGISTRY
            source = SOURCES[0] if registry else dice.choice(SOURCES[1:])
            confidential = alone and vaccine == CONFIDENTIAL_VACCINE
            nurse = before if given_on < changed else nurses[0]
            entered_by = None if registry else nurse.id
            yield next(ids), student.id, vaccine, given_on, source, confidential, entered_by
