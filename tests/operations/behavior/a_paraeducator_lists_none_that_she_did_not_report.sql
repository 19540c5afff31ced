SELECT EXISTS (SELECT 1 AS anon_1 
FROM token AS token_1 JOIN person AS person_1 ON person_1.id = token_1.person_id 
WHERE token_1.id = $1::UUID AND token_1.revoked_at IS NULL AND token_1.expires_at > now() AND person_1.suspended_at IS NULL AND person_1.epoch = $2::INTEGER) AS fresh, true AS found, row_to_json(anon_2) AS data 
FROM (SELECT anon_3.json AS incidents 
FROM (SELECT 1 AS one) AS anon_4 LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(anon_5) AS row_to_json_1 
FROM (SELECT anon_6.rows0 AS nodes, CASE WHEN anon_6.more THEN (SELECT (SELECT row_to_json(anon_8) AS row_to_json_2 
FROM (SELECT least(anon_9.rows, 10000) AS count) AS anon_8) AS anon_7 
FROM (SELECT count(*) AS rows 
FROM (SELECT 1 AS one 
FROM incident AS counted 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 
WHERE post_1.staff_id = $3::UUID AND post_1.starts_on <= $4::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $4::DATE)) AND counted.reported_by = $3::UUID AND counted.category = $5::VARCHAR 
 LIMIT 10001) AS anon_10) AS anon_9) ELSE (SELECT row_to_json(anon_11) AS row_to_json_3 
FROM (SELECT anon_6.held AS count) AS anon_11) END AS "totalCount") AS anon_5) AS json 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(anon_12) AS row_to_json_4 
FROM (SELECT anon_13.occurred_on AS "occurredOn", anon_13.location AS location, anon_14.json AS school, CASE WHEN (EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 
WHERE post_1.staff_id = $3::UUID AND post_1.starts_on <= $4::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $4::DATE)) AND anon_13.reported_by = $3::UUID AND NOT (EXISTS (SELECT 1 AS anon_15 
FROM incident_participation AS part 
WHERE part.incident_id = anon_13.id AND (EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 
WHERE post_1.staff_id = $3::UUID AND post_1.starts_on <= $4::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $4::DATE)) AND NOT EXISTS (SELECT 1 AS anon_1 
FROM court_order AS court_order_1 
WHERE court_order_1.student_id = part.student_id AND court_order_1.person_id = $6::UUID AND court_order_1.starts_at <= $7::TIMESTAMP WITH TIME ZONE AND (court_order_1.decided_at IS NULL OR court_order_1.decided_at > $7::TIMESTAMP WITH TIME ZONE) AND (court_order_1.document_key IS NOT NULL OR court_order_1.lapses_on IS NULL OR court_order_1.lapses_on > $4::DATE)) AND NOT EXISTS (SELECT 1 AS anon_1 
FROM (SELECT guardianship_1.student_id AS student_id 
FROM guardianship AS guardianship_1 
WHERE guardianship_1.guardian_id = $8::UUID AND guardianship_1.standing != 'CONTACT_ONLY' AND guardianship_1.starts_on <= $4::DATE AND (guardianship_1.ends_on IS NULL OR guardianship_1.ends_on > $4::DATE) UNION ALL SELECT household_student_1.student_id AS student_id 
FROM household_guardian AS household_guardian_1 JOIN household_student AS household_student_1 ON household_student_1.household_id = household_guardian_1.household_id 
WHERE household_guardian_1.guardian_id = $8::UUID AND household_guardian_1.starts_on <= $4::DATE AND (household_guardian_1.ends_on IS NULL OR household_guardian_1.ends_on > $4::DATE) AND household_student_1.starts_on <= $4::DATE AND (household_student_1.ends_on IS NULL OR household_student_1.ends_on > $4::DATE)) AS anon_2 
WHERE anon_2.student_id = part.student_id) AND (EXISTS (SELECT 1 
FROM incident AS incident_1 
WHERE incident_1.id = part.incident_id AND incident_1.reported_by = $3::UUID))) IS NOT true))) THEN anon_13.description END AS description, (SELECT coalesce(json_agg(row_to_json(anon_16)), json_build_array()) AS coalesce_1 
FROM (SELECT 'school' AS field 
WHERE anon_13.school_id IS NOT NULL AND anon_14.json IS NULL UNION ALL SELECT 'description' AS field 
WHERE (EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 
WHERE post_1.staff_id = $3::UUID AND post_1.starts_on <= $4::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $4::DATE)) AND anon_13.reported_by = $3::UUID AND NOT (EXISTS (SELECT 1 AS anon_17 
FROM incident_participation AS part 
WHERE part.incident_id = anon_13.id AND (EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 
WHERE post_1.staff_id = $3::UUID AND post_1.starts_on <= $4::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $4::DATE)) AND NOT EXISTS (SELECT 1 AS anon_1 
FROM court_order AS court_order_1 
WHERE court_order_1.student_id = part.student_id AND court_order_1.person_id = $6::UUID AND court_order_1.starts_at <= $7::TIMESTAMP WITH TIME ZONE AND (court_order_1.decided_at IS NULL OR court_order_1.decided_at > $7::TIMESTAMP WITH TIME ZONE) AND (court_order_1.document_key IS NOT NULL OR court_order_1.lapses_on IS NULL OR court_order_1.lapses_on > $4::DATE)) AND NOT EXISTS (SELECT 1 AS anon_1 
FROM (SELECT guardianship_1.student_id AS student_id 
FROM guardianship AS guardianship_1 
WHERE guardianship_1.guardian_id = $8::UUID AND guardianship_1.standing != 'CONTACT_ONLY' AND guardianship_1.starts_on <= $4::DATE AND (guardianship_1.ends_on IS NULL OR guardianship_1.ends_on > $4::DATE) UNION ALL SELECT household_student_1.student_id AS student_id 
FROM household_guardian AS household_guardian_1 JOIN household_student AS household_student_1 ON household_student_1.household_id = household_guardian_1.household_id 
WHERE household_guardian_1.guardian_id = $8::UUID AND household_guardian_1.starts_on <= $4::DATE AND (household_guardian_1.ends_on IS NULL OR household_guardian_1.ends_on > $4::DATE) AND household_student_1.starts_on <= $4::DATE AND (household_student_1.ends_on IS NULL OR household_student_1.ends_on > $4::DATE)) AS anon_2 
WHERE anon_2.student_id = part.student_id) AND (EXISTS (SELECT 1 
FROM incident AS incident_2 
WHERE incident_2.id = part.incident_id AND incident_2.reported_by = $3::UUID))) IS NOT true))) IS NOT true) AS anon_16) AS withheld) AS anon_12) ORDER BY anon_13."#number") FILTER (WHERE anon_13."#number" <= 50), '[]'::json) AS rows0, coalesce(max(anon_13."#rows"), 0) > 50 AS more, coalesce(max(anon_13."#rows"), 0) AS held 
FROM (SELECT anon_18.id AS id, anon_18.school_id AS school_id, anon_18.occurred_on AS occurred_on, anon_18.location AS location, anon_18.category AS category, anon_18.status AS status, anon_18.description AS description, anon_18.reported_by AS reported_by, anon_18.row_version AS row_version, row_number() OVER (ORDER BY anon_18.occurred_on, anon_18.id) AS "#number", count(*) OVER () AS "#rows" 
FROM (SELECT this.id AS id, this.school_id AS school_id, this.occurred_on AS occurred_on, this.location AS location, this.category AS category, this.status AS status, this.description AS description, this.reported_by AS reported_by, this.row_version AS row_version 
FROM incident AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 
WHERE post_1.staff_id = $3::UUID AND post_1.starts_on <= $4::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $4::DATE)) AND this.reported_by = $3::UUID AND this.category = $5::VARCHAR ORDER BY this.occurred_on, this.id 
 LIMIT 51) AS anon_18) AS anon_13 LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_19) AS json 
FROM (SELECT this1.name AS name 
FROM school AS this1 
WHERE this1.id = anon_13.school_id AND true) AS anon_19) AS anon_14 ON true) AS anon_6) AS anon_3 ON true) AS anon_2
