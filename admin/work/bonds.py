"""What is entered of a family: rights, how a guardian is reached, and emergency contacts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from admin.language import marked
from admin.plain import Field, Kind, Plain

if TYPE_CHECKING:
    from admin.forms import Form

RIGHTS = ("PORTAL", "RECORDS", "GRADES", "HEALTH", "PICKUP", "MAILINGS", "DECISIONS")
RELATIONSHIPS = (
    "MOTHER",
    "FATHER",
    "PARENT",
    "STEPPARENT",
    "GRANDPARENT",
    "FOSTER_PARENT",
    "AUNT_OR_UNCLE",
    "SIBLING",
    "OTHER",
)
PHONES = ("MOBILE", "HOME", "WORK")
PAPER = Field(
    "documentKey",
    marked("Document that shows it"),
    Kind.PAPER,
    hint=marked("None, if it takes none."),
)
WHY_NEEDED = Field("reason", marked("Why"), needed=marked("Say why: it stays on record."))
WHY = Field("reason", marked("Why"), hint=marked("For whoever asks later."))
NO_NAME = marked("Say who it is.")
CONTACT = (
    Field("name", marked("Name"), needed=NO_NAME),
    Field("phone", marked("Phone")),
    Field("mayPickUp", marked("May they collect the student?"), Kind.YES),
    Field("priority", marked("In which place they are called"), Kind.NUMBER,
          hint=marked("1 is called first.")),
)  # fmt: skip
"""What an emergency contact has that may be changed."""


def _ticked(label: str) -> Field:
    needed = marked("Tick at least one right.")
    return Field("rights", label, Kind.TICKS, needed=needed, codes=RIGHTS)


def _bond(verb: str, change: str, *fields: Field) -> Form:
    """A form about one guardianship, which is looked over before it is entered."""
    path, then = f"/admin/guardianships/{{id}}/{verb}", f"/admin?done={verb}"
    return Plain(
        path, f"guardians/{verb}", "node", change, fields, lambda _: then, checked=True
    ).form


CHANGE = Plain(
    "/admin/guardians/{id}/contact",
    "guardians/contact",
    "node",
    "changeContact",
    (
        Field("phone", marked("Phone"), kept=True),
        Field("phoneType", marked("Kind of phone"), Kind.ONE, codes=PHONES, kept=True),
        Field("email", marked("E-mail"), kept=True),
        Field("language", marked("Language"), kept=True,
              hint=marked("By its code, as in en, es or vi.")),
    ),
    lambda _path: "/admin?done=reached",
)  # fmt: skip
ADD = Plain(
    "/admin/students/{id}/contact",
    "contacts/add",
    "student",
    "addEmergencyContact",
    (
        CONTACT[0],
        Field("relationship", marked("Relationship"), Kind.LIST, codes=RELATIONSHIPS,
              needed=marked("Choose what they are to the student.")),
        *CONTACT[1:],
    ),
    lambda path: f"/admin/students/{path['id']}/family?done=contact",
    of="studentId",
    versioned=False,
)  # fmt: skip
AMEND = Plain(
    "/admin/contacts/{id}",
    "contacts/change",
    "node",
    "changeEmergencyContact",
    tuple(replace(each, kept=True) for each in CONTACT),
    lambda _path: "/admin?done=contact",
)

FORMS = (
    _bond("rights", "setRights", _ticked(marked("Which rights they get")), PAPER, WHY),
    _bond("revoke", "revokeRights", _ticked(marked("Which rights end")), PAPER, WHY_NEEDED),
    _bond("reject", "rejectGuardianship", WHY_NEEDED),
    CHANGE.form,
    ADD.form,
    AMEND.form,
)
