precept test --today 2026-11-23 opposed.precept
