"""Targets: persons, staff members, posts and who teaches."""

from __future__ import annotations

from hub.edfi.target import Check, Link, Target


def person(rows: str) -> tuple[Target, ...]:
    """A person, who may be here already in another capacity (P-15), and what ties them."""
    human = Link("person", "'person/' || e.person", needed=False)
    key = f"'{rows}/' || e.key"
    return (
        Target(
            "person",
            rows,
            key,
            links={"human": human},
            once={"sourced_id": key},
            existing="k_human.row_id",
        ),
        Target(
            "",
            rows,
            "'person/' || e.person",
            {"person": "k_own.row_id"},
            {"own": Link("person", key)},
            existing="k_own.row_id",
            entity="person",
            main=False,
            when="e.person IS NOT NULL",
        ),
    )


NAMED = {
    "person_id": "k_person.row_id",
    "given_name": "e.given_name",
    "family_name": "e.family_name",
    "sort_name": "e.sort_name",
}
"""The columns of a person's capacity."""


def own_person(rows: str) -> dict[str, Link]:
    """The person whose capacity this is."""
    return {"person": Link("person", f"'{rows}/' || e.key")}


STAFF = Link("staff_member", "e.staff", "StaffReference", "staff")
SECTION = Link("section", "e.section", "SectionReference", "section")

TARGETS = (
    *person("staff"),
    Target(
        "staff_member",
        "staff",
        "e.key",
        {**NAMED, "email": "e.email"},
        own_person("staff"),
    ),
    Target(
        "post",
        "staff_assignment",
        "concat_ws('/', e.staff, e.organization, e.role, e.starts_on)",
        {
            "staff_id": "k_staff.row_id",
            "school_id": "k_school.row_id",
            "role": "e.role",
            "starts_on": "e.starts_on",
            "ends_on": "e.ends_on",
        },
        {
            "staff": STAFF,
            "school": Link(
                "school",
                "e.organization",
                "EducationOrganizationReference",
                "school",
                needed=False,
            ),
            "district": Link("district", "e.organization", needed=False),
        },
        checks=(
            Check("dates_out_of_order", "e.ends_on <= e.starts_on", "EndDate"),
            Check(
                "post_without_school",
                "k_school.row_id IS NULL AND k_district.row_id IS NOT NULL",
                "EducationOrganizationReference",
            ),
            Check(
                "dangling_reference",
                "k_school.row_id IS NULL",
                "EducationOrganizationReference",
            ),
        ),
    ),
    Target(
        "section_staff",
        "staff_section",
        "concat_ws('/', e.staff, e.section, COALESCE(e.starts_on, section.starts_on))",
        {
            "section_id": "section.id",
            "school_id": "section.school_id",
            "staff_id": "k_staff.row_id",
            "role": "e.role",
            "starts_on": "GREATEST(COALESCE(e.starts_on, section.starts_on), section.starts_on)",
            "ends_on": "LEAST(COALESCE(e.ends_on, section.ends_on), section.ends_on)",
        },
        {"staff": STAFF, "section": SECTION},
        joins="LEFT JOIN section ON section.id = k_section.row_id",
        checks=(
            Check("dates_out_of_order", "e.ends_on <= e.starts_on", "EndDate"),
            Check(
                "dates_outside_class",
                "e.ends_on <= section.starts_on OR e.starts_on >= section.ends_on",
                "BeginDate",
            ),
            Check(
                "dates_clamped",
                "e.starts_on < section.starts_on OR e.ends_on > section.ends_on",
                "EndDate",
                "doubtful",
            ),
        ),
    ),
)
