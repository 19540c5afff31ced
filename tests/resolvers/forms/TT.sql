-- probe
SELECT DISTINCT this.id 
FROM student AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM threat_team_member AS threat_team_member_1 
WHERE threat_team_member_1.student_id = this.id AND threat_team_member_1.staff_id = $1::UUID AND threat_team_member_1.starts_on <= $2::DATE AND (threat_team_member_1.ends_on IS NULL OR threat_team_member_1.ends_on > $2::DATE) AND (EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $1::UUID AND post_1.role IN ('COUNSELOR', 'CASE_MANAGER', 'PRINCIPAL') AND post_1.starts_on <= $2::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $2::DATE)))) ORDER BY this.id;

-- set
SELECT DISTINCT this.id 
FROM student AS this 
WHERE this.id = ANY (array((SELECT threat_team_member_1.student_id 
FROM threat_team_member AS threat_team_member_1 
WHERE threat_team_member_1.staff_id = $1::UUID AND threat_team_member_1.starts_on <= $2::DATE AND (threat_team_member_1.ends_on IS NULL OR threat_team_member_1.ends_on > $2::DATE) AND (EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $1::UUID AND post_1.role IN ('COUNSELOR', 'CASE_MANAGER', 'PRINCIPAL') AND post_1.starts_on <= $2::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $2::DATE)))))) ORDER BY this.id;

-- population
SELECT DISTINCT this.id 
FROM student AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM threat_team_member AS threat_team_member_1 
WHERE threat_team_member_1.student_id = this.id AND threat_team_member_1.staff_id = $1::UUID AND threat_team_member_1.starts_on <= $2::DATE AND (threat_team_member_1.ends_on IS NULL OR threat_team_member_1.ends_on > $2::DATE) AND (EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $1::UUID AND post_1.role IN ('COUNSELOR', 'CASE_MANAGER', 'PRINCIPAL') AND post_1.starts_on <= $2::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $2::DATE)))) ORDER BY this.id;

