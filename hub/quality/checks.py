"""The checks over what is kept, as data: a rule, and the rows that break it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hub.models.codes import FindingSeverity
from hub.quality.candidates import find_candidates
from hub.quality.recording import CHECKS, record

if TYPE_CHECKING:
    import asyncpg


@dataclass(frozen=True, slots=True)
class Check:
    """A rule over the rows of one table: `rows` selects the keys of those that break it."""

    rule: str
    title: str
    severity: FindingSeverity
    entity: str
    rows: str
    field: str | None = None


_NOTICE, _DOUBT, _ERROR = FindingSeverity

ALL: tuple[Check, ...] = (
    Check(
        "student_without_primary_contact",
        "no guardianship in force is anybody's first contact",
        _DOUBT,
        "student",
        "SELECT s.id FROM student s WHERE NOT EXISTS (SELECT FROM guardianship g "
        "WHERE g.student_id = s.id AND g.contact_priority = 1 "
        "AND daterange(g.starts_on, g.ends_on) @> $2::date)",
    ),
    Check(
        "student_without_emergency_contact",
        "there is nobody to call in an emergency",
        _ERROR,
        "student",
        "SELECT s.id FROM student s WHERE NOT EXISTS "
        "(SELECT FROM emergency_contact e WHERE e.student_id = s.id)",
    ),
    Check(
        "student_without_validated_guardian",
        "enrolled, not homeless on their own, and no guardian is validated (GUA-1)",
        _NOTICE,
        "student",
        "SELECT s.id FROM student s WHERE EXISTS (SELECT FROM school_enrollment e WHERE "
        "e.student_id = s.id AND daterange(e.starts_on, e.ends_on) @> $2::date) "
        "AND NOT EXISTS (SELECT FROM guardianship g WHERE "
        "g.student_id = s.id AND g.standing <> 'CONTACT_ONLY' "
        "AND g.validated_until > $2::date AND g.rejected_on IS NULL "
        "AND daterange(g.starts_on, g.ends_on) @> $2::date) "
        "AND NOT EXISTS (SELECT FROM support_program p WHERE p.student_id = s.id "
        "AND p.unaccompanied AND daterange(p.starts_on, p.ends_on) @> $2::date)",
    ),
    Check(
        "student_without_enrollment",
        "no school enrollment is recorded at all",
        _DOUBT,
        "student",
        "SELECT s.id FROM student s WHERE NOT EXISTS "
        "(SELECT FROM school_enrollment e WHERE e.student_id = s.id)",
    ),
    Check(
        "grade_not_recorded",
        "nobody has said which grade",
        _DOUBT,
        "student",
        "SELECT id FROM student WHERE grade_level IS NULL",
        "grade_level",
    ),
    Check(
        "link_without_legal_role",
        "neither a parent nor the holder of education rights, and no right says what they may",
        _NOTICE,
        "guardianship",
        "SELECT g.id FROM guardianship g WHERE g.standing = 'CONTACT_ONLY' AND NOT EXISTS "
        "(SELECT FROM guardian_right r WHERE r.guardianship_id = g.id)",
        "standing",
    ),
    Check(
        "person_without_phone",
        "a guardian without telephone",
        _DOUBT,
        "guardian",
        "SELECT id FROM guardian WHERE phone IS NULL",
        "phone",
    ),
    Check(
        "person_without_address",
        "a guardian in no household with an address",
        _NOTICE,
        "guardian",
        "SELECT g.id FROM guardian g WHERE NOT EXISTS (SELECT FROM household_guardian h "
        "JOIN student_address a USING (household_id) WHERE h.guardian_id = g.id)",
    ),
    Check(
        "student_without_address",
        "no address is recorded",
        _DOUBT,
        "student",
        "SELECT s.id FROM student s WHERE NOT EXISTS "
        "(SELECT FROM student_address a WHERE a.student_id = s.id)",
    ),
    Check(
        "candidate_duplicate",
        "another student with this name and day of birth",
        _ERROR,
        "student",
        "SELECT a.id FROM student a WHERE EXISTS (SELECT FROM student b WHERE b.id <> a.id "
        "AND b.sort_name = a.sort_name AND b.birth_date = a.birth_date)",
    ),
    Check(
        "candidate_duplicate",
        "another guardian with this name and telephone or e-mail (GUA-3)",
        _DOUBT,
        "guardian",
        "SELECT a.id FROM guardian a WHERE EXISTS (SELECT FROM guardian b WHERE b.id <> a.id "
        "AND b.sort_name = a.sort_name AND (b.phone = a.phone OR b.email = a.email))",
    ),
    Check(
        "overlapping_actions",
        "two actions for one student on the same days",
        _DOUBT,
        "incident_action",
        "SELECT a.id FROM incident_action a WHERE EXISTS (SELECT FROM incident_action b "
        "WHERE b.student_id = a.student_id AND b.id <> a.id "
        "AND daterange(a.starts_on, a.starts_on + greatest(1, ceil(a.ordered_days))::integer) && "
        "daterange(b.starts_on, b.starts_on + greatest(1, ceil(b.ordered_days))::integer))",
    ),
    Check(
        "service_above_school_hours",
        "the services of one IEP fill more than 40 hours a week",
        _ERROR,
        "iep",
        "SELECT iep_id FROM iep_service WHERE daterange(starts_on, ends_on) @> $2::date "
        "GROUP BY iep_id HAVING sum(minutes_weekly) > 40 * 60",
    ),
    Check(
        "dates_out_of_order",
        "due before it begins",
        _ERROR,
        "iep",
        "SELECT id FROM iep WHERE annual_due_on < starts_on",
        "annual_due_on",
    ),
    Check(
        "dates_out_of_order",
        "given before birth",
        _ERROR,
        "immunization",
        "SELECT i.id FROM immunization i JOIN student s ON s.id = i.student_id "
        "WHERE i.given_on < s.birth_date",
        "given_on",
    ),
    Check(
        "dates_out_of_order",
        "before its incident",
        _DOUBT,
        "incident_action",
        "SELECT a.id FROM incident_action a JOIN incident i ON i.id = a.incident_id "
        "WHERE a.starts_on < i.occurred_on",
        "starts_on",
    ),
    Check(
        "dates_outside_class",
        "outside the dates of its section",
        _DOUBT,
        "section_enrollment",
        "SELECT e.id FROM section_enrollment e JOIN section s ON s.id = e.section_id "
        "WHERE e.starts_on < s.starts_on OR e.ends_on > s.ends_on",
        "starts_on",
    ),
    Check(
        "dangling_reference",
        "the student has no part in the incident",
        _DOUBT,
        "incident_action",
        "SELECT a.id FROM incident_action a WHERE NOT EXISTS (SELECT FROM incident_participation p "
        "WHERE p.incident_id = a.incident_id AND p.student_id = a.student_id)",
        "student_id",
    ),
    Check(
        "dangling_reference",
        "an absence of a student who had no seat on the day",
        _DOUBT,
        "attendance_event",
        "SELECT v.id FROM attendance_event v WHERE NOT EXISTS (SELECT FROM section_enrollment e "
        "WHERE e.student_id = v.student_id AND e.section_id = v.section_id "
        "AND daterange(e.starts_on, e.ends_on) @> v.day)",
        "section_id",
    ),
    Check(
        "value_in_wrong_column",
        "an e-mail address where a telephone number belongs, or the other way round",
        _DOUBT,
        "guardian",
        "SELECT id FROM guardian WHERE phone LIKE '%@%' OR email ~ '^[0-9() +.-]+$'",
        "phone",
    ),
    Check(
        "value_in_wrong_column",
        "a state that is no state, or a postal code that is none",
        _NOTICE,
        "student_address",
        "SELECT id FROM student_address WHERE state !~ '^[A-Z]{2}$' "
        "OR postal_code !~ '^[0-9]{5}(-[0-9]{4})?$'",
        "postal_code",
    ),
    Check(
        "not_unique",
        "the same dose is recorded twice",
        _DOUBT,
        "immunization",
        "SELECT a.id FROM immunization a WHERE EXISTS (SELECT FROM immunization b WHERE "
        "b.id <> a.id AND (b.student_id, b.vaccine, b.given_on) = "
        "(a.student_id, a.vaccine, a.given_on))",
    ),
    Check(
        "not_unique",
        "an identifier that another student has too",
        _ERROR,
        "student_identifier",
        "SELECT a.id FROM student_identifier a WHERE EXISTS (SELECT FROM student_identifier b "
        "WHERE b.student_id <> a.student_id AND (b.kind, b.value) = (a.kind, a.value) "
        "AND daterange(a.starts_on, a.ends_on) && daterange(b.starts_on, b.ends_on))",
        "value",
    ),
)
"""Every check. `$2` is the district's day."""


async def check(connection: asyncpg.Connection) -> dict[tuple[str, str], int]:
    """Run every check, record what it finds, and count the open findings by rule and table.

    One transaction. Raises LookupError where the database holds no district.
    """
    async with connection.transaction():
        today = await connection.fetchval(
            "SELECT coalesce(fixed_today, (now() AT TIME ZONE timezone)::date) FROM district"
        )
        if today is None:
            raise LookupError("This database holds no district yet: load one with demo or import.")
        each = " UNION ALL ".join(map(_found, ALL)).replace("$2", f"'{today.isoformat()}'")
        await record(connection, CHECKS, each)
        await find_candidates(connection, today)
        found = await connection.fetch(
            "SELECT rule, entity, count(*) FROM finding WHERE source = $1 AND state = 'OPEN' "
            "GROUP BY rule, entity ORDER BY rule, entity",
            CHECKS,
        )
    return {(row["rule"], row["entity"]): row["count"] for row in found}


def _found(each: Check) -> str:
    field = f"'{each.field}'" if each.field else "NULL"
    return (
        f"SELECT '{each.rule}', '{each.severity}', '{each.entity}', broken.id::text, {field}, "
        f"NULL::text, NULL::integer FROM ({each.rows}) AS broken (id)"
    )
