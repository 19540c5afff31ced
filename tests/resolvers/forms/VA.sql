-- probe
SELECT DISTINCT this.id 
FROM student AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM vendor_app AS vendor_app_1 JOIN vendor AS vendor_1 ON vendor_1.id = vendor_app_1.vendor_id JOIN agreement AS agreement_1 ON agreement_1.vendor_id = vendor_1.id 
WHERE vendor_app_1.id = $1::UUID AND agreement_1.starts_on <= $2::DATE AND (agreement_1.ends_on IS NULL OR agreement_1.ends_on > $2::DATE) AND (agreement_1.basis = 'DIRECTORY' AND vendor_1.for_profit IS false OR agreement_1.basis IN ('SCHOOL_OFFICIAL', 'CONSENT') AND agreement_1.terms_on <= $2::DATE)) ORDER BY this.id;

-- set
SELECT DISTINCT this.id 
FROM student AS this 
WHERE this.id = ANY (array((SELECT student_1.id 
FROM student AS student_1 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM vendor_app AS vendor_app_1 JOIN vendor AS vendor_1 ON vendor_1.id = vendor_app_1.vendor_id JOIN agreement AS agreement_1 ON agreement_1.vendor_id = vendor_1.id 
WHERE vendor_app_1.id = $1::UUID AND agreement_1.starts_on <= $2::DATE AND (agreement_1.ends_on IS NULL OR agreement_1.ends_on > $2::DATE) AND (agreement_1.basis = 'DIRECTORY' AND vendor_1.for_profit IS false OR agreement_1.basis IN ('SCHOOL_OFFICIAL', 'CONSENT') AND agreement_1.terms_on <= $2::DATE))))) ORDER BY this.id;

-- population
SELECT DISTINCT this.id 
FROM student AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM vendor_app AS vendor_app_1 JOIN vendor AS vendor_1 ON vendor_1.id = vendor_app_1.vendor_id JOIN agreement AS agreement_1 ON agreement_1.vendor_id = vendor_1.id 
WHERE vendor_app_1.id = $1::UUID AND agreement_1.starts_on <= $2::DATE AND (agreement_1.ends_on IS NULL OR agreement_1.ends_on > $2::DATE) AND (agreement_1.basis = 'DIRECTORY' AND vendor_1.for_profit IS false OR agreement_1.basis IN ('SCHOOL_OFFICIAL', 'CONSENT') AND agreement_1.terms_on <= $2::DATE)) ORDER BY this.id;

