"""Whatever is entered is answered, or refused in words of ours: no 5xx, no insides, no echo."""

from __future__ import annotations

import json
import os
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLScalarType,
    get_nullable_type,
)

from hub.district import personas
from hub.errors import Refusal
from tests.doors.judging import CANARY, INSIDES

if TYPE_CHECKING:
    from schema.build import Built
    from tests.mutations.conftest import Office

TRIES = 4
"""How often each change is tried in the suite."""
SEED = 20_261_122
SERVER_ERROR = 500
TEXTS = ["", " ", "ana@example.org", CANARY, "x" * 20_000, "a\u0000b", "\u202e\U0001f9ea", "1e5"]
NUMBERS = [-1, 0, 1, 7, 12, 35, 481, 2**31 - 1, -(2**31)]
DAYS = ["0001-01-01", "2010-09-01", "2026-10-13", "2026-10-14", "2026-10-15", "9999-12-31"]
SCALARS: dict[str, list[Any]] = {
    "String": TEXTS,
    "Int": NUMBERS,
    "Float": [0.5, -1e300],
    "Boolean": [True, False],
    "Date": [*DAYS, "2026-02-30"],
    "DateTime": [f"{day}T17:00:00Z" for day in DAYS],
    "Time": ["00:00:00", "23:59:59"],
    "Decimal": ["0", "-1", "3.5", "1e400", "99999999999999999999"],
}


class Drawing:
    """Draws inputs of changes: values that fit their types, about rows that are there."""

    def __init__(self, ids: dict[str, list[str]], prefixes: dict[str, str], random: Random) -> None:
        self.ids, self.prefixes, self.random = ids, prefixes, random

    def of(self, kind: Any, name: str = "") -> Any:
        """A value of an input type; `name` tells of what an id may be."""
        if not isinstance(kind, GraphQLNonNull) and self.random.random() < 0.4:
            return None
        kind = get_nullable_type(kind)
        if isinstance(kind, GraphQLList):
            some = self.random.choice((0, 1, 1, 2, 3))
            return [self.of(kind.of_type, name.removesuffix("s")) for _ in range(some)]
        if isinstance(kind, GraphQLInputObjectType):
            return {each: self.of(field.type, each) for each, field in kind.fields.items()}
        if isinstance(kind, GraphQLEnumType):
            return self.random.choice(list(kind.values))
        assert isinstance(kind, GraphQLScalarType)
        return self._id(name) if kind.name == "ID" else self.random.choice(SCALARS[kind.name])

    def _id(self, name: str) -> str:
        """Mostly of a row of the kind that the name says, else of any, or of none."""
        said = name[0].upper() + name[1:].removesuffix("Id")
        prefix = self.prefixes.get(said, self.random.choice(list(self.ids)))
        if self.random.random() < 0.1 or not self.ids.get(prefix):
            return self.random.choice(["", "stu_", "nobody", f"stu_{'0' * 32}", CANARY])
        return self.random.choice(self.ids[prefix])


async def drawing(office: Office, built: Built, seed: int) -> Drawing:
    """What draws from a few rows of each table, those about the named students first."""
    ids: dict[str, list[str]] = {}
    for entry in built.catalog.types.values():
        if entry.table is not None and entry.prefix:
            column = "student_id" if "student_id" in entry.table.c else "id"
            rows = await office.fetch(
                f"SELECT t.id FROM {entry.table.name} t LEFT JOIN student s ON s.id = t.{column}"
                " LEFT JOIN person p ON p.id = s.person_id"
                " ORDER BY p.sourced_id LIKE 'demo-%' DESC NULLS LAST, t.id LIMIT 5"
            )
            ids[entry.prefix] = [f"{entry.prefix}_{row['id']}" for row in rows]
    prefixes = {name: entry.prefix for name, entry in built.catalog.types.items()}
    return Drawing(ids, prefixes, Random(seed))


async def tried(office: Office, draw: Drawing, change: str, kind: Any) -> str:
    """One try of a change as somebody: what came of it, in words that were looked at."""
    who = draw.random.choice([each.key for each in personas() if each.key != "vendor"])
    given = draw.of(kind)
    status = 200
    try:
        entry = await office.enter(who, change, given)
        told, outcome = json.dumps(entry.errors), ",".join(entry.codes) or "entered"
    except Refusal as refusal:
        told, outcome = json.dumps([str(refusal), refusal.details], default=str), refusal.code
        status = refusal.status
    assert status < SERVER_ERROR, (change, who, given, told)
    assert not INSIDES.search(told), (change, told)
    assert CANARY not in told, (change, told)
    return outcome


async def _all(office: Office, built: Built, tries: int, seed: int) -> set[str]:
    draw = await drawing(office, built, seed)
    mutation = built.graphql.mutation_type
    assert mutation is not None
    outcomes = set()
    for change, field in mutation.fields.items():
        for _ in range(tries):
            outcomes.add(await tried(office, draw, change, field.args["input"].type))
    return outcomes


async def test_whatever_is_entered_is_answered_or_refused_in_words(
    office: Office, built: Built
) -> None:
    outcomes = await _all(office, built, TRIES, SEED)
    assert {"NOT_ALLOWED", "NOT_FOUND", "INVALID"} <= outcomes
    changes = await office.fetch("SELECT count(*) AS rows FROM change")
    told = await office.fetch("SELECT count(*) AS rows FROM outbox")
    assert changes == told


async def test_a_day_from_which_nothing_can_be_reckoned_is_refused_at_its_field(
    office: Office,
) -> None:
    given = {"studentId": await office.student("demo-student")}
    for day in (DAYS[0], DAYS[-1]):
        entry = await office.enter("demo-case-manager", "draftIep", {**given, "startsOn": day})
        assert (entry.codes, entry.errors[0]["path"]) == (["INVALID"], ["input", "startsOn"])


@pytest.mark.full
async def test_thousands_of_entries_are_answered_or_refused_in_words(
    office: Office, built: Built
) -> None:
    seed = int(os.environ.get("HOMEROOM_FUZZ_SEED", Random().randrange(2**32)))
    print("seed", seed)
    tries = int(os.environ.get("HOMEROOM_FUZZ_EXAMPLES", "2000")) // 20
    assert "entered" in await _all(office, built, tries, seed)
