-- takes: token grade
-- The pupils of a grade, a page and their number, for nobody in particular: whoever is signed in reads everything.
--
-- $1 digest of the token, $2 the grade.
WITH me AS (
    SELECT p.id
    FROM token t
    JOIN person p ON p.id = t.person_id
    WHERE t.digest = $1 AND t.revoked_at IS NULL AND t.expires_at > now()
      AND p.suspended_at IS NULL
), counted AS MATERIALIZED (
    SELECT count(*) AS rows
    FROM (
        SELECT FROM student s
        WHERE s.grade_level = $2
        LIMIT 10001
    ) x
)
SELECT row_to_json(answer) AS data
FROM (SELECT (SELECT row_to_json(page) FROM (
    SELECT (
        SELECT coalesce(json_agg(row_to_json(x)), '[]')
        FROM (
            SELECT 'stu_' || s.id AS id, s.given_name AS "givenName", s.family_name AS "familyName",
                   s.preferred_name AS "preferredName", s.grade_level AS "gradeLevel"
            FROM student s
            WHERE s.grade_level = $2
            ORDER BY s.family_name DESC, s.id DESC LIMIT 50
        ) x
    ) AS nodes, (
        SELECT row_to_json(x) FROM (SELECT rows > 50 AS "hasNextPage" FROM counted) x
    ) AS "pageInfo", (
        SELECT row_to_json(x)
        FROM (SELECT least(rows, 10000) AS count, rows <= 10000 AS exact FROM counted) x
    ) AS "totalCount"
) page) AS students
) answer
WHERE EXISTS (SELECT FROM me)
