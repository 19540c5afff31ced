WITH anon_8 AS 
(SELECT guardianship_1.student_id AS student_id 
FROM guardianship AS guardianship_1 JOIN student AS student_1 ON student_1.id = guardianship_1.student_id 
WHERE guardianship_1.guardian_id = $3::UUID AND guardianship_1.standing != 'CONTACT_ONLY' AND guardianship_1.starts_on <= $4::DATE AND (guardianship_1.ends_on IS NULL OR guardianship_1.ends_on > $4::DATE) AND (student_1.birth_date > $5::DATE OR (EXISTS (SELECT 1 
FROM adult_access AS adult_access_1 
WHERE adult_access_1.student_id = guardianship_1.student_id AND adult_access_1.guardian_id = guardianship_1.guardian_id AND adult_access_1.starts_on <= $4::DATE AND (adult_access_1.ends_on IS NULL OR adult_access_1.ends_on > $4::DATE))))), 
anon_9 AS 
(SELECT court_order_1.student_id AS student_id 
FROM court_order AS court_order_1 
WHERE court_order_1.person_id = $6::UUID AND court_order_1.starts_at <= $7::TIMESTAMP WITH TIME ZONE AND (court_order_1.decided_at IS NULL OR court_order_1.decided_at > $7::TIMESTAMP WITH TIME ZONE) AND (court_order_1.document_key IS NOT NULL OR court_order_1.lapses_on IS NULL OR court_order_1.lapses_on > $4::DATE) AND (court_order_1.kind IN ('NO_RECORDS') OR court_order_1.document_key IS NULL)), 
anon_10 AS 
(SELECT court_order_2.student_id AS student_id 
FROM court_order AS court_order_2 
WHERE court_order_2.person_id = $6::UUID AND court_order_2.starts_at <= $7::TIMESTAMP WITH TIME ZONE AND (court_order_2.decided_at IS NULL OR court_order_2.decided_at > $7::TIMESTAMP WITH TIME ZONE) AND (court_order_2.document_key IS NOT NULL OR court_order_2.lapses_on IS NULL OR court_order_2.lapses_on > $4::DATE) AND court_order_2.kind IN ('NO_CONTACT', 'NO_LOCATION'))
 SELECT EXISTS (SELECT 1 AS anon_1 
FROM token AS token_1 JOIN person AS person_1 ON person_1.id = token_1.person_id 
WHERE token_1.id = $1::UUID AND token_1.revoked_at IS NULL AND token_1.expires_at > now() AND person_1.suspended_at IS NULL AND person_1.epoch = $2::INTEGER) AS fresh, true AS found, row_to_json(anon_2) AS data 
FROM (SELECT anon_3.json AS student 
FROM (SELECT 1 AS one) AS anon_4 LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_5) AS json 
FROM (SELECT CASE WHEN (anon_6."GD" AND NOT anon_6."order:all" AND NOT anon_6."order:location") THEN anon_7.json END AS attendance 
FROM student AS this JOIN LATERAL (SELECT this.id = ANY (array((SELECT anon_8.student_id 
FROM anon_8))) AS "GD", this.id = ANY (array((SELECT anon_9.student_id 
FROM anon_9))) AS "order:all", this.id = ANY (array((SELECT anon_10.student_id 
FROM anon_10))) AS "order:location"
 LIMIT ALL OFFSET 0) AS anon_6 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(anon_11) AS row_to_json_1 
FROM (SELECT anon_12.rows0 AS nodes, CASE WHEN anon_12.more THEN (SELECT (SELECT row_to_json(anon_14) AS row_to_json_2 
FROM (SELECT least(anon_15.rows, 10000) AS count) AS anon_14) AS anon_13 
FROM (SELECT count(*) AS rows 
FROM (SELECT 1 AS one 
FROM attendance_event AS counted1 
WHERE counted1.student_id = this.id AND anon_6."GD" AND NOT anon_6."order:all" AND NOT anon_6."order:location" AND counted1.status = $8 AND anon_6."GD" AND NOT anon_6."order:all" AND NOT anon_6."order:location" AND (EXISTS (SELECT 1 AS anon_17 
FROM section AS hop_0 
WHERE hop_0.id = counted1.section_id AND true AND hop_0.title = $9::VARCHAR)) 
 LIMIT 10001) AS anon_16) AS anon_15) ELSE (SELECT row_to_json(anon_18) AS row_to_json_3 
FROM (SELECT anon_12.held AS count) AS anon_18) END AS "totalCount") AS anon_11) AS json 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(anon_19) AS row_to_json_4 
FROM (SELECT anon_20.day AS day, CASE WHEN (anon_20."GD" AND NOT anon_20."order:all" AND NOT anon_20."order:location" AND anon_20.reason IS DISTINCT FROM 'CONFIDENTIAL_SERVICE') THEN anon_20.reason END AS reason, CASE WHEN (anon_20."GD" AND NOT anon_20."order:all" AND NOT anon_20."order:location" AND anon_20.reason IS DISTINCT FROM 'CONFIDENTIAL_SERVICE') THEN anon_20.note END AS note, anon_21.json AS section, (SELECT coalesce(json_agg(row_to_json(anon_22)), json_build_array()) AS coalesce_1 
FROM (SELECT 'reason' AS field, 'WITHHELD' AS state 
WHERE (anon_20."GD" AND NOT anon_20."order:all" AND NOT anon_20."order:location") IS NOT true UNION ALL SELECT 'note' AS field, 'WITHHELD' AS state 
WHERE (anon_20."GD" AND NOT anon_20."order:all" AND NOT anon_20."order:location") IS NOT true UNION ALL SELECT 'section' AS field, 'WITHHELD' AS state 
WHERE anon_20.section_id IS NOT NULL AND anon_21.json IS NULL UNION ALL SELECT 'day' AS field, 'NOT_RECORDED' AS state 
WHERE anon_20.day IS NULL UNION ALL SELECT 'reason' AS field, 'NOT_RECORDED' AS state 
WHERE anon_20."GD" AND NOT anon_20."order:all" AND NOT anon_20."order:location" AND CASE WHEN (anon_20."GD" AND NOT anon_20."order:all" AND NOT anon_20."order:location" AND anon_20.reason IS DISTINCT FROM 'CONFIDENTIAL_SERVICE') THEN anon_20.reason END IS NULL UNION ALL SELECT 'note' AS field, 'NOT_RECORDED' AS state 
WHERE anon_20."GD" AND NOT anon_20."order:all" AND NOT anon_20."order:location" AND CASE WHEN (anon_20."GD" AND NOT anon_20."order:all" AND NOT anon_20."order:location" AND anon_20.reason IS DISTINCT FROM 'CONFIDENTIAL_SERVICE') THEN anon_20.note END IS NULL UNION ALL SELECT 'section' AS field, 'NOT_RECORDED' AS state 
WHERE anon_20.section_id IS NULL) AS anon_22) AS states, (SELECT coalesce(json_agg(row_to_json(anon_23)), json_build_array()) AS coalesce_2 
FROM (SELECT 'reason' AS field 
WHERE (anon_20."GD" AND NOT anon_20."order:all" AND NOT anon_20."order:location") IS NOT true UNION ALL SELECT 'note' AS field 
WHERE (anon_20."GD" AND NOT anon_20."order:all" AND NOT anon_20."order:location") IS NOT true UNION ALL SELECT 'section' AS field 
WHERE anon_20.section_id IS NOT NULL AND anon_21.json IS NULL) AS anon_23) AS withheld) AS anon_19) ORDER BY anon_20."#number") FILTER (WHERE anon_20."#number" <= 50), '[]'::json) AS rows0, coalesce(max(anon_20."#rows"), 0) > 50 AS more, coalesce(max(anon_20."#rows"), 0) AS held 
FROM (SELECT anon_24.id AS id, anon_24.student_id AS student_id, anon_24.section_id AS section_id, anon_24.school_year AS school_year, anon_24.day AS day, anon_24.status AS status, anon_24.reason AS reason, anon_24.note AS note, anon_24.row_version AS row_version, anon_24."GD" AS "GD", anon_24."order:all" AS "order:all", anon_24."order:location" AS "order:location", row_number() OVER (ORDER BY anon_24.day, anon_24.id) AS "#number", count(*) OVER () AS "#rows" 
FROM (SELECT this1.id AS id, this1.student_id AS student_id, this1.section_id AS section_id, this1.school_year AS school_year, this1.day AS day, this1.status AS status, this1.reason AS reason, this1.note AS note, this1.row_version AS row_version, anon_6."GD" AS "GD", anon_6."order:all" AS "order:all", anon_6."order:location" AS "order:location" 
FROM attendance_event AS this1 
WHERE this1.student_id = this.id AND anon_6."GD" AND NOT anon_6."order:all" AND NOT anon_6."order:location" AND this1.status = $8 AND anon_6."GD" AND NOT anon_6."order:all" AND NOT anon_6."order:location" AND (EXISTS (SELECT 1 AS anon_25 
FROM section AS hop_0 
WHERE hop_0.id = this1.section_id AND true AND hop_0.title = $9::VARCHAR)) ORDER BY this1.day, this1.id 
 LIMIT 51) AS anon_24) AS anon_20 LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_26) AS json 
FROM (SELECT this2.title AS title 
FROM section AS this2 
WHERE this2.id = anon_20.section_id AND true) AS anon_26) AS anon_21 ON true) AS anon_12) AS anon_7 ON true 
WHERE this.id = $10::UUID AND anon_6."GD" AND NOT anon_6."order:all") AS anon_5) AS anon_3 ON true) AS anon_2
