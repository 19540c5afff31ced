"""Declared: students on record twice are merged, and unmerged."""

from resolvers.mutations import identity
from schema.mutations.declared import VERSION, Shown, change

COUNTS = (
    ("moved", "How many rows went over, of those that you may read; null where it was refused."),
    ("left", "How many stayed behind, of those that you may read; null where it was refused."),
)
change(
    identity.merge_students,
    "Say that two students on record are one child (slice 1.same). Nothing follows until another "
    "person has confirmed it by `confirmStudentMerge`: families would read of another's child.",
    Shown("studentMerge", "StudentMerge", "What was said of who is kept, as you may read it."),
    kept_id="Who stands for both: the one whose dates and rights are right where both say some.",
    given_up_id="Whose record goes on with the other one.",
    reason="Why, for whoever asks later.",
)
change(
    identity.confirm_student_merge,
    "Confirm what another person said: that two students are one child (slice 1.same; SYN-3). What "
    "is on record of the one is on record of who is kept from now on, and the other one signs in "
    "no more. What both records say stands once; of a guardian in both, what both say holds. "
    "Refused where only one of them can be right: two schools on a day, two orders of a kind.",
    Shown("studentMerge", "StudentMerge", "The two as you may read it; null in a dry run.", COUNTS),
    id="What was said of one of the two.",
    version=VERSION,
    dry_run="Whether only to say what would come of it: then nothing of it happens.",
)
change(
    identity.unmerge_students,
    "Take the merge of two students back, or that it was proposed (slice 1.same). What went goes "
    "back with what hangs on it since; what else was entered since stays with who was kept.",
    Shown("student", "Student", "Who was kept, as you may read of them.", COUNTS),
    id="What was said of one of the two.",
    version=VERSION,
    reason="How it was found that they are two children.",
)
