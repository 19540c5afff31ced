"""The records that have a place here, as data: students, families, seats, and what befalls them."""

from __future__ import annotations

from hub.edfi import codes, values
from hub.edfi.layout import (
    INCIDENT,
    Field,
    Key,
    Staged,
    incident,
    organization,
    person,
    reference,
    school,
    section,
    session,
    staff,
    student,
)
from hub.edfi.picks import (
    ADDRESSES,
    DISABILITIES,
    DOSES,
    EMAILS,
    IDENTIFIERS,
    MORE_DOSES,
    SERVICES,
    TELEPHONES,
)
from hub.edfi.programs import PROGRAMS
from hub.edfi.records import CLASSES, NAMES, PLACES, STAFF

FAMILIES = (
    Staged(
        "Student",
        "student",
        (
            Field("key", "StudentUniqueId", needed=True),
            person(),
            *NAMES,
            Field("middle_name", "Name/MiddleName"),
            Field("preferred_name", "Name/PreferredFirstName"),
            Field("birth_date", "BirthData/BirthDate", values.birth_date, "date", needed=True),
            Field("sex", "BirthData/BirthSex", codes.SEX.code),
        ),
        ("key",),
    ),
    Staged(
        "StudentEducationOrganizationAssociation",
        "student_facts",
        (
            student(),
            organization(),
            Field("sex", "Sex", codes.SEX.code),
            Field("hispanic", "HispanicLatinoEthnicity", values.flag, "boolean"),
            Field("races", "Race", codes.RACE.code, "text[]", many=True),
            Field("language", "Language/Language", codes.TEXT["Language"].code),
            IDENTIFIERS,
        ),
        ("student", "organization"),
    ),
    Staged(
        "Contact",
        "contact",
        (
            Field("xml_id", "@id"),
            Field("key", "ContactUniqueId", needed=True),
            person(),
            *NAMES,
            TELEPHONES,
            EMAILS,
            ADDRESSES,
        ),
        ("key",),
    ),
    Staged(
        "StudentContactAssociation",
        "student_contact",
        (
            student(),
            reference("contact", "ContactReference", "ContactUniqueId"),
            Field("relationship", "Relation", codes.RELATIONSHIP.code, strict=True),
            Field("is_primary", "PrimaryContactStatus", values.flag, "boolean"),
            Field("lives_with", "LivesWith", values.flag, "boolean"),
            Field("emergency", "EmergencyContactStatus", values.flag, "boolean"),
            Field("legal", "LegalGuardian", values.flag, "boolean"),
            Field("priority", "ContactPriority", values.number, "integer"),
        ),
        ("student", "contact"),
    ),
)

SEATS = (
    Staged(
        "StudentSchoolAssociation",
        "student_school",
        (
            student(),
            school(),
            Field("starts_on", "EntryDate", values.day, "date", needed=True),
            Field("ends_on", "ExitWithdrawDate", values.day_after, "date", strict=True),
            Field("grade", "EntryGradeLevel", codes.GRADE.code, "integer"),
            Field("is_primary", "PrimarySchool", values.flag, "boolean"),
            Field("entry_code", "EntryType", codes.TEXT["EntryType"].code),
            Field("exit_reason", "ExitWithdrawType", codes.TEXT["ExitWithdrawType"].code),
        ),
        ("student", "school", "starts_on"),
    ),
    Staged(
        "StudentSectionAssociation",
        "student_section",
        (
            student(),
            section(),
            Field("starts_on", "BeginDate", values.day, "date", needed=True),
            Field("ends_on", "EndDate", values.day_after, "date", strict=True),
        ),
        ("student", "section", "starts_on"),
    ),
    Staged(
        "StudentSchoolAttendanceEvent",
        "school_attendance",
        (
            student(),
            school(),
            session(),
            Field("day", "AttendanceEvent/EventDate", values.day, "date", needed=True),
            Field("category", "AttendanceEvent/AttendanceEventCategory"),
            Field("reason", "AttendanceEvent/AttendanceEventReason"),
        ),
        ("student", "school", "session", "day", "category"),
        evidence=True,
    ),
    Staged(
        "StudentAssessmentRegistration",
        "registration",
        (
            student("StudentSchoolAssociationReference/StudentSchoolAssociationIdentity"),
            reference(
                "school",
                "SchoolReference",
                "SchoolId",
                below="StudentSchoolAssociationReference/StudentSchoolAssociationIdentity",
            ),
            Field(
                "starts_on",
                "StudentSchoolAssociationReference/StudentSchoolAssociationIdentity/EntryDate",
                values.day,
                "date",
            ),
        ),
        (),
        evidence=True,
    ),
    Staged(
        "StudentSectionAttendanceEvent",
        "section_attendance",
        (
            student(),
            section(),
            Field("day", "AttendanceEvent/EventDate", values.day, "date", needed=True),
            Field("category", "AttendanceEvent/AttendanceEventCategory", needed=True),
            Field("reason", "AttendanceEvent/AttendanceEventReason"),
        ),
        ("student", "section", "day", "category"),
    ),
    Staged(
        "GradebookEntry",
        "gradebook_entry",
        (
            Key("key", ("Namespace", "GradebookEntryIdentifier")),
            section(),
            Field("title", "Title", needed=True),
            Field("due_on", "DueDate", values.day, "date", needed=True),
            Field("points", "MaxPoints", values.number, "numeric"),
        ),
        ("key",),
    ),
    Staged(
        "StudentGradebookEntry",
        "gradebook_score",
        (
            student(),
            reference("entry", "GradebookEntryReference", "Namespace", "GradebookEntryIdentifier"),
            Field("points", "NumericGradeEarned", values.number, "numeric", strict=True),
            Field("missing", "SubmissionStatus", codes.SUBMISSION.code, "boolean"),
        ),
        ("student", "entry"),
    ),
)

_BEHAVIOR = (
    "StudentDisciplineIncidentBehaviorAssociationReference/"
    "StudentDisciplineIncidentBehaviorAssociationIdentity"
)

EVENTS = (
    Staged(
        "DisciplineIncident",
        "incident",
        (
            Field("xml_id", "@id"),
            Key("key", INCIDENT),
            school(),
            Field("day", "IncidentDate", values.day, "date", needed=True),
            Field("location", "IncidentLocation", codes.TEXT["IncidentLocation"].code),
            Field("category", "Behavior/Behavior", codes.TEXT["Behavior"].code),
            Field("description", "IncidentDescription"),
        ),
        ("key",),
    ),
    Staged(
        "StaffDisciplineIncidentAssociation",
        "incident_staff",
        (
            staff(),
            incident(),
            Field("parts", "DisciplineIncidentParticipationCode", kind="text[]", many=True),
        ),
        ("staff", "incident"),
    ),
    Staged(
        "StudentDisciplineIncidentBehaviorAssociation",
        "incident_student",
        (
            student(),
            incident(),
            Field("behavior", "Behavior"),
            Field(
                "role", "DisciplineIncidentParticipationCode", codes.PARTICIPANT.code, needed=True
            ),
        ),
        ("student", "incident", "behavior"),
    ),
    Staged(
        "StudentDisciplineIncidentNonOffenderAssociation",
        "incident_other",
        (
            student(),
            incident(),
            Field(
                "role", "DisciplineIncidentParticipationCode", codes.PARTICIPANT.code, needed=True
            ),
        ),
        ("student", "incident"),
    ),
    Staged(
        "DisciplineAction",
        "action",
        (
            Field("number", "DisciplineActionIdentifier", needed=True),
            student(),
            incident(_BEHAVIOR),
            Field("kind", "Discipline", codes.ACTION.code, needed=True),
            Field("day", "DisciplineDate", values.day, "date", needed=True),
            Field("ordered", "DisciplineActionLength", values.number, "numeric", needed=True),
            Field("actual", "ActualDisciplineActionLength", values.number, "numeric"),
        ),
        ("number", "day", "student"),
    ),
    Staged(
        "StudentHealth",
        "health",
        (student(), organization(), DOSES, MORE_DOSES),
        ("student", "organization"),
    ),
    Staged(
        "StudentSpecialEducationProgramAssociation",
        "special_education",
        (
            student(),
            Field("program", "ProgramReference/ProgramIdentity/ProgramName"),
            Field("program_starts_on", "BeginDate", values.day, "date", needed=True),
            Field("program_ends_on", "EndDate", values.day_after, "date", strict=True),
            Field("starts_on", "IEPBeginDate", values.day, "date", needed=True),
            Field("ends_on", "IEPEndDate", values.day_after, "date"),
            Field("reviewed_on", "IEPReviewDate", values.day, "date"),
            Field("exited_on", "SpecialEducationExitDate", values.day, "date"),
            Field(
                "placement",
                "SpecialEducationSetting",
                codes.TEXT["SpecialEducationSetting"].code,
            ),
            Field("hours", "SpecialEducationHoursPerWeek", values.number, "numeric", checked=True),
            Field("school_hours", "SchoolHoursPerWeek", values.number, "numeric", checked=True),
            DISABILITIES,
            SERVICES,
        ),
        ("student", "program", "program_starts_on"),
    ),
)

RECORDS: tuple[Staged, ...] = (
    *PLACES,
    *CLASSES,
    *STAFF,
    *FAMILIES,
    *SEATS,
    *EVENTS,
    *PROGRAMS,
)
"""Every record that is staged. All others are counted, and their paths are listed."""
