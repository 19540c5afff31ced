-- probe
SELECT DISTINCT this.student_id, this.section_id 
FROM section_enrollment AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM coverage AS coverage_1 JOIN section_enrollment AS section_enrollment_1 ON section_enrollment_1.section_id = coverage_1.section_id JOIN section AS section_1 ON section_1.id = section_enrollment_1.section_id 
WHERE section_enrollment_1.student_id = this.student_id AND section_enrollment_1.section_id = this.section_id AND coverage_1.staff_id = $1::UUID AND coverage_1.long_term IS false AND coverage_1.contracted IS false AND coverage_1.starts_on <= $2::DATE AND (coverage_1.ends_on IS NULL OR coverage_1.ends_on > $2::DATE) AND section_enrollment_1.starts_on <= $2::DATE AND (section_enrollment_1.ends_on IS NULL OR section_enrollment_1.ends_on > $2::DATE) AND section_1.starts_on <= $2::DATE AND (section_1.ends_on IS NULL OR section_1.ends_on > $2::DATE)) ORDER BY this.student_id, this.section_id;

-- set
SELECT DISTINCT this.student_id, this.section_id 
FROM section_enrollment AS this 
WHERE (this.student_id, this.section_id) IN (SELECT section_enrollment_1.student_id, section_enrollment_1.section_id 
FROM coverage AS coverage_1 JOIN section_enrollment AS section_enrollment_1 ON section_enrollment_1.section_id = coverage_1.section_id JOIN section AS section_1 ON section_1.id = section_enrollment_1.section_id 
WHERE coverage_1.staff_id = $1::UUID AND coverage_1.long_term IS false AND coverage_1.contracted IS false AND coverage_1.starts_on <= $2::DATE AND (coverage_1.ends_on IS NULL OR coverage_1.ends_on > $2::DATE) AND section_enrollment_1.starts_on <= $2::DATE AND (section_enrollment_1.ends_on IS NULL OR section_enrollment_1.ends_on > $2::DATE) AND section_1.starts_on <= $2::DATE AND (section_1.ends_on IS NULL OR section_1.ends_on > $2::DATE)) ORDER BY this.student_id, this.section_id;

-- population
SELECT DISTINCT this.student_id, this.section_id 
FROM section_enrollment AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM coverage AS coverage_1 JOIN section_enrollment AS section_enrollment_1 ON section_enrollment_1.section_id = coverage_1.section_id JOIN section AS section_1 ON section_1.id = section_enrollment_1.section_id 
WHERE section_enrollment_1.student_id = this.student_id AND section_enrollment_1.section_id = this.section_id AND coverage_1.staff_id = $1::UUID AND coverage_1.long_term IS false AND coverage_1.contracted IS false AND coverage_1.starts_on <= $2::DATE AND (coverage_1.ends_on IS NULL OR coverage_1.ends_on > $2::DATE) AND section_enrollment_1.starts_on <= $2::DATE AND (section_enrollment_1.ends_on IS NULL OR section_enrollment_1.ends_on > $2::DATE) AND section_1.starts_on <= $2::DATE AND (section_1.ends_on IS NULL OR section_1.ends_on > $2::DATE) AND section_enrollment_1.section_id = ANY (array((SELECT coverage_2.section_id 
FROM coverage AS coverage_2 
WHERE coverage_2.staff_id = $1::UUID AND coverage_2.long_term IS false AND coverage_2.contracted IS false AND coverage_2.starts_on <= $3::DATE AND (coverage_2.ends_on IS NULL OR coverage_2.ends_on > $4::DATE))))) ORDER BY this.student_id, this.section_id;

