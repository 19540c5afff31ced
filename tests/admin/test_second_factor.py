"""Whoever reads what is sensitive shows a second factor, and opens nothing before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyotp
import pytest

from hub.identity.factors import step_of
from hub.limits import TRIES_HERE
from hub.models.codes import TokenKind
from tests.admin.conftest import signed_in, words
from tests.admin.signing_in import (
    CODE,
    ENROLL,
    KITCHEN,
    NURSE,
    code_of,
    later,
    secret_of,
    someone,
    with_password,
)

if TYPE_CHECKING:
    from tests.doors.conftest import Doors

PATHS = ["/admin", "/admin/students", "/admin/password", "/admin/recoveries", "/admin/sections/x"]
VECTORS = [(1_111_111_109, "081804"), (1_234_567_890, "005924"), (2_000_000_000, "279037")]
"""Of RFC 6238, appendix B, with the last six digits."""
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


async def _first(doors: Doors, who: str = NURSE, name: str = "grace") -> None:
    await with_password(doors, who, name)


async def test_a_nurse_sets_up_a_phone_before_anything_else_and_shows_it_from_then_on(
    own_doors: Doors,
) -> None:
    await _first(own_doors)
    browser = someone(own_doors)
    response = await browser.sign_in("grace", to="/admin/students")
    assert response.headers["location"] == f"{CODE}?to=%2Fadmin%2Fstudents"
    response = await browser.http.get(response.headers["location"])
    assert response.headers["location"] == f"{ENROLL}?to=%2Fadmin%2Fstudents"
    page = (await browser.http.get(response.headers["location"])).text
    assert "<svg" in page
    secret = secret_of(page)
    response = await browser.send(page, ENROLL, code=code_of(secret))
    assert response.headers["location"] == "/admin/students"
    assert "Grace Obi" in words((await browser.http.get("/admin")).text)

    again = someone(own_doors)
    await again.sign_in("grace")
    assert (await again.http.get(ENROLL)).headers["location"].startswith(CODE)
    response = await again.fill(CODE, code=code_of(secret, 1))
    assert (response.status_code, response.headers["location"]) == (303, "/admin")
    assert "Grace Obi" in words((await again.http.get("/admin")).text)


@pytest.mark.parametrize("enrolled", [False, True])
async def test_a_first_factor_alone_opens_nothing(own_doors: Doors, *, enrolled: bool) -> None:
    await _first(own_doors)
    if enrolled:
        first = someone(own_doors)
        await first.sign_in("grace")
        await first.enroll()
    browser = someone(own_doors)
    await browser.sign_in("grace")
    for path in PATHS:
        assert (await browser.http.get(path)).status_code == 401
    token = browser.http.cookies["homeroom"]
    headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
    answer = await own_doors.http.post("/graphql", content=b"1", headers=headers)
    assert answer.status_code == 401


async def test_the_session_is_another_after_the_second_factor(own_doors: Doors) -> None:
    await _first(own_doors)
    browser = someone(own_doors)
    await browser.sign_in("grace")
    first = browser.http.cookies["homeroom"]
    await browser.enroll()
    assert browser.http.cookies["homeroom"] != first
    cookie = {"cookie": f"homeroom={first}"}
    for path in (*PATHS, CODE, ENROLL):
        assert (await own_doors.http.get(path, headers=cookie)).status_code == 401


async def test_a_code_is_taken_once(own_doors: Doors) -> None:
    await _first(own_doors)
    browser = someone(own_doors)
    await browser.sign_in("grace")
    page = (await browser.http.get(ENROLL)).text
    secret, code = secret_of(page), code_of(secret_of(page))
    await browser.send(page, ENROLL, code=code)
    for used in (code, code_of(secret, -1)):
        other = someone(own_doors)
        await other.sign_in("grace")
        response = await other.fill(CODE, code=used)
        assert response.status_code == 422
        assert "was used already" in words(response.text)
    assert (await other.fill(CODE, code=code_of(secret, 1))).status_code == 303


async def test_wrong_codes_wait_as_wrong_passwords_do(own_doors: Doors) -> None:
    await _first(own_doors)
    browser = someone(own_doors)
    await browser.sign_in("grace")
    secret = await browser.enroll()
    other = someone(own_doors)
    await other.sign_in("grace")
    told = [(await other.fill(CODE, code="x")).status_code for _ in range(TRIES_HERE[0] + 2)]
    assert told == [422] * (TRIES_HERE[0] + 1) + [429]
    response = await other.fill(CODE, code=code_of(secret, 1))
    assert response.status_code == 429
    assert "Try again in" in words(response.text)


async def test_a_page_to_set_up_belongs_to_the_sign_in_that_was_shown_it(own_doors: Doors) -> None:
    await _first(own_doors)
    thief, owner = someone(own_doors), someone(own_doors)
    await thief.sign_in("grace")
    stolen = (await thief.http.get(ENROLL)).text
    await owner.sign_in("grace")
    assert secret_of((await owner.http.get(ENROLL)).text) != secret_of(stolen)
    assert (await owner.send(stolen, ENROLL, code=code_of(secret_of(stolen)))).status_code == 403
    await owner.enroll()
    late = await thief.send(stolen, ENROLL, code=code_of(secret_of(stolen)))
    assert late.status_code == 422


async def test_a_mistyped_first_code_shows_the_same_picture_again(own_doors: Doors) -> None:
    await _first(own_doors)
    browser = someone(own_doors)
    await browser.sign_in("grace")
    page = (await browser.http.get(ENROLL)).text
    wrong = await browser.send(page, ENROLL, code="000")
    assert wrong.status_code == 422
    assert secret_of(wrong.text) == secret_of(page)
    response = await browser.send(wrong.text, ENROLL, code=code_of(secret_of(page)))
    assert response.status_code == 303


async def test_the_secret_is_kept_encrypted_and_for_its_person(own_doors: Doors) -> None:
    await _first(own_doors)
    await _first(own_doors, "demo-teacher", "theo")
    browser, other = someone(own_doors), someone(own_doors)
    await browser.sign_in("grace")
    secret = await browser.enroll()
    await other.sign_in("theo")
    await other.enroll()
    async with own_doors.database.owner() as owner:
        rows = await owner.fetch("SELECT secret FROM second_factor")
        assert all(secret.encode() not in bytes(row["secret"]) for row in rows)
        await owner.execute(
            "UPDATE second_factor f SET last_step = 0, secret = (SELECT secret FROM second_factor"
            " WHERE person_id <> f.person_id)"
        )
    again = someone(own_doors)
    await again.sign_in("theo")
    assert (await again.fill(CODE, code=code_of(secret, 1))).status_code == 422


async def test_a_first_factor_waits_a_quarter_of_an_hour(own_doors: Doors) -> None:
    await _first(own_doors)
    browser = someone(own_doors)
    await browser.sign_in("grace")
    await later(own_doors, TokenKind.FIRST_FACTOR, "16 minutes")
    assert (await browser.http.get(ENROLL)).status_code == 401


async def test_whoever_comes_to_read_more_signs_in_anew_with_a_second_factor(
    own_doors: Doors,
) -> None:
    await with_password(own_doors, KITCHEN, "frank")
    browser = someone(own_doors)
    assert (await browser.sign_in("frank")).headers["location"] == "/admin"
    assert (await browser.http.get("/admin")).status_code == 200
    async with own_doors.database.owner() as owner:
        await owner.execute(
            "INSERT INTO post (staff_id, role, starts_on) SELECT s.id, 'REGISTRAR', '2000-01-01'"
            " FROM staff_member s JOIN person p ON p.id = s.person_id WHERE p.sourced_id = $1",
            KITCHEN,
        )
        await owner.execute("UPDATE person SET epoch = epoch + 1 WHERE sourced_id = $1", KITCHEN)
    assert (await browser.http.get("/admin")).status_code == 401
    assert (await browser.sign_in("frank")).headers["location"].startswith(CODE)


async def test_a_suspended_person_gets_no_further_than_the_first_factor(own_doors: Doors) -> None:
    await _first(own_doors)
    browser = someone(own_doors)
    await browser.sign_in("grace")
    page = (await browser.http.get(ENROLL)).text
    async with own_doors.database.owner() as owner:
        await owner.execute("UPDATE person SET suspended_at = now() WHERE sourced_id = $1", NURSE)
    response = await browser.send(page, ENROLL, code=code_of(secret_of(page)))
    assert response.status_code == 401


async def test_a_link_of_a_demo_asks_for_no_second_factor(doors: Doors) -> None:
    assert "Grace Obi" in words(await (await signed_in(doors, NURSE)).see("/admin"))


@pytest.mark.parametrize(("at", "code"), VECTORS)
def test_codes_are_those_of_the_rfc_one_step_beside_included(at: int, code: str) -> None:
    assert step_of(RFC_SECRET, code, at) == at // 30
    assert step_of(RFC_SECRET, f"{code[:3]} {code[3:]}", at) == at // 30
    assert step_of(RFC_SECRET, code, at + 30) == at // 30
    assert step_of(RFC_SECRET, code, at - 30) == at // 30
    assert step_of(RFC_SECRET, code, at + 90) is None
    assert step_of(RFC_SECRET, code, at - 90) is None
    assert pyotp.TOTP(RFC_SECRET).at(at) == code
