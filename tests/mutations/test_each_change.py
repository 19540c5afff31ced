"""Each change of the schema in its six cases: may, nearly may, may not, bad input, stale version,
told again; and the records that it leaves.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.mutations.asking import asked
from tests.mutations.cases import DISTRICTS, health
from tests.mutations.cases.declared import Bad, No, Told, added, amended
from tests.mutations.served import served

if TYPE_CHECKING:
    from types import ModuleType

    from schema.build import Built
    from tests.conftest import Hub
    from tests.mutations.cases.declared import Case


def named(domains: tuple[ModuleType, ...]) -> str:
    """The domains' own names."""
    return "-".join(each.__name__.rpartition(".")[2] for each in domains)


def test_each_change_of_the_schema_has_its_six_cases(built: Built) -> None:
    mutation = built.graphql.mutation_type
    assert mutation is not None
    cases = Counter(case.change for each in DISTRICTS for domain in each for case in domain.CASES)
    assert cases == Counter(mutation.fields.keys())


@pytest.mark.parametrize("domains", DISTRICTS, ids=named)
async def test_each_change_is_as_its_cases_say(
    own_demo: Hub, built: Built, domains: Any, subtests: pytest.Subtests
) -> None:
    async with served(own_demo, built) as office:
        for case in (case for domain in domains for case in domain.CASES):
            with subtests.test(case.change):
                await asked(office, built, case)


ALERT: Case = health.CASES[0]
NOBODY = frozenset({"stu_00000000-0000-4000-8000-000000000000"})


async def about_nobody(office: Any) -> Told:
    told = await ALERT.given(office)
    return replace(told, students=NOBODY)


async def test_a_case_that_is_not_so_fails(own_demo: Hub, built: Built) -> None:
    """A table that nobody can fail would keep nothing: each of its columns, told wrongly."""
    fields = ALERT.nearly.fields
    wrong: dict[str, tuple[Case, str]] = {
        "whoever may is said not to": (
            replace(ALERT, never=No("nurse", "NOT_ALLOWED", fields)),
            "may not",
        ),
        "whoever nearly may does": (replace(ALERT, nearly=No("nurse_lead", "NOT_FOUND")), "nearly"),
        "a field is not named": (
            replace(ALERT, nearly=replace(ALERT.nearly, fields=f"{fields} version")),
            "nearly may",
        ),
        "another refusal": (replace(ALERT, never=No("analyst", "NOT_ALLOWED")), "may not"),
        "it is not bad": (
            replace(ALERT, bad=Bad({"dietary": True}, "INVALID", "dietary")),
            "bad input",
        ),
        "bad elsewhere": (replace(ALERT, bad=replace(ALERT.bad, path="startsOn")), "bad input"),
        "who may may not": (replace(ALERT, may="teacher"), "'may'"),
        "a record is missing": (replace(ALERT, leaves=added("health_alert", 2)), "records"),
        "a record of another kind": (replace(ALERT, leaves=amended("health_alert")), "records"),
        "about somebody else": (replace(ALERT, given=about_nobody), "students"),
    }
    async with served(own_demo, built) as office:
        for case, match in wrong.values():
            with pytest.raises(AssertionError, match=match):
                await asked(office, built, case)
