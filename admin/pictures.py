"""Pictures of counts: rows with a bar each, worked out of a screen's own answer and drawn as SVG.

A picture says what the table beside it says, of the rows that its viewer may read; of a part of
them none is drawn.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from admin.answers import Gap, nodes_of, rows_of
from admin.charts import months
from admin.finding import GRADES, attends
from admin.language import gettext, marked
from admin.words import grade, month, school_year

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    Query = Mapping[str, str]
    Told = dict[str, Any]

WIDE, ROW = 320, 30
"""How wide a picture is, and how high each of its rows, in its own units."""
BEST = Decimal(4)
"""The average of whoever has the best mark everywhere, not weighted."""
HUNDREDTH = Decimal("0.01")
SIGNS = ("+", "", "-")
"""How marks of one letter follow each other, the best first."""
UNSAID = marked("Not recorded")


@dataclass(frozen=True)
class Row:
    """A bar with its words: what it counts, how much, how far down it begins and how wide it is."""

    said: str
    count: Any
    top: int
    wide: float


@dataclass(frozen=True)
class Picture:
    """Rows below each other."""

    rows: tuple[Row, ...]

    @property
    def high(self) -> int:
        """How high the picture is."""
        return ROW * len(self.rows)


def drawn(counts: Iterable[tuple[str, Any]], whole: Any = None) -> Picture | None:
    """A picture of counts, each with its words; None where nothing is counted. The widest bar is
    that of `whole`, or else of the highest count.
    """
    told = list(counts)
    most = max([*(count for _, count in told), whole or 0], default=0)
    if not told or not most:
        return None
    return Picture(
        tuple(
            Row(said, count, number * ROW, float(WIDE * count / most))
            for number, (said, count) in enumerate(told)
        )
    )


def at_school(query: Query, today: date) -> Told:
    """Whom a count of students is about: those who attend a school today, or any of them."""
    return {"attends": {"enrollments": attends(query.get("school", ""), today)}}


def by_grade(found: Told, query: Query) -> Told:
    """How many students there are of each grade: `picture`, None where there are none or they
    can't be counted to the last one; `exact`, whether they could. `by_school` are the schools
    from which one chooses, `chosen` is the one that was.
    """
    schools = nodes_of(found["schools"]) if "schools" in found else []
    around = {
        "by_school": {each["id"]: each["name"] for each in schools},
        "chosen": query.get("school", ""),
    }
    if "ungraded" not in found:
        return {**around, "picture": None, "exact": False}
    totals = [(grade(each), found[_alias(each)]["totalCount"]) for each in GRADES]
    totals.append((gettext(UNSAID), found["ungraded"]["totalCount"]))
    exact = all(total["exact"] for _, total in totals)
    counts = [(said, total["count"]) for said, total in totals if total["count"]]
    return {**around, "picture": drawn(counts) if exact else None, "exact": exact}


def _alias(level: int) -> str:
    """How the document calls the students of a grade."""
    return "preschool" if level < 0 else f"grade{level}"


def incidents(found: Told, _query: Query) -> Told:
    """Incidents of this school year by month and by kind: `by_month`, `by_kind`; None where there
    are none, or the page holds only a part of them.
    """
    page = found.get("incidents")
    if page is None or page["pageInfo"]["hasNextPage"]:
        return {"incidents": page, "by_month": None, "by_kind": None}
    days = [each["occurredOn"] for each in page["nodes"] if isinstance(each["occurredOn"], str)]
    today = date.fromisoformat(found["viewer"]["today"])
    held = Counter(each[:7] for each in days)
    kinds = Counter(_worded(each["category"]) for each in page["nodes"])
    return {
        "incidents": page,
        "by_month": drawn(
            (month(each), held[each]) for each in months(min(days, default=""), today)
        ),
        "by_kind": drawn(sorted(kinds.items(), key=lambda each: (-each[1], each[0]))),
    }


def marks(found: Told, _query: Query) -> Told:
    """The marks of a section that count, by term: `terms`, each with its picture, marks from best
    to worst; none where they are withheld, or a page holds only a part of them.
    """
    page = found["section"]["marks"]
    if isinstance(page, Gap) or page["pageInfo"]["hasNextPage"]:
        return {"terms": []}
    held: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for each in page["nodes"]:
        held[_worded(each["term"]["name"])][_worded(each["value"])] += 1
    return {"terms": [(term, drawn(_from_best(counts))) for term, counts in held.items()]}


def _from_best(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    def place(each: tuple[str, int]) -> tuple[str, int]:
        letter, sign = each[0][:1], each[0][1:]
        return letter, SIGNS.index(sign) if sign in SIGNS else len(SIGNS)

    return sorted(counts.items(), key=place)


def averages(found: Told, _query: Query) -> Told:
    """A student's averages by term, of the courses that count in them: `averages`, None where
    they are withheld, there are none, or a page holds only a part of the transcript.
    """
    page, totals = found["student"]["transcript"], found["student"]["transcriptTotals"]
    if isinstance(page, Gap) or isinstance(totals, Gap) or page["pageInfo"]["hasNextPage"]:
        return {"averages": None}
    lines = {each["line"]: each for each in rows_of(totals["lines"])}
    posted = sorted(page["nodes"], key=lambda each: str(each["postedOn"]))
    terms: defaultdict[str, list[Any]] = defaultdict(list)
    for each in posted:
        line = lines.get(each["id"])
        if line is not None and not isinstance(line["points"], Gap):
            terms[_term(each)].append(line)
    return {"averages": drawn(_means(terms), BEST)}


def _term(line: Any) -> str:
    return f"{_worded(school_year(line['schoolYear']))}, {_worded(line['termName'])}"


def _means(terms: Mapping[str, Iterable[Any]]) -> Iterator[tuple[str, Decimal]]:
    """The average of each term: points weighed by credit."""
    for term, lines in terms.items():
        weighed = [(Decimal(each["points"]), Decimal(each["weight"])) for each in lines]
        weight = sum((each for _, each in weighed), Decimal())
        if weight:
            mean = sum((points * each for points, each in weighed), Decimal()) / weight
            yield term, mean.quantize(HUNDREDTH, ROUND_HALF_UP)


def _worded(value: Any) -> str:
    """A value as a picture names it: a gap by its state."""
    return value.said if isinstance(value, Gap) else str(value)
