WITH anon_9 AS 
(SELECT guardianship_1.student_id AS student_id 
FROM guardianship AS guardianship_1 JOIN student AS student_1 ON student_1.id = guardianship_1.student_id 
WHERE guardianship_1.guardian_id = $3::UUID AND guardianship_1.standing != 'CONTACT_ONLY' AND guardianship_1.starts_on <= $4::DATE AND (guardianship_1.ends_on IS NULL OR guardianship_1.ends_on > $4::DATE) AND (student_1.birth_date > $5::DATE OR (EXISTS (SELECT 1 
FROM adult_access AS adult_access_1 
WHERE adult_access_1.student_id = guardianship_1.student_id AND adult_access_1.guardian_id = guardianship_1.guardian_id AND adult_access_1.starts_on <= $4::DATE AND (adult_access_1.ends_on IS NULL OR adult_access_1.ends_on > $4::DATE))))), 
anon_10 AS 
(SELECT court_order_1.student_id AS student_id 
FROM court_order AS court_order_1 
WHERE court_order_1.person_id = $6::UUID AND court_order_1.starts_at <= $7::TIMESTAMP WITH TIME ZONE AND (court_order_1.decided_at IS NULL OR court_order_1.decided_at > $7::TIMESTAMP WITH TIME ZONE) AND (court_order_1.document_key IS NOT NULL OR court_order_1.lapses_on IS NULL OR court_order_1.lapses_on > $4::DATE) AND (court_order_1.kind IN ('NO_RECORDS') OR court_order_1.document_key IS NULL))
 SELECT EXISTS (SELECT 1 AS anon_1 
FROM token AS token_1 JOIN person AS person_1 ON person_1.id = token_1.person_id 
WHERE token_1.id = $1::UUID AND token_1.revoked_at IS NULL AND token_1.expires_at > now() AND person_1.suspended_at IS NULL AND person_1.epoch = $2::INTEGER) AS fresh, true AS found, row_to_json(anon_2) AS data 
FROM (SELECT anon_3.json AS student 
FROM (SELECT 1 AS one) AS anon_4 LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_5) AS json 
FROM (SELECT this.given_name AS "givenName", CASE WHEN (anon_6."GD" AND NOT anon_6."order:all" AND this.preferred_name_audience = 'EVERYONE') THEN this.preferred_name END AS "preferredName", NULL AS "preferredNameAudience", (SELECT coalesce(json_agg(row_to_json(anon_7)), json_build_array()) AS coalesce_1 
FROM (SELECT 'preferredName' AS field, 'WITHHELD' AS state 
WHERE (anon_6."GD" AND NOT anon_6."order:all") IS NOT true UNION ALL SELECT 'preferredNameAudience' AS field, 'WITHHELD' AS state 
WHERE true UNION ALL SELECT 'givenName' AS field, 'NOT_RECORDED' AS state 
WHERE this.given_name IS NULL UNION ALL SELECT 'preferredName' AS field, 'NOT_RECORDED' AS state 
WHERE anon_6."GD" AND NOT anon_6."order:all" AND CASE WHEN (anon_6."GD" AND NOT anon_6."order:all" AND this.preferred_name_audience = 'EVERYONE') THEN this.preferred_name END IS NULL) AS anon_7) AS states, (SELECT coalesce(json_agg(row_to_json(anon_8)), json_build_array()) AS coalesce_2 
FROM (SELECT 'preferredName' AS field, 'NOT_GRANTED' AS reason 
WHERE (anon_6."GD" AND NOT anon_6."order:all") IS NOT true UNION ALL SELECT 'preferredNameAudience' AS field, 'NOT_GRANTED' AS reason 
WHERE true) AS anon_8) AS withheld 
FROM student AS this JOIN LATERAL (SELECT this.id = ANY (array((SELECT anon_9.student_id 
FROM anon_9))) AS "GD", this.id = ANY (array((SELECT anon_10.student_id 
FROM anon_10))) AS "order:all"
 LIMIT ALL OFFSET 0) AS anon_6 ON true 
WHERE this.id = $8::UUID AND anon_6."GD" AND NOT anon_6."order:all") AS anon_5) AS anon_3 ON true) AS anon_2
