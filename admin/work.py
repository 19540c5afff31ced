"""The work that is entered on a form, each with how its fields become the change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from admin.forms import Form, Given
from admin.screens import Screen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from admin.entered import Entered

    Path = Mapping[str, str]

PRESENT = "PRESENT"
"""What a roll says of whoever was there; the change takes exceptions only (ATT-4)."""


def _roll(path: Path, entered: Entered) -> Given:
    """The roll of a section: who is not marked as present."""
    absences: list[dict[str, Any]] = []
    fields: dict[tuple[str, ...], str] = {}
    for student, status in entered.each("status-"):
        if status == PRESENT:
            continue
        fields["absences", str(len(absences))] = f"status-{student}"
        absences.append({"studentId": student, "status": status})
    return Given({"sectionId": path["id"], "absences": absences}, fields)


def _visit(path: Path, entered: Entered) -> Given:
    """A visit to the nurse: what is not said is left out."""
    said = {name: entered[name] for name in ("complaint", "treatment") if entered[name]}
    return Given(
        {
            "studentId": path["id"],
            "complaint": "",
            **said,
            "confidential": entered["confidential"] == "yes",
        },
        {("complaint",): "complaint", ("treatment",): "treatment"},
    )


FORMS = (
    Form(
        Screen("/admin/sections/{id}/roll", "sections/roll", subject="section", dated=True),
        "takeAttendance",
        _roll,
        lambda path: f"/admin/sections/{path['id']}?done=roll",
    ),
    Form(
        Screen("/admin/students/{id}/visit", "students/visit", subject="student"),
        "recordVisit",
        _visit,
        lambda path: f"/admin/students/{path['id']}?done=visit",
    ),
)
