"""Asking the hub for a roster as one viewer: operations through the one door, page by page."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, TypeAlias

from schema.door import StaleViewer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from hub.identity import Identity
    from schema.door import Door

Node: TypeAlias = dict[str, Any]

PAGE = 200
"""Rows of one page; a section's roster is asked for below it, and both together are bounded."""

DISTRICT = """
{
  district { id name }
  schoolYears(first: 200) {
    nodes { year startsOn endsOn terms { id name kind startsOn endsOn } }
  }
}
"""
SCHOOLS = """
query ($first: Int!, $after: String) {
  rows: schools(first: $first, after: $after) {
    nodes { id name } pageInfo { hasNextPage endCursor }
  }
}
"""
COURSES = """
query ($first: Int!, $after: String) {
  rows: courses(first: $first, after: $after) {
    nodes { id code title subject } pageInfo { hasNextPage endCursor }
  }
}
"""
STAFF = """
query ($first: Int!, $after: String) {
  rows: staff(first: $first, after: $after) {
    nodes {
      id givenName familyName email
      posts(history: true) { role startsOn endsOn school { id } }
      withheld { field }
    }
    pageInfo { hasNextPage endCursor }
  }
}
"""
STUDENTS = """
query ($first: Int!, $after: String) {
  rows: students(first: $first, after: $after) {
    nodes {
      id givenName middleName familyName preferredName gradeLevel birthDate
      identifiers { kind value }
      demographics { sex hispanic races }
      enrollments(history: true) { schoolYear isPrimary startsOn endsOn school { id } }
      guardianships {
        relationship standing contactPriority
        guardian { id givenName familyName phone email withheld { field } }
      }
      withheld { field }
    }
    pageInfo { hasNextPage endCursor }
  }
}
"""
SECTIONS = """
query ($school: ID!, $first: Int!, $after: String) {
  school(id: $school) {
    rows: sections(first: $first, after: $after, history: true) {
      nodes {
        id title period room startsOn endsOn course { id } term { id }
        staff(history: true) { id role startsOn endsOn staffMember { id } }
        roster(first: 200, history: true) {
          nodes { id startsOn endsOn student { id } } pageInfo { hasNextPage endCursor }
        }
        withheld { field }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
}
"""
ROSTER = """
query ($section: ID!, $first: Int!, $after: String) {
  section(id: $section) {
    rows: roster(first: $first, after: $after, history: true) {
      nodes { id startsOn endsOn student { id } } pageInfo { hasNextPage endCursor }
    }
  }
}
"""


class Asking:
    """One viewer's questions, who is identified anew where their facts have moved."""

    def __init__(self, door: Door, identity: Identity, token: str) -> None:
        self._door = door
        self._identity = identity
        self._token = token
        self.withheld: Counter[str] = Counter()
        """How many values of each field were withheld."""

    async def ask(self, text: str, **variables: object) -> Node:
        """The `data` of an answer. Raises Refusal."""
        for last in (False, True):
            viewer = await self._identity.viewer(self._token)
            try:
                answer = await self._door.execute(text, viewer, variables=variables)
            except StaleViewer:
                if last:
                    raise
                continue
            said = json.loads(answer.body)
            for each in said["extensions"].get("withheld", ()):
                self.withheld[each["path"].replace("rows.nodes.", "")] += 1
            data: Node = said["data"]
            return data
        raise AssertionError

    async def pages(self, text: str, **variables: object) -> AsyncIterator[Node]:
        """The nodes of every page of the list that a document calls `rows`."""
        after: str | None = None
        while True:
            data = await self.ask(text, first=PAGE, after=after, **variables)
            rows = data.get("rows") or next(iter(data.values()), None)
            rows = (rows or {}).get("rows", rows) or {}
            for node in rows.get("nodes", ()):
                self._note(node)
                yield node
            page = rows.get("pageInfo") or {}
            if not page.get("hasNextPage"):
                return
            after = page["endCursor"]

    def _note(self, node: Node) -> None:
        for each in node.get("withheld", ()):
            self.withheld[each["field"]] += 1

    async def roster(self, section: Node) -> AsyncIterator[Node]:
        """Every seat of a section that the viewer sees."""
        roster = section["roster"] or {}
        page = roster.get("pageInfo") or {}
        if not page.get("hasNextPage"):
            for seat in roster.get("nodes", ()):
                yield seat
            return
        async for seat in self.pages(ROSTER, section=section["id"]):
            yield seat
