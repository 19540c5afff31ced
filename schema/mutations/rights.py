"""Declared: changes of what an adult may do for one child."""

from resolvers.mutations import rights
from schema.mutations.declared import PAPER, VERSION, Shown, change

BOND = Shown("guardianship", "Guardianship", "How they stand to the child, as you may read it.")
THE_BOND = "How the adult stands to the child: each child has its own."

change(
    rights.set_rights,
    "Set what an adult may do for one child, from today on (row 8; GUA-7, GUA-8). With RECORDS the "
    "record opens to them; no order that binds them is overruled.",
    BOND,
    id=THE_BOND,
    version=VERSION,
    rights="What they may do.",
    document_key="The document that gives it to who is no parent. " + PAPER,
    reason="Why, for whoever asks later.",
)
change(
    rights.revoke_rights,
    "Revoke what an adult may do for one child, at once (row 8; P-17). With RECORDS the record "
    "closes to them, with all that comes with it.",
    BOND,
    id=THE_BOND,
    version=VERSION,
    rights="What they may no longer do.",
    reason="Why, for whoever asks later.",
    document_key="The document that shows it; needed unless they are a contact. " + PAPER,
)
