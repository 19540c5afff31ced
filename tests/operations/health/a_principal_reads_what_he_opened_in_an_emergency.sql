WITH anon_21 AS 
(SELECT court_order_1.student_id AS student_id 
FROM court_order AS court_order_1 
WHERE court_order_1.person_id = $2::UUID AND court_order_1.starts_at <= $8::TIMESTAMP WITH TIME ZONE AND (court_order_1.decided_at IS NULL OR court_order_1.decided_at > $8::TIMESTAMP WITH TIME ZONE) AND (court_order_1.document_key IS NOT NULL OR court_order_1.lapses_on IS NULL OR court_order_1.lapses_on > $4::DATE)), 
anon_22 AS 
(SELECT anon_23.student_id AS student_id 
FROM (SELECT guardianship_1.student_id AS student_id 
FROM guardianship AS guardianship_1 
WHERE guardianship_1.guardian_id = $9::UUID AND guardianship_1.standing != 'CONTACT_ONLY' AND guardianship_1.starts_on <= $4::DATE AND (guardianship_1.ends_on IS NULL OR guardianship_1.ends_on > $4::DATE) UNION ALL SELECT household_student_1.student_id AS student_id 
FROM household_guardian AS household_guardian_1 JOIN household_student AS household_student_1 ON household_student_1.household_id = household_guardian_1.household_id 
WHERE household_guardian_1.guardian_id = $9::UUID AND household_guardian_1.starts_on <= $4::DATE AND (household_guardian_1.ends_on IS NULL OR household_guardian_1.ends_on > $4::DATE) AND household_student_1.starts_on <= $4::DATE AND (household_student_1.ends_on IS NULL OR household_student_1.ends_on > $4::DATE)) AS anon_23), 
answer AS MATERIALIZED 
(SELECT EXISTS (SELECT 1 AS anon_9 
FROM token AS token_1 JOIN person AS person_1 ON person_1.id = token_1.person_id 
WHERE token_1.id = $6::UUID AND token_1.revoked_at IS NULL AND token_1.expires_at > now() AND person_1.suspended_at IS NULL AND person_1.epoch = $7::INTEGER) AS fresh, true AS found, (SELECT row_to_json(anon_10) AS row_to_json_1 
FROM (SELECT anon_11.json AS student) AS anon_10) AS data, concat_ws(',', anon_11.seen) AS seen 
FROM (SELECT 1 AS one) AS anon_12 LEFT OUTER JOIN LATERAL (SELECT anon_13.json AS json, anon_13.seen AS seen 
FROM (SELECT (SELECT row_to_json(anon_14) AS row_to_json_2 
FROM (SELECT this.given_name AS "givenName", CASE WHEN (anon_15."PR.opened" AND NOT anon_15."order:any" AND NOT anon_15."own child") THEN anon_16.json END AS conditions, CASE WHEN (anon_15."PR" AND NOT anon_15."order:any" AND NOT anon_15."own child" OR anon_15."PR.opened" AND NOT anon_15."order:any" AND NOT anon_15."own child") THEN anon_17.json END AS "carePlanParts", CASE WHEN (anon_15."PR.opened" AND NOT anon_15."order:any" AND NOT anon_15."own child") THEN anon_18.json END AS "medicationOrders", CASE WHEN (anon_15."PR.opened" AND NOT anon_15."order:any" AND NOT anon_15."own child") THEN anon_19.json END AS visits, NULL AS immunizations, (SELECT coalesce(json_agg(row_to_json(anon_20)), json_build_array()) AS coalesce_2 
FROM (SELECT 'conditions' AS field, '12' AS slice, 'NOT_GRANTED' AS reason 
WHERE (anon_15."PR.opened" AND NOT anon_15."order:any" AND NOT anon_15."own child") IS NOT true UNION ALL SELECT 'carePlanParts' AS field, '12' AS slice, 'NOT_GRANTED' AS reason 
WHERE (anon_15."PR" AND NOT anon_15."order:any" AND NOT anon_15."own child" OR anon_15."PR.opened" AND NOT anon_15."order:any" AND NOT anon_15."own child") IS NOT true UNION ALL SELECT 'medicationOrders' AS field, '13' AS slice, 'NOT_GRANTED' AS reason 
WHERE (anon_15."PR.opened" AND NOT anon_15."order:any" AND NOT anon_15."own child") IS NOT true UNION ALL SELECT 'visits' AS field, '14' AS slice, 'NOT_GRANTED' AS reason 
WHERE (anon_15."PR.opened" AND NOT anon_15."order:any" AND NOT anon_15."own child") IS NOT true UNION ALL SELECT 'immunizations' AS field, '15' AS slice, 'NOT_GRANTED' AS reason 
WHERE true) AS anon_20) AS withheld) AS anon_14) AS json, concat_ws(',', CAST(this.id AS TEXT), CASE WHEN (anon_15."PR.opened" AND NOT anon_15."order:any" AND NOT anon_15."own child") THEN anon_16.seen END, CASE WHEN (anon_15."PR" AND NOT anon_15."order:any" AND NOT anon_15."own child" OR anon_15."PR.opened" AND NOT anon_15."order:any" AND NOT anon_15."own child") THEN anon_17.seen END, CASE WHEN (anon_15."PR.opened" AND NOT anon_15."order:any" AND NOT anon_15."own child") THEN anon_18.seen END, CASE WHEN (anon_15."PR.opened" AND NOT anon_15."order:any" AND NOT anon_15."own child") THEN anon_19.seen END) AS seen 
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
FROM break_glass AS break_glass_1 JOIN post AS post_1 ON post_1.staff_id = break_glass_1.staff_id LEFT OUTER JOIN school_enrollment AS school_enrollment_1 ON school_enrollment_1.student_id = break_glass_1.student_id AND school_enrollment_1.school_id = post_1.school_id AND school_enrollment_1.starts_on <= $4::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $4::DATE) 
WHERE break_glass_1.student_id = this.id AND break_glass_1.staff_id = $5::UUID AND break_glass_1.opened_at <= $8::TIMESTAMP WITH TIME ZONE AND break_glass_1.expires_at > $8::TIMESTAMP WITH TIME ZONE AND post_1.staff_id = $5::UUID AND post_1.role = 'PRINCIPAL' AND post_1.starts_on <= $4::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $4::DATE) AND (post_1.school_id IS NULL OR school_enrollment_1.id IS NOT NULL)) AS "PR.opened", EXISTS (SELECT 1 AS anon_1 
FROM support_team_member AS support_team_member_1 
WHERE support_team_member_1.student_id = this.id AND support_team_member_1.staff_id = $5::UUID AND support_team_member_1.starts_on <= $4::DATE AND (support_team_member_1.ends_on IS NULL OR support_team_member_1.ends_on > $4::DATE) AND (EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $5::UUID AND post_1.role IN ('COUNSELOR', 'CASE_MANAGER', 'PRINCIPAL') AND post_1.starts_on <= $4::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $4::DATE)))) AS "SU", EXISTS (SELECT 1 AS anon_1 
FROM threat_team_member AS threat_team_member_1 
WHERE threat_team_member_1.student_id = this.id AND threat_team_member_1.staff_id = $5::UUID AND threat_team_member_1.starts_on <= $4::DATE AND (threat_team_member_1.ends_on IS NULL OR threat_team_member_1.ends_on > $4::DATE) AND (EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $5::UUID AND post_1.role IN ('COUNSELOR', 'CASE_MANAGER', 'PRINCIPAL') AND post_1.starts_on <= $4::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $4::DATE)))) AS "TT", this.id = ANY (array((SELECT anon_21.student_id 
FROM anon_21))) AS "order:any", this.id = ANY (array((SELECT anon_22.student_id 
FROM anon_22))) AS "own child"
 LIMIT ALL OFFSET 0) AS anon_15 ON true LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(anon_24.json), '[]'::json) AS json, string_agg(nullif(anon_24.seen, ''), ',') AS seen 
FROM (SELECT (SELECT row_to_json(anon_25) AS row_to_json_3 
FROM (SELECT CASE WHEN (anon_15."PR.opened" AND NOT anon_15."order:any" AND NOT anon_15."own child") THEN this1.name END AS name) AS anon_25) AS json, concat_ws(',', CASE WHEN (anon_15."PR.opened" AND NOT anon_15."order:any" AND NOT anon_15."own child" AND false IS NOT true) THEN '12:EMERG:' || CAST(this1.student_id AS TEXT) END) AS seen 
FROM condition AS this1 
WHERE this1.student_id = this.id AND anon_15."PR.opened" AND NOT anon_15."order:any" AND NOT anon_15."own child" ORDER BY this1.noted_on, this1.id) AS anon_24) AS anon_16 ON true LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(anon_26.json), '[]'::json) AS json, string_agg(nullif(anon_26.seen, ''), ',') AS seen 
FROM (SELECT (SELECT row_to_json(anon_27) AS row_to_json_4 
FROM (SELECT CASE WHEN (anon_15."PR" AND NOT anon_15."order:any" AND NOT anon_15."own child" OR anon_15."PR.opened" AND NOT anon_15."order:any" AND NOT anon_15."own child") THEN this1.action END AS action) AS anon_27) AS json, concat_ws(',', CASE WHEN (anon_15."PR.opened" AND NOT anon_15."order:any" AND NOT anon_15."own child" AND (anon_15."PR" AND NOT anon_15."order:any" AND NOT anon_15."own child") IS NOT true) THEN '12:EMERG:' || CAST(this1.student_id AS TEXT) END) AS seen 
FROM care_plan_part AS this1 
WHERE this1.student_id = this.id AND (anon_15."PR" AND NOT anon_15."order:any" AND NOT anon_15."own child" OR anon_15."PR.opened" AND NOT anon_15."order:any" AND NOT anon_15."own child") ORDER BY this1.action, this1.id) AS anon_26) AS anon_17 ON true LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(anon_28.json), '[]'::json) AS json, string_agg(nullif(anon_28.seen, ''), ',') AS seen 
FROM (SELECT (SELECT row_to_json(anon_29) AS row_to_json_5 
FROM (SELECT CASE WHEN (anon_15."PR.opened" AND NOT anon_15."order:any" AND NOT anon_15."own child") THEN this1.drug END AS drug, CASE WHEN (anon_15."PR.opened" AND NOT anon_15."order:any" AND NOT anon_15."own child") THEN this1.dose END AS dose) AS anon_29) AS json, concat_ws(',', CASE WHEN (anon_15."PR.opened" AND NOT anon_15."order:any" AND NOT anon_15."own child" AND false IS NOT true) THEN '13:EMERG:' || CAST(this1.student_id AS TEXT) END) AS seen 
FROM medication_order AS this1 
WHERE this1.student_id = this.id AND anon_15."PR.opened" AND NOT anon_15."order:any" AND NOT anon_15."own child" AND this1.starts_on <= $4::DATE AND (this1.ends_on IS NULL OR this1.ends_on > $4::DATE) ORDER BY this1.starts_on, this1.id) AS anon_28) AS anon_18 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(anon_30) AS row_to_json_6 
FROM (SELECT anon_31.rows0 AS nodes, CASE WHEN anon_31.more THEN (SELECT (SELECT row_to_json(anon_33) AS row_to_json_7 
FROM (SELECT least(anon_34.rows, 10000) AS count, anon_34.rows <= 10000 AS exact) AS anon_33) AS anon_32 
FROM (SELECT count(*) AS rows, string_agg(DISTINCT nullif(anon_35.seen, ''), ',') AS seen 
FROM (SELECT concat_ws(',', CASE WHEN (anon_15."PR.opened" AND NOT anon_15."order:any" AND NOT anon_15."own child" AND false IS NOT true) THEN '14:EMERG:' || CAST(counted1.student_id AS TEXT) END) AS seen 
FROM health_visit AS counted1 
WHERE counted1.student_id = this.id AND anon_15."PR.opened" AND NOT anon_15."order:any" AND NOT anon_15."own child" 
 LIMIT 10001) AS anon_35) AS anon_34) ELSE (SELECT row_to_json(anon_36) AS row_to_json_8 
FROM (SELECT anon_31.held AS count, true AS exact) AS anon_36) END AS "totalCount") AS anon_30) AS json, concat_ws(',', anon_31.seen, (SELECT anon_37.seen 
FROM (SELECT count(*) AS rows, string_agg(DISTINCT nullif(anon_38.seen, ''), ',') AS seen 
FROM (SELECT concat_ws(',', CASE WHEN (anon_15."PR.opened" AND NOT anon_15."order:any" AND NOT anon_15."own child" AND false IS NOT true) THEN '14:EMERG:' || CAST(counted1.student_id AS TEXT) END) AS seen 
FROM health_visit AS counted1 
WHERE counted1.student_id = this.id AND anon_15."PR.opened" AND NOT anon_15."order:any" AND NOT anon_15."own child" 
 LIMIT 10001) AS anon_38) AS anon_37)) AS seen 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(anon_39) AS row_to_json_9 
FROM (SELECT CASE WHEN (anon_40."PR.opened" AND NOT anon_40."order:any" AND NOT anon_40."own child") THEN anon_40.complaint END AS complaint) AS anon_39) ORDER BY anon_40."#number") FILTER (WHERE anon_40."#number" <= 2), '[]'::json) AS rows0, coalesce(max(anon_40."#rows"), 0) > 2 AS more, coalesce(max(anon_40."#rows"), 0) AS held, string_agg(nullif(concat_ws(',', CASE WHEN (anon_40."#number" <= 2) THEN concat_ws(',', CASE WHEN (anon_40."PR.opened" AND NOT anon_40."order:any" AND NOT anon_40."own child" AND false IS NOT true) THEN '14:EMERG:' || CAST(anon_40.student_id AS TEXT) END) END, CASE WHEN (anon_40."#number" <= 2) THEN CASE WHEN (anon_40."PR.opened" AND NOT anon_40."order:any" AND NOT anon_40."own child" AND false IS NOT true) THEN '14:EMERG:' || CAST(anon_40.student_id AS TEXT) END END), ''), ',') AS seen 
FROM (SELECT anon_41.id AS id, anon_41.student_id AS student_id, anon_41.arrived_at AS arrived_at, anon_41.left_at AS left_at, anon_41.complaint AS complaint, anon_41.treatment AS treatment, anon_41.confidential AS confidential, anon_41.entered_by AS entered_by, anon_41.row_version AS row_version, anon_41."PR" AS "PR", anon_41."PR.former" AS "PR.former", anon_41."PR.opened" AS "PR.opened", anon_41."SU" AS "SU", anon_41."TT" AS "TT", anon_41."order:any" AS "order:any", anon_41."own child" AS "own child", row_number() OVER (ORDER BY anon_41.arrived_at, anon_41.id) AS "#number", count(*) OVER () AS "#rows" 
FROM (SELECT this1.id AS id, this1.student_id AS student_id, this1.arrived_at AS arrived_at, this1.left_at AS left_at, this1.complaint AS complaint, this1.treatment AS treatment, this1.confidential AS confidential, this1.entered_by AS entered_by, this1.row_version AS row_version, anon_15."PR" AS "PR", anon_15."PR.former" AS "PR.former", anon_15."PR.opened" AS "PR.opened", anon_15."SU" AS "SU", anon_15."TT" AS "TT", anon_15."order:any" AS "order:any", anon_15."own child" AS "own child" 
FROM health_visit AS this1 
WHERE this1.student_id = this.id AND anon_15."PR.opened" AND NOT anon_15."order:any" AND NOT anon_15."own child" ORDER BY this1.arrived_at, this1.id 
 LIMIT 3) AS anon_41) AS anon_40) AS anon_31) AS anon_19 ON true 
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
