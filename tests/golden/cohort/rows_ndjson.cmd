precept cohort heart.precept --facts patients.ndjson --today 2026-11-23 --format ndjson
