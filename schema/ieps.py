"""Declared: IEPs with goals, services and supports, evaluations, teams, acknowledgements."""

from hub.models import ieps as kept
from hub.models.codes import IepStatus
from schema.declared import column, computed, paged, planned, to_many, to_one
from schema.withheld import Node


@planned(kept.Iep, "iep", order=("annual_due_on",))
class Iep(Node):
    """A version of a student's individualized education program (slice 18; 34 CFR 300.320)."""

    number = column(
        "1 for the student's first, one more each time that it is rewritten.", of="version"
    )
    status = computed(
        "iep_status",
        "{ startsOn offeredOn consentedOn declinedOn supersededOn }",
        IepStatus,
        "How far it has come from draft to effect: what its dates come to today.",
    )
    offered_on = column("The day on which it was put before the family; null until then.")
    consented_on = column("The day on which the family agreed to it; null until then.")
    declined_on = column("The day on which the family refused it; null unless they did.")
    superseded_on = column(
        "The first day on which it no longer holds; null while no later version is agreed to."
    )
    starts_on = column("The first day on which staff are to follow it.")
    annual_due_on = column("The day by which the team must review it (34 CFR 300.324(b)).")
    disability = column(
        "On which category eligibility rests (34 CFR 300.8); null where that is not recorded."
    )
    placement = column("In which setting the student learns; null where that is not recorded.")
    present_levels = column(
        "What the student can do now, and what stands in the way; null where nobody wrote it."
    )
    student = to_one("student_id", "For whom it is written.")
    amends = to_one(
        "amends_id", "The version of which it changes a part; null where it is a whole new one."
    )
    case_manager = to_one(
        "case_manager_id", "The staff member who keeps it in order; null while nobody does."
    )
    amendments = to_many(kept.Iep.amends_id, "Versions that change a part of it.")
    goals = to_many(kept.IepGoal.iep_id, "What the student should reach within a year.")
    services = to_many(kept.IepService.iep_id, "Help that it prescribes.")
    supports = to_many(kept.IepSupport.iep_id, "What staff do in class (slice 17).")
    acknowledgements = to_many(
        kept.IepAcknowledgement.iep_id, "Who has confirmed their part in it (slice 17)."
    )


@planned(kept.IepService, "svc", order=("starts_on",))
class IepService(Node):
    """Help that a program prescribes, and who gives it (slice 18; one's own 18.delivered)."""

    area = column("In which field of work.")
    minutes_weekly = column(
        "How long in all, in minutes per school week; null where that is not recorded."
    )
    contracted = column("Whether an outside agency supplies the provider, not the district.")
    starts_on = column("The first day on which it is owed.")
    ends_on = column("The first day on which it no longer is; null while no end is set.")
    declined_on = column(
        "The day on which the family agreed to the rest and not to this; null unless they did."
    )
    student = to_one("student_id", "Who receives it.")
    iep = to_one("iep_id", "The program that prescribes it.")
    provider = to_one("provider_id", "The staff member who gives it; null while nobody is named.")
    goals = to_many(kept.IepGoal.iep_service_id, "What it works towards.")
    sessions = paged(kept.ServiceSession.iep_service_id, "When it was given, or was not.")


@planned(kept.ServiceSession, "ses", order=("day",))
class ServiceSession(Node):
    """A session of a service (slice 18; one's own 18.sessions; IEP-12)."""

    day = column("The day of it.")
    minutes = column("How long it was or should have been, in minutes.")
    outcome = column("Whether it took place.")
    student = to_one("student_id", "Who receives the service.")
    service = to_one("iep_service_id", "The service.")
    provider = to_one("provider_id", "The staff member who gave it, or should have.")


@planned(kept.IepGoal, "gol", order=("area",))
class IepGoal(Node):
    """Something that a student should reach within a year (slice 18)."""

    area = column("In which field of work.")
    goal = column("What will be seen or measured when it is reached.")
    student = to_one("student_id", "Who is to reach it.")
    iep = to_one("iep_id", "The program that sets it.")
    service = to_one("iep_service_id", "The help that works towards it; null where none does.")


@planned(kept.IepSupport, "sup", order=("kind", "starts_on"))
class IepSupport(Node):
    """What staff do in class, one line of it (slice 17; 34 CFR 300.323(d))."""

    kind = column("What sort of line it is.")
    area = column("In which field of work.")
    instruction = column("What to do, in words for whoever teaches.")
    starts_on = column("The first day on which staff do it.")
    ends_on = column("The first day on which they no longer do; null while they do.")
    student = to_one("student_id", "For whom it is done.")
    iep = to_one("iep_id", "The program that asks for it.")


@planned(kept.IepTeamMember, "tea", order=("starts_on",))
class IepTeamMember(Node):
    """A staff member among those who decide on a student's program (slice 17.team)."""

    starts_on = column("The first day on the team.")
    ends_on = column("The first day no longer on it; null while they are.")
    student = to_one("student_id", "On whose program they decide.")
    staff_member = to_one("staff_id", "Who decides with the others.")


# A reader of 19.status sees area and status but not the dates: the dates must not sort.
@planned(kept.Evaluation, "evl", order=("area",))
class Evaluation(Node):
    """An assessment for special education (slice 19; area and status alone 19.status)."""

    area = column("In which field of work.")
    status = column("How far it has come.")
    referred_on = column("The day on which someone asked for it.")
    consented_on = column("The day on which the family agreed to it; null until then.")
    completed_on = column("The day on which it was finished; null until then.")
    report = column("What was found; null until it is written.")
    student = to_one("student_id", "Who is assessed.")
    evaluator = to_one("evaluator_id", "The staff member who assesses; null while nobody is named.")


@planned(kept.IepAcknowledgement, "ack", order=("acknowledged_at",))
class IepAcknowledgement(Node):
    """Word that someone was told their part; reading never depends on it (slice 17)."""

    acknowledged_at = column("The moment at which they confirmed it, in UTC.")
    student = to_one("student_id", "Whose program it is.")
    iep = to_one("iep_id", "What they were told about.")
    staff_member = to_one("staff_id", "Who confirmed.")
