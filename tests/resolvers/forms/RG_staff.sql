-- probe
SELECT DISTINCT this.id 
FROM staff_member AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 JOIN post AS post_2 ON post_1.school_id IS NULL OR post_1.school_id = post_2.school_id 
WHERE post_2.staff_id = this.id AND post_1.staff_id = $1::UUID AND post_1.role = 'REGISTRAR' AND post_1.starts_on <= $2::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $2::DATE)) ORDER BY this.id;

-- set
SELECT DISTINCT this.id 
FROM staff_member AS this 
WHERE this.id = ANY (array((SELECT post_1.staff_id 
FROM post AS post_2 JOIN post AS post_1 ON post_2.school_id IS NULL OR post_2.school_id = post_1.school_id 
WHERE post_2.staff_id = $1::UUID AND post_2.role = 'REGISTRAR' AND post_2.starts_on <= $2::DATE AND (post_2.ends_on IS NULL OR post_2.ends_on > $2::DATE)))) ORDER BY this.id;

-- population
SELECT DISTINCT this.id 
FROM staff_member AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM post AS post_1 JOIN post AS post_2 ON post_1.school_id IS NULL OR post_1.school_id = post_2.school_id 
WHERE post_2.staff_id = this.id AND post_1.staff_id = $1::UUID AND post_1.role = 'REGISTRAR' AND post_1.starts_on <= $2::DATE AND (post_1.ends_on IS NULL OR post_1.ends_on > $2::DATE)) ORDER BY this.id;

