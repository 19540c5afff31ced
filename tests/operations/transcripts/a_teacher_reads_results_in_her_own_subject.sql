WITH anon_13 AS 
(SELECT guardianship_1.student_id AS student_id 
FROM guardianship AS guardianship_1 JOIN student AS student_1 ON student_1.id = guardianship_1.student_id 
WHERE guardianship_1.guardian_id = $3::UUID AND guardianship_1.standing != 'CONTACT_ONLY' AND guardianship_1.starts_on <= $4::DATE AND (guardianship_1.ends_on IS NULL OR guardianship_1.ends_on > $4::DATE) AND (student_1.birth_date > $5::DATE OR (EXISTS (SELECT 1 
FROM adult_access AS adult_access_1 
WHERE adult_access_1.student_id = guardianship_1.student_id AND adult_access_1.guardian_id = guardianship_1.guardian_id AND adult_access_1.starts_on <= $4::DATE AND (adult_access_1.ends_on IS NULL OR adult_access_1.ends_on > $4::DATE))))), 
anon_14 AS 
(SELECT incident_participation_1.student_id AS student_id 
FROM incident AS incident_1 JOIN incident_participation AS incident_participation_1 ON incident_participation_1.incident_id = incident_1.id 
WHERE incident_1.reported_by = $6::UUID AND (EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $6::UUID AND post_1.starts_on <= $4::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $4::DATE)))), 
anon_15 AS 
(SELECT court_order_1.student_id AS student_id 
FROM court_order AS court_order_1 
WHERE court_order_1.person_id = $7::UUID AND court_order_1.starts_at <= $8::TIMESTAMP WITH TIME ZONE AND (court_order_1.decided_at IS NULL OR court_order_1.decided_at > $8::TIMESTAMP WITH TIME ZONE) AND (court_order_1.document_key IS NOT NULL OR court_order_1.lapses_on IS NULL OR court_order_1.lapses_on > $4::DATE) AND (court_order_1.kind IN ('NO_RECORDS') OR court_order_1.document_key IS NULL)), 
anon_16 AS 
(SELECT court_order_2.student_id AS student_id 
FROM court_order AS court_order_2 
WHERE court_order_2.person_id = $7::UUID AND court_order_2.starts_at <= $8::TIMESTAMP WITH TIME ZONE AND (court_order_2.decided_at IS NULL OR court_order_2.decided_at > $8::TIMESTAMP WITH TIME ZONE) AND (court_order_2.document_key IS NOT NULL OR court_order_2.lapses_on IS NULL OR court_order_2.lapses_on > $4::DATE)), 
anon_17 AS 
(SELECT court_order_3.student_id AS student_id 
FROM court_order AS court_order_3 
WHERE court_order_3.person_id = $7::UUID AND court_order_3.starts_at <= $8::TIMESTAMP WITH TIME ZONE AND (court_order_3.decided_at IS NULL OR court_order_3.decided_at > $8::TIMESTAMP WITH TIME ZONE) AND (court_order_3.document_key IS NOT NULL OR court_order_3.lapses_on IS NULL OR court_order_3.lapses_on > $4::DATE) AND court_order_3.kind IN ('NO_CONTACT', 'NO_LOCATION')), 
anon_18 AS 
(SELECT anon_19.student_id AS student_id 
FROM (SELECT guardianship_2.student_id AS student_id 
FROM guardianship AS guardianship_2 
WHERE guardianship_2.guardian_id = $3::UUID AND guardianship_2.standing != 'CONTACT_ONLY' AND guardianship_2.starts_on <= $4::DATE AND (guardianship_2.ends_on IS NULL OR guardianship_2.ends_on > $4::DATE) UNION ALL SELECT household_student_1.student_id AS student_id 
FROM household_guardian AS household_guardian_1 JOIN household_student AS household_student_1 ON household_student_1.household_id = household_guardian_1.household_id 
WHERE household_guardian_1.guardian_id = $3::UUID AND household_guardian_1.starts_on <= $4::DATE AND (household_guardian_1.ends_on IS NULL OR household_guardian_1.ends_on > $4::DATE) AND household_student_1.starts_on <= $4::DATE AND (household_student_1.ends_on IS NULL OR household_student_1.ends_on > $4::DATE)) AS anon_19)
 SELECT EXISTS (SELECT 1 AS anon_1 
FROM token AS token_1 JOIN person AS person_1 ON person_1.id = token_1.person_id 
WHERE token_1.id = $1::UUID AND token_1.revoked_at IS NULL AND token_1.expires_at > now() AND person_1.suspended_at IS NULL AND person_1.epoch = $2::INTEGER) AS fresh, true AS found, anon_2.data, anon_2.seen 
FROM (SELECT (SELECT row_to_json(anon_3) AS row_to_json_1 
FROM (SELECT anon_4.json AS student) AS anon_3) AS data, concat_ws(',', anon_4.seen) AS seen 
FROM (SELECT 1 AS one) AS anon_5 LEFT OUTER JOIN LATERAL (SELECT anon_6.json AS json, anon_6.seen AS seen 
FROM (SELECT (SELECT row_to_json(anon_7) AS row_to_json_2 
FROM (SELECT this.given_name AS "givenName", CASE WHEN (anon_8."GD" AND NOT anon_8."order:all" OR anon_9."TR" AND NOT anon_8."order:any") THEN anon_10.json END AS assessments, CASE WHEN (anon_8."GD" AND NOT anon_8."order:all" OR anon_8."GD" AND NOT anon_8."order:all" AND NOT anon_8."order:location") THEN anon_11.json END AS transcript, (SELECT coalesce(json_agg(row_to_json(anon_12)), json_build_array()) AS coalesce_1 
FROM (SELECT 'assessments' AS field, '31' AS slice, 'NOT_GRANTED' AS reason 
WHERE (anon_8."GD" AND NOT anon_8."order:all" OR anon_9."TR" AND NOT anon_8."order:any") IS NOT true UNION ALL SELECT 'transcript' AS field, '30' AS slice, 'NOT_GRANTED' AS reason 
WHERE (anon_8."GD" AND NOT anon_8."order:all" OR anon_8."GD" AND NOT anon_8."order:all" AND NOT anon_8."order:location") IS NOT true) AS anon_12) AS withheld) AS anon_7) AS json, concat_ws(',', CAST(this.id AS TEXT)) AS seen 
FROM student AS this JOIN LATERAL (SELECT this.id = ANY (array((SELECT anon_13.student_id 
FROM anon_13))) AS "GD", this.id = ANY (array((SELECT anon_14.student_id 
FROM anon_14))) AS "STAFF:reported", this.id = ANY (array((SELECT anon_15.student_id 
FROM anon_15))) AS "order:all", this.id = ANY (array((SELECT anon_16.student_id 
FROM anon_16))) AS "order:any", this.id = ANY (array((SELECT anon_17.student_id 
FROM anon_17))) AS "order:location", this.id = ANY (array((SELECT anon_18.student_id 
FROM anon_18))) AS "own child"
 LIMIT ALL OFFSET 0) AS anon_8 ON true JOIN LATERAL (SELECT coalesce(bool_or(section_staff_1.staff_id = $6::UUID AND section_staff_1.role = 'LEAD' AND section_staff_1.starts_on <= $4::DATE AND (section_staff_1.ends_on IS NULL OR section_staff_1.ends_on > $4::DATE) AND section_enrollment_1.starts_on <= $4::DATE AND (section_enrollment_1.ends_on IS NULL OR section_enrollment_1.ends_on > $4::DATE) AND section_1.starts_on <= $4::DATE AND (section_1.ends_on IS NULL OR section_1.ends_on > $4::DATE)), false) AS "TR", coalesce(bool_or(section_staff_1.staff_id = $6::UUID AND section_staff_1.role = 'LEAD' AND greatest(section_staff_1.starts_on, section_enrollment_1.starts_on, section_1.starts_on) > $4::DATE AND greatest(section_staff_1.starts_on, section_enrollment_1.starts_on, section_1.starts_on) <= $9::DATE AND (least(section_staff_1.ends_on, section_enrollment_1.ends_on, section_1.ends_on) IS NULL OR greatest(section_staff_1.starts_on, section_enrollment_1.starts_on, section_1.starts_on) < least(section_staff_1.ends_on, section_enrollment_1.ends_on, section_1.ends_on))), false) AS "TR.before", coalesce(bool_or(section_staff_1.staff_id = $6::UUID AND section_staff_1.role = 'LEAD' AND least(section_enrollment_1.ends_on, section_1.ends_on) <= $4::DATE AND least(section_enrollment_1.ends_on, section_1.ends_on) > $10::DATE AND section_enrollment_1.starts_on < least(section_enrollment_1.ends_on, section_1.ends_on) AND section_staff_1.starts_on < least(section_enrollment_1.ends_on, section_1.ends_on) AND (section_staff_1.ends_on IS NULL OR section_staff_1.ends_on >= least(section_enrollment_1.ends_on, section_1.ends_on))), false) AS "TR.grace" 
FROM section_staff AS section_staff_1 JOIN section_enrollment AS section_enrollment_1 ON section_enrollment_1.section_id = section_staff_1.section_id JOIN section AS section_1 ON section_1.id = section_enrollment_1.section_id 
WHERE section_enrollment_1.student_id = this.id AND section_staff_1.staff_id = $6::UUID AND section_enrollment_1.section_id = ANY (array((SELECT section_staff_2.section_id 
FROM section_staff AS section_staff_2 
WHERE section_staff_2.staff_id = $6::UUID AND section_staff_2.starts_on <= $9::DATE AND (section_staff_2.ends_on IS NULL OR section_staff_2.ends_on > $10::DATE))))
 LIMIT ALL OFFSET 0) AS anon_9 ON true LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(row_to_json(anon_20)), '[]'::json) AS json 
FROM (SELECT this1.name AS name, this1.subject AS subject, this1.taken_on AS "takenOn", this1.scale_score AS "scaleScore", this1.level AS level, json_build_array() AS withheld 
FROM assessment_result AS this1 
WHERE this1.student_id = this.id AND (anon_8."GD" AND NOT anon_8."order:all" OR anon_9."TR" AND NOT anon_8."order:any" AND (EXISTS (SELECT 1 
FROM section_staff AS section_staff_3 JOIN section_enrollment AS section_enrollment_2 ON section_enrollment_2.section_id = section_staff_3.section_id JOIN section AS section_2 ON section_2.id = section_staff_3.section_id JOIN course AS course_1 ON course_1.id = section_2.course_id 
WHERE section_enrollment_2.student_id = this1.student_id AND course_1.subject = this1.subject AND section_staff_3.staff_id = $6::UUID AND section_staff_3.starts_on <= $4::DATE AND (section_staff_3.ends_on IS NULL OR section_staff_3.ends_on > $4::DATE) AND section_enrollment_2.starts_on <= $4::DATE AND (section_enrollment_2.ends_on IS NULL OR section_enrollment_2.ends_on > $4::DATE) AND section_2.starts_on <= $4::DATE AND (section_2.ends_on IS NULL OR section_2.ends_on > $4::DATE)))) ORDER BY this1.taken_on, this1.id) AS anon_20) AS anon_10 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(anon_21) AS row_to_json_3 
FROM (SELECT anon_22.rows0 AS nodes, CASE WHEN anon_22.more THEN (SELECT (SELECT row_to_json(anon_24) AS row_to_json_4 
FROM (SELECT least(anon_25.rows, 10000) AS count) AS anon_24) AS anon_23 
FROM (SELECT count(*) AS rows 
FROM (SELECT 1 AS one 
FROM transcript_line AS counted1 
WHERE counted1.student_id = this.id AND (anon_8."GD" AND NOT anon_8."order:all" AND counted1.college_record IS false OR anon_8."GD" AND NOT anon_8."order:all" AND NOT anon_8."order:location" AND counted1.college_record IS false) 
 LIMIT 10001) AS anon_26) AS anon_25) ELSE (SELECT row_to_json(anon_27) AS row_to_json_5 
FROM (SELECT anon_22.held AS count) AS anon_27) END AS "totalCount") AS anon_21) AS json 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(anon_28) AS row_to_json_6 
FROM (SELECT CASE WHEN (anon_29."GD" AND NOT anon_29."order:all" AND anon_29.college_record IS false) THEN anon_29.course_title END AS "courseTitle", CASE WHEN (anon_29."GD" AND NOT anon_29."order:all" AND anon_29.college_record IS false) THEN anon_29.mark END AS mark, CASE WHEN (anon_29."GD" AND NOT anon_29."order:all" AND NOT anon_29."order:location" AND anon_29.college_record IS false) THEN anon_29.school_name END AS "schoolName") AS anon_28) ORDER BY anon_29."#number") FILTER (WHERE anon_29."#number" <= 3), '[]'::json) AS rows0, coalesce(max(anon_29."#rows"), 0) > 3 AS more, coalesce(max(anon_29."#rows"), 0) AS held 
FROM (SELECT anon_30.id AS id, anon_30.student_id AS student_id, anon_30.school_name AS school_name, anon_30.school_year AS school_year, anon_30.term_name AS term_name, anon_30.grade_level AS grade_level, anon_30.course_code AS course_code, anon_30.course_title AS course_title, anon_30.subject AS subject, anon_30.mark AS mark, anon_30.credit_attempted AS credit_attempted, anon_30.credit_earned AS credit_earned, anon_30.college_record AS college_record, anon_30.posted_on AS posted_on, anon_30.equivalence_group AS equivalence_group, anon_30.max_completions AS max_completions, anon_30.school_level AS school_level, anon_30.honors AS honors, anon_30.in_average AS in_average, anon_30.in_credit AS in_credit, anon_30."GD" AS "GD", anon_30."STAFF:reported" AS "STAFF:reported", anon_30."order:all" AS "order:all", anon_30."order:any" AS "order:any", anon_30."order:location" AS "order:location", anon_30."own child" AS "own child", anon_30."TR" AS "TR", anon_30."TR.before" AS "TR.before", anon_30."TR.grace" AS "TR.grace", row_number() OVER (ORDER BY anon_30.id) AS "#number", count(*) OVER () AS "#rows" 
FROM (SELECT this1.id AS id, this1.student_id AS student_id, this1.school_name AS school_name, this1.school_year AS school_year, this1.term_name AS term_name, this1.grade_level AS grade_level, this1.course_code AS course_code, this1.course_title AS course_title, this1.subject AS subject, this1.mark AS mark, this1.credit_attempted AS credit_attempted, this1.credit_earned AS credit_earned, this1.college_record AS college_record, this1.posted_on AS posted_on, this1.equivalence_group AS equivalence_group, this1.max_completions AS max_completions, this1.school_level AS school_level, this1.honors AS honors, this1.in_average AS in_average, this1.in_credit AS in_credit, anon_8."GD" AS "GD", anon_8."STAFF:reported" AS "STAFF:reported", anon_8."order:all" AS "order:all", anon_8."order:any" AS "order:any", anon_8."order:location" AS "order:location", anon_8."own child" AS "own child", anon_9."TR" AS "TR", anon_9."TR.before" AS "TR.before", anon_9."TR.grace" AS "TR.grace" 
FROM transcript_line AS this1 
WHERE this1.student_id = this.id AND (anon_8."GD" AND NOT anon_8."order:all" AND this1.college_record IS false OR anon_8."GD" AND NOT anon_8."order:all" AND NOT anon_8."order:location" AND this1.college_record IS false) ORDER BY this1.id 
 LIMIT 4) AS anon_30) AS anon_29) AS anon_22) AS anon_11 ON true 
WHERE this.id = $11::UUID AND (anon_9."TR" AND NOT anon_8."order:any" OR anon_9."TR.before" AND NOT anon_8."order:any" OR anon_9."TR.grace" AND NOT anon_8."order:any" OR anon_8."GD" AND NOT anon_8."order:all" OR anon_8."STAFF:reported" AND NOT anon_8."order:any" AND NOT anon_8."own child")) AS anon_6) AS anon_4 ON true) AS anon_2
