"""Declared: the disclosure record, and who viewed as whom."""

from hub.models import audit as kept
from schema.declared import column, planned, to_one
from schema.withheld import Node


@planned(kept.Disclosure, "dsc", order=("at",))
class Disclosure(Node):
    """That something of a student's record was read by one party in one request (slice 33)."""

    at = column("The moment of it, in UTC.")
    slices = column("Which rows of the matrix were read.")
    bases = column("On what legal bases, by their short names.")
    purposes = column("For what.")
    party = column("Who read, by their name at the time; null where that was not kept.")
    student = to_one("student_id", "Whose record it was.")


@planned(kept.ViewAs, "vas", order=("at",))
class ViewAs(Node):
    """That a staff member read as another one, in one request (slice S5)."""

    at = column("The moment of it, in UTC.")
    viewer = to_one("viewer_id", "Who asked.")
    target = to_one("target_id", "As whom.")
