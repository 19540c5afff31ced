"""What is entered when something is wrong: that it is, who looks into it, what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from admin import problems
from admin.entered import Wrong
from admin.forms import Form, Given
from admin.language import marked
from admin.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from admin.entered import Entered

    Path = Mapping[str, str]

NOTHING = marked("Say what is wrong.")
UNDECIDED = marked("Choose what becomes of it.")
NO_ANSWER = marked("Say what you tell whoever reported it.")


def _report(_path: Path, entered: Entered) -> list[Given | Wrong]:
    """That something is wrong, with the page and the record from which the reporter came."""
    if not entered["said"]:
        return [Wrong("said", NOTHING)]
    said: dict[str, Any] = {"said": entered["said"], "screen": entered["screen"] or "/admin"}
    said |= {name: entered[name] for name in ("about", "request") if entered[name]}
    return [Given("reportProblem", said, {(name,): "" for name in problems.WHERE})]


def _answer(path: Path, entered: Entered) -> list[Given | Wrong]:
    """What becomes of a report: somebody looks into it, or says what they found."""
    said: dict[str, Any] = {"id": path["id"], "version": entered.number("version")}
    if entered["state"] == "IN_HAND":
        return [Given("takeProblemInHand", said)]
    if entered["state"] not in {"SETTLED", "NOTHING_WRONG"}:
        return [Wrong("state", UNDECIDED)]
    if not entered["answer"]:
        return [Wrong("answer", NO_ANSWER)]
    told = {**said, "state": entered["state"], "answer": entered["answer"]}
    return [Given("answerProblem", told)]


FORMS = (
    Form(
        Screen(problems.HERE, "problems/report", adds=problems.seen),
        _report,
        lambda _path: "/admin/my-reports?done=reported",
    ),
    Form(
        Screen("/admin/problems/{id}", "problems/detail", subject="node"),
        _answer,
        lambda _path: "/admin/problems?done=told",
    ),
)
