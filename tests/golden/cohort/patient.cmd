precept run heart.precept --facts patients.ndjson --patient P04 --today 2026-11-23 --trace full
