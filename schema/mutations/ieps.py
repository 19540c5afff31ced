"""Declared: sessions of services that an IEP prescribes."""

from resolvers.mutations import ieps
from schema.mutations.declared import Shown, change

change(
    ieps.log_service,
    "Log a session of a service that you deliver (row 18; IEP-12).",
    Shown("serviceSession", "ServiceSession", "The session, as you may read it."),
    iep_service_id="The service.",
    minutes="How long it was, or should have been.",
    day="The day of it: today, unless it is said.",
    outcome="Whether it took place: it did, unless it is said.",
)
