"""What is entered of two students who are one child: said by one person, confirmed by another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from admin import twins
from admin.entered import Wrong
from admin.forms import Form, Given
from admin.language import marked
from admin.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from admin.entered import Entered

    Path = Mapping[str, str]

NOBODY = marked("Choose the other record of this child.")
NO_RECORD = marked("Choose the record that stays.")
UNDECIDED = marked("Choose what they are.")
NO_REASON = marked("Say how it was found that they are two children.")


def _one(path: Path, entered: Entered) -> list[Given | Wrong]:
    """That two records are of one child, and which of the two stays (SYN-3)."""
    wrong: list[Given | Wrong] = []
    if not entered["other"]:
        wrong.append(Wrong("other", NOBODY))
    if entered["stays"] not in {"THIS", "OTHER"}:
        wrong.append(Wrong("stays", NO_RECORD))
    if wrong:
        return wrong
    both = (path["id"], entered["other"])
    kept, given_up = both if entered["stays"] == "THIS" else both[::-1]
    said: dict[str, Any] = {"keptId": kept, "givenUpId": given_up}
    if entered["reason"]:
        said["reason"] = entered["reason"]
    fields = {(): "other", ("keptId",): "other", ("givenUpId",): "other"}
    return [Given("mergeStudents", said, fields)]


def _decided(path: Path, entered: Entered) -> list[Given | Wrong]:
    """Whether two students are one child: confirmed by another person, or taken back (SYN-3)."""
    said: dict[str, Any] = {"id": path["id"], "version": entered.number("version")}
    if entered["decision"] == "ONE":
        return [Given("confirmStudentMerge", said, counts=("moved", "left"))]
    if entered["decision"] != "TWO":
        return [Wrong("decision", UNDECIDED)]
    if not entered["reason"]:
        return [Wrong("reason", NO_REASON)]
    return [Given("unmergeStudents", {**said, "reason": entered["reason"]})]


FORMS = (
    Form(
        Screen("/admin/students/{id}/same", "twins/one", subject="student",
               asks=twins.asked, adds=twins.beside),
        _one,
        lambda _path: "/admin/same-students?done=one",
        checked=True,
    ),
    Form(
        Screen("/admin/same-students/{id}", "twins/pair", subject="node"),
        _decided,
        lambda _path: "/admin/same-students?done=decided",
        checked=True,
    ),
)  # fmt: skip
