"""What is entered of seats: a student moves from one section to another."""

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

NONE_CHOSEN = marked("Choose the section into which the student moves.")


def _move(path: Path, entered: Entered) -> list[Given | Wrong]:
    """Both seats or neither: today, unless a day is said."""
    if not entered["section"]:
        return [Wrong("section", NONE_CHOSEN)]
    said: dict[str, Any] = {
        "id": path["id"],
        "version": entered.number("version"),
        "sectionId": entered["section"],
    }
    if entered["on"]:
        day = day_typed(entered["on"])
        if day is None:
            return [Wrong("on", NO_DAY)]
        said["on"] = day
    fields = {(): "section", ("sectionId",): "section", ("startsOn",): "on", ("on",): "on"}
    return [Given("moveBetweenSections", said, fields)]


FORMS = (
    Form(
        Screen("/admin/seats/{id}/move", "sections/move", subject="node"),
        _move,
        lambda _path: "/admin?done=moved",
    ),
)
