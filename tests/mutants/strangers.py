"""Strangers: each holds one fact, or two that go together, with one thing otherwise."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from hub.models.codes import OrderKind, PostRole, StaffRole
from tests.mutants.bench import GRANTED, LONG_AGO, OPEN, REPORTED, WINDOWS, days
from tests.oracle.drawing import NOW, TODAY, years_before

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.mutants.bench import Laboratory, Window
    from tests.oracle.drawing import Row

SEATS = (*WINDOWS, (7, None), (8, None), (-30, -13), (-30, -14), (-30, -20))
"""The same, and the borders of rosters before and of grace after a seat."""
FOR_A_LESSON = ("section_staff", "section_enrollment", "section")
AUTHORED = """
health_alert condition care_plan medication_order medication_administration health_visit
immunization
"""
AT_SCHOOLS = (
    PostRole.COUNSELOR,
    PostRole.NURSE,
    PostRole.HEALTH_AIDE,
    PostRole.PRINCIPAL,
    PostRole.REGISTRAR,
    PostRole.OFFICE,
)
ELSEWHERE = (
    PostRole.TEACHER,
    PostRole.CASE_MANAGER,
    PostRole.NURSE_LEAD,
    PostRole.SPECIAL_EDUCATION,
    PostRole.LIAISON,
    PostRole.FOOD_SERVICE,
    PostRole.TRANSPORT,
    PostRole.PRIVACY_OFFICER,
    PostRole.DATA_STEWARD,
)


def teachers(lab: Laboratory) -> None:
    """Everyone who can teach, on each border; seats and sections that begin and end."""
    for window in SEATS:
        _staffed(lab, lab.section, window)
    for window in SEATS[1:]:
        lab.student(seat=window)
    for window in SEATS[1:]:
        section = lab.taught(window)
        lab.student(section=section)
        _staffed(lab, section, OPEN)


def _staffed(lab: Laboratory, section: Any, window: Window) -> None:
    at = {"section_id": section, **days(window)}
    for role, grades in (
        (StaffRole.LEAD, True),
        (StaffRole.CO_TEACHER, True),
        (StaffRole.CO_TEACHER, False),
        (StaffRole.SUPPORT, False),
    ):
        said = {"school_id": lab.school, "role": role.value, "may_grade": grades}
        lab.put("section_staff", staff_id=lab.staff(), **said, **at)
    for long_term in (False, True):
        for contracted in (False, True):
            said = {"long_term": long_term, "contracted": contracted}
            lab.put("coverage", staff_id=lab.staff(), **said, **at)


def subjects(lab: Laboratory) -> None:
    """Teachers of the pupil who teach them another subject as well, or nearly so."""
    for part in FOR_A_LESSON:
        for window in WINDOWS:
            _second(lab, lab.pupil, f"{part} {window}", {part: window})
    _second(lab, lab.student(), "another's", {})


def _second(lab: Laboratory, student: Any, subject: str, on: dict[str, Window]) -> None:
    """A second section, of a subject in which the pupil has a result, on some days."""
    course = lab.put("course", subject=subject)
    held = {part: days(on.get(part, OPEN)) for part in FOR_A_LESSON}
    section = lab.put("section", school_id=lab.school, course_id=course, **held["section"])
    lab.put("assessment_result", student_id=lab.pupil, subject=subject)
    seat = {"student_id": student, "section_id": section}
    lab.put("section_enrollment", **seat, **held["section_enrollment"])
    leads = {"staff_id": lab.staff(), "school_id": lab.school, "role": StaffRole.LEAD.value}
    lab.put("section_staff", section_id=lab.section, **leads, **days(OPEN))
    lab.put("section_staff", section_id=section, **leads, **held["section_staff"])


def schools(lab: Laboratory) -> None:
    """Enrollments on each border; who left or comes, and is or is not elsewhere; who never came;
    who is served by what.
    """
    for window in WINDOWS[1:]:
        lab.student(enrolled=window)
    elsewhere: tuple[Window | None, ...] = ((0, None), (1, None), (-1, 0), (-1, 30), None)
    for there in elsewhere:
        left = lab.student(enrolled=(-30, -2), seat=LONG_AGO)
        if there is not None:
            lab.enroll(left, lab.other, there)
        comes = lab.student(enrolled=(3, None), seat=LONG_AGO)
        if there is not None:
            lab.enroll(comes, lab.other, there)
    for never in ((3, 3), (3, 4)):
        lab.student(enrolled=never, seat=LONG_AGO)
    for only in ("iep", "evaluation", "plan_504", ""):
        lab.student(kept=only)


def posts(lab: Laboratory) -> None:
    """Every post that opens something, at the school and in the district, on each border."""
    for window in WINDOWS:
        for role in AT_SCHOOLS:
            for school in (lab.school, None):
                lab.holder(role, school, window)
        for school in (lab.school, None):
            lab.holder(PostRole.NURSE, school, window, contracted=True)
        for role in ELSEWHERE:
            lab.holder(role, None, window)
        for school in (lab.school, None):
            leads = lab.holder(PostRole.PRINCIPAL, school, window)
            said = {"role": PostRole.COACH.value, "school_id": lab.other}
            lab.put("post", staff_id=leads, **said, **days(OPEN))
    for section in (lab.section, lab.put("section", school_id=lab.other, **days(OPEN))):
        lab.put("coverage", section_id=section, staff_id=lab.staff(), **days(OPEN))


def named(lab: Laboratory) -> None:
    """Whoever is named for the pupil: on caseloads, in ranges of letters, services, teams."""
    mine = {"student_id": lab.pupil}
    for window in WINDOWS:
        for contracted in (False, True):
            for kind in ("COUNSELOR", "CASE_MANAGER", "AIDE"):
                said = {"kind": kind, "contracted": contracted, **mine}
                lab.put("caseload", staff_id=lab.staff(), **said, **days(window))
            _service(lab, lab.staff(), window, contracted=contracted)
        twice = lab.staff()
        _service(lab, twice, OPEN, contracted=False)
        _service(lab, twice, window, contracted=False)
        lab.student(enrolled=window)
        letters = {"school_id": lab.school, "grade_level": None, "first": "A", "last": "ZZ"}
        lab.put("counselor_range", staff_id=lab.staff(), **letters, **days(window))
    for table in ("support_team_member", "threat_team_member"):
        for window in WINDOWS:
            holder = lab.holder(PostRole.COUNSELOR, lab.school)
            lab.put(table, staff_id=holder, **mine, **days(window))
            holder = lab.holder(PostRole.CASE_MANAGER, lab.school, window)
            lab.put(table, staff_id=holder, **mine, **days(OPEN))
        for role in PostRole:
            lab.put(table, staff_id=lab.holder(role, lab.other), **mine, **days(OPEN))


def _service(
    lab: Laboratory,
    provider: Any,
    window: Window,
    *,
    contracted: bool,
    of: Any = None,
    declined: Any = None,
) -> None:
    """A service of a pupil's IEP (`of`, or the pupil's own), and a goal of it."""
    key = of or _last(lab, "iep", lab.pupil)
    pupil = next(row["student_id"] for row in lab.world["iep"] if row["id"] == key)
    of_iep = {"student_id": pupil, "iep_id": key}
    said = {"provider_id": provider, "contracted": contracted, "declined_on": declined}
    service = lab.put("iep_service", **of_iep, **said, **days(window))
    lab.put("iep_goal", iep_service_id=service, **of_iep)
    given = {"student_id": pupil, "iep_service_id": service}
    lab.put("service_session", provider_id=provider, **given)


def plans(lab: Laboratory) -> None:
    """A pupil with versions of an IEP on each border of the one in effect; who gives a service of
    one of them, or of that one as well; services that a family declined; a plan that is a draft.
    """
    _staffed(lab, lab.section, OPEN)
    lab.holder(PostRole.NURSE, lab.school)
    pupil, agreed = lab.student(), TODAY - timedelta(35)
    now = _last(lab, "iep", pupil)
    _dated(lab, now, (0, 1), agreed)
    others = [_version(lab, pupil, 11, (-30, 0), agreed), _version(lab, pupil, 12, (1, 30), agreed)]
    others.append(_version(lab, pupil, 13, (-30, None), None))
    for contracted in (False, True):
        for each in (now, *others):
            _service(lab, lab.staff(), OPEN, contracted=contracted, of=each)
        for each in others:
            gives = lab.staff()
            _service(lab, gives, OPEN, contracted=contracted, of=now)
            _service(lab, gives, OPEN, contracted=contracted, of=each)
        _service(lab, lab.staff(), OPEN, contracted=contracted, declined=agreed)
        gives = lab.staff()
        _service(lab, gives, OPEN, contracted=contracted)
        _service(lab, gives, OPEN, contracted=contracted, declined=agreed)
    drawn_up = _last(lab, "plan_504", pupil)
    next(row for row in lab.world["plan_504"] if row["id"] == drawn_up)["adopted_on"] = None
    _lines(lab, pupil, drawn_up)
    for window in ((-30, 0), (1, None)):
        said = {"student_id": pupil, "adopted_on": agreed, **days(window)}
        _lines(lab, pupil, lab.put("plan_504", **said))


def _lines(lab: Laboratory, student: Any, plan: Any) -> None:
    """What a plan under section 504 asks for, in the field of health and in another one."""
    for area in ("ACADEMIC", "HEALTH"):
        line = {"student_id": student, "plan_504_id": plan, "area": area}
        lab.put("plan_504_accommodation", **line, **days(OPEN))


def _version(lab: Laboratory, student: Any, number: int, window: Window, agreed: Any) -> Any:
    """A version of an IEP on some days, with a line at a glance."""
    key = lab.put("iep", student_id=student, version=number, amends_id=None)
    _dated(lab, key, window, agreed)
    for area in ("ACADEMIC", "HEALTH"):
        line = {"student_id": student, "iep_id": key, "kind": "ACCOMMODATION", "area": area}
        lab.put("iep_support", **line, **days(OPEN))
    return key


def _dated(lab: Laboratory, key: Any, window: Window, agreed: Any) -> None:
    """The days of a version of an IEP, and the day on which the family agreed to it."""
    (iep,) = (row for row in lab.world["iep"] if row["id"] == key)
    on = days(window)
    iep |= {"starts_on": on["starts_on"], "superseded_on": on["ends_on"]}
    iep |= {"offered_on": None, "consented_on": agreed, "declined_on": None}


def _last(lab: Laboratory, table: str, student: Any) -> Any:
    return next(row["id"] for row in lab.world[table] if row["student_id"] == student)


def leading(lab: Laboratory) -> None:
    """Principals who opened a record or are on a team, with each post and each enrollment."""
    pupils_at = [lab.pupil, *(lab.student(enrolled=window) for window in WINDOWS[1:])]
    for pupil in pupils_at:
        _leads(lab, pupil, PostRole.PRINCIPAL, lab.school)
    for window in WINDOWS:
        for school in (lab.school, None):
            _leads(lab, lab.pupil, PostRole.PRINCIPAL, school, post=window)
        _leads(lab, lab.pupil, PostRole.PRINCIPAL, lab.school, member=window)
    lab.enroll(lab.student(), lab.other, OPEN)
    _leads(lab, lab.pupil, PostRole.PRINCIPAL, lab.other)
    _leads(lab, lab.pupil, PostRole.OFFICE, lab.school)
    for opened, expires in ((0, 3600), (1, 3601), (-3600, 0), (-3599, 1)):
        _opens(lab, lab.pupil, lab.holder(PostRole.PRINCIPAL, lab.school), opened, expires)


def _leads(
    lab: Laboratory,
    student: Any,
    role: PostRole,
    school: Any,
    *,
    post: Window = OPEN,
    member: Window = OPEN,
) -> None:
    _opens(lab, student, lab.holder(role, school, post), -60, 3540)
    on_team = lab.holder(role, school, post)
    lab.put("iep_team_member", student_id=student, staff_id=on_team, **days(member))


def _opens(lab: Laboratory, student: Any, staff: Any, opened: int, expires: int) -> None:
    lab.put(
        "break_glass",
        student_id=student,
        staff_id=staff,
        opened_at=NOW + timedelta(seconds=opened),
        expires_at=NOW + timedelta(seconds=expires),
    )


def reports(lab: Laboratory) -> None:
    """Whoever answers for reports of special education, on each border of that post, and is on
    the staff by another; reports there and on another desk that name another school than the
    pupil's (it is told while they attend none), and of no pupil: of each school, and of none.
    """
    special = PostRole.SPECIAL_EDUCATION
    for window in WINDOWS:
        for school in (lab.school, lab.other, None):
            answers = lab.holder(special, school, window)
            coaches = {"role": PostRole.COACH.value, "school_id": lab.other}
            lab.put("post", staff_id=answers, **coaches, **days(OPEN))
    lab.holder(PostRole.REGISTRAR, lab.other)
    for desk in (PostRole.REGISTRAR, special):
        for window in WINDOWS:
            student = lab.student(enrolled=window, kept="")
            _reported(lab, desk, student_id=student, school_id=lab.other)
    for school in (lab.school, lab.other, None):
        _reported(lab, special, student_id=None, school_id=school, entity=None, row_key=None)


def _reported(lab: Laboratory, desk: PostRole, **about: Any) -> None:
    lab.put("problem", **{**REPORTED, "desk": desk.value, **about})


def families(lab: Laboratory) -> None:
    """Guardians on each border, of a child and of someone of age who left them a way to read."""
    for window in WINDOWS:
        _guards(lab, lab.pupil, window)
        _guards(lab, lab.student(enrolled=window), OPEN)
        shares = _guards(lab, lab.pupil, window, shares_contact=True)
        lab.put("emergency_contact", student_id=lab.pupil, guardian_id=shares)
    _guards(lab, lab.pupil, OPEN, standing="CONTACT_ONLY")
    grown = lab.student(born=19)
    for window in WINDOWS:
        adult = _guards(lab, grown, OPEN)
        lab.put("adult_access", student_id=grown, guardian_id=adult, **days(window))
    _guards(lab, grown, OPEN)
    elsewhere = _guards(lab, grown, OPEN)
    lab.put("adult_access", student_id=lab.pupil, guardian_id=elsewhere, **days(OPEN))


def _guards(lab: Laboratory, student: Any, window: Window, **otherwise: Any) -> Any:
    adult = lab.guardian()
    said = {"standing": "PARENT", "shares_contact": False, **days(window), **otherwise}
    lab.put("guardianship", student_id=student, guardian_id=adult, **said)
    return adult


def ordered(lab: Laboratory) -> None:
    """Guardians under one order each: of each kind, on each border of its moments; all of them
    asked for something and were answered.
    """
    for kind in OrderKind:
        for said in _orders():
            _bound(lab, lab.pupil, {"kind": kind.value, **said})
    _bound(lab, lab.student(), {"kind": "NO_RECORDS"}, of=lab.pupil)


def _orders() -> Iterator[Row]:
    yield {}
    for seconds in (0, 1):
        yield {"starts_at": NOW + timedelta(seconds=seconds)}
    for seconds in (-1, 0, 1):
        yield {"decided_at": NOW + timedelta(seconds=seconds)}
    for lapses in (None, 0, 1):
        lapsing = None if lapses is None else TODAY + timedelta(lapses)
        yield {"document_key": None, "lapses_on": lapsing}


def _bound(lab: Laboratory, student: Any, said: Row, *, of: Any = None) -> None:
    """An order about a student against a guardian of theirs, or of another child."""
    adult = _guards(lab, of or student, OPEN)
    person = next(row["person_id"] for row in lab.world["guardian"] if row["id"] == adult)
    usual = {
        "starts_at": NOW - timedelta(days=30),
        "decided_at": None,
        "lapses_on": TODAY - timedelta(1),
        "document_key": "order-1",
        "ends_on": None,
    }
    parties = {"student_id": student, "person_id": person, "guardian_id": adult}
    lab.put("court_order", **parties, **{**usual, **said})
    request = {"student_id": student, "guardian_id": adult, "answered_by": lab.signers[0]}
    lab.put("record_request", **{**request, **GRANTED})


def selves(lab: Laboratory) -> None:
    """Pupils on their birthdays, and those of 14 who are alone, or nearly so."""
    for years in (14, 16, 18):
        for ahead in (-1, 0, 1):
            lab.student(birth_date=years_before(TODAY + timedelta(ahead), years))
    alone: Row = {"kind": "HOMELESS", "unaccompanied": True}
    others: tuple[Row, ...] = ({"kind": "FOSTER"}, {"unaccompanied": False}, *map(days, WINDOWS))
    for said in others:
        _alone(lab, years_before(TODAY, 15), {**days(OPEN), **alone, **said})
    for ahead in (0, 1):
        _alone(lab, years_before(TODAY + timedelta(ahead), 14), {**days(OPEN), **alone})


def _alone(lab: Laboratory, born: Any, said: Row) -> None:
    lab.put("support_program", student_id=lab.student(birth_date=born), **said)


def authors(lab: Laboratory) -> None:
    """Former nurses, each of whom wrote one record."""
    for table in AUTHORED.split():
        for role in (PostRole.NURSE, PostRole.HEALTH_AIDE):
            nurse = lab.holder(role, lab.other, (-30, -1))
            student = lab.student()
            row = next(row for row in lab.world[table] if row["student_id"] == student)
            row["entered_by"] = nurse
