WITH anon_10 AS 
(SELECT anon_12.student_id AS student_id, coalesce(bool_or(anon_12."RS"), false) AS "RS", coalesce(bool_or(anon_12."NU"), false) AS "NU", coalesce(bool_or(anon_12."AU:wrote"), false) AS "AU:wrote" 
FROM (SELECT iep_service_1.student_id AS student_id, CAST(NULL AS UUID) AS section_id, true AS "RS", false AS "NU", false AS "AU:wrote" 
FROM iep_service AS iep_service_1 JOIN iep AS iep_1 ON iep_1.id = iep_service_1.iep_id 
WHERE iep_service_1.provider_id = $3::UUID AND iep_service_1.contracted IS false AND iep_service_1.starts_on <= $4::DATE AND (iep_service_1.ends_on IS NULL OR iep_service_1.ends_on > $4::DATE) AND iep_service_1.declined_on IS NULL AND iep_1.consented_on IS NOT NULL AND iep_1.starts_on <= $4::DATE AND (iep_1.superseded_on IS NULL OR iep_1.superseded_on > $4::DATE) UNION ALL SELECT school_enrollment_1.student_id AS student_id, CAST(NULL AS UUID) AS section_id, false AS "RS", true AS "NU", false AS "AU:wrote" 
FROM post AS post_1 JOIN school_enrollment AS school_enrollment_1 ON school_enrollment_1.school_id = post_1.school_id 
WHERE post_1.staff_id = $3::UUID AND post_1.role = 'NURSE' AND post_1.starts_on <= $4::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $4::DATE) AND school_enrollment_1.starts_on <= $4::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $4::DATE) AND post_1.contracted IS false UNION ALL SELECT anon_13.student_id AS student_id, CAST(NULL AS UUID) AS section_id, false AS "RS", false AS "NU", true AS "AU:wrote" 
FROM (SELECT health_alert.student_id AS student_id 
FROM health_alert 
WHERE health_alert.entered_by = $3::UUID UNION ALL SELECT condition.student_id AS student_id 
FROM condition 
WHERE condition.entered_by = $3::UUID UNION ALL SELECT care_plan.student_id AS student_id 
FROM care_plan 
WHERE care_plan.entered_by = $3::UUID UNION ALL SELECT medication_order.student_id AS student_id 
FROM medication_order 
WHERE medication_order.entered_by = $3::UUID UNION ALL SELECT medication_administration.student_id AS student_id 
FROM medication_administration 
WHERE medication_administration.entered_by = $3::UUID UNION ALL SELECT health_visit.student_id AS student_id 
FROM health_visit 
WHERE health_visit.entered_by = $3::UUID UNION ALL SELECT immunization.student_id AS student_id 
FROM immunization 
WHERE immunization.entered_by = $3::UUID) AS anon_13 
WHERE EXISTS (SELECT 1 
FROM post AS post_2 
WHERE post_2.staff_id = $3::UUID AND post_2.role = 'NURSE' AND post_2.starts_on <= $4::DATE)) AS anon_12 GROUP BY anon_12.student_id), 
anon_14 AS 
(SELECT court_order_1.student_id AS student_id 
FROM court_order AS court_order_1 
WHERE court_order_1.person_id = $5::UUID AND court_order_1.starts_at <= $6::TIMESTAMP WITH TIME ZONE AND (court_order_1.decided_at IS NULL OR court_order_1.decided_at > $6::TIMESTAMP WITH TIME ZONE) AND (court_order_1.document_key IS NOT NULL OR court_order_1.lapses_on IS NULL OR court_order_1.lapses_on > $4::DATE)), 
anon_15 AS 
(SELECT anon_16.student_id AS student_id 
FROM (SELECT guardianship_1.student_id AS student_id 
FROM guardianship AS guardianship_1 
WHERE guardianship_1.guardian_id = $7::UUID AND guardianship_1.standing != 'CONTACT_ONLY' AND guardianship_1.starts_on <= $4::DATE AND (guardianship_1.ends_on IS NULL OR guardianship_1.ends_on > $4::DATE) UNION ALL SELECT household_student_1.student_id AS student_id 
FROM household_guardian AS household_guardian_1 JOIN household_student AS household_student_1 ON household_student_1.household_id = household_guardian_1.household_id 
WHERE household_guardian_1.guardian_id = $7::UUID AND household_guardian_1.starts_on <= $4::DATE AND (household_guardian_1.ends_on IS NULL OR household_guardian_1.ends_on > $4::DATE) AND household_student_1.starts_on <= $4::DATE AND (household_student_1.ends_on IS NULL OR household_student_1.ends_on > $4::DATE)) AS anon_16)
 SELECT EXISTS (SELECT 1 AS anon_1 
FROM token AS token_1 JOIN person AS person_1 ON person_1.id = token_1.person_id 
WHERE token_1.id = $1::UUID AND token_1.revoked_at IS NULL AND token_1.expires_at > now() AND person_1.suspended_at IS NULL AND person_1.epoch = $2::INTEGER) AS fresh, true AS found, anon_2.data, anon_2.seen 
FROM (SELECT (SELECT row_to_json(anon_3) AS row_to_json_1 
FROM (SELECT anon_4.json AS students) AS anon_3) AS data, concat_ws(',', anon_4.seen) AS seen 
FROM (SELECT 1 AS one) AS anon_5 LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(anon_6) AS row_to_json_2 
FROM (SELECT anon_7.rows0 AS nodes) AS anon_6) AS json, concat_ws(',', anon_7.seen) AS seen 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(anon_8) AS row_to_json_3 
FROM (SELECT anon_9.given_name AS "givenName") AS anon_8) ORDER BY anon_9.sort_name, anon_9.id), '[]'::json) AS rows0, string_agg(nullif(concat_ws(',', CASE WHEN true THEN concat_ws(',', CAST(anon_9.id AS TEXT)) END), ''), ',') AS seen 
FROM (SELECT this.id AS id, this.person_id AS person_id, this.given_name AS given_name, this.middle_name AS middle_name, this.family_name AS family_name, this.sort_name AS sort_name, this.preferred_name AS preferred_name, this.preferred_name_audience AS preferred_name_audience, this.grade_level AS grade_level, this.photo_key AS photo_key, this.birth_date AS birth_date, anon_10."RS" AS "RS", anon_10."NU" AS "NU", anon_10."AU:wrote" AS "AU:wrote", anon_11."AU" AS "AU", anon_11."order:any" AS "order:any", anon_11."own child" AS "own child" 
FROM anon_10 JOIN student AS this ON this.id = anon_10.student_id JOIN LATERAL (SELECT EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 
WHERE post_1.staff_id = $3::UUID AND post_1.staff_id = $3::UUID AND post_1.role = 'NURSE' AND post_1.starts_on <= $4::DATE) AS "AU", this.id = ANY (array((SELECT anon_14.student_id 
FROM anon_14))) AS "order:any", this.id = ANY (array((SELECT anon_15.student_id 
FROM anon_15))) AS "own child"
 LIMIT ALL OFFSET 0) AS anon_11 ON true 
WHERE (anon_10."NU" AND NOT anon_11."order:any" AND NOT anon_11."own child" OR anon_10."RS" AND NOT anon_11."order:any" AND NOT anon_11."own child" OR anon_10."AU:wrote" AND NOT anon_11."order:any" AND NOT anon_11."own child") AND (anon_10."NU" AND NOT anon_11."order:any" AND NOT anon_11."own child" OR anon_11."AU" AND NOT anon_11."order:any" AND NOT anon_11."own child" OR anon_10."RS" AND NOT anon_11."order:any" AND NOT anon_11."own child") AND (EXISTS (SELECT 1 AS anon_17 
FROM condition AS hop_0 
WHERE hop_0.student_id = this.id AND (anon_10."NU" AND NOT anon_11."order:any" AND NOT anon_11."own child" OR anon_11."AU" AND NOT anon_11."order:any" AND NOT anon_11."own child" AND hop_0.entered_by = $3::UUID OR anon_10."RS" AND NOT anon_11."order:any" AND NOT anon_11."own child" AND hop_0.iep_linked IS true) AND (anon_10."NU" AND NOT anon_11."order:any" AND NOT anon_11."own child" OR anon_11."AU" AND NOT anon_11."order:any" AND NOT anon_11."own child" AND hop_0.entered_by = $3::UUID OR anon_10."RS" AND NOT anon_11."order:any" AND NOT anon_11."own child" AND hop_0.iep_linked IS true) AND hop_0.name = $8::VARCHAR)) ORDER BY this.sort_name, this.id 
 LIMIT 3) AS anon_9) AS anon_7) AS anon_4 ON true) AS anon_2
