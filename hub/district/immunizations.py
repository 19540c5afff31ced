"""Rows about immunizations: every dose of every student, by the usual schedule."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hub.models.codes import ExemptionBasis, PostRole
from hub.models.health import Immunization, ImmunizationExemption

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
AT_SCHOOL, HALF_A_YEAR = timedelta(days=5 * 365), timedelta(days=180)
FOR_A_TIME, NO_PAPER, FEW = 0.3, 0.3, 5
_BASES = (
    (date(2016, 1, 1), ExemptionBasis.BELIEF),
    (date(2021, 1, 1), ExemptionBasis.PHYSICIAN),
    (date.max, ExemptionBasis.REGISTRY),
)
"""On what an exemption could rest before a day."""
_EXEMPTION = ("id", "student_id", "basis", "issued_on", "ends_on", "document_key")
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
    """Write the rows of immunizations, and of exemptions from them."""
    town.rows.stream(Immunization, _COLUMNS, 16 * len(town.students), lambda: _doses(town))
    town.rows.stream(ImmunizationExemption, _EXEMPTION, 1, lambda: _exemptions(town))


def _exemptions(town: Town) -> Iterator[Row]:
    """Of whoever has no dose, most: what could be had in the year in which they came to school. Of
    a physician or the registry a few are for a time, and a few families have none.
    """
    dice, ids = town.keys.dice("exemption"), town.keys.random_ids("immunization_exemption")
    received = {student for _, student, *_ in _doses(town)}
    without = [each for each in town.students if each.id not in received]
    for student in without or town.students[-1:]:
        issued_on = student.birth + AT_SCHOOL
        basis = next(basis for until, basis in _BASES if issued_on < until)
        for_a_time = dice.random() < FOR_A_TIME and basis is ExemptionBasis.REGISTRY
        ends_on = town.calendar.today + HALF_A_YEAR if for_a_time else None
        if dice.random() < NO_PAPER and len(without) > FEW:
            continue
        yield next(ids), student.id, basis, issued_on, ends_on, f"exemptions/{student.id}.pdf"


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
