"""How vendors' apps and monitors stand to a student: by letters with slices, scope and days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.oracle.facts import Held
from tests.oracle.specification import matrix, parts_of, tables_of_students

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.oracle.facts import Case, Facts, Row

FUNCTIONS = {
    "5": {"TRANSPORT"},
    "TRN": {"TRANSPORT"},
    "9": {"FOOD_SERVICE"},
    "11": {"TRANSPORT", "FOOD_SERVICE", "FIELD_TRIP"},
    "15": {"IMMUNIZATION_REGISTRY"},
    "17": {"LEARNING", "SPECIAL_EDUCATION"},
    "17.accommodations": {"LEARNING", "SPECIAL_EDUCATION", "ASSESSMENT"},
    "18": {"SPECIAL_EDUCATION"},
    "504.supports": {"LEARNING", "SPECIAL_EDUCATION", "ASSESSMENT"},
}
"""Slices that an agreement can list for some functions only (domain.md 2.3, column VA)."""
LISTED = ("c", "c$")
SUPPORTED = {"MONITOR": "MONITOR", "SUPPORT": "OPERATOR"}
"""The post that goes with a letter (P-44)."""


def app(case: Case) -> Iterator[Held]:
    """VA: an agreement of my vendor whose scope has the student, whose family agrees (P-28)."""
    for letter in agreements(case.facts):
        if letter["basis"] != "DIRECTORY" and _in_scope(case, "agreement", letter):
            if _refuses(case, letter["vendor_id"]):
                case.facts.draw("window vendor refused")
            elif letter["basis"] == "SCHOOL_OFFICIAL" or _consents(case, letter["vendor_id"]):
                yield Held("VA", listed=lists(letter, "VA"))


def directory(case: Case) -> Iterator[Held]:
    """VA.directory: a directory request, and nobody has opted the student out (P-31)."""
    for letter in agreements(case.facts):
        if letter["basis"] != "DIRECTORY" or not _in_scope(case, "agreement", letter):
            continue
        said = {row["state"] for row in case.now_rows("consent") if row["kind"] == "DIRECTORY"}
        homeless = any(row["kind"] == "HOMELESS" for row in case.now_rows("support_program"))
        if "REFUSED" in said or _refuses(case, letter["vendor_id"]):
            case.facts.draw("window directory refused")
        elif homeless and "GIVEN" not in said:
            case.facts.draw("window homeless without consent")
        else:
            yield Held("VA.directory", listed=lists(letter, "VA.directory"))


def monitor(case: Case) -> Iterator[Held]:
    """MO: a letter of mine that two have signed, with its post, whose scope has the student."""
    for letter in engagements(case.facts):
        if _in_scope(case, "engagement", letter):
            yield Held("MO", listed=lists(letter, "MO"))


def agreements(facts: Facts) -> Iterator[Row]:
    """The agreements that are in force for the app that asks."""
    if facts.app_id is None:
        return
    vendor = facts.one("vendor", facts.one("vendor_app", facts.app_id)["vendor_id"])
    for letter in facts.rows("agreement"):
        if letter["vendor_id"] != vendor["id"] or not facts.is_now(letter):
            continue
        if letter["basis"] == "DIRECTORY":
            if not vendor["for_profit"]:
                yield letter
        elif letter["terms_on"] is None or facts.today < letter["terms_on"]:
            facts.draw("window terms not on record")
        else:
            yield letter


def engagements(facts: Facts) -> Iterator[Row]:
    """The letters that are in force for the monitor who asks."""
    for letter in facts.my("engagement"):
        if not facts.is_now(letter) or not any(facts.posts_now(SUPPORTED[letter["kind"]])):
            continue
        if None in (letter["first_signer_id"], letter["second_signer_id"]):
            facts.draw("window signature lacking")
        else:
            yield letter


def lists(letter: Row, standing: str) -> frozenset[str]:
    """The slices that a letter lists and that the matrix lets such a letter list."""
    return frozenset(
        piece
        for piece in letter["slices"]
        if matrix().get(piece, {}).get(standing) in LISTED
        and (standing == "MO" or letter["function"] in FUNCTIONS.get(piece, {letter["function"]}))
    )


def granted(facts: Facts) -> dict[str, frozenset[str]]:
    """Table -> columns that are there for an app at all, whatever the student (P-28)."""
    found: dict[str, frozenset[str]] = {}
    pieces = {"S0"}
    for letter in agreements(facts):
        standing = "VA.directory" if letter["basis"] == "DIRECTORY" else "VA"
        if any(row["agreement_id"] == letter["id"] for row in facts.rows("agreement_scope")):
            pieces |= lists(letter, standing)
    for piece in pieces:
        for part in parts_of(piece):
            keys = {"student_id"} if part.table in tables_of_students() - {"student"} else set()
            found[part.table] = found.get(part.table, frozenset()) | part.columns | keys
    return found


def _in_scope(case: Case, kind: str, letter: Row) -> bool:
    return any(
        row[f"{kind}_id"] == letter["id"]
        and case.is_enrolled_at(row["school_id"])
        and row["grade_level"] in (None, case.student["grade_level"])
        and _sits(case, row)
        for row in case.facts.rows(f"{kind}_scope")
    )


def _sits(case: Case, scope: Row) -> bool:
    """In a section of the school that is the one named, and of the course named, if any is."""
    if scope["course_id"] is None and scope["section_id"] is None:
        return True
    for seat in case.now_rows("section_enrollment"):
        section = case.facts.one("section", seat["section_id"])
        if (
            section["school_id"] == scope["school_id"]
            and case.facts.is_now(section)
            and scope["section_id"] in (None, section["id"])
            and scope["course_id"] in (None, section["course_id"])
        ):
            case.facts.draw("window seat in scope")
            return True
    return False


def _refuses(case: Case, vendor: object) -> bool:
    return any(
        row["kind"] == "VENDOR" and row["state"] == "REFUSED" and row["vendor_id"] in (None, vendor)
        for row in case.now_rows("consent")
    )


def _consents(case: Case, vendor: object) -> bool:
    for row in case.now_rows("consent"):
        if row["kind"] == "VENDOR" and row["state"] == "GIVEN" and row["vendor_id"] == vendor:
            case.facts.draw("window vendor by consent")
            return True
    return False
