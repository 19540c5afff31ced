-- probe
SELECT DISTINCT this.id 
FROM student AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM support_team_member AS support_team_member_1 
WHERE support_team_member_1.student_id = this.id AND support_team_member_1.staff_id = $1::UUID AND support_team_member_1.starts_on <= $2::DATE AND (support_team_member_1.ends_on IS NULL OR support_team_member_1.ends_on > $2::DATE) AND (EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $1::UUID AND post_1.role IN ('COUNSELOR', 'CASE_MANAGER', 'PRINCIPAL') AND post_1.starts_on <= $2::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $2::DATE)))) ORDER BY this.id;

-- set
SELECT DISTINCT this.id 
FROM student AS this 
WHERE this.id = ANY (array((SELECT support_team_member_1.student_id 
FROM support_team_member AS support_team_member_1 
WHERE support_team_member_1.staff_id = $1::UUID AND support_team_member_1.starts_on <= $2::DATE AND (support_team_member_1.ends_on IS NULL OR support_team_member_1.ends_on > $2::DATE) AND (EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $1::UUID AND post_1.role IN ('COUNSELOR', 'CASE_MANAGER', 'PRINCIPAL') AND post_1.starts_on <= $2::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $2::DATE)))))) ORDER BY this.id;

-- population
SELECT DISTINCT this.id 
FROM student AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM support_team_member AS support_team_member_1 
WHERE support_team_member_1.student_id = this.id AND support_team_member_1.staff_id = $1::UUID AND support_team_member_1.starts_on <= $2::DATE AND (support_team_member_1.ends_on IS NULL OR support_team_member_1.ends_on > $2::DATE) AND (EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $1::UUID AND post_1.role IN ('COUNSELOR', 'CASE_MANAGER', 'PRINCIPAL') AND post_1.starts_on <= $2::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $2::DATE)))) ORDER BY this.id;

