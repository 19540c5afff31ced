"""What is entered of an IEP: a version is drafted part by part, put before the family, and agreed
to or refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from admin import drafted
from admin.answers import Gap, nodes_of, rows_of
from admin.drafted import Unread
from admin.entered import Entered, Wrong
from admin.forms import Form, Given
from admin.language import gettext, marked
from admin.plain import Field, Kind, Plain
from admin.repeated import Rows, values
from admin.screen import Screen
from admin.words import code
from hub.models.codes import Area, SupportKindInClass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from admin.answers import Record

    Path = Mapping[str, str]
    Told = dict[str, Any]
    Entering = Sequence[Given | Wrong]
    Fields = dict[tuple[str, ...], str]
    Put = Callable[[Told, Entered], tuple[Told, list[Wrong], Fields]]

TODAY = marked("Today, unless you say another day.")
NO_START = marked("Say on which day it begins.")
NO_AREA = marked("Choose a field of work.")
NO_GOAL = marked("Say what will be seen or measured.")
NO_KIND = marked("Choose what sort of line it is.")
NO_INSTRUCTION = marked("Say what to do.")
NOT_ALL = marked("Some of this version is withheld from you, so you can't write it anew.")
NO_SERVICE = marked("There is no such service any more: choose one, or none.")
AREAS = tuple(each.value for each in Area)
AREA = Field("area", marked("Field of work"), Kind.LIST, needed=NO_AREA, codes=AREAS)
BEGINS = Field("startsOn", marked("First day"), Kind.DAY, hint=marked("Empty: with the plan."))
ENDS = Field("endsOn", marked("Over from"), Kind.DAY, hint=marked("Empty: no end."))
PLAN = (
    Field("startsOn", marked("First day"), Kind.DAY, needed=NO_START,
          hint=marked("From when on staff are to follow it.")),
    Field("annualDueOn", marked("To be reviewed by"), Kind.DAY,
          hint=marked("Empty: a year after its first day.")),
    Field("disability", marked("Disability"), hint=marked("On which category eligibility rests.")),
    Field("placement", marked("Placement"), hint=marked("In which setting the student learns.")),
    Field("presentLevels", marked("Present levels"), Kind.LINES,
          hint=marked("What the student can do now, and what stands in the way.")),
    Field("caseManagerId", marked("Case manager"), Kind.LIST,
          hint=marked("Who keeps it in order.")),
)  # fmt: skip
FROM = marked("Begin with the goals, services and supports in effect?")
COPY = Field("copy", FROM, Kind.YES)
GOALS = Rows(
    "goals",
    (
        AREA,
        Field("service", marked("Service that works towards it"), Kind.LIST),
        Field("goal", marked("Goal"), Kind.LINES, needed=NO_GOAL,
              hint=marked("What will be seen or measured when it is reached.")),
    ),
    one=marked("Goal %(number)s"),
    more=marked("Add another goal"),
)  # fmt: skip
SERVICES = Rows(
    "services",
    (
        AREA,
        Field("providerId", marked("Who gives it"), Kind.LIST),
        Field("minutesWeekly", marked("Minutes a week"), Kind.NUMBER),
        BEGINS,
        ENDS,
    ),
    one=marked("Service %(number)s"),
    more=marked("Add another service"),
)
SUPPORTS = Rows(
    "supports",
    (
        Field("kind", marked("Sort of line"), Kind.LIST, needed=NO_KIND,
              codes=tuple(each.value for each in SupportKindInClass)),
        AREA,
        Field("instruction", marked("What to do"), Kind.LINES, needed=NO_INSTRUCTION,
              hint=marked("In words for whoever teaches.")),
        BEGINS,
        ENDS,
    ),
    one=marked("Line %(number)s"),
    more=marked("Add another line"),
)  # fmt: skip
WHOLE = (*(each.name for each in PLAN), "services", "goals", "supports")


def _part(word: str, put: Put, adds: Callable[[Told, Told], Told], rows: Rows | None) -> Form:
    """A part of a version on a page of its own: `put` puts what was entered into all that it says,
    and tells what is wrong and where the rows are that were sent.
    """

    def told(answer: Told, _query: Mapping[str, str]) -> Told:
        iep = answer["node"]
        try:
            said, unread = drafted.content(iep), ""
        except Unread:
            said, unread = {}, NOT_ALL
        around = {"version": iep["version"], "rows": rows, "unread": unread, "offers": {}}
        return {**around, "asks": (), "now": {}, "choices": {}, "standing": [],
                **(adds(answer, said) if said else {})}  # fmt: skip

    def beside(path: Path, entered: Entered, answer: Told) -> Entering:
        try:
            said, wrong, fields = put(drafted.content(answer["node"]), entered)
        except Unread:
            return [Wrong("", NOT_ALL)]
        of = {"id": path["id"], "version": entered.number("version")}
        elsewhere: Fields = {(name,): "" for name in WHOLE}
        return wrong or [Given("redraftIep", {**of, **said}, {**elsewhere, **fields})]

    screen = Screen(f"/admin/ieps/{{id}}/{word}", f"plans/{word}", subject="node", adds=told,
                    opens=drafted.writable)  # fmt: skip
    turned = rows.turned if rows else None
    return Form(screen, _nothing, _to_draft, beside=beside, turned=turned)


def _nothing(_path: Path, _entered: Entered) -> Entering:
    return []


def _to_draft(path: Path) -> str:
    return f"/admin/ieps/{path['id']}/draft?done=draft"


def _put_plan(said: Told, entered: Entered) -> tuple[Told, list[Wrong], Fields]:
    """The plan itself; parts that begin before it are named at its first day."""
    asked, wrong = values(PLAN, entered)
    fields: Fields = {(each.name,): each.name for each in PLAN}
    fields |= {(name,): "startsOn" for name in ("services", "supports")}
    return {**said, **asked}, wrong, fields


def _plan(answer: Told, said: Told) -> Told:
    """The fields of the plan; an amendment is reviewed when what it amends would have been."""
    amends = not isinstance(answer["node"]["amends"], Gap)
    asks = [each for each in PLAN if not (amends and each.name == "annualDueOn")]
    return {"asks": asks, "now": _shown(said), "offers": {"caseManagerId": _managers(answer)}}


def _shown(said: Told) -> Told:
    return {name: "" if value is None else value for name, value in said.items()}


def _managers(answer: Told) -> list[tuple[str, Any]]:
    node = answer.get("node")
    now = [] if node is None else [node["caseManager"]]
    return people(now, nodes_of(answer["staff"]))


def _put_goals(said: Told, entered: Entered) -> tuple[Told, list[Wrong], Fields]:
    rows, wrong = GOALS.sent(entered)
    known = {each["was"] for each in drafted.named(said["services"])}
    wrong += [
        Wrong(f"goals-{each.number}-service", NO_SERVICE)
        for each in rows
        if each.said.get("service") not in (None, *known)
    ]
    if wrong:
        return said, wrong, {}
    told, at = drafted.with_goals(said, rows)
    fields: Fields = {}
    for path, row in at.items():
        fields |= GOALS.at(path, f"goals-{row.number}")
    return told, wrong, fields


def _goals(_answer: Told, said: Told) -> Told:
    services = [(each["was"], _service(each)) for each in drafted.named(said["services"])]
    return {"standing": drafted.goals_of(said), "choices": {"service": services}}


def _service(each: Told) -> str:
    """A service in words, as it is chosen: its area, and how long it takes."""
    minutes, area = each["minutesWeekly"], code(each["area"])
    if minutes is None:
        return str(area)
    return gettext("%(area)s, %(minutes)s minutes a week", area=area, minutes=minutes)


def _put_services(said: Told, entered: Entered) -> tuple[Told, list[Wrong], Fields]:
    rows, wrong = SERVICES.sent(entered)
    return (said if wrong else drafted.with_services(said, rows)), wrong, SERVICES.paths(rows)


def _services(answer: Told, said: Told) -> Told:
    iep = answer["node"]
    team = [each["staffMember"] for each in rows_of(iep["student"]["team"])]
    known = [each["provider"] for each in rows_of(iep["services"])]
    who = people([*known, *team], nodes_of(answer["staff"]))
    return {"standing": drafted.named(said["services"]), "choices": {"providerId": who}}


def people(first: Iterable[Any], then: Iterable[Any]) -> list[tuple[str, Any]]:
    """Staff to choose from, each once: those who are at it already, then everybody else."""
    found: dict[str, Any] = {}
    for each in (*first, *then):
        if not isinstance(each, Gap) and not isinstance(each["familyName"], Gap):
            found.setdefault(each["id"], f"{each['familyName']}, {each['givenName']}")
    return list(found.items())


def _put_supports(said: Told, entered: Entered) -> tuple[Told, list[Wrong], Fields]:
    rows, wrong = SUPPORTS.sent(entered)
    return {**said, "supports": [each.said for each in rows]}, wrong, SUPPORTS.paths(rows)


def _supports(_answer: Told, said: Told) -> Told:
    return {"standing": said["supports"]}


def _new(answer: Told, _query: Mapping[str, str]) -> Told:
    """A new version's fields: it begins with what the one in effect says of the student."""
    ieps, me = answer["student"]["ieps"], answer["viewer"]["staffMember"]
    current, said = _current(answer)
    now = dict.fromkeys((each.name for each in PLAN), "") | {"caseManagerId": me["id"]}
    if current is not None:
        now |= _shown(said) | {"annualDueOn": "", "copy": "yes"}
        now["startsOn"] = max(current["annualDueOn"], answer["viewer"]["today"])
    at_it = [me] if current is None else [current["caseManager"], me]
    return {
        "asks": PLAN if current is None else (*PLAN, COPY),
        "now": now,
        "offers": {"caseManagerId": people(at_it, nodes_of(answer["staff"]))},
        "checks": False,
        "version": None,
        "waits": drafted.waiting(ieps),
    }


def _current(answer: Told) -> tuple[Record | None, Told]:
    """The version in effect with what it says; none where its writer may not read all of it."""
    current = drafted.in_effect(answer["student"]["ieps"])
    try:
        return current, {} if current is None else drafted.content(current)
    except Unread:
        return None, {}


def _drafts(path: Path, entered: Entered, answer: Told) -> Entering:
    """A new version, with the parts of the one in effect that go on, if that is wanted."""
    said, wrong = values(PLAN, entered)
    current, now = _current(answer)
    if current is not None and entered["copy"] == "yes":
        said |= drafted.going_on(now, answer["viewer"]["today"])
    parts: Fields = {(name,): "" for name in ("services", "goals", "supports")}
    return wrong or [Given("draftIep", {"studentId": path["id"], **said}, parts, makes="iep")]


def _step(word: str, change: str, *fields: Field, **more: Any) -> Form:
    """A step of a version that is one change, entered on a page of its own."""
    path = f"/admin/ieps/{{id}}/{word}"
    said = {"then": lambda path: f"/admin/ieps/{path['id']}/draft?done={word}", **more}
    return Plain(path, f"plans/{word}", "node", change, fields, opens=drafted.writable, **said).form


FORMS = (
    Form(
        Screen("/admin/students/{id}/new-iep", "plans/new", subject="student", adds=_new,
               opens=drafted.may_draft),
        _nothing,
        lambda path: f"/admin/ieps/{path['made']}/draft?done=draft",
        beside=_drafts,
    ),
    _part("plan", _put_plan, _plan, None),
    _part("goals", _put_goals, _goals, GOALS),
    _part("services", _put_services, _services, SERVICES),
    _part("supports", _put_supports, _supports, SUPPORTS),
    _step(
        "offer",
        "offerIep",
        Field("offeredOn", marked("Put before the family on"), Kind.DAY, hint=TODAY),
    ),
    _step(
        "consent",
        "recordConsent",
        Field("consentedOn", marked("Day on which the family agreed"), Kind.DAY, hint=TODAY),
        Field("startsOn", marked("First day"), Kind.DAY,
              hint=marked("Empty: as it was offered. It can be later, not earlier.")),
        Field("declinedIds", marked("Services to which the family did not agree"), Kind.TICKS,
              hint=marked("None ticked: they agreed to all of it.")),
        checked=True,
    ),
    _step(
        "refusal",
        "declineIep",
        Field("declinedOn", marked("Day on which the family refused"), Kind.DAY, hint=TODAY),
        Field("reason", marked("Why, as far as they say"), Kind.LINES),
        checked=True,
    ),
    _step(
        "amend",
        "amendIep",
        Field("startsOn", marked("First day of the amendment"), Kind.DAY, needed=NO_START),
        makes="iep",
        then=lambda path: f"/admin/ieps/{path['made']}/draft?done=amended",
    ),
)  # fmt: skip
