SELECT EXISTS (SELECT 1 AS anon_1 
FROM token AS token_1 JOIN person AS person_1 ON person_1.id = token_1.person_id 
WHERE token_1.id = $1::UUID AND token_1.revoked_at IS NULL AND token_1.expires_at > now() AND person_1.suspended_at IS NULL AND person_1.epoch = $2::INTEGER) AS fresh, true AS found, row_to_json(anon_2) AS data 
FROM (SELECT anon_3.json AS district, anon_4.json AS schools, anon_5.json AS "schoolYears" 
FROM (SELECT 1 AS one) AS anon_6 LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_7) AS json 
FROM (SELECT this.name AS name, this.timezone AS timezone, this.fixed_today AS "fixedToday" 
FROM district AS this 
WHERE true) AS anon_7) AS anon_3 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(anon_8) AS row_to_json_1 
FROM (SELECT anon_9.rows0 AS nodes) AS anon_8) AS json 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(anon_10) AS row_to_json_2 
FROM (SELECT anon_11.name AS name, anon_11.level AS level, anon_12.json AS calendar, NULL AS enrollments) AS anon_10) ORDER BY anon_11.name, anon_11.id), '[]'::json) AS rows0 
FROM (SELECT this.id AS id, this.name AS name, this.level AS level 
FROM school AS this 
WHERE true ORDER BY this.name, this.id 
 LIMIT 3) AS anon_11 LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(anon_13) AS row_to_json_3 
FROM (SELECT anon_14.rows0 AS nodes) AS anon_13) AS json 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(anon_15) AS row_to_json_4 
FROM (SELECT anon_16.day AS day) AS anon_15) ORDER BY anon_16.day, anon_16.id), '[]'::json) AS rows0 
FROM (SELECT this1.id AS id, this1.school_id AS school_id, this1.day AS day 
FROM calendar_day AS this1 
WHERE this1.school_id = anon_11.id AND true AND this1.day >= $3::DATE ORDER BY this1.day, this1.id 
 LIMIT 1) AS anon_16) AS anon_14) AS anon_12 ON true) AS anon_9) AS anon_4 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(anon_17) AS row_to_json_5 
FROM (SELECT anon_18.rows0 AS nodes) AS anon_17) AS json 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(anon_19) AS row_to_json_6 
FROM (SELECT anon_20.name AS name, anon_21.json AS terms) AS anon_19) ORDER BY anon_20.year DESC, anon_20.id DESC), '[]'::json) AS rows0 
FROM (SELECT this.id AS id, this.year AS year, this.name AS name, this.starts_on AS starts_on, this.ends_on AS ends_on 
FROM school_year AS this 
WHERE true ORDER BY this.year DESC, this.id DESC 
 LIMIT 1) AS anon_20 LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(row_to_json(anon_22)), '[]'::json) AS json 
FROM (SELECT this1.name AS name, this1.starts_on AS "startsOn", this1.ends_on AS "endsOn" 
FROM term AS this1 
WHERE this1.school_year_id = anon_20.id AND true ORDER BY this1.starts_on, this1.id) AS anon_22) AS anon_21 ON true) AS anon_18) AS anon_5 ON true) AS anon_2
