"""The screens, as data, and what shows them to whoever has a session."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from admin import (
    as_of,
    bells,
    charts,
    disclosed,
    explaining,
    family,
    finding,
    history,
    ordering,
    pictures,
    problems,
    releasing,
    reviewing,
    staffing,
    taking_back,
    timelines,
    twins,
)
from admin.answers import Reading
from admin.as_of import HAPPENED, HELD
from admin.days import days_of
from admin.drafted import writable
from admin.home import offered, schools_of
from admin.language import marked
from admin.pack import TooLarge, pack
from admin.render import download, message, page
from admin.screen import Screen, document
from admin.sessions import session_of, viewed_as
from hub.errors import BadCursor, BadInput, FieldWithheld
from hub.models.codes import TokenKind
from schema.documents import Invalid

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from hub.endpoints.signed_in import Reception, SignedIn

DONE = {
    "alert": marked("The alert is on record, and everybody who works with the student reads it."),
    "bell_ended": marked("The bell schedule ends on that day."),
    "bell_followed": marked("The student follows that bell schedule from its first day on."),
    "bell_left": marked("The student follows the bell schedule of their grade again."),
    "bell_set": marked("The bell schedule is set."),
    "covered": marked("They stand in: what that opens is open on those days."),
    "contact": marked("The emergency contact is on record."),
    "corrected": marked("The mark is corrected."),
    "decided": marked("What they are is decided."),
    "document": marked("The document of the order is filed."),
    "amended": marked("The amendment is drafted: write what it changes."),
    "consent": marked("What the family agreed to is recorded."),
    "draft": marked("The draft is saved."),
    "plan": marked("The plan is saved."),
    "offer": marked("It is recorded that the plan was put before the family."),
    "refusal": marked("It is recorded that the family refused. The version in effect stays."),
    "dose": marked("The dose of the vaccine is recorded."),
    "dropped": marked("The seat ends."),
    "enrolled": marked("The student is enrolled."),
    "exemption": marked("The exemption is on record."),
    "followed": marked("What follows from the incident is recorded."),
    "given": marked("What was ticked is recorded."),
    "incident": marked("The incident is reported."),
    "left": marked("The visit is closed."),
    "marks": marked("The marks are posted."),
    "moved": marked("The student has the other seat now."),
    "one": marked("It waits for another person, who confirms that they are one child."),
    "new": marked("The student is entered, and begins at the school."),
    "opened": marked("The health record is open to you for an hour, and that is on record."),
    "order": marked("The order is filed, and binds."),
    "part": marked("It is recorded that you know your part."),
    "post-ended": marked("The post ends."),
    "posted": marked("The post is given."),
    "proposal": marked("What you said of the order is on record."),
    "reached": marked("How the guardian is reached is on record."),
    "reject": marked("The guardian is rejected for this child."),
    "period": marked("What you decided of the period is recorded."),
    "reported": marked("What you said is on its way: you see here what becomes of it."),
    "review": marked("The review of this quarter is on record."),
    "revoke": marked("The rights are taken."),
    "rights": marked("The rights are given."),
    "reviewed": marked("The opening is looked into."),
    "roll": marked("The roll is taken."),
    "scope": marked("The question is saved: you find it above this list and on your first page."),
    "scope_dropped": marked("The question is deleted."),
    "scope_named": marked("The question has its new name."),
    "seats": marked("Everybody who was ticked has a seat."),
    "seated": marked("The student has the seat."),
    "scores": marked("The scores are entered."),
    "service": marked("The session is logged."),
    "told": marked("What becomes of the report is recorded."),
    "transferred": marked("The student changes school."),
    "answered": marked("The family is told what you answered."),
    "asked": marked("The office has what you wrote."),
    "consented": marked("The consent is recorded. The period counts once the principal approves."),
    "consents": marked("It is recorded, and holds from today on."),
    "uncovered": marked("The coverage ends."),
    "undone": marked("It is taken back. Both stay on record."),
    "validated": marked("The guardian is validated for this child."),
    "visit": marked("The visit is recorded."),
    "withdrawn": marked("The student leaves the school."),
}
"""What a page says at its top after something was saved, by the word in its address."""
FRAME = Screen("/admin", "home/frame")
"""Who is signed in, and nothing else."""
WHOM = Screen("/admin", "viewing/whom")
"""As whom somebody views."""
SECTIONS = Screen("/admin/sections", "sections/list", orders=(("title", "TITLE"),), first="period")
STUDENTS = Screen("/admin/students", "students/list", dated=True, asks=finding.asked,
                  adds=finding.told, orders=(("name", "SORT_NAME"), ("grade", "GRADE_LEVEL")),
                  first="name")  # fmt: skip
GUARDIANSHIPS = Screen("/admin/guardianships", "guardians/list", takes=("after",), dated=True,
                       orders=(("call", "CONTACT_PRIORITY"),), first="call")  # fmt: skip
DATED = ("family", "health", "iep", "schedule")
"""Parts of a student's record that are shown as of any day, as the overview is."""
TABS = (
    *DATED,
    "behavior",
    "grades",
    "attendance",
    "timeline",
    "documents",
    "disclosures",
    "history",
)
"""The parts of a student's record, each a document of its own; the overview is the first page."""
SCREENS = (
    Screen("/admin/students/{id}", "students/overview", subject="student", then=HELD),
    *(Screen(f"/admin/students/{{id}}/{tab}", f"students/{tab}", subject="student", then=HELD)
      for tab in DATED),
    Screen("/admin/students/{id}/behavior", "students/behavior", subject="student",
           then=HAPPENED),
    Screen("/admin/students/{id}/grades", "students/grades", subject="student",
           adds=pictures.averages, then=HAPPENED),
    Screen("/admin/students/{id}/attendance", "students/attendance", subject="student",
           asks=charts.this_year, adds=charts.attendance, then=HAPPENED),
    Screen("/admin/students/{id}/timeline", "timeline/student", subject="student",
           adds=timelines.told, then=HAPPENED),
    Screen("/admin/students/{id}/documents", "documents/list", subject="student", then=HAPPENED),
    Screen("/admin/students/{id}/disclosures", "students/disclosures", subject="student",
           takes=("after",), adds=disclosed.told, then=HAPPENED),
    Screen("/admin/students/{id}/history", "students/history", subject="student",
           takes=("after",), adds=history.told, then=HAPPENED),
    Screen("/admin/ieps/{id}/draft", "plans/draft", subject="node", opens=writable),
    Screen("/admin/students/{id}/504", "programs/list", subject="student"),
    Screen("/admin/students/{id}/card", "sheets/card", subject="student",
           adds=releasing.in_order),
    Screen("/admin/students/{id}/ledger", "sheets/ledger", subject="student",
           takes=("after",), adds=disclosed.told),
    GUARDIANSHIPS,
    SECTIONS,
    Screen("/admin/sections/{id}", "sections/detail", subject="section"),
    Screen("/admin/sections/{id}/distribution", "pictures/marks", subject="section",
           adds=pictures.marks),
    Screen("/admin/sections/{id}/sheet", "sheets/roster", subject="section"),
    STUDENTS,
    Screen("/admin/students-by-grade", "pictures/grades", asks=pictures.at_school,
           adds=pictures.by_grade),
    Screen("/admin/incidents-of-the-year", "pictures/incidents", asks=charts.this_year,
           adds=pictures.incidents),
    Screen("/admin/same-students", "twins/list", takes=("after",), adds=twins.listed),
    Screen("/admin/release", "release/list", asks=releasing.asked, adds=releasing.typed),
    Screen("/admin/release/{id}", "release/detail", subject="student", adds=releasing.told),
    Screen("/admin/immunizations/{school}", "immunizations/list", subject="immunizationsDue",
           takes=("after",), dated=True),
    Screen("/admin/explain", "explain/anyone", asks=explaining.anyone, adds=explaining.told),
    Screen("/admin/explain/{id}", "explain/own", subject="student", asks=explaining.own,
           adds=explaining.told),
    Screen("/admin/explain/{id}/readers", "explain/readers", subject="named",
           asks=explaining.readers, adds=explaining.could),
    Screen("/admin/explain/{id}/readings", "explain/readings", subject="readings",
           takes=("after",), adds=explaining.read_within),
    Screen("/admin/students/{id}/orders", "orders/list", subject="student"),
    Screen("/admin/orders/{id}/changes", "orders/changes", subject="foreseeOrder",
           adds=explaining.foreseen),
    Screen("/admin/policy", "policy/matrix", subject="policy", adds=explaining.matrix),
    Screen("/admin/schools", "staff/schools"),
    Screen("/admin/schools/{id}/staff", "staff/school", subject="school", dated=True,
           adds=staffing.told),
    Screen("/admin/review", "review/schools", adds=reviewing.listed),
    Screen("/admin/schedules/{school}", "schedules/board", subject="incompleteSchedules",
           takes=("after",)),
    Screen("/admin/bells/{school}", "bells/list", subject="school", adds=bells.listed),
    Screen("/admin/my-reports", "problems/mine", takes=("after",)),
    Screen("/admin/problems", "problems/list", takes=("after",), adds=problems.weekly),
)  # fmt: skip


class Screens:
    """Shows screens to whoever has a session."""

    def __init__(self, reception: Reception) -> None:
        self.reception = reception

    def showing(self, screen: Screen) -> Callable[[Request], Awaitable[Response]]:
        """The endpoint of a screen."""

        async def show(request: Request) -> Response:
            signed_in = await self._admitted(request)
            found = await answered(screen, signed_in, request)
            if found is None and screen.refuses(request.query_params):
                found = await answered(FRAME, signed_in, request)
            if found is None:
                return message(404)
            around = said(request, self.reception.secret)
            return shown(screen, signed_in, found, given=request.query_params, **around)

        return show

    async def home(self, request: Request) -> Response:
        """What the day asks of whoever is on staff; for a family, their children or themselves."""
        signed_in = await self._admitted(request)
        frame = await answered(FRAME, signed_in, request)
        if frame is None:
            return message(404)
        viewer, staff = signed_in.viewer, frame["viewer"]["staffMember"]
        posts, parts = (staff or {}).get("posts") or [], []
        capacities = (
            kind
            for kind, each in (("guardian", viewer.guardian_id), ("student", viewer.student_id))
            if each is not None
        )
        for part in family.offered(capacities) if staff is None else offered(posts):
            schools = {"schools": schools_of(part, posts)}
            found = await answered(Screen("/admin", part.folder, dated=True), signed_in, request,
                                   schools)  # fmt: skip
            if found is not None and (staff is None or part.posts or part.rows(found)):
                told = read(signed_in, found)
                parts.append({"folder": part.folder, **told, **part.adds(told)})
        template = "family/home" if staff is None else "home/home"
        around = said(request, self.reception.secret)
        return shown(FRAME, signed_in, frame, template=template, parts=parts, **around)

    async def pack(self, request: Request) -> Response:
        """The emergency pack of the viewer's classes or school, as a file to print (OPS-4)."""
        signed_in = await self._admitted(request)

        async def asks(folder: str, variables: dict[str, Any]) -> dict[str, Any]:
            screen = Screen(request.url.path, folder)
            answer = await signed_in.ask(
                document(screen), variables=variables, request_id=request.state.request_id
            )
            data: dict[str, Any] = json.loads(answer.body)["data"]
            return data

        try:
            made = await pack(
                asks, request.query_params.get("school"), signed_in.viewer.clock.today
            )
        except (BadInput, BadCursor):
            made = None
        except TooLarge:
            return message(413)
        return message(404) if made is None else download(made, "emergency-pack.pdf")

    async def _admitted(self, request: Request) -> SignedIn:
        return await admitted(self.reception, request)


async def admitted(reception: Reception, request: Request) -> SignedIn:
    """Whoever has this session, viewing as whom they chose (P-33)."""
    return await reception.admit(session_of(request), TokenKind.SESSION, view_as=viewed_as(request))


async def answered(
    screen: Screen, signed_in: SignedIn, request: Request, more: Mapping[str, Any] | None = None
) -> dict[str, Any] | None:
    """What the door says; None where there is nothing for this viewer, whatever the reason."""
    query = request.query_params
    given = {name: query[name] for name in screen.takes if name in query}
    variables = {**request.path_params, **given, **(more or {})}
    # whoever is no guardian has no name as one to read: it would be in the log of readings
    variables["asGuardian"] = signed_in.viewer.guardian_id is not None
    if screen.dated:
        variables |= days_of(signed_in)
    if screen.asks is not None:
        variables |= screen.asks(query, signed_in.viewer.clock.today)
    if screen.then == HELD:
        variables |= as_of.asked(query, signed_in.viewer.clock.today)
    if screen.orders:
        variables["orderBy"] = ordering.asked(dict(screen.orders), query)
    try:
        answer = await signed_in.ask(
            document(screen), variables=variables, request_id=request.state.request_id
        )
    except (BadInput, BadCursor, FieldWithheld, Invalid):
        return None
    data: dict[str, Any] = json.loads(answer.body)["data"]
    if "viewer" in data:
        data["viewer"].setdefault("guardian", None)
        data["viewer"]["viewing"] = await _viewed(signed_in, request)
    data["heard"] = problems.way(screen.path, request.path_params, request.state.request_id)
    if screen.subject is not None and not _told_of(data[screen.subject]):
        return None
    return data if screen.opens is None or screen.opens(read(signed_in, data)) else None


async def _viewed(signed_in: SignedIn, request: Request) -> dict[str, Any] | None:
    """As `whom` somebody views, to be said on each page; None if as nobody but themselves."""
    if signed_in.view_as is None:
        return None
    answer = await signed_in.ask(
        document(WHOM), variables={"id": signed_in.view_as}, request_id=request.state.request_id
    )
    return {"whom": json.loads(answer.body)["data"]["node"]}


def _told_of(subject: dict[str, Any] | list[Any] | None) -> bool:
    """Whether there is a subject: a `node` of another type than the screen's has an id alone; of a
    list there is one, be it empty.
    """
    return subject is not None and (isinstance(subject, list) or subject.keys() != {"id"})


def read(signed_in: SignedIn, data: dict[str, Any]) -> dict[str, Any]:
    """An answer as templates read it."""
    reading = Reading(staff=signed_in.viewer.staff_id is not None)
    return {name: reading.read(value) for name, value in data.items()}


def shown(
    screen: Screen,
    signed_in: SignedIn,
    data: dict[str, Any],
    *,
    status: int = 200,
    template: str = "",
    given: Mapping[str, str] | None = None,
    **more: Any,
) -> Response:
    """The page of a screen, with what a form, a change or a search adds to it."""
    told = read(signed_in, data)
    added = screen.adds(told, given or {}) if screen.adds else {}
    if screen.orders:
        added["sorting"] = ordering.told(
            screen.path, dict(screen.orders), screen.first, given or {}
        )
    if screen.then:
        today = signed_in.viewer.clock.today.isoformat()
        added["as_of"] = as_of.told(screen.then, given or {}, today)
    folder = template or screen.folder
    around = {"done": "", "taking_back": None, "recovers": signed_in.viewer.recovers}
    return page(f"{folder}.html", status, **{**around, **told, **added, **more})


def said(request: Request, secret: bytes) -> dict[str, Any]:
    """What was saved a moment ago, and what of it the page offers to take back."""
    return {"done": done(request), "taking_back": taking_back.offered(request, secret)}


def done(request: Request) -> str:
    """What was saved a moment ago, where the address says so."""
    return DONE.get(request.query_params.get("done", ""), "")
