WITH answer AS MATERIALIZED 
(SELECT EXISTS (SELECT 1 AS anon_4 
FROM token AS token_1 JOIN person AS person_1 ON person_1.id = token_1.person_id 
WHERE token_1.id = $3::UUID AND token_1.revoked_at IS NULL AND token_1.expires_at > now() AND person_1.suspended_at IS NULL AND person_1.epoch = $4::INTEGER) AS fresh, true AS found, (SELECT row_to_json(anon_5) AS row_to_json_1 
FROM (SELECT anon_6.json AS student) AS anon_5) AS data, concat_ws(',', anon_6.seen) AS seen 
FROM (SELECT 1 AS one) AS anon_7 LEFT OUTER JOIN LATERAL (SELECT anon_8.json AS json, anon_8.seen AS seen 
FROM (SELECT (SELECT row_to_json(anon_9) AS row_to_json_2 
FROM (SELECT anon_10.given_name AS "givenName", CASE WHEN (anon_10."PR.opened" AND NOT anon_10."order:any" AND NOT anon_10."own child") THEN anon_11.json END AS conditions, CASE WHEN (anon_10."PR" AND NOT anon_10."order:any" AND NOT anon_10."own child" OR anon_10."PR.opened" AND NOT anon_10."order:any" AND NOT anon_10."own child") THEN anon_12.json END AS "carePlanParts", CASE WHEN (anon_10."PR.opened" AND NOT anon_10."order:any" AND NOT anon_10."own child") THEN anon_13.json END AS "medicationOrders", CASE WHEN (anon_10."PR.opened" AND NOT anon_10."order:any" AND NOT anon_10."own child") THEN anon_14.json END AS visits, NULL AS immunizations, (SELECT coalesce(json_agg(row_to_json(anon_15)), json_build_array()) AS coalesce_2 
FROM (SELECT 'conditions' AS field, '12' AS slice, 'NOT_GRANTED' AS reason 
WHERE (anon_10."PR.opened" AND NOT anon_10."order:any" AND NOT anon_10."own child") IS NOT true UNION ALL SELECT 'carePlanParts' AS field, '12' AS slice, 'NOT_GRANTED' AS reason 
WHERE (anon_10."PR" AND NOT anon_10."order:any" AND NOT anon_10."own child" OR anon_10."PR.opened" AND NOT anon_10."order:any" AND NOT anon_10."own child") IS NOT true UNION ALL SELECT 'medicationOrders' AS field, '13' AS slice, 'NOT_GRANTED' AS reason 
WHERE (anon_10."PR.opened" AND NOT anon_10."order:any" AND NOT anon_10."own child") IS NOT true UNION ALL SELECT 'visits' AS field, '14' AS slice, 'NOT_GRANTED' AS reason 
WHERE (anon_10."PR.opened" AND NOT anon_10."order:any" AND NOT anon_10."own child") IS NOT true UNION ALL SELECT 'immunizations' AS field, '15' AS slice, 'NOT_GRANTED' AS reason 
WHERE true) AS anon_15) AS withheld) AS anon_9) AS json, concat_ws(',', CASE WHEN (anon_10."PR.opened" AND NOT anon_10."order:any" AND NOT anon_10."own child") THEN anon_11.seen END, CASE WHEN (anon_10."PR" AND NOT anon_10."order:any" AND NOT anon_10."own child" OR anon_10."PR.opened" AND NOT anon_10."order:any" AND NOT anon_10."own child") THEN anon_12.seen END, CASE WHEN (anon_10."PR.opened" AND NOT anon_10."order:any" AND NOT anon_10."own child") THEN anon_13.seen END, CASE WHEN (anon_10."PR.opened" AND NOT anon_10."order:any" AND NOT anon_10."own child") THEN anon_14.seen END) AS seen 
FROM (SELECT this.id AS id, this.person_id AS person_id, this.given_name AS given_name, this.middle_name AS middle_name, this.family_name AS family_name, this.sort_name AS sort_name, this.preferred_name AS preferred_name, this.preferred_name_audience AS preferred_name_audience, this.grade_level AS grade_level, this.photo_key AS photo_key, this.birth_date AS birth_date, anon_16."PR" AS "PR", anon_16."PR.former" AS "PR.former", anon_16."PR.opened" AS "PR.opened", anon_16."SU" AS "SU", anon_16."TT" AS "TT", anon_16."order:any" AS "order:any", anon_16."own child" AS "own child" 
FROM student AS this JOIN LATERAL (SELECT EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 JOIN school_enrollment AS school_enrollment_1 ON school_enrollment_1.school_id = post_1.school_id 
WHERE school_enrollment_1.student_id = this.id AND post_1.staff_id = $5::UUID AND post_1.role = 'PRINCIPAL' AND post_1.starts_on <= $6::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $6::DATE) AND school_enrollment_1.starts_on <= $6::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $6::DATE) AND school_enrollment_1.school_id = ANY (array((SELECT post_2.school_id 
FROM post AS post_2 
WHERE post_2.staff_id = $5::UUID AND post_2.role = 'PRINCIPAL' AND post_2.starts_on <= $6::DATE AND (post_2.ends_on IS NULL OR post_2.ends_on > $6::DATE) AND post_2.school_id IS NOT NULL)))) AS "PR", EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 JOIN school_enrollment AS school_enrollment_1 ON school_enrollment_1.school_id = post_1.school_id 
WHERE school_enrollment_1.student_id = this.id AND post_1.staff_id = $5::UUID AND post_1.role = 'PRINCIPAL' AND post_1.starts_on <= $6::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $6::DATE) AND school_enrollment_1.ends_on <= $6::DATE AND NOT (EXISTS (SELECT 1 
FROM school_enrollment AS school_enrollment_2 
WHERE school_enrollment_2.student_id = school_enrollment_1.student_id AND school_enrollment_2.starts_on <= $6::DATE AND (school_enrollment_2.ends_on IS NULL OR school_enrollment_2.ends_on > $6::DATE))) AND school_enrollment_1.school_id = ANY (array((SELECT post_2.school_id 
FROM post AS post_2 
WHERE post_2.staff_id = $5::UUID AND post_2.role = 'PRINCIPAL' AND post_2.starts_on <= $6::DATE AND (post_2.ends_on IS NULL OR post_2.ends_on > $6::DATE) AND post_2.school_id IS NOT NULL)))) AS "PR.former", EXISTS (SELECT 1 AS anon_1 
FROM break_glass AS break_glass_1 JOIN post AS post_1 ON post_1.staff_id = break_glass_1.staff_id LEFT OUTER JOIN school_enrollment AS school_enrollment_1 ON school_enrollment_1.student_id = break_glass_1.student_id AND school_enrollment_1.school_id = post_1.school_id AND school_enrollment_1.starts_on <= $6::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $6::DATE) 
WHERE break_glass_1.student_id = this.id AND break_glass_1.staff_id = $5::UUID AND break_glass_1.opened_at <= $7::TIMESTAMP WITH TIME ZONE AND break_glass_1.expires_at > $7::TIMESTAMP WITH TIME ZONE AND post_1.staff_id = $5::UUID AND post_1.role = 'PRINCIPAL' AND post_1.starts_on <= $6::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $6::DATE) AND (post_1.school_id IS NULL OR school_enrollment_1.id IS NOT NULL)) AS "PR.opened", EXISTS (SELECT 1 AS anon_1 
FROM support_team_member AS support_team_member_1 
WHERE support_team_member_1.student_id = this.id AND support_team_member_1.staff_id = $5::UUID AND support_team_member_1.starts_on <= $6::DATE AND (support_team_member_1.ends_on IS NULL OR support_team_member_1.ends_on > $6::DATE) AND (EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $5::UUID AND post_1.role IN ('COUNSELOR', 'CASE_MANAGER', 'PRINCIPAL') AND post_1.starts_on <= $6::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $6::DATE)))) AS "SU", EXISTS (SELECT 1 AS anon_1 
FROM threat_team_member AS threat_team_member_1 
WHERE threat_team_member_1.student_id = this.id AND threat_team_member_1.staff_id = $5::UUID AND threat_team_member_1.starts_on <= $6::DATE AND (threat_team_member_1.ends_on IS NULL OR threat_team_member_1.ends_on > $6::DATE) AND (EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $5::UUID AND post_1.role IN ('COUNSELOR', 'CASE_MANAGER', 'PRINCIPAL') AND post_1.starts_on <= $6::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $6::DATE)))) AS "TT", EXISTS (SELECT 1 AS anon_1 
FROM court_order AS court_order_1 
WHERE court_order_1.student_id = this.id AND court_order_1.person_id = $2::UUID AND court_order_1.starts_at <= $7::TIMESTAMP WITH TIME ZONE AND (court_order_1.decided_at IS NULL OR court_order_1.decided_at > $7::TIMESTAMP WITH TIME ZONE) AND (court_order_1.document_key IS NOT NULL OR court_order_1.lapses_on IS NULL OR court_order_1.lapses_on > $6::DATE)) AS "order:any", EXISTS (SELECT 1 AS anon_1 
FROM (SELECT guardianship_1.student_id AS student_id 
FROM guardianship AS guardianship_1 
WHERE guardianship_1.guardian_id = $8::UUID AND guardianship_1.standing != 'CONTACT_ONLY' AND guardianship_1.starts_on <= $6::DATE AND (guardianship_1.ends_on IS NULL OR guardianship_1.ends_on > $6::DATE) UNION ALL SELECT household_student_1.student_id AS student_id 
FROM household_guardian AS household_guardian_1 JOIN household_student AS household_student_1 ON household_student_1.household_id = household_guardian_1.household_id 
WHERE household_guardian_1.guardian_id = $8::UUID AND household_guardian_1.starts_on <= $6::DATE AND (household_guardian_1.ends_on IS NULL OR household_guardian_1.ends_on > $6::DATE) AND household_student_1.starts_on <= $6::DATE AND (household_student_1.ends_on IS NULL OR household_student_1.ends_on > $6::DATE)) AS anon_2 
WHERE anon_2.student_id = this.id) AS "own child"
 LIMIT ALL OFFSET 0) AS anon_16 ON true 
WHERE this.id = $9::UUID AND (anon_16."PR" AND NOT anon_16."order:any" AND NOT anon_16."own child" OR anon_16."SU" AND NOT anon_16."order:any" AND NOT anon_16."own child" OR anon_16."TT" AND NOT anon_16."order:any" AND NOT anon_16."own child" OR anon_16."PR.former" AND NOT anon_16."order:any" AND NOT anon_16."own child") ORDER BY this.sort_name, this.id) AS anon_10 LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(anon_17.json), '[]'::json) AS json, string_agg(nullif(anon_17.seen, ''), ',') AS seen 
FROM (SELECT (SELECT row_to_json(anon_18) AS row_to_json_3 
FROM (SELECT CASE WHEN (anon_19."PR.opened" AND NOT anon_19."order:any" AND NOT anon_19."own child") THEN anon_19.name END AS name) AS anon_18) AS json, concat_ws(',', CASE WHEN (anon_19."PR.opened" AND NOT anon_19."order:any" AND NOT anon_19."own child" AND false IS NOT true) THEN '12:EMERG:' || CAST(anon_19.student_id AS TEXT) END) AS seen 
FROM (SELECT this.id AS id, this.student_id AS student_id, this.kind AS kind, this.name AS name, this.noted_on AS noted_on, this.iep_linked AS iep_linked, this.confidential AS confidential, this.entered_by AS entered_by, anon_10."PR" AS "PR", anon_10."PR.former" AS "PR.former", anon_10."PR.opened" AS "PR.opened", anon_10."SU" AS "SU", anon_10."TT" AS "TT", anon_10."order:any" AS "order:any", anon_10."own child" AS "own child" 
FROM condition AS this 
WHERE this.student_id = anon_10.id AND anon_10."PR.opened" AND NOT anon_10."order:any" AND NOT anon_10."own child" ORDER BY this.noted_on, this.id) AS anon_19 ORDER BY anon_19.noted_on, anon_19.id) AS anon_17) AS anon_11 ON true LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(anon_20.json), '[]'::json) AS json, string_agg(nullif(anon_20.seen, ''), ',') AS seen 
FROM (SELECT (SELECT row_to_json(anon_21) AS row_to_json_4 
FROM (SELECT CASE WHEN (anon_22."PR" AND NOT anon_22."order:any" AND NOT anon_22."own child" OR anon_22."PR.opened" AND NOT anon_22."order:any" AND NOT anon_22."own child") THEN anon_22.action END AS action) AS anon_21) AS json, concat_ws(',', CASE WHEN (anon_22."PR.opened" AND NOT anon_22."order:any" AND NOT anon_22."own child" AND (anon_22."PR" AND NOT anon_22."order:any" AND NOT anon_22."own child") IS NOT true) THEN '12:EMERG:' || CAST(anon_22.student_id AS TEXT) END) AS seen 
FROM (SELECT this.id AS id, this.student_id AS student_id, this.care_plan_id AS care_plan_id, this.action AS action, this.assigned_to AS assigned_to, this.confidential AS confidential, anon_10."PR" AS "PR", anon_10."PR.former" AS "PR.former", anon_10."PR.opened" AS "PR.opened", anon_10."SU" AS "SU", anon_10."TT" AS "TT", anon_10."order:any" AS "order:any", anon_10."own child" AS "own child" 
FROM care_plan_part AS this 
WHERE this.student_id = anon_10.id AND (anon_10."PR" AND NOT anon_10."order:any" AND NOT anon_10."own child" OR anon_10."PR.opened" AND NOT anon_10."order:any" AND NOT anon_10."own child") ORDER BY this.action, this.id) AS anon_22 ORDER BY anon_22.action, anon_22.id) AS anon_20) AS anon_12 ON true LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(anon_23.json), '[]'::json) AS json, string_agg(nullif(anon_23.seen, ''), ',') AS seen 
FROM (SELECT (SELECT row_to_json(anon_24) AS row_to_json_5 
FROM (SELECT CASE WHEN (anon_25."PR.opened" AND NOT anon_25."order:any" AND NOT anon_25."own child") THEN anon_25.drug END AS drug, CASE WHEN (anon_25."PR.opened" AND NOT anon_25."order:any" AND NOT anon_25."own child") THEN anon_25.dose END AS dose) AS anon_24) AS json, concat_ws(',', CASE WHEN (anon_25."PR.opened" AND NOT anon_25."order:any" AND NOT anon_25."own child" AND false IS NOT true) THEN '13:EMERG:' || CAST(anon_25.student_id AS TEXT) END) AS seen 
FROM (SELECT this.id AS id, this.student_id AS student_id, this.drug AS drug, this.dose AS dose, this.route AS route, this.due_at AS due_at, this.prescriber AS prescriber, this.confidential AS confidential, this.starts_on AS starts_on, this.ends_on AS ends_on, this.entered_by AS entered_by, anon_10."PR" AS "PR", anon_10."PR.former" AS "PR.former", anon_10."PR.opened" AS "PR.opened", anon_10."SU" AS "SU", anon_10."TT" AS "TT", anon_10."order:any" AS "order:any", anon_10."own child" AS "own child" 
FROM medication_order AS this 
WHERE this.student_id = anon_10.id AND anon_10."PR.opened" AND NOT anon_10."order:any" AND NOT anon_10."own child" AND this.starts_on <= $6::DATE AND (this.ends_on IS NULL OR this.ends_on > $6::DATE) ORDER BY this.starts_on, this.id) AS anon_25 ORDER BY anon_25.starts_on, anon_25.id) AS anon_23) AS anon_13 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(anon_26) AS row_to_json_6 
FROM (SELECT anon_27.rows0 AS nodes, (SELECT (SELECT row_to_json(anon_29) AS row_to_json_7 
FROM (SELECT least(anon_30.rows, 10000) AS count, anon_30.rows <= 10000 AS exact) AS anon_29) AS anon_28 
FROM (SELECT count(*) AS rows, string_agg(DISTINCT nullif(anon_31.seen, ''), ',') AS seen 
FROM (SELECT concat_ws(',', CASE WHEN (anon_10."PR.opened" AND NOT anon_10."order:any" AND NOT anon_10."own child" AND false IS NOT true) THEN '14:EMERG:' || CAST(this.student_id AS TEXT) END) AS seen 
FROM health_visit AS this 
WHERE this.student_id = anon_10.id AND anon_10."PR.opened" AND NOT anon_10."order:any" AND NOT anon_10."own child" 
 LIMIT 10001) AS anon_31) AS anon_30) AS "totalCount") AS anon_26) AS json, concat_ws(',', anon_27.seen, (SELECT anon_32.seen 
FROM (SELECT count(*) AS rows, string_agg(DISTINCT nullif(anon_33.seen, ''), ',') AS seen 
FROM (SELECT concat_ws(',', CASE WHEN (anon_10."PR.opened" AND NOT anon_10."order:any" AND NOT anon_10."own child" AND false IS NOT true) THEN '14:EMERG:' || CAST(this.student_id AS TEXT) END) AS seen 
FROM health_visit AS this 
WHERE this.student_id = anon_10.id AND anon_10."PR.opened" AND NOT anon_10."order:any" AND NOT anon_10."own child" 
 LIMIT 10001) AS anon_33) AS anon_32)) AS seen 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(anon_34) AS row_to_json_8 
FROM (SELECT CASE WHEN (anon_35."PR.opened" AND NOT anon_35."order:any" AND NOT anon_35."own child") THEN anon_35.complaint END AS complaint) AS anon_34)) FILTER (WHERE anon_35."#number" <= 2), '[]'::json) AS rows0, coalesce(max(anon_35."#rows"), 0) > 2 AS more, string_agg(nullif(concat_ws(',', CASE WHEN (anon_35."#number" <= 2) THEN concat_ws(',', CASE WHEN (anon_35."PR.opened" AND NOT anon_35."order:any" AND NOT anon_35."own child" AND false IS NOT true) THEN '14:EMERG:' || CAST(anon_35.student_id AS TEXT) END) END, CASE WHEN (anon_35."#number" <= 2) THEN CASE WHEN (anon_35."PR.opened" AND NOT anon_35."order:any" AND NOT anon_35."own child" AND false IS NOT true) THEN '14:EMERG:' || CAST(anon_35.student_id AS TEXT) END END), ''), ',') AS seen 
FROM (SELECT anon_36.id AS id, anon_36.student_id AS student_id, anon_36.arrived_at AS arrived_at, anon_36.left_at AS left_at, anon_36.complaint AS complaint, anon_36.treatment AS treatment, anon_36.confidential AS confidential, anon_36.entered_by AS entered_by, anon_36."PR" AS "PR", anon_36."PR.former" AS "PR.former", anon_36."PR.opened" AS "PR.opened", anon_36."SU" AS "SU", anon_36."TT" AS "TT", anon_36."order:any" AS "order:any", anon_36."own child" AS "own child", row_number() OVER (ORDER BY anon_36.arrived_at, anon_36.id) AS "#number", count(*) OVER () AS "#rows" 
FROM (SELECT this.id AS id, this.student_id AS student_id, this.arrived_at AS arrived_at, this.left_at AS left_at, this.complaint AS complaint, this.treatment AS treatment, this.confidential AS confidential, this.entered_by AS entered_by, anon_10."PR" AS "PR", anon_10."PR.former" AS "PR.former", anon_10."PR.opened" AS "PR.opened", anon_10."SU" AS "SU", anon_10."TT" AS "TT", anon_10."order:any" AS "order:any", anon_10."own child" AS "own child" 
FROM health_visit AS this 
WHERE this.student_id = anon_10.id AND anon_10."PR.opened" AND NOT anon_10."order:any" AND NOT anon_10."own child" ORDER BY this.arrived_at, this.id 
 LIMIT 3) AS anon_36) AS anon_35) AS anon_27) AS anon_14 ON true ORDER BY anon_10.sort_name, anon_10.id) AS anon_8) AS anon_6 ON true), 
record AS 
(INSERT INTO disclosure (request_id, person_id, student_id, slices, bases, purposes, party) SELECT $1::UUID AS anon_1, $2::UUID AS anon_2, CAST(split_part(anon_3.token, ':', 3) AS UUID) AS split_part_1, array_agg(DISTINCT split_part(anon_3.token, ':', 1)) AS array_agg_1, array_agg(DISTINCT split_part(anon_3.token, ':', 2)) AS array_agg_2, array_agg(DISTINCT CASE split_part(anon_3.token, ':', 2) WHEN 'CA-49602' THEN 'told by the counselor' WHEN 'EMERG' THEN 'an emergency of health or safety' WHEN 'IDEA-CONF' THEN 'carrying out the education program' WHEN 'IDEA-TEAM' THEN 'carrying out the education program' END) AS array_agg_3, coalesce((SELECT concat_ws(' ', staff_member.given_name, staff_member.family_name) AS concat_ws_1 
FROM staff_member 
WHERE staff_member.person_id = $2::UUID), (SELECT concat_ws(' ', guardian.given_name, guardian.family_name) AS concat_ws_2 
FROM guardian 
WHERE guardian.person_id = $2::UUID)) AS coalesce_1 
FROM answer JOIN unnest(string_to_array(answer.seen, ',')) AS anon_3(token) ON true 
WHERE answer.fresh AND anon_3.token != '' GROUP BY split_part(anon_3.token, ':', 3) RETURNING 1 AS one)
 SELECT answer.fresh, answer.found, answer.data, (SELECT count(*) AS count_1 
FROM record) AS written 
FROM answer
