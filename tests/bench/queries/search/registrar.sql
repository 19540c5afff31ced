-- takes: token name today now
-- Twenty students whose name resembles what was typed, for the registrar of all schools.
--
-- $1 digest of the token, $2 what was typed, without case or accents, $3 today, $4 now.
WITH me AS (
    SELECT p.id AS person_id, g.id AS guardian_id, EXISTS (
        SELECT FROM post o
        WHERE o.staff_id = m.id AND o.role = 'REGISTRAR' AND o.school_id IS NULL
          AND o.starts_on <= $3 AND (o.ends_on IS NULL OR o.ends_on > $3)
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
    WHERE c.starts_at <= $4 AND (c.decided_at IS NULL OR c.decided_at > $4)
      AND (c.document_key IS NOT NULL OR c.lapses_on IS NULL OR c.lapses_on > $3)
), own_child AS (
    -- mine, or of my household (P-16)
    SELECT g.student_id
    FROM me
    JOIN guardianship g ON g.guardian_id = me.guardian_id
    WHERE g.standing <> 'CONTACT_ONLY'
      AND g.starts_on <= $3 AND (g.ends_on IS NULL OR g.ends_on > $3)
    UNION ALL
    SELECT c.student_id
    FROM me
    JOIN household_guardian a ON a.guardian_id = me.guardian_id
    JOIN household_student c ON c.household_id = a.household_id
    WHERE a.starts_on <= $3 AND (a.ends_on IS NULL OR a.ends_on > $3)
      AND c.starts_on <= $3 AND (c.ends_on IS NULL OR c.ends_on > $3)
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
            FROM found s, me
            WHERE me.registers AND s.id <> ALL (
                ARRAY(SELECT student_id FROM barred UNION ALL SELECT student_id FROM own_child)
            )
            ORDER BY s.sort_name <->> $2, s.sort_name, s.id LIMIT 20
        ) x
    ) AS nodes
) page) AS students
) answer
WHERE EXISTS (SELECT FROM me)
