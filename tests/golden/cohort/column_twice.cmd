precept cohort heart.precept --facts twice.csv --today 2026-11-23 2>&1
