WITH anon_11 AS 
(SELECT anon_12.student_id AS student_id, coalesce(bool_or(anon_12."GD"), false) AS "GD", coalesce(bool_or(anon_12."CN"), false) AS "CN", coalesce(bool_or(anon_12."CN/range"), false) AS "CN/range", coalesce(bool_or(anon_12."CN.school"), false) AS "CN.school", coalesce(bool_or(anon_12."CM"), false) AS "CM", coalesce(bool_or(anon_12."SU"), false) AS "SU", coalesce(bool_or(anon_12."TT"), false) AS "TT" 
FROM (SELECT guardianship_1.student_id AS student_id, CAST(NULL AS UUID) AS section_id, true AS "GD", false AS "CN", false AS "CN/range", false AS "CN.school", false AS "CM", false AS "SU", false AS "TT" 
FROM guardianship AS guardianship_1 JOIN student AS student_1 ON student_1.id = guardianship_1.student_id 
WHERE guardianship_1.guardian_id = $3::UUID AND guardianship_1.standing != 'CONTACT_ONLY' AND guardianship_1.starts_on <= $4::DATE AND (guardianship_1.ends_on IS NULL OR guardianship_1.ends_on > $4::DATE) AND (student_1.birth_date > $5::DATE OR (EXISTS (SELECT 1 
FROM adult_access AS adult_access_1 
WHERE adult_access_1.student_id = guardianship_1.student_id AND adult_access_1.guardian_id = guardianship_1.guardian_id AND adult_access_1.starts_on <= $4::DATE AND (adult_access_1.ends_on IS NULL OR adult_access_1.ends_on > $4::DATE)))) UNION ALL SELECT caseload_1.student_id AS student_id, CAST(NULL AS UUID) AS section_id, false AS "GD", true AS "CN", false AS "CN/range", false AS "CN.school", false AS "CM", false AS "SU", false AS "TT" 
FROM caseload AS caseload_1 
WHERE caseload_1.staff_id = $6::UUID AND caseload_1.kind = 'COUNSELOR' AND caseload_1.starts_on <= $4::DATE AND (caseload_1.ends_on IS NULL OR caseload_1.ends_on > $4::DATE) UNION ALL SELECT school_enrollment_1.student_id AS student_id, CAST(NULL AS UUID) AS section_id, false AS "GD", false AS "CN", true AS "CN/range", false AS "CN.school", false AS "CM", false AS "SU", false AS "TT" 
FROM counselor_range AS counselor_range_1 JOIN school_enrollment AS school_enrollment_1 ON school_enrollment_1.school_id = counselor_range_1.school_id JOIN student AS student_2 ON student_2.id = school_enrollment_1.student_id 
WHERE counselor_range_1.staff_id = $6::UUID AND counselor_range_1.starts_on <= $4::DATE AND (counselor_range_1.ends_on IS NULL OR counselor_range_1.ends_on > $4::DATE) AND school_enrollment_1.starts_on <= $4::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $4::DATE) AND (counselor_range_1.grade_level IS NULL OR counselor_range_1.grade_level = student_2.grade_level) AND (left(upper(student_2.family_name), length(counselor_range_1.first)) COLLATE "C") >= counselor_range_1.first AND (left(upper(student_2.family_name), length(counselor_range_1.last)) COLLATE "C") <= counselor_range_1.last UNION ALL SELECT school_enrollment_2.student_id AS student_id, CAST(NULL AS UUID) AS section_id, false AS "GD", false AS "CN", false AS "CN/range", true AS "CN.school", false AS "CM", false AS "SU", false AS "TT" 
FROM post AS post_1 JOIN school_enrollment AS school_enrollment_2 ON school_enrollment_2.school_id = post_1.school_id 
WHERE post_1.staff_id = $6::UUID AND post_1.role = 'COUNSELOR' AND post_1.starts_on <= $4::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $4::DATE) AND school_enrollment_2.starts_on <= $4::DATE AND (school_enrollment_2.ends_on IS NULL OR school_enrollment_2.ends_on > $4::DATE) UNION ALL SELECT caseload_2.student_id AS student_id, CAST(NULL AS UUID) AS section_id, false AS "GD", false AS "CN", false AS "CN/range", false AS "CN.school", true AS "CM", false AS "SU", false AS "TT" 
FROM caseload AS caseload_2 
WHERE caseload_2.staff_id = $6::UUID AND caseload_2.kind = 'CASE_MANAGER' AND caseload_2.starts_on <= $4::DATE AND (caseload_2.ends_on IS NULL OR caseload_2.ends_on > $4::DATE) UNION ALL SELECT support_team_member_1.student_id AS student_id, CAST(NULL AS UUID) AS section_id, false AS "GD", false AS "CN", false AS "CN/range", false AS "CN.school", false AS "CM", true AS "SU", false AS "TT" 
FROM support_team_member AS support_team_member_1 
WHERE support_team_member_1.staff_id = $6::UUID AND support_team_member_1.starts_on <= $4::DATE AND (support_team_member_1.ends_on IS NULL OR support_team_member_1.ends_on > $4::DATE) AND (EXISTS (SELECT 1 
FROM post AS post_2 
WHERE post_2.staff_id = $6::UUID AND post_2.role IN ('COUNSELOR', 'CASE_MANAGER', 'PRINCIPAL') AND post_2.starts_on <= $4::DATE AND (post_2.ends_on IS NULL OR post_2.ends_on > $4::DATE))) UNION ALL SELECT threat_team_member_1.student_id AS student_id, CAST(NULL AS UUID) AS section_id, false AS "GD", false AS "CN", false AS "CN/range", false AS "CN.school", false AS "CM", false AS "SU", true AS "TT" 
FROM threat_team_member AS threat_team_member_1 
WHERE threat_team_member_1.staff_id = $6::UUID AND threat_team_member_1.starts_on <= $4::DATE AND (threat_team_member_1.ends_on IS NULL OR threat_team_member_1.ends_on > $4::DATE) AND (EXISTS (SELECT 1 
FROM post AS post_3 
WHERE post_3.staff_id = $6::UUID AND post_3.role IN ('COUNSELOR', 'CASE_MANAGER', 'PRINCIPAL') AND post_3.starts_on <= $4::DATE AND (post_3.ends_on IS NULL OR post_3.ends_on > $4::DATE)))) AS anon_12 GROUP BY anon_12.student_id), 
anon_13 AS 
(SELECT court_order_1.student_id AS student_id 
FROM court_order AS court_order_1 
WHERE court_order_1.person_id = $7::UUID AND court_order_1.starts_at <= $8::TIMESTAMP WITH TIME ZONE AND (court_order_1.decided_at IS NULL OR court_order_1.decided_at > $8::TIMESTAMP WITH TIME ZONE) AND (court_order_1.document_key IS NOT NULL OR court_order_1.lapses_on IS NULL OR court_order_1.lapses_on > $4::DATE)), 
anon_14 AS 
(SELECT anon_15.student_id AS student_id 
FROM (SELECT guardianship_2.student_id AS student_id 
FROM guardianship AS guardianship_2 
WHERE guardianship_2.guardian_id = $3::UUID AND guardianship_2.standing != 'CONTACT_ONLY' AND guardianship_2.starts_on <= $4::DATE AND (guardianship_2.ends_on IS NULL OR guardianship_2.ends_on > $4::DATE) UNION ALL SELECT household_student_1.student_id AS student_id 
FROM household_guardian AS household_guardian_1 JOIN household_student AS household_student_1 ON household_student_1.household_id = household_guardian_1.household_id 
WHERE household_guardian_1.guardian_id = $3::UUID AND household_guardian_1.starts_on <= $4::DATE AND (household_guardian_1.ends_on IS NULL OR household_guardian_1.ends_on > $4::DATE) AND household_student_1.starts_on <= $4::DATE AND (household_student_1.ends_on IS NULL OR household_student_1.ends_on > $4::DATE)) AS anon_15), 
anon_16 AS 
(SELECT court_order_2.student_id AS student_id 
FROM court_order AS court_order_2 
WHERE court_order_2.person_id = $7::UUID AND court_order_2.starts_at <= $8::TIMESTAMP WITH TIME ZONE AND (court_order_2.decided_at IS NULL OR court_order_2.decided_at > $8::TIMESTAMP WITH TIME ZONE) AND (court_order_2.document_key IS NOT NULL OR court_order_2.lapses_on IS NULL OR court_order_2.lapses_on > $4::DATE) AND (court_order_2.kind IN ('NO_RECORDS') OR court_order_2.document_key IS NULL))
 SELECT EXISTS (SELECT 1 AS anon_1 
FROM token AS token_1 JOIN person AS person_1 ON person_1.id = token_1.person_id 
WHERE token_1.id = $1::UUID AND token_1.revoked_at IS NULL AND token_1.expires_at > now() AND person_1.suspended_at IS NULL AND person_1.epoch = $2::INTEGER) AS fresh, true AS found, row_to_json(anon_2) AS data 
FROM (SELECT anon_3.json AS students 
FROM (SELECT 1 AS one) AS anon_4 LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(anon_5) AS row_to_json_1 
FROM (SELECT anon_6.rows0 AS nodes, CASE WHEN anon_6.more THEN (SELECT (SELECT row_to_json(anon_8) AS row_to_json_2 
FROM (SELECT least(anon_9.rows, 10000) AS count) AS anon_8) AS anon_7 
FROM (SELECT count(*) AS rows 
FROM (SELECT 1 AS one 
FROM anon_11 JOIN student AS counted ON counted.id = anon_11.student_id 
WHERE anon_11."CN.school" AND NOT counted.id = ANY (array((SELECT anon_13.student_id 
FROM anon_13))) AND NOT counted.id = ANY (array((SELECT anon_14.student_id 
FROM anon_14))) OR anon_11."GD" AND NOT counted.id = ANY (array((SELECT anon_16.student_id 
FROM anon_16))) OR anon_11."CN" AND NOT counted.id = ANY (array((SELECT anon_13.student_id 
FROM anon_13))) AND NOT counted.id = ANY (array((SELECT anon_14.student_id 
FROM anon_14))) OR anon_11."CN/range" AND NOT counted.id = ANY (array((SELECT anon_13.student_id 
FROM anon_13))) AND NOT counted.id = ANY (array((SELECT anon_14.student_id 
FROM anon_14))) OR anon_11."CM" AND NOT counted.id = ANY (array((SELECT anon_13.student_id 
FROM anon_13))) AND NOT counted.id = ANY (array((SELECT anon_14.student_id 
FROM anon_14))) OR anon_11."SU" AND NOT counted.id = ANY (array((SELECT anon_13.student_id 
FROM anon_13))) AND NOT counted.id = ANY (array((SELECT anon_14.student_id 
FROM anon_14))) OR anon_11."TT" AND NOT counted.id = ANY (array((SELECT anon_13.student_id 
FROM anon_13))) AND NOT counted.id = ANY (array((SELECT anon_14.student_id 
FROM anon_14))) 
 LIMIT 10001) AS anon_10) AS anon_9) ELSE (SELECT row_to_json(anon_17) AS row_to_json_3 
FROM (SELECT anon_6.held AS count) AS anon_17) END AS "totalCount") AS anon_5) AS json 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(anon_18) AS row_to_json_4 
FROM (SELECT anon_19.family_name AS "familyName", anon_19.grade_level AS "gradeLevel") AS anon_18) ORDER BY anon_19."#number") FILTER (WHERE anon_19."#number" <= 3), '[]'::json) AS rows0, coalesce(max(anon_19."#rows"), 0) > 3 AS more, coalesce(max(anon_19."#rows"), 0) AS held 
FROM (SELECT anon_20.id AS id, anon_20.person_id AS person_id, anon_20.given_name AS given_name, anon_20.middle_name AS middle_name, anon_20.family_name AS family_name, anon_20.sort_name AS sort_name, anon_20.preferred_name AS preferred_name, anon_20.preferred_name_audience AS preferred_name_audience, anon_20.grade_level AS grade_level, anon_20.photo_key AS photo_key, anon_20.birth_date AS birth_date, anon_20."GD" AS "GD", anon_20."CN" AS "CN", anon_20."CN/range" AS "CN/range", anon_20."CN.school" AS "CN.school", anon_20."CM" AS "CM", anon_20."SU" AS "SU", anon_20."TT" AS "TT", anon_20."order:all" AS "order:all", anon_20."order:any" AS "order:any", anon_20."own child" AS "own child", row_number() OVER (ORDER BY anon_20.grade_level IS NULL DESC, coalesce(anon_20.grade_level, '0') DESC, anon_20.id DESC) AS "#number", count(*) OVER () AS "#rows" 
FROM (SELECT this.id AS id, this.person_id AS person_id, this.given_name AS given_name, this.middle_name AS middle_name, this.family_name AS family_name, this.sort_name AS sort_name, this.preferred_name AS preferred_name, this.preferred_name_audience AS preferred_name_audience, this.grade_level AS grade_level, this.photo_key AS photo_key, this.birth_date AS birth_date, anon_11."GD" AS "GD", anon_11."CN" AS "CN", anon_11."CN/range" AS "CN/range", anon_11."CN.school" AS "CN.school", anon_11."CM" AS "CM", anon_11."SU" AS "SU", anon_11."TT" AS "TT", anon_21."order:all" AS "order:all", anon_21."order:any" AS "order:any", anon_21."own child" AS "own child" 
FROM anon_11 JOIN student AS this ON this.id = anon_11.student_id JOIN LATERAL (SELECT this.id = ANY (array((SELECT anon_16.student_id 
FROM anon_16))) AS "order:all", this.id = ANY (array((SELECT anon_13.student_id 
FROM anon_13))) AS "order:any", this.id = ANY (array((SELECT anon_14.student_id 
FROM anon_14))) AS "own child"
 LIMIT ALL OFFSET 0) AS anon_21 ON true 
WHERE anon_11."CN.school" AND NOT anon_21."order:any" AND NOT anon_21."own child" OR anon_11."GD" AND NOT anon_21."order:all" OR anon_11."CN" AND NOT anon_21."order:any" AND NOT anon_21."own child" OR anon_11."CN/range" AND NOT anon_21."order:any" AND NOT anon_21."own child" OR anon_11."CM" AND NOT anon_21."order:any" AND NOT anon_21."own child" OR anon_11."SU" AND NOT anon_21."order:any" AND NOT anon_21."own child" OR anon_11."TT" AND NOT anon_21."order:any" AND NOT anon_21."own child" ORDER BY this.grade_level IS NULL DESC, coalesce(this.grade_level, '0') DESC, this.id DESC 
 LIMIT 4) AS anon_20) AS anon_19) AS anon_6) AS anon_3 ON true) AS anon_2
