"""Declared: what each code list and each of its words means to a reader."""

from hub.models.codes import (
    AbsenceReason,
    ActionKind,
    AddressKind,
    Area,
    AttendanceStatus,
    CaseloadKind,
    Code,
    ConditionKind,
    DistrictKind,
    Emergency,
    EvaluationStatus,
    FindingSeverity,
    FindingState,
    IdentifierKind,
    IepStatus,
    IncidentStatus,
    MarkReason,
    NameAudience,
    OrderKind,
    ParticipantRole,
    PostRole,
    Race,
    Relationship,
    RightKind,
    SchoolLevel,
    SessionOutcome,
    Severity,
    Sex,
    StaffRole,
    Standing,
    SupportKindInClass,
    TermKind,
    TrainingKind,
)
from hub.models.guardian_codes import (
    CandidateOutcome,
    CandidateReason,
    IdentityDocument,
    PhoneType,
)
from schema.problems import PROBLEM_CODES
from schema.program_codes import PROGRAM_CODES
from schema.scopes import SCOPE_CODES
from schema.vendor_codes import VENDOR_CODES

DESCRIPTIONS: dict[type[Code], tuple[str, dict[str, str]]] = {
    MarkReason: (
        "On what ground a posted mark may be changed (EC 49066).",
        {
            "CLERICAL_MISTAKE": "It was written down wrongly.",
            "MECHANICAL_MISTAKE": "It was worked out or transferred wrongly by a machine.",
            "FRAUD": "It was obtained or given by fraud.",
            "BAD_FAITH": "It was given in bad faith.",
            "INCOMPETENCY": "Whoever gave it was not competent to.",
        },
    ),
    DistrictKind: (
        "Whose data a district holds.",
        {
            "DEMO": "Invented people, grown from a seed.",
            "SAMPLE": "A public example bundle, with its clock stopped.",
            "LIVE": "Real people.",
        },
    ),
    SchoolLevel: (
        "The range of grades that a school teaches.",
        {
            "ELEMENTARY": "Kindergarten and the first grades.",
            "MIDDLE": "The grades between elementary and high school.",
            "HIGH": "The grades that lead to a diploma.",
            "OTHER": "A range of its own, such as kindergarten to grade 12.",
        },
    ),
    TermKind: (
        "How much of a school year a term takes.",
        {
            "YEAR": "All of it.",
            "SEMESTER": "A half.",
            "QUARTER": "A fourth.",
            "OTHER": "Another part, such as a trimester or a summer session.",
        },
    ),
    PostRole: (
        "The job that a post is; what it lets its holder read is in the policy.",
        {
            "TEACHER": "Teaches; students come with the classes on their dates.",
            "COACH": "Coaches a team; no records come with it.",
            "COUNSELOR": "Advises the students of a caseload or of a range of names.",
            "CASE_MANAGER": "Keeps the education programs of the students of a caseload.",
            "PROVIDER": "Gives services that education programs prescribe, such as speech.",
            "NURSE": "Credentialed nurse of a school.",
            "HEALTH_AIDE": "Works in the health office without a nurse's license.",
            "PARAEDUCATOR": "Helps single students through the day.",
            "PRINCIPAL": "Leads a school, or stands in for its head.",
            "REGISTRAR": "Keeps a school's enrollment and student records.",
            "OFFICE": "Works at a school's front desk.",
            "NURSE_LEAD": "Oversees the nurses of all schools.",
            "SPECIAL_EDUCATION": "Oversees special education in the district.",
            "LIAISON": "Looks after homeless, foster and migrant students.",
            "FOOD_SERVICE": "Feeds students, and needs to know what they must not eat.",
            "TRANSPORT": "Brings students to school and home.",
            "ANALYST": "Works with the district's figures, not with rows about students.",
            "PRIVACY_OFFICER": "Answers for who may see what; reads no student's content by it.",
            "DATA_STEWARD": "Looks after the quality of the data, by ids and not by values.",
            "MONITOR": "Reviews the district for a limited time under an engagement letter.",
            "OPERATOR": "Runs this hub, and reads nothing about students by it.",
            "SUBSTITUTE": "Stands in for absent teachers; students come with each coverage.",
        },
    ),
    TrainingKind: (
        "What a staff training teaches.",
        {
            "CONFIDENTIALITY": "How to keep special-education records private (34 CFR 300.623(c)).",
            "MEDICATION": "How to give students their medicine.",
        },
    ),
    NameAudience: (
        "Before whom a student's preferred name may be used.",
        {
            "EVERYONE": "At school and towards the family.",
            "SCHOOL": "At school only; the family is not told of it.",
        },
    ),
    IdentifierKind: (
        "The system that gave a student an identifier.",
        {
            "LOCAL": "The district's own student number.",
            "STATE": "The state's student number.",
            "SIGN_ON": "The account with which the student signs in.",
        },
    ),
    Sex: (
        "A student's sex or gender as the state's forms list it.",
        {
            "FEMALE": "Entered as female.",
            "MALE": "Entered as male.",
            "NONBINARY": "Entered as neither.",
        },
    ),
    Race: (
        "A box on the federal form about race; several may be ticked.",
        {
            "AMERICAN_INDIAN": "American Indian or Alaska Native.",
            "ASIAN": "From the Far East, Southeast Asia or the Indian subcontinent.",
            "BLACK": "Black or African American.",
            "PACIFIC_ISLANDER": "Native Hawaiian or from another Pacific island.",
            "WHITE": "From Europe, the Middle East or North Africa.",
            "TWO_OR_MORE": "More than one, where the source does not say which.",
            "NOT_REPORTED": "The family chose not to answer.",
        },
    ),
    AddressKind: (
        "What an address is good for.",
        {
            "RESIDENCE": "The student lives there.",
            "MAILING": "Letters go there.",
        },
    ),
    Relationship: (
        "What an adult is to a student.",
        {
            "MOTHER": "The student's mother.",
            "FATHER": "The student's father.",
            "PARENT": "A parent who is named neither as mother nor as father.",
            "STEPPARENT": "Married to a parent.",
            "GRANDPARENT": "The parent of a parent.",
            "FOSTER_PARENT": "Cares for the student by placement.",
            "AUNT_OR_UNCLE": "A parent's sister or brother.",
            "SIBLING": "The student's grown sister or brother.",
            "OTHER": "Anyone else, such as a family friend.",
        },
    ),
    Standing: (
        "Whether a student's record comes with a guardianship.",
        {
            "PARENT": "A parent with a parent's rights to the record.",
            "EDUCATION_RIGHTS_HOLDER": "Holds these rights in a parent's place.",
            "CONTACT_ONLY": "Can be called, and reads nothing.",
        },
    ),
    IdentityDocument: (
        "By what kind of document somebody showed who they are.",
        {
            "DRIVERS_LICENSE": "A license to drive.",
            "IDENTITY_CARD": "An identity card of a state, a tribe or a consulate.",
            "PASSPORT": "A passport.",
            "COURT_PAPER": "A paper of a court that names them as guardian.",
            "OTHER": "Another document.",
        },
    ),
    CandidateReason: (
        "By what two guardians look like one person (GUA-3).",
        {
            "NAME_PHONE": "They bear one name and have one telephone.",
            "NAME_ADDRESS": "They bear one name and live at one address.",
            "EMAIL": "They have one e-mail address.",
        },
    ),
    CandidateOutcome: (
        "What somebody decided of two guardians who look like one person.",
        {
            "SAME": "They are one.",
            "DIFFERENT": "They are two people.",
        },
    ),
    PhoneType: (
        "What kind of telephone a number is.",
        {
            "MOBILE": "One that is carried.",
            "HOME": "One at home.",
            "WORK": "One at work.",
        },
    ),
    Emergency: (
        "For what a health record is opened in an emergency (34 CFR 99.36).",
        {
            "HEALTH": "The student's life or health is in danger.",
            "SAFETY": "Somebody's safety is, and the record says what to do.",
        },
    ),
    RightKind: (
        "Something that an adult may do for a child.",
        {
            "PORTAL": "Sign in to the family portal.",
            "RECORDS": "Inspect the student's record.",
            "GRADES": "See scores and marks.",
            "HEALTH": "See the health record.",
            "PICKUP": "Collect the student from school.",
            "MAILINGS": "Get report cards and letters.",
            "DECISIONS": "Consent and decide for the student.",
        },
    ),
    OrderKind: (
        "What a court denies someone towards a child; without its document it withholds all.",
        {
            "NO_CONTACT": "To be in touch; withholds contacts and where the child is.",
            "NO_PICKUP": "To collect the child; withholds nothing from reading.",
            "NO_RECORDS": "To see the record; withholds all of it.",
            "NO_HEALTH_DECISION": "To decide on health; withholds nothing from reading.",
            "NO_LOCATION": "To learn where the child is; withholds school, address and schedule.",
            "SUPERVISED_ONLY": "To meet the child alone; withholds nothing from reading.",
        },
    ),
    CaseloadKind: (
        "As what a staff member looks after a named student.",
        {
            "COUNSELOR": "Advises on courses and on what troubles the student.",
            "CASE_MANAGER": "Keeps the student's education program in order.",
            "AIDE": "Helps the student through the day, one to one.",
        },
    ),
    StaffRole: (
        "The part that a staff member has in teaching a class.",
        {
            "LEAD": "Teacher of record, who answers for marks and roll.",
            "CO_TEACHER": "Teaches beside the lead.",
            "SUPPORT": "Helps students in the room.",
        },
    ),
    AttendanceStatus: (
        "In which way a student was not there; nobody is entered as present.",
        {
            "ABSENT": "Missed the whole meeting.",
            "TARDY": "Came late.",
            "LEFT_EARLY": "Went before the end.",
        },
    ),
    AbsenceReason: (
        "What kept a student away.",
        {
            "ILLNESS": "Was sick.",
            "MEDICAL_APPOINTMENT": "Was with a doctor or dentist.",
            "CONFIDENTIAL_SERVICE": "Care sought by a minor alone; not for guardians (EC 46010.1).",
            "FAMILY": "A family matter.",
            "COURT": "Had to be in court.",
            "SUSPENSION": "Was suspended.",
            "UNEXCUSED": "No reason that excuses.",
        },
    ),
    Severity: (
        "How bad it can get if a health alert is not heeded.",
        {
            "NOTICE": "Discomfort, or a lesson lost.",
            "SERIOUS": "Harm that needs a nurse.",
            "LIFE_THREATENING": "Death, within minutes perhaps: act first.",
        },
    ),
    ConditionKind: (
        "What sort of entry a condition is.",
        {
            "CONDITION": "An illness or another state of health.",
            "ALLERGY": "A substance that the student must avoid.",
            "NO_KNOWN_ALLERGIES": "Someone asked about allergies, and there were none.",
        },
    ),
    IncidentStatus: (
        "How far staff have dealt with an incident.",
        {
            "REPORTED": "Told of, and not yet looked into.",
            "CLASSIFIED": "Looked into and put under a category.",
            "CLOSED": "Done with.",
        },
    ),
    ParticipantRole: (
        "The part that a student had in an incident.",
        {
            "PERPETRATOR": "Did it.",
            "VICTIM": "Suffered it.",
            "WITNESS": "Saw or heard it.",
        },
    ),
    ActionKind: (
        "What a school orders after an incident.",
        {
            "CONFERENCE": "A talk with the student or the family.",
            "DETENTION": "Time at school outside lessons.",
            "IN_SCHOOL_SUSPENSION": "Days at school away from the student's own classes.",
            "OUT_OF_SCHOOL_SUSPENSION": "Days away from school.",
            "EXPULSION_REFERRAL": "The case goes to the district, which may expel.",
        },
    ),
    IepStatus: (
        "How far an education program has come.",
        {
            "DRAFT": "Being written by the team.",
            "OFFERED": "Put before the family.",
            "DECLINED": "Refused by the family: what was in effect stays in effect.",
            "CONSENTED": "Agreed to by the family, and not yet begun.",
            "IN_EFFECT": "The one that staff follow.",
            "SUPERSEDED": "Followed once; a later version has its place.",
        },
    ),
    SupportKindInClass: (
        "What sort of line of an education program at a glance it is.",
        {
            "ACCOMMODATION": "Something made easier to reach, such as more time.",
            "RESPONSIBILITY": "Something that a certain member of staff has to do.",
            "BEHAVIOR_STEP": "What to do when the student's behavior calls for it.",
        },
    ),
    SessionOutcome: (
        "What became of a session of a service.",
        {
            "DELIVERED": "It took place.",
            "STUDENT_ABSENT": "The student was not there: it is not owed.",
            "PROVIDER_ABSENT": "Whoever gives it was not there: it is owed.",
        },
    ),
    Area: (
        "The field of work of a goal, service, support or evaluation.",
        {
            "ACADEMIC": "Reading, writing, mathematics and other lessons.",
            "SPEECH": "Speech and language.",
            "OCCUPATIONAL": "Fine motor skills and the handling of everyday things.",
            "COUNSELING": "Feelings and getting along with others.",
            "HEALTH": "What a nurse looks after.",
            "BEHAVIOR": "How the student acts, and how others respond.",
        },
    ),
    EvaluationStatus: (
        "How far an evaluation has come.",
        {
            "REFERRED": "Asked for; the family has not agreed yet.",
            "CONSENTED": "Agreed to by the family, and under way.",
            "COMPLETED": "Finished, with a report.",
        },
    ),
    **PROGRAM_CODES,
    **VENDOR_CODES,
    **PROBLEM_CODES,
    **SCOPE_CODES,
    FindingSeverity: (
        "How grave a finding is.",
        {
            "NOTICE": "Worth knowing; nothing is wrong by itself.",
            "DOUBT": "Probably wrong, and kept as it was said.",
            "ERROR": "Wrong: a record was refused, or a rule of the district is broken.",
        },
    ),
    FindingState: (
        "Whether a finding still holds.",
        {
            "OPEN": "It holds.",
            "RESOLVED": "It was not found the last time.",
            "DISMISSED": "Somebody has looked, and it may stay as it is.",
        },
    ),
}
"""What each code list is, and what each value in it means, by the value."""
