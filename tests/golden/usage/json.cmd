precept check --format json --today 2026-11-23 ../check/unknown_name.precept
