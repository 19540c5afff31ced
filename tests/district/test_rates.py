"""What is common is common, and what is rare is rare, as in a real district."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.district.reading import Reading

SHARES = {
    # table: the share of enrolled students with such a row, as it is and may be
    "iep": (0.12, 0.16),
    "health_alert": (0.065, 0.095),
    "medication_order": (0.03, 0.06),
    "meal_benefit": (0.41, 0.49),
    "transport_assignment": (0.17, 0.23),
    "support_program": (0.03, 0.055),
    "court_order": (0.005, 0.012),
    "incident_participation": (0.06, 0.14),
    "former_name": (0.008, 0.022),
    "care_plan": (0.04, 0.08),
    "immunization": (0.97, 1.03),
    "demographics": (0.99, 1.05),
}


@pytest.mark.parametrize("table", sorted(SHARES))
def test_so_many_students_have_such_a_row(usual: Reading, table: str) -> None:
    enrolled = {row["student_id"] for row in usual.now("school_enrollment")}
    share = len({row["student_id"] for row in usual[table]}) / len(enrolled)
    least, most = SHARES[table]
    assert least < share < most


def test_one_in_twenty_is_absent(usual: Reading) -> None:
    absent = {
        (row["student_id"], row["day"])
        for row in usual.where("attendance_event", status="ABSENT")
        if row["day"] < usual.today
    }
    enrolled = {row["student_id"] for row in usual.now("school_enrollment")}
    days = {row["day"] for row in usual["roll_submission"]} - {usual.today}
    assert 0.04 < len(absent) / len(enrolled) / len(days) < 0.06


def test_one_in_four_lives_in_two_households(usual: Reading) -> None:
    homes = Counter(row["student_id"] for row in usual.now("household_student"))
    split = sum(count == 2 for count in homes.values())
    assert 0.2 < split / len(homes) < 0.3


def test_half_of_the_students_have_a_sibling_here(usual: Reading) -> None:
    children = Counter(
        row["guardian_id"] for row in usual["guardianship"] if row["contact_priority"] == 1
    )
    alone = sum(count == 1 for count in children.values())
    assert 0.2 < alone / len(usual["student"]) < 0.4


def test_one_row_of_health_in_a_hundred_is_confidential(usual: Reading) -> None:
    for table in ("condition", "health_visit", "immunization"):
        share = len(usual.where(table, confidential=True)) / len(usual[table])
        assert 0.0002 < share < 0.04


def test_most_families_may_decide_and_a_few_may_not(usual: Reading) -> None:
    rights = Counter(row["kind"] for row in usual["guardian_right"])
    assert 0.9 < rights["DECISIONS"] / rights["RECORDS"] < 1
    assert rights["PICKUP"] > rights["RECORDS"]


def test_rooms_are_full_but_not_overfull(usual: Reading) -> None:
    seats = Counter(row["section_id"] for row in usual.now("section_enrollment"))
    running = [seats[row["id"]] for row in usual.now("section")]
    assert 22 < sum(running) / len(running) < 34
    assert max(running) < 50


def test_confidential_services_and_their_absences_are_of_older_students(usual: Reading) -> None:
    grades = {row["id"]: row["grade_level"] for row in usual["student"]}
    absences = usual.where("attendance_event", reason="CONFIDENTIAL_SERVICE")
    conditions = usual.where("condition", confidential=True)
    assert absences
    assert conditions
    assert min(grades[row["student_id"]] for row in absences + conditions) >= 7


def test_orders_of_every_kind_stand_in_every_state(usual: Reading) -> None:
    orders = usual["court_order"]
    assert {order["kind"] for order in orders} == {
        "NO_CONTACT",
        "NO_PICKUP",
        "NO_RECORDS",
        "NO_HEALTH_DECISION",
        "NO_LOCATION",
        "SUPERVISED_ONLY",
    }
    now = usual.district.now
    states = {
        "documented": lambda order: order["document_key"] and not order["decided_at"],
        "decided": lambda order: order["decided_at"] and order["decided_at"] < now,
        "provisional": lambda order: (
            order["document_key"] is None and order["lapses_on"] > usual.today
        ),
        "lapsed": lambda order: order["document_key"] is None and order["lapses_on"] <= usual.today,
        "ended and undecided": lambda order: (
            order["ends_on"] and order["ends_on"] < usual.today and not order["decided_at"]
        ),
        "begins tomorrow": lambda order: order["starts_at"] > now,
    }
    assert [name for name, holds in states.items() if not any(map(holds, orders))] == []
