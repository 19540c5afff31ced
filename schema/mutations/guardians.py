"""Declared: changes of how families are reached, and of court orders."""

from resolvers.mutations import guardians
from schema.mutations.declared import PAPER, VERSION, Shown, change

CONTACT = Shown("emergencyContact", "EmergencyContact", "The contact, as you may read it.")
REACHED = "The number: ten digits, and x with an extension if there is one."

change(
    guardians.change_contact,
    "Change how a guardian is reached (row 6; GUA-2).",
    Shown("guardian", "Guardian", "The guardian, as you may read them."),
    id="The guardian.",
    version=VERSION,
    phone=REACHED,
    phone_type="What kind of telephone that is, if that changes.",
    email="The address for e-mail, if that changes.",
    language="The language in which to write, if that changes.",
)
change(
    guardians.add_emergency_contact,
    "Say whom to call about a student (row 7).",
    CONTACT,
    student_id="About whom.",
    name="Who is called.",
    relationship="How they stand to the student.",
    phone=REACHED,
    may_pick_up="Whether they may collect the student.",
    priority="In which place they are called: 1 is the first.",
)
change(
    guardians.change_emergency_contact,
    "Change whom to call about a student (row 7).",
    CONTACT,
    id="The contact.",
    version=VERSION,
    name="Who is called, if that changes.",
    phone=REACHED,
    may_pick_up="Whether they may collect the student, if that changes.",
    priority="In which place they are called, if that changes.",
)
change(
    guardians.file_order,
    "File what a court denies a guardian towards a child (row 8; P-18, P-19). Without a document "
    "it withholds everything, and lapses after five school days (P-21).",
    Shown("courtOrder", "CourtOrder", "The order, as you may read it."),
    student_id="Towards which child.",
    guardian_id="To whom.",
    kind="What is denied.",
    starts_at="From when on it binds: from now, unless a moment is said.",
    ends_on="The first day on which the court no longer denies it, if the order says one.",
    document_key="The document. " + PAPER,
    case_number="The number of the case.",
    court="The court.",
    order_text="What the order says.",
)
