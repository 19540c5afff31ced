-- probe
SELECT DISTINCT this.id 
FROM student AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM (SELECT guardianship_1.student_id AS student_id 
FROM guardianship AS guardianship_1 
WHERE guardianship_1.guardian_id = $1::UUID AND guardianship_1.standing != 'CONTACT_ONLY' AND guardianship_1.starts_on <= $2::DATE AND (guardianship_1.ends_on IS NULL OR guardianship_1.ends_on > $2::DATE) UNION ALL SELECT household_student_1.student_id AS student_id 
FROM household_guardian AS household_guardian_1 JOIN household_student AS household_student_1 ON household_student_1.household_id = household_guardian_1.household_id 
WHERE household_guardian_1.guardian_id = $1::UUID AND household_guardian_1.starts_on <= $2::DATE AND (household_guardian_1.ends_on IS NULL OR household_guardian_1.ends_on > $2::DATE) AND household_student_1.starts_on <= $2::DATE AND (household_student_1.ends_on IS NULL OR household_student_1.ends_on > $2::DATE)) AS anon_2 
WHERE anon_2.student_id = this.id) ORDER BY this.id;

-- set
SELECT DISTINCT this.id 
FROM student AS this 
WHERE this.id = ANY (array((SELECT anon_1.student_id 
FROM (SELECT guardianship_1.student_id AS student_id 
FROM guardianship AS guardianship_1 
WHERE guardianship_1.guardian_id = $1::UUID AND guardianship_1.standing != 'CONTACT_ONLY' AND guardianship_1.starts_on <= $2::DATE AND (guardianship_1.ends_on IS NULL OR guardianship_1.ends_on > $2::DATE) UNION ALL SELECT household_student_1.student_id AS student_id 
FROM household_guardian AS household_guardian_1 JOIN household_student AS household_student_1 ON household_student_1.household_id = household_guardian_1.household_id 
WHERE household_guardian_1.guardian_id = $1::UUID AND household_guardian_1.starts_on <= $2::DATE AND (household_guardian_1.ends_on IS NULL OR household_guardian_1.ends_on > $2::DATE) AND household_student_1.starts_on <= $2::DATE AND (household_student_1.ends_on IS NULL OR household_student_1.ends_on > $2::DATE)) AS anon_1))) ORDER BY this.id;

-- population
WITH anon_1 AS 
(SELECT anon_2.student_id AS student_id 
FROM (SELECT guardianship_1.student_id AS student_id 
FROM guardianship AS guardianship_1 
WHERE guardianship_1.guardian_id = $1::UUID AND guardianship_1.standing != 'CONTACT_ONLY' AND guardianship_1.starts_on <= $2::DATE AND (guardianship_1.ends_on IS NULL OR guardianship_1.ends_on > $2::DATE) UNION ALL SELECT household_student_1.student_id AS student_id 
FROM household_guardian AS household_guardian_1 JOIN household_student AS household_student_1 ON household_student_1.household_id = household_guardian_1.household_id 
WHERE household_guardian_1.guardian_id = $1::UUID AND household_guardian_1.starts_on <= $2::DATE AND (household_guardian_1.ends_on IS NULL OR household_guardian_1.ends_on > $2::DATE) AND household_student_1.starts_on <= $2::DATE AND (household_student_1.ends_on IS NULL OR household_student_1.ends_on > $2::DATE)) AS anon_2)
 SELECT DISTINCT this.id 
FROM student AS this 
WHERE this.id = ANY (array((SELECT anon_1.student_id 
FROM anon_1))) ORDER BY this.id;

