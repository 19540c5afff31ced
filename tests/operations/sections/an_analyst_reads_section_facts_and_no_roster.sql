SELECT EXISTS (SELECT 1 AS anon_1 
FROM token AS token_1 JOIN person AS person_1 ON person_1.id = token_1.person_id 
WHERE token_1.id = $1::UUID AND token_1.revoked_at IS NULL AND token_1.expires_at > now() AND person_1.suspended_at IS NULL AND person_1.epoch = $2::INTEGER) AS fresh, true AS found, row_to_json(anon_2) AS data 
FROM (SELECT anon_3.json AS sections 
FROM (SELECT 1 AS one) AS anon_4 LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(anon_5) AS row_to_json_1 
FROM (SELECT anon_6.rows0 AS nodes) AS anon_5) AS json 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(anon_7) AS row_to_json_2 
FROM (SELECT anon_8.title AS title, anon_9.json AS school, anon_10.json AS meetings, anon_11.json AS staff, NULL AS roster, anon_12.json AS assignments) AS anon_7) ORDER BY anon_8.title, anon_8.id), '[]'::json) AS rows0 
FROM (SELECT this.id AS id, this.school_id AS school_id, this.course_id AS course_id, this.term_id AS term_id, this.title AS title, this.period AS period, this.room AS room, this.seat_limit AS seat_limit, this.starts_on AS starts_on, this.ends_on AS ends_on 
FROM section AS this 
WHERE true AND this.starts_on <= $3::DATE AND (this.ends_on IS NULL OR this.ends_on > $3::DATE) AND this.title LIKE $4::VARCHAR ORDER BY this.title, this.id 
 LIMIT 2) AS anon_8 LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_13) AS json 
FROM (SELECT this1.name AS name 
FROM school AS this1 
WHERE this1.id = anon_8.school_id AND true) AS anon_13) AS anon_9 ON true LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(row_to_json(anon_14)), '[]'::json) AS json 
FROM (SELECT this1.weekday AS weekday, this1.starts_at AS "startsAt" 
FROM section_meeting AS this1 
WHERE this1.section_id = anon_8.id AND true ORDER BY this1.weekday, this1.starts_at, this1.id) AS anon_14) AS anon_10 ON true LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(row_to_json(anon_15)), '[]'::json) AS json 
FROM (SELECT this1.role AS role, anon_16.json AS "staffMember" 
FROM section_staff AS this1 LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_17) AS json 
FROM (SELECT this2.family_name AS "familyName" 
FROM staff_member AS this2 
WHERE this2.id = this1.staff_id AND (EXISTS (SELECT 1 AS anon_18 
FROM post AS through 
WHERE through.staff_id = this2.id AND (EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 
WHERE post_1.staff_id = $5::UUID AND post_1.starts_on <= $3::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $3::DATE) AND post_1.school_id IS NULL) OR EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 
WHERE post_1.staff_id = $5::UUID AND post_1.starts_on <= $3::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $3::DATE)) AND through.school_id IS NULL)))) AS anon_17) AS anon_16 ON true 
WHERE this1.section_id = anon_8.id AND EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 
WHERE post_1.staff_id = $5::UUID AND post_1.starts_on <= $3::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $3::DATE) AND post_1.school_id IS NULL) AND this1.starts_on <= $3::DATE AND (this1.ends_on IS NULL OR this1.ends_on > $3::DATE) ORDER BY this1.starts_on, this1.id) AS anon_15) AS anon_11 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(anon_19) AS row_to_json_3 
FROM (SELECT anon_20.rows0 AS nodes) AS anon_19) AS json 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(anon_21) AS row_to_json_4 
FROM (SELECT anon_22.title AS title) AS anon_21) ORDER BY anon_22.due_on, anon_22.id), '[]'::json) AS rows0 
FROM (SELECT this1.id AS id, this1.section_id AS section_id, this1.title AS title, this1.due_on AS due_on, this1.points AS points 
FROM assignment AS this1 
WHERE this1.section_id = anon_8.id AND true ORDER BY this1.due_on, this1.id 
 LIMIT 1) AS anon_22) AS anon_20) AS anon_12 ON true) AS anon_6) AS anon_3 ON true) AS anon_2
