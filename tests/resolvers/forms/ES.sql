-- probe
SELECT DISTINCT this.id 
FROM student AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM student AS student_1 
WHERE student_1.id = this.id AND student_1.id = $1::UUID AND student_1.birth_date <= $2::DATE) ORDER BY this.id;

-- set
SELECT DISTINCT this.id 
FROM student AS this 
WHERE this.id = ANY (array((SELECT student_1.id 
FROM student AS student_1 
WHERE student_1.id = $1::UUID AND student_1.birth_date <= $2::DATE))) ORDER BY this.id;

-- population
SELECT DISTINCT this.id 
FROM student AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM student AS student_1 
WHERE student_1.id = this.id AND student_1.id = $1::UUID AND student_1.birth_date <= $2::DATE) ORDER BY this.id;

