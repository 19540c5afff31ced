-- takes: token key today
-- One student's whole record, for nobody in particular: whoever is signed in reads everything.
--
-- $1 digest of the token, $2 the student, $3 today.
WITH me AS (
    SELECT p.id
    FROM token t
    JOIN person p ON p.id = t.person_id
    WHERE t.digest = $1 AND t.revoked_at IS NULL AND t.expires_at > now()
      AND p.suspended_at IS NULL
)
SELECT row_to_json(answer) AS data
FROM (SELECT (SELECT row_to_json(record) FROM (
    SELECT
        'stu_' || child.id AS id,
        child.given_name AS "givenName",
        child.middle_name AS "middleName",
        child.family_name AS "familyName",
        child.preferred_name AS "preferredName",
        child.grade_level AS "gradeLevel",
        child.birth_date AS "birthDate",
        (
            SELECT coalesce(json_agg(row_to_json(x)), '[]')
            FROM (
                SELECT g.relationship, g.standing, g.lives_with AS "livesWith",
                       g.contact_priority AS "contactPriority", row_to_json(a) AS guardian
                FROM guardianship g, LATERAL (
                    SELECT 'gdn_' || n.id AS id, n.given_name AS "givenName",
                           n.family_name AS "familyName", n.phone, n.email, n.language
                    FROM guardian n WHERE n.id = g.guardian_id
                ) a
                WHERE g.student_id = child.id
                  AND g.starts_on <= $3 AND (g.ends_on IS NULL OR g.ends_on > $3)
                ORDER BY g.contact_priority, g.id
            ) x
        ) AS guardianships,
        (
            SELECT coalesce(json_agg(row_to_json(x)), '[]')
            FROM (
                SELECT instruction, severity, dietary, starts_on AS "startsOn", ends_on AS "endsOn"
                FROM health_alert
                WHERE student_id = child.id
                  AND starts_on <= $3 AND (ends_on IS NULL OR ends_on > $3)
                ORDER BY starts_on, id
            ) x
        ) AS "healthAlerts",
        (
            SELECT coalesce(json_agg(row_to_json(x)), '[]')
            FROM (
                SELECT kind, name, noted_on AS "notedOn"
                FROM condition WHERE student_id = child.id
                ORDER BY noted_on, id
            ) x
        ) AS conditions,
        (
            SELECT row_to_json(page) FROM (
                SELECT coalesce(json_agg(row_to_json(x)), '[]') AS nodes
                FROM (
                    SELECT arrived_at AS "arrivedAt", left_at AS "leftAt", complaint, treatment
                    FROM health_visit WHERE student_id = child.id
                    ORDER BY arrived_at, id LIMIT 50
                ) x
            ) page
        ) AS visits,
        (
            SELECT coalesce(json_agg(row_to_json(x)), '[]')
            FROM (
                SELECT vaccine, given_on AS "givenOn", source
                FROM immunization WHERE student_id = child.id
                ORDER BY given_on, id
            ) x
        ) AS immunizations,
        (
            SELECT coalesce(json_agg(row_to_json(x)), '[]')
            FROM (
                SELECT p.role, row_to_json(i) AS incident
                FROM incident_participation p, LATERAL (
                    SELECT 'inc_' || n.id AS id, n.occurred_on AS "occurredOn", n.category, n.status
                    FROM incident n WHERE n.id = p.incident_id
                ) i
                WHERE p.student_id = child.id
                ORDER BY p.id
            ) x
        ) AS participations,
        (
            SELECT coalesce(json_agg(row_to_json(x)), '[]')
            FROM (
                SELECT kind, starts_on AS "startsOn", ordered_days::text AS "orderedDays",
                       actual_days::text AS "actualDays"
                FROM incident_action WHERE student_id = child.id
                ORDER BY starts_on, id
            ) x
        ) AS actions,
        (
            SELECT coalesce(json_agg(row_to_json(x)), '[]')
            FROM (
                SELECT i.version AS number, i.consented_on AS "consentedOn",
                       i.superseded_on AS "supersededOn", i.starts_on AS "startsOn",
                       i.annual_due_on AS "annualDueOn", i.disability, i.placement,
                       i.present_levels AS "presentLevels",
                       (
                           SELECT coalesce(json_agg(row_to_json(y)), '[]')
                           FROM (
                               SELECT area, goal FROM iep_goal
                               WHERE iep_id = i.id AND student_id = i.student_id
                               ORDER BY area, id
                           ) y
                       ) AS goals,
                       (
                           SELECT coalesce(json_agg(row_to_json(y)), '[]')
                           FROM (
                               SELECT area, minutes_weekly AS "minutesWeekly",
                                      starts_on AS "startsOn", ends_on AS "endsOn"
                               FROM iep_service
                               WHERE iep_id = i.id AND student_id = i.student_id
                                 AND starts_on <= $3 AND (ends_on IS NULL OR ends_on > $3)
                               ORDER BY iep_service.starts_on, id
                           ) y
                       ) AS services
                FROM iep i WHERE i.student_id = child.id
                ORDER BY i.annual_due_on, i.id
            ) x
        ) AS ieps,
        (
            SELECT coalesce(json_agg(row_to_json(x)), '[]')
            FROM (
                SELECT e.starts_on AS "startsOn", e.ends_on AS "endsOn", row_to_json(s) AS section
                FROM section_enrollment e, LATERAL (
                    SELECT 'sec_' || n.id AS id, n.title, n.period, n.room,
                           (SELECT row_to_json(c) FROM (
                               SELECT code, title FROM course WHERE course.id = n.course_id
                           ) c) AS course,
                           (SELECT row_to_json(t) FROM (
                               SELECT name FROM term WHERE term.id = n.term_id
                           ) t) AS term
                    FROM section n WHERE n.id = e.section_id
                ) s
                WHERE e.student_id = child.id
                  AND e.starts_on <= $3 AND (e.ends_on IS NULL OR e.ends_on > $3)
                ORDER BY e.id
            ) x
        ) AS schedule,
        (
            SELECT row_to_json(page) FROM (
                SELECT coalesce(json_agg(row_to_json(x)), '[]') AS nodes
                FROM (
                    SELECT m.value, m.version, m.school_year AS "schoolYear",
                           m.posted_at AS "postedAt",
                           (
                               SELECT row_to_json(s) FROM (
                                   SELECT title FROM section WHERE section.id = m.section_id
                               ) s
                           ) AS section,
                           (SELECT row_to_json(t) FROM (
                               SELECT name FROM term WHERE term.id = m.term_id
                           ) t) AS term
                    FROM mark m WHERE m.student_id = child.id
                    ORDER BY m.posted_at, m.id LIMIT 50
                ) x
            ) page
        ) AS marks
    FROM student child WHERE child.id = $2
) record) AS student) answer
WHERE EXISTS (SELECT FROM me)
