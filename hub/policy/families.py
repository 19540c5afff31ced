"""Relations of families, students and members of a school, and the relations of denies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, or_, select, union_all

from hub.models.behavior import Incident, IncidentParticipation
from hub.models.codes import OrderKind, PostRole, Standing, SupportKind
from hub.models.enrollment import SchoolEnrollment, SupportProgram
from hub.models.guardians import AdultAccess, CourtOrder, Guardianship
from hub.models.health import (
    CarePlan,
    Condition,
    HealthAlert,
    HealthVisit,
    Immunization,
    MedicationAdministration,
    MedicationOrder,
)
from hub.models.staff import Post
from hub.models.students import HouseholdGuardian, HouseholdStudent, Student
from hub.policy.relations import Anchor, Facts, Kind, Relation
from hub.policy.viewpoint import (
    ADULT_BORN_BY,
    FOURTEEN_BORN_BY,
    MY_GUARDIAN,
    MY_PERSON,
    MY_STAFF,
    MY_STUDENT,
    NOW,
    SIXTEEN_BORN_BY,
    TODAY,
)
from hub.policy.windows import in_force

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import ColumnElement, FromClause, Select

GRADE_TEN_DONE = 11
"""The first grade level of whoever has completed grade 10 (EC 49076)."""


def _guards(bond: FromClause) -> ColumnElement[bool]:
    """A guardianship in force that carries the right to read (GUA-7)."""
    return and_(
        bond.c.guardian_id == MY_GUARDIAN,
        bond.c.standing != Standing.CONTACT_ONLY,
        in_force(bond),
    )


def _still_theirs(bond: FromClause, student: FromClause) -> ColumnElement[bool]:
    """The student is a minor, or has left the guardian a way to read (P-24)."""
    access = AdultAccess.__table__.alias()
    kept = (
        select(1)
        .select_from(access)
        .where(
            access.c.student_id == bond.c.student_id,
            access.c.guardian_id == bond.c.guardian_id,
            in_force(access),
        )
        .correlate(bond)
        .exists()
    )
    return or_(student.c.birth_date > ADULT_BORN_BY, kept)


def _guardian() -> Facts:
    bond, student = Guardianship.__table__.alias(), Student.__table__.alias()
    own = Guardianship.__table__.alias()
    return Facts(
        tables=bond.join(student, student.c.id == bond.c.student_id),
        subject=(bond.c.student_id,),
        holds=(_guards(bond), _still_theirs(bond, student)),
        reach=select(own.c.id).where(_guards(own)),
    )


def _self(*conditions: Callable[[FromClause], ColumnElement[bool]]) -> Callable[[], Facts]:
    def facts() -> Facts:
        student = Student.__table__.alias()
        return Facts(
            tables=student,
            subject=(student.c.id,),
            holds=(student.c.id == MY_STUDENT, *(condition(student) for condition in conditions)),
        )

    return facts


def _minor(student: FromClause) -> ColumnElement[bool]:
    return student.c.birth_date > ADULT_BORN_BY


def _sixteen(student: FromClause) -> ColumnElement[bool]:
    """16, or done with grade 10 (EC 49076), or 14, homeless and unaccompanied (P-27)."""
    program = SupportProgram.__table__.alias()
    alone = (
        select(1)
        .select_from(program)
        .where(
            program.c.student_id == student.c.id,
            program.c.kind == SupportKind.HOMELESS,
            program.c.unaccompanied,
            in_force(program),
        )
        .correlate(student)
        .exists()
    )
    return or_(
        student.c.birth_date <= SIXTEEN_BORN_BY,
        student.c.grade_level >= GRADE_TEN_DONE,
        and_(student.c.birth_date <= FOURTEEN_BORN_BY, alone),
    )


def _adult(student: FromClause) -> ColumnElement[bool]:
    return student.c.birth_date <= ADULT_BORN_BY


def order_in_force(order: FromClause) -> ColumnElement[bool]:
    """Effective, not decided, and documented or not yet lapsed (P-19, P-20, P-21)."""
    return and_(
        order.c.starts_at <= NOW,
        or_(order.c.decided_at.is_(None), order.c.decided_at > NOW),
        or_(
            order.c.document_key.is_not(None),
            order.c.lapses_on.is_(None),
            order.c.lapses_on > TODAY,
        ),
    )


def _ordered(*kinds: OrderKind, provisional: bool = False) -> Callable[[], Facts]:
    """An order in force binds the viewer towards the student; no kinds means any kind."""

    def facts() -> Facts:
        order = CourtOrder.__table__.alias()
        what: list[ColumnElement[bool]] = [order.c.kind.in_(kinds)] if kinds else []
        if provisional:
            what = [or_(*what, order.c.document_key.is_(None))]
        return Facts(
            tables=order,
            subject=(order.c.student_id,),
            holds=(order.c.person_id == MY_PERSON, order_in_force(order), *what),
        )

    return facts


def _own_child() -> Facts:
    """A child of whom the viewer is guardian, or with whom they share a household (P-16)."""
    bond = Guardianship.__table__.alias()
    adult, child = HouseholdGuardian.__table__.alias(), HouseholdStudent.__table__.alias()
    children = (
        select(bond.c.student_id)
        .where(_guards(bond))
        .union_all(
            select(child.c.student_id)
            .select_from(adult.join(child, child.c.household_id == adult.c.household_id))
            .where(adult.c.guardian_id == MY_GUARDIAN, in_force(adult), in_force(child))
        )
        .subquery()
    )
    return Facts(tables=children, subject=(children.c.student_id,), holds=())


def _colleague() -> Facts:
    post = Post.__table__.alias()
    return Facts(
        tables=post,
        subject=(post.c.school_id,),
        holds=(post.c.staff_id == MY_STAFF, post.c.school_id.is_not(None), in_force(post)),
    )


def _employed(*conditions: Callable[[FromClause], ColumnElement[bool]]) -> Callable[[], Facts]:
    def facts() -> Facts:
        post = Post.__table__.alias()
        return Facts(
            tables=post,
            subject=(),
            holds=(post.c.staff_id == MY_STAFF, *(condition(post) for condition in conditions)),
        )

    return facts


def _wrote() -> Facts:
    """The student of a health record that the viewer wrote as a nurse (P-5)."""
    post, own = Post.__table__.alias(), Post.__table__.alias()
    written = union_all(
        *(
            select(model.student_id).where(model.entered_by == MY_STAFF)
            for model in (
                HealthAlert,
                Condition,
                CarePlan,
                MedicationOrder,
                MedicationAdministration,
                HealthVisit,
                Immunization,
            )
        )
    ).subquery()
    return Facts(
        tables=written,
        subject=(written.c.student_id,),
        holds=(select(1).select_from(post).where(_was_nurse(post)).correlate(None).exists(),),
        reach=select(own.c.id).where(_was_nurse(own)),
    )


def _was_nurse(post: FromClause) -> ColumnElement[bool]:
    return and_(
        post.c.staff_id == MY_STAFF, post.c.role == PostRole.NURSE, post.c.starts_on <= TODAY
    )


def _reported() -> Facts:
    """A student who took part in an incident that the viewer, still staff, reported."""
    incident, part = Incident.__table__.alias(), IncidentParticipation.__table__.alias()
    post = Post.__table__.alias()
    employed = and_(post.c.staff_id == MY_STAFF, in_force(post))
    return Facts(
        tables=incident.join(part, part.c.incident_id == incident.c.id),
        subject=(part.c.student_id,),
        holds=(
            incident.c.reported_by == MY_STAFF,
            select(1).select_from(post).where(employed).correlate(None).exists(),
        ),
        reach=_has_reported(),
    )


def _has_reported() -> Select[Any]:
    """The viewer, staff now, reported some incident: whoever reported none needs no such way in."""
    post, incident = Post.__table__.alias(), Incident.__table__.alias()
    return (
        select(post.c.id)
        .select_from(post.join(incident, incident.c.reported_by == post.c.staff_id))
        .where(post.c.staff_id == MY_STAFF, in_force(post))
    )


def _schoolmate() -> Facts:
    enrolled = SchoolEnrollment.__table__.alias()
    return Facts(
        tables=enrolled,
        subject=(enrolled.c.school_id,),
        holds=(enrolled.c.student_id == MY_STUDENT, in_force(enrolled)),
    )


def _school_parent() -> Facts:
    """A guardian whose child is enrolled at the school, unless an order binds them (P-23)."""
    bond, student = Guardianship.__table__.alias(), Student.__table__.alias()
    enrolled, order = SchoolEnrollment.__table__.alias(), CourtOrder.__table__.alias()
    bound = (
        select(1)
        .select_from(order)
        .where(
            order.c.student_id == bond.c.student_id,
            order.c.person_id == MY_PERSON,
            order_in_force(order),
        )
        .correlate(bond)
        .exists()
    )
    return Facts(
        tables=bond.join(student, student.c.id == bond.c.student_id).join(
            enrolled, enrolled.c.student_id == bond.c.student_id
        ),
        subject=(enrolled.c.school_id,),
        holds=(_guards(bond), _still_theirs(bond, student), in_force(enrolled), ~bound),
    )


def _supervises(role: PostRole) -> Callable[[], Facts]:
    """Whoever holds `role` at a school stands to all who hold or held a post there."""

    def facts() -> Facts:
        mine, theirs = Post.__table__.alias(), Post.__table__.alias()
        own = Post.__table__.alias()
        return Facts(
            tables=mine.join(
                theirs,
                or_(mine.c.school_id.is_(None), mine.c.school_id == theirs.c.school_id),
            ),
            subject=(theirs.c.staff_id,),
            holds=(mine.c.staff_id == MY_STAFF, mine.c.role == role, in_force(mine)),
            reach=select(own.c.id).where(
                own.c.staff_id == MY_STAFF, own.c.role == role, in_force(own)
            ),
        )

    return facts


FAMILIES: tuple[Relation, ...] = (
    Relation("GD", "guardian", Anchor.STUDENT, Kind.GUARDIAN, _guardian, few=True),
    Relation("ST", "student under 18", Anchor.STUDENT, Kind.SELF, _self(_minor)),
    Relation("ST16", "student from 16", Anchor.STUDENT, Kind.SELF, _self(_minor, _sixteen)),
    Relation("ES", "student of age", Anchor.STUDENT, Kind.SELF, _self(_adult)),
    Relation("EV", "signed in", Anchor.NONE, Kind.ANYONE, lambda: Facts(None, (), ())),
    Relation("STAFF", "staff", Anchor.NONE, Kind.STAFF, _employed(in_force)),
    Relation("AU", "nurse, now or formerly", Anchor.NONE, Kind.STAFF, _employed(_was_nurse)),
    Relation("AU:wrote", "nurse who wrote a record", Anchor.STUDENT, Kind.STAFF, _wrote),
    Relation(
        "STAFF:reported",
        "reporter of an incident",
        Anchor.STUDENT,
        Kind.STAFF,
        _reported,
        few=True,
    ),
    Relation("SCH.staff", "staff of the school", Anchor.SCHOOL, Kind.SCHOOL, _colleague),
    Relation(
        "SCH.district",
        "district staff",
        Anchor.NONE,
        Kind.SCHOOL,
        _employed(in_force, lambda post: post.c.school_id.is_(None)),
    ),
    Relation("SCH.student", "student at the school", Anchor.SCHOOL, Kind.SCHOOL, _schoolmate),
    Relation("SCH.guardian", "guardian at the school", Anchor.SCHOOL, Kind.SCHOOL, _school_parent),
    Relation(
        "PR:staff",
        "principal of the post",
        Anchor.STAFF,
        Kind.SCHOOL,
        _supervises(PostRole.PRINCIPAL),
    ),
    Relation(
        "RG:staff",
        "registrar of the post",
        Anchor.STAFF,
        Kind.SCHOOL,
        _supervises(PostRole.REGISTRAR),
    ),
)

DENYING: tuple[Relation, ...] = (
    Relation(
        "order:all",
        "an order withholds the record",
        Anchor.STUDENT,
        Kind.ANYONE,
        _ordered(OrderKind.NO_RECORDS, provisional=True),
        few=True,
    ),
    Relation(
        "order:contact",
        "an order forbids contact",
        Anchor.STUDENT,
        Kind.ANYONE,
        _ordered(OrderKind.NO_CONTACT),
        few=True,
    ),
    Relation(
        "order:location",
        "an order withholds the whereabouts",
        Anchor.STUDENT,
        Kind.ANYONE,
        _ordered(OrderKind.NO_CONTACT, OrderKind.NO_LOCATION),
        few=True,
    ),
    Relation(
        "order:any",
        "an order binds the viewer",
        Anchor.STUDENT,
        Kind.ANYONE,
        _ordered(),
        few=True,
    ),
    Relation(
        "own child",
        "the viewer's own child",
        Anchor.STUDENT,
        Kind.ANYONE,
        _own_child,
        few=True,
    ),
)
