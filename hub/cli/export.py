"""`homeroom export`: what one viewer may see, as OneRoster CSV, asked for through the door."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from hub.cli.errors import CommandRefused
from hub.cli.opening import clock_of, opened, refuse_live
from hub.cli.people import person_named, persona_named
from hub.cli.rosters import rows
from hub.cli.rosters.asking import COURSES, DISTRICT, SCHOOLS, SECTIONS, STAFF, STUDENTS, Asking
from hub.cli.rosters.files import Files
from hub.identity import Identity, issue
from hub.identity.tokens import revoke
from hub.models.codes import TokenKind
from hub.oneroster.layout import DIALECTS
from hub.oneroster.manifest import OWN_DISTRICT, OWN_ENDS
from hub.progress import Progress
from schema.build import build
from schema.door import Door

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from hub.cli.rosters.asking import Node
    from hub.database import Database
    from hub.progress import Step
    from hub.settings import Settings
    from schema.build import Built

_PRIVATE_FOLDER = 0o700


@dataclass(frozen=True)
class Wanted:
    """An export: where to, as whom (a persona, or a person by their sourced id), which version."""

    folder: Path
    persona: str | None
    person: str | None
    version: str


async def export_roster(settings: Settings, wanted: Wanted) -> None:
    """Write a bundle and say what is in it. Raises CommandRefused, and Refusal as the door does."""
    progress = Progress()
    with progress.step("building the schema"):
        built = build()
    async with opened(settings, progress) as database:
        for line in await exported(database, built, wanted, progress):
            typer.echo(line)


async def exported(
    database: Database, built: Built, wanted: Wanted, progress: Progress
) -> list[str]:
    """Write the bundle; what it holds, line by line."""
    if wanted.version not in DIALECTS:
        raise CommandRefused(f"There are versions {' and '.join(DIALECTS)}.")
    folder = wanted.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CommandRefused(f"{folder} is there already: name a new or empty folder.")
    async with database.owner() as owner:
        await refuse_live(owner, "rosters are exported as somebody else")
        clock = await clock_of(owner)
        who = (
            await person_named(owner, wanted.person or "")
            if wanted.persona is None
            else await persona_named(owner, wanted.persona)
        )
        token = await issue(owner, who.person_id, TokenKind.BEARER)
        door = Door(built, database, database.settings.key(), clock.zone)
        asking = Asking(door, Identity(database, clock), token)
        try:
            folder.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
            with (
                Files(folder, DIALECTS[wanted.version]) as files,
                progress.step("asking for the roster") as step,
            ):
                await Export(asking, files, wanted.version, step).write()
        finally:
            await revoke(owner, token)
    return _said(files, asking, folder)


def _said(files: Files, asking: Asking, folder: Path) -> list[str]:
    lines = [f"{file}.csv {count:,}" for file, count in files.rows.items()]
    withheld = [f"{name} {count:,}" for name, count in sorted(asking.withheld.items())]
    return [
        f"Written to {folder}, in rows: {', '.join(lines)}.",
        f"Withheld from this viewer, and left out: {', '.join(withheld) or 'nothing'}.",
    ]


class Export:
    """One bundle on its way from the door to its files."""

    def __init__(self, asking: Asking, files: Files, version: str, step: Step) -> None:
        self._asking = asking
        self._files = files
        self._version = version
        self._step = step
        self._adults: dict[str, rows.Adult] = {}

    async def write(self) -> None:
        """Write every file, and the manifest at the end."""
        data = await self._asking.ask(DISTRICT)
        district = (data["district"] or {}).get("id", "")
        years: list[Node] = data["schoolYears"]["nodes"]
        if district:
            name = rows.text(data["district"]["name"])
            org = {"sourcedId": district, "name": name, "type": "district"}
            self._files.write("orgs", org)
        for session in rows.sessions(years):
            self._files.write("academicSessions", session)
        await self._courses(district)
        terms = [term | {"year": year["year"]} for year in years for term in year["terms"] or []]
        async for school in self._asking.pages(SCHOOLS):
            self._write_school(school, district)
            await self._sections(school["id"], terms)
        await self._students(district)
        await self._staff(district, years)
        self._files.manifest(self._properties(district))

    def _write_school(self, school: Node, district: str) -> None:
        row = {"sourcedId": school["id"], "name": rows.text(school["name"]), "type": "school"}
        self._files.write("orgs", row | {"parentSourcedId": district})

    async def _courses(self, district: str) -> None:
        async for course in self._asking.pages(COURSES):
            row = {"sourcedId": course["id"], "title": rows.text(course["title"])}
            row |= {"courseCode": rows.text(course["code"]), "orgSourcedId": district}
            self._files.write("courses", row | {"subjects": rows.text(course["subject"])})

    async def _sections(self, school: str, terms: Sequence[Node]) -> None:
        async for section in self._asking.pages(SECTIONS, school=school):
            own = (section["term"] or {}).get("id")
            year = next((term["year"] for term in terms if term["id"] == own), None)
            same = [term for term in terms if term["year"] == year]
            self._files.write("classes", rows.class_row(section, school, same))
            for seat in section["staff"] or []:
                if seat["staffMember"]:
                    self._files.write("enrollments", rows.staff_seat(seat, section, school))
            async for seat in self._asking.roster(section):
                if seat["student"]:
                    student = seat["student"]["id"]
                    row = rows.seat_row(seat, section, school, student, "student")
                    self._files.write("enrollments", row)
            self._step.advance()

    async def _students(self, district: str) -> None:
        async for student in self._asking.pages(STUDENTS):
            row = rows.student_row(student)
            row["agentSourcedIds"] = rows.families(student, self._adults)
            self._user(row, rows.student_roles(student), district)
            self._files.write("demographics", rows.demographics_row(student))
            self._step.advance()
        for adult in self._adults.values():
            self._user(rows.adult_row(adult), [{"role": adult.role}], district)

    async def _staff(self, district: str, years: Sequence[Node]) -> None:
        async for member in self._asking.pages(STAFF):
            row = rows.staff_row(member, district)
            self._user(row, rows.staff_roles(member, years), district)
            self._step.advance()

    def _user(self, row: rows.CsvRow, held: list[rows.CsvRow], district: str) -> None:
        if not row.get("orgSourcedIds"):
            row["orgSourcedIds"] = district
        self._files.write("users", row)
        if "roles" in self._files.rows:
            for role in rows.role_rows(row["sourcedId"], held, district):
                self._files.write("roles", role)

    def _properties(self, district: str) -> dict[str, str]:
        dialect = DIALECTS[self._version]
        listed = dict.fromkeys(dialect.headers, "bulk") | dict.fromkeys(dialect.unmapped, "absent")
        return {
            "manifest.version": "1.0",
            "oneroster.version": self._version,
            **{f"file.{file}": mode for file, mode in listed.items()},
            "source.systemName": "Homeroom",
            "source.systemCode": "homeroom",
            OWN_DISTRICT: district,
            OWN_ENDS: "exclusive",
        }
