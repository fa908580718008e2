precept check --format gcc --today 2026-11-23 ../check/definition_circle.precept
