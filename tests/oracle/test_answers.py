"""Lists, counts and values are answered from what is readable, and from nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, get_args
from uuid import UUID

import pytest

from tests.oracle.answers import (
    All,
    Any,
    Compare,
    Hop,
    Invisible,
    Not,
    Operator,
    Terms,
    Unsortable,
    count,
    select,
    show,
    withheld,
)
from tests.oracle.worlds import make

if TYPE_CHECKING:
    from tests.oracle.answers import Filter
    from tests.oracle.drawing import Row, World

ANA, BEN, CHI, DEE = (UUID(int=number) for number in range(1, 5))
ALERT, OTHER_ALERT, HIDDEN_ALERT = (UUID(int=number) for number in range(11, 14))

WORLD: World = {
    "student": [
        {"id": DEE, "name": "Dee", "nick": "D", "grade": 9, "mentor": None},
        {"id": CHI, "name": "Ana", "nick": None, "grade": 9, "mentor": None},
        {"id": BEN, "name": "ben", "nick": "B", "grade": 10, "mentor": ANA},
        {"id": ANA, "name": "Ana", "nick": "A", "grade": 10, "mentor": BEN},
    ],
    "alert": [
        {"id": ALERT, "student_id": ANA, "text": "peanuts"},
        {"id": OTHER_ALERT, "student_id": BEN, "text": "bees"},
        {"id": HIDDEN_ALERT, "student_id": CHI, "text": "peanuts"},
    ],
}


@dataclass(frozen=True)
class Given:
    """A reading that a test writes down."""

    columns: dict[tuple[str, UUID], frozenset[str]]
    silenced: frozenset[tuple[str, UUID, str]] = frozenset()


NAMES = frozenset({"name", "grade"})
READING = Given(
    {
        ("student", ANA): NAMES | {"nick", "mentor"},
        ("student", BEN): NAMES,
        ("student", CHI): NAMES | {"nick", "mentor"},
        ("alert", ALERT): frozenset({"student_id", "text"}),
        ("alert", OTHER_ALERT): frozenset({"text"}),
    }
)
WITH_ALERT = Hop("alert", "id", "student_id")


def found(where: Filter | None, terms: Terms | None = None, reading: Given = READING) -> set[UUID]:
    """The students that a viewer finds, and as many as are counted."""
    given = terms or Terms()
    ids = select(WORLD, reading, "student", where, terms=given)
    assert count(WORLD, reading, "student", where, given) == len(ids)
    return set(ids)


def test_only_visible_rows_are_listed() -> None:
    assert select(WORLD, READING, "student") == [ANA, BEN, CHI]
    assert count(WORLD, READING, "student") == 3


EXAMPLES: list[tuple[Operator, object, set[UUID]]] = [
    ("eq", "Ana", {ANA, CHI}),
    ("ne", "Ana", {BEN}),
    ("lt", "Anb", {ANA, CHI}),
    ("lte", "Ana", {ANA, CHI}),
    ("gt", "Ana", {BEN}),
    ("gte", "Ana", {ANA, BEN, CHI}),
    ("in", ("ben", "Dee"), {BEN}),
    ("in", (), set()),
    ("starts_with", "be", {BEN}),
    ("starts_with", "en", set()),
    ("contains", "en", {BEN}),
    ("contains", "EN", set()),
    ("is_null", True, set()),
    ("is_null", False, {ANA, BEN, CHI}),
]


@pytest.mark.parametrize(("operator", "value", "ids"), EXAMPLES)
def test_each_operator_compares_and_its_negation_is_the_rest(
    operator: Operator, value: object, ids: set[UUID]
) -> None:
    compare = Compare("name", operator, value)
    assert found(compare) == ids
    assert found(Not(compare)) == {ANA, BEN, CHI} - ids


def test_every_operator_has_an_example() -> None:
    assert {operator for operator, _, _ in EXAMPLES} == set(get_args(Operator))


def test_p32_a_withheld_column_matches_neither_plainly_nor_denied() -> None:
    compare = Compare("nick", "eq", "B")
    assert found(compare) == set()
    assert found(Not(compare)) == {ANA, CHI}
    assert found(Any((compare, Not(compare)))) == {ANA, CHI}


def test_a_readable_null_compares_with_nothing_and_is_found_as_null() -> None:
    assert found(Compare("nick", "ne", "A")) == set()
    assert found(Not(Compare("nick", "eq", "A"))) == {CHI}
    assert found(Compare("nick", "is_null", value=True)) == {CHI}
    assert found(Compare("nick", "is_null", value=False)) == {ANA}


def test_negation_is_pushed_through_all_any_and_itself() -> None:
    grade, nick = Compare("grade", "eq", 10), Compare("nick", "eq", "A")
    assert found(Not(All((grade, nick)))) == {CHI}
    assert found(Not(Any((grade, nick)))) == {CHI}
    assert found(Not(Any((Compare("grade", "eq", 9), nick)))) == set()
    assert found(Not(Not(nick))) == {ANA}


def test_an_empty_all_is_everything_and_an_empty_any_nothing() -> None:
    assert found(All()) == {ANA, BEN, CHI}
    assert found(Not(All())) == set()
    assert found(Any()) == set()
    assert found(Not(Any())) == {ANA, BEN, CHI}


def test_a_hop_finds_visible_neighbours_only() -> None:
    assert found(WITH_ALERT) == {ANA}
    assert found(Hop("alert", "id", "student_id", Compare("text", "eq", "bees"))) == set()
    assert found(Hop("alert", "id", "student_id", Compare("text", "eq", "peanuts"))) == {ANA}


def test_a_hop_needs_both_of_its_ends_readable() -> None:
    assert found(Hop("student", "mentor", "id")) == {ANA}
    assert found(Hop("student", "id", "mentor")) == {BEN}
    assert found(Not(Hop("student", "mentor", "id", Compare("grade", "eq", 9)))) == {ANA, CHI}


def test_a_denied_hop_matches_where_no_visible_neighbour_does() -> None:
    assert found(Not(WITH_ALERT)) == {BEN, CHI}
    nuts = Compare("text", "eq", "peanuts")
    assert found(Not(Hop("alert", "id", "student_id", Not(nuts)))) == {ANA, BEN, CHI}


def test_a_denied_hop_matches_nowhere_where_grants_show_no_such_rows() -> None:
    terms = Terms(allowed=lambda table, row: table == "alert" and row["id"] != CHI)
    assert found(Not(WITH_ALERT), terms) == {BEN}
    assert found(WITH_ALERT, terms) == {ANA}


def test_rows_are_sorted_by_code_point_then_id_and_all_of_it_turns_round() -> None:
    assert select(WORLD, READING, "student", order=("name",)) == [ANA, CHI, BEN]
    down = select(WORLD, READING, "student", order=("name",), descending=True)
    assert down == [BEN, CHI, ANA]
    assert select(WORLD, READING, "student", order=("grade", "name")) == [CHI, ANA, BEN]


def test_another_collation_sorts_and_compares_otherwise() -> None:
    backwards = Terms(collate=lambda text: [-ord(letter) for letter in text])
    ids = select(WORLD, READING, "student", order=("name",), terms=backwards)
    assert ids == [BEN, ANA, CHI]
    assert found(Compare("name", "lt", "Ana"), backwards) == {BEN}


def test_pages_follow_one_another_without_gap_or_repeat() -> None:
    for descending in (False, True):
        seen: list[UUID] = []
        for _ in range(len(WORLD["student"])):
            seen += select(
                WORLD,
                READING,
                "student",
                order=("name",),
                descending=descending,
                first=1,
                after=seen[-1] if seen else None,
            )
        assert seen == ([BEN, CHI, ANA] if descending else [ANA, CHI, BEN])


def test_a_page_after_a_row_that_no_longer_matches_goes_on_from_its_place() -> None:
    nine = Compare("grade", "eq", 9)
    assert select(WORLD, READING, "student", nine, ("name",), after=ANA) == [CHI]
    assert select(WORLD, READING, "student", nine, ("name",), after=BEN) == []


def test_there_is_no_page_after_a_row_that_cannot_be_seen() -> None:
    assert select(WORLD, READING, "student", order=("name",), after=DEE) == []
    assert select(WORLD, READING, "student", order=("name",), after=ALERT) == []


@pytest.mark.parametrize("column", ["nick", "mentor"])
def test_p32_a_column_that_is_withheld_somewhere_sorts_nothing(column: str) -> None:
    with pytest.raises(Unsortable):
        select(WORLD, READING, "student", order=(column,))


def test_nulls_come_last_and_first_where_the_order_descends() -> None:
    whole = Given({place: columns | {"nick"} for place, columns in READING.columns.items()})
    assert select(WORLD, whole, "student", order=("nick",)) == [ANA, BEN, CHI]
    assert select(WORLD, whole, "student", order=("nick",), descending=True) == [CHI, BEN, ANA]
    assert select(WORLD, whole, "student", order=("nick",), after=BEN) == [CHI]
    assert select(WORLD, whole, "student", order=("nick",), after=CHI) == []
    down = select(WORLD, whole, "student", order=("nick",), after=CHI, descending=True)
    assert down == [BEN, ANA]


def test_keep_narrows_a_list_whatever_can_be_read() -> None:
    terms = Terms(keep=lambda row: row["nick"] == "B")
    assert found(None, terms) == {BEN}


def test_what_has_to_be_logged_is_shown_but_no_filter_rests_on_it() -> None:
    unlogged = {place: columns - {"nick"} for place, columns in READING.columns.items()}
    del unlogged["alert", ALERT]
    terms = Terms(comparable=Given(unlogged))
    assert found(None, terms) == {ANA, BEN, CHI}
    assert found(Compare("nick", "eq", "A"), terms) == set()
    assert found(Not(Compare("nick", "eq", "B")), terms) == set()
    assert found(WITH_ALERT, terms) == set()
    assert found(Compare("id", "eq", ANA), terms) == {ANA}
    assert show(WORLD, READING, "student", ANA, ["nick"]) == {"nick": "A"}


def test_values_are_shown_or_withheld_and_null_is_not_withheld() -> None:
    asked = ["nick", "id", "name"]
    assert show(WORLD, READING, "student", BEN, asked) == {"nick": None, "id": BEN, "name": "ben"}
    assert withheld(WORLD, READING, "student", BEN, asked) == ["nick"]
    assert show(WORLD, READING, "student", CHI, asked)["nick"] is None
    assert withheld(WORLD, READING, "student", CHI, asked) == []


def test_p35_a_silenced_value_is_null_in_every_answer_and_not_withheld() -> None:
    keys = {("student", ANA, "nick"), ("student", ANA, "mentor"), ("student", CHI, "name")}
    silent = Given(READING.columns, frozenset(keys))
    assert show(WORLD, silent, "student", ANA, ["nick", "name"]) == {"nick": None, "name": "Ana"}
    assert withheld(WORLD, silent, "student", ANA, ["nick"]) == []
    assert found(Compare("nick", "eq", "A"), reading=silent) == set()
    assert found(Not(Compare("nick", "eq", "A")), reading=silent) == {ANA, CHI}
    assert found(Compare("nick", "is_null", value=True), reading=silent) == {ANA, CHI}
    assert found(Compare("nick", "is_null", value=False), reading=silent) == set()
    assert found(Hop("student", "mentor", "id"), reading=silent) == set()
    assert found(Hop("student", "id", "mentor"), reading=silent) == set()
    with pytest.raises(Unsortable):
        select(WORLD, silent, "student", order=("name",))


@pytest.mark.parametrize("row_id", [DEE, ALERT, UUID(int=99)])
def test_an_invisible_row_is_like_an_unknown_one(row_id: UUID) -> None:
    with pytest.raises(Invisible):
        show(WORLD, READING, "student", row_id, ["name"])
    with pytest.raises(Invisible):
        withheld(WORLD, READING, "student", row_id, ["name"])


TABLES = ("student", "guardianship", "guardian", "iep", "iep_service")
LINKS = (
    ("student", "guardianship", "id", "student_id"),
    ("student", "iep", "id", "student_id"),
    ("guardianship", "guardian", "guardian_id", "id"),
    ("guardianship", "student", "student_id", "id"),
    ("guardian", "guardianship", "id", "guardian_id"),
    ("iep", "iep_service", "id", "iep_id"),
    ("iep_service", "iep", "iep_id", "id"),
)


def test_p32_what_is_hidden_changes_no_answer() -> None:
    answers = 0
    for seed in range(60):
        dice = Random(seed)
        world = make(seed)
        reading = some_reading(dice, world)
        changed = other_where_hidden(dice, world, reading)
        for _ in range(20):
            table = dice.choice(TABLES)
            where = some_filter(dice, world, table, 3)
            ids = select(world, reading, table, where)
            assert select(changed, reading, table, where) == ids, (seed, table, where)
            answers += bool(ids)
    assert answers > 300


def some_reading(dice: Random, world: World) -> Given:
    """A reading that shows most rows and of each most columns, some silenced, to whomever."""
    columns = {
        (table, row["id"]): frozenset(name for name in row if dice.random() < 0.7)
        for table in TABLES
        for row in world[table]
        if dice.random() < 0.8
    }
    silenced = {
        (*place, name)
        for place, names in columns.items()
        for name in sorted(names - {"id"})
        if dice.random() < 0.1
    }
    return Given(columns, frozenset(silenced))


def other_where_hidden(dice: Random, world: World, reading: Given) -> World:
    """The same world without the invisible rows, and other values in the withheld columns and
    where a value is silenced.
    """
    changed: World = {}
    for table in TABLES:
        rows = [row for row in world[table] if (table, row["id"]) in reading.columns]
        changed[table] = [
            {
                name: value
                if name == "id"
                or (
                    name in reading.columns[table, row["id"]]
                    and (table, row["id"], name) not in reading.silenced
                )
                else dice.choice([None, *(other[name] for other in world[table])])
                for name, value in row.items()
            }
            for row in rows
        ]
    return changed


def some_filter(dice: Random, world: World, table: str, depth: int) -> Filter:
    """A filter on a table with values that occur in it."""
    kind = dice.choice(("compare", "compare", "hop", "all", "any", "not")) if depth else "compare"
    if kind == "hop":
        _, other, near, far = dice.choice([link for link in LINKS if link[0] == table])
        return Hop(other, near, far, some_filter(dice, world, other, depth - 1))
    if kind == "not":
        return Not(some_filter(dice, world, table, depth - 1))
    if kind in ("all", "any"):
        parts = tuple(some_filter(dice, world, table, depth - 1) for _ in range(2))
        return All(parts) if kind == "all" else Any(parts)
    row: Row = dice.choice(world[table])
    column = dice.choice([name for name in row if name != "id"])
    if row[column] is None:
        return Compare(column, "is_null", dice.random() < 0.5)
    operators: tuple[Operator, ...] = ("eq", "ne", "lt", "gte")
    return Compare(column, dice.choice(operators), row[column])
