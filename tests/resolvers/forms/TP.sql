-- probe
SELECT DISTINCT this.id 
FROM student AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM transport_assignment AS transport_assignment_1 
WHERE transport_assignment_1.student_id = this.id AND transport_assignment_1.starts_on <= $1::DATE AND (transport_assignment_1.ends_on IS NULL OR transport_assignment_1.ends_on > $1::DATE) AND (EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $2::UUID AND post_1.role = 'TRANSPORT' AND post_1.starts_on <= $1::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $1::DATE)))) ORDER BY this.id;

-- set
SELECT DISTINCT this.id 
FROM student AS this 
WHERE this.id = ANY (array((SELECT transport_assignment_1.student_id 
FROM transport_assignment AS transport_assignment_1 
WHERE transport_assignment_1.starts_on <= $1::DATE AND (transport_assignment_1.ends_on IS NULL OR transport_assignment_1.ends_on > $1::DATE) AND (EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $2::UUID AND post_1.role = 'TRANSPORT' AND post_1.starts_on <= $1::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $1::DATE)))))) ORDER BY this.id;

-- population
SELECT DISTINCT this.id 
FROM student AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM transport_assignment AS transport_assignment_1 
WHERE transport_assignment_1.student_id = this.id AND transport_assignment_1.starts_on <= $1::DATE AND (transport_assignment_1.ends_on IS NULL OR transport_assignment_1.ends_on > $1::DATE) AND (EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $2::UUID AND post_1.role = 'TRANSPORT' AND post_1.starts_on <= $1::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $1::DATE)))) ORDER BY this.id;

