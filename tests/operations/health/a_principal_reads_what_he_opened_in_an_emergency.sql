SELECT EXISTS (SELECT 1 AS anon_1 
FROM token AS token_1 JOIN person AS person_1 ON person_1.id = token_1.person_id 
WHERE token_1.id = $1::UUID AND token_1.revoked_at IS NULL AND token_1.expires_at > now() AND person_1.suspended_at IS NULL AND person_1.epoch = $2::INTEGER) AS fresh, true AS found, row_to_json(anon_2) AS data 
FROM (SELECT anon_3.json AS student 
FROM (SELECT 1 AS one) AS anon_4 LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_5) AS json 
FROM (SELECT anon_6.given_name AS "givenName", CASE WHEN (anon_6."PR.opened" AND NOT anon_6."order:any" AND NOT anon_6."own child") THEN anon_7.json END AS conditions, CASE WHEN (anon_6."PR" AND NOT anon_6."order:any" AND NOT anon_6."own child" OR anon_6."PR.opened" AND NOT anon_6."order:any" AND NOT anon_6."own child") THEN anon_8.json END AS "carePlanParts", CASE WHEN (anon_6."PR.opened" AND NOT anon_6."order:any" AND NOT anon_6."own child") THEN anon_9.json END AS "medicationOrders", CASE WHEN (anon_6."PR.opened" AND NOT anon_6."order:any" AND NOT anon_6."own child") THEN anon_10.json END AS visits, NULL AS immunizations, (SELECT coalesce(json_agg(row_to_json(anon_11)), json_build_array()) AS coalesce_1 
FROM (SELECT 'conditions' AS field, '12' AS slice, 'NOT_GRANTED' AS reason 
WHERE (anon_6."PR.opened" AND NOT anon_6."order:any" AND NOT anon_6."own child") IS NOT true UNION ALL SELECT 'carePlanParts' AS field, '12' AS slice, 'NOT_GRANTED' AS reason 
WHERE (anon_6."PR" AND NOT anon_6."order:any" AND NOT anon_6."own child" OR anon_6."PR.opened" AND NOT anon_6."order:any" AND NOT anon_6."own child") IS NOT true UNION ALL SELECT 'medicationOrders' AS field, '13' AS slice, 'NOT_GRANTED' AS reason 
WHERE (anon_6."PR.opened" AND NOT anon_6."order:any" AND NOT anon_6."own child") IS NOT true UNION ALL SELECT 'visits' AS field, '14' AS slice, 'NOT_GRANTED' AS reason 
WHERE (anon_6."PR.opened" AND NOT anon_6."order:any" AND NOT anon_6."own child") IS NOT true UNION ALL SELECT 'immunizations' AS field, '15' AS slice, 'NOT_GRANTED' AS reason 
WHERE true) AS anon_11) AS withheld 
FROM (SELECT this.id AS id, this.person_id AS person_id, this.given_name AS given_name, this.middle_name AS middle_name, this.family_name AS family_name, this.sort_name AS sort_name, this.preferred_name AS preferred_name, this.preferred_name_audience AS preferred_name_audience, this.grade_level AS grade_level, this.photo_key AS photo_key, this.birth_date AS birth_date, anon_12."PR" AS "PR", anon_12."PR.opened" AS "PR.opened", anon_12."STAFF:reported" AS "STAFF:reported", anon_12."order:any" AS "order:any", anon_12."own child" AS "own child" 
FROM student AS this JOIN LATERAL (SELECT EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 JOIN school_enrollment AS school_enrollment_1 ON school_enrollment_1.school_id = post_1.school_id 
WHERE school_enrollment_1.student_id = this.id AND post_1.staff_id = $3::UUID AND post_1.role = 'PRINCIPAL' AND post_1.starts_on <= $4::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $4::DATE) AND school_enrollment_1.starts_on <= $4::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $4::DATE) AND school_enrollment_1.school_id = ANY (array((SELECT post_2.school_id 
FROM post AS post_2 
WHERE post_2.staff_id = $3::UUID AND post_2.role = 'PRINCIPAL' AND post_2.starts_on <= $4::DATE AND (post_2.ends_on IS NULL OR post_2.ends_on > $4::DATE) AND post_2.school_id IS NOT NULL)))) AS "PR", EXISTS (SELECT 1 AS anon_1 
FROM break_glass AS break_glass_1 JOIN post AS post_1 ON post_1.staff_id = break_glass_1.staff_id LEFT OUTER JOIN school_enrollment AS school_enrollment_1 ON school_enrollment_1.student_id = break_glass_1.student_id AND school_enrollment_1.school_id = post_1.school_id AND school_enrollment_1.starts_on <= $4::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $4::DATE) 
WHERE break_glass_1.student_id = this.id AND break_glass_1.staff_id = $3::UUID AND break_glass_1.opened_at <= $5::TIMESTAMP WITH TIME ZONE AND break_glass_1.expires_at > $5::TIMESTAMP WITH TIME ZONE AND post_1.staff_id = $3::UUID AND post_1.role = 'PRINCIPAL' AND post_1.starts_on <= $4::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $4::DATE) AND (post_1.school_id IS NULL OR school_enrollment_1.id IS NOT NULL)) AS "PR.opened", EXISTS (SELECT 1 AS anon_1 
FROM incident AS incident_1 JOIN incident_participation AS incident_participation_1 ON incident_participation_1.incident_id = incident_1.id 
WHERE incident_participation_1.student_id = this.id AND incident_1.reported_by = $3::UUID AND (EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $3::UUID AND post_1.starts_on <= $4::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $4::DATE)))) AS "STAFF:reported", EXISTS (SELECT 1 AS anon_1 
FROM court_order AS court_order_1 
WHERE court_order_1.student_id = this.id AND court_order_1.person_id = $6::UUID AND court_order_1.starts_at <= $5::TIMESTAMP WITH TIME ZONE AND (court_order_1.decided_at IS NULL OR court_order_1.decided_at > $5::TIMESTAMP WITH TIME ZONE) AND (court_order_1.document_key IS NOT NULL OR court_order_1.lapses_on IS NULL OR court_order_1.lapses_on > $4::DATE)) AS "order:any", EXISTS (SELECT 1 AS anon_1 
FROM (SELECT guardianship_1.student_id AS student_id 
FROM guardianship AS guardianship_1 
WHERE guardianship_1.guardian_id = $7::UUID AND guardianship_1.standing != 'CONTACT_ONLY' AND guardianship_1.starts_on <= $4::DATE AND (guardianship_1.ends_on IS NULL OR guardianship_1.ends_on > $4::DATE) UNION ALL SELECT household_student_1.student_id AS student_id 
FROM household_guardian AS household_guardian_1 JOIN household_student AS household_student_1 ON household_student_1.household_id = household_guardian_1.household_id 
WHERE household_guardian_1.guardian_id = $7::UUID AND household_guardian_1.starts_on <= $4::DATE AND (household_guardian_1.ends_on IS NULL OR household_guardian_1.ends_on > $4::DATE) AND household_student_1.starts_on <= $4::DATE AND (household_student_1.ends_on IS NULL OR household_student_1.ends_on > $4::DATE)) AS anon_2 
WHERE anon_2.student_id = this.id) AS "own child"
 LIMIT ALL OFFSET 0) AS anon_12 ON true 
WHERE this.id = $8::UUID AND (anon_12."PR" AND NOT anon_12."order:any" AND NOT anon_12."own child" OR anon_12."STAFF:reported" AND NOT anon_12."order:any" AND NOT anon_12."own child") ORDER BY this.sort_name, this.id) AS anon_6 LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(row_to_json(anon_13)), '[]'::json) AS json 
FROM (SELECT anon_14.name AS name 
FROM (SELECT this.id AS id, this.student_id AS student_id, this.kind AS kind, this.name AS name, this.noted_on AS noted_on, this.iep_linked AS iep_linked, this.confidential AS confidential, this.entered_by AS entered_by, anon_6."PR" AS "PR", anon_6."PR.opened" AS "PR.opened", anon_6."STAFF:reported" AS "STAFF:reported", anon_6."order:any" AS "order:any", anon_6."own child" AS "own child" 
FROM condition AS this 
WHERE this.student_id = anon_6.id AND anon_6."PR.opened" AND NOT anon_6."order:any" AND NOT anon_6."own child" ORDER BY this.noted_on, this.id) AS anon_14 ORDER BY anon_14.noted_on, anon_14.id) AS anon_13) AS anon_7 ON true LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(row_to_json(anon_15)), '[]'::json) AS json 
FROM (SELECT anon_16.action AS action 
FROM (SELECT this.id AS id, this.student_id AS student_id, this.care_plan_id AS care_plan_id, this.action AS action, this.assigned_to AS assigned_to, this.confidential AS confidential, anon_6."PR" AS "PR", anon_6."PR.opened" AS "PR.opened", anon_6."STAFF:reported" AS "STAFF:reported", anon_6."order:any" AS "order:any", anon_6."own child" AS "own child" 
FROM care_plan_part AS this 
WHERE this.student_id = anon_6.id AND (anon_6."PR" AND NOT anon_6."order:any" AND NOT anon_6."own child" OR anon_6."PR.opened" AND NOT anon_6."order:any" AND NOT anon_6."own child") ORDER BY this.action, this.id) AS anon_16 ORDER BY anon_16.action, anon_16.id) AS anon_15) AS anon_8 ON true LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(row_to_json(anon_17)), '[]'::json) AS json 
FROM (SELECT anon_18.drug AS drug, anon_18.dose AS dose 
FROM (SELECT this.id AS id, this.student_id AS student_id, this.drug AS drug, this.dose AS dose, this.route AS route, this.due_at AS due_at, this.prescriber AS prescriber, this.confidential AS confidential, this.starts_on AS starts_on, this.ends_on AS ends_on, this.entered_by AS entered_by, anon_6."PR" AS "PR", anon_6."PR.opened" AS "PR.opened", anon_6."STAFF:reported" AS "STAFF:reported", anon_6."order:any" AS "order:any", anon_6."own child" AS "own child" 
FROM medication_order AS this 
WHERE this.student_id = anon_6.id AND anon_6."PR.opened" AND NOT anon_6."order:any" AND NOT anon_6."own child" AND this.starts_on <= $4::DATE AND (this.ends_on IS NULL OR this.ends_on > $4::DATE) ORDER BY this.starts_on, this.id) AS anon_18 ORDER BY anon_18.starts_on, anon_18.id) AS anon_17) AS anon_9 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(anon_19) AS row_to_json_1 
FROM (SELECT anon_20.rows0 AS nodes, (SELECT (SELECT row_to_json(anon_22) AS row_to_json_2 
FROM (SELECT least(anon_23.rows, 10000) AS count, anon_23.rows <= 10000 AS exact) AS anon_22) AS anon_21 
FROM (SELECT count(*) AS rows 
FROM (SELECT 1 AS one 
FROM health_visit AS this 
WHERE this.student_id = anon_6.id AND anon_6."PR.opened" AND NOT anon_6."order:any" AND NOT anon_6."own child" 
 LIMIT 10001) AS anon_24) AS anon_23) AS "totalCount") AS anon_19) AS json 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(anon_25) AS row_to_json_3 
FROM (SELECT anon_26.complaint AS complaint) AS anon_25)) FILTER (WHERE anon_26."#number" <= 2), '[]'::json) AS rows0, coalesce(max(anon_26."#rows"), 0) > 2 AS more 
FROM (SELECT anon_27.id AS id, anon_27.student_id AS student_id, anon_27.arrived_at AS arrived_at, anon_27.left_at AS left_at, anon_27.complaint AS complaint, anon_27.treatment AS treatment, anon_27.confidential AS confidential, anon_27.entered_by AS entered_by, anon_27."PR" AS "PR", anon_27."PR.opened" AS "PR.opened", anon_27."STAFF:reported" AS "STAFF:reported", anon_27."order:any" AS "order:any", anon_27."own child" AS "own child", row_number() OVER (ORDER BY anon_27.arrived_at, anon_27.id) AS "#number", count(*) OVER () AS "#rows" 
FROM (SELECT this.id AS id, this.student_id AS student_id, this.arrived_at AS arrived_at, this.left_at AS left_at, this.complaint AS complaint, this.treatment AS treatment, this.confidential AS confidential, this.entered_by AS entered_by, anon_6."PR" AS "PR", anon_6."PR.opened" AS "PR.opened", anon_6."STAFF:reported" AS "STAFF:reported", anon_6."order:any" AS "order:any", anon_6."own child" AS "own child" 
FROM health_visit AS this 
WHERE this.student_id = anon_6.id AND anon_6."PR.opened" AND NOT anon_6."order:any" AND NOT anon_6."own child" ORDER BY this.arrived_at, this.id 
 LIMIT 3) AS anon_27) AS anon_26) AS anon_20) AS anon_10 ON true ORDER BY anon_6.sort_name, anon_6.id) AS anon_5) AS anon_3 ON true) AS anon_2
