-- probe
SELECT DISTINCT this.id 
FROM school AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM guardianship AS guardianship_1 JOIN student AS student_1 ON student_1.id = guardianship_1.student_id JOIN school_enrollment AS school_enrollment_1 ON school_enrollment_1.student_id = guardianship_1.student_id 
WHERE school_enrollment_1.school_id = this.id AND guardianship_1.guardian_id = $1::UUID AND guardianship_1.standing != 'CONTACT_ONLY' AND guardianship_1.starts_on <= $2::DATE AND (guardianship_1.ends_on IS NULL OR guardianship_1.ends_on > $2::DATE) AND (student_1.birth_date > $3::DATE OR (EXISTS (SELECT 1 
FROM adult_access AS adult_access_1 
WHERE adult_access_1.student_id = guardianship_1.student_id AND adult_access_1.guardian_id = guardianship_1.guardian_id AND adult_access_1.starts_on <= $2::DATE AND (adult_access_1.ends_on IS NULL OR adult_access_1.ends_on > $2::DATE)))) AND school_enrollment_1.starts_on <= $2::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $2::DATE) AND NOT (EXISTS (SELECT 1 
FROM court_order AS court_order_1 
WHERE court_order_1.student_id = guardianship_1.student_id AND court_order_1.person_id = $4::UUID AND court_order_1.starts_at <= $5::TIMESTAMP WITH TIME ZONE AND (court_order_1.decided_at IS NULL OR court_order_1.decided_at > $5::TIMESTAMP WITH TIME ZONE) AND (court_order_1.document_key IS NOT NULL OR court_order_1.lapses_on IS NULL OR court_order_1.lapses_on > $2::DATE)))) ORDER BY this.id;

-- set
SELECT DISTINCT this.id 
FROM school AS this 
WHERE this.id = ANY (array((SELECT school_enrollment_1.school_id 
FROM guardianship AS guardianship_1 JOIN student AS student_1 ON student_1.id = guardianship_1.student_id JOIN school_enrollment AS school_enrollment_1 ON school_enrollment_1.student_id = guardianship_1.student_id 
WHERE guardianship_1.guardian_id = $1::UUID AND guardianship_1.standing != 'CONTACT_ONLY' AND guardianship_1.starts_on <= $2::DATE AND (guardianship_1.ends_on IS NULL OR guardianship_1.ends_on > $2::DATE) AND (student_1.birth_date > $3::DATE OR (EXISTS (SELECT 1 
FROM adult_access AS adult_access_1 
WHERE adult_access_1.student_id = guardianship_1.student_id AND adult_access_1.guardian_id = guardianship_1.guardian_id AND adult_access_1.starts_on <= $2::DATE AND (adult_access_1.ends_on IS NULL OR adult_access_1.ends_on > $2::DATE)))) AND school_enrollment_1.starts_on <= $2::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $2::DATE) AND NOT (EXISTS (SELECT 1 
FROM court_order AS court_order_1 
WHERE court_order_1.student_id = guardianship_1.student_id AND court_order_1.person_id = $4::UUID AND court_order_1.starts_at <= $5::TIMESTAMP WITH TIME ZONE AND (court_order_1.decided_at IS NULL OR court_order_1.decided_at > $5::TIMESTAMP WITH TIME ZONE) AND (court_order_1.document_key IS NOT NULL OR court_order_1.lapses_on IS NULL OR court_order_1.lapses_on > $2::DATE)))))) ORDER BY this.id;

-- population
SELECT DISTINCT this.id 
FROM school AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM guardianship AS guardianship_1 JOIN student AS student_1 ON student_1.id = guardianship_1.student_id JOIN school_enrollment AS school_enrollment_1 ON school_enrollment_1.student_id = guardianship_1.student_id 
WHERE school_enrollment_1.school_id = this.id AND guardianship_1.guardian_id = $1::UUID AND guardianship_1.standing != 'CONTACT_ONLY' AND guardianship_1.starts_on <= $2::DATE AND (guardianship_1.ends_on IS NULL OR guardianship_1.ends_on > $2::DATE) AND (student_1.birth_date > $3::DATE OR (EXISTS (SELECT 1 
FROM adult_access AS adult_access_1 
WHERE adult_access_1.student_id = guardianship_1.student_id AND adult_access_1.guardian_id = guardianship_1.guardian_id AND adult_access_1.starts_on <= $2::DATE AND (adult_access_1.ends_on IS NULL OR adult_access_1.ends_on > $2::DATE)))) AND school_enrollment_1.starts_on <= $2::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $2::DATE) AND NOT (EXISTS (SELECT 1 
FROM court_order AS court_order_1 
WHERE court_order_1.student_id = guardianship_1.student_id AND court_order_1.person_id = $4::UUID AND court_order_1.starts_at <= $5::TIMESTAMP WITH TIME ZONE AND (court_order_1.decided_at IS NULL OR court_order_1.decided_at > $5::TIMESTAMP WITH TIME ZONE) AND (court_order_1.document_key IS NOT NULL OR court_order_1.lapses_on IS NULL OR court_order_1.lapses_on > $2::DATE)))) ORDER BY this.id;

