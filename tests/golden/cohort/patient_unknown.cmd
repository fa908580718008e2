precept run heart.precept --facts patients.ndjson --patient p04 --today 2026-11-23
