"""Loading places first, whole: sessions, organizations, courses and classes are few."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.intake.steps import SILENT
from hub.oneroster.conventions import Convention, Ends
from hub.oneroster.courses import plan_classes, plan_courses
from hub.oneroster.orgs import plan_orgs
from hub.oneroster.recall import recall_classes, recall_courses, recall_orgs, recall_sessions
from hub.oneroster.sessions import plan_sessions
from hub.oneroster.values import listed
from hub.oneroster.writing import kept_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from hub.intake.steps import Step
    from hub.oneroster.loading import Loading

_PLACES = ("district", "school", "school_year", "term", "course", "section")


class Places:
    """The files of places of one import on their way into the tables."""

    def __init__(self, loading: Loading) -> None:
        self._loading = loading
        self._plan = loading.plan

    async def load(self, step: Step) -> Convention:
        """Plan and write them; how ends of sessions were read."""
        plan = self._plan
        if not plan.fresh:
            for table in _PLACES:
                plan.kept |= await kept_of(self._loading.connection, table)
        await self._recall_sessions()
        sessions = plan_sessions(
            plan,
            await self._loading.rows("academicSessions"),
            self._loading.repeated("academicSessions"),
            self._loading.told,
            inclusive=self._loading.manifest.dialect.inclusive,
        )
        await self._recall_orgs(before=True)
        plan_orgs(
            plan,
            await self._loading.rows("orgs"),
            self._loading.repeated("orgs"),
            await self._grades(),
        )
        await self._recall_orgs(before=False)
        courses, classes = await self._loading.rows("courses"), await self._loading.rows("classes")
        named = {row.sourced_id for row in courses}
        catalog = {}
        if not plan.fresh and not self._loading.manifest.is_bulk("courses"):
            catalog = await recall_courses(self._loading.connection, plan, named)
        plan_courses(plan, courses, self._loading.repeated("courses"), classes, catalog)
        if not plan.fresh:
            refused = named - plan.courses.keys()
            await recall_courses(self._loading.connection, plan, _But(refused))
        plan_classes(plan, classes, self._loading.repeated("classes"), courses)
        await self._recall_classes({row.sourced_id for row in classes})
        plan.kept = {}
        step.advance(sum(self._loading.staged[f].read for f in self._small()))
        await self._loading.writer.write(SILENT)
        await self._end_places()
        if (
            "academicSessions" in self._loading.staged
            and self._loading.staged["academicSessions"].read
        ):
            return sessions
        because = "the bundle has no sessions; the specification says exclusive"
        ends = self._loading.told or (
            Ends.INCLUSIVE if self._loading.manifest.dialect.inclusive else Ends.EXCLUSIVE
        )
        certain = self._loading.told is not None or self._loading.manifest.dialect.inclusive
        return Convention("academicSessions", ends, because, certain)

    def _small(self) -> Iterator[str]:
        return (
            f
            for f in ("academicSessions", "orgs", "courses", "classes")
            if f in self._loading.staged
        )

    async def _recall_sessions(self) -> None:
        if not self._plan.fresh and not self._loading.manifest.is_bulk("academicSessions"):
            await recall_sessions(self._loading.connection, self._plan)

    async def _recall_orgs(self, *, before: bool) -> None:
        """Recall what isn't sent; afterwards, what was sent and refused."""
        if self._plan.fresh or before == self._loading.manifest.is_bulk("orgs"):
            return
        only = None if before else self._plan.sourced_ids["orgs"]
        await recall_orgs(self._loading.connection, self._plan, only)

    async def _recall_classes(self, sent: set[str]) -> None:
        if self._plan.fresh:
            return
        gone = self._plan.gone["classes"].keys()
        only = sent - gone if self._loading.manifest.is_bulk("classes") else None
        await recall_classes(self._loading.connection, self._plan, only)
        for sourced_id in gone:
            self._plan.classes.pop(sourced_id, None)

    async def _grades(self) -> dict[str, set[str]]:
        """The grades that each school's students have, as sent."""
        queries = []
        if "users" in self._loading.staged:
            queries.append(
                'SELECT DISTINCT "orgSourcedIds" AS orgs, grades FROM oneroster_users '
                "WHERE role = 'student'"
            )
        if "roles" in self._loading.staged:
            joined = (
                ""
                if "users" not in self._loading.staged
                else ('LEFT JOIN oneroster_users sent ON sent."sourcedId" = held."userSourcedId"')
            )
            grade = "coalesce(nullif(sent.grades, ''), held.grades)" if joined else "held.grades"
            queries.append(
                f'SELECT DISTINCT held."orgSourcedId" AS orgs, {grade} AS grades '  # noqa: S608 -- no value stands in it
                f"FROM oneroster_roles held {joined} WHERE held.role = 'student'"
            )
        found: dict[str, set[str]] = {}
        for query in queries:
            for row in await self._loading.connection.fetch(query):
                for org in listed(row["orgs"]):
                    found.setdefault(org, set()).add(row["grades"])
        return found

    async def _end_places(self) -> None:
        if self._plan.fresh:
            return
        whole = self._loading.manifest.is_bulk("classes")
        if "classes" in self._loading.staged:
            found = await self._loading.endings.taken_back("classes", "section", whole=whole)
            await self._loading.endings.end_classes(found["section"])


class _But:
    """Everything but some names."""

    def __init__(self, names: Collection[str]) -> None:
        self._names = names

    def __contains__(self, name: object) -> bool:
        return name not in self._names
