"""The day's work within its budget of clicks and keys, in a real browser, JavaScript off and on.

An action is a click, a key, or a text that is typed into a field. Every count begins at /admin.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from hub.models.codes import TokenKind
from tests.admin.test_browser import CHROMIUM, _try, _window
from tests.admin.test_forms import UNCHECKED, fetch, taught
from tests.admin.test_work import SEAT

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.doors.conftest import Doors

BROWSER: dict[str, bool] = {}
"""Whether the browser runs scripts."""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="HOMEROOM_BROWSER is not set"),
]


@dataclass
class Hands:
    """Somebody at a page, whose actions are counted."""

    page: Page
    actions: list[str] = field(default_factory=list)

    def click(self, where: Locator) -> None:
        """Press something."""
        where.click()
        self.actions.append("click")

    def follow(self, name: str, *, exact: bool = False) -> None:
        """Follow the first link of a name."""
        self.click(self.page.get_by_role("link", name=name, exact=exact).first)

    def press(self, name: str) -> None:
        """Press a button."""
        self.click(self.page.get_by_role("button", name=name))

    def type(self, label: str, text: str) -> None:
        """Type a text into a field."""
        self.page.get_by_label(label).first.fill(text)
        self.actions.append("type")

    def enter(self) -> None:
        """Press the key that sends a form."""
        self.page.keyboard.press("Enter")
        self.actions.append("key")
        self.page.wait_for_load_state()


@pytest.fixture(params=[False, True], ids=["without scripts", "with scripts"], autouse=True)
def scripts(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each day's work is done in a browser without scripts, and in one with them."""
    monkeypatch.setitem(BROWSER, "java_script_enabled", request.param)


async def worked(doors: Doors, who: str, work: Any) -> Hands:
    """The actions of a person at work, from their first page on."""
    link = await doors.fresh_token(who, TokenKind.LINK)
    kept: list[Hands] = []

    def person(url: str) -> None:
        with _window(url, **BROWSER) as window:
            window.sign_in(link)
            hands = Hands(window.page)
            work(hands)
            kept.append(hands)

    await _try(doors, person)
    return kept[0]


def saved(page: Page, said: str) -> None:
    """What was entered is told as saved."""
    assert said in page.get_by_role("status").inner_text()


async def test_a_roll_with_two_absent_takes_five_actions(own_doors: Doors) -> None:
    await taught(own_doors)

    def work(hands: Hands) -> None:
        hands.follow("Take roll of")
        absent = hands.page.get_by_label("Absent")
        absent.nth(2).wait_for()
        hands.click(absent.nth(0))
        hands.click(absent.nth(2))
        hands.press("Send the roll")
        saved(hands.page, "The roll is taken.")

    assert len((await worked(own_doors, "demo-teacher", work)).actions) <= 5


async def test_a_walk_in_visit_takes_eight_actions(own_doors: Doors) -> None:
    def work(hands: Hands) -> None:
        hands.type("Find a student", "Ana Torres")
        hands.enter()
        hands.follow("Torres, Ana")
        hands.follow("Record a visit")
        hands.type("What is wrong", "A bee sting")
        hands.type("What was done", "Ice")
        hands.press("Record the visit")
        saved(hands.page, "The visit is recorded.")

    assert len((await worked(own_doors, "demo-nurse", work)).actions) <= 8


TWENTY = """
INSERT INTO medication_order (id, student_id, drug, dose, route, due_at, prescriber, confidential,
    starts_on, entered_by)
SELECT gen_random_uuid(), e.student_id, 'Ibuprofen', '200 mg', 'oral', '12:00', 'Dr. A. Whitfield',
    false, d.fixed_today - 30, m.id
FROM school_enrollment e, district d, staff_member m JOIN person n ON n.id = m.person_id
WHERE n.sourced_id = 'demo-nurse' AND e.starts_on <= d.fixed_today AND e.ends_on IS NULL
  AND e.school_id = (SELECT school_id FROM post p WHERE p.staff_id = m.id LIMIT 1)
ORDER BY e.student_id LIMIT 20 RETURNING id
"""


async def test_a_medication_round_of_twenty_takes_twenty_two_actions(own_doors: Doors) -> None:
    await fetch(own_doors, "DELETE FROM medication_administration")
    await fetch(own_doors, "UPDATE medication_order SET due_at = NULL")
    assert len(await fetch(own_doors, TWENTY)) == 20

    def work(hands: Hands) -> None:
        hands.follow("Medication round")
        boxes = hands.page.get_by_role("checkbox")
        boxes.nth(19).wait_for()
        assert boxes.count() == 20
        for each in range(20):
            hands.click(boxes.nth(each))
        hands.press("Record what was given")
        saved(hands.page, "What was ticked is recorded.")

    assert len((await worked(own_doors, "demo-nurse", work)).actions) <= 22
    given = await fetch(own_doors, "SELECT DISTINCT outcome FROM medication_administration")
    assert [row["outcome"] for row in given] == ["Given."]


async def test_a_session_of_a_service_takes_five_actions(own_doors: Doors) -> None:
    def work(hands: Hands) -> None:
        hands.follow("Log a session")
        hands.type("Minutes", "30")
        hands.press("Log the session")
        saved(hands.page, "The session is logged.")

    assert len((await worked(own_doors, "demo-provider", work)).actions) <= 5


async def test_gua1_a_guardian_is_validated_in_four_actions(own_doors: Doors) -> None:
    (bond,) = await fetch(own_doors, UNCHECKED)
    others = "UPDATE guardianship SET rejected_on = starts_on WHERE id <> $1"
    await fetch(own_doors, others, bond["id"])

    def work(hands: Hands) -> None:
        hands.follow("Gabriel Vega")
        hands.click(hands.page.get_by_label("At this number: a mobile phone"))
        hands.click(hands.page.get_by_label("A passport"))
        hands.press("Validate")
        saved(hands.page, "The guardian is validated for this child.")

    assert len((await worked(own_doors, "demo-registrar", work)).actions) <= 4


async def test_a_section_move_takes_eight_actions(own_doors: Doors) -> None:
    (row,) = await fetch(own_doors, SEAT)
    (student,) = await fetch(
        own_doors,
        "SELECT given_name, family_name, x.title, x.id FROM student s JOIN section_enrollment e"
        " ON e.student_id = s.id JOIN section x ON x.id = e.section_id WHERE e.id = $1",
        row["seat"],
    )

    def work(hands: Hands) -> None:
        hands.type("Find a student", f"{student['given_name']} {student['family_name']}")
        hands.enter()
        hands.follow(f"{student['family_name']}, {student['given_name']}")
        hands.follow("Schedule", exact=True)
        hands.click(hands.page.locator(f"a[href$='{row['seat']}/move']"))
        hands.click(hands.page.locator(f"input[value$='{row['target']}']"))
        hands.press("Move")
        saved(hands.page, "The student has the other seat now.")

    assert len((await worked(own_doors, "demo-registrar", work)).actions) <= 8


async def test_p18_a_release_check_takes_three_actions(doors: Doors) -> None:
    def work(hands: Hands) -> None:
        hands.type("May this adult take this child?", "Ana Torres")
        hands.enter()
        hands.follow("Torres, Ana")
        hands.page.get_by_role("heading", name="Adults on record").wait_for()
        said = hands.page.locator("main").inner_text()
        assert "Lucia Torres" in said

    assert len((await worked(doors, "demo-office", work)).actions) <= 3


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_no_first_page_or_list_scrolls_sideways(
    doors: Doors, width: int, scheme: str
) -> None:
    links = {
        who: await doors.fresh_token(f"demo-{who}", TokenKind.LINK)
        for who in ("teacher", "nurse", "registrar", "principal", "case-manager")
    }

    def person(url: str) -> None:
        size = {"width": width, "height": 800}
        for who, link in links.items():
            with _window(url, viewport=size, color_scheme=scheme) as window:
                window.sign_in(link)
                paths = ["/admin", "/admin/students?q=Ana&grade=10", "/admin/release?q=Ana"]
                paths += ["/admin/medication"] if who == "nurse" else []
                for path in paths:
                    window.page.goto(f"{url}{path}")
                    wide = window.page.evaluate("document.documentElement.scrollWidth")
                    assert wide == width, (who, path)

    await _try(doors, person)
