WITH answer AS MATERIALIZED 
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
FROM (SELECT anon_10.json AS viewer, anon_11.json AS student, anon_12.json AS students) AS anon_9) AS data 
FROM (SELECT 1 AS one) AS anon_13 LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_14) AS json 
FROM (SELECT CAST($9::VARCHAR AS JSON) AS "viewingAs", CAST($10::VARCHAR AS JSON) AS trained 
FROM (SELECT 1 AS one) AS anon_15) AS anon_14) AS anon_10 ON true LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_16) AS json 
FROM (SELECT this.given_name AS "givenName", CASE WHEN ((anon_17."GD" AND NOT anon_17."order:all" OR anon_17."CN" AND NOT anon_17."order:any" AND NOT anon_17."own child" OR anon_17."CN/range" AND NOT anon_17."order:any" AND NOT anon_17."own child" OR anon_17."CM" AND NOT anon_17."order:any" AND NOT anon_17."own child") AND (anon_18."their RS" AND NOT anon_18."their order:any" AND NOT anon_18."their own child" OR anon_18."their NU" AND NOT anon_18."their order:any" AND NOT anon_18."their own child")) THEN this.birth_date END AS "birthDate", CASE WHEN ((anon_17."GD" AND NOT anon_17."order:all" OR anon_17."CN" AND NOT anon_17."order:any" AND NOT anon_17."own child" OR anon_17."CN/range" AND NOT anon_17."order:any" AND NOT anon_17."own child" OR anon_17."CM" AND NOT anon_17."order:any" AND NOT anon_17."own child") AND (anon_18."their RS" AND NOT anon_18."their order:any" AND NOT anon_18."their own child" OR anon_18."their NU" AND NOT anon_18."their order:any" AND NOT anon_18."their own child" OR anon_18."their AU" AND NOT anon_18."their order:any" AND NOT anon_18."their own child")) THEN anon_19.json END AS "healthAlerts", CASE WHEN (anon_17."GD" AND NOT anon_17."order:all" AND (anon_18."their NU" AND NOT anon_18."their order:any" AND NOT anon_18."their own child" OR anon_18."their AU" AND NOT anon_18."their order:any" AND NOT anon_18."their own child")) THEN anon_20.json END AS immunizations, CASE WHEN (anon_17."GD" AND NOT anon_17."order:all" AND (anon_18."their NU" AND NOT anon_18."their order:any" AND NOT anon_18."their own child" OR anon_18."their AU" AND NOT anon_18."their order:any" AND NOT anon_18."their own child")) THEN anon_21.json END AS "medicationOrders", CASE WHEN ((anon_17."GD" AND NOT anon_17."order:all" OR anon_17."CN" AND NOT anon_17."order:any" AND NOT anon_17."own child" OR anon_17."CN/range" AND NOT anon_17."order:any" AND NOT anon_17."own child" OR anon_17."CM" AND NOT anon_17."order:any" AND NOT anon_17."own child") AND (anon_18."their RS" AND NOT anon_18."their order:any" AND NOT anon_18."their own child" OR anon_18."their NU" AND NOT anon_18."their order:any" AND NOT anon_18."their own child")) THEN anon_22.json END AS "iepSupports", (SELECT coalesce(json_agg(row_to_json(anon_23)), json_build_array()) AS coalesce_1 
FROM (SELECT 'birthDate' AS field, 'NOT_GRANTED' AS reason 
WHERE ((anon_17."GD" AND NOT anon_17."order:all" OR anon_17."CN" AND NOT anon_17."order:any" AND NOT anon_17."own child" OR anon_17."CN/range" AND NOT anon_17."order:any" AND NOT anon_17."own child" OR anon_17."CM" AND NOT anon_17."order:any" AND NOT anon_17."own child") AND (anon_18."their RS" AND NOT anon_18."their order:any" AND NOT anon_18."their own child" OR anon_18."their NU" AND NOT anon_18."their order:any" AND NOT anon_18."their own child")) IS NOT true UNION ALL SELECT 'healthAlerts' AS field, 'NOT_GRANTED' AS reason 
WHERE ((anon_17."GD" AND NOT anon_17."order:all" OR anon_17."CN" AND NOT anon_17."order:any" AND NOT anon_17."own child" OR anon_17."CN/range" AND NOT anon_17."order:any" AND NOT anon_17."own child" OR anon_17."CM" AND NOT anon_17."order:any" AND NOT anon_17."own child") AND (anon_18."their RS" AND NOT anon_18."their order:any" AND NOT anon_18."their own child" OR anon_18."their NU" AND NOT anon_18."their order:any" AND NOT anon_18."their own child" OR anon_18."their AU" AND NOT anon_18."their order:any" AND NOT anon_18."their own child")) IS NOT true UNION ALL SELECT 'immunizations' AS field, 'NOT_GRANTED' AS reason 
WHERE (anon_17."GD" AND NOT anon_17."order:all" AND (anon_18."their NU" AND NOT anon_18."their order:any" AND NOT anon_18."their own child" OR anon_18."their AU" AND NOT anon_18."their order:any" AND NOT anon_18."their own child")) IS NOT true UNION ALL SELECT 'medicationOrders' AS field, 'NOT_GRANTED' AS reason 
WHERE (anon_17."GD" AND NOT anon_17."order:all" AND (anon_18."their NU" AND NOT anon_18."their order:any" AND NOT anon_18."their own child" OR anon_18."their AU" AND NOT anon_18."their order:any" AND NOT anon_18."their own child")) IS NOT true UNION ALL SELECT 'iepSupports' AS field, 'NOT_GRANTED' AS reason 
WHERE ((anon_17."GD" AND NOT anon_17."order:all" OR anon_17."CN" AND NOT anon_17."order:any" AND NOT anon_17."own child" OR anon_17."CN/range" AND NOT anon_17."order:any" AND NOT anon_17."own child" OR anon_17."CM" AND NOT anon_17."order:any" AND NOT anon_17."own child") AND (anon_18."their RS" AND NOT anon_18."their order:any" AND NOT anon_18."their own child" OR anon_18."their NU" AND NOT anon_18."their order:any" AND NOT anon_18."their own child")) IS NOT true) AS anon_23) AS withheld 
FROM student AS this JOIN LATERAL (SELECT EXISTS (SELECT 1 AS anon_1 
FROM caseload AS caseload_1 
WHERE caseload_1.student_id = this.id AND caseload_1.staff_id = $2::UUID AND caseload_1.kind = 'CASE_MANAGER' AND caseload_1.starts_on <= $8::DATE AND (caseload_1.ends_on IS NULL OR caseload_1.ends_on > $8::DATE)) AS "CM", EXISTS (SELECT 1 AS anon_1 
FROM caseload AS caseload_1 
WHERE caseload_1.student_id = this.id AND caseload_1.staff_id = $2::UUID AND caseload_1.kind = 'COUNSELOR' AND caseload_1.starts_on <= $8::DATE AND (caseload_1.ends_on IS NULL OR caseload_1.ends_on > $8::DATE)) AS "CN", EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 JOIN school_enrollment AS school_enrollment_1 ON school_enrollment_1.school_id = post_1.school_id 
WHERE school_enrollment_1.student_id = this.id AND post_1.staff_id = $2::UUID AND post_1.role = 'COUNSELOR' AND post_1.starts_on <= $8::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $8::DATE) AND school_enrollment_1.starts_on <= $8::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $8::DATE) AND school_enrollment_1.school_id = ANY (array((SELECT post_2.school_id 
FROM post AS post_2 
WHERE post_2.staff_id = $2::UUID AND post_2.role = 'COUNSELOR' AND post_2.starts_on <= $8::DATE AND (post_2.ends_on IS NULL OR post_2.ends_on > $8::DATE) AND post_2.school_id IS NOT NULL)))) AS "CN.school", EXISTS (SELECT 1 AS anon_1 
FROM counselor_range AS counselor_range_1 JOIN school_enrollment AS school_enrollment_1 ON school_enrollment_1.school_id = counselor_range_1.school_id JOIN student AS student_1 ON student_1.id = school_enrollment_1.student_id 
WHERE school_enrollment_1.student_id = this.id AND counselor_range_1.staff_id = $2::UUID AND counselor_range_1.starts_on <= $8::DATE AND (counselor_range_1.ends_on IS NULL OR counselor_range_1.ends_on > $8::DATE) AND school_enrollment_1.starts_on <= $8::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $8::DATE) AND (counselor_range_1.grade_level IS NULL OR counselor_range_1.grade_level = student_1.grade_level) AND (left(upper(student_1.family_name), length(counselor_range_1.first)) COLLATE "C") >= counselor_range_1.first AND (left(upper(student_1.family_name), length(counselor_range_1.last)) COLLATE "C") <= counselor_range_1.last AND school_enrollment_1.school_id = ANY (array((SELECT counselor_range_2.school_id 
FROM counselor_range AS counselor_range_2 
WHERE counselor_range_2.staff_id = $2::UUID AND counselor_range_2.starts_on <= $8::DATE AND (counselor_range_2.ends_on IS NULL OR counselor_range_2.ends_on > $8::DATE))))) AS "CN/range", EXISTS (SELECT 1 AS anon_1 
FROM guardianship AS guardianship_1 JOIN student AS student_1 ON student_1.id = guardianship_1.student_id 
WHERE guardianship_1.student_id = this.id AND guardianship_1.guardian_id = $11::UUID AND guardianship_1.standing != 'CONTACT_ONLY' AND guardianship_1.starts_on <= $8::DATE AND (guardianship_1.ends_on IS NULL OR guardianship_1.ends_on > $8::DATE) AND (student_1.birth_date > $12::DATE OR (EXISTS (SELECT 1 
FROM adult_access AS adult_access_1 
WHERE adult_access_1.student_id = guardianship_1.student_id AND adult_access_1.guardian_id = guardianship_1.guardian_id AND adult_access_1.starts_on <= $8::DATE AND (adult_access_1.ends_on IS NULL OR adult_access_1.ends_on > $8::DATE))))) AS "GD", EXISTS (SELECT 1 AS anon_1 
FROM support_team_member AS support_team_member_1 
WHERE support_team_member_1.student_id = this.id AND support_team_member_1.staff_id = $2::UUID AND support_team_member_1.starts_on <= $8::DATE AND (support_team_member_1.ends_on IS NULL OR support_team_member_1.ends_on > $8::DATE) AND (EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $2::UUID AND post_1.role IN ('COUNSELOR', 'CASE_MANAGER', 'PRINCIPAL') AND post_1.starts_on <= $8::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $8::DATE)))) AS "SU", EXISTS (SELECT 1 AS anon_1 
FROM threat_team_member AS threat_team_member_1 
WHERE threat_team_member_1.student_id = this.id AND threat_team_member_1.staff_id = $2::UUID AND threat_team_member_1.starts_on <= $8::DATE AND (threat_team_member_1.ends_on IS NULL OR threat_team_member_1.ends_on > $8::DATE) AND (EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $2::UUID AND post_1.role IN ('COUNSELOR', 'CASE_MANAGER', 'PRINCIPAL') AND post_1.starts_on <= $8::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $8::DATE)))) AS "TT", EXISTS (SELECT 1 AS anon_1 
FROM court_order AS court_order_1 
WHERE court_order_1.student_id = this.id AND court_order_1.person_id = $13::UUID AND court_order_1.starts_at <= $14::TIMESTAMP WITH TIME ZONE AND (court_order_1.decided_at IS NULL OR court_order_1.decided_at > $14::TIMESTAMP WITH TIME ZONE) AND (court_order_1.document_key IS NOT NULL OR court_order_1.lapses_on IS NULL OR court_order_1.lapses_on > $8::DATE) AND (court_order_1.kind IN ('NO_RECORDS') OR court_order_1.document_key IS NULL)) AS "order:all", EXISTS (SELECT 1 AS anon_1 
FROM court_order AS court_order_1 
WHERE court_order_1.student_id = this.id AND court_order_1.person_id = $13::UUID AND court_order_1.starts_at <= $14::TIMESTAMP WITH TIME ZONE AND (court_order_1.decided_at IS NULL OR court_order_1.decided_at > $14::TIMESTAMP WITH TIME ZONE) AND (court_order_1.document_key IS NOT NULL OR court_order_1.lapses_on IS NULL OR court_order_1.lapses_on > $8::DATE)) AS "order:any", EXISTS (SELECT 1 AS anon_1 
FROM (SELECT guardianship_1.student_id AS student_id 
FROM guardianship AS guardianship_1 
WHERE guardianship_1.guardian_id = $11::UUID AND guardianship_1.standing != 'CONTACT_ONLY' AND guardianship_1.starts_on <= $8::DATE AND (guardianship_1.ends_on IS NULL OR guardianship_1.ends_on > $8::DATE) UNION ALL SELECT household_student_1.student_id AS student_id 
FROM household_guardian AS household_guardian_1 JOIN household_student AS household_student_1 ON household_student_1.household_id = household_guardian_1.household_id 
WHERE household_guardian_1.guardian_id = $11::UUID AND household_guardian_1.starts_on <= $8::DATE AND (household_guardian_1.ends_on IS NULL OR household_guardian_1.ends_on > $8::DATE) AND household_student_1.starts_on <= $8::DATE AND (household_student_1.ends_on IS NULL OR household_student_1.ends_on > $8::DATE)) AS anon_2 
WHERE anon_2.student_id = this.id) AS "own child"
 LIMIT ALL OFFSET 0) AS anon_17 ON true JOIN LATERAL (SELECT (EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 
WHERE post_1.staff_id = $3::UUID AND post_1.staff_id = $3::UUID AND post_1.role = 'NURSE' AND post_1.starts_on <= $8::DATE)) AS "their AU", (EXISTS (SELECT 1 AS anon_1 
FROM (SELECT health_alert.student_id AS student_id 
FROM health_alert 
WHERE health_alert.entered_by = $3::UUID UNION ALL SELECT condition.student_id AS student_id 
FROM condition 
WHERE condition.entered_by = $3::UUID UNION ALL SELECT care_plan.student_id AS student_id 
FROM care_plan 
WHERE care_plan.entered_by = $3::UUID UNION ALL SELECT medication_order.student_id AS student_id 
FROM medication_order 
WHERE medication_order.entered_by = $3::UUID UNION ALL SELECT medication_administration.student_id AS student_id 
FROM medication_administration 
WHERE medication_administration.entered_by = $3::UUID UNION ALL SELECT health_visit.student_id AS student_id 
FROM health_visit 
WHERE health_visit.entered_by = $3::UUID UNION ALL SELECT immunization.student_id AS student_id 
FROM immunization 
WHERE immunization.entered_by = $3::UUID) AS anon_2 
WHERE anon_2.student_id = this.id AND (EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $3::UUID AND post_1.role = 'NURSE' AND post_1.starts_on <= $8::DATE)))) AS "their AU:wrote", (EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 JOIN school_enrollment AS school_enrollment_1 ON school_enrollment_1.school_id = post_1.school_id 
WHERE school_enrollment_1.student_id = this.id AND post_1.staff_id = $3::UUID AND post_1.role = 'NURSE' AND post_1.starts_on <= $8::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $8::DATE) AND school_enrollment_1.starts_on <= $8::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $8::DATE) AND post_1.contracted IS false AND school_enrollment_1.school_id = ANY (array((SELECT post_2.school_id 
FROM post AS post_2 
WHERE post_2.staff_id = $3::UUID AND post_2.role = 'NURSE' AND post_2.starts_on <= $8::DATE AND (post_2.ends_on IS NULL OR post_2.ends_on > $8::DATE) AND post_2.school_id IS NOT NULL AND post_2.contracted IS false))))) AS "their NU", (EXISTS (SELECT 1 AS anon_1 
FROM iep_service AS iep_service_1 JOIN iep AS iep_1 ON iep_1.id = iep_service_1.iep_id 
WHERE iep_service_1.student_id = this.id AND iep_service_1.provider_id = $3::UUID AND iep_service_1.contracted IS false AND iep_service_1.starts_on <= $8::DATE AND (iep_service_1.ends_on IS NULL OR iep_service_1.ends_on > $8::DATE) AND iep_1.status != 'SUPERSEDED')) AS "their RS", (EXISTS (SELECT 1 AS anon_1 
FROM court_order AS court_order_1 
WHERE court_order_1.student_id = this.id AND court_order_1.person_id = $6::UUID AND court_order_1.starts_at <= $14::TIMESTAMP WITH TIME ZONE AND (court_order_1.decided_at IS NULL OR court_order_1.decided_at > $14::TIMESTAMP WITH TIME ZONE) AND (court_order_1.document_key IS NOT NULL OR court_order_1.lapses_on IS NULL OR court_order_1.lapses_on > $8::DATE))) AS "their order:any", (EXISTS (SELECT 1 AS anon_1 
FROM (SELECT guardianship_1.student_id AS student_id 
FROM guardianship AS guardianship_1 
WHERE guardianship_1.guardian_id = $15::UUID AND guardianship_1.standing != 'CONTACT_ONLY' AND guardianship_1.starts_on <= $8::DATE AND (guardianship_1.ends_on IS NULL OR guardianship_1.ends_on > $8::DATE) UNION ALL SELECT household_student_1.student_id AS student_id 
FROM household_guardian AS household_guardian_1 JOIN household_student AS household_student_1 ON household_student_1.household_id = household_guardian_1.household_id 
WHERE household_guardian_1.guardian_id = $15::UUID AND household_guardian_1.starts_on <= $8::DATE AND (household_guardian_1.ends_on IS NULL OR household_guardian_1.ends_on > $8::DATE) AND household_student_1.starts_on <= $8::DATE AND (household_student_1.ends_on IS NULL OR household_student_1.ends_on > $8::DATE)) AS anon_2 
WHERE anon_2.student_id = this.id)) AS "their own child"
 LIMIT ALL OFFSET 0) AS anon_18 ON true LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(row_to_json(anon_24)), '[]'::json) AS json 
FROM (SELECT this1.instruction AS instruction 
FROM health_alert AS this1 
WHERE this1.student_id = this.id AND (anon_17."GD" AND NOT anon_17."order:all" OR anon_17."CN" AND NOT anon_17."order:any" AND NOT anon_17."own child" OR anon_17."CN/range" AND NOT anon_17."order:any" AND NOT anon_17."own child" OR anon_17."CM" AND NOT anon_17."order:any" AND NOT anon_17."own child") AND (anon_18."their RS" AND NOT anon_18."their order:any" AND NOT anon_18."their own child" OR anon_18."their NU" AND NOT anon_18."their order:any" AND NOT anon_18."their own child" OR anon_18."their AU" AND NOT anon_18."their order:any" AND NOT anon_18."their own child" AND this1.entered_by = $3::UUID) AND this1.starts_on <= $8::DATE AND (this1.ends_on IS NULL OR this1.ends_on > $8::DATE) ORDER BY this1.starts_on, this1.id) AS anon_24) AS anon_19 ON true LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(row_to_json(anon_25)), '[]'::json) AS json 
FROM (SELECT this1.vaccine AS vaccine 
FROM immunization AS this1 
WHERE this1.student_id = this.id AND anon_17."GD" AND NOT anon_17."order:all" AND this1.confidential IS false AND (anon_18."their NU" AND NOT anon_18."their order:any" AND NOT anon_18."their own child" OR anon_18."their AU" AND NOT anon_18."their order:any" AND NOT anon_18."their own child" AND this1.entered_by = $3::UUID) ORDER BY this1.given_on, this1.id) AS anon_25) AS anon_20 ON true LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(row_to_json(anon_26)), '[]'::json) AS json 
FROM (SELECT this1.drug AS drug 
FROM medication_order AS this1 
WHERE this1.student_id = this.id AND anon_17."GD" AND NOT anon_17."order:all" AND this1.confidential IS false AND (anon_18."their NU" AND NOT anon_18."their order:any" AND NOT anon_18."their own child" OR anon_18."their AU" AND NOT anon_18."their order:any" AND NOT anon_18."their own child" AND this1.entered_by = $3::UUID) AND this1.starts_on <= $8::DATE AND (this1.ends_on IS NULL OR this1.ends_on > $8::DATE) ORDER BY this1.starts_on, this1.id) AS anon_26) AS anon_21 ON true LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(row_to_json(anon_27)), '[]'::json) AS json 
FROM (SELECT this1.instruction AS instruction 
FROM iep_support AS this1 
WHERE this1.student_id = this.id AND (anon_17."GD" AND NOT anon_17."order:all" OR anon_17."CN" AND NOT anon_17."order:any" AND NOT anon_17."own child" OR anon_17."CN/range" AND NOT anon_17."order:any" AND NOT anon_17."own child" OR anon_17."CM" AND NOT anon_17."order:any" AND NOT anon_17."own child") AND (anon_18."their RS" AND NOT anon_18."their order:any" AND NOT anon_18."their own child" OR anon_18."their NU" AND NOT anon_18."their order:any" AND NOT anon_18."their own child" AND this1.area = 'HEALTH') AND this1.starts_on <= $8::DATE AND (this1.ends_on IS NULL OR this1.ends_on > $8::DATE) ORDER BY this1.kind, this1.starts_on, this1.id) AS anon_27) AS anon_22 ON true 
WHERE this.id = $16::UUID AND (anon_17."GD" AND NOT anon_17."order:all" OR anon_17."CN" AND NOT anon_17."order:any" AND NOT anon_17."own child" OR anon_17."CN/range" AND NOT anon_17."order:any" AND NOT anon_17."own child" OR anon_17."CN.school" AND NOT anon_17."order:any" AND NOT anon_17."own child" OR anon_17."CM" AND NOT anon_17."order:any" AND NOT anon_17."own child" OR anon_17."SU" AND NOT anon_17."order:any" AND NOT anon_17."own child" OR anon_17."TT" AND NOT anon_17."order:any" AND NOT anon_17."own child") AND (anon_18."their RS" AND NOT anon_18."their order:any" AND NOT anon_18."their own child" OR anon_18."their NU" AND NOT anon_18."their order:any" AND NOT anon_18."their own child" OR anon_18."their AU:wrote" AND NOT anon_18."their order:any" AND NOT anon_18."their own child")) AS anon_16) AS anon_11 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(anon_28) AS row_to_json_2 
FROM (SELECT anon_29.rows0 AS nodes, (SELECT (SELECT row_to_json(anon_31) AS row_to_json_3 
FROM (SELECT least(anon_32.rows, 10000) AS count) AS anon_31) AS anon_30 
FROM (SELECT count(*) AS rows 
FROM (SELECT 1 AS one 
FROM student AS counted JOIN LATERAL (SELECT EXISTS (SELECT 1 AS anon_1 
FROM caseload AS caseload_1 
WHERE caseload_1.student_id = counted.id AND caseload_1.staff_id = $2::UUID AND caseload_1.kind = 'CASE_MANAGER' AND caseload_1.starts_on <= $8::DATE AND (caseload_1.ends_on IS NULL OR caseload_1.ends_on > $8::DATE)) AS "CM", EXISTS (SELECT 1 AS anon_1 
FROM caseload AS caseload_1 
WHERE caseload_1.student_id = counted.id AND caseload_1.staff_id = $2::UUID AND caseload_1.kind = 'COUNSELOR' AND caseload_1.starts_on <= $8::DATE AND (caseload_1.ends_on IS NULL OR caseload_1.ends_on > $8::DATE)) AS "CN", EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 JOIN school_enrollment AS school_enrollment_1 ON school_enrollment_1.school_id = post_1.school_id 
WHERE school_enrollment_1.student_id = counted.id AND post_1.staff_id = $2::UUID AND post_1.role = 'COUNSELOR' AND post_1.starts_on <= $8::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $8::DATE) AND school_enrollment_1.starts_on <= $8::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $8::DATE) AND school_enrollment_1.school_id = ANY (array((SELECT post_2.school_id 
FROM post AS post_2 
WHERE post_2.staff_id = $2::UUID AND post_2.role = 'COUNSELOR' AND post_2.starts_on <= $8::DATE AND (post_2.ends_on IS NULL OR post_2.ends_on > $8::DATE) AND post_2.school_id IS NOT NULL)))) AS "CN.school", EXISTS (SELECT 1 AS anon_1 
FROM counselor_range AS counselor_range_1 JOIN school_enrollment AS school_enrollment_1 ON school_enrollment_1.school_id = counselor_range_1.school_id JOIN student AS student_1 ON student_1.id = school_enrollment_1.student_id 
WHERE school_enrollment_1.student_id = counted.id AND counselor_range_1.staff_id = $2::UUID AND counselor_range_1.starts_on <= $8::DATE AND (counselor_range_1.ends_on IS NULL OR counselor_range_1.ends_on > $8::DATE) AND school_enrollment_1.starts_on <= $8::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $8::DATE) AND (counselor_range_1.grade_level IS NULL OR counselor_range_1.grade_level = student_1.grade_level) AND (left(upper(student_1.family_name), length(counselor_range_1.first)) COLLATE "C") >= counselor_range_1.first AND (left(upper(student_1.family_name), length(counselor_range_1.last)) COLLATE "C") <= counselor_range_1.last AND school_enrollment_1.school_id = ANY (array((SELECT counselor_range_2.school_id 
FROM counselor_range AS counselor_range_2 
WHERE counselor_range_2.staff_id = $2::UUID AND counselor_range_2.starts_on <= $8::DATE AND (counselor_range_2.ends_on IS NULL OR counselor_range_2.ends_on > $8::DATE))))) AS "CN/range", EXISTS (SELECT 1 AS anon_1 
FROM guardianship AS guardianship_1 JOIN student AS student_1 ON student_1.id = guardianship_1.student_id 
WHERE guardianship_1.student_id = counted.id AND guardianship_1.guardian_id = $11::UUID AND guardianship_1.standing != 'CONTACT_ONLY' AND guardianship_1.starts_on <= $8::DATE AND (guardianship_1.ends_on IS NULL OR guardianship_1.ends_on > $8::DATE) AND (student_1.birth_date > $12::DATE OR (EXISTS (SELECT 1 
FROM adult_access AS adult_access_1 
WHERE adult_access_1.student_id = guardianship_1.student_id AND adult_access_1.guardian_id = guardianship_1.guardian_id AND adult_access_1.starts_on <= $8::DATE AND (adult_access_1.ends_on IS NULL OR adult_access_1.ends_on > $8::DATE))))) AS "GD", EXISTS (SELECT 1 AS anon_1 
FROM support_team_member AS support_team_member_1 
WHERE support_team_member_1.student_id = counted.id AND support_team_member_1.staff_id = $2::UUID AND support_team_member_1.starts_on <= $8::DATE AND (support_team_member_1.ends_on IS NULL OR support_team_member_1.ends_on > $8::DATE) AND (EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $2::UUID AND post_1.role IN ('COUNSELOR', 'CASE_MANAGER', 'PRINCIPAL') AND post_1.starts_on <= $8::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $8::DATE)))) AS "SU", EXISTS (SELECT 1 AS anon_1 
FROM threat_team_member AS threat_team_member_1 
WHERE threat_team_member_1.student_id = counted.id AND threat_team_member_1.staff_id = $2::UUID AND threat_team_member_1.starts_on <= $8::DATE AND (threat_team_member_1.ends_on IS NULL OR threat_team_member_1.ends_on > $8::DATE) AND (EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $2::UUID AND post_1.role IN ('COUNSELOR', 'CASE_MANAGER', 'PRINCIPAL') AND post_1.starts_on <= $8::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $8::DATE)))) AS "TT", EXISTS (SELECT 1 AS anon_1 
FROM court_order AS court_order_1 
WHERE court_order_1.student_id = counted.id AND court_order_1.person_id = $13::UUID AND court_order_1.starts_at <= $14::TIMESTAMP WITH TIME ZONE AND (court_order_1.decided_at IS NULL OR court_order_1.decided_at > $14::TIMESTAMP WITH TIME ZONE) AND (court_order_1.document_key IS NOT NULL OR court_order_1.lapses_on IS NULL OR court_order_1.lapses_on > $8::DATE) AND (court_order_1.kind IN ('NO_RECORDS') OR court_order_1.document_key IS NULL)) AS "order:all", EXISTS (SELECT 1 AS anon_1 
FROM court_order AS court_order_1 
WHERE court_order_1.student_id = counted.id AND court_order_1.person_id = $13::UUID AND court_order_1.starts_at <= $14::TIMESTAMP WITH TIME ZONE AND (court_order_1.decided_at IS NULL OR court_order_1.decided_at > $14::TIMESTAMP WITH TIME ZONE) AND (court_order_1.document_key IS NOT NULL OR court_order_1.lapses_on IS NULL OR court_order_1.lapses_on > $8::DATE)) AS "order:any", EXISTS (SELECT 1 AS anon_1 
FROM (SELECT guardianship_1.student_id AS student_id 
FROM guardianship AS guardianship_1 
WHERE guardianship_1.guardian_id = $11::UUID AND guardianship_1.standing != 'CONTACT_ONLY' AND guardianship_1.starts_on <= $8::DATE AND (guardianship_1.ends_on IS NULL OR guardianship_1.ends_on > $8::DATE) UNION ALL SELECT household_student_1.student_id AS student_id 
FROM household_guardian AS household_guardian_1 JOIN household_student AS household_student_1 ON household_student_1.household_id = household_guardian_1.household_id 
WHERE household_guardian_1.guardian_id = $11::UUID AND household_guardian_1.starts_on <= $8::DATE AND (household_guardian_1.ends_on IS NULL OR household_guardian_1.ends_on > $8::DATE) AND household_student_1.starts_on <= $8::DATE AND (household_student_1.ends_on IS NULL OR household_student_1.ends_on > $8::DATE)) AS anon_2 
WHERE anon_2.student_id = counted.id) AS "own child"
 LIMIT ALL OFFSET 0) AS anon_34 ON true JOIN LATERAL (SELECT (EXISTS (SELECT 1 AS anon_1 
FROM (SELECT health_alert.student_id AS student_id 
FROM health_alert 
WHERE health_alert.entered_by = $3::UUID UNION ALL SELECT condition.student_id AS student_id 
FROM condition 
WHERE condition.entered_by = $3::UUID UNION ALL SELECT care_plan.student_id AS student_id 
FROM care_plan 
WHERE care_plan.entered_by = $3::UUID UNION ALL SELECT medication_order.student_id AS student_id 
FROM medication_order 
WHERE medication_order.entered_by = $3::UUID UNION ALL SELECT medication_administration.student_id AS student_id 
FROM medication_administration 
WHERE medication_administration.entered_by = $3::UUID UNION ALL SELECT health_visit.student_id AS student_id 
FROM health_visit 
WHERE health_visit.entered_by = $3::UUID UNION ALL SELECT immunization.student_id AS student_id 
FROM immunization 
WHERE immunization.entered_by = $3::UUID) AS anon_2 
WHERE anon_2.student_id = counted.id AND (EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $3::UUID AND post_1.role = 'NURSE' AND post_1.starts_on <= $8::DATE)))) AS "their AU:wrote", (EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 JOIN school_enrollment AS school_enrollment_1 ON school_enrollment_1.school_id = post_1.school_id 
WHERE school_enrollment_1.student_id = counted.id AND post_1.staff_id = $3::UUID AND post_1.role = 'NURSE' AND post_1.starts_on <= $8::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $8::DATE) AND school_enrollment_1.starts_on <= $8::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $8::DATE) AND post_1.contracted IS false AND school_enrollment_1.school_id = ANY (array((SELECT post_2.school_id 
FROM post AS post_2 
WHERE post_2.staff_id = $3::UUID AND post_2.role = 'NURSE' AND post_2.starts_on <= $8::DATE AND (post_2.ends_on IS NULL OR post_2.ends_on > $8::DATE) AND post_2.school_id IS NOT NULL AND post_2.contracted IS false))))) AS "their NU", (EXISTS (SELECT 1 AS anon_1 
FROM iep_service AS iep_service_1 JOIN iep AS iep_1 ON iep_1.id = iep_service_1.iep_id 
WHERE iep_service_1.student_id = counted.id AND iep_service_1.provider_id = $3::UUID AND iep_service_1.contracted IS false AND iep_service_1.starts_on <= $8::DATE AND (iep_service_1.ends_on IS NULL OR iep_service_1.ends_on > $8::DATE) AND iep_1.status != 'SUPERSEDED')) AS "their RS", (EXISTS (SELECT 1 AS anon_1 
FROM court_order AS court_order_1 
WHERE court_order_1.student_id = counted.id AND court_order_1.person_id = $6::UUID AND court_order_1.starts_at <= $14::TIMESTAMP WITH TIME ZONE AND (court_order_1.decided_at IS NULL OR court_order_1.decided_at > $14::TIMESTAMP WITH TIME ZONE) AND (court_order_1.document_key IS NOT NULL OR court_order_1.lapses_on IS NULL OR court_order_1.lapses_on > $8::DATE))) AS "their order:any", (EXISTS (SELECT 1 AS anon_1 
FROM (SELECT guardianship_1.student_id AS student_id 
FROM guardianship AS guardianship_1 
WHERE guardianship_1.guardian_id = $15::UUID AND guardianship_1.standing != 'CONTACT_ONLY' AND guardianship_1.starts_on <= $8::DATE AND (guardianship_1.ends_on IS NULL OR guardianship_1.ends_on > $8::DATE) UNION ALL SELECT household_student_1.student_id AS student_id 
FROM household_guardian AS household_guardian_1 JOIN household_student AS household_student_1 ON household_student_1.household_id = household_guardian_1.household_id 
WHERE household_guardian_1.guardian_id = $15::UUID AND household_guardian_1.starts_on <= $8::DATE AND (household_guardian_1.ends_on IS NULL OR household_guardian_1.ends_on > $8::DATE) AND household_student_1.starts_on <= $8::DATE AND (household_student_1.ends_on IS NULL OR household_student_1.ends_on > $8::DATE)) AS anon_2 
WHERE anon_2.student_id = counted.id)) AS "their own child"
 LIMIT ALL OFFSET 0) AS anon_35 ON true 
WHERE (anon_34."GD" AND NOT anon_34."order:all" OR anon_34."CN" AND NOT anon_34."order:any" AND NOT anon_34."own child" OR anon_34."CN/range" AND NOT anon_34."order:any" AND NOT anon_34."own child" OR anon_34."CN.school" AND NOT anon_34."order:any" AND NOT anon_34."own child" OR anon_34."CM" AND NOT anon_34."order:any" AND NOT anon_34."own child" OR anon_34."SU" AND NOT anon_34."order:any" AND NOT anon_34."own child" OR anon_34."TT" AND NOT anon_34."order:any" AND NOT anon_34."own child") AND (anon_35."their RS" AND NOT anon_35."their order:any" AND NOT anon_35."their own child" OR anon_35."their NU" AND NOT anon_35."their order:any" AND NOT anon_35."their own child" OR anon_35."their AU:wrote" AND NOT anon_35."their order:any" AND NOT anon_35."their own child") AND (anon_34."GD" AND NOT anon_34."order:all" OR anon_34."CN" AND NOT anon_34."order:any" AND NOT anon_34."own child" OR anon_34."CN/range" AND NOT anon_34."order:any" AND NOT anon_34."own child" OR anon_34."CM" AND NOT anon_34."order:any" AND NOT anon_34."own child") AND (anon_35."their RS" AND NOT anon_35."their order:any" AND NOT anon_35."their own child" OR anon_35."their NU" AND NOT anon_35."their order:any" AND NOT anon_35."their own child") AND counted.birth_date >= $17::DATE 
 LIMIT 10001) AS anon_33) AS anon_32) AS "totalCount") AS anon_28) AS json 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(anon_36) AS row_to_json_4 
FROM (SELECT anon_37.sort_name AS "sortName", CASE WHEN ((anon_37."GD" AND NOT anon_37."order:all" OR anon_37."CN" AND NOT anon_37."order:any" AND NOT anon_37."own child" OR anon_37."CN/range" AND NOT anon_37."order:any" AND NOT anon_37."own child" OR anon_37."CM" AND NOT anon_37."order:any" AND NOT anon_37."own child") AND (anon_37."their RS" AND NOT anon_37."their order:any" AND NOT anon_37."their own child" OR anon_37."their NU" AND NOT anon_37."their order:any" AND NOT anon_37."their own child")) THEN anon_37.birth_date END AS "birthDate") AS anon_36) ORDER BY anon_37."#number") FILTER (WHERE anon_37."#number" <= 3), '[]'::json) AS rows0, coalesce(max(anon_37."#rows"), 0) > 3 AS more 
FROM (SELECT anon_38.id AS id, anon_38.person_id AS person_id, anon_38.given_name AS given_name, anon_38.middle_name AS middle_name, anon_38.family_name AS family_name, anon_38.sort_name AS sort_name, anon_38.preferred_name AS preferred_name, anon_38.preferred_name_audience AS preferred_name_audience, anon_38.grade_level AS grade_level, anon_38.photo_key AS photo_key, anon_38.birth_date AS birth_date, anon_38."CM" AS "CM", anon_38."CN" AS "CN", anon_38."CN.school" AS "CN.school", anon_38."CN/range" AS "CN/range", anon_38."GD" AS "GD", anon_38."SU" AS "SU", anon_38."TT" AS "TT", anon_38."order:all" AS "order:all", anon_38."order:any" AS "order:any", anon_38."own child" AS "own child", anon_38."their AU:wrote" AS "their AU:wrote", anon_38."their NU" AS "their NU", anon_38."their RS" AS "their RS", anon_38."their order:any" AS "their order:any", anon_38."their own child" AS "their own child", row_number() OVER (ORDER BY anon_38.sort_name, anon_38.id) AS "#number", count(*) OVER () AS "#rows" 
FROM (SELECT this.id AS id, this.person_id AS person_id, this.given_name AS given_name, this.middle_name AS middle_name, this.family_name AS family_name, this.sort_name AS sort_name, this.preferred_name AS preferred_name, this.preferred_name_audience AS preferred_name_audience, this.grade_level AS grade_level, this.photo_key AS photo_key, this.birth_date AS birth_date, anon_39."CM" AS "CM", anon_39."CN" AS "CN", anon_39."CN.school" AS "CN.school", anon_39."CN/range" AS "CN/range", anon_39."GD" AS "GD", anon_39."SU" AS "SU", anon_39."TT" AS "TT", anon_39."order:all" AS "order:all", anon_39."order:any" AS "order:any", anon_39."own child" AS "own child", anon_40."their AU:wrote" AS "their AU:wrote", anon_40."their NU" AS "their NU", anon_40."their RS" AS "their RS", anon_40."their order:any" AS "their order:any", anon_40."their own child" AS "their own child" 
FROM student AS this JOIN LATERAL (SELECT EXISTS (SELECT 1 AS anon_1 
FROM caseload AS caseload_1 
WHERE caseload_1.student_id = this.id AND caseload_1.staff_id = $2::UUID AND caseload_1.kind = 'CASE_MANAGER' AND caseload_1.starts_on <= $8::DATE AND (caseload_1.ends_on IS NULL OR caseload_1.ends_on > $8::DATE)) AS "CM", EXISTS (SELECT 1 AS anon_1 
FROM caseload AS caseload_1 
WHERE caseload_1.student_id = this.id AND caseload_1.staff_id = $2::UUID AND caseload_1.kind = 'COUNSELOR' AND caseload_1.starts_on <= $8::DATE AND (caseload_1.ends_on IS NULL OR caseload_1.ends_on > $8::DATE)) AS "CN", EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 JOIN school_enrollment AS school_enrollment_1 ON school_enrollment_1.school_id = post_1.school_id 
WHERE school_enrollment_1.student_id = this.id AND post_1.staff_id = $2::UUID AND post_1.role = 'COUNSELOR' AND post_1.starts_on <= $8::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $8::DATE) AND school_enrollment_1.starts_on <= $8::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $8::DATE) AND school_enrollment_1.school_id = ANY (array((SELECT post_2.school_id 
FROM post AS post_2 
WHERE post_2.staff_id = $2::UUID AND post_2.role = 'COUNSELOR' AND post_2.starts_on <= $8::DATE AND (post_2.ends_on IS NULL OR post_2.ends_on > $8::DATE) AND post_2.school_id IS NOT NULL)))) AS "CN.school", EXISTS (SELECT 1 AS anon_1 
FROM counselor_range AS counselor_range_1 JOIN school_enrollment AS school_enrollment_1 ON school_enrollment_1.school_id = counselor_range_1.school_id JOIN student AS student_1 ON student_1.id = school_enrollment_1.student_id 
WHERE school_enrollment_1.student_id = this.id AND counselor_range_1.staff_id = $2::UUID AND counselor_range_1.starts_on <= $8::DATE AND (counselor_range_1.ends_on IS NULL OR counselor_range_1.ends_on > $8::DATE) AND school_enrollment_1.starts_on <= $8::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $8::DATE) AND (counselor_range_1.grade_level IS NULL OR counselor_range_1.grade_level = student_1.grade_level) AND (left(upper(student_1.family_name), length(counselor_range_1.first)) COLLATE "C") >= counselor_range_1.first AND (left(upper(student_1.family_name), length(counselor_range_1.last)) COLLATE "C") <= counselor_range_1.last AND school_enrollment_1.school_id = ANY (array((SELECT counselor_range_2.school_id 
FROM counselor_range AS counselor_range_2 
WHERE counselor_range_2.staff_id = $2::UUID AND counselor_range_2.starts_on <= $8::DATE AND (counselor_range_2.ends_on IS NULL OR counselor_range_2.ends_on > $8::DATE))))) AS "CN/range", EXISTS (SELECT 1 AS anon_1 
FROM guardianship AS guardianship_1 JOIN student AS student_1 ON student_1.id = guardianship_1.student_id 
WHERE guardianship_1.student_id = this.id AND guardianship_1.guardian_id = $11::UUID AND guardianship_1.standing != 'CONTACT_ONLY' AND guardianship_1.starts_on <= $8::DATE AND (guardianship_1.ends_on IS NULL OR guardianship_1.ends_on > $8::DATE) AND (student_1.birth_date > $12::DATE OR (EXISTS (SELECT 1 
FROM adult_access AS adult_access_1 
WHERE adult_access_1.student_id = guardianship_1.student_id AND adult_access_1.guardian_id = guardianship_1.guardian_id AND adult_access_1.starts_on <= $8::DATE AND (adult_access_1.ends_on IS NULL OR adult_access_1.ends_on > $8::DATE))))) AS "GD", EXISTS (SELECT 1 AS anon_1 
FROM support_team_member AS support_team_member_1 
WHERE support_team_member_1.student_id = this.id AND support_team_member_1.staff_id = $2::UUID AND support_team_member_1.starts_on <= $8::DATE AND (support_team_member_1.ends_on IS NULL OR support_team_member_1.ends_on > $8::DATE) AND (EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $2::UUID AND post_1.role IN ('COUNSELOR', 'CASE_MANAGER', 'PRINCIPAL') AND post_1.starts_on <= $8::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $8::DATE)))) AS "SU", EXISTS (SELECT 1 AS anon_1 
FROM threat_team_member AS threat_team_member_1 
WHERE threat_team_member_1.student_id = this.id AND threat_team_member_1.staff_id = $2::UUID AND threat_team_member_1.starts_on <= $8::DATE AND (threat_team_member_1.ends_on IS NULL OR threat_team_member_1.ends_on > $8::DATE) AND (EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $2::UUID AND post_1.role IN ('COUNSELOR', 'CASE_MANAGER', 'PRINCIPAL') AND post_1.starts_on <= $8::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $8::DATE)))) AS "TT", EXISTS (SELECT 1 AS anon_1 
FROM court_order AS court_order_1 
WHERE court_order_1.student_id = this.id AND court_order_1.person_id = $13::UUID AND court_order_1.starts_at <= $14::TIMESTAMP WITH TIME ZONE AND (court_order_1.decided_at IS NULL OR court_order_1.decided_at > $14::TIMESTAMP WITH TIME ZONE) AND (court_order_1.document_key IS NOT NULL OR court_order_1.lapses_on IS NULL OR court_order_1.lapses_on > $8::DATE) AND (court_order_1.kind IN ('NO_RECORDS') OR court_order_1.document_key IS NULL)) AS "order:all", EXISTS (SELECT 1 AS anon_1 
FROM court_order AS court_order_1 
WHERE court_order_1.student_id = this.id AND court_order_1.person_id = $13::UUID AND court_order_1.starts_at <= $14::TIMESTAMP WITH TIME ZONE AND (court_order_1.decided_at IS NULL OR court_order_1.decided_at > $14::TIMESTAMP WITH TIME ZONE) AND (court_order_1.document_key IS NOT NULL OR court_order_1.lapses_on IS NULL OR court_order_1.lapses_on > $8::DATE)) AS "order:any", EXISTS (SELECT 1 AS anon_1 
FROM (SELECT guardianship_1.student_id AS student_id 
FROM guardianship AS guardianship_1 
WHERE guardianship_1.guardian_id = $11::UUID AND guardianship_1.standing != 'CONTACT_ONLY' AND guardianship_1.starts_on <= $8::DATE AND (guardianship_1.ends_on IS NULL OR guardianship_1.ends_on > $8::DATE) UNION ALL SELECT household_student_1.student_id AS student_id 
FROM household_guardian AS household_guardian_1 JOIN household_student AS household_student_1 ON household_student_1.household_id = household_guardian_1.household_id 
WHERE household_guardian_1.guardian_id = $11::UUID AND household_guardian_1.starts_on <= $8::DATE AND (household_guardian_1.ends_on IS NULL OR household_guardian_1.ends_on > $8::DATE) AND household_student_1.starts_on <= $8::DATE AND (household_student_1.ends_on IS NULL OR household_student_1.ends_on > $8::DATE)) AS anon_2 
WHERE anon_2.student_id = this.id) AS "own child"
 LIMIT ALL OFFSET 0) AS anon_39 ON true JOIN LATERAL (SELECT (EXISTS (SELECT 1 AS anon_1 
FROM (SELECT health_alert.student_id AS student_id 
FROM health_alert 
WHERE health_alert.entered_by = $3::UUID UNION ALL SELECT condition.student_id AS student_id 
FROM condition 
WHERE condition.entered_by = $3::UUID UNION ALL SELECT care_plan.student_id AS student_id 
FROM care_plan 
WHERE care_plan.entered_by = $3::UUID UNION ALL SELECT medication_order.student_id AS student_id 
FROM medication_order 
WHERE medication_order.entered_by = $3::UUID UNION ALL SELECT medication_administration.student_id AS student_id 
FROM medication_administration 
WHERE medication_administration.entered_by = $3::UUID UNION ALL SELECT health_visit.student_id AS student_id 
FROM health_visit 
WHERE health_visit.entered_by = $3::UUID UNION ALL SELECT immunization.student_id AS student_id 
FROM immunization 
WHERE immunization.entered_by = $3::UUID) AS anon_2 
WHERE anon_2.student_id = this.id AND (EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $3::UUID AND post_1.role = 'NURSE' AND post_1.starts_on <= $8::DATE)))) AS "their AU:wrote", (EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 JOIN school_enrollment AS school_enrollment_1 ON school_enrollment_1.school_id = post_1.school_id 
WHERE school_enrollment_1.student_id = this.id AND post_1.staff_id = $3::UUID AND post_1.role = 'NURSE' AND post_1.starts_on <= $8::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $8::DATE) AND school_enrollment_1.starts_on <= $8::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $8::DATE) AND post_1.contracted IS false AND school_enrollment_1.school_id = ANY (array((SELECT post_2.school_id 
FROM post AS post_2 
WHERE post_2.staff_id = $3::UUID AND post_2.role = 'NURSE' AND post_2.starts_on <= $8::DATE AND (post_2.ends_on IS NULL OR post_2.ends_on > $8::DATE) AND post_2.school_id IS NOT NULL AND post_2.contracted IS false))))) AS "their NU", (EXISTS (SELECT 1 AS anon_1 
FROM iep_service AS iep_service_1 JOIN iep AS iep_1 ON iep_1.id = iep_service_1.iep_id 
WHERE iep_service_1.student_id = this.id AND iep_service_1.provider_id = $3::UUID AND iep_service_1.contracted IS false AND iep_service_1.starts_on <= $8::DATE AND (iep_service_1.ends_on IS NULL OR iep_service_1.ends_on > $8::DATE) AND iep_1.status != 'SUPERSEDED')) AS "their RS", (EXISTS (SELECT 1 AS anon_1 
FROM court_order AS court_order_1 
WHERE court_order_1.student_id = this.id AND court_order_1.person_id = $6::UUID AND court_order_1.starts_at <= $14::TIMESTAMP WITH TIME ZONE AND (court_order_1.decided_at IS NULL OR court_order_1.decided_at > $14::TIMESTAMP WITH TIME ZONE) AND (court_order_1.document_key IS NOT NULL OR court_order_1.lapses_on IS NULL OR court_order_1.lapses_on > $8::DATE))) AS "their order:any", (EXISTS (SELECT 1 AS anon_1 
FROM (SELECT guardianship_1.student_id AS student_id 
FROM guardianship AS guardianship_1 
WHERE guardianship_1.guardian_id = $15::UUID AND guardianship_1.standing != 'CONTACT_ONLY' AND guardianship_1.starts_on <= $8::DATE AND (guardianship_1.ends_on IS NULL OR guardianship_1.ends_on > $8::DATE) UNION ALL SELECT household_student_1.student_id AS student_id 
FROM household_guardian AS household_guardian_1 JOIN household_student AS household_student_1 ON household_student_1.household_id = household_guardian_1.household_id 
WHERE household_guardian_1.guardian_id = $15::UUID AND household_guardian_1.starts_on <= $8::DATE AND (household_guardian_1.ends_on IS NULL OR household_guardian_1.ends_on > $8::DATE) AND household_student_1.starts_on <= $8::DATE AND (household_student_1.ends_on IS NULL OR household_student_1.ends_on > $8::DATE)) AS anon_2 
WHERE anon_2.student_id = this.id)) AS "their own child"
 LIMIT ALL OFFSET 0) AS anon_40 ON true 
WHERE (anon_39."GD" AND NOT anon_39."order:all" OR anon_39."CN" AND NOT anon_39."order:any" AND NOT anon_39."own child" OR anon_39."CN/range" AND NOT anon_39."order:any" AND NOT anon_39."own child" OR anon_39."CN.school" AND NOT anon_39."order:any" AND NOT anon_39."own child" OR anon_39."CM" AND NOT anon_39."order:any" AND NOT anon_39."own child" OR anon_39."SU" AND NOT anon_39."order:any" AND NOT anon_39."own child" OR anon_39."TT" AND NOT anon_39."order:any" AND NOT anon_39."own child") AND (anon_40."their RS" AND NOT anon_40."their order:any" AND NOT anon_40."their own child" OR anon_40."their NU" AND NOT anon_40."their order:any" AND NOT anon_40."their own child" OR anon_40."their AU:wrote" AND NOT anon_40."their order:any" AND NOT anon_40."their own child") AND (anon_39."GD" AND NOT anon_39."order:all" OR anon_39."CN" AND NOT anon_39."order:any" AND NOT anon_39."own child" OR anon_39."CN/range" AND NOT anon_39."order:any" AND NOT anon_39."own child" OR anon_39."CM" AND NOT anon_39."order:any" AND NOT anon_39."own child") AND (anon_40."their RS" AND NOT anon_40."their order:any" AND NOT anon_40."their own child" OR anon_40."their NU" AND NOT anon_40."their order:any" AND NOT anon_40."their own child") AND this.birth_date >= $17::DATE ORDER BY this.sort_name, this.id 
 LIMIT 4) AS anon_38) AS anon_37) AS anon_29) AS anon_12 ON true), 
view AS 
(INSERT INTO view_as (request_id, viewer_id, target_id) SELECT $1::UUID AS anon_1, $2::UUID AS anon_2, $3::UUID AS anon_3 
FROM answer 
WHERE answer.fresh RETURNING 1 AS one)
 SELECT answer.fresh, answer.found, answer.data, (SELECT count(*) AS count_1 
FROM view) AS viewed 
FROM answer
