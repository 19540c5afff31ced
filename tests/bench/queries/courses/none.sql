-- takes: token today
-- A hundred students with their classes and marks, for nobody in particular: whoever is signed in reads everything.
--
-- $1 digest of the token, $2 today.
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
            SELECT 'stu_' || s.id AS id, s.given_name AS "givenName", s.family_name AS "familyName",
                   s.grade_level AS "gradeLevel",
                   (
                       SELECT coalesce(json_agg(row_to_json(y)), '[]')
                       FROM (
                           SELECT row_to_json(c) AS section
                           FROM section_enrollment e, LATERAL (
                               SELECT n.title, n.period,
                                      (SELECT row_to_json(z) FROM (
                                          SELECT code, title FROM course WHERE course.id = n.course_id
                                      ) z) AS course,
                                      (SELECT row_to_json(z) FROM (
                                          SELECT name FROM term WHERE term.id = n.term_id
                                      ) z) AS term
                               FROM section n WHERE n.id = e.section_id
                           ) c
                           WHERE e.student_id = s.id
                             AND e.starts_on <= $2 AND (e.ends_on IS NULL OR e.ends_on > $2)
                           ORDER BY e.id
                       ) y
                   ) AS schedule,
                   (
                       SELECT row_to_json(page) FROM (
                           SELECT coalesce(json_agg(row_to_json(y)), '[]') AS nodes
                           FROM (
                               SELECT m.value, m.school_year AS "schoolYear",
                                      (SELECT row_to_json(z) FROM (
                                          SELECT title FROM section WHERE section.id = m.section_id
                                      ) z) AS section,
                                      (SELECT row_to_json(z) FROM (
                                          SELECT name FROM term WHERE term.id = m.term_id
                                      ) z) AS term
                               FROM mark m
                               WHERE m.student_id = s.id
                               ORDER BY m.posted_at, m.id LIMIT 50
                           ) y
                       ) page
                   ) AS marks
            FROM (
                SELECT s.id, s.given_name, s.family_name, s.grade_level, s.sort_name
                FROM student s
                ORDER BY s.sort_name, s.id LIMIT 100
            ) s
            ORDER BY s.sort_name, s.id
        ) x
    ) AS nodes
) page) AS students
) answer
WHERE EXISTS (SELECT FROM me)
