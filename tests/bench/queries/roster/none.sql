-- takes: token key today
-- The roster of a class with guardians and alerts, for nobody in particular: whoever is signed in reads everything.
--
-- $1 digest of the token, $2 the section, $3 today.
WITH me AS (
    SELECT p.id
    FROM token t
    JOIN person p ON p.id = t.person_id
    WHERE t.digest = $1 AND t.revoked_at IS NULL AND t.expires_at > now()
      AND p.suspended_at IS NULL
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
                    FROM section_enrollment e, LATERAL (
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
                    ORDER BY e.student_id, e.id LIMIT 50
                ) seat
            ) page
        ) AS roster
    FROM section WHERE section.id = $2
) class) AS section) answer
WHERE EXISTS (SELECT FROM me)
