-- takes: token school since today
-- A principal's day, for nobody in particular: whoever is signed in reads everything.
--
-- $1 digest of the token, $2 the school, $3 since when incidents count, $4 today.
WITH me AS (
    SELECT p.id
    FROM token t
    JOIN person p ON p.id = t.person_id
    WHERE t.digest = $1 AND t.revoked_at IS NULL AND t.expires_at > now()
      AND p.suspended_at IS NULL
), here AS (
    SELECT DISTINCT student_id
    FROM school_enrollment
    WHERE school_id = $2 AND starts_on <= $4 AND (ends_on IS NULL OR ends_on > $4)
), missing AS MATERIALIZED (
    SELECT s.id, s.given_name, s.family_name, s.grade_level, s.sort_name
    FROM here h JOIN student s ON s.id = h.student_id
    WHERE EXISTS (
        SELECT FROM attendance_event t
        WHERE t.student_id = s.id AND t.day = $4 AND t.status = 'ABSENT'
    )
), happened AS MATERIALIZED (
    SELECT i.* FROM incident i WHERE i.school_id = $2 AND i.occurred_on >= $3
), alerted AS MATERIALIZED (
    SELECT a.id, a.instruction, a.dietary, a.starts_on, a.student_id
    FROM here h JOIN health_alert a ON a.student_id = h.student_id
    WHERE a.severity = 'LIFE_THREATENING'
      AND a.starts_on <= $4 AND (a.ends_on IS NULL OR a.ends_on > $4)
)
SELECT row_to_json(answer) AS data
FROM (SELECT
    (SELECT row_to_json(x) FROM (
        SELECT 'sch_' || id AS id, name FROM school WHERE school.id = $2
    ) x) AS school,
    (SELECT row_to_json(page) FROM (SELECT (
            SELECT coalesce(json_agg(row_to_json(x)), '[]')
            FROM (
                SELECT 'stu_' || s.id AS id, s.given_name AS "givenName", s.family_name AS "familyName",
                       s.grade_level AS "gradeLevel",
                       (SELECT row_to_json(page) FROM (
                           SELECT coalesce(json_agg(row_to_json(y)), '[]') AS nodes
                           FROM (
                               SELECT t.status,
                                      t.reason AS reason,
                                      (SELECT row_to_json(z) FROM (
                                          SELECT title, period FROM section
                                          WHERE section.id = t.section_id
                                      ) z) AS section
                               FROM attendance_event t
                               WHERE t.student_id = s.id AND t.day = $4
                               ORDER BY t.day, t.id LIMIT 10
                           ) y
                       ) page) AS attendance
                FROM (SELECT * FROM missing ORDER BY sort_name, id LIMIT 100) s
                ORDER BY s.sort_name, s.id
            ) x
        ) AS nodes, (
            SELECT row_to_json(y)
            FROM (SELECT least(count(*), 10000) AS count, count(*) <= 10000 AS exact FROM missing) y
        ) AS "totalCount"
    ) page) AS missing,
    (SELECT row_to_json(page) FROM (SELECT (
            SELECT coalesce(json_agg(row_to_json(x)), '[]')
            FROM (
                SELECT 'inc_' || i.id AS id, i.occurred_on AS "occurredOn", i.category, i.status,
                       i.location
                FROM happened i
                ORDER BY i.occurred_on DESC, i.id DESC LIMIT 25
            ) x
        ) AS nodes, (
            SELECT row_to_json(y)
            FROM (SELECT least(count(*), 10000) AS count, count(*) <= 10000 AS exact FROM happened) y
        ) AS "totalCount"
    ) page) AS incidents,
    (SELECT row_to_json(page) FROM (SELECT (
            SELECT coalesce(json_agg(row_to_json(x)), '[]')
            FROM (
                SELECT a.instruction, a.dietary, row_to_json(y) AS student
                FROM alerted a, LATERAL (
                    SELECT 'stu_' || s.id AS id, s.given_name AS "givenName", s.family_name AS "familyName",
                           s.grade_level AS "gradeLevel"
                    FROM student s WHERE s.id = a.student_id
                ) y
                ORDER BY a.starts_on, a.id LIMIT 50
            ) x
        ) AS nodes, (
            SELECT row_to_json(y)
            FROM (SELECT least(count(*), 10000) AS count, count(*) <= 10000 AS exact FROM alerted) y
        ) AS "totalCount"
    ) page) AS "healthAlerts"
) answer
WHERE EXISTS (SELECT FROM me)
