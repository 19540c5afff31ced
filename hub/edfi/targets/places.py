"""Targets: the district, its schools, years, terms and days."""

from __future__ import annotations

from hub.edfi.target import Check, Link, Target

SCHOOL = Link("school", "e.school", "SchoolReference", "school")
_ORDER = Check("dates_out_of_order", "e.ends_on <= e.starts_on", "EndDate")
_TERM = "concat_ws('/', e.year, replace(e.name, '/', '%2F'), e.starts_on, e.ends_on)"
_YEAR_ID = "(SELECT id FROM school_year WHERE year = e.year)"

TARGETS = (
    Target(
        "district",
        "agency",
        "e.key",
        {"name": "e.name"},
        existing="(SELECT id FROM district)",
        checks=(Check("second_district", "e.n > (SELECT min(n) FROM edfi_agency WHERE ok)"),),
    ),
    Target("school", "school", "e.key", {"name": "e.name", "level": "COALESCE(e.level, 'OTHER')"}),
    Target(
        "school_year",
        "(SELECT min(n) AS n, year, min(starts_on) AS starts_on, max(ends_on) AS ends_on "
        "FROM edfi_session WHERE ok AND ends_on > starts_on GROUP BY year)",
        "e.year::text",
        {
            "year": "e.year",
            "name": "concat(e.year - 1, '-', e.year)",
            "starts_on": "e.starts_on",
            "ends_on": "e.ends_on",
        },
        existing=_YEAR_ID,
        main=False,
    ),
    Target(
        "term",
        "session",
        _TERM,
        {
            "school_year_id": _YEAR_ID,
            "name": "e.name",
            "kind": "COALESCE(e.kind, 'OTHER')",
            "starts_on": "e.starts_on",
            "ends_on": "e.ends_on",
        },
        {"school": SCHOOL, "year": Link("school_year", "e.year::text", "SchoolYear")},
        checks=(Check("value_missing", "e.ends_on IS NULL", "EndDate"), _ORDER),
    ),
    Target(
        "",
        "session",
        "e.key",
        {"term": "k_term.row_id"},
        {"term": Link("term", _TERM)},
        existing="k_term.row_id",
        entity="session",
        main=False,
    ),
    Target(
        "term",
        "period",
        f"concat('period/', {_TERM})",
        {
            "school_year_id": _YEAR_ID,
            "name": "e.name",
            "kind": "'OTHER'",
            "starts_on": "e.starts_on",
            "ends_on": "e.ends_on",
        },
        {"school": SCHOOL, "year": Link("school_year", "e.year::text", "SchoolYear")},
        checks=(Check("value_missing", "e.ends_on IS NULL", "EndDate"), _ORDER),
    ),
    Target(
        "calendar_day",
        "calendar_date",
        "concat(e.school, '/', e.day)",
        {"school_id": "k_school.row_id", "day": "e.day"},
        {"school": Link("school", "e.school", "CalendarReference", "school")},
        checks=(Check("no_school_day", "e.teaches IS NOT TRUE", "CalendarEvent", "not mapped"),),
    ),
    Target(
        "",
        "location",
        "e.key",
        {"seats": "e.seats"},
        {"school": SCHOOL},
        existing="k_school.row_id",
        entity="location",
    ),
    Target(
        "",
        "class_period",
        "e.key",
        {"begins": "e.begins", "ends": "e.ends"},
        {"school": SCHOOL},
        existing="k_school.row_id",
        entity="class_period",
    ),
    Target(
        "",
        "bell_schedule",
        "concat(e.school, '/', replace(e.name, '/', '%2F'))",
        {"periods": "e.periods", "days": "e.days"},
        {"school": SCHOOL},
        existing="k_school.row_id",
        entity="bell_schedule",
    ),
)
"""Rooms, periods and bells have no rows of their own: they are told by the sections."""
