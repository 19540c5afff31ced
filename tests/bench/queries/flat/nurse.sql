-- takes: token today now
-- A thousand students by name, for a nurse of two schools, employed.
--
-- $1 digest of the token, $2 today, $3 now.
WITH me AS (
    SELECT p.id AS person_id, m.id AS staff_id, g.id AS guardian_id,
           EXISTS (
        SELECT FROM post o
        WHERE o.staff_id = m.id AND o.role = 'NURSE' AND o.starts_on <= $2
    ) AS nursed, EXISTS (
        SELECT FROM post o
        WHERE o.staff_id = m.id
          AND o.starts_on <= $2 AND (o.ends_on IS NULL OR o.ends_on > $2)
    ) AS employed
    FROM token t
    JOIN person p ON p.id = t.person_id
    JOIN staff_member m ON m.person_id = p.id
    LEFT JOIN guardian g ON g.person_id = p.id
    WHERE t.digest = $1 AND t.revoked_at IS NULL AND t.expires_at > now()
      AND p.suspended_at IS NULL
), barred AS (
    -- an order in force binds me towards these (P-18 to P-21)
    SELECT c.student_id, c.kind, c.document_key
    FROM me
    JOIN court_order c ON c.person_id = me.person_id
    WHERE c.starts_at <= $3 AND (c.decided_at IS NULL OR c.decided_at > $3)
      AND (c.document_key IS NOT NULL OR c.lapses_on IS NULL OR c.lapses_on > $2)
), own_child AS (
    -- mine, or of my household (P-16)
    SELECT g.student_id
    FROM me
    JOIN guardianship g ON g.guardian_id = me.guardian_id
    WHERE g.standing <> 'CONTACT_ONLY'
      AND g.starts_on <= $2 AND (g.ends_on IS NULL OR g.ends_on > $2)
    UNION ALL
    SELECT c.student_id
    FROM me
    JOIN household_guardian a ON a.guardian_id = me.guardian_id
    JOIN household_student c ON c.household_id = a.household_id
    WHERE a.starts_on <= $2 AND (a.ends_on IS NULL OR a.ends_on > $2)
      AND c.starts_on <= $2 AND (c.ends_on IS NULL OR c.ends_on > $2)
), cared AS (
    -- pupils of my schools, of my services, and those about whom I wrote as a nurse (P-5, P-8)
    SELECT x.student_id, bool_or(x.here) AS here
    FROM (
        SELECT e.student_id, true AS here
        FROM me
        JOIN post o ON o.staff_id = me.staff_id AND o.role = 'NURSE' AND NOT o.contracted
        JOIN school_enrollment e ON e.school_id = o.school_id
        WHERE o.starts_on <= $2 AND (o.ends_on IS NULL OR o.ends_on > $2)
          AND e.starts_on <= $2 AND (e.ends_on IS NULL OR e.ends_on > $2)
        UNION ALL
        SELECT v.student_id, true
        FROM me
        JOIN iep_service v ON v.provider_id = me.staff_id AND NOT v.contracted
        JOIN iep i ON i.id = v.iep_id AND i.consented_on IS NOT NULL
                  AND i.starts_on <= $2 AND (i.superseded_on IS NULL OR i.superseded_on > $2)
        WHERE v.declined_on IS NULL AND v.starts_on <= $2 AND (v.ends_on IS NULL OR v.ends_on > $2)
        UNION ALL
        SELECT w.student_id, false
        FROM (
            SELECT student_id FROM health_alert, me WHERE entered_by = me.staff_id
            UNION ALL SELECT student_id FROM condition, me WHERE entered_by = me.staff_id
            UNION ALL SELECT student_id FROM care_plan, me WHERE entered_by = me.staff_id
            UNION ALL SELECT student_id FROM medication_order, me WHERE entered_by = me.staff_id
            UNION ALL SELECT student_id FROM medication_administration, me WHERE entered_by = me.staff_id
            UNION ALL SELECT student_id FROM health_visit, me WHERE entered_by = me.staff_id
            UNION ALL SELECT student_id FROM immunization, me WHERE entered_by = me.staff_id
        ) w, me
        WHERE me.nursed
        UNION ALL
        SELECT t.student_id, false
        FROM me
        JOIN incident i ON i.reported_by = me.staff_id
        JOIN incident_participation t ON t.incident_id = i.id
        WHERE me.employed
    ) x
    WHERE x.student_id NOT IN (SELECT student_id FROM barred)
      AND x.student_id NOT IN (SELECT student_id FROM own_child)
    GROUP BY x.student_id
)
SELECT row_to_json(answer) AS data
FROM (SELECT (SELECT row_to_json(page) FROM (
    SELECT (
        SELECT coalesce(json_agg(row_to_json(x)), '[]')
        FROM (
            SELECT 'stu_' || s.id AS id, s.given_name AS "givenName",
                   s.middle_name AS "middleName", s.family_name AS "familyName",
                   s.preferred_name AS "preferredName",
                   s.grade_level AS "gradeLevel"
            FROM student s
            WHERE s.id = ANY (ARRAY(SELECT student_id FROM cared))
            ORDER BY s.sort_name, s.id LIMIT 1000
        ) x
    ) AS nodes
) page) AS students
) answer
WHERE EXISTS (SELECT FROM me)
