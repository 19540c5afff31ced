"""What is asked by whom: queries, viewers, and the variables of each request."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hub.identity import issue
from hub.models.codes import TokenKind
from tests.bench import viewers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from uuid import UUID

    from hub.database import Connection

QUERIES = Path(__file__).parent / "queries"
SUBJECTS = 32
"""How many different requests of a cell take turns, unless another number is asked for."""
NOBODY = "none"
"""The viewer without authorization: whoever is signed in reads everything."""
CELLS: dict[str, tuple[str, ...]] = {
    "record": ("teacher", "guardian", NOBODY),
    "roster": ("teacher", NOBODY),
    "courses": ("teacher", "principal", "registrar", "guardian", NOBODY),
    "flat": ("teacher", "nurse", "principal", "registrar", NOBODY),
    "page": ("teacher", "nurse", "principal", "registrar", NOBODY),
    "search": ("teacher", "nurse", "principal", "registrar", NOBODY),
    "day": ("principal", NOBODY),
    "count": ("teacher", "nurse", "principal", "registrar", NOBODY),
}
"""Each query with the viewers for whom it makes sense."""
COUNTED = ("first", "second", "third", "fourth")
ALERTS = {"severity": {"eq": "LIFE_THREATENING"}}
DAYS_BACK = 30
"""How far back a principal's day looks for incidents."""


@dataclass(frozen=True)
class Subject:
    """One request: whose token, the variables of the operation, the values of the route by hand.

    `open_variables` name the same rows to a hub without authorization, which knows nothing of
    whose they are, as far as its filters can say that.
    """

    token: str
    variables: Mapping[str, Any]
    values: Mapping[str, str]
    open_variables: Mapping[str, Any]


@dataclass(frozen=True)
class Cell:
    """One query as one viewer asks it."""

    query: str
    viewer: str
    subjects: tuple[Subject, ...] = field(repr=False)

    @property
    def name(self) -> str:
        """As in `page/nurse`."""
        return f"{self.query}/{self.viewer}"

    @property
    def asks_alike(self) -> bool:
        """Whether a hub without authorization is asked the very same."""
        return all(each.variables == each.open_variables for each in self.subjects)

    @property
    def document(self) -> str:
        """What GraphQL is asked."""
        return document(self.query)


def document(query: str, name: str = "query") -> str:
    """The operation of a query, as the hub or as PostGraphile is asked it."""
    return (QUERIES / query / f"{name}.graphql").read_text()


def statement(query: str, viewer: str) -> str:
    """The statement by hand."""
    return (QUERIES / query / f"{viewer}.sql").read_text()


@dataclass(frozen=True)
class Asker:
    """A viewer with the keys of what they stand to: classes, schools or children."""

    token: str
    scope: tuple[UUID, ...]


class Casting:
    """Finds viewers in a district and makes the cells of a query."""

    def __init__(self, owner: Connection, today: date, subjects: int = SUBJECTS) -> None:
        self.owner, self.today, self.subjects = owner, today, subjects
        self._askers: dict[str, tuple[Asker, ...]] = {}

    async def cell(self, query: str, viewer: str) -> Cell:
        """The cell, with as many subjects as the district has, up to a number."""
        made = await getattr(self, f"_{query}")(viewer)
        return Cell(query, viewer, tuple(made))

    async def askers(self, viewer: str) -> tuple[Asker, ...]:
        """The viewers of a standing; nobody in particular is the registrar, whom no order binds."""
        if viewer not in self._askers:
            sql = _ASKERS[viewer]
            rows = await self.owner.fetch(sql, self.today, self.subjects)
            self._askers[viewer] = tuple(
                [Asker(await self._token(row["viewer"]), tuple(row["scope"])) for row in rows]
            )
        return self._askers[viewer]

    async def _token(self, person: UUID) -> str:
        return await issue(self.owner, person, TokenKind.BEARER)

    async def _record(self, viewer: str) -> list[Subject]:
        sql = viewers.PUPILS if viewer == "teacher" else viewers.PARENTS
        return await self._keyed(viewer, sql, "stu")

    async def _roster(self, viewer: str) -> list[Subject]:
        return await self._keyed(viewer, viewers.CLASSES, "sec")

    async def _keyed(self, viewer: str, sql: str, prefix: str) -> list[Subject]:
        (nobody, *_) = await self.askers(NOBODY)
        found = []
        for row in await self.owner.fetch(sql, self.today, self.subjects):
            token = nobody.token if viewer == NOBODY else await self._token(row["viewer"])
            variables = {"id": f"{prefix}_{row['subject']}"}
            found.append(Subject(token, variables, {"key": str(row["subject"])}, variables))
        return found

    async def _courses(self, viewer: str) -> list[Subject]:
        found = []
        for asker in await self.askers(viewer):
            opened = _where(self._scope(viewer, asker))
            if viewer == "teacher":
                opened["marks"] = {"section": {"id": {"in": _ids("sec", asker)}}}
            found.append(Subject(asker.token, {}, {}, opened))
        return found

    async def _flat(self, viewer: str) -> list[Subject]:
        return [
            Subject(asker.token, {}, {}, _where(self._scope(viewer, asker)))
            for asker in await self.askers(viewer)
        ]

    async def _page(self, viewer: str) -> list[Subject]:
        found = []
        for asker, (grade,) in await self._with_grades(viewer, 1):
            where = {"gradeLevel": {"eq": grade}}
            opened = _where(where, self._scope(viewer, asker))
            found.append(Subject(asker.token, _where(where), {"grade": str(grade)}, opened))
        return found

    async def _search(self, viewer: str) -> list[Subject]:
        found: list[Subject] = []
        askers = await self.askers(viewer)
        for asker in islice(cycle(askers), self.subjects):
            text = await self._name(viewer, asker, len(found) // len(askers))
            typed = {"search": f"{text[:3]}{text[2:]}"}
            opened = typed | _where({}, self._scope(viewer, asker))
            found.append(Subject(asker.token, typed, {"name": typed["search"]}, opened))
        return found

    async def _name(self, viewer: str, asker: Asker, number: int) -> str:
        """A family name that one of the viewer's students bears."""
        sql = viewers.NAMES[viewer if viewer in viewers.NAMES else NOBODY]
        found: str = await self.owner.fetchval(sql, self.today, list(asker.scope), number)
        return found

    async def _count(self, viewer: str) -> list[Subject]:
        found = []
        for asker, grades in await self._with_grades(viewer, len(COUNTED)):
            wanted: dict[str, Any] = {
                name: {"gradeLevel": {"eq": grade}}
                for name, grade in zip(COUNTED, grades, strict=True)
            }
            values = {name: str(grade) for name, grade in zip(COUNTED, grades, strict=True)}
            scope = self._scope(viewer, asker)
            opened = {name: _both(where, scope) for name, where in wanted.items()}
            alerts = {"healthAlerts": ALERTS}
            wanted["alerts"] = alerts
            opened["alerts"] = _both(alerts, self._scope(viewer, asker, today=True))
            found.append(Subject(asker.token, wanted, values, opened))
        return found

    async def _day(self, viewer: str) -> list[Subject]:
        (nobody, *_) = await self.askers(NOBODY)
        return [
            self._one_day(nobody.token if viewer == NOBODY else asker.token, viewer, asker)
            for asker in await self.askers("principal")
        ]

    def _one_day(self, token: str, viewer: str, asker: Asker) -> Subject:
        (school,) = asker.scope[:1]
        since = date_before(self.today, DAYS_BACK)
        gone = {"attendance": {"day": {"eq": str(self.today)}, "status": {"eq": "ABSENT"}}}
        here = {"enrollments": self._enrolled(asker)}
        asked = {"school": f"sch_{school}", "today": str(self.today), "since": since}
        guarded = {**asked, "missing": gone, "alerts": ALERTS}
        opened = {
            **asked,
            "missing": {"and": [gone, here]},
            "alerts": {"and": [ALERTS, {"student": here}]},
        }
        values = {"school": str(school), "since": since}
        return Subject(token, opened if viewer == NOBODY else guarded, values, opened)

    async def _with_grades(
        self, viewer: str, number: int
    ) -> Iterator[tuple[Asker, tuple[int, ...]]]:
        """Viewers, each with grades that they have; the registrar asks for each grade in turn."""
        askers = await self.askers(viewer)
        if viewer in ("registrar", NOBODY):
            turns = (
                (tuple((g + n) % 13 for n in range(number))) for g in range(min(13, self.subjects))
            )
            return ((askers[0], grades) for grades in turns)
        found = []
        for asker in askers:
            rows = await self.owner.fetch(viewers.GRADES[viewer], self.today, list(asker.scope))
            grades = [row["grade_level"] for row in rows] or [0]
            found.append((asker, tuple(islice(cycle(grades), number))))
        return iter(found)

    def _scope(self, viewer: str, asker: Asker, *, today: bool = False) -> dict[str, Any]:
        """The filter that names the viewer's students to a hub that shows everybody's.

        A principal's also names those who left, unless only those of today are meant.
        """
        if viewer in ("registrar", NOBODY):
            return {}
        if viewer == "teacher":
            seat = {"section": {"id": {"in": _ids("sec", asker)}}, **self._in_force()}
            return {"schedule": seat}
        if viewer == "guardian":
            return {"id": {"in": _ids("stu", asker)}}
        here, ever = self._enrolled(asker), {"school": {"id": {"in": _ids("sch", asker)}}}
        left = {"enrollments": {**ever, "endsOn": {"lte": str(self.today)}}}
        anywhere = {"enrollments": self._in_force()}
        if viewer == "principal" and not today:
            return {"or": [{"enrollments": here}, {"and": [left, {"not": anywhere}]}]}
        return {"enrollments": here}

    def _enrolled(self, asker: Asker) -> dict[str, Any]:
        return {"school": {"id": {"in": _ids("sch", asker)}}, **self._in_force()}

    def _in_force(self) -> dict[str, Any]:
        today = str(self.today)
        return {
            "startsOn": {"lte": today},
            "or": [{"endsOn": {"isNull": True}}, {"endsOn": {"gt": today}}],
        }


def date_before(today: date, days: int) -> str:
    """The day so many days before, as ISO writes it."""
    return type(today).fromordinal(today.toordinal() - days).isoformat()


def _ids(prefix: str, asker: Asker) -> list[str]:
    return [f"{prefix}_{each}" for each in asker.scope]


def _both(where: dict[str, Any], scope: dict[str, Any]) -> dict[str, Any]:
    return {"and": [where, scope]} if scope else where


def _where(where: dict[str, Any], scope: dict[str, Any] | None = None) -> dict[str, Any]:
    found = _both(where, scope or {})
    return {"where": found} if found else {}


_ASKERS = {
    "teacher": viewers.TEACHERS,
    "nurse": viewers.NURSES,
    "principal": viewers.PRINCIPALS,
    "registrar": viewers.REGISTRARS,
    "guardian": viewers.GUARDIANS,
    NOBODY: viewers.REGISTRARS,
}
