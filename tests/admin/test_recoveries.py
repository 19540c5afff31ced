"""Two persons let somebody who lost their phone begin anew: never one, and never themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.admin.conftest import Browser, signed_in, words
from tests.admin.signing_in import CODE, ENROLL, NURSE, Someone, code_of, someone, with_password

if TYPE_CHECKING:
    from tests.doors.conftest import Doors

PATH = "/admin/recoveries"
STEWARD, REGISTRAR, PRIVACY = "demo-data-steward", "demo-district-registrar", "demo-privacy-officer"
WHY = "She lost it on a trip; I called her at home."
CHANGES = "SELECT operation, kind, reason, before, after FROM change WHERE entity = 'recovery'"


def _forms(doors: Doors, browser: Browser) -> Someone:
    return Someone(doors, browser.http)


async def _as(doors: Doors, who: str) -> Someone:
    return _forms(doors, await signed_in(doors, who))


async def _nurse(doors: Doors) -> tuple[Someone, str]:
    """A nurse who has signed in with a phone, and its secret."""
    await with_password(doors, NURSE, "grace")
    nurse = someone(doors)
    await nurse.sign_in("grace")
    return nurse, await nurse.enroll()


async def _row(doors: Doors) -> str:
    async with doors.database.owner() as owner:
        return str(await owner.fetchval("SELECT id FROM recovery"))


async def test_one_asks_another_confirms_and_the_person_sets_up_another_phone(
    own_doors: Doors,
) -> None:
    nurse, secret = await _nurse(own_doors)
    first, second = await _as(own_doors, STEWARD), await _as(own_doors, REGISTRAR)
    assert (await first.fill(PATH, person="Grace", reason=WHY)).status_code == 303
    assert (await nurse.http.get("/admin")).status_code == 200
    page = (await second.http.get(PATH)).text
    assert WHY in words(page)
    response = await second.send(page, PATH, confirm=await _row(own_doors))
    assert response.status_code == 303
    assert (await nurse.http.get("/admin")).status_code == 401
    again = someone(own_doors)
    await again.sign_in("grace")
    assert (await again.http.get(CODE)).headers["location"].startswith(ENROLL)
    assert await again.enroll() != secret
    assert (await again.http.get("/admin")).status_code == 200


async def test_both_steps_are_on_record(own_doors: Doors) -> None:
    await _nurse(own_doors)
    first, second = await _as(own_doors, STEWARD), await _as(own_doors, PRIVACY)
    await first.fill(PATH, person="grace", reason=WHY)
    await second.fill(PATH, confirm=await _row(own_doors))
    async with own_doors.database.owner() as owner:
        kept = [tuple(row)[:3] for row in await owner.fetch(f"{CHANGES} ORDER BY entry")]
    assert kept == [("askRecovery", "ADDED", WHY), ("confirmRecovery", "AMENDED", WHY)]


async def test_nobody_is_the_second_person_to_themselves(own_doors: Doors) -> None:
    nurse, _ = await _nurse(own_doors)
    first = await _as(own_doors, STEWARD)
    await first.fill(PATH, person="grace", reason=WHY)
    assert "Waits for somebody else" in words((await first.http.get(PATH)).text)
    response = await first.fill(PATH, confirm=await _row(own_doors))
    assert response.status_code == 422
    other = await _as(own_doors, STEWARD)
    assert (await other.fill(PATH, confirm=await _row(own_doors))).status_code == 422
    assert (await nurse.http.get("/admin")).status_code == 200


async def test_nobody_begins_anew_by_themselves(own_doors: Doors) -> None:
    await with_password(own_doors, STEWARD, "ethan")
    browser = someone(own_doors)
    await browser.sign_in("ethan")
    await browser.enroll()
    response = await browser.fill(PATH, person="ethan", reason=WHY)
    assert response.status_code == 422
    assert "Nobody does this for themselves" in words(response.text)
    other = await _as(own_doors, REGISTRAR)
    await other.fill(PATH, person="ethan", reason=WHY)
    assert WHY not in words((await browser.http.get(PATH)).text)
    assert (await browser.fill(PATH, confirm=await _row(own_doors))).status_code == 422


@pytest.mark.parametrize("kind", ["old", "confirmed", "suspended", "unknown", "nonsense"])
async def test_what_no_longer_waits_is_not_confirmed(own_doors: Doors, kind: str) -> None:
    nurse, secret = await _nurse(own_doors)
    first, second = await _as(own_doors, STEWARD), await _as(own_doors, REGISTRAR)
    await first.fill(PATH, person="grace", reason=WHY)
    row = await _row(own_doors)
    async with own_doors.database.owner() as owner:
        if kind == "old":
            await owner.execute("UPDATE recovery SET asked_at = now() - interval '25 hours'")
        if kind == "suspended":
            await owner.execute(
                "UPDATE person SET suspended_at = now() WHERE sourced_id = $1", STEWARD
            )
    if kind == "confirmed":
        await (await _as(own_doors, PRIVACY)).fill(PATH, confirm=row)
        nurse = someone(own_doors)
        await nurse.sign_in("grace")
        secret = await nurse.enroll()
    told = {"unknown": "00000000-0000-0000-0000-000000000001", "nonsense": "x"}.get(kind, row)
    response = await second.fill(PATH, confirm=told)
    assert response.status_code == 422
    again = someone(own_doors)
    await again.sign_in("grace")
    assert (await again.fill(CODE, code=code_of(secret, 1))).status_code == 303


@pytest.mark.parametrize("who", ["teacher", "nurse", "principal", "registrar", "guardian"])
async def test_for_everybody_else_there_is_no_such_page(doors: Doors, who: str) -> None:
    browser = await signed_in(doors, f"demo-{who}")
    assert (await browser.http.get(PATH)).status_code == 404
    assert PATH not in await browser.see("/admin")


async def test_whoever_has_no_second_factor_or_is_unknown_can_not_be_asked_for(
    own_doors: Doors,
) -> None:
    await with_password(own_doors, "demo-guardian", "lucia")
    first = await _as(own_doors, STEWARD)
    for name in ("lucia", "nobody", ""):
        response = await first.fill(PATH, person=name, reason=WHY)
        assert response.status_code == 422
        assert "Nobody of this user name has a second factor." in words(response.text)
    for reason in (" ", "x" * 501, "a\0b"):
        response = await first.fill(PATH, person="lucia", reason=reason)
        assert response.status_code == 422
        assert "Say why" in words(response.text)
