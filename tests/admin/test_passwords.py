"""People choose their own passwords, sign in by them, and nobody learns who has an account."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from argon2 import PasswordHasher

from hub.identity import passwords
from hub.identity.passwords import EASY, ITS_NAME, TOO_LONG, TOO_SHORT, Hashing, wrong_with
from hub.limits import HASHES_WAITING_MAX, PASSWORD_CHARACTERS_MAX
from hub.models.codes import TokenKind
from tests.admin.conftest import OURS, Text, words
from tests.admin.signing_in import (
    KITCHEN,
    PARENT,
    PASSWORD,
    SIGN_IN,
    later,
    link_for,
    someone,
    with_password,
)

if TYPE_CHECKING:
    from tests.doors.conftest import Doors

NOT_RIGHT = "The user name or the password is not right."


async def test_a_password_signs_a_guardian_in_and_staff_who_read_nothing_sensitive(
    own_doors: Doors,
) -> None:
    for who, name, reads in ((PARENT, "lucia", "Lucia Torres"), (KITCHEN, "frank", "Frank Muller")):
        await with_password(own_doors, who, name)
        browser = someone(own_doors)
        response = await browser.sign_in(name)
        assert (response.status_code, response.headers["location"]) == (303, "/admin")
        assert reads in words((await browser.http.get("/admin")).text)


async def test_a_user_name_is_one_in_any_case(own_doors: Doors) -> None:
    await with_password(own_doors, PARENT, "lucia@example.org")
    for name in ("Lucia@Example.org", "  LUCIA@EXAMPLE.ORG ", "\uff4cucia@example.org"):
        assert (await someone(own_doors).sign_in(name)).status_code == 303


async def test_whoever_fails_sees_one_page_whatever_was_wrong(own_doors: Doors) -> None:
    doors = own_doors
    await with_password(doors, PARENT, "lucia")
    await with_password(doors, KITCHEN, "frank")
    await link_for(doors, "demo-transport", "irina")
    async with doors.database.owner() as owner:
        await owner.execute("UPDATE person SET suspended_at = now() WHERE sourced_id = $1", KITCHEN)
    pages = set()
    for name, password in (
        ("lucia", "not the right password"),
        ("nobody", PASSWORD),
        ("frank", PASSWORD),
        ("irina", ""),
        ("irina", PASSWORD),
        ("lucia", "x" * 200),
        ("luc\0ia", "pass\0word and more"),
    ):
        response = await someone(doors).sign_in(name, password)
        assert response.status_code == 422
        assert NOT_RIGHT in words(response.text)
        assert all("homeroom=" not in each for each in response.headers.get_list("set-cookie"))
        keyless = [
            (tag, {k: v for k, v in attributes.items() if k != "value"})
            for tag, attributes in Text(response.text).elements
        ]
        pages.add(str(keyless))
    assert len(pages) == 1


async def test_an_unknown_user_name_costs_the_hash_that_a_wrong_password_does(
    own_doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    await with_password(own_doors, PARENT, "lucia")
    checked: list[str] = []
    verify = PasswordHasher.verify

    def counting(self: PasswordHasher, kept: str, password: str) -> bool:
        checked.append(kept)
        return bool(verify(self, kept, password))

    monkeypatch.setattr(PasswordHasher, "verify", counting)
    for name in ("lucia", "nobody"):
        checked.clear()
        await someone(own_doors).sign_in(name, "not the right password")
        assert len(checked) == 1
        assert checked[0].startswith("$argon2id$v=19$m=19456,t=2,p=1$")


async def test_a_hash_of_former_parameters_is_made_anew_on_signing_in(own_doors: Doors) -> None:
    await with_password(own_doors, PARENT, "lucia")
    weaker = PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1)
    find = "SELECT hash FROM credential WHERE user_name = 'lucia'"
    async with own_doors.database.owner() as owner:
        await owner.execute("UPDATE credential SET hash = $1", weaker.hash(PASSWORD))
        assert (await someone(own_doors).sign_in("lucia", "not the right one")).status_code == 422
        assert "m=8192" in await owner.fetchval(find)
        assert (await someone(own_doors).sign_in("lucia")).status_code == 303
        assert "m=19456,t=2,p=1" in await owner.fetchval(find)
    assert (await someone(own_doors).sign_in("lucia")).status_code == 303


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("eleven char", TOO_SHORT),
        ("x" * (PASSWORD_CHARACTERS_MAX + 1), TOO_LONG),
        ("Lucia.Torres@Example.Org", ITS_NAME),
        ("lucia.torres", ITS_NAME),
        ("Summit Unified 2026!", ITS_NAME),
        ("Password2026!", EASY),
        ("aaaaaaaaaaaaa", EASY),
        ("123456789012", EASY),
        ("QWERTYUIOP123", EASY),
        ("four words nobody guesses", None),
        ("739104826451", None),
        ("ein schönes, langes Passwort", None),
        ("密码密码短语足够长的一个例子", None),
        ("x1" * (PASSWORD_CHARACTERS_MAX // 2), None),
    ],
)
def test_a_password_is_judged_by_length_and_by_what_is_tried_first(
    password: str, said: str | None
) -> None:
    names = ("lucia.torres@example.org", "lucia.torres", "Summit Unified")
    assert wrong_with(password, *names) == said


async def test_what_is_wrong_with_a_new_password_is_said_and_uses_no_link_up(
    own_doors: Doors,
) -> None:
    link, browser = await link_for(own_doors, PARENT, "lucia"), someone(own_doors)
    for password, again, said in (
        ("short", "short", TOO_SHORT),
        (PASSWORD, PASSWORD + "!", "The two passwords are not the same."),
        ("Password2026!", "Password2026!", EASY),
    ):
        response = await browser.fill(link, password=password, again=again)
        assert response.status_code == 422
        assert said in words(response.text)
        assert password not in response.text
    assert (await browser.fill(link, password=PASSWORD, again=PASSWORD)).status_code == 200


async def test_a_link_to_choose_works_once_for_a_day_and_tells_nothing(own_doors: Doors) -> None:
    doors = own_doors
    used, expired = await link_for(doors, PARENT, "a"), await link_for(doors, KITCHEN, "b")
    await later(doors, TokenKind.CHOOSING, "25 hours")
    used = await link_for(doors, PARENT, "a")
    browser = someone(doors)
    shown = {
        words((await browser.http.get(each)).text)
        for each in (used, expired, "/admin/password/hr_unknown")
    }
    assert len(shown) == 1
    assert (await browser.fill(used, password=PASSWORD, again=PASSWORD)).status_code == 200
    session = f"/admin/password/{await doors.fresh_token(PARENT, TokenKind.LINK)}"
    for each in (used, expired, session, "/admin/password/hr_unknown"):
        response = await browser.fill(each, password=PASSWORD + "2", again=PASSWORD + "2")
        assert response.status_code == 410
    assert (await browser.sign_in("a")).status_code == 303


async def test_a_link_to_choose_signs_nobody_in(own_doors: Doors) -> None:
    token = (await link_for(own_doors, PARENT, "lucia")).rpartition("/")[2]
    cookie = {"cookie": f"homeroom={token}"}
    assert (await own_doors.http.get("/admin", headers=cookie)).status_code == 401
    assert (await own_doors.http.post(f"/admin/link/{token}", headers=OURS)).status_code == 410
    headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
    answer = await own_doors.http.post("/graphql", content=b"1", headers=headers)
    assert answer.status_code == 401


async def test_the_former_password_holds_until_another_is_chosen(own_doors: Doors) -> None:
    await with_password(own_doors, PARENT, "lucia")
    link = await link_for(own_doors, PARENT, "lucia")
    assert (await someone(own_doors).sign_in("lucia")).status_code == 303
    await someone(own_doors).fill(link, password=PASSWORD + "2", again=PASSWORD + "2")
    assert (await someone(own_doors).sign_in("lucia")).status_code == 422
    assert (await someone(own_doors).sign_in("lucia", PASSWORD + "2")).status_code == 303


async def test_a_changed_password_ends_every_other_session(own_doors: Doors) -> None:
    await with_password(own_doors, PARENT, "lucia")
    here, there = someone(own_doors), someone(own_doors)
    for each in (here, there):
        assert (await each.sign_in("lucia")).status_code == 303
    before = here.http.cookies["homeroom"]
    refused = await here.fill(
        "/admin/password", present="not it", password=PASSWORD + "2", again=PASSWORD + "2"
    )
    assert refused.status_code == 422
    assert "The present password is not right." in words(refused.text)
    assert (await there.http.get("/admin")).status_code == 200
    changed = await here.fill(
        "/admin/password", present=PASSWORD, password=PASSWORD + "2", again=PASSWORD + "2"
    )
    assert changed.status_code == 200
    assert here.http.cookies["homeroom"] != before
    assert (await here.http.get("/admin")).status_code == 200
    assert (await there.http.get("/admin")).status_code == 401
    copy = {"cookie": f"homeroom={before}"}
    assert (await own_doors.http.get("/admin", headers=copy)).status_code == 401


async def test_a_form_without_its_key_or_from_elsewhere_signs_nobody_in(own_doors: Doors) -> None:
    await with_password(own_doors, PARENT, "lucia")
    browser, other = someone(own_doors), someone(own_doors)
    fields = {"name": "lucia", "password": PASSWORD}
    page = (await browser.http.get(SIGN_IN)).text
    theirs = (await other.http.get(SIGN_IN)).text
    key = next(
        each["value"] or "" for each in Text(page).named("input") if each.get("name") == "key"
    )
    assert (await browser.http.post(SIGN_IN, data=fields, headers=OURS)).status_code == 403
    assert (await browser.send(theirs, SIGN_IN, **fields)).status_code == 403
    elsewhere = {"sec-fetch-site": "cross-site"}
    keyed = {**fields, "key": key}
    assert (await browser.http.post(SIGN_IN, data=keyed, headers=elsewhere)).status_code == 403
    assert (await browser.send(page, SIGN_IN, **fields)).status_code == 303


async def test_no_password_is_asked_for_over_an_open_connection(doors: Doors) -> None:
    for path in (SIGN_IN, "/admin/password/hr_x"):
        for method in ("GET", "POST"):
            response = await doors.http.request(method, f"http://hub.example{path}", headers=OURS)
            assert response.status_code == 426


async def test_more_sign_ins_than_can_wait_are_told_to_come_again() -> None:
    hashing = Hashing()
    found = await asyncio.gather(
        *(hashing.holds(None, PASSWORD) for _ in range(HASHES_WAITING_MAX + 20)),
        return_exceptions=True,
    )
    assert found.count(False) == HASHES_WAITING_MAX
    assert {getattr(each, "code", None) for each in found if each is not False} == {"UNAVAILABLE"}


def test_passwords_are_hashed_as_owasp_says_at_least() -> None:
    assert passwords.HASHER.type.name == "ID"
    assert passwords.HASHER.memory_cost >= 19 * 1024
    assert passwords.HASHER.time_cost >= 2
