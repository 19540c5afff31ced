"""What is worked out of a transcript: traced to its lines, and withheld wherever an input is."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from hub import policy
from hub.errors import LimitExceeded
from hub.limits import DERIVED_ROWS, PAGE_PRODUCT_MAX
from hub.models.transcripts import TranscriptLine
from hub.policy import Shape, terms
from resolvers.catalog import Computed
from resolvers.totals import transcript_totals
from schema.door import Door
from tests.conftest import SECRET
from tests.operations.golden import sourced_id_of, student_id

if TYPE_CHECKING:
    from hub.policy import Clause
    from hub.viewer import Viewer
    from schema.build import Built
    from tests.conftest import Hub

TABLE = "transcript_line"
TOTALS = """query($id: ID!) { student(id: $id) {
    transcriptTotals { creditsAttempted creditsEarned average
      lines { line creditAttempted creditEarned points weight } }
    transcript(first: 1000) { nodes { id } } withheld { field slice reason } } }"""
NO_INPUT = {"id", "student_id", "school_name", "course_title", "subject"}
"""What the rules don't ask of a line: where it was taken is a slice of its own."""


IN_PROGRESS = """query($id: ID!, $day: Date) { student(id: $id, asOf: $day) {
    creditsInProgress { credits seats { seat credit inProgress } }
    marks(first: 1000) { totalCount { count } } schedule(history: true) { id } } }"""
EVERYBODY = (
    "teacher", "co_teacher", "substitute", "counselor", "case_manager", "provider", "nurse",
    "principal", "registrar", "office", "special_education", "guardian", "father", "student",
    "paraeducator", "transport", "liaison", "untrained_teacher",
)  # fmt: skip


async def answered(hub: Hub, viewer: Viewer, text: str, **variables: Any) -> Any:
    """The answer's body."""
    return json.loads((await hub.door.execute(text, viewer, variables=variables)).body)


def inputs(built: Built) -> set[str]:
    """The columns of a line from which totals are worked out."""
    declared = built.catalog.types["Student"].fields["transcriptTotals"]
    assert isinstance(declared, Computed)
    (transcript,) = declared.needs
    fields = built.catalog.types["TranscriptLine"].fields
    names = {each.name for each in transcript.only()} - {"withheld", "id"}
    return {fields[name].column.name for name in names}  # type: ignore[union-attr]


def test_the_inputs_are_all_of_a_line_but_what_names_school_and_course(built: Built) -> None:
    columns = {column.name for column in TranscriptLine.__table__.columns}
    assert inputs(built) == columns - NO_INPUT


def test_p32_whoever_sees_a_line_of_the_school_sees_all_and_of_each_every_input(
    built: Built,
) -> None:
    """So totals are those of the whole record, or withheld: no viewer gets the sum of a part."""
    seen = 0
    for relation in policy.RELATIONS:
        shape = Shape(frozenset({relation}), trained=True)
        visible = [each for each in policy.visible(TABLE, shape) if _of_the_school(each)]
        for column in inputs(built):
            ways = [each for each in policy.clauses(TABLE, column, shape) if _of_the_school(each)]
            for each in visible:
                assert any(way.denies <= each.denies for way in ways), (relation, column)
                seen += 1
    assert seen > 100


def _of_the_school(clause: Clause) -> bool:
    """Whether the clause is about lines of the school; it is about no part of them."""
    assert clause.term is not None
    condition = policy.SLICES[clause.term].rows[TABLE]
    assert condition in (terms.of_the_high_school, terms.of_the_college)
    return condition is terms.of_the_high_school


@pytest.mark.parametrize("who", ["registrar", "counselor", "guardian", "student"])
async def test_cr21_totals_are_the_sums_of_lines_that_the_viewer_reads(demo: Hub, who: str) -> None:
    viewer = await demo.viewer(sourced_id_of(who))
    student = await student_id(demo, "demo-student")
    shown = (await answered(demo, viewer, TOTALS, id=student))["data"]["student"]
    totals, lines = shown["transcriptTotals"], shown["transcriptTotals"]["lines"]
    assert {each["line"] for each in lines} == {each["id"] for each in shown["transcript"]["nodes"]}
    for one, all_ in (("creditAttempted", "creditsAttempted"), ("creditEarned", "creditsEarned")):
        assert sum(Decimal(each[one]) for each in lines) == Decimal(totals[all_]) > 0
    weight = sum(Decimal(each["weight"]) for each in lines)
    points = sum(Decimal(each["points"] or 0) * Decimal(each["weight"]) for each in lines)
    assert round(points / weight, 2) == Decimal(totals["average"])


async def test_p32_totals_are_withheld_where_one_of_their_inputs_is(
    demo: Hub, built: Built, registrar: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    student = await student_id(demo, "demo-student")
    asked = policy.clauses

    def without_marks(table: str, column: str, shape: Shape) -> tuple[Clause, ...]:
        return () if (table, column) == (TABLE, "mark") else asked(table, column, shape)

    monkeypatch.setattr(policy, "clauses", without_marks)
    door = Door(built, demo.database, SECRET, demo.door.zone)
    body = json.loads((await door.execute(TOTALS, registrar, variables={"id": student})).body)
    gap = {"slice": "30", "reason": "NOT_GRANTED"}
    assert body["data"]["student"]["transcriptTotals"] is None
    assert body["data"]["student"]["withheld"] == [{"field": "transcriptTotals", **gap}]
    assert body["extensions"]["withheld"] == [{"path": "student.transcriptTotals", **gap}]


async def test_p32_a_value_that_is_hidden_in_one_line_hides_the_totals() -> None:
    line = {"withheld": [{"field": "mark"}]}
    assert await transcript_totals({"#transcript": [{"withheld": []}, line]}, None) is None
    assert await transcript_totals({"#transcript": None}, None) is None
    nothing = await transcript_totals({"#transcript": []}, None)
    assert nothing is not None
    assert (nothing["credits_earned"], nothing["average"]) == (0, None)


async def test_p32_whoever_sees_a_part_of_the_inputs_gets_no_sum_of_it(demo: Hub) -> None:
    student = await student_id(demo, "demo-student")
    async with demo.database.owner() as owner:
        kept = [
            await owner.fetchval(f"SELECT count(*) FROM {table} WHERE student_id = $1", student[4:])
            for table in ("mark", "section_enrollment")
        ]
    told: dict[bool, set[str]] = {True: set(), False: set()}
    for who in EVERYBODY:
        viewer = await demo.viewer(sourced_id_of(who))
        shown = (await answered(demo, viewer, IN_PROGRESS, id=student))["data"]["student"]
        if shown is not None:
            marks = (shown["marks"] or {"totalCount": {"count": 0}})["totalCount"]["count"]
            whole = [marks, len(shown["schedule"] or ())] == kept
            assert whole or shown["creditsInProgress"] is None, who
            told[shown["creditsInProgress"] is not None].add(who)
    assert told[True] >= {"registrar", "counselor", "principal", "guardian", "student"}
    assert told[False] >= {"teacher", "co_teacher", "nurse"}


async def test_cr1_a_class_with_a_final_mark_is_not_in_progress_whatever_day_is_shown(
    own_demo: Hub,
) -> None:
    viewer = await own_demo.viewer(sourced_id_of("registrar"))
    given = {"id": await student_id(own_demo, "demo-student")}
    before = (await answered(own_demo, viewer, IN_PROGRESS, **given))["data"]["student"]
    seat = before["creditsInProgress"]["seats"][0]
    async with own_demo.database.owner() as owner:
        await owner.execute(
            "INSERT INTO mark (student_id, section_id, term_id, school_year, value, posted_at)"
            " SELECT e.student_id, s.id, s.term_id, e.school_year, 'B', now()"
            " FROM section_enrollment e JOIN section s ON s.id = e.section_id WHERE e.id = $1",
            seat["seat"].removeprefix("sen_"),
        )
    for day in (None, "2026-09-10", "2024-10-01"):
        found = (await answered(own_demo, viewer, IN_PROGRESS, **given, day=day))["data"]["student"]
        after = found["creditsInProgress"]
        assert {**seat, "inProgress": False} in after["seats"]
        assert len(after["seats"]) == len(before["creditsInProgress"]["seats"])
        less = Decimal(before["creditsInProgress"]["credits"]) - Decimal(after["credits"])
        assert less == Decimal(seat["credit"])


async def test_totals_under_other_names_and_beside_the_lines_are_the_same(
    demo: Hub, registrar: Viewer
) -> None:
    text = """query($id: ID!) { student(id: $id) { one: transcriptTotals { creditsEarned }
        transcript(first: 1) { nodes { mark } totalCount { count } }
        two: transcriptTotals { creditsEarned lines { line } } withheld { field } } }"""
    student = await student_id(demo, "demo-student")
    shown = (await answered(demo, registrar, text, id=student))["data"]["student"]
    assert shown["one"]["creditsEarned"] == shown["two"]["creditsEarned"] == "65.000"
    assert len(shown["transcript"]["nodes"]) == 1
    assert shown["transcript"]["totalCount"]["count"] == len(shown["two"]["lines"])
    assert shown["withheld"] == []


async def test_totals_are_worked_out_for_so_many_students_at_once(
    demo: Hub, registrar: Viewer
) -> None:
    text = "{ students(first: %d) { nodes { transcriptTotals { average } } } }"
    most = PAGE_PRODUCT_MAX // DERIVED_ROWS
    assert (await answered(demo, registrar, text % most))["data"]["students"]["nodes"]
    with pytest.raises(LimitExceeded):
        await answered(demo, registrar, text % (most + 1))
