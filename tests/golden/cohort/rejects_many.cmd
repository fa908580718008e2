yes "{\"lvef\": -1}" | head -13 | precept cohort heart.precept --facts - --input ndjson --today 2026-11-23 2>&1 | tail -12
