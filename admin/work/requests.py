"""What is entered of requests: a family asks to see or correct the record, and is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from admin.answers import Gap, nodes_of
from admin.entered import Wrong
from admin.forms import Form, Given
from admin.language import gettext, marked
from admin.screen import Screen
from admin.words import code, day
from admin.work.consents import says

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from admin.entered import Entered

    Path = Mapping[str, str]
    Told = dict[str, Any]

NOTHING_WRONG = marked("Say what is wrong, in your own words.")
NOTHING_RIGHT = marked("Say what the record should say.")
NO_STATEMENT = marked("Say why you disagree.")
NO_OUTCOME = marked("Choose what was decided.")
NO_REASON = marked("Say why not: whoever is refused is told the reason.")
NONE_OF_THESE = marked("Another record, or several: I say so above")


def told(found: Told, _query: Mapping[str, str]) -> Told:
    """The requests, who waits longest first (`asked`), which records can be named (`records`), and
    whether the viewer may ask for this student (`asks`).
    """
    student = found["student"]
    asked = nodes_of(student["recordRequests"])
    return {
        "asked": sorted(asked, key=lambda each: (_done(each), str(each["dueOn"]))),
        "records": [("", gettext(NONE_OF_THESE)), *_records(student)],
        "asks": says(found) == "family",
    }


def _records(student: Any) -> Iterator[tuple[str, str]]:
    """The latest entries that a family may want to have corrected, by id and in words."""
    for each in nodes_of(student["attendance"]):
        said = (day(each["day"]), code(each["status"]), each["section"]["title"])
        yield each["id"], _said(gettext("Attendance"), *said)
    for each in nodes_of(student["marks"]):
        yield (
            each["id"],
            _said(gettext("Mark"), each["section"]["title"], each["term"]["name"], each["value"]),
        )


def _said(kind: str, *parts: Any) -> str:
    return f"{kind}: {', '.join(str(each) for each in parts if not isinstance(each, Gap))}"


def _done(request: Any) -> bool:
    return not isinstance(request["answeredOn"], Gap)


def _asked(path: Path, entered: Entered) -> list[Given | Wrong]:
    """One of what a family may ask: to see, to correct, or to have their statement kept."""
    whose = {"studentId": path["id"]}
    if entered["what"] == "inspect":
        which = {"words": entered["which"]} if entered["which"] else {}
        return [Given("askToInspect", whose | which, {("words",): "which"}, name="inspect")]
    if entered["what"] == "statement":
        field = f"statement-{entered['of']}"
        if not entered[field]:
            return [Wrong(field, NO_STATEMENT)]
        said = {"id": entered["of"], "version": entered.number("version")}
        return [
            Given(
                "keepStatement",
                {**said, "statement": entered[field]},
                {("statement",): field, ("id",): field},
                name=entered["of"],
            )
        ]
    return _corrected(whose, entered)


def _corrected(whose: dict[str, str], entered: Entered) -> list[Given | Wrong]:
    wrong: list[Given | Wrong] = []
    if not entered["words"]:
        wrong.append(Wrong("words", NOTHING_WRONG))
    if not entered["shouldSay"]:
        wrong.append(Wrong("shouldSay", NOTHING_RIGHT))
    said = {**whose, "words": entered["words"], "shouldSay": entered["shouldSay"]}
    if entered["recordId"]:
        said["recordId"] = entered["recordId"]
    return wrong or [Given("requestCorrection", said, name="correct")]


def _answered(path: Path, entered: Entered) -> list[Given | Wrong]:
    """What the custodian decides, with the reason of a refusal."""
    if entered["outcome"] not in ("GRANTED", "REFUSED"):
        return [Wrong("outcome", NO_OUTCOME)]
    if entered["outcome"] == "REFUSED" and not entered["answer"]:
        return [Wrong("answer", NO_REASON)]
    said: Told = {"id": path["id"], "version": entered.number("version")}
    said["outcome"] = entered["outcome"]
    if entered["answer"]:
        said["answer"] = entered["answer"]
    return [Given("answerRequest", said)]


FORMS = (
    Form(
        Screen("/admin/students/{id}/requests", "requests/form", subject="student", adds=told),
        _asked,
        lambda path: f"/admin/students/{path['id']}/requests?done=asked",
    ),
    Form(
        Screen("/admin/requests/{id}", "requests/detail", subject="node"),
        _answered,
        lambda _path: "/admin?done=answered",
    ),
)
