"""Targets: courses, sections and when they meet."""

from __future__ import annotations

from hub.edfi.target import Check, Link, Target

_CODE = (
    "e.code || CASE WHEN e.n > (SELECT min(n) FROM edfi_course o WHERE o.ok AND o.code = e.code) "
    "THEN concat(' (', e.organization, ')') ELSE '' END"
)
_PERIOD_KEY = "concat(s.school, '/', replace(replace(p.name, '%', '%25'), '/', '%2F'))"

TARGETS = (
    Target(
        "course",
        "course",
        "e.key",
        {
            "code": _CODE,
            "title": "e.title",
            "subject": "COALESCE(e.subject, 'Not stated')",
            "credit": "COALESCE(e.credit, 0)",
            "equivalence_group": _CODE,
        },
    ),
    Target(
        "",
        "offering",
        "e.key",
        {"course": "k_course.row_id"},
        {
            "course": Link("course", "e.course", "CourseReference", "course"),
            "session": Link("session", "e.session", "SessionReference", "session"),
        },
        existing="k_course.row_id",
        entity="course_offering",
    ),
    Target(
        "section",
        "section",
        "e.key",
        {
            "school_id": "k_school.row_id",
            "course_id": "course.id",
            "term_id": "term.id",
            "title": "COALESCE(e.name, course.title)",
            "period": "array_to_string(e.periods, ', ')",
            "room": "e.room",
            "seat_limit": "room.seats",
            "starts_on": "term.starts_on",
            "ends_on": "term.ends_on",
        },
        {
            "school": Link("school", "e.school", "CourseOfferingReference", "school"),
            "offering": Link(
                "course_offering", "e.offering", "CourseOfferingReference", "offering"
            ),
            "session": Link("session", "e.session", "CourseOfferingReference", "session"),
            "room": Link("location", "e.location", needed=False),
        },
        joins="LEFT JOIN course ON course.id = k_offering.row_id "
        "LEFT JOIN term ON term.id = k_session.row_id "
        "LEFT JOIN edfi_location room ON room.ok AND room.key = e.location",
        checks=(
            Check(
                "dangling_reference",
                "e.location IS NOT NULL AND k_room.row_id IS NULL",
                "LocationReference",
                "doubtful",
            ),
            Check(
                "dangling_reference",
                "EXISTS (SELECT FROM unnest(e.periods) AS p(name) WHERE NOT EXISTS (SELECT "
                "FROM source_row r WHERE r.source = 'edfi' AND r.entity = 'class_period' "
                "AND r.sourced_id = concat(e.school, '/', "
                "replace(replace(p.name, '%', '%25'), '/', '%2F'))))",
                "ClassPeriodReference",
                "doubtful",
            ),
        ),
    ),
    Target(
        "section_meeting",
        "(SELECT s.n, s.key, s.room, weekday, p.begins, p.ends "
        "FROM edfi_section s CROSS JOIN unnest(s.periods) AS own(name) "
        "JOIN edfi_class_period c ON c.ok AND c.school = s.school AND c.key = "
        f"{_PERIOD_KEY.replace('p.name', 'own.name')} "
        "CROSS JOIN unnest(c.begins, c.ends) AS p(begins, ends) "
        "CROSS JOIN generate_series(1, 5) AS weekday "
        "WHERE s.ok AND EXISTS (SELECT FROM edfi_bell_schedule b WHERE b.ok AND "
        "b.school = s.school AND own.name = ANY(b.periods) AND b.days = '{}' "
        "AND b.alternate IS NULL))",
        "concat_ws('/', e.key, e.weekday, e.begins)",
        {
            "section_id": "k_section.row_id",
            "weekday": "e.weekday",
            "starts_at": "e.begins",
            "ends_at": "e.ends",
            "room": "e.room",
        },
        {"section": Link("section", "e.key")},
        main=False,
        inferred=True,
    ),
)
"""A bell schedule that names no days rings on every weekday: from it meetings are inferred."""
