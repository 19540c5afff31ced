"""Academic sessions: school years and terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from hub.models.codes import TermKind
from hub.oneroster.conventions import Convention, Ends, SessionDates, session_convention
from hub.oneroster.live import usable
from hub.oneroster.mapping import mapped
from hub.oneroster.plan import Entry, Plan, Span
from hub.oneroster.values import moment

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from hub.oneroster.staging import Row


@dataclass(slots=True)
class _Session:
    row: Row
    name: str
    kind: TermKind
    starts_on: date
    ends_on: date
    year: int | None


def plan_sessions(
    plan: Plan,
    rows: Iterable[Row],
    repeated: Collection[int],
    told: Ends | None,
    *,
    inclusive: bool,
) -> Convention:
    """Plan school years and terms; every session is a term, a schoolYear one also a year.

    `told` is how ends are counted where somebody said so; `inclusive`, what the dialect says.
    """
    sessions = {s.row.sourced_id: s for s in _read(plan, rows, repeated)}
    dates = [SessionDates(s.kind, s.starts_on, s.ends_on) for s in sessions.values()]
    convention = session_convention(dates, told, inclusive=inclusive)
    for session in sessions.values():
        session.ends_on = convention.half_open(session.ends_on)
        session.year = _year(plan, session, sessions)
    placed = [session for session in sessions.values() if session.year is not None]
    for year in sorted({cast("int", session.year) for session in placed}):
        _plan_year(plan, year, [session for session in placed if session.year == year])
    return convention


def _read(plan: Plan, rows: Iterable[Row], repeated: Collection[int]) -> Iterable[_Session]:
    for row in usable(plan, rows, repeated):
        columns = mapped(plan, row, "term")
        if columns is None:
            continue
        session = _Session(
            row,
            cast("str", columns["name"]),
            cast("TermKind", columns["kind"]),
            cast("date", columns["starts_on"]),
            cast("date", columns["ends_on"]),
            cast("int | None", columns["year"]),
        )
        if session.ends_on < session.starts_on:
            plan.refuse(row.origin, "dates_out_of_order", "endDate")
        else:
            yield session


def _year(plan: Plan, session: _Session, sessions: dict[str, _Session]) -> int | None:
    """The session's school year: its own word, else that of the nearest parent that says one."""
    parent = session.row["parentSourcedId"]
    if parent and parent not in sessions and parent not in plan.terms:
        reason = plan.missing("academicSessions", parent)
        plan.doubt(session.row.origin, reason, "parentSourcedId")
    passed = {session.row.sourced_id}
    year = session.year
    while year is None and parent in sessions and parent not in passed:
        passed.add(parent)
        year, parent = sessions[parent].year, sessions[parent].row["parentSourcedId"]
    if year is None and parent in plan.terms:
        year = plan.terms[parent].year
    if year is None:
        plan.refuse(session.row.origin, "school_year_unknown", "schoolYear")
    return year


def _plan_year(plan: Plan, year: int, sessions: list[_Session]) -> None:
    whole = [session for session in sessions if session.kind is TermKind.YEAR]
    if not whole and year in plan.years:
        for session in sessions:
            _plan_term(plan, session, plan.years[year])
        return
    if not whole:
        plan.doubt(sessions[0].row.origin, "school_year_made")
    span = _span(plan, year, whole or sessions)
    plan.years[year] = span
    name = whole[0].name if len(whole) == 1 else f"{year - 1}-{year}"
    columns: dict[str, object] = {"year": year, "name": name}
    columns |= {"starts_on": span.starts_on, "ends_on": span.ends_on}
    origins = tuple(session.row.origin for session in whole or sessions)
    plan.add(Entry("school_year", str(year), span.row_id, columns, origins), main=False)
    for session in sessions:
        _plan_term(plan, session, span)


def _span(plan: Plan, year: int, sessions: list[_Session]) -> Span:
    starts_on = min(session.starts_on for session in sessions)
    ends_on = max(session.ends_on for session in sessions)
    return Span(plan.row_id("school_year", str(year)), starts_on, ends_on, year)


def _plan_term(plan: Plan, session: _Session, year: Span) -> None:
    sourced_id = session.row.sourced_id
    span = Span(
        plan.row_id("term", sourced_id),
        session.starts_on,
        session.ends_on,
        year.year,
        session.kind,
        session.row["parentSourcedId"],
    )
    plan.terms[sourced_id] = span
    columns: dict[str, object] = {"school_year_id": year.row_id, "name": session.name}
    columns |= {"kind": session.kind, "starts_on": span.starts_on, "ends_on": span.ends_on}
    entry = Entry("term", sourced_id, span.row_id, columns, (session.row.origin,))
    entry.modified_at = moment(session.row["dateLastModified"])
    plan.add(entry)
