"""A district in which things happen, beside a model of it that knows nothing of the hub.

The model is a world of the oracle, to which each acknowledged change is added by hand. Who might
enter something, and who reads what, the oracle says of it.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from graphql import GraphQLObjectType

from hub.clock import clock_on
from hub.errors import NotAgreed, Unauthenticated
from hub.identity import issue
from hub.ledger import Sealer, verify
from hub.models.codes import TokenKind
from schema.documents import FieldNotGranted
from tests.oracle import bridge, policy, worlds
from tests.oracle.arena import Arena, Game
from tests.oracle.bridge import Naive
from tests.oracle.writing import writable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime
    from random import Random

    from hub.viewer import Viewer
    from tests.conftest import Hub
    from tests.oracle.drawing import Row

CLOSED = frozenset({"NOT_ALLOWED", "NOT_FOUND"})
"""What somebody is told who may not."""
TOLD = "SELECT entity, row_id, kind FROM change"
OUTBOX = "SELECT entity, row_id, kind FROM outbox"


@dataclass(frozen=True)
class Said:
    """What became of an entry: the key of its row, or the codes of what was wrong."""

    row_id: UUID | None
    codes: frozenset[str]


@dataclass
class Asking(Game):
    """A person's operations in a district that goes on: what reading leaves behind stays, and may
    be read from then on.
    """

    town: Town

    async def forget(self) -> None:
        """Take up into the model what answers have put on record."""
        for row in await self.town.taken_up(self.person):
            self.naive.rows["disclosure", row["id"]] = row
        town = self.town
        self.naive.reading = policy.readable(town.world, self.person, town.today, town.now)


@dataclass
class Town:
    """One database with its model, its clock, and who is signed in."""

    hub: Hub
    seed: int
    world: dict[str, list[Row]]
    today: date = worlds.TODAY
    tokens: dict[UUID, str] = field(default_factory=dict)
    told: Counter[tuple[str, UUID, str]] = field(default_factory=Counter)
    sealer: Sealer = field(default_factory=Sealer)
    seen: Counter[str] = field(default_factory=Counter)

    @classmethod
    async def opened(cls, hub: Hub, seed: int) -> Town:
        """The world of a seed, loaded into the hub's database; everybody is signed in."""
        town = cls(hub, seed, worlds.make(seed))
        async with hub.database.owner() as owner:
            await worlds.clear(owner)
            await worlds.load(owner, town.world)
            for person in worlds.people(town.world):
                town.tokens[person] = await issue(owner, person, TokenKind.BEARER)
        town.turn_to(worlds.TODAY)
        return town

    @property
    def now(self) -> datetime:
        """The instant of the district's clock."""
        return clock_on(self.today, self.hub.identity.clock.zone).now

    def turn_to(self, day: date) -> None:
        """It is another day; nothing else happens."""
        self.today = day
        self.hub.identity.clock = replace(self.hub.identity.clock, fixed=day)

    def pass_days(self, days: int) -> None:
        """Some days pass."""
        self.turn_to(self.today + timedelta(days=days))

    def rows(self, table: str) -> list[Row]:
        """The model's rows of a table."""
        return self.world[table]

    def row(self, table: str, row_id: UUID) -> Row:
        """A row of the model."""
        return next(each for each in self.rows(table) if each["id"] == row_id)

    def staff(self, person: UUID) -> UUID | None:
        """The key of a person as staff."""
        found = (s["id"] for s in self.rows("staff_member") if s["person_id"] == person)
        return next(found, None)

    def people(self) -> list[UUID]:
        """Who may sign in today."""
        return [each for each in worlds.people(self.world) if each in self.tokens]

    async def viewer(self, person: UUID) -> Viewer | None:
        """Somebody who signs in; None where they may not."""
        try:
            return await self.hub.identity.viewer(self.tokens[person], again=True)
        except (NotAgreed, Unauthenticated):
            return None

    async def enter(self, person: UUID, change: str, given: Mapping[str, Any]) -> Said:
        """Enter something as somebody."""
        viewer = await self.viewer(person)
        if viewer is None:
            return Said(None, frozenset({"NOT_ALLOWED"}))
        kind, shown = change[0].upper() + change[1:], self._shown(change)
        document = (
            f"mutation($input: {kind}Input!) {{ {change}(input: $input) "
            f"{{ {shown} {{ id }} userErrors {{ code }} }} }}"
        )
        try:
            answer = await self.hub.door.execute(document, viewer, variables={"input": dict(given)})
        except FieldNotGranted:  # an app's schema has no changes
            return Said(None, frozenset({"NOT_ALLOWED"}))
        await self.taken_up(person)
        said = json.loads(answer.body)["data"][change]
        codes = frozenset(each["code"] for each in said["userErrors"])
        row = said[shown]
        self.seen[f"{change} {'entered' if not codes else min(codes)}"] += 1
        return Said(None if row is None else UUID(row["id"].partition("_")[2]), codes)

    def _shown(self, change: str) -> str:
        """The field of a change's payload that shows its row."""
        kinds = self.hub.door.built.graphql.type_map
        payload = kinds[f"{change[0].upper()}{change[1:]}Payload"]
        assert isinstance(payload, GraphQLObjectType)
        names: list[str] = [name for name in payload.fields if name != "userErrors"]
        return names[0]

    def may(self, person: UUID, table: str, row: Row, columns: Iterable[str]) -> bool:
        """Whether the oracle lets somebody say these columns of a row as it is or would be."""
        others = [each for each in self.rows(table) if each["id"] != row["id"]]
        proposed = {**self.world, table: [*others, row]}
        allowed = writable(proposed, person, self.today, self.now)
        return set(columns) <= allowed.get((table, row["id"]), frozenset())

    def keep(self, table: str, row: Row, kind: str) -> None:
        """Take an acknowledged change into the model."""
        self.world[table] = [each for each in self.rows(table) if each["id"] != row["id"]]
        self.world[table].append(row)
        self.told[table, row["id"], kind] += 1

    async def reads(self, person: UUID, random: Random) -> None:
        """Somebody reads rows of any table, and lists with what is below them, as the oracle."""
        viewer = await self.viewer(person)
        reading = policy.readable(self.world, person, self.today, self.now)
        if viewer is None:
            assert not reading.columns or self._gone(person)
            return
        catalog = self.hub.door.built.catalog
        if viewer.app_id is not None:
            return
        naive = Naive(self.world, reading, catalog, self.today, person)
        game = Asking(Arena(self.hub), self.seed, person, viewer, naive, self)
        await game.nodes(random)
        await game.paged(random)
        self.seen["read"] += 1

    async def taken_up(self, person: UUID) -> list[Row]:
        """What an answer to somebody has put on record, once it is in the model."""
        rows = self.rows("disclosure")
        known = [row["id"] for row in rows]
        async with self.hub.database.owner() as owner:
            fresh = await owner.fetch("SELECT * FROM disclosure WHERE NOT id = ANY($1)", known)
        found = [{name: each[name] for name in rows[0]} for each in fresh]
        assert {row["person_id"] for row in found} <= {person}
        rows += found
        return found

    def _gone(self, person: UUID) -> bool:
        return self.row("person", person)["suspended_at"] is not None

    async def suspend(self, person: UUID, *, ends: bool) -> None:
        """Take somebody's sign-in away, or give it back (P-9)."""
        moment = None if ends else self.now
        async with self.hub.database.owner() as owner:
            await owner.execute(
                "UPDATE person SET suspended_at = $2, epoch = epoch + 1 WHERE id = $1",
                person,
                moment,
            )
        self.row("person", person)["suspended_at"] = moment

    async def stands(self, table: str, row_id: UUID, column: str) -> Any:
        """What the hub has put down in one place."""
        async with self.hub.database.owner() as owner:
            return await owner.fetchval(f'SELECT {column} FROM "{table}" WHERE id = $1', row_id)

    async def as_modelled(self, table: str) -> None:
        """The table's rows are the model's, each with all of its columns."""
        async with self.hub.database.owner() as owner:
            kept = {
                each["id"]: dict(each) for each in await owner.fetch(f'SELECT * FROM "{table}"')
            }
        modelled = {each["id"]: each for each in self.rows(table)}
        assert kept.keys() == modelled.keys(), table
        for key, row in modelled.items():
            found = {name: bridge.comparable(kept[key][name]) for name in row}
            wanted = {name: bridge.comparable(row[name]) for name in row}
            assert found == wanted, table

    async def seal(self) -> None:
        """What was put on record is sealed, as far as it can be."""
        async with self.hub.database.acquire() as connection:
            await self.sealer.seal(connection)

    async def on_record(self) -> None:
        """Each acknowledged change is on record and in the outbox, once, and nothing else is; the
        ledger verifies.
        """
        await self.seal()
        async with self.hub.database.owner() as owner:
            for statement in (TOLD, OUTBOX):
                found = Counter(tuple(each) for each in await owner.fetch(statement))
                assert found == self.told, statement
            verdict = await verify(owner, [], lambda _: None)
        assert verdict.findings == []
