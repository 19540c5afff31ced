WITH anon_12 AS 
(SELECT court_order_1.student_id AS student_id 
FROM court_order AS court_order_1 
WHERE court_order_1.person_id = $5::UUID AND court_order_1.starts_at <= $6::TIMESTAMP WITH TIME ZONE AND (court_order_1.decided_at IS NULL OR court_order_1.decided_at > $6::TIMESTAMP WITH TIME ZONE) AND (court_order_1.document_key IS NOT NULL OR court_order_1.lapses_on IS NULL OR court_order_1.lapses_on > $4::DATE)), 
anon_13 AS 
(SELECT anon_14.student_id AS student_id 
FROM (SELECT guardianship_1.student_id AS student_id 
FROM guardianship AS guardianship_1 
WHERE guardianship_1.guardian_id = $7::UUID AND guardianship_1.standing != 'CONTACT_ONLY' AND guardianship_1.starts_on <= $4::DATE AND (guardianship_1.ends_on IS NULL OR guardianship_1.ends_on > $4::DATE) UNION ALL SELECT household_student_1.student_id AS student_id 
FROM household_guardian AS household_guardian_1 JOIN household_student AS household_student_1 ON household_student_1.household_id = household_guardian_1.household_id 
WHERE household_guardian_1.guardian_id = $7::UUID AND household_guardian_1.starts_on <= $4::DATE AND (household_guardian_1.ends_on IS NULL OR household_guardian_1.ends_on > $4::DATE) AND household_student_1.starts_on <= $4::DATE AND (household_student_1.ends_on IS NULL OR household_student_1.ends_on > $4::DATE)) AS anon_14)
 SELECT EXISTS (SELECT 1 AS anon_1 
FROM token AS token_1 JOIN person AS person_1 ON person_1.id = token_1.person_id 
WHERE token_1.id = $1::UUID AND token_1.revoked_at IS NULL AND token_1.expires_at > now() AND person_1.suspended_at IS NULL AND person_1.epoch = $2::INTEGER) AS fresh, true AS found, anon_2.data, anon_2.seen 
FROM (SELECT (SELECT row_to_json(anon_3) AS row_to_json_1 
FROM (SELECT anon_4.json AS "courtOrders") AS anon_3) AS data, concat_ws(',', anon_4.seen) AS seen 
FROM (SELECT 1 AS one) AS anon_5 LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(anon_6) AS row_to_json_2 
FROM (SELECT anon_7.rows0 AS nodes, CASE WHEN anon_7.more THEN (SELECT (SELECT row_to_json(anon_9) AS row_to_json_3 
FROM (SELECT least(anon_10.rows, 10000) AS count) AS anon_9) AS anon_8 
FROM (SELECT count(*) AS rows 
FROM (SELECT 1 AS one 
FROM court_order AS counted 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 
WHERE post_1.staff_id = $3::UUID AND post_1.role = 'PRIVACY_OFFICER' AND post_1.starts_on <= $4::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $4::DATE)) AND NOT counted.student_id = ANY (array((SELECT anon_12.student_id 
FROM anon_12))) AND NOT counted.student_id = ANY (array((SELECT anon_13.student_id 
FROM anon_13))) 
 LIMIT 10001) AS anon_11) AS anon_10) ELSE (SELECT row_to_json(anon_15) AS row_to_json_4 
FROM (SELECT anon_7.held AS count) AS anon_15) END AS "totalCount") AS anon_6) AS json, concat_ws(',', anon_7.seen) AS seen 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(anon_16) AS row_to_json_5 
FROM (SELECT NULL AS kind, anon_17.court AS court, NULL AS student, NULL AS guardian, (SELECT coalesce(json_agg(row_to_json(anon_18)), json_build_array()) AS coalesce_1 
FROM (SELECT 'kind' AS field 
WHERE true UNION ALL SELECT 'student' AS field 
WHERE true UNION ALL SELECT 'guardian' AS field 
WHERE true) AS anon_18) AS withheld) AS anon_16) ORDER BY anon_17."#number") FILTER (WHERE anon_17."#number" <= 3), '[]'::json) AS rows0, coalesce(max(anon_17."#rows"), 0) > 3 AS more, coalesce(max(anon_17."#rows"), 0) AS held, string_agg(nullif(concat_ws(',', CASE WHEN (anon_17."#number" <= 3) THEN concat_ws(',', CAST(anon_17.student_id AS TEXT)) END), ''), ',') AS seen 
FROM (SELECT anon_19.id AS id, anon_19.student_id AS student_id, anon_19.person_id AS person_id, anon_19.guardian_id AS guardian_id, anon_19.kind AS kind, anon_19.starts_at AS starts_at, anon_19.ends_on AS ends_on, anon_19.decided_at AS decided_at, anon_19.lapses_on AS lapses_on, anon_19.case_number AS case_number, anon_19.court AS court, anon_19.order_text AS order_text, anon_19.document_key AS document_key, anon_19.proposed_ends_on AS proposed_ends_on, anon_19.proposed_document_key AS proposed_document_key, anon_19.proposed_at AS proposed_at, anon_19.proposed_by AS proposed_by, anon_19.confirmed_by AS confirmed_by, anon_19.row_version AS row_version, anon_19."PO" AS "PO", anon_19."order:any" AS "order:any", anon_19."own child" AS "own child", row_number() OVER (ORDER BY anon_19.id) AS "#number", count(*) OVER () AS "#rows" 
FROM (SELECT this.id AS id, this.student_id AS student_id, this.person_id AS person_id, this.guardian_id AS guardian_id, this.kind AS kind, this.starts_at AS starts_at, this.ends_on AS ends_on, this.decided_at AS decided_at, this.lapses_on AS lapses_on, this.case_number AS case_number, this.court AS court, this.order_text AS order_text, this.document_key AS document_key, this.proposed_ends_on AS proposed_ends_on, this.proposed_document_key AS proposed_document_key, this.proposed_at AS proposed_at, this.proposed_by AS proposed_by, this.confirmed_by AS confirmed_by, this.row_version AS row_version, anon_20."PO" AS "PO", anon_20."order:any" AS "order:any", anon_20."own child" AS "own child" 
FROM court_order AS this JOIN LATERAL (SELECT EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 
WHERE post_1.staff_id = $3::UUID AND post_1.role = 'PRIVACY_OFFICER' AND post_1.starts_on <= $4::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $4::DATE)) AS "PO", this.student_id = ANY (array((SELECT anon_12.student_id 
FROM anon_12))) AS "order:any", this.student_id = ANY (array((SELECT anon_13.student_id 
FROM anon_13))) AS "own child"
 LIMIT ALL OFFSET 0) AS anon_20 ON true 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 
WHERE post_1.staff_id = $3::UUID AND post_1.role = 'PRIVACY_OFFICER' AND post_1.starts_on <= $4::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $4::DATE)) AND NOT this.student_id = ANY (array((SELECT anon_12.student_id 
FROM anon_12))) AND NOT this.student_id = ANY (array((SELECT anon_13.student_id 
FROM anon_13))) ORDER BY this.id 
 LIMIT 4) AS anon_19) AS anon_17) AS anon_7) AS anon_4 ON true) AS anon_2
