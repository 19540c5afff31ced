-- takes: token name today now posted_until grace_from adult_born_by
-- Twenty students whose name resembles what was typed, for a principal who also leads a class and is a parent at the school.
--
-- $1 digest of the token, $2 what was typed, without case or accents, $3 today, $4 now,
-- $5 rosters of classes that begin by then are posted,
-- $6 seats that ended after it are in grace, $7 who was born by then is of age.
WITH me AS (
    SELECT p.id AS person_id, m.id AS staff_id, g.id AS guardian_id
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
      AND g.starts_on <= $3 AND (g.ends_on IS NULL OR g.ends_on > $3)
      AND (s.birth_date > $7 OR EXISTS (
          SELECT FROM adult_access a
          WHERE a.student_id = g.student_id AND a.guardian_id = g.guardian_id
            AND a.starts_on <= $3 AND (a.ends_on IS NULL OR a.ends_on > $3)
      ))
      AND g.student_id NOT IN (
          SELECT student_id FROM barred WHERE kind = 'NO_RECORDS' OR document_key IS NULL
      )
), found AS MATERIALIZED (
    -- names first: few are alike, and whoever isn't need not be asked about
    SELECT * FROM student WHERE sort_name %> $2
), schools AS (
    SELECT o.school_id
    FROM me
    JOIN post o ON o.staff_id = me.staff_id AND o.role = 'PRINCIPAL'
    WHERE o.starts_on <= $3 AND (o.ends_on IS NULL OR o.ends_on > $3)
), seen AS (
    -- pupils of my schools, those who left them and are enrolled nowhere, of my classes, my own
    SELECT x.student_id, bool_or(x.here) AS here, bool_or(x.now) AS now, bool_or(x.soon) AS soon,
           bool_or(x.late) AS late, bool_or(x.family) AS family, bool_or(x.placed) AS placed,
           bool_or(NOT x.family) AS as_staff
    FROM (
        SELECT e.student_id, true AS here, false AS now, false AS soon, false AS late,
               false AS family, false AS placed
        FROM found f
        JOIN school_enrollment e ON e.student_id = f.id
        WHERE e.school_id IN (SELECT school_id FROM schools)
          AND e.starts_on <= $3 AND (e.ends_on IS NULL OR e.ends_on > $3)
          AND e.student_id NOT IN (SELECT student_id FROM barred)
          AND e.student_id NOT IN (SELECT student_id FROM own_child)
        UNION ALL
        SELECT e.student_id, false, false, false, false, false, false
        FROM found f
        JOIN school_enrollment e ON e.student_id = f.id
        WHERE e.school_id IN (SELECT school_id FROM schools) AND e.ends_on <= $3
          AND NOT EXISTS (
              SELECT FROM school_enrollment n
              WHERE n.student_id = e.student_id
                AND n.starts_on <= $3 AND (n.ends_on IS NULL OR n.ends_on > $3)
          )
          AND e.student_id NOT IN (SELECT student_id FROM barred)
          AND e.student_id NOT IN (SELECT student_id FROM own_child)
        UNION ALL
        SELECT student_id, false, now, soon, late, false, false FROM led WHERE now OR soon OR late
        UNION ALL
        SELECT student_id, false, false, false, false, true, placed FROM family
    ) x
    GROUP BY x.student_id
)
SELECT row_to_json(answer) AS data
FROM (SELECT (SELECT row_to_json(page) FROM (
    SELECT (
        SELECT coalesce(json_agg(row_to_json(x)), '[]')
        FROM (
            SELECT 'stu_' || s.id AS id, s.given_name AS "givenName", s.family_name AS "familyName",
                   CASE WHEN v.as_staff OR s.preferred_name_audience = 'EVERYONE'
                        THEN s.preferred_name END AS "preferredName",
                   s.grade_level AS "gradeLevel"
            FROM seen v JOIN found s ON s.id = v.student_id
            ORDER BY s.sort_name <->> $2, s.sort_name, s.id LIMIT 20
        ) x
    ) AS nodes
) page) AS students
) answer
WHERE EXISTS (SELECT FROM me)
