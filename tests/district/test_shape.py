"""The district has the shape of a real one: schools, years, classes, rosters, families."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from typing import Any

import pytest

from hub.district import build
from hub.district.casting import CORE
from hub.models import Base
from hub.models.base import TimeKeyed
from tests.district.reading import Reading, holds

NOT_DRAWN = {"token", "seal", "source_row", "change", "outbox", "retry", "access", "access_span"}
NOT_DRAWN |= {"credential", "second_factor", "recovery", "attempt", "paper", "sign_in"}
"""Sign-ins are issued, sources are imported, a running hub seals, and people enter things."""
ORDERED = {
    mapper.local_table.name  # type: ignore[attr-defined]
    for mapper in Base.registry.mappers
    if issubclass(mapper.class_, TimeKeyed)
}
CODED = [
    (table.name, column.name, tuple(column.type.enums))
    for table in Base.metadata.sorted_tables
    for column in table.columns
    if hasattr(column.type, "enums") and table.name not in NOT_DRAWN
]
UNUSED = {
    ("district", "kind"): {"SAMPLE", "LIVE"},
    ("school", "level"): {"OTHER"},
    ("term", "kind"): {"OTHER"},
    ("student_identifier", "kind"): {"SIGN_ON"},
    ("guardianship", "relationship"): {"PARENT", "OTHER"},
    ("guardian_candidate", "outcome"): {"SAME"},
    ("emergency_contact", "relationship"): {"PARENT"},
    ("adult_access", "kind"): {"CONSERVATORSHIP"},
    ("iep_support", "area"): {"SPEECH", "OCCUPATIONAL", "COUNSELING"},
    ("agreement", "basis"): {"CONSENT"},
    ("agreement", "function"): {
        "SPECIAL_EDUCATION",
        "TRANSPORT",
        "FOOD_SERVICE",
        "IMMUNIZATION_REGISTRY",
        "FIELD_TRIP",
    },
    ("transcript_line", "school_level"): {"ELEMENTARY"},
    ("plan_504_accommodation", "area"): {"SPEECH", "OCCUPATIONAL", "BEHAVIOR"},
}
"""Words that the district has no use for."""


@pytest.mark.parametrize("name", [table.name for table in Base.metadata.sorted_tables])
def test_every_table_but_those_of_use_has_rows_also_in_the_smallest_district(
    small: Reading, name: str
) -> None:
    assert bool(small[name]) == (name not in NOT_DRAWN)


@pytest.mark.parametrize("name", sorted(set(Base.metadata.tables) - NOT_DRAWN))
def test_keys_are_unique_and_of_the_version_that_the_model_asks_for(
    small: Reading, name: str
) -> None:
    keys = [row["id"] for row in small[name]]
    assert len(set(keys)) == len(keys)
    assert {key.version for key in keys} == {7 if name in ORDERED else 4}
    assert {key.variant for key in keys} == {"specified in RFC 4122"}


@pytest.mark.parametrize("name", sorted(ORDERED - NOT_DRAWN))
def test_time_ordered_keys_ascend(small: Reading, name: str) -> None:
    assert all(one["id"] < other["id"] for one, other in pairwise(small[name]))


@pytest.mark.parametrize(("table", "column", "words"), CODED)
def test_every_word_of_a_code_list_occurs(
    usual: Reading, table: str, column: str, words: tuple[str, ...]
) -> None:
    found = {row[column] for row in usual[table]} - {None}
    assert found == set(words) - UNUSED.get((table, column), set())


def test_schools_are_as_many_and_as_large_as_the_levels_ask_for(usual: Reading) -> None:
    levels = Counter(school["level"] for school in usual["school"])
    assert levels == {"ELEMENTARY": 3, "MIDDLE": 1, "HIGH": 1}
    sizes = Counter(row["school_id"] for row in usual.now("school_enrollment"))
    for school in usual["school"]:
        least, most = {"ELEMENTARY": (400, 550), "MIDDLE": (600, 800), "HIGH": (800, 1300)}[
            school["level"]
        ]
        assert least < sizes[school["id"]] < most


def test_three_school_years_follow_each_other_and_today_is_a_school_day(small: Reading) -> None:
    years = small["school_year"]
    assert [year["year"] for year in years] == [2025, 2026, 2027]
    assert all(one["ends_on"] == other["starts_on"] for one, other in pairwise(years))
    assert len(small.where("calendar_day", day=small.today)) == len(small["school"])
    days = Counter(row["school_id"] for row in small["calendar_day"])
    assert set(days.values()) == {3 * 180}


def test_terms_lie_within_their_year_and_semesters_hold_the_quarters(small: Reading) -> None:
    for year in small["school_year"]:
        terms = {term["name"]: term for term in small.where("term", school_year_id=year["id"])}
        assert len(terms) == 7
        for term in terms.values():
            assert year["starts_on"] < term["starts_on"] < term["ends_on"] < year["ends_on"]
        assert terms["Quarter 1"]["ends_on"] == terms["Quarter 2"]["starts_on"]
        assert terms["Quarter 2"]["ends_on"] == terms["Semester 1"]["ends_on"]


def test_nobody_sits_in_two_classes_of_one_period_today(usual: Reading) -> None:
    """SCH-5."""
    sections = {row["id"]: row for row in usual.now("section")}
    taken: set[tuple[Any, str]] = set()
    for seat in usual.now("section_enrollment"):
        if section := sections.get(seat["section_id"]):
            place = seat["student_id"], section["period"]
            assert place not in taken
            taken.add(place)


def test_nobody_leads_two_classes_of_one_period_today(usual: Reading) -> None:
    secondary = {row["id"] for row in usual["school"] if row["level"] != "ELEMENTARY"}
    sections = {row["id"]: row for row in usual.now("section") if row["school_id"] in secondary}
    led = Counter(
        (part["staff_id"], sections[part["section_id"]]["period"])
        for part in usual.now("section_staff", role="LEAD")
        if part["section_id"] in sections
    )
    assert set(led.values()) == {1}


def test_every_section_in_session_has_one_lead(usual: Reading) -> None:
    leads = Counter(part["section_id"] for part in usual.now("section_staff", role="LEAD"))
    assert {leads[section["id"]] for section in usual.now("section")} == {1}


def test_seats_lie_within_their_section_and_its_limit(usual: Reading) -> None:
    sections = {row["id"]: row for row in usual["section"]}
    taken = Counter(row["section_id"] for row in usual.now("section_enrollment"))
    for seat in usual["section_enrollment"]:
        section = sections[seat["section_id"]]
        assert section["starts_on"] <= seat["starts_on"] < section["ends_on"]
        assert seat["ends_on"] is None or seat["ends_on"] <= section["ends_on"]
    assert all(taken[key] <= section["seat_limit"] for key, section in sections.items())


def test_secondary_students_take_six_classes_and_elementary_three(usual: Reading) -> None:
    running = {row["id"] for row in usual.now("section")}
    classes = Counter(
        seat["student_id"]
        for seat in usual.now("section_enrollment")
        if seat["section_id"] in running
    )
    grades = {row["id"]: row["grade_level"] for row in usual["student"]}
    counts: dict[bool, Counter[int]] = defaultdict(Counter)
    for student, number in classes.items():
        counts[grades[student] > 5][number] += 1
    assert counts[False].most_common(1)[0][0] == 3
    assert counts[True].most_common(1)[0][0] == 6


def test_a_grade_follows_the_grade_of_the_year_before(usual: Reading) -> None:
    grades = defaultdict(set)
    for row in usual["school_enrollment"]:
        grades[row["student_id"]].add((row["school_year"], row["grade_level"]))
    for years in grades.values():
        assert len({year - grade for year, grade in years}) == 1


def test_exceptions_stand_only_on_submitted_rolls_and_seats_in_force(usual: Reading) -> None:
    """ATT-4."""
    rolls = {(row["section_id"], row["day"]) for row in usual["roll_submission"]}
    seats = defaultdict(list)
    for seat in usual["section_enrollment"]:
        seats[seat["section_id"], seat["student_id"]].append(seat)
    for event in usual["attendance_event"]:
        assert (event["section_id"], event["day"]) in rolls
        held = seats[event["section_id"], event["student_id"]]
        assert any(holds(seat, event["day"]) for seat in held)


def test_scores_and_marks_belong_to_students_who_had_the_seat(small: Reading) -> None:
    seats = {(row["section_id"], row["student_id"]) for row in small["section_enrollment"]}
    due = {row["id"]: row["due_on"] for row in small["assignment"]}
    for score in small["score"]:
        assert (score["section_id"], score["student_id"]) in seats
        assert due[score["assignment_id"]] < small.today
        assert score["missing"] == (score["points"] is None)
    assert all((mark["section_id"], mark["student_id"]) in seats for mark in small["mark"])


def test_a_corrected_mark_keeps_its_first_version(usual: Reading) -> None:
    """CR-11."""
    versions: dict[Any, dict[int, Any]] = defaultdict(dict)
    for mark in usual["mark"]:
        versions[mark["student_id"], mark["section_id"], mark["term_id"]][mark["version"]] = mark
    corrected = [marks for marks in versions.values() if 2 in marks]
    assert corrected
    for marks in corrected:
        assert marks[1]["superseded_at"] == marks[2]["posted_at"]
        assert marks[2]["superseded_at"] is None
        assert marks[2]["reason"]


def test_courses_of_one_group_are_variants_of_each_other(small: Reading) -> None:
    """CR-3."""
    groups = defaultdict(set)
    for course in small["course"]:
        groups[course["equivalence_group"]].add(course["code"])
    assert groups["ALG1"] == {"ALG1", "ALG1.M"}
    assert groups["GEOM-A"] == {"GEOM-A", "GEOM.H-A"}
    assert small.one("course", code="ALG1")["year_long"]


def test_all_people_are_invented(small: Reading) -> None:
    for table in ("guardian", "staff_member"):
        for row in small[table]:
            assert row["email"] is None or row["email"].endswith("example.org")
    for table in ("guardian", "emergency_contact"):
        assert all(row["phone"][5:11] == " 555-0" for row in small[table])


def test_incidents_are_reported_by_staff_of_many_offices(usual: Reading) -> None:
    reporters = {row["reported_by"] for row in usual["incident"]}
    roles = {row["role"] for row in usual.now("post") if row["staff_id"] in reporters}
    assert {"TEACHER", "NURSE", "PARAEDUCATOR", "REGISTRAR", "OFFICE"} <= roles


def test_a_nurse_whose_post_has_ended_has_written_entries(small: Reading) -> None:
    """P-5."""
    former = {post["staff_id"] for post in small.where("post", role="NURSE") if post["ends_on"]} - {
        post["staff_id"] for post in small.now("post", role="NURSE")
    }
    assert any(row["entered_by"] in former for row in small["immunization"])


@pytest.mark.parametrize("students", [300, 451])
@pytest.mark.parametrize("seed", ["1", "two", "iii"])
def test_any_seed_and_size_has_room_for_the_named_people(seed: str, students: int) -> None:
    reading = Reading(build(seed, students))
    assert len(reading["student"]) == students
    assert reading.seats("student").keys() >= set(CORE)
    assert len(reading.sections("teacher", "LEAD")) > 1
