WITH anon_12 AS 
(SELECT court_order_1.student_id AS student_id 
FROM court_order AS court_order_1 
WHERE court_order_1.person_id = $5::UUID AND court_order_1.starts_at <= $6::TIMESTAMP WITH TIME ZONE AND (court_order_1.decided_at IS NULL OR court_order_1.decided_at > $6::TIMESTAMP WITH TIME ZONE) AND (court_order_1.document_key IS NOT NULL OR court_order_1.lapses_on IS NULL OR court_order_1.lapses_on > $3::DATE)), 
anon_13 AS 
(SELECT anon_14.student_id AS student_id 
FROM (SELECT guardianship_1.student_id AS student_id 
FROM guardianship AS guardianship_1 
WHERE guardianship_1.guardian_id = $7::UUID AND guardianship_1.standing != 'CONTACT_ONLY' AND guardianship_1.starts_on <= $3::DATE AND (guardianship_1.ends_on IS NULL OR guardianship_1.ends_on > $3::DATE) UNION ALL SELECT household_student_1.student_id AS student_id 
FROM household_guardian AS household_guardian_1 JOIN household_student AS household_student_1 ON household_student_1.household_id = household_guardian_1.household_id 
WHERE household_guardian_1.guardian_id = $7::UUID AND household_guardian_1.starts_on <= $3::DATE AND (household_guardian_1.ends_on IS NULL OR household_guardian_1.ends_on > $3::DATE) AND household_student_1.starts_on <= $3::DATE AND (household_student_1.ends_on IS NULL OR household_student_1.ends_on > $3::DATE)) AS anon_14)
 SELECT EXISTS (SELECT 1 AS anon_1 
FROM token AS token_1 JOIN person AS person_1 ON person_1.id = token_1.person_id 
WHERE token_1.id = $1::UUID AND token_1.revoked_at IS NULL AND token_1.expires_at > now() AND person_1.suspended_at IS NULL AND person_1.epoch = $2::INTEGER) AS fresh, true AS found, anon_2.data, anon_2.seen 
FROM (SELECT (SELECT row_to_json(anon_3) AS row_to_json_1 
FROM (SELECT anon_4.json AS "healthAlerts") AS anon_3) AS data, concat_ws(',', anon_4.seen) AS seen 
FROM (SELECT 1 AS one) AS anon_5 LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(anon_6) AS row_to_json_2 
FROM (SELECT anon_7.rows0 AS nodes, CASE WHEN anon_7.more THEN (SELECT (SELECT row_to_json(anon_9) AS row_to_json_3 
FROM (SELECT least(anon_10.rows, 10000) AS count, anon_10.rows <= 10000 AS exact) AS anon_9) AS anon_8 
FROM (SELECT count(*) AS rows 
FROM (SELECT 1 AS one 
FROM health_alert AS counted 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM meal_benefit AS meal_benefit_1 
WHERE meal_benefit_1.student_id = counted.student_id AND meal_benefit_1.starts_on <= $3::DATE AND (meal_benefit_1.ends_on IS NULL OR meal_benefit_1.ends_on > $3::DATE) AND (EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $4::UUID AND post_1.role = 'FOOD_SERVICE' AND post_1.starts_on <= $3::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $3::DATE)))) AND NOT counted.student_id = ANY (array((SELECT anon_12.student_id 
FROM anon_12))) AND NOT counted.student_id = ANY (array((SELECT anon_13.student_id 
FROM anon_13))) AND counted.dietary IS true AND counted.starts_on <= $3::DATE AND (counted.ends_on IS NULL OR counted.ends_on > $3::DATE) 
 LIMIT 10001) AS anon_11) AS anon_10) ELSE (SELECT row_to_json(anon_15) AS row_to_json_4 
FROM (SELECT anon_7.held AS count, true AS exact) AS anon_15) END AS "totalCount") AS anon_6) AS json, concat_ws(',', anon_7.seen) AS seen 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(anon_16) AS row_to_json_5 
FROM (SELECT anon_17.instruction AS instruction, anon_17.dietary AS dietary, anon_18.json AS student) AS anon_16) ORDER BY anon_17."#number") FILTER (WHERE anon_17."#number" <= 20), '[]'::json) AS rows0, coalesce(max(anon_17."#rows"), 0) > 20 AS more, coalesce(max(anon_17."#rows"), 0) AS held, string_agg(nullif(concat_ws(',', CASE WHEN (anon_17."#number" <= 20) THEN concat_ws(',', CAST(anon_17.student_id AS TEXT)) END), ''), ',') AS seen 
FROM (SELECT anon_19.id AS id, anon_19.student_id AS student_id, anon_19.instruction AS instruction, anon_19.severity AS severity, anon_19.dietary AS dietary, anon_19.starts_on AS starts_on, anon_19.ends_on AS ends_on, anon_19.entered_by AS entered_by, anon_19.row_version AS row_version, anon_19."FS" AS "FS", anon_19."order:any" AS "order:any", anon_19."own child" AS "own child", row_number() OVER (ORDER BY anon_19.starts_on, anon_19.id) AS "#number", count(*) OVER () AS "#rows" 
FROM (SELECT this.id AS id, this.student_id AS student_id, this.instruction AS instruction, this.severity AS severity, this.dietary AS dietary, this.starts_on AS starts_on, this.ends_on AS ends_on, this.entered_by AS entered_by, this.row_version AS row_version, anon_20."FS" AS "FS", anon_20."order:any" AS "order:any", anon_20."own child" AS "own child" 
FROM health_alert AS this JOIN LATERAL (SELECT EXISTS (SELECT 1 AS anon_1 
FROM meal_benefit AS meal_benefit_1 
WHERE meal_benefit_1.student_id = this.student_id AND meal_benefit_1.starts_on <= $3::DATE AND (meal_benefit_1.ends_on IS NULL OR meal_benefit_1.ends_on > $3::DATE) AND (EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $4::UUID AND post_1.role = 'FOOD_SERVICE' AND post_1.starts_on <= $3::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $3::DATE)))) AS "FS", this.student_id = ANY (array((SELECT anon_12.student_id 
FROM anon_12))) AS "order:any", this.student_id = ANY (array((SELECT anon_13.student_id 
FROM anon_13))) AS "own child"
 LIMIT ALL OFFSET 0) AS anon_20 ON true 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM meal_benefit AS meal_benefit_1 
WHERE meal_benefit_1.student_id = this.student_id AND meal_benefit_1.starts_on <= $3::DATE AND (meal_benefit_1.ends_on IS NULL OR meal_benefit_1.ends_on > $3::DATE) AND (EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $4::UUID AND post_1.role = 'FOOD_SERVICE' AND post_1.starts_on <= $3::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $3::DATE)))) AND NOT this.student_id = ANY (array((SELECT anon_12.student_id 
FROM anon_12))) AND NOT this.student_id = ANY (array((SELECT anon_13.student_id 
FROM anon_13))) AND this.dietary IS true AND this.starts_on <= $3::DATE AND (this.ends_on IS NULL OR this.ends_on > $3::DATE) ORDER BY this.starts_on, this.id 
 LIMIT 21) AS anon_19) AS anon_17 LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_21) AS json 
FROM (SELECT this1.given_name AS "givenName", this1.family_name AS "familyName", this1.grade_level AS "gradeLevel", NULL AS "birthDate" 
FROM student AS this1 
WHERE this1.id = anon_17.student_id) AS anon_21) AS anon_18 ON true) AS anon_7) AS anon_4 ON true) AS anon_2
