"""Cases of two students on record who are one child (SYN-3)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tests.mutations.cases.declared import Bad, Case, No, Told, added, amended, taken_back
from tests.mutations.one_child import GIVEN_UP, One

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

WENT = sum(
    (
        amended("score", 48),
        amended("section_enrollment", 36),
        amended("mark", 30),
        amended("immunization", 19),
        amended("guardian_right", 15),
        amended("emergency_contact", 4),
        amended("transcript_line", 4),
        amended("school_enrollment", 3),
        amended("assessment_result", 2),
        amended("household_student", 2),
        amended("student_address", 2),
        amended("student_identifier", 2),
        amended("meal_benefit"),
        amended("transport_assignment"),
        amended("attendance_event"),
        amended("person"),
    ),
    Counter[tuple[str, str]](),
)
"""What is on record of the one, of Leo in the demo district, and the end of a sign-in."""


async def apart(office: Office) -> Told:
    """Ana, and who may be Ana."""
    one = await One(office).made()
    return Told({"keptId": one.kept, "givenUpId": one.given_up})


async def proposed(office: Office) -> Told:
    """The two, of whom the registrar of the district says so."""
    one = One(office)
    one.kept, one.given_up = [await office.student(each) for each in ("demo-student", GIVEN_UP)]
    await office.fetch("UPDATE person SET epoch = epoch + 1 WHERE sourced_id = 'demo-registrar'")
    return Told(await one.merge())


async def confirmed(office: Office) -> Told:
    """The two, who weren't one after all."""
    return Told({**(await proposed(office)).given, "reason": "two of one name"})


CASES = (
    Case(
        "mergeStudents",
        may="district_registrar",
        given=apart,
        bad=Bad(lambda given: {"givenUpId": given["keptId"]}, "INVALID", "givenUpId"),
        nearly=No("registrar elsewhere", "NOT_FOUND", because="has one of the two, not both"),
        never=No("office", "NOT_FOUND"),
        leaves=added("student_merge", 2),
    ),
    Case(
        "confirmStudentMerge",
        may="registrar",
        given=proposed,
        bad=Bad({"id": "nobody"}, "INVALID", "id"),
        nearly=No("district_registrar", "NEEDS_SECOND_PERSON", because="said so"),
        never=No("office", "NOT_FOUND"),
        leaves=Counter({("MERGED", "student"): 1})
        + amended("student_merge", 2)
        + amended("guardianship", 6)
        + WENT,
    ),
    Case(
        "unmergeStudents",
        may="registrar",
        given=confirmed,
        bad=Bad({"reason": " "}, "INVALID", "reason"),
        nearly=No("principal", "NOT_FOUND", because="knows the families"),
        never=No("father", "NOT_FOUND"),
        leaves=Counter({("UNMERGED", "student"): 1})
        + amended("student_merge")
        + taken_back("student_merge", 2)
        + amended("guardianship", 3)
        + WENT,
    ),
)
