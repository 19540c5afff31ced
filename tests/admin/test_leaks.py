"""No page tells what the API withholds: the leak matrix, over HTML.

Every text of a district bears a mark of its own. Each persona follows links from their first page
on, and tries the addresses that others came to; whatever text is on a page, they are asked for
through the API by its row and field alone, and have to be told it there.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

import pytest

from admin.screens import SCREENS
from hub.district import personas
from tests.admin.addresses import KEY, kind, of_pages
from tests.admin.conftest import Text, signed_in, student_id
from tests.leaks.marked import UNMARKED, Marks, mark, texts
from tests.leaks.sight import table_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import httpx

    from schema.build import Built
    from tests.doors.conftest import Doors

PARTIES = 3
"""Into how many tests the personas are dealt, each with a district of its own."""
AT_ONCE = 40
SHOWN, ABSENT = 200, 404
SAID = {
    "/admin/students/{id}/disclosures": (
        '{ student(id: "%s") { disclosures(first: 100) { nodes { party purposes } } } }'
    ),
    "/admin/explain": '{ named(search: "Torres", students: true) { name } }',
    "/admin/explain/{id}/readers": '{ named(ids: ["%s"]) { name } }',
    "/admin/explain/{id}/readings": (
        '{ named(ids: ["%s"]) { name } readings(student: "%s") { entries { reader viewedAs } } }'
    ),
    "/admin/review/{id}": (
        '{ accessReview(school: "%s") { lines { standings { staff { name } } } } }'
    ),
}
"""What is told by no row of its own: who read, whom an explanation names, who is reviewed."""
TYPED = {"demo-privacy-officer": ["/admin/explain?q=Torres"]}
"""What somebody types where no link leads on."""
NO_PEOPLE = frozenset({"suspended_teacher", "former_teacher"})
"""Who can't sign in to a page."""
PEOPLE = tuple(
    each.sourced_id
    for each in personas()
    if each.key not in NO_PEOPLE and not each.key.endswith("_app")
)
PAGES = 20
"""Fewer kinds of pages than these are no walk."""
REFUSED: set[str] = set()
"""Columns that refuse a mark, by a check of theirs."""
MARKED_COLUMNS = 60


@dataclass
class Reader:
    """A persona, and what they have been shown: each mark with the pages on which it stood."""

    who: str
    http: httpx.AsyncClient
    shown: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    seen: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)

    async def open(self, path: str, marks: Marks) -> list[str]:
        """Look at a page: the addresses to which it leads."""
        self.seen.add(path)
        response = await self.http.get(path)
        assert response.status_code in (SHOWN, ABSENT), (self.who, kind(path), response.status_code)
        for each in marks.on(response.text):
            self.shown[each].add(kind(path))
        if response.status_code != SHOWN:
            return []
        self.read.add(path)
        return list(of_pages(each["href"] for each in Text(response.text).named("a")))

    async def walk(self, marks: Marks, most: int) -> None:
        """Follow links from the first page on, `most` of a kind."""
        opened: defaultdict[str, int] = defaultdict(int)
        waiting = ["/admin", *TYPED.get(self.who, [])]
        while waiting:
            path = waiting.pop(0)
            if path in self.seen or opened[kind(path)] >= most:
                continue
            opened[kind(path)] += 1
            waiting += await self.open(path, marks)


async def told(doors: Doors, reader: Reader, marks: Marks) -> set[str]:
    """The marks among those that a persona was shown that the API tells them as well."""
    found: set[str] = set()
    asked = sorted(reader.shown)
    for at in range(0, len(asked), AT_ONCE):
        some = {f"a{number}": each for number, each in enumerate(asked[at : at + AT_ONCE])}
        fields = (
            f'{name}: node(id: "{text.id}") {{ ... on {text.type} {{ {text.field} }} }}'
            for name, text in ((name, marks.texts[each]) for name, each in some.items())
        )
        answer = (await doors.ask(reader.who, f"{{ {' '.join(fields)} }}")).json()
        for name, each in some.items():
            if each in json.dumps(answer["data"][name]):
                found.add(each)
    return found | await said_of_many(doors, reader, marks)


async def said_of_many(doors: Doors, reader: Reader, marks: Marks) -> set[str]:
    """The marks in what the API tells beside rows: who read a record and for what, as it was kept;
    the names in explanations and reviews.
    """
    found: set[str] = set()
    for path in reader.read:
        asked = SAID.get(kind(path))
        if asked is not None:
            about = KEY.search(path)
            text = asked.replace("%s", about[0]) if about else asked
            found |= marks.on((await doors.ask(reader.who, text)).text)
    return found


async def reader_of(doors: Doors, who: str) -> Reader:
    """A persona who has just signed in."""
    return Reader(who, (await signed_in(doors, who)).http)


async def readers(doors: Doors, marks: Marks, people: Sequence[str], most: int) -> list[Reader]:
    """Personas with all that they were shown by `most` addresses of each kind to which they came,
    and as many to which others did.
    """
    found = [await reader_of(doors, each) for each in people]
    for each in found:
        await each.walk(marks, most)
    everywhere: defaultdict[str, set[str]] = defaultdict(set)
    for each in found:
        for path in each.read:
            everywhere[kind(path)].add(path)
    chosen = Random(1)
    for each in found:
        for paths in everywhere.values():
            others = sorted(paths - each.seen)
            for path in chosen.sample(others, min(most, len(others))):
                await each.open(path, marks)
    return found


async def withheld(doors: Doors, reader: Reader, marks: Marks) -> list[str]:
    """What pages told a persona that the API doesn't."""
    known = await told(doors, reader, marks)
    return [
        f"{reader.who}: {marks.texts[each].type}.{marks.texts[each].field} on {sorted(where)}"
        for each, where in reader.shown.items()
        if each not in known
    ]


async def shown(doors: Doors, built: Built, people: Sequence[str], most: int) -> set[str]:
    """The kinds of pages that somebody read. None of them was shown a text that the API
    withholds.
    """
    marks = await mark(doors.database, built.catalog)
    assert marks.unmarked == REFUSED
    assert len({(text.type, text.field) for text in marks.texts.values()}) > MARKED_COLUMNS
    found = await readers(doors, marks, people, most)
    assert [each for reader in found for each in await withheld(doors, reader, marks)] == []
    assert sum(bool(reader.shown) for reader in found) > len(found) / 2
    return {path for reader in found for path in map(kind, reader.read)}


@pytest.mark.parametrize("party", range(PARTIES))
async def test_p32_no_page_shows_a_text_that_the_api_withholds(
    own_doors: Doors, built: Built, party: int
) -> None:
    assert len(await shown(own_doors, built, PEOPLE[party::PARTIES], 1)) > PAGES


@pytest.mark.full
async def test_p32_no_page_of_many_shows_a_text_that_the_api_withholds(
    own_doors: Doors, built: Built
) -> None:
    """Ten addresses of each kind, and every screen was open to somebody."""
    open_to = await shown(own_doors, built, PEOPLE, 10)
    assert {re.sub(r"\{\w+\}", "{id}", screen.path) for screen in SCREENS} <= open_to


async def test_what_a_page_would_show_too_much_is_noticed(own_doors: Doors, built: Built) -> None:
    """What a nurse reads on a page is held against what a teacher may read."""
    marks = await mark(own_doors.database, built.catalog)
    path = f"/admin/students/{await student_id(own_doors, 'demo-student')}/health"
    nurse = await reader_of(own_doors, "demo-nurse")
    await nurse.open(path, marks)
    assert await withheld(own_doors, nurse, marks) == []
    teacher = await reader_of(own_doors, "demo-teacher")
    teacher.shown = nurse.shown
    found = {each.split(" on ")[0] for each in await withheld(own_doors, teacher, marks)}
    assert found >= {"demo-teacher: Condition.name", "demo-teacher: MedicationOrder.drug"}


async def test_what_bears_no_mark_is_a_text_that_there_is(built: Built) -> None:
    columns = {f"{table_of(entry)}.{column}" for entry, _, column in texts(built.catalog)}
    assert set(UNMARKED) | REFUSED <= columns
