"""What is entered of health beside visits: alerts that everybody reads, and exemptions."""

from __future__ import annotations

from dataclasses import replace

from admin.language import marked
from admin.plain import Field, Kind, Plain

SEVERITIES = ("NOTICE", "SERIOUS", "LIFE_THREATENING")
BASES = ("REGISTRY", "PHYSICIAN", "BELIEF")
NO_INSTRUCTION = marked("Say what is to be done.")
NO_SEVERITY = marked("Choose how serious it is.")
WHAT = Field("instruction", marked("What to do"), Kind.LINES, needed=NO_INSTRUCTION, kept=True)
HOW_SERIOUS = Field(
    "severity", marked("How serious it is"), Kind.ONE, needed=NO_SEVERITY, codes=SEVERITIES,
    kept=True,
)  # fmt: skip
FOOD = Field("dietary", marked("Is it about food?"), Kind.YES, kept=True)
UNTIL = Field("endsOn", marked("First day without it"), Kind.DAY, hint=marked("Empty: no end."),
              kept=True)  # fmt: skip

WRITE = Plain(
    "/admin/students/{id}/alert",
    "alerts/write",
    "student",
    "writeHealthAlert",
    tuple(replace(each, kept=False) for each in (WHAT, HOW_SERIOUS, FOOD, UNTIL)),
    lambda path: f"/admin/students/{path['id']}/health?done=alert",
    of="studentId",
    versioned=False,
)
CHANGE = Plain(
    "/admin/alerts/{id}",
    "alerts/change",
    "node",
    "changeHealthAlert",
    (WHAT, HOW_SERIOUS, FOOD, UNTIL),
    lambda _path: "/admin?done=alert",
)
EXEMPT = Plain(
    "/admin/students/{id}/exemption",
    "exemptions/record",
    "student",
    "recordExemption",
    (
        Field("basis", marked("On what does it rest?"), Kind.ONE, codes=BASES,
              needed=marked("Choose on what it rests.")),
        Field("issuedOn", marked("Issued on"), Kind.DAY,
              needed=marked("Say on which day it was issued.")),
        Field("endsOn", marked("First day without it"), Kind.DAY, hint=marked("Empty: no end.")),
        Field("documentKey", marked("The paper"), Kind.PAPER,
              hint=marked("None, if there is none.")),
    ),
    lambda path: f"/admin/students/{path['id']}/health?done=exemption",
    of="studentId",
    versioned=False,
    checked=True,
)  # fmt: skip

FORMS = (WRITE.form, CHANGE.form, EXEMPT.form)
