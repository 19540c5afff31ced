"""A change is asked in its six cases, over HTTP, and what it leaves is counted."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from graphql import GraphQLInputObjectType, get_named_type, is_object_type

from hub.models import Base
from hub.models.base import VERSION
from tests.doors.conftest import refusal
from tests.mutations.conftest import entering

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schema.build import Built
    from tests.mutations.cases.declared import Case, No, Told
    from tests.mutations.conftest import Entry
    from tests.mutations.served import Served

READINGS = {"access", "access_span", "disclosure", "seal", "token", "view_as"}
"""What is written by whoever reads or signs in, and not by who enters something."""
COUNTED = " UNION ALL ".join(
    f"SELECT '{table.name}' AS name, count(*) AS rows,"
    f" {f'coalesce(sum({VERSION}), 0)' if VERSION in table.c else '0'} AS versions"
    f" FROM {table.name}"
    for table in Base.metadata.sorted_tables
    if table.name not in READINGS
)
"""How many rows each table has, and how often they were changed in place."""
LAST = """
SELECT coalesce((SELECT max(entry) FROM change), 0) AS change,
  coalesce((SELECT max(id) FROM outbox), 0) AS outbox, (SELECT count(*) FROM retry) AS keys
"""
"""The last records, and how many keys are kept."""
CHANGES = """
SELECT c.entity, c.row_id, c.student_id, c.kind, c.operation, c.reason, c.request_id, c.before,
  c.after, p.sourced_id FROM change c JOIN person p ON p.id = c.person_id
WHERE c.entry > $1 ORDER BY c.entry
"""
OUTBOX = "SELECT entity, row_id, student_id, kind FROM outbox WHERE id > $1"
SAYS = {
    "ADDED": (False, True),
    "AMENDED": (True, True),
    "TAKEN_BACK": (True, False),
    "MERGED": (True, True),
    "UNMERGED": (True, True),
}
"""Whether a record says what was before, and what is after."""
PUBLIC_ID = re.compile(r"[a-z]+_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
UNSAID = {"id", "version", "reason"}
"""What an input has of every row, and what stands beside the record."""


async def asked(office: Served, built: Built, case: Case) -> None:
    """Ask a change in its six cases, nothing entered until it may be. An AssertionError says
    which of them isn't as the case has it.
    """
    asking = Asking(office, built, case, await case.given(office), f"{case.change}-{uuid4()}")
    before = await counted(office)
    await asking.bad_input()
    await asking.refused(case.never, "may not")
    await asking.refused(case.nearly, "nearly may")
    await asking.stale()
    assert await counted(office) == before, ("refused", case.change, "left something")
    entry = await asking.may()
    before = await counted(office)
    await asking.told_again(entry)
    assert await counted(office) == before, ("replay", case.change, "left something")


async def counted(office: Served) -> dict[str, tuple[int, int]]:
    """How many rows each table has, and how often they were changed in place."""
    return {row["name"]: (row["rows"], row["versions"]) for row in await office.fetch(COUNTED)}


@dataclass
class Asking:
    """A change that is asked: all of it under one key, which nothing that is refused uses up."""

    office: Served
    built: Built
    case: Case
    told: Told
    key: str

    @property
    def who(self) -> str:
        """Who may."""
        return self.told.may or self.case.may

    @property
    def field(self) -> Any:
        """The change in the schema."""
        mutation = self.built.graphql.mutation_type
        assert mutation is not None
        return mutation.fields[self.case.change]

    @property
    def shown(self) -> tuple[str, str, str]:
        """The field of the payload that shows a row, its type, and what is asked of it: the id,
        and the version if it has one.
        """
        payload: Any = get_named_type(self.field.type)
        kinds: dict[str, Any] = {
            name: get_named_type(field.type) for name, field in payload.fields.items()
        }
        (name,) = (
            each for each, kind in kinds.items() if each != "userErrors" and is_object_type(kind)
        )
        kind = kinds[name]
        return name, kind.name, "id version" if "version" in kind.fields else "id"

    @property
    def shows(self) -> str:
        """The selection of the payload's row."""
        name, _, fields = self.shown
        return f"{name} {{ {fields} }}"

    async def enter(self, who: str, given: Mapping[str, Any]) -> Entry:
        """What becomes of it as somebody enters it."""
        return await self.office.enter(who, self.case.change, given, self.shows, key=self.key)

    async def bad_input(self) -> None:
        """Whoever may is told what is wrong with it, and where."""
        bad = self.case.bad
        entry = await self._refused(self.who, bad.of(self.told), bad.code, "bad input")
        paths = {".".join(each["path"][1:]) for each in entry.errors}
        assert paths == {bad.path}, ("bad input", self.case.change, entry.errors)

    async def refused(self, no: No, which: str) -> None:
        """Who may not is refused, and told all fields that they may not write."""
        entry = await self._refused(no.who, self.told.given, no.code, which)
        named = {name for each in entry.errors for name in each["fields"]}
        assert named == set(no.fields.split()), (which, self.case.change, sorted(named))

    async def stale(self) -> None:
        """Where the change takes a version, whoever has seen another is told the present one."""
        if takes_version(self.field.args["input"].type):
            (present,) = set(versions(self.told.given))
            given = unseen(self.told.given)
            entry = await self._refused(self.who, given, "STALE_VERSION", "stale version")
            assert {each["version"] for each in entry.errors} == {present}, entry.errors

    async def _refused(self, who: str, given: Mapping[str, Any], code: str, which: str) -> Entry:
        before = await self.office.fetch(LAST)
        entry = await self.enter(who, given)
        assert set(entry.codes) == {code}, (which, self.case.change, who, entry.errors)
        assert await self.office.fetch(LAST) == before, (which, self.case.change, "is on record")
        return entry

    async def may(self) -> Entry:
        """Whoever may does, and it leaves the records that the case says."""
        (last,) = await self.office.fetch(LAST)
        entry = await self.enter(self.who, self.told.given)
        assert entry.errors == [], ("may", self.case.change, entry.errors)
        assert entry.row is not None, ("may", self.case.change, "is shown nothing")
        assert entry.row == await self.read(entry.row["id"]), ("may", self.case.change, entry.row)
        assert (await self.office.fetch(LAST))[0]["keys"] == last["keys"] + 1
        changes = [dict(row) for row in await self.office.fetch(CHANGES, last["change"])]
        await self._recorded(changes)
        told = await self.office.fetch(OUTBOX, last["outbox"])
        same = ("entity", "row_id", "student_id", "kind")
        assert Counter(tuple(row) for row in told) == Counter(
            tuple(row[name] for name in same) for row in changes
        ), ("outbox", self.case.change)
        return entry

    async def read(self, row_id: str) -> Any:
        """The row that the payload shows, as whoever may reads it anyhow."""
        _, kind, fields = self.shown
        text = f"query Read($id: ID!) {{ node(id: $id) {{ ... on {kind} {{ {fields} }} }} }}"
        answer = await self.office.doors.ask(await self.office.person(self.who), text, id=row_id)
        return answer.json()["data"]["node"]

    async def _recorded(self, changes: list[dict[str, Any]]) -> None:
        """Each row is on record: who, in which words, what was and what is, of which student."""
        left = Counter((row["kind"], row["entity"]) for row in changes)
        wanted = self.case.leaves + self.told.leaves
        assert left == wanted, ("records", self.case.change, left, wanted)
        who, reason = await self.office.person(self.who), self.told.given.get("reason", "")
        assert {(row["sourced_id"], row["operation"]) for row in changes} == {
            (who, self.case.change)
        }
        assert len({row["request_id"] for row in changes}) == 1
        for row in changes:
            assert reason in (row["reason"] or ""), ("reason", self.case.change, row["reason"])
            stands = row["before"] is not None, row["after"] is not None
            assert stands == SAYS[row["kind"]], ("records", self.case.change, row["entity"])
            theirs = row["entity"] == "student" or "student_id" in _columns(row["entity"])
            assert theirs == (row["student_id"] is not None), ("student", row["entity"])
        students = {f"stu_{row['student_id']}" for row in changes if row["student_id"]}
        if self.told.students:
            assert students == self.told.students, ("students", self.case.change, students)
        self._said([json.loads(row["after"]) for row in changes if row["after"]])

    def _said(self, after: list[dict[str, Any]]) -> None:
        """What was given is what stands after, as far as it is a column of a row."""
        for name, value in self.told.given.items():
            column = re.sub(r"(?=[A-Z])", "_", name).lower()
            kept = [plain(row[column]) for row in after if column in row]
            if column not in UNSAID and not isinstance(value, list) and kept:
                assert plain(value) in kept, ("records", self.case.change, name, kept)

    async def told_again(self, first: Entry) -> None:
        """Under the same key it is told again and not done again; anything else is refused."""
        again = await self.enter(self.who, self.told.given)
        assert again == first, ("replay", self.case.change, again)
        text = entering(self.case.change, self.shows)
        other = another(self.told.given)
        response = await self.office.post(self.who, text, other, self.key)
        refusal(response, 422, "IDEMPOTENCY_KEY_REUSED")


def takes_version(kind: Any) -> bool:
    """Whether an input, or what it is a list of, asks for a version."""
    named: Any = get_named_type(kind)
    return isinstance(named, GraphQLInputObjectType) and any(
        name == "version" or takes_version(field.type) for name, field in named.fields.items()
    )


def versions(given: Any) -> list[int]:
    """The versions that are given, wherever they stand."""
    if isinstance(given, list):
        return [found for each in given for found in versions(each)]
    if not isinstance(given, dict):
        return []
    below = [found for each in given.values() for found in versions(each)]
    return [given["version"], *below] if "version" in given else below


def unseen(given: Any) -> Any:
    """The same with versions that nobody has seen."""
    if isinstance(given, list):
        return [unseen(each) for each in given]
    if not isinstance(given, dict):
        return given
    return {name: each + 7 if name == "version" else unseen(each) for name, each in given.items()}


def another(given: Mapping[str, Any]) -> dict[str, Any]:
    """The same about another row."""
    ids = (name for name, each in given.items() if PUBLIC_ID.fullmatch(str(each)))
    name = next(ids)
    return {**given, name: f"{given[name].partition('_')[0]}_{UUID(int=7)}"}


def plain(value: Any) -> Any:
    """A value as JSON and the schema both say it."""
    text = str(value)
    if PUBLIC_ID.fullmatch(text):
        return text.partition("_")[2]
    return Decimal(text) if NUMBER.fullmatch(text) else text


def _columns(table: str) -> Any:
    return Base.metadata.tables[table].c
