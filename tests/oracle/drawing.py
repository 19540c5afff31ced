"""What a world is drawn with: chance from one seed, the clock, and rows kept lawful.

A row that a unique or exclusion constraint forbids is refused as it is drawn, so that a world
can be loaded whatever the seed.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar
from uuid import UUID

from sqlalchemy import UniqueConstraint

from hub.models import Base
from hub.models.base import VERSION, written

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hub.models.codes import Code

Row: TypeAlias = dict[str, Any]
"""One row, with every column of its table: str, int, bool, UUID, date, datetime in UTC, ..."""
World: TypeAlias = dict[str, list[Row]]
"""Every table by name, with its rows. Nothing in it is shared between two worlds."""
Thing = TypeVar("Thing")

TODAY = date(2026, 10, 14)
HOUR = time(17, tzinfo=UTC)
NOW = datetime.combine(TODAY, HOUR)

GIVEN = ("Ana", "Ben", "Chi", "Dee", "Eve", "Flo")
FAMILY = ("Abad", "Adler", "Baker", "de Leon", "Moss", "Ñuñez")
WORDS = ("amber", "birch", "cedar", "Amber")
"""What free texts say: few, so that comparisons hit, and in both cases."""

_NOW = ((-400, -30, -7, -1, 0), (None, None, None, 1, 2, 30))
_ENDED = ((-400, -60, -30), (0, 0, -1, -13, -14, -15))
_COMING = ((1, 1, 5, 6, 7, 8, 14), (None, 30, 16))
_EMPTY = (-14, -1, 0, 1, 7)

_UNIQUE = {
    table.name: [
        tuple(column.name for column in constraint.columns)
        for constraint in table.constraints
        if isinstance(constraint, UniqueConstraint)
        and not any(column.identity for column in constraint.columns)
    ]
    for table in Base.metadata.tables.values()
}
_APART = {
    "school_enrollment": ("student_id",),
    "caseload": ("student_id", "staff_id", "kind"),
    "guardianship": ("student_id", "guardian_id"),
    "guardian_right": ("guardianship_id", "kind"),
    "coverage": ("section_id", "staff_id"),
    "court_order": ("student_id", "person_id", "kind"),
    "post": ("staff_id", "role", "school_id"),
    "iep": ("student_id",),
}
"""The keys under which two rows of a table never hold at once."""
_ONLY = {"school_enrollment": "is_primary", "iep": "consented_on"}
"""Only rows in which this column says something are kept apart."""
_FROM_TO = {
    "court_order": ("starts_at", "decided_at"),
    "iep": ("starts_on", "superseded_on"),
}


def columns_of(table: str) -> set[str]:
    """The columns of a row of a world: those that are written, and the count of its changes."""
    kept = Base.metadata.tables[table]
    return {column.name for column in written(kept)} | ({VERSION} & set(kept.columns.keys()))


class Draw:
    """Chance from one seed, the day and moment around which dates lie, and the rows so far."""

    def __init__(self, seed: int, today: date = TODAY) -> None:
        """Start a world without rows."""
        self.dice = Random(seed)
        self.today = today
        self.now = datetime.combine(today, HOUR)
        self.rows: World = {name: [] for name in Base.metadata.tables}

    def put(self, table: str, **values: object) -> Row | None:
        """Keep a row, or return None if the rows so far forbid it.

        Raises TypeError unless every column but the id and the count of changes is given: a new
        column of a model has to be drawn here too.
        """
        row = {"id": self.id(), **{name: getattr(it, "value", it) for name, it in values.items()}}
        wrong = row.keys() ^ {column.name for column in written(Base.metadata.tables[table])}
        if wrong:
            raise TypeError(f"{table} is drawn with other columns than it has: {sorted(wrong)}")
        if VERSION in Base.metadata.tables[table].columns:
            row[VERSION] = 1
        if not _lawful(table, row, self.rows[table]):
            return None
        self.rows[table].append(row)
        return row

    def must(self, table: str, **values: object) -> Row:
        """Keep a row that no constraint can forbid."""
        row = self.put(table, **values)
        assert row is not None, table
        return row

    def id(self) -> UUID:
        """A random key (UUID version 4)."""
        return UUID(int=self.dice.getrandbits(128), version=4)

    def chance(self, share: float) -> bool:
        """Whether something happens that happens in `share` of all draws."""
        return self.dice.random() < share

    def one(self, *options: Thing) -> Thing:
        """One of some options, each as often; name one twice to have it twice as often."""
        return self.dice.choice(options)

    def pick(self, rows: Sequence[Row]) -> Row:
        """One of some rows, mostly one of the first two: relations meet in the same people."""
        weights = [4, 2, *[1] * len(rows)][: len(rows)]
        return self.dice.choices(rows, weights)[0]

    def some(self, rows: Sequence[Row], most: int) -> list[Row]:
        """Between one and `most` of the rows, each once, in no order."""
        count = min(len(rows), self.dice.randint(1, most))
        return self.dice.sample(list(rows), count)

    def times(self, first: Row, row: Row, *weights: int) -> range:
        """How often something is repeated for `row`: 0, 1, 2 ... times by weight, and at least
        once for the `first` row, so that no table stays empty.
        """
        count = self.dice.choices(range(len(weights)), weights)[0]
        return range(max(count, 1) if row is first else count)

    def code(self, kind: type[Code]) -> str:
        """Any word of a code list."""
        return str(self.dice.choice(list(kind)).value)

    def word(self) -> str:
        """A free text."""
        return self.one(*WORDS)

    def word_or_none(self) -> str | None:
        """A free text, or nothing recorded."""
        return self.one(*WORDS, None)

    def day(self, *days: int) -> date:
        """A day that is one of so many days away from today."""
        return self.today + timedelta(self.one(*days))

    def moment(self, *seconds: int) -> datetime:
        """A moment that is one of so many seconds away from now."""
        return self.now + timedelta(seconds=self.one(*seconds))

    def window(self, now: float = 0.62, ended: float = 0.2, coming: float = 0.14) -> Row:
        """`starts_on` and `ends_on`: in force, ended, coming, or (the rest) empty."""
        at = self.dice.random()
        if at < now:
            return self._between(*_NOW)
        if at < now + ended:
            return self._between(*_ENDED)
        if at < now + ended + coming:
            return self._between(*_COMING)
        day = self.day(*_EMPTY)
        return {"starts_on": day, "ends_on": day}

    def _between(self, starts: tuple[int, ...], ends: tuple[int | None, ...]) -> Row:
        end = self.one(*ends)
        return {
            "starts_on": self.day(*starts),
            "ends_on": None if end is None else self.day(end),
        }


def years_before(day: date, years: int) -> date:
    """The same day so many years earlier; 28 February for a 29th that year lacks."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def in_force(row: Mapping[str, Any], today: date) -> bool:
    """Whether a dated row holds on `today`: [starts_on, ends_on)."""
    return bool(row["starts_on"] <= today and (row["ends_on"] is None or today < row["ends_on"]))


def followed(iep: Mapping[str, Any], today: date) -> bool:
    """Whether a version of an IEP is in effect on `today`: agreed to, begun, not superseded."""
    if iep["consented_on"] is None or today < iep["starts_on"]:
        return False
    return bool(iep["superseded_on"] is None or today < iep["superseded_on"])


def _lawful(table: str, row: Row, others: list[Row]) -> bool:
    for columns in _UNIQUE[table]:
        mine = [row[name] for name in columns]
        if None not in mine and any(mine == [it[name] for name in columns] for it in others):
            return False
    if table not in _APART or (table in _ONLY and not row[_ONLY[table]]):
        return True
    return not any(_clash(table, row, other) for other in others)


def _clash(table: str, row: Row, other: Row) -> bool:
    """Whether an exclusion constraint forbids two rows; a key with a NULL never does."""
    if table in _ONLY and not other[_ONLY[table]]:
        return False
    if any(row[key] is None or row[key] != other[key] for key in _APART[table]):
        return False
    starts, ends = _FROM_TO.get(table, ("starts_on", "ends_on"))
    return _meet(row[starts], row[ends], other[starts], other[ends])


def _meet(start: Any, end: Any, other_start: Any, other_end: Any) -> bool:
    """Whether two half-open ranges share a point; an empty range has none."""
    if start == end or other_start == other_end:
        return False
    return (other_end is None or start < other_end) and (end is None or other_start < end)
