-- probe
SELECT DISTINCT this.id 
FROM student AS this 
WHERE EXISTS (SELECT 1 AS anon_1 
FROM court_order AS court_order_1 
WHERE court_order_1.student_id = this.id AND court_order_1.person_id = $1::UUID AND court_order_1.starts_at <= $2::TIMESTAMP WITH TIME ZONE AND (court_order_1.decided_at IS NULL OR court_order_1.decided_at > $2::TIMESTAMP WITH TIME ZONE) AND (court_order_1.document_key IS NOT NULL OR court_order_1.lapses_on IS NULL OR court_order_1.lapses_on > $3::DATE)) ORDER BY this.id;

-- set
SELECT DISTINCT this.id 
FROM student AS this 
WHERE this.id = ANY (array((SELECT court_order_1.student_id 
FROM court_order AS court_order_1 
WHERE court_order_1.person_id = $1::UUID AND court_order_1.starts_at <= $2::TIMESTAMP WITH TIME ZONE AND (court_order_1.decided_at IS NULL OR court_order_1.decided_at > $2::TIMESTAMP WITH TIME ZONE) AND (court_order_1.document_key IS NOT NULL OR court_order_1.lapses_on IS NULL OR court_order_1.lapses_on > $3::DATE)))) ORDER BY this.id;

-- population
WITH anon_1 AS 
(SELECT court_order_1.student_id AS student_id 
FROM court_order AS court_order_1 
WHERE court_order_1.person_id = $1::UUID AND court_order_1.starts_at <= $2::TIMESTAMP WITH TIME ZONE AND (court_order_1.decided_at IS NULL OR court_order_1.decided_at > $2::TIMESTAMP WITH TIME ZONE) AND (court_order_1.document_key IS NOT NULL OR court_order_1.lapses_on IS NULL OR court_order_1.lapses_on > $3::DATE))
 SELECT DISTINCT this.id 
FROM student AS this 
WHERE this.id = ANY (array((SELECT anon_1.student_id 
FROM anon_1))) ORDER BY this.id;

