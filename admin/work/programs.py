"""What is entered of a plan under section 504: it is drafted, adopted and ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from admin import drafted
from admin.answers import nodes_of, rows_of
from admin.drafted import Unread, value
from admin.forms import Form, Given
from admin.home import waiting
from admin.language import marked
from admin.plain import Field, Kind, Plain
from admin.repeated import Rows, values
from admin.screen import Screen
from admin.work.plans import AREA, NO_INSTRUCTION, NO_START, NOT_ALL, TODAY, people

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from admin.answers import Record
    from admin.entered import Entered, Wrong

    Path = Mapping[str, str]
    Told = dict[str, Any]

NO_IMPAIRMENT = marked("Say what limits the student.")
NO_REVIEW = marked("Say by which day it is looked at again.")
PLAN = (
    Field("impairment", marked("Impairment"), needed=NO_IMPAIRMENT,
          hint=marked("What limits the student.")),
    Field("startsOn", marked("First day"), Kind.DAY, needed=NO_START,
          hint=marked("From when on staff are to follow it.")),
    Field("reviewDueOn", marked("To be looked at again by"), Kind.DAY, needed=NO_REVIEW),
    Field("endsOn", marked("Over from"), Kind.DAY, hint=marked("Empty: no end.")),
    Field("coordinatorId", marked("Coordinator"), Kind.LIST, hint=marked("Who sees to it.")),
)  # fmt: skip
ACCOMMODATIONS = Rows(
    "accommodations",
    (
        AREA,
        Field("instruction", marked("What to do"), Kind.LINES, needed=NO_INSTRUCTION,
              hint=marked("In words for whoever teaches.")),
    ),
    one=marked("Accommodation %(number)s"),
    more=marked("Add another accommodation"),
)  # fmt: skip


def _sent(of: Told, change: str, entered: Entered, makes: str = "") -> Sequence[Given | Wrong]:
    """All that a plan says, as one change."""
    said, wrong = values(PLAN, entered)
    rows, refused = ACCOMMODATIONS.sent(entered)
    if wrong or refused:
        return [*wrong, *refused]
    said["accommodations"] = [each.said for each in rows]
    fields: dict[tuple[str, ...], str] = {(each.name,): each.name for each in PLAN}
    paths = fields | ACCOMMODATIONS.paths(rows)
    return [Given(change, {**of, **said}, paths, makes=makes)]


def _drafts(path: Path, entered: Entered) -> Sequence[Given | Wrong]:
    return _sent({"studentId": path["id"]}, "draftPlan504", entered, "plan504")


def _redrafts(path: Path, entered: Entered) -> Sequence[Given | Wrong]:
    return _sent(
        {"id": path["id"], "version": entered.number("version")}, "redraftPlan504", entered
    )


def _around(answer: Told, first: Sequence[Any]) -> Told:
    offers = {"coordinatorId": people(first, nodes_of(answer["staff"]))}
    return {"rows": ACCOMMODATIONS, "asks": PLAN, "offers": offers, "choices": {}, "unread": ""}


def _new(answer: Told, _query: Mapping[str, str]) -> Told:
    """A new plan's fields: its drafter sees to it, unless another is chosen."""
    me = answer["viewer"]["staffMember"]
    now = dict.fromkeys((each.name for each in PLAN), "") | {"coordinatorId": me["id"]}
    waits = [each for each in rows_of(answer["student"]["plans504"]) if waiting(each)]
    return {**_around(answer, [me]), "now": now, "standing": [], "version": None, "waits": waits}


def _draft(answer: Told, _query: Mapping[str, str]) -> Told:
    plan = answer["node"]
    try:
        now, standing, unread = _said(plan), _asked(plan), ""
    except Unread:
        now, standing, unread = {}, [], NOT_ALL
    around = _around(answer, [plan["coordinator"]])
    told = {"now": now, "standing": standing, "version": plan["version"], "unread": unread}
    return {**around, **told}


def _said(plan: Record) -> Told:
    held = {each.name: value(plan, each.name) for each in PLAN if each.name != "coordinatorId"}
    coordinator = value(plan, "coordinator")
    held["coordinatorId"] = None if coordinator is None else coordinator["id"]
    return {name: "" if each is None else each for name, each in held.items()}


def _asked(plan: Record) -> list[Told]:
    found = [
        {name: value(each, name) for name in ("area", "instruction")}
        for each in value(plan, "accommodations") or []
    ]
    return sorted(found, key=lambda each: (each["area"], each["instruction"]))


def _may_draft(told: Told) -> bool:
    """Whether the viewer may draft a plan: as of versions of an IEP."""
    return drafted.may_write(told["viewer"], told["student"]["plans504"])


def _to_plan(path: Path) -> str:
    return f"/admin/plans-504/{path.get('made', path['id'])}?done=plan"


def _step(word: str, change: str, *fields: Field) -> Form:
    """A step of a plan that is one change, entered on a page of its own."""
    path = f"/admin/plans-504/{{id}}/{word}"
    return Plain(path, f"programs/{word}", "node", change, fields, _to_plan, checked=True,
                 opens=drafted.writable).form  # fmt: skip


FORMS = (
    Form(
        Screen("/admin/students/{id}/new-504", "programs/new", subject="student", adds=_new,
               opens=_may_draft),
        _drafts,
        _to_plan,
        turned=ACCOMMODATIONS.turned,
    ),
    Form(
        Screen("/admin/plans-504/{id}", "programs/draft", subject="node", adds=_draft,
               opens=drafted.writable),
        _redrafts,
        _to_plan,
        turned=ACCOMMODATIONS.turned,
    ),
    _step(
        "adopt",
        "adoptPlan504",
        Field("adoptedOn", marked("Day on which it was agreed on"), Kind.DAY, hint=TODAY),
    ),
    _step(
        "end",
        "endPlan504",
        Field("endsOn", marked("Over from"), Kind.DAY, hint=TODAY),
        Field("reason", marked("Why"), hint=marked("For whoever asks later.")),
    ),
)  # fmt: skip
