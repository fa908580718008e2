precept check --today 2026-02-30 ../check/clean.precept
