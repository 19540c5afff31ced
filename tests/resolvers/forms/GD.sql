-- probe
SELECT DISTINCT this.id 
FROM student AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM guardianship AS guardianship_1 JOIN student AS student_1 ON student_1.id = guardianship_1.student_id 
WHERE guardianship_1.student_id = this.id AND guardianship_1.guardian_id = $1::UUID AND guardianship_1.standing != 'CONTACT_ONLY' AND guardianship_1.starts_on <= $2::DATE AND (guardianship_1.ends_on IS NULL OR guardianship_1.ends_on > $2::DATE) AND (student_1.birth_date > $3::DATE OR (EXISTS (SELECT 1 
FROM adult_access AS adult_access_1 
WHERE adult_access_1.student_id = guardianship_1.student_id AND adult_access_1.guardian_id = guardianship_1.guardian_id AND adult_access_1.starts_on <= $2::DATE AND (adult_access_1.ends_on IS NULL OR adult_access_1.ends_on > $2::DATE))))) ORDER BY this.id;

-- set
SELECT DISTINCT this.id 
FROM student AS this 
WHERE this.id = ANY (array((SELECT guardianship_1.student_id 
FROM guardianship AS guardianship_1 JOIN student AS student_1 ON student_1.id = guardianship_1.student_id 
WHERE guardianship_1.guardian_id = $1::UUID AND guardianship_1.standing != 'CONTACT_ONLY' AND guardianship_1.starts_on <= $2::DATE AND (guardianship_1.ends_on IS NULL OR guardianship_1.ends_on > $2::DATE) AND (student_1.birth_date > $3::DATE OR (EXISTS (SELECT 1 
FROM adult_access AS adult_access_1 
WHERE adult_access_1.student_id = guardianship_1.student_id AND adult_access_1.guardian_id = guardianship_1.guardian_id AND adult_access_1.starts_on <= $2::DATE AND (adult_access_1.ends_on IS NULL OR adult_access_1.ends_on > $2::DATE))))))) ORDER BY this.id;

-- population
WITH anon_1 AS 
(SELECT guardianship_1.student_id AS student_id 
FROM guardianship AS guardianship_1 JOIN student AS student_1 ON student_1.id = guardianship_1.student_id 
WHERE guardianship_1.guardian_id = $1::UUID AND guardianship_1.standing != 'CONTACT_ONLY' AND guardianship_1.starts_on <= $2::DATE AND (guardianship_1.ends_on IS NULL OR guardianship_1.ends_on > $2::DATE) AND (student_1.birth_date > $3::DATE OR (EXISTS (SELECT 1 
FROM adult_access AS adult_access_1 
WHERE adult_access_1.student_id = guardianship_1.student_id AND adult_access_1.guardian_id = guardianship_1.guardian_id AND adult_access_1.starts_on <= $2::DATE AND (adult_access_1.ends_on IS NULL OR adult_access_1.ends_on > $2::DATE)))))
 SELECT DISTINCT this.id 
FROM student AS this 
WHERE this.id = ANY (array((SELECT anon_1.student_id 
FROM anon_1))) ORDER BY this.id;

