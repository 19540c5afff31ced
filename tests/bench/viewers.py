"""Who asks: staff, families and nobody in particular, chosen so that their standing is known.

A statement by hand holds the predicates of one standing. Whoever stands in another one too is not
asked for, but the principal, who leads a class and is a parent at their school besides.
"""

from __future__ import annotations

_IN_FORCE = "{0}.starts_on <= $1 AND ({0}.ends_on IS NULL OR {0}.ends_on > $1)"
_NOTHING_ELSE = """
  NOT EXISTS (SELECT FROM caseload x WHERE x.staff_id = m.id)
  AND NOT EXISTS (SELECT FROM coverage x WHERE x.staff_id = m.id)
  AND NOT EXISTS (SELECT FROM counselor_range x WHERE x.staff_id = m.id)
  AND NOT EXISTS (SELECT FROM support_team_member x WHERE x.staff_id = m.id)
  AND NOT EXISTS (SELECT FROM threat_team_member x WHERE x.staff_id = m.id)
  AND NOT EXISTS (SELECT FROM break_glass x WHERE x.staff_id = m.id)
  AND NOT EXISTS (SELECT FROM section_staff x WHERE x.staff_id = m.id AND x.role <> 'LEAD')
  AND EXISTS (SELECT FROM person x WHERE x.id = m.person_id AND x.suspended_at IS NULL)
"""
_NO_PARENT = "NOT EXISTS (SELECT FROM guardian x WHERE x.person_id = m.person_id)"
_NO_REPORTS = "NOT EXISTS (SELECT FROM incident x WHERE x.reported_by = m.id)"
_NO_SERVICES = "NOT EXISTS (SELECT FROM iep_service x WHERE x.provider_id = m.id)"

SEVERAL_ROLES = f"""
WITH principal AS (
    SELECT DISTINCT ON (m.id) m.id AS staff_id, m.person_id, m.given_name, m.family_name,
           m.sort_name, o.school_id
    FROM staff_member m
    JOIN post o ON o.staff_id = m.id AND o.role = 'PRINCIPAL' AND o.school_id IS NOT NULL
    WHERE {_IN_FORCE.format("o")} AND {_NO_PARENT} AND {_NOTHING_ELSE}
      AND NOT EXISTS (SELECT FROM section_staff x WHERE x.staff_id = m.id)
    ORDER BY m.id, o.id
    LIMIT $2
), class AS (
    INSERT INTO section_staff (section_id, school_id, staff_id, role, may_grade, starts_on, ends_on)
    SELECT c.id, c.school_id, p.staff_id, 'LEAD', true, c.starts_on, c.ends_on
    FROM principal p, LATERAL (
        SELECT * FROM section c
        WHERE c.school_id = p.school_id AND {_IN_FORCE.format("c")}
        ORDER BY c.id LIMIT 1
    ) c
), parent AS (
    INSERT INTO guardian (person_id, given_name, family_name, sort_name)
    SELECT person_id, given_name, family_name, sort_name FROM principal
    RETURNING id, person_id
)
INSERT INTO guardianship (student_id, guardian_id, relationship, standing, starts_on)
SELECT c.student_id, g.id, 'PARENT', 'PARENT', $1::date - 1000
FROM principal p JOIN parent g USING (person_id), LATERAL (
    SELECT e.student_id
    FROM school_enrollment e
    JOIN student s ON s.id = e.student_id
    WHERE e.school_id = p.school_id AND {_IN_FORCE.format("e")} AND s.preferred_name IS NULL
      AND NOT EXISTS (SELECT FROM court_order x WHERE x.student_id = e.student_id)
    ORDER BY md5(e.student_id::text || p.staff_id::text) LIMIT 1
) c
"""
"""Principals who also lead a class of their school, and are a parent of one of its pupils."""

PARENTS = f"""
SELECT s.id AS subject, g.person_id AS viewer
FROM student s
JOIN guardianship k ON k.student_id = s.id
JOIN guardian g ON g.id = k.guardian_id
WHERE k.standing = 'PARENT' AND k.contact_priority = 1 AND {_IN_FORCE.format("k")}
  AND NOT EXISTS (SELECT FROM staff_member m WHERE m.person_id = g.person_id)
  AND NOT EXISTS (SELECT FROM court_order c WHERE c.student_id = s.id)
  AND s.birth_date > $1 - interval '18 years'
ORDER BY EXISTS (SELECT FROM iep WHERE student_id = s.id)::int
       + EXISTS (SELECT FROM health_alert WHERE student_id = s.id)::int
       + EXISTS (SELECT FROM condition WHERE student_id = s.id)::int
       + EXISTS (SELECT FROM health_visit WHERE student_id = s.id)::int
       + EXISTS (SELECT FROM incident_participation WHERE student_id = s.id)::int
       + EXISTS (SELECT FROM mark WHERE student_id = s.id)::int DESC, s.id, g.id
LIMIT $2
"""
"""The fullest records, each with a parent who is nothing else in the district."""

CLASSES = f"""
SELECT e.section_id AS subject, m.person_id AS viewer
FROM section_enrollment e
JOIN section_staff l ON l.section_id = e.section_id AND l.role = 'LEAD'
JOIN staff_member m ON m.id = l.staff_id
WHERE {_IN_FORCE.format("e")} AND {_IN_FORCE.format("l")} AND {_NO_PARENT}
  AND EXISTS (SELECT FROM training t WHERE t.staff_id = m.id AND t.expires_on > $1)
  AND EXISTS (SELECT FROM person p WHERE p.id = m.person_id AND p.suspended_at IS NULL)
GROUP BY 1, 2
ORDER BY abs(count(*) - 35), 1
LIMIT $2
"""
"""The classes nearest to 35 seats, each with a teacher who is no guardian here."""

PUPILS = f"""
SELECT DISTINCT ON (s.fullness, s.id) s.id AS subject, m.person_id AS viewer
FROM (
    SELECT id, -(
        EXISTS (SELECT FROM iep WHERE student_id = s.id AND consented_on IS NOT NULL
            AND starts_on <= $1 AND (superseded_on IS NULL OR superseded_on > $1))::int
        + EXISTS (SELECT FROM health_alert WHERE student_id = s.id)::int
        + EXISTS (SELECT FROM health_visit WHERE student_id = s.id)::int
    ) AS fullness
    FROM student s
) s
JOIN section_enrollment e ON e.student_id = s.id
JOIN section_staff l ON l.section_id = e.section_id AND l.role = 'LEAD'
JOIN staff_member m ON m.id = l.staff_id
WHERE {_IN_FORCE.format("e")} AND {_IN_FORCE.format("l")}
  AND {_NO_PARENT} AND {_NO_REPORTS} AND {_NO_SERVICES} AND {_NOTHING_ELSE}
  AND NOT EXISTS (SELECT FROM post o WHERE o.staff_id = m.id AND o.role = 'PRINCIPAL')
  AND EXISTS (SELECT FROM training t WHERE t.staff_id = m.id AND t.expires_on > $1)
ORDER BY s.fullness, s.id, m.id
LIMIT $2
"""
"""The fullest records, each with a teacher of the student."""

TEACHERS = f"""
SELECT m.person_id AS viewer, array_agg(DISTINCT l.section_id) AS scope
FROM staff_member m
JOIN section_staff l ON l.staff_id = m.id AND l.role = 'LEAD'
JOIN section_enrollment e ON e.section_id = l.section_id
WHERE {_IN_FORCE.format("e")} AND {_IN_FORCE.format("l")}
  AND {_NO_PARENT} AND {_NO_REPORTS} AND {_NO_SERVICES} AND {_NOTHING_ELSE}
  AND NOT EXISTS (SELECT FROM post o WHERE o.staff_id = m.id AND o.role = 'PRINCIPAL')
GROUP BY 1
ORDER BY count(DISTINCT e.student_id) DESC, 1
LIMIT $2
"""
"""The teachers with the most pupils, each with the classes that they lead."""

NURSES = f"""
SELECT m.person_id AS viewer, array_agg(DISTINCT o.school_id) AS scope
FROM staff_member m
JOIN post o ON o.staff_id = m.id AND o.role = 'NURSE'
WHERE {_IN_FORCE.format("o")} AND {_NO_PARENT} AND {_NOTHING_ELSE}
  AND NOT EXISTS (SELECT FROM post x WHERE x.staff_id = m.id AND x.contracted)
  AND NOT EXISTS (SELECT FROM post x WHERE x.staff_id = m.id AND x.school_id IS NULL)
  AND NOT EXISTS (SELECT FROM iep_service x WHERE x.provider_id = m.id AND x.contracted)
GROUP BY 1
ORDER BY count(*) DESC, 1
LIMIT $2
"""
"""The employed nurses with the most schools, each with these."""

PRINCIPALS = f"""
SELECT m.person_id AS viewer, array_agg(DISTINCT o.school_id) AS scope
FROM staff_member m
JOIN post o ON o.staff_id = m.id AND o.role = 'PRINCIPAL' AND o.school_id IS NOT NULL
WHERE {_IN_FORCE.format("o")} AND {_NO_REPORTS} AND {_NO_SERVICES} AND {_NOTHING_ELSE}
  AND EXISTS (SELECT FROM guardian g WHERE g.person_id = m.person_id)
  AND EXISTS (SELECT FROM section_staff l WHERE l.staff_id = m.id)
GROUP BY 1
ORDER BY (
    SELECT count(*) FROM school_enrollment e
    WHERE e.school_id = min(o.school_id::text)::uuid AND {_IN_FORCE.format("e")}
) DESC, 1
LIMIT $2
"""
"""The principals of several roles with the largest schools, each with their school."""

REGISTRARS = f"""
SELECT m.person_id AS viewer, ARRAY[]::uuid[] AS scope
FROM staff_member m
JOIN post o ON o.staff_id = m.id AND o.role = 'REGISTRAR' AND o.school_id IS NULL
WHERE {_IN_FORCE.format("o")} AND {_NO_PARENT} AND {_NO_REPORTS} AND {_NO_SERVICES}
  AND {_NOTHING_ELSE}
ORDER BY 1
LIMIT $2
"""
"""The registrars of all schools."""

GUARDIANS = f"""
SELECT g.person_id AS viewer, array_agg(DISTINCT k.student_id) AS scope
FROM guardian g
JOIN guardianship k ON k.guardian_id = g.id
WHERE k.standing = 'PARENT' AND {_IN_FORCE.format("k")}
  AND NOT EXISTS (SELECT FROM staff_member m WHERE m.person_id = g.person_id)
  AND NOT EXISTS (SELECT FROM court_order c WHERE c.person_id = g.person_id)
  AND EXISTS (SELECT FROM person p WHERE p.id = g.person_id AND p.suspended_at IS NULL)
GROUP BY 1
ORDER BY count(*) DESC, 1
LIMIT $2
"""
"""The parents with the most children, each with these."""

_FAMILY = """
SELECT text FROM (
    SELECT s.family_name AS text
    FROM {pupils}
    WHERE s.family_name ~ '^[A-Za-z]{{4}}' AND {scope}
    GROUP BY 1
) families ORDER BY md5(text) OFFSET $3 LIMIT 1
"""
_GRADE = """
SELECT s.grade_level FROM {pupils}
WHERE s.grade_level IS NOT NULL AND {scope}
GROUP BY 1 ORDER BY count(*) DESC, 1
"""
_OF_SCHOOLS = {
    "pupils": "school_enrollment e JOIN student s ON s.id = e.student_id",
    "scope": f"e.school_id = ANY ($2::uuid[]) AND {_IN_FORCE.format('e')}",
}
_OF_CLASSES = {
    "pupils": "section_enrollment e JOIN student s ON s.id = e.student_id",
    "scope": f"e.section_id = ANY ($2::uuid[]) AND {_IN_FORCE.format('e')}",
}
_OF_ALL = {"pupils": "student s", "scope": "($1::date, $2::uuid[]) IS NOT NULL"}
_SCOPES = {"teacher": _OF_CLASSES, "nurse": _OF_SCHOOLS, "principal": _OF_SCHOOLS, "none": _OF_ALL}

NAMES = {viewer: _FAMILY.format(**of) for viewer, of in _SCOPES.items()}
"""Family names that a viewer's students bear."""
GRADES = {viewer: _GRADE.format(**of) for viewer, of in _SCOPES.items()}
"""The grades of a viewer's students, the fullest first."""
