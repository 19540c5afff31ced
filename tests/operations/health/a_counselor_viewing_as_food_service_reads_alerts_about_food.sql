WITH anon_17 AS 
(SELECT guardianship_1.student_id AS student_id 
FROM guardianship AS guardianship_1 JOIN student AS student_1 ON student_1.id = guardianship_1.student_id 
WHERE guardianship_1.guardian_id = $9::UUID AND guardianship_1.standing != 'CONTACT_ONLY' AND guardianship_1.starts_on <= $8::DATE AND (guardianship_1.ends_on IS NULL OR guardianship_1.ends_on > $8::DATE) AND (student_1.birth_date > $10::DATE OR (EXISTS (SELECT 1 
FROM adult_access AS adult_access_1 
WHERE adult_access_1.student_id = guardianship_1.student_id AND adult_access_1.guardian_id = guardianship_1.guardian_id AND adult_access_1.starts_on <= $8::DATE AND (adult_access_1.ends_on IS NULL OR adult_access_1.ends_on > $8::DATE))))), 
anon_18 AS 
(SELECT court_order_1.student_id AS student_id 
FROM court_order AS court_order_1 
WHERE court_order_1.person_id = $11::UUID AND court_order_1.starts_at <= $12::TIMESTAMP WITH TIME ZONE AND (court_order_1.decided_at IS NULL OR court_order_1.decided_at > $12::TIMESTAMP WITH TIME ZONE) AND (court_order_1.document_key IS NOT NULL OR court_order_1.lapses_on IS NULL OR court_order_1.lapses_on > $8::DATE) AND (court_order_1.kind IN ('NO_RECORDS') OR court_order_1.document_key IS NULL)), 
anon_19 AS 
(SELECT court_order_2.student_id AS student_id 
FROM court_order AS court_order_2 
WHERE court_order_2.person_id = $11::UUID AND court_order_2.starts_at <= $12::TIMESTAMP WITH TIME ZONE AND (court_order_2.decided_at IS NULL OR court_order_2.decided_at > $12::TIMESTAMP WITH TIME ZONE) AND (court_order_2.document_key IS NOT NULL OR court_order_2.lapses_on IS NULL OR court_order_2.lapses_on > $8::DATE)), 
anon_20 AS 
(SELECT anon_21.student_id AS student_id 
FROM (SELECT guardianship_2.student_id AS student_id 
FROM guardianship AS guardianship_2 
WHERE guardianship_2.guardian_id = $9::UUID AND guardianship_2.standing != 'CONTACT_ONLY' AND guardianship_2.starts_on <= $8::DATE AND (guardianship_2.ends_on IS NULL OR guardianship_2.ends_on > $8::DATE) UNION ALL SELECT household_student_1.student_id AS student_id 
FROM household_guardian AS household_guardian_1 JOIN household_student AS household_student_1 ON household_student_1.household_id = household_guardian_1.household_id 
WHERE household_guardian_1.guardian_id = $9::UUID AND household_guardian_1.starts_on <= $8::DATE AND (household_guardian_1.ends_on IS NULL OR household_guardian_1.ends_on > $8::DATE) AND household_student_1.starts_on <= $8::DATE AND (household_student_1.ends_on IS NULL OR household_student_1.ends_on > $8::DATE)) AS anon_21), 
answer AS MATERIALIZED 
(SELECT (EXISTS (SELECT 1 AS anon_4 
FROM token AS token_1 JOIN person AS person_1 ON person_1.id = token_1.person_id 
WHERE token_1.id = $4::UUID AND token_1.revoked_at IS NULL AND token_1.expires_at > now() AND person_1.suspended_at IS NULL AND person_1.epoch = $5::INTEGER)) AND (EXISTS (SELECT 1 AS anon_5 
FROM person AS target 
WHERE target.id = $6::UUID AND target.epoch = $7::INTEGER)) AND (EXISTS (SELECT 1 AS anon_6 
FROM post AS viewing 
WHERE viewing.staff_id = $2::UUID AND viewing.role IN ('PRINCIPAL', 'COUNSELOR', 'REGISTRAR', 'PRIVACY_OFFICER') AND viewing.starts_on <= $8::DATE AND (viewing.ends_on IS NULL OR viewing.ends_on > $8::DATE))) AND (EXISTS (SELECT 1 AS anon_7 
FROM post AS viewed JOIN staff_member AS viewed_as ON viewed_as.id = viewed.staff_id JOIN person AS suspended ON suspended.id = viewed_as.person_id 
WHERE viewed.staff_id = $3::UUID AND viewed.starts_on <= $8::DATE AND (viewed.ends_on IS NULL OR viewed.ends_on > $8::DATE) AND suspended.suspended_at IS NULL AND NOT (EXISTS (SELECT 1 AS anon_8 
FROM vendor_app AS viewed_app 
WHERE viewed_app.person_id = suspended.id)))) AS fresh, true AS found, (SELECT row_to_json(anon_9) AS row_to_json_1 
FROM (SELECT anon_10.json AS student) AS anon_9) AS data, concat_ws(',', anon_10.seen) AS seen 
FROM (SELECT 1 AS one) AS anon_11 LEFT OUTER JOIN LATERAL (SELECT anon_12.json AS json, anon_12.seen AS seen 
FROM (SELECT (SELECT row_to_json(anon_13) AS row_to_json_2 
FROM (SELECT CASE WHEN ((anon_14."GD" AND NOT anon_14."order:all" OR anon_14."CN" AND NOT anon_14."order:any" AND NOT anon_14."own child" OR anon_14."CN/range" AND NOT anon_14."order:any" AND NOT anon_14."own child" OR anon_14."CM" AND NOT anon_14."order:any" AND NOT anon_14."own child") AND (anon_15."their FS" AND NOT anon_15."their order:any" AND NOT anon_15."their own child")) THEN anon_16.json END AS "healthAlerts", NULL AS conditions) AS anon_13) AS json, concat_ws(',', CAST(this.id AS TEXT)) AS seen 
FROM student AS this JOIN LATERAL (SELECT EXISTS (SELECT 1 AS anon_1 
FROM caseload AS caseload_1 
WHERE caseload_1.student_id = this.id AND caseload_1.staff_id = $2::UUID AND caseload_1.kind = 'CASE_MANAGER' AND caseload_1.starts_on <= $8::DATE AND (caseload_1.ends_on IS NULL OR caseload_1.ends_on > $8::DATE)) AS "CM", EXISTS (SELECT 1 AS anon_1 
FROM caseload AS caseload_1 
WHERE caseload_1.student_id = this.id AND caseload_1.staff_id = $2::UUID AND caseload_1.kind = 'COUNSELOR' AND caseload_1.starts_on <= $8::DATE AND (caseload_1.ends_on IS NULL OR caseload_1.ends_on > $8::DATE)) AS "CN", EXISTS (SELECT 1 AS anon_1 
FROM school_enrollment AS school_enrollment_1 
WHERE school_enrollment_1.student_id = this.id AND school_enrollment_1.starts_on <= $8::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $8::DATE) AND school_enrollment_1.school_id = ANY (array((SELECT post_1.school_id 
FROM post AS post_1 
WHERE post_1.staff_id = $2::UUID AND post_1.role = 'COUNSELOR' AND post_1.starts_on <= $8::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $8::DATE) AND post_1.school_id IS NOT NULL)))
 LIMIT ALL OFFSET 0) AS "CN.school", EXISTS (SELECT 1 AS anon_1 
FROM counselor_range AS counselor_range_1 JOIN school_enrollment AS school_enrollment_1 ON school_enrollment_1.school_id = counselor_range_1.school_id JOIN student AS student_1 ON student_1.id = school_enrollment_1.student_id 
WHERE school_enrollment_1.student_id = this.id AND counselor_range_1.staff_id = $2::UUID AND counselor_range_1.starts_on <= $8::DATE AND (counselor_range_1.ends_on IS NULL OR counselor_range_1.ends_on > $8::DATE) AND school_enrollment_1.starts_on <= $8::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $8::DATE) AND (counselor_range_1.grade_level IS NULL OR counselor_range_1.grade_level = student_1.grade_level) AND (left(upper(student_1.family_name), length(counselor_range_1.first)) COLLATE "C") >= counselor_range_1.first AND (left(upper(student_1.family_name), length(counselor_range_1.last)) COLLATE "C") <= counselor_range_1.last AND school_enrollment_1.school_id = ANY (array((SELECT counselor_range_2.school_id 
FROM counselor_range AS counselor_range_2 
WHERE counselor_range_2.staff_id = $2::UUID AND counselor_range_2.starts_on <= $8::DATE AND (counselor_range_2.ends_on IS NULL OR counselor_range_2.ends_on > $8::DATE))))) AS "CN/range", this.id = ANY (array((SELECT anon_17.student_id 
FROM anon_17))) AS "GD", EXISTS (SELECT 1 AS anon_1 
FROM support_team_member AS support_team_member_1 
WHERE support_team_member_1.student_id = this.id AND support_team_member_1.staff_id = $2::UUID AND support_team_member_1.starts_on <= $8::DATE AND (support_team_member_1.ends_on IS NULL OR support_team_member_1.ends_on > $8::DATE) AND (EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $2::UUID AND post_1.role IN ('COUNSELOR', 'CASE_MANAGER', 'PRINCIPAL') AND post_1.starts_on <= $8::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $8::DATE)))) AS "SU", EXISTS (SELECT 1 AS anon_1 
FROM threat_team_member AS threat_team_member_1 
WHERE threat_team_member_1.student_id = this.id AND threat_team_member_1.staff_id = $2::UUID AND threat_team_member_1.starts_on <= $8::DATE AND (threat_team_member_1.ends_on IS NULL OR threat_team_member_1.ends_on > $8::DATE) AND (EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $2::UUID AND post_1.role IN ('COUNSELOR', 'CASE_MANAGER', 'PRINCIPAL') AND post_1.starts_on <= $8::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $8::DATE)))) AS "TT", this.id = ANY (array((SELECT anon_18.student_id 
FROM anon_18))) AS "order:all", this.id = ANY (array((SELECT anon_19.student_id 
FROM anon_19))) AS "order:any", this.id = ANY (array((SELECT anon_20.student_id 
FROM anon_20))) AS "own child"
 LIMIT ALL OFFSET 0) AS anon_14 ON true JOIN LATERAL (SELECT (EXISTS (SELECT 1 AS anon_1 
FROM meal_benefit AS meal_benefit_1 
WHERE meal_benefit_1.student_id = this.id AND meal_benefit_1.starts_on <= $8::DATE AND (meal_benefit_1.ends_on IS NULL OR meal_benefit_1.ends_on > $8::DATE) AND (EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $3::UUID AND post_1.role = 'FOOD_SERVICE' AND post_1.starts_on <= $8::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $8::DATE))))) AS "their FS", (this.id = ANY (array((SELECT court_order_1.student_id 
FROM court_order AS court_order_1 
WHERE court_order_1.person_id = $6::UUID AND court_order_1.starts_at <= $12::TIMESTAMP WITH TIME ZONE AND (court_order_1.decided_at IS NULL OR court_order_1.decided_at > $12::TIMESTAMP WITH TIME ZONE) AND (court_order_1.document_key IS NOT NULL OR court_order_1.lapses_on IS NULL OR court_order_1.lapses_on > $8::DATE))))) AS "their order:any", (this.id = ANY (array((SELECT anon_1.student_id 
FROM (SELECT guardianship_1.student_id AS student_id 
FROM guardianship AS guardianship_1 
WHERE guardianship_1.guardian_id = $13::UUID AND guardianship_1.standing != 'CONTACT_ONLY' AND guardianship_1.starts_on <= $8::DATE AND (guardianship_1.ends_on IS NULL OR guardianship_1.ends_on > $8::DATE) UNION ALL SELECT household_student_1.student_id AS student_id 
FROM household_guardian AS household_guardian_1 JOIN household_student AS household_student_1 ON household_student_1.household_id = household_guardian_1.household_id 
WHERE household_guardian_1.guardian_id = $13::UUID AND household_guardian_1.starts_on <= $8::DATE AND (household_guardian_1.ends_on IS NULL OR household_guardian_1.ends_on > $8::DATE) AND household_student_1.starts_on <= $8::DATE AND (household_student_1.ends_on IS NULL OR household_student_1.ends_on > $8::DATE)) AS anon_1)))) AS "their own child"
 LIMIT ALL OFFSET 0) AS anon_15 ON true LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(row_to_json(anon_22)), '[]'::json) AS json 
FROM (SELECT this1.instruction AS instruction 
FROM health_alert AS this1 
WHERE this1.student_id = this.id AND (anon_14."GD" AND NOT anon_14."order:all" OR anon_14."CN" AND NOT anon_14."order:any" AND NOT anon_14."own child" OR anon_14."CN/range" AND NOT anon_14."order:any" AND NOT anon_14."own child" OR anon_14."CM" AND NOT anon_14."order:any" AND NOT anon_14."own child") AND (anon_15."their FS" AND NOT anon_15."their order:any" AND NOT anon_15."their own child" AND this1.dietary IS true) AND this1.starts_on <= $8::DATE AND (this1.ends_on IS NULL OR this1.ends_on > $8::DATE) ORDER BY this1.starts_on, this1.id) AS anon_22) AS anon_16 ON true 
WHERE this.id = $14::UUID AND (anon_14."CN.school" AND NOT anon_14."order:any" AND NOT anon_14."own child" OR anon_14."GD" AND NOT anon_14."order:all" OR anon_14."CN" AND NOT anon_14."order:any" AND NOT anon_14."own child" OR anon_14."CN/range" AND NOT anon_14."order:any" AND NOT anon_14."own child" OR anon_14."CM" AND NOT anon_14."order:any" AND NOT anon_14."own child" OR anon_14."SU" AND NOT anon_14."order:any" AND NOT anon_14."own child" OR anon_14."TT" AND NOT anon_14."order:any" AND NOT anon_14."own child") AND (anon_15."their FS" AND NOT anon_15."their order:any" AND NOT anon_15."their own child")) AS anon_12) AS anon_10 ON true), 
view AS 
(INSERT INTO view_as (request_id, viewer_id, target_id) SELECT $1::UUID AS anon_1, $2::UUID AS anon_2, $3::UUID AS anon_3 
FROM answer 
WHERE answer.fresh RETURNING 1 AS one)
 SELECT answer.fresh, answer.found, answer.data, answer.seen, (SELECT count(*) AS count_1 
FROM view) AS viewed 
FROM answer
