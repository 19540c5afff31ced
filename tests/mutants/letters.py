"""Apps and monitors with one letter each, and pupils whose families say one thing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from hub.models.codes import PostRole
from tests.mutants.bench import OPEN, WINDOWS, days
from tests.oracle.drawing import TODAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.mutants.bench import Laboratory, Window
    from tests.oracle.drawing import Row

LETTERS: tuple[Window, ...] = tuple(
    (starts, 30 if ends is None else ends) for starts, ends in WINDOWS
)
"""A letter always ends."""
LISTED = ["1a", "17.accommodations"]
BASES = ("SCHOOL_OFFICIAL", "CONSENT", "DIRECTORY")


def apps(lab: Laboratory) -> None:
    """Agreements of each basis with one term otherwise, and with each scope."""
    for basis in BASES:
        for said in _terms():
            _app(lab, {"basis": basis, **said})
        _app(lab, {"basis": basis}, for_profit=True)
    for function in ("LEARNING", "ASSESSMENT", "FOOD_SERVICE"):
        _app(lab, {"function": function})
    scopes = list(_scopes(lab))
    for basis in ("SCHOOL_OFFICIAL", "DIRECTORY"):
        for scope in scopes:
            _app(lab, {"basis": basis}, scope)
    _monitored(lab, scopes)


def _terms() -> Iterator[Row]:
    for window in LETTERS:
        yield days(window)
    for on in (None, 0, 1):
        yield {"terms_on": None if on is None else TODAY + timedelta(on)}
    yield {"slices": ["1b"]}


def _scopes(lab: Laboratory) -> Iterator[Row]:
    """Schools, grades, sections and courses; with pupils whose seat or section is on a border."""
    course = lab.put("course")
    section = lab.put("section", school_id=lab.school, course_id=course, **days(OPEN))
    for window in WINDOWS:
        lab.student(section=section, seat=window)
        lab.student(enrolled=window, section=section)
    abroad = lab.put("section", school_id=lab.other, course_id=course, **days(OPEN))
    lab.student(section=abroad)
    lab.student(grade_level=6)
    yield {"school_id": lab.other}
    yield {"grade_level": 5}
    yield {"grade_level": 6}
    yield {"section_id": section}
    yield {"course_id": course}
    yield {"section_id": abroad}
    yield {"section_id": lab.put("section", school_id=lab.school, course_id=course)}
    yield {"course_id": lab.put("course")}
    for window in WINDOWS:
        own = lab.put("course")
        there = lab.put("section", school_id=lab.school, course_id=own, **days(window))
        lab.student(section=there)
        yield {"course_id": own}


def _app(lab: Laboratory, said: Row, scope: Row | None = None, *, for_profit: bool = False) -> Any:
    """An app whose vendor has one agreement, to whose consent the pupil's family says yes."""
    vendor = lab.put("vendor", for_profit=for_profit)
    lab.put("vendor_app", vendor_id=vendor, person_id=lab.person())
    usual: Row = {
        "basis": "SCHOOL_OFFICIAL",
        "function": "SPECIAL_EDUCATION",
        "slices": LISTED,
        "terms_on": TODAY - timedelta(30),
        **days(LETTERS[0]),
    }
    letter = lab.put("agreement", vendor_id=vendor, **{**usual, **said})
    _scope(lab, "agreement", letter, scope)
    _says(lab, lab.pupil, {"vendor_id": vendor})
    return vendor


def _scope(lab: Laboratory, kind: str, letter: Any, said: Row | None) -> None:
    usual = {"school_id": lab.school, "grade_level": None, "course_id": None, "section_id": None}
    lab.put(f"{kind}_scope", **{f"{kind}_id": letter}, **{**usual, **(said or {})})


def _says(lab: Laboratory, student: Any, said: Row) -> None:
    usual = {"kind": "VENDOR", "state": "GIVEN", "vendor_id": None, "guardian_id": None}
    lab.put("consent", student_id=student, **{**usual, **days(OPEN), **said})


def consents(lab: Laboratory) -> None:
    """What a family can say of each kind of letter, with one thing otherwise."""
    vendors = [_app(lab, {"basis": basis}) for basis in BASES]
    other = _app(lab, {"slices": ["1b"]})
    for said in _sayings(vendors, other):
        _says(lab, lab.student(), said)
    for program in _programs():
        lab.put("support_program", student_id=lab.student(), **program)
        agrees = lab.student()
        lab.put("support_program", student_id=agrees, **program)
        _says(lab, agrees, {"kind": "DIRECTORY"})
    for window in WINDOWS:
        agrees = lab.student()
        lab.put("support_program", student_id=agrees, **next(_programs()))
        _says(lab, agrees, {"kind": "DIRECTORY", **days(window)})


def _sayings(vendors: list[Any], other: Any) -> Iterator[Row]:
    official, by_consent, directory = vendors
    for window in WINDOWS:
        yield {"vendor_id": by_consent, **days(window)}
        for vendor in (official, by_consent, directory, None):
            yield {"state": "REFUSED", "vendor_id": vendor, **days(window)}
        yield {"kind": "DIRECTORY", "state": "REFUSED", **days(window)}
    yield {"vendor_id": other}
    yield {"state": "REFUSED", "vendor_id": other}
    yield {"kind": "MEDIA", "vendor_id": by_consent}
    yield {"kind": "MEDIA", "state": "REFUSED"}
    yield {"kind": "MEDIA", "state": "REFUSED", "vendor_id": official}


def _programs() -> Iterator[Row]:
    for window in WINDOWS:
        yield {"kind": "HOMELESS", "unaccompanied": False, **days(window)}
    yield {"kind": "MIGRANT", "unaccompanied": False, **days(OPEN)}


def monitors(lab: Laboratory) -> None:
    """Letters of each kind, with one signature, day or post otherwise."""
    for kind, role in (("MONITOR", PostRole.MONITOR), ("SUPPORT", PostRole.OPERATOR)):
        for window in LETTERS:
            _engaged(lab, lab.holder(role, None), {"kind": kind, **days(window)})
        for held_on in WINDOWS:
            _engaged(lab, lab.holder(role, None, held_on), {"kind": kind})
        for signer in ("first_signer_id", "second_signer_id"):
            _engaged(lab, lab.holder(role, None), {"kind": kind, signer: None})
        for held in (PostRole.MONITOR, PostRole.OPERATOR, PostRole.ANALYST):
            _engaged(lab, lab.holder(held, None), {"kind": kind})
        _engaged(lab, lab.holder(role, None), {"kind": kind, "slices": ["1b"]})


def _monitored(lab: Laboratory, scopes: list[Row]) -> None:
    for scope in scopes:
        _engaged(lab, lab.holder(PostRole.MONITOR, None), {"kind": "MONITOR"}, scope)


def _engaged(lab: Laboratory, staff: Any, said: Row, scope: Row | None = None) -> None:
    usual: Row = {
        "kind": "MONITOR",
        "slices": LISTED,
        "first_signer_id": lab.signers[0],
        "second_signer_id": lab.signers[1],
        **days(LETTERS[0]),
    }
    letter = lab.put("engagement", staff_id=staff, **{**usual, **said})
    _scope(lab, "engagement", letter, scope)
