-- takes: token school since today now posted_until grace_from adult_born_by
-- A principal's day, for a principal who also leads a class and is a parent at the school.
--
-- $1 digest of the token, $2 the school, $3 since when incidents count, $4 today, $5 now,
-- $6 rosters of classes that begin by then are posted,
-- $7 seats that ended after it are in grace, $8 who was born by then is of age.
WITH me AS (
    SELECT p.id AS person_id, m.id AS staff_id, g.id AS guardian_id, EXISTS (
        SELECT FROM post o
        WHERE o.staff_id = m.id
          AND o.starts_on <= $4 AND (o.ends_on IS NULL OR o.ends_on > $4)
    ) AS employed
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
    WHERE c.starts_at <= $5 AND (c.decided_at IS NULL OR c.decided_at > $5)
      AND (c.document_key IS NOT NULL OR c.lapses_on IS NULL OR c.lapses_on > $4)
), own_child AS (
    -- mine, or of my household (P-16)
    SELECT g.student_id
    FROM me
    JOIN guardianship g ON g.guardian_id = me.guardian_id
    WHERE g.standing <> 'CONTACT_ONLY'
      AND g.starts_on <= $4 AND (g.ends_on IS NULL OR g.ends_on > $4)
    UNION ALL
    SELECT c.student_id
    FROM me
    JOIN household_guardian a ON a.guardian_id = me.guardian_id
    JOIN household_student c ON c.household_id = a.household_id
    WHERE a.starts_on <= $4 AND (a.ends_on IS NULL OR a.ends_on > $4)
      AND c.starts_on <= $4 AND (c.ends_on IS NULL OR c.ends_on > $4)
), led AS (
    -- seats in classes that I lead: today, posted (P-3), or in the grace of grading (P-2)
    SELECT e.student_id, e.section_id,
           w.begins <= $4 AND (w.ends IS NULL OR w.ends > $4) AS now,
           w.begins > $4 AND w.begins <= $6
               AND (w.ends IS NULL OR w.begins < w.ends) AS soon,
           w.left_on <= $4 AND w.left_on > $7 AND e.starts_on < w.left_on
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
    WHERE l.starts_on <= $6 AND (l.ends_on IS NULL OR l.ends_on > $7)
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
      AND g.starts_on <= $4 AND (g.ends_on IS NULL OR g.ends_on > $4)
      AND (s.birth_date > $8 OR EXISTS (
          SELECT FROM adult_access a
          WHERE a.student_id = g.student_id AND a.guardian_id = g.guardian_id
            AND a.starts_on <= $4 AND (a.ends_on IS NULL OR a.ends_on > $4)
      ))
      AND g.student_id NOT IN (
          SELECT student_id FROM barred WHERE kind = 'NO_RECORDS' OR document_key IS NULL
      )
), schools AS (
    SELECT o.school_id
    FROM me
    JOIN post o ON o.staff_id = me.staff_id AND o.role = 'PRINCIPAL'
    WHERE o.starts_on <= $4 AND (o.ends_on IS NULL OR o.ends_on > $4)
), seen AS (
    -- pupils of my schools, those who left them and are enrolled nowhere, of my classes, my own
    SELECT x.student_id, bool_or(x.here) AS here, bool_or(x.now) AS now, bool_or(x.soon) AS soon,
           bool_or(x.late) AS late, bool_or(x.family) AS family, bool_or(x.placed) AS placed,
           bool_or(NOT x.family) AS as_staff
    FROM (
        SELECT e.student_id, true AS here, false AS now, false AS soon, false AS late,
               false AS family, false AS placed
        FROM school_enrollment e
        WHERE e.school_id IN (SELECT school_id FROM schools)
          AND e.starts_on <= $4 AND (e.ends_on IS NULL OR e.ends_on > $4)
          AND e.student_id NOT IN (SELECT student_id FROM barred)
          AND e.student_id NOT IN (SELECT student_id FROM own_child)
        UNION ALL
        SELECT e.student_id, false, false, false, false, false, false
        FROM school_enrollment e
        WHERE e.school_id IN (SELECT school_id FROM schools) AND e.ends_on <= $4
          AND NOT EXISTS (
              SELECT FROM school_enrollment n
              WHERE n.student_id = e.student_id
                AND n.starts_on <= $4 AND (n.ends_on IS NULL OR n.ends_on > $4)
          )
          AND e.student_id NOT IN (SELECT student_id FROM barred)
          AND e.student_id NOT IN (SELECT student_id FROM own_child)
        UNION ALL
        SELECT student_id, false, now, soon, late, false, false FROM led WHERE now OR soon OR late
        UNION ALL
        SELECT student_id, false, false, false, false, true, placed FROM family
    ) x
    GROUP BY x.student_id
), classes AS (
    SELECT student_id, section_id FROM led WHERE now OR late
), missing AS MATERIALIZED (
    SELECT s.id, s.given_name, s.family_name, s.grade_level, s.sort_name,
           v.here, v.now, v.placed
    FROM seen v JOIN student s ON s.id = v.student_id
    WHERE EXISTS (
        SELECT FROM attendance_event t
        WHERE t.student_id = s.id AND t.day = $4 AND t.status = 'ABSENT'
          AND (v.here OR v.now OR v.placed
               OR (t.student_id, t.section_id) IN (SELECT student_id, section_id FROM classes))
    )
), happened AS MATERIALIZED (
    SELECT i.*, w.placed
    FROM incident i, me, LATERAL (
        SELECT count(*) > 0 AS seen, bool_or(v.here OR v.placed) AS placed
        FROM incident_participation t
        JOIN seen v ON v.student_id = t.student_id
        WHERE t.incident_id = i.id AND (v.here OR v.family)
    ) w
    WHERE i.school_id = $2 AND i.occurred_on >= $3
      AND (w.placed OR i.reported_by = me.staff_id AND me.employed)
), alerted AS MATERIALIZED (
    SELECT a.id, a.instruction, a.dietary, a.starts_on, a.student_id
    FROM seen v JOIN health_alert a ON a.student_id = v.student_id
    WHERE (v.here OR v.now OR v.soon OR v.family) AND a.severity = 'LIFE_THREATENING'
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
                                      CASE WHEN s.here OR s.placed AND t.reason IS DISTINCT FROM 'CONFIDENTIAL_SERVICE'
                                           THEN t.reason END AS reason,
                                      (SELECT row_to_json(z) FROM (
                                          SELECT title, period FROM section
                                          WHERE section.id = t.section_id
                                      ) z) AS section
                               FROM attendance_event t
                               WHERE t.student_id = s.id AND t.day = $4
                              AND (s.here OR s.now OR s.placed OR (t.student_id, t.section_id)
                                   IN (SELECT student_id, section_id FROM classes))
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
