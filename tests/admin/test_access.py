"""Every screen, as each persona comes to it by links alone: reached, readable and operable.

Whoever is signed in follows links from their first page on, one for each kind of address. On each
page axe-core looks for what WCAG 2.2 (A and AA) forbids, light on a desk and dark on a phone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe

from admin.screens import SCREENS
from admin.work import FORMS
from hub.models.codes import TokenKind
from tests.admin.addresses import kind, of_pages
from tests.admin.conftest import signed_in, student_id, words
from tests.admin.filing import ORDER, sent_with
from tests.admin.test_browser import CHROMIUM, _try, _window
from tests.admin.test_forms import fetch, sent
from tests.admin.test_orders import FATHER
from tests.mutations.twins import SECOND

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.admin.test_browser import Window
    from tests.doors.conftest import Doors

RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
Look = tuple[Literal["light", "dark"], int]
DESK: Look = ("light", 1280)
PHONE: Look = ("dark", 320)
EVERY: tuple[Look, ...] = (DESK, PHONE, ("dark", 1280), ("light", 320))
THEIR_OWN = frozenset({"/admin", "/admin/students/{id}"})
"""What differs so much from one person to the next that each one's is looked at closely."""
PEOPLE = (
    "teacher",
    "nurse",
    "case-manager",
    "provider",
    "counselor",
    "principal",
    "registrar",
    "office",
    "nurse-lead",
    "privacy-officer",
    "data-steward",
    "guardian",
    "student",
)
TYPED = {
    "privacy-officer": ["/admin/explain?q=Torres"],
    "principal": ["/admin/students?q=Ana+Torres"],
    "registrar": ["/admin/students?q=Ana+Torres&grade=10"],
}
"""What somebody types where no link leads on."""
OK, SEE_OTHER = 200, 303
OPERABLE = """() => {
    const groups = new Set();
    const all = [...document.querySelectorAll(
        "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
    )].filter(each => !each.disabled && !each.ariaHidden && each.checkVisibility());
    const once = all.filter(each => {
        const group = each.type === "radio" ? each.name : "";
        const again = groups.has(group);
        if (group) groups.add(group);
        return !again;
    });
    once.forEach((each, at) => { each.dataset.at = each.type === "radio" ? each.name : at; });
    document.querySelectorAll("input[type=radio]").forEach(each => {
        each.dataset.at = each.name;
    });
    document.activeElement.blur();
    return once.map(each => [each.dataset.at, each.outerHTML.slice(0, 120)]);
}"""
"""Marks whatever can be operated, a group of radio buttons as one, and lists it."""
FOCUSED = """() => {
    const it = document.activeElement;
    return [it.dataset.at ?? "", getComputedStyle(it).outlineStyle !== "none"];
}"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="HOMEROOM_BROWSER is not set"),
]


@dataclass
class Walk:
    """A walk along links: which kinds of pages were seen, and what was wrong with them. `looked`
    are kinds that somebody has looked at closely before; the whole walk looks at each.
    """

    window: Window
    who: str
    looked: set[str]
    whole: bool
    seen: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)

    def go(self) -> None:
        """Follow one link of each kind, from the first page on."""
        waiting = [*TYPED.get(self.who, []), "/admin", "/admin/sign-in"]
        while waiting:
            path = waiting.pop(0)
            if kind(path) in self.seen:
                continue
            self.seen.add(kind(path))
            response = self.window.page.goto(self.window.url + path)
            assert response is not None
            if response.status != OK:
                self.wrong.append(f"{self.who} {kind(path)}: {response.status}")
                continue
            waiting += self._links()
            self.look(kind(path))

    def look(self, path: str) -> None:
        """What is wrong with the page that is open: closely, where nobody has looked before."""
        closely = self.whole or path in THEIR_OWN or path not in self.looked
        self.looked.add(path)
        if self.whole:
            self.wrong += [f"{self.who} {path} by keyboard: {each}" for each in self._unreached()]
        for scheme, width in EVERY if self.whole else (DESK, PHONE):
            self.window.page.emulate_media(color_scheme=scheme)
            self.window.page.set_viewport_size({"width": width, "height": 900})
            where = f"{self.who} {path} {scheme} {width}"
            needed = self.window.page.evaluate("document.documentElement.scrollWidth")
            if needed > width:
                self.wrong.append(f"{where}: {needed} px wide")
            if closely:
                self.wrong += [f"{where}: {each}" for each in self._forbidden()]

    def _forbidden(self) -> Iterator[str]:
        """What axe finds, and in which elements."""
        for each in Axe().run(self.window.page, options=RULES).response["violations"]:
            for node in each["nodes"][:3]:
                yield f"{each['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"

    def _unreached(self) -> Iterator[str]:
        """What the Tab key never comes to, or where nobody would see that it has."""
        page = self.window.page
        waiting: dict[str, str] = dict(page.evaluate(OPERABLE))
        for _ in range(3 * len(waiting) + 3):
            if not waiting:
                return
            page.keyboard.press("Tab")
            at, outlined = page.evaluate(FOCUSED)
            html = waiting.pop(at, None)
            if html is not None and not outlined:
                yield f"no outline: {html}"
        yield from waiting.values()

    def _links(self) -> Iterator[str]:
        hrefs = self.window.page.eval_on_selector_all(
            "a[href]", "all => all.map(each => each.getAttribute('href'))"
        )
        yield from of_pages(hrefs)


async def walked(
    doors: Doors,
    *,
    whole: bool,
    people: Sequence[str] = PEOPLE,
    locale: str = "en-US",
    button: str = "Sign in",
) -> tuple[set[str], list[str]]:
    """The kinds of pages that somebody saw, and all that was wrong."""
    seen: set[str] = set()
    wrong: list[str] = []
    looked: set[str] = set()

    def person(who: str, link: str) -> Callable[[str], None]:
        def walk(url: str) -> None:
            with _window(url, locale=locale) as window:
                window.sign_in(link, button)
                steps = Walk(window, who, looked, whole)
                steps.go()
                seen.update(steps.seen)
                wrong.extend(steps.wrong)

        return walk

    for who in people:
        link = await doors.fresh_token(f"demo-{who}", TokenKind.LINK)
        await _try(doors, person(who, link))
    return seen, wrong


async def at_work(doors: Doors) -> None:
    """A day on which something happens: somebody is with the nurse, an incident is reported, of two
    students somebody says that they are one child, of a court order the document is to come, of
    another one it is proposed to lift it, an aunt is no more than a contact, a student follows
    another bell schedule, the consent to a period without content was withdrawn, and of two plans
    under section 504 one is followed.
    """
    nurse = await signed_in(doors, "demo-nurse")
    ana = await student_id(doors, "demo-student")
    await sent(nurse, f"/admin/students/{ana}/visit", complaint="A bee sting")
    teacher = await signed_in(doors, "demo-teacher")
    said = {"category": "Shouting", "description": "In the hall.", f"role-{ana}": "WITNESS"}
    response = await sent(teacher, f"/admin/students/{ana}/incident", **said)
    assert response.status_code == SEE_OTHER, words(response.text)
    registrar = await signed_in(doors, "demo-registrar")
    await fetch(doors, SECOND)
    other = await student_id(doors, "demo-two-homes")
    said = {"other": other, "stays": "THIS", "checked": "yes"}
    response = await sent(registrar, f"/admin/students/{ana}/same?q=Leo+Torres", **said)
    assert response.status_code == SEE_OTHER, words(response.text)
    (father,) = await fetch(doors, FATHER)
    said = {"guardianId": father["id"], "kind": "NO_PICKUP", "checked": "yes"}
    response = await sent(registrar, f"/admin/students/{ana}/order", **said)
    assert response.status_code == SEE_OTHER, words(response.text)
    said |= {"kind": "NO_RECORDS"}
    response = await sent_with(registrar, f"/admin/students/{ana}/order", ORDER, **said)
    assert response.status_code == SEE_OTHER, words(response.text)
    (order,) = await fetch(doors, "SELECT id FROM court_order WHERE document_key LIKE 'paper%'")
    lift = f"/admin/orders/ord_{order['id']}/lift"
    response = await sent_with(registrar, lift, ORDER, checked="yes")
    assert response.status_code == SEE_OTHER, words(response.text)
    await planned(doors)
    (row,) = await fetch(doors, LONGER)
    said = {"bellScheduleId": f"bel_{row['id']}"}
    response = await sent(registrar, f"/admin/students/{ana}/bells", **said)
    assert response.status_code == SEE_OTHER, words(response.text)
    for statement in (AUNT, SERVING, CONSENT):
        await fetch(doors, statement, ana.removeprefix("stu_"))


async def planned(doors: Doors) -> None:
    """A plan under section 504 is followed, and another one is being drafted."""
    manager = await signed_in(doors, "demo-case-manager")
    said = {"impairment": "A broken arm", "startsOn": "2026-11-02", "reviewDueOn": "2027-05-03"}
    for who in ("demo-student16", "demo-student"):
        path = f"/admin/students/{await student_id(doors, who)}/new-504"
        response = await sent(manager, path, **said)
        assert response.status_code == SEE_OTHER, words(response.text)
        made = response.headers["location"].split("?")[0]
        if who == "demo-student16":
            response = await sent(manager, f"{made}/adopt", checked="yes")
            assert response.status_code == SEE_OTHER, words(response.text)


AUNT = """INSERT INTO guardianship SELECT (jsonb_populate_record(g,
    jsonb_build_object('id', gen_random_uuid(), 'student_id', $1::text))).*
    FROM guardianship g WHERE g.standing = 'CONTACT_ONLY' ORDER BY g.id LIMIT 1"""


SERVING = """INSERT INTO section_enrollment SELECT (jsonb_populate_record(e,
    jsonb_build_object('id', gen_random_uuid(), 'student_id', $1::text))).*
    FROM section_enrollment e JOIN section c ON c.id = e.section_id
    JOIN school h ON h.id = c.school_id JOIN course k ON k.id = c.course_id
    WHERE k.kind <> 'REGULAR' AND h.name = 'Creekside High School' AND e.ends_on IS NULL
    ORDER BY e.id LIMIT 1"""
LONGER = """SELECT b.id FROM bell_schedule b JOIN school h ON h.id = b.school_id
    WHERE h.name = 'Creekside High School' AND b.first_grade IS NULL"""
CONSENT = """INSERT INTO period_consent SELECT (jsonb_populate_record(a, jsonb_build_object(
    'id', gen_random_uuid(), 'student_id', $1::text, 'withdrawn_on', a.consented_on,
    'section_id', (SELECT e.section_id FROM section_enrollment e
        JOIN section c ON c.id = e.section_id JOIN course k ON k.id = c.course_id
        WHERE k.kind <> 'REGULAR' AND e.student_id = $1::text::uuid)))).*
    FROM period_consent a WHERE a.decision IS NULL ORDER BY a.id LIMIT 1"""


def promised(seen: set[str], wrong: list[str]) -> None:
    """Nothing is wrong, and every screen was reached."""
    assert wrong == []
    paths = {screen.path for screen in SCREENS} | {form.screen.path for form in FORMS}
    assert {re.sub(r"\{\w+\}", "{id}", path) for path in paths} - seen == set()


async def test_every_screen_is_reached_by_links_and_fit_for_everybody(own_doors: Doors) -> None:
    await at_work(own_doors)
    promised(*await walked(own_doors, whole=False))


async def test_the_screens_of_a_guardian_and_of_staff_are_fit_in_spanish(doors: Doors) -> None:
    people = ("guardian", "teacher", "registrar")
    seen, wrong = await walked(
        doors, whole=False, people=people, locale="es-US", button="Iniciar sesión"
    )
    assert wrong == []
    assert {"/admin/students/{id}/family", "/admin/release/{id}"} <= seen


async def test_a_language_is_chosen_by_a_button_and_stays(doors: Doors) -> None:
    link = await doors.fresh_token("demo-guardian", TokenKind.LINK)

    def guardian(url: str) -> None:
        with _window(url, java_script_enabled=False) as window:
            page = window.page
            page.goto(f"{url}/admin/link/{link}")
            page.get_by_role("button", name="Español").click()
            assert page.url == f"{url}/admin/link/{link}"
            page.get_by_role("button", name="Iniciar sesión").click()
            page.wait_for_url(f"{url}/admin")
            page.goto(f"{url}/admin/students?q=Torres")
            page.get_by_role("button", name="English").click()
            page.wait_for_url(f"{url}/admin/students?q=Torres")
            assert "Name like Torres" in window.content()

    await _try(doors, guardian)


@pytest.mark.full
async def test_every_screen_of_everybody_is_fit_for_everybody(own_doors: Doors) -> None:
    """`HOMEROOM_BROWSER=1 pytest -m full tests/admin`: each page of each person, closely."""
    await at_work(own_doors)
    promised(*await walked(own_doors, whole=True))


async def test_what_is_shown_before_it_is_entered_is_fit_for_everybody(own_doors: Doors) -> None:
    """The pages to which no link leads: a registrar's forms, filled in and to be checked."""
    await at_work(own_doors)
    link = await own_doors.fresh_token("demo-district-registrar", TokenKind.LINK)
    ana = await student_id(own_doors, "demo-student")
    (row,) = await fetch(own_doors, "SELECT id FROM school WHERE name = 'Creekside High School'")
    school = f"sch_{row['id']}"
    wrong: list[str] = []

    def registrar(url: str) -> None:
        with _window(url) as window:
            window.sign_in(link)
            page, walk = window.page, Walk(window, "registrar", set(), whole=True)

            def checks(what: str) -> None:
                page.get_by_role("button", name="Check").click()
                page.get_by_text("Check this before").first.wait_for()
                walk.look(what)

            page.goto(f"{url}/admin/students/{ana}/same?q=Leo+Torres")
            page.locator("input[name=other]").first.check()
            page.locator("input[value=OTHER]").check()
            checks("one child")
            page.goto(f"{url}/admin/students/{ana}/order")
            page.locator("input[name=guardianId]").first.check()
            page.locator("input[value=NO_CONTACT]").check()
            checks("an order")
            page.goto(f"{url}/admin/students/{ana}")
            page.get_by_role("link", name="Change from").click()
            page.get_by_label("To which school?").select_option(index=1)
            page.get_by_label("Why they leave").fill("MOVED")
            page.get_by_label("How they come").fill("CAME")
            checks("another school")
            page.goto(f"{url}/admin/bells/{school}/set")
            page.get_by_label("Name").fill("Two periods")
            page.get_by_label("From which grade").select_option("9")
            page.get_by_label("To which grade").select_option("12")
            page.get_by_label("Period 1, Monday").check()
            page.get_by_label("Another period, Friday").check()
            page.get_by_label("Another period", exact=True).fill("8")
            checks("a bell schedule")
            wrong.extend(walk.wrong)

    await _try(own_doors, registrar)
    assert wrong == []
