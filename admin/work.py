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


def _roll(path: Path, entered: Entered) -> list[Given]:
    """The roll of a section: who is not marked as present."""
    absences: list[dict[str, Any]] = []
    fields: dict[tuple[str, ...], str] = {}
    for student, status in entered.each("status-"):
        if status == PRESENT:
            continue
        fields["absences", str(len(absences))] = f"status-{student}"
        absences.append({"studentId": student, "status": status})
    said = {"sectionId": path["id"], "absences": absences}
    return [Given("takeAttendance", said, fields)]


def _visit(path: Path, entered: Entered) -> list[Given]:
    """A visit to the nurse: what is not said is left out."""
    said: dict[str, Any] = {"studentId": path["id"], "complaint": entered["complaint"]}
    if entered["treatment"]:
        said["treatment"] = entered["treatment"]
    if entered["confidential"]:
        said["confidential"] = True
    return [Given("recordVisit", said)]


def _validation(path: Path, entered: Entered) -> list[Given]:
    """The steps that are left until a guardianship is validated, each after the former (GUA-1)."""
    said: dict[str, dict[str, Any]] = {
        "recordMatch": {"guardianId": entered["guardian"]},
        "verifyContact": _reached(entered),
        "verifyIdentity": {"document": entered["document"]},
        "validateGuardianship": {},
    }
    left = [step for step in said if step in entered["steps"].split()]
    first = int(entered["version"]) if entered["version"].isdecimal() else 0
    return [
        Given(
            step,
            {"id": path["id"], "version": first + number, **said[step]},
            {(): ALL_OF_IT.get(step, "")},
        )
        for number, step in enumerate(left)
    ]


ALL_OF_IT = {"verifyContact": "phoneType", "verifyIdentity": "document"}
"""At which field of the form a step is answered."""


def _reached(entered: Entered) -> dict[str, Any]:
    """By what an adult was reached: by e-mail, or by a phone of some kind."""
    if entered["phoneType"] == "EMAIL":
        return {"email": entered["email"]}
    kind = {"phoneType": entered["phoneType"]} if entered["phoneType"] else {}
    return {"phone": entered["phone"], **kind}


FORMS = (
    Form(
        Screen("/admin/sections/{id}/roll", "sections/roll", subject="section", dated=True),
        _roll,
        lambda path: f"/admin/sections/{path['id']}?done=roll",
    ),
    Form(
        Screen("/admin/students/{id}/visit", "students/visit", subject="student"),
        _visit,
        lambda path: f"/admin/students/{path['id']}?done=visit",
    ),
    Form(
        Screen("/admin/guardianships/{id}", "guardians/detail", subject="node"),
        _validation,
        lambda _path: "/admin/guardianships?done=validated",
        chained=True,
    ),
)
