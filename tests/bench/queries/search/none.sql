-- takes: token name
-- Twenty students whose name resembles what was typed, for nobody in particular: whoever is signed in reads everything.
--
-- $1 digest of the token, $2 what was typed, without case or accents.
WITH me AS (
    SELECT p.id
    FROM token t
    JOIN person p ON p.id = t.person_id
    WHERE t.digest = $1 AND t.revoked_at IS NULL AND t.expires_at > now()
      AND p.suspended_at IS NULL
), found AS MATERIALIZED (
    -- names first: few are alike, and whoever isn't need not be asked about
    SELECT * FROM student WHERE sort_name %> $2
)
SELECT row_to_json(answer) AS data
FROM (SELECT (SELECT row_to_json(page) FROM (
    SELECT (
        SELECT coalesce(json_agg(row_to_json(x)), '[]')
        FROM (
            SELECT 'stu_' || s.id AS id, s.given_name AS "givenName", s.family_name AS "familyName",
                   s.preferred_name AS "preferredName",
                   s.grade_level AS "gradeLevel"
            FROM found s
            ORDER BY s.sort_name <->> $2, s.sort_name, s.id LIMIT 20
        ) x
    ) AS nodes
) page) AS students
) answer
WHERE EXISTS (SELECT FROM me)
