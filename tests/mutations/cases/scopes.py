"""Cases of questions that staff save (S8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.mutations.cases.declared import Bad, Case, No, Told, added, amended, taken_back

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

FIELDS = "gradeLevel name schoolId sortedBy"
SAID = {"name": "Grade 11 by name", "gradeLevel": 11, "sortedBy": "NAME"}


async def said(office: Office) -> Told:
    """A question about no student, at one school."""
    (school,) = await office.fetch("SELECT 'sch_' || id AS id FROM school ORDER BY id LIMIT 1")
    return Told({**SAID, "schoolId": school["id"]})


async def saved(office: Office, called: str, **more: Any) -> Told:
    """One that a teacher saved."""
    given = {**SAID, "name": called}
    entry = await office.enter("teacher", "saveScope", given, "scope { id version }")
    assert entry.row is not None, entry.errors
    return Told({**entry.row, **more})


async def renamed(office: Office) -> Told:
    """The same, under another name."""
    return await saved(office, "Eleven", name="Juniors")


async def dropped(office: Office) -> Told:
    """The same, which its owner asks no more."""
    told = await saved(office, "Another one")
    return Told({"id": told.given["id"]})


CASES = (
    Case(
        "saveScope",
        may="teacher",
        given=said,
        bad=Bad({"gradeLevel": 13}, "INVALID", "gradeLevel"),
        nearly=No("guardian", "NOT_ALLOWED", FIELDS, because="signs in too"),
        never=No("student", "NOT_ALLOWED", FIELDS),
        leaves=added("saved_scope"),
    ),
    Case(
        "renameScope",
        may="teacher",
        given=renamed,
        bad=Bad({"name": "  "}, "INVALID", "name"),
        nearly=No("co_teacher", "NOT_FOUND", because="teaches the same class"),
        never=No("guardian", "NOT_FOUND"),
        leaves=amended("saved_scope"),
    ),
    Case(
        "dropScope",
        may="teacher",
        given=dropped,
        bad=Bad({"id": "nobody"}, "INVALID", "id"),
        nearly=No("co_teacher", "NOT_FOUND", because="teaches the same class"),
        never=No("guardian", "NOT_FOUND"),
        leaves=taken_back("saved_scope"),
    ),
)
