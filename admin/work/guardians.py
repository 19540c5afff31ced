"""What is entered of guardians: the steps until one is validated, and whether two are one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from admin.entered import Wrong
from admin.forms import Form, Given
from admin.language import marked
from admin.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from admin.entered import Entered

    Path = Mapping[str, str]


def _validation(path: Path, entered: Entered) -> list[Given | Wrong]:
    """The steps that are left until a guardianship is validated, each after the former (GUA-1)."""
    said: dict[str, dict[str, Any]] = {
        "recordMatch": {"guardianId": entered["guardian"]},
        "verifyContact": _reached(entered),
        "verifyIdentity": {"document": entered["document"]},
        "validateGuardianship": {},
    }
    left = [step for step in said if step in entered["steps"].split()]
    first = entered.number("version")
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


UNDECIDED = marked("Choose what they are.")


def _pair(path: Path, entered: Entered) -> list[Given | Wrong]:
    """Whether two records are one person (GUA-3): kept apart, merged, or a merge confirmed."""
    said: dict[str, Any] = {"id": path["id"], "version": entered.number("version")}
    decision = entered["decision"]
    if not decision:
        return [Wrong("decision", UNDECIDED)]
    if decision == "CONFIRM":
        return [Given("confirmMerge", said)]
    if entered["reason"]:
        said["reason"] = entered["reason"]
    if decision == "APART":
        return [Given("keepApart", said)]
    return [Given("mergeGuardians", {**said, "keptId": decision}, {("keptId",): "decision"})]


FORMS = (
    Form(
        Screen("/admin/guardianships/{id}", "guardians/detail", subject="node"),
        _validation,
        lambda _path: "/admin/guardianships?done=validated",
        chained=True,
    ),
    Form(
        Screen("/admin/duplicates/{id}", "guardians/pair", subject="node"),
        _pair,
        lambda path: f"/admin/duplicates/{path['id']}?done=decided",
        checked=True,
    ),
)
