SELECT EXISTS (SELECT 1 AS anon_1 
FROM token AS token_1 JOIN person AS person_1 ON person_1.id = token_1.person_id 
WHERE token_1.id = $1::UUID AND token_1.revoked_at IS NULL AND token_1.expires_at > now() AND person_1.suspended_at IS NULL AND person_1.epoch = $2::INTEGER) AS fresh, true AS found, row_to_json(anon_2) AS data 
FROM (SELECT anon_3.json AS viewer, anon_4.json AS staff 
FROM (SELECT 1 AS one) AS anon_5 LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_6) AS json 
FROM (SELECT CAST($3::VARCHAR AS JSON) AS trained, anon_7.json AS "staffMember" 
FROM (SELECT 1 AS one) AS anon_8 LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_9) AS json 
FROM (SELECT this.family_name AS "familyName", anon_10.json AS posts, anon_11.json AS trainings 
FROM staff_member AS this LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(row_to_json(anon_12)), '[]'::json) AS json 
FROM (SELECT this1.role AS role 
FROM post AS this1 
WHERE this1.staff_id = this.id AND (EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 
WHERE post_1.school_id = this1.school_id AND post_1.staff_id = $4::UUID AND post_1.school_id IS NOT NULL AND post_1.starts_on <= $5::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $5::DATE)) OR EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 
WHERE post_1.staff_id = $4::UUID AND post_1.starts_on <= $5::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $5::DATE)) AND this1.school_id IS NULL) AND this1.starts_on <= $5::DATE AND (this1.ends_on IS NULL OR this1.ends_on > $5::DATE) ORDER BY this1.starts_on, this1.id) AS anon_12) AS anon_10 ON true LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(row_to_json(anon_13)), '[]'::json) AS json 
FROM (SELECT this1.kind AS kind, this1.expires_on AS "expiresOn" 
FROM training AS this1 
WHERE this1.staff_id = this.id AND (EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 JOIN post AS post_2 ON post_1.school_id IS NULL OR post_1.school_id = post_2.school_id 
WHERE post_2.staff_id = this1.staff_id AND post_1.staff_id = $4::UUID AND post_1.role = 'PRINCIPAL' AND post_1.starts_on <= $5::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $5::DATE)) OR true AND this1.staff_id = $4::UUID) ORDER BY this1.completed_on, this1.id) AS anon_13) AS anon_11 ON true 
WHERE this.id = $4::UUID AND (EXISTS (SELECT 1 AS anon_14 
FROM post AS through 
WHERE through.staff_id = this.id AND (EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 
WHERE post_1.school_id = through.school_id AND post_1.staff_id = $4::UUID AND post_1.school_id IS NOT NULL AND post_1.starts_on <= $5::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $5::DATE)) OR EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 
WHERE post_1.staff_id = $4::UUID AND post_1.starts_on <= $5::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $5::DATE)) AND through.school_id IS NULL)))) AS anon_9) AS anon_7 ON true) AS anon_6) AS anon_3 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(anon_15) AS row_to_json_1 
FROM (SELECT anon_16.rows0 AS nodes) AS anon_15) AS json 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(anon_17) AS row_to_json_2 
FROM (SELECT anon_18.family_name AS "familyName", anon_18.email AS email, anon_19.json AS posts, anon_20.json AS trainings, anon_21.json AS coverages, json_build_array() AS withheld) AS anon_17) ORDER BY anon_18.sort_name, anon_18.id), '[]'::json) AS rows0 
FROM (SELECT this.id AS id, this.person_id AS person_id, this.given_name AS given_name, this.family_name AS family_name, this.sort_name AS sort_name, this.email AS email 
FROM staff_member AS this 
WHERE (EXISTS (SELECT 1 AS anon_22 
FROM post AS through 
WHERE through.staff_id = this.id AND (EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 
WHERE post_1.school_id = through.school_id AND post_1.staff_id = $4::UUID AND post_1.school_id IS NOT NULL AND post_1.starts_on <= $5::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $5::DATE)) OR EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 
WHERE post_1.staff_id = $4::UUID AND post_1.starts_on <= $5::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $5::DATE)) AND through.school_id IS NULL))) AND (this.family_name = $6::VARCHAR OR this.family_name = $7::VARCHAR OR this.family_name = $8::VARCHAR OR this.family_name = $9::VARCHAR) ORDER BY this.sort_name, this.id 
 LIMIT 4) AS anon_18 LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(row_to_json(anon_23)), '[]'::json) AS json 
FROM (SELECT this1.role AS role 
FROM post AS this1 
WHERE this1.staff_id = anon_18.id AND (EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 
WHERE post_1.school_id = this1.school_id AND post_1.staff_id = $4::UUID AND post_1.school_id IS NOT NULL AND post_1.starts_on <= $5::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $5::DATE)) OR EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 
WHERE post_1.staff_id = $4::UUID AND post_1.starts_on <= $5::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $5::DATE)) AND this1.school_id IS NULL) AND this1.starts_on <= $5::DATE AND (this1.ends_on IS NULL OR this1.ends_on > $5::DATE) ORDER BY this1.starts_on, this1.id) AS anon_23) AS anon_19 ON true LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(row_to_json(anon_24)), '[]'::json) AS json 
FROM (SELECT this1.kind AS kind, this1.expires_on AS "expiresOn" 
FROM training AS this1 
WHERE this1.staff_id = anon_18.id AND (EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 JOIN post AS post_2 ON post_1.school_id IS NULL OR post_1.school_id = post_2.school_id 
WHERE post_2.staff_id = this1.staff_id AND post_1.staff_id = $4::UUID AND post_1.role = 'PRINCIPAL' AND post_1.starts_on <= $5::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $5::DATE)) OR true AND this1.staff_id = $4::UUID) ORDER BY this1.completed_on, this1.id) AS anon_24) AS anon_20 ON true LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(row_to_json(anon_25)), '[]'::json) AS json 
FROM (SELECT anon_26.json AS section 
FROM coverage AS this1 LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_27) AS json 
FROM (SELECT this2.title AS title 
FROM section AS this2 
WHERE this2.id = this1.section_id AND true) AS anon_27) AS anon_26 ON true 
WHERE this1.staff_id = anon_18.id AND (EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 JOIN post AS post_2 ON post_1.school_id IS NULL OR post_1.school_id = post_2.school_id 
WHERE post_2.staff_id = this1.staff_id AND post_1.staff_id = $4::UUID AND post_1.role = 'PRINCIPAL' AND post_1.starts_on <= $5::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $5::DATE)) OR true AND this1.staff_id = $4::UUID OR EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 
WHERE post_1.staff_id = $4::UUID AND post_1.starts_on <= $5::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $5::DATE)) AND (EXISTS (SELECT 1 
FROM section AS section_1 
WHERE section_1.id = this1.section_id AND (EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $4::UUID AND post_1.role = 'PRINCIPAL' AND post_1.starts_on <= $5::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $5::DATE) AND (post_1.school_id = section_1.school_id OR post_1.school_id IS NULL)))))) AND this1.starts_on <= $5::DATE AND (this1.ends_on IS NULL OR this1.ends_on > $5::DATE) ORDER BY this1.starts_on, this1.id) AS anon_25) AS anon_21 ON true) AS anon_16) AS anon_4 ON true) AS anon_2
