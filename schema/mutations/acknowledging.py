"""Declared: word that somebody was told."""

from resolvers.mutations import acknowledging
from schema.mutations.declared import Shown, change

change(
    acknowledging.acknowledge_iep,
    "Confirm that you know your part of the IEP in effect of a student whom you teach, once for "
    "each version (row 17; IEP-11). Reading never depends on it.",
    Shown("iepAcknowledgement", "IepAcknowledgement", "Your word, as you may read it."),
    iep_id="The version.",
)
change(
    acknowledging.acknowledge_notice,
    "Confirm that you were told of a notice under Education Code 49079 (row 22).",
    Shown("noticeReceipt", "NoticeReceipt", "Your receipt, as you may read it."),
    safety_notice_id="The notice.",
)
