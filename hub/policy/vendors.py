"""Relations of vendors' apps and of monitors: each by a letter that lists slices and has a scope.

One letter must list the slice and have the student in its scope, so there is a relation for each
slice that may be listed (`VA:28`). What an app or monitor can read is thus part of their shape.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, any_, literal, or_, select

from hub.models.codes import (
    AgreementBasis,
    AgreementFunction,
    ConsentKind,
    ConsentState,
    EngagementKind,
    PostRole,
    SupportKind,
)
from hub.models.consents import Consent
from hub.models.enrollment import SchoolEnrollment, SupportProgram
from hub.models.sections import Section, SectionEnrollment
from hub.models.staff import Post
from hub.models.students import Student
from hub.models.vendors import (
    Agreement,
    AgreementScope,
    Engagement,
    EngagementScope,
    Vendor,
    VendorApp,
)
from hub.policy.relations import Anchor, Facts, Kind, Relation
from hub.policy.viewpoint import MY_APP, MY_STAFF, TODAY
from hub.policy.windows import in_force

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sqlalchemy import ColumnElement, FromClause

    from hub.policy.grants import Grant

    Bool = ColumnElement[bool]

CONTRACT = (AgreementBasis.SCHOOL_OFFICIAL, AgreementBasis.CONSENT)
ROLES = {
    EngagementKind.MONITOR: PostRole.MONITOR,
    EngagementKind.SUPPORT: PostRole.OPERATOR,
}
"""The post that goes with a letter: who supports this hub has no other way to a record (P-44)."""


class _Agreed:
    """The tables of an agreement, and when it holds for the app that asks (P-28)."""

    def __init__(self) -> None:
        self.app, self.vendor = VendorApp.__table__.alias(), Vendor.__table__.alias()
        self.letter: Any = Agreement.__table__.alias()
        self.scope: Any = AgreementScope.__table__.alias()
        mine = self.app.join(self.vendor, self.vendor.c.id == self.app.c.vendor_id)
        self.letters = mine.join(self.letter, self.letter.c.vendor_id == self.vendor.c.id)
        self.scopes = self.letters.join(self.scope, self.scope.c.agreement_id == self.letter.c.id)

    def holds(self) -> tuple[Bool, ...]:
        """In force, with all terms on record; no directory request for profit (EC 49073, P-31)."""
        return (
            self.app.c.id == MY_APP,
            in_force(self.letter),
            or_(
                and_(_directory(self.letter), self.vendor.c.for_profit.is_(False)),
                and_(_contract(self.letter), self.letter.c.terms_on <= TODAY),
            ),
        )


class _Engaged:
    """The tables of an engagement letter, and when it holds for the viewer (P-44)."""

    def __init__(self) -> None:
        self.letter: Any = Engagement.__table__.alias()
        self.post, self.scope = Post.__table__.alias(), EngagementScope.__table__.alias()
        self.letters = self.letter.join(self.post, self.post.c.staff_id == self.letter.c.staff_id)
        self.scopes = self.letters.join(self.scope, self.scope.c.engagement_id == self.letter.c.id)

    def holds(self) -> tuple[Bool, ...]:
        """In force, signed by two, and the viewer holds the post that goes with it."""
        kinds = (
            and_(self.letter.c.kind == kind, self.post.c.role == role)
            for kind, role in ROLES.items()
        )
        return (
            self.letter.c.staff_id == MY_STAFF,
            in_force(self.letter),
            self.letter.c.first_signer_id.is_not(None),
            self.letter.c.second_signer_id.is_not(None),
            in_force(self.post),
            or_(*kinds),
        )


def _in_scope(
    kind: type[_Agreed | _Engaged],
    piece: str,
    letter: tuple[Callable[[Any], Bool], ...] = (),
    family: Callable[[Any, FromClause], Bool] | None = None,
) -> Facts:
    """A letter that lists the slice reaches whoever is enrolled now where its scope says.

    `letter` are more conditions on the letter; `family` is what the student's family has to say.
    """
    made, mine = kind(), kind()
    scope, student = made.scope, Student.__table__.alias()
    enrolled: Any = SchoolEnrollment.__table__.alias()
    tables = made.scopes.join(enrolled, enrolled.c.school_id == scope.c.school_id).join(
        student, student.c.id == enrolled.c.student_id
    )
    schools = select(mine.scope.c.school_id).select_from(mine.scopes)
    return Facts(
        tables=tables,
        subject=(enrolled.c.student_id,),
        holds=(
            *_listing(made, piece, letter),
            in_force(enrolled),
            or_(scope.c.grade_level.is_(None), scope.c.grade_level == student.c.grade_level),
            _sits(scope, enrolled),
            *([family(made, enrolled)] if family else []),
        ),
        reach=schools.where(*_listing(mine, piece, letter)),
        key=enrolled.c.school_id,
        near=enrolled,
    )


def _listing(
    made: _Agreed | _Engaged, piece: str, letter: tuple[Callable[[Any], Bool], ...]
) -> list[Bool]:
    """The letter holds, and lists the slice."""
    lists = literal(piece) == any_(made.letter.c.slices)
    return [*made.holds(), lists, *(each(made.letter) for each in letter)]


def _sits(scope: FromClause, enrolled: FromClause) -> Bool:
    """The student sits now in the course or section that the scope names, if it names any."""
    seat, section = SectionEnrollment.__table__.alias(), Section.__table__.alias()
    there = (
        select(1)
        .select_from(seat.join(section, section.c.id == seat.c.section_id))
        .where(
            seat.c.student_id == enrolled.c.student_id,
            section.c.school_id == scope.c.school_id,
            in_force(seat),
            in_force(section),
            or_(scope.c.section_id.is_(None), scope.c.section_id == section.c.id),
            or_(scope.c.course_id.is_(None), scope.c.course_id == section.c.course_id),
        )
        .correlate(scope, enrolled)
        .exists()
    )
    whole = and_(scope.c.course_id.is_(None), scope.c.section_id.is_(None))
    return or_(whole, there)


def _said(enrolled: FromClause, kind: ConsentKind, state: ConsentState, *vendor: Any) -> Bool:
    """A consent of the student's, or a refusal, holds today; `vendor` says about whom."""
    said = Consent.__table__.alias()
    about = [or_(*(each(said) for each in vendor))] if vendor else []
    return (
        select(1)
        .select_from(said)
        .where(
            said.c.student_id == enrolled.c.student_id,
            said.c.kind == kind,
            said.c.state == state,
            in_force(said),
            *about,
        )
        .correlate_except(said)
        .exists()
    )


def _refuses(made: _Agreed, enrolled: FromClause) -> Bool:
    """The family refuses this vendor, or all of them (P-29)."""
    return _said(
        enrolled,
        ConsentKind.VENDOR,
        ConsentState.REFUSED,
        lambda said: said.c.vendor_id.is_(None),
        lambda said: said.c.vendor_id == made.vendor.c.id,
    )


def _agreed_to(made: _Agreed, enrolled: FromClause) -> Bool:
    """Not refused; where the vendor is no school official, the family consents to it (99.30)."""
    given = _said(
        enrolled,
        ConsentKind.VENDOR,
        ConsentState.GIVEN,
        lambda said: said.c.vendor_id == made.vendor.c.id,
    )
    official = made.letter.c.basis == AgreementBasis.SCHOOL_OFFICIAL
    by_consent = and_(made.letter.c.basis == AgreementBasis.CONSENT, given)
    return and_(or_(official, by_consent), ~_refuses(made, enrolled))


def _public(made: _Agreed, enrolled: FromClause) -> Bool:
    """Neither opted out nor, without written consent, homeless (99.37, EC 49073; P-31)."""
    program = SupportProgram.__table__.alias()
    homeless = (
        select(1)
        .select_from(program)
        .where(
            program.c.student_id == enrolled.c.student_id,
            program.c.kind == SupportKind.HOMELESS,
            in_force(program),
        )
        .correlate_except(program)
        .exists()
    )
    given = _said(enrolled, ConsentKind.DIRECTORY, ConsentState.GIVEN)
    return and_(
        ~_said(enrolled, ConsentKind.DIRECTORY, ConsentState.REFUSED),
        ~_refuses(made, enrolled),
        or_(~homeless, given),
    )


def _contract(letter: Any) -> Bool:
    return letter.c.basis.in_(CONTRACT)  # type: ignore[no-any-return]


def _directory(letter: Any) -> Bool:
    return letter.c.basis == AgreementBasis.DIRECTORY  # type: ignore[no-any-return]


def _by_agreement(grant: Grant) -> Facts:
    def function(letter: Any) -> Bool:
        return letter.c.function.in_(map(AgreementFunction, grant.functions))  # type: ignore[no-any-return]

    more = (_contract, function) if grant.functions else (_contract,)
    return _in_scope(_Agreed, grant.slice, more, _agreed_to)


def _by_request(grant: Grant) -> Facts:
    return _in_scope(_Agreed, grant.slice, (_directory,), _public)


def _by_engagement(grant: Grant) -> Facts:
    return _in_scope(_Engaged, grant.slice)


def _any_letter(made: type[_Agreed | _Engaged]) -> Callable[[], Facts]:
    def facts() -> Facts:
        mine = made()
        return Facts(tables=mine.letters, subject=(), holds=mine.holds())

    return facts


_BY_LETTER: dict[str, tuple[str, Kind, Callable[[Grant], Facts]]] = {
    "VA": ("app of a vendor whose agreement lists", Kind.APP, _by_agreement),
    "VA.directory": ("app that asks for directory information in", Kind.APP, _by_request),
    "MO": ("monitor whose letter lists", Kind.STAFF, _by_engagement),
}


def listed(grants: Iterable[Grant]) -> Iterator[Relation]:
    """The relation of each grant on a slice that a letter has to list."""
    for grant in grants:
        if grant.listed:
            title, kind, facts = _BY_LETTER[grant.relation.partition(":")[0]]
            yield Relation(
                grant.relation,
                f"{title} slice {grant.slice}",
                Anchor.STUDENT,
                kind,
                partial(facts, grant),
                wide=True,
                listed=True,
            )


LETTERS: tuple[Relation, ...] = (
    Relation("VA", "app with an agreement in force", Anchor.NONE, Kind.APP, _any_letter(_Agreed)),
    Relation(
        "MO", "monitor with a letter in force", Anchor.NONE, Kind.STAFF, _any_letter(_Engaged)
    ),
)
