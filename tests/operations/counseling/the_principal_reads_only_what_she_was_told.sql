WITH anon_18 AS 
(SELECT court_order_1.student_id AS student_id 
FROM court_order AS court_order_1 
WHERE court_order_1.person_id = $2::UUID AND court_order_1.starts_at <= $8::TIMESTAMP WITH TIME ZONE AND (court_order_1.decided_at IS NULL OR court_order_1.decided_at > $8::TIMESTAMP WITH TIME ZONE) AND (court_order_1.document_key IS NOT NULL OR court_order_1.lapses_on IS NULL OR court_order_1.lapses_on > $4::DATE)), 
anon_19 AS 
(SELECT anon_20.student_id AS student_id 
FROM (SELECT guardianship_1.student_id AS student_id 
FROM guardianship AS guardianship_1 
WHERE guardianship_1.guardian_id = $9::UUID AND guardianship_1.standing != 'CONTACT_ONLY' AND guardianship_1.starts_on <= $4::DATE AND (guardianship_1.ends_on IS NULL OR guardianship_1.ends_on > $4::DATE) UNION ALL SELECT household_student_1.student_id AS student_id 
FROM household_guardian AS household_guardian_1 JOIN household_student AS household_student_1 ON household_student_1.household_id = household_guardian_1.household_id 
WHERE household_guardian_1.guardian_id = $9::UUID AND household_guardian_1.starts_on <= $4::DATE AND (household_guardian_1.ends_on IS NULL OR household_guardian_1.ends_on > $4::DATE) AND household_student_1.starts_on <= $4::DATE AND (household_student_1.ends_on IS NULL OR household_student_1.ends_on > $4::DATE)) AS anon_20), 
answer AS MATERIALIZED 
(SELECT EXISTS (SELECT 1 AS anon_9 
FROM token AS token_1 JOIN person AS person_1 ON person_1.id = token_1.person_id 
WHERE token_1.id = $6::UUID AND token_1.revoked_at IS NULL AND token_1.expires_at > now() AND person_1.suspended_at IS NULL AND person_1.epoch = $7::INTEGER) AS fresh, true AS found, (SELECT row_to_json(anon_10) AS row_to_json_1 
FROM (SELECT anon_11.json AS student) AS anon_10) AS data, concat_ws(',', anon_11.seen) AS seen 
FROM (SELECT 1 AS one) AS anon_12 LEFT OUTER JOIN LATERAL (SELECT anon_13.json AS json, anon_13.seen AS seen 
FROM (SELECT (SELECT row_to_json(anon_14) AS row_to_json_2 
FROM (SELECT this.family_name AS "familyName", NULL AS "counselingNotes", CASE WHEN (anon_15."PR" AND NOT anon_15."order:any" AND NOT anon_15."own child") THEN anon_16.json END AS "counselingDisclosures", (SELECT coalesce(json_agg(row_to_json(anon_17)), json_build_array()) AS coalesce_2 
FROM (SELECT 'counselingNotes' AS field, '24' AS slice, 'NOT_GRANTED' AS reason 
WHERE true UNION ALL SELECT 'counselingDisclosures' AS field, '24' AS slice, 'NOT_GRANTED' AS reason 
WHERE (anon_15."PR" AND NOT anon_15."order:any" AND NOT anon_15."own child") IS NOT true) AS anon_17) AS withheld) AS anon_14) AS json, concat_ws(',', CAST(this.id AS TEXT), CASE WHEN (anon_15."PR" AND NOT anon_15."order:any" AND NOT anon_15."own child") THEN anon_16.seen END) AS seen 
FROM student AS this JOIN LATERAL (SELECT EXISTS (SELECT 1 AS anon_1 
FROM school_enrollment AS school_enrollment_1 
WHERE school_enrollment_1.student_id = this.id AND school_enrollment_1.starts_on <= $4::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $4::DATE) AND school_enrollment_1.school_id = ANY (array((SELECT post_1.school_id 
FROM post AS post_1 
WHERE post_1.staff_id = $5::UUID AND post_1.role = 'PRINCIPAL' AND post_1.starts_on <= $4::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $4::DATE) AND post_1.school_id IS NOT NULL)))
 LIMIT ALL OFFSET 0) AS "PR", EXISTS (SELECT 1 AS anon_1 
FROM school_enrollment AS school_enrollment_1 
WHERE school_enrollment_1.student_id = this.id AND school_enrollment_1.ends_on <= $4::DATE AND NOT (EXISTS (SELECT 1 
FROM school_enrollment AS school_enrollment_2 
WHERE school_enrollment_2.student_id = school_enrollment_1.student_id AND school_enrollment_2.starts_on <= $4::DATE AND (school_enrollment_2.ends_on IS NULL OR school_enrollment_2.ends_on > $4::DATE))) AND school_enrollment_1.school_id = ANY (array((SELECT post_1.school_id 
FROM post AS post_1 
WHERE post_1.staff_id = $5::UUID AND post_1.role = 'PRINCIPAL' AND post_1.starts_on <= $4::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $4::DATE) AND post_1.school_id IS NOT NULL)))
 LIMIT ALL OFFSET 0) AS "PR.former", EXISTS (SELECT 1 AS anon_1 
FROM support_team_member AS support_team_member_1 
WHERE support_team_member_1.student_id = this.id AND support_team_member_1.staff_id = $5::UUID AND support_team_member_1.starts_on <= $4::DATE AND (support_team_member_1.ends_on IS NULL OR support_team_member_1.ends_on > $4::DATE) AND (EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $5::UUID AND post_1.role IN ('COUNSELOR', 'CASE_MANAGER', 'PRINCIPAL') AND post_1.starts_on <= $4::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $4::DATE)))) AS "SU", EXISTS (SELECT 1 AS anon_1 
FROM threat_team_member AS threat_team_member_1 
WHERE threat_team_member_1.student_id = this.id AND threat_team_member_1.staff_id = $5::UUID AND threat_team_member_1.starts_on <= $4::DATE AND (threat_team_member_1.ends_on IS NULL OR threat_team_member_1.ends_on > $4::DATE) AND (EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $5::UUID AND post_1.role IN ('COUNSELOR', 'CASE_MANAGER', 'PRINCIPAL') AND post_1.starts_on <= $4::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $4::DATE)))) AS "TT", this.id = ANY (array((SELECT anon_18.student_id 
FROM anon_18))) AS "order:any", this.id = ANY (array((SELECT anon_19.student_id 
FROM anon_19))) AS "own child"
 LIMIT ALL OFFSET 0) AS anon_15 ON true LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(anon_21.json), '[]'::json) AS json, string_agg(nullif(anon_21.seen, ''), ',') AS seen 
FROM (SELECT (SELECT row_to_json(anon_22) AS row_to_json_3 
FROM (SELECT CASE WHEN (anon_15."PR" AND NOT anon_15."order:any" AND NOT anon_15."own child" AND (this1.staff_id = $5::UUID OR this1.guardian_id = $9::UUID)) THEN this1.reason END AS reason, CASE WHEN (anon_15."PR" AND NOT anon_15."order:any" AND NOT anon_15."own child" AND (this1.staff_id = $5::UUID OR this1.guardian_id = $9::UUID)) THEN this1.body END AS body, anon_23.json AS author, anon_24.json AS guardian) AS anon_22) AS json, concat_ws(',', CASE WHEN (anon_15."PR" AND NOT anon_15."order:any" AND NOT anon_15."own child" AND (this1.staff_id = $5::UUID OR this1.guardian_id = $9::UUID) AND false IS NOT true) THEN '24:CA-49602:' || CAST(this1.student_id AS TEXT) END) AS seen 
FROM counseling_disclosure AS this1 LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_25) AS json 
FROM (SELECT this2.family_name AS "familyName" 
FROM staff_member AS this2 
WHERE this2.id = this1.author_id AND (EXISTS (SELECT 1 AS anon_26 
FROM post AS through 
WHERE through.staff_id = this2.id AND (EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 
WHERE post_1.school_id = through.school_id AND post_1.staff_id = $5::UUID AND post_1.school_id IS NOT NULL AND post_1.starts_on <= $4::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $4::DATE)) OR EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 
WHERE post_1.staff_id = $5::UUID AND post_1.starts_on <= $4::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $4::DATE)) AND through.school_id IS NULL)))) AS anon_25) AS anon_23 ON true LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_27) AS json 
FROM (SELECT this2.family_name AS "familyName" 
FROM guardian AS this2 
WHERE this2.id = this1.guardian_id AND (EXISTS (SELECT 1 AS anon_28 
FROM guardianship AS through 
WHERE through.guardian_id = this2.id AND EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 JOIN school_enrollment AS school_enrollment_1 ON school_enrollment_1.school_id = post_1.school_id 
WHERE school_enrollment_1.student_id = through.student_id AND post_1.staff_id = $5::UUID AND post_1.role = 'PRINCIPAL' AND post_1.starts_on <= $4::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $4::DATE) AND school_enrollment_1.starts_on <= $4::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $4::DATE)) AND NOT EXISTS (SELECT 1 AS anon_1 
FROM court_order AS court_order_1 
WHERE court_order_1.student_id = through.student_id AND court_order_1.person_id = $2::UUID AND court_order_1.starts_at <= $8::TIMESTAMP WITH TIME ZONE AND (court_order_1.decided_at IS NULL OR court_order_1.decided_at > $8::TIMESTAMP WITH TIME ZONE) AND (court_order_1.document_key IS NOT NULL OR court_order_1.lapses_on IS NULL OR court_order_1.lapses_on > $4::DATE)) AND NOT EXISTS (SELECT 1 AS anon_1 
FROM (SELECT guardianship_1.student_id AS student_id 
FROM guardianship AS guardianship_1 
WHERE guardianship_1.guardian_id = $9::UUID AND guardianship_1.standing != 'CONTACT_ONLY' AND guardianship_1.starts_on <= $4::DATE AND (guardianship_1.ends_on IS NULL OR guardianship_1.ends_on > $4::DATE) UNION ALL SELECT household_student_1.student_id AS student_id 
FROM household_guardian AS household_guardian_1 JOIN household_student AS household_student_1 ON household_student_1.household_id = household_guardian_1.household_id 
WHERE household_guardian_1.guardian_id = $9::UUID AND household_guardian_1.starts_on <= $4::DATE AND (household_guardian_1.ends_on IS NULL OR household_guardian_1.ends_on > $4::DATE) AND household_student_1.starts_on <= $4::DATE AND (household_student_1.ends_on IS NULL OR household_student_1.ends_on > $4::DATE)) AS anon_2 
WHERE anon_2.student_id = through.student_id)))) AS anon_27) AS anon_24 ON true 
WHERE this1.student_id = this.id AND anon_15."PR" AND NOT anon_15."order:any" AND NOT anon_15."own child" AND (this1.staff_id = $5::UUID OR this1.guardian_id = $9::UUID) ORDER BY this1.disclosed_at, this1.id) AS anon_21) AS anon_16 ON true 
WHERE this.id = $10::UUID AND (anon_15."PR" AND NOT anon_15."order:any" AND NOT anon_15."own child" OR anon_15."PR.former" AND NOT anon_15."order:any" AND NOT anon_15."own child" OR anon_15."SU" AND NOT anon_15."order:any" AND NOT anon_15."own child" OR anon_15."TT" AND NOT anon_15."order:any" AND NOT anon_15."own child")) AS anon_13) AS anon_11 ON true), 
record AS 
(INSERT INTO disclosure (request_id, person_id, student_id, slices, bases, purposes, party) SELECT $1::UUID AS anon_1, $2::UUID AS anon_2, CAST(split_part(anon_3.token, ':', 3) AS UUID) AS split_part_1, array_agg(DISTINCT split_part(anon_3.token, ':', 1)) AS array_agg_1, array_agg(DISTINCT split_part(anon_3.token, ':', 2)) AS array_agg_2, array_agg(DISTINCT coalesce(CASE WHEN (split_part(anon_3.token, ':', 2) IN ('VENDOR', 'AUDIT')) THEN (SELECT string_agg(DISTINCT anon_4.purpose, '; ') AS string_agg_1 
FROM (SELECT agreed.purpose AS purpose 
FROM agreement AS agreed JOIN vendor_app AS asking ON asking.vendor_id = agreed.vendor_id 
WHERE asking.id = $3::UUID AND agreed.starts_on <= $4::DATE AND (agreed.ends_on IS NULL OR agreed.ends_on > $4::DATE) AND (EXISTS (SELECT 1 AS anon_5 
FROM unnest(agreed.slices) AS anon_6(piece) 
WHERE split_part(anon_6.piece, '.', 1) = split_part(anon_3.token, ':', 1))) UNION ALL SELECT engaged.purpose AS purpose 
FROM engagement AS engaged 
WHERE engaged.staff_id = $5::UUID AND engaged.starts_on <= $4::DATE AND (engaged.ends_on IS NULL OR engaged.ends_on > $4::DATE) AND (EXISTS (SELECT 1 AS anon_7 
FROM unnest(engaged.slices) AS anon_8(piece) 
WHERE split_part(anon_8.piece, '.', 1) = split_part(anon_3.token, ':', 1)))) AS anon_4) END, CASE split_part(anon_3.token, ':', 2) WHEN 'CA-49602' THEN 'told by the counselor' WHEN 'EMERG' THEN 'an emergency of health or safety' WHEN 'IDEA-CONF' THEN 'carrying out the education program' WHEN 'IDEA-TEAM' THEN 'carrying out the education program' END)) AS array_agg_3, coalesce((SELECT vendor.name 
FROM vendor JOIN vendor_app ON vendor_app.vendor_id = vendor.id 
WHERE vendor_app.person_id = $2::UUID), (SELECT concat_ws(' ', staff_member.given_name, staff_member.family_name) AS concat_ws_1 
FROM staff_member 
WHERE staff_member.person_id = $2::UUID), (SELECT concat_ws(' ', guardian.given_name, guardian.family_name) AS concat_ws_2 
FROM guardian 
WHERE guardian.person_id = $2::UUID)) AS coalesce_1 
FROM answer JOIN unnest(string_to_array(answer.seen, ',')) AS anon_3(token) ON true 
WHERE answer.fresh AND (anon_3.token LIKE '%' || ':' || '%') GROUP BY split_part(anon_3.token, ':', 3) RETURNING 1 AS one)
 SELECT answer.fresh, answer.found, answer.data, answer.seen, (SELECT count(*) AS count_1 
FROM record) AS written 
FROM answer
