"""What is entered of a section: its roll, the scores of an assignment, marks."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from admin.answers import Gap
from admin.entered import Wrong
from admin.forms import Form, Given
from admin.language import marked
from admin.plain import Field, Kind, Plain
from admin.screen import Screen
from admin.words import person

if TYPE_CHECKING:
    from collections.abc import Mapping

    from admin.entered import Entered

    Path = Mapping[str, str]

PRESENT = "PRESENT"
"""What a roll says of whoever was there; the change takes exceptions only (ATT-4)."""
UNCHANGED = marked("Nothing was entered that is not saved already.")
NO_NUMBER = marked("Points are a number, as in 8 or 7.5.")


def _roll(path: Path, entered: Entered) -> list[Given | Wrong]:
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


def _scores(path: Path, entered: Entered) -> list[Given | Wrong]:
    """The scores that were changed, in one change: the rest stands as it was."""
    scores: list[dict[str, Any]] = []
    fields: dict[tuple[str, ...], str] = {}
    wrong: list[Given | Wrong] = []
    for student, typed in entered.each("points-"):
        missing = entered[f"missing-{student}"] == "yes"
        if f"{typed}/{'yes' if missing else ''}" == entered[f"was-{student}"]:
            continue
        if typed and not _is_number(typed):
            wrong.append(Wrong(f"points-{student}", NO_NUMBER))
            continue
        score: dict[str, Any] = {"studentId": student, "points": typed or None, "missing": missing}
        if entered[f"version-{student}"].isdecimal():
            score["version"] = int(entered[f"version-{student}"])
        fields["scores", str(len(scores))] = f"points-{student}"
        scores.append(score)
    if scores:
        said = {"assignmentId": path["id"], "scores": scores}
        return [Given("enterScores", said, fields), *wrong]
    return wrong or [Wrong("", UNCHANGED)]


def _is_number(typed: str) -> bool:
    try:
        return Decimal(typed).is_finite()
    except InvalidOperation:
        return False


def _marks(path: Path, entered: Entered) -> list[Given | Wrong]:
    """The marks of a section for a term: who is left empty gets none yet."""
    marks: list[dict[str, Any]] = []
    fields: dict[tuple[str, ...], str] = {}
    for student, value in entered.each("mark-"):
        if value:
            fields["marks", str(len(marks))] = f"mark-{student}"
            marks.append({"studentId": student, "value": value.upper()})
    if not marks:
        return [Wrong("", UNCHANGED)]
    said: dict[str, Any] = {"sectionId": path["id"], "marks": marks}
    if entered["term"]:
        said["termId"] = entered["term"]
    return [Given("postMarks", said, fields)]


def _seated(prefix: str, section: Any) -> dict[str, Any]:
    """Whose each field of a roster is, for the summary of what is wrong: `names`."""
    if isinstance(section, Gap) or isinstance(section["roster"], Gap):
        return {"names": {}}
    there = [seat["student"] for seat in section["roster"]["nodes"]]
    return {"names": {f"{prefix}{each['id']}": person(each) for each in there
                      if not isinstance(each, Gap)}}  # fmt: skip


def _of_term(found: dict[str, Any], query: Mapping[str, str]) -> dict[str, Any]:
    """The term that the address names: `asked_term`, and `names`."""
    return {"asked_term": query.get("term", ""), **_seated("mark-", found["section"])}


GROUNDS = (
    "CLERICAL_MISTAKE",
    "MECHANICAL_MISTAKE",
    "FRAUD",
    "BAD_FAITH",
    "INCOMPETENCY",
)
CORRECT = Plain(
    "/admin/marks/{id}/correct",
    "marks/correct",
    "node",
    "correctMark",
    (
        Field("value", marked("The mark that is right"), needed=marked("Say which mark is right.")),
        Field("ground", marked("What was wrong with the one that was posted?"), Kind.ONE,
              needed=marked("Choose one of the grounds."), codes=GROUNDS),
        Field("reason", marked("What shows it"), Kind.LINES,
              needed=marked("Say what shows it: it stays on record.")),
    ),
    lambda _path: "/admin?done=corrected",
    checked=True,
)  # fmt: skip

FORMS = (
    CORRECT.form,
    Form(
        Screen("/admin/sections/{id}/roll", "sections/roll", subject="section", dated=True,
               adds=lambda found, _query: _seated("status-", found["section"])),
        _roll,
        lambda path: f"/admin/sections/{path['id']}?done=roll",
    ),
    Form(
        Screen("/admin/assignments/{id}/scores", "sections/scores", subject="node",
               adds=lambda found, _query: _seated("points-", found["node"]["section"])),
        _scores,
        lambda path: f"/admin/assignments/{path['id']}/scores?done=scores",
    ),
    Form(
        Screen("/admin/sections/{id}/marks", "sections/marks", subject="section", adds=_of_term),
        _marks,
        lambda path: f"/admin/sections/{path['id']}?done=marks",
        checked=True,
    ),
)  # fmt: skip
