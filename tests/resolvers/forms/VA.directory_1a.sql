-- probe
SELECT DISTINCT this.id 
FROM student AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM vendor_app AS vendor_app_1 JOIN vendor AS vendor_1 ON vendor_1.id = vendor_app_1.vendor_id JOIN agreement AS agreement_1 ON agreement_1.vendor_id = vendor_1.id JOIN agreement_scope AS agreement_scope_1 ON agreement_scope_1.agreement_id = agreement_1.id JOIN school_enrollment AS school_enrollment_1 ON school_enrollment_1.school_id = agreement_scope_1.school_id JOIN student AS student_1 ON student_1.id = school_enrollment_1.student_id 
WHERE school_enrollment_1.student_id = this.id AND vendor_app_1.id = $1::UUID AND agreement_1.starts_on <= $2::DATE AND (agreement_1.ends_on IS NULL OR agreement_1.ends_on > $2::DATE) AND (agreement_1.basis = 'DIRECTORY' AND vendor_1.for_profit IS false OR agreement_1.basis IN ('SCHOOL_OFFICIAL', 'CONSENT') AND agreement_1.terms_on <= $2::DATE) AND '1a' = ANY (agreement_1.slices) AND agreement_1.basis = 'DIRECTORY' AND school_enrollment_1.starts_on <= $2::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $2::DATE) AND (agreement_scope_1.grade_level IS NULL OR agreement_scope_1.grade_level = student_1.grade_level) AND (agreement_scope_1.course_id IS NULL AND agreement_scope_1.section_id IS NULL OR (EXISTS (SELECT 1 
FROM section_enrollment AS section_enrollment_1 JOIN section AS section_1 ON section_1.id = section_enrollment_1.section_id 
WHERE section_enrollment_1.student_id = school_enrollment_1.student_id AND section_1.school_id = agreement_scope_1.school_id AND section_enrollment_1.starts_on <= $2::DATE AND (section_enrollment_1.ends_on IS NULL OR section_enrollment_1.ends_on > $2::DATE) AND section_1.starts_on <= $2::DATE AND (section_1.ends_on IS NULL OR section_1.ends_on > $2::DATE) AND (agreement_scope_1.section_id IS NULL OR agreement_scope_1.section_id = section_1.id) AND (agreement_scope_1.course_id IS NULL OR agreement_scope_1.course_id = section_1.course_id)))) AND NOT (EXISTS (SELECT 1 
FROM consent AS consent_1 
WHERE consent_1.student_id = school_enrollment_1.student_id AND consent_1.kind = 'DIRECTORY' AND consent_1.state = 'REFUSED' AND consent_1.starts_on <= $2::DATE AND (consent_1.ends_on IS NULL OR consent_1.ends_on > $2::DATE))) AND NOT (EXISTS (SELECT 1 
FROM consent AS consent_2 
WHERE consent_2.student_id = school_enrollment_1.student_id AND consent_2.kind = 'VENDOR' AND consent_2.state = 'REFUSED' AND consent_2.starts_on <= $2::DATE AND (consent_2.ends_on IS NULL OR consent_2.ends_on > $2::DATE) AND (consent_2.vendor_id IS NULL OR consent_2.vendor_id = vendor_1.id))) AND (NOT (EXISTS (SELECT 1 
FROM support_program AS support_program_1 
WHERE support_program_1.student_id = school_enrollment_1.student_id AND support_program_1.kind = 'HOMELESS' AND support_program_1.starts_on <= $2::DATE AND (support_program_1.ends_on IS NULL OR support_program_1.ends_on > $2::DATE))) OR (EXISTS (SELECT 1 
FROM consent AS consent_3 
WHERE consent_3.student_id = school_enrollment_1.student_id AND consent_3.kind = 'DIRECTORY' AND consent_3.state = 'GIVEN' AND consent_3.starts_on <= $2::DATE AND (consent_3.ends_on IS NULL OR consent_3.ends_on > $2::DATE))))
 LIMIT ALL OFFSET 0) ORDER BY this.id;

-- set
SELECT DISTINCT this.id 
FROM student AS this 
WHERE this.id = ANY (array((SELECT school_enrollment_1.student_id 
FROM vendor_app AS vendor_app_1 JOIN vendor AS vendor_1 ON vendor_1.id = vendor_app_1.vendor_id JOIN agreement AS agreement_1 ON agreement_1.vendor_id = vendor_1.id JOIN agreement_scope AS agreement_scope_1 ON agreement_scope_1.agreement_id = agreement_1.id JOIN school_enrollment AS school_enrollment_1 ON school_enrollment_1.school_id = agreement_scope_1.school_id JOIN student AS student_1 ON student_1.id = school_enrollment_1.student_id 
WHERE vendor_app_1.id = $1::UUID AND agreement_1.starts_on <= $2::DATE AND (agreement_1.ends_on IS NULL OR agreement_1.ends_on > $2::DATE) AND (agreement_1.basis = 'DIRECTORY' AND vendor_1.for_profit IS false OR agreement_1.basis IN ('SCHOOL_OFFICIAL', 'CONSENT') AND agreement_1.terms_on <= $2::DATE) AND '1a' = ANY (agreement_1.slices) AND agreement_1.basis = 'DIRECTORY' AND school_enrollment_1.starts_on <= $2::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $2::DATE) AND (agreement_scope_1.grade_level IS NULL OR agreement_scope_1.grade_level = student_1.grade_level) AND (agreement_scope_1.course_id IS NULL AND agreement_scope_1.section_id IS NULL OR (EXISTS (SELECT 1 
FROM section_enrollment AS section_enrollment_1 JOIN section AS section_1 ON section_1.id = section_enrollment_1.section_id 
WHERE section_enrollment_1.student_id = school_enrollment_1.student_id AND section_1.school_id = agreement_scope_1.school_id AND section_enrollment_1.starts_on <= $2::DATE AND (section_enrollment_1.ends_on IS NULL OR section_enrollment_1.ends_on > $2::DATE) AND section_1.starts_on <= $2::DATE AND (section_1.ends_on IS NULL OR section_1.ends_on > $2::DATE) AND (agreement_scope_1.section_id IS NULL OR agreement_scope_1.section_id = section_1.id) AND (agreement_scope_1.course_id IS NULL OR agreement_scope_1.course_id = section_1.course_id)))) AND NOT (EXISTS (SELECT 1 
FROM consent AS consent_1 
WHERE consent_1.student_id = school_enrollment_1.student_id AND consent_1.kind = 'DIRECTORY' AND consent_1.state = 'REFUSED' AND consent_1.starts_on <= $2::DATE AND (consent_1.ends_on IS NULL OR consent_1.ends_on > $2::DATE))) AND NOT (EXISTS (SELECT 1 
FROM consent AS consent_2 
WHERE consent_2.student_id = school_enrollment_1.student_id AND consent_2.kind = 'VENDOR' AND consent_2.state = 'REFUSED' AND consent_2.starts_on <= $2::DATE AND (consent_2.ends_on IS NULL OR consent_2.ends_on > $2::DATE) AND (consent_2.vendor_id IS NULL OR consent_2.vendor_id = vendor_1.id))) AND (NOT (EXISTS (SELECT 1 
FROM support_program AS support_program_1 
WHERE support_program_1.student_id = school_enrollment_1.student_id AND support_program_1.kind = 'HOMELESS' AND support_program_1.starts_on <= $2::DATE AND (support_program_1.ends_on IS NULL OR support_program_1.ends_on > $2::DATE))) OR (EXISTS (SELECT 1 
FROM consent AS consent_3 
WHERE consent_3.student_id = school_enrollment_1.student_id AND consent_3.kind = 'DIRECTORY' AND consent_3.state = 'GIVEN' AND consent_3.starts_on <= $2::DATE AND (consent_3.ends_on IS NULL OR consent_3.ends_on > $2::DATE))))))) ORDER BY this.id;

-- population
SELECT DISTINCT this.id 
FROM student AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM vendor_app AS vendor_app_1 JOIN vendor AS vendor_1 ON vendor_1.id = vendor_app_1.vendor_id JOIN agreement AS agreement_1 ON agreement_1.vendor_id = vendor_1.id JOIN agreement_scope AS agreement_scope_1 ON agreement_scope_1.agreement_id = agreement_1.id JOIN school_enrollment AS school_enrollment_1 ON school_enrollment_1.school_id = agreement_scope_1.school_id JOIN student AS student_1 ON student_1.id = school_enrollment_1.student_id 
WHERE school_enrollment_1.student_id = this.id AND vendor_app_1.id = $1::UUID AND agreement_1.starts_on <= $2::DATE AND (agreement_1.ends_on IS NULL OR agreement_1.ends_on > $2::DATE) AND (agreement_1.basis = 'DIRECTORY' AND vendor_1.for_profit IS false OR agreement_1.basis IN ('SCHOOL_OFFICIAL', 'CONSENT') AND agreement_1.terms_on <= $2::DATE) AND '1a' = ANY (agreement_1.slices) AND agreement_1.basis = 'DIRECTORY' AND school_enrollment_1.starts_on <= $2::DATE AND (school_enrollment_1.ends_on IS NULL OR school_enrollment_1.ends_on > $2::DATE) AND (agreement_scope_1.grade_level IS NULL OR agreement_scope_1.grade_level = student_1.grade_level) AND (agreement_scope_1.course_id IS NULL AND agreement_scope_1.section_id IS NULL OR (EXISTS (SELECT 1 
FROM section_enrollment AS section_enrollment_1 JOIN section AS section_1 ON section_1.id = section_enrollment_1.section_id 
WHERE section_enrollment_1.student_id = school_enrollment_1.student_id AND section_1.school_id = agreement_scope_1.school_id AND section_enrollment_1.starts_on <= $2::DATE AND (section_enrollment_1.ends_on IS NULL OR section_enrollment_1.ends_on > $2::DATE) AND section_1.starts_on <= $2::DATE AND (section_1.ends_on IS NULL OR section_1.ends_on > $2::DATE) AND (agreement_scope_1.section_id IS NULL OR agreement_scope_1.section_id = section_1.id) AND (agreement_scope_1.course_id IS NULL OR agreement_scope_1.course_id = section_1.course_id)))) AND NOT (EXISTS (SELECT 1 
FROM consent AS consent_1 
WHERE consent_1.student_id = school_enrollment_1.student_id AND consent_1.kind = 'DIRECTORY' AND consent_1.state = 'REFUSED' AND consent_1.starts_on <= $2::DATE AND (consent_1.ends_on IS NULL OR consent_1.ends_on > $2::DATE))) AND NOT (EXISTS (SELECT 1 
FROM consent AS consent_2 
WHERE consent_2.student_id = school_enrollment_1.student_id AND consent_2.kind = 'VENDOR' AND consent_2.state = 'REFUSED' AND consent_2.starts_on <= $2::DATE AND (consent_2.ends_on IS NULL OR consent_2.ends_on > $2::DATE) AND (consent_2.vendor_id IS NULL OR consent_2.vendor_id = vendor_1.id))) AND (NOT (EXISTS (SELECT 1 
FROM support_program AS support_program_1 
WHERE support_program_1.student_id = school_enrollment_1.student_id AND support_program_1.kind = 'HOMELESS' AND support_program_1.starts_on <= $2::DATE AND (support_program_1.ends_on IS NULL OR support_program_1.ends_on > $2::DATE))) OR (EXISTS (SELECT 1 
FROM consent AS consent_3 
WHERE consent_3.student_id = school_enrollment_1.student_id AND consent_3.kind = 'DIRECTORY' AND consent_3.state = 'GIVEN' AND consent_3.starts_on <= $2::DATE AND (consent_3.ends_on IS NULL OR consent_3.ends_on > $2::DATE)))) AND school_enrollment_1.school_id = ANY (array((SELECT agreement_scope_2.school_id 
FROM vendor_app AS vendor_app_2 JOIN vendor AS vendor_2 ON vendor_2.id = vendor_app_2.vendor_id JOIN agreement AS agreement_2 ON agreement_2.vendor_id = vendor_2.id JOIN agreement_scope AS agreement_scope_2 ON agreement_scope_2.agreement_id = agreement_2.id 
WHERE vendor_app_2.id = $1::UUID AND agreement_2.starts_on <= $2::DATE AND (agreement_2.ends_on IS NULL OR agreement_2.ends_on > $2::DATE) AND (agreement_2.basis = 'DIRECTORY' AND vendor_2.for_profit IS false OR agreement_2.basis IN ('SCHOOL_OFFICIAL', 'CONSENT') AND agreement_2.terms_on <= $2::DATE) AND '1a' = ANY (agreement_2.slices) AND agreement_2.basis = 'DIRECTORY')))
 LIMIT ALL OFFSET 0) ORDER BY this.id;

