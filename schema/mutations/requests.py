"""Declared: asking to see or to correct a record, and the custodian's answer."""

from resolvers.mutations import requests
from schema.mutations.declared import VERSION, Shown, change

REQUEST = Shown("recordRequest", "RecordRequest", "The request, as you may read it.")

change(
    requests.ask_to_inspect,
    "Ask to see a student's record (slice REQ; 34 CFR 99.10): by when, the request says (IEP-13).",
    REQUEST,
    student_id="Whose record.",
    words="Which of it you want to see; all of it, unless you say.",
)
change(
    requests.request_correction,
    "Ask that a student's record be corrected (slice REQ; 34 CFR 99.20).",
    REQUEST,
    student_id="Whose record.",
    words="What is wrong or misleading in it, in your own words.",
    should_say="What it should say.",
    record_id="The record that is meant, by its id, if it is one that you read here.",
)
change(
    requests.answer_request,
    "Answer a request to see or correct a record (slice REQ). Whoever is refused a correction has "
    "a right to a hearing (34 CFR 99.21), and is told so.",
    REQUEST,
    id="The request.",
    version=VERSION,
    outcome="Whether the record was shown, or corrected.",
    answer="What is said to the family; why not, where it is refused.",
)
change(
    requests.keep_statement,
    "Keep a statement of the family with a refusal to correct their record (34 CFR 99.21(b)(2)).",
    REQUEST,
    id="The request that was refused.",
    version=VERSION,
    statement="Why you disagree, in your own words.",
)
