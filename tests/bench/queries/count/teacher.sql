-- takes: token first second third fourth today now posted_until grace_from
-- How many students there are of four grades, and with what alerts, for a teacher: pupils of the classes that they lead.
--
-- $1 digest of the token, $2 the first grade, $3 the second, $4 the third, $5 the fourth,
-- $6 today, $7 now, $8 rosters of classes that begin by then are posted,
-- $9 seats that ended after it are in grace.
WITH me AS (
    SELECT p.id AS person_id, m.id AS staff_id
    FROM token t
    JOIN person p ON p.id = t.person_id
    JOIN staff_member m ON m.person_id = p.id
    WHERE t.digest = $1 AND t.revoked_at IS NULL AND t.expires_at > now()
      AND p.suspended_at IS NULL
), barred AS (
    -- an order in force binds me towards these (P-18 to P-21)
    SELECT c.student_id, c.kind, c.document_key
    FROM me
    JOIN court_order c ON c.person_id = me.person_id
    WHERE c.starts_at <= $7 AND (c.decided_at IS NULL OR c.decided_at > $7)
      AND (c.document_key IS NOT NULL OR c.lapses_on IS NULL OR c.lapses_on > $6)
), led AS (
    -- seats in classes that I lead: today, posted (P-3), or in the grace of grading (P-2)
    SELECT e.student_id, e.section_id,
           w.begins <= $6 AND (w.ends IS NULL OR w.ends > $6) AS now,
           w.begins > $6 AND w.begins <= $8
               AND (w.ends IS NULL OR w.begins < w.ends) AS soon,
           w.left_on <= $6 AND w.left_on > $9 AND e.starts_on < w.left_on
               AND l.starts_on < w.left_on
               AND (l.ends_on IS NULL OR l.ends_on >= w.left_on) AS late
    FROM me
    JOIN section_staff l ON l.staff_id = me.staff_id AND l.role = 'LEAD'
    JOIN section c ON c.id = l.section_id
    JOIN section_enrollment e ON e.section_id = l.section_id, LATERAL (
        SELECT greatest(l.starts_on, e.starts_on, c.starts_on) AS begins,
               least(l.ends_on, e.ends_on, c.ends_on) AS ends,
               least(e.ends_on, c.ends_on) AS left_on
    ) w
    WHERE l.starts_on <= $8 AND (l.ends_on IS NULL OR l.ends_on > $9)
      AND e.student_id NOT IN (SELECT student_id FROM barred)
), grades AS MATERIALIZED (
    SELECT s.grade_level, count(*) AS rows
    FROM student s
    WHERE s.id = ANY (ARRAY(SELECT student_id FROM led WHERE now OR soon OR late))
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
            WHERE s.id = ANY (ARRAY(SELECT student_id FROM led WHERE now OR soon))
              AND EXISTS (
                SELECT FROM health_alert a
                WHERE a.student_id = s.id AND a.severity = 'LIFE_THREATENING'
            )
            LIMIT 10001
        ) x) y
    ) AS "totalCount") z) AS alerts
) answer
WHERE EXISTS (SELECT FROM me)
