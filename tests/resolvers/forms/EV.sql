-- probe
SELECT DISTINCT this.id 
FROM student AS this 
WHERE true ORDER BY this.id;

-- set
SELECT DISTINCT this.id 
FROM student AS this 
WHERE this.id = ANY (array((SELECT student_1.id 
FROM student AS student_1 
WHERE true))) ORDER BY this.id;

-- population
SELECT DISTINCT this.id 
FROM student AS this 
WHERE true ORDER BY this.id;

