LC_ALL=C precept cohort heart.precept --facts patients.ndjson --today 2026-11-23 --color always | head -20
