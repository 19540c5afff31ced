-- takes: token key today now posted_until grace_from
-- One student's record as far as a teacher reads it: whoever leads a class of theirs.
--
-- $1 digest of the token, $2 the student, $3 today, $4 now, $5 rosters of classes that begin by then
-- are posted, $6 seats that ended after it are in grace.
--
-- Birth date, conditions, doses and actions are not a teacher's, nor why somebody was at the health
-- office; of incidents they read those that they reported, of IEPs the one in effect (for which they
-- are trained), of a seat's dates and of marks those of their own classes.
WITH me AS (
    SELECT p.id AS person_id, m.id AS staff_id, EXISTS (
        SELECT FROM post o
        WHERE o.staff_id = m.id AND o.starts_on <= $3 AND (o.ends_on IS NULL OR o.ends_on > $3)
    ) AS employed
    FROM token t
    JOIN person p ON p.id = t.person_id
    JOIN staff_member m ON m.person_id = p.id
    WHERE t.digest = $1 AND t.revoked_at IS NULL AND t.expires_at > now()
      AND p.suspended_at IS NULL
), led AS (
    -- seats in classes that I lead: today, posted (P-3), or in the grace of grading (P-2)
    SELECT e.section_id,
           w.begins <= $3 AND (w.ends IS NULL OR w.ends > $3) AS now,
           w.begins > $3 AND w.begins <= $5 AND (w.ends IS NULL OR w.begins < w.ends) AS soon,
           w.left_on <= $3 AND w.left_on > $6 AND e.starts_on < w.left_on
               AND l.starts_on < w.left_on
               AND (l.ends_on IS NULL OR l.ends_on >= w.left_on) AS late
    FROM me
    JOIN section_enrollment e ON e.student_id = $2
    JOIN section_staff l ON l.section_id = e.section_id AND l.staff_id = me.staff_id
        AND l.role = 'LEAD'
    JOIN section c ON c.id = e.section_id, LATERAL (
        SELECT greatest(l.starts_on, e.starts_on, c.starts_on) AS begins,
               least(l.ends_on, e.ends_on, c.ends_on) AS ends,
               least(e.ends_on, c.ends_on) AS left_on
    ) w
    WHERE NOT EXISTS (
        SELECT FROM court_order o
        WHERE o.student_id = $2 AND o.person_id = me.person_id
          AND o.starts_at <= $4 AND (o.decided_at IS NULL OR o.decided_at > $4)
          AND (o.document_key IS NOT NULL OR o.lapses_on IS NULL OR o.lapses_on > $3)
    )
), child AS (
    SELECT s.*, me.staff_id, me.employed, w.*
    FROM me, student s, LATERAL (
        SELECT bool_or(now) AS taught, bool_or(now OR soon) AS met, bool_or(now OR late) AS graded
        FROM led WHERE now OR soon OR late
    ) w
    WHERE s.id = $2 AND w.taught IS NOT NULL
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
        NULL AS "birthDate",
        CASE WHEN child.taught THEN (
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
        ) END AS guardianships,
        CASE WHEN child.met THEN (
            SELECT coalesce(json_agg(row_to_json(x)), '[]')
            FROM (
                SELECT instruction, severity, dietary, starts_on AS "startsOn", ends_on AS "endsOn"
                FROM health_alert
                WHERE student_id = child.id
                  AND starts_on <= $3 AND (ends_on IS NULL OR ends_on > $3)
                ORDER BY starts_on, id
            ) x
        ) END AS "healthAlerts",
        NULL AS conditions,
        CASE WHEN child.taught THEN (
            SELECT row_to_json(page) FROM (
                SELECT coalesce(json_agg(row_to_json(x)), '[]') AS nodes
                FROM (
                    SELECT arrived_at AS "arrivedAt", left_at AS "leftAt",
                           NULL AS complaint, NULL AS treatment
                    FROM health_visit WHERE student_id = child.id
                    ORDER BY arrived_at, id LIMIT 50
                ) x
            ) page
        ) END AS visits,
        NULL AS immunizations,
        CASE WHEN child.employed THEN (
            SELECT coalesce(json_agg(row_to_json(x)), '[]')
            FROM (
                SELECT p.role, row_to_json(i) AS incident
                FROM incident_participation p, LATERAL (
                    SELECT 'inc_' || n.id AS id, n.occurred_on AS "occurredOn", n.category, n.status
                    FROM incident n
                    WHERE n.id = p.incident_id AND n.reported_by = child.staff_id
                ) i
                WHERE p.student_id = child.id
                ORDER BY p.id
            ) x
        ) END AS participations,
        NULL AS actions,
        CASE WHEN child.taught THEN (
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
                                 AND NOT EXISTS (
                                     SELECT FROM iep_service v
                                     WHERE v.id = iep_service_id AND v.declined_on IS NOT NULL
                                 )
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
                                 AND declined_on IS NULL
                                 AND starts_on <= $3 AND (ends_on IS NULL OR ends_on > $3)
                               ORDER BY iep_service.starts_on, id
                           ) y
                       ) AS services
                FROM iep i WHERE i.student_id = child.id AND i.consented_on IS NOT NULL
                  AND i.starts_on <= $3 AND (i.superseded_on IS NULL OR i.superseded_on > $3)
                ORDER BY i.annual_due_on, i.id
            ) x
        ) END AS ieps,
        CASE WHEN child.taught THEN (
            SELECT coalesce(json_agg(row_to_json(x)), '[]')
            FROM (
                SELECT CASE WHEN o.mine THEN e.starts_on END AS "startsOn",
                       CASE WHEN o.mine THEN e.ends_on END AS "endsOn", row_to_json(s) AS section
                FROM section_enrollment e, LATERAL (
                    SELECT 'sec_' || n.id AS id, n.title, n.period, n.room,
                           (SELECT row_to_json(c) FROM (
                               SELECT code, title FROM course WHERE course.id = n.course_id
                           ) c) AS course,
                           (SELECT row_to_json(t) FROM (
                               SELECT name FROM term WHERE term.id = n.term_id
                           ) t) AS term
                    FROM section n WHERE n.id = e.section_id
                ) s, LATERAL (
                    SELECT e.section_id IN (SELECT section_id FROM led WHERE now) AS mine
                ) o
                WHERE e.student_id = child.id
                  AND e.starts_on <= $3 AND (e.ends_on IS NULL OR e.ends_on > $3)
                ORDER BY e.id
            ) x
        ) END AS schedule,
        CASE WHEN child.graded THEN (
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
                    FROM mark m
                    WHERE m.student_id = child.id
                      AND m.section_id IN (SELECT section_id FROM led WHERE now OR late)
                    ORDER BY m.posted_at, m.id LIMIT 50
                ) x
            ) page
        ) END AS marks
    FROM child
) record) AS student) answer
WHERE EXISTS (SELECT FROM me)
