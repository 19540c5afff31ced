-- probe
SELECT DISTINCT this.id 
FROM school AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM school_enrollment AS school_enrollment_1 
WHERE school_enrollment_1.school_id = this.id AND school_enrollment_1.student_id = $1::UUID AND school_enrollment_1.starts_on <= $2::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $2::DATE)) ORDER BY this.id;

-- set
SELECT DISTINCT this.id 
FROM school AS this 
WHERE this.id = ANY (array((SELECT school_enrollment_1.school_id 
FROM school_enrollment AS school_enrollment_1 
WHERE school_enrollment_1.student_id = $1::UUID AND school_enrollment_1.starts_on <= $2::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $2::DATE)))) ORDER BY this.id;

-- population
SELECT DISTINCT this.id 
FROM school AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM school_enrollment AS school_enrollment_1 
WHERE school_enrollment_1.school_id = this.id AND school_enrollment_1.student_id = $1::UUID AND school_enrollment_1.starts_on <= $2::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $2::DATE)) ORDER BY this.id;

