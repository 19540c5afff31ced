"""Declared: opting out of what is done unless a family refuses, and in again."""

from resolvers.mutations import consents
from schema.mutations.declared import VERSION, Shown, change

CONSENT = Shown("consent", "Consent", "What was said, as you may read it.")

change(
    consents.record_opt_out,
    "Opt out for a student, from today on: of directory information, pictures, recruiters or what "
    "vendors get (slice CNS; P-29, P-31).",
    CONSENT,
    student_id="For whom.",
    kind="Of what.",
    vendor_id="Which vendor is to get nothing; all of them, unless one is named.",
    guardian_id="Which guardian said so: you, unless you record it for somebody. No guardian is "
    "the student of age.",
    reason="How it was said, such as a letter, for whoever asks later.",
)
change(
    consents.withdraw_opt_out,
    "Take a refusal back, from today on (slice CNS): your own, or any if you are the student of "
    "age or record it for the family.",
    CONSENT,
    id="The refusal.",
    version=VERSION,
    reason="How it was said, for whoever asks later.",
)
