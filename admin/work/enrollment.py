"""What is entered of where a student is enrolled: they leave, change to another school, begin; and
who is new to the district.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from admin.days import NO_DAY, day_typed
from admin.entered import Wrong
from admin.forms import Form, Given
from admin.language import marked
from admin.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from admin.entered import Entered

    Path = Mapping[str, str]

NO_CODE = marked("Enter one of the district's codes.")
NO_SCHOOL = marked("Choose a school.")
NO_GRADE = marked("Choose a grade.")
NO_NAME = marked("Say what the student is called.")
ASKED = {
    "givenName": NO_NAME,
    "familyName": NO_NAME,
    "birthDate": marked("Say on which day they were born."),
    "exitReason": NO_CODE,
    "entryCode": NO_CODE,
    "schoolId": NO_SCHOOL,
    "gradeLevel": NO_GRADE,
}
"""What is said where a field that each such change needs is empty."""


def _missing(entered: Entered, *names: str) -> list[Given | Wrong]:
    return [Wrong(name, ASKED[name]) for name in names if not entered[name]]


def _on(entered: Entered, name: str) -> tuple[dict[str, Any], list[Given | Wrong]]:
    """The day that was entered, and what is wrong with it; without one it is today."""
    if not entered[name]:
        return {}, []
    day = day_typed(entered[name])
    return {name: day}, [] if day else [Wrong(name, NO_DAY)]


def _grade(entered: Entered) -> dict[str, Any]:
    """The grade that was chosen, if one was: what is none, the door refuses."""
    if not entered["gradeLevel"]:
        return {}
    chosen = entered["gradeLevel"]
    return {"gradeLevel": int(chosen) if chosen.removeprefix("-").isdecimal() else chosen}


def _left(path: Path, entered: Entered) -> dict[str, Any]:
    return {
        "id": path["id"],
        "version": entered.number("version"),
        "exitReason": entered["exitReason"],
    }


def _withdrawn(path: Path, entered: Entered) -> list[Given | Wrong]:
    """That a student leaves a school (slice EH)."""
    day, wrong = _on(entered, "lastDay")
    wrong += _missing(entered, "exitReason")
    return wrong or [Given("withdraw", {**_left(path, entered), **day})]


def _transferred(path: Path, entered: Entered) -> list[Given | Wrong]:
    """That a student changes from one school of the district to another (slice EH)."""
    day, wrong = _on(entered, "startsOn")
    wrong += _missing(entered, "schoolId", "exitReason", "entryCode")
    said = {
        **_left(path, entered),
        "schoolId": entered["schoolId"],
        "entryCode": entered["entryCode"],
        **_grade(entered),
        **day,
    }
    return wrong or [Given("transfer", said)]


def _enrolled(path: Path, entered: Entered) -> list[Given | Wrong]:
    """That a student begins at a school (slice EH; RDY-2)."""
    day, wrong = _on(entered, "startsOn")
    wrong += _missing(entered, "schoolId", "gradeLevel", "entryCode")
    said = {
        "studentId": path["id"],
        "schoolId": entered["schoolId"],
        "entryCode": entered["entryCode"],
        "isPrimary": entered["beside"] != "yes",
        **_grade(entered),
        **day,
    }
    return wrong or [Given("enroll", said)]


def _new(_path: Path, entered: Entered) -> list[Given | Wrong]:
    """A child who is new to the district, and where they begin (rows 1 and 3, slice EH). Who is
    likely the same is looked at first.
    """
    names = ("givenName", "familyName", "birthDate", "schoolId", "gradeLevel", "entryCode")
    born, wrong = _on(entered, "birthDate")
    first, wrong_too = _on(entered, "startsOn")
    wrong += [*wrong_too, *_missing(entered, *names)]
    said = {
        **{name: entered[name] for name in ("givenName", "familyName", "schoolId", "entryCode")},
        **({"middleName": entered["middleName"]} if entered["middleName"] else {}),
        **_grade(entered),
        **born,
        **first,
        "lookedAt": [row for row, looked in entered.each("lookedAt-") if looked],
    }
    return wrong or [Given("createStudent", said)]


FORMS = (
    Form(
        Screen("/admin/new-student", "newcomers/enter"),
        _new,
        lambda _path: "/admin?done=new",
        checked=True,
        about="alike",
    ),
    Form(
        Screen("/admin/enrollments/{id}/withdraw", "enrollment/withdraw", subject="node"),
        _withdrawn,
        lambda _path: "/admin?done=withdrawn",
        checked=True,
    ),
    Form(
        Screen("/admin/enrollments/{id}/transfer", "enrollment/transfer", subject="node"),
        _transferred,
        lambda _path: "/admin?done=transferred",
        checked=True,
    ),
    Form(
        Screen("/admin/students/{id}/enroll", "enrollment/enroll", subject="student"),
        _enrolled,
        lambda path: f"/admin/students/{path['id']}?done=enrolled",
        checked=True,
    ),
)
