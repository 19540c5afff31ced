"""Values that tell by being compared: filters and the counts of what they leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from hub.errors import Refusal
from tests.leaks import ways
from tests.leaks.sheet import WHO
from tests.leaks.sight import columns, public, table_of
from tests.oracle import answers, filters
from tests.oracle.bridge import Asked, Pick

if TYPE_CHECKING:
    from resolvers.catalog import Catalog, TypeEntry
    from tests.leaks.sight import Sight
    from tests.leaks.ways import Way

AT_ONCE = 12
"""Comparisons asked by one document, each beside its ids: a filter may have sixty."""
NOBODY = UUID("7f3c1a52-0b1d-4c6e-9a55-2f7f6f1f0e11")
"""The id of no row."""
SHOWN = "{ nodes { id } totalCount { count } }"


@dataclass(frozen=True)
class Question:
    """One comparison of one column."""

    field: str
    column: str
    operator: str
    literal: str
    value: Any


def places(_: Catalog, entry: TypeEntry) -> list[str]:
    """A cell for each column."""
    return [f"{entry.name}.{name}" for name in columns(entry)]


async def by_filter(sight: Sight, entry: TypeEntry) -> None:
    """Each column compared: with null, and with values that are read and that are not.

    What nobody may compare is asked alone, since a refusal refuses the whole document.
    """
    way = ways.filtered(sight.seen).get(entry.name)
    if way is None:
        return
    open_: list[Question] = []
    hidden: dict[str, list[Question]] = {}
    for question in _questions(sight, entry):
        names = {(table_of(entry), question.column), *way.names(sight.catalog)}
        if names <= sight.comparable:
            open_.append(question)
        else:
            hidden.setdefault(question.field, []).append(question)
    for questions in hidden.values():
        await _ask_hidden(sight, entry, way, questions)
    for at in range(0, len(open_), AT_ONCE):
        await _ask_open(sight, entry, way, open_[at : at + AT_ONCE])


async def _ask_hidden(sight: Sight, entry: TypeEntry, way: Way, questions: list[Question]) -> None:
    """What the matrix opens in no row is refused, or matches as if there were no row.

    Whether it is refused hangs on the column alone; what isn't is asked for each value.
    """
    data: Any = None
    for question in questions:
        document = f"{{ {way.root}(first: 500, where: {_where(way, question)}) {SHOWN} }}"
        data = await sight.ask(document)
        place = f"{entry.name}.{question.field}"
        if isinstance(data, Refusal):
            _note_refused(sight, place)
            return
        _compare(sight, way, question, place, document, data[way.root])


async def _ask_open(sight: Sight, entry: TypeEntry, way: Way, questions: list[Question]) -> None:
    """Comparisons that the matrix opens in some row must be answered.

    They stand in one document, each beside a list of ids: planning is what costs. The ids let
    one of them at a time through.
    """
    start = sight.catalog.types[way.start]
    everyone = [public(start, row["id"]) for row in sight.rows(table_of(start))]
    nobody = [public(start, NOBODY)] * len(everyone)
    said = ", ".join(f"$k{at}: [ID!]" for at in range(len(questions)))
    parts = ", ".join(
        f"{{and: [{{id: {{in: $k{at}}}}}, {_where(way, each)}]}}"
        for at, each in enumerate(questions)
    )
    document = f"query F({said}) {{ {way.root}(first: 500, where: {{or: [{parts}]}}) {SHOWN} }}"
    for at, question in enumerate(questions):
        ids = {f"k{each}": everyone if each == at else nobody for each in range(len(questions))}
        data = await sight.ask(document, **ids)
        place = f"{entry.name}.{question.field}"
        if isinstance(data, Refusal):
            _note_refused(sight, place)
            sight.sheet.compare(sight.cell("filter", place, WHO[0]), document, "refused", "open")
        else:
            _compare(sight, way, question, place, document, data[way.root])


def _note_refused(sight: Sight, place: str) -> None:
    for path in ("filter", "count"):
        for who in WHO:
            sight.sheet.note(sight.cell(path, place, who), "refused")


def _compare(
    sight: Sight, way: Way, question: Question, place: str, document: str, hub: Any
) -> None:
    start = sight.catalog.types[way.start]
    compared = answers.Compare(question.column, question.operator, question.value)  # type: ignore[arg-type]
    asked = Asked(
        way.root,
        Pick(way.start, ()),
        filter=way.naive(sight.catalog, compared),
        first=10_000,
    )
    typed = set(sight.naive.ids(asked, sight.allowed))
    found = {each["id"] for each in hub["nodes"]}
    for row in sight.rows(table_of(start)):
        cell = sight.cell("filter", place, sight.stage.owner(table_of(start), row["id"]))
        told = public(start, row["id"]) in found
        said = f"{question.operator} {question.literal} in {document}"
        sight.sheet.compare(cell, said, (row["id"], told), (row["id"], row["id"] in typed))
        outcome = "shown" if told else _unmatched(sight, way, row)
        for path in ("filter", "count"):
            sight.sheet.note(sight.cell(path, place, cell.who), outcome)
    for who in WHO:
        cell = sight.cell("count", place, who)
        sight.sheet.compare(cell, document, hub["totalCount"]["count"], len(typed))


def _unmatched(sight: Sight, way: Way, row: Any) -> str:
    start = table_of(sight.catalog.types[way.start])
    return "withheld" if sight.sees(start, row) else "absent"


def _where(way: Way, question: Question) -> str:
    operator = filters._camel(question.operator)
    return way.where(f"{{{question.field}: {{{operator}: {question.literal}}}}}")


def _questions(sight: Sight, entry: TypeEntry) -> list[Question]:
    """What is asked of a type's columns, as far as its `where` offers them."""
    offered = ways.comparable(sight.seen, entry)
    found = []
    for name, column in columns(entry).items():
        if name not in offered:
            continue
        found.append(Question(name, column, "is_null", "true", value=True))
        found.append(Question(name, column, "is_null", "false", value=False))
        found += [
            Question(name, column, "eq", literal(entry, name, value), value)
            for value in values(sight, entry, column)
        ]
    return found


def values(sight: Sight, entry: TypeEntry, column: str) -> list[Any]:
    """A value that may be compared and one that may not, as far as there are such."""
    table = table_of(entry)
    chosen: dict[bool, Any] = {}
    for row in sight.rows(table):
        if row[column] is not None:
            chosen.setdefault(sight.guards(table, row, column), row[column])
    return list(dict.fromkeys(chosen.values()))


def literal(entry: TypeEntry, name: str, value: Any) -> str:
    """A value as GraphQL text."""
    if name == "id":
        return f'"{public(entry, value)}"'
    return filters._literal(value, entry.fields[name])  # type: ignore[arg-type]
