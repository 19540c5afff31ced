"""In which state a plan is on a day: as functions of its dates, and as conditions of the policy."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Text, cast, column, func, literal, select, true
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import Date, Integer

from hub import policy
from hub.models.codes import IepStatus, PlanStatus
from hub.plans import iep_status, plan_504_status
from hub.policy import Shape
from hub.policy.plans import iep_in_effect, plan_in_effect
from hub.sql import written

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import ColumnElement, FromClause

    from hub.database import Database

TODAY = date(2026, 10, 14)
DAY = timedelta(days=1)
DAYS = (TODAY - DAY, TODAY, TODAY + DAY)
OF_IEP = ("starts_on", "offered_on", "consented_on", "declined_on", "superseded_on")
OF_PLAN = ("adopted_on", "starts_on", "ends_on")


def drawn(names: tuple[str, ...]) -> list[dict[str, Any]]:
    """Every way in which the dates may lie about today, or be unsaid."""
    said = [DAYS if name == "starts_on" else (None, *DAYS) for name in names]
    return [dict(zip(names, each, strict=True)) for each in product(*said)]


@pytest.mark.parametrize(
    ("dates", "status"),
    [
        ({}, IepStatus.DRAFT),
        ({"offered_on": TODAY}, IepStatus.OFFERED),
        ({"offered_on": TODAY, "declined_on": TODAY}, IepStatus.DECLINED),
        ({"consented_on": TODAY, "starts_on": TODAY + DAY}, IepStatus.CONSENTED),
        ({"consented_on": TODAY}, IepStatus.IN_EFFECT),
        ({"consented_on": TODAY - DAY, "superseded_on": TODAY + DAY}, IepStatus.IN_EFFECT),
        ({"consented_on": TODAY - DAY, "superseded_on": TODAY}, IepStatus.SUPERSEDED),
    ],
)
def test_an_iep_comes_into_effect_and_goes_by_the_clock(
    dates: dict[str, date], status: IepStatus
) -> None:
    said: dict[str, Any] = {**dict.fromkeys(OF_IEP), "starts_on": TODAY, **dates}
    assert iep_status(TODAY, **said) is status


@pytest.mark.parametrize(
    ("dates", "status"),
    [
        ({}, PlanStatus.DRAFT),
        ({"adopted_on": TODAY, "starts_on": TODAY + DAY}, PlanStatus.DRAFT),
        ({"adopted_on": TODAY}, PlanStatus.IN_EFFECT),
        ({"adopted_on": TODAY, "ends_on": TODAY}, PlanStatus.ENDED),
    ],
)
def test_a_504_plan_is_followed_on_its_dates_once_it_is_adopted(
    dates: dict[str, date], status: PlanStatus
) -> None:
    said: dict[str, Any] = {**dict.fromkeys(OF_PLAN), "starts_on": TODAY, **dates}
    assert plan_504_status(TODAY, **said) is status


async def test_the_policy_and_the_field_agree_on_what_is_in_effect(empty: Database) -> None:
    ieps, plans = drawn(OF_IEP), drawn(OF_PLAN)
    expected = [iep_status(TODAY, **each) is IepStatus.IN_EFFECT for each in ieps]
    assert await held(empty, iep_in_effect, ieps) == expected
    assert len(expected) > sum(expected) > 0
    expected = [plan_504_status(TODAY, **each) is PlanStatus.IN_EFFECT for each in plans]
    assert await held(empty, plan_in_effect, plans) == expected
    assert len(expected) > sum(expected) > 0


async def held(
    database: Database,
    condition: Callable[[FromClause], ColumnElement[bool]],
    rows: list[dict[str, Any]],
) -> list[bool]:
    """What a condition says today of rows with these dates, in their order."""
    numbered = [{**each, "number": number} for number, each in enumerate(rows)]
    names = [column(name, Date()) for name in rows[0]]
    given = (
        func.jsonb_to_recordset(cast(literal(json.dumps(numbered, default=str), Text()), JSONB))
        .table_valued(*names, column("number", Integer()))
        .render_derived(with_types=True)
    )
    asked = select(condition(given).is_(true()).label("held")).order_by(given.c.number)
    statement = written(asked)
    async with database.owner() as owner:
        found = await owner.fetch(statement.sql, *(TODAY for _ in statement.parameters))
    return [row["held"] for row in found]


@pytest.mark.parametrize(
    ("table", "inputs"), [("iep", OF_IEP), ("plan_504", OF_PLAN)], ids=["iep", "plan_504"]
)
def test_whoever_reads_one_of_its_dates_reads_all_by_which_it_is_in_a_state(
    table: str, inputs: tuple[str, ...]
) -> None:
    """So the state tells nothing that its reader doesn't read, and is withheld with its inputs."""
    for relation in policy.RELATIONS:
        shape = Shape(frozenset({relation}), trained=True)
        ways = {policy.clauses(table, name, shape) for name in inputs}
        assert len(ways) == 1, relation
