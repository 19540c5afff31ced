SELECT EXISTS (SELECT 1 AS anon_1 
FROM token AS token_1 JOIN person AS person_1 ON person_1.id = token_1.person_id 
WHERE token_1.id = $1::UUID AND token_1.revoked_at IS NULL AND token_1.expires_at > now() AND person_1.suspended_at IS NULL AND person_1.epoch = $2::INTEGER) AS fresh, true AS found, row_to_json(anon_2) AS data 
FROM (SELECT anon_3.json AS student 
FROM (SELECT 1 AS one) AS anon_4 LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_5) AS json 
FROM (SELECT CASE WHEN (anon_6."GD" AND NOT anon_6."order:all" AND NOT anon_6."order:location") THEN anon_7.json END AS attendance 
FROM (SELECT this.id AS id, this.person_id AS person_id, this.given_name AS given_name, this.middle_name AS middle_name, this.family_name AS family_name, this.sort_name AS sort_name, this.preferred_name AS preferred_name, this.preferred_name_audience AS preferred_name_audience, this.grade_level AS grade_level, this.photo_key AS photo_key, this.birth_date AS birth_date, anon_8."GD" AS "GD", anon_8."order:all" AS "order:all", anon_8."order:location" AS "order:location" 
FROM student AS this JOIN LATERAL (SELECT EXISTS (SELECT 1 AS anon_1 
FROM guardianship AS guardianship_1 JOIN student AS student_1 ON student_1.id = guardianship_1.student_id 
WHERE guardianship_1.student_id = this.id AND guardianship_1.guardian_id = $3::UUID AND guardianship_1.standing != 'CONTACT_ONLY' AND guardianship_1.starts_on <= $4::DATE AND (guardianship_1.ends_on IS NULL OR guardianship_1.ends_on > $4::DATE) AND (student_1.birth_date > $5::DATE OR (EXISTS (SELECT 1 
FROM adult_access AS adult_access_1 
WHERE adult_access_1.student_id = guardianship_1.student_id AND adult_access_1.guardian_id = guardianship_1.guardian_id AND adult_access_1.starts_on <= $4::DATE AND (adult_access_1.ends_on IS NULL OR adult_access_1.ends_on > $4::DATE))))) AS "GD", EXISTS (SELECT 1 AS anon_1 
FROM court_order AS court_order_1 
WHERE court_order_1.student_id = this.id AND court_order_1.person_id = $6::UUID AND court_order_1.starts_at <= $7::TIMESTAMP WITH TIME ZONE AND (court_order_1.decided_at IS NULL OR court_order_1.decided_at > $7::TIMESTAMP WITH TIME ZONE) AND (court_order_1.document_key IS NOT NULL OR court_order_1.lapses_on IS NULL OR court_order_1.lapses_on > $4::DATE) AND (court_order_1.kind IN ('NO_RECORDS') OR court_order_1.document_key IS NULL)) AS "order:all", EXISTS (SELECT 1 AS anon_1 
FROM court_order AS court_order_1 
WHERE court_order_1.student_id = this.id AND court_order_1.person_id = $6::UUID AND court_order_1.starts_at <= $7::TIMESTAMP WITH TIME ZONE AND (court_order_1.decided_at IS NULL OR court_order_1.decided_at > $7::TIMESTAMP WITH TIME ZONE) AND (court_order_1.document_key IS NOT NULL OR court_order_1.lapses_on IS NULL OR court_order_1.lapses_on > $4::DATE) AND court_order_1.kind IN ('NO_CONTACT', 'NO_LOCATION')) AS "order:location"
 LIMIT ALL OFFSET 0) AS anon_8 ON true 
WHERE this.id = $8::UUID AND anon_8."GD" AND NOT anon_8."order:all" ORDER BY this.sort_name, this.id) AS anon_6 LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(anon_9) AS row_to_json_1 
FROM (SELECT anon_10.rows0 AS nodes, (SELECT (SELECT row_to_json(anon_12) AS row_to_json_2 
FROM (SELECT least(anon_13.rows, 10000) AS count) AS anon_12) AS anon_11 
FROM (SELECT count(*) AS rows 
FROM (SELECT 1 AS one 
FROM attendance_event AS this 
WHERE this.student_id = anon_6.id AND anon_6."GD" AND NOT anon_6."order:all" AND NOT anon_6."order:location" AND this.status = $9 AND anon_6."GD" AND NOT anon_6."order:all" AND NOT anon_6."order:location" AND (EXISTS (SELECT 1 AS anon_15 
FROM section AS hop_0 
WHERE hop_0.id = this.section_id AND true AND hop_0.title = $10::VARCHAR)) 
 LIMIT 10001) AS anon_14) AS anon_13) AS "totalCount") AS anon_9) AS json 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(anon_16) AS row_to_json_3 
FROM (SELECT anon_17.day AS day, CASE WHEN (anon_17."GD" AND NOT anon_17."order:all" AND NOT anon_17."order:location" AND anon_17.reason IS DISTINCT FROM 'CONFIDENTIAL_SERVICE') THEN anon_17.reason END AS reason, CASE WHEN (anon_17."GD" AND NOT anon_17."order:all" AND NOT anon_17."order:location" AND anon_17.reason IS DISTINCT FROM 'CONFIDENTIAL_SERVICE') THEN anon_17.note END AS note, anon_18.json AS section, (SELECT coalesce(json_agg(row_to_json(anon_19)), json_build_array()) AS coalesce_1 
FROM (SELECT 'reason' AS field, 'WITHHELD' AS state 
WHERE (anon_17."GD" AND NOT anon_17."order:all" AND NOT anon_17."order:location") IS NOT true UNION ALL SELECT 'note' AS field, 'WITHHELD' AS state 
WHERE (anon_17."GD" AND NOT anon_17."order:all" AND NOT anon_17."order:location") IS NOT true UNION ALL SELECT 'section' AS field, 'WITHHELD' AS state 
WHERE anon_17.section_id IS NOT NULL AND anon_18.json IS NULL UNION ALL SELECT 'day' AS field, 'NOT_RECORDED' AS state 
WHERE anon_17.day IS NULL UNION ALL SELECT 'reason' AS field, 'NOT_RECORDED' AS state 
WHERE anon_17."GD" AND NOT anon_17."order:all" AND NOT anon_17."order:location" AND CASE WHEN (anon_17."GD" AND NOT anon_17."order:all" AND NOT anon_17."order:location" AND anon_17.reason IS DISTINCT FROM 'CONFIDENTIAL_SERVICE') THEN anon_17.reason END IS NULL UNION ALL SELECT 'note' AS field, 'NOT_RECORDED' AS state 
WHERE anon_17."GD" AND NOT anon_17."order:all" AND NOT anon_17."order:location" AND CASE WHEN (anon_17."GD" AND NOT anon_17."order:all" AND NOT anon_17."order:location" AND anon_17.reason IS DISTINCT FROM 'CONFIDENTIAL_SERVICE') THEN anon_17.note END IS NULL UNION ALL SELECT 'section' AS field, 'NOT_RECORDED' AS state 
WHERE anon_17.section_id IS NULL) AS anon_19) AS states, (SELECT coalesce(json_agg(row_to_json(anon_20)), json_build_array()) AS coalesce_2 
FROM (SELECT 'reason' AS field 
WHERE (anon_17."GD" AND NOT anon_17."order:all" AND NOT anon_17."order:location") IS NOT true UNION ALL SELECT 'note' AS field 
WHERE (anon_17."GD" AND NOT anon_17."order:all" AND NOT anon_17."order:location") IS NOT true UNION ALL SELECT 'section' AS field 
WHERE anon_17.section_id IS NOT NULL AND anon_18.json IS NULL) AS anon_20) AS withheld) AS anon_16)) FILTER (WHERE anon_17."#number" <= 50), '[]'::json) AS rows0, coalesce(max(anon_17."#rows"), 0) > 50 AS more 
FROM (SELECT anon_21.id AS id, anon_21.student_id AS student_id, anon_21.section_id AS section_id, anon_21.school_year AS school_year, anon_21.day AS day, anon_21.status AS status, anon_21.reason AS reason, anon_21.note AS note, anon_21."GD" AS "GD", anon_21."order:all" AS "order:all", anon_21."order:location" AS "order:location", row_number() OVER (ORDER BY anon_21.day, anon_21.id) AS "#number", count(*) OVER () AS "#rows" 
FROM (SELECT this.id AS id, this.student_id AS student_id, this.section_id AS section_id, this.school_year AS school_year, this.day AS day, this.status AS status, this.reason AS reason, this.note AS note, anon_6."GD" AS "GD", anon_6."order:all" AS "order:all", anon_6."order:location" AS "order:location" 
FROM attendance_event AS this 
WHERE this.student_id = anon_6.id AND anon_6."GD" AND NOT anon_6."order:all" AND NOT anon_6."order:location" AND this.status = $9 AND anon_6."GD" AND NOT anon_6."order:all" AND NOT anon_6."order:location" AND (EXISTS (SELECT 1 AS anon_22 
FROM section AS hop_0 
WHERE hop_0.id = this.section_id AND true AND hop_0.title = $10::VARCHAR)) ORDER BY this.day, this.id 
 LIMIT 51) AS anon_21) AS anon_17 LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_23) AS json 
FROM (SELECT anon_24.title AS title 
FROM (SELECT this.id AS id, this.school_id AS school_id, this.course_id AS course_id, this.term_id AS term_id, this.title AS title, this.period AS period, this.room AS room, this.seat_limit AS seat_limit, this.starts_on AS starts_on, this.ends_on AS ends_on 
FROM section AS this 
WHERE this.id = anon_17.section_id AND true ORDER BY this.title, this.id) AS anon_24 ORDER BY anon_24.title, anon_24.id) AS anon_23) AS anon_18 ON true) AS anon_10) AS anon_7 ON true ORDER BY anon_6.sort_name, anon_6.id) AS anon_5) AS anon_3 ON true) AS anon_2
