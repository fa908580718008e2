precept cohort heart.precept --facts patients.ndjson --events therapies=sets.csv --today 2026-11-23 2>&1; precept cohort sets.precept --facts sets.csv --events drugs=sets.csv 2>&1
