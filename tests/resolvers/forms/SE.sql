-- probe
SELECT DISTINCT this.id 
FROM student AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM (SELECT iep.student_id AS student_id 
FROM iep UNION ALL SELECT evaluation.student_id AS student_id 
FROM evaluation UNION ALL SELECT plan_504.student_id AS student_id 
FROM plan_504) AS anon_2 
WHERE anon_2.student_id = this.id AND (EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $1::UUID AND post_1.role = 'SPECIAL_EDUCATION' AND post_1.starts_on <= $2::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $2::DATE)))) ORDER BY this.id;

-- set
SELECT DISTINCT this.id 
FROM student AS this 
WHERE this.id = ANY (array((SELECT anon_1.student_id 
FROM (SELECT iep.student_id AS student_id 
FROM iep UNION ALL SELECT evaluation.student_id AS student_id 
FROM evaluation UNION ALL SELECT plan_504.student_id AS student_id 
FROM plan_504) AS anon_1 
WHERE EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $1::UUID AND post_1.role = 'SPECIAL_EDUCATION' AND post_1.starts_on <= $2::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $2::DATE))))) ORDER BY this.id;

-- population
SELECT DISTINCT this.id 
FROM student AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM (SELECT iep.student_id AS student_id 
FROM iep UNION ALL SELECT evaluation.student_id AS student_id 
FROM evaluation UNION ALL SELECT plan_504.student_id AS student_id 
FROM plan_504) AS anon_2 
WHERE anon_2.student_id = this.id AND (EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $1::UUID AND post_1.role = 'SPECIAL_EDUCATION' AND post_1.starts_on <= $2::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $2::DATE)))) ORDER BY this.id;

