-- takes: token section said today request now
WITH me AS MATERIALIZED (
    SELECT t.person_id, m.id AS staff_id
    FROM token t
    JOIN person p ON p.id = t.person_id
    JOIN staff_member m ON m.person_id = p.id
    WHERE t.digest = $1 AND t.revoked_at IS NULL AND t.expires_at > now() AND p.suspended_at IS NULL
), class AS MATERIALIZED (
    SELECT c.id
    FROM section c
    WHERE c.id = $2 AND c.starts_on <= $4 AND (c.ends_on IS NULL OR c.ends_on > $4)
      AND EXISTS (
          SELECT FROM section_staff l JOIN me ON l.staff_id = me.staff_id
          WHERE l.section_id = c.id AND l.role = 'LEAD'
            AND l.starts_on <= $4 AND (l.ends_on IS NULL OR l.ends_on > $4)
      )
    FOR NO KEY UPDATE
), denied AS MATERIALIZED (
    SELECT o.student_id
    FROM court_order o JOIN me ON o.person_id = me.person_id
    WHERE o.starts_at <= now() AND (o.decided_at IS NULL OR o.decided_at > now())
      AND (o.document_key IS NOT NULL OR o.lapses_on IS NULL OR o.lapses_on > $4)
), seat AS MATERIALIZED (
    SELECT e.student_id, e.school_year
    FROM class JOIN section_enrollment e ON e.section_id = class.id
    WHERE e.starts_on <= $4 AND (e.ends_on IS NULL OR e.ends_on > $4)
      AND e.student_id NOT IN (SELECT student_id FROM denied)
), said AS MATERIALIZED (
    SELECT x.student_id, x.status, seat.school_year
    FROM jsonb_to_recordset($3::jsonb) AS x (student_id uuid, status text)
    JOIN seat USING (student_id)
), before AS MATERIALIZED (
    SELECT a.*
    FROM attendance_event a
    JOIN class ON a.section_id = class.id AND a.day = $4
    WHERE a.student_id IN (SELECT student_id FROM seat)
), gone AS (
    DELETE FROM attendance_event a
    USING before b
    WHERE a.id = b.id AND b.student_id NOT IN (SELECT student_id FROM said)
    RETURNING a.*
), amended AS (
    UPDATE attendance_event a
    SET status = s.status, row_version = a.row_version + 1
    FROM before b JOIN said s USING (student_id)
    WHERE a.id = b.id AND b.status <> s.status
    RETURNING a.*
), added AS (
    INSERT INTO attendance_event (student_id, section_id, school_year, day, status)
    SELECT s.student_id, $2, s.school_year, $4, s.status
    FROM said s
    WHERE s.student_id NOT IN (SELECT student_id FROM before)
    RETURNING *
), taken AS MATERIALIZED (
    SELECT r.* FROM roll_submission r JOIN class ON r.section_id = class.id WHERE r.day = $4
), roll AS (
    INSERT INTO roll_submission (section_id, day, submitted_at, submitted_by)
    SELECT class.id, $4, $6, me.staff_id FROM class, me WHERE EXISTS (SELECT FROM seat)
    ON CONFLICT (section_id, day)
        DO UPDATE SET submitted_at = excluded.submitted_at, submitted_by = excluded.submitted_by
        WHERE (roll_submission.submitted_at, roll_submission.submitted_by)
              IS DISTINCT FROM (excluded.submitted_at, excluded.submitted_by)
    RETURNING *
), done AS MATERIALIZED (
    SELECT 'attendance_event' AS entity, id, student_id, 'ADDED' AS kind,
           NULL::jsonb AS before, to_jsonb(added) AS after
    FROM added
    UNION ALL
    SELECT 'attendance_event', amended.id, amended.student_id, 'AMENDED',
           jsonb_build_object('status', b.status), jsonb_build_object('status', amended.status)
    FROM amended JOIN before b ON b.id = amended.id
    UNION ALL
    SELECT 'attendance_event', id, student_id, 'TAKEN_BACK', to_jsonb(gone), NULL FROM gone
    UNION ALL
    SELECT 'roll_submission', roll.id, NULL,
           CASE WHEN taken.id IS NULL THEN 'ADDED' ELSE 'AMENDED' END,
           CASE WHEN taken.id IS NOT NULL THEN jsonb_build_object(
               'submitted_at', taken.submitted_at, 'submitted_by', taken.submitted_by
           ) END,
           CASE WHEN taken.id IS NULL THEN to_jsonb(roll) ELSE jsonb_build_object(
               'submitted_at', roll.submitted_at, 'submitted_by', roll.submitted_by
           ) END
    FROM roll LEFT JOIN taken ON taken.id = roll.id
), recorded AS (
    INSERT INTO change
        (request_id, person_id, operation, entity, row_id, student_id, kind, before, after)
    SELECT $5, me.person_id, 'takeAttendance', d.entity, d.id, d.student_id, d.kind, d.before,
           d.after
    FROM done d, me
), told AS (
    INSERT INTO outbox (entity, row_id, student_id, kind)
    SELECT entity, id, student_id, kind FROM done
)
SELECT (SELECT 'sec_' || id FROM class WHERE EXISTS (SELECT FROM seat)) AS id,
       (SELECT coalesce(jsonb_agg(x ->> 'student_id'), '[]')
        FROM jsonb_array_elements($3::jsonb) x
        WHERE (x ->> 'student_id')::uuid NOT IN (SELECT student_id FROM said))::text AS refused
