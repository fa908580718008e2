precept cohort heart.precept --facts patients.ndjson --out patients.ndjson --format csv; wc -l < patients.ndjson
