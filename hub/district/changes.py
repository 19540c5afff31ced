"""What changed since the year began: classes swapped, teachers replaced, helped and covered."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from hub.district.calendar import DAY
from hub.district.casting import co_teach, give_up, hand_over, section_of, take_seat
from hub.district.people import Seat, Teaching
from hub.models.codes import PostRole, SchoolLevel, StaffRole
from hub.models.sections import Coverage

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from random import Random
    from uuid import UUID

    from hub.district.people import Section, Staff, Student
    from hub.district.town import Town

SWAPS_A_SECTION, REPLACED, ABSENT_TEACHERS = 0.12, 0.01, 0.08
PARENTS_ON_STAFF = 0.04
CO_TAUGHT = 3
FIRST_WEEKS = 25
LONG_TERM_SINCE, LONG_TERM_FOR = 42, 70


def change(town: Town) -> None:
    """Change the schedule and the staff as happens in every school year."""
    dice = town.keys.dice("changes")
    sections = [
        section
        for section in town.current_sections()
        if section.school.level is not SchoolLevel.ELEMENTARY
    ]
    _swap_classes(town, dice, sections)
    _replace_leads(town, dice, sections)
    _help(town, dice, sections)
    _join_families(town, dice)
    _cover_named(town)
    _cover(town, dice)


def _swap_classes(town: Town, dice: Random, sections: list[Section]) -> None:
    """Some students swap one class for another of the same period in the first weeks (CR-1)."""
    by_period: dict[tuple[UUID, str], list[Section]] = defaultdict(list)
    for section in sections:
        by_period[section.school.id, section.period].append(section)
    for section in sections:
        if dice.random() >= SWAPS_A_SECTION or not section.roster:
            continue
        spell, target = (
            dice.choice(section.roster),
            dice.choice(by_period[section.school.id, section.period]),
        )
        on_time = spell.starts_on <= section.begins and spell.ends_on is None
        if target is not section and on_time and not spell.student.named:
            day = dice.choice(town.calendar.current.days[3:FIRST_WEEKS])
            _swap(section, target, spell.student, day)


def _swap(section: Section, target: Section, student: Student, day: date) -> None:
    if student.number in target.seats or student.number in section.seats:
        return
    take_seat(section, student, Seat(section.begins, day))
    take_seat(target, student, Seat(day, None))
    if section.second:
        give_up(section.second, student)
    if target.second:
        take_seat(target.second, student, Seat(target.second.begins, None))


def _replace_leads(town: Town, dice: Random, sections: list[Section]) -> None:
    """Now and then someone else takes a class over, and the one before reads on in no way."""
    today = town.calendar.today
    for section in sections:
        if section.lead.named or section.lead_from or dice.random() >= REPLACED:
            continue
        busy = {peer.lead.id for peer in sections if peer.period == section.period}
        peers = [
            peer
            for peer in section.school.holding(PostRole.TEACHER)
            if not peer.named and peer.id not in busy and peer.posts[0].ends_on is None
        ]
        if peers:
            day = today - dice.randrange(3, 30) * DAY
            successor = dice.choice(peers)
            hand_over(section, successor, day)
            if section.second:
                hand_over(section.second, successor, day)


def _help(town: Town, dice: Random, sections: list[Section]) -> None:
    """Case managers co-teach, and paraeducators support, a few classes of their school."""
    by_school: dict[UUID, list[Section]] = defaultdict(list)
    for section in sections:
        by_school[section.school.id].append(section)
    for school in town.schools:
        classes = by_school[school.id]
        for role, part in (
            (PostRole.CASE_MANAGER, StaffRole.CO_TEACHER),
            (PostRole.PARAEDUCATOR, StaffRole.SUPPORT),
        ):
            for staff in school.holding(role):
                if classes and not staff.named:
                    _help_in(dice, staff, part, classes)


def _help_in(dice: Random, staff: Staff, part: StaffRole, classes: list[Section]) -> None:
    """Choose a few classes of different periods; every other one may be graded."""
    periods: set[str] = set()
    for number, section in enumerate(dice.sample(classes, min(CO_TAUGHT, len(classes)))):
        if section.period not in periods:
            periods.add(section.period)
            may_grade = part is StaffRole.CO_TEACHER and number == 1
            co_teach(section, Teaching(staff, part, section.begins, may_grade=may_grade))


def _join_families(town: Town, dice: Random) -> None:
    """Some staff are parents of students: the same person in two capacities (P-16)."""
    plain = [staff for staff in town.staff if not staff.named]
    parents = [
        tie.adult
        for family in town.families
        for tie in family.ties
        if not tie.adult.named and not family.children[0].named
    ]
    count = min(round(len(plain) * PARENTS_ON_STAFF), len(parents))
    pairs = zip(dice.sample(plain, count), dice.sample(parents, count), strict=True)
    for staff, adult in pairs:
        staff.given, staff.family = adult.given, adult.family
        staff.person_id, staff.adult, adult.staff = adult.person_id, adult, staff


def _cover_named(town: Town) -> None:
    """Ana's Geometry is covered today, and her English since six weeks."""
    cast, today = town.cast, town.calendar.today
    ana = cast.students["student"]
    _cover_sections(
        town,
        cast.staff["substitute"],
        (section_of(ana, "Mathematics"),),
        today,
        today + DAY,
    )
    _cover_sections(
        town,
        cast.staff["long_substitute"],
        (section_of(ana, "English"),),
        today - LONG_TERM_SINCE * DAY,
        today + LONG_TERM_FOR * DAY,
        long_term=True,
    )


def _cover(town: Town, dice: Random) -> None:
    """Teachers are absent: today, on days before and after, and a few for long."""
    classes: dict[UUID, list[Section]] = defaultdict(list)
    for section in town.current_sections():
        if not section.lead.named:
            classes[section.lead.id].append(section)
    substitutes = [staff for staff in town.staffed(PostRole.SUBSTITUTE) if not staff.named]
    windows = ((0, 1), (-1, 0), (1, 2), (-9, -6), (-2, 3), (5, 10))
    count = max(len(windows), round(len(classes) * ABSENT_TEACHERS))
    today = town.calendar.today
    for number, teacher in enumerate(dice.sample(sorted(classes), min(count, len(classes)))):
        substitute = substitutes[number % len(substitutes)]
        starts, ends = windows[number % len(windows)]
        long_term = number >= len(windows) and number % 10 == 0
        if long_term:
            starts, ends = -LONG_TERM_SINCE, LONG_TERM_FOR
        _cover_sections(
            town,
            substitute,
            classes[teacher],
            today + starts * DAY,
            today + ends * DAY,
            long_term=long_term,
        )


def _cover_sections(
    town: Town,
    substitute: Staff,
    sections: Iterable[Section],
    starts_on: date,
    ends_on: date,
    *,
    long_term: bool = False,
) -> None:
    for section in sections:
        town.rows.add(
            Coverage,
            section_id=section.id,
            staff_id=substitute.id,
            starts_on=starts_on,
            ends_on=ends_on,
            long_term=long_term,
            contracted=substitute.posts[0].contracted,
        )
