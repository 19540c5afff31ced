"""How those who hold a post stand to a student: in words, and in loops and ifs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.oracle.facts import Held

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.oracle.facts import Case, Facts, Row

AUTHORED = (
    "health_alert",
    "condition",
    "care_plan",
    "medication_order",
    "medication_administration",
    "health_visit",
    "immunization",
)


def nurse(case: Case) -> Iterator[Held]:
    """NU: a nurse's post now at a school that the student attends now (P-5)."""
    for post in _posts_that_reach(case, "NURSE"):
        yield Held("NU", contracted=post["contracted"])


def health_aide(case: Case) -> Iterator[Held]:
    """HA: a health aide's post now at a school that the student attends now (P-6)."""
    return _any(_posts_that_reach(case, "HEALTH_AIDE"), "HA")


def principal(case: Case) -> Iterator[Held]:
    """PR: a principal's post now at a school that the student attends now."""
    return _any(_posts_that_reach(case, "PRINCIPAL"), "PR")


def principal_who_opened(case: Case) -> Iterator[Held]:
    """PR.opened: a PR who broke the glass for this student, within the hour (P-12)."""
    for opening in case.rows("break_glass"):
        if (
            case.facts.me(opening["staff_id"])
            and opening["opened_at"] <= case.facts.now < opening["expires_at"]
            and any(principal(case))
        ):
            case.facts.draw("window opened")
            yield Held("PR.opened")


def principal_on_team(case: Case) -> Iterator[Held]:
    """PR.team: a PR who is on the student's IEP team now."""
    for member in case.now_rows("iep_team_member"):
        if case.facts.me(member["staff_id"]) and any(principal(case)):
            yield Held("PR.team")


def registrar(case: Case) -> Iterator[Held]:
    """RG: a registrar's post now at a school that the student attends now (P-13)."""
    return _any(_posts_that_reach(case, "REGISTRAR"), "RG")


def office(case: Case) -> Iterator[Held]:
    """OF: an office post now at a school that the student attends now."""
    return _any(_posts_that_reach(case, "OFFICE"), "OF")


def former_principal(case: Case) -> Iterator[Held]:
    """PR.former: a principal's post now at a school that the student left; see below."""
    return _any(_posts_that_were_left(case, "PRINCIPAL"), "PR.former")


def former_registrar(case: Case) -> Iterator[Held]:
    """RG.former: a registrar's post now at a school that the student left; see below."""
    return _any(_posts_that_were_left(case, "REGISTRAR"), "RG.former")


def _posts_that_were_left(case: Case, role: str) -> Iterator[Row]:
    """My posts at schools where the student was, who is enrolled nowhere today (row 34)."""
    if any(case.now_rows("school_enrollment")):
        return
    left = {
        row["school_id"]
        for row in case.rows("school_enrollment")
        if row["ends_on"] is not None and row["ends_on"] <= case.facts.today
    }
    for post in case.facts.posts_now(role):
        if post["school_id"] in left:
            yield post


def coming_registrar(case: Case) -> Iterator[Held]:
    """RG.before: a registrar's post now at a school where the student, who is enrolled nowhere
    today, will begin. A stay that ends as it begins is none.
    """
    if any(case.now_rows("school_enrollment")):
        return
    coming = {
        row["school_id"]
        for row in case.rows("school_enrollment")
        if row["starts_on"] > case.facts.today
        and (row["ends_on"] is None or row["ends_on"] > row["starts_on"])
    }
    posts = (each for each in case.facts.posts_now("REGISTRAR") if each["school_id"] in coming)
    yield from _any(posts, "RG.before")


def nurse_lead(case: Case) -> Iterator[Held]:
    """NL: a nurse lead's post now, whatever its school: every student."""
    return _any(case.facts.posts_now("NURSE_LEAD"), "NL")


def privacy_officer(case: Case) -> Iterator[Held]:
    """PO: a privacy officer's post now: every student."""
    return _any(case.facts.posts_now("PRIVACY_OFFICER"), "PO")


def data_steward(case: Case) -> Iterator[Held]:
    """DS: a data steward's post now. It reads findings, and nothing of a student."""
    return _any(case.facts.posts_now("DATA_STEWARD"), "DS")


def analyst(case: Case) -> Iterator[Held]:
    """AN: an analyst's post now. It reads nothing until aggregates exist (P-14)."""
    return _any(case.facts.posts_now("ANALYST"), "AN")


def operator(case: Case) -> Iterator[Held]:
    """IT: an operator's post now. It reads nothing about students (but see MO)."""
    return _any(case.facts.posts_now("OPERATOR"), "IT")


def named_in_support_team(case: Case) -> Iterator[Held]:
    """SU: named in the student's support team now, with a post now that may be named (row 10)."""
    for member in case.now_rows("support_team_member"):
        if case.facts.me(member["staff_id"]) and _may_be_named(case):
            yield Held("SU")


def named_in_threat_team(case: Case) -> Iterator[Held]:
    """TT: on the team that assesses the student's threat, with a post that may be (row 23)."""
    for member in case.now_rows("threat_team_member"):
        if case.facts.me(member["staff_id"]) and _may_be_named(case):
            yield Held("TT")


def _may_be_named(case: Case) -> bool:
    return any(
        post["role"] in ("COUNSELOR", "CASE_MANAGER", "PRINCIPAL")
        for post in case.facts.posts_now()
    )


def special_education(case: Case) -> Iterator[Held]:
    """SE: a special education post now, and an IEP, evaluation or 504 plan of any state."""
    if case.rows("iep") or case.rows("evaluation") or case.rows("plan_504"):
        yield from _any(case.facts.posts_now("SPECIAL_EDUCATION"), "SE")


def liaison(case: Case) -> Iterator[Held]:
    """LI: a liaison's post now, and the student is homeless, foster or migrant now."""
    if any(case.now_rows("support_program")):
        yield from _any(case.facts.posts_now("LIAISON"), "LI")


def food_service(case: Case) -> Iterator[Held]:
    """FS: a food service post now, and the student has a meal benefit now."""
    if any(case.now_rows("meal_benefit")):
        yield from _any(case.facts.posts_now("FOOD_SERVICE"), "FS")


def transport(case: Case) -> Iterator[Held]:
    """TP: a transport post now, and the student has a seat on a route now."""
    if any(case.now_rows("transport_assignment")):
        yield from _any(case.facts.posts_now("TRANSPORT"), "TP")


def once_nursed(facts: Facts) -> bool:
    """Whether I hold or held a nurse's post."""
    return any(
        post["role"] == "NURSE" and post["starts_on"] <= facts.today for post in facts.my("post")
    )


def author(case: Case) -> Iterator[Held]:
    """AU: I hold or held a nurse's post and wrote an entry about this student (P-5)."""
    if not once_nursed(case.facts):
        return
    for table in AUTHORED:
        for row in case.rows(table):
            if case.facts.me(row["entered_by"]):
                case.facts.draw("window once held")
                yield Held("AU")


def reporter(case: Case) -> Iterator[Held]:
    """STAFF towards a student: I hold a post now and reported an incident of theirs (2.3a)."""
    if not case.facts.is_staff_now:
        return
    for part in case.rows("incident_participation"):
        if case.facts.me(case.facts.one("incident", part["incident_id"])["reported_by"]):
            yield Held("STAFF")


def _posts_that_reach(case: Case, role: str) -> Iterator[Row]:
    """My posts of a role now, at a school that the student attends now.

    A post without a school reaches every student, enrolled or not.
    """
    for post in case.facts.posts_now(role):
        if post["school_id"] is None or case.is_enrolled_at(post["school_id"]):
            yield post


def _any(posts: Iterator[Row], standing: str) -> Iterator[Held]:
    if any(posts):
        yield Held(standing)
