precept cohort heart.precept --facts messy.ndjson --today 2026-11-23 --max-rejects 60% --ignore-unknown-facts --format csv
