"""What is entered of an incident: the report of whoever saw it, and what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from admin.days import NO_DAY, day_typed
from admin.entered import Wrong
from admin.forms import Form, Given
from admin.language import marked
from admin.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from admin.entered import Entered

    Path = Mapping[str, str]

NOBODY_CHOSEN = marked("Say who took part.")
NO_SCHOOL = marked("Choose the school where it happened.")
NO_STUDENT = marked("Choose for whom it is ordered.")


def _report(_path: Path, entered: Entered) -> list[Given | Wrong]:
    """An incident with all who took part, or not at all."""
    wrong: list[Given | Wrong] = []
    parts: list[dict[str, Any]] = []
    fields: dict[tuple[str, ...], str] = {}
    for student, role in entered.each("role-"):
        if role:
            fields["participants", str(len(parts))] = f"role-{student}"
            parts.append({"studentId": student, "role": role})
    said: dict[str, Any] = {"schoolId": entered["schoolId"], "category": entered["category"],
                            "participants": parts}  # fmt: skip
    said |= {name: entered[name] for name in ("location", "description") if entered[name]}
    if not parts:
        wrong.append(Wrong("", NOBODY_CHOSEN))
    if not entered["schoolId"]:
        wrong.append(Wrong("schoolId", NO_SCHOOL))
    if entered["occurredOn"]:
        said["occurredOn"] = day_typed(entered["occurredOn"])
        if said["occurredOn"] is None:
            wrong.append(Wrong("occurredOn", NO_DAY))
    return wrong or [Given("reportIncident", said, fields)]


def _follow(path: Path, entered: Entered) -> list[Given | Wrong]:
    """What an incident was, whether it is closed, and what is ordered for one student: this last,
    so that a page that comes back orders nothing twice.
    """
    version = entered.number("version")
    changes: list[Given | Wrong] = []
    if entered["status"] == "REPORTED" or entered["category"] != entered["former"]:
        said = {"id": path["id"], "version": version, "category": entered["category"]}
        changes.append(Given("classifyIncident", said))
        version += 1
    if entered["close"]:
        changes.append(Given("closeIncident", {"id": path["id"], "version": version}))
    if entered["kind"]:
        ordered = _ordered(path, entered)
        if isinstance(ordered, Wrong):
            return [ordered]
        changes.append(ordered)
    return changes


def _ordered(path: Path, entered: Entered) -> Given | Wrong:
    day = day_typed(entered["startsOn"])
    if not entered["student"]:
        return Wrong("student", NO_STUDENT)
    if day is None:
        return Wrong("startsOn", NO_DAY)
    said: dict[str, Any] = {
        "incidentId": path["id"],
        "studentId": entered["student"],
        "kind": entered["kind"],
        "startsOn": day,
        "orderedDays": entered["orderedDays"] or "0",
    }
    return Given("orderAction", said, {(): "orderedDays", ("studentId",): "student"})


FORMS = (
    Form(
        Screen("/admin/students/{id}/incident", "students/incident", subject="student"),
        _report,
        lambda path: f"/admin/students/{path['id']}?done=incident",
    ),
    Form(
        Screen("/admin/sections/{id}/incident", "sections/incident", subject="section"),
        _report,
        lambda path: f"/admin/sections/{path['id']}?done=incident",
    ),
    Form(
        Screen("/admin/incidents/{id}", "incidents/detail", subject="node"),
        _follow,
        lambda _path: "/admin?done=followed",
        chained=True,
    ),
)
