"""Rows of bell schedules: what each school asks of its grades, who has a longer day, and periods
without content with what was agreed to them (SCH-1, SCH-2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.district.calendar import DAY
from hub.district.catalog import ELEMENTARY_GRADES, HIGH_GRADES, MIDDLE_GRADES, SLOTS
from hub.district.schedule import EARLY
from hub.district.sections import PERIODS, WEEKDAYS
from hub.models.codes import PostRole, SchoolLevel, StaffRole
from hub.models.schedule_codes import CourseKind, PeriodDecision
from hub.models.schedules import BellPeriod, BellSchedule, PeriodConsent, StudentBellSchedule
from hub.models.sections import Section, SectionMeeting, SectionStaff

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    from hub.district.people import School, Student
    from hub.district.town import Town

SEATS = 60
LATE = "7"
"""The period in which students serve: behind those that everybody has."""
DAYS = {
    # level: grades, periods of a usual day
    SchoolLevel.ELEMENTARY: (ELEMENTARY_GRADES, 3),
    SchoolLevel.MIDDLE: (MIDDLE_GRADES, SLOTS),
    SchoolLevel.HIGH: (HIGH_GRADES, SLOTS),
}
LONGER, ALONE, ASKED, AGREED = 0.006, 0.003, 0.002, 0.002
"""Shares of a school's students: with an early period that nobody has found for them yet; serving
without consent, with consent alone, and with the principal's approval.
"""
AT_LEAST = (6, 3, 2, 2)
"""How many of each the school of the named people has: more than ten without a complete schedule.
"""


def write(town: Town) -> None:
    """Write each school's bell schedules of the year, and who departs from them."""
    dice = town.keys.dice("bells")
    course = town.catalog.without_content[CourseKind.SERVICE]
    first = town.schools_of(SchoolLevel.HIGH)[0]
    for school in town.schools:
        _usual(town, school)
        if school.level is SchoolLevel.ELEMENTARY:
            continue
        students = list(_plain(town, school))
        counts = [round(share * len(students)) for share in (LONGER, ALONE, ASKED, AGREED)]
        if school is first:
            counts = [max(pair) for pair in zip(counts, AT_LEAST, strict=True)]
        chosen = iter(dice.sample(students, min(sum(counts), len(students))))
        longer, alone, asked, agreed = ([*_next(chosen, count)] for count in counts)
        _lengthen(town, school, longer)
        if alone or asked or agreed:
            section = _serve(town, school, course, [*alone, *asked, *agreed])
            for number, student in enumerate(asked):
                # the second of each school is one whom the principal refused
                decision = PeriodDecision.REFUSED if number == 1 else None
                _agree(town, school, student, section, decision)
            for student in agreed:
                _agree(town, school, student, section, PeriodDecision.APPROVED)


def _plain(town: Town, school: School) -> Iterator[Student]:
    """Students of the school today of whom no story tells."""
    year, today = town.calendar.current, town.calendar.today
    for spell in school.spells.get(year.year, ()):
        if spell.primary and not spell.student.named and spell.during(today, today + DAY):
            yield spell.student


def _next(students: Iterator[Student], count: int) -> Iterator[Student]:
    for _, student in zip(range(count), students, strict=False):
        yield student


def _usual(town: Town, school: School) -> None:
    """The day of the school's grades."""
    grades, periods = DAYS[school.level]
    _bell(town, school, "Regular day", [str(each + 1) for each in range(periods)], grades)


def _lengthen(town: Town, school: School, students: Sequence[Student]) -> None:
    """A longer day for a few, who need an early class that they don't have."""
    if not students:
        return
    periods = [EARLY, *(str(each + 1) for each in range(SLOTS))]
    longer = _bell(town, school, "Longer day", periods, None)
    for student in students:
        town.rows.add(
            StudentBellSchedule,
            student_id=student.id,
            bell_schedule_id=longer,
            starts_on=town.calendar.current.starts_on,
        )


def _bell(
    town: Town, school: School, name: str, periods: Sequence[str], grades: range | None
) -> UUID:
    year = town.calendar.current
    key = town.rows.add(
        BellSchedule,
        school_id=school.id,
        name=name,
        first_grade=grades[0] if grades else None,
        last_grade=grades[-1] if grades else None,
        starts_on=year.starts_on,
        ends_on=year.ends_on,
    )
    for weekday in WEEKDAYS:
        for period in periods:
            town.rows.add(BellPeriod, bell_schedule_id=key, weekday=weekday, period=period)
    return key


def _serve(town: Town, school: School, course: UUID, students: Sequence[Student]) -> UUID:
    """A section without content behind the last period, led by a teacher of the school."""
    year = town.calendar.current
    term = year.whole
    section = town.rows.add(
        Section,
        school_id=school.id,
        course_id=course,
        term_id=term.id,
        title="Service",
        period=LATE,
        seat_limit=SEATS,
        starts_on=term.starts_on,
        ends_on=term.ends_on,
    )
    starts_at, ends_at = PERIODS[LATE]
    for weekday in WEEKDAYS:
        hours = {"starts_at": starts_at, "ends_at": ends_at}
        town.rows.add(SectionMeeting, section_id=section, weekday=weekday, **hours)
    lead = next(each for each in school.holding(PostRole.TEACHER) if not each.named)
    town.rows.add(
        SectionStaff,
        section_id=section,
        school_id=school.id,
        staff_id=lead.id,
        role=StaffRole.LEAD,
        may_grade=True,
        starts_on=term.starts_on,
    )
    for student in students:
        stay = student.spell
        since = max(term.starts_on, stay.starts_on) if stay else term.starts_on
        town.serving.append((section, student, since))
    return section


def _agree(
    town: Town, school: School, student: Student, section: UUID, decision: PeriodDecision | None
) -> None:
    """A family consents in writing; the principal approves or refuses, or hasn't decided yet."""
    day = town.calendar.current.starts_on
    decided = {
        "decision": decision,
        "decided_on": day + DAY,
        "decided_by": school.holding(PostRole.PRINCIPAL)[0].id,
    }
    adult = student.family.ties[0].adult
    town.rows.add(
        PeriodConsent,
        student_id=student.id,
        section_id=section,
        consented_on=day,
        signed_by=f"{adult.given} {adult.family}",
        paper="Counseling office, folder of periods without content",
        **(decided if decision else {}),
    )
