"""The code lists, as data: which word of which Ed-Fi descriptor is which code here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hub.intake.values import Unreadable
from hub.models.codes import (
    AbsenceReason,
    ActionKind,
    Area,
    AttendanceStatus,
    IdentifierKind,
    ParticipantRole,
    PostRole,
    Race,
    Relationship,
    SchoolLevel,
    Sex,
    StaffRole,
    TermKind,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

GRADES = (
    "Kindergarten First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth Eleventh Twelfth"
).split()


@dataclass(frozen=True, slots=True)
class CodeList:
    """An Ed-Fi descriptor: `words` gives our code for a word; None keeps the word itself."""

    descriptor: str
    words: Mapping[str, object] | None = None

    def code(self, uri: str) -> object:
        """Our code for `uri://…/NameDescriptor#Word`.

        Raises Unreadable for a word of another list, and for one that has no place here.
        """
        space, hash_sign, word = uri.partition("#")
        if not hash_sign or not space.endswith(f"/{self.descriptor}Descriptor"):
            raise Unreadable("value_in_wrong_column" if hash_sign else "descriptor_unreadable")
        if self.words is None:
            return word
        if word not in self.words:
            raise Unreadable("code_without_place")
        return self.words[word]


TEXT = {
    name: CodeList(name)
    for name in (
        "AcademicSubject",
        "Behavior",
        "Disability",
        "IncidentLocation",
        "Language",
        "SpecialEducationSetting",
        "ImmunizationType",
        "ProgramType",
        "ExitWithdrawType",
        "EntryType",
        "BusRoute",
        "Section504Disability",
    )
}
"""Descriptors whose word is kept as it stands."""

SCHOOL_LEVEL = CodeList(
    "SchoolCategory",
    {
        "Elementary School": SchoolLevel.ELEMENTARY,
        "Primary School": SchoolLevel.ELEMENTARY,
        "Middle School": SchoolLevel.MIDDLE,
        "Junior High School": SchoolLevel.MIDDLE,
        "Intermediate School": SchoolLevel.MIDDLE,
        "High School": SchoolLevel.HIGH,
        "Secondary School": SchoolLevel.HIGH,
    },
)
TERM = CodeList(
    "Term",
    {
        **dict.fromkeys(("Semester", "Fall Semester", "Spring Semester"), TermKind.SEMESTER),
        **dict.fromkeys(
            ("Quarter", "First Quarter", "Second Quarter", "Third Quarter", "Fourth Quarter"),
            TermKind.QUARTER,
        ),
        "Year Round": TermKind.YEAR,
    },
)
CALENDAR_EVENT = CodeList("CalendarEvent", {"Instructional day": True, "Make-up day": True})
POST = CodeList(
    "StaffClassification",
    {
        **dict.fromkeys(
            (
                "Teacher",
                "Kindergarten Teacher",
                "Elementary Teacher",
                "Secondary Teacher",
                "Ungraded Teacher",
            ),
            PostRole.TEACHER,
        ),
        **dict.fromkeys(
            (
                "Counselor",
                "School Counselor",
                "Elementary School Counselor",
                "Secondary School Counselor",
            ),
            PostRole.COUNSELOR,
        ),
        "Principal": PostRole.PRINCIPAL,
        "Paraprofessional/Instructional Aide": PostRole.PARAEDUCATOR,
        "Instructional Aide": PostRole.PARAEDUCATOR,
        "Substitute Teacher": PostRole.SUBSTITUTE,
    },
)
"""Administrators and support staff say too little: a post would give rights that no file names."""
POSITION = CodeList(
    "ClassroomPosition",
    {
        "Teacher of Record": StaffRole.LEAD,
        "Assistant Teacher": StaffRole.SUPPORT,
        "Support Teacher": StaffRole.SUPPORT,
    },
)
"""A substitute's place is a coverage, for which Ed-Fi gives no window."""
SEX = CodeList("Sex", {"Female": Sex.FEMALE, "Male": Sex.MALE, "Non-binary": Sex.NONBINARY})
RACE = CodeList(
    "Race",
    {
        "American Indian or Alaska Native": Race.AMERICAN_INDIAN,
        "Asian": Race.ASIAN,
        "Black or African American": Race.BLACK,
        "Native Hawaiian or Pacific Islander": Race.PACIFIC_ISLANDER,
        "White": Race.WHITE,
        "Choose Not to Respond": Race.NOT_REPORTED,
    },
)
GRADE = CodeList("GradeLevel", {f"{word} grade": n for n, word in enumerate(GRADES) if n})
GRADE = CodeList("GradeLevel", {"Kindergarten": 0, **(GRADE.words or {})})
IDENTIFIER = CodeList(
    "StudentIdentificationSystem",
    {
        **dict.fromkeys(("District", "Local", "School"), IdentifierKind.LOCAL),
        "State": IdentifierKind.STATE,
    },
)
RELATIONSHIP = CodeList(
    "Relation",
    {
        "Mother": Relationship.MOTHER,
        "Father": Relationship.FATHER,
        "Parent": Relationship.PARENT,
        **dict.fromkeys(("Mother, step", "Father, step", "Parent, step"), Relationship.STEPPARENT),
        **dict.fromkeys(
            (
                "Grandfather",
                "Grandmother",
                "Grandparent",
                "Great Grandparent",
            ),
            Relationship.GRANDPARENT,
        ),
        "Foster parent": Relationship.FOSTER_PARENT,
        **dict.fromkeys(("Aunt", "Uncle", "Great aunt", "Great uncle"), Relationship.AUNT_OR_UNCLE),
        **dict.fromkeys(("Brother", "Sister", "Sibling"), Relationship.SIBLING),
        **dict.fromkeys(
            (
                "CourtAppointedGuardian",
                "Guardian",
                "Cousin",
                "Emergency",
                "Friend",
                "Godparent",
                "Neighbor",
                "Other",
                "Relative",
                "Spouse",
                "Unknown",
            ),
            Relationship.OTHER,
        ),
    },
)
ATTENDANCE = CodeList(
    "AttendanceEventCategory",
    {
        "Excused Absence": AttendanceStatus.ABSENT,
        "Unexcused Absence": AttendanceStatus.ABSENT,
        "Tardy": AttendanceStatus.TARDY,
        "Early departure": AttendanceStatus.LEFT_EARLY,
    },
)
UNEXCUSED = CodeList("AttendanceEventCategory", {"Unexcused Absence": AbsenceReason.UNEXCUSED})
"""The only reason that a category tells; an excused absence doesn't say why."""
PRESENT = ("In Attendance", "Present")
PARTICIPANT = CodeList(
    "DisciplineIncidentParticipationCode",
    {
        "Perpetrator": ParticipantRole.PERPETRATOR,
        "Victim": ParticipantRole.VICTIM,
        "Witness": ParticipantRole.WITNESS,
    },
)
ACTION = CodeList(
    "Discipline",
    {
        "In School Suspension": ActionKind.IN_SCHOOL_SUSPENSION,
        "Out of School Suspension": ActionKind.OUT_OF_SCHOOL_SUSPENSION,
        **dict.fromkeys(
            (
                "Expulsion",
                "Expulsion with Services",
                "Expulsion under Guns Free School Act",
                "Expulsion under Guns Free School Act with Services",
            ),
            ActionKind.EXPULSION_REFERRAL,
        ),
    },
)
SERVICE = CodeList(
    "SpecialEducationProgramService",
    {
        "Speech-Language And Audiology Services": Area.SPEECH,
        "Occupational And Physical Therapy": Area.OCCUPATIONAL,
        "Counseling Services": Area.COUNSELING,
        "Psychological Services": Area.COUNSELING,
        "Social Work Services": Area.COUNSELING,
        "School Health and/or School Nurse Services": Area.HEALTH,
        "Medical Services": Area.HEALTH,
    },
)
STATE = CodeList("StateAbbreviation")
MEAL = CodeList(
    "SchoolFoodServiceProgramService",
    {
        **{f"Free {meal}": "FREE" for meal in ("Breakfast", "Lunch", "Milk", "Snack", "Supper")},
        **{
            f"Reduced Price {meal}": "REDUCED" for meal in ("Breakfast", "Lunch", "Snack", "Supper")
        },
    },
)
"""Whoever pays the full price has no benefit."""
SCORED = CodeList(
    "AssessmentReportingMethod", dict.fromkeys(("Scale score", "Composite Score"), True)
)
"""Which of several scores is on the scale of the assessment as a whole."""
SUBMISSION = CodeList(
    "SubmissionStatus",
    {"Not Submitted": True, **dict.fromkeys(("Graded", "Submitted", "Returned", "Exempt"), False)},
)
"""Whether the work is missing."""

MAPPED = {
    each.descriptor: frozenset(each.words)
    for each in (
        SCHOOL_LEVEL, TERM, CALENDAR_EVENT, POST, POSITION, SEX, RACE, GRADE, IDENTIFIER,
        RELATIONSHIP, ATTENDANCE, PARTICIPANT, ACTION, SERVICE, SUBMISSION, MEAL, SCORED,
    )
    if each.words is not None
}  # fmt: skip
"""The words that have a code here, by descriptor."""
KEPT = frozenset({*TEXT, "StateAbbreviation", "AddressType", "TelephoneNumberType",
                  "ElectronicMailType"})  # fmt: skip
"""Descriptors whose words are kept, or choose between values."""
