"""Declared: students with names, identifiers, demographics, households and addresses."""

from hub import models
from hub.models import students as kept
from schema.declared import column, computed, paged, planned, to_many, to_one
from schema.immunizing import ImmunizationRequirement, ImmunizationStatus
from schema.scheduling import ScheduleGaps
from schema.values import CreditsInProgress, TranscriptTotals
from schema.withheld import Node


@planned(kept.Student, "stu", order=("sort_name",))
class Student(Node):
    """A person whom the district teaches (slice 1a; preferred name 1a.preferred, photo 1b)."""

    given_name = column("Legal first name.")
    middle_name = column("Legal name between first and last; null where there is none.")
    family_name = column("Legal last name.")
    sort_name = column("The key by which lists are put in order: last name first.")
    preferred_name = column("What the student asks to be called; null where they ask for nothing.")
    preferred_name_audience = column("Before whom the preferred name may be used.")
    grade_level = column(
        "Years of school: 0 is kindergarten, 12 the last; null where no grade is recorded."
    )
    photo_key = column("Under which key the picture is kept in the file store; null without one.")
    birth_date = column("The day of birth (slice 3); rights pass to the student 18 years later.")

    former_names = to_many(kept.FormerName.student_id, "Legal names borne before (slice 1c).")
    identifiers = to_many(
        kept.StudentIdentifier.student_id, "Numbers by which systems know the student (slice 2)."
    )
    demographics = to_many(
        kept.Demographics.student_id, "What the family reported for counts: one entry at most."
    )
    households = to_many(
        kept.HouseholdStudent.student_id,
        "Stays in households; two may run at once.",
    )
    addresses = to_many(
        kept.StudentAddress.student_id,
        "Where to find the student and where to send mail (slice 5).",
    )
    confidential_addresses = to_many(
        kept.ConfidentialAddress.student_id,
        "The residence behind a substitute address, for the registrar alone (slice 5.actual).",
    )

    guardianships = to_many(
        models.guardians.Guardianship.student_id, "Adults who answer for the student, and how."
    )
    guardian_rights = to_many(
        models.guardians.GuardianRight.student_id, "What each of these adults may do (slice 8b)."
    )
    court_orders = to_many(
        models.guardians.CourtOrder.student_id, "What courts deny to someone towards the student."
    )
    emergency_contacts = to_many(
        models.guardians.EmergencyContact.student_id, "Whom to call, in the order to call them."
    )

    enrollments = to_many(
        models.enrollment.SchoolEnrollment.student_id, "Stays at schools of the district."
    )
    caseloads = to_many(
        models.enrollment.Caseload.student_id, "Counselor, case manager and aides of the student."
    )
    schedule = to_many(
        models.sections.SectionEnrollment.student_id,
        "Seats in classes, dropped ones too (slice 27).",
    )
    bell_schedules = to_many(
        models.schedules.StudentBellSchedule.student_id,
        "Bell schedules that are set for this student, instead of that of the grade (27.day).",
    )
    period_consents = to_many(
        models.schedules.PeriodConsent.student_id,
        "Written consents to periods without content, and what was decided (slice 27.day).",
    )
    schedule_gaps = computed(
        "schedule_gaps",
        """{
            seats: schedule {
                startsOn endsOn
                section {
                    id period startsOn endsOn school { id } course { kind } meetings { weekday }
                }
                withheld { field }
            }
            enrollments {
                isPrimary gradeLevel startsOn endsOn
                school {
                    id
                    bellSchedules {
                        id name firstGrade lastGrade startsOn endsOn periods { weekday period }
                    }
                }
                withheld { field }
            }
            bellSchedules {
                startsOn endsOn
                bellSchedule {
                    id name startsOn endsOn firstGrade lastGrade
                    school { id } periods { weekday period }
                }
                withheld { field }
            }
            periodConsents {
                consentedOn withdrawnOn decision section { id } withheld { field }
            }
        }""",
        ScheduleGaps,
        (
            "What is lacking of today's schedule, for whoever reads all of it (slice 27; SCH-1, "
            "SCH-2, SCH-5, SCH-8)."
        ),
        entire=True,
    )
    scores = paged(models.grades.Score.student_id, "Points on single assignments (slice 28).")
    marks = paged(models.grades.Mark.student_id, "Posted term marks in every version (slice 29).")
    attendance = paged(
        models.grades.AttendanceEvent.student_id,
        "Absences and late or early ones; a taken roll without an entry means present.",
    )

    health_alerts = to_many(
        models.health.HealthAlert.student_id, "What anyone near the student must know (slice 11)."
    )
    conditions = to_many(models.health.Condition.student_id, "Diagnoses and allergies (slice 12).")
    care_plans = to_many(
        models.health.CarePlan.student_id, "What is done at school about a condition (slice 12)."
    )
    care_plan_parts = to_many(
        models.health.CarePlanPart.student_id, "Single actions out of those plans (slice 12)."
    )
    medication_orders = to_many(
        models.health.MedicationOrder.student_id, "Drugs that a physician orders (slice 13)."
    )
    medication_administrations = paged(
        models.health.MedicationAdministration.student_id, "Doses given or missed (slice 13)."
    )
    visits = paged(models.health.HealthVisit.student_id, "Times at the health office (slice 14).")
    immunizations = to_many(
        models.health.Immunization.student_id, "Doses of vaccines received (slice 15)."
    )

    participations = to_many(
        models.behavior.IncidentParticipation.student_id, "The student's part in incidents."
    )
    actions = to_many(
        models.behavior.IncidentAction.student_id, "What was ordered afterwards (slice 21)."
    )
    releases = to_many(
        models.behavior.IncidentRelease.student_id, "Accounts of incidents given to the family."
    )

    ieps = to_many(models.ieps.Iep.student_id, "Education programs, one per version (slice 18).")
    goals = to_many(models.ieps.IepGoal.student_id, "What the programs aim at (slice 18).")
    services = to_many(
        models.ieps.IepService.student_id, "Help that the programs prescribe (slice 18)."
    )
    supports = to_many(
        models.ieps.IepSupport.student_id, "What teachers do in class for the student (slice 17)."
    )
    evaluations = to_many(
        models.ieps.Evaluation.student_id, "Assessments for special education (slice 19)."
    )
    team = to_many(models.ieps.IepTeamMember.student_id, "Staff who decide on the program.")
    acknowledgements = to_many(
        models.ieps.IepAcknowledgement.student_id, "Who confirmed their part in a program."
    )

    support_programs = to_many(
        models.enrollment.SupportProgram.student_id,
        "Whether the student counts as homeless, foster or migrant (slice 10).",
    )
    support_team = to_many(
        models.enrollment.SupportTeamMember.student_id, "Staff named for that (slice 10)."
    )
    meal_benefits = to_many(
        models.enrollment.MealBenefit.student_id, "Meals at no or a reduced price (slice 9)."
    )
    transport = to_many(
        models.enrollment.TransportAssignment.student_id, "Seats on buses (slice TRN)."
    )
    english_learning = to_many(
        models.programs.EnglishLearner.student_id, "How far English has come (slice EL)."
    )
    plans_504 = to_many(models.programs.Plan504.student_id, "Plans under section 504 (slice 504).")
    accommodations_504 = to_many(
        models.programs.Plan504Accommodation.student_id,
        "What such plans ask of staff (slice 504.supports).",
    )
    immunization_exemptions = to_many(
        models.health.ImmunizationExemption.student_id,
        "Exemptions from them, also such as hold no longer (slice 15).",
    )
    immunization_status = computed(
        "immunization_status",
        """{
            birthDate gradeLevel
            immunizations { id vaccine givenOn }
            immunizationExemptions { basis issuedOn endsOn }
            supportPrograms { kind }
        }""",
        ImmunizationStatus,
        "Whether the doses received let the student attend today (slice 16).",
        under="16",
    )
    immunization_requirements = computed(
        "immunization_requirements",
        "{ birthDate gradeLevel immunizations { id vaccine givenOn withheld { field } } }",
        list[ImmunizationRequirement],
        "What is asked of each vaccine, and which doses count, for whoever reads all (slice 15).",
        entire=True,
    )
    screenings = to_many(
        models.health.Screening.student_id, "Tests of sight, hearing and teeth (slice SCR)."
    )
    transcript = paged(
        models.transcripts.TranscriptLine.student_id, "Courses taken, as posted (slice 30)."
    )
    transcript_totals = computed(
        "transcript_totals",
        """{ transcript {
            id courseCode equivalenceGroup maxCompletions schoolYear termName gradeLevel schoolLevel
            mark creditAttempted creditEarned honors inAverage inCredit collegeRecord postedOn
            withheld { field }
        } }""",
        TranscriptTotals,
        "Credits and grade point averages with the lines on which they rest (slice 30).",
    )
    credits_in_progress = computed(
        "credits_in_progress",
        """{
            schedule {
                id startsOn endsOn section { id endsOn term { id } course { credit } }
                withheld { field }
            }
            marks { section { id } term { id } withheld { field } }
        }""",
        CreditsInProgress,
        "Credits of classes in progress today by seat, apart from those earned (slices 27, 29).",
        entire=True,
    )
    assessments = to_many(
        models.transcripts.AssessmentResult.student_id, "Results of assessments (slice 31)."
    )

    safety_notices = to_many(
        models.safety.SafetyNotice.student_id, "What teachers must know of (slice 22)."
    )
    notice_receipts = to_many(
        models.safety.NoticeReceipt.student_id, "Who was told of it (slice 22)."
    )
    threat_records = to_many(
        models.safety.ThreatRecord.student_id, "Assessments of threats (slice 23)."
    )
    threat_team = to_many(
        models.safety.ThreatTeamMember.student_id, "Staff who assess them (slice 23)."
    )
    counseling_notes = to_many(
        models.counseling.CounselingNote.student_id, "What was told a counselor (slice 24)."
    )
    counseling_disclosures = to_many(
        models.counseling.CounselingDisclosure.student_id,
        "What counselors told others of it (slice 24).",
    )
    consents = to_many(models.consents.Consent.student_id, "Consents and refusals (slice CNS).")
    documents = to_many(models.consents.Document.student_id, "Files of the record (slice DOC).")
    survey_responses = to_many(
        models.consents.SurveyResponse.student_id, "Consents to surveys, and answers (slice 32)."
    )
    openings = to_many(models.health.BreakGlass.student_id, "Openings in an emergency (slice 33).")
    record_requests = paged(
        models.requests.RecordRequest.student_id,
        "Who asked to see or correct the record, by when, and what came of it (slice REQ).",
    )
    disclosures = paged(
        models.audit.Disclosure.student_id, "Who read the record, when, and why (slice 33)."
    )


@planned(kept.StudentMerge, "smg", order=("proposed_on",))
class StudentMerge(Node):
    """That two students on record are one child, once for each of the two (slice 1.same)."""

    student = to_one("student_id", "One of the two.")
    other = to_one("other_id", "The other one.")
    kept = to_one("kept_id", "Who stands for both.")
    proposed_on = column("The day on which somebody said so.")
    proposer = to_one("proposed_by", "Who said so.")
    confirmed_on = column(
        "The day from which one record holds what both held; null while nobody has confirmed it."
    )
    confirmer = to_one("confirmed_by", "Who confirmed it; null while nobody has.")


@planned(kept.FormerName, "fnm", order=("changed_on",))
class FormerName(Node):
    """A legal name that a student has given up (slice 1c)."""

    given_name = column("The first name then.")
    family_name = column("The last name then.")
    changed_on = column("The first day on which it was no longer theirs.")
    student = to_one("student_id", "Who bore it.")


@planned(kept.StudentIdentifier, "sid", order=("starts_on",))
class StudentIdentifier(Node):
    """A number or name under which some system knows a student (slice 2; LOCAL 2.local)."""

    kind = column("Which system gave it.")
    value = column("The characters themselves; leading zeros count.")
    starts_on = column("The first day on which it stood for the student.")
    ends_on = column("The first day on which it no longer did; null while it is in use.")
    student = to_one("student_id", "Who is meant by it.")


# Whoever has 4.language reads no column here that is never null: so the id alone sorts.
@planned(kept.Demographics, "dem")
class Demographics(Node):
    """A family's answers for state and federal counts (slice 4; language 4.language)."""

    sex = column("As entered for the state; null where unanswered.")
    hispanic = column("Whether of Hispanic or Latino origin; null where unanswered.")
    races = column("Every answer that was ticked, each a value of Race; null where unanswered.")
    home_language = column("What is spoken at home; null where unanswered.")
    student = to_one("student_id", "About whom they answered.")


@planned(kept.HouseholdStudent, "hhs", order=("starts_on",))
class HouseholdStudent(Node):
    """The days on which a student belongs to one household (slice 5; one's own 5.household)."""

    starts_on = column("The first day of living there.")
    ends_on = column("The first day of no longer living there; null while they do.")
    student = to_one("student_id", "Who lives there.")


@planned(kept.StudentAddress, "adr", order=("starts_on",))
class StudentAddress(Node):
    """Where a student lives or gets mail, or what stands in for it (slice 5; 5.household)."""

    kind = column("What happens at this place: living, or mail alone.")
    line1 = column("Number and street, or a post office box.")
    line2 = column("Apartment or unit; null where there is none.")
    city = column("The town in it.")
    state = column("Two letters, as in CA.")
    postal_code = column("ZIP code with five digits, or nine with a hyphen.")
    validated_on = column("The day on which someone last checked it; null if nobody has.")
    starts_on = column("The first day on which it is right.")
    ends_on = column("The first day on which it is not; null while it is.")
    student = to_one("student_id", "Whom one reaches there.")


@planned(kept.ConfidentialAddress, "cad", order=("starts_on",))
class ConfidentialAddress(Node):
    """The residence behind a Safe-at-Home address (slice 5.actual; Gov. Code 6207)."""

    line1 = column("Number and street.")
    line2 = column("Apartment or unit; null where there is none.")
    city = column("The town in it.")
    state = column("Two letters, as in CA.")
    postal_code = column("ZIP code with five digits, or nine with a hyphen.")
    starts_on = column("The first day of living there.")
    ends_on = column("The first day of no longer living there; null while they do.")
    student = to_one("student_id", "Who really lives there, for the registrar alone.")
