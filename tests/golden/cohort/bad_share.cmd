precept cohort heart.precept --facts patients.ndjson --max-rejects many
