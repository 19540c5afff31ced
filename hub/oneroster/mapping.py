"""The mapping, as data: which column of which file becomes which column here, and how."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from hub.models.codes import (
    IdentifierKind,
    PostRole,
    Race,
    Relationship,
    Standing,
    TermKind,
)
from hub.oneroster import values
from hub.oneroster.values import Doubtful, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

    from hub.oneroster.plan import Plan
    from hub.oneroster.staging import Row

    Converter: TypeAlias = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Rule:
    """One column's way. Of two rules for one target the first with a value counts."""

    file: str
    column: str
    table: str
    target: str
    convert: Converter = values.text
    needed: bool = False
    """A blank value refuses the row."""
    strict: bool = False
    """An unreadable value refuses the row (as it does where it is needed)."""
    blank: object = None
    """What a blank value means."""
    unreadable: object = None
    """What an unreadable value is taken for, with a doubt."""


SESSION_KINDS = {
    "schoolYear": TermKind.YEAR,
    "semester": TermKind.SEMESTER,
    "term": TermKind.OTHER,
    "gradingPeriod": TermKind.OTHER,
}
STAFF_POSTS = {
    "teacher": PostRole.TEACHER,
    "professor": PostRole.TEACHER,
    "faculty": PostRole.TEACHER,
    "aide": PostRole.PARAEDUCATOR,
    "paraprofessional": PostRole.PARAEDUCATOR,
    "counselor": PostRole.COUNSELOR,
    "principal": PostRole.PRINCIPAL,
    "administrator": None,
    "districtAdministrator": None,
    "siteAdministrator": None,
    "systemAdministrator": None,
    "proctor": None,
    "staff": None,
    "substitute": None,
}
"""A user's role to a post. Those without one say too little: a post would give rights that the
file doesn't name."""
TEACHING = frozenset(role for role, post in STAFF_POSTS.items() if post is PostRole.TEACHER)
SUPPORTING = frozenset(role for role, post in STAFF_POSTS.items() if post is PostRole.PARAEDUCATOR)
GUARDIAN_STANDINGS = {
    "parent": (Relationship.PARENT, Standing.PARENT),
    "guardian": (Relationship.OTHER, Standing.PARENT),
    "relative": (Relationship.OTHER, Standing.CONTACT_ONLY),
}
"""A user's role to relationship and standing; whoever is no parent is a contact (GUA-7)."""
CONTACT = (Relationship.OTHER, Standing.CONTACT_ONLY)
"""How whoever is named by another word stands to a child."""
IDENTIFIER_KINDS = {"local": IdentifierKind.LOCAL, "state": IdentifierKind.STATE}
USER_ROLES = frozenset(("student", *STAFF_POSTS, *GUARDIAN_STANDINGS))


def _session_kind(value: str) -> TermKind:
    if value not in SESSION_KINDS:
        raise Unreadable("session_type_unknown")
    return SESSION_KINDS[value]


def _race(race: Race) -> Converter:
    return lambda value: race if values.flag(value) else None


def _named(table: str) -> tuple[Rule, ...]:
    return (
        Rule("users", "givenName", table, "given_name", needed=True),
        Rule("users", "familyName", table, "family_name", needed=True),
    )


MAPPING = (
    Rule("orgs", "name", "district", "name", needed=True),
    Rule("orgs", "name", "school", "name", needed=True),
    Rule("academicSessions", "title", "term", "name", needed=True),
    Rule("academicSessions", "type", "term", "kind", _session_kind, needed=True),
    Rule("academicSessions", "startDate", "term", "starts_on", values.day, needed=True),
    Rule("academicSessions", "endDate", "term", "ends_on", values.day, needed=True),
    Rule("academicSessions", "schoolYear", "term", "year", values.calendar_year, strict=True),
    Rule("courses", "courseCode", "course", "code"),
    Rule("courses", "sourcedId", "course", "code"),
    Rule("courses", "title", "course", "title", needed=True),
    Rule("courses", "subjects", "course", "subject", values.first_listed, blank="Not stated"),
    Rule("classes", "title", "section", "title", needed=True),
    Rule("classes", "periods", "section", "period", values.rejoined, blank=""),
    Rule("classes", "location", "section", "room"),
    Rule("users", "enabledUser", "person", "enabled", values.flag, blank=True, unreadable=False),
    *_named("student"),
    Rule("users", "middleName", "student", "middle_name"),
    Rule("users", "preferredGivenName", "student", "preferred_name"),
    Rule("users", "grades", "student", "grade_level", values.grade),
    Rule("demographics", "birthDate", "student", "birth_date", values.day, needed=True),
    *_named("staff_member"),
    Rule("users", "email", "staff_member", "email", values.email),
    *_named("guardian"),
    Rule("users", "phone", "guardian", "phone", values.phone),
    Rule("users", "sms", "guardian", "phone", values.phone),
    Rule("users", "email", "guardian", "email", values.email),
    Rule("demographics", "sex", "demographics", "sex", values.sex),
    Rule("demographics", "hispanicOrLatinoEthnicity", "demographics", "hispanic", values.flag),
    *(
        Rule("demographics", column, "demographics", race.value, _race(race))
        for column, race in (
            ("americanIndianOrAlaskaNative", Race.AMERICAN_INDIAN),
            ("asian", Race.ASIAN),
            ("blackOrAfricanAmerican", Race.BLACK),
            ("nativeHawaiianOrOtherPacificIslander", Race.PACIFIC_ISLANDER),
            ("white", Race.WHITE),
            ("demographicRaceTwoOrMoreRaces", Race.TWO_OR_MORE),
        )
    ),
    Rule("roles", "beginDate", "role", "begins_on", values.day, strict=True),
    Rule("roles", "endDate", "role", "ends_on", values.day, strict=True),
    Rule("roles", "grades", "role", "grade", values.grade),
    Rule("enrollments", "beginDate", "section_enrollment", "starts_on", values.day, strict=True),
    Rule("enrollments", "endDate", "section_enrollment", "ends_on", values.day, strict=True),
    Rule("enrollments", "beginDate", "section_staff", "starts_on", values.day, strict=True),
    Rule("enrollments", "endDate", "section_staff", "ends_on", values.day, strict=True),
    Rule("enrollments", "primary", "section_staff", "primary", values.flag),
)
"""Every column that is kept as a value. What refers to other rows is resolved by name."""

_RULES: dict[tuple[str, str], list[Rule]] = defaultdict(list)
for _rule in MAPPING:
    _RULES[_rule.file, _rule.table].append(_rule)


def mapped(plan: Plan, row: Row, table: str) -> dict[str, object] | None:
    """What a row becomes in `table`, by the mapping; None where the row was refused.

    Doubts and refusals are added to the plan.
    """
    refused = False
    columns: dict[str, object] = {}
    for rule in _RULES[row.file, table]:
        try:
            text = row[rule.column]
            plain = text and rule.convert is values.text
            value = text if plain else _value(plan, row, rule, text)
        except Unreadable as reason:
            plan.refuse(row.origin, reason.code, rule.column)
            refused = True
            continue
        if columns.get(rule.target) is None:
            columns[rule.target] = value
    return None if refused else columns


def _value(plan: Plan, row: Row, rule: Rule, text: str) -> object:
    """One column's value; Unreadable where that refuses the row."""
    if not text:
        if rule.needed:
            raise Unreadable("value_missing")
        return rule.blank
    try:
        value = rule.convert(text)
    except Unreadable as reason:
        if rule.needed or rule.strict:
            raise
        plan.doubt(row.origin, reason.code, rule.column)
        return rule.unreadable
    if isinstance(value, Doubtful):
        plan.doubt(row.origin, value.code, rule.column)
        return value.value
    return value
