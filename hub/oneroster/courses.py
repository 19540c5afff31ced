"""Courses and their classes, which are called sections here."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, cast

from hub.intake.keys import random_key
from hub.models.codes import TermKind
from hub.oneroster.live import usable
from hub.oneroster.mapping import mapped
from hub.oneroster.plan import ClassFacts, Entry, Plan, Span
from hub.oneroster.values import listed, moment

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from uuid import UUID

    from hub.oneroster.staging import Row

NO_CREDIT = 0
"""OneRoster 1.1 has no credits."""


def plan_courses(
    plan: Plan,
    rows: Iterable[Row],
    repeated: Collection[int],
    classes: Sequence[Row],
    catalog: Mapping[str, tuple[str, UUID]],
) -> None:
    """Plan courses. Rows with the same code and title are one course.

    Exports repeat a course for each school and year. `catalog` are the courses of earlier imports
    that no row of this file speaks of: title and key, by code.
    """
    taught = _taught_subjects(classes)
    by_code: dict[str, dict[str, list[tuple[Row, dict[str, object]]]]] = {}
    for row in usable(plan, rows, repeated):
        columns = mapped(plan, row, "course")
        if columns is None:
            continue
        _doubt_references(plan, row)
        subjects = set(listed(row["subjectCodes"]))
        if subjects and taught[row.sourced_id] and not subjects & taught[row.sourced_id]:
            plan.doubt(row.origin, "subject_contradicted", "subjectCodes")
        titles = by_code.setdefault(cast("str", columns["code"]), {})
        titles.setdefault(cast("str", columns["title"]), []).append((row, columns))
    for code, titles in by_code.items():
        title, course_id = catalog.get(code, ("", None))
        for place, (own, alike) in enumerate(titles.items()):
            same = course_id if own == title else None
            shared = place > 0 or (course_id is not None and same is None)
            _plan_course(plan, alike, same, shared=shared)


def _taught_subjects(classes: Iterable[Row]) -> dict[str, set[str]]:
    """The subject codes of each course's classes: what a course's own codes are checked by."""
    subjects: dict[str, set[str]] = defaultdict(set)
    for row in classes:
        subjects[row["courseSourcedId"]].update(listed(row["subjectCodes"]))
    return subjects


def _doubt_references(plan: Plan, row: Row) -> None:
    files = {"orgSourcedId": "orgs", "schoolYearSourcedId": "academicSessions"}
    for column, file in files.items():
        known = row[column] in plan.sourced_ids[file] or row[column] in plan.schools
        if row[column] and not known and row[column] not in {*plan.terms, *plan.districts}:
            plan.doubt(row.origin, "dangling_reference", column)


def _plan_course(
    plan: Plan,
    alike: Sequence[tuple[Row, dict[str, object]]],
    same: UUID | None,
    *,
    shared: bool,
) -> None:
    """Plan one course for all its rows: the first row's columns, each row tied to it."""
    first, columns = alike[0]
    if shared:
        columns["code"] = f"{columns['code']} ({first.sourced_id})"
        for row, _ in alike:
            plan.doubt(row.origin, "course_code_shared", "courseCode")
    columns |= {"credit": NO_CREDIT, "equivalence_group": columns["code"]}
    kept = [plan.kept[key] for row, _ in alike if (key := ("course", row.sourced_id)) in plan.kept]
    given = {plan.courses.get(row.sourced_id) for row, _ in alike}
    known = [k.row_id for k in kept if k.row_id in given or k.row_id not in plan.courses.values()]
    known = [same] if same is not None and not known else known
    course_id = known[0] if known else random_key()
    entries = [
        Entry("course", first.sourced_id, course_id, columns, (first.origin,), exists=bool(known))
    ]
    for row, _ in alike[1:]:
        entries.append(Entry("course", row.sourced_id, course_id, {}, (row.origin,), exists=True))
    for entry, (row, _) in zip(entries, alike, strict=True):
        entry.modified_at = moment(row["dateLastModified"])
    for row, _ in alike:
        plan.courses[row.sourced_id] = course_id
    plan.add(*entries)


def plan_classes(
    plan: Plan, rows: Iterable[Row], repeated: Collection[int], courses: Iterable[Row]
) -> None:
    """Plan sections: from the start of their first term to the end of their last."""
    catalog = {row.sourced_id: row for row in courses}
    for row in usable(plan, rows, repeated):
        columns = mapped(plan, row, "section")
        places = _places(plan, row)
        terms = _terms(plan, row)
        if columns is None or places is None or not terms:
            continue
        _doubt_title(plan, row, catalog.get(row["courseSourcedId"]))
        _plan_class(plan, row, columns, places, terms)


def _places(plan: Plan, row: Row) -> tuple[UUID, UUID] | None:
    """The class's school and course."""
    school = plan.schools.get(row["schoolSourcedId"])
    course = plan.courses.get(row["courseSourcedId"])
    if school is None:
        reason = plan.missing("orgs", row["schoolSourcedId"])
        plan.refuse(row.origin, reason, "schoolSourcedId")
    if course is None:
        reason = plan.missing("courses", row["courseSourcedId"])
        plan.refuse(row.origin, reason, "courseSourcedId")
    return None if school is None or course is None else (school, course)


def _terms(plan: Plan, row: Row) -> tuple[Span, ...]:
    """The class's terms by their start, of one school year; none refuses the class."""
    named = listed(row["termSourcedIds"])
    terms = sorted(
        (plan.terms[name] for name in named if name in plan.terms),
        key=lambda term: (term.starts_on, term.ends_on),
    )
    say = plan.doubt if terms else plan.refuse
    for name in named:
        if name not in plan.terms:
            reason = plan.missing("academicSessions", name)
            say(row.origin, reason, "termSourcedIds")
    if not named:
        plan.refuse(row.origin, "value_missing", "termSourcedIds")
    if len({term.year for term in terms}) > 1:
        plan.doubt(row.origin, "several_school_years", "termSourcedIds")
    return tuple(term for term in terms if term.year == terms[0].year)


def _doubt_title(plan: Plan, row: Row, course: Row | None) -> None:
    code = course["courseCode"] if course is not None else ""
    if course is None or not code or code == course["title"]:
        return
    if row["title"] == code and row["classCode"] == course["title"]:
        plan.doubt(row.origin, "title_is_code", "title")


def _plan_class(
    plan: Plan,
    row: Row,
    columns: dict[str, object],
    places: tuple[UUID, UUID],
    terms: tuple[Span, ...],
) -> None:
    section_id = plan.row_id("section", row.sourced_id)
    starts_on, ends_on = terms[0].starts_on, max(term.ends_on for term in terms)
    span = Span(section_id, starts_on, ends_on, terms[0].year)
    plan.classes[row.sourced_id] = ClassFacts(
        section_id, row["schoolSourcedId"], places[0], span, terms
    )
    columns |= {"school_id": places[0], "course_id": places[1]}
    columns |= {"starts_on": starts_on, "ends_on": ends_on}
    columns["term_id"] = _spanning_term(plan, row, span, terms).row_id
    entry = Entry("section", row.sourced_id, section_id, columns, (row.origin,))
    entry.modified_at = moment(row["dateLastModified"])
    plan.add(entry)


def _spanning_term(plan: Plan, row: Row, span: Span, terms: tuple[Span, ...]) -> Span:
    """The class's only term, else the year's term that holds them all, else its first."""
    if len(terms) == 1:
        return terms[0]
    parents = [plan.terms[term.parent] for term in terms if term.parent in plan.terms]
    years = (
        term
        for term in (*parents, *plan.terms.values())
        if term.kind is TermKind.YEAR
        and term.year == span.year
        and term.starts_on <= span.starts_on
        and span.ends_on <= term.ends_on
    )
    found = next(years, None)
    if found is None:
        plan.doubt(row.origin, "no_term_spans", "termSourcedIds")
    return found or terms[0]
