-- takes: token name today now posted_until grace_from
-- Twenty students whose name resembles what was typed, for a teacher: pupils of the classes that they lead.
--
-- $1 digest of the token, $2 what was typed, without case or accents, $3 today, $4 now,
-- $5 rosters of classes that begin by then are posted,
-- $6 seats that ended after it are in grace.
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
    WHERE c.starts_at <= $4 AND (c.decided_at IS NULL OR c.decided_at > $4)
      AND (c.document_key IS NOT NULL OR c.lapses_on IS NULL OR c.lapses_on > $3)
), led AS (
    -- seats in classes that I lead: today, posted (P-3), or in the grace of grading (P-2)
    SELECT e.student_id, e.section_id,
           w.begins <= $3 AND (w.ends IS NULL OR w.ends > $3) AS now,
           w.begins > $3 AND w.begins <= $5
               AND (w.ends IS NULL OR w.begins < w.ends) AS soon,
           w.left_on <= $3 AND w.left_on > $6 AND e.starts_on < w.left_on
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
    WHERE l.starts_on <= $5 AND (l.ends_on IS NULL OR l.ends_on > $6)
      AND e.student_id NOT IN (SELECT student_id FROM barred)
)
SELECT row_to_json(answer) AS data
FROM (SELECT (SELECT row_to_json(page) FROM (
    SELECT (
        SELECT coalesce(json_agg(row_to_json(x)), '[]')
        FROM (
            SELECT 'stu_' || s.id AS id, s.given_name AS "givenName", s.family_name AS "familyName",
                   s.preferred_name AS "preferredName",
                   s.grade_level AS "gradeLevel"
            FROM student s
            WHERE s.id = ANY (ARRAY(SELECT student_id FROM led WHERE now OR soon OR late))
              AND s.sort_name %> $2
            ORDER BY s.sort_name <->> $2, s.sort_name, s.id LIMIT 20
        ) x
    ) AS nodes
) page) AS students
) answer
WHERE EXISTS (SELECT FROM me)
