"""Loading the staged files in the order in which one refers to another, by chunks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.intake.steps import SILENT
from hub.oneroster.conventions import Convention, Ends, enrollment_convention
from hub.oneroster.endings import Endings
from hub.oneroster.families import plan_families, plan_relationships
from hub.oneroster.live import usable
from hub.oneroster.memberships import Setting, current_year, plan_memberships
from hub.oneroster.people import Beside, plan_demographics, plan_people
from hub.oneroster.places import Places
from hub.oneroster.recall import (
    birth_dates,
    colleagues,
    left_schools,
    recall_attended,
    recall_people,
)
from hub.oneroster.roles import read_roles, refuse_homeless
from hub.oneroster.seats import plan_seats
from hub.oneroster.staging import staged_by, staged_by_class, staged_chunks, staged_rows
from hub.oneroster.values import Unreadable, day, listed
from hub.oneroster.writing import kept_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    import asyncpg

    from hub.intake.steps import Progress, Step
    from hub.oneroster.manifest import Manifest
    from hub.oneroster.plan import Plan, Span
    from hub.oneroster.staging import Row, Staged
    from hub.oneroster.writing import Writer

_PERSONS = ("person", "student", "staff_member", "guardian")


class Loading:
    """The staged files of one import on their way into the tables."""

    def __init__(
        self,
        writer: Writer,
        manifest: Manifest,
        staged: Mapping[str, Staged],
        told: Ends | None,
        fixed_today: date | None,
    ) -> None:
        """`told`: how ends are counted, where somebody said so."""
        self.writer = writer
        self.plan: Plan = writer.plan
        self.connection: asyncpg.Connection = writer.connection
        self.manifest = manifest
        self.staged = staged
        self.told = told
        self.fixed_today = fixed_today
        unread = (file for file, each in staged.items() if each.is_lossy)
        self.endings = Endings(writer, frozenset(unread))
        self._linked: set[str] = set()

    async def load(self, progress: Progress) -> tuple[Convention, ...]:
        """Plan and write every file; how end dates were read."""
        total = sum(staged.read for staged in self.staged.values())
        with progress.step("Planning and writing", total) as step:
            sessions = await Places(self).load(step)
            roles = await self._role_convention(sessions)
            await self._people(step)
            enrollments = await self._seats(sessions, step)
            await self._memberships(roles, step)
        await self.endings.tell_kept()
        found = [(sessions, "academicSessions"), (roles, "roles"), (enrollments, "enrollments")]
        return tuple(each for each, file in found if file in self.staged and self.staged[file].read)

    def repeated(self, file: str) -> Collection[int]:
        """The lines of a file whose identifier an earlier row has."""
        return self.staged[file].repeated if file in self.staged else ()

    async def rows(self, file: str) -> list[Row]:
        """All rows of a small file."""
        return await staged_rows(self.connection, file) if file in self.staged else []

    # people

    async def _people(self, step: Step) -> None:
        if "users" in self.staged:
            async for rows in staged_chunks(self.connection, "users"):
                await self._plan_people(rows)
                await self.writer.write(SILENT)
                self.plan.kept = {}
                step.advance(len(rows))
        if not self.plan.fresh and "users" in self.staged:
            found = await self.endings.taken_back(
                "users", "person", whole=self.manifest.is_bulk("users")
            )
            await self.endings.end_people(found["person"])
        await self._demographics(step)
        if "userProfiles" in self.staged:
            async for rows in staged_chunks(self.connection, "userProfiles"):
                usable_rows = usable(self.plan, rows, self.repeated("userProfiles"))
                refuse_homeless(self.plan, usable_rows)
                step.advance(len(rows))

    async def _plan_people(self, rows: Sequence[Row]) -> None:
        names = [row.sourced_id for row in rows]
        if not self.plan.fresh:
            for table in _PERSONS:
                self.plan.kept |= await kept_of(self.connection, table, names)
        plan_people(self.plan, rows, await self._beside(names), self.repeated("users"))
        if not self.plan.fresh:
            await recall_people(self.connection, self.plan, self.plan.unsaid["users"] & set(names))

    async def _beside(self, names: Collection[str]) -> Beside:
        beside = Beside()
        if "demographics" in self.staged:
            described = await staged_by(self.connection, "demographics", "sourcedId", names)
            lines = self.repeated("demographics")
            beside.described = {r.sourced_id: r for r in described if r.origin.line not in lines}
        if not self.plan.fresh and not self.manifest.is_bulk("demographics"):
            beside.birth_dates = await birth_dates(self.connection, names)
        if "roles" in self.manifest.dialect.headers:
            rows: list[Row] = []
            if "roles" in self.staged:
                rows = await staged_by(self.connection, "roles", "userSourcedId", names)
            roles = read_roles(self.plan, rows, self.repeated("roles"))
            beside.roles, beside.grades = roles.held, roles.grades
        if "relationships" in self.staged:
            column = "relationshipUserSourcedId"
            links = await staged_by(self.connection, "relationships", column, names)
            beside.contacts = {row[column] for row in links}
        return beside

    async def _demographics(self, step: Step) -> None:
        if "demographics" not in self.staged:
            return
        async for rows in staged_chunks(self.connection, "demographics"):
            names = [row.sourced_id for row in rows]
            if not self.plan.fresh:
                self.plan.kept |= await kept_of(self.connection, "demographics", names)
                await self._recall_people(names)
            plan_demographics(self.plan, rows, self.repeated("demographics"))
            await self.writer.write(SILENT)
            self.plan.kept = {}
            step.advance(len(rows))

    async def _recall_people(self, names: Collection[str]) -> None:
        """Recall whom the bundle doesn't speak of; a whole users.csv speaks of everybody."""
        if not self.plan.fresh and not self.manifest.is_bulk("users"):
            known = self.plan.sourced_ids["users"]
            await recall_people(self.connection, self.plan, [n for n in names if n not in known])

    # seats

    async def _role_convention(self, sessions: Convention) -> Convention:
        if "roles" not in self.staged:
            return sessions
        terms = [*self.plan.terms.values(), *self.plan.years.values()]
        days = [term.ends_on for term in terms]
        found = await self.connection.fetch(
            'SELECT "endDate" AS day, count(*) AS rows FROM oneroster_roles '
            "WHERE \"endDate\" <> '' GROUP BY 1"
        )
        votes = [(end, days, row["rows"]) for row in found if (end := _day(row["day"]))]
        return enrollment_convention(votes, sessions, self.told, "roles")

    async def _seats(self, sessions: Convention, step: Step) -> Convention:
        if "enrollments" not in self.staged:
            return sessions
        convention = await self._seat_convention(sessions)
        async for rows in staged_by_class(self.connection):
            await self._plan_seats(rows, convention)
            await self.writer.write(SILENT)
            self.plan.kept = {}
            step.advance(len(rows))
        if not self.plan.fresh:
            whole = self.manifest.is_bulk("enrollments")
            tables = ("section_enrollment", "section_staff")
            found = await self.endings.taken_back("enrollments", *tables, whole=whole)
            for table in tables:
                await self.endings.end(table, found[table])
        return convention

    async def _plan_seats(self, rows: Sequence[Row], convention: Convention) -> None:
        plan, kept = self.plan, {}
        if not plan.fresh:
            await self._recall_people({row["userSourcedId"] for row in rows})
            if "enrollments" in plan.delta:
                names = [row.sourced_id for row in rows]
                for table in ("section_enrollment", "section_staff"):
                    plan.kept |= await kept_of(self.connection, table, names)
                classes = {row["classSourcedId"] for row in rows}
                ids = [plan.classes[name].row_id for name in classes if name in plan.classes]
                kept = dict(await colleagues(self.connection, ids))
        before = len(plan.unsaid["enrollments"])
        plan_seats(plan, rows, self.repeated("enrollments"), convention, kept)
        if len(plan.unsaid["enrollments"]) > before:
            unsaid = plan.unsaid["enrollments"]
            plan.unsaid["owners"].update(r["userSourcedId"] for r in rows if r.sourced_id in unsaid)

    async def _seat_convention(self, sessions: Convention) -> Convention:
        found = await self.connection.fetch(
            'SELECT "classSourcedId" AS class, "endDate" AS day, count(*) AS rows '
            "FROM oneroster_enrollments WHERE \"endDate\" <> '' GROUP BY 1, 2"
        )
        votes = []
        for row in found:
            class_, end = self.plan.classes.get(row["class"]), _day(row["day"])
            if class_ is not None and end is not None:
                terms = [*(term.ends_on for term in class_.terms), class_.span.ends_on]
                votes.append((end, terms, row["rows"]))
        return enrollment_convention(votes, sessions, self.told)

    # what follows from users and seats

    async def _memberships(self, roles: Convention, step: Step) -> None:
        current = current_year(self.plan, self.fixed_today)
        if not self.plan.fresh:
            await self.endings.list_derived()
        if "users" in self.staged:
            async for rows in staged_chunks(self.connection, "users"):
                await self._plan_memberships(rows, roles, current)
        if "relationships" in self.staged:
            places = await self.rows("relationships")
            await self._recall_people({row["userSourcedId"] for row in places})
            lines = self.repeated("relationships")
            plan_relationships(self.plan, places, current, lines)
            await self._write_linked()
            step.advance(len(places))
        if "roles" in self.staged:
            async for rows in staged_chunks(self.connection, "roles"):
                refuse_homeless(self.plan, rows)
                step.advance(len(rows))
        if not self.plan.fresh:
            await self.connection.execute("DROP TABLE oneroster_derived")
            whole = self.manifest.is_bulk("users")
            await self.endings.end_unlinked(self._linked, whole=whole)

    async def _plan_memberships(
        self, rows: Sequence[Row], roles: Convention, current: Span | None
    ) -> None:
        plan = self.plan
        names = [row.sourced_id for row in rows if row.sourced_id in plan.users]
        if not plan.fresh and not self.manifest.is_bulk("enrollments"):
            await recall_attended(self.connection, plan, names)
        plan_memberships(plan, rows, Setting(current, roles))
        if not plan.fresh:
            await self.endings.end_underived(names)
            students = [
                plan.users[name].capacities["student"]
                for name in names
                if "student" in plan.users[name].capacities
            ]
            _start_later(plan, await left_schools(self.connection, students))
        if "relationships" not in self.manifest.dialect.headers:
            agents = {a for row in rows for a in listed(row["agentSourcedIds"])}
            await self._recall_people(agents)
            plan_families(plan, rows, current, await self._named(agents))
        await self._write_linked()

    async def _named(self, names: Collection[str]) -> dict[str, frozenset[str]]:
        """The agents whom users name, of those that others name."""
        found = await staged_by(self.connection, "users", "sourcedId", names)
        return {row.sourced_id: frozenset(listed(row["agentSourcedIds"])) for row in found}

    async def _write_linked(self) -> None:
        if not self.plan.fresh:
            units = self.plan.units["guardianship"]
            self._linked.update(entry.sourced_id for unit in units for entry in unit.entries)
        await self.writer.write(SILENT)


def _start_later(plan: Plan, left: Mapping[tuple[UUID, int], date]) -> None:
    """Begin an inferred primary enrollment on the day on which the last one of its year ended."""
    for unit in plan.units["school_enrollment"]:
        for entry in unit.entries:
            columns = entry.columns
            day = left.get((columns["student_id"], columns["school_year"]))  # type: ignore[arg-type]
            if day is not None and columns["is_primary"]:
                starts_on, ends_on = columns["starts_on"], columns["ends_on"]
                if starts_on < day < ends_on:  # type: ignore[operator]
                    columns["starts_on"] = day


def _day(text: str) -> date | None:
    try:
        return day(text)
    except Unreadable:
        return None
