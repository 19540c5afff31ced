"""Gives the personas their parts: staff who exist anyway take a name and what goes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.district.calendar import DAY, WEEK, weekdays_after
from hub.district.people import Post, Seat, Section, Teaching
from hub.district.personas import persona
from hub.models.codes import PostRole, SchoolLevel, StaffRole

if TYPE_CHECKING:
    from datetime import date

    from hub.district.people import School, Staff, Student
    from hub.district.town import Town

LEFT_DAYS_AGO = 5
BEGINS_IN_WEEKDAYS = 3
DROPPED_AFTER_WEEKS = 2
CORE = ("English", "Mathematics", "Science", "Social Science", "Physical Education")


def cast(town: Town) -> None:
    """Cast the personas among the staff and set the scenes that rest on the schedule."""
    high = town.schools_of(SchoolLevel.HIGH)[0]
    _cast_school(town, high)
    _cast_district(town)
    _cast_teachers(town, high)
    _cast_co_teachers(town, high)
    _drop_geometry(town)
    _leave_class(town, high)
    _repeat_biology(town, high)
    _algebra_in_8(town)


def section_of(student: Student, subject: str) -> Section:
    """Return the section of a subject in which a student sits today."""
    return next(section for section in student.sections if section.course.subject == subject)


def _name(town: Town, staff: Staff, key: str) -> Staff:
    """Let a staff member be a persona; who is also an adult of a family is the same person."""
    known = persona(key)
    staff.named, staff.sourced_id = key, known.sourced_id
    staff.given, staff.family = known.given_name, known.family_name
    if adult := town.cast.adults.get(key):
        staff.person_id, staff.adult, adult.staff = adult.person_id, adult, staff
    town.cast.staff[key] = staff
    return staff


def _cast_school(town: Town, high: School) -> None:
    elementary = town.schools_of(SchoolLevel.ELEMENTARY)[0]
    for key, school, role, index in (
        ("case_manager", high, PostRole.CASE_MANAGER, 0),
        ("other_case_manager", high, PostRole.CASE_MANAGER, 1),
        # the last range of the alphabet holds the counselor's own children
        ("counselor", high, PostRole.COUNSELOR, -1),
        ("nurse", high, PostRole.NURSE, 0),
        ("contracted_nurse", elementary, PostRole.NURSE, 0),
        ("health_aide", high, PostRole.HEALTH_AIDE, 0),
        ("provider", high, PostRole.PROVIDER, 0),
        ("contracted_provider", high, PostRole.PROVIDER, 1),
        ("paraeducator", high, PostRole.PARAEDUCATOR, 0),
        ("principal", high, PostRole.PRINCIPAL, 0),
        ("registrar", high, PostRole.REGISTRAR, 0),
        ("office", high, PostRole.OFFICE, 0),
    ):
        _name(town, school.holding(role)[index], key)


def _cast_district(town: Town) -> None:
    for role in (
        PostRole.NURSE_LEAD,
        PostRole.SPECIAL_EDUCATION,
        PostRole.LIAISON,
        PostRole.FOOD_SERVICE,
        PostRole.TRANSPORT,
        PostRole.ANALYST,
        PostRole.PRIVACY_OFFICER,
        PostRole.DATA_STEWARD,
        PostRole.MONITOR,
        PostRole.OPERATOR,
    ):
        _name(town, town.staffed(role)[0], role.value.lower())
    registrars = town.staffed(PostRole.REGISTRAR)
    _name(
        town,
        next(staff for staff in registrars if staff.posts[0].school is None),
        "district_registrar",
    )
    substitutes = town.staffed(PostRole.SUBSTITUTE)
    _name(town, substitutes[0], "substitute")
    _name(town, substitutes[1], "long_substitute")


def _cast_teachers(town: Town, high: School) -> None:
    """Ana's teachers: each subject's is someone to whom a rule applies."""
    ana = town.cast.students["student"]
    today = town.calendar.today
    teacher = _name(town, section_of(ana, "Mathematics").lead, "teacher")
    teacher.posts.append(Post(PostRole.COACH, high, teacher.posts[0].starts_on))
    _name(town, section_of(ana, "Science").lead, "untrained_teacher")
    _name(town, section_of(ana, "Social Science").lead, "suspended_teacher")
    former = _name(town, section_of(ana, "Physical Education").lead, "former_teacher")
    former.posts[0].ends_on = today - 30 * DAY
    successor = town.hire(PostRole.TEACHER, high, since=today - 30 * DAY)
    for section in list(town.sections[town.calendar.current.year]):
        if section.lead is former:
            hand_over(section, successor, today - 30 * DAY)
    mathematics = section_of(town.cast.students["teachers_child"], "Mathematics")
    if mathematics.lead is teacher:
        colleague = town.hire(PostRole.TEACHER, high, since=teacher.posts[0].starts_on)
        _hand_over_whole(mathematics, colleague)


def hand_over(section: Section, successor: Staff, day: date) -> None:
    """Give a section a new lead from `day` on; one that begins later never had the old lead."""
    if section.begins < day:
        section.others.append(Teaching(section.lead, StaffRole.LEAD, section.begins, day))
        section.lead_from = day
    section.lead = successor


def _hand_over_whole(section: Section, successor: Staff) -> None:
    section.lead = successor
    if section.second:
        section.second.lead = successor


def _cast_co_teachers(town: Town, high: School) -> None:
    cast = town.cast
    since = town.calendar.current.days[0]
    ana = section_of(cast.students["student"], "Mathematics")
    other = next(
        section
        for section in town.current_sections()
        if section.lead is cast.staff["teacher"] and section is not ana
    )
    co_teacher = _name(town, town.hire(PostRole.TEACHER, high, since=since), "co_teacher")
    co_teach(ana, Teaching(co_teacher, StaffRole.CO_TEACHER, since, may_grade=True))
    co_teach(other, Teaching(co_teacher, StaffRole.CO_TEACHER, since))
    marcus = section_of(cast.students["other_caseload"], "English")
    co_teach(marcus, Teaching(cast.staff["case_manager"], StaffRole.CO_TEACHER, since))


def co_teach(section: Section, teaching: Teaching) -> None:
    """Put someone beside the lead of a section and of its second half."""
    section.others.append(teaching)
    if second := section.second:
        second.others.append(
            Teaching(teaching.staff, teaching.role, second.begins, may_grade=teaching.may_grade)
        )


def take_seat(section: Section, student: Student, seat: Seat) -> None:
    """Give a student a seat of its own dates, also where they were not on the roster."""
    if all(spell.student is not student for spell in section.roster):
        spell = next(
            spell
            for spell in student.spells
            if spell.year is section.year and spell.school is section.school
        )
        section.roster = [*section.roster, spell]
    section.seats.setdefault(student.number, []).append(seat)


def give_up(section: Section, student: Student) -> None:
    """Take a student's name off a section as if it had never been there."""
    section.seats[student.number] = []


def _drop_geometry(town: Town) -> None:
    """Ben sat in Ana's Geometry for two weeks and takes Algebra 2 since then (CR-1)."""
    ben = town.cast.students["dropped"]
    geometry = section_of(town.cast.students["student"], "Mathematics")
    day = geometry.begins + DROPPED_AFTER_WEEKS * WEEK
    for section in ben.sections:
        if section.course.subject == "Mathematics" or section.period == geometry.period:
            take_seat(section, ben, Seat(day, None))
    take_seat(geometry, ben, Seat(geometry.begins, day))


def _leave_class(town: Town, high: School) -> None:
    """Lily left an elective five days ago; its teacher also begins a seminar next week."""
    lily = town.cast.students["left_class"]
    today, year = town.calendar.today, town.calendar.current
    elective = next(entry for entry in lily.sections if entry.course.subject not in CORE)
    teacher = _name(town, elective.lead, "changing_teacher")
    left = today - LEFT_DAYS_AGO * DAY
    take_seat(elective, lily, Seat(elective.begins, left))
    if elective.second:
        give_up(elective.second, lily)
    joiners = [town.cast.students[key] for key in ("left_class", "dropped", "classmate")]
    seminar = Section(
        next(town.keys.random_ids("section.seminar")),
        high,
        town.catalog.seminar,
        year,
        year.semesters[0],
        "7",
        "Library",
        teacher,
        [student.spells[-1] for student in joiners],
        starts_on=weekdays_after(today, BEGINS_IN_WEEKDAYS),
    )
    town.sections[year.year].append(seminar)


def _repeat_biology(town: Town, high: School) -> None:
    """Caleb passed Biology A in grade 9 and again, in a class of grade 9, a year later (CR-2)."""
    caleb = town.cast.students["repeated"]
    biology = town.catalog["BIO"].courses[0]
    first_year, second_year, _ = town.calendar.years
    first, again = (
        [
            section
            for section in town.sections[year.year]
            if section.school is high and section.course is biology
        ]
        for year in (first_year, second_year)
    )
    passed = next(
        section for section in first if any(seat.student is caleb for seat in section.roster)
    )
    for section in town.sections[second_year.year]:
        on_roster = any(spell.student is caleb for spell in section.roster)
        if on_roster and section.period == again[0].period:
            give_up(section, caleb)
    take_seat(again[0], caleb, Seat(again[0].begins, again[0].term.ends_on))
    town.cast.marks[caleb.number, passed.id] = "C"
    town.cast.marks[caleb.number, again[0].id] = "B"


def _algebra_in_8(town: Town) -> None:
    """Nadia's Algebra 1 of grade 8 ended with a B (CR-5, CR-6)."""
    nadia = town.cast.students["algebra_in_8"]
    algebra = town.catalog["ALG1.M"].courses[0]
    for section in town.sections[town.calendar.years[1].year]:
        if section.course is algebra:
            town.cast.marks[nadia.number, section.id] = "B"
