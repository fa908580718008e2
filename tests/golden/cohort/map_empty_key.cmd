printf "{\"id\": \"a\", \"\": 5}\n" | precept cohort sets.precept --facts - --input ndjson --map same.map.json --today 2026-11-23 2>&1
