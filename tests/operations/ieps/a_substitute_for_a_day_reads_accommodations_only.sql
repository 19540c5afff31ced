WITH anon_11 AS 
(SELECT court_order_1.student_id AS student_id 
FROM court_order AS court_order_1 
WHERE court_order_1.person_id = $7::UUID AND court_order_1.starts_at <= $8::TIMESTAMP WITH TIME ZONE AND (court_order_1.decided_at IS NULL OR court_order_1.decided_at > $8::TIMESTAMP WITH TIME ZONE) AND (court_order_1.document_key IS NOT NULL OR court_order_1.lapses_on IS NULL OR court_order_1.lapses_on > $4::DATE)), 
anon_12 AS 
(SELECT anon_13.student_id AS student_id 
FROM (SELECT guardianship_1.student_id AS student_id 
FROM guardianship AS guardianship_1 
WHERE guardianship_1.guardian_id = $9::UUID AND guardianship_1.standing != 'CONTACT_ONLY' AND guardianship_1.starts_on <= $4::DATE AND (guardianship_1.ends_on IS NULL OR guardianship_1.ends_on > $4::DATE) UNION ALL SELECT household_student_1.student_id AS student_id 
FROM household_guardian AS household_guardian_1 JOIN household_student AS household_student_1 ON household_student_1.household_id = household_guardian_1.household_id 
WHERE household_guardian_1.guardian_id = $9::UUID AND household_guardian_1.starts_on <= $4::DATE AND (household_guardian_1.ends_on IS NULL OR household_guardian_1.ends_on > $4::DATE) AND household_student_1.starts_on <= $4::DATE AND (household_student_1.ends_on IS NULL OR household_student_1.ends_on > $4::DATE)) AS anon_13)
 SELECT EXISTS (SELECT 1 AS anon_1 
FROM token AS token_1 JOIN person AS person_1 ON person_1.id = token_1.person_id 
WHERE token_1.id = $1::UUID AND token_1.revoked_at IS NULL AND token_1.expires_at > now() AND person_1.suspended_at IS NULL AND person_1.epoch = $2::INTEGER) AS fresh, true AS found, anon_2.data, anon_2.seen 
FROM (SELECT (SELECT row_to_json(anon_3) AS row_to_json_1 
FROM (SELECT anon_4.json AS student) AS anon_3) AS data, concat_ws(',', anon_4.seen) AS seen 
FROM (SELECT 1 AS one) AS anon_5 LEFT OUTER JOIN LATERAL (SELECT anon_6.json AS json, anon_6.seen AS seen 
FROM (SELECT (SELECT row_to_json(anon_7) AS row_to_json_2 
FROM (SELECT this.given_name AS "givenName", NULL AS ieps, anon_8.json AS supports, NULL AS evaluations, NULL AS team, (SELECT coalesce(json_agg(row_to_json(anon_9)), json_build_array()) AS coalesce_1 
FROM (SELECT 'ieps' AS field, '18' AS slice, 'NOT_GRANTED' AS reason 
WHERE true UNION ALL SELECT 'evaluations' AS field, '19' AS slice, 'NOT_GRANTED' AS reason 
WHERE true UNION ALL SELECT 'team' AS field, '17' AS slice, 'NOT_GRANTED' AS reason 
WHERE true) AS anon_9) AS withheld) AS anon_7) AS json, concat_ws(',', CAST(this.id AS TEXT)) AS seen 
FROM student AS this JOIN LATERAL (SELECT EXISTS (SELECT 1 AS anon_1 
FROM coverage AS coverage_1 JOIN section_enrollment AS section_enrollment_1 ON section_enrollment_1.section_id = coverage_1.section_id JOIN section AS section_1 ON section_1.id = section_enrollment_1.section_id 
WHERE section_enrollment_1.student_id = this.id AND coverage_1.staff_id = $3::UUID AND coverage_1.long_term IS false AND coverage_1.contracted IS false AND coverage_1.starts_on <= $4::DATE AND (coverage_1.ends_on IS NULL OR coverage_1.ends_on > $4::DATE) AND section_enrollment_1.starts_on <= $4::DATE AND (section_enrollment_1.ends_on IS NULL OR section_enrollment_1.ends_on > $4::DATE) AND section_1.starts_on <= $4::DATE AND (section_1.ends_on IS NULL OR section_1.ends_on > $4::DATE) AND section_enrollment_1.section_id = ANY (array((SELECT coverage_2.section_id 
FROM coverage AS coverage_2 
WHERE coverage_2.staff_id = $3::UUID AND coverage_2.long_term IS false AND coverage_2.contracted IS false AND coverage_2.starts_on <= $5::DATE AND (coverage_2.ends_on IS NULL OR coverage_2.ends_on > $6::DATE))))) AS "SB", this.id = ANY (array((SELECT anon_11.student_id 
FROM anon_11))) AS "order:any", this.id = ANY (array((SELECT anon_12.student_id 
FROM anon_12))) AS "own child"
 LIMIT ALL OFFSET 0) AS anon_10 ON true LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(row_to_json(anon_14)), '[]'::json) AS json 
FROM (SELECT this1.kind AS kind, this1.area AS area, this1.instruction AS instruction 
FROM iep_support AS this1 
WHERE this1.student_id = this.id AND anon_10."SB" AND NOT anon_10."order:any" AND NOT anon_10."own child" AND this1.kind = 'ACCOMMODATION' AND (EXISTS (SELECT 1 
FROM iep AS iep_1 
WHERE iep_1.id = this1.iep_id AND iep_1.consented_on IS NOT NULL AND iep_1.starts_on <= $4::DATE AND (iep_1.superseded_on IS NULL OR iep_1.superseded_on > $4::DATE))) AND this1.starts_on <= $4::DATE AND (this1.ends_on IS NULL OR this1.ends_on > $4::DATE) ORDER BY this1.kind, this1.starts_on, this1.id) AS anon_14) AS anon_8 ON true 
WHERE this.id = $10::UUID AND anon_10."SB" AND NOT anon_10."order:any" AND NOT anon_10."own child") AS anon_6) AS anon_4 ON true) AS anon_2
