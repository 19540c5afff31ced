SELECT EXISTS (SELECT 1 AS anon_1 
FROM token AS token_1 JOIN person AS person_1 ON person_1.id = token_1.person_id 
WHERE token_1.id = $1::UUID AND token_1.revoked_at IS NULL AND token_1.expires_at > now() AND person_1.suspended_at IS NULL AND person_1.epoch = $2::INTEGER) AS fresh, true AS found, row_to_json(anon_2) AS data 
FROM (SELECT anon_3.json AS viewer, anon_4.json AS staff 
FROM (SELECT 1 AS one) AS anon_5 LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_6) AS json 
FROM (SELECT CAST($3::VARCHAR AS JSON) AS trained, anon_7.json AS "staffMember" 
FROM (SELECT 1 AS one) AS anon_8 LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_9) AS json 
FROM (SELECT anon_10.family_name AS "familyName", anon_11.json AS posts, anon_12.json AS trainings 
FROM (SELECT this.id AS id, this.person_id AS person_id, this.given_name AS given_name, this.family_name AS family_name, this.sort_name AS sort_name, this.email AS email 
FROM staff_member AS this 
WHERE this.id = $4::UUID AND (EXISTS (SELECT 1 AS anon_13 
FROM post AS through 
WHERE through.staff_id = this.id AND (EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 
WHERE post_1.school_id = through.school_id AND post_1.staff_id = $4::UUID AND post_1.school_id IS NOT NULL AND post_1.starts_on <= $5::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $5::DATE)) OR EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 
WHERE post_1.staff_id = $4::UUID AND post_1.starts_on <= $5::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $5::DATE)) AND through.school_id IS NULL))) ORDER BY this.sort_name, this.id) AS anon_10 LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(row_to_json(anon_14)), '[]'::json) AS json 
FROM (SELECT anon_15.role AS role 
FROM (SELECT this.id AS id, this.staff_id AS staff_id, this.school_id AS school_id, this.role AS role, this.contracted AS contracted, this.starts_on AS starts_on, this.ends_on AS ends_on 
FROM post AS this 
WHERE this.staff_id = anon_10.id AND (EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 
WHERE post_1.school_id = this.school_id AND post_1.staff_id = $4::UUID AND post_1.school_id IS NOT NULL AND post_1.starts_on <= $5::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $5::DATE)) OR EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 
WHERE post_1.staff_id = $4::UUID AND post_1.starts_on <= $5::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $5::DATE)) AND this.school_id IS NULL) AND this.starts_on <= $5::DATE AND (this.ends_on IS NULL OR this.ends_on > $5::DATE) ORDER BY this.starts_on, this.id) AS anon_15 ORDER BY anon_15.starts_on, anon_15.id) AS anon_14) AS anon_11 ON true LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(row_to_json(anon_16)), '[]'::json) AS json 
FROM (SELECT anon_17.kind AS kind, anon_17.expires_on AS "expiresOn" 
FROM (SELECT this.id AS id, this.staff_id AS staff_id, this.kind AS kind, this.completed_on AS completed_on, this.expires_on AS expires_on 
FROM training AS this 
WHERE this.staff_id = anon_10.id AND (EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 JOIN post AS post_2 ON post_1.school_id IS NULL OR post_1.school_id = post_2.school_id 
WHERE post_2.staff_id = this.staff_id AND post_1.staff_id = $4::UUID AND post_1.role = 'PRINCIPAL' AND post_1.starts_on <= $5::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $5::DATE)) OR true AND this.staff_id = $4::UUID) ORDER BY this.completed_on, this.id) AS anon_17 ORDER BY anon_17.completed_on, anon_17.id) AS anon_16) AS anon_12 ON true ORDER BY anon_10.sort_name, anon_10.id) AS anon_9) AS anon_7 ON true) AS anon_6) AS anon_3 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(anon_18) AS row_to_json_1 
FROM (SELECT anon_19.rows0 AS nodes) AS anon_18) AS json 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(anon_20) AS row_to_json_2 
FROM (SELECT anon_21.family_name AS "familyName", anon_21.email AS email, anon_22.json AS posts, anon_23.json AS trainings, anon_24.json AS coverages, json_build_array() AS withheld) AS anon_20)) FILTER (WHERE anon_21."#number" <= 4), '[]'::json) AS rows0, coalesce(max(anon_21."#rows"), 0) > 4 AS more 
FROM (SELECT anon_25.id AS id, anon_25.person_id AS person_id, anon_25.given_name AS given_name, anon_25.family_name AS family_name, anon_25.sort_name AS sort_name, anon_25.email AS email, row_number() OVER (ORDER BY anon_25.sort_name, anon_25.id) AS "#number", count(*) OVER () AS "#rows" 
FROM (SELECT this.id AS id, this.person_id AS person_id, this.given_name AS given_name, this.family_name AS family_name, this.sort_name AS sort_name, this.email AS email 
FROM staff_member AS this 
WHERE (EXISTS (SELECT 1 AS anon_26 
FROM post AS through 
WHERE through.staff_id = this.id AND (EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 
WHERE post_1.school_id = through.school_id AND post_1.staff_id = $4::UUID AND post_1.school_id IS NOT NULL AND post_1.starts_on <= $5::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $5::DATE)) OR EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 
WHERE post_1.staff_id = $4::UUID AND post_1.starts_on <= $5::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $5::DATE)) AND through.school_id IS NULL))) AND (this.family_name = $6::VARCHAR OR this.family_name = $7::VARCHAR OR this.family_name = $8::VARCHAR OR this.family_name = $9::VARCHAR) ORDER BY this.sort_name, this.id 
 LIMIT 5) AS anon_25) AS anon_21 LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(row_to_json(anon_27)), '[]'::json) AS json 
FROM (SELECT anon_28.role AS role 
FROM (SELECT this.id AS id, this.staff_id AS staff_id, this.school_id AS school_id, this.role AS role, this.contracted AS contracted, this.starts_on AS starts_on, this.ends_on AS ends_on 
FROM post AS this 
WHERE this.staff_id = anon_21.id AND (EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 
WHERE post_1.school_id = this.school_id AND post_1.staff_id = $4::UUID AND post_1.school_id IS NOT NULL AND post_1.starts_on <= $5::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $5::DATE)) OR EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 
WHERE post_1.staff_id = $4::UUID AND post_1.starts_on <= $5::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $5::DATE)) AND this.school_id IS NULL) AND this.starts_on <= $5::DATE AND (this.ends_on IS NULL OR this.ends_on > $5::DATE) ORDER BY this.starts_on, this.id) AS anon_28 ORDER BY anon_28.starts_on, anon_28.id) AS anon_27) AS anon_22 ON true LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(row_to_json(anon_29)), '[]'::json) AS json 
FROM (SELECT anon_30.kind AS kind, anon_30.expires_on AS "expiresOn" 
FROM (SELECT this.id AS id, this.staff_id AS staff_id, this.kind AS kind, this.completed_on AS completed_on, this.expires_on AS expires_on 
FROM training AS this 
WHERE this.staff_id = anon_21.id AND (EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 JOIN post AS post_2 ON post_1.school_id IS NULL OR post_1.school_id = post_2.school_id 
WHERE post_2.staff_id = this.staff_id AND post_1.staff_id = $4::UUID AND post_1.role = 'PRINCIPAL' AND post_1.starts_on <= $5::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $5::DATE)) OR true AND this.staff_id = $4::UUID) ORDER BY this.completed_on, this.id) AS anon_30 ORDER BY anon_30.completed_on, anon_30.id) AS anon_29) AS anon_23 ON true LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(row_to_json(anon_31)), '[]'::json) AS json 
FROM (SELECT anon_32.json AS section 
FROM (SELECT this.id AS id, this.section_id AS section_id, this.staff_id AS staff_id, this.long_term AS long_term, this.contracted AS contracted, this.starts_on AS starts_on, this.ends_on AS ends_on 
FROM coverage AS this 
WHERE this.staff_id = anon_21.id AND (EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 JOIN post AS post_2 ON post_1.school_id IS NULL OR post_1.school_id = post_2.school_id 
WHERE post_2.staff_id = this.staff_id AND post_1.staff_id = $4::UUID AND post_1.role = 'PRINCIPAL' AND post_1.starts_on <= $5::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $5::DATE)) OR true AND this.staff_id = $4::UUID) AND this.starts_on <= $5::DATE AND (this.ends_on IS NULL OR this.ends_on > $5::DATE) ORDER BY this.starts_on, this.id) AS anon_33 LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_34) AS json 
FROM (SELECT anon_35.title AS title 
FROM (SELECT this.id AS id, this.school_id AS school_id, this.course_id AS course_id, this.term_id AS term_id, this.title AS title, this.period AS period, this.room AS room, this.seat_limit AS seat_limit, this.starts_on AS starts_on, this.ends_on AS ends_on 
FROM section AS this 
WHERE this.id = anon_33.section_id AND true ORDER BY this.title, this.id) AS anon_35 ORDER BY anon_35.title, anon_35.id) AS anon_34) AS anon_32 ON true ORDER BY anon_33.starts_on, anon_33.id) AS anon_31) AS anon_24 ON true) AS anon_19) AS anon_4 ON true) AS anon_2
