"""The slices themselves, numbered as in the matrix; which rows of which tables they are."""

from __future__ import annotations

from hub.models import (
    audit,
    grades,
    guardians,
    orgs,
    quality,
    reviews,
    schedules,
    sections,
    staff,
    students,
    vendors,
)
from hub.models.enrollment import Caseload, SchoolEnrollment
from hub.policy import posts, terms
from hub.policy.confidences import CONFIDENCES, CONSENTED, RECORDED, REQUESTED
from hub.policy.problems import REPORTED
from hub.policy.programs import HISTORY, PROGRAMS
from hub.policy.records import BEHAVIOR, HEALTH, LEARNING, SPECIAL_EDUCATION
from hub.policy.scopes import SCOPES
from hub.policy.slices import Slice, only, rows, whole

ENROLLED = "school_id grade_level starts_on ends_on is_primary school_year"
CONTACT = "given_name family_name sort_name phone phone_type email language"
BINDING = "guardian_id person_id kind starts_at ends_on decided_at lapses_on"
PROPOSED = "proposed_ends_on proposed_document_key proposed_at proposed_by confirmed_by"


FACTS = (
    Slice(
        "S0",
        "Schools, years, terms, calendar, courses, section facts",
        whole(
            orgs.District,
            orgs.School,
            orgs.SchoolYear,
            orgs.Term,
            orgs.CalendarDay,
            sections.Course,
            sections.Section,
            sections.SectionMeeting,
            schedules.BellSchedule,
            schedules.BellPeriod,
            sections.Assignment,
            grades.RollSubmission,
        ),
    ),
    Slice(
        "S0.bells",
        "Bell schedules of a school that the viewer leads, or whose registrar they are",
        whole(schedules.BellSchedule, schedules.BellPeriod),
        {
            schedules.BellSchedule.__tablename__: posts.site_bells,
            schedules.BellPeriod.__tablename__: posts.site_bell_periods,
        },
    ),
    Slice(
        "S1",
        "Staff names, posts, sections taught",
        whole(staff.Post, sections.SectionStaff)
        | only(staff.StaffMember, "given_name family_name sort_name email"),
    ),
    Slice(
        "S1.district",
        "Posts without a school",
        whole(staff.Post) | only(staff.StaffMember, "given_name family_name sort_name email"),
        rows(terms.without_school, staff.Post),
    ),
    Slice(
        "S1.site",
        "Posts of a school that the viewer leads",
        whole(staff.Post),
        rows(posts.site_post, staff.Post),
    ),
    Slice(
        "S1.all",
        "Any post, for whoever runs the systems",
        whole(staff.Post),
        rows(posts.by_an_operator, staff.Post),
    ),
    Slice("S2", "Training and coverage", whole(staff.Training, sections.Coverage)),
    Slice(
        "S2.own",
        "One's own training and coverage",
        whole(staff.Training, sections.Coverage),
        rows(terms.my_staff_row, staff.Training, sections.Coverage),
    ),
    Slice(
        "S2.site",
        "Coverage in a school that the viewer leads",
        whole(sections.Coverage),
        rows(posts.site_coverage, sections.Coverage),
    ),
    Slice("S3", "Findings about the data, without values", whole(quality.Finding)),
    Slice(
        "S4",
        "Apps of vendors, agreements, engagement letters",
        only(vendors.VendorApp, "vendor_id name")
        | whole(
            vendors.Agreement,
            vendors.AgreementScope,
            vendors.Engagement,
            vendors.EngagementScope,
        ),
    ),
    Slice("S4.vendor", "Vendors by name", whole(vendors.Vendor)),
    Slice("S5", "Who viewed as whom", only(audit.ViewAs, "at viewer_id target_id")),
    Slice("RVW", "Reviews of access that were done", whole(reviews.DoneReview)),
    Slice(
        "RVW.site",
        "Reviews of a school that the viewer leads",
        whole(reviews.DoneReview),
        rows(posts.led_school, reviews.DoneReview),
    ),
)

IDENTITY = (
    Slice(
        "1a",
        "Name and grade",
        only(students.Student, "given_name middle_name family_name sort_name grade_level"),
    ),
    Slice(
        "1a.preferred",
        "Preferred name",
        only(students.Student, "preferred_name preferred_name_audience"),
    ),
    Slice(
        "1a.preferred.family",
        "Preferred name, if the student wants everyone to use it",
        only(students.Student, "preferred_name"),
        rows(terms.for_everyone, students.Student),
        silent=True,
    ),
    Slice(
        "1b",
        "School and photo",
        only(students.Student, "photo_key") | only(SchoolEnrollment, ENROLLED),
        rows(terms.dated_now, SchoolEnrollment),
    ),
    Slice("1b.counselor", "Counselor", whole(Caseload), rows(terms.counselor_row, Caseload)),
    Slice("1c", "Former names", whole(students.FormerName)),
    Slice("1.same", "Students who are one child", whole(students.StudentMerge)),
    Slice("2", "Local and state identifiers", whole(students.StudentIdentifier)),
    Slice(
        "2.local",
        "Local identifier",
        whole(students.StudentIdentifier),
        rows(terms.local_identifier, students.StudentIdentifier),
    ),
    Slice("3", "Birth date", only(students.Student, "birth_date")),
    Slice("4", "Race, ethnicity, sex, home language", whole(students.Demographics)),
    Slice("4.language", "Home language", only(students.Demographics, "home_language")),
    Slice("5", "Home address", whole(students.StudentAddress, students.HouseholdStudent)),
    Slice(
        "5.household",
        "Address of the viewer's own household",
        whole(students.StudentAddress, students.HouseholdStudent),
        rows(terms.my_household, students.StudentAddress, students.HouseholdStudent),
    ),
    Slice("5.actual", "Actual address behind a substitute", whole(students.ConfidentialAddress)),
    Slice("EH", "Enrollment history and exit reason", whole(SchoolEnrollment)),
)

FAMILY = (
    Slice(
        "6",
        "Guardians and how to reach them",
        whole(guardians.Guardianship) | only(guardians.Guardian, CONTACT),
    ),
    Slice(
        "6.family",
        "Oneself as guardian, and those who share",
        whole(guardians.Guardianship) | only(guardians.Guardian, CONTACT),
        rows(terms.mine_or_shared, guardians.Guardianship),
    ),
    Slice(
        "6.self",
        "Oneself as guardian",
        whole(guardians.Guardianship) | only(guardians.Guardian, CONTACT),
        rows(terms.mine_as_guardian, guardians.Guardianship),
    ),
    Slice(
        "6.same",
        "Guardians who may be on record twice",
        whole(guardians.GuardianCandidate),
    ),
    Slice("7", "Emergency contacts and pickup list", whole(guardians.EmergencyContact)),
    Slice(
        "7.pickup",
        "Who may collect the student",
        only(guardians.EmergencyContact, "name relationship may_pick_up priority"),
    ),
    Slice(
        "7.family",
        "Emergency contacts, but no guardian who did not opt in",
        whole(guardians.EmergencyContact),
        rows(terms.no_reserved_guardian, guardians.EmergencyContact),
    ),
    Slice(
        "7.self",
        "Oneself as emergency contact",
        whole(guardians.EmergencyContact),
        rows(terms.mine_as_guardian, guardians.EmergencyContact),
    ),
    Slice(
        "8a",
        "Text and evidence of a court order",
        only(
            guardians.CourtOrder,
            f"case_number court order_text document_key {PROPOSED}",
        ),
    ),
    Slice("8a.own", "Court and case number", only(guardians.CourtOrder, "case_number court")),
    Slice(
        "8b",
        "Effect of court orders, and rights per child",
        only(guardians.CourtOrder, BINDING) | whole(guardians.GuardianRight),
    ),
    Slice(
        "8b.own",
        "Effect of court orders without the person",
        only(guardians.CourtOrder, "kind starts_at ends_on decided_at lapses_on"),
    ),
)

SLICES: dict[str, Slice] = {
    piece.id: piece
    for group in (
        FACTS,
        REPORTED,
        SCOPES,
        IDENTITY,
        FAMILY,
        PROGRAMS,
        HEALTH,
        SPECIAL_EDUCATION,
        BEHAVIOR,
        CONFIDENCES,
        LEARNING,
        HISTORY,
        CONSENTED,
        RECORDED,
        REQUESTED,
    )
    for piece in group
}
"""Every slice by its id."""

UNOPENED: frozenset[str] = frozenset(
    {
        "adult_access",
        "source_row",
        "token",
        "person",
        "household",
        "household_guardian",
        "counselor_range",
        "seal",
        "access",
        "access_span",
        "change",
        "outbox",
        "retry",
        "credential",
        "second_factor",
        "recovery",
        "attempt",
        "paper",
        "sign_in",
    }
)
"""Tables that nobody reads through the schema: facts on which relations rest, and records."""
