"""People are found by names that resemble what was typed, as far as their names are read."""

from __future__ import annotations

import json
from collections import Counter
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from hub.errors import BadCursor, BadInput, FieldWithheld, LimitExceeded
from hub.limits import SEARCH_CHARACTERS_MAX
from schema.documents import FieldNotGranted
from tests.operations.golden import sourced_id_of
from tests.resolvers.conftest import prepared

if TYPE_CHECKING:
    from hub.viewer import Viewer
    from tests.conftest import Hub

SEARCH = """query Search($for: String, $n: Int, $after: String, $order: StudentOrder) {
  students(search: $for, first: $n, after: $after, orderBy: $order) {
    nodes { sortName } totalCount { count } pageInfo { hasNextPage endCursor } } }"""
EVERYONE = "{ students(first: 1000) { nodes { sortName } } }"
LIKEST = """
SELECT sort_name FROM student
WHERE word_similarity($1, sort_name) >= 0.3 AND sort_name = ANY($2)
ORDER BY 1 - word_similarity($1, sort_name), sort_name, id
"""
LETTERS = 7
"""Letters of a name of which one may be wrong; of a shorter one too little is found again."""


async def searched(
    hub: Hub, viewer: Viewer, typed: str | None, size: int = 1000, **given: Any
) -> list[str]:
    """Whoever is found, page by page, in their order."""
    found: list[str] = []
    after, more = None, True
    while more:
        variables = {"for": typed, "n": size, "after": after, **given}
        answer = await hub.door.execute(SEARCH, viewer, variables=variables)
        page = json.loads(answer.body)["data"]["students"]
        found += [each["sortName"] for each in page["nodes"]]
        more, after = page["pageInfo"]["hasNextPage"], page["pageInfo"]["endCursor"]
    assert len(found) == page["totalCount"]["count"]
    return found


async def everyone(hub: Hub, viewer: Viewer) -> list[str]:
    """The names of all students whom a viewer sees, in order."""
    answer = await hub.door.execute(EVERYONE, viewer)
    return [each["sortName"] for each in json.loads(answer.body)["data"]["students"]["nodes"]]


def misspelled(word: str, dice: Random) -> str:
    """A word with one letter wrong, missing, doubled or swapped, behind the first two."""
    at = dice.randrange(2, len(word) - 1)
    before, letter, after = word[:at], word[at], word[at + 1 :]
    return dice.choice(
        (
            before + dice.choice("aeiorstln") + after,
            before + after,
            before + letter + letter + after,
            before + after[:1] + letter + after[1:],
        )
    )


async def test_whose_name_is_typed_with_a_wrong_letter_is_found(
    demo: Hub, registrar: Viewer
) -> None:
    dice = Random("misspelled")
    names = await everyone(demo, registrar)
    long = sorted({each for each in names if len(each.partition(",")[0]) >= LETTERS})
    assert len(long) > 20
    for name in dice.sample(long, 20):
        typed = misspelled(name.partition(",")[0], dice)
        assert name in await searched(demo, registrar, typed), (typed, name)


async def test_case_accents_and_the_order_of_names_make_no_difference(
    demo: Hub, registrar: Viewer
) -> None:
    name = (await everyone(demo, registrar))[0]
    family, given = name.split(", ")
    accented = given.replace("a", "á").replace("o", "ö").replace("e", "ê")
    for typed in (name, f"{family.upper()} {given}", f"{given} {family}", f"{accented} {family}"):
        assert (await searched(demo, registrar, typed))[0] == name


@pytest.mark.parametrize("who", ["registrar", "teacher", "guardian", "district_registrar"])
@pytest.mark.parametrize("typed", ["gar", "garsia", "Ana", "martinez lopes", "x y"])
async def test_all_who_are_seen_and_resemble_are_found_the_likest_first(
    demo: Hub, who: str, typed: str
) -> None:
    """What resembles is PostgreSQL's to say; of whom it is asked is the policy's."""
    viewer = await demo.viewer(sourced_id_of(who))
    async with demo.database.owner() as owner:
        rows = await owner.fetch(LIKEST, typed.lower(), await everyone(demo, viewer))
    wanted = [row["sort_name"] for row in rows]
    for size in (1, 3, 1000):
        assert await searched(demo, viewer, typed, size) == wanted


async def test_an_order_that_is_asked_for_stands(demo: Hub, registrar: Viewer) -> None:
    order = {"field": "SORT_NAME", "direction": "DESC"}
    families = Counter(name.partition(",")[0] for name in await everyone(demo, registrar))
    found = await searched(demo, registrar, families.most_common(1)[0][0], 1, order=order)
    assert len(found) > 1
    assert found == sorted(found, reverse=True)
    assert await searched(demo, registrar, None) == await everyone(demo, registrar)


async def test_names_are_found_by_their_index(demo: Hub, registrar: Viewer) -> None:
    """Where reading the whole table would take longer than the index does."""
    made = prepared(demo.door, SEARCH, registrar, {"for": "garsia", "n": 10})
    assert "%>" in made.statement.sql
    async with demo.database.owner() as owner, owner.transaction():
        await owner.execute("SET LOCAL enable_seqscan = off")
        plan = await owner.fetch("EXPLAIN SELECT id FROM student WHERE sort_name %> 'garsia'")
    assert "ix_student_sort_name_trigrams" in "\n".join(row[0] for row in plan)


async def test_p32_names_that_are_withheld_are_not_searched(demo: Hub) -> None:
    """The privacy officer reads no name; of a monitor's reading a record is left, and a search
    has no row to hang it on.
    """
    for who in ("privacy_officer", "monitor"):
        viewer = await demo.viewer(sourced_id_of(who))
        with pytest.raises(FieldWithheld):
            await searched(demo, viewer, "garcia")


async def test_p28_an_app_without_names_has_no_search(demo: Hub) -> None:
    viewer = await demo.viewer(sourced_id_of("assessment_app"))
    with pytest.raises(FieldNotGranted):
        await demo.door.execute('{ students(search: "a") { nodes { id } } }', viewer)


async def test_a_cursor_of_another_search_is_refused(demo: Hub, registrar: Viewer) -> None:
    variables = {"for": "an", "n": 1}
    answer = await demo.door.execute(SEARCH, registrar, variables=variables)
    cursor = json.loads(answer.body)["data"]["students"]["pageInfo"]["endCursor"]
    for typed in ("ana", None):
        with pytest.raises(BadCursor):
            await demo.door.execute(
                SEARCH, registrar, variables={"for": typed, "n": 1, "after": cursor}
            )


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("", BadInput),
        (" -_% ", BadInput),
        ("a\0b", BadInput),
        ("n" * (SEARCH_CHARACTERS_MAX + 1), LimitExceeded),
    ],
)
async def test_what_is_no_name_is_refused(
    demo: Hub, registrar: Viewer, typed: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        await searched(demo, registrar, typed)


@pytest.mark.parametrize("typed", ["o'brien", "%", "a%", "' OR 1=1 --", "ñ", "ﬁ", "١٢"])
async def test_any_text_is_only_a_name(demo: Hub, registrar: Viewer, typed: str) -> None:
    """Signs of SQL and of patterns stand for nothing."""
    everybody = await everyone(demo, registrar)
    try:
        found = await searched(demo, registrar, typed)
    except BadInput:
        assert not any(letter.isalnum() for letter in typed)
    else:
        assert set(found) <= set(everybody)
        assert len(found) < len(everybody)
