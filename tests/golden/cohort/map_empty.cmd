precept cohort heart.precept --facts patients.ndjson --map /dev/null --today 2026-11-23 2>&1
