"""A person who signs in as people do: by forms, with a password and a phone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from time import time
from typing import TYPE_CHECKING

import httpx
import pyotp

from hub.identity import credentials
from tests.admin.conftest import OURS, Text
from tests.doors.conftest import HERE

if TYPE_CHECKING:
    from hub.models.codes import TokenKind
    from tests.doors.conftest import Doors

PASSWORD = "four words nobody guesses"
KITCHEN = "demo-food-service"
"""Staff whose standings ask for no second factor."""
NURSE = "demo-nurse"
PARENT = "demo-guardian"
SIGN_IN, CODE, ENROLL = "/admin/sign-in", "/admin/sign-in/code", "/admin/sign-in/enroll"
_SECRET = re.compile(r'<code class="secret">([^<]+)</code>')


@dataclass
class Someone:
    """A browser with cookies of its own, at an address."""

    doors: Doors
    http: httpx.AsyncClient

    async def fill(self, path: str, to: str = "", **fields: str) -> httpx.Response:
        """Open a page with a form and send it, to its own address or another one."""
        shown = await self.http.get(path)
        assert shown.status_code == 200, (path, shown.status_code)
        return await self.send(shown.text, to or path, **fields)

    async def send(self, page: str, path: str, **fields: str) -> httpx.Response:
        """Send the form of a page that goes to an address, or else to the page's own."""
        forms = page.split("<form")[1:]
        chosen = [each for each in forms if f'action="{path}"' in each.partition(">")[0]]
        own = [each for each in forms if "action=" not in each.partition(">")[0]]
        hidden = {
            each["name"]: each["value"]
            for each in Text((chosen or own)[0]).named("input")
            if each.get("type") == "hidden"
        }
        form = {name: value or "" for name, value in hidden.items() if name}
        return await self.http.post(path, data={**form, **fields}, headers=OURS)

    async def sign_in(self, name: str, password: str = PASSWORD, to: str = "") -> httpx.Response:
        """Fill in the page on which people sign in."""
        page = f"{SIGN_IN}?to={to}" if to else SIGN_IN
        return await self.fill(page, SIGN_IN, name=name, password=password)

    async def enroll(self) -> str:
        """Set up a phone after the first factor; its secret."""
        page = (await self.http.get(ENROLL)).text
        secret = secret_of(page)
        response = await self.send(page, ENROLL, code=code_of(secret))
        assert response.status_code == 303, response.text
        return secret


def secret_of(page: str) -> str:
    """The secret that a page shows to whoever sets up a phone."""
    found = _SECRET.search(page)
    assert found
    return found[1].replace(" ", "")


def code_of(secret: str, steps: int = 0) -> str:
    """The code that a phone shows now, or so many steps later."""
    return pyotp.TOTP(secret).at(int(time()), counter_offset=steps)


def someone(doors: Doors, address: str = "127.0.0.1") -> Someone:
    """A browser at an address, which keeps its cookies."""
    transport = httpx.ASGITransport(doors.app, client=(address, 1))
    return Someone(doors, httpx.AsyncClient(transport=transport, base_url=HERE))


async def person_of(doors: Doors, sourced_id: str) -> object:
    """The key of a person."""
    async with doors.database.owner() as owner:
        return await owner.fetchval("SELECT id FROM person WHERE sourced_id = $1", sourced_id)


async def with_password(doors: Doors, who: str, name: str, password: str = PASSWORD) -> None:
    """Let a person choose a password, by the link that whoever runs the hub gives them."""
    link = await link_for(doors, who, name)
    response = await someone(doors).fill(link, password=password, again=password)
    assert response.status_code == 200, response.text


async def link_for(doors: Doors, who: str, name: str) -> str:
    """The address at which a person chooses a password."""
    person = await person_of(doors, who)
    async with doors.database.owner() as owner:
        token = await credentials.name(owner, person, name)  # type: ignore[arg-type]
    return f"/admin/password/{token}"


async def later(doors: Doors, kind: TokenKind, by: str) -> None:
    """Let time pass for every token of a kind: an interval, as PostgreSQL reads it."""
    async with doors.database.owner() as owner:
        await owner.execute(
            "UPDATE token SET issued_at = issued_at - $2::text::interval,"
            " expires_at = expires_at - $2::text::interval, ends_at = ends_at - $2::text::interval"
            " WHERE kind = $1",
            kind.value,
            by,
        )
