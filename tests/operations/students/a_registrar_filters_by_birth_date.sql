WITH anon_12 AS 
(SELECT anon_13.student_id AS student_id, coalesce(bool_or(anon_13."RG"), false) AS "RG", coalesce(bool_or(anon_13."RG.former"), false) AS "RG.former", coalesce(bool_or(anon_13."RG.before"), false) AS "RG.before" 
FROM (SELECT school_enrollment_1.student_id AS student_id, CAST(NULL AS UUID) AS section_id, true AS "RG", false AS "RG.former", false AS "RG.before" 
FROM post AS post_1 JOIN school_enrollment AS school_enrollment_1 ON school_enrollment_1.school_id = post_1.school_id 
WHERE post_1.staff_id = $3::UUID AND post_1.role = 'REGISTRAR' AND post_1.starts_on <= $4::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $4::DATE) AND school_enrollment_1.starts_on <= $4::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $4::DATE) UNION ALL SELECT school_enrollment_2.student_id AS student_id, CAST(NULL AS UUID) AS section_id, false AS "RG", true AS "RG.former", false AS "RG.before" 
FROM post AS post_2 JOIN school_enrollment AS school_enrollment_2 ON school_enrollment_2.school_id = post_2.school_id 
WHERE post_2.staff_id = $3::UUID AND post_2.role = 'REGISTRAR' AND post_2.starts_on <= $4::DATE AND (post_2.ends_on IS NULL OR post_2.ends_on > $4::DATE) AND school_enrollment_2.ends_on <= $4::DATE AND NOT (EXISTS (SELECT 1 
FROM school_enrollment AS school_enrollment_3 
WHERE school_enrollment_3.student_id = school_enrollment_2.student_id AND school_enrollment_3.starts_on <= $4::DATE AND (school_enrollment_3.ends_on IS NULL OR school_enrollment_3.ends_on > $4::DATE))) UNION ALL SELECT school_enrollment_4.student_id AS student_id, CAST(NULL AS UUID) AS section_id, false AS "RG", false AS "RG.former", true AS "RG.before" 
FROM post AS post_3 JOIN school_enrollment AS school_enrollment_4 ON school_enrollment_4.school_id = post_3.school_id 
WHERE post_3.staff_id = $3::UUID AND post_3.role = 'REGISTRAR' AND post_3.starts_on <= $4::DATE AND (post_3.ends_on IS NULL OR post_3.ends_on > $4::DATE) AND school_enrollment_4.starts_on > $4::DATE AND (school_enrollment_4.ends_on IS NULL OR school_enrollment_4.ends_on > school_enrollment_4.starts_on) AND NOT (EXISTS (SELECT 1 
FROM school_enrollment AS school_enrollment_5 
WHERE school_enrollment_5.student_id = school_enrollment_4.student_id AND school_enrollment_5.starts_on <= $4::DATE AND (school_enrollment_5.ends_on IS NULL OR school_enrollment_5.ends_on > $4::DATE)))) AS anon_13 GROUP BY anon_13.student_id), 
anon_14 AS 
(SELECT court_order_1.student_id AS student_id 
FROM court_order AS court_order_1 
WHERE court_order_1.person_id = $5::UUID AND court_order_1.starts_at <= $6::TIMESTAMP WITH TIME ZONE AND (court_order_1.decided_at IS NULL OR court_order_1.decided_at > $6::TIMESTAMP WITH TIME ZONE) AND (court_order_1.document_key IS NOT NULL OR court_order_1.lapses_on IS NULL OR court_order_1.lapses_on > $4::DATE)), 
anon_15 AS 
(SELECT anon_16.student_id AS student_id 
FROM (SELECT guardianship_1.student_id AS student_id 
FROM guardianship AS guardianship_1 
WHERE guardianship_1.guardian_id = $7::UUID AND guardianship_1.standing != 'CONTACT_ONLY' AND guardianship_1.starts_on <= $4::DATE AND (guardianship_1.ends_on IS NULL OR guardianship_1.ends_on > $4::DATE) UNION ALL SELECT household_student_1.student_id AS student_id 
FROM household_guardian AS household_guardian_1 JOIN household_student AS household_student_1 ON household_student_1.household_id = household_guardian_1.household_id 
WHERE household_guardian_1.guardian_id = $7::UUID AND household_guardian_1.starts_on <= $4::DATE AND (household_guardian_1.ends_on IS NULL OR household_guardian_1.ends_on > $4::DATE) AND household_student_1.starts_on <= $4::DATE AND (household_student_1.ends_on IS NULL OR household_student_1.ends_on > $4::DATE)) AS anon_16)
 SELECT EXISTS (SELECT 1 AS anon_1 
FROM token AS token_1 JOIN person AS person_1 ON person_1.id = token_1.person_id 
WHERE token_1.id = $1::UUID AND token_1.revoked_at IS NULL AND token_1.expires_at > now() AND person_1.suspended_at IS NULL AND person_1.epoch = $2::INTEGER) AS fresh, true AS found, anon_2.data, anon_2.seen 
FROM (SELECT (SELECT row_to_json(anon_3) AS row_to_json_1 
FROM (SELECT anon_4.json AS students) AS anon_3) AS data, concat_ws(',', anon_4.seen) AS seen 
FROM (SELECT 1 AS one) AS anon_5 LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(anon_6) AS row_to_json_2 
FROM (SELECT anon_7.rows0 AS nodes, CASE WHEN anon_7.more THEN (SELECT (SELECT row_to_json(anon_9) AS row_to_json_3 
FROM (SELECT least(anon_10.rows, 10000) AS count, anon_10.rows <= 10000 AS exact) AS anon_9) AS anon_8 
FROM (SELECT count(*) AS rows 
FROM (SELECT 1 AS one 
FROM anon_12 JOIN student AS counted ON counted.id = anon_12.student_id 
WHERE (anon_12."RG" AND NOT counted.id = ANY (array((SELECT anon_14.student_id 
FROM anon_14))) AND NOT counted.id = ANY (array((SELECT anon_15.student_id 
FROM anon_15))) OR anon_12."RG.former" AND NOT counted.id = ANY (array((SELECT anon_14.student_id 
FROM anon_14))) AND NOT counted.id = ANY (array((SELECT anon_15.student_id 
FROM anon_15))) OR anon_12."RG.before" AND NOT counted.id = ANY (array((SELECT anon_14.student_id 
FROM anon_14))) AND NOT counted.id = ANY (array((SELECT anon_15.student_id 
FROM anon_15)))) AND counted.birth_date < $8::DATE 
 LIMIT 10001) AS anon_11) AS anon_10) ELSE (SELECT row_to_json(anon_17) AS row_to_json_4 
FROM (SELECT anon_7.held AS count, true AS exact) AS anon_17) END AS "totalCount") AS anon_6) AS json, concat_ws(',', anon_7.seen) AS seen 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(anon_18) AS row_to_json_5 
FROM (SELECT anon_19.family_name AS "familyName") AS anon_18) ORDER BY anon_19."#number") FILTER (WHERE anon_19."#number" <= 3), '[]'::json) AS rows0, coalesce(max(anon_19."#rows"), 0) > 3 AS more, coalesce(max(anon_19."#rows"), 0) AS held, string_agg(nullif(concat_ws(',', CASE WHEN (anon_19."#number" <= 3) THEN concat_ws(',', CAST(anon_19.id AS TEXT)) END), ''), ',') AS seen 
FROM (SELECT anon_20.id AS id, anon_20.person_id AS person_id, anon_20.given_name AS given_name, anon_20.middle_name AS middle_name, anon_20.family_name AS family_name, anon_20.sort_name AS sort_name, anon_20.preferred_name AS preferred_name, anon_20.preferred_name_audience AS preferred_name_audience, anon_20.grade_level AS grade_level, anon_20.photo_key AS photo_key, anon_20.birth_date AS birth_date, anon_20."RG" AS "RG", anon_20."RG.former" AS "RG.former", anon_20."RG.before" AS "RG.before", anon_20."order:any" AS "order:any", anon_20."own child" AS "own child", row_number() OVER (ORDER BY anon_20.sort_name, anon_20.id) AS "#number", count(*) OVER () AS "#rows" 
FROM (SELECT this.id AS id, this.person_id AS person_id, this.given_name AS given_name, this.middle_name AS middle_name, this.family_name AS family_name, this.sort_name AS sort_name, this.preferred_name AS preferred_name, this.preferred_name_audience AS preferred_name_audience, this.grade_level AS grade_level, this.photo_key AS photo_key, this.birth_date AS birth_date, anon_12."RG" AS "RG", anon_12."RG.former" AS "RG.former", anon_12."RG.before" AS "RG.before", anon_21."order:any" AS "order:any", anon_21."own child" AS "own child" 
FROM anon_12 JOIN student AS this ON this.id = anon_12.student_id JOIN LATERAL (SELECT this.id = ANY (array((SELECT anon_14.student_id 
FROM anon_14))) AS "order:any", this.id = ANY (array((SELECT anon_15.student_id 
FROM anon_15))) AS "own child"
 LIMIT ALL OFFSET 0) AS anon_21 ON true 
WHERE (anon_12."RG" AND NOT anon_21."order:any" AND NOT anon_21."own child" OR anon_12."RG.former" AND NOT anon_21."order:any" AND NOT anon_21."own child" OR anon_12."RG.before" AND NOT anon_21."order:any" AND NOT anon_21."own child") AND this.birth_date < $8::DATE ORDER BY this.sort_name, this.id 
 LIMIT 4) AS anon_20) AS anon_19) AS anon_7) AS anon_4 ON true) AS anon_2
