-- takes: token section said today request now
WITH me AS MATERIALIZED (
    SELECT t.person_id, m.id AS staff_id
    FROM token t
    JOIN person p ON p.id = t.person_id
    JOIN staff_member m ON m.person_id = p.id
    WHERE t.digest = $1 AND t.revoked_at IS NULL AND t.expires_at > now() AND p.suspended_at IS NULL
), class AS MATERIALIZED (
    SELECT c.id, c.term_id, y.year, c.starts_on, c.ends_on, l.starts_on AS since, l.ends_on AS until
    FROM section c
    JOIN term t ON t.id = c.term_id
    JOIN school_year y ON y.id = t.school_year_id
    JOIN section_staff l ON l.section_id = c.id AND l.role = 'LEAD'
    JOIN me ON l.staff_id = me.staff_id
    WHERE c.id = $2
), denied AS MATERIALIZED (
    SELECT o.student_id
    FROM court_order o JOIN me ON o.person_id = me.person_id
    WHERE o.starts_at <= now() AND (o.decided_at IS NULL OR o.decided_at > now())
      AND (o.document_key IS NOT NULL OR o.lapses_on IS NULL OR o.lapses_on > $4)
), allowed AS MATERIALIZED (
    SELECT DISTINCT e.student_id
    FROM class c JOIN section_enrollment e ON e.section_id = c.id
    WHERE e.student_id NOT IN (SELECT student_id FROM denied)
      AND (
          c.starts_on <= $4 AND (c.ends_on IS NULL OR c.ends_on > $4)
          AND c.since <= $4 AND (c.until IS NULL OR c.until > $4)
          AND e.starts_on <= $4 AND (e.ends_on IS NULL OR e.ends_on > $4)
          OR least(e.ends_on, c.ends_on) <= $4 AND least(e.ends_on, c.ends_on) > $4 - 14
          AND e.starts_on < least(e.ends_on, c.ends_on) AND c.since < least(e.ends_on, c.ends_on)
          AND (c.until IS NULL OR c.until >= least(e.ends_on, c.ends_on))
      )
), said AS MATERIALIZED (
    SELECT x.student_id, x.value
    FROM jsonb_to_recordset($3::jsonb) AS x (student_id uuid, value text)
    JOIN allowed USING (student_id)
), added AS (
    INSERT INTO mark (student_id, section_id, term_id, school_year, value, version, posted_at)
    SELECT s.student_id, class.id, class.term_id, class.year, s.value, 1, $6
    FROM said s, class
    WHERE NOT EXISTS (
        SELECT FROM mark m
        WHERE m.student_id = s.student_id AND m.section_id = class.id AND m.term_id = class.term_id
    )
    RETURNING *
), recorded AS (
    INSERT INTO change (request_id, person_id, operation, entity, row_id, student_id, kind, after)
    SELECT $5, me.person_id, 'postMarks', 'mark', a.id, a.student_id, 'ADDED', to_jsonb(a)
    FROM added a, me
), told AS (
    INSERT INTO outbox (entity, row_id, student_id, kind)
    SELECT 'mark', id, student_id, 'ADDED' FROM added
)
SELECT (SELECT 'sec_' || id FROM class WHERE EXISTS (SELECT FROM added)) AS id,
       (SELECT coalesce(jsonb_agg(x ->> 'student_id'), '[]')
        FROM jsonb_array_elements($3::jsonb) x
        WHERE (x ->> 'student_id')::uuid NOT IN (SELECT student_id FROM added))::text AS refused
