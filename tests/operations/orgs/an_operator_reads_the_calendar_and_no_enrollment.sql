SELECT EXISTS (SELECT 1 AS anon_1 
FROM token AS token_1 JOIN person AS person_1 ON person_1.id = token_1.person_id 
WHERE token_1.id = $1::UUID AND token_1.revoked_at IS NULL AND token_1.expires_at > now() AND person_1.suspended_at IS NULL AND person_1.epoch = $2::INTEGER) AS fresh, true AS found, row_to_json(anon_2) AS data 
FROM (SELECT anon_3.json AS district, anon_4.json AS schools, anon_5.json AS "schoolYears" 
FROM (SELECT 1 AS one) AS anon_6 LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_7) AS json 
FROM (SELECT anon_8.name AS name, anon_8.timezone AS timezone, anon_8.fixed_today AS "fixedToday" 
FROM (SELECT this.id AS id, this.name AS name, this.kind AS kind, this.timezone AS timezone, this.fixed_today AS fixed_today, this.seed AS seed 
FROM district AS this 
WHERE true ORDER BY this.name, this.id) AS anon_8 ORDER BY anon_8.name, anon_8.id) AS anon_7) AS anon_3 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(anon_9) AS row_to_json_1 
FROM (SELECT anon_10.rows0 AS nodes) AS anon_9) AS json 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(anon_11) AS row_to_json_2 
FROM (SELECT anon_12.name AS name, anon_12.level AS level, anon_13.json AS calendar, NULL AS enrollments) AS anon_11)) FILTER (WHERE anon_12."#number" <= 3), '[]'::json) AS rows0, coalesce(max(anon_12."#rows"), 0) > 3 AS more 
FROM (SELECT anon_14.id AS id, anon_14.name AS name, anon_14.level AS level, row_number() OVER (ORDER BY anon_14.name, anon_14.id) AS "#number", count(*) OVER () AS "#rows" 
FROM (SELECT this.id AS id, this.name AS name, this.level AS level 
FROM school AS this 
WHERE true ORDER BY this.name, this.id 
 LIMIT 4) AS anon_14) AS anon_12 LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(anon_15) AS row_to_json_3 
FROM (SELECT anon_16.rows0 AS nodes) AS anon_15) AS json 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(anon_17) AS row_to_json_4 
FROM (SELECT anon_18.day AS day) AS anon_17)) FILTER (WHERE anon_18."#number" <= 1), '[]'::json) AS rows0, coalesce(max(anon_18."#rows"), 0) > 1 AS more 
FROM (SELECT anon_19.id AS id, anon_19.school_id AS school_id, anon_19.day AS day, row_number() OVER (ORDER BY anon_19.day, anon_19.id) AS "#number", count(*) OVER () AS "#rows" 
FROM (SELECT this.id AS id, this.school_id AS school_id, this.day AS day 
FROM calendar_day AS this 
WHERE this.school_id = anon_12.id AND true AND this.day >= $3::DATE ORDER BY this.day, this.id 
 LIMIT 2) AS anon_19) AS anon_18) AS anon_16) AS anon_13 ON true) AS anon_10) AS anon_4 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(anon_20) AS row_to_json_5 
FROM (SELECT anon_21.rows0 AS nodes) AS anon_20) AS json 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(anon_22) AS row_to_json_6 
FROM (SELECT anon_23.name AS name, anon_24.json AS terms) AS anon_22)) FILTER (WHERE anon_23."#number" <= 1), '[]'::json) AS rows0, coalesce(max(anon_23."#rows"), 0) > 1 AS more 
FROM (SELECT anon_25.id AS id, anon_25.year AS year, anon_25.name AS name, anon_25.starts_on AS starts_on, anon_25.ends_on AS ends_on, row_number() OVER (ORDER BY anon_25.year DESC, anon_25.id DESC) AS "#number", count(*) OVER () AS "#rows" 
FROM (SELECT this.id AS id, this.year AS year, this.name AS name, this.starts_on AS starts_on, this.ends_on AS ends_on 
FROM school_year AS this 
WHERE true ORDER BY this.year DESC, this.id DESC 
 LIMIT 2) AS anon_25) AS anon_23 LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(row_to_json(anon_26)), '[]'::json) AS json 
FROM (SELECT anon_27.name AS name, anon_27.starts_on AS "startsOn", anon_27.ends_on AS "endsOn" 
FROM (SELECT this.id AS id, this.school_year_id AS school_year_id, this.name AS name, this.kind AS kind, this.starts_on AS starts_on, this.ends_on AS ends_on 
FROM term AS this 
WHERE this.school_year_id = anon_23.id AND true ORDER BY this.starts_on, this.id) AS anon_27 ORDER BY anon_27.starts_on, anon_27.id) AS anon_26) AS anon_24 ON true) AS anon_21) AS anon_5 ON true) AS anon_2
