-- takes: token first second third fourth
-- How many students there are of four grades, and with what alerts, for nobody in particular: whoever is signed in reads everything.
--
-- $1 digest of the token, $2 the first grade, $3 the second, $4 the third, $5 the fourth.
WITH me AS (
    SELECT p.id
    FROM token t
    JOIN person p ON p.id = t.person_id
    WHERE t.digest = $1 AND t.revoked_at IS NULL AND t.expires_at > now()
      AND p.suspended_at IS NULL
)
SELECT row_to_json(answer) AS data
FROM (SELECT
    (SELECT row_to_json(z) FROM (SELECT (
        SELECT row_to_json(y)
        FROM (SELECT least(count(*), 10000) AS count, count(*) <= 10000 AS exact FROM (
            SELECT FROM student s
            WHERE s.grade_level = $2
            LIMIT 10001
        ) x) y
    ) AS "totalCount") z) AS first,
    (SELECT row_to_json(z) FROM (SELECT (
        SELECT row_to_json(y)
        FROM (SELECT least(count(*), 10000) AS count, count(*) <= 10000 AS exact FROM (
            SELECT FROM student s
            WHERE s.grade_level = $3
            LIMIT 10001
        ) x) y
    ) AS "totalCount") z) AS second,
    (SELECT row_to_json(z) FROM (SELECT (
        SELECT row_to_json(y)
        FROM (SELECT least(count(*), 10000) AS count, count(*) <= 10000 AS exact FROM (
            SELECT FROM student s
            WHERE s.grade_level = $4
            LIMIT 10001
        ) x) y
    ) AS "totalCount") z) AS third,
    (SELECT row_to_json(z) FROM (SELECT (
        SELECT row_to_json(y)
        FROM (SELECT least(count(*), 10000) AS count, count(*) <= 10000 AS exact FROM (
            SELECT FROM student s
            WHERE s.grade_level = $5
            LIMIT 10001
        ) x) y
    ) AS "totalCount") z) AS fourth,
    (SELECT row_to_json(z) FROM (SELECT (
        SELECT row_to_json(y)
        FROM (SELECT least(count(*), 10000) AS count, count(*) <= 10000 AS exact FROM (
            SELECT FROM student s
            WHERE EXISTS (
                SELECT FROM health_alert a
                WHERE a.student_id = s.id AND a.severity = 'LIFE_THREATENING'
            )
            LIMIT 10001
        ) x) y
    ) AS "totalCount") z) AS alerts
) answer
WHERE EXISTS (SELECT FROM me)
