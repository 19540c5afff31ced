-- probe
SELECT DISTINCT this.id 
FROM section AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM section_staff AS section_staff_1 
WHERE section_staff_1.section_id = this.id AND section_staff_1.staff_id = $1::UUID AND section_staff_1.starts_on <= $2::DATE AND (section_staff_1.ends_on IS NULL OR section_staff_1.ends_on > $2::DATE)) ORDER BY this.id;

-- set
SELECT DISTINCT this.id 
FROM section AS this 
WHERE this.id = ANY (array((SELECT section_staff_1.section_id 
FROM section_staff AS section_staff_1 
WHERE section_staff_1.staff_id = $1::UUID AND section_staff_1.starts_on <= $2::DATE AND (section_staff_1.ends_on IS NULL OR section_staff_1.ends_on > $2::DATE)))) ORDER BY this.id;

-- population
SELECT DISTINCT this.id 
FROM section AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM section_staff AS section_staff_1 
WHERE section_staff_1.section_id = this.id AND section_staff_1.staff_id = $1::UUID AND section_staff_1.starts_on <= $2::DATE AND (section_staff_1.ends_on IS NULL OR section_staff_1.ends_on > $2::DATE)) ORDER BY this.id;

