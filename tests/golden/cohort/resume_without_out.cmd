precept cohort heart.precept --facts patients.ndjson --resume
