-- probe
SELECT DISTINCT this.id 
FROM student AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM section_staff AS section_staff_1 JOIN section_enrollment AS section_enrollment_1 ON section_enrollment_1.section_id = section_staff_1.section_id JOIN section AS section_1 ON section_1.id = section_enrollment_1.section_id 
WHERE section_enrollment_1.student_id = this.id AND section_staff_1.staff_id = $1::UUID AND section_staff_1.role = 'LEAD' AND least(section_enrollment_1.ends_on, section_1.ends_on) <= $2::DATE AND least(section_enrollment_1.ends_on, section_1.ends_on) > $3::DATE AND section_enrollment_1.starts_on < least(section_enrollment_1.ends_on, section_1.ends_on) AND section_staff_1.starts_on < least(section_enrollment_1.ends_on, section_1.ends_on) AND (section_staff_1.ends_on IS NULL OR section_staff_1.ends_on >= least(section_enrollment_1.ends_on, section_1.ends_on))) ORDER BY this.id;

-- set
SELECT DISTINCT this.id 
FROM student AS this 
WHERE this.id = ANY (array((SELECT section_enrollment_1.student_id 
FROM section_staff AS section_staff_1 JOIN section_enrollment AS section_enrollment_1 ON section_enrollment_1.section_id = section_staff_1.section_id JOIN section AS section_1 ON section_1.id = section_enrollment_1.section_id 
WHERE section_staff_1.staff_id = $1::UUID AND section_staff_1.role = 'LEAD' AND least(section_enrollment_1.ends_on, section_1.ends_on) <= $2::DATE AND least(section_enrollment_1.ends_on, section_1.ends_on) > $3::DATE AND section_enrollment_1.starts_on < least(section_enrollment_1.ends_on, section_1.ends_on) AND section_staff_1.starts_on < least(section_enrollment_1.ends_on, section_1.ends_on) AND (section_staff_1.ends_on IS NULL OR section_staff_1.ends_on >= least(section_enrollment_1.ends_on, section_1.ends_on))))) ORDER BY this.id;

-- population
SELECT DISTINCT this.id 
FROM student AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM section_staff AS section_staff_1 JOIN section_enrollment AS section_enrollment_1 ON section_enrollment_1.section_id = section_staff_1.section_id JOIN section AS section_1 ON section_1.id = section_enrollment_1.section_id 
WHERE section_enrollment_1.student_id = this.id AND section_staff_1.staff_id = $1::UUID AND section_staff_1.role = 'LEAD' AND least(section_enrollment_1.ends_on, section_1.ends_on) <= $2::DATE AND least(section_enrollment_1.ends_on, section_1.ends_on) > $3::DATE AND section_enrollment_1.starts_on < least(section_enrollment_1.ends_on, section_1.ends_on) AND section_staff_1.starts_on < least(section_enrollment_1.ends_on, section_1.ends_on) AND (section_staff_1.ends_on IS NULL OR section_staff_1.ends_on >= least(section_enrollment_1.ends_on, section_1.ends_on)) AND section_enrollment_1.section_id = ANY (array((SELECT section_staff_2.section_id 
FROM section_staff AS section_staff_2 
WHERE section_staff_2.staff_id = $1::UUID AND section_staff_2.role = 'LEAD' AND section_staff_2.starts_on <= $4::DATE AND (section_staff_2.ends_on IS NULL OR section_staff_2.ends_on > $3::DATE))))) ORDER BY this.id;

