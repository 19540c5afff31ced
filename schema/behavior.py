"""Declared: incidents, who took part, what was done, and texts released to a family."""

from hub.models import behavior as kept
from schema.declared import column, planned, to_many, to_one
from schema.withheld import Node


@planned(kept.Incident, "inc", order=("occurred_on",))
class Incident(Node):
    """Something that happened at a school and was reported (slice 20)."""

    occurred_on = column("The day on which it happened.")
    location = column("Where on the grounds; null where nobody said.")
    category = column("What it was, in the district's codes.")
    status = column("How far staff have dealt with it.")
    description = column(
        "An account of it, withheld from whoever may not see all who took part; null without one."
    )
    school = to_one("school_id", "Whose incident it is.")
    reporter = to_one("reported_by", "The staff member who told of it; null where that is unknown.")
    participations = to_many(
        kept.IncidentParticipation.incident_id,
        "Who took part; whom you may not see stands there as another student, without a name.",
        redacts=True,
    )
    actions = to_many(kept.IncidentAction.incident_id, "What was ordered afterwards (slice 21).")
    releases = to_many(kept.IncidentRelease.incident_id, "Accounts of it given to families.")


# A redacted row keeps its place in the list: sorted by role, the place would tell the role.
@planned(kept.IncidentParticipation, "par")
class IncidentParticipation(Node):
    """One student's part in one incident (slice 20)."""

    role = column("Which part that was.")
    incident = to_one("incident_id", "What they took part in.")
    student = to_one("student_id", "Who took part.")


@planned(kept.IncidentAction, "act", order=("starts_on",))
class IncidentAction(Node):
    """What the school ordered for a student after an incident (slice 21)."""

    kind = column("What was ordered.")
    starts_on = column("The first day of it.")
    ordered_days = column("School days that were ordered, as a decimal number.")
    actual_days = column("School days that were served, as a decimal number; null until known.")
    incident = to_one("incident_id", "What led to it.")
    student = to_one("student_id", "For whom it was ordered.")


@planned(kept.IncidentRelease, "rel", order=("released_on",))
class IncidentRelease(Node):
    """An account of an incident that staff wrote for one student's family to read (slice 20)."""

    body = column("What the family reads; it names no other student.")
    released_on = column("The day on which staff gave it out.")
    incident = to_one("incident_id", "What it tells of.")
    student = to_one("student_id", "Whose family it is for.")
