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
WHERE token_1.id = $1::UUID AND token_1.revoked_at IS NULL AND token_1.expires_at > now() AND person_1.suspended_at IS NULL AND person_1.epoch = $2::INTEGER) AS fresh, true AS found, anon_2.data, anon_2.seen 
FROM (SELECT (SELECT row_to_json(anon_3) AS row_to_json_1 
FROM (SELECT anon_4.json AS student) AS anon_3) AS data, concat_ws(',', anon_4.seen) AS seen 
FROM (SELECT 1 AS one) AS anon_5 LEFT OUTER JOIN LATERAL (SELECT anon_6.json AS json, anon_6.seen AS seen 
FROM (SELECT (SELECT row_to_json(anon_7) AS row_to_json_2 
FROM (SELECT this.given_name AS "givenName", CASE WHEN (anon_8."RG" AND NOT anon_8."order:any" AND NOT anon_8."own child") THEN anon_9.json END AS "healthAlerts", NULL AS conditions, NULL AS "carePlanParts", (SELECT coalesce(json_agg(row_to_json(anon_10)), json_build_array()) AS coalesce_1 
FROM (SELECT 'healthAlerts' AS field, '11' AS slice, 'NOT_GRANTED' AS reason 
WHERE (anon_8."RG" AND NOT anon_8."order:any" AND NOT anon_8."own child") IS NOT true UNION ALL SELECT 'conditions' AS field, '12' AS slice, 'NOT_GRANTED' AS reason 
WHERE true UNION ALL SELECT 'carePlanParts' AS field, '12' AS slice, 'NOT_GRANTED' AS reason 
WHERE true) AS anon_10) AS withheld) AS anon_7) AS json, concat_ws(',', CAST(this.id AS TEXT)) AS seen 
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
 LIMIT ALL OFFSET 0) AS anon_8 ON true LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(row_to_json(anon_14)), '[]'::json) AS json 
FROM (SELECT this1.instruction AS instruction, this1.severity AS severity 
FROM health_alert AS this1 
WHERE this1.student_id = this.id AND anon_8."RG" AND NOT anon_8."order:any" AND NOT anon_8."own child" AND this1.starts_on <= $3::DATE AND (this1.ends_on IS NULL OR this1.ends_on > $3::DATE) ORDER BY this1.starts_on, this1.id) AS anon_14) AS anon_9 ON true 
WHERE this.id = $8::UUID AND (anon_8."RG" AND NOT anon_8."order:any" AND NOT anon_8."own child" OR anon_8."RG.former" AND NOT anon_8."order:any" AND NOT anon_8."own child" OR anon_8."RG.before" AND NOT anon_8."order:any" AND NOT anon_8."own child")) AS anon_6) AS anon_4 ON true) AS anon_2
