"""Declared: saving questions of the list of students, naming them anew, and dropping them."""

from resolvers.mutations import scopes
from schema.mutations.declared import VERSION, Shown, change

SCOPE = Shown("scope", "SavedScope", "The question, as you may read it.")

change(
    scopes.save_scope,
    "Save a question of the list of students under a name (S8), to ask it again. A name that was "
    "searched isn't part of it, and neither is an answer.",
    SCOPE,
    name="What you call it; not after a child.",
    grade_level="The grade that it asks for, from -1 (preschool) to 12; left out: any.",
    school_id="The school that it asks for; left out: any.",
    sorted_by="The order of the list; left out: its own.",
)
change(
    scopes.rename_scope,
    "Call a question that you saved by another name (S8).",
    SCOPE,
    id="The question.",
    version=VERSION,
    name="What you call it; not after a child.",
)
change(
    scopes.drop_scope,
    "Drop a question that you saved (S8).",
    Shown("owner", "StaffMember", "Whose it was: yourself, as you may read it."),
    id="The question.",
)
