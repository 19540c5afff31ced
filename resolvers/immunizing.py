"""Work out what a row's hidden doses come to, for the computed fields of a student.

The rules are pure (`hub.immunizations`); those of a page of students run in one thread, behind the
statement that read them all.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from hub.immunizations import CALIFORNIA, Basis, Child, Dose, Exemption, State, status_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hub.immunizations import Requirement, Status, Verdict

STATUS = "#16/"
"""Before the names of the hidden fields that are read under slice 16 alone."""
ADMITS = frozenset({"HOMELESS", "FOSTER"})
"""The kinds of support that admit a student at once."""
REVIEWED_AFTER = timedelta(days=30)
"""Whoever attends for a time is looked at again within so long (17 CCR 6035(b))."""
TOLD = {
    State.COMPLETE: "ADMITTED",
    State.CONDITIONAL: "CONDITIONAL",
    State.TRANSFER_GRACE: "CONDITIONAL",
    State.HOMELESS_FOSTER_IMMEDIATE: "CONDITIONAL",
    State.OVERDUE: "OVERDUE",
    State.NO_RECORD: "OVERDUE",
    State.TEMP_EXEMPT: "EXEMPT",
    State.PERM_EXEMPT: "EXEMPT",
}
"""What readers of a status are told of it: not by which circumstance somebody is in for a time."""
SOURCES = {each.vaccine: each.source for each in CALIFORNIA.series}


class Asked(NamedTuple):
    """Of whom a status is wanted, and by which doses."""

    child: Child
    doses: tuple[Dose, ...]


async def immunization_status(source: dict[str, Any], info: Any) -> dict[str, Any] | None:
    """Whether a student is in, in for a time, late or exempt; None where that is withheld."""
    lists = "immunizations", "supportPrograms", "immunizationExemptions"
    doses, programs, exemptions = (source[STATUS + each] for each in lists)
    born_on = source[f"{STATUS}birthDate"]
    if doses is None or programs is None or exemptions is None or born_on is None:
        return None
    child = Child(
        date.fromisoformat(born_on),
        source[f"{STATUS}gradeLevel"],
        tuple(_exemption(each) for each in exemptions),
        homeless_or_foster=any(each["kind"] in ADMITS for each in programs),
    )
    found = await info.context.immunization_statuses.load(Asked(child, _doses(doses)))
    return outward(found, info.context.viewer.clock.today)


async def immunization_requirements(
    source: dict[str, Any], info: Any
) -> list[dict[str, Any]] | None:
    """What is asked of each vaccine; None unless all doses of the student are readable."""
    doses, born_on = source["#immunizations"], source["#birthDate"]
    entire = source[info.path.key] and doses is not None and born_on is not None
    if not entire or any(each["withheld"] for each in doses):
        return None
    child = Child(date.fromisoformat(born_on), source["#gradeLevel"])
    found = await info.context.immunization_statuses.load(Asked(child, _doses(doses)))
    return [_told(each) for each in found.requirements]


def statuses(asked: Sequence[Asked], day: date) -> list[Status]:
    """The status of each student on a day."""
    return [status_of(each.doses, each.child, day) for each in asked]


def outward(found: Status, day: date) -> dict[str, Any]:
    """A status as its readers are told of it. Of whoever is in for a time the day is never later
    than the next review, and always told: else its lack would tell a child without a home.
    """
    told, due_on = TOLD[found.state], found.until
    if told == "CONDITIONAL":
        review = min(_first_of_next_month(day), day + REVIEWED_AFTER)
        due_on = review if due_on is None else min(due_on, review)
    return {"state": told, "due_on": due_on}


def _first_of_next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)


def _exemption(row: dict[str, Any]) -> Exemption:
    ends_on = row["endsOn"]
    until = None if ends_on is None else date.fromisoformat(ends_on)
    return Exemption(Basis(row["basis"]), date.fromisoformat(row["issuedOn"]), until)


def _doses(rows: Sequence[dict[str, Any]]) -> tuple[Dose, ...]:
    return tuple(
        Dose(each["id"], each["vaccine"], date.fromisoformat(each["givenOn"])) for each in rows
    )


def _told(asked: Requirement) -> dict[str, Any]:
    return {
        "vaccine": asked.vaccine,
        "needed": asked.needed,
        "lacking": asked.lacking,
        "due": asked.due and asked.due.value,
        "next_due_on": asked.due_on,
        "doses": [_judged(each) for each in asked.verdicts],
        "source": SOURCES[asked.vaccine],
    }


def _judged(verdict: Verdict) -> dict[str, Any]:
    return {
        "dose": verdict.dose.key,
        "given_on": verdict.dose.given_on,
        "counts": verdict.counts,
        "reason": verdict.reason.value,
        "counts_from": verdict.counts_from,
    }
