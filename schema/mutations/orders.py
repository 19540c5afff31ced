"""Declared: changes of court orders that take two persons and a document."""

from resolvers.mutations import orders
from schema.mutations.declared import PAPER, VERSION, Shown, change

ORDER = Shown("courtOrder", "CourtOrder", "The order, as you may read it.")
THE_ORDER = "The order."
DOCUMENT = "The court's document that shows it. " + PAPER
REASON = "Why, for whoever asks later."

change(
    orders.file_order_document,
    "File the document of a court order that has none (row 8; P-21). It lapses no more, or binds "
    "again if it had, and withholds what its kind does.",
    ORDER,
    id=THE_ORDER,
    version=VERSION,
    document_key="The document. " + PAPER,
    case_number="The number of the case, if that is to be said.",
    court="The court, if that is to be said.",
    order_text="What the order says, if that is to be said.",
    ends_on="The first day on which the court no longer denies it, if the order says one.",
)
change(
    orders.propose_to_lift_order,
    "Propose to lift a court order (row 8). It binds on until another person who may do the same "
    "confirms it.",
    ORDER,
    id=THE_ORDER,
    version=VERSION,
    document_key=DOCUMENT,
    reason=REASON,
)
change(
    orders.propose_to_shorten_order,
    "Propose that a court order ends earlier (row 8). It stays as it is until another person "
    "confirms it; and then, too, it binds until someone has decided (P-20).",
    ORDER,
    id=THE_ORDER,
    version=VERSION,
    ends_on="The first day on which the court no longer denies it.",
    document_key=DOCUMENT,
    reason=REASON,
)
change(
    orders.confirm_order_proposal,
    "Confirm what another person has proposed of a court order (row 8).",
    ORDER,
    id=THE_ORDER,
    version=VERSION,
)
change(
    orders.withdraw_order_proposal,
    "Withdraw what was proposed of a court order, or refuse it (row 8).",
    ORDER,
    id=THE_ORDER,
    version=VERSION,
    reason=REASON,
)
