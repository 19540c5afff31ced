-- probe
SELECT DISTINCT this.id 
FROM student AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM engagement AS engagement_1 JOIN post AS post_1 ON post_1.staff_id = engagement_1.staff_id 
WHERE engagement_1.staff_id = $1::UUID AND engagement_1.starts_on <= $2::DATE AND (engagement_1.ends_on IS NULL OR engagement_1.ends_on > $2::DATE) AND engagement_1.first_signer_id IS NOT NULL AND engagement_1.second_signer_id IS NOT NULL AND post_1.starts_on <= $2::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $2::DATE) AND (engagement_1.kind = 'MONITOR' AND post_1.role = 'MONITOR' OR engagement_1.kind = 'SUPPORT' AND post_1.role = 'OPERATOR')) ORDER BY this.id;

-- set
SELECT DISTINCT this.id 
FROM student AS this 
WHERE this.id = ANY (array((SELECT student_1.id 
FROM student AS student_1 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM engagement AS engagement_1 JOIN post AS post_1 ON post_1.staff_id = engagement_1.staff_id 
WHERE engagement_1.staff_id = $1::UUID AND engagement_1.starts_on <= $2::DATE AND (engagement_1.ends_on IS NULL OR engagement_1.ends_on > $2::DATE) AND engagement_1.first_signer_id IS NOT NULL AND engagement_1.second_signer_id IS NOT NULL AND post_1.starts_on <= $2::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $2::DATE) AND (engagement_1.kind = 'MONITOR' AND post_1.role = 'MONITOR' OR engagement_1.kind = 'SUPPORT' AND post_1.role = 'OPERATOR'))))) ORDER BY this.id;

-- population
SELECT DISTINCT this.id 
FROM student AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM engagement AS engagement_1 JOIN post AS post_1 ON post_1.staff_id = engagement_1.staff_id 
WHERE engagement_1.staff_id = $1::UUID AND engagement_1.starts_on <= $2::DATE AND (engagement_1.ends_on IS NULL OR engagement_1.ends_on > $2::DATE) AND engagement_1.first_signer_id IS NOT NULL AND engagement_1.second_signer_id IS NOT NULL AND post_1.starts_on <= $2::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $2::DATE) AND (engagement_1.kind = 'MONITOR' AND post_1.role = 'MONITOR' OR engagement_1.kind = 'SUPPORT' AND post_1.role = 'OPERATOR')) ORDER BY this.id;

