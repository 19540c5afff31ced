"""What a report says about a bundle as a whole: what was left out, assumed or not invented."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from hub.oneroster.bundle import Bundle
    from hub.oneroster.layout import Header
    from hub.oneroster.manifest import Manifest
    from hub.oneroster.plan import Plan
    from hub.oneroster.staging import Staged

_PLAIN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.:\-]{0,59}")

_ALWAYS = (
    "OneRoster has no calendar: no school days were made.",
    "OneRoster has no school levels: they are taken from the students' grades.",
    "OneRoster has no credits (0 is kept), meeting times or time zone (the default is kept).",
    "A student's own phone and e-mail, and a staff member's phone, have no place here: not kept.",
    "School enrollment is inferred from organizations and classes, for a whole school year.",
    "A post holds for a school year, at each school that the user names or teaches in.",
    "No training was invented: slices 17 to 19 stay closed to imported staff (P-37).",
    "Guardianships are not validated; who isn't parent or guardian is a contact only (GUA-7).",
)


def notes(
    bundle: Bundle, manifest: Manifest, staged: Sequence[Staged], plan: Plan, today: date | None
) -> tuple[str, ...]:
    """The notes of one import."""
    return (
        *_files(bundle, manifest),
        *_columns("Dropped unread, as credentials", staged, lambda h: h.credentials),
        *_columns("Not kept, without a place here", staged, lambda h: h.unused),
        *_columns("Not read, unknown to the specification", staged, lambda h: h.unknown),
        *_columns("Specified, and not in the file", staged, lambda h: h.absent),
        *_lines(staged, plan),
        *_district(plan, today),
        *_ALWAYS,
    )


def _files(bundle: Bundle, manifest: Manifest) -> Iterator[str]:
    if manifest.unlisted:
        names = ", ".join(f"{file}.csv" for file in manifest.unlisted)
        yield f"Not read, since the manifest doesn't list it: {names}."
    if manifest.delta:
        names = ", ".join(f"{file}.csv" for file in manifest.listed if file in manifest.delta)
        yield (
            f"Changes only: {names}. What it doesn't name stays; posts and school enrollments "
            "follow when the user's own row is sent."
        )
    if "userFlags" in manifest.listed:
        yield (
            "userFlags.csv says that a student has a plan, a program or a meal benefit, neither "
            "from which day nor what it says. Whatever has a place here for them holds on days, "
            "and none was invented: no flag was kept."
        )
    if "userProfiles" in manifest.listed:
        yield (
            "userProfiles.csv holds a person's sign-ins to other vendors' systems. A sign-in here "
            "comes from the district's own directory: the rows were checked, and none was kept."
        )
    if bundle.strangers:
        yield f"Files that OneRoster doesn't know, not opened: {bundle.strangers:,}."


def _lines(staged: Iterable[Staged], plan: Plan) -> Iterator[str]:
    returns = [f"{file.file}.csv" for file in staged if file.returns_only]
    if returns:
        yield f"Lines end in carriage returns alone, as on old systems: {', '.join(returns)}."
    blind = [f"{file.file}.csv" for file in staged if file.is_lossy]
    if blind and not plan.fresh:
        yield (
            f"Nothing was ended for being absent from {', '.join(blind)}: some of its rows can't "
            "be read."
        )


def _columns(
    said: str, staged: Iterable[Staged], chosen: Callable[[Header], tuple[str, ...]]
) -> Iterator[str]:
    """One note on columns of all files; the stamp that every row may carry goes without saying."""
    parts = []
    for file in staged:
        columns = [column for column in chosen(file.header) if column != "dateLastModified"]
        if columns:
            parts.append(f"{file.file}.csv {_names(columns)}")
    if parts:
        yield f"{said}: {'; '.join(parts)}."


def _names(columns: Sequence[str]) -> str:
    """Column names as they are spelled; one that doesn't look like a name might be somebody's."""
    plain = [column for column in columns if _PLAIN_NAME.fullmatch(column)]
    others = len(columns) - len(plain)
    said = [*plain, f"{others:,} without a plain name"] if others else plain
    return ", ".join(said)


def _district(plan: Plan, today: date | None) -> Iterator[str]:
    if not plan.districts:
        yield "orgs.csv has no district: the district's name stays as it was."
    spans = plan.years.values()
    if today is None:
        yield "The clock is not fixed: what was in force then isn't today. Give a day (--today)."
    elif not any(span.starts_on <= today < span.ends_on for span in spans):
        yield "The fixed day lies in none of the bundle's school years: nobody has a class on it."
