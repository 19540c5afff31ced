-- probe
SELECT DISTINCT this.id 
FROM student AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM counselor_range AS counselor_range_1 JOIN school_enrollment AS school_enrollment_1 ON school_enrollment_1.school_id = counselor_range_1.school_id JOIN student AS student_1 ON student_1.id = school_enrollment_1.student_id 
WHERE school_enrollment_1.student_id = this.id AND counselor_range_1.staff_id = $1::UUID AND counselor_range_1.starts_on <= $2::DATE AND (counselor_range_1.ends_on IS NULL OR counselor_range_1.ends_on > $2::DATE) AND school_enrollment_1.starts_on <= $2::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $2::DATE) AND (counselor_range_1.grade_level IS NULL OR counselor_range_1.grade_level = student_1.grade_level) AND (left(upper(student_1.family_name), length(counselor_range_1.first)) COLLATE "C") >= counselor_range_1.first AND (left(upper(student_1.family_name), length(counselor_range_1.last)) COLLATE "C") <= counselor_range_1.last) ORDER BY this.id;

-- set
SELECT DISTINCT this.id 
FROM student AS this 
WHERE this.id = ANY (array((SELECT school_enrollment_1.student_id 
FROM counselor_range AS counselor_range_1 JOIN school_enrollment AS school_enrollment_1 ON school_enrollment_1.school_id = counselor_range_1.school_id JOIN student AS student_1 ON student_1.id = school_enrollment_1.student_id 
WHERE counselor_range_1.staff_id = $1::UUID AND counselor_range_1.starts_on <= $2::DATE AND (counselor_range_1.ends_on IS NULL OR counselor_range_1.ends_on > $2::DATE) AND school_enrollment_1.starts_on <= $2::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $2::DATE) AND (counselor_range_1.grade_level IS NULL OR counselor_range_1.grade_level = student_1.grade_level) AND (left(upper(student_1.family_name), length(counselor_range_1.first)) COLLATE "C") >= counselor_range_1.first AND (left(upper(student_1.family_name), length(counselor_range_1.last)) COLLATE "C") <= counselor_range_1.last))) ORDER BY this.id;

-- population
SELECT DISTINCT this.id 
FROM student AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM counselor_range AS counselor_range_1 JOIN school_enrollment AS school_enrollment_1 ON school_enrollment_1.school_id = counselor_range_1.school_id JOIN student AS student_1 ON student_1.id = school_enrollment_1.student_id 
WHERE school_enrollment_1.student_id = this.id AND counselor_range_1.staff_id = $1::UUID AND counselor_range_1.starts_on <= $2::DATE AND (counselor_range_1.ends_on IS NULL OR counselor_range_1.ends_on > $2::DATE) AND school_enrollment_1.starts_on <= $2::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $2::DATE) AND (counselor_range_1.grade_level IS NULL OR counselor_range_1.grade_level = student_1.grade_level) AND (left(upper(student_1.family_name), length(counselor_range_1.first)) COLLATE "C") >= counselor_range_1.first AND (left(upper(student_1.family_name), length(counselor_range_1.last)) COLLATE "C") <= counselor_range_1.last AND school_enrollment_1.school_id = ANY (array((SELECT counselor_range_2.school_id 
FROM counselor_range AS counselor_range_2 
WHERE counselor_range_2.staff_id = $1::UUID AND counselor_range_2.starts_on <= $2::DATE AND (counselor_range_2.ends_on IS NULL OR counselor_range_2.ends_on > $2::DATE))))) ORDER BY this.id;

