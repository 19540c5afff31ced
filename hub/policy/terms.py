"""Row conditions of slices: pure functions from a read table to an SQL condition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, or_, select

from hub.models.behavior import Incident
from hub.models.codes import (
    AbsenceReason,
    Area,
    CaseloadKind,
    ConsentKind,
    DocumentKind,
    IdentifierKind,
    NameAudience,
    Standing,
)
from hub.models.guardians import Guardianship
from hub.models.health import CarePlan, CarePlanTraining, Condition, MedicationOrder
from hub.models.sections import Course, Section, SectionEnrollment, SectionStaff
from hub.models.students import HouseholdGuardian
from hub.policy.viewpoint import MY_GUARDIAN, MY_STAFF, TODAY
from hub.policy.windows import in_force, seat_now

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, FromClause

    Bool = ColumnElement[bool]


def dated_now(row: FromClause) -> Bool:
    """The row holds today."""
    return in_force(row)


def for_everyone(row: FromClause) -> Bool:
    """The preferred name that a student wants everyone to use."""
    return row.c.preferred_name_audience == NameAudience.EVERYONE


def local_identifier(row: FromClause) -> Bool:
    """The school's own number, not the state's."""
    return row.c.kind == IdentifierKind.LOCAL


def counselor_row(row: FromClause) -> Bool:
    """Who counsels the student."""
    return row.c.kind == CaseloadKind.COUNSELOR


def special_education_row(row: FromClause) -> Bool:
    """Who manages the case, or aids the student: it tells that there is an IEP."""
    return row.c.kind != CaseloadKind.COUNSELOR


def my_household(row: FromClause) -> Bool:
    """The viewer lives in that household today."""
    mine = HouseholdGuardian.__table__.alias()
    return (
        select(1)
        .select_from(mine)
        .where(
            mine.c.household_id == row.c.household_id,
            mine.c.guardian_id == MY_GUARDIAN,
            in_force(mine),
        )
        .correlate(row)
        .exists()
    )


def mine_as_guardian(row: FromClause) -> Bool:
    """The row is about the viewer."""
    return row.c.guardian_id == MY_GUARDIAN


def said_by_the_student(row: FromClause) -> Bool:
    """The student of age said it: no guardian is named."""
    return row.c.guardian_id.is_(None)


def mine_or_shared(row: FromClause) -> Bool:
    """The row is about the viewer, or about an adult who opted in to share."""
    return or_(row.c.guardian_id == MY_GUARDIAN, row.c.shares_contact)


def no_reserved_guardian(row: FromClause) -> Bool:
    """The row is not about another guardian who did not opt in (row 6, footnote 2).

    Whoever is a contact only, an aunt who may collect, is no guardian.
    """
    bond, open_bond = Guardianship.__table__.alias(), Guardianship.__table__.alias()
    guards = and_(_is_bond_of(bond, row), bond.c.standing != Standing.CONTACT_ONLY)
    shares = and_(_is_bond_of(open_bond, row), open_bond.c.shares_contact, in_force(open_bond))
    return or_(
        row.c.guardian_id.is_(None),
        row.c.guardian_id == MY_GUARDIAN,
        ~select(1).select_from(bond).where(guards).correlate(row).exists(),
        select(1).select_from(open_bond).where(shares).correlate(row).exists(),
    )


def _is_bond_of(bond: FromClause, contact: FromClause) -> Bool:
    return and_(
        bond.c.student_id == contact.c.student_id, bond.c.guardian_id == contact.c.guardian_id
    )


def dietary(row: FromClause) -> Bool:
    """The alert is about food."""
    return row.c.dietary.is_(True)


def open_to_guardians(row: FromClause) -> Bool:
    """Not a service to which a minor consented alone."""
    return row.c.confidential.is_(False)


def _confidential(table: type[Any], key: Any) -> Bool:
    """The row of `table` with this key is confidential."""
    parent = table.__table__.alias()
    return (
        select(1)
        .select_from(parent)
        .where(parent.c.id == key, parent.c.confidential)
        .correlate(key.table)
        .exists()
    )


def open_plan(row: FromClause) -> Bool:
    """Neither the plan nor its condition is confidential."""
    return and_(row.c.confidential.is_(False), ~_confidential(Condition, row.c.condition_id))


def open_part(row: FromClause) -> Bool:
    """Neither the part, nor its plan, nor the plan's condition is confidential."""
    plan = CarePlan.__table__.alias()
    open_above = (
        select(1)
        .select_from(plan)
        .where(plan.c.id == row.c.care_plan_id, open_plan(plan))
        .correlate(row)
        .exists()
    )
    return and_(row.c.confidential.is_(False), open_above)


def open_administration(row: FromClause) -> Bool:
    """Neither the administration nor its order is confidential."""
    order = row.c.medication_order_id
    return and_(row.c.confidential.is_(False), ~_confidential(MedicationOrder, order))


def linked_to_iep(row: FromClause) -> Bool:
    """The condition is part of the IEP."""
    return row.c.iep_linked.is_(True)


def assigned_to_me(row: FromClause) -> Bool:
    """The part of the plan that the viewer carries out."""
    return row.c.assigned_to == MY_STAFF


def entered_by_me(row: FromClause) -> Bool:
    """The viewer wrote it."""
    return row.c.entered_by == MY_STAFF


def _trained(plan_id: Any) -> Bool:
    training = CarePlanTraining.__table__.alias()
    return (
        select(1)
        .select_from(training)
        .where(
            training.c.care_plan_id == plan_id,
            training.c.staff_id == MY_STAFF,
            in_force(training),
        )
        .correlate(plan_id.table)
        .exists()
    )


def trained_plan(row: FromClause) -> Bool:
    """A plan on which the viewer is trained today (P-6)."""
    return _trained(row.c.id)


def trained_part(row: FromClause) -> Bool:
    """A part of such a plan."""
    return _trained(row.c.care_plan_id)


def trained_condition(row: FromClause) -> Bool:
    """The condition for which such a plan was made."""
    plan = CarePlan.__table__.alias()
    return (
        select(1)
        .select_from(plan)
        .where(plan.c.condition_id == row.c.id, _trained(plan.c.id))
        .correlate(row)
        .exists()
    )


def health_area(row: FromClause) -> Bool:
    """Work of the field of health."""
    return row.c.area == Area.HEALTH


def evaluated_by_me(row: FromClause) -> Bool:
    """The viewer's own evaluation."""
    return row.c.evaluator_id == MY_STAFF


def reported_by_me(row: FromClause) -> Bool:
    """An incident that the viewer reported."""
    return row.c.reported_by == MY_STAFF


def of_incident_reported_by_me(row: FromClause) -> Bool:
    """A part in such an incident."""
    incident = Incident.__table__.alias()
    return (
        select(1)
        .select_from(incident)
        .where(incident.c.id == row.c.incident_id, incident.c.reported_by == MY_STAFF)
        .correlate(row)
        .exists()
    )


def on_this_day(row: FromClause) -> Bool:
    """Today's attendance."""
    return row.c.day == TODAY


def health_reason(row: FromClause) -> Bool:
    """Absent for a reason that concerns the nurse."""
    return row.c.reason.in_((AbsenceReason.ILLNESS, AbsenceReason.MEDICAL_APPOINTMENT))


def reason_open_to_guardians(row: FromClause) -> Bool:
    """Not a confidential medical service (EC 46010.1)."""
    return row.c.reason.is_distinct_from(AbsenceReason.CONFIDENTIAL_SERVICE)


def my_staff_row(row: FromClause) -> Bool:
    """About the viewer as staff."""
    return row.c.staff_id == MY_STAFF


def without_school(row: FromClause) -> Bool:
    """A post in the whole district."""
    return row.c.school_id.is_(None)


def of_the_high_school(row: FromClause) -> Bool:
    """A line of the district's own transcript, also for a college course (P-25)."""
    return row.c.college_record.is_(False)


def of_the_college(row: FromClause) -> Bool:
    """A line of a college's own record: the student's, whatever their age (P-25)."""
    return row.c.college_record.is_(True)


def of_my_subject(row: FromClause) -> Bool:
    """In the subject of a section that the viewer staffs and in which the student sits today."""
    staffing, seat = SectionStaff.__table__.alias(), SectionEnrollment.__table__.alias()
    section, course = Section.__table__.alias(), Course.__table__.alias()
    return (
        select(1)
        .select_from(
            staffing.join(seat, seat.c.section_id == staffing.c.section_id)
            .join(section, section.c.id == staffing.c.section_id)
            .join(course, course.c.id == section.c.course_id)
        )
        .where(
            seat.c.student_id == row.c.student_id,
            course.c.subject == row.c.subject,
            staffing.c.staff_id == MY_STAFF,
            *seat_now(staffing, seat, section),
        )
        .correlate(row)
        .exists()
    )


def authored_by_me(row: FromClause) -> Bool:
    """The viewer wrote it."""
    return row.c.author_id == MY_STAFF


def under_twelve(row: FromClause) -> Bool:
    """Told by a pupil under 12, so no confidence of theirs (EC 49602)."""
    return row.c.under_twelve.is_(True)


def told_to_me(row: FromClause) -> Bool:
    """The viewer is whom the counselor chose to tell."""
    return or_(row.c.staff_id == MY_STAFF, row.c.guardian_id == MY_GUARDIAN)


def to_honour(row: FromClause) -> Bool:
    """A consent or refusal of today that staff have to keep to: pictures, lists of names."""
    return and_(row.c.kind.in_((ConsentKind.DIRECTORY, ConsentKind.MEDIA)), in_force(row))


OFFICE = (DocumentKind.ENROLLMENT, DocumentKind.TRANSCRIPT, DocumentKind.CORRESPONDENCE)


def office_document(row: FromClause) -> Bool:
    """Papers of the office."""
    return row.c.kind.in_(OFFICE)


def residency_document(row: FromClause) -> Bool:
    """Shows the actual address: the registrar's alone (2.3a)."""
    return row.c.kind == DocumentKind.RESIDENCY


def health_document(row: FromClause) -> Bool:
    """Part of the health record."""
    return row.c.kind == DocumentKind.HEALTH


def special_document(row: FromClause) -> Bool:
    """Part of the record of special education."""
    return row.c.kind == DocumentKind.SPECIAL_EDUCATION


def family_document(row: FromClause) -> Bool:
    """Neither confidential nor one that shows another household's address (P-23)."""
    return and_(row.c.confidential.is_(False), row.c.kind != DocumentKind.RESIDENCY)
