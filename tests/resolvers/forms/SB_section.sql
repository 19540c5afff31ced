-- probe
SELECT DISTINCT this.id 
FROM section AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM coverage AS coverage_1 
WHERE coverage_1.section_id = this.id AND coverage_1.staff_id = $1::UUID AND coverage_1.starts_on <= $2::DATE AND (coverage_1.ends_on IS NULL OR coverage_1.ends_on > $2::DATE)) ORDER BY this.id;

-- set
SELECT DISTINCT this.id 
FROM section AS this 
WHERE this.id = ANY (array((SELECT coverage_1.section_id 
FROM coverage AS coverage_1 
WHERE coverage_1.staff_id = $1::UUID AND coverage_1.starts_on <= $2::DATE AND (coverage_1.ends_on IS NULL OR coverage_1.ends_on > $2::DATE)))) ORDER BY this.id;

-- population
SELECT DISTINCT this.id 
FROM section AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM coverage AS coverage_1 
WHERE coverage_1.section_id = this.id AND coverage_1.staff_id = $1::UUID AND coverage_1.starts_on <= $2::DATE AND (coverage_1.ends_on IS NULL OR coverage_1.ends_on > $2::DATE)) ORDER BY this.id;

