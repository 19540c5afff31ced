-- probe
SELECT DISTINCT this.id 
FROM student AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM iep_team_member AS iep_team_member_1 JOIN post AS post_1 ON post_1.staff_id = iep_team_member_1.staff_id LEFT OUTER JOIN school_enrollment AS school_enrollment_1 ON school_enrollment_1.student_id = iep_team_member_1.student_id AND school_enrollment_1.school_id = post_1.school_id AND school_enrollment_1.starts_on <= $1::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $1::DATE) 
WHERE iep_team_member_1.student_id = this.id AND iep_team_member_1.staff_id = $2::UUID AND iep_team_member_1.starts_on <= $1::DATE AND (iep_team_member_1.ends_on IS NULL OR iep_team_member_1.ends_on > $1::DATE) AND post_1.staff_id = $2::UUID AND post_1.role = 'PRINCIPAL' AND post_1.starts_on <= $1::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $1::DATE) AND (post_1.school_id IS NULL OR school_enrollment_1.id IS NOT NULL)) ORDER BY this.id;

-- set
SELECT DISTINCT this.id 
FROM student AS this 
WHERE this.id = ANY (array((SELECT iep_team_member_1.student_id 
FROM iep_team_member AS iep_team_member_1 JOIN post AS post_1 ON post_1.staff_id = iep_team_member_1.staff_id LEFT OUTER JOIN school_enrollment AS school_enrollment_1 ON school_enrollment_1.student_id = iep_team_member_1.student_id AND school_enrollment_1.school_id = post_1.school_id AND school_enrollment_1.starts_on <= $1::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $1::DATE) 
WHERE iep_team_member_1.staff_id = $2::UUID AND iep_team_member_1.starts_on <= $1::DATE AND (iep_team_member_1.ends_on IS NULL OR iep_team_member_1.ends_on > $1::DATE) AND post_1.staff_id = $2::UUID AND post_1.role = 'PRINCIPAL' AND post_1.starts_on <= $1::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $1::DATE) AND (post_1.school_id IS NULL OR school_enrollment_1.id IS NOT NULL)))) ORDER BY this.id;

-- population
SELECT DISTINCT this.id 
FROM student AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM iep_team_member AS iep_team_member_1 JOIN post AS post_1 ON post_1.staff_id = iep_team_member_1.staff_id LEFT OUTER JOIN school_enrollment AS school_enrollment_1 ON school_enrollment_1.student_id = iep_team_member_1.student_id AND school_enrollment_1.school_id = post_1.school_id AND school_enrollment_1.starts_on <= $1::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $1::DATE) 
WHERE iep_team_member_1.student_id = this.id AND iep_team_member_1.staff_id = $2::UUID AND iep_team_member_1.starts_on <= $1::DATE AND (iep_team_member_1.ends_on IS NULL OR iep_team_member_1.ends_on > $1::DATE) AND post_1.staff_id = $2::UUID AND post_1.role = 'PRINCIPAL' AND post_1.starts_on <= $1::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $1::DATE) AND (post_1.school_id IS NULL OR school_enrollment_1.id IS NOT NULL)) ORDER BY this.id;

