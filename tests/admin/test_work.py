"""The day's work on forms: saved, refused with everything that was entered, and sent twice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.admin.conftest import OURS, Browser, signed_in, student_id, words
from tests.admin.test_forms import FIRST_CLASS, fetch, fields, sent
from tests.admin.test_screens import check_form

if TYPE_CHECKING:
    from tests.doors.conftest import Doors


async def changes(doors: Doors) -> list[str]:
    """The changes on record, by their names."""
    return [row["operation"] for row in await fetch(doors, "SELECT operation FROM change")]


async def section_of(doors: Doors) -> tuple[str, list[str]]:
    """The teacher's first class and who sits in it."""
    (row,) = await fetch(doors, FIRST_CLASS, "demo-teacher")
    return str(row["id"]), [f"stu_{each}" for each in row["students"]]


async def test_ops3_a_grid_enters_what_changed_and_gives_back_what_is_wrong(
    own_doors: Doors,
) -> None:
    browser = await signed_in(own_doors, "demo-teacher")
    section, students = await section_of(own_doors)
    (assignment,) = await fetch(
        own_doors, "SELECT id, points FROM assignment WHERE section_id = $1::uuid LIMIT 1", section
    )
    path = f"/admin/assignments/asg_{assignment['id']}/scores"
    page = await browser.see(f"/admin/sections/sec_{section}")
    path = re.search(rf'"(/admin/assignments/\w+_{assignment["id"]}/scores)"', page)[1]  # type: ignore[index]
    before = await fetch(own_doors, "SELECT count(*) AS n FROM score WHERE assignment_id = $1",
                         assignment["id"])  # fmt: skip
    assert (await sent(browser, path)).status_code == 422, "nothing was changed"
    form = fields(await browser.see(path))
    names = [f"points-{each}" for each in students]
    form |= {names[0]: "7.5", names[1]: "seven", names[2]: "-1"}
    response = await browser.http.post(path, data=form, headers=OURS)
    assert response.status_code == 422
    again = fields(response.text)
    assert [again[each] for each in names[:3]] == ["7.5", "seven", "-1"]
    assert f'href="#{names[1]}"' in response.text
    assert f'href="#{names[2]}"' in response.text
    summary = words(response.text[: response.text.index("<h1>")])
    assert re.search(r"\w+ \w[\w'-]*: Points are a number", summary), "it says whose they are"
    form = again | {names[1]: "7", names[2]: "1"}
    response = await browser.http.post(path, data=form, headers=OURS)
    assert response.status_code == 303
    rows = await fetch(
        own_doors,
        "SELECT 'stu_' || student_id AS student, points FROM score WHERE assignment_id = $1",
        assignment["id"],
    )
    points = {row["student"]: float(row["points"] or 0) for row in rows}
    assert [points[each] for each in students[:3]] == [7.5, 7.0, 1.0]
    assert len(rows) >= before[0]["n"]


async def test_cr11_marks_are_posted_once_and_bad_ones_come_back(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, "demo-teacher")
    section, students = await section_of(own_doors)
    await fetch(own_doors, "DELETE FROM mark WHERE section_id = $1::uuid", section)
    path = f"/admin/sections/sec_{section}/marks"
    form = fields(await browser.see(path))
    first, second = (f"mark-{each}" for each in students[:2])
    form |= {first: "a-", second: "Z"}
    response = await browser.http.post(path, data=form, headers=OURS)
    assert response.status_code == 200
    assert "Check the marks before you post them" in words(response.text)
    assert await changes(own_doors) == [], "what can't be taken back is shown first"
    checked = fields(response.text)
    assert (checked[first], checked[second]) == ("a-", "Z")
    back = await browser.http.post(path, data=checked | {"change": "yes"}, headers=OURS)
    assert fields(back.text)[second] == "Z"
    response = await browser.http.post(path, data=checked | {"checked": "yes"}, headers=OURS)
    assert response.status_code == 422
    again = fields(response.text)
    assert again[second] == "Z"
    assert first not in again, "it is posted"
    assert "Posted: A-" in words(response.text)
    good = again | {second: "B", "checked": "yes"}
    for _ in range(2):
        response = await browser.http.post(path, data=good, headers=OURS)
        assert response.status_code == 303
    assert "The marks are posted." in words(await browser.see(response.headers["location"]))
    assert (await changes(own_doors)).count("postMarks") == 2
    assert (await sent(browser, path)).status_code == 422, "nothing is left to post"


async def test_18_a_provider_logs_a_session_and_bad_minutes_come_back(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, "demo-provider")
    home = await browser.see("/admin")
    path = re.search(r'"(/admin/services/[^"]+/log)"', home)[1]  # type: ignore[index]
    response = await sent(browser, path, minutes="half an hour")
    assert response.status_code == 422
    assert 'href="#minutes"' in response.text
    again = fields(response.text)
    assert again["minutes"] == "half an hour"
    assert again["outcome"] == "DELIVERED"
    for _ in range(2):
        response = await browser.http.post(path, data=again | {"minutes": "30"}, headers=OURS)
        assert response.status_code == 303
        assert response.headers["location"].startswith("/admin?done=service&entered=")
    assert "The session is logged." in words(await browser.see(response.headers["location"]))
    assert (await changes(own_doors)).count("logService") == 1
    manager = await signed_in(own_doors, "demo-special-education")
    assert (await sent(manager, path, minutes="30")).status_code == 422, "another one gives it"
    assert (await changes(own_doors)).count("logService") == 1


SEAT = """
SELECT e.id AS seat, o.id AS target FROM section_enrollment e JOIN section s ON s.id = e.section_id
JOIN section o ON o.course_id = s.course_id AND o.term_id = s.term_id AND o.id <> s.id
  AND o.school_id = s.school_id
JOIN student x ON x.id = e.student_id, district d
WHERE e.starts_on <= d.fixed_today AND e.ends_on IS NULL AND s.school_id = (
    SELECT school_id FROM post p JOIN staff_member m ON m.id = p.staff_id
    JOIN person n ON n.id = m.person_id WHERE n.sourced_id = 'demo-registrar' LIMIT 1)
  AND s.starts_on <= d.fixed_today AND s.ends_on > d.fixed_today
  AND o.starts_on <= d.fixed_today AND o.ends_on > d.fixed_today
  AND NOT EXISTS (SELECT FROM section_enrollment f JOIN section g ON g.id = f.section_id
    WHERE f.student_id = e.student_id AND g.period = o.period AND f.id <> e.id)
  AND (o.seat_limit IS NULL OR o.seat_limit > (SELECT count(*) FROM section_enrollment f
    WHERE f.section_id = o.id AND f.ends_on IS NULL))
ORDER BY e.id LIMIT 1
"""


async def test_27_a_registrar_moves_a_student_and_no_choice_comes_back(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, "demo-registrar")
    (row,) = await fetch(own_doors, SEAT)
    schedule = await browser.see(f"/admin/seats/sen_{row['seat']}/move")
    path = f"/admin/seats/sen_{row['seat']}/move"
    assert f"sec_{row['target']}" in schedule
    response = await sent(browser, path, on="2026-13-13")
    assert response.status_code == 422
    assert 'href="#section"' in response.text
    assert fields(response.text)["on"] == "2026-13-13"
    form = fields(schedule) | {"section": f"sec_{row['target']}"}
    for _ in range(2):
        response = await browser.http.post(path, data=form, headers=OURS)
        assert response.status_code == 303, words(response.text)
    assert (await changes(own_doors)).count("moveBetweenSections") == 2, "one seat ends, one begins"
    office = await signed_in(own_doors, "demo-office")
    assert (await office.http.get(path)).status_code == 404


async def test_20_an_incident_is_reported_followed_up_and_closed(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, "demo-teacher")
    section, students = await section_of(own_doors)
    path = f"/admin/sections/sec_{section}/incident"
    response = await sent(browser, path, category="Fight", description="In the hall <loud>")
    assert response.status_code == 422
    assert "Say who took part." in words(response.text)
    assert "In the hall &lt;loud&gt;" in response.text
    form = fields(response.text) | {
        f"role-{students[0]}": "PERPETRATOR",
        f"role-{students[1]}": "VICTIM",
        "description": "In the hall",
    }
    for _ in range(2):
        response = await browser.http.post(path, data=form, headers=OURS)
        assert response.status_code == 303
    (incident,) = await fetch(
        own_doors, "SELECT i.id, i.status FROM incident i JOIN change c ON c.row_id = i.id"
    )
    assert incident["status"] == "REPORTED"

    principal = await signed_in(own_doors, "demo-principal")
    home = await principal.see("/admin")
    path = re.search(rf'"(/admin/incidents/\w+_{incident["id"]})"', home)[1]  # type: ignore[index]
    response = await sent(
        principal, path, kind="OUT_OF_SCHOOL_SUSPENSION", student=students[0], orderedDays="9"
    )
    assert response.status_code == 422
    assert 'href="#orderedDays"' in response.text
    again = fields(response.text)
    assert (again["orderedDays"], again["kind"], again["student"]) == (
        "9",
        "OUT_OF_SCHOOL_SUSPENSION",
        students[0],
    )
    form = again | {"orderedDays": "2", "close": "yes"}
    response = await principal.http.post(path, data=form, headers=OURS)
    assert response.status_code == 303, words(response.text)
    (row,) = await fetch(own_doors, "SELECT status FROM incident WHERE id = $1", incident["id"])
    assert row["status"] == "CLOSED"
    said = await changes(own_doors)
    assert [said.count(each) for each in ("classifyIncident", "closeIncident", "orderAction")] == [
        1,
        1,
        1,
    ]
    refused = await browser.http.post(path, data=form, headers=OURS)
    assert refused.status_code == 403


async def test_a_student_alone_is_reported_from_their_page(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, "demo-teacher")
    ana = await student_id(own_doors, "demo-student")
    path = f"/admin/students/{ana}/incident"
    role = {f"role-{ana}": "WITNESS"}
    form = fields(await browser.see(path)) | {"category": "Theft"} | role
    response = await browser.http.post(path, data=form | {"occurredOn": "soon"}, headers=OURS)
    assert response.status_code == 422
    assert 'href="#occurredOn"' in response.text
    assert fields(response.text) | {"key": ""} == form | {"key": "", "occurredOn": "soon"}
    response = await browser.http.post(path, data=form, headers=OURS)
    assert response.headers["location"].startswith(f"/admin/students/{ana}?done=incident&")


async def test_a_node_of_another_kind_is_no_page(own_doors: Doors) -> None:
    browser: Browser = await signed_in(own_doors, "demo-district-registrar")
    ana = await student_id(own_doors, "demo-student")
    paths = ("visits", "openings", "guardianships", "incidents", "duplicates")
    tails = [f"{each}/{ana}" for each in (*paths, "same-students")]
    tails += [f"services/{ana}/log", f"seats/{ana}/move", f"assignments/{ana}/scores"]
    tails += [f"enrollments/{ana}/{each}" for each in ("withdraw", "transfer")]
    tails += [f"orders/{ana}/document"]
    answers: list[Any] = [await browser.http.get(f"/admin/{tail}") for tail in tails]
    assert {each.status_code for each in answers} == {404}


async def test_iep11_a_teacher_confirms_a_part_from_the_plan(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, "demo-teacher")
    await fetch(own_doors, "DELETE FROM iep_acknowledgement")
    plan = await browser.student("demo-student", "iep")
    path = re.search(r'"(/admin/ieps/[^"]+/part)"', plan)[1]  # type: ignore[index]
    assert "A seat near the board." in words(await browser.see(path))
    form = fields(await browser.see(path))
    for _ in range(2):
        response = await browser.http.post(path, data=form, headers=OURS)
        assert (response.status_code, response.headers["location"]) == (303, "/admin?done=part")
    assert path not in await browser.student("demo-student", "iep")
    assert await changes(own_doors) == ["acknowledgeIep"]
    principal = await signed_in(own_doors, "demo-principal")
    refused = await sent(principal, path)
    assert refused.status_code == 422, "who leads the school has no part to confirm"
    assert await changes(own_doors) == ["acknowledgeIep"]


FORMS_OF = [
    ("teacher", "/admin/students/{ana}/incident"),
    ("teacher", "/admin/sections/{section}/roll"),
    ("teacher", "/admin/sections/{section}/marks"),
    ("teacher", "/admin/sections/{section}/incident"),
    ("nurse", "/admin/medication"),
    ("nurse", "/admin/students/{ana}/visit"),
    ("nurse", "/admin/students/{ana}/dose"),
    ("registrar", "/admin/students?q=Ana&grade=10"),
    ("office", "/admin/release?q=Ana"),
    ("office", "/admin/release/{ana}"),
]


@pytest.mark.parametrize(("who", "path"), FORMS_OF)
async def test_a_form_is_a_page_that_every_reader_can_use(
    own_doors: Doors, who: str, path: str
) -> None:
    browser = await signed_in(own_doors, f"demo-{who}")
    ana, (section, _) = await student_id(own_doors, "demo-student"), await section_of(own_doors)
    check_form(await browser.see(path.format(ana=ana, section=f"sec_{section}")))
