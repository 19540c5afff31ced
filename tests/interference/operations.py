"""What a curious person asks: by id, page, filter, order, count and cursor, of seen and unseen."""

from __future__ import annotations

import json
from random import Random
from typing import TYPE_CHECKING

from tests.oracle import bridge, filters
from tests.oracle.arena import PAGED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resolvers.catalog import Catalog
    from schema.build import Built
    from tests.oracle.bridge import Naive

STATUSES = """{ students(first: 100) { nodes {
    id immunizationStatus { state dueOn } withheld { field slice }
} } }"""
"""What is worked out of rows that its reader need not see."""
GAPS = "complete bellSchedule gaps { rule reason period weekdays sections }"
SCHEDULES = f"""{{ students(first: 100) {{ nodes {{
    id scheduleGaps {{ {GAPS} }} withheld {{ field slice }}
}} }} }}"""
"""What is worked out of whole schedules, and withheld of whose schedule is read in parts."""
BOARDS = """{{ incompleteSchedules(schools: [{schools}], first: 100) {{
    school total nowhere lookedAt unchecked escalates last
    students {{ student givenName familyName gradeLevel gaps {{ rule period sections }} }}
}} }}"""
"""Who of schools has no complete schedule."""
NODES = 12
PAGES = 8


def drawn(random: Random, naive: Naive, built: Built) -> Iterator[str]:
    """Documents over a world: its hidden values are named in filters, its hidden rows by id."""
    yield _nodes(random, naive)
    for _ in range(PAGES):
        yield _page(random, naive, built)
    for root, pick in bridge.led(naive.catalog):
        yield f"{{ {root}(first: 100) {{ nodes {bridge.written(pick, naive.catalog)} }} }}"
    yield STATUSES
    yield SCHEDULES
    schools = ", ".join(f'"sch_{each["id"]}"' for each in naive.world["school"])
    yield BOARDS.format(schools=schools)
    yield _orders(random, naive, built)
    yield _search(Random(f"search {naive.person}"), naive)


def _nodes(random: Random, naive: Naive) -> str:
    """Rows of any table by their ids, visible or not, in full."""
    catalog = naive.catalog
    parts = []
    for at, table in enumerate(random.sample(bridge.exposed(catalog), NODES)):
        pick = bridge.whole(catalog, table)
        row = random.choice(naive.world[table])
        public = f"{catalog.types[pick.type].prefix}_{row['id']}"
        shown = bridge.written(pick, catalog)
        parts.append(f'n{at}: node(id: "{public}") {{ ... on {pick.type} {shown} }}')
    return "{ " + " ".join(parts) + " }"


def _page(random: Random, naive: Naive, built: Built) -> str:
    """A page with a filter, an order, a count, cursors, and rows nested below it."""
    catalog = naive.catalog
    root = random.choice(PAGED)
    type_name = str(catalog.roots[root].target)
    pick = bridge.written(bridge.drawn_pick(random, catalog, type_name, 2), catalog)
    where = filters.drawn(random, naive, type_name).text
    order, _, _ = filters.order(random, catalog.types[type_name], built)
    first = random.choice((1, 2, 3, 50))
    return (
        f"{{ {root}(first: {first}{where}{order}) {{ edges {{ cursor node {pick} }} "
        "totalCount { count exact } pageInfo { hasNextPage endCursor } } }"
    )


def _orders(random: Random, naive: Naive, built: Built) -> str:
    """A list in an order that may be withheld."""
    catalog: Catalog = naive.catalog
    root = random.choice(PAGED)
    kind = built.graphql.type_map[f"{catalog.roots[root].target}OrderField"]
    name = random.choice(sorted(kind.values))  # type: ignore[attr-defined]
    return (
        f"{{ {root}(first: 5, orderBy: {{field: {name}}}) "
        "{ nodes { id } pageInfo { endCursor } } }"
    )


def _search(random: Random, naive: Naive) -> str:
    """People by somebody's name, seen or not."""
    root, table = random.choice(
        (("students", "student"), ("guardians", "guardian"), ("staff", "staff_member"))
    )
    name = random.choice(random.choice(naive.world[table])["sort_name"].split(", "))
    shown = "{ edges { cursor node { id } } totalCount { count } }"
    return f"{{ {root}(first: 50, search: {json.dumps(name)}) {shown} }}"
