-- probe
SELECT DISTINCT this.id 
FROM student AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM caseload AS caseload_1 
WHERE caseload_1.student_id = this.id AND caseload_1.staff_id = $1::UUID AND caseload_1.kind = 'CASE_MANAGER' AND caseload_1.starts_on <= $2::DATE AND (caseload_1.ends_on IS NULL OR caseload_1.ends_on > $2::DATE)) ORDER BY this.id;

-- set
SELECT DISTINCT this.id 
FROM student AS this 
WHERE this.id = ANY (array((SELECT caseload_1.student_id 
FROM caseload AS caseload_1 
WHERE caseload_1.staff_id = $1::UUID AND caseload_1.kind = 'CASE_MANAGER' AND caseload_1.starts_on <= $2::DATE AND (caseload_1.ends_on IS NULL OR caseload_1.ends_on > $2::DATE)))) ORDER BY this.id;

-- population
SELECT DISTINCT this.id 
FROM student AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM caseload AS caseload_1 
WHERE caseload_1.student_id = this.id AND caseload_1.staff_id = $1::UUID AND caseload_1.kind = 'CASE_MANAGER' AND caseload_1.starts_on <= $2::DATE AND (caseload_1.ends_on IS NULL OR caseload_1.ends_on > $2::DATE)) ORDER BY this.id;

