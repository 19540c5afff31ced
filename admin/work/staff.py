"""What is entered of staff: a post is given or ends, and somebody stands in for a teacher."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from admin import staffing
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

NOBODY = marked("Choose who it is.")
NO_POST = marked("Choose which post.")
NO_CLASS = marked("Tick at least one class.")
NO_LAST = marked("Say which day is the last one.")
NO_WHY = marked("Say why: it stays on record.")
TODAY_ELSE = marked("Empty: today.")
WHY = Field("reason", marked("Why"), needed=NO_WHY)
WHY_MAYBE = Field("reason", marked("Why"), hint=marked("For whoever asks later."))


def _cover(_path: Path, entered: Entered) -> list[Given | Wrong]:
    """Somebody stands in in each class that is ticked, each a change of its own (P-10)."""
    wrong: list[Given | Wrong] = []
    sections = [each for each, ticked in entered.each("section-") if ticked]
    said: dict[str, Any] = {"longTerm": entered["longTerm"] == "yes"}
    for field, needed in (("startsOn", ""), ("lastDay", NO_LAST)):
        day = day_typed(entered[field])
        if entered[field] and day is None:
            wrong.append(Wrong(field, NO_DAY))
        elif not entered[field] and needed:
            wrong.append(Wrong(field, needed))
        elif day:
            said[field] = day
    if not sections:
        wrong.append(Wrong("sections", NO_CLASS))
    if not entered["staffId"]:
        wrong.append(Wrong("staffId", NOBODY))
    if wrong:
        return wrong
    said["endsOn"] = _day_after(said.pop("lastDay"))
    if entered["reason"]:
        said["reason"] = entered["reason"]
    return [_covered(each, entered["staffId"], said) for each in sections]


def _covered(section: str, staff: str, said: dict[str, Any]) -> Given:
    fields = {
        (): f"section-{section}",
        ("staffId",): "staffId",
        ("startsOn",): "startsOn",
        ("endsOn",): "lastDay",
    }
    given = {"sectionId": section, "staffId": staff, **said}
    return Given("assignCoverage", given, fields, name=section)


def _day_after(day: str) -> str:
    """The first day on which it no longer holds; people say the last one."""
    found = date.fromisoformat(day)
    return (found if found == date.max else found + timedelta(days=1)).isoformat()


POST = Plain(
    "/admin/schools/{id}/post",
    "staff/post",
    "school",
    "assignPost",
    (
        Field("staffId", marked("Who holds it?"), Kind.LIST, needed=NOBODY),
        Field("role", marked("Which post?"), Kind.LIST, needed=NO_POST),
        Field("startsOn", marked("First day"), Kind.DAY, hint=TODAY_ELSE),
        Field("endsOn", marked("First day no longer in it"), Kind.DAY,
              hint=marked("Empty: until somebody ends it.")),
        Field("contracted", marked("Does an outside agency supply the person?"), Kind.YES),
        WHY,
    ),
    lambda path: f"/admin/schools/{path['id']}/staff?done=posted",
    of="schoolId",
    versioned=False,
    checked=True,
    adds=staffing.gives,
)  # fmt: skip
END_POST = Plain(
    "/admin/posts/{id}/end",
    "staff/end_post",
    "node",
    "endPost",
    (Field("endsOn", marked("First day no longer in it"), Kind.DAY, hint=TODAY_ELSE), WHY),
    lambda _path: "/admin/schools?done=post-ended",
    checked=True,
)
END_COVERAGE = Plain(
    "/admin/coverages/{id}/end",
    "staff/end_coverage",
    "node",
    "endCoverage",
    (Field("endsOn", marked("First day without them"), Kind.DAY, hint=TODAY_ELSE), WHY_MAYBE),
    lambda _path: "/admin/schools?done=uncovered",
    checked=True,
)

FORMS = (
    POST.form,
    END_POST.form,
    Form(
        Screen("/admin/staff/{id}/cover", "staff/cover", subject="staffMember"),
        _cover,
        lambda _path: "/admin/schools?done=covered",
        checked=True,
    ),
    END_COVERAGE.form,
)
