"""Two guardians who are one person: what tests of merging stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resolvers.mutations.following import FOLLOWS, OF_THEIR_OWN
from tests.mutations.test_guardians import father

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

CHILDREN = {"ana": "demo-student", "kai": "demo-no-pickup", "sofia": "demo-restricted"}
FATHER, TWIN = "demo-father", "demo-twin"
SHOWN = """guardianCandidate { version outcome decidedOn confirmedOn decider { sortName }
    confirmer { sortName } kept { id } }"""
SEES = "{ students(first: 20) { nodes { id } } }"
RIGHTS = """SELECT r.kind FROM guardian_right r, guardianship b, district d
    WHERE b.id = r.guardianship_id AND 'stu_' || b.student_id = $1 AND 'gdn_' || b.guardian_id = $2
    AND daterange(r.starts_on, r.ends_on) @> d.fixed_today"""
STANDS = """SELECT b.standing, b.shares_contact, b.ends_on FROM guardianship b
    WHERE 'stu_' || b.student_id = $1 AND 'gdn_' || b.guardian_id = $2"""
KEPT = sorted({*FOLLOWS, *OF_THEIR_OWN, "guardian", "guardian_right", "person"})
SECOND = """INSERT INTO post (staff_id, role, starts_on) SELECT s.id, 'REGISTRAR', '2026-08-01'
    FROM staff_member s JOIN person p ON p.id = s.person_id WHERE p.sourced_id = 'demo-registrar'"""


class Twins:
    """Ana's and Leo's father, and who looks like him: a parent of Ana, Kai and Sofia who holds for
    Ana no right to health, may not know where Sofia is, and has all that hangs on a guardian.
    """

    def __init__(self, office: Office) -> None:
        self.office = office
        self.students: dict[str, str] = {}
        self.kept = self.twin = ""
        self.pair: dict[str, Any] = {}

    async def made(self) -> Twins:
        """The two, as the checks would have found them."""
        ana, self.kept = await father(self.office)
        self.students = {key: await self.office.student(name) for key, name in CHILDREN.items()}
        self.students["leo"] = await self.office.student("demo-two-homes")
        fetch = self.office.fetch
        await fetch(
            "WITH one AS (INSERT INTO person (sourced_id) VALUES ($1) RETURNING id) INSERT INTO"
            " guardian (person_id, given_name, family_name, sort_name, phone) SELECT one.id,"
            " given_name, family_name, sort_name, '(336) 533-1632' FROM one, guardian"
            " WHERE 'gdn_' || guardian.id = $2",
            *(TWIN, self.kept),
        )
        _, self.twin = await father(self.office, TWIN)
        for key in CHILDREN:
            await self.bond(self.students[key])
        await fetch(
            "INSERT INTO guardian_right (guardianship_id, student_id, kind, starts_on)"
            " SELECT b.id, b.student_id, kind, b.starts_on FROM guardianship b,"
            " unnest(ARRAY['RECORDS', 'GRADES', 'PORTAL', 'DECISIONS']) kind"
            " WHERE 'gdn_' || b.guardian_id = $1 AND 'stu_' || b.student_id = $2",
            *(self.twin, ana),
        )
        await fetch(
            "INSERT INTO court_order (student_id, person_id, guardian_id, kind, starts_at,"
            " document_key) SELECT b.student_id, a.person_id, a.id, 'NO_RECORDS', '2026-09-01',"
            " 'orders/1' FROM guardian a JOIN guardianship b ON b.guardian_id = a.id"
            " WHERE 'gdn_' || a.id = $1 AND 'stu_' || b.student_id = $2",
            *(self.twin, self.students["sofia"]),
        )
        await self.hung(ana)
        self.pair = await self.found("ana", "leo", "kai", "sofia")
        return self

    async def bond(self, student: str, standing: str = "PARENT") -> None:
        """A guardianship of the twin's."""
        await self.office.fetch(
            "INSERT INTO guardianship (student_id, guardian_id, relationship, standing, starts_on,"
            " shares_contact) VALUES (substr($1, 5)::uuid, substr($2, 5)::uuid, 'FATHER', $3,"
            " '2026-09-01', true)",
            *(student, self.twin, standing),
        )

    async def hung(self, ana: str) -> None:
        """What else names a guardian."""
        key, student = "substr($1, 5)::uuid", "substr($2, 5)::uuid"
        first = f"SELECT id FROM emergency_contact WHERE student_id = {student} ORDER BY id LIMIT 1"
        for table, said, where in (
            ("emergency_contact", "may_pick_up = false", f"id = ({first})"),
            ("consent", "party = party", f"student_id = {student}"),
            ("record_request", "kind = kind", f"student_id = {student}"),
            ("counseling_disclosure", "staff_id = NULL", f"student_id = {student}"),
            ("problem", "said = said", f"guardian_id IS NOT NULL AND student_id = {student}"),
        ):
            sql = f"UPDATE {table} SET {said}, guardian_id = {key} WHERE {where}"
            await self.office.fetch(sql, self.twin, ana)
        for guardian, may in ((self.kept, True), (self.twin, False)):
            await self.office.fetch(
                "INSERT INTO emergency_contact (student_id, guardian_id, name, relationship,"
                " may_pick_up, priority) VALUES (substr($2, 5)::uuid, substr($1, 5)::uuid, 'G V',"
                " 'FATHER', $3, 3)",
                *(guardian, ana, may),
            )
        for guardian, child in ((self.kept, ana), (self.twin, self.students["kai"])):
            await self.office.fetch(
                "INSERT INTO adult_access (student_id, guardian_id, kind, starts_on)"
                " VALUES (substr($2, 5)::uuid, substr($1, 5)::uuid, 'DEPENDENCY', '2026-09-01')",
                *(guardian, child),
            )
        await self.office.fetch(
            "INSERT INTO household_guardian (household_id, guardian_id, starts_on)"
            " SELECT household_id, substr($1, 5)::uuid, '2026-09-01' FROM household_student"
            " WHERE 'stu_' || student_id = $2",
            *(self.twin, self.students["kai"]),
        )

    async def found(self, *children: str, other: str = "") -> dict[str, Any]:
        """A pair as it stands once for each child: for the first of them."""
        pair = sorted((other or self.kept, self.twin), key=lambda each: each[4:])
        rows = [
            await self.office.fetch(
                "INSERT INTO guardian_candidate (student_id, first_id, second_id, reason, found_on)"
                " VALUES (substr($1, 5)::uuid, substr($2, 5)::uuid, substr($3, 5)::uuid,"
                " 'NAME_PHONE', '2026-10-01') RETURNING id",
                *(self.students[child], *pair),
            )
            for child in children
        ]
        return {"id": f"gcd_{rows[0][0]['id']}", "version": 1}

    async def merged(self, **more: Any) -> Any:
        """The entry by which they are one, the father being kept."""
        given = {**self.pair, "keptId": self.kept, **more}
        return await self.office.enter("district_registrar", "mergeGuardians", given, SHOWN)

    async def rights(self, child: str = "ana", guardian: str = "") -> set[str]:
        """What somebody holds for a child today."""
        found = await self.office.fetch(RIGHTS, self.students[child], guardian or self.kept)
        return {row["kind"] for row in found}

    async def standing(self, child: str, guardian: str = "") -> list[tuple[Any, ...]]:
        """How somebody stands to a child."""
        found = await self.office.fetch(STANDS, self.students[child], guardian or self.kept)
        return [tuple(row) for row in found]

    async def hanging(self) -> dict[str, bool]:
        """Whether a row names the twin, by table."""
        return {
            table: bool(
                await self.office.fetch(
                    f"SELECT FROM {table} WHERE 'gdn_' || {column} = $1", self.twin
                )
            )
            for table, column in FOLLOWS.items()
        }

    async def everything(self) -> dict[str, list[str]]:
        """All rows that a merge may touch, but for how often they have changed."""
        told = "to_jsonb(t) - '{row_version,epoch}'::text[]"
        return {
            table: [
                str(row[0])
                for row in await self.office.fetch(f"SELECT {told} FROM {table} t ORDER BY id")
            ]
            for table in KEPT
        }
