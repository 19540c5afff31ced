-- takes: token first second third fourth today now
-- How many students there are of four grades, and with what alerts, for the registrar of all schools.
--
-- $1 digest of the token, $2 the first grade, $3 the second, $4 the third, $5 the fourth,
-- $6 today, $7 now.
WITH me AS (
    SELECT p.id AS person_id, g.id AS guardian_id, EXISTS (
        SELECT FROM post o
        WHERE o.staff_id = m.id AND o.role = 'REGISTRAR' AND o.school_id IS NULL
          AND o.starts_on <= $6 AND (o.ends_on IS NULL OR o.ends_on > $6)
    ) AS registers
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
)
SELECT row_to_json(answer) AS data
FROM (SELECT
    (SELECT row_to_json(z) FROM (SELECT (
        SELECT row_to_json(y)
        FROM (SELECT least(count(*), 10000) AS count, count(*) <= 10000 AS exact FROM (
            SELECT FROM student s, me
            WHERE me.registers AND s.id <> ALL (
                ARRAY(SELECT student_id FROM barred UNION ALL SELECT student_id FROM own_child)
            )
              AND s.grade_level = $2
            LIMIT 10001
        ) x) y
    ) AS "totalCount") z) AS first,
    (SELECT row_to_json(z) FROM (SELECT (
        SELECT row_to_json(y)
        FROM (SELECT least(count(*), 10000) AS count, count(*) <= 10000 AS exact FROM (
            SELECT FROM student s, me
            WHERE me.registers AND s.id <> ALL (
                ARRAY(SELECT student_id FROM barred UNION ALL SELECT student_id FROM own_child)
            )
              AND s.grade_level = $3
            LIMIT 10001
        ) x) y
    ) AS "totalCount") z) AS second,
    (SELECT row_to_json(z) FROM (SELECT (
        SELECT row_to_json(y)
        FROM (SELECT least(count(*), 10000) AS count, count(*) <= 10000 AS exact FROM (
            SELECT FROM student s, me
            WHERE me.registers AND s.id <> ALL (
                ARRAY(SELECT student_id FROM barred UNION ALL SELECT student_id FROM own_child)
            )
              AND s.grade_level = $4
            LIMIT 10001
        ) x) y
    ) AS "totalCount") z) AS third,
    (SELECT row_to_json(z) FROM (SELECT (
        SELECT row_to_json(y)
        FROM (SELECT least(count(*), 10000) AS count, count(*) <= 10000 AS exact FROM (
            SELECT FROM student s, me
            WHERE me.registers AND s.id <> ALL (
                ARRAY(SELECT student_id FROM barred UNION ALL SELECT student_id FROM own_child)
            )
              AND s.grade_level = $5
            LIMIT 10001
        ) x) y
    ) AS "totalCount") z) AS fourth,
    (SELECT row_to_json(z) FROM (SELECT (
        SELECT row_to_json(y)
        FROM (SELECT least(count(*), 10000) AS count, count(*) <= 10000 AS exact FROM (
            SELECT FROM student s, me
            WHERE me.registers AND s.id <> ALL (
                ARRAY(SELECT student_id FROM barred UNION ALL SELECT student_id FROM own_child)
            )
              AND EXISTS (
                SELECT FROM health_alert a
                WHERE a.student_id = s.id AND a.severity = 'LIFE_THREATENING'
            )
            LIMIT 10001
        ) x) y
    ) AS "totalCount") z) AS alerts
) answer
WHERE EXISTS (SELECT FROM me)
