"""What is entered of saved scopes: one is saved, called otherwise, or dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from admin import scopes
from admin.entered import Wrong
from admin.forms import Form, Given
from admin.language import marked
from admin.plain import Field, Plain
from admin.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from admin.entered import Entered

NO_NAME = marked("Say what you call it.")
NO_QUESTION = marked("Choose a grade, a school or an order in the list first.")
AT_NAME = {(): "name", ("gradeLevel",): "name", ("schoolId",): "name", ("sortedBy",): "name"}
"""What is wrong with a part of the address is said at the one field that there is."""
CALLED = Field("name", marked("What you call it"), needed=NO_NAME, kept=True,
               hint=marked("Not after a child."))  # fmt: skip


def saved(_path: Mapping[str, str], entered: Entered) -> Sequence[Given | Wrong]:
    """The question of the address, under a name."""
    if not entered["name"]:
        return [Wrong("name", NO_NAME)]
    if not any(entered[part] for part in scopes.PARTS):
        return [Wrong("name", NO_QUESTION)]
    grade, school, order = (entered[part] for part in scopes.PARTS)
    asked: dict[str, Any] = {"name": entered["name"]}
    if grade:
        asked["gradeLevel"] = int(grade) if grade.removeprefix("-").isdecimal() else grade
    if school:
        asked["schoolId"] = school
    if order:
        asked["sortedBy"] = scopes.CODES.get(order, order)
    return [Given("saveScope", asked, AT_NAME)]


SAVE = Form(
    Screen("/admin/scopes", "scopes/list", adds=scopes.told),
    saved,
    lambda _path: "/admin/students?done=scope",
)
RENAME = Plain(
    "/admin/scopes/{id}",
    "scopes/rename",
    "node",
    "renameScope",
    (CALLED,),
    lambda _path: "/admin/scopes?done=scope_named",
)
DROP = Plain(
    "/admin/scopes/{id}/drop",
    "scopes/drop",
    "node",
    "dropScope",
    (),
    lambda _path: "/admin/scopes?done=scope_dropped",
    versioned=False,
)

FORMS = (SAVE, RENAME.form, DROP.form)
