"""Declared: consents and opt-outs, documents, and surveys with the consent that they need."""

from hub.models import consents as kept
from schema.declared import column, paged, planned, to_one
from schema.withheld import Node


@planned(kept.Consent, "cns", order=("starts_on",))
class Consent(Node):
    """A consent or a refusal (slice CNS; what staff have to honour CNS.honour)."""

    kind = column("To what.")
    state = column("Whether it was given or refused.")
    records = column("Which records may be released; null where it is about none.")
    purpose = column("For what they may be released; null where it is about none.")
    party = column("To whom they may be released; null where it is about none.")
    starts_on = column("The day of the signature.")
    ends_on = column("The first day on which it no longer holds; null while it does.")
    student = to_one("student_id", "About whom.")
    guardian = to_one("guardian_id", "Who signed; null if the student of age did.")
    vendor = to_one(
        "vendor_id", "Which vendor it is about; null for all, or where it is about none."
    )


@planned(kept.Document, "doc", order=("filed_on",))
class Document(Node):
    """A file of a student's record (slice DOC; its kind decides: 12.document, 18.document)."""

    kind = column("What it is about.")
    title = column("What the office calls it.")
    file_key = column("The key of its file: of one that was sent in here, or in a store elsewhere.")
    filed_on = column("The day on which it was filed.")
    confidential = column("Whether it is about a service to which a minor consented alone.")
    student = to_one("student_id", "Whose record it is part of.")


@planned(kept.Survey, "svy", order=("given_on",))
class Survey(Node):
    """A survey, whose questions anyone may inspect (slice 32.instrument)."""

    title = column("What it is called.")
    instrument = column("Its questions, or where they are kept.")
    protected_areas = column("Which protected areas it asks about; null where none.")
    given_on = column("The day on which students are asked.")
    responses = paged(kept.SurveyResponse.survey_id, "Consents and answers.")


@planned(kept.SurveyResponse, "svr")
class SurveyResponse(Node):
    """A student's consent to one survey, and the answers (slice 32; without them 32.consent)."""

    consent = column("What the family said.")
    answered_on = column("The day of answering; null where the student did not.")
    answers = column("The answers; null where there are none.")
    student = to_one("student_id", "Who was asked.")
    survey = to_one("survey_id", "What they were asked.")
