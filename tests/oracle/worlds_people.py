"""The people of a world: persons in one or several capacities, staff with posts, students."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from hub.models.codes import (
    IdentifierKind,
    NameAudience,
    PostRole,
    Race,
    Sex,
    TrainingKind,
)
from tests.oracle.drawing import FAMILY, GIVEN, years_before

if TYPE_CHECKING:
    from datetime import date

    from tests.oracle.drawing import Draw, Row

_OFTEN = (
    PostRole.PRINCIPAL,
    PostRole.PRINCIPAL,
    PostRole.NURSE,
    PostRole.NURSE,
    PostRole.HEALTH_AIDE,
    PostRole.HEALTH_AIDE,
    PostRole.COUNSELOR,
    PostRole.REGISTRAR,
    PostRole.OFFICE,
)
_POSTS = (*PostRole, *_OFTEN)
_ANSWERS = (None, True, False)


def population(draw: Draw) -> None:
    """5 to 12 adults, 2 to 8 students; the first adult is both on the staff and a guardian."""
    for number in range(draw.dice.randint(5, 12)):
        _adult(draw, number)
    for _ in range(draw.dice.randint(2, 8)):
        _student(draw)
    if draw.chance(0.2):
        _person(draw)  # who has no capacity at all


def another_guardian(draw: Draw) -> None:
    """A guardian who is nothing else, and of nobody yet."""
    _guardian(draw, _person(draw))


def merges(draw: Draw) -> None:
    """Students of whom somebody says that they are one child, once for each of two."""
    staff = draw.rows["staff_member"]
    students = draw.dice.sample(draw.rows["student"], len(draw.rows["student"]))
    for one, other in zip(students[::2], students[1::2], strict=False):
        proposer, another = draw.dice.sample(staff, 2) if len(staff) > 1 else (staff[0], None)
        confirmed = another is not None and draw.chance(0.5)
        for each, beside in ((one, other), (other, one)):
            draw.must(
                "student_merge",
                student_id=each["id"],
                other_id=beside["id"],
                kept_id=one["id"],
                proposed_on=draw.day(-30, -1, 0),
                proposed_by=proposer["id"],
                confirmed_on=draw.day(-1, 0) if confirmed else None,
                confirmed_by=another["id"] if confirmed and another else None,
            )


def staffing(draw: Draw) -> None:
    """Posts and trainings of whoever is on the staff."""
    staff = draw.rows["staff_member"]
    for each in staff:
        for _ in range(draw.dice.randint(1, 3)):
            _posts(draw, each)
        if draw.chance(0.75):
            _training(draw, each, TrainingKind.CONFIDENTIALITY)
        for _ in draw.times(staff[0], each, 3, 1):
            _training(draw, each, draw.code(TrainingKind))


def _person(draw: Draw) -> Row:
    return draw.must(
        "person",
        sourced_id=draw.one(None, f"p-{len(draw.rows['person'])}"),
        epoch=draw.one(0, 0, 3),
        suspended_at=draw.moment(-86400, -1) if draw.chance(0.03) else None,
    )


def _names(draw: Draw) -> Row:
    given, family = draw.one(*GIVEN), draw.one(*FAMILY)
    return {
        "given_name": given,
        "family_name": family,
        "sort_name": f"{family.lower()}, {given.lower()}",
    }


def _adult(draw: Draw, number: int) -> None:
    person = _person(draw)
    on_staff = number == 0 or draw.chance(0.75)
    if on_staff:
        _staff_member(draw, person)
    if number == 0 or not on_staff or draw.chance(0.4):
        _guardian(draw, person)


def _staff_member(draw: Draw, person: Row) -> None:
    draw.must(
        "staff_member",
        person_id=person["id"],
        email=draw.one(None, "staff@school.example"),
        **_names(draw),
    )


def _guardian(draw: Draw, person: Row) -> None:
    draw.must(
        "guardian",
        person_id=person["id"],
        phone=draw.one(None, "555-0100", "555-0101"),
        phone_type=Random(f"phone {person['id']}").choice((None, "MOBILE", "HOME", "WORK")),
        email=draw.one(None, "home@family.example"),
        language=draw.one(None, "en", "es"),
        **_names(draw),
    )


def _posts(draw: Draw, staff: Row) -> None:
    """A post; now and then the same one again elsewhere, or in another time or contract."""
    role = draw.one(*_POSTS)
    for _ in range(draw.one(1, 1, 1, 2)):
        school = None if draw.chance(0.2) else draw.pick(draw.rows["school"])["id"]
        draw.put(
            "post",
            staff_id=staff["id"],
            school_id=school,
            role=role,
            contracted=draw.chance(0.3),
            **draw.window(now=0.7, ended=0.18, coming=0.1),
        )


def _training(draw: Draw, staff: Row, kind: TrainingKind | str) -> None:
    completed, expires = draw.one(
        (-300, 60),
        (-300, 60),
        (-1, 364),
        (0, 365),
        (1, 366),
        (-364, 1),
        (-365, 0),
        (-366, -1),
    )
    draw.must(
        "training",
        staff_id=staff["id"],
        kind=kind,
        completed_on=draw.day(completed),
        expires_on=draw.day(expires),
    )


def _student(draw: Draw) -> None:
    """A student, who rarely is on the staff or a guardian besides."""
    person = _person(draw)
    if draw.chance(0.07):
        _staff_member(draw, person)
    if draw.chance(0.07):
        _guardian(draw, person)
    student = draw.must(
        "student",
        person_id=person["id"],
        middle_name=draw.word_or_none(),
        preferred_name=draw.word_or_none(),
        preferred_name_audience=draw.code(NameAudience),
        grade_level=draw.one(None, 0, 5, 10, 10, 10, 11, 11, 12),
        photo_key=draw.one(None, "photo-1"),
        birth_date=_birth_date(draw),
        **_names(draw),
    )
    _identity(draw, student)


def _birth_date(draw: Draw) -> date:
    """Ten or seventeen years old, grown up, or on a day around the 16th or 18th birthday."""
    if draw.chance(0.45):
        return years_before(draw.today, draw.one(10, 10, 17, 19))
    birthday = draw.day(-1, 0, 1)
    return years_before(birthday, draw.one(16, 18, 18))


def _identity(draw: Draw, student: Row) -> None:
    first = draw.rows["student"][0]
    mine = {"student_id": student["id"]}
    for _ in draw.times(first, student, 4, 1):
        changed = draw.today - timedelta(draw.one(0, 30))
        names = {"given_name": draw.one(*GIVEN), "family_name": draw.one(*FAMILY)}
        draw.must("former_name", changed_on=changed, **names, **mine)
    for _ in draw.times(first, student, 1, 2, 2):
        kind, value = draw.code(IdentifierKind), draw.one("1001", "1002")
        draw.must("student_identifier", kind=kind, value=value, **mine, **draw.window())
    if draw.times(first, student, 1, 4):
        draw.must(
            "demographics",
            sex=draw.one(None, *[each.value for each in Sex]),
            hispanic=draw.one(*_ANSWERS),
            races=draw.one(None, [], [draw.code(Race)], [Race.ASIAN.value, Race.WHITE.value]),
            home_language=draw.one(None, "en", "es"),
            **mine,
        )
