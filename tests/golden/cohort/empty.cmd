printf "" | precept cohort heart.precept --facts - --input ndjson --today 2026-11-23
