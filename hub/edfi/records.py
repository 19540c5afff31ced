"""The records that have a place here, as data: places, years, courses, sections and staff.

A table that is added later adds its record here or beside it, and a target to `hub/edfi/targets`.
"""

from __future__ import annotations

from hub.edfi import codes, values
from hub.edfi.layout import (
    COURSE,
    OFFERING,
    SECTION,
    SESSION,
    Field,
    Key,
    Made,
    Staged,
    organization,
    person,
    reference,
    school,
    section,
    session,
    staff,
)
from hub.edfi.picks import EMAILS, MEETINGS
from hub.names import sort_name

NAMES = (
    Field("given_name", "Name/FirstName", needed=True),
    Field("family_name", "Name/LastSurname", needed=True),
    Made("sort_name", ("family_name", "given_name"), sort_name),
)
WINDOW = (
    Field("starts_on", "BeginDate", values.day, "date", needed=True),
    Field("ends_on", "EndDate", values.day_after, "date", strict=True),
)
YEAR = Field("year", "SchoolYear", values.school_year, "integer", needed=True)

PLACES = (
    Staged(
        "LocalEducationAgency",
        "agency",
        (
            Field("key", "LocalEducationAgencyId", needed=True),
            Field("name", "NameOfInstitution", needed=True),
        ),
        ("key",),
    ),
    Staged(
        "School",
        "school",
        (
            Field("key", "SchoolId", needed=True),
            Field("name", "NameOfInstitution", needed=True),
            Field("level", "SchoolCategory", codes.SCHOOL_LEVEL.code),
        ),
        ("key",),
    ),
    Staged(
        "Session",
        "session",
        (
            Key("key", SESSION),
            Field("name", "SessionName", needed=True),
            Field("kind", "Term", codes.TERM.code),
            YEAR,
            *WINDOW,
            school(),
        ),
        ("key",),
    ),
    Staged(
        "GradingPeriod",
        "period",
        (
            Field("name", "GradingPeriodName", needed=True),
            YEAR,
            *WINDOW,
            school(),
        ),
        ("school", "year", "name"),
    ),
    Staged(
        "CalendarDate",
        "calendar_date",
        (
            Field("day", "Date", values.day, "date", needed=True),
            Field("teaches", "CalendarEvent", codes.CALENDAR_EVENT.code, "boolean"),
            reference("school", "CalendarReference", "SchoolReference/SchoolIdentity/SchoolId"),
        ),
        ("school", "day"),
    ),
    Staged(
        "Location",
        "location",
        (
            Key("key", ("SchoolReference/SchoolIdentity/SchoolId", "ClassroomIdentificationCode")),
            school(),
            Field("seats", "MaximumNumberOfSeats", values.number, "integer"),
        ),
        ("key",),
    ),
    Staged(
        "ClassPeriod",
        "class_period",
        (
            Key("key", ("SchoolReference/SchoolIdentity/SchoolId", "ClassPeriodName")),
            school(),
            MEETINGS,
        ),
        ("key",),
    ),
    Staged(
        "BellSchedule",
        "bell_schedule",
        (
            school(),
            Field("name", "BellScheduleName", needed=True),
            Field(
                "periods",
                "ClassPeriodReference/ClassPeriodIdentity/ClassPeriodName",
                kind="text[]",
                many=True,
            ),
            Field("days", "Date", values.day, "date[]", many=True),
            Field("alternate", "AlternateDayName"),
        ),
        ("school", "name"),
    ),
)

CLASSES = (
    Staged(
        "Course",
        "course",
        (
            Key("key", COURSE),
            organization(),
            Field("code", "CourseCode", needed=True),
            Field("title", "CourseTitle", needed=True),
            Field("subject", "AcademicSubject", codes.TEXT["AcademicSubject"].code),
            Field("credit", "MaximumAvailableCredits/Credits", values.number, "numeric"),
        ),
        ("key",),
    ),
    Staged(
        "CourseOffering",
        "offering",
        (
            Key("key", OFFERING),
            reference("course", "CourseReference", *COURSE),
            session(),
            school(),
        ),
        ("key",),
    ),
    Staged(
        "Section",
        "section",
        (
            Key("key", SECTION),
            reference("offering", "CourseOfferingReference", *OFFERING),
            reference(
                "session",
                "SessionReference",
                *SESSION,
                below="CourseOfferingReference/CourseOfferingIdentity",
            ),
            school(path="CourseOfferingReference/CourseOfferingIdentity/SchoolReference"),
            Field("name", "SectionName"),
            Key(
                "location",
                (
                    "LocationReference/LocationIdentity/SchoolReference/SchoolIdentity/SchoolId",
                    "LocationReference/LocationIdentity/ClassroomIdentificationCode",
                ),
                needed=False,
            ),
            Field("room", "LocationReference/LocationIdentity/ClassroomIdentificationCode"),
            Field(
                "periods",
                "ClassPeriodReference/ClassPeriodIdentity/ClassPeriodName",
                kind="text[]",
                many=True,
            ),
        ),
        ("key",),
    ),
)

STAFF = (
    Staged(
        "Staff",
        "staff",
        (Field("key", "StaffUniqueId", needed=True), person(), *NAMES, EMAILS),
        ("key",),
    ),
    Staged(
        "StaffEducationOrganizationAssignmentAssociation",
        "staff_assignment",
        (
            staff(),
            organization(),
            Field("role", "StaffClassification", codes.POST.code, needed=True),
            *WINDOW,
        ),
        ("staff", "organization", "role", "starts_on"),
    ),
    Staged(
        "StaffSectionAssociation",
        "staff_section",
        (
            staff(),
            section(),
            Field("role", "ClassroomPosition", codes.POSITION.code, needed=True),
            Field("starts_on", "BeginDate", values.day, "date", strict=True),
            Field("ends_on", "EndDate", values.day_after, "date", strict=True),
        ),
        ("staff", "section", "starts_on"),
    ),
    Staged(
        "Person",
        "person",
        (Key("key", ("SourceSystem", "PersonId")),),
        (),
    ),
)
