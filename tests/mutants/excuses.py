"""Mutants that nobody can notice, each for a reason; that it holds is tried in every world.

Either nothing is otherwise: nobody stands in the relation who didn't before. Or another relation
covers the difference: it holds wherever the spoiled one does now and shouldn't, or does no longer
and should, and reads (or denies) at least as much.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Excuse:
    """Why the part `told` of some relations, or of the row conditions of some slices, can go
    unnoticed; `cover` is the relation or slice that covers it.

    What covers a relation to a seat is the relation to a seat of that name.
    """

    relations: str
    told: str
    reason: str
    cover: str | None = None

    def excuses(self, relation: str, told: str) -> bool:
        """Whether it is about this part of this relation."""
        return relation in self.relations.split() and told == self.told

    def covering(self, relation: str) -> str | None:
        """The name of the relation that covers this one."""
        if self.cover is None:
            return None
        return self.cover + (":own" if relation.endswith(":own") else "")


def _by_contract(name: str, table: str) -> Excuse:
    return Excuse(
        f"{name}/contracted {name}/contracted:own",
        f"without {table}_1.contracted IS true",
        "the employed read the same, and without a record",
        cover=name,
    )


_IN = "agreement_1.basis IN (__[POSTCOMPILE_basis_1])"
_TWICE = "which basis a letter has is asked with its terms, and again with what it opens"

EXCUSES = (
    *(
        Excuse("VA:1a VA:17.accommodations", f"without {told}", _TWICE)
        for told in (
            _IN,
            f"{_IN} (2)",
            "agreement_1.basis = :basis_1 AND vendor_1.for_profit IS false",
            "vendor_1.for_profit IS false",
            "agreement_1.basis = :basis_1 (3)",
        )
    ),
    *(
        Excuse("VA.directory:1a", told, _TWICE)
        for told in (
            f"without {_IN} AND agreement_1.terms_on <= :today",
            "without agreement_1.terms_on <= :today",
            "edge of agreement_1.terms_on <= :today",
            "without SCHOOL_OFFICIAL",
            "without CONSENT",
            "without agreement_1.basis = :basis_1 (2)",
        )
    ),
    *(
        Excuse(
            relations,
            f"without consent_1.state = :state_1 ({place})",
            "what isn't given is refused, and a refusal is asked for besides",
        )
        for relations, place in (("VA:1a VA:17.accommodations", 2), ("VA.directory:1a", 3))
    ),
    *(_by_contract(name, "coverage") for name in ("SB", "SL")),
    *(_by_contract(name, "post") for name in ("NU", "NU.all")),
    _by_contract("PA", "caseload"),
    _by_contract("RS", "iep_service"),
    *(
        Excuse(
            f"{name}:own",
            "without coverage_1.contracted IS false",
            "of one's own section nothing is recorded, by contract or not",
            cover=f"{name}/contracted",
        )
        for name in ("SB", "SL")
    ),
    Excuse(
        "CT CT:own CT.grading CT.grading:own",
        "without section_staff_1.role IN (__[POSTCOMPILE_role_1])",
        "the third role leads the section, and whoever leads it reads all that others there do",
        cover="TR",
    ),
    Excuse(
        "SB SB:own",
        "without coverage_1.long_term IS false",
        "whoever covers for long reads all that any substitute reads",
        cover="SL",
    ),
    Excuse(
        "SB/contracted SB/contracted:own",
        "without coverage_1.long_term IS false",
        "whoever covers for long reads all that any substitute reads",
        cover="SL/contracted",
    ),
    *(
        Excuse(
            "ST ST16",
            f"{way} student_1.birth_date > :adult_born_by",
            "who is of age reads all that a minor reads of themselves",
            cover="ES",
        )
        for way in ("without", "edge of")
    ),
    Excuse(
        "TR.before",
        "edge of greatest(section_staff_1.starts_on, section_enrollment_1.starts_on, "
        "section_1.starts_on) > :today",
        "lessons that begin today are taught today",
        cover="TR",
    ),
    Excuse(
        "RG.before",
        "without school_enrollment_1.starts_on > :today",
        "a stay that has begun and is not in force was left, and who left is read as much of; that "
        "they are not written about is asked in tests/mutations",
        cover="RG.former",
    ),
    Excuse(
        "RG.before",
        "edge of school_enrollment_1.starts_on > :today",
        "who begins today is enrolled today",
    ),
    *(
        Excuse(
            "PR.opened",
            f"without {told}",
            "of three that are the same one, any two say it",
        )
        for told in (
            "break_glass_1.staff_id = :my_staff",
            "post_1.staff_id = :my_staff",
            "post_1.staff_id = break_glass_1.staff_id",
        )
    ),
    *(
        Excuse(
            "PR.team",
            f"without {told}",
            "of three that are the same one, any two say it",
        )
        for told in (
            "iep_team_member_1.staff_id = :my_staff",
            "post_1.staff_id = :my_staff",
            "post_1.staff_id = iep_team_member_1.staff_id",
        )
    ),
    *(
        Excuse("AU", f"without post_1.staff_id = :my_staff{again}", "it is said twice")
        for again in ("", " (2)")
    ),
    *(
        Excuse(
            relations,
            "without this.guardian_id = :my_guardian",
            "one's own row is read as that in any case",
            cover=cover,
        )
        for relations, cover in (("6.family", "6.self"), ("7.family", "7.self"))
    ),
    Excuse(
        "30.college",
        "without this.college_record IS true",
        "who reads a college's lines reads the school's own as well",
        cover="30",
    ),
    Excuse(
        "7.family",
        "without this.guardian_id IS NULL",
        "a contact who is nobody's guardian has no bond that could be reserved",
    ),
    Excuse(
        "S7",
        "without this.desk = :desk_1",
        "whoever answers for another desk reads there as much, and without training",
        cover="S6.desk",
    ),
    Excuse(
        "SCH.staff",
        "without post_1.school_id IS NOT NULL",
        "no row's school is equal to none",
    ),
    *(
        Excuse(
            "order:contact order:location",
            f"without court_order_1.lapses_on {what}",
            "an order without a document withholds the whole record as long as it holds",
            cover="order:all",
        )
        for what in ("IS NULL", "> :today")
    ),
)
"""Every excuse; each must be used, by a mutant that is unnoticed."""

IMPLIED = {"order:all": "order:any", "order:contact": "order:any", "order:location": "order:any"}
"""Denies that hold only where another does: where both are asked, the narrower says nothing."""

NARROWER = {"17.accommodations": "17"}
"""Slices whose row condition holds only where another's does."""


def excuse(relation: str, told: str) -> Excuse | None:
    """Why a part of a relation can go unnoticed, if it can."""
    return next((each for each in EXCUSES if each.excuses(relation, told)), None)
