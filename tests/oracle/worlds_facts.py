"""What occurs in a world: who stands to whom, what binds, which dates lie on a border.

It counts, and decides nothing: the tests of `worlds` use it to see that each relation, window and
deny is drawn often, and the oracle to print what its draws held. `python -m
tests.oracle.worlds_facts` prints how often each fact occurs.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID

from tests.oracle import worlds_borders
from tests.oracle.drawing import NOW, TODAY, followed, in_force, years_before
from tests.oracle.worlds import make

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date, datetime

    from tests.oracle.drawing import Row, World

Pair: TypeAlias = tuple[UUID, UUID]
"""A person and a student."""
Pairs: TypeAlias = "set[Pair]"

_EVERYWHERE = (
    "NURSE_LEAD",
    "PRIVACY_OFFICER",
    "DATA_STEWARD",
    "ANALYST",
    "MONITOR",
    "OPERATOR",
)
_AT_SCHOOL = ("NURSE", "HEALTH_AIDE", "PRINCIPAL", "REGISTRAR", "OFFICE", "COUNSELOR")
_BY_PROGRAM = {
    "SPECIAL_EDUCATION": "iep",
    "LIAISON": "support_program",
    "FOOD_SERVICE": "meal_benefit",
    "TRANSPORT": "transport_assignment",
}


class Census:
    """One world with the day and moment at which it is looked at."""

    def __init__(self, world: World, today: date = TODAY, now: datetime = NOW) -> None:
        """Look at a world."""
        self.world = world
        self.today = today
        self.now = now
        self.person: dict[UUID, UUID] = {
            row["id"]: row["person_id"]
            for table in ("staff_member", "guardian", "student")
            for row in world[table]
        }
        self.sections = {row["id"]: row for row in world["section"]}
        self.students = {row["id"]: row for row in world["student"]}

    def now_in(self, table: str, **equal: object) -> Iterator[Row]:
        """The rows of a table in force today with these values."""
        return (row for row in self.rows(table, **equal) if in_force(row, self.today))

    def rows(self, table: str, **equal: object) -> Iterator[Row]:
        """The rows of a table with these values."""
        return (
            row
            for row in self.world[table]
            if all(row[name] == value for name, value in equal.items())
        )

    def relations(self) -> dict[str, Pairs]:
        """Who stands to whom today, by relation, before any deny."""
        found: dict[str, Pairs] = defaultdict(set)
        for name, staffing in self._in_sections().items():
            found[name] = self._seated(staffing)
        found["TR.before"] = set(worlds_borders.before(self, 0, worlds_borders.days_before(self)))
        found["TR.grace"] = set(worlds_borders.grace(self, 0, 13))
        found |= self._by_post()
        found |= self._named()
        found |= self._families()
        found["PR.opened"] = found["PRINCIPAL"] & self._openings()
        team = {
            (self.person[it["staff_id"]], it["student_id"]) for it in self.now_in("iep_team_member")
        }
        found["PR.team"] = found["PRINCIPAL"] & team
        found |= self._former()
        found["SU"] = self._teamed("support_team_member")
        found["TT"] = self._teamed("threat_team_member")
        found["AU"] = self._authors() - found["NURSE"]
        return dict(found)

    def orders(self) -> list[Row]:
        """The court orders in force at this moment."""
        return [
            order
            for order in self.world["court_order"]
            if order["starts_at"] <= self.now
            and (order["decided_at"] is None or self.now < order["decided_at"])
            and (
                order["document_key"] is not None
                or order["lapses_on"] is None
                or self.today < order["lapses_on"]
            )
        ]

    def own(self) -> tuple[Pairs, Pairs]:
        """Whose child a student is by guardianship, and by household."""
        children = {
            (self.person[row["guardian_id"]], row["student_id"])
            for row in self.now_in("guardianship")
            if row["standing"] != "CONTACT_ONLY"
        }
        housed = {
            (self.person[adult["guardian_id"]], child["student_id"])
            for adult in self.now_in("household_guardian")
            for child in self.now_in("household_student", household_id=adult["household_id"])
        }
        return children, housed

    def untrained(self) -> set[UUID]:
        """The staff, as persons, without a confidentiality training today."""
        trained = {
            row["staff_id"]
            for row in self.rows("training", kind="CONFIDENTIALITY")
            if row["completed_on"] <= self.today < row["expires_on"]
        }
        return {row["person_id"] for row in self.world["staff_member"] if row["id"] not in trained}

    def _in_sections(self) -> dict[str, list[Row]]:
        staff = list(self.now_in("section_staff"))
        cover = list(self.now_in("coverage"))
        helpers = [it for it in staff if it["role"] != "LEAD"]
        return {
            "TR": [it for it in staff if it["role"] == "LEAD"],
            "CT": helpers,
            "CT.grading": [it for it in helpers if it["may_grade"]],
            "CT.not grading": [it for it in helpers if not it["may_grade"]],
            "SB": [it for it in cover if not it["long_term"]],
            "SL": [it for it in cover if it["long_term"]],
            "SB contracted": [it for it in cover if it["contracted"] and not it["long_term"]],
            "SL contracted": [it for it in cover if it["contracted"] and it["long_term"]],
        }

    def _seated(self, staffing: Iterable[Row]) -> Pairs:
        return {
            (self.person[row["staff_id"]], seat["student_id"])
            for row in staffing
            if in_force(self.sections[row["section_id"]], self.today)
            for seat in self.now_in("section_enrollment", section_id=row["section_id"])
        }

    def _by_post(self) -> dict[str, Pairs]:
        found: dict[str, Pairs] = defaultdict(set)
        for post in self.now_in("post"):
            person, role = self.person[post["staff_id"]], post["role"]
            reached = {(person, student) for student in self._reached(post)}
            if role in _AT_SCHOOL:
                found["CN.school" if role == "COUNSELOR" else role] |= reached
                if role == "NURSE" and post["contracted"]:
                    found["NURSE contracted"] |= reached
                if post["school_id"] is None:
                    found[f"{role} district-wide"] |= reached
            elif role in _EVERYWHERE:
                found[role] |= {(person, student) for student in self.students}
            elif role in _BY_PROGRAM:
                found[role] |= {(person, student) for student in self._enlisted(_BY_PROGRAM[role])}
        return found

    def _reached(self, post: Row) -> set[UUID]:
        if post["school_id"] is None:
            return set(self.students)
        seats = self.now_in("school_enrollment", school_id=post["school_id"])
        return {row["student_id"] for row in seats}

    def _enlisted(self, table: str) -> set[UUID]:
        if table == "iep":
            served = ("iep", "evaluation", "plan_504")
            return {it["student_id"] for name in served for it in self.world[name]}
        return {row["student_id"] for row in self.now_in(table)}

    def _named(self) -> dict[str, Pairs]:
        """Caseloads, alphabet ranges and services."""
        found: dict[str, Pairs] = defaultdict(set)
        for row in self.now_in("caseload"):
            pair = (self.person[row["staff_id"]], row["student_id"])
            found[f"caseload {row['kind']}"].add(pair)
            if row["contracted"]:
                found[f"caseload {row['kind']} contracted"].add(pair)
        found["CN by range"] = {
            (self.person[row["staff_id"]], seat["student_id"])
            for row, seat in worlds_borders.ranged(self)
            if worlds_borders.within(row, self.students[seat["student_id"]])
        }
        lawful = {it["id"] for it in self.world["iep"] if followed(it, self.today)}
        for row in self.now_in("iep_service", declined_on=None):
            if row["provider_id"] and row["iep_id"] in lawful:
                pair = (self.person[row["provider_id"]], row["student_id"])
                found["RS contracted" if row["contracted"] else "RS employed"].add(pair)
        return found

    def _families(self) -> dict[str, Pairs]:
        found: dict[str, Pairs] = defaultdict(set)
        access = {(row["student_id"], row["guardian_id"]) for row in self.now_in("adult_access")}
        for row in self.now_in("guardianship"):
            pair = (self.person[row["guardian_id"]], row["student_id"])
            if row["standing"] == "CONTACT_ONLY":
                found["contact only"].add(pair)
            elif not self.adult(row["student_id"]):
                found["GD"].add(pair)
            elif (row["student_id"], row["guardian_id"]) in access:
                found["GD of an adult with access"].add(pair)
            else:
                found["GD of an adult without access"].add(pair)
        for student in self.world["student"]:
            found[self._self(student)].add((student["person_id"], student["id"]))
        return found

    def adult(self, student: UUID) -> bool:
        """Whether a student is 18 or older today."""
        return bool(self.students[student]["birth_date"] <= years_before(self.today, 18))

    def _self(self, student: Row) -> str:
        if self.adult(student["id"]):
            return "ES"
        older = student["birth_date"] <= years_before(self.today, 16)
        if not older and (student["grade_level"] or 0) >= 11:
            return "ST16 by grade"
        return "ST16 by age" if older else "ST"

    def _former(self) -> dict[str, Pairs]:
        """Principals and registrars of schools that a student left, who is nowhere else."""
        here = {it["student_id"] for it in self.now_in("school_enrollment")}
        left = [
            it
            for it in self.world["school_enrollment"]
            if it["ends_on"] and it["ends_on"] <= self.today and it["student_id"] not in here
        ]
        return {
            f"{role} former": {
                (self.person[post["staff_id"]], it["student_id"])
                for post in self.now_in("post", role=role)
                for it in left
                if it["school_id"] == post["school_id"]
            }
            for role in ("PRINCIPAL", "REGISTRAR")
        }

    def _teamed(self, table: str) -> Pairs:
        """Who is named in a student's team, with a post that may be."""
        roles = ("COUNSELOR", "CASE_MANAGER", "PRINCIPAL")
        staff = {it["staff_id"] for role in roles for it in self.now_in("post", role=role)}
        return {
            (self.person[it["staff_id"]], it["student_id"])
            for it in self.now_in(table)
            if it["staff_id"] in staff
        }

    def _openings(self) -> Pairs:
        return {
            (self.person[row["staff_id"]], row["student_id"])
            for row in self.world["break_glass"]
            if row["opened_at"] <= self.now < row["expires_at"]
        }

    def _authors(self) -> Pairs:
        """Nurses, present and former, and the students about whom they wrote."""
        nurses = {
            row["staff_id"]
            for row in self.rows("post", role="NURSE")
            if row["starts_on"] <= self.today
        }
        return {
            (self.person[row["entered_by"]], row["student_id"])
            for table in ("health_alert", "condition", "care_plan", "health_visit", "immunization")
            for row in self.world[table]
            if row["entered_by"] in nurses
        }


def facts(world: World, today: date = TODAY, now: datetime = NOW) -> set[str]:
    """The names of all facts that occur in a world."""
    seen = Census(world, today, now)
    relations = seen.relations()
    found = {f"relation {name}" for name, pairs in relations.items() if pairs}
    found |= {f"deny {name}" for name, pairs in denies(seen, relations).items() if pairs}
    found |= {f"border {name}" for name in worlds_borders.borders(seen)}
    return found | {f"row {name}" for name in worlds_borders.conditions(seen)}


def denies(seen: Census, relations: dict[str, Pairs]) -> dict[str, Pairs]:
    """Where a deny meets a relation that it cuts off (or, for P-16, leaves)."""
    guardian = relations.get("GD", set())
    teacher = set().union(*(relations.get(it, set()) for it in ("TR", "TR.before", "TR.grace")))
    staff = set().union(*(pairs for name, pairs in relations.items() if staffed(name)))
    found: dict[str, Pairs] = defaultdict(set)
    for order in seen.orders():
        pair = (order["person_id"], order["student_id"])
        strict = "provisional" if order["document_key"] is None else order["kind"]
        found[f"order {strict} on a guardian"] |= {pair} & guardian
        if order["decided_at"] is not None:
            found["order decided later on a guardian"] |= {pair} & guardian
        found["conflict: order and staff"] |= {pair} & staff
        found["conflict: order, teacher and guardian"] |= {pair} & guardian & teacher
        if len({it["person_id"] for it in seen.orders() if it["student_id"] == pair[1]}) > 1:
            found["orders on two persons for one child"].add(pair)
    children, housed = seen.own()
    found["own child: teacher keeps"] = children & teacher
    found["own child: staff loses"] = children & (staff - teacher)
    found["own household only: staff loses"] = (housed - children) & (staff - teacher)
    for name in ("TR", "CT", "caseload CASE_MANAGER", "RS employed", "NURSE", "PRINCIPAL"):
        lapsed = {pair for pair in relations.get(name, set()) if pair[0] in seen.untrained()}
        found[f"training lapsed: {name}"] = lapsed
    return dict(found)


def staffed(relation: str) -> bool:
    """Whether a relation is one of staff to a student."""
    return not relation.startswith(("GD", "ST", "ES", "AU", "contact only"))


def doubles(relations: dict[str, Pairs]) -> Iterator[str]:
    """Every two relations in which one person stands to one student."""
    names = sorted(relations)
    for at, one in enumerate(names):
        for other in names[at + 1 :]:
            if relations[one] & relations[other]:
                yield f"{one} + {other}"


def frequencies(
    seeds: Iterable[int], name_all: Callable[[World], Iterable[str]] = facts
) -> dict[str, float]:
    """In which share of the seeds' worlds each fact occurs, the rarest first."""
    chosen = list(seeds)
    seen = Counter(name for seed in chosen for name in set(name_all(make(seed))))
    return {name: count / len(chosen) for name, count in reversed(seen.most_common())}


def main(count: int = 300) -> None:
    """Print how often each fact occurs in the worlds of the first seeds."""
    print(f"Counting in {count} worlds ...", file=sys.stderr, flush=True)
    for name, share in frequencies(range(count)).items():
        print(f"{share:6.1%}  {name}")
    pairs = frequencies(range(count), lambda world: doubles(Census(world).relations()))
    print(f"{len(pairs)} pairs of relations occur in one person and student.")


if __name__ == "__main__":
    main()
