-- Row-level security for a teacher's authorization, written as well as we know how:
--
-- * what does not depend on the row is asked once a statement: `(SELECT f())` is an init plan, and
--   pairs of keys are a hashed one;
-- * the pupils of a teacher are one array, so that an index on the key is entered by it;
-- * functions are STABLE, and SECURITY DEFINER, so that no policy is asked inside another one;
-- * the tables have the hub's own indexes.
--
-- The viewer and the clock come as settings of the transaction. The application's role of the hub
-- and of the other servers bypasses all this.
DO $$ BEGIN
    CREATE ROLE bench_rls LOGIN;
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;
ALTER ROLE homeroom_app BYPASSRLS;
GRANT CONNECT ON DATABASE homeroom TO bench_rls;
GRANT USAGE ON SCHEMA public TO bench_rls;

CREATE OR REPLACE FUNCTION viewer_of(digest bytea, OUT person_id uuid, OUT staff_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT p.id, m.id
    FROM token t
    JOIN person p ON p.id = t.person_id
    JOIN staff_member m ON m.person_id = p.id
    WHERE t.digest = $1 AND t.revoked_at IS NULL AND t.expires_at > now()
      AND p.suspended_at IS NULL
$$;

CREATE OR REPLACE FUNCTION my_day() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT current_setting('viewer.today')::date
$$;

-- Seats in classes that the viewer leads: today, posted (P-3), or in the grace of grading (P-2),
-- unless an order stands between the two (P-18).
CREATE OR REPLACE FUNCTION my_seats()
RETURNS TABLE (student_id uuid, section_id uuid, now boolean, soon boolean, late boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    WITH me AS MATERIALIZED (
        SELECT nullif(current_setting('viewer.person_id', true), '')::uuid AS person_id,
               nullif(current_setting('viewer.staff_id', true), '')::uuid AS staff_id,
               current_setting('viewer.today')::date AS today,
               current_setting('viewer.now')::timestamptz AS now,
               current_setting('viewer.posted_until')::date AS posted_until,
               current_setting('viewer.grace_from')::date AS grace_from
    )
    SELECT e.student_id, e.section_id,
           w.begins <= me.today AND (w.ends IS NULL OR w.ends > me.today),
           w.begins > me.today AND w.begins <= me.posted_until
               AND (w.ends IS NULL OR w.begins < w.ends),
           coalesce(w.left_on <= me.today AND w.left_on > me.grace_from
               AND e.starts_on < w.left_on AND l.starts_on < w.left_on
               AND (l.ends_on IS NULL OR l.ends_on >= w.left_on), false)
    FROM me
    JOIN section_staff l ON l.staff_id = me.staff_id AND l.role = 'LEAD'
    JOIN section c ON c.id = l.section_id
    JOIN section_enrollment e ON e.section_id = l.section_id, LATERAL (
        SELECT greatest(l.starts_on, e.starts_on, c.starts_on) AS begins,
               least(l.ends_on, e.ends_on, c.ends_on) AS ends,
               least(e.ends_on, c.ends_on) AS left_on
    ) w
    WHERE l.starts_on <= me.posted_until AND (l.ends_on IS NULL OR l.ends_on > me.grace_from)
      AND NOT EXISTS (
          SELECT FROM court_order o
          WHERE o.student_id = e.student_id AND o.person_id = me.person_id
            AND o.starts_at <= me.now AND (o.decided_at IS NULL OR o.decided_at > me.now)
            AND (o.document_key IS NOT NULL OR o.lapses_on IS NULL OR o.lapses_on > me.today)
      )
$$;

CREATE OR REPLACE FUNCTION my_pupils(lately boolean) RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT coalesce(array_agg(DISTINCT student_id), '{}') FROM my_seats()
    WHERE now OR ($1 AND (soon OR late))
$$;
REVOKE ALL ON FUNCTION viewer_of, my_day, my_seats, my_pupils FROM public;
GRANT EXECUTE ON FUNCTION viewer_of, my_day, my_seats, my_pupils TO bench_rls;
COMMENT ON FUNCTION viewer_of IS '@behavior -*';
COMMENT ON FUNCTION my_day IS '@behavior -*';
COMMENT ON FUNCTION my_seats IS '@behavior -*';
COMMENT ON FUNCTION my_pupils IS '@behavior -*';

-- Schools, terms, courses and sections are everybody's.
GRANT SELECT ON school, term, course, section TO bench_rls;

GRANT SELECT (
    id, given_name, middle_name, family_name, sort_name, preferred_name, grade_level
) ON student TO bench_rls;
ALTER TABLE student ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS taught ON student;
CREATE POLICY taught ON student FOR SELECT TO bench_rls
    USING (id = ANY ((SELECT my_pupils(true))::uuid[]));

GRANT SELECT ON section_enrollment TO bench_rls;
ALTER TABLE section_enrollment ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS taught ON section_enrollment;
CREATE POLICY taught ON section_enrollment FOR SELECT TO bench_rls
    USING (student_id = ANY ((SELECT my_pupils(false))::uuid[])
           AND starts_on <= (SELECT my_day()) AND (ends_on IS NULL OR ends_on > (SELECT my_day())));

GRANT SELECT ON mark TO bench_rls;
ALTER TABLE mark ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS taught ON mark;
CREATE POLICY taught ON mark FOR SELECT TO bench_rls
    USING ((student_id, section_id) IN (
        SELECT s.student_id, s.section_id FROM my_seats() s WHERE s.now OR s.late
    ));

GRANT SELECT ON guardianship TO bench_rls;
ALTER TABLE guardianship ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS taught ON guardianship;
CREATE POLICY taught ON guardianship FOR SELECT TO bench_rls
    USING (student_id = ANY ((SELECT my_pupils(false))::uuid[])
           AND starts_on <= (SELECT my_day()) AND (ends_on IS NULL OR ends_on > (SELECT my_day())));

GRANT SELECT (id, given_name, family_name, phone, email, language) ON guardian TO bench_rls;
ALTER TABLE guardian ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS taught ON guardian;
CREATE POLICY taught ON guardian FOR SELECT TO bench_rls
    USING (EXISTS (SELECT FROM guardianship g WHERE g.guardian_id = guardian.id));

GRANT SELECT ON health_alert TO bench_rls;
ALTER TABLE health_alert ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS taught ON health_alert;
CREATE POLICY taught ON health_alert FOR SELECT TO bench_rls
    USING (student_id = ANY ((SELECT my_pupils(false))::uuid[])
           AND starts_on <= (SELECT my_day()) AND (ends_on IS NULL OR ends_on > (SELECT my_day())));

-- Why somebody was there is not a teacher's, and rows can't say that of a column: it isn't granted.
GRANT SELECT (id, student_id, arrived_at, left_at) ON health_visit TO bench_rls;
ALTER TABLE health_visit ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS taught ON health_visit;
CREATE POLICY taught ON health_visit FOR SELECT TO bench_rls
    USING (student_id = ANY ((SELECT my_pupils(false))::uuid[]));

GRANT SELECT ON iep, iep_goal, iep_service TO bench_rls;
ALTER TABLE iep ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS taught ON iep;
CREATE POLICY taught ON iep FOR SELECT TO bench_rls
    USING (student_id = ANY ((SELECT my_pupils(false))::uuid[]) AND consented_on IS NOT NULL
           AND starts_on <= (SELECT my_day())
           AND (superseded_on IS NULL OR superseded_on > (SELECT my_day())));

ALTER TABLE iep_goal ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS taught ON iep_goal;
CREATE POLICY taught ON iep_goal FOR SELECT TO bench_rls
    USING (student_id = ANY ((SELECT my_pupils(false))::uuid[])
           AND EXISTS (SELECT FROM iep i WHERE i.id = iep_goal.iep_id)
           AND (iep_service_id IS NULL
                OR EXISTS (SELECT FROM iep_service v WHERE v.id = iep_goal.iep_service_id
                           AND v.declined_on IS NULL)));

ALTER TABLE iep_service ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS taught ON iep_service;
CREATE POLICY taught ON iep_service FOR SELECT TO bench_rls
    USING (student_id = ANY ((SELECT my_pupils(false))::uuid[])
           AND declined_on IS NULL
           AND starts_on <= (SELECT my_day()) AND (ends_on IS NULL OR ends_on > (SELECT my_day()))
           AND EXISTS (SELECT FROM iep i WHERE i.id = iep_service.iep_id));
