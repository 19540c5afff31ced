"""Change: a family asks to see the record or to have it corrected, and is answered (REQ; IEP-13; 34
CFR 99.10, 99.20 to 99.22).
"""

from __future__ import annotations

from asyncio import to_thread
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from sqlalchemy import literal, select, union_all

from hub.limits import AMENDMENT_DAYS, INSPECTION_BUSINESS_DAYS, INSPECTION_DAYS
from hub.models import Base
from hub.models.request_codes import RequestKind, RequestOutcome
from hub.models.requests import RecordRequest
from hub.sql import written
from resolvers.mutations.asked import NOBODY, key
from resolvers.mutations.errors import Wrong, refused
from resolvers.mutations.given import ANY
from resolvers.mutations.records import ABOUT
from resolvers.mutations.schooling import TEACHING, business_days_after
from resolvers.mutations.signers import may_say, oneself
from resolvers.mutations.visible import seen_by
from resolvers.mutations.work import ABSENT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from resolvers.mutations.work import Work

AROUND_DAYS = 14
"""How far a calendar is read beyond the days that are counted, to tell a holiday from a break."""
ANSWERED = "Somebody has answered it already."
NO_REASON = "Say why not: whoever is refused is told the reason."
NO_REFUSAL = "A statement stands against a refusal to correct: nobody has refused this one."
STATED = "A statement is kept with it already."


@dataclass(frozen=True)
class AskToInspect:
    """Whose record a family asks to see, and which of it."""

    student_id: Annotated[UUID, "Student"]
    words: str | None = None


async def ask_to_inspect(work: Work, given: AskToInspect) -> UUID:
    """Ask to see the record (IEP-13): within five business days of the district's calendar, and
    within 45 days whatever that says (34 CFR 99.10(b)).
    """
    due_on = await _shown_by(work)
    said = {"student_id": given.student_id, "kind": RequestKind.INSPECT, "words": given.words}
    latest_on = work.today + timedelta(INSPECTION_DAYS)
    return await _ask(work, said, due_on=min(due_on, latest_on), latest_on=latest_on)


@dataclass(frozen=True)
class RequestCorrection:
    """What is wrong in a student's record and what it should say, in the family's own words.
    `record_id` is the record that is meant, where it is one that they read here.
    """

    student_id: Annotated[UUID, "Student"]
    words: str
    should_say: str
    record_id: Annotated[UUID, ANY] | None = None


async def request_correction(work: Work, given: RequestCorrection) -> UUID:
    """Ask that the record be corrected (34 CFR 99.20). A record that whoever asks can't see is
    refused as one that there isn't.
    """
    meant = await _meant(work, given.student_id, given.record_id)
    said = {
        "student_id": given.student_id,
        "kind": RequestKind.AMEND,
        "words": given.words,
        "should_say": given.should_say,
        "record_type": meant,
        "record_key": None if meant is None else str(given.record_id),
    }
    due_on = work.today + timedelta(AMENDMENT_DAYS)
    asked = await _ask(work, said, due_on=due_on, latest_on=None)
    if given.record_id is not None and not await _sees(work, meant, given.record_id):
        raise refused("recordId", Wrong.NOT_FOUND, ABSENT)
    return asked


async def _ask(work: Work, said: dict[str, Any], *, due_on: date, latest_on: date | None) -> UUID:
    guardian_id = await oneself(work, said["student_id"])
    stamped = {"guardian_id": guardian_id, "asked_on": work.today}
    stamped |= {"due_on": due_on, "latest_on": latest_on}
    asked = await work.add(RecordRequest, said, stamped)
    await may_say(work, said["student_id"], guardian_id)
    return asked


async def _shown_by(work: Work) -> date:
    """The last of five business days after today, by the calendars of the district's schools."""
    around = {
        "since": work.today - timedelta(AROUND_DAYS),
        "until": work.today + timedelta(INSPECTION_DAYS + AROUND_DAYS),
    }
    found = await work.find(TEACHING, **around)
    taught = frozenset(each["day"] for each in found)
    return business_days_after(work.today, INSPECTION_BUSINESS_DAYS, taught)


async def _meant(work: Work, student_id: UUID, record_id: UUID | None) -> str | None:
    """The table of the row about a student that is meant, for nobody's eyes."""
    if record_id is None:
        return None
    found = await work.find(MEANT, student_id=student_id, record_id=record_id)
    return found[0]["name"] if found else None


async def _sees(work: Work, table: str | None, record_id: UUID) -> bool:
    """Whether the viewer reads something of a row. It is asked of none as well, so that it takes
    as long.
    """
    asked = await to_thread(seen_by, table or "student", work.viewer.shape)
    found = await work.find(asked, id=record_id if table else NOBODY)
    return bool(found)


@dataclass(frozen=True)
class AnswerRequest:
    """What the custodian decides of a request, and says to it."""

    id: Annotated[UUID, "RecordRequest"]
    version: int
    outcome: RequestOutcome
    answer: str | None = None


async def answer_request(work: Work, given: AnswerRequest) -> UUID:
    """Answer a request (34 CFR 99.10, 99.20(c)), once. Whoever refuses says why."""
    found = await _request(work, given.id)
    said = {"outcome": given.outcome, "answer": given.answer}
    stamped = {"answered_on": work.today, "answered_by": work.viewer.staff_id}
    if given.outcome is RequestOutcome.REFUSED and given.answer is None:
        # the table refuses it before anybody is told why: whether they may write is judged first
        said["answer"] = ""
    await work.amend(RecordRequest, given.id, given.version, said, stamped)
    if found["answered_on"] is not None:
        raise refused("id", Wrong.CONFLICT, ANSWERED)
    if said["answer"] == "":
        raise refused("answer", Wrong.INVALID, NO_REASON)
    return given.id


@dataclass(frozen=True)
class KeepStatement:
    """What a family says to a refusal to correct their record."""

    id: Annotated[UUID, "RecordRequest"]
    version: int
    statement: str


async def keep_statement(work: Work, given: KeepStatement) -> UUID:
    """Keep the family's statement with a refused correction (34 CFR 99.21(b)(2)), once."""
    found = await _request(work, given.id)
    decided = (found.get("kind"), found.get("outcome"))
    contested = decided == (RequestKind.AMEND, RequestOutcome.REFUSED)
    # the table takes no statement to anything else: that is told once their rights are judged
    said = {"statement": given.statement if contested else None}
    stamped = {"stated_on": work.today if contested else None}
    await work.amend(RecordRequest, given.id, given.version, said, stamped)
    if not contested:
        raise refused("id", Wrong.CONFLICT, NO_REFUSAL)
    if found["stated_on"] is not None:
        raise refused("id", Wrong.CONFLICT, STATED)
    return given.id


async def _request(work: Work, request_id: UUID) -> Mapping[str, Any]:
    """The request, for whoever turns out to be allowed to write of it; nothing where there is none:
    then the amendment says so.
    """
    found = await work.find(REQUEST, id=request_id)
    return found[0] if found else {}


_REQUEST = RecordRequest.__table__
REQUEST = written(
    select(_REQUEST.c.kind, _REQUEST.c.outcome, _REQUEST.c.answered_on, _REQUEST.c.stated_on)
    .where(_REQUEST.c.id == key("id"))
    .with_for_update()
)
"""What became of a request so far, which nobody else changes meanwhile."""
MEANT = written(
    union_all(
        *(
            select(literal(name).label("name")).where(
                table.c.id == key("record_id"),
                table.c["id" if name == "student" else "student_id"] == key("student_id"),
            )
            for name, table in Base.metadata.tables.items()
            if name == "student" or name in ABOUT
        )
    )
)
"""The table of a row about a student, by its key."""
