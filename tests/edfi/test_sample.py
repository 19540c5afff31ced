"""The public Ed-Fi sample imports whole, twice, and its defects are said.

It lies outside of the project: where it isn't, these tests don't run.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hub.edfi import import_files
from hub.quality import check
from tests.edfi.interchange import TODAY
from tests.oneroster.database import Watched, counts, everything

if TYPE_CHECKING:
    import asyncpg

SAMPLE = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "grand-bend"

KEPT = (
    *("student", "guardian", "guardianship", "section", "support_program", "english_learner"),
    *("plan_504", "meal_benefit", "transport_assignment", "assessment_result"),
)

pytestmark = pytest.mark.skipif(not SAMPLE.is_dir(), reason="../shared/data has no Ed-Fi sample")


async def test_the_sample_imports_twice_adds_up_and_says_its_defects(
    owner: asyncpg.Connection,
) -> None:
    report = await import_files(owner, SAMPLE, Watched(), today=TODAY)
    for each in report.files:
        told = each.applied + each.unchanged + each.refused + each.not_mapped
        assert told == each.read, each.file
    held = await counts(owner)
    assert {table: held[table] for table in KEPT} == {
        "student": 960,
        "guardian": 1_873,
        "guardianship": 1_872,
        "section": 532,
        "support_program": 286,
        "english_learner": 38,
        "plan_504": 1,
        "meal_benefit": 82,
        "transport_assignment": 26,
        "assessment_result": 2,
    }
    said = {(s.code, s.count) for s in report.said}
    assert {
        ("duplicate_row", 1),
        ("link_without_legal_role", 1_870),
        ("special_education_above_school", 6),
        ("value_in_wrong_column", 66),
        ("person_without_phone", 220),
        ("eligible_without_plan", 2),
        ("ride_without_route", 4),
    } <= said
    paths = {path for path, _, _ in report.unmapped}
    assert {
        "StudentCTEProgramAssociation",
        "Student/Name/GenerationCodeSuffix",
    } <= paths
    before = await everything(owner)
    again = await import_files(owner, SAMPLE, Watched(), today=TODAY)
    assert await everything(owner) == before
    assert sum(each.applied for each in again.files) == 0
    assert [each.unchanged for each in again.files] == [each.applied for each in report.files]


async def test_the_checks_find_what_the_sample_lacks(owner: asyncpg.Connection) -> None:
    await import_files(owner, SAMPLE, Watched(), today=TODAY)
    found = await check(owner)
    assert found["grade_not_recorded", "student"] == 960
    assert found["student_without_emergency_contact", "student"] > 500
    assert found["overlapping_actions", "incident_action"] > 0
