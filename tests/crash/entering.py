"""People who enter things without end, and note what was acknowledged.

Each change has a key, and is told again under it until it is answered: what an answer says is there
is there once, however often it was sent.
"""

from __future__ import annotations

import asyncio
import json
import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import httpx

if TYPE_CHECKING:
    from collections.abc import Sequence

VISIT = """
mutation($input: RecordVisitInput!) {
  recordVisit(input: $input) { healthVisit { id } userErrors { code } } }
"""
SEAT = """
mutation($input: AddToSectionInput!) {
  addToSection(input: $input) { sectionEnrollment { id } userErrors { code } } }
"""
ROLL = """
mutation($input: TakeAttendanceInput!) {
  takeAttendance(input: $input) { section { id } userErrors { code } } }
"""
PAUSE_SECONDS = 0.05
TIMEOUT_SECONDS = 30.0


@dataclass(frozen=True)
class District:
    """Who enters, and about whom: tokens by person, students, sections."""

    tokens: dict[str, str]
    patients: Sequence[UUID]
    free: Sequence[UUID]
    section: UUID
    taught: UUID
    roster: Sequence[UUID]


@dataclass
class Noted:
    """What was acknowledged: visits and seats by id, and the last roll that was."""

    visits: set[UUID] = field(default_factory=set)
    seats: set[UUID] = field(default_factory=set)
    rolls: int = 0
    told_again: int = 0
    full: int = 0


class Entering:
    """One who enters, over HTTP, until told to stop."""

    def __init__(self, url: str, district: District, noted: Noted, seed: int) -> None:
        self.url, self.district, self.noted = url, district, noted
        self.random = random.Random(seed)

    async def go_on(self, stop: asyncio.Event) -> None:
        """Enter one thing after the other."""
        async with httpx.AsyncClient(base_url=self.url, timeout=TIMEOUT_SECONDS) as http:
            while not stop.is_set():
                await self.random.choice([self._visit, self._visit, self._seat, self._roll])(http)

    async def _visit(self, http: httpx.AsyncClient) -> None:
        student = self.random.choice(self.district.patients)
        given = {"studentId": f"stu_{student}", "complaint": "It is sore"}
        said = await self._entered(http, "nurse", VISIT, given)
        self.noted.visits.add(_key(said["recordVisit"]["healthVisit"]["id"]))

    async def _seat(self, http: httpx.AsyncClient) -> None:
        student = self.random.choice(self.district.free)
        given = {"studentId": f"stu_{student}", "sectionId": f"sec_{self.district.section}"}
        said = (await self._entered(http, "registrar", SEAT, given))["addToSection"]
        if said["userErrors"]:
            self.noted.full += said["userErrors"][0]["code"] == "FULL"
        else:
            self.noted.seats.add(_key(said["sectionEnrollment"]["id"]))

    async def _roll(self, http: httpx.AsyncClient) -> None:
        absent = self.random.sample(list(self.district.roster), k=min(3, len(self.district.roster)))
        given = {
            "sectionId": f"sec_{self.district.taught}",
            "absences": [{"studentId": f"stu_{each}", "status": "ABSENT"} for each in absent],
        }
        said = (await self._entered(http, "teacher", ROLL, given))["takeAttendance"]
        self.noted.rolls += not said["userErrors"]

    async def _entered(
        self, http: httpx.AsyncClient, who: str, document: str, given: dict[str, Any]
    ) -> Any:
        """Send a change until it is answered, always under the same key."""
        headers = {
            "authorization": f"Bearer {self.district.tokens[who]}",
            "content-type": "application/json",
            "idempotency-key": str(uuid4()),
        }
        body = json.dumps({"query": document, "variables": {"input": given}})
        while True:
            try:
                response = await http.post("/graphql", content=body, headers=headers)
            except httpx.TransportError:
                response = None
            if response is not None and response.status_code == httpx.codes.OK:
                return response.json()["data"]
            if response is not None and response.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                raise AssertionError(response.status_code, response.text)
            self.noted.told_again += 1
            await asyncio.sleep(PAUSE_SECONDS)


def _key(public_id: str) -> UUID:
    return UUID(public_id.partition("_")[2])
