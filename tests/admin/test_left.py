"""What somebody entered as their sign-in ended is lost to nobody, and shown to nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.models.codes import TokenKind
from tests.admin.conftest import OURS, signed_in, student_id, words
from tests.admin.signing_in import later
from tests.admin.test_forms import fields

if TYPE_CHECKING:
    import httpx

    from tests.doors.conftest import Doors

VISITS = "SELECT complaint FROM health_visit WHERE complaint = 'A bee sting'"


async def left_with(doors: Doors) -> tuple[str, httpx.Response]:
    """What a nurse is told who sends a form when her session has ended."""
    nurse = await signed_in(doors, "demo-nurse")
    path = f"/admin/students/{await student_id(doors, 'demo-student')}/visit"
    form = fields(await nurse.see(path)) | {"complaint": "A bee sting"}
    await later(doors, TokenKind.SESSION, "31 minutes")
    return path, await nurse.http.post(path, data=form, headers=OURS)


async def test_ops3_what_was_entered_when_a_session_ended_is_shown_to_its_person_again(
    own_doors: Doors,
) -> None:
    path, response = await left_with(own_doors)
    assert response.status_code == 401
    assert "nothing is lost" in words(response.text)
    assert "bee" not in response.text, "whoever comes to that browser next reads nothing of it"
    anew = await signed_in(own_doors, "demo-nurse")
    again = await anew.http.post(path, data=fields(response.text), headers=OURS)
    assert again.status_code == 200
    assert "Nothing of it is entered yet" in words(again.text)
    assert fields(again.text)["complaint"] == "A bee sting"
    async with own_doors.database.owner() as owner:
        assert await owner.fetch(VISITS) == []
    done = await anew.http.post(path, data=fields(again.text), headers=OURS)
    assert done.status_code == 303
    async with own_doors.database.owner() as owner:
        assert len(await owner.fetch(VISITS)) == 1


async def test_what_was_entered_when_a_session_ended_is_nobody_elses_and_no_other_forms(
    own_doors: Doors,
) -> None:
    path, response = await left_with(own_doors)
    kept = fields(response.text)
    elsewhere = f"/admin/students/{await student_id(own_doors, 'demo-two-homes')}/visit"
    for who, at in (("demo-health-aide", path), ("demo-nurse", elsewhere)):
        other = await signed_in(own_doors, who)
        refused = await other.http.post(at, data=kept, headers=OURS)
        assert (refused.status_code, "bee" in refused.text) == (403, False), (who, at)
    forged = await signed_in(own_doors, "demo-nurse")
    refused = await forged.http.post(path, data={"left": "bm8="}, headers=OURS)
    assert refused.status_code == 403


async def test_a_form_that_was_never_ours_is_kept_for_nobody(own_doors: Doors) -> None:
    nurse = await signed_in(own_doors, "demo-nurse")
    path = f"/admin/students/{await student_id(own_doors, 'demo-student')}/visit"
    await later(own_doors, TokenKind.SESSION, "31 minutes")
    response = await nurse.http.post(path, data={"key": "a.b", "complaint": "x"}, headers=OURS)
    assert response.status_code == 401
    assert "Sign in again" in words(response.text)
    assert "left" not in fields(response.text)
