"""What is entered of court orders: one is filed, the document of one that lacks it arrives, and two
persons lift or shorten one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from admin.days import NO_DAY, day_typed
from admin.entered import Wrong
from admin.forms import Form, Given
from admin.language import marked
from admin.plain import Field, Kind, Plain
from admin.restrictions import ORDERS
from admin.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from admin.entered import Entered

    Path = Mapping[str, str]

NOBODY = marked("Choose whom the order binds.")
NO_KIND = marked("Choose what the court denies.")
NO_DOCUMENT = marked("Choose the file of the court's document.")
NO_END = marked("Say on which day it ends.")
PAPER = Field("documentKey", marked("Document of the court"), Kind.PAPER, needed=NO_DOCUMENT)
WHY = Field("reason", marked("Why"), hint=marked("For whoever asks later."))
TOLD = ("caseNumber", "court", "orderText")


def _said(entered: Entered) -> tuple[dict[str, Any], list[Given | Wrong]]:
    """What an order says as far as it was entered, and what is wrong with it."""
    said: dict[str, Any] = {name: entered[name] for name in TOLD if entered[name]}
    if (paper := entered.paper("documentKey")) is not None:
        said["documentKey"] = paper
    if not entered["endsOn"]:
        return said, []
    day = day_typed(entered["endsOn"])
    return {**said, "endsOn": day}, [] if day else [Wrong("endsOn", NO_DAY)]


def _filed(path: Path, entered: Entered) -> list[Given | Wrong]:
    """A court order that binds from now on (row 8; P-19)."""
    said, wrong = _said(entered)
    if not entered["guardianId"]:
        wrong.append(Wrong("guardianId", NOBODY))
    if entered["kind"] not in ORDERS:
        wrong.append(Wrong("kind", NO_KIND))
    whom = {"guardianId": entered["guardianId"], "kind": entered["kind"]}
    return wrong or [Given("fileOrder", {"studentId": path["id"], **whom, **said})]


def _document(path: Path, entered: Entered) -> list[Given | Wrong]:
    """The document of an order that has none (P-21)."""
    said, wrong = _said(entered)
    if entered.paper("documentKey") is None:
        wrong.append(Wrong("documentKey", NO_DOCUMENT))
    of = {"id": path["id"], "version": entered.number("version")}
    return wrong or [Given("fileOrderDocument", {**of, **said})]


def _of_one(verb: str, change: str, *fields: Field, checked: bool = False) -> Form:
    """A form about one order that has its document (P-20)."""
    path, then = f"/admin/orders/{{id}}/{verb}", "/admin?done=proposal"
    plain = Plain(path, f"orders/{verb}", "node", change, fields, lambda _: then, checked=checked)
    return plain.form


FORMS = (
    _of_one("lift", "proposeToLiftOrder", PAPER, WHY, checked=True),
    _of_one(
        "shorten",
        "proposeToShortenOrder",
        Field("endsOn", marked("First day without it"), Kind.DAY, needed=NO_END),
        PAPER,
        WHY,
        checked=True,
    ),
    _of_one("confirm", "confirmOrderProposal"),
    _of_one("withdraw", "withdrawOrderProposal", WHY),
    Form(
        Screen("/admin/students/{id}/order", "orders/file", subject="student"),
        _filed,
        lambda path: f"/admin/students/{path['id']}/family?done=order",
        checked=True,
        papers=("documentKey",),
    ),
    Form(
        Screen("/admin/orders/{id}/document", "orders/document", subject="node"),
        _document,
        lambda _path: "/admin?done=document",
        checked=True,
        papers=("documentKey",),
    ),
)
