"""Which list of the law a disclosure belongs on: worked examples, and no basis forgotten."""

from __future__ import annotations

import pytest

from hub import policy
from hub.ledger.laws import BASES, LAWS
from hub.policy.denies import NEEDS_TRAINING, row_of
from hub.policy.rules import GRANTS

EXAMPLES = [
    # whose reading; slices; bases; on 99.32; on 300.614
    ("a contracted speech pathologist reads the IEP", "18", "IDEA-TEAM", False, True),
    ("a contracted psychologist reads an evaluation", "19", "IDEA-CONF", False, True),
    ("a contracted aide reads the plan under section 504", "504", "IDEA-TEAM", False, False),
    ("a principal opens the care plan in an emergency", "12 13", "EMERG", True, False),
    ("a vendor's app reads accommodations for a test", "17", "VENDOR", False, True),
    ("a vendor's app reads supports under section 504", "504", "VENDOR", False, False),
    ("an auditor reads the IEP by an engagement letter", "18", "AUDIT", True, True),
    ("an auditor reads attendance by an engagement letter", "25", "AUDIT", True, False),
    ("a principal reads what the counselor told", "24", "CA-49602", True, False),
    ("a contractor who is an auditor too reads both", "12 18", "AUDIT IDEA-TEAM", True, True),
    ("a parent reads", "18 12", "PARENT", False, False),
    ("a student of age reads", "19", "ELIGIBLE", False, False),
    ("somebody with the family's consent reads", "30", "CONSENT", False, False),
    ("somebody reads directory information", "1a", "DIR", False, False),
    ("on a basis that nobody has thought of", "30", "SOMETHING", True, False),
    ("before bases were kept", "18", "", True, True),
]


@pytest.mark.parametrize(("who", "slices", "bases", "ferpa", "idea"), EXAMPLES)
def test_aud4_each_list_holds_what_its_law_asks_for(
    who: str,
    slices: str,
    bases: str,
    ferpa: bool,  # noqa: FBT001 -- an example's answer
    idea: bool,  # noqa: FBT001 -- the same
) -> None:
    asked = {law: LAWS[law].lists(slices.split(), bases.split()) for law in LAWS}
    assert asked == {"99.32": ferpa, "300.614": idea}, who


def recorded() -> set[tuple[str, str]]:
    """Rows of the matrix and bases of which a reading can be recorded."""
    return {
        (row_of(grant.slice), grant.basis)
        for grant in GRANTS
        if grant.logged
        or (policy.RELATIONS[grant.relation].contracted and row_of(grant.slice) in NEEDS_TRAINING)
    }


def test_every_recorded_basis_and_slice_has_words() -> None:
    assert {basis for _, basis in recorded()} <= set(BASES)
    assert {row for row, _ in recorded()} <= set(policy.SLICES)


def test_p30_whatever_is_recorded_of_special_education_is_on_its_list() -> None:
    rows = {(row, basis) for row, basis in recorded() if row in ("17", "18", "19")}
    assert rows
    assert all(LAWS["300.614"].lists([row], [basis]) for row, basis in rows)
