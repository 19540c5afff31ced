"""What is entered of periods without content: a family's consent, and the principal's decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.days import NO_DAY, day_typed
from admin.entered import Wrong
from admin.forms import Form, Given
from admin.language import marked
from admin.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from admin.entered import Entered

    Path = Mapping[str, str]

NOBODY = marked("Say who signed the consent.")
NOWHERE = marked("Choose the file of the paper, or say where the paper is.")
NOT_DECIDED = marked("Choose what you decide.")


def _consent(_path: Path, entered: Entered) -> list[Given | Wrong]:
    """What the paper says: by whom, when, and where it is."""
    wrong: list[Given | Wrong] = []
    day = day_typed(entered["consentedOn"])
    if not entered["signedBy"]:
        wrong.append(Wrong("signedBy", NOBODY))
    if day is None:
        wrong.append(Wrong("consentedOn", NO_DAY))
    paper = entered.paper("paper") or entered["place"]
    if not paper:
        wrong.append(Wrong("paper", NOWHERE))
    said = {
        "studentId": entered["student"],
        "sectionId": entered["section"],
        "signedBy": entered["signedBy"],
        "consentedOn": day,
        "paper": paper,
    }
    return wrong or [Given("recordPeriodConsent", said)]


def _decide(path: Path, entered: Entered) -> list[Given | Wrong]:
    if entered["decision"] not in ("APPROVED", "REFUSED"):
        return [Wrong("decision", NOT_DECIDED)]
    said = {
        "id": path["id"],
        "version": entered.number("version"),
        "decision": entered["decision"],
    }
    return [Given("decidePeriod", said)]


FORMS = (
    Form(
        Screen("/admin/seats/{id}/consent", "schedules/consent", subject="node"),
        _consent,
        lambda _path: "/admin?done=consented",
        papers=("paper",),
    ),
    Form(
        Screen("/admin/periods/{id}", "schedules/decide", subject="node"),
        _decide,
        lambda _path: "/admin?done=period",
    ),
)
