-- takes: token key today now
-- The roster of a class with guardians and health alerts for a teacher, written by hand.
--
-- $1 digest of the token, $2 the section, $3 today, $4 now.
--
-- A seat is read by who leads a class in which its student sits today, where no order stands
-- between the two (P-18); all that is read of the student here comes with that.
-- What another predicate of this statement implies is not asked again.
WITH me AS (
    SELECT p.id AS person_id, m.id AS staff_id
    FROM token t
    JOIN person p ON p.id = t.person_id
    JOIN staff_member m ON m.person_id = p.id
    WHERE t.digest = $1 AND t.revoked_at IS NULL AND t.expires_at > now()
      AND p.suspended_at IS NULL
), led AS (
    SELECT array_agg(l.section_id) AS sections
    FROM me
    JOIN section_staff l ON l.staff_id = me.staff_id
    JOIN section s ON s.id = l.section_id
    WHERE l.role = 'LEAD'
      AND l.starts_on <= $3 AND (l.ends_on IS NULL OR l.ends_on > $3)
      AND s.starts_on <= $3 AND (s.ends_on IS NULL OR s.ends_on > $3)
)
SELECT row_to_json(answer) AS data
FROM (SELECT (SELECT row_to_json(class) FROM (
    SELECT
        'sec_' || section.id AS id,
        section.title,
        section.period,
        section.room,
        (
            SELECT row_to_json(page) FROM (
                SELECT coalesce(json_agg(row_to_json(seat)), '[]') AS nodes
                FROM (
                    SELECT row_to_json(pupil) AS student
                    FROM section_enrollment e, me, led, LATERAL (
                        SELECT
                            'stu_' || s.id AS id,
                            s.given_name AS "givenName",
                            s.family_name AS "familyName",
                            s.preferred_name AS "preferredName",
                            s.grade_level AS "gradeLevel",
                            (
                                SELECT coalesce(json_agg(row_to_json(x)), '[]')
                                FROM (
                                    SELECT g.relationship, g.lives_with AS "livesWith",
                                           row_to_json(a) AS guardian
                                    FROM guardianship g, LATERAL (
                                        SELECT 'gdn_' || n.id AS id, n.given_name AS "givenName",
                                               n.family_name AS "familyName", n.phone, n.email,
                                               n.language
                                        FROM guardian n WHERE n.id = g.guardian_id
                                    ) a
                                    WHERE g.student_id = s.id
                                      AND g.starts_on <= $3 AND (g.ends_on IS NULL OR g.ends_on > $3)
                                    ORDER BY g.contact_priority, g.id
                                ) x
                            ) AS guardianships,
                            (
                                SELECT coalesce(json_agg(row_to_json(x)), '[]')
                                FROM (
                                    SELECT instruction, severity, dietary
                                    FROM health_alert
                                    WHERE student_id = s.id
                                      AND starts_on <= $3 AND (ends_on IS NULL OR ends_on > $3)
                                    ORDER BY starts_on, id
                                ) x
                            ) AS "healthAlerts"
                        FROM student s WHERE s.id = e.student_id
                    ) pupil
                    WHERE e.section_id = section.id
                      AND e.starts_on <= $3 AND (e.ends_on IS NULL OR e.ends_on > $3)
                      AND EXISTS (
                          SELECT FROM section_enrollment o
                          WHERE o.student_id = e.student_id AND o.section_id = ANY(led.sections)
                            AND o.starts_on <= $3 AND (o.ends_on IS NULL OR o.ends_on > $3)
                      )
                      AND NOT EXISTS (
                          SELECT FROM court_order c
                          WHERE c.student_id = e.student_id AND c.person_id = me.person_id
                            AND c.starts_at <= $4 AND (c.decided_at IS NULL OR c.decided_at > $4)
                            AND (c.document_key IS NOT NULL OR c.lapses_on IS NULL
                                 OR c.lapses_on > $3)
                      )
                    ORDER BY e.student_id, e.id LIMIT 50
                ) seat
            ) page
        ) AS roster
    FROM section WHERE section.id = $2
) class) AS section) answer
WHERE EXISTS (SELECT FROM me)
