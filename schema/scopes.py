"""Declared: questions of the list of students that somebody on staff saved."""

from hub.models import scopes as kept
from hub.models.codes import Code
from hub.models.scope_codes import ScopeOrder
from schema.declared import column, planned, to_one
from schema.withheld import Node

SCOPE_CODES: dict[type[Code], tuple[str, dict[str, str]]] = {
    ScopeOrder: (
        "In which order a saved question lists students.",
        {
            "NAME": "By name.",
            "NAME_DESCENDING": "By name, from the last on.",
            "GRADE": "By grade.",
            "GRADE_DESCENDING": "By grade, the highest first.",
        },
    ),
}


@planned(kept.SavedScope, "scp", order=("name",))
class SavedScope(Node):
    """A question of the list of students under a name (slice S8): its filters, and no answer."""

    name = column("What its owner calls it.")
    grade_level = column(
        "The grade that it asks for: 0 is kindergarten, -1 preschool; null where it asks for any."
    )
    sorted_by = column("The order of the list; null: its own.")
    saved_at = column("The moment at which it was saved, in UTC.")
    owner = to_one("staff_id", "Who saved it.")
    school = to_one("school_id", "The school that it asks for; null where it asks for any.")
