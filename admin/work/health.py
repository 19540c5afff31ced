"""What is entered at a health office: visits, medication, doses of vaccines, and openings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from admin.days import NO_DAY, day_typed
from admin.entered import Wrong
from admin.forms import Form, Given
from admin.home import due_doses
from admin.language import marked
from admin.screen import Screen
from admin.words import person

if TYPE_CHECKING:
    from collections.abc import Mapping

    from admin.entered import Entered

    Path = Mapping[str, str]

EMERGENCIES = frozenset({"HEALTH", "SAFETY"})
NO_EMERGENCY = marked("Choose what is in danger.")
NOBODY_TICKED = marked("Tick who took their dose, or say why one was not given.")


def _visit(path: Path, entered: Entered) -> list[Given | Wrong]:
    """A visit to the nurse: what is not said is left out."""
    said: dict[str, Any] = {"studentId": path["id"], "complaint": entered["complaint"]}
    if entered["treatment"]:
        said["treatment"] = entered["treatment"]
    if entered["confidential"]:
        said["confidential"] = True
    return [Given("recordVisit", said)]


def _left(path: Path, entered: Entered) -> list[Given | Wrong]:
    """A student goes back: now, with what was done."""
    said: dict[str, Any] = {"id": path["id"], "version": entered.number("version")}
    if entered["treatment"]:
        said["treatment"] = entered["treatment"]
    return [Given("closeVisit", said)]


def _round(_path: Path, entered: Entered) -> list[Given | Wrong]:
    """A round of medication: a change for each order that is ticked, or of which is said why not.
    Each has a key by its order, so that sending the page again records no dose twice.
    """
    orders = dict.fromkeys(
        order
        for kind in ("given-", "note-")
        for order, value in entered.each(kind)
        if value
    )  # fmt: skip
    doses: list[Given | Wrong] = [
        Given(
            "recordMedication",
            {
                "medicationOrderId": order,
                "outcome": _outcome(entered, order),
                "firstToday": True,
            },
            {(): f"given-{order}"},
            name=order,
        )
        for order in orders
    ]
    return doses or [Wrong("", NOBODY_TICKED)]


def _outcome(entered: Entered, order: str) -> str:
    note = entered[f"note-{order}"]
    if entered[f"given-{order}"]:
        return f"Given. {note}".strip()
    return f"Not given: {note}"


def _whose(found: dict[str, Any], _query: Mapping[str, str]) -> dict[str, Any]:
    """The doses of the round, and whose each is, for the summary of what is wrong: `names`."""
    due = due_doses(found)
    return {**due, "names": {f"given-{each['order']['id']}": person(each["student"])
                             for each in due["doses"]}}  # fmt: skip


def _dose(path: Path, entered: Entered) -> list[Given | Wrong]:
    """A dose of a vaccine, as a paper or a registry says."""
    day = day_typed(entered["givenOn"])
    if day is None:
        return [Wrong("givenOn", NO_DAY)]
    said: dict[str, Any] = {
        "studentId": path["id"],
        "vaccine": entered["vaccine"],
        "givenOn": day,
        "source": entered["source"],
    }
    if entered["confidential"]:
        said["confidential"] = True
    return [Given("recordDose", said)]


def _open(path: Path, entered: Entered) -> list[Given | Wrong]:
    """A health record is opened in an emergency (P-12)."""
    if entered["emergency"] not in EMERGENCIES:
        return [Wrong("emergency", NO_EMERGENCY)]
    said = {name: entered[name] for name in ("emergency", "reason")}
    return [Given("openRecord", {"studentId": path["id"], **said})]


def _review(path: Path, entered: Entered) -> list[Given | Wrong]:
    """Somebody looked into a health record that was opened in an emergency (P-12)."""
    said: dict[str, Any] = {"id": path["id"], "version": entered.number("version")}
    if entered["reason"]:
        said["reason"] = entered["reason"]
    return [Given("reviewOpening", said)]


FORMS = (
    Form(
        Screen("/admin/students/{id}/visit", "students/visit", subject="student"),
        _visit,
        lambda path: f"/admin/students/{path['id']}?done=visit",
    ),
    Form(
        Screen("/admin/visits/{id}", "visits/detail", subject="node"),
        _left,
        lambda _path: "/admin?done=left",
    ),
    Form(
        Screen("/admin/medication", "medication/round", dated=True, adds=_whose),
        _round,
        lambda _path: "/admin/medication?done=given",
    ),
    Form(
        Screen("/admin/students/{id}/dose", "students/dose", subject="student"),
        _dose,
        lambda path: f"/admin/students/{path['id']}/health?done=dose",
    ),
    Form(
        Screen("/admin/students/{id}/open", "openings/open", subject="student"),
        _open,
        lambda path: f"/admin/students/{path['id']}/health?done=opened",
    ),
    Form(
        Screen("/admin/openings/{id}", "openings/detail", subject="node"),
        _review,
        lambda _path: "/admin?done=reviewed",
    ),
)  # fmt: skip
