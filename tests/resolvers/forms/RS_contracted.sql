-- probe
SELECT DISTINCT this.id 
FROM student AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM iep_service AS iep_service_1 JOIN iep AS iep_1 ON iep_1.id = iep_service_1.iep_id 
WHERE iep_service_1.student_id = this.id AND iep_service_1.provider_id = $1::UUID AND iep_service_1.contracted IS true AND iep_service_1.starts_on <= $2::DATE AND (iep_service_1.ends_on IS NULL OR iep_service_1.ends_on > $2::DATE) AND iep_service_1.declined_on IS NULL AND iep_1.consented_on IS NOT NULL AND iep_1.starts_on <= $2::DATE AND (iep_1.superseded_on IS NULL OR iep_1.superseded_on > $2::DATE)) ORDER BY this.id;

-- set
SELECT DISTINCT this.id 
FROM student AS this 
WHERE this.id = ANY (array((SELECT iep_service_1.student_id 
FROM iep_service AS iep_service_1 JOIN iep AS iep_1 ON iep_1.id = iep_service_1.iep_id 
WHERE iep_service_1.provider_id = $1::UUID AND iep_service_1.contracted IS true AND iep_service_1.starts_on <= $2::DATE AND (iep_service_1.ends_on IS NULL OR iep_service_1.ends_on > $2::DATE) AND iep_service_1.declined_on IS NULL AND iep_1.consented_on IS NOT NULL AND iep_1.starts_on <= $2::DATE AND (iep_1.superseded_on IS NULL OR iep_1.superseded_on > $2::DATE)))) ORDER BY this.id;

-- population
SELECT DISTINCT this.id 
FROM student AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM iep_service AS iep_service_1 JOIN iep AS iep_1 ON iep_1.id = iep_service_1.iep_id 
WHERE iep_service_1.student_id = this.id AND iep_service_1.provider_id = $1::UUID AND iep_service_1.contracted IS true AND iep_service_1.starts_on <= $2::DATE AND (iep_service_1.ends_on IS NULL OR iep_service_1.ends_on > $2::DATE) AND iep_service_1.declined_on IS NULL AND iep_1.consented_on IS NOT NULL AND iep_1.starts_on <= $2::DATE AND (iep_1.superseded_on IS NULL OR iep_1.superseded_on > $2::DATE)) ORDER BY this.id;

