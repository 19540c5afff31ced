-- probe
SELECT DISTINCT this.id 
FROM student AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM incident AS incident_1 JOIN incident_participation AS incident_participation_1 ON incident_participation_1.incident_id = incident_1.id 
WHERE incident_participation_1.student_id = this.id AND incident_1.reported_by = $1::UUID AND (EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $1::UUID AND post_1.starts_on <= $2::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $2::DATE)))) ORDER BY this.id;

-- set
SELECT DISTINCT this.id 
FROM student AS this 
WHERE this.id = ANY (array((SELECT incident_participation_1.student_id 
FROM incident AS incident_1 JOIN incident_participation AS incident_participation_1 ON incident_participation_1.incident_id = incident_1.id 
WHERE incident_1.reported_by = $1::UUID AND (EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $1::UUID AND post_1.starts_on <= $2::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $2::DATE)))))) ORDER BY this.id;

-- population
WITH anon_1 AS 
(SELECT incident_participation_1.student_id AS student_id 
FROM incident AS incident_1 JOIN incident_participation AS incident_participation_1 ON incident_participation_1.incident_id = incident_1.id 
WHERE incident_1.reported_by = $1::UUID AND (EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $1::UUID AND post_1.starts_on <= $2::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $2::DATE))))
 SELECT DISTINCT this.id 
FROM student AS this 
WHERE this.id = ANY (array((SELECT anon_1.student_id 
FROM anon_1))) ORDER BY this.id;

