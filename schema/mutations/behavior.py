"""Declared: changes of incidents and of what follows from them."""

from resolvers.mutations import behavior
from schema.mutations.declared import VERSION, Shown, change, row

INCIDENT = Shown("incident", "Incident", "The incident, as you may read it.")

row(behavior.Participant, student_id="Who took part.", role="How.")
change(
    behavior.report_incident,
    "Report what you saw, with all who took part, or nothing of it (row 20).",
    INCIDENT,
    school_id="At which school it was.",
    category="What it was, in a word.",
    participants="The students who took part.",
    occurred_on="The day of it: today, unless it is said.",
    location="Where it was.",
    description="What happened, in words.",
)
change(
    behavior.classify_incident,
    "Say what an incident was (row 21).",
    INCIDENT,
    id="The incident.",
    version=VERSION,
    category="What it was, if that is to be said otherwise.",
)
change(
    behavior.close_incident,
    "Close an incident from which nothing more follows (row 21).",
    INCIDENT,
    id="The incident.",
    version=VERSION,
)
change(
    behavior.order_action,
    "Order what follows from an incident for a student (row 21; DIS-11).",
    Shown("incidentAction", "IncidentAction", "What was ordered, as you may read it."),
    incident_id="The incident.",
    student_id="For whom.",
    kind="What follows.",
    starts_on="The first day of it.",
    ordered_days="How many school days, halves included.",
)
