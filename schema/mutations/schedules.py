"""Declared: consents to periods without content, and what the principal decides."""

from resolvers.mutations import schedules
from schema.mutations.declared import PAPER, VERSION, Shown, change

CONSENT = Shown("periodConsent", "PeriodConsent", "The consent, as you may read it.")
REASON = "Why, for whoever asks later."

change(
    schedules.record_period_consent,
    "Record a family's written consent to a section without content (slice 27.consent; SCH-1). The "
    "period stays a gap until the principal has approved it.",
    CONSENT,
    student_id="Whose period it is.",
    section_id="The section without content, in which the student has a seat.",
    signed_by="The name under the consent, as the paper has it.",
    paper="Where the paper is filed. " + PAPER,
    consented_on="The day of the signature: today, unless it is said.",
    reason=REASON,
)
change(
    schedules.decide_period,
    "Approve or refuse a period without content, as the principal (slice 27.approval; SCH-1).",
    CONSENT,
    id="The consent.",
    version=VERSION,
    decision="Whether the student may have the period.",
    reason=REASON,
)
change(
    schedules.withdraw_period_consent,
    "Record that a family takes such a consent back (slice 27.consent; SCH-1).",
    CONSENT,
    id="The consent.",
    version=VERSION,
    withdrawn_on="The first day on which it no longer holds: today, unless it is said.",
    reason=REASON,
)
