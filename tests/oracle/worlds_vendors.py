"""The vendors, agreements and engagement letters of a world. Drawn last: older draws stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.models.codes import (
    AgreementBasis,
    AgreementFunction,
    ConsentKind,
    ConsentState,
    EngagementKind,
    PostRole,
)
from tests.oracle.specification import matrix

if TYPE_CHECKING:
    from uuid import UUID

    from tests.oracle.drawing import Draw, Row

NEVER = ("2", "12", "19")
"""Slices that an agreement names in vain."""


def vendors(draw: Draw) -> None:
    """Three vendors with apps, what was agreed with them and said of them, and letters."""
    for for_profit in (True, draw.chance(0.5), False):
        _vendor(draw, for_profit=for_profit)
    first = draw.rows["student"][0]
    for student in draw.rows["student"]:
        for _ in draw.times(first, student, 1, 2, 2, 2):
            _said(draw, student)
    for kind, role in (
        (EngagementKind.MONITOR, PostRole.MONITOR),
        (EngagementKind.SUPPORT, PostRole.OPERATOR),
    ):
        for _ in range(2):
            _engagement(draw, _holder(draw, role), kind)


def _holder(draw: Draw, role: PostRole) -> Row:
    """Somebody whose post may go with a letter; mostly one that is in force."""
    holder = draw.pick(draw.rows["staff_member"])
    post = {"staff_id": holder["id"], "school_id": None, "role": role, "contracted": True}
    draw.put("post", **post, **draw.window(now=0.85))
    return holder


def _vendor(draw: Draw, *, for_profit: bool) -> None:
    vendor = draw.must("vendor", name=draw.word(), for_profit=for_profit)
    person = draw.must("person", sourced_id=None, epoch=0, suspended_at=None)
    draw.must("vendor_app", vendor_id=vendor["id"], person_id=person["id"], name=draw.word())
    for _ in range(draw.one(1, 2, 3)):
        _agreement(draw, vendor)


def _agreement(draw: Draw, vendor: Row) -> None:
    basis = draw.one(*AgreementBasis, AgreementBasis.SCHOOL_OFFICIAL, AgreementBasis.CONSENT)
    letter = draw.must(
        "agreement",
        vendor_id=vendor["id"],
        basis=basis,
        function=draw.code(AgreementFunction),
        purpose=draw.word(),
        slices=_slices(draw, "VA.directory" if basis == AgreementBasis.DIRECTORY else "VA"),
        terms_on=draw.one(None, draw.day(-30, 0, 1), draw.day(-30), draw.day(-60)),
        **_days(draw),
    )
    _scopes(draw, "agreement", letter)


def _engagement(draw: Draw, holder: Row, kind: EngagementKind) -> None:
    others: list[UUID | None] = [
        row["id"] for row in draw.rows["staff_member"] if row is not holder
    ]
    first, second = draw.dice.sample(others if len(others) > 1 else [*others, None, None], 2)
    letter = draw.must(
        "engagement",
        staff_id=holder["id"],
        kind=kind,
        purpose=draw.word(),
        slices=_slices(draw, "MO"),
        first_signer_id=draw.one(*[first] * 5, None),
        second_signer_id=draw.one(*[second] * 5, None),
        **_days(draw),
    )
    _scopes(draw, "engagement", letter)


def _slices(draw: Draw, standing: str) -> list[str]:
    """Some that may be listed, often the name, and now and then one that may not."""
    listable = [piece for piece, cells in matrix().items() if cells[standing] in ("c", "c$")]
    some = set(draw.dice.sample(listable, min(len(listable), draw.dice.randint(1, 12))))
    some |= {"1a"} if draw.chance(0.7) else set()
    return sorted(some | ({draw.one(*NEVER)} if draw.chance(0.3) else set()))


def _days(draw: Draw) -> Row:
    """Such a letter always ends."""
    window = draw.window(now=0.75)
    ends = window["ends_on"] or max(window["starts_on"], draw.day(1, 30))
    return {**window, "ends_on": ends}


def _scopes(draw: Draw, kind: str, letter: Row) -> None:
    for _ in range(draw.one(0, 1, 2, 2, 3, 3)):
        school = draw.pick(draw.rows["school"])
        sections = [row for row in draw.rows["section"] if row["school_id"] == school["id"]]
        section = draw.pick(sections) if sections and draw.chance(0.35) else None
        of_course = section is not None and draw.chance(0.5)
        draw.must(
            f"{kind}_scope",
            school_id=school["id"],
            grade_level=draw.one(None, None, None, 10, 11),
            course_id=section["course_id"] if section and of_course else None,
            section_id=section["id"] if section and not of_course else None,
            **{f"{kind}_id": letter["id"]},
        )
    if not draw.rows[f"{kind}_scope"]:
        _scopes(draw, kind, letter)


def _said(draw: Draw, student: Row) -> None:
    """A family's word on vendors, or on lists of names."""
    vendor = draw.one(None, *(row["id"] for row in draw.rows["vendor"]))
    kind = draw.one(ConsentKind.VENDOR, ConsentKind.VENDOR, ConsentKind.DIRECTORY)
    draw.must(
        "consent",
        student_id=student["id"],
        guardian_id=None,
        vendor_id=vendor if kind == ConsentKind.VENDOR else None,
        kind=kind,
        state=draw.one(*ConsentState, ConsentState.GIVEN),
        records=None,
        purpose=None,
        party=None,
        **draw.window(now=0.75),
    )
