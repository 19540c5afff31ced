"""Declared: the disclosure record."""

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
