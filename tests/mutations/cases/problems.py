"""Cases of what people say is wrong, and of what becomes of it (S6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.mutations.cases.declared import Bad, Case, No, Told, added, amended

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

SAID = {"said": "Her name is misspelled.", "screen": "/admin/students/{id}"}


async def seen(office: Office) -> Told:
    """Something that Ana's teacher sees of her."""
    ana = await office.student("demo-student")
    return Told({**SAID, "about": ana}, frozenset({ana}))


async def reported(office: Office, **more: Any) -> Told:
    """What she reported lies on the registrar's desk."""
    told = await seen(office)
    shows = "problem { id version }"
    entry = await office.enter("teacher", "reportProblem", told.given, shows)
    assert entry.row is not None, entry.errors
    return Told({**entry.row, **more}, told.students)


async def answered(office: Office) -> Told:
    """The same, and what the registrar found."""
    return await reported(office, state="SETTLED", answer="It is spelled rightly by now.")


CASES = (
    Case(
        "reportProblem",
        may="teacher",
        given=seen,
        bad=Bad({"screen": "the first page"}, "INVALID", "screen"),
        nearly=No("registrar elsewhere", "NOT_FOUND", because="has other students"),
        never=No("operator", "NOT_FOUND"),
        leaves=added("problem"),
    ),
    Case(
        "takeProblemInHand",
        may="registrar",
        given=reported,
        bad=Bad({"id": "nobody"}, "INVALID", "id"),
        nearly=No("principal", "NOT_ALLOWED", "state", because="reads that there is one"),
        never=No("registrar elsewhere", "NOT_FOUND"),
        leaves=amended("problem"),
    ),
    Case(
        "answerProblem",
        may="registrar",
        given=answered,
        bad=Bad({"state": "IN_HAND"}, "INVALID", "state"),
        nearly=No("teacher", "NOT_ALLOWED", "answer state", because="reported it"),
        never=No("guardian", "NOT_FOUND"),
        leaves=amended("problem"),
    ),
)
