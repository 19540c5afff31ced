"""The grants to write are those that were typed by hand from the matrix, in every way."""

from __future__ import annotations

import csv
from pathlib import Path

from hub import policy
from hub.models import Base
from hub.models.base import VERSION
from hub.policy import RELATIONS, Shape
from hub.policy.rules import WRITES
from tests.policy.specification import WAYS

HERE = Path(__file__).parent
SHAPE = Shape(frozenset(RELATIONS), trained=True)
UNREAD = ("20.report", "20.party", "33.open", "S0.bells", "S1.site", "S1.all")
"""Read as `20.reported` by whoever wrote them; openings by whoever looks into them; bell
schedules by everybody (S0); posts as S1 by those who work there."""


def typed() -> set[tuple[str, str, str]]:
    """(slice, relation, cell) of each way in which a cell is open, as typed."""
    found: set[tuple[str, str, str]] = set()
    with (HERE / "writes.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            for standing in row["standings"].split():
                ways = WAYS.get(standing, standing).split()
                found |= {(row["slice"], way, row["cell"]) for way in ways}
    return found


def test_the_rules_to_write_are_the_matrix_typed_by_hand() -> None:
    rules = {
        (
            grant.slice,
            grant.relation.removesuffix(":own"),
            "own" if grant.relation.endswith(":own") else "W",
        )
        for grant in WRITES
    }
    assert rules == typed()


def test_nobody_writes_of_students_of_whom_they_read_nothing() -> None:
    for grant in WRITES:
        held = Shape(frozenset({grant.relation}), trained=True)
        for table in policy.SLICES[grant.slice].tables:
            assert policy.visible(table, held) or grant.slice in UNREAD, grant


def test_whoever_writes_some_of_a_row_reads_its_version_and_nobody_else() -> None:
    for table in Base.metadata.tables.values():
        if VERSION not in table.c:
            continue
        for name in RELATIONS:
            shape = Shape(frozenset({name}), trained=True)
            writes = any(policy.writable(table.name, each.name, shape) for each in table.c)
            assert bool(policy.clauses(table.name, VERSION, shape)) == writes, (table.name, name)


def test_p33_whoever_views_as_somebody_writes_nothing() -> None:
    both = Shape(SHAPE.relations, trained=True, target=SHAPE)
    for table in Base.metadata.tables.values():
        assert not any(policy.writable(table.name, each.name, both) for each in table.c)
        assert policy.changeable(table.name, both) == ()


def test_what_is_written_in_place_counts_its_changes() -> None:
    """Whoever writes a row can be told that somebody else did meanwhile."""
    unversioned = {
        table
        for grant in WRITES
        for table in policy.SLICES[grant.slice].tables
        if VERSION not in Base.metadata.tables[table].c
    }
    assert unversioned == NOT_YET


NOT_YET = {
    "bell_period",
    "bell_schedule",
    "care_plan",
    "care_plan_part",
    "care_plan_training",
    "condition",
    "household_student",
    "done_review",
    "iep_acknowledgement",
    "iep_goal",
    "iep_service",
    "iep_support",
    "incident_action",
    "incident_participation",
    "incident_release",
    "mark",
    "notice_receipt",
    "plan_504_accommodation",
    "screening",
    "student",
    "student_address",
    "student_bell_schedule",
}
"""Marks are never changed in place (CR-11), nor is anybody's word that they were told; what a plan
says is changed with its version, which counts it. Of a bell schedule, and of who follows one, only
an end is written, no later than the one that stands; no change writes the others so far."""
