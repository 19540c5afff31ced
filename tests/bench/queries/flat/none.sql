-- takes: token
-- A thousand students by name, for nobody in particular: whoever is signed in reads everything.
--
-- $1 digest of the token.
WITH me AS (
    SELECT p.id
    FROM token t
    JOIN person p ON p.id = t.person_id
    WHERE t.digest = $1 AND t.revoked_at IS NULL AND t.expires_at > now()
      AND p.suspended_at IS NULL
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
            ORDER BY s.sort_name, s.id LIMIT 1000
        ) x
    ) AS nodes
) page) AS students
) answer
WHERE EXISTS (SELECT FROM me)
