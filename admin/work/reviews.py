"""What is entered of reviews of access: that one was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin import reviewing
from admin.entered import Wrong
from admin.forms import Form, Given
from admin.language import marked
from admin.plain import NO_NUMBER
from admin.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from admin.entered import Entered

NOT_COUNTED = marked("Say for how many people something has to change: 0 if for nobody.")


def _done(path: Mapping[str, str], entered: Entered) -> list[Given | Wrong]:
    """That the list was gone through, and what came of it (P-43)."""
    if not entered["toChange"]:
        return [Wrong("toChange", NOT_COUNTED)]
    if not entered["toChange"].isdecimal():
        return [Wrong("toChange", NO_NUMBER)]
    said = {"schoolId": path["id"], "toChange": entered.number("toChange")}
    if entered["note"]:
        said["note"] = entered["note"]
    return [Given("recordReview", said)]


FORMS = (
    Form(
        Screen("/admin/review/{id}", "review/list", subject="accessReview", adds=reviewing.told),
        _done,
        lambda path: f"/admin/review/{path['id']}?done=review",
    ),
)
