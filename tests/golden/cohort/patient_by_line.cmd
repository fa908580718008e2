precept run heart.precept --facts patients.ndjson --patient line:13 --today 2026-11-23 --trace none
