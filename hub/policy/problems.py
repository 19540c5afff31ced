"""The slices of what people report (S6, S7): whose a report is, and on whose desk it lies.

A report quotes what its writer saw. So its words are read at a desk whose holders read the record
that it is about (`resolvers/mutations/desks.py` says which), as long as that student is theirs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, select

from hub.models.enrollment import SchoolEnrollment
from hub.models.guardians import CourtOrder
from hub.models.problem_codes import Desk
from hub.models.problems import Problem
from hub.models.staff import Post
from hub.policy.families import order_in_force
from hub.policy.posts import leads
from hub.policy.slices import Slice, only, rows
from hub.policy.viewpoint import MY_PERSON, MY_STAFF
from hub.policy.windows import in_force

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, FromClause

    Bool = ColumnElement[bool]


def mine(row: FromClause) -> Bool:
    """The viewer reported it."""
    return row.c.person_id == MY_PERSON


def told_to_me(row: FromClause) -> Bool:
    """The viewer reported it, and no order in force binds them towards the student (P-18): the
    answer tells of the student as they are by now.
    """
    order = CourtOrder.__table__.alias()
    bound = (
        select(1)
        .select_from(order)
        .where(
            order.c.student_id == row.c.student_id,
            order.c.person_id == MY_PERSON,
            order_in_force(order),
        )
        .correlate(row)
        .exists()
    )
    return and_(mine(row), ~bound)


def on_my_desk(row: FromClause) -> Bool:
    """The viewer answers for it, and it is not of special education."""
    return and_(row.c.desk != Desk.SPECIAL_EDUCATION, _answered_by_me(row))


def of_special_education(row: FromClause) -> Bool:
    """The viewer answers for it, and it may quote what takes training to read (P-37)."""
    return and_(row.c.desk == Desk.SPECIAL_EDUCATION, _answered_by_me(row))


def _answered_by_me(row: FromClause) -> Bool:
    """The viewer holds the post that answers for it: at the school where the student is today, at
    the school of what is of no student, or in the district.
    """
    post = Post.__table__.alias()
    there = or_(
        post.c.school_id.is_(None),
        _attends(row, post.c.school_id),
        and_(post.c.school_id == row.c.school_id, ~_attends(row)),
    )
    return (
        select(1)
        .select_from(post)
        .where(
            post.c.staff_id == MY_STAFF,
            post.c.role == row.c.desk,
            in_force(post),
            there,
        )
        .correlate(row)
        .exists()
    )


def _attends(row: FromClause, school_id: ColumnElement[object] | None = None) -> Bool:
    """Whom it is about is enrolled today: at a school, or at any."""
    enrolled = SchoolEnrollment.__table__.alias()
    asked = select(1).select_from(enrolled)
    asked = asked.where(enrolled.c.student_id == row.c.student_id, in_force(enrolled))
    if school_id is None:
        return asked.correlate(row).exists()
    return asked.where(enrolled.c.school_id == school_id).correlate(row, school_id.table).exists()


def at_a_school_led(row: FromClause) -> Bool:
    """It lies at a school that the viewer leads today."""
    return leads(row.c.school_id)


OWN = "desk school_id entity screen said state reported_at taken_at answered_at"
COUNTED = "desk school_id screen students state reported_at taken_at answered_at"
WHOLE = f"{OWN} staff_id guardian_id section_id row_key request students taken_by answer"

REPORTED = (
    Slice("S6.mine", "What the viewer reported", only(Problem, OWN), rows(mine, Problem)),
    Slice(
        "S6.reply",
        "What the viewer is told of it",
        only(Problem, "answer reported_at"),
        rows(told_to_me, Problem),
    ),
    Slice(
        "S6.desk",
        "Reports that the viewer answers for",
        only(Problem, WHOLE),
        rows(on_my_desk, Problem),
    ),
    Slice(
        "S6.site",
        "How many reports are open at a school that the viewer leads",
        only(Problem, COUNTED),
        rows(at_a_school_led, Problem),
    ),
    Slice("S6.all", "How many reports are open, everywhere", only(Problem, COUNTED)),
    Slice(
        "S6.report",
        "What the viewer reports",
        only(Problem, "screen said request"),
        rows(mine, Problem),
    ),
    Slice(
        "S6.answer",
        "What becomes of a report that the viewer answers for",
        only(Problem, "state answer"),
        rows(on_my_desk, Problem),
    ),
    Slice(
        "S7",
        "Reports about special education that the viewer answers for",
        only(Problem, WHOLE),
        rows(of_special_education, Problem),
    ),
    Slice(
        "S7.answer",
        "What becomes of a report about special education that the viewer answers for",
        only(Problem, "state answer"),
        rows(of_special_education, Problem),
    ),
)
