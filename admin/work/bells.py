"""What is entered of bell schedules: a school sets or ends one, a student follows another one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from admin import bells
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

NO_NAME = marked("Say what the school calls it.")
NO_PERIOD = marked("Tick the periods that it asks for.")
UNNAMED = marked("Say what sections call this period.")
UNTICKED = marked("Tick the days on which this period meets.")
NO_BELL = marked("Choose which one the student follows.")
NO_END = marked("Say on which day it ends.")
WEEKDAYS = range(1, 8)
WHY = Field("reason", marked("Why"), hint=marked("For whoever asks later."))
END = Field("endsOn", marked("First day after it"), Kind.DAY, needed=NO_END)


def _week(entered: Entered, fields: dict[tuple[str, ...], str]) -> list[dict[str, Any] | Wrong]:
    """The periods that were ticked, line by line, each with the line at which it was."""
    found: list[dict[str, Any] | Wrong] = []
    for line, name in entered.each("period-"):
        ticked = [day for day in WEEKDAYS if entered[f"at-{line}-{day}"]]
        if ticked and not name:
            found.append(Wrong(f"period-{line}", UNNAMED))
        elif name and line == "new" and not ticked:
            found.append(Wrong(f"period-{line}", UNTICKED))
        for day in ticked:
            fields["periods", str(len(found))] = f"period-{line}"
            found.append({"weekday": day, "period": name})
    return found


def _set(path: Path, entered: Entered) -> list[Given | Wrong]:
    """What a school asks for in a week, from a day on (SCH-2)."""
    fields: dict[tuple[str, ...], str] = {("periods",): "periods"}
    week = _week(entered, fields)
    wrong: list[Given | Wrong] = [each for each in week if isinstance(each, Wrong)]
    said: dict[str, Any] = {"schoolId": path["school"], "name": entered["name"], "periods": week}
    if not entered["name"]:
        wrong.append(Wrong("name", NO_NAME))
    if not week:
        wrong.append(Wrong("periods", NO_PERIOD))
    for name in ("startsOn", "endsOn"):
        if entered[name]:
            said[name] = day_typed(entered[name])
            if said[name] is None:
                wrong.append(Wrong(name, NO_DAY))
    for name in ("firstGrade", "lastGrade"):
        if entered[name].isdecimal():
            said[name] = int(entered[name])
    if entered["reason"]:
        said["reason"] = entered["reason"]
    return wrong or [Given("setBellSchedule", said, fields, counts=("ended",))]


def _of_student(path: Path) -> str:
    return f"/admin/students/{path['id']}/schedule?done=bell_followed"


FORMS = (
    Form(
        Screen("/admin/bells/{school}/set", "bells/set", subject="school", adds=bells.gridded),
        _set,
        lambda path: f"/admin/bells/{path['school']}?done=bell_set",
        checked=True,
    ),
    Plain("/admin/bell-schedules/{id}/end", "bells/end", "node", "endBellSchedule", (END, WHY),
          lambda _path: "/admin?done=bell_ended", versioned=False).form,
    Plain("/admin/students/{id}/bells", "bells/follow", "student", "followBellSchedule", (
        Field("bellScheduleId", marked("Which bell schedule do they follow?"), Kind.LIST,
              needed=NO_BELL),
        Field("startsOn", marked("First day"), Kind.DAY, hint=marked("Empty: today.")),
        Field("endsOn", marked("First day after it"), Kind.DAY,
              hint=marked("Empty, if no end is known.")),
        WHY,
    ), _of_student, of="studentId", versioned=False).form,
    Plain("/admin/own-bells/{id}/end", "bells/leave", "node", "leaveBellSchedule", (END, WHY),
          lambda _path: "/admin?done=bell_left", versioned=False).form,
)  # fmt: skip
