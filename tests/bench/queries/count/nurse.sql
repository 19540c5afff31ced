-- takes: token first second third fourth today now
-- How many students there are of four grades, and with what alerts, for a nurse of two schools, employed.
--
-- $1 digest of the token, $2 the first grade, $3 the second, $4 the third, $5 the fourth,
-- $6 today, $7 now.
WITH me AS (
    SELECT p.id AS person_id, m.id AS staff_id, g.id AS guardian_id,
           EXISTS (
        SELECT FROM post o
        WHERE o.staff_id = m.id AND o.role = 'NURSE' AND o.starts_on <= $6
    ) AS nursed, EXISTS (
        SELECT FROM post o
        WHERE o.staff_id = m.id
          AND o.starts_on <= $6 AND (o.ends_on IS NULL OR o.ends_on > $6)
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
    WHERE c.starts_at <= $7 AND (c.decided_at IS NULL OR c.decided_at > $7)
      AND (c.document_key IS NOT NULL OR c.lapses_on IS NULL OR c.lapses_on > $6)
), own_child AS (
    -- mine, or of my household (P-16)
    SELECT g.student_id
    FROM me
    JOIN guardianship g ON g.guardian_id = me.guardian_id
    WHERE g.standing <> 'CONTACT_ONLY'
      AND g.starts_on <= $6 AND (g.ends_on IS NULL OR g.ends_on > $6)
    UNION ALL
    SELECT c.student_id
    FROM me
    JOIN household_guardian a ON a.guardian_id = me.guardian_id
    JOIN household_student c ON c.household_id = a.household_id
    WHERE a.starts_on <= $6 AND (a.ends_on IS NULL OR a.ends_on > $6)
      AND c.starts_on <= $6 AND (c.ends_on IS NULL OR c.ends_on > $6)
), cared AS (
    -- pupils of my schools, of my services, and those about whom I wrote as a nurse (P-5, P-8)
    SELECT x.student_id, bool_or(x.here) AS here
    FROM (
        SELECT e.student_id, true AS here
        FROM me
        JOIN post o ON o.staff_id = me.staff_id AND o.role = 'NURSE' AND NOT o.contracted
        JOIN school_enrollment e ON e.school_id = o.school_id
        WHERE o.starts_on <= $6 AND (o.ends_on IS NULL OR o.ends_on > $6)
          AND e.starts_on <= $6 AND (e.ends_on IS NULL OR e.ends_on > $6)
        UNION ALL
        SELECT v.student_id, true
        FROM me
        JOIN iep_service v ON v.provider_id = me.staff_id AND NOT v.contracted
        JOIN iep i ON i.id = v.iep_id AND i.consented_on IS NOT NULL
                  AND i.starts_on <= $6 AND (i.superseded_on IS NULL OR i.superseded_on > $6)
        WHERE v.declined_on IS NULL AND v.starts_on <= $6 AND (v.ends_on IS NULL OR v.ends_on > $6)
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
), grades AS MATERIALIZED (
    SELECT s.grade_level, count(*) AS rows
    FROM student s
    WHERE s.id = ANY (ARRAY(SELECT student_id FROM cared))
    GROUP BY s.grade_level
)
SELECT row_to_json(answer) AS data
FROM (SELECT
    (SELECT row_to_json(z) FROM (SELECT (
        SELECT row_to_json(y)
        FROM (
            SELECT least(coalesce(sum(rows), 0), 10000) AS count,
                   coalesce(sum(rows), 0) <= 10000 AS exact
            FROM grades WHERE grade_level = $2
        ) y
    ) AS "totalCount") z) AS first,
    (SELECT row_to_json(z) FROM (SELECT (
        SELECT row_to_json(y)
        FROM (
            SELECT least(coalesce(sum(rows), 0), 10000) AS count,
                   coalesce(sum(rows), 0) <= 10000 AS exact
            FROM grades WHERE grade_level = $3
        ) y
    ) AS "totalCount") z) AS second,
    (SELECT row_to_json(z) FROM (SELECT (
        SELECT row_to_json(y)
        FROM (
            SELECT least(coalesce(sum(rows), 0), 10000) AS count,
                   coalesce(sum(rows), 0) <= 10000 AS exact
            FROM grades WHERE grade_level = $4
        ) y
    ) AS "totalCount") z) AS third,
    (SELECT row_to_json(z) FROM (SELECT (
        SELECT row_to_json(y)
        FROM (
            SELECT least(coalesce(sum(rows), 0), 10000) AS count,
                   coalesce(sum(rows), 0) <= 10000 AS exact
            FROM grades WHERE grade_level = $5
        ) y
    ) AS "totalCount") z) AS fourth,
    (SELECT row_to_json(z) FROM (SELECT (
        SELECT row_to_json(y)
        FROM (SELECT least(count(*), 10000) AS count, count(*) <= 10000 AS exact FROM (
            SELECT FROM student s
            WHERE s.id = ANY (ARRAY(SELECT student_id FROM cared))
              AND EXISTS (
                SELECT FROM health_alert a, cared
                WHERE a.student_id = s.id AND a.severity = 'LIFE_THREATENING' AND cared.student_id = s.id
                  AND (cared.here OR a.entered_by = (SELECT staff_id FROM me WHERE nursed))
            )
            LIMIT 10001
        ) x) y
    ) AS "totalCount") z) AS alerts
) answer
WHERE EXISTS (SELECT FROM me)
