precept run heart.precept --facts messy.ndjson --patient P02 --today 2026-11-23
