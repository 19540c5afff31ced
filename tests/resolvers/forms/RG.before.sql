-- probe
SELECT DISTINCT this.id 
FROM student AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 JOIN school_enrollment AS school_enrollment_1 ON school_enrollment_1.school_id = post_1.school_id 
WHERE school_enrollment_1.student_id = this.id AND post_1.staff_id = $1::UUID AND post_1.role = 'REGISTRAR' AND post_1.starts_on <= $2::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $2::DATE) AND school_enrollment_1.starts_on > $2::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > school_enrollment_1.starts_on) AND NOT (EXISTS (SELECT 1 
FROM school_enrollment AS school_enrollment_2 
WHERE school_enrollment_2.student_id = school_enrollment_1.student_id AND school_enrollment_2.starts_on <= $2::DATE AND (school_enrollment_2.ends_on IS NULL OR school_enrollment_2.ends_on > $2::DATE)))) ORDER BY this.id;

-- set
SELECT DISTINCT this.id 
FROM student AS this 
WHERE this.id = ANY (array((SELECT school_enrollment_1.student_id 
FROM post AS post_1 JOIN school_enrollment AS school_enrollment_1 ON school_enrollment_1.school_id = post_1.school_id 
WHERE post_1.staff_id = $1::UUID AND post_1.role = 'REGISTRAR' AND post_1.starts_on <= $2::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $2::DATE) AND school_enrollment_1.starts_on > $2::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > school_enrollment_1.starts_on) AND NOT (EXISTS (SELECT 1 
FROM school_enrollment AS school_enrollment_2 
WHERE school_enrollment_2.student_id = school_enrollment_1.student_id AND school_enrollment_2.starts_on <= $2::DATE AND (school_enrollment_2.ends_on IS NULL OR school_enrollment_2.ends_on > $2::DATE)))))) ORDER BY this.id;

-- population
SELECT DISTINCT this.id 
FROM student AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM school_enrollment AS school_enrollment_1 
WHERE school_enrollment_1.student_id = this.id AND school_enrollment_1.starts_on > $1::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > school_enrollment_1.starts_on) AND NOT (EXISTS (SELECT 1 
FROM school_enrollment AS school_enrollment_2 
WHERE school_enrollment_2.student_id = school_enrollment_1.student_id AND school_enrollment_2.starts_on <= $1::DATE AND (school_enrollment_2.ends_on IS NULL OR school_enrollment_2.ends_on > $1::DATE))) AND school_enrollment_1.school_id = ANY (array((SELECT post_1.school_id 
FROM post AS post_1 
WHERE post_1.staff_id = $2::UUID AND post_1.role = 'REGISTRAR' AND post_1.starts_on <= $1::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $1::DATE) AND post_1.school_id IS NOT NULL)))
 LIMIT ALL OFFSET 0) ORDER BY this.id;

