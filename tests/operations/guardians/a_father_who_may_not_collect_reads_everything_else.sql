WITH anon_18 AS 
(SELECT guardianship_1.student_id AS student_id 
FROM guardianship AS guardianship_1 JOIN student AS student_1 ON student_1.id = guardianship_1.student_id 
WHERE guardianship_1.guardian_id = $3::UUID AND guardianship_1.standing != 'CONTACT_ONLY' AND guardianship_1.starts_on <= $4::DATE AND (guardianship_1.ends_on IS NULL OR guardianship_1.ends_on > $4::DATE) AND (student_1.birth_date > $5::DATE OR (EXISTS (SELECT 1 
FROM adult_access AS adult_access_1 
WHERE adult_access_1.student_id = guardianship_1.student_id AND adult_access_1.guardian_id = guardianship_1.guardian_id AND adult_access_1.starts_on <= $4::DATE AND (adult_access_1.ends_on IS NULL OR adult_access_1.ends_on > $4::DATE))))), 
anon_19 AS 
(SELECT court_order_1.student_id AS student_id 
FROM court_order AS court_order_1 
WHERE court_order_1.person_id = $6::UUID AND court_order_1.starts_at <= $7::TIMESTAMP WITH TIME ZONE AND (court_order_1.decided_at IS NULL OR court_order_1.decided_at > $7::TIMESTAMP WITH TIME ZONE) AND (court_order_1.document_key IS NOT NULL OR court_order_1.lapses_on IS NULL OR court_order_1.lapses_on > $4::DATE) AND (court_order_1.kind IN ('NO_RECORDS') OR court_order_1.document_key IS NULL)), 
anon_20 AS 
(SELECT court_order_2.student_id AS student_id 
FROM court_order AS court_order_2 
WHERE court_order_2.person_id = $6::UUID AND court_order_2.starts_at <= $7::TIMESTAMP WITH TIME ZONE AND (court_order_2.decided_at IS NULL OR court_order_2.decided_at > $7::TIMESTAMP WITH TIME ZONE) AND (court_order_2.document_key IS NOT NULL OR court_order_2.lapses_on IS NULL OR court_order_2.lapses_on > $4::DATE)), 
anon_21 AS 
(SELECT court_order_3.student_id AS student_id 
FROM court_order AS court_order_3 
WHERE court_order_3.person_id = $6::UUID AND court_order_3.starts_at <= $7::TIMESTAMP WITH TIME ZONE AND (court_order_3.decided_at IS NULL OR court_order_3.decided_at > $7::TIMESTAMP WITH TIME ZONE) AND (court_order_3.document_key IS NOT NULL OR court_order_3.lapses_on IS NULL OR court_order_3.lapses_on > $4::DATE) AND court_order_3.kind IN ('NO_CONTACT')), 
anon_22 AS 
(SELECT court_order_4.student_id AS student_id 
FROM court_order AS court_order_4 
WHERE court_order_4.person_id = $6::UUID AND court_order_4.starts_at <= $7::TIMESTAMP WITH TIME ZONE AND (court_order_4.decided_at IS NULL OR court_order_4.decided_at > $7::TIMESTAMP WITH TIME ZONE) AND (court_order_4.document_key IS NOT NULL OR court_order_4.lapses_on IS NULL OR court_order_4.lapses_on > $4::DATE) AND court_order_4.kind IN ('NO_CONTACT', 'NO_LOCATION'))
 SELECT EXISTS (SELECT 1 AS anon_1 
FROM token AS token_1 JOIN person AS person_1 ON person_1.id = token_1.person_id 
WHERE token_1.id = $1::UUID AND token_1.revoked_at IS NULL AND token_1.expires_at > now() AND person_1.suspended_at IS NULL AND person_1.epoch = $2::INTEGER) AS fresh, true AS found, anon_2.data, anon_2.seen 
FROM (SELECT (SELECT row_to_json(anon_3) AS row_to_json_1 
FROM (SELECT anon_4.json AS student) AS anon_3) AS data, concat_ws(',', anon_4.seen) AS seen 
FROM (SELECT 1 AS one) AS anon_5 LEFT OUTER JOIN LATERAL (SELECT anon_6.json AS json, anon_6.seen AS seen 
FROM (SELECT (SELECT row_to_json(anon_7) AS row_to_json_2 
FROM (SELECT this.given_name AS "givenName", CASE WHEN (anon_8."GD" AND NOT anon_8."order:all" AND NOT anon_8."order:location") THEN anon_9.json END AS enrollments, CASE WHEN (anon_8."GD" AND NOT anon_8."order:all" AND NOT anon_8."order:location") THEN anon_10.json END AS schedule, CASE WHEN (anon_8."GD" AND NOT anon_8."order:all" AND NOT anon_8."order:any" AND NOT anon_8."order:location") THEN anon_11.json END AS addresses, CASE WHEN (anon_8."GD" AND NOT anon_8."order:all" AND NOT anon_8."order:any" AND NOT anon_8."order:location") THEN anon_12.json END AS households, CASE WHEN (anon_8."GD" AND NOT anon_8."order:all" AND NOT anon_8."order:contact" OR anon_8."GD" AND NOT anon_8."order:all" AND NOT anon_8."order:any" AND NOT anon_8."order:contact") THEN anon_13.json END AS guardianships, CASE WHEN (anon_8."GD" AND NOT anon_8."order:all" AND NOT anon_8."order:contact" OR anon_8."GD" AND NOT anon_8."order:all" AND NOT anon_8."order:any" AND NOT anon_8."order:contact") THEN anon_14.json END AS "emergencyContacts", CASE WHEN (anon_8."GD" AND NOT anon_8."order:all" AND NOT anon_8."order:location") THEN anon_15.json END AS attendance, anon_16.json AS marks, (SELECT coalesce(json_agg(row_to_json(anon_17)), json_build_array()) AS coalesce_1 
FROM (SELECT 'enrollments' AS field, '1b' AS slice, 'NOT_GRANTED' AS reason 
WHERE (anon_8."GD" AND NOT anon_8."order:all" AND NOT anon_8."order:location") IS NOT true UNION ALL SELECT 'schedule' AS field, '27' AS slice, 'NOT_GRANTED' AS reason 
WHERE (anon_8."GD" AND NOT anon_8."order:all" AND NOT anon_8."order:location") IS NOT true UNION ALL SELECT 'addresses' AS field, '5' AS slice, 'NOT_GRANTED' AS reason 
WHERE (anon_8."GD" AND NOT anon_8."order:all" AND NOT anon_8."order:any" AND NOT anon_8."order:location") IS NOT true UNION ALL SELECT 'households' AS field, '5' AS slice, 'NOT_GRANTED' AS reason 
WHERE (anon_8."GD" AND NOT anon_8."order:all" AND NOT anon_8."order:any" AND NOT anon_8."order:location") IS NOT true UNION ALL SELECT 'guardianships' AS field, '6' AS slice, 'NOT_GRANTED' AS reason 
WHERE (anon_8."GD" AND NOT anon_8."order:all" AND NOT anon_8."order:contact" OR anon_8."GD" AND NOT anon_8."order:all" AND NOT anon_8."order:any" AND NOT anon_8."order:contact") IS NOT true UNION ALL SELECT 'emergencyContacts' AS field, '7' AS slice, 'NOT_GRANTED' AS reason 
WHERE (anon_8."GD" AND NOT anon_8."order:all" AND NOT anon_8."order:contact" OR anon_8."GD" AND NOT anon_8."order:all" AND NOT anon_8."order:any" AND NOT anon_8."order:contact") IS NOT true UNION ALL SELECT 'attendance' AS field, '25' AS slice, 'NOT_GRANTED' AS reason 
WHERE (anon_8."GD" AND NOT anon_8."order:all" AND NOT anon_8."order:location") IS NOT true) AS anon_17) AS withheld) AS anon_7) AS json, concat_ws(',', CAST(this.id AS TEXT)) AS seen 
FROM student AS this JOIN LATERAL (SELECT this.id = ANY (array((SELECT anon_18.student_id 
FROM anon_18))) AS "GD", this.id = ANY (array((SELECT anon_19.student_id 
FROM anon_19))) AS "order:all", this.id = ANY (array((SELECT anon_20.student_id 
FROM anon_20))) AS "order:any", this.id = ANY (array((SELECT anon_21.student_id 
FROM anon_21))) AS "order:contact", this.id = ANY (array((SELECT anon_22.student_id 
FROM anon_22))) AS "order:location"
 LIMIT ALL OFFSET 0) AS anon_8 ON true LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(row_to_json(anon_23)), '[]'::json) AS json 
FROM (SELECT anon_24.json AS school 
FROM school_enrollment AS this1 LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_25) AS json 
FROM (SELECT this2.name AS name 
FROM school AS this2 
WHERE this2.id = this1.school_id AND true) AS anon_25) AS anon_24 ON true 
WHERE this1.student_id = this.id AND anon_8."GD" AND NOT anon_8."order:all" AND NOT anon_8."order:location" AND this1.starts_on <= $4::DATE AND (this1.ends_on IS NULL OR this1.ends_on > $4::DATE) AND this1.starts_on <= $4::DATE AND (this1.ends_on IS NULL OR this1.ends_on > $4::DATE) ORDER BY this1.starts_on, this1.id) AS anon_23) AS anon_9 ON true LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(row_to_json(anon_26)), '[]'::json) AS json 
FROM (SELECT anon_27.json AS section 
FROM section_enrollment AS this1 LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_28) AS json 
FROM (SELECT this2.title AS title 
FROM section AS this2 
WHERE this2.id = this1.section_id AND true) AS anon_28) AS anon_27 ON true 
WHERE this1.student_id = this.id AND anon_8."GD" AND NOT anon_8."order:all" AND NOT anon_8."order:location" AND this1.starts_on <= $4::DATE AND (this1.ends_on IS NULL OR this1.ends_on > $4::DATE) ORDER BY this1.student_id, this1.id) AS anon_26) AS anon_10 ON true LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(row_to_json(anon_29)), '[]'::json) AS json 
FROM (SELECT this1.line1 AS line1 
FROM student_address AS this1 
WHERE this1.student_id = this.id AND anon_8."GD" AND NOT anon_8."order:all" AND NOT anon_8."order:any" AND NOT anon_8."order:location" AND (EXISTS (SELECT 1 
FROM household_guardian AS household_guardian_1 
WHERE household_guardian_1.household_id = this1.household_id AND household_guardian_1.guardian_id = $3::UUID AND household_guardian_1.starts_on <= $4::DATE AND (household_guardian_1.ends_on IS NULL OR household_guardian_1.ends_on > $4::DATE))) AND this1.starts_on <= $4::DATE AND (this1.ends_on IS NULL OR this1.ends_on > $4::DATE) ORDER BY this1.starts_on, this1.id) AS anon_29) AS anon_11 ON true LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(row_to_json(anon_30)), '[]'::json) AS json 
FROM (SELECT this1.starts_on AS "startsOn" 
FROM household_student AS this1 
WHERE this1.student_id = this.id AND anon_8."GD" AND NOT anon_8."order:all" AND NOT anon_8."order:any" AND NOT anon_8."order:location" AND (EXISTS (SELECT 1 
FROM household_guardian AS household_guardian_2 
WHERE household_guardian_2.household_id = this1.household_id AND household_guardian_2.guardian_id = $3::UUID AND household_guardian_2.starts_on <= $4::DATE AND (household_guardian_2.ends_on IS NULL OR household_guardian_2.ends_on > $4::DATE))) AND this1.starts_on <= $4::DATE AND (this1.ends_on IS NULL OR this1.ends_on > $4::DATE) ORDER BY this1.starts_on, this1.id) AS anon_30) AS anon_12 ON true LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(row_to_json(anon_31)), '[]'::json) AS json 
FROM (SELECT this1.relationship AS relationship, anon_32.json AS guardian 
FROM guardianship AS this1 LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_33) AS json 
FROM (SELECT this2.given_name AS "givenName", this2.phone AS phone 
FROM guardian AS this2 
WHERE this2.id = this1.guardian_id) AS anon_33) AS anon_32 ON true 
WHERE this1.student_id = this.id AND (anon_8."GD" AND NOT anon_8."order:all" AND NOT anon_8."order:contact" AND this1.guardian_id = $3::UUID OR anon_8."GD" AND NOT anon_8."order:all" AND NOT anon_8."order:any" AND NOT anon_8."order:contact" AND (this1.guardian_id = $3::UUID OR this1.shares_contact)) AND this1.starts_on <= $4::DATE AND (this1.ends_on IS NULL OR this1.ends_on > $4::DATE) ORDER BY this1.contact_priority, this1.id) AS anon_31) AS anon_13 ON true LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(row_to_json(anon_34)), '[]'::json) AS json 
FROM (SELECT this1.name AS name, this1.phone AS phone 
FROM emergency_contact AS this1 
WHERE this1.student_id = this.id AND (anon_8."GD" AND NOT anon_8."order:all" AND NOT anon_8."order:contact" AND this1.guardian_id = $3::UUID OR anon_8."GD" AND NOT anon_8."order:all" AND NOT anon_8."order:any" AND NOT anon_8."order:contact" AND (this1.guardian_id IS NULL OR this1.guardian_id = $3::UUID OR NOT (EXISTS (SELECT 1 
FROM guardianship AS guardianship_2 
WHERE guardianship_2.student_id = this1.student_id AND guardianship_2.guardian_id = this1.guardian_id AND guardianship_2.standing != 'CONTACT_ONLY')) OR (EXISTS (SELECT 1 
FROM guardianship AS guardianship_3 
WHERE guardianship_3.student_id = this1.student_id AND guardianship_3.guardian_id = this1.guardian_id AND guardianship_3.shares_contact AND guardianship_3.starts_on <= $4::DATE AND (guardianship_3.ends_on IS NULL OR guardianship_3.ends_on > $4::DATE))))) ORDER BY this1.priority, this1.id) AS anon_34) AS anon_14 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(anon_35) AS row_to_json_3 
FROM (SELECT anon_36.rows0 AS nodes) AS anon_35) AS json 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(anon_37) AS row_to_json_4 
FROM (SELECT anon_38.status AS status) AS anon_37) ORDER BY anon_38.day, anon_38.id), '[]'::json) AS rows0 
FROM (SELECT this1.id AS id, this1.student_id AS student_id, this1.section_id AS section_id, this1.school_year AS school_year, this1.day AS day, this1.status AS status, this1.reason AS reason, this1.note AS note, this1.row_version AS row_version, anon_8."GD" AS "GD", anon_8."order:all" AS "order:all", anon_8."order:any" AS "order:any", anon_8."order:contact" AS "order:contact", anon_8."order:location" AS "order:location" 
FROM attendance_event AS this1 
WHERE this1.student_id = this.id AND anon_8."GD" AND NOT anon_8."order:all" AND NOT anon_8."order:location" ORDER BY this1.day, this1.id 
 LIMIT 1) AS anon_38) AS anon_36) AS anon_15 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(anon_39) AS row_to_json_5 
FROM (SELECT anon_40.rows0 AS nodes) AS anon_39) AS json 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(anon_41) AS row_to_json_6 
FROM (SELECT anon_42.value AS value, CASE WHEN (anon_42."GD" AND NOT anon_42."order:all" AND NOT anon_42."order:location") THEN anon_43.json END AS section, (SELECT coalesce(json_agg(row_to_json(anon_44)), json_build_array()) AS coalesce_2 
FROM (SELECT 'section' AS field 
WHERE (anon_42."GD" AND NOT anon_42."order:all" AND NOT anon_42."order:location") IS NOT true OR anon_42.section_id IS NOT NULL AND CASE WHEN (anon_42."GD" AND NOT anon_42."order:all" AND NOT anon_42."order:location") THEN anon_43.json END IS NULL) AS anon_44) AS withheld) AS anon_41) ORDER BY anon_42.posted_at, anon_42.id), '[]'::json) AS rows0 
FROM (SELECT this1.id AS id, this1.student_id AS student_id, this1.section_id AS section_id, this1.term_id AS term_id, this1.school_year AS school_year, this1.value AS value, this1.version AS version, this1.posted_at AS posted_at, this1.superseded_at AS superseded_at, this1.reason AS reason, anon_8."GD" AS "GD", anon_8."order:all" AS "order:all", anon_8."order:any" AS "order:any", anon_8."order:contact" AS "order:contact", anon_8."order:location" AS "order:location" 
FROM mark AS this1 
WHERE this1.student_id = this.id ORDER BY this1.posted_at, this1.id 
 LIMIT 1) AS anon_42 LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_45) AS json 
FROM (SELECT this2.title AS title 
FROM section AS this2 
WHERE this2.id = anon_42.section_id AND true) AS anon_45) AS anon_43 ON true) AS anon_40) AS anon_16 ON true 
WHERE this.id = $8::UUID AND anon_8."GD" AND NOT anon_8."order:all") AS anon_6) AS anon_4 ON true) AS anon_2
