"""Declared: guardians on record twice are merged, and unmerged."""

from resolvers.mutations import merging
from schema.mutations.declared import VERSION, Shown, change

PAIR = Shown("guardianCandidate", "GuardianCandidate", "The two, as you may read of them.")
THE_PAIR = "The two, as found for one of their children."
change(
    merging.merge_guardians,
    "Decide that two guardians who look like one person are one (row 6; GUA-3, GUA-8), for all "
    "their children at once. What hung on the other hangs on who is kept, and the other signs in "
    "no more. Orders against either bind at once; of a child of both, what holds is what both "
    "records say, until another person has confirmed it.",
    PAIR,
    id=THE_PAIR,
    version=VERSION,
    kept_id="Which of the two stands for both.",
    reason="Why, for whoever asks later.",
)
change(
    merging.confirm_merge,
    "Confirm that two guardians whom another person merged are one (row 6; GUA-3, P-17): what the "
    "merge closed is open again, but for what was revoked by either record.",
    PAIR,
    id=THE_PAIR,
    version=VERSION,
)
change(
    merging.unmerge_guardians,
    "Take the merge of two guardians back (row 6): everything is with whom it was, and they are to "
    "be looked at again. Refused where something of it was changed since.",
    PAIR,
    id=THE_PAIR,
    version=VERSION,
    reason="How it was found that they are two people.",
)
