precept cohort heart.precept --facts messy.ndjson --today 2026-11-23 --format csv --strict
