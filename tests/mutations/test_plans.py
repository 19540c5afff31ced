"""Plans are drafted, put before the family, agreed to and amended; each by whose case it is."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hub.policy.viewpoint import Clock
from tests.mutations.session import Sessions

if TYPE_CHECKING:
    from tests.mutations.conftest import Entry, Office

IEP = """iep { id version number status startsOn annualDueOn offeredOn consentedOn declinedOn
  amends { number } goals { goal service { area } }
  services(history: true) { id area minutesWeekly declinedOn } }"""
PLAN = "plan504 { id version status adoptedOn endsOn accommodations { instruction } }"
READ = """query Q($id: ID!) { student(id: $id) { ieps { id number status
  services { area } goals { goal } } supports(history: true) { instruction } } }"""
CONTENT: dict[str, Any] = {
    "placement": "Special class",
    "services": [
        {
            "area": "SPEECH",
            "minutesWeekly": 45,
            "goals": [{"area": "SPEECH", "goal": "Says it."}],
        },
        {"area": "ACADEMIC", "minutesWeekly": 90},
    ],
    "goals": [{"area": "BEHAVIOR", "goal": "Asks for a break."}],
    "supports": [{"kind": "ACCOMMODATION", "area": "ACADEMIC", "instruction": "A quiet room."}],
}
PRIYA = "case_manager"


async def today(office: Office) -> date:
    """The district's day."""
    (row,) = await office.fetch("SELECT fixed_today AS day FROM district")
    day: date = row["day"]
    return day


async def latest(office: Office, student: str, number: int) -> dict[str, Any]:
    """The id and version of a version of a student's IEP."""
    (row,) = await office.fetch(
        "SELECT id, row_version, annual_due_on::text AS due FROM iep"
        " WHERE 'stu_' || student_id = $1 AND version = $2",
        student,
        number,
    )
    return {"id": f"iep_{row['id']}", "version": row["row_version"]}


async def drafted(office: Office, **more: Any) -> Entry:
    """An entry of a new version for Jade, whose case Priya Nair has."""
    jade = await office.student("demo-student16")
    starts_on = (await today(office) + timedelta(days=7)).isoformat()
    given = {"studentId": jade, "startsOn": starts_on, **CONTENT, **more}
    return await office.enter(PRIYA, "draftIep", given, IEP)


async def read_on(office: Office, who: str, day: date, student: str) -> Any:
    """What somebody reads of a student on a later day."""
    viewer = await office.viewer(who)
    clock = Clock(day, viewer.clock.now + (day - viewer.clock.today))
    answer = await office.hub.door.execute(
        READ, replace(viewer, clock=clock), variables={"id": student}
    )
    return json.loads(answer.body)["data"]["student"]


async def entered(office: Office, change: str, given: dict[str, Any], shows: str) -> dict[str, Any]:
    """What whose case it is enters, as they read it then."""
    entry = await office.enter(PRIYA, change, given, shows)
    assert entry.errors == []
    assert entry.row is not None
    return entry.row


async def test_a_version_goes_from_draft_to_effect_by_the_clock(office: Office) -> None:
    """IEP-7; 34 CFR 300.300, 300.323: consent by service, and the version before is superseded."""
    ana, day = await office.student("demo-student"), await today(office)
    starts_on = day + timedelta(days=7)
    draft = await latest(office, ana, 3)
    given = {**draft, "startsOn": starts_on.isoformat(), **CONTENT}
    row = await entered(office, "redraftIep", given, IEP)
    assert (row["number"], row["status"], row["version"]) == (3, "DRAFT", draft["version"] + 1)
    assert {each["area"] for each in row["services"]} == {"SPEECH", "ACADEMIC"}
    assert {(each["goal"], (each["service"] or {}).get("area")) for each in row["goals"]} == {
        ("Says it.", "SPEECH"),
        ("Asks for a break.", None),
    }
    row = await entered(office, "offerIep", {"id": row["id"], "version": row["version"]}, IEP)
    assert (row["status"], row["offeredOn"]) == ("OFFERED", day.isoformat())
    speech = next(each["id"] for each in row["services"] if each["area"] == "SPEECH")
    given = {"id": row["id"], "version": row["version"], "declinedIds": [speech]}
    for bad, code in (
        ({"consentedOn": (day + timedelta(days=1)).isoformat()}, "INVALID"),
        ({"consentedOn": (day - timedelta(days=1)).isoformat()}, "CONFLICT"),
        ({"startsOn": day.isoformat()}, "INVALID"),
        ({"declinedIds": [each["id"] for each in row["services"]]}, "INVALID"),
        ({"declinedIds": [f"svc_{row['id'][4:]}"]}, "NOT_FOUND"),
    ):
        assert (await office.enter(PRIYA, "recordConsent", {**given, **bad}, IEP)).codes == [code]
    row = await entered(office, "recordConsent", given, IEP)
    assert (row["status"], row["consentedOn"]) == ("CONSENTED", day.isoformat())
    assert [each["area"] for each in row["services"] if each["declinedOn"]] == ["SPEECH"]
    found = (await office.read("teacher", READ, id=ana))["student"]
    assert [each["number"] for each in found["ieps"]] == [2]
    assert "A quiet room." not in {each["instruction"] for each in found["supports"]}
    found = await read_on(office, "teacher", starts_on, ana)
    assert [(each["number"], each["status"]) for each in found["ieps"]] == [(3, "IN_EFFECT")]
    assert {each["instruction"] for each in found["supports"]} == {"A quiet room."}


async def test_what_was_agreed_to_opens_and_closes_at_once(office: Office) -> None:
    """Whoever is signed in reads by what is agreed to: a provider of what is declined no more."""
    ana, day = await office.student("demo-student"), await today(office)
    sessions = await Sessions.opened(office)
    found = (await sessions.ask("demo-teacher", READ, id=ana))["student"]
    assert [(each["number"], each["status"]) for each in found["ieps"]] == [(2, "IN_EFFECT")]
    assert (await sessions.ask("demo-provider", READ, id=ana))["student"] is not None
    katz = f"stf_{await office.hub.staff_id('demo-provider')}"
    services = [{**each, "providerId": katz} for each in CONTENT["services"][:1]]
    content = {**CONTENT, "services": [*services, *CONTENT["services"][1:]]}
    draft = await latest(office, ana, 3)
    given = {**draft, "startsOn": day.isoformat(), **content}
    row = (await office.enter(PRIYA, "redraftIep", given, IEP)).row
    assert row is not None
    given = {"id": row["id"], "version": row["version"]}
    row = (await office.enter(PRIYA, "offerIep", given, IEP)).row
    assert row is not None
    speech = next(each["id"] for each in row["services"] if each["area"] == "SPEECH")
    given = {"id": row["id"], "version": row["version"], "declinedIds": [speech]}
    entry = await office.enter(PRIYA, "recordConsent", given, IEP)
    assert (entry.errors, entry.row and entry.row["status"]) == ([], "IN_EFFECT")
    found = (await sessions.ask("demo-teacher", READ, id=ana))["student"]
    assert [(each["number"], each["status"]) for each in found["ieps"]] == [(3, "IN_EFFECT")]
    assert [each["area"] for each in found["ieps"][0]["services"]] == ["ACADEMIC"]
    assert [each["goal"] for each in found["ieps"][0]["goals"]] == ["Asks for a break."]
    assert {each["instruction"] for each in found["supports"]} == {"A quiet room."}
    assert (await sessions.ask("demo-provider", READ, id=ana))["student"] is None
    versions = (await office.read(PRIYA, READ, id=ana))["student"]["ieps"]
    assert {each["number"]: each["status"] for each in versions} == {
        1: "SUPERSEDED",
        2: "SUPERSEDED",
        3: "IN_EFFECT",
    }


async def test_a_family_declines_an_offer_and_what_was_in_effect_stays_in_effect(
    office: Office,
) -> None:
    """34 CFR 300.300, 300.518: nothing of the offer is followed, and another draft can be made."""
    ana, day = await office.student("demo-student"), await today(office)
    starts_on = (day + timedelta(days=7)).isoformat()
    draft = await latest(office, ana, 3)
    assert (await office.enter(PRIYA, "declineIep", draft, IEP)).codes == ["CONFLICT"]
    row = (await office.enter(PRIYA, "offerIep", draft, IEP)).row
    assert row is not None
    given = {"id": row["id"], "version": row["version"]}
    for days, code in ((1, "INVALID"), (-1, "CONFLICT")):
        bad = {**given, "declinedOn": (day + timedelta(days=days)).isoformat()}
        assert (await office.enter(PRIYA, "declineIep", bad, IEP)).codes == [code]
    said = {**given, "reason": "They ask for speech therapy at school."}
    row = await entered(office, "declineIep", said, IEP)
    assert (row["status"], row["declinedOn"]) == ("DECLINED", day.isoformat())
    kept = await office.fetch(
        "SELECT entity, kind, reason, after FROM change WHERE operation = 'declineIep'"
    )
    assert [tuple(each)[:3] for each in kept] == [("iep", "AMENDED", said["reason"])]
    assert json.loads(kept[0]["after"]) == {"declined_on": day.isoformat()}
    given = {"id": row["id"], "version": row["version"]}
    content = {"startsOn": starts_on, **CONTENT}
    for change, more in (
        ("declineIep", {}),
        ("offerIep", {}),
        ("recordConsent", {}),
        ("redraftIep", content),
    ):
        entry = await office.enter(PRIYA, change, {**given, **more}, IEP)
        assert entry.codes == ["CONFLICT"], change
    for found in (
        (await office.read("teacher", READ, id=ana))["student"],
        await read_on(office, "teacher", day + timedelta(days=30), ana),
    ):
        assert [(each["number"], each["status"]) for each in found["ieps"]] == [(2, "IN_EFFECT")]
    anew = await office.enter(PRIYA, "draftIep", {"studentId": ana, **content}, IEP)
    assert anew.errors == []
    assert anew.row is not None
    assert (anew.row["number"], anew.row["status"]) == (4, "DRAFT")
    agreed = await latest(office, ana, 2)
    assert (await office.enter(PRIYA, "declineIep", agreed, IEP)).codes == ["CONFLICT"]


async def test_a_student_has_one_draft_at_a_time(office: Office) -> None:
    jade, day = await office.student("demo-student16"), await today(office)
    starts_on = (day + timedelta(days=7)).isoformat()
    for bad, code in (
        ({"annualDueOn": (day + timedelta(days=500)).isoformat()}, "INVALID"),
        ({"annualDueOn": starts_on}, "INVALID"),
        ({"services": [{"area": "SPEECH", "minutesWeekly": 0}]}, "INVALID"),
        ({"services": [{"area": "SPEECH", "startsOn": day.isoformat()}]}, "INVALID"),
    ):
        assert (await drafted(office, **bad)).codes == [code], bad
    assert await office.fetch("SELECT FROM change") == []
    row = await entered(
        office, "draftIep", {"studentId": jade, "startsOn": starts_on, **CONTENT}, IEP
    )
    assert (row["number"], row["status"], row["amends"]) == (3, "DRAFT", None)
    second = await drafted(office)
    assert second.codes == ["CONFLICT"]
    assert second.errors[0]["about"] == [row["id"]]
    given = {"id": row["id"], "version": row["version"]}
    assert (await office.enter(PRIYA, "recordConsent", given, IEP)).codes == ["CONFLICT"]


async def test_iep7_an_amendment_keeps_the_day_of_review(office: Office) -> None:
    jade, day = await office.student("demo-student16"), await today(office)
    current = await latest(office, jade, 2)
    (due,) = await office.fetch(
        "SELECT annual_due_on::text AS day FROM iep WHERE 'iep_' || id = $1", current["id"]
    )
    given = {**current, "startsOn": day.isoformat()}
    former = {**await latest(office, jade, 1), "startsOn": day.isoformat()}
    assert (await office.enter(PRIYA, "amendIep", former, IEP)).codes == ["CONFLICT"]
    over = {**given, "startsOn": (day - timedelta(days=1)).isoformat()}
    assert (await office.enter(PRIYA, "amendIep", over, IEP)).codes == ["INVALID"]
    row = await entered(office, "amendIep", given, IEP)
    assert (row["number"], row["amends"], row["annualDueOn"]) == (3, {"number": 2}, due["day"])
    assert len(row["services"]) == len(row["goals"]) == 1
    anew = {"id": row["id"], "version": row["version"], "startsOn": day.isoformat(), **CONTENT}
    late = {**anew, "annualDueOn": (day + timedelta(days=364)).isoformat()}
    assert (await office.enter(PRIYA, "redraftIep", late, IEP)).codes == ["INVALID"]
    entry = await office.enter(PRIYA, "redraftIep", anew, IEP)
    assert entry.row is not None
    assert entry.row["annualDueOn"] == due["day"]
    end = "UPDATE iep SET superseded_on = $1 WHERE 'iep_' || id = $2"
    await office.fetch(end, day, current["id"])
    gone = {"id": row["id"], "version": entry.row["version"]}
    assert (await office.enter(PRIYA, "offerIep", gone, IEP)).codes == ["CONFLICT"]


async def test_a_504_plan_is_drafted_adopted_and_ended(office: Office) -> None:
    jade, day = await office.student("demo-student16"), await today(office)
    content = {
        "impairment": "Dyslexia",
        "startsOn": day.isoformat(),
        "reviewDueOn": (day + timedelta(days=300)).isoformat(),
        "accommodations": [{"area": "ACADEMIC", "instruction": "Texts are read aloud."}],
    }
    given: dict[str, Any] = {"studentId": jade, **content}
    early = {**given, "reviewDueOn": day.isoformat()}
    assert (await office.enter(PRIYA, "draftPlan504", early, PLAN)).codes == ["INVALID"]
    row = await entered(office, "draftPlan504", given, PLAN)
    assert (await office.enter(PRIYA, "draftPlan504", given, PLAN)).codes == ["CONFLICT"]
    given = {"id": row["id"], "version": row["version"], **content, "accommodations": []}
    row = await entered(office, "redraftPlan504", given, PLAN)
    assert (row["status"], row["accommodations"]) == ("DRAFT", [])
    given = {"id": row["id"], "version": row["version"]}
    assert (await office.enter(PRIYA, "endPlan504", given, PLAN)).codes == ["CONFLICT"]
    future = {**given, "adoptedOn": (day + timedelta(days=1)).isoformat()}
    assert (await office.enter(PRIYA, "adoptPlan504", future, PLAN)).codes == ["INVALID"]
    row = await entered(office, "adoptPlan504", given, PLAN)
    assert (row["status"], row["adoptedOn"]) == ("IN_EFFECT", day.isoformat())
    given = {"id": row["id"], "version": row["version"], "reason": "no longer needed"}
    row = await entered(office, "endPlan504", given, PLAN)
    assert (row["status"], row["endsOn"]) == ("ENDED", day.isoformat())
