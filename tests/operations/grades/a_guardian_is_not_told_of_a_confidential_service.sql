WITH anon_10 AS 
(SELECT guardianship_1.student_id AS student_id 
FROM guardianship AS guardianship_1 JOIN student AS student_1 ON student_1.id = guardianship_1.student_id 
WHERE guardianship_1.guardian_id = $3::UUID AND guardianship_1.standing != 'CONTACT_ONLY' AND guardianship_1.starts_on <= $4::DATE AND (guardianship_1.ends_on IS NULL OR guardianship_1.ends_on > $4::DATE) AND (student_1.birth_date > $5::DATE OR (EXISTS (SELECT 1 
FROM adult_access AS adult_access_1 
WHERE adult_access_1.student_id = guardianship_1.student_id AND adult_access_1.guardian_id = guardianship_1.guardian_id AND adult_access_1.starts_on <= $4::DATE AND (adult_access_1.ends_on IS NULL OR adult_access_1.ends_on > $4::DATE))))), 
anon_11 AS 
(SELECT court_order_1.student_id AS student_id 
FROM court_order AS court_order_1 
WHERE court_order_1.person_id = $6::UUID AND court_order_1.starts_at <= $7::TIMESTAMP WITH TIME ZONE AND (court_order_1.decided_at IS NULL OR court_order_1.decided_at > $7::TIMESTAMP WITH TIME ZONE) AND (court_order_1.document_key IS NOT NULL OR court_order_1.lapses_on IS NULL OR court_order_1.lapses_on > $4::DATE) AND (court_order_1.kind IN ('NO_RECORDS') OR court_order_1.document_key IS NULL)), 
anon_12 AS 
(SELECT court_order_2.student_id AS student_id 
FROM court_order AS court_order_2 
WHERE court_order_2.person_id = $6::UUID AND court_order_2.starts_at <= $7::TIMESTAMP WITH TIME ZONE AND (court_order_2.decided_at IS NULL OR court_order_2.decided_at > $7::TIMESTAMP WITH TIME ZONE) AND (court_order_2.document_key IS NOT NULL OR court_order_2.lapses_on IS NULL OR court_order_2.lapses_on > $4::DATE) AND court_order_2.kind IN ('NO_CONTACT', 'NO_LOCATION'))
 SELECT EXISTS (SELECT 1 AS anon_1 
FROM token AS token_1 JOIN person AS person_1 ON person_1.id = token_1.person_id 
WHERE token_1.id = $1::UUID AND token_1.revoked_at IS NULL AND token_1.expires_at > now() AND person_1.suspended_at IS NULL AND person_1.epoch = $2::INTEGER) AS fresh, true AS found, anon_2.data, anon_2.seen 
FROM (SELECT (SELECT row_to_json(anon_3) AS row_to_json_1 
FROM (SELECT anon_4.json AS student) AS anon_3) AS data, concat_ws(',', anon_4.seen) AS seen 
FROM (SELECT 1 AS one) AS anon_5 LEFT OUTER JOIN LATERAL (SELECT anon_6.json AS json, anon_6.seen AS seen 
FROM (SELECT (SELECT row_to_json(anon_7) AS row_to_json_2 
FROM (SELECT CASE WHEN (anon_8."GD" AND NOT anon_8."order:all" AND NOT anon_8."order:location") THEN anon_9.json END AS attendance) AS anon_7) AS json, concat_ws(',', CAST(this.id AS TEXT)) AS seen 
FROM student AS this JOIN LATERAL (SELECT this.id = ANY (array((SELECT anon_10.student_id 
FROM anon_10))) AS "GD", this.id = ANY (array((SELECT anon_11.student_id 
FROM anon_11))) AS "order:all", this.id = ANY (array((SELECT anon_12.student_id 
FROM anon_12))) AS "order:location"
 LIMIT ALL OFFSET 0) AS anon_8 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(anon_13) AS row_to_json_3 
FROM (SELECT anon_14.rows0 AS nodes, CASE WHEN anon_14.more THEN (SELECT (SELECT row_to_json(anon_16) AS row_to_json_4 
FROM (SELECT least(anon_17.rows, 10000) AS count) AS anon_16) AS anon_15 
FROM (SELECT count(*) AS rows 
FROM (SELECT 1 AS one 
FROM attendance_event AS counted1 
WHERE counted1.student_id = this.id AND anon_8."GD" AND NOT anon_8."order:all" AND NOT anon_8."order:location" AND counted1.status = $8 AND anon_8."GD" AND NOT anon_8."order:all" AND NOT anon_8."order:location" AND (EXISTS (SELECT 1 AS anon_19 
FROM section AS hop_0 
WHERE hop_0.id = counted1.section_id AND true AND hop_0.title = $9::VARCHAR)) 
 LIMIT 10001) AS anon_18) AS anon_17) ELSE (SELECT row_to_json(anon_20) AS row_to_json_5 
FROM (SELECT anon_14.held AS count) AS anon_20) END AS "totalCount") AS anon_13) AS json 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(anon_21) AS row_to_json_6 
FROM (SELECT anon_22.day AS day, CASE WHEN (anon_22."GD" AND NOT anon_22."order:all" AND NOT anon_22."order:location" AND anon_22.reason IS DISTINCT FROM 'CONFIDENTIAL_SERVICE') THEN anon_22.reason END AS reason, CASE WHEN (anon_22."GD" AND NOT anon_22."order:all" AND NOT anon_22."order:location" AND anon_22.reason IS DISTINCT FROM 'CONFIDENTIAL_SERVICE') THEN anon_22.note END AS note, anon_23.json AS section, (SELECT coalesce(json_agg(row_to_json(anon_24)), json_build_array()) AS coalesce_1 
FROM (SELECT 'reason' AS field, 'WITHHELD' AS state 
WHERE (anon_22."GD" AND NOT anon_22."order:all" AND NOT anon_22."order:location") IS NOT true UNION ALL SELECT 'note' AS field, 'WITHHELD' AS state 
WHERE (anon_22."GD" AND NOT anon_22."order:all" AND NOT anon_22."order:location") IS NOT true UNION ALL SELECT 'section' AS field, 'WITHHELD' AS state 
WHERE anon_22.section_id IS NOT NULL AND anon_23.json IS NULL UNION ALL SELECT 'day' AS field, 'NOT_RECORDED' AS state 
WHERE anon_22.day IS NULL UNION ALL SELECT 'reason' AS field, 'NOT_RECORDED' AS state 
WHERE anon_22."GD" AND NOT anon_22."order:all" AND NOT anon_22."order:location" AND CASE WHEN (anon_22."GD" AND NOT anon_22."order:all" AND NOT anon_22."order:location" AND anon_22.reason IS DISTINCT FROM 'CONFIDENTIAL_SERVICE') THEN anon_22.reason END IS NULL UNION ALL SELECT 'note' AS field, 'NOT_RECORDED' AS state 
WHERE anon_22."GD" AND NOT anon_22."order:all" AND NOT anon_22."order:location" AND CASE WHEN (anon_22."GD" AND NOT anon_22."order:all" AND NOT anon_22."order:location" AND anon_22.reason IS DISTINCT FROM 'CONFIDENTIAL_SERVICE') THEN anon_22.note END IS NULL UNION ALL SELECT 'section' AS field, 'NOT_RECORDED' AS state 
WHERE anon_22.section_id IS NULL) AS anon_24) AS states, (SELECT coalesce(json_agg(row_to_json(anon_25)), json_build_array()) AS coalesce_2 
FROM (SELECT 'reason' AS field 
WHERE (anon_22."GD" AND NOT anon_22."order:all" AND NOT anon_22."order:location") IS NOT true UNION ALL SELECT 'note' AS field 
WHERE (anon_22."GD" AND NOT anon_22."order:all" AND NOT anon_22."order:location") IS NOT true UNION ALL SELECT 'section' AS field 
WHERE anon_22.section_id IS NOT NULL AND anon_23.json IS NULL) AS anon_25) AS withheld) AS anon_21) ORDER BY anon_22."#number") FILTER (WHERE anon_22."#number" <= 50), '[]'::json) AS rows0, coalesce(max(anon_22."#rows"), 0) > 50 AS more, coalesce(max(anon_22."#rows"), 0) AS held 
FROM (SELECT anon_26.id AS id, anon_26.student_id AS student_id, anon_26.section_id AS section_id, anon_26.school_year AS school_year, anon_26.day AS day, anon_26.status AS status, anon_26.reason AS reason, anon_26.note AS note, anon_26.row_version AS row_version, anon_26."GD" AS "GD", anon_26."order:all" AS "order:all", anon_26."order:location" AS "order:location", row_number() OVER (ORDER BY anon_26.day, anon_26.id) AS "#number", count(*) OVER () AS "#rows" 
FROM (SELECT this1.id AS id, this1.student_id AS student_id, this1.section_id AS section_id, this1.school_year AS school_year, this1.day AS day, this1.status AS status, this1.reason AS reason, this1.note AS note, this1.row_version AS row_version, anon_8."GD" AS "GD", anon_8."order:all" AS "order:all", anon_8."order:location" AS "order:location" 
FROM attendance_event AS this1 
WHERE this1.student_id = this.id AND anon_8."GD" AND NOT anon_8."order:all" AND NOT anon_8."order:location" AND this1.status = $8 AND anon_8."GD" AND NOT anon_8."order:all" AND NOT anon_8."order:location" AND (EXISTS (SELECT 1 AS anon_27 
FROM section AS hop_0 
WHERE hop_0.id = this1.section_id AND true AND hop_0.title = $9::VARCHAR)) ORDER BY this1.day, this1.id 
 LIMIT 51) AS anon_26) AS anon_22 LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_28) AS json 
FROM (SELECT this2.title AS title 
FROM section AS this2 
WHERE this2.id = anon_22.section_id AND true) AS anon_28) AS anon_23 ON true) AS anon_14) AS anon_9 ON true 
WHERE this.id = $10::UUID AND anon_8."GD" AND NOT anon_8."order:all") AS anon_6) AS anon_4 ON true) AS anon_2
