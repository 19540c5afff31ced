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
FROM (SELECT this.family_name AS "familyName", anon_8.json AS "mealBenefits", NULL AS "supportPrograms", (SELECT coalesce(json_agg(row_to_json(anon_9)), json_build_array()) AS coalesce_1 
FROM (SELECT 'supportPrograms' AS field, '10' AS slice, 'NOT_GRANTED' AS reason 
WHERE true) AS anon_9) AS withheld) AS anon_7) AS json, concat_ws(',', CAST(this.id AS TEXT)) AS seen 
FROM student AS this JOIN LATERAL (SELECT EXISTS (SELECT 1 AS anon_1 
FROM meal_benefit AS meal_benefit_1 
WHERE meal_benefit_1.student_id = this.id AND meal_benefit_1.starts_on <= $3::DATE AND (meal_benefit_1.ends_on IS NULL OR meal_benefit_1.ends_on > $3::DATE) AND (EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $4::UUID AND post_1.role = 'FOOD_SERVICE' AND post_1.starts_on <= $3::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $3::DATE)))) AS "FS", this.id = ANY (array((SELECT anon_11.student_id 
FROM anon_11))) AS "order:any", this.id = ANY (array((SELECT anon_12.student_id 
FROM anon_12))) AS "own child"
 LIMIT ALL OFFSET 0) AS anon_10 ON true LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(row_to_json(anon_14)), '[]'::json) AS json 
FROM (SELECT this1.benefit AS benefit, this1.starts_on AS "startsOn", this1.ends_on AS "endsOn" 
FROM meal_benefit AS this1 
WHERE this1.student_id = this.id AND this1.starts_on <= $3::DATE AND (this1.ends_on IS NULL OR this1.ends_on > $3::DATE) ORDER BY this1.starts_on, this1.id) AS anon_14) AS anon_8 ON true 
WHERE this.id = $8::UUID AND anon_10."FS" AND NOT anon_10."order:any" AND NOT anon_10."own child") AS anon_6) AS anon_4 ON true) AS anon_2
