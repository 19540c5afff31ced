"""What the tests of the window stand on: browsers that are signed in by a one-time link."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import httpx
import pytest

from hub.models.codes import TokenKind
from tests.doors.conftest import HERE, Doors, doors, logged, own_doors

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

__all__ = ["doors", "logged", "own_doors"]

OURS = {"sec-fetch-site": "same-origin"}
"""What a browser says of a form that was sent from a page of ours."""


FIELDS = frozenset({"input", "select", "textarea"})


class Text(HTMLParser):
    """The words of a page, and what its elements are made of."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.fields: list[tuple[dict[str, str | None], bool]] = []
        self._labels = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "label":
            self._labels += 1
        elif tag in FIELDS and dict(attrs).get("type") != "hidden":
            self.fields.append((dict(attrs), self._labels > 0))

    def handle_endtag(self, tag: str) -> None:
        if tag == "label":
            self._labels -= 1

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def unlabelled(self) -> list[dict[str, str | None]]:
        """The fields that nothing names for whoever doesn't see them."""
        told = {each.get("for") for each in self.named("label")}
        return [each for each, inside in self.fields if not inside and each.get("id") not in told]

    def named(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every element of a kind."""
        return [attributes for name, attributes in self.elements if name == tag]


def words(page: str) -> str:
    """The words of a page, with single spaces."""
    return " ".join(" ".join(Text(page).words).split())


def part(page: str, heading: str) -> str:
    """The words of one section of a page, by the id of its heading."""
    found = re.search(rf'<section[^>]*aria-labelledby="{heading}".*?</section>', page, re.DOTALL)
    assert found, heading
    return words(found[0])


@dataclass
class Browser:
    """A browser with a session."""

    http: httpx.AsyncClient
    doors: Doors

    async def see(self, path: str) -> str:
        """The page at an address."""
        response = await self.http.get(path)
        assert response.status_code == 200, (path, response.status_code)
        return response.text

    async def student(self, sourced_id: str, tab: str = "") -> str:
        """The page of a student, or a tab of it."""
        path = f"/admin/students/{await student_id(self.doors, sourced_id)}"
        return await self.see(f"{path}/{tab}" if tab else path)


async def student_id(doors: Doors, sourced_id: str) -> str:
    """The public id of a student."""
    async with doors.database.owner() as owner:
        found = await owner.fetchval(
            "SELECT s.id FROM student s JOIN person p ON p.id = s.person_id"
            " WHERE p.sourced_id = $1",
            sourced_id,
        )
    assert found is not None, sourced_id
    return f"stu_{found}"


async def signed_in(doors: Doors, sourced_id: str, base_url: str = HERE) -> Browser:
    """A browser that was signed in as a person by a link."""
    http = httpx.AsyncClient(transport=httpx.ASGITransport(doors.app), base_url=base_url)
    link = await doors.fresh_token(sourced_id, TokenKind.LINK)
    response = await http.post(f"/admin/link/{link}", headers=OURS)
    assert (response.status_code, response.headers["location"]) == (303, "/admin")
    return Browser(http, doors)


@pytest.fixture
def as_(doors: Doors) -> Callable[[str], Awaitable[Browser]]:
    """Sign a browser in to the demo district as a person."""
    return lambda sourced_id: signed_in(doors, sourced_id)
