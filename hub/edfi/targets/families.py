"""Targets: students with what is known of them, their contacts, and where they live."""

from __future__ import annotations

from hub.edfi.target import Check, Link, Target
from hub.edfi.targets.staff import NAMED, own_person, person

STUDENT = Link("student", "e.student", "StudentReference", "student")
CONTACT = Link("guardian", "e.contact", "ContactReference", "contact")
PARENTS = "('MOTHER', 'FATHER', 'PARENT')"
BEGIN = (
    "(SELECT starts_on FROM school_year ORDER BY "
    "daterange(starts_on, ends_on) @> (SELECT fixed_today FROM district) DESC NULLS LAST, "
    "starts_on DESC LIMIT 1)"
)
"""From when on holds what the files date by nothing: the school year of the district's day."""

_STANDING = (
    f"CASE WHEN e.relationship IN {PARENTS} OR e.legal THEN 'PARENT' ELSE 'CONTACT_ONLY' END"
)
"""P-17: parents stand as parents unless evidence says otherwise; others are contacts (GUA-7)."""

_HOUSEHOLD = "concat(e.head, '/', left(e.place, 32))"
_RESIDENCE = "concat_ws('|', c.line1, c.line2, c.city, c.state, c.postal_code)"
_PLACE = f"encode(sha256(convert_to(lower({_RESIDENCE}), 'UTF8')), 'hex')"

DERIVED = {
    "home": f"""
        SELECT DISTINCT ON (l.student, {_PLACE}) l.n, true AS ok, l.student, c.line1, c.line2,
            c.city, c.state, c.postal_code, c.address_kind, {_PLACE} AS place,
            min(l.contact) OVER (PARTITION BY l.student, {_PLACE}) AS head
        FROM edfi_student_contact l JOIN edfi_contact c ON c.ok AND c.key = l.contact
        WHERE l.ok AND l.lives_with AND c.address_kind IS NOT NULL
        ORDER BY l.student, {_PLACE}, l.n
    """,
    "member": f"""
        SELECT DISTINCT ON (l.contact) l.n, true AS ok, l.contact, h.head, h.place
        FROM edfi_student_contact l JOIN edfi_contact c ON c.ok AND c.key = l.contact
        JOIN edfi_home h ON h.student = l.student AND h.place = {_PLACE}
        WHERE l.ok AND l.lives_with ORDER BY l.contact, l.n
    """,
}
"""Temporary tables made of others. `home`: where a student lives, by each address of a contact
with whom they live; `head` and `place` make one household of siblings, and keep strangers under
one roof apart. `member`: the contacts who live there."""

TARGETS = (
    *person("student"),
    Target(
        "student",
        "student",
        "e.key",
        {
            **NAMED,
            "middle_name": "e.middle_name",
            "preferred_name": "e.preferred_name",
            "birth_date": "e.birth_date",
        },
        own_person("student"),
        checks=(
            Check(
                "birth_date_unlikely",
                "e.birth_date > COALESCE((SELECT fixed_today FROM district), current_date)",
                "BirthData/BirthDate",
            ),
        ),
    ),
    Target(
        "student_identifier",
        "student",
        "concat('unique/', e.key)",
        {"student_id": "k_student.row_id", "kind": "'LOCAL'", "value": "e.key"},
        {"student": Link("student", "e.key")},
        once={"starts_on": f"COALESCE({BEGIN}, e.birth_date)"},
        main=False,
    ),
    Target(
        "student_identifier",
        "(SELECT f.n, f.student, kind, number FROM edfi_student_facts f "
        "CROSS JOIN unnest(f.kinds, f.numbers) AS i(kind, number) "
        "WHERE f.ok AND NOT (kind = 'LOCAL' AND number = f.student))",
        "concat_ws('/', e.student, e.kind, e.number)",
        {"student_id": "k_student.row_id", "kind": "e.kind", "value": "e.number"},
        {"student": STUDENT},
        once={"starts_on": BEGIN},
        main=False,
    ),
    Target(
        "demographics",
        "(SELECT n, key AS student, sex, NULL::boolean AS hispanic, NULL::text[] AS races, "
        "NULL AS language FROM edfi_student s WHERE ok AND sex IS NOT NULL AND NOT EXISTS "
        "(SELECT FROM edfi_student_facts f WHERE f.ok AND f.student = s.key) UNION ALL "
        "SELECT n, student, sex, hispanic, CASE WHEN races = '{}' THEN ARRAY['NOT_REPORTED'] "
        "ELSE races END, language FROM edfi_student_facts WHERE ok)",
        "e.student",
        {
            "student_id": "k_student.row_id",
            "sex": "e.sex",
            "hispanic": "e.hispanic",
            "races": "e.races",
            "home_language": "e.language",
        },
        {"student": STUDENT},
    ),
    *person("contact"),
    Target(
        "",
        "person",
        "e.key",
        {"person": "k_own.row_id"},
        {"own": Link("person", "'person/' || e.key", needed=False)},
        existing="k_own.row_id",
        entity="person_record",
        checks=(
            Check("person_without_capacity", "k_own.row_id IS NULL", "PersonId", "not mapped"),
        ),
    ),
    Target(
        "guardian",
        "contact",
        "e.key",
        {**NAMED, "phone": "e.phone", "email": "e.email"},
        own_person("contact"),
        checks=(
            Check("person_without_phone", "e.phone IS NULL", "Telephone", "doubtful"),
            Check("person_without_address", "e.line1 IS NULL", "Address", "doubtful"),
        ),
    ),
    Target(
        "guardianship",
        "student_contact",
        "concat_ws('/', e.student, e.contact)",
        {
            "student_id": "k_student.row_id",
            "guardian_id": "k_contact.row_id",
            "relationship": "COALESCE(e.relationship, 'OTHER')",
            "standing": _STANDING,
            "lives_with": "COALESCE(e.lives_with, false)",
        },
        {"student": STUDENT, "contact": CONTACT},
        once={
            "starts_on": BEGIN,
            "contact_priority": "COALESCE(e.priority, CASE WHEN e.is_primary THEN 1 ELSE 2 END)",
        },
        checks=(
            Check("no_school_year", f"{BEGIN} IS NULL"),
            Check("own_guardian", "k_student.row_id = k_contact.row_id"),
            Check("link_without_legal_role", "e.legal IS NULL", "LegalGuardian", "doubtful"),
            Check(
                "legal_role_denied",
                f"e.legal IS FALSE AND e.relationship IN {PARENTS}",
                "LegalGuardian",
                "doubtful",
            ),
        ),
    ),
    Target(
        "emergency_contact",
        "student_contact",
        "concat_ws('/', e.student, e.contact)",
        {
            "student_id": "k_student.row_id",
            "guardian_id": "k_contact.row_id",
            "name": "concat_ws(' ', guardian.given_name, guardian.family_name)",
            "phone": "guardian.phone",
            "relationship": "COALESCE(e.relationship, 'OTHER')",
            "priority": "COALESCE(e.priority, CASE WHEN e.is_primary THEN 1 ELSE 2 END)",
        },
        {"student": STUDENT, "contact": CONTACT},
        joins="LEFT JOIN guardian ON guardian.id = k_contact.row_id",
        main=False,
        when="e.emergency",
    ),
    Target(
        "household",
        "home",
        _HOUSEHOLD,
        {},
        once={"note": "NULL::text"},
        main=False,
        inferred=True,
    ),
    Target(
        "household_student",
        "home",
        f"concat_ws('/', e.student, {_HOUSEHOLD})",
        {"household_id": "k_home.row_id", "student_id": "k_student.row_id"},
        {"home": Link("household", _HOUSEHOLD), "student": STUDENT},
        once={"starts_on": BEGIN},
        main=False,
        inferred=True,
    ),
    Target(
        "household_guardian",
        "member",
        f"concat_ws('/', e.contact, {_HOUSEHOLD})",
        {"household_id": "k_home.row_id", "guardian_id": "k_contact.row_id"},
        {"home": Link("household", _HOUSEHOLD), "contact": CONTACT},
        once={"starts_on": BEGIN},
        main=False,
        inferred=True,
    ),
    Target(
        "student_address",
        "home",
        f"concat_ws('/', e.student, {_HOUSEHOLD})",
        {
            "student_id": "k_student.row_id",
            "household_id": "k_home.row_id",
            "kind": "e.address_kind",
            "line1": "e.line1",
            "line2": "e.line2",
            "city": "e.city",
            "state": "e.state",
            "postal_code": "e.postal_code",
        },
        {"home": Link("household", _HOUSEHOLD), "student": STUDENT},
        once={"starts_on": BEGIN},
        main=False,
        inferred=True,
    ),
)
