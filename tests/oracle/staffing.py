"""What doesn't hang on a student: facts for everyone (S0), staff (S1), their records (S2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.oracle.reading import Grant
from tests.oracle.specification import matrix, parts_of
from tests.oracle.vendors import agreements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.oracle.facts import Case, Facts, Held, Key, Row
    from tests.oracle.reading import Sheet

REACHES = (
    "EV",
    "SCH by post",
    "SCH by own enrollment",
    "SCH by guardianship",
    "STAFF of the district",
    "PR of staff",
    "RG of staff",
    "PO of staff",
    "PR of a section",
    "DS of findings",
    "PO of letters",
    "DS of letters",
    "PO of viewings",
    "VA of facts",
)
"""Relations that reach no student: to everyone's facts, to a school, to a staff member."""


def show_facts_for_all(facts: Facts, sheet: Sheet) -> None:
    """S0, S4.vendor, 32.instrument: every signed-in person reads schools, vendors, surveys (EV)."""
    facts.draw("relation EV")
    for slice_ in ("S0", "S4.vendor", "32.instrument"):
        if matrix()[slice_]["EV"] == "R":
            for part in parts_of(slice_):
                for row in facts.rows(part.table):
                    sheet.show(part.table, row, Grant("EV", slice_), part.columns)


def show_findings(facts: Facts, sheet: Sheet) -> None:
    """S3: whoever holds a data steward's post now reads every finding (DS)."""
    if not any(facts.posts_now("DATA_STEWARD")) or matrix()["S3"]["DS"] != "R":
        return
    for part in parts_of("S3"):
        for row in facts.rows(part.table):
            facts.draw("relation DS of findings")
            sheet.show(part.table, row, Grant("DS", "S3"), part.columns)


def show_places(facts: Facts, sheet: Sheet) -> None:
    """S0 comes with any agreement in force (reading of our own: an app is no person)."""
    if any(agreements(facts)) and matrix()["S0"]["VA"] == "R":
        facts.draw("relation VA of facts")
        for part in parts_of("S0"):
            for row in facts.rows(part.table):
                sheet.show(part.table, row, Grant("VA", "S0"), part.columns)


def show_letters(facts: Facts, sheet: Sheet) -> None:
    """S4: the privacy officer and the data steward read agreements and engagement letters."""
    for standing, role in (("PO", "PRIVACY_OFFICER"), ("DS", "DATA_STEWARD")):
        if any(facts.posts_now(role)) and matrix()["S4"][standing] == "R":
            facts.draw(f"relation {standing} of letters")
            for part in parts_of("S4"):
                for row in facts.rows(part.table):
                    sheet.show(part.table, row, Grant(standing, "S4"), part.columns)


def show_viewings(facts: Facts, sheet: Sheet) -> None:
    """S5: the privacy officer reads who viewed as whom (P-33)."""
    if any(facts.posts_now("PRIVACY_OFFICER")) and matrix()["S5"]["PO"] == "R":
        facts.draw("relation PO of viewings")
        for part in parts_of("S5"):
            for row in facts.rows(part.table):
                sheet.show(part.table, row, Grant("PO", "S5"), part.columns)


def show_reviews(facts: Facts, sheet: Sheet) -> None:
    """RVW: the privacy officer reads which reviews were done, a principal those of her school."""
    everywhere = any(facts.posts_now("PRIVACY_OFFICER")) and matrix()["RVW"]["PO"] == "R"
    for part in parts_of("RVW"):
        for row in facts.rows(part.table):
            if everywhere:
                facts.draw("relation PO of reviews")
                sheet.show(part.table, row, Grant("PO", "RVW"), part.columns)
            if leads(facts, row["school_id"]) and matrix()["RVW.site"]["STAFF"] == "R":
                facts.draw("relation PR of reviews")
                sheet.show(part.table, row, Grant("STAFF", "RVW.site"), part.columns)


def show_staff(facts: Facts, held: dict[Key, set[Held]], sheet: Sheet) -> None:
    """S1: the staff of my schools, and of the district if I am staff. S2: training, coverage."""
    schools = set(_schools_reached(facts, held))
    for part in parts_of("S1"):
        if part.table != "staff_member" and matrix()["S1"]["SCH"] == "R":
            for row in facts.rows(part.table):
                if row["school_id"] in schools:
                    sheet.show(part.table, row, Grant("SCH", "S1"), part.columns)
    _show_district_posts(facts, sheet)
    _show_names(facts, sheet)
    _show_records(facts, sheet)


def _schools_reached(facts: Facts, held: dict[Key, set[Held]]) -> Iterator[Key]:
    """SCH: the schools that I reach.

    Those at which I hold a post now, all of them if one of my posts names none; those that I
    attend now as a student; those that a child of mine attends now, unless an order that is in
    force binds me towards that child.
    """
    for post in facts.posts_now():
        facts.draw("relation SCH by post")
        if post["school_id"] is None:
            yield from (school["id"] for school in facts.rows("school"))
        else:
            yield post["school_id"]
    for case in facts.cases:
        if case.is_me:
            yield from _schools_now(case, "relation SCH by own enrollment")
        if any(each.standing == "GD" for each in held[case.student["id"]]):
            if case.orders:
                facts.draw("deny D-order school")
            else:
                yield from _schools_now(case, "relation SCH by guardianship")


def _schools_now(case: Case, relation: str) -> Iterator[Key]:
    for enrollment in case.now_rows("school_enrollment"):
        case.facts.draw(relation)
        yield enrollment["school_id"]


def _show_district_posts(facts: Facts, sheet: Sheet) -> None:
    """S1.district: whoever holds a post now reads the posts that name no school."""
    if not facts.is_staff_now or matrix()["S1.district"]["STAFF"] != "R":
        return
    for part in parts_of("S1.district"):
        if part.table == "post":
            for post in facts.rows("post"):
                if post["school_id"] is None:
                    facts.draw("relation STAFF of the district")
                    sheet.show("post", post, Grant("STAFF", "S1.district"), part.columns)


def _show_names(facts: Facts, sheet: Sheet) -> None:
    """A staff member is readable if one of their posts is visible, whatever its dates."""
    for standing, slice_ in (("SCH", "S1"), ("STAFF", "S1.district")):
        for part in parts_of(slice_):
            if part.table == "staff_member":
                for post in sheet.rows_under("post", slice_):
                    staff = facts.one("staff_member", post["staff_id"])
                    sheet.show("staff_member", staff, Grant(standing, slice_), part.columns)


def _show_records(facts: Facts, sheet: Sheet) -> None:
    """S2: training and coverage are read by the staff member, and by whoever is set above; of a
    section, by whoever leads its school.
    """
    for part in parts_of("S2"):
        for row in facts.rows(part.table):
            if facts.me(row["staff_id"]) and matrix()["S2.own"]["EV"] == "R":
                sheet.show(part.table, row, Grant("EV", "S2.own"), part.columns)
            for standing in set(_set_above(facts, row["staff_id"])):
                if matrix()["S2"][standing] == "R":
                    facts.draw(f"relation {standing} of staff")
                    sheet.show(part.table, row, Grant(standing, "S2"), part.columns)

    for part in parts_of("S2.site"):
        for row in facts.rows(part.table):
            section = facts.one("section", row["section_id"])
            if leads(facts, section["school_id"]) and matrix()["S2.site"]["STAFF"] == "R":
                facts.draw("relation PR of a section")
                sheet.show(part.table, row, Grant("STAFF", "S2.site"), part.columns)


def leads(facts: Facts, school_id: Key) -> bool:
    """Whether I hold a principal's post now at the school, or one for all schools."""
    schools = {post["school_id"] for post in facts.posts_now("PRINCIPAL")}
    return school_id is not None and bool(schools & {school_id, None})


def _set_above(facts: Facts, staff_id: Key) -> Iterator[str]:
    """PR and RG of a staff member, and PO.

    PR, RG: the staff member has a post, of any dates, at a school where I hold mine now; if mine
    names no school, anywhere. PO: everyone.
    """
    theirs: list[Row] = [post for post in facts.rows("post") if post["staff_id"] == staff_id]
    for standing, role in (("PR", "PRINCIPAL"), ("RG", "REGISTRAR")):
        for mine in facts.posts_now(role):
            if any(mine["school_id"] in (None, post["school_id"]) for post in theirs):
                yield standing
    if any(facts.posts_now("PRIVACY_OFFICER")):
        yield "PO"
