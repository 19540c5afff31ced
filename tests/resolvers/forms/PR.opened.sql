-- probe
SELECT DISTINCT this.id 
FROM student AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM break_glass AS break_glass_1 JOIN post AS post_1 ON post_1.staff_id = break_glass_1.staff_id LEFT OUTER JOIN school_enrollment AS school_enrollment_1 ON school_enrollment_1.student_id = break_glass_1.student_id AND school_enrollment_1.school_id = post_1.school_id AND school_enrollment_1.starts_on <= $1::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $1::DATE) 
WHERE break_glass_1.student_id = this.id AND break_glass_1.staff_id = $2::UUID AND break_glass_1.opened_at <= $3::TIMESTAMP WITH TIME ZONE AND break_glass_1.expires_at > $3::TIMESTAMP WITH TIME ZONE AND post_1.staff_id = $2::UUID AND post_1.role = 'PRINCIPAL' AND post_1.starts_on <= $1::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $1::DATE) AND (post_1.school_id IS NULL OR school_enrollment_1.id IS NOT NULL)) ORDER BY this.id;

-- set
SELECT DISTINCT this.id 
FROM student AS this 
WHERE this.id = ANY (array((SELECT break_glass_1.student_id 
FROM break_glass AS break_glass_1 JOIN post AS post_1 ON post_1.staff_id = break_glass_1.staff_id LEFT OUTER JOIN school_enrollment AS school_enrollment_1 ON school_enrollment_1.student_id = break_glass_1.student_id AND school_enrollment_1.school_id = post_1.school_id AND school_enrollment_1.starts_on <= $1::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $1::DATE) 
WHERE break_glass_1.staff_id = $2::UUID AND break_glass_1.opened_at <= $3::TIMESTAMP WITH TIME ZONE AND break_glass_1.expires_at > $3::TIMESTAMP WITH TIME ZONE AND post_1.staff_id = $2::UUID AND post_1.role = 'PRINCIPAL' AND post_1.starts_on <= $1::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $1::DATE) AND (post_1.school_id IS NULL OR school_enrollment_1.id IS NOT NULL)))) ORDER BY this.id;

-- population
SELECT DISTINCT this.id 
FROM student AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM break_glass AS break_glass_1 JOIN post AS post_1 ON post_1.staff_id = break_glass_1.staff_id LEFT OUTER JOIN school_enrollment AS school_enrollment_1 ON school_enrollment_1.student_id = break_glass_1.student_id AND school_enrollment_1.school_id = post_1.school_id AND school_enrollment_1.starts_on <= $1::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $1::DATE) 
WHERE break_glass_1.student_id = this.id AND break_glass_1.staff_id = $2::UUID AND break_glass_1.opened_at <= $3::TIMESTAMP WITH TIME ZONE AND break_glass_1.expires_at > $3::TIMESTAMP WITH TIME ZONE AND post_1.staff_id = $2::UUID AND post_1.role = 'PRINCIPAL' AND post_1.starts_on <= $1::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $1::DATE) AND (post_1.school_id IS NULL OR school_enrollment_1.id IS NOT NULL)) ORDER BY this.id;

