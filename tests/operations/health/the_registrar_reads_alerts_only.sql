SELECT EXISTS (SELECT 1 AS anon_1 
FROM token AS token_1 JOIN person AS person_1 ON person_1.id = token_1.person_id 
WHERE token_1.id = $1::UUID AND token_1.revoked_at IS NULL AND token_1.expires_at > now() AND person_1.suspended_at IS NULL AND person_1.epoch = $2::INTEGER) AS fresh, true AS found, row_to_json(anon_2) AS data 
FROM (SELECT anon_3.json AS student 
FROM (SELECT 1 AS one) AS anon_4 LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_5) AS json 
FROM (SELECT anon_6.given_name AS "givenName", CASE WHEN (anon_6."RG" AND NOT anon_6."order:any" AND NOT anon_6."own child") THEN anon_7.json END AS "healthAlerts", NULL AS conditions, NULL AS "carePlanParts", (SELECT coalesce(json_agg(row_to_json(anon_8)), json_build_array()) AS coalesce_1 
FROM (SELECT 'healthAlerts' AS field, '11' AS slice, 'NOT_GRANTED' AS reason 
WHERE (anon_6."RG" AND NOT anon_6."order:any" AND NOT anon_6."own child") IS NOT true UNION ALL SELECT 'conditions' AS field, '12' AS slice, 'NOT_GRANTED' AS reason 
WHERE true UNION ALL SELECT 'carePlanParts' AS field, '12' AS slice, 'NOT_GRANTED' AS reason 
WHERE true) AS anon_8) AS withheld 
FROM (SELECT this.id AS id, this.person_id AS person_id, this.given_name AS given_name, this.middle_name AS middle_name, this.family_name AS family_name, this.sort_name AS sort_name, this.preferred_name AS preferred_name, this.preferred_name_audience AS preferred_name_audience, this.grade_level AS grade_level, this.photo_key AS photo_key, this.birth_date AS birth_date, anon_9."RG" AS "RG", anon_9."RG.former" AS "RG.former", anon_9."order:any" AS "order:any", anon_9."own child" AS "own child" 
FROM student AS this JOIN LATERAL (SELECT EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 JOIN school_enrollment AS school_enrollment_1 ON school_enrollment_1.school_id = post_1.school_id 
WHERE school_enrollment_1.student_id = this.id AND post_1.staff_id = $3::UUID AND post_1.role = 'REGISTRAR' AND post_1.starts_on <= $4::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $4::DATE) AND school_enrollment_1.starts_on <= $4::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $4::DATE) AND school_enrollment_1.school_id = ANY (array((SELECT post_2.school_id 
FROM post AS post_2 
WHERE post_2.staff_id = $3::UUID AND post_2.role = 'REGISTRAR' AND post_2.starts_on <= $4::DATE AND (post_2.ends_on IS NULL OR post_2.ends_on > $4::DATE) AND post_2.school_id IS NOT NULL)))) AS "RG", EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 JOIN school_enrollment AS school_enrollment_1 ON school_enrollment_1.school_id = post_1.school_id 
WHERE school_enrollment_1.student_id = this.id AND post_1.staff_id = $3::UUID AND post_1.role = 'REGISTRAR' AND post_1.starts_on <= $4::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $4::DATE) AND school_enrollment_1.ends_on <= $4::DATE AND NOT (EXISTS (SELECT 1 
FROM school_enrollment AS school_enrollment_2 
WHERE school_enrollment_2.student_id = school_enrollment_1.student_id AND school_enrollment_2.starts_on <= $4::DATE AND (school_enrollment_2.ends_on IS NULL OR school_enrollment_2.ends_on > $4::DATE))) AND school_enrollment_1.school_id = ANY (array((SELECT post_2.school_id 
FROM post AS post_2 
WHERE post_2.staff_id = $3::UUID AND post_2.role = 'REGISTRAR' AND post_2.starts_on <= $4::DATE AND (post_2.ends_on IS NULL OR post_2.ends_on > $4::DATE) AND post_2.school_id IS NOT NULL)))) AS "RG.former", EXISTS (SELECT 1 AS anon_1 
FROM court_order AS court_order_1 
WHERE court_order_1.student_id = this.id AND court_order_1.person_id = $5::UUID AND court_order_1.starts_at <= $6::TIMESTAMP WITH TIME ZONE AND (court_order_1.decided_at IS NULL OR court_order_1.decided_at > $6::TIMESTAMP WITH TIME ZONE) AND (court_order_1.document_key IS NOT NULL OR court_order_1.lapses_on IS NULL OR court_order_1.lapses_on > $4::DATE)) AS "order:any", EXISTS (SELECT 1 AS anon_1 
FROM (SELECT guardianship_1.student_id AS student_id 
FROM guardianship AS guardianship_1 
WHERE guardianship_1.guardian_id = $7::UUID AND guardianship_1.standing != 'CONTACT_ONLY' AND guardianship_1.starts_on <= $4::DATE AND (guardianship_1.ends_on IS NULL OR guardianship_1.ends_on > $4::DATE) UNION ALL SELECT household_student_1.student_id AS student_id 
FROM household_guardian AS household_guardian_1 JOIN household_student AS household_student_1 ON household_student_1.household_id = household_guardian_1.household_id 
WHERE household_guardian_1.guardian_id = $7::UUID AND household_guardian_1.starts_on <= $4::DATE AND (household_guardian_1.ends_on IS NULL OR household_guardian_1.ends_on > $4::DATE) AND household_student_1.starts_on <= $4::DATE AND (household_student_1.ends_on IS NULL OR household_student_1.ends_on > $4::DATE)) AS anon_2 
WHERE anon_2.student_id = this.id) AS "own child"
 LIMIT ALL OFFSET 0) AS anon_9 ON true 
WHERE this.id = $8::UUID AND (anon_9."RG" AND NOT anon_9."order:any" AND NOT anon_9."own child" OR anon_9."RG.former" AND NOT anon_9."order:any" AND NOT anon_9."own child") ORDER BY this.sort_name, this.id) AS anon_6 LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(row_to_json(anon_10)), '[]'::json) AS json 
FROM (SELECT anon_11.instruction AS instruction, anon_11.severity AS severity 
FROM (SELECT this.id AS id, this.student_id AS student_id, this.instruction AS instruction, this.severity AS severity, this.dietary AS dietary, this.starts_on AS starts_on, this.ends_on AS ends_on, this.entered_by AS entered_by, anon_6."RG" AS "RG", anon_6."RG.former" AS "RG.former", anon_6."order:any" AS "order:any", anon_6."own child" AS "own child" 
FROM health_alert AS this 
WHERE this.student_id = anon_6.id AND anon_6."RG" AND NOT anon_6."order:any" AND NOT anon_6."own child" AND this.starts_on <= $4::DATE AND (this.ends_on IS NULL OR this.ends_on > $4::DATE) ORDER BY this.starts_on, this.id) AS anon_11 ORDER BY anon_11.starts_on, anon_11.id) AS anon_10) AS anon_7 ON true ORDER BY anon_6.sort_name, anon_6.id) AS anon_5) AS anon_3 ON true) AS anon_2
