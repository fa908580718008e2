precept check --today 2026-11-23 missing.precept modules clean.precept
