-- takes: token today now adult_born_by
-- A hundred students with their classes and marks, for a guardian: their own children.
--
-- $1 digest of the token, $2 today, $3 now, $4 who was born by then is of age.
WITH me AS (
    SELECT p.id AS person_id, g.id AS guardian_id
    FROM token t
    JOIN person p ON p.id = t.person_id
    JOIN guardian g ON g.person_id = p.id
    WHERE t.digest = $1 AND t.revoked_at IS NULL AND t.expires_at > now()
      AND p.suspended_at IS NULL
), barred AS (
    -- an order in force binds me towards these (P-18 to P-21)
    SELECT c.student_id, c.kind, c.document_key
    FROM me
    JOIN court_order c ON c.person_id = me.person_id
    WHERE c.starts_at <= $3 AND (c.decided_at IS NULL OR c.decided_at > $3)
      AND (c.document_key IS NOT NULL OR c.lapses_on IS NULL OR c.lapses_on > $2)
), family AS (
    -- children of mine whose record is open to me: minors, or of age and left open (P-24)
    SELECT g.student_id,
           g.student_id NOT IN (
               SELECT student_id FROM barred WHERE kind IN ('NO_CONTACT', 'NO_LOCATION')
           ) AS placed
    FROM me
    JOIN guardianship g ON g.guardian_id = me.guardian_id
    JOIN student s ON s.id = g.student_id
    WHERE g.standing <> 'CONTACT_ONLY'
      AND g.starts_on <= $2 AND (g.ends_on IS NULL OR g.ends_on > $2)
      AND (s.birth_date > $4 OR EXISTS (
          SELECT FROM adult_access a
          WHERE a.student_id = g.student_id AND a.guardian_id = g.guardian_id
            AND a.starts_on <= $2 AND (a.ends_on IS NULL OR a.ends_on > $2)
      ))
      AND g.student_id NOT IN (
          SELECT student_id FROM barred WHERE kind = 'NO_RECORDS' OR document_key IS NULL
      )
)
SELECT row_to_json(answer) AS data
FROM (SELECT (SELECT row_to_json(page) FROM (
    SELECT (
        SELECT coalesce(json_agg(row_to_json(x)), '[]')
        FROM (
            SELECT 'stu_' || s.id AS id, s.given_name AS "givenName", s.family_name AS "familyName",
                   s.grade_level AS "gradeLevel",
                   CASE WHEN s.placed THEN (
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
                   ) END AS schedule,
                   (
                       SELECT row_to_json(page) FROM (
                           SELECT coalesce(json_agg(row_to_json(y)), '[]') AS nodes
                           FROM (
                               SELECT m.value, m.school_year AS "schoolYear",
                                      CASE WHEN s.placed THEN (SELECT row_to_json(z) FROM (
                                          SELECT title FROM section WHERE section.id = m.section_id
                                      ) z) END AS section,
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
                SELECT f.placed, s.id, s.given_name, s.family_name, s.grade_level, s.sort_name
                FROM family f JOIN student s ON s.id = f.student_id
                ORDER BY s.sort_name, s.id LIMIT 100
            ) s
            ORDER BY s.sort_name, s.id
        ) x
    ) AS nodes
) page) AS students
) answer
WHERE EXISTS (SELECT FROM me)
