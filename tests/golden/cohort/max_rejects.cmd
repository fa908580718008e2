precept cohort heart.precept --facts messy.ndjson --today 2026-11-23 --max-rejects 5% 2>&1 | tail -2
