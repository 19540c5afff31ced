"""Elements of Ed-Fi XML, as the suite writes them: references by key, and whole records."""

from __future__ import annotations

NAMESPACE = "http://ed-fi.org/5.2.0"
FALL, SPRING = "2021-2022 Fall Semester", "2021-2022 Spring Semester"
DATES = {FALL: ("2021-08-23", "2021-12-17"), SPRING: ("2022-01-04", "2022-05-27")}


def element(name: str, *inner: object, **attributes: str) -> str:
    """An element: text, or elements, each on a line of its own."""
    said = "".join(f' {key}="{value}"' for key, value in attributes.items())
    parts = [str(each) for each in inner]
    if any(part.startswith("<") for part in parts):
        return f"<{name}{said}>\n" + "\n".join(parts) + f"\n</{name}>"
    return f"<{name}{said}>{''.join(parts)}</{name}>"


def word(descriptor: str, code: str) -> str:
    """A descriptor's URI."""
    return f"uri://ed-fi.org/{descriptor}Descriptor#{code}"


def coded(name: str, code: str, descriptor: str | None = None) -> str:
    """An element that holds a descriptor's word."""
    return element(name, word(descriptor or name, code))


def refer(name: str, *inner: str, identity: str | None = None) -> str:
    """A reference by key."""
    return element(f"{name}Reference", element(f"{identity or name}Identity", *inner))


def school_ref(school: str = "1") -> str:
    return refer("School", element("SchoolId", school))


def student_ref(student: str) -> str:
    return refer("Student", element("StudentUniqueId", student))


def staff_ref(staff: str) -> str:
    return refer("Staff", element("StaffUniqueId", staff))


def organization_ref(organization: str) -> str:
    return refer("EducationOrganization", element("EducationOrganizationId", organization))


def session_ref(session: str = SPRING, school: str = "1") -> str:
    return refer(
        "Session",
        element("SessionName", session),
        element("SchoolYear", "2021-2022"),
        school_ref(school),
    )


def offering_ref(session: str = SPRING, school: str = "1", course: str = "MATH") -> str:
    return refer(
        "CourseOffering",
        element("LocalCourseCode", course),
        school_ref(school),
        session_ref(session, school),
    )


def section_ref(section: str = "MATH-1", session: str = SPRING) -> str:
    return refer("Section", element("SectionIdentifier", section), offering_ref(session))


def name_of(given: str, family: str) -> str:
    return element("Name", element("FirstName", given), element("LastSurname", family))


def student(key: str, given: str, family: str, *more: str, born: str = "2008-05-01") -> str:
    return element(
        "Student",
        element("StudentUniqueId", key),
        name_of(given, family),
        element("BirthData", element("BirthDate", born)),
        *more,
    )


def staff(key: str, given: str, family: str, *more: str) -> str:
    return element("Staff", element("StaffUniqueId", key), name_of(given, family), *more)


def person_ref(key: str) -> str:
    return refer("Person", element("PersonId", key), coded("SourceSystem", "District"))


def assignment(key: str, role: str, organization: str = "1") -> str:
    return element(
        "StaffEducationOrganizationAssignmentAssociation",
        staff_ref(key),
        organization_ref(organization),
        coded("StaffClassification", role),
        element("BeginDate", "2018-02-09"),
    )


def teaches(key: str, section: str = "MATH-1", session: str = SPRING) -> str:
    begin, end = DATES[session]
    return element(
        "StaffSectionAssociation",
        staff_ref(key),
        section_ref(section, session),
        coded("ClassroomPosition", "Teacher of Record"),
        element("BeginDate", begin),
        element("EndDate", end),
    )


def contact(key: str, given: str, family: str, *more: str) -> str:
    return element(
        "Contact",
        element("ContactUniqueId", key),
        name_of(given, family),
        element(
            "Address",
            element("StreetNumberName", "1 New Street"),
            element("City", "Grand Bend"),
            coded("StateAbbreviation", "TX"),
            element("PostalCode", "78834"),
            coded("AddressType", "Home"),
        ),
        element(
            "Telephone",
            element("TelephoneNumber", "(950) 342 7522"),
            coded("TelephoneNumberType", "Mobile"),
        ),
        *more,
        id=f"PRNT_{key}",
    )


def link(student_key: str, contact_key: str, relation: str, *more: str) -> str:
    return element(
        "StudentContactAssociation",
        student_ref(student_key),
        f'<ContactReference ref="PRNT_{contact_key}"/>',
        coded("Relation", relation),
        element("PrimaryContactStatus", "true"),
        element("LivesWith", "true"),
        element("EmergencyContactStatus", "true"),
        *more,
    )


def absent(key: str, day: str, session: str = SPRING, school: str = "1") -> str:
    return element(
        "StudentSchoolAttendanceEvent",
        element(
            "AttendanceEvent",
            element("EventDate", day),
            coded("AttendanceEventCategory", "Excused Absence"),
        ),
        student_ref(key),
        school_ref(school),
        session_ref(session, school),
    )


def tardy(key: str, day: str) -> str:
    return element(
        "StudentSectionAttendanceEvent",
        element(
            "AttendanceEvent",
            element("EventDate", day),
            coded("AttendanceEventCategory", "Tardy"),
            element("AttendanceEventReason", "Tardy"),
        ),
        student_ref(key),
        section_ref(),
    )


def special_education(key: str, *more: str) -> str:
    return element(
        "StudentSpecialEducationProgramAssociation",
        student_ref(key),
        refer("Program", element("ProgramName", "Special Education")),
        element("BeginDate", "2021-08-30"),
        element("IEPReviewDate", "2021-08-27"),
        element("IEPBeginDate", "2021-09-01"),
        *more,
    )


def school_of(key: str, name: str, level: str) -> str:
    return element(
        "School",
        element("NameOfInstitution", name),
        element("SchoolId", key),
        coded("SchoolCategory", level),
    )


def session_of(name: str, school: str) -> str:
    begin, end = DATES[name]
    return element(
        "Session",
        element("SessionName", name),
        element("SchoolYear", "2021-2022"),
        element("BeginDate", begin),
        element("EndDate", end),
        coded("Term", name.removeprefix("2021-2022 ")),
        school_ref(school),
    )


def offering_of(session: str) -> str:
    course = refer("Course", element("CourseCode", "MATH"), organization_ref("1"))
    return element(
        "CourseOffering",
        element("LocalCourseCode", "MATH"),
        school_ref(),
        session_ref(session),
        course,
    )


def section_of(key: str, session: str) -> str:
    period = refer("ClassPeriod", school_ref(), element("ClassPeriodName", "01"))
    return element("Section", element("SectionIdentifier", key), offering_ref(session), period)


def incident_of() -> str:
    return element(
        "DisciplineIncident",
        element("IncidentIdentifier", "7"),
        element("IncidentDate", "2022-02-01"),
        coded("IncidentLocation", "Classroom"),
        element("Behavior", coded("Behavior", "School Code of Conduct")),
        school_ref(),
        id="DISC_7",
    )


def part_of(record: str, key: str, role: str) -> str:
    return element(
        record,
        student_ref(key),
        '<DisciplineIncidentReference ref="DISC_7"/>',
        coded("DisciplineIncidentParticipationCode", role),
    )
