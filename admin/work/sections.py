"""What is entered of seats: a student gets one, moves to another section, or gives one up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from admin.days import NO_DAY, day_typed
from admin.entered import Wrong
from admin.forms import Form, Given
from admin.language import marked
from admin.plain import Field, Kind, Plain
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


WHY = Field("reason", marked("Why"), hint=marked("For whoever asks later."))
TODAY_ELSE = marked("Empty: today.")
DROP = Plain(
    "/admin/seats/{id}/drop",
    "seats/drop",
    "node",
    "dropFromSection",
    (Field("endsOn", marked("First day without the seat"), Kind.DAY, hint=TODAY_ELSE), WHY),
    lambda _path: "/admin?done=dropped",
    checked=True,
)
ADD = Plain(
    "/admin/students/{id}/seat",
    "seats/add",
    "student",
    "addToSection",
    (
        Field("sectionId", marked("Into which section?"), Kind.LIST, needed=NONE_CHOSEN),
        Field("startsOn", marked("From which day on?"), Kind.DAY, hint=TODAY_ELSE),
        WHY,
    ),
    lambda path: f"/admin/students/{path['id']}/schedule?done=seated",
    of="studentId",
    versioned=False,
)


NOBODY = marked("Tick who gets a seat.")


def _several(path: Path, entered: Entered) -> list[Given | Wrong]:
    """A seat for each student who is ticked, each a change of its own: who can't have one keeps
    nobody else from theirs.
    """
    students = [each for each, ticked in entered.each("seat-") if ticked]
    day: dict[str, Any] = {}
    if entered["startsOn"]:
        day["startsOn"] = day_typed(entered["startsOn"])
        if day["startsOn"] is None:
            return [Wrong("startsOn", NO_DAY)]
    if not students:
        return [Wrong("seats", NOBODY)]
    section = {"sectionId": path["id"], **day}
    return [
        Given(
            "addToSection",
            {"studentId": student, **section},
            {(): f"seat-{student}"},
            name=student,
        )
        for student in students
    ]


FORMS = (
    Form(
        Screen(
            "/admin/sections/{id}/seats",
            "seats/several",
            subject="section",
            takes=("school", "period"),
            dated=True,
        ),
        _several,
        lambda path: f"/admin/sections/{path['id']}?done=seats",
        checked=True,
    ),
    DROP.form,
    ADD.form,
    Form(
        Screen("/admin/seats/{id}/move", "sections/move", subject="node"),
        _move,
        lambda _path: "/admin?done=moved",
    ),
)
