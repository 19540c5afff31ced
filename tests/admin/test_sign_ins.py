"""Everybody sees when they signed in, the privacy officer when anybody did, and nobody else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from hub.ledger.keeping import Keeper
from hub.limits import SIGN_INS_DAYS
from tests.admin.conftest import OURS, part, signed_in, words
from tests.admin.signing_in import (
    CODE,
    KITCHEN,
    NURSE,
    PARENT,
    PASSWORD,
    code_of,
    someone,
    with_password,
)

if TYPE_CHECKING:
    from tests.doors.conftest import Doors

PATH, EVERYBODY = "/admin/sign-ins", "/admin/sign-ins/everybody"
OFFICER = "demo-privacy-officer"
KEPT = """
SELECT k.kind, k.known_place FROM sign_in k JOIN person p ON p.id = k.person_id
WHERE p.sourced_id = $1 ORDER BY k.id
"""


async def _kept(doors: Doors, who: str) -> list[tuple[str, bool | None]]:
    async with doors.database.owner() as owner:
        return [(row["kind"], row["known_place"]) for row in await owner.fetch(KEPT, who)]


async def test_a_sign_in_a_refused_try_and_signing_out_are_on_record(own_doors: Doors) -> None:
    await with_password(own_doors, PARENT, "lucia")
    browser = someone(own_doors)
    await browser.sign_in("lucia", "not the right password")
    await browser.sign_in("lucia")
    await browser.http.post("/admin/sign-out", headers=OURS)
    await browser.sign_in("lucia")
    assert await _kept(own_doors, PARENT) == [
        ("REFUSED_FIRST", False),
        ("ONE_FACTOR", False),
        ("SIGNED_OUT", None),
        ("ONE_FACTOR", True),
    ]
    shown = part((await browser.http.get(PATH)).text, "kept")
    assert "A new place" in shown
    assert "Refused at the user name and password" in shown
    assert shown.count("Open: this one") == 1


async def test_a_second_factor_is_one_sign_in_and_a_wrong_code_a_refused_try(
    own_doors: Doors,
) -> None:
    await with_password(own_doors, NURSE, "grace")
    first = someone(own_doors)
    await first.sign_in("grace")
    secret = await first.enroll()
    again = someone(own_doors)
    await again.sign_in("grace")
    await again.fill(CODE, code="000000" if code_of(secret, 1) != "000000" else "111111")
    await again.fill(CODE, code=code_of(secret, 1))
    kinds = [kind for kind, _ in await _kept(own_doors, NURSE)]
    assert kinds == ["TWO_FACTORS", "REFUSED_SECOND", "TWO_FACTORS"]


async def test_whoever_ends_their_other_sessions_keeps_this_one_alone(own_doors: Doors) -> None:
    await with_password(own_doors, PARENT, "lucia")
    here, there = someone(own_doors), someone(own_doors, "203.0.113.9")
    other = await signed_in(own_doors, KITCHEN)
    await here.sign_in("lucia")
    await there.sign_in("lucia")
    response = await here.fill(PATH)
    assert (response.status_code, response.headers["location"]) == (303, f"{PATH}?done=ended")
    assert (await there.http.get("/admin")).status_code == 401
    assert (await other.http.get("/admin")).status_code == 200
    page = (await here.http.get(response.headers["location"])).text
    assert "Every other session of yours is ended." in words(page)
    assert "Session ended from another one" in part(page, "kept")
    assert (await _kept(own_doors, KITCHEN))[-1][0] == "LINK"


async def test_a_changed_password_says_why_sessions_ended(own_doors: Doors) -> None:
    await with_password(own_doors, PARENT, "lucia")
    browser = someone(own_doors)
    await browser.sign_in("lucia")
    fresh = "four other words nobody guesses"
    await browser.fill("/admin/password", present=PASSWORD, password=fresh, again=fresh)
    kinds = [kind for kind, _ in await _kept(own_doors, PARENT)]
    assert kinds == ["ONE_FACTOR", "ENDED_BY_CHANGE", "ONE_FACTOR"]


@pytest.mark.parametrize("sent", ["elsewhere", "without its key"])
async def test_no_other_page_ends_sessions(own_doors: Doors, sent: str) -> None:
    browser = await signed_in(own_doors, PARENT)
    other = await signed_in(own_doors, PARENT)
    key = re.search(r'name="key" value="([^"]+)"', await browser.see(PATH))
    assert key
    headers, form = (
        ({"sec-fetch-site": "cross-site"}, {"key": key[1]}) if sent == "elsewhere" else (OURS, {})
    )
    response = await browser.http.post(PATH, data=form, headers=headers)
    assert response.status_code == 403
    assert (await other.http.get("/admin")).status_code == 200


async def test_a_try_of_nobodys_account_is_a_row_of_nobody_as_a_wrong_password_is_of_its_owner(
    own_doors: Doors,
) -> None:
    browser = someone(own_doors)
    await browser.sign_in("nobody at all")
    async with own_doors.database.owner() as owner:
        (row,) = await owner.fetch("SELECT * FROM sign_in")
    assert (row["person_id"], row["session_id"], row["kind"]) == (None, None, "REFUSED_FIRST")


async def test_everybody_sees_their_own_and_nobody_elses(own_doors: Doors) -> None:
    await with_password(own_doors, PARENT, "lucia")
    await someone(own_doors).sign_in("lucia", "not the right password")
    kitchen = await signed_in(own_doors, KITCHEN)
    page = await kitchen.see(PATH)
    assert "Refused" not in part(page, "kept")
    assert EVERYBODY not in page


async def test_the_privacy_officer_sees_a_day_and_a_person(own_doors: Doors) -> None:
    await with_password(own_doors, PARENT, "lucia")
    await someone(own_doors).sign_in("lucia", "not the right password")
    await someone(own_doors).sign_in("nobody at all")
    officer = await signed_in(own_doors, OFFICER)
    day = words(await officer.see(EVERYBODY))
    assert "1 try was refused because there is no such user name." in day
    assert "lucia Refused at the user name and password" in day
    person = part(await officer.see(f"{EVERYBODY}?person=LUCIA"), "kept")
    assert "Refused" in person
    assert "Signed in" not in person
    assert "Nothing is on record" in words(await officer.see(f"{EVERYBODY}?on=2020-01-01"))
    for wrong in ("person=nobody", "on=yesterday", "on=9999-12-31", "on=0001-01-01"):
        assert (await officer.http.get(f"{EVERYBODY}?{wrong}")).status_code == 422


@pytest.mark.parametrize(
    "who", ["teacher", "nurse", "principal", "district-registrar", "data-steward", "guardian"]
)
async def test_for_everybody_else_there_is_no_page_of_everybodys(doors: Doors, who: str) -> None:
    browser = await signed_in(doors, f"demo-{who}")
    for asked in ("", "?person=demo-nurse", "?person=nobody", "?on=2026-11-23"):
        assert (await browser.http.get(EVERYBODY + asked)).status_code == 404


async def test_pages_follow_one_another(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, PARENT)
    async with own_doors.database.owner() as owner:
        await owner.execute(
            "INSERT INTO sign_in (person_id, kind) SELECT p.id, 'REFUSED_FIRST'"
            " FROM person p, generate_series(1, 70) WHERE p.sourced_id = $1",
            PARENT,
        )
    first = await browser.see(PATH)
    link = re.search(rf'href="({PATH}\?after=[^"]+)"', first)
    assert link
    second = await browser.see(link[1])
    assert part(first, "kept").count("Refused") == 50
    assert part(second, "kept").count("Refused") == 20
    assert "after=" not in second.partition("<footer")[0]
    assert part(await browser.see(f"{PATH}?after=x"), "kept").count("Refused") == 50


async def test_what_is_older_than_its_time_is_taken_away(own_doors: Doors) -> None:
    await someone(own_doors).sign_in("nobody at all")
    async with own_doors.database.owner() as owner:
        await owner.execute(
            "INSERT INTO sign_in (kind, at) VALUES"
            " ('SIGNED_OUT', now() - make_interval(days => $1)),"
            " ('SIGNED_OUT', now() - make_interval(days => $1 - 1))",
            SIGN_INS_DAYS,
        )
        await Keeper(own_doors.database).forget()
        kinds = await owner.fetch("SELECT kind FROM sign_in ORDER BY kind")
    assert [row["kind"] for row in kinds] == ["REFUSED_FIRST", "SIGNED_OUT"]
