-- probe
SELECT DISTINCT this.id 
FROM student AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM student AS student_1 
WHERE student_1.id = this.id AND student_1.id = $1::UUID AND student_1.birth_date > $2::DATE AND (student_1.birth_date <= $3::DATE OR student_1.grade_level >= 11 OR student_1.birth_date <= $4::DATE AND (EXISTS (SELECT 1 
FROM support_program AS support_program_1 
WHERE support_program_1.student_id = student_1.id AND support_program_1.kind = 'HOMELESS' AND support_program_1.unaccompanied AND support_program_1.starts_on <= $5::DATE AND (support_program_1.ends_on IS NULL OR support_program_1.ends_on > $5::DATE))))) ORDER BY this.id;

-- set
SELECT DISTINCT this.id 
FROM student AS this 
WHERE this.id = ANY (array((SELECT student_1.id 
FROM student AS student_1 
WHERE student_1.id = $1::UUID AND student_1.birth_date > $2::DATE AND (student_1.birth_date <= $3::DATE OR student_1.grade_level >= 11 OR student_1.birth_date <= $4::DATE AND (EXISTS (SELECT 1 
FROM support_program AS support_program_1 
WHERE support_program_1.student_id = student_1.id AND support_program_1.kind = 'HOMELESS' AND support_program_1.unaccompanied AND support_program_1.starts_on <= $5::DATE AND (support_program_1.ends_on IS NULL OR support_program_1.ends_on > $5::DATE))))))) ORDER BY this.id;

-- population
SELECT DISTINCT this.id 
FROM student AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM student AS student_1 
WHERE student_1.id = this.id AND student_1.id = $1::UUID AND student_1.birth_date > $2::DATE AND (student_1.birth_date <= $3::DATE OR student_1.grade_level >= 11 OR student_1.birth_date <= $4::DATE AND (EXISTS (SELECT 1 
FROM support_program AS support_program_1 
WHERE support_program_1.student_id = student_1.id AND support_program_1.kind = 'HOMELESS' AND support_program_1.unaccompanied AND support_program_1.starts_on <= $5::DATE AND (support_program_1.ends_on IS NULL OR support_program_1.ends_on > $5::DATE))))) ORDER BY this.id;

