-- probe
SELECT DISTINCT this.id 
FROM student AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM (SELECT health_alert.student_id AS student_id 
FROM health_alert 
WHERE health_alert.entered_by = $1::UUID UNION ALL SELECT condition.student_id AS student_id 
FROM condition 
WHERE condition.entered_by = $1::UUID UNION ALL SELECT care_plan.student_id AS student_id 
FROM care_plan 
WHERE care_plan.entered_by = $1::UUID UNION ALL SELECT medication_order.student_id AS student_id 
FROM medication_order 
WHERE medication_order.entered_by = $1::UUID UNION ALL SELECT medication_administration.student_id AS student_id 
FROM medication_administration 
WHERE medication_administration.entered_by = $1::UUID UNION ALL SELECT health_visit.student_id AS student_id 
FROM health_visit 
WHERE health_visit.entered_by = $1::UUID UNION ALL SELECT immunization.student_id AS student_id 
FROM immunization 
WHERE immunization.entered_by = $1::UUID) AS anon_2 
WHERE anon_2.student_id = this.id AND (EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $1::UUID AND post_1.role = 'NURSE' AND post_1.starts_on <= $2::DATE))) ORDER BY this.id;

-- set
SELECT DISTINCT this.id 
FROM student AS this 
WHERE this.id = ANY (array((SELECT anon_1.student_id 
FROM (SELECT health_alert.student_id AS student_id 
FROM health_alert 
WHERE health_alert.entered_by = $1::UUID UNION ALL SELECT condition.student_id AS student_id 
FROM condition 
WHERE condition.entered_by = $1::UUID UNION ALL SELECT care_plan.student_id AS student_id 
FROM care_plan 
WHERE care_plan.entered_by = $1::UUID UNION ALL SELECT medication_order.student_id AS student_id 
FROM medication_order 
WHERE medication_order.entered_by = $1::UUID UNION ALL SELECT medication_administration.student_id AS student_id 
FROM medication_administration 
WHERE medication_administration.entered_by = $1::UUID UNION ALL SELECT health_visit.student_id AS student_id 
FROM health_visit 
WHERE health_visit.entered_by = $1::UUID UNION ALL SELECT immunization.student_id AS student_id 
FROM immunization 
WHERE immunization.entered_by = $1::UUID) AS anon_1 
WHERE EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $1::UUID AND post_1.role = 'NURSE' AND post_1.starts_on <= $2::DATE)))) ORDER BY this.id;

-- population
SELECT DISTINCT this.id 
FROM student AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM (SELECT health_alert.student_id AS student_id 
FROM health_alert 
WHERE health_alert.entered_by = $1::UUID UNION ALL SELECT condition.student_id AS student_id 
FROM condition 
WHERE condition.entered_by = $1::UUID UNION ALL SELECT care_plan.student_id AS student_id 
FROM care_plan 
WHERE care_plan.entered_by = $1::UUID UNION ALL SELECT medication_order.student_id AS student_id 
FROM medication_order 
WHERE medication_order.entered_by = $1::UUID UNION ALL SELECT medication_administration.student_id AS student_id 
FROM medication_administration 
WHERE medication_administration.entered_by = $1::UUID UNION ALL SELECT health_visit.student_id AS student_id 
FROM health_visit 
WHERE health_visit.entered_by = $1::UUID UNION ALL SELECT immunization.student_id AS student_id 
FROM immunization 
WHERE immunization.entered_by = $1::UUID) AS anon_2 
WHERE anon_2.student_id = this.id AND (EXISTS (SELECT 1 
FROM post AS post_1 
WHERE post_1.staff_id = $1::UUID AND post_1.role = 'NURSE' AND post_1.starts_on <= $2::DATE))) ORDER BY this.id;

