WITH anon_11 AS 
(SELECT court_order_1.student_id AS student_id 
FROM court_order AS court_order_1 
WHERE court_order_1.person_id = $5::UUID AND court_order_1.starts_at <= $6::TIMESTAMP WITH TIME ZONE AND (court_order_1.decided_at IS NULL OR court_order_1.decided_at > $6::TIMESTAMP WITH TIME ZONE) AND (court_order_1.document_key IS NOT NULL OR court_order_1.lapses_on IS NULL OR court_order_1.lapses_on > $3::DATE)), 
anon_12 AS 
(SELECT anon_13.student_id AS student_id 
FROM (SELECT guardianship_1.student_id AS student_id 
FROM guardianship AS guardianship_1 
WHERE guardianship_1.guardian_id = $7::UUID AND guardianship_1.standing != 'CONTACT_ONLY' AND guardianship_1.starts_on <= $3::DATE AND (guardianship_1.ends_on IS NULL OR guardianship_1.ends_on > $3::DATE) UNION ALL SELECT household_student_1.student_id AS student_id 
FROM household_guardian AS household_guardian_1 JOIN household_student AS household_student_1 ON household_student_1.household_id = household_guardian_1.household_id 
WHERE household_guardian_1.guardian_id = $7::UUID AND household_guardian_1.starts_on <= $3::DATE AND (household_guardian_1.ends_on IS NULL OR household_guardian_1.ends_on > $3::DATE) AND household_student_1.starts_on <= $3::DATE AND (household_student_1.ends_on IS NULL OR household_student_1.ends_on > $3::DATE)) AS anon_13)
 SELECT EXISTS (SELECT 1 AS anon_1 
FROM token AS token_1 JOIN person AS person_1 ON person_1.id = token_1.person_id 
WHERE token_1.id = $1::UUID AND token_1.revoked_at IS NULL AND token_1.expires_at > now() AND person_1.suspended_at IS NULL AND person_1.epoch = $2::INTEGER) AS fresh, true AS found, row_to_json(anon_2) AS data 
FROM (SELECT anon_3.json AS students 
FROM (SELECT 1 AS one) AS anon_4 LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(anon_5) AS row_to_json_1 
FROM (SELECT anon_6.rows0 AS nodes, CASE WHEN anon_6.more THEN (SELECT (SELECT row_to_json(anon_8) AS row_to_json_2 
FROM (SELECT least(anon_9.rows, 10000) AS count, anon_9.rows <= 10000 AS exact) AS anon_8) AS anon_7 
FROM (SELECT count(*) AS rows 
FROM (SELECT 1 AS one 
FROM student AS counted 
WHERE (EXISTS (SELECT 1 AS anon_1 
FROM school_enrollment AS school_enrollment_1 
WHERE school_enrollment_1.student_id = counted.id AND school_enrollment_1.starts_on <= $3::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $3::DATE) AND school_enrollment_1.school_id = ANY (array((SELECT post_1.school_id 
FROM post AS post_1 
WHERE post_1.staff_id = $4::UUID AND post_1.role = 'REGISTRAR' AND post_1.starts_on <= $3::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $3::DATE) AND post_1.school_id IS NOT NULL)))
 LIMIT ALL OFFSET 0) AND NOT counted.id = ANY (array((SELECT anon_11.student_id 
FROM anon_11))) AND NOT counted.id = ANY (array((SELECT anon_12.student_id 
FROM anon_12))) OR EXISTS (SELECT 1 AS anon_1 
FROM school_enrollment AS school_enrollment_1 
WHERE school_enrollment_1.student_id = counted.id AND school_enrollment_1.ends_on <= $3::DATE AND NOT (EXISTS (SELECT 1 
FROM school_enrollment AS school_enrollment_2 
WHERE school_enrollment_2.student_id = school_enrollment_1.student_id AND school_enrollment_2.starts_on <= $3::DATE AND (school_enrollment_2.ends_on IS NULL OR school_enrollment_2.ends_on > $3::DATE))) AND school_enrollment_1.school_id = ANY (array((SELECT post_1.school_id 
FROM post AS post_1 
WHERE post_1.staff_id = $4::UUID AND post_1.role = 'REGISTRAR' AND post_1.starts_on <= $3::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $3::DATE) AND post_1.school_id IS NOT NULL)))
 LIMIT ALL OFFSET 0) AND NOT counted.id = ANY (array((SELECT anon_11.student_id 
FROM anon_11))) AND NOT counted.id = ANY (array((SELECT anon_12.student_id 
FROM anon_12))) OR EXISTS (SELECT 1 AS anon_1 
FROM school_enrollment AS school_enrollment_1 
WHERE school_enrollment_1.student_id = counted.id AND school_enrollment_1.starts_on > $3::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > school_enrollment_1.starts_on) AND NOT (EXISTS (SELECT 1 
FROM school_enrollment AS school_enrollment_2 
WHERE school_enrollment_2.student_id = school_enrollment_1.student_id AND school_enrollment_2.starts_on <= $3::DATE AND (school_enrollment_2.ends_on IS NULL OR school_enrollment_2.ends_on > $3::DATE))) AND school_enrollment_1.school_id = ANY (array((SELECT post_1.school_id 
FROM post AS post_1 
WHERE post_1.staff_id = $4::UUID AND post_1.role = 'REGISTRAR' AND post_1.starts_on <= $3::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $3::DATE) AND post_1.school_id IS NOT NULL)))
 LIMIT ALL OFFSET 0) AND NOT counted.id = ANY (array((SELECT anon_11.student_id 
FROM anon_11))) AND NOT counted.id = ANY (array((SELECT anon_12.student_id 
FROM anon_12)))) AND (counted.sort_name %> $8::VARCHAR) 
 LIMIT 10001) AS anon_10) AS anon_9) ELSE (SELECT row_to_json(anon_14) AS row_to_json_3 
FROM (SELECT anon_6.held AS count, true AS exact) AS anon_14) END AS "totalCount") AS anon_5) AS json 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(anon_15) AS row_to_json_4 
FROM (SELECT anon_16.given_name AS "givenName", anon_16.family_name AS "familyName") AS anon_15) ORDER BY anon_16."#number") FILTER (WHERE anon_16."#number" <= 3), '[]'::json) AS rows0, coalesce(max(anon_16."#rows"), 0) > 3 AS more, coalesce(max(anon_16."#rows"), 0) AS held 
FROM (SELECT anon_17.id AS id, anon_17.person_id AS person_id, anon_17.given_name AS given_name, anon_17.middle_name AS middle_name, anon_17.family_name AS family_name, anon_17.sort_name AS sort_name, anon_17.preferred_name AS preferred_name, anon_17.preferred_name_audience AS preferred_name_audience, anon_17.grade_level AS grade_level, anon_17.photo_key AS photo_key, anon_17.birth_date AS birth_date, anon_17."RG" AS "RG", anon_17."RG.before" AS "RG.before", anon_17."RG.former" AS "RG.former", anon_17."order:any" AS "order:any", anon_17."own child" AS "own child", row_number() OVER (ORDER BY anon_17.sort_name <->> $8::VARCHAR, anon_17.sort_name, anon_17.id) AS "#number", count(*) OVER () AS "#rows" 
FROM (SELECT this.id AS id, this.person_id AS person_id, this.given_name AS given_name, this.middle_name AS middle_name, this.family_name AS family_name, this.sort_name AS sort_name, this.preferred_name AS preferred_name, this.preferred_name_audience AS preferred_name_audience, this.grade_level AS grade_level, this.photo_key AS photo_key, this.birth_date AS birth_date, anon_18."RG" AS "RG", anon_18."RG.before" AS "RG.before", anon_18."RG.former" AS "RG.former", anon_18."order:any" AS "order:any", anon_18."own child" AS "own child" 
FROM student AS this JOIN LATERAL (SELECT EXISTS (SELECT 1 AS anon_1 
FROM school_enrollment AS school_enrollment_1 
WHERE school_enrollment_1.student_id = this.id AND school_enrollment_1.starts_on <= $3::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $3::DATE) AND school_enrollment_1.school_id = ANY (array((SELECT post_1.school_id 
FROM post AS post_1 
WHERE post_1.staff_id = $4::UUID AND post_1.role = 'REGISTRAR' AND post_1.starts_on <= $3::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $3::DATE) AND post_1.school_id IS NOT NULL)))
 LIMIT ALL OFFSET 0) AS "RG", EXISTS (SELECT 1 AS anon_1 
FROM school_enrollment AS school_enrollment_1 
WHERE school_enrollment_1.student_id = this.id AND school_enrollment_1.starts_on > $3::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > school_enrollment_1.starts_on) AND NOT (EXISTS (SELECT 1 
FROM school_enrollment AS school_enrollment_2 
WHERE school_enrollment_2.student_id = school_enrollment_1.student_id AND school_enrollment_2.starts_on <= $3::DATE AND (school_enrollment_2.ends_on IS NULL OR school_enrollment_2.ends_on > $3::DATE))) AND school_enrollment_1.school_id = ANY (array((SELECT post_1.school_id 
FROM post AS post_1 
WHERE post_1.staff_id = $4::UUID AND post_1.role = 'REGISTRAR' AND post_1.starts_on <= $3::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $3::DATE) AND post_1.school_id IS NOT NULL)))
 LIMIT ALL OFFSET 0) AS "RG.before", EXISTS (SELECT 1 AS anon_1 
FROM school_enrollment AS school_enrollment_1 
WHERE school_enrollment_1.student_id = this.id AND school_enrollment_1.ends_on <= $3::DATE AND NOT (EXISTS (SELECT 1 
FROM school_enrollment AS school_enrollment_2 
WHERE school_enrollment_2.student_id = school_enrollment_1.student_id AND school_enrollment_2.starts_on <= $3::DATE AND (school_enrollment_2.ends_on IS NULL OR school_enrollment_2.ends_on > $3::DATE))) AND school_enrollment_1.school_id = ANY (array((SELECT post_1.school_id 
FROM post AS post_1 
WHERE post_1.staff_id = $4::UUID AND post_1.role = 'REGISTRAR' AND post_1.starts_on <= $3::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $3::DATE) AND post_1.school_id IS NOT NULL)))
 LIMIT ALL OFFSET 0) AS "RG.former", this.id = ANY (array((SELECT anon_11.student_id 
FROM anon_11))) AS "order:any", this.id = ANY (array((SELECT anon_12.student_id 
FROM anon_12))) AS "own child"
 LIMIT ALL OFFSET 0) AS anon_18 ON true 
WHERE (EXISTS (SELECT 1 AS anon_1 
FROM school_enrollment AS school_enrollment_1 
WHERE school_enrollment_1.student_id = this.id AND school_enrollment_1.starts_on <= $3::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $3::DATE) AND school_enrollment_1.school_id = ANY (array((SELECT post_1.school_id 
FROM post AS post_1 
WHERE post_1.staff_id = $4::UUID AND post_1.role = 'REGISTRAR' AND post_1.starts_on <= $3::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $3::DATE) AND post_1.school_id IS NOT NULL)))
 LIMIT ALL OFFSET 0) AND NOT this.id = ANY (array((SELECT anon_11.student_id 
FROM anon_11))) AND NOT this.id = ANY (array((SELECT anon_12.student_id 
FROM anon_12))) OR EXISTS (SELECT 1 AS anon_1 
FROM school_enrollment AS school_enrollment_1 
WHERE school_enrollment_1.student_id = this.id AND school_enrollment_1.ends_on <= $3::DATE AND NOT (EXISTS (SELECT 1 
FROM school_enrollment AS school_enrollment_2 
WHERE school_enrollment_2.student_id = school_enrollment_1.student_id AND school_enrollment_2.starts_on <= $3::DATE AND (school_enrollment_2.ends_on IS NULL OR school_enrollment_2.ends_on > $3::DATE))) AND school_enrollment_1.school_id = ANY (array((SELECT post_1.school_id 
FROM post AS post_1 
WHERE post_1.staff_id = $4::UUID AND post_1.role = 'REGISTRAR' AND post_1.starts_on <= $3::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $3::DATE) AND post_1.school_id IS NOT NULL)))
 LIMIT ALL OFFSET 0) AND NOT this.id = ANY (array((SELECT anon_11.student_id 
FROM anon_11))) AND NOT this.id = ANY (array((SELECT anon_12.student_id 
FROM anon_12))) OR EXISTS (SELECT 1 AS anon_1 
FROM school_enrollment AS school_enrollment_1 
WHERE school_enrollment_1.student_id = this.id AND school_enrollment_1.starts_on > $3::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > school_enrollment_1.starts_on) AND NOT (EXISTS (SELECT 1 
FROM school_enrollment AS school_enrollment_2 
WHERE school_enrollment_2.student_id = school_enrollment_1.student_id AND school_enrollment_2.starts_on <= $3::DATE AND (school_enrollment_2.ends_on IS NULL OR school_enrollment_2.ends_on > $3::DATE))) AND school_enrollment_1.school_id = ANY (array((SELECT post_1.school_id 
FROM post AS post_1 
WHERE post_1.staff_id = $4::UUID AND post_1.role = 'REGISTRAR' AND post_1.starts_on <= $3::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $3::DATE) AND post_1.school_id IS NOT NULL)))
 LIMIT ALL OFFSET 0) AND NOT this.id = ANY (array((SELECT anon_11.student_id 
FROM anon_11))) AND NOT this.id = ANY (array((SELECT anon_12.student_id 
FROM anon_12)))) AND (this.sort_name %> $8::VARCHAR) ORDER BY this.sort_name <->> $8::VARCHAR, this.sort_name, this.id 
 LIMIT 4) AS anon_17) AS anon_16) AS anon_6) AS anon_3 ON true) AS anon_2
