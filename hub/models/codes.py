"""Code lists: the closed sets of words that columns hold. Values are GraphQL enum names."""

from enum import StrEnum


class Code(StrEnum):
    """A closed list of words."""


class DistrictKind(Code):
    DEMO = "DEMO"
    SAMPLE = "SAMPLE"
    LIVE = "LIVE"


class SchoolLevel(Code):
    ELEMENTARY = "ELEMENTARY"
    MIDDLE = "MIDDLE"
    HIGH = "HIGH"
    OTHER = "OTHER"


class TermKind(Code):
    YEAR = "YEAR"
    SEMESTER = "SEMESTER"
    QUARTER = "QUARTER"
    OTHER = "OTHER"


class PostRole(Code):
    """The post that a person holds; what it may read is in hub/policy/rules."""

    TEACHER = "TEACHER"
    COACH = "COACH"
    COUNSELOR = "COUNSELOR"
    CASE_MANAGER = "CASE_MANAGER"
    PROVIDER = "PROVIDER"
    NURSE = "NURSE"
    HEALTH_AIDE = "HEALTH_AIDE"
    PARAEDUCATOR = "PARAEDUCATOR"
    PRINCIPAL = "PRINCIPAL"
    REGISTRAR = "REGISTRAR"
    OFFICE = "OFFICE"
    NURSE_LEAD = "NURSE_LEAD"
    SPECIAL_EDUCATION = "SPECIAL_EDUCATION"
    LIAISON = "LIAISON"
    FOOD_SERVICE = "FOOD_SERVICE"
    TRANSPORT = "TRANSPORT"
    ANALYST = "ANALYST"
    PRIVACY_OFFICER = "PRIVACY_OFFICER"
    DATA_STEWARD = "DATA_STEWARD"
    MONITOR = "MONITOR"
    OPERATOR = "OPERATOR"
    SUBSTITUTE = "SUBSTITUTE"


class TrainingKind(Code):
    CONFIDENTIALITY = "CONFIDENTIALITY"
    MEDICATION = "MEDICATION"


class TokenKind(Code):
    BEARER = "BEARER"
    LINK = "LINK"
    SESSION = "SESSION"
    FIRST_FACTOR = "FIRST_FACTOR"
    CHOOSING = "CHOOSING"


class NameAudience(Code):
    EVERYONE = "EVERYONE"
    SCHOOL = "SCHOOL"


class IdentifierKind(Code):
    LOCAL = "LOCAL"
    STATE = "STATE"
    SIGN_ON = "SIGN_ON"


class Sex(Code):
    FEMALE = "FEMALE"
    MALE = "MALE"
    NONBINARY = "NONBINARY"


class Race(Code):
    AMERICAN_INDIAN = "AMERICAN_INDIAN"
    ASIAN = "ASIAN"
    BLACK = "BLACK"
    PACIFIC_ISLANDER = "PACIFIC_ISLANDER"
    WHITE = "WHITE"
    TWO_OR_MORE = "TWO_OR_MORE"
    NOT_REPORTED = "NOT_REPORTED"


class AddressKind(Code):
    RESIDENCE = "RESIDENCE"
    MAILING = "MAILING"


class Relationship(Code):
    MOTHER = "MOTHER"
    FATHER = "FATHER"
    PARENT = "PARENT"
    STEPPARENT = "STEPPARENT"
    GRANDPARENT = "GRANDPARENT"
    FOSTER_PARENT = "FOSTER_PARENT"
    AUNT_OR_UNCLE = "AUNT_OR_UNCLE"
    SIBLING = "SIBLING"
    OTHER = "OTHER"


class Standing(Code):
    """What a guardianship carries: parents and rights holders read, contacts do not (GUA-7)."""

    PARENT = "PARENT"
    EDUCATION_RIGHTS_HOLDER = "EDUCATION_RIGHTS_HOLDER"
    CONTACT_ONLY = "CONTACT_ONLY"


class RightKind(Code):
    PORTAL = "PORTAL"
    RECORDS = "RECORDS"
    GRADES = "GRADES"
    HEALTH = "HEALTH"
    PICKUP = "PICKUP"
    MAILINGS = "MAILINGS"
    DECISIONS = "DECISIONS"


class OrderKind(Code):
    NO_CONTACT = "NO_CONTACT"
    NO_PICKUP = "NO_PICKUP"
    NO_RECORDS = "NO_RECORDS"
    NO_HEALTH_DECISION = "NO_HEALTH_DECISION"
    NO_LOCATION = "NO_LOCATION"
    SUPERVISED_ONLY = "SUPERVISED_ONLY"


class AdultAccessKind(Code):
    """Why a guardian still reads after the student's 18th birthday (P-24)."""

    DEPENDENCY = "DEPENDENCY"
    STUDENT_CONSENT = "STUDENT_CONSENT"
    CONSERVATORSHIP = "CONSERVATORSHIP"


class CaseloadKind(Code):
    COUNSELOR = "COUNSELOR"
    CASE_MANAGER = "CASE_MANAGER"
    AIDE = "AIDE"


class SupportKind(Code):
    HOMELESS = "HOMELESS"
    FOSTER = "FOSTER"
    MIGRANT = "MIGRANT"


class StaffRole(Code):
    LEAD = "LEAD"
    CO_TEACHER = "CO_TEACHER"
    SUPPORT = "SUPPORT"


class AttendanceStatus(Code):
    ABSENT = "ABSENT"
    TARDY = "TARDY"
    LEFT_EARLY = "LEFT_EARLY"


class AbsenceReason(Code):
    ILLNESS = "ILLNESS"
    MEDICAL_APPOINTMENT = "MEDICAL_APPOINTMENT"
    CONFIDENTIAL_SERVICE = "CONFIDENTIAL_SERVICE"
    FAMILY = "FAMILY"
    COURT = "COURT"
    SUSPENSION = "SUSPENSION"
    UNEXCUSED = "UNEXCUSED"


class Severity(Code):
    NOTICE = "NOTICE"
    SERIOUS = "SERIOUS"
    LIFE_THREATENING = "LIFE_THREATENING"


class ConditionKind(Code):
    CONDITION = "CONDITION"
    ALLERGY = "ALLERGY"
    NO_KNOWN_ALLERGIES = "NO_KNOWN_ALLERGIES"


class IncidentStatus(Code):
    REPORTED = "REPORTED"
    CLASSIFIED = "CLASSIFIED"
    CLOSED = "CLOSED"


class ParticipantRole(Code):
    PERPETRATOR = "PERPETRATOR"
    VICTIM = "VICTIM"
    WITNESS = "WITNESS"


class ActionKind(Code):
    CONFERENCE = "CONFERENCE"
    DETENTION = "DETENTION"
    IN_SCHOOL_SUSPENSION = "IN_SCHOOL_SUSPENSION"
    OUT_OF_SCHOOL_SUSPENSION = "OUT_OF_SCHOOL_SUSPENSION"
    EXPULSION_REFERRAL = "EXPULSION_REFERRAL"


class IepStatus(Code):
    DRAFT = "DRAFT"
    OFFERED = "OFFERED"
    DECLINED = "DECLINED"
    CONSENTED = "CONSENTED"
    IN_EFFECT = "IN_EFFECT"
    SUPERSEDED = "SUPERSEDED"


class SupportKindInClass(Code):
    """The three parts of an IEP at a glance."""

    ACCOMMODATION = "ACCOMMODATION"
    RESPONSIBILITY = "RESPONSIBILITY"
    BEHAVIOR_STEP = "BEHAVIOR_STEP"


class SessionOutcome(Code):
    """What became of a session of a service: an absence of the student is excused (IEP-12)."""

    DELIVERED = "DELIVERED"
    STUDENT_ABSENT = "STUDENT_ABSENT"
    PROVIDER_ABSENT = "PROVIDER_ABSENT"


class Area(Code):
    """The field of work of a goal, service, accommodation or evaluation."""

    ACADEMIC = "ACADEMIC"
    SPEECH = "SPEECH"
    OCCUPATIONAL = "OCCUPATIONAL"
    COUNSELING = "COUNSELING"
    HEALTH = "HEALTH"
    BEHAVIOR = "BEHAVIOR"


class EvaluationStatus(Code):
    REFERRED = "REFERRED"
    CONSENTED = "CONSENTED"
    COMPLETED = "COMPLETED"


class EnglishStatus(Code):
    LEARNER = "LEARNER"
    RECLASSIFIED = "RECLASSIFIED"
    FLUENT_AT_ENTRY = "FLUENT_AT_ENTRY"


class PlanStatus(Code):
    DRAFT = "DRAFT"
    IN_EFFECT = "IN_EFFECT"
    ENDED = "ENDED"


class ExemptionBasis(Code):
    """On what an exemption from immunizations rests."""

    REGISTRY = "REGISTRY"
    PHYSICIAN = "PHYSICIAN"
    BELIEF = "BELIEF"


class ScreeningKind(Code):
    VISION = "VISION"
    HEARING = "HEARING"
    DENTAL = "DENTAL"


class ScreeningOutcome(Code):
    PASSED = "PASSED"
    REFERRED = "REFERRED"
    NOT_COMPLETED = "NOT_COMPLETED"


class CounselingReason(Code):
    """Why a counselor may tell what a pupil said (Education Code 49602)."""

    DANGER = "DANGER"
    ABUSE_REPORT = "ABUSE_REPORT"
    CONSENT = "CONSENT"


class ConsentKind(Code):
    DIRECTORY = "DIRECTORY"
    MEDIA = "MEDIA"
    MILITARY_RECRUITERS = "MILITARY_RECRUITERS"
    VENDOR = "VENDOR"
    RELEASE_OF_RECORDS = "RELEASE_OF_RECORDS"


class ConsentState(Code):
    GIVEN = "GIVEN"
    REFUSED = "REFUSED"


class SurveyConsent(Code):
    GIVEN = "GIVEN"
    REFUSED = "REFUSED"
    NOT_ASKED = "NOT_ASKED"


class DocumentKind(Code):
    """What a document is about: the slice of which it is a part follows from it."""

    ENROLLMENT = "ENROLLMENT"
    TRANSCRIPT = "TRANSCRIPT"
    CORRESPONDENCE = "CORRESPONDENCE"
    RESIDENCY = "RESIDENCY"
    HEALTH = "HEALTH"
    SPECIAL_EDUCATION = "SPECIAL_EDUCATION"


class MarkReason(Code):
    """On what ground a posted mark may be changed (EC 49066)."""

    CLERICAL_MISTAKE = "CLERICAL_MISTAKE"
    MECHANICAL_MISTAKE = "MECHANICAL_MISTAKE"
    FRAUD = "FRAUD"
    BAD_FAITH = "BAD_FAITH"
    INCOMPETENCY = "INCOMPETENCY"


class SpanKind(Code):
    """What is known of a server's stretch of keeping the log of readings."""

    OPENED = "OPENED"
    CLOSED = "CLOSED"
    BROKEN = "BROKEN"


class ChangeKind(Code):
    """What became of a row."""

    ADDED = "ADDED"
    AMENDED = "AMENDED"
    TAKEN_BACK = "TAKEN_BACK"
    MERGED = "MERGED"
    UNMERGED = "UNMERGED"


class Emergency(Code):
    """For what a health record is opened (P-12, 34 CFR 99.36)."""

    HEALTH = "HEALTH"
    SAFETY = "SAFETY"


class FindingSeverity(Code):
    NOTICE = "NOTICE"
    DOUBT = "DOUBT"
    ERROR = "ERROR"


class FindingState(Code):
    OPEN = "OPEN"
    RESOLVED = "RESOLVED"
    DISMISSED = "DISMISSED"


class AgreementBasis(Code):
    SCHOOL_OFFICIAL = "SCHOOL_OFFICIAL"
    CONSENT = "CONSENT"
    DIRECTORY = "DIRECTORY"


class AgreementFunction(Code):
    LEARNING = "LEARNING"
    ASSESSMENT = "ASSESSMENT"
    SPECIAL_EDUCATION = "SPECIAL_EDUCATION"
    TRANSPORT = "TRANSPORT"
    FOOD_SERVICE = "FOOD_SERVICE"
    FIELD_TRIP = "FIELD_TRIP"
    IMMUNIZATION_REGISTRY = "IMMUNIZATION_REGISTRY"
    YEARBOOK = "YEARBOOK"


class EngagementKind(Code):
    MONITOR = "MONITOR"
    SUPPORT = "SUPPORT"
