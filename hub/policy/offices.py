"""Relations of those who hold a post or a caseload."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, or_, select, union_all

from hub.models.codes import CaseloadKind, PostRole
from hub.models.enrollment import (
    Caseload,
    CounselorRange,
    MealBenefit,
    SchoolEnrollment,
    SupportProgram,
    SupportTeamMember,
    TransportAssignment,
)
from hub.models.health import BreakGlass
from hub.models.ieps import Evaluation, Iep, IepService, IepTeamMember
from hub.models.programs import Plan504
from hub.models.safety import ThreatTeamMember
from hub.models.staff import Post
from hub.models.students import Student
from hub.policy.passing import begins_at, formerly_at, holds_post
from hub.policy.plans import iep_in_effect
from hub.policy.relations import Anchor, Facts, Kind, Relation
from hub.policy.viewpoint import MY_STAFF, NOW
from hub.policy.windows import in_force

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import ColumnElement, FromClause


TEAM_ROLES = (PostRole.COUNSELOR, PostRole.CASE_MANAGER, PostRole.PRINCIPAL)
"""Posts whose holders may be named in a support or threat team (rows 10 and 23)."""


def _at_school(role: PostRole, *, contracted: bool | None = None) -> Callable[[], Facts]:
    """A post at a school reaches whoever is enrolled there today (P-5)."""

    def facts() -> Facts:
        post, own = Post.__table__.alias(), Post.__table__.alias()
        enrolled = SchoolEnrollment.__table__.alias()
        return Facts(
            tables=post.join(enrolled, enrolled.c.school_id == post.c.school_id),
            subject=(enrolled.c.student_id,),
            holds=(
                holds_post(post, role),
                in_force(enrolled),
                *_contracted(post, contracted),
            ),
            reach=select(own.c.school_id).where(
                holds_post(own, role), own.c.school_id.is_not(None), *_contracted(own, contracted)
            ),
            key=enrolled.c.school_id,
            near=enrolled,
            apart=(in_force(enrolled),),
        )

    return facts


def _in_district(
    role: PostRole, *, contracted: bool | None = None, anywhere: bool = False
) -> Callable[[], Facts]:
    """A post without a school (or, if `anywhere`, with any) reaches every student."""

    def facts() -> Facts:
        post = Post.__table__.alias()
        place = () if anywhere else (post.c.school_id.is_(None),)
        return Facts(
            tables=post,
            subject=(),
            holds=(holds_post(post, role), *place, *_contracted(post, contracted)),
        )

    return facts


def _contracted(
    fact: FromClause,
    contracted: bool | None,  # noqa: FBT001 - yes, no, or either
) -> tuple[ColumnElement[bool], ...]:
    return () if contracted is None else (fact.c.contracted.is_(contracted),)


def _on_caseload(kind: CaseloadKind, *, contracted: bool | None = None) -> Callable[[], Facts]:
    def facts() -> Facts:
        load = Caseload.__table__.alias()
        return Facts(
            tables=load,
            subject=(load.c.student_id,),
            holds=(
                load.c.staff_id == MY_STAFF,
                load.c.kind == kind,
                in_force(load),
                *_contracted(load, contracted),
            ),
        )

    return facts


def _in_range() -> Facts:
    """A counselor's alphabet range at a school (P-11)."""
    letters, own = CounselorRange.__table__.alias(), CounselorRange.__table__.alias()
    enrolled, student = SchoolEnrollment.__table__.alias(), Student.__table__.alias()
    upper = func.upper(student.c.family_name)
    return Facts(
        tables=letters.join(enrolled, enrolled.c.school_id == letters.c.school_id).join(
            student, student.c.id == enrolled.c.student_id
        ),
        subject=(enrolled.c.student_id,),
        holds=(
            letters.c.staff_id == MY_STAFF,
            in_force(letters),
            in_force(enrolled),
            or_(letters.c.grade_level.is_(None), letters.c.grade_level == student.c.grade_level),
            func.left(upper, func.length(letters.c.first)).collate("C") >= letters.c.first,
            func.left(upper, func.length(letters.c.last)).collate("C") <= letters.c.last,
        ),
        reach=select(own.c.school_id).where(own.c.staff_id == MY_STAFF, in_force(own)),
        key=enrolled.c.school_id,
        near=enrolled,
    )


def _delivers(*, contracted: bool) -> Callable[[], Facts]:
    """Named as provider on a service of the IEP in effect that the family didn't decline (P-8)."""

    def facts() -> Facts:
        service, iep = IepService.__table__.alias(), Iep.__table__.alias()
        return Facts(
            tables=service.join(iep, iep.c.id == service.c.iep_id),
            subject=(service.c.student_id,),
            holds=(
                service.c.provider_id == MY_STAFF,
                service.c.contracted.is_(contracted),
                in_force(service),
                service.c.declined_on.is_(None),
                iep_in_effect(iep),
            ),
        )

    return facts


def _with_row(role: PostRole, model: type[Any]) -> Callable[[], Facts]:
    """A post that reaches whoever has an open row of a program."""

    def facts() -> Facts:
        post, row = Post.__table__.alias(), model.__table__.alias()
        own = Post.__table__.alias()
        return Facts(
            tables=row,
            subject=(row.c.student_id,),
            holds=(
                in_force(row),
                select(1).select_from(post).where(holds_post(post, role)).correlate(None).exists(),
            ),
            reach=select(own.c.id).where(holds_post(own, role)),
        )

    return facts


def _special_education() -> Facts:
    """The special education office reaches whoever has an IEP, an evaluation or a 504 plan."""
    post, own = Post.__table__.alias(), Post.__table__.alias()
    office = PostRole.SPECIAL_EDUCATION
    served = union_all(
        select(Iep.student_id), select(Evaluation.student_id), select(Plan504.student_id)
    ).subquery()
    holds = select(1).select_from(post).where(holds_post(post, office)).correlate(None).exists()
    return Facts(
        tables=served,
        subject=(served.c.student_id,),
        holds=(holds,),
        reach=select(own.c.id).where(holds_post(own, office)),
    )


def _named(model: type[Any]) -> Callable[[], Facts]:
    """Named in a student's team, by someone whose post is one that may be named (row 10)."""

    def facts() -> Facts:
        member, post = model.__table__.alias(), Post.__table__.alias()
        own = model.__table__.alias()
        employed = and_(post.c.staff_id == MY_STAFF, post.c.role.in_(TEAM_ROLES), in_force(post))
        return Facts(
            tables=member,
            subject=(member.c.student_id,),
            holds=(
                member.c.staff_id == MY_STAFF,
                in_force(member),
                select(1).select_from(post).where(employed).correlate(None).exists(),
            ),
            reach=select(own.c.id).where(own.c.staff_id == MY_STAFF, in_force(own)),
        )

    return facts


def _opened() -> Facts:
    """A break-glass opening within its hour, by whoever leads the student's school (P-12)."""
    opening, post = BreakGlass.__table__.alias(), Post.__table__.alias()
    enrolled, own = SchoolEnrollment.__table__.alias(), BreakGlass.__table__.alias()
    return Facts(
        tables=opening.join(post, post.c.staff_id == opening.c.staff_id).outerjoin(
            enrolled,
            and_(
                enrolled.c.student_id == opening.c.student_id,
                enrolled.c.school_id == post.c.school_id,
                in_force(enrolled),
            ),
        ),
        subject=(opening.c.student_id,),
        holds=(
            opening.c.staff_id == MY_STAFF,
            opening.c.opened_at <= NOW,
            opening.c.expires_at > NOW,
            holds_post(post, PostRole.PRINCIPAL),
            or_(post.c.school_id.is_(None), enrolled.c.id.is_not(None)),
        ),
        reach=select(own.c.id).where(own.c.staff_id == MY_STAFF, own.c.opened_at <= NOW),
    )


def _on_team() -> Facts:
    """On the student's IEP team, as the principal of the student's school."""
    member, post = IepTeamMember.__table__.alias(), Post.__table__.alias()
    enrolled = SchoolEnrollment.__table__.alias()
    return Facts(
        tables=member.join(post, post.c.staff_id == member.c.staff_id).outerjoin(
            enrolled,
            and_(
                enrolled.c.student_id == member.c.student_id,
                enrolled.c.school_id == post.c.school_id,
                in_force(enrolled),
            ),
        ),
        subject=(member.c.student_id,),
        holds=(
            member.c.staff_id == MY_STAFF,
            in_force(member),
            holds_post(post, PostRole.PRINCIPAL),
            or_(post.c.school_id.is_(None), enrolled.c.id.is_not(None)),
        ),
    )


def _school_posts(name: str, title: str, role: PostRole, *, contractors: bool) -> list[Relation]:
    """The relations of a school post: at its school and in the district, each employed or not."""
    variants = ((False, ""), (True, "/contracted")) if contractors else ((None, ""),)
    return [
        relation
        for contracted, suffix in variants
        for relation in (
            Relation(
                f"{name}{suffix}",
                f"{title} of the student's school",
                Anchor.STUDENT,
                Kind.STAFF,
                _at_school(role, contracted=contracted),
                wide=True,
                school=True,
                contracted=bool(contracted),
            ),
            Relation(
                f"{name}.all{suffix}",
                f"{title} of all schools",
                Anchor.NONE,
                Kind.STAFF,
                _in_district(role, contracted=contracted),
                wide=True,
                contracted=bool(contracted),
            ),
        )
    ]


def _student(
    name: str,
    title: str,
    facts: Callable[[], Facts],
    *,
    wide: bool = False,
    school: bool = False,
    contracted: bool = False,
) -> Relation:
    return Relation(
        name,
        title,
        Anchor.STUDENT,
        Kind.STAFF,
        facts,
        wide=wide or school,
        school=school,
        contracted=contracted,
    )


def _district(name: str, title: str, role: PostRole) -> Relation:
    facts = _in_district(role, anywhere=True)
    return Relation(name, title, Anchor.NONE, Kind.STAFF, facts, wide=True)


OFFICES: tuple[Relation, ...] = (
    _student("CN", "counselor, by caseload", _on_caseload(CaseloadKind.COUNSELOR)),
    _student("CN/range", "counselor, by alphabet range", _in_range),
    _student("CN.school", "counselor of the school", _at_school(PostRole.COUNSELOR), school=True),
    _student("CM", "case manager", _on_caseload(CaseloadKind.CASE_MANAGER)),
    _student("PA", "aide", _on_caseload(CaseloadKind.AIDE, contracted=False)),
    _student(
        "PA/contracted",
        "contracted aide",
        _on_caseload(CaseloadKind.AIDE, contracted=True),
        contracted=True,
    ),
    _student("RS", "service provider", _delivers(contracted=False)),
    _student("RS/contracted", "contracted provider", _delivers(contracted=True), contracted=True),
    *_school_posts("NU", "nurse", PostRole.NURSE, contractors=True),
    *_school_posts("HA", "health aide", PostRole.HEALTH_AIDE, contractors=False),
    *_school_posts("PR", "principal", PostRole.PRINCIPAL, contractors=False),
    *_school_posts("RG", "registrar", PostRole.REGISTRAR, contractors=False),
    *_school_posts("OF", "office", PostRole.OFFICE, contractors=False),
    _student(
        "PR.former",
        "principal of a school that the student left",
        formerly_at(PostRole.PRINCIPAL),
        school=True,
    ),
    _student(
        "RG.former",
        "registrar of a school that the student left",
        formerly_at(PostRole.REGISTRAR),
        school=True,
    ),
    _student(
        "RG.before",
        "registrar of a school at which the student will begin",
        begins_at(PostRole.REGISTRAR),
        school=True,
    ),
    _student("PR.opened", "principal, record opened in an emergency", _opened),
    _student("PR.team", "principal on the IEP team", _on_team),
    _student("SU", "named in the support team", _named(SupportTeamMember)),
    _student("TT", "on the threat team", _named(ThreatTeamMember)),
    _student("SE", "special education office", _special_education, wide=True),
    _student("LI", "liaison", _with_row(PostRole.LIAISON, SupportProgram), wide=True),
    _student("FS", "food service", _with_row(PostRole.FOOD_SERVICE, MealBenefit), wide=True),
    _student("TP", "transport", _with_row(PostRole.TRANSPORT, TransportAssignment), wide=True),
    _district("NL", "nurse lead", PostRole.NURSE_LEAD),
    _district("PO", "privacy officer", PostRole.PRIVACY_OFFICER),
    _district("DS", "data steward", PostRole.DATA_STEWARD),
)
