"""Work out whether the doses that a student received let them attend, and what is lacking.

Pure functions over frozen data: the same doses come to something else on another day, since the
rules ask for age and grade (IMM-9). The numbers are those of a pack; California's is one.
"""

from hub.immunizations.facts import (
    Basis,
    Child,
    Disease,
    Dose,
    Due,
    Exemption,
    Reason,
    Requirement,
    State,
    Status,
    Verdict,
)
from hub.immunizations.pack import CALIFORNIA, Pack, Series, birthday
from hub.immunizations.series import requirements
from hub.immunizations.status import exempts, status_of, susceptible

__all__ = [
    "CALIFORNIA",
    "Basis",
    "Child",
    "Disease",
    "Dose",
    "Due",
    "Exemption",
    "Pack",
    "Reason",
    "Requirement",
    "Series",
    "State",
    "Status",
    "Verdict",
    "birthday",
    "exempts",
    "requirements",
    "status_of",
    "susceptible",
]
