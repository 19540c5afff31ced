"""Turning what a viewer sees into rows of OneRoster CSV; what they don't see stays blank."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from hub.models.codes import PostRole, Race, Relationship, Sex, StaffRole, Standing, TermKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hub.cli.rosters.asking import Node

CsvRow: TypeAlias = dict[str, str]

SESSION_TYPES = {
    TermKind.YEAR: "schoolYear",
    TermKind.SEMESTER: "semester",
    TermKind.QUARTER: "gradingPeriod",
    TermKind.OTHER: "term",
}
POST_ROLES = {
    PostRole.TEACHER: "teacher",
    PostRole.PARAEDUCATOR: "aide",
    PostRole.COUNSELOR: "counselor",
    PostRole.PRINCIPAL: "principal",
}
"""Posts for which OneRoster has a word; of the others it knows administrators only."""
RACE_COLUMNS = {
    Race.AMERICAN_INDIAN: "americanIndianOrAlaskaNative",
    Race.ASIAN: "asian",
    Race.BLACK: "blackOrAfricanAmerican",
    Race.PACIFIC_ISLANDER: "nativeHawaiianOrOtherPacificIslander",
    Race.WHITE: "white",
    Race.TWO_OR_MORE: "demographicRaceTwoOrMoreRaces",
}
_PARENTS = {
    Relationship.PARENT,
    Relationship.MOTHER,
    Relationship.FATHER,
    Relationship.STEPPARENT,
}


@dataclass
class Adult:
    """A guardian on the way: as whom they stand, and the children who don't name them."""

    node: Node
    role: str = "relative"
    children: list[str] = field(default_factory=list)


def text(value: object) -> str:
    """A value as a cell."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def joined(values: Iterable[str]) -> str:
    """A list as a cell."""
    return ",".join(dict.fromkeys(value for value in values if value))


def sessions(years: Iterable[Node]) -> Iterator[CsvRow]:
    """Terms; the first that is a whole year is the parent of the others."""
    for year in years:
        terms = year["terms"] or []
        whole = [term["id"] for term in terms if term["kind"] == TermKind.YEAR]
        for term in terms:
            parent = "" if term["id"] in whole else next(iter(whole), "")
            yield {
                "sourcedId": term["id"],
                "title": text(term["name"]),
                "type": SESSION_TYPES[TermKind(term["kind"])],
                "startDate": text(term["startsOn"]),
                "endDate": text(term["endsOn"]),
                "parentSourcedId": parent,
                "schoolYear": text(year["year"]),
            }


def grade(level: int | None) -> str:
    """A grade as OneRoster writes it."""
    if level is None:
        return ""
    return "KG" if level == 0 else f"{level:02}"


def class_row(section: Node, school: str, terms: Sequence[Node]) -> CsvRow:
    """A section."""
    return {
        "sourcedId": section["id"],
        "title": text(section["title"]),
        "courseSourcedId": (section["course"] or {}).get("id", ""),
        "classType": "scheduled",
        "location": text(section["room"]),
        "schoolSourcedId": school,
        "termSourcedIds": joined(_terms_of(section, terms)),
        "periods": text(section["period"]),
    }


def _terms_of(section: Node, terms: Sequence[Node]) -> list[str]:
    """The terms that make up a section's days: its own, else those that lie within them."""
    own = [term for term in terms if term["id"] == (section["term"] or {}).get("id")]
    days = section["startsOn"], section["endsOn"]
    if not own or (own[0]["startsOn"], own[0]["endsOn"]) == days:
        return [term["id"] for term in own]
    within = [t for t in terms if days[0] <= t["startsOn"] and t["endsOn"] <= days[1]]
    starts, ends = {t["startsOn"] for t in within}, {t["endsOn"] for t in within}
    covers = days[0] in starts and days[1] in ends
    return [term["id"] for term in (within if covers else own)]


def seat_row(seat: Node, section: Node, school: str, user: str, role: str) -> CsvRow:
    """A seat, or a place of staff in a section."""
    return {
        "sourcedId": seat["id"],
        "classSourcedId": section["id"],
        "schoolSourcedId": school,
        "userSourcedId": user,
        "role": role,
        "beginDate": text(seat["startsOn"]),
        "endDate": text(seat["endsOn"]),
    }


def staff_seat(seat: Node, section: Node, school: str) -> CsvRow:
    """A place of staff in a section; who leads is primary."""
    support = seat["role"] == StaffRole.SUPPORT
    row = seat_row(
        seat, section, school, seat["staffMember"]["id"], "aide" if support else "teacher"
    )
    return row | ({} if support else {"primary": text(seat["role"] == StaffRole.LEAD)})


def student_row(student: Node) -> CsvRow:
    """A student; a preferred name is written where the viewer hears it."""
    schools = newest(student["enrollments"] or [])
    kinds = {"LOCAL": "Local", "STATE": "State"}
    identifiers = [
        f"{{{kinds[each['kind']]}:{each['value']}}}"
        for each in student["identifiers"] or []
        if each["kind"] in kinds and each["value"] is not None
    ]
    primary = [each for each in schools if each["isPrimary"]]
    return {
        "sourcedId": student["id"],
        "orgSourcedIds": joined(_school(each) for each in schools),
        "role": "student",
        "userIds": joined(identifiers),
        "givenName": text(student["givenName"]),
        "middleName": text(student["middleName"]),
        "familyName": text(student["familyName"]),
        "preferredGivenName": text(student["preferredName"]),
        "primaryOrgSourcedId": _school(primary[0]) if primary else "",
        "grades": grade(student["gradeLevel"]),
    }


def newest(places: Sequence[Node]) -> list[Node]:
    """Of stays or posts those of the last school year that there are."""
    dated = [place for place in places if place["startsOn"] is not None and _school(place)]
    if not dated:
        return []
    last = max(place["startsOn"] for place in dated)
    return [place for place in dated if place["endsOn"] is None or place["endsOn"] > last]


def _school(place: Node) -> str:
    return text((place["school"] or {}).get("id"))


def demographics_row(student: Node) -> CsvRow:
    """What was reported for counts, and the day of birth."""
    said = next(iter(student["demographics"] or []), None) or {}
    races = set(said.get("races") or [])
    sex = said.get("sex")
    return {
        "sourcedId": student["id"],
        "birthDate": text(student["birthDate"]),
        "sex": "other" if sex == Sex.NONBINARY else text(sex).lower(),
        **{column: "true" for race, column in RACE_COLUMNS.items() if race in races},
        "hispanicOrLatinoEthnicity": text(said.get("hispanic")),
    }


def families(student: Node, adults: dict[str, Adult]) -> str:
    """The adults whom a student's row names; those whom it doesn't name the student themselves.

    A parent without standing is one whom only their own row names (GUA-7).
    """
    named = []
    links = [link for link in student["guardianships"] or [] if link["guardian"]]
    for link in sorted(links, key=lambda each: each["contactPriority"] or 0):
        adult = adults.setdefault(link["guardian"]["id"], Adult(link["guardian"]))
        is_parent = link["relationship"] in _PARENTS
        if link["standing"] in {Standing.PARENT, Standing.EDUCATION_RIGHTS_HOLDER}:
            adult.role = "parent" if is_parent else "guardian"
        elif is_parent:
            adult.role = adult.role if adult.role == "guardian" else "parent"
            adult.children.append(student["id"])
            continue
        named.append(link["guardian"]["id"])
    return joined(named)


def adult_row(adult: Adult) -> CsvRow:
    """A guardian."""
    node = adult.node
    return {
        "sourcedId": node["id"],
        "role": adult.role,
        "givenName": text(node["givenName"]),
        "familyName": text(node["familyName"]),
        "email": text(node["email"]),
        "phone": text(node["phone"]),
        "agentSourcedIds": joined(adult.children),
    }


def staff_row(member: Node, district: str) -> CsvRow:
    """A staff member, in the one role that OneRoster 1.1 gives: teaching goes first."""
    posts = newest(member["posts"] or [])
    words = [POST_ROLES.get(PostRole(post["role"]), "administrator") for post in posts]
    role = next((word for word in ("teacher", "aide") if word in words), "administrator")
    schools = [_school(p) for p, word in zip(posts, words, strict=True) if word == role]
    return {
        "sourcedId": member["id"],
        "orgSourcedIds": joined(schools) or district,
        "role": role,
        "givenName": text(member["givenName"]),
        "familyName": text(member["familyName"]),
        "email": text(member["email"]),
    }


def role_rows(user: str, held: Iterable[CsvRow], district: str) -> Iterator[CsvRow]:
    """Rows of roles.csv: the first is primary."""
    for place, each in enumerate(held):
        yield {
            "sourcedId": f"{user}:{place}",
            "userSourcedId": user,
            "roleType": each.pop("roleType", "secondary" if place else "primary"),
            "orgSourcedId": district,
        } | each


def student_roles(student: Node) -> list[CsvRow]:
    """A student's roles, one a school."""
    return [
        {
            "role": "student",
            "orgSourcedId": _school(each),
            "roleType": "primary" if each["isPrimary"] else "secondary",
        }
        for each in newest(student["enrollments"] or [])
    ]


def staff_roles(member: Node, years: Sequence[Node]) -> list[CsvRow]:
    """A staff member's roles: posts, with their days where these aren't a school year's."""
    spans = {(year["startsOn"], year["endsOn"]) for year in years}
    found = []
    for post in newest(member["posts"] or []):
        row = {"role": POST_ROLES.get(PostRole(post["role"]), "siteAdministrator")}
        row["orgSourcedId"] = _school(post)
        if (post["startsOn"], post["endsOn"]) not in spans:
            row |= {"beginDate": text(post["startsOn"]), "endDate": text(post["endsOn"])}
        found.append(row)
    return found or [{"role": "districtAdministrator"}]
