"""A demo signs in as anybody by a click; a live district has no such thing, by no way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.district.personas import personas
from hub.models.codes import TokenKind
from tests.admin.conftest import words
from tests.admin.signing_in import SIGN_IN, someone
from tests.doors.conftest import doors_over

if TYPE_CHECKING:
    from schema.build import Built
    from tests.conftest import Hub
    from tests.doors.conftest import Doors

AS = "/admin/sign-in/as"


async def _live(hub: Hub) -> None:
    async with hub.database.owner() as owner:
        await owner.execute("UPDATE district SET kind = 'LIVE', fixed_today = NULL")


async def test_a_click_signs_in_as_somebody_of_the_demo(doors: Doors) -> None:
    page = (await doors.http.get(SIGN_IN)).text
    for each in personas():
        listed = f'value="{each.key}"' in page
        assert listed is (not each.key.endswith("_app") and "suspended" not in each.key), each.key
    for key, name in (("nurse", "Grace Obi"), ("guardian", "Lucia Torres")):
        browser = someone(doors)
        shown = (await browser.http.get(SIGN_IN)).text
        response = await browser.send(shown, AS, **{"as": key})
        assert (response.status_code, response.headers["location"]) == (303, "/admin")
        assert name in words((await browser.http.get("/admin")).text)


async def test_a_live_district_shows_nobody_and_signs_nobody_in_by_a_click(
    own_demo: Hub, built: Built
) -> None:
    async with doors_over(own_demo.database, built) as demo:
        visitor = someone(demo)
        form = (await visitor.http.get(SIGN_IN)).text
        assert f'action="{AS}"' in form
        # a worker that has not begun anew since: the database says what the district is
        await _live(own_demo)
        assert (await visitor.send(form, AS, **{"as": "nurse"})).status_code == 404
    async with doors_over(own_demo.database, built) as live:
        page = (await live.http.get(SIGN_IN)).text
        assert AS not in page
        assert "Grace" not in page
        for key in ("nurse", "demo-nurse", ""):
            assert (await visitor.send(form, AS, **{"as": key})).status_code == 404
        link = await live.fresh_token("demo-nurse", TokenKind.LINK)
        headers = {"sec-fetch-site": "same-origin"}
        assert (await live.http.post(f"/admin/link/{link}", headers=headers)).status_code == 410


async def test_a_click_without_the_forms_key_signs_nobody_in(doors: Doors) -> None:
    browser = someone(doors)
    await browser.http.get(SIGN_IN)
    headers = {"sec-fetch-site": "same-origin"}
    response = await browser.http.post(AS, data={"as": "nurse"}, headers=headers)
    assert response.status_code == 403


async def test_a_vendors_app_and_a_suspended_person_are_not_signed_in_by_a_click(
    doors: Doors,
) -> None:
    for key in ("gradebook_app", "suspended_teacher", "nobody"):
        browser = someone(doors)
        shown = (await browser.http.get(SIGN_IN)).text
        response = await browser.send(shown, AS, **{"as": key})
        assert response.status_code == 404
