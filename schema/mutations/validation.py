"""Declared: changes of how far a guardianship is checked."""

from resolvers.mutations import validation
from schema.mutations.declared import VERSION, Shown, change
from schema.mutations.rights import BOND, THE_BOND

change(
    validation.record_match,
    "Record who the adult in a guardianship is, once the same adult was searched for elsewhere "
    "(row 6; GUA-3). One that was rejected begins anew.",
    BOND,
    id=THE_BOND,
    version=VERSION,
    guardian_id="The adult in it: a guardianship is never handed on to somebody else.",
)
change(
    validation.verify_contact,
    "Record that the adult was reached as recorded, by phone or e-mail (row 6; GUA-2).",
    BOND,
    id=THE_BOND,
    version=VERSION,
    phone="The number on record by which they were reached: ten digits, and x with an extension.",
    phone_type="What kind of telephone that is: asked for with a number.",
    email="The address on record from which they answered.",
)
change(
    validation.verify_identity,
    "Record that a document was seen that shows who the adult is (row 6).",
    BOND,
    id=THE_BOND,
    version=VERSION,
    document="Which kind of document; neither its number nor a copy is kept.",
)
change(
    validation.validate_guardianship,
    "Validate a guardianship through the next 30 June, once contact and identity are verified, or "
    "renew it when it has expired and contact was verified anew (row 6; GUA-1, GUA-4).",
    BOND,
    id=THE_BOND,
    version=VERSION,
)
change(
    validation.reject_guardianship,
    "Reject a guardianship that was found untrue (row 6). Whoever reads the record by it, or holds "
    "a right, has these revoked first (P-17).",
    BOND,
    id=THE_BOND,
    version=VERSION,
    reason="Why, for whoever asks later.",
)
change(
    validation.keep_apart,
    "Decide that two guardians who look like one person are two (row 6; GUA-3), for all their "
    "children at once.",
    Shown("guardianCandidate", "GuardianCandidate", "The two, as you may read of them."),
    id="The two, as found for one of their children.",
    version=VERSION,
    reason="Why, for whoever asks later.",
)
