"""Where the hub and the oracle meet: a world in a real database, asked as each of its people."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from random import Random
from typing import TYPE_CHECKING, Any

from hub.errors import BadCursor, FieldWithheld, NotAgreed
from hub.identity import issue
from hub.models.codes import TokenKind
from resolvers import binding
from schema.documents import FieldNotGranted
from tests.oracle import answers, bridge, filters, policy, vendors, worlds
from tests.oracle.bridge import Asked, Naive, Pick
from tests.oracle.facts import Facts

if TYPE_CHECKING:
    from uuid import UUID

    from hub.viewer import Viewer
    from tests.conftest import Hub
    from tests.oracle.drawing import World

NOW = datetime(2026, 10, 14, 17, 0, tzinfo=UTC)
TURNS = 6
"""Pages turned of one list."""
NODES = 10
"""Rows asked for one by one, by each person."""
PAGED = (
    "students",
    "guardians",
    "guardianships",
    "guardianCandidates",
    "incidents",
    "courtOrders",
    "ieps",
    "healthAlerts",
    "staff",
    "disclosures",
    "openings",
    "problems",
    "myScopes",
)


@dataclass
class Disagreement(AssertionError):
    """The hub and the oracle answer differently: a leak or a wrongful refusal."""

    seed: int
    person: UUID
    document: str
    hub: Any
    oracle: Any

    def __str__(self) -> str:
        """Where to look: the seed replays it."""
        return (
            f"world {self.seed}, person {self.person}\n{self.document}\n"
            f"hub:    {self.hub}\noracle: {self.oracle}"
        )


@dataclass
class Arena:
    """One database in which worlds come and go."""

    hub: Hub
    games: tuple[str, ...] = ("nodes", "paged", "led")
    drawn: Counter[str] = field(default_factory=Counter)
    asked: int = 0

    async def play(self, seed: int) -> None:
        """Load the world of a seed and compare all of its people's answers."""
        world, random = worlds.make(seed), Random(seed)
        async with self.hub.database.owner() as owner:
            await worlds.clear(owner)
            await worlds.load(owner, world)
            tokens = {
                person: await issue(owner, person, TokenKind.BEARER)
                for person in worlds.people(world)
            }
        for person, token in tokens.items():
            try:
                viewer = await self.hub.identity.viewer(token)
            except NotAgreed:
                self._refused(seed, world, person)
                continue
            self.drawn.update(f"roles {pair}" for pair in _pairs(viewer))
            await self._ask(seed, world, person, viewer, random)

    def _refused(self, seed: int, world: World, person: UUID) -> None:
        """An app is let in unless it reads nothing at all."""
        reading = policy.readable(world, person, worlds.TODAY, NOW, self.drawn)
        if reading.columns:
            raise Disagreement(seed, person, "sign-in", "refused", "reads something")
        self.drawn["refused app"] += 1

    async def _ask(
        self, seed: int, world: World, person: UUID, viewer: Viewer, random: Random
    ) -> None:
        reading = policy.readable(world, person, worlds.TODAY, NOW, self.drawn)
        catalog = self.hub.door.built.catalog
        if viewer.app_id is not None:
            catalog = bridge.narrowed(
                catalog, vendors.granted(Facts(world, person, worlds.TODAY, NOW))
            )
        naive = Naive(world, reading, catalog, worlds.TODAY, person)
        game = Game(self, seed, person, viewer, naive)
        if viewer.app_id is not None:
            await game.absent(random)
        if "nodes" in self.games:
            await game.nodes(random)
        if "paged" in self.games:
            await game.paged(random)
        if "led" in self.games and viewer.app_id is None:
            await game.led()
        if "sorted" in self.games and viewer.app_id is None:
            await game.sorted_by_birth_date()
        self.asked += len(self.games)


@dataclass
class Game:
    """One person's operations in one world."""

    arena: Arena
    seed: int
    person: UUID
    viewer: Viewer
    naive: Naive

    async def answer(self, document: str, variables: dict[str, Any] | None = None) -> Any:
        """The hub's answer, or None where it refuses a withheld field."""
        door = self.arena.hub.door
        try:
            answer = await door.execute(document, self.viewer, variables=variables)
        except (FieldWithheld, FieldNotGranted):
            return None
        if self.naive.reading.logged or self.viewer.target is not None:
            await self.forget()
        return json.loads(answer.body)["data"]

    def compare(self, document: str, hub: Any, oracle: Any) -> None:
        """Fail with both answers unless they are equal."""
        if bridge.unordered(hub) != bridge.unordered(oracle):
            raise Disagreement(self.seed, self.person, document, hub, oracle)

    async def forget(self) -> None:
        """Take back what answers have put on record: the oracle's world stays."""
        async with self.arena.hub.database.owner() as owner:
            for table in ("disclosure", "view_as"):
                kept = [row["id"] for row in self.naive.world[table]]
                await owner.execute(f"DELETE FROM {table} WHERE NOT id = ANY($1)", kept)

    async def absent(self, random: Random) -> None:
        """An app's schema has what the oracle says that it is granted, and nothing else; whoever
        names something else is refused (P-28).
        """
        seen, wanted = self.arena.hub.door.seen_by(self.viewer), self.naive.catalog
        tabled = {n: each for n, each in seen.catalog.types.items() if each.table is not None}
        for name, entry in self.arena.hub.door.built.catalog.types.items():
            if entry.table is None:
                continue
            there = bridge.shown(wanted.types[name]) if name in wanted.types else None
            found = bridge.shown(tabled[name]) if name in tabled else None
            self.compare(f"fields of {name}", found, there)
            gone = sorted(bridge.shown(entry) - (there or set()))
            if gone:
                document = bridge.naming(entry, random.choice(gone))
                self.compare(document, await self.answer(document), None)
        self.arena.drawn["apps asked"] += 1

    async def nodes(self, random: Random) -> None:
        """Rows of any table by id, visible or not, with all of their columns."""
        catalog = self.naive.catalog
        tables = bridge.exposed(catalog)
        tables = random.sample(tables, min(len(tables), NODES))
        chosen = [
            (bridge.whole(catalog, table), random.choice(self.naive.world[table])["id"])
            for table in tables
        ]
        document = "{ " + " ".join(self._node(*each, at) for at, each in enumerate(chosen)) + " }"
        data = await self.answer(document)
        for at, (pick, row_id) in enumerate(chosen):
            self.compare(
                document,
                bridge.normal(pick, data[f"n{at}"], catalog),
                self.naive.object(pick, row_id),
            )

    def _node(self, pick: Pick, row_id: UUID, at: int) -> str:
        catalog = self.naive.catalog
        public = f"{catalog.types[pick.type].prefix}_{row_id}"
        return (
            f'n{at}: node(id: "{public}") {{ ... on {pick.type} {bridge.written(pick, catalog)} }}'
        )

    async def paged(self, random: Random) -> None:
        """A page of a root list with filter, order and count, and rows nested below it."""
        catalog = self.naive.catalog
        roots = [each for each in PAGED if each in catalog.roots]
        if not roots:
            return
        root = random.choice(roots)
        type_name = str(catalog.roots[root].target)
        pick = bridge.drawn_pick(random, catalog, type_name, 2)
        drawn = filters.drawn(random, self.naive, type_name)
        asked = Asked(root, pick, drawn.text, drawn.filter, first=random.choice((1, 2, 3, 50)))
        order, columns, descending = filters.order(
            random, catalog.types[type_name], self.arena.hub.door.built
        )
        asked = replace(asked, order=order, columns=columns, descending=descending)
        document = (
            f"query Page($after: String) {{ {root}(first: {asked.first}, after: $after"
            f"{asked.where}{asked.order}) {{ nodes {bridge.written(pick, catalog)} "
            "totalCount { count } pageInfo { hasNextPage endCursor } } }"
        )
        data = await self.answer(document)
        if data is None:
            hidden = filters.names_hidden(drawn, self.naive) or bool(columns)
            self.compare(document, hidden, oracle=True)
            self.arena.drawn["refused"] += 1
            return
        self._compare_page(document, asked, data[root])
        await self._turn_pages(document, asked, data[root])
        await self._forge(document, asked, random)

    async def led(self) -> None:
        """Adults, staff and incidents below the rows that make them readable, in full."""
        for root, pick in bridge.led(self.naive.catalog):
            document = (
                f"{{ {root}(first: 100) {{ nodes {bridge.written(pick, self.naive.catalog)} "
                "totalCount { count } pageInfo { hasNextPage } } }"
            )
            data = await self.answer(document)
            self._compare_page(document, Asked(root, pick, first=100), data[root])

    async def sorted_by_birth_date(self) -> None:
        """Students by their birth date: refused unless it is readable of all of them."""
        pick = Pick("Student", ("birthDate",))
        asked = Asked("students", pick, columns=("birth_date",), first=100)
        document = (
            "{ students(first: 100, orderBy: {field: BIRTH_DATE}) { nodes "
            f"{bridge.written(pick, self.naive.catalog)} totalCount {{ count }} "
            "pageInfo { hasNextPage } } }"
        )
        data = await self.answer(document)
        if data is not None:
            self._compare_page(document, asked, data["students"])

    async def _turn_pages(self, document: str, asked: Asked, page: Any) -> None:
        """All pages together are the list: in the order that was asked for, each row once."""
        found = [each["id"] for each in page["nodes"]]
        turns = 0
        while page["pageInfo"]["hasNextPage"] and turns < TURNS:
            after = {"after": page["pageInfo"]["endCursor"]}
            page = _page(await self.answer(document, after))
            found += [each["id"] for each in page["nodes"]]
            turns += 1
        allowed = filters.allowed(self.naive)
        whole = replace(asked, first=10_000)
        prefix = self.naive.catalog.types[asked.pick.type].prefix
        ids = [f"{prefix}_{each}" for each in self.naive.ids(whole, allowed)]
        if turns == TURNS:
            ids = ids[: len(found)] if asked.columns else ids
        if asked.columns:
            self.compare(document, list(enumerate(found)), list(enumerate(ids)))
        elif turns < TURNS:
            self.compare(document, sorted(found), sorted(ids))

    async def _forge(self, document: str, asked: Asked, random: Random) -> None:
        """A cursor of a row that the viewer does not see is refused, be its seal right."""
        entry = self.naive.catalog.types[asked.pick.type]
        assert entry.table is not None
        seen = {key for table, key in self.naive.reading.columns if table == entry.table.name}
        unseen = [r["id"] for r in self.naive.world[entry.table.name] if r["id"] not in seen]
        if not unseen:
            return
        cursor = await self._sealed(document, random.choice(unseen))
        try:
            await self.answer(document, {"after": cursor})
        except BadCursor:
            self.arena.drawn["refused cursor"] += 1
            return
        raise Disagreement(self.seed, self.person, document, "answered", "refused cursor")

    async def _sealed(self, document: str, row_id: UUID) -> str:
        door = self.arena.hub.door
        parsed = door.document(document, self.viewer)
        operation = next(iter(parsed.operations.values()))
        given = {"after": "x"}
        plan = door.prepared((document, False), parsed, operation, given, self.viewer).plan
        keys = binding.cursor_keys(plan, given, self.viewer, door.secret)
        return binding.sealed(row_id, keys["c0"])

    def _compare_page(self, document: str, asked: Asked, page: Any) -> None:
        allowed = filters.allowed(self.naive)
        everything = Asked(asked.root, asked.pick, "", asked.filter, first=10_000)
        try:
            ids = self.naive.ids(replace(everything, columns=asked.columns), allowed)
        except answers.Unsortable:
            self.compare(document, "sorted by what is withheld", "refused")
            return
        self.compare(document, page["totalCount"]["count"], len(ids))
        self.compare(document, page["pageInfo"]["hasNextPage"], len(ids) > asked.first)
        prefix = self.naive.catalog.types[asked.pick.type].prefix
        shown = [bridge.normal(asked.pick, each, self.naive.catalog) for each in page["nodes"]]
        public = {f"{prefix}_{each}": each for each in ids}
        self.compare(document, [each["id"] in public for each in shown], [True] * len(shown))
        self.compare(document, len(shown), min(len(ids), asked.first))
        wanted = [self.naive.object(asked.pick, public[each["id"]]) for each in shown]
        self.compare(document, shown, wanted)


def _page(data: Any) -> Any:
    return next(iter(data.values()))


def _pairs(viewer: Viewer) -> list[str]:
    """The pairs of capacities that a viewer has at once."""
    held = sorted(
        {name.split("/")[0].split(":")[0].split(".")[0] for name in viewer.shape.relations}
    )
    return [f"{one}+{two}" for at, one in enumerate(held) for two in held[at + 1 :]]
