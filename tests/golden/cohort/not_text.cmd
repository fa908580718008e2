precept cohort heart.precept --facts not_text.ndjson --today 2026-11-23 --format csv
