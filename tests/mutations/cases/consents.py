"""Cases of opting out, and in again (CNS; P-29, P-31)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.mutations.cases.declared import Bad, Case, No, Told, about, added, amended

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

SAID = """
SELECT id, row_version FROM consent WHERE 'stu_' || student_id = $1 AND kind = $2
"""


async def refusal(office: Office) -> Told:
    """What Ana's mother refused; what she agreed to is no refusal."""
    ana = await office.student("demo-student")
    (row,) = await office.fetch(SAID, ana, "MEDIA")
    (agreed,) = await office.fetch(SAID, ana, "DIRECTORY")
    given = {"id": f"cns_{row['id']}", "version": row["row_version"], "reason": "a letter"}
    return Told(given, frozenset({ana}), bad={"id": f"cns_{agreed['id']}"})


CASES = (
    Case(
        "recordOptOut",
        may="guardian",
        given=about("demo-student", kind="MILITARY_RECRUITERS", reason="said here"),
        bad=Bad({"kind": "RELEASE_OF_RECORDS"}, "INVALID", "kind"),
        nearly=No(
            "office",
            "NOT_ALLOWED",
            "studentId guardianId vendorId kind state",
            because="honours refusals and records none",
        ),
        never=No("restricted_father", "NOT_FOUND"),
        leaves=added("consent"),
    ),
    Case(
        "withdrawOptOut",
        may="guardian",
        given=refusal,
        bad=Bad({}, "INVALID", "id"),
        nearly=No("office", "NOT_ALLOWED", "endsOn", because="honours refusals"),
        never=No("restricted_father", "NOT_FOUND"),
        leaves=amended("consent"),
    ),
)
