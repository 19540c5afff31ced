"""Whoever guesses waits longer and longer; nobody is kept out by what a stranger tries."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from hub.limits import TRIES_ACCOUNT, TRIES_ADDRESS, TRIES_HERE, TRIES_WAIT_SECONDS_MAX
from tests.admin.conftest import words
from tests.admin.signing_in import PARENT, someone, with_password
from tests.doors.conftest import doors_over

if TYPE_CHECKING:
    from schema.build import Built
    from tests.doors.conftest import Doors

HOME, AWAY = "198.51.100.1", "203.0.113."
WRONG = "not the right password"


async def _tried(doors: Doors, name: str, address: str, times: int) -> list[int]:
    browser = someone(doors, address)
    return [(await browser.sign_in(name, WRONG)).status_code for _ in range(times)]


async def _waited(doors: Doors, by: str) -> None:
    """Let time pass for all who wait."""
    async with doors.database.owner() as owner:
        await owner.execute(
            "UPDATE attempt SET last_at = last_at - $1::text::interval,"
            " free_at = free_at - $1::text::interval",
            by,
        )


async def test_whoever_tries_an_account_too_often_waits_with_the_right_password_too(
    own_doors: Doors,
) -> None:
    await with_password(own_doors, PARENT, "lucia")
    most = TRIES_HERE[0]
    assert await _tried(own_doors, "lucia", HOME, most + 2) == [422] * (most + 1) + [429]
    response = await someone(own_doors, HOME).sign_in("lucia")
    assert response.status_code == 429
    assert "Try again in 1 minute." in words(response.text)
    assert 0 < int(response.headers["retry-after"]) <= 30
    await _waited(own_doors, "31 seconds")
    assert (await someone(own_doors, HOME).sign_in("lucia")).status_code == 303


async def test_an_account_that_does_not_exist_is_waited_for_alike(own_doors: Doors) -> None:
    await with_password(own_doors, PARENT, "lucia")
    told = [await _tried(own_doors, name, HOME, TRIES_HERE[0] + 2) for name in ("lucia", "nobody")]
    assert told[0] == told[1]
    pages = {
        words((await someone(own_doors, HOME).sign_in(name, WRONG)).text)
        for name in ("lucia", "nobody")
    }
    assert len(pages) == 1


async def test_the_wait_grows_to_its_most_and_no_further(own_doors: Doors) -> None:
    async with own_doors.database.owner() as owner:
        for _ in range(20):
            await _tried(own_doors, "nobody", HOME, 1)
            waits = await owner.fetchval("SELECT max(free_at - last_at) FROM attempt")
            await owner.execute("UPDATE attempt SET free_at = now()")
    assert waits.total_seconds() == TRIES_WAIT_SECONDS_MAX


async def test_tries_at_once_count_as_many(own_doors: Doors) -> None:
    browsers = [someone(own_doors, HOME) for _ in range(20)]
    found = await asyncio.gather(*(each.sign_in("nobody", WRONG) for each in browsers))
    told = [each.status_code for each in found]
    assert told.count(422) == TRIES_HERE[0] + 1
    assert told.count(429) == 20 - TRIES_HERE[0] - 1


async def test_a_stranger_keeps_nobody_out_of_their_own_place(own_doors: Doors) -> None:
    await with_password(own_doors, PARENT, "lucia")
    assert (await someone(own_doors, HOME).sign_in("lucia")).status_code == 303
    for number in range(TRIES_ACCOUNT[0] + 2):
        await _tried(own_doors, "lucia", f"{AWAY}{number}", 1)
    assert await _tried(own_doors, "lucia", f"{AWAY}200", 1) == [429]
    assert (await someone(own_doors, f"{AWAY}201").sign_in("lucia")).status_code == 429
    assert (await someone(own_doors, HOME).sign_in("lucia")).status_code == 303


async def test_an_address_that_tries_many_accounts_waits(own_doors: Doors) -> None:
    await with_password(own_doors, PARENT, "lucia")
    async with own_doors.database.owner() as owner:
        await _tried(own_doors, "somebody", HOME, 1)
        # as if it had tried as many others; a hash each would take long
        await owner.execute("UPDATE attempt SET level = $1", TRIES_ADDRESS[0] + 1)
    await _tried(own_doors, "else", HOME, 1)
    assert (await someone(own_doors, HOME).sign_in("lucia")).status_code == 429
    assert (await someone(own_doors, f"{AWAY}1").sign_in("lucia")).status_code == 303


async def test_an_ipv6_subscriber_is_one_address_whatever_they_call_themselves(
    own_doors: Doors,
) -> None:
    most = TRIES_HERE[0]
    told = [
        (await _tried(own_doors, "nobody", f"2001:db8:1:2::{number}", 1))[0]
        for number in range(most + 2)
    ]
    assert told == [422] * (most + 1) + [429]
    assert await _tried(own_doors, "nobody", "2001:db8:1:3::1", 1) == [422]


async def test_several_workers_count_together(own_doors: Doors, built: Built) -> None:
    async with doors_over(own_doors.database, built) as second:
        for each in (own_doors, second) * 4:
            await _tried(each, "nobody", HOME, 1)
        assert await _tried(second, "nobody", HOME, 1) == [429]
        assert await _tried(own_doors, "nobody", HOME, 1) == [429]


async def test_what_is_counted_names_neither_person_nor_address(own_doors: Doors) -> None:
    await _tried(own_doors, "quillfeather", HOME, 1)
    async with own_doors.database.owner() as owner:
        kept = [bytes(row["key"]) for row in await owner.fetch("SELECT key FROM attempt")]
    assert [len(each) for each in kept] == [32, 32, 32]
