"""Each persona stands to others as the list of personas says."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from hub.district import Persona, persona, personas
from hub.models.codes import PostRole
from tests.district.reading import Reading, holds

if TYPE_CHECKING:
    from uuid import UUID

DAY = timedelta(days=1)
DISTRICT_ROLES = {
    PostRole.NURSE_LEAD,
    PostRole.SPECIAL_EDUCATION,
    PostRole.LIAISON,
    PostRole.FOOD_SERVICE,
    PostRole.TRANSPORT,
    PostRole.ANALYST,
    PostRole.PRIVACY_OFFICER,
    PostRole.DATA_STEWARD,
    PostRole.MONITOR,
    PostRole.OPERATOR,
}


@pytest.fixture(params=["small", "usual"])
def reading(request: pytest.FixtureRequest) -> Reading:
    """Both districts: the personas exist in every one."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Reading)
    return found


@pytest.fixture
def high(reading: Reading) -> UUID:
    """The high school of Ana."""
    school: UUID = reading.school("student")
    return school


@pytest.mark.parametrize("known", personas(), ids=lambda known: known.key)
def test_every_persona_is_one_person_who_bears_their_name(reading: Reading, known: Persona) -> None:
    person = reading.people[known.sourced_id]
    for app in reading.where("vendor_app", person_id=person):
        assert app["name"] == known.name
        return
    capacities = [
        row
        for table in ("staff_member", "guardian", "student")
        for row in reading.where(table, person_id=person)
    ]
    assert capacities
    assert {(row["given_name"], row["family_name"]) for row in capacities} == {
        (known.given_name, known.family_name)
    }


def test_keys_and_sourced_ids_of_personas_are_unique() -> None:
    assert len({known.key for known in personas()}) == len(personas())
    assert len({known.sourced_id for known in personas()}) == len(personas())
    assert persona("teacher").sourced_id == "demo-teacher"
    with pytest.raises(KeyError, match="co_teacher"):
        persona("nobody")


def test_only_the_suspended_teacher_can_not_sign_in(reading: Reading) -> None:
    suspended = {row["sourced_id"] for row in reading["person"] if row["suspended_at"]}
    assert suspended == {"demo-suspended-teacher"}


def test_everyone_on_staff_but_one_is_trained_in_confidentiality(reading: Reading) -> None:
    """P-37."""
    untrained = set()
    for known in personas():
        for staff in reading.where("staff_member", person_id=reading.people[known.sourced_id]):
            trainings = reading.where("training", staff_id=staff["id"], kind="CONFIDENTIALITY")
            assert trainings
            if all(training["expires_on"] <= reading.today for training in trainings):
                untrained.add(known.key)
    assert untrained == {"untrained_teacher"}


def test_teacher_leads_anas_geometry_coaches_and_is_a_mother(reading: Reading, high: UUID) -> None:
    assert reading.posts("teacher") == {("TEACHER", high), ("COACH", high)}
    led = reading.sections("teacher", "LEAD")
    assert reading.seats("student")["Mathematics"]["id"] in led
    assert len(led) > 1
    child = reading.student("teachers_child")
    (bond,) = reading.now("guardianship", guardian_id=reading.guardian("teacher")["id"])
    assert bond["student_id"] == child["id"]
    seats = {section["id"] for section in reading.seats("teachers_child").values()}
    assert seats
    assert not seats & set(led)


def test_co_teacher_grades_in_anas_section_and_not_in_the_other(reading: Reading) -> None:
    staff = reading.staff("co_teacher")["id"]
    parts = {
        part["section_id"]: part["may_grade"]
        for part in reading.now("section_staff", staff_id=staff, role="CO_TEACHER")
        if part["section_id"] in reading.sections("teacher", "LEAD")
    }
    assert parts.pop(reading.seats("student")["Mathematics"]["id"]) is True
    assert set(parts.values()) == {False}


def test_case_manager_co_teaches_a_student_of_another_caseload(reading: Reading) -> None:
    """P-7."""
    manager = reading.staff("case_manager")["id"]
    marcus = reading.student("other_caseload")["id"]
    caseload = {row["student_id"] for row in reading.now("caseload", staff_id=manager)}
    assert {reading.student("student")["id"], reading.student("student16")["id"]} <= caseload
    assert marcus not in caseload
    taught = set(reading.sections("case_manager", "CO_TEACHER"))
    assert taught & {section["id"] for section in reading.seats("other_caseload").values()}
    (case,) = reading.now("caseload", student_id=marcus, kind="CASE_MANAGER")
    assert case["staff_id"] == reading.staff("other_case_manager")["id"]
    assert reading.now("caseload", staff_id=case["staff_id"])


def test_counselor_counsels_ana_and_is_the_restricted_father_of_a_student_in_range(
    reading: Reading, high: UUID
) -> None:
    """P-11, P-15, P-22."""
    staff = reading.staff("counselor")["id"]
    (span,) = reading.now("counselor_range", staff_id=staff, school_id=high)
    assert span["first"] <= "R" <= span["last"]
    assert reading.now(
        "caseload", staff_id=staff, student_id=reading.student("student")["id"], kind="COUNSELOR"
    )
    guardian = reading.guardian("counselor")
    children = {
        row["student_id"] for row in reading.now("guardianship", guardian_id=guardian["id"])
    }
    ivy, owen = reading.student("closed_to_father"), reading.student("open_to_father")
    assert children == {ivy["id"], owen["id"]}
    assert {reading.school("closed_to_father"), reading.school("open_to_father")} == {high}
    order = reading.one("court_order", person_id=guardian["person_id"])
    assert (order["student_id"], order["kind"]) == (ivy["id"], "NO_RECORDS")
    assert in_force(reading, order)


def test_nurse_serves_the_high_school_and_a_middle_school(reading: Reading, high: UUID) -> None:
    """P-5."""
    levels = {row["id"]: row["level"] for row in reading["school"]}
    posts = reading.posts("nurse")
    assert ("NURSE", high) in posts
    assert sorted(levels[school] for _, school in posts) == ["HIGH", "MIDDLE"]


def test_contracted_nurse_serves_an_elementary_school_by_contract(reading: Reading) -> None:
    posts = reading.now("post", staff_id=reading.staff("contracted_nurse")["id"])
    assert reading.school("no_pickup") in {post["school_id"] for post in posts}
    assert all(post["contracted"] and post["role"] == "NURSE" for post in posts)
    assert not any(
        post["contracted"] for post in reading.now("post", staff_id=reading.staff("nurse")["id"])
    )


def test_health_aide_is_trained_on_one_of_anas_plans(reading: Reading, high: UUID) -> None:
    """P-6."""
    assert reading.posts("health_aide") == {("HEALTH_AIDE", high)}
    ana = reading.student("student")["id"]
    staff = reading.staff("health_aide")["id"]
    trained = {
        row["care_plan_id"]
        for row in reading.now("care_plan_training", staff_id=staff, student_id=ana)
    }
    plans = {row["id"] for row in reading.now("care_plan", student_id=ana)}
    assert len(trained) == 1
    assert trained < plans


@pytest.mark.parametrize(
    ("key", "area", "contracted"),
    [("provider", "SPEECH", False), ("contracted_provider", "COUNSELING", True)],
)
def test_providers_deliver_a_service_of_anas_iep_in_effect(
    reading: Reading, key: str, area: str, *, contracted: bool
) -> None:
    """P-8."""
    ana = reading.student("student")["id"]
    in_effect = reading.one("iep", student_id=ana, version=2)
    (service,) = reading.now(
        "iep_service", iep_id=in_effect["id"], provider_id=reading.staff(key)["id"]
    )
    assert (service["area"], service["contracted"]) == (area, contracted)
    assert reading.one("iep_goal", iep_service_id=service["id"])["area"] == area


def test_paraeducator_is_anas_aide(reading: Reading, high: UUID) -> None:
    assert reading.posts("paraeducator") == {("PARAEDUCATOR", high)}
    (case,) = reading.now("caseload", student_id=reading.student("student")["id"], kind="AIDE")
    assert case["staff_id"] == reading.staff("paraeducator")["id"]


def test_principal_has_one_health_record_open_and_one_closed_again(
    reading: Reading, high: UUID
) -> None:
    """P-12."""
    assert reading.posts("principal") == {("PRINCIPAL", high)}
    openings = reading.where("break_glass", staff_id=reading.staff("principal")["id"])
    now = reading.district.now
    open_now = {row["student_id"]: row["opened_at"] <= now < row["expires_at"] for row in openings}
    assert open_now == {
        reading.student("student")["id"]: True,
        reading.student("other_caseload")["id"]: False,
    }
    assert {row["expires_at"] - row["opened_at"] for row in openings} == {timedelta(hours=1)}
    assert all(len(row["reason"]) >= 20 for row in openings)


def test_office_and_registrars_serve_one_high_school_or_the_district(
    reading: Reading, high: UUID
) -> None:
    assert reading.posts("registrar") == {("REGISTRAR", high)}
    assert reading.posts("district_registrar") == {("REGISTRAR", None)}
    assert reading.posts("office") == {("OFFICE", high)}


@pytest.mark.parametrize("role", sorted(DISTRICT_ROLES))
def test_district_staff_hold_a_post_without_school(reading: Reading, role: PostRole) -> None:
    assert reading.posts(role.value.lower()) == {(role, None)}


def test_substitute_covers_anas_geometry_today_and_only_today(reading: Reading) -> None:
    """P-10."""
    (window,) = reading.where("coverage", staff_id=reading.staff("substitute")["id"])
    assert window["section_id"] == reading.seats("student")["Mathematics"]["id"]
    assert (window["starts_on"], window["ends_on"]) == (reading.today, reading.today + DAY)
    assert not window["long_term"]


def test_long_substitute_covers_anas_english_over_twenty_school_days(reading: Reading) -> None:
    (window,) = reading.where("coverage", staff_id=reading.staff("long_substitute")["id"])
    assert window["section_id"] == reading.seats("student")["English"]["id"]
    assert window["long_term"]
    days = {row["day"] for row in reading["calendar_day"]}
    assert sum(window["starts_on"] <= day <= reading.today for day in days) > 20
    assert holds(window, reading.today)


@pytest.mark.parametrize(
    ("key", "subject"),
    [("untrained_teacher", "Science"), ("suspended_teacher", "Social Science")],
)
def test_teachers_without_training_or_sign_in_still_lead_their_sections(
    reading: Reading, key: str, subject: str
) -> None:
    """P-9, P-37."""
    assert reading.seats("student")[subject]["id"] in reading.sections(key, "LEAD")


def test_former_teachers_part_in_anas_class_has_ended(reading: Reading) -> None:
    staff = reading.staff("former_teacher")["id"]
    assert not reading.now("post", staff_id=staff)
    assert not reading.now("section_staff", staff_id=staff)
    section = reading.seats("student")["Physical Education"]["id"]
    ended = reading.one("section_staff", staff_id=staff, section_id=section)
    assert ended["ends_on"] == reading.today - 30 * DAY
    (lead,) = reading.now("section_staff", section_id=section, role="LEAD")
    assert lead["starts_on"] == ended["ends_on"]


def test_changing_teacher_has_a_seat_in_grace_and_a_section_before_its_start(
    reading: Reading,
) -> None:
    """P-2, P-3."""
    lily = reading.student("left_class")["id"]
    led = set(reading.sections("changing_teacher", "LEAD"))
    (left,) = [
        row
        for row in reading.where("section_enrollment", student_id=lily)
        if row["section_id"] in led
    ]
    assert left["ends_on"] == reading.today - 5 * DAY
    staff = reading.staff("changing_teacher")["id"]
    assert [
        part
        for part in reading.where("section_staff", staff_id=staff, section_id=left["section_id"])
        if part["role"] == "LEAD" and part["ends_on"] is None
    ]
    begins = reading.today + 5 * DAY
    (coming,) = [
        part
        for part in reading.where("section_staff", staff_id=staff, starts_on=begins)
        if part["role"] == "LEAD"
    ]
    section = reading.one("section", id=coming["section_id"])
    seats = reading.where("section_enrollment", section_id=section["id"])
    assert section["starts_on"] == begins
    assert lily in {seat["student_id"] for seat in seats}
    assert {seat["starts_on"] for seat in seats} == {begins}


def test_guardian_and_father_hold_the_two_households_of_ana_and_leo(reading: Reading) -> None:
    children = {reading.student(key)["id"] for key in ("student", "two_homes")}
    homes = []
    for key, shares in (("guardian", True), ("father", False)):
        guardian = reading.guardian(key)["id"]
        bonds = reading.now("guardianship", guardian_id=guardian, standing="PARENT")
        assert {bond["student_id"] for bond in bonds} == children
        assert {bond["shares_contact"] for bond in bonds} == {shares}
        (home,) = reading.now("household_guardian", guardian_id=guardian)
        homes.append(home["household_id"])
    assert len(set(homes)) == 2


def test_aunt_is_a_contact_who_may_collect_and_reads_nothing(reading: Reading) -> None:
    """GUA-7."""
    aunt = reading.guardian("aunt")["id"]
    bonds = reading.now("guardianship", guardian_id=aunt)
    assert {bond["standing"] for bond in bonds} == {"CONTACT_ONLY"}
    assert {
        row["kind"]
        for bond in bonds
        for row in reading.where("guardian_right", guardianship_id=bond["id"])
    } == {"PICKUP"}
    contacts = reading.where("emergency_contact", guardian_id=aunt)
    assert all(contact["may_pick_up"] for contact in contacts)


@pytest.mark.parametrize(
    ("key", "student", "kinds"),
    [
        ("restricted_father", "restricted", {"NO_CONTACT", "NO_LOCATION"}),
        ("no_pickup_father", "no_pickup", {"NO_PICKUP"}),
    ],
)
def test_fathers_are_bound_by_documented_orders(
    reading: Reading, key: str, student: str, kinds: set[str]
) -> None:
    """P-18."""
    guardian = reading.guardian(key)
    orders = reading.where("court_order", person_id=guardian["person_id"])
    assert {order["kind"] for order in orders} == kinds
    assert all(in_force(reading, order) and order["document_key"] for order in orders)
    assert {order["student_id"] for order in orders} == {reading.student(student)["id"]}
    assert {order["guardian_id"] for order in orders} == {guardian["id"]}
    (bond,) = reading.now("guardianship", guardian_id=guardian["id"], standing="PARENT")
    rights = reading.now("guardian_right", guardianship_id=bond["id"])
    assert "PICKUP" not in {right["kind"] for right in rights}


def test_unvalidated_guardian_was_imported_and_never_validated(reading: Reading) -> None:
    """GUA-1."""
    (bond,) = reading.now("guardianship", student_id=reading.student("unvalidated")["id"])
    assert bond["guardian_id"] == reading.guardian("unvalidated_guardian")["id"]
    days = ("matched_on", "contact_verified_on", "identity_verified_on", "validated_until")
    assert [bond[day] for day in days] == [None] * len(days)


def test_parents_of_the_adult_student_read_on_or_not(reading: Reading) -> None:
    """P-24."""
    zoe = reading.student("adult_student")["id"]
    mother = reading.one("adult_access", guardian_id=reading.guardian("parent_of_adult")["id"])
    father = reading.one(
        "adult_access", guardian_id=reading.guardian("parent_of_adult_without")["id"]
    )
    assert (mother["student_id"], mother["kind"]) == (zoe, "DEPENDENCY")
    assert holds(mother, reading.today)
    assert (father["student_id"], father["kind"]) == (zoe, "STUDENT_CONSENT")
    assert father["starts_on"] < father["ends_on"] <= reading.today


def in_force(reading: Reading, order: dict[str, object]) -> bool:
    """Whether a court order binds at the district's moment."""
    return order["decided_at"] is None and order["starts_at"] <= reading.district.now  # type: ignore[operator]
